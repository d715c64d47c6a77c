/* Everything a service lists, read page by page. Main thread. */
#pragma once

#include "http/attest-post.h"
#include "keyring/attest-keyring.h"
#include "service/attest-place.h"

G_BEGIN_DECLS

/* How it is reached. */
typedef struct
{
  AttestKeyring *keyring;
  const AttestRoute *route; /* outlives the reading */
  gboolean quiet;           /* nobody asked for it: never prompt */
} AttestRemote;

void attest_remote_list_read_async (const AttestRemote *remote,
                                    const AttestPlace *place,
                                    const AttestServiceList *list,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *attest_remote_list_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
