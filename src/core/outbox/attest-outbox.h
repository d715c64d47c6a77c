/* AttestOutbox: what was decided to be sent, and the sending of it.
 *
 * A GListModel of AttestSubmission: those queued, being sent or unknown, in the order of sending.
 * (A unit that grows: pausing, reordering and pacing stand here as well.) */
#pragma once

#include <gio/gio.h>

#include "outbox/attest-send-plan.h"
#include "store/attest-store.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_OUTBOX (attest_outbox_get_type ())
G_DECLARE_FINAL_TYPE (AttestOutbox, attest_outbox, ATTEST, OUTBOX, GObject)

/* @store has to be open when the outbox is opened. */
AttestOutbox *attest_outbox_new (AttestStore *store, AttestKeyring *keyring);

/* Loads what is in the outbox, and makes unknown what a dead process was sending. Sends nothing. */
void attest_outbox_open_async (AttestOutbox *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean attest_outbox_open_finish (AttestOutbox *self, GAsyncResult *result, GError **error);

/* From now on this process sends whatever is queued. Before, it sends only what it queued itself,
 * so that a command that lists the history does not begin to send. */
void attest_outbox_start (AttestOutbox *self);

/* Where the practice service listens in this run; @host: (nullable): it does not. */
void attest_outbox_set_practice_host (AttestOutbox *self,
                                      const AttestService *service,
                                      const char *host);

/* Begins nothing more; finishes when what is on its way is written down. To be called before the
 * store is closed. */
void
attest_outbox_stop_async (AttestOutbox *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean attest_outbox_stop_finish (AttestOutbox *self, GAsyncResult *result, GError **error);

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

/* Looks quietly for the servers' ids of what was accepted without one; never fails. */
void attest_outbox_find_ids_async (AttestOutbox *self,
                                   GPtrArray *submissions,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
void attest_outbox_find_ids_finish (AttestOutbox *self, GAsyncResult *result);

/* Puts a queued submission before another; @before %NULL: at the end. */
void attest_outbox_move_all (AttestOutbox *self, GPtrArray *submissions, AttestSubmission *before);
void attest_outbox_move (AttestOutbox *self,
                         AttestSubmission *submission,
                         AttestSubmission *before /* (nullable) */);

/* Sends a queued submission next, without the pause after the one before. */
void attest_outbox_send_now (AttestOutbox *self, AttestSubmission *submission);

/* The pause between two requests, in seconds, for all processes; -1: as the service recommends. */
void attest_outbox_set_pause (AttestOutbox *self,
                              const AttestService *service,
                              AttestEnvironment environment,
                              int seconds);
guint attest_outbox_get_pause (AttestOutbox *self,
                               const AttestService *service,
                               AttestEnvironment environment);

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
