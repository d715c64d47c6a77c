/* AttestMeanings: what texts were said to mean, by this process or another, for checks. Main
 * thread. */
#pragma once

#include "store/attest-store.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_MEANINGS (attest_meanings_get_type ())
G_DECLARE_FINAL_TYPE (AttestMeanings, attest_meanings, ATTEST, MEANINGS, GObject)

/* Signal "changed". */
AttestMeanings *attest_meanings_new (AttestStore *store);
void attest_meanings_load (AttestMeanings *self);
GHashTable *attest_meanings_get_table (AttestMeanings *self);

G_END_DECLS
