/* AttestImportGroups: the problems of many records by what they have in common. Made of all of
 * them, on any thread; then it follows those that change, one by one. On one thread at a time. */
#pragma once

#include "workspace/attest-import.h"

G_BEGIN_DECLS

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
