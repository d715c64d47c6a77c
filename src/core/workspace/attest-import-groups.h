/* AttestImportGroups: the problems of many records by what they have in common. Made of all of
 * them, on any thread; then it follows those that change, one by one. On one thread at a time. */
#pragma once

#include "check/attest-problem.h"
#include "workspace/attest-import-record.h"

G_BEGIN_DECLS

/* Problems of the same rule at the same field with the same text there, worst and most first. */
typedef struct
{
  AttestSeverity severity;
  char *rule;
  char *field;         /* path without places: sites[].street */
  char *text;          /* what stands there; "" for what is missing */
  char *message;       /* of the first */
  char *fix_label;     /* (nullable) */
  char *fix_text;      /* (nullable): what attest_import_fix() puts there if nothing else is said */
  GPtrArray *records;  /* of AttestImportRecord */
  GPtrArray *problems; /* of AttestProblem, one for each of them */
  guint n_alike;       /* what attest_import_accept_alike() would put right; 0: not more than
                        * attest_import_fix(), or it is told with another of them already */
} AttestImportProblems;

typedef struct _AttestImportGroups AttestImportGroups;

AttestImportGroups *attest_import_groups_new (GPtrArray *records);
void attest_import_groups_free (gpointer self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestImportGroups, attest_import_groups_free)

void attest_import_groups_turn_to (AttestImportGroups *self, GPtrArray *records);

/* Around each change of a record. */
void attest_import_groups_take_out (AttestImportGroups *self, AttestImportRecord *record);
void attest_import_groups_put_in (AttestImportGroups *self, AttestImportRecord *record);

GPtrArray *attest_import_groups_ref_all (AttestImportGroups *self);

G_END_DECLS
