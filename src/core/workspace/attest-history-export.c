/* The history as a file: see the header. A part is read, written, and forgotten before the next is
 * read. The file is there once all of it is: what cannot be finished leaves what was there before,
 * or nothing. */
#include "attest-config.h"
#include "workspace/attest-history-export.h"

#include "base/attest-date.h"
#include "codec/attest-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* What is written of each. */

static char *
get_when (gint64 time, gboolean is_id)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (time == 0 || is_id)
    return time != 0 ? attest_date_time_format (time) : NULL;
  utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  /* What spreadsheets take for a time, whatever their language. */
  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M:%S")
                       : attest_date_time_format (time);
}

static char *
get_left (AttestSubmission *row, gboolean is_id)
{
  return get_when (attest_submission_get_sent (row), is_id);
}

static char *
get_decided (AttestSubmission *row, gboolean is_id)
{
  return get_when (attest_submission_get_created (row), is_id);
}

static char *
get_answered (AttestSubmission *row, gboolean is_id)
{
  return attest_submission_get_http_status (row) > 0
             ? get_when (attest_submission_get_finished (row), is_id)
             : NULL;
}

static char *
get_kind (AttestSubmission *row, gboolean is_id)
{
  const AttestService *service = attest_submission_get_service (row);

  if (service == NULL)
    return NULL;
  return g_strdup (is_id ? service->schema->name : _ (service->nouns.one));
}

static char *
get_title (AttestSubmission *row, gboolean is_id)
{
  return g_strdup (attest_submission_get_title (row));
}

static char *
get_entity (AttestSubmission *row, gboolean is_id)
{
  return g_strdup (attest_submission_get_entity (row));
}

static char *
get_service (AttestSubmission *row, gboolean is_id)
{
  return g_strdup (attest_submission_get_service_text (row, is_id));
}

static char *
get_environment (AttestSubmission *row, gboolean is_id)
{
  return g_strdup (attest_submission_get_environment_text (row, is_id));
}

static char *
get_host (AttestSubmission *row, gboolean is_id)
{
  return g_strdup (attest_submission_get_host (row));
}

static char *
get_outcome (AttestSubmission *row, gboolean is_id)
{
  return g_strdup (attest_submission_get_state_text (row, is_id));
}

static char *
get_remote_id (AttestSubmission *row, gboolean is_id)
{
  return g_strdup (attest_submission_get_remote_id (row));
}

static char *
get_message (AttestSubmission *row, gboolean is_id)
{
  return g_strdup (attest_submission_get_message (row));
}

static char *
get_status (AttestSubmission *row, gboolean is_id)
{
  guint status = attest_submission_get_http_status (row);

  return status > 0 ? g_strdup_printf ("%u", status) : NULL;
}

static char *
get_sha256 (AttestSubmission *row, gboolean is_id)
{
  return g_strdup (attest_submission_get_sha256 (row));
}

static const struct
{
  const char *name;
  const char *title;
  char *(*get) (AttestSubmission *row, gboolean is_id);
  gboolean is_number;
} columns[] = {
  { "left", N_ ("Left"), get_left, FALSE },
  { "decided", N_ ("Decided"), get_decided, FALSE },
  { "answered", N_ ("Answered"), get_answered, FALSE },
  { "kind", N_ ("Kind"), get_kind, FALSE },
  { "number", N_ ("Number or name"), get_title, FALSE },
  { "entity", N_ ("Entity"), get_entity, FALSE },
  { "service", N_ ("Service"), get_service, FALSE },
  { "environment", N_ ("Environment"), get_environment, FALSE },
  { "host", N_ ("Host"), get_host, FALSE },
  { "outcome", N_ ("Outcome"), get_outcome, FALSE },
  { "serverId", N_ ("Server ID"), get_remote_id, FALSE },
  { "message", N_ ("Message"), get_message, FALSE },
  { "httpStatus", N_ ("HTTP status"), get_status, TRUE },
  { "requestSha256", N_ ("SHA-256 of the request"), get_sha256, FALSE },
};

/* CSV. */

/* A spreadsheet takes what begins so for a formula, whoever wrote it: the server's words as well.
 */
static gboolean
begins_formula (const char *text)
{
  return *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;
}

