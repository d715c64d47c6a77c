/* AttestBatchCards: what became of the batches that are through, a card for each, until it is
 * dismissed; as many as there is room for above what it contains. Main thread. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_BATCH_CARDS (attest_batch_cards_get_type ())
G_DECLARE_FINAL_TYPE (AttestBatchCards, attest_batch_cards, ATTEST, BATCH_CARDS, GtkBox)

void attest_batch_cards_set_application (AttestBatchCards *self, AttestApplication *application);
void attest_batch_cards_show (AttestBatchCards *self, GPtrArray *batches);

G_END_DECLS
