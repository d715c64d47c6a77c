/* Pictures of strangers: asked for without anything that says who asks, and looked at before
 * anybody draws them. Main thread. */
#pragma once

#include "http/attest-request.h"

G_BEGIN_DECLS

void attest_picture_read_async (const AttestRoute *route,
                                const char *address,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GBytes *attest_picture_read_finish (GAsyncResult *result, GError **error);
gboolean attest_picture_check (GBytes *bytes);

#define ATTEST_PICTURE_MOST (1024 * 1024) /* bytes */
#define ATTEST_PICTURE_WIDEST 4096        /* pixels, and as high */

G_END_DECLS
