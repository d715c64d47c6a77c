/* What a record says that is being imported, against what is there: by meaning, not by spelling. */
#pragma once

#include "codec/attest-difference.h"

G_BEGIN_DECLS

GPtrArray *
attest_compare_meaning (const AttestSchema *schema, const char *before, const char *after);
const AttestField *
attest_find_left_alone (AttestRecord *record, AttestRecord *from, GHashTable *said);
gboolean
attest_fill_unsaid (AttestRecord *record, AttestRecord *from, GHashTable *said, gboolean is_draft);

G_END_DECLS
