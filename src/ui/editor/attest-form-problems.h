/* AttestFormProblems: what is wrong at each place of a record, and what a service said of it; and
 * the places themselves, which stay the same when the lists above them move. Main thread. */
#pragma once

#include "check/attest-problem.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A place in a record: @field NULL is the record itself, as an item of a list. */
typedef struct
{
  AttestRecord *record;
  const AttestField *field;
} AttestFormPlace;

/* A table of places, which hold their record: no other one comes to its address. */
GHashTable *attest_form_places_new (GDestroyNotify free_value /* (nullable) */);
void attest_form_places_set (GHashTable *places,
                             AttestRecord *record,
                             const AttestField *field,
                             gpointer value /* (transfer full) */);
gpointer
attest_form_places_get (GHashTable *places, AttestRecord *record, const AttestField *field);

/* Where a path leads. @record: NULL where there is nothing */
AttestFormPlace attest_form_place_find (AttestRecord *root, const char *path);

typedef struct _AttestFormProblems AttestFormProblems;

AttestFormProblems *attest_form_problems_new (AttestRecord *root);
void attest_form_problems_free (AttestFormProblems *self);
void
attest_form_problems_set (AttestFormProblems *self, GListModel *problems, gboolean counts_missing);
AttestProblem *
attest_form_problems_get (AttestFormProblems *self, AttestRecord *record, const AttestField *field);
const char *attest_form_problems_get_reply (AttestFormProblems *self,
                                            AttestRecord *record,
                                            const AttestField *field);
gboolean attest_form_problems_find_worst (AttestFormProblems *self,
                                          AttestRecord *record,
                                          AttestSeverity *severity);

G_END_DECLS
