/* Cells in the clipboard. HTML is asked for first: it alone keeps the line breaks of a cell, and
 * the value behind a date as it is shown. Where that is no table, it is plain text with tabs. */
#include "attest-config.h"
#include "widgets/attest-cells-clipboard.h"

#include "sheet/attest-workbook.h"

#include <glib/gi18n.h>
#include <string.h>

/* The best first. */
static const char *const kinds[] = { "text/html",
                                     "text/plain;charset=utf-8",
                                     "UTF8_STRING",
                                     "text/plain" };

typedef struct
{
  guint next; /* of the kinds */
  GOutputStream *bytes;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_object (&reading->bytes);
  g_free (reading);
}

static gboolean
has (const char *text, gsize length, const char *part)
{
  return g_strstr_len (text, (gssize) length, part) != NULL;
}

/* One cell is no table: it is pasted where it belongs, and not here. */
static gboolean
is_table (GBytes *bytes, guint kind)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autofree char *lower = kind == 0 && length > 0 ? g_ascii_strdown (text, (gssize) length) : NULL;

  if (length == 0)
    return FALSE;
  if (lower != NULL)
    return has (lower, length, "<table") && has (lower, length, "<td");
  return memchr (text, '\t', length) != NULL;
}

static void read_next (GTask *task);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error) >= 0)
    bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (source));
  if (bytes != NULL && is_table (bytes, reading->next - 1))
    g_task_return_pointer (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
  else
    read_next (g_steal_pointer (&task));
}

static void
offered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GInputStream) stream =
      gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, NULL);

  if (stream == NULL)
    {
      read_next (g_steal_pointer (&task));
      return;
    }
  g_clear_object (&reading->bytes);
  reading->bytes = g_memory_output_stream_new_resizable ();
  g_output_stream_splice_async (reading->bytes,
                                stream,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE
                                    | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT,
                                g_task_get_cancellable (task),
                                read_cb,
                                g_object_ref (task));
}

/* Takes @task. */
static void
read_next (GTask *task)
{
  g_autoptr (GTask) own = task;
  Reading *reading = g_task_get_task_data (task);
  GdkClipboard *clipboard = g_task_get_source_object (task);
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  while (reading->next < G_N_ELEMENTS (kinds)
         && !gdk_content_formats_contain_mime_type (formats, kinds[reading->next]))
    reading->next++;
  if (g_task_return_error_if_cancelled (task))
    return;
  if (reading->next == G_N_ELEMENTS (kinds))
    g_task_return_new_error (task,
                             G_IO_ERROR,
                             G_IO_ERROR_NOT_FOUND,
                             "%s",
                             _ ("The clipboard contains no cells. Copy them in a spreadsheet, with "
                                "the row of their titles."));
  else
    gdk_clipboard_read_async (clipboard,
                              (const char *[]){ kinds[reading->next++], NULL },
                              G_PRIORITY_DEFAULT,
                              g_task_get_cancellable (task),
                              offered_cb,
                              g_steal_pointer (&own));
}

/**
 * attest_cells_clipboard_read_async:
 * @clipboard: what was copied
 * @cancellable: (nullable): gives up
 * @callback: called when it was read
 * @user_data: for @callback
 *
 * Reads a table from the clipboard.
 */
void
attest_cells_clipboard_read_async (GdkClipboard *clipboard,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (clipboard, cancellable, callback, user_data);

  g_task_set_source_tag (task, attest_cells_clipboard_read_async);
  g_task_set_task_data (task, g_new0 (Reading, 1), reading_free);
  read_next (task);
}

/**
 * attest_cells_clipboard_read_finish:
 * @clipboard: the clipboard
 * @result: what the callback was given
 * @error: return location for a #GIOError; %G_IO_ERROR_NOT_FOUND if there is no table in it
 *
 * Returns: (transfer full): the table, as HTML or as text with tabs
 */
GBytes *
attest_cells_clipboard_read_finish (GdkClipboard *clipboard, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, clipboard), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_cells_clipboard_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
