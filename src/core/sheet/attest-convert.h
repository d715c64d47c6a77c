/* Files that only other programs read, made into ones that Attest reads, by LibreOffice or Gnumeric
 * where they are installed. Starts a program on the file: only on the user's word. Main thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

const char *attest_convert_get_program (void);

void attest_convert_async (GBytes *bytes,
                           guint seconds,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
GBytes *attest_convert_finish (GAsyncResult *result, GError **error);

G_END_DECLS
