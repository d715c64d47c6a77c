/* AttestListing: everything a service lists as stored, read page by page. Main thread. */
#pragma once

#include "outbox/attest-sending.h"

G_BEGIN_DECLS

typedef struct
{
  const AttestService *service;
  AttestEnvironment environment;
  const char *host;
  gboolean quiet; /* nobody asked for it: never prompt */
} AttestPlace;

void attest_listing_read_async (const AttestSendingContext *context,
                                const AttestPlace *place,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *attest_listing_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
