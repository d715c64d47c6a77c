/* AttestListing: everything a service lists as stored, read page by page. Main thread. */
#pragma once

#include "outbox/attest-sending.h"
#include "service/attest-place.h"

G_BEGIN_DECLS

void attest_listing_read_async (const AttestSendingContext *context,
                                const AttestPlace *place,
                                gboolean quiet,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *attest_listing_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
