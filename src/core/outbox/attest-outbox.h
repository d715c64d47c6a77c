/* AttestOutbox: what was decided to be sent, and the sending of it.
 *
 * A GListModel of AttestSubmission: those queued, being sent or unknown, in the order of sending.
 * (A unit that grows: pausing, reordering and pacing stand here as well.) */
#pragma once

#include <gio/gio.h>

#include "outbox/attest-send-plan.h"
#include "store/attest-submission.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_OUTBOX (attest_outbox_get_type ())
G_DECLARE_FINAL_TYPE (AttestOutbox, attest_outbox, ATTEST, OUTBOX, GObject)

/* Writes every plan down as a submission in one transaction, then starts sending.
 * Finishes when they are durable: returns them in the order of the plans. */
void attest_outbox_enqueue_async (AttestOutbox *self,
                                  GPtrArray *plans,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *
attest_outbox_enqueue_finish (AttestOutbox *self,
                              GAsyncResult *result,
                              GError **error); /* of AttestSubmission; watch notify::state */

/* Takes a submission that has not left out of the outbox (not-sent); one on its way becomes
 * unknown. */
void attest_outbox_cancel (AttestOutbox *self, AttestSubmission *submission);

/* Moves an unknown submission by the user's decision (accepted, or not-sent: "it is not there"). */
void attest_outbox_resolve_async (AttestOutbox *self,
                                  AttestSubmission *submission,
                                  AttestState decision,
                                  const char *remote_id,
                                  const char *note,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean attest_outbox_resolve_finish (AttestOutbox *self, GAsyncResult *result, GError **error);

/* Pausing. Properties: "paused", "n-queued", "n-unknown", "sending" (gboolean), "next-send"
 * (gint64, 0: nothing waits), "waiting-for-network". */
void attest_outbox_set_paused (AttestOutbox *self, gboolean paused);
gboolean attest_outbox_get_paused (AttestOutbox *self);
guint attest_outbox_get_n_queued (AttestOutbox *self);
guint attest_outbox_get_n_unknown (AttestOutbox *self);
gboolean attest_outbox_get_sending (AttestOutbox *self);
gint64 attest_outbox_get_next_send (AttestOutbox *self);
gboolean attest_outbox_get_waiting_for_network (AttestOutbox *self);

G_END_DECLS