/* RFC 4180, section 2; blanks at the ends stay only in quotes. */
static void
append_cell (GString *out, const char *text)
{
  gsize length = strlen (text);
  gboolean quoted = strpbrk (text, ",\"\r\n") != NULL || g_ascii_isspace (*text)
                    || (length > 0 && g_ascii_isspace (text[length - 1]));

  if (quoted)
    g_string_append_c (out, '"');
  if (begins_formula (text))
    g_string_append_c (out, '\'');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  if (quoted)
    g_string_append_c (out, '"');
}

static void
begin_csv (GString *out)
{
  g_string_append (out, BYTE_ORDER_MARK);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_cell (out, _ (columns[i].title));
    }
  g_string_append (out, "\r\n");
}

static void
append_csv (GString *out, AttestSubmission *row, gboolean is_first)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *text = columns[i].get (row, FALSE);

      if (i > 0)
        g_string_append_c (out, ',');
      append_cell (out, text != NULL ? text : "");
    }
  g_string_append (out, "\r\n");
}

/* JSON. */

static void
append_json (GString *out, AttestSubmission *row, gboolean is_first)
{
  g_string_append (out, is_first ? "\n{" : ",\n{");
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *text = columns[i].get (row, TRUE);

      g_string_append_printf (out, i > 0 ? ", \"%s\": " : "\"%s\": ", columns[i].name);
      if (text == NULL || columns[i].is_number)
        g_string_append (out, text != NULL ? text : "null");
      else
        attest_json_append_string (out, text);
    }
  g_string_append_c (out, '}');
}

static void
begin_json (GString *out)
{
  g_string_append_c (out, '[');
}

static const struct
{
  const char *suffix;
  void (*begin) (GString *out);
  void (*append) (GString *out, AttestSubmission *row, gboolean is_first);
  const char *end;
} formats[ATTEST_N_EXPORTS] = {
  [ATTEST_EXPORT_CSV] = { "csv", begin_csv, append_csv, "" },
  [ATTEST_EXPORT_JSON] = { "json", begin_json, append_json, "\n]\n" },
};

/* Returns: how the names of such files end; also the word for the format */
const char *
attest_export_format_get_suffix (AttestExportFormat format)
{
  g_return_val_if_fail (format < ATTEST_N_EXPORTS, NULL);
  return formats[format].suffix;
}

/* The file. */

typedef struct
{
  AttestHistoryExport what; /* its texts owned */
  AttestStore *store;
  GOutputStream *stream;
  gboolean is_new; /* the file: there was none of that name */
  GString *text;   /* on its way into the file */
  AttestHistoryPart *part;
  guint n_rows;
  GError *error;             /* (nullable): why it is given up */
  GCancellable *cancellable; /* of closing: when cancelled, what was there stays */
} Exporting;

static void
exporting_free (gpointer data)
{
  Exporting *self = data;

  g_object_unref (self->what.file);
  attest_history_filter_clear (&self->what.filter);
  g_object_unref (self->store);
  g_clear_object (&self->stream);
  g_string_free (self->text, TRUE);
  attest_history_part_free (self->part);
  g_clear_error (&self->error);
  g_object_unref (self->cancellable);
  g_free (self);
}

static Exporting *
exporting_new (AttestStore *store, const AttestHistoryExport *what)
{
  Exporting *self = g_new0 (Exporting, 1);

  self->what = *what;
  g_object_ref (self->what.file);
  attest_history_filter_copy (&self->what.filter, &what->filter);
  self->store = g_object_ref (store);
  self->text = g_string_new (NULL);
  self->cancellable = g_cancellable_new ();
  return self;
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exporting *self = g_task_get_task_data (task);

  g_file_delete_finish (G_FILE (source), result, NULL); /* what is told is why it was given up */
  g_task_return_error (task, g_steal_pointer (&self->error));
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exporting *self = g_task_get_task_data (task);
  GError **error = self->error == NULL ? &self->error : NULL; /* the first one is told */

  g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, error);
  if (self->error == NULL)
    g_task_return_boolean (task, TRUE);
  else if (self->is_new)
    g_file_delete_async (
        self->what.file, G_PRIORITY_DEFAULT, NULL, deleted_cb, g_object_ref (task));
  else
    g_task_return_error (task, g_steal_pointer (&self->error));
}

static void
close_file (GTask *task)
{
  Exporting *self = g_task_get_task_data (task);

  if (self->error != NULL)
    g_cancellable_cancel (self->cancellable);
  g_output_stream_close_async (
      self->stream, G_PRIORITY_DEFAULT, self->cancellable, closed_cb, g_object_ref (task));
}

