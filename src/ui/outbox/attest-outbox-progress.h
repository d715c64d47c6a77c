/* AttestOutboxProgress: how far the outbox is, and pausing it. */
#pragma once

#include "application/attest-queue-watch.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_OUTBOX_PROGRESS (attest_outbox_progress_get_type ())
G_DECLARE_FINAL_TYPE (AttestOutboxProgress, attest_outbox_progress, ATTEST, OUTBOX_PROGRESS, AdwBin)

void attest_outbox_progress_set_watch (AttestOutboxProgress *self, AttestQueueWatch *watch);

G_END_DECLS
