/* Files of any length: see the header. A piece is made, written, and forgotten before the next is
 * made. The file is there once all of it is: what cannot be finished leaves what was there before,
 * or nothing. */
#include "attest-config.h"
#include "workspace/attest-file-pieces.h"

typedef struct
{
  AttestFilePieces what; /* its objects and its source owned */
  GOutputStream *stream; /* what is written into */
  gboolean is_new;       /* the file: there was none of that name */
  GBytes *piece;         /* on its way into the file */
  GError *error;         /* (nullable): why it is given up */
  GCancellable *closing; /* when cancelled, what was there stays */
} Writing;

static void
writing_free (gpointer data)
{
  Writing *self = data;

  g_clear_object (&self->what.file);
  g_clear_object (&self->what.stream);
  if (self->what.source_free != NULL)
    self->what.source_free (self->what.source);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->piece, g_bytes_unref);
  g_clear_error (&self->error);
  g_object_unref (self->closing);
  g_free (self);
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Writing *self = g_task_get_task_data (task);

  g_file_delete_finish (G_FILE (source), result, NULL); /* what is told is why it was given up */
  g_task_return_error (task, g_steal_pointer (&self->error));
}

/* Takes @task. A stop may come when the file has just been made, which nobody has got then. */
static void
give_up (GTask *task)
{
  Writing *self = g_task_get_task_data (task);

  if (self->is_new)
    {
      g_file_delete_async (self->what.file, G_PRIORITY_DEFAULT, NULL, deleted_cb, task);
      return;
    }
  g_task_return_error (task, g_steal_pointer (&self->error));
  g_object_unref (task);
}

/* Takes @task. */
static void
end (GTask *task)
{
  Writing *self = g_task_get_task_data (task);

  if (self->error != NULL)
    {
      give_up (task);
      return;
    }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Writing *self = g_task_get_task_data (task);
  GError **error = self->error == NULL ? &self->error : NULL; /* the first one is told */

  g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, error);
  end (task);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Writing *self = g_task_get_task_data (task);
  GError **error = self->error == NULL ? &self->error : NULL;

  g_output_stream_flush_finish (G_OUTPUT_STREAM (source), result, error);
  end (task);
}

/* Takes @task. */
static void
close_stream (GTask *task)
{
  Writing *self = g_task_get_task_data (task);

  if (self->error != NULL)
    g_cancellable_cancel (self->closing);
  if (self->what.stream != NULL)
    g_output_stream_flush_async (self->stream, G_PRIORITY_DEFAULT, NULL, flushed_cb, task);
  else
    g_output_stream_close_async (self->stream, G_PRIORITY_DEFAULT, self->closing, closed_cb, task);
}

static void make_piece (GTask *task);

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Writing *self = g_task_get_task_data (task);

  g_clear_pointer (&self->piece, g_bytes_unref);
  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &self->error))
    {
      close_stream (task);
      return;
    }
  if (self->what.wrote != NULL)
    self->what.wrote (self->what.wrote_data);
  make_piece (task);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Writing *self = g_task_get_task_data (task);
  gsize length = 0;
  gconstpointer data = NULL;

  self->piece = g_task_propagate_pointer (G_TASK (result), &self->error);
  if (self->piece == NULL)
    {
      close_stream (task);
      return;
    }
  data = g_bytes_get_data (self->piece, &length);
  g_output_stream_write_all_async (self->stream,
                                   data != NULL ? data : "",
                                   length,
                                   G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task),
                                   written_cb,
                                   task);
}

/* Takes @task. */
static void
make_piece (GTask *task)
{
  Writing *self = g_task_get_task_data (task);
  g_autoptr (GTask) piece = g_task_new (NULL, g_task_get_cancellable (task), made_cb, task);

  g_task_set_source_tag (piece, make_piece);
  self->what.next (self->what.source, piece);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Writing *self = g_task_get_task_data (task);

  self->stream = (GOutputStream *) g_file_replace_finish (G_FILE (source), result, &self->error);
  if (self->stream != NULL)
    make_piece (task);
  else
    give_up (task);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Writing *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->error = g_steal_pointer (&error);
      give_up (task);
      return;
    }
  self->is_new = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  /* A stream that is opened when this is stopped would be dropped, and to drop it replaces the file
   * by nothing: the first piece is what is stopped. */
  g_file_replace_async (self->what.file,
                        NULL,
                        FALSE,
                        G_FILE_CREATE_PRIVATE,
                        G_PRIORITY_DEFAULT,
                        NULL,
                        opened_cb,
                        task);
}

/**
 * attest_file_pieces_write_async:
 * @pieces: where to, and what makes the pieces; its source is freed at the end
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Writes a file that its owner alone can read. One of that name is replaced once all is written; if
 * that fails or is stopped, it stays as it was.
 */
void
attest_file_pieces_write_async (const AttestFilePieces *pieces,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = NULL;
  Writing *self = NULL;

  g_return_if_fail (pieces != NULL && pieces->next != NULL);
  g_return_if_fail ((pieces->file != NULL) != (pieces->stream != NULL));

  self = g_new0 (Writing, 1);
  self->what = *pieces;
  self->closing = g_cancellable_new ();
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_file_pieces_write_async);
  g_task_set_check_cancellable (task, FALSE); /* what is there then is there */
  g_task_set_task_data (task, self, writing_free);
  if (pieces->stream != NULL)
    {
      self->what.stream = g_object_ref (pieces->stream);
      self->stream = g_object_ref (pieces->stream);
      make_piece (task);
      return;
    }
  self->what.file = g_object_ref (pieces->file);
  g_file_query_info_async (pieces->file,
                           G_FILE_ATTRIBUTE_STANDARD_TYPE,
                           G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT,
                           cancellable,
                           looked_cb,
                           task);
}

/**
 * attest_file_pieces_write_finish:
 * @result: what the callback was given
 * @error: return location of a %G_IO_ERROR, what a piece failed with, or cancelled
 *
 * Returns: whether the file is complete
 */
gboolean
attest_file_pieces_write_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_file_pieces_write_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
