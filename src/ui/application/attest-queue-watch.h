/* AttestQueueWatch: how far the outbox is since it was last empty, and how its records ended. */
#pragma once

#include "workspace/attest-workspace.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_QUEUE_WATCH (attest_queue_watch_get_type ())
G_DECLARE_FINAL_TYPE (AttestQueueWatch, attest_queue_watch, ATTEST, QUEUE_WATCH, GObject)

/* Signals: "changed" (at most once for each turn of the main loop), "ended" (nothing is left to be
 * sent), "attention" (AttestSubmission: refused or unknown, while others still wait). */
AttestQueueWatch *attest_queue_watch_new (AttestWorkspace *workspace); /* open */
AttestOutbox *attest_queue_watch_get_outbox (AttestQueueWatch *self);

/* Of the run that goes on, or else of the last one. */
guint attest_queue_watch_get_n_left (AttestQueueWatch *self);
guint attest_queue_watch_get_n_all (AttestQueueWatch *self);

/* "Next in 0:41 · done about 15:32", or what it waits for; (nullable): nothing to be said. */
char *attest_queue_watch_describe_wait (AttestQueueWatch *self);
char *attest_queue_watch_describe_progress (AttestQueueWatch *self); /* "7 of 40 done" */

G_END_DECLS