static void part_read_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exporting *self = g_task_get_task_data (task);
  gboolean is_over = self->part != NULL && self->part->submissions->len == 0;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &self->error)
      || is_over)
    close_file (task);
  else
    attest_store_read_history_async (self->store,
                                     &self->what.filter,
                                     self->part,
                                     g_task_get_cancellable (task),
                                     part_read_cb,
                                     g_object_ref (task));
}

static void
write_text (GTask *task)
{
  Exporting *self = g_task_get_task_data (task);

  g_output_stream_write_all_async (self->stream,
                                   self->text->str,
                                   self->text->len,
                                   G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task),
                                   written_cb,
                                   g_object_ref (task));
}

/* An empty part is the last one; so is what comes after as many as are wanted. */
static void
append_part (Exporting *self)
{
  GPtrArray *rows = self->part->submissions;
  guint wanted = self->what.limit > 0 ? self->what.limit - self->n_rows : rows->len;

  g_ptr_array_set_size (rows, (int) MIN (rows->len, wanted));
  g_string_truncate (self->text, 0);
  for (guint i = 0; i < rows->len; i++, self->n_rows++)
    formats[self->what.format].append (self->text, rows->pdata[i], self->n_rows == 0);
  if (rows->len == 0)
    g_string_append (self->text, formats[self->what.format].end);
}

static void
part_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exporting *self = g_task_get_task_data (task);

  attest_history_part_free (self->part);
  self->part = attest_store_read_history_finish (ATTEST_STORE (source), result, &self->error);
  if (self->part == NULL)
    {
      close_file (task);
      return;
    }
  append_part (self);
  write_text (task);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exporting *self = g_task_get_task_data (task);
  GFileOutputStream *stream = g_file_replace_finish (G_FILE (source), result, &self->error);

  if (stream == NULL)
    {
      /* A stop may come when the file has just been made, which nobody has got then. */
      if (self->is_new)
        g_file_delete_async (
            self->what.file, G_PRIORITY_DEFAULT, NULL, deleted_cb, g_object_ref (task));
      else
        g_task_return_error (task, g_steal_pointer (&self->error));
      return;
    }
  self->stream = G_OUTPUT_STREAM (stream);
  formats[self->what.format].begin (self->text);
  write_text (task);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exporting *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  self->is_new = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_file_replace_async (self->what.file,
                        NULL,
                        FALSE,
                        G_FILE_CREATE_PRIVATE,
                        G_PRIORITY_DEFAULT,
                        g_task_get_cancellable (task),
                        opened_cb,
                        g_object_ref (task));
}

/**
 * attest_workspace_export_history_async:
 * @self: an open workspace
 * @what: which of the history, where to and how; copied
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Writes the history into a file that its owner alone can read. A file of that name is replaced
 * once all is written; if that fails or is stopped, it stays as it was.
 */
void
attest_workspace_export_history_async (AttestWorkspace *self,
                                       const AttestHistoryExport *what,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (G_IS_FILE (what->file));
  g_return_if_fail (what->format < ATTEST_N_EXPORTS);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_workspace_export_history_async);
  g_task_set_check_cancellable (task, FALSE); /* what is there then is there */
  g_task_set_task_data (
      task, exporting_new (attest_workspace_get_store (self), what), exporting_free);
  g_file_query_info_async (what->file,
                           G_FILE_ATTRIBUTE_STANDARD_TYPE,
                           G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT,
                           cancellable,
                           looked_cb,
                           g_object_ref (task));
}

/**
 * attest_workspace_export_history_finish:
 * @self: the workspace
 * @result: what the callback was given
 * @n_rows: (out) (nullable): how many are in the file
 * @error: return location of an %ATTEST_STORE_ERROR, a %G_IO_ERROR, or cancelled
 *
 * Returns: whether the file is complete
 */
gboolean
attest_workspace_export_history_finish (AttestWorkspace *self,
                                        GAsyncResult *result,
                                        guint *n_rows,
                                        GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_workspace_export_history_async),
                        FALSE);
  if (n_rows != NULL)
    *n_rows = ((Exporting *) g_task_get_task_data (G_TASK (result)))->n_rows;
  return g_task_propagate_boolean (G_TASK (result), error);
}
