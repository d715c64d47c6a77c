/* AttestBatchCard: what became of one batch, each number a button that leads to exactly those.
 * Activates "batch.dismiss" with the batch's id. Main thread. */
#pragma once

#include "store/attest-batch.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_BATCH_CARD (attest_batch_card_get_type ())
G_DECLARE_FINAL_TYPE (AttestBatchCard, attest_batch_card, ATTEST, BATCH_CARD, AdwBin)

GtkWidget *attest_batch_card_new (const AttestBatch *batch);
void attest_batch_card_update (AttestBatchCard *self, const AttestBatch *batch);
const char *attest_batch_card_get_id (AttestBatchCard *self);

G_END_DECLS
