/* AttestOutbox: what was decided to be sent, and the sending of it.
 *
 * A GListModel of AttestSubmission: those queued, being sent or unknown, in the order of sending.
 * Main thread. */
#pragma once

#include "http/attest-remote-list.h"
#include "outbox/attest-outbox-list.h"
#include "outbox/attest-outbox-writer.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_OUTBOX (attest_outbox_get_type ())
G_DECLARE_FINAL_TYPE (AttestOutbox, attest_outbox, ATTEST, OUTBOX, GObject)

AttestOutbox *attest_outbox_new (AttestStore *store, AttestKeyring *keyring);

void attest_outbox_open_async (AttestOutbox *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean attest_outbox_open_finish (AttestOutbox *self, GAsyncResult *result, GError **error);
void attest_outbox_start (AttestOutbox *self);
void attest_outbox_set_practice_host (AttestOutbox *self,
                                      const AttestService *service,
                                      const char *host);
void
attest_outbox_stop_async (AttestOutbox *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean attest_outbox_stop_finish (AttestOutbox *self, GAsyncResult *result, GError **error);

const AttestOutboxWriter *attest_outbox_get_writer (AttestOutbox *self);
AttestOutboxList *attest_outbox_get_list (AttestOutbox *self);
AttestDispatcher *attest_outbox_get_dispatcher (AttestOutbox *self);
AttestReconciler *attest_outbox_get_reconciler (AttestOutbox *self);
AttestRemote attest_outbox_get_remote (AttestOutbox *self);

void attest_outbox_set_paused (AttestOutbox *self, gboolean paused);
void attest_outbox_sign_in (AttestOutbox *self, const char *name, const char *password);

/* Properties: "paused", "n-queued", "n-unknown", "sending" (gboolean), "next-send" (gint64, 0:
 * nothing waits), "waiting-for-network".
 *
 * Signals:
 * "unwritten" (AttestClaimEnd *, GError *): what came back cannot be written down; it is tried
 *   again as long as the program runs. Told once for each submission.
 * "failed" (GError *): something that is to be sent cannot even be claimed, again and again.
 * "sign-in" (const char *proxy, gboolean refused): a proxy asks for a name and a password, or
 *   refused those there were. Returns whether attest_outbox_sign_in() will be called; until then
 *   nothing is sent. */
gboolean attest_outbox_get_paused (AttestOutbox *self);
gboolean attest_outbox_get_lacks_key (AttestOutbox *self);
guint attest_outbox_get_n_queued (AttestOutbox *self);
guint attest_outbox_get_n_unknown (AttestOutbox *self);
gboolean attest_outbox_get_sending (AttestOutbox *self);
gint64 attest_outbox_get_next_send (AttestOutbox *self);
gboolean attest_outbox_get_waiting_for_network (AttestOutbox *self);

/* For tests: where the network and trust come from. */
AttestRoute *attest_outbox_get_route (AttestOutbox *self);

G_END_DECLS
