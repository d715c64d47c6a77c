/* Writing a file piece by piece, each gone from memory before the next is made. Main thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Makes the next piece: @task finishes with it as a #GBytes, or with %NULL when there are no more.
 */
typedef void (*AttestNextPiece) (gpointer source, GTask *task);

typedef struct
{
  GFile *file;           /* (nullable): replaced once all is written */
  GOutputStream *stream; /* (nullable): written to instead, and not closed */
  AttestNextPiece next;
  void (*wrote) (gpointer data); /* (nullable): called after each piece */
  gpointer wrote_data;
  gpointer source;
  GDestroyNotify source_free;
} AttestFilePieces;

void attest_file_pieces_write_async (const AttestFilePieces *pieces,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean attest_file_pieces_write_finish (GAsyncResult *result, GError **error);

G_END_DECLS
