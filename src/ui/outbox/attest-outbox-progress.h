/* AttestOutboxProgress: how far the sending is, when the next one leaves, and pause and resume.
 * Main thread. */
#pragma once

#include <adwaita.h>

#include "outbox/attest-outbox.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_OUTBOX_PROGRESS (attest_outbox_progress_get_type ())
G_DECLARE_FINAL_TYPE (AttestOutboxProgress, attest_outbox_progress, ATTEST, OUTBOX_PROGRESS, AdwBin)

void attest_outbox_progress_set_outbox (AttestOutboxProgress *self, AttestOutbox *outbox);

G_END_DECLS
