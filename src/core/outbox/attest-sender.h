/* AttestSender: sends submissions, each once at the most, from the claim to wherever it ends. */
#pragma once

#include "http/attest-post.h"
#include "keyring/attest-keyring.h"
#include "outbox/attest-scheduler.h"
#include "store/attest-store-ending.h"

G_BEGIN_DECLS

typedef struct _AttestSender AttestSender;

/* What came back, @end, cannot be written down now, for @error; it is tried again. Told once for
 * each submission. */
typedef void (*AttestSenderUnwritten) (const AttestClaimEnd *end,
                                       const GError *error,
                                       gpointer user_data);

AttestSender *attest_sender_new (AttestStore *store,
                                 AttestKeyring *keyring,
                                 const AttestRoute *route,
                                 AttestSenderUnwritten unwritten,
                                 gpointer user_data);
void attest_sender_free (AttestSender *self);
void attest_sender_stop (AttestSender *self);
gboolean attest_sender_is_asking (AttestSender *self);

void attest_sender_send_async (AttestSender *self,
                               const AttestTurn *turn,
                               gint64 pause,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
AttestSent attest_sender_send_finish (GAsyncResult *result, gint64 *wait, GError **error);

G_END_DECLS
