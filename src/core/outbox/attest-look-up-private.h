/* Between the files that look on the server only. */
#pragma once

#include "outbox/attest-look-up.h"
#include "outbox/attest-sending.h"

G_BEGIN_DECLS

void attest_look_up_in_async (const AttestSendingContext *context,
                              AttestSubmission *submission,
                              GPtrArray *stored,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
AttestLookUp *attest_look_up_in_finish (GAsyncResult *result, GError **error);

G_END_DECLS
