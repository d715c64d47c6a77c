/* AttestOutbox: what was decided to be sent, and the sending of it.
 *
 * A GListModel of AttestSubmission: those queued, being sent or unknown, in the order of sending.
 * Main thread. */
#pragma once

#include "outbox/attest-reconciler.h"
#include "outbox/attest-send-plan.h"
#include "store/attest-store-sending.h"

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

void attest_outbox_enqueue_async (AttestOutbox *self,
                                  GPtrArray *plans,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *attest_outbox_enqueue_finish (AttestOutbox *self, GAsyncResult *result, GError **error);

/* What became of taking a submission out. */
typedef enum
{
  ATTEST_REMOVAL_DONE,      /* it is not sent */
  ATTEST_REMOVAL_UNKNOWN,   /* it was on its way: nobody knows whether it arrived */
  ATTEST_REMOVAL_TOO_LATE,  /* it has been sent, or was settled before */
  ATTEST_REMOVAL_ELSEWHERE, /* another process is sending it */
} AttestRemoval;

void attest_outbox_cancel (AttestOutbox *self, AttestSubmission *submission);
void attest_outbox_cancel_async (AttestOutbox *self,
                                 AttestSubmission *submission,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean attest_outbox_cancel_finish (AttestOutbox *self,
                                      GAsyncResult *result,
                                      AttestRemoval *removal,
                                      GError **error);

void attest_outbox_resolve_async (AttestOutbox *self,
                                  const AttestDecision *decision,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean attest_outbox_resolve_finish (AttestOutbox *self, GAsyncResult *result, GError **error);

void attest_outbox_look_up_async (AttestOutbox *self,
                                  AttestSubmission *submission,
                                  const char *practice_host,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
AttestLookUp *
attest_outbox_look_up_finish (AttestOutbox *self, GAsyncResult *result, GError **error);

void attest_outbox_find_ids_async (AttestOutbox *self,
                                   GPtrArray *submissions,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
void attest_outbox_find_ids_finish (AttestOutbox *self, GAsyncResult *result);

void
attest_outbox_move (AttestOutbox *self, AttestSubmission *submission, AttestSubmission *before);
void attest_outbox_move_all (AttestOutbox *self, GPtrArray *submissions, AttestSubmission *before);
void attest_outbox_send_now (AttestOutbox *self, AttestSubmission *submission);

void attest_outbox_set_pause (AttestOutbox *self,
                              const AttestService *service,
                              AttestEnvironment environment,
                              int seconds);
guint attest_outbox_get_pause (AttestOutbox *self,
                               const AttestService *service,
                               AttestEnvironment environment);
void attest_outbox_set_paused (AttestOutbox *self, gboolean paused);
void attest_outbox_set_paused_async (AttestOutbox *self,
                                     gboolean paused,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean attest_outbox_set_paused_finish (AttestOutbox *self, GAsyncResult *result, GError **error);

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
guint attest_outbox_get_n_queued (AttestOutbox *self);
guint attest_outbox_get_n_unknown (AttestOutbox *self);
gboolean attest_outbox_get_sending (AttestOutbox *self);
gint64 attest_outbox_get_next_send (AttestOutbox *self);
gboolean attest_outbox_get_waiting_for_network (AttestOutbox *self);

G_END_DECLS
