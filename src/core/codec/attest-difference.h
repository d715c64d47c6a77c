/* What is different between two records, for people: field by field, by what is sent. */
#pragma once

#include "model/attest-record.h"

G_BEGIN_DECLS

typedef struct
{
  char *path;     /* in the newer record, as in AttestProblem; of the list, for what is gone */
  char *label;    /* the field and what it stands in: "Sites › Busan › Street" */
  char *old_text; /* as people read it; NULL: nothing stood there */
  char *new_text; /* likewise; NULL: nothing stands there any more */
  char *effect;   /* (nullable): what that does there, in a sentence */
} AttestDifference;

GPtrArray *attest_compare_wire (const AttestSchema *schema, const char *before, const char *after);
gboolean attest_difference_has_values (const AttestDifference *self);
char *attest_difference_describe (const AttestDifference *self);
void attest_difference_free (AttestDifference *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestDifference, attest_difference_free)

G_END_DECLS
