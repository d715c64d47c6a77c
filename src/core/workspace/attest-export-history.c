/* The history, part by part, as rows of a sheet with titles and words as people read them, or as
 * objects whose names and words are the same in every language. */
#include "attest-config.h"
#include "workspace/attest-export-history.h"

#include "base/attest-date.h"
#include "codec/attest-json.h"
#include "sheet/attest-sheet-writer.h"

#include <glib/gi18n-lib.h>

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
  AttestCellKind kind; /* in a sheet */
  guint width;         /* in characters; 0: that of the title */
} columns[] = {
  { "left", N_ ("Left"), get_left, ATTEST_CELL_DATE, 20 },
  { "decided", N_ ("Decided"), get_decided, ATTEST_CELL_DATE, 20 },
  { "answered", N_ ("Answered"), get_answered, ATTEST_CELL_DATE, 20 },
  { "kind", N_ ("Kind"), get_kind, ATTEST_CELL_TEXT },
  { "number", N_ ("Number or name"), get_title, ATTEST_CELL_TEXT, 24 },
  { "entity", N_ ("Entity"), get_entity, ATTEST_CELL_TEXT, 30 },
  { "service", N_ ("Service"), get_service, ATTEST_CELL_TEXT, 18 },
  { "environment", N_ ("Environment"), get_environment, ATTEST_CELL_TEXT, 14 },
  { "host", N_ ("Host"), get_host, ATTEST_CELL_TEXT, 28 },
  { "outcome", N_ ("Outcome"), get_outcome, ATTEST_CELL_TEXT, 14 },
  { "serverId", N_ ("Server ID"), get_remote_id, ATTEST_CELL_TEXT, 14 },
  { "message", N_ ("Message"), get_message, ATTEST_CELL_TEXT, 50 },
  { "httpStatus", N_ ("HTTP status"), get_status, ATTEST_CELL_NUMBER },
  { "requestSha256", N_ ("SHA-256 of what was sent"), get_sha256, ATTEST_CELL_TEXT, 30 },
};

typedef struct
{
  AttestStore *store;
  AttestHistoryFilter filter; /* its texts owned */
  guint limit;
  guint *n_rows;
  AttestSheetWriter *writer; /* (nullable): of a sheet; NULL: JSON */
  GString *text;             /* of JSON, not taken yet */
  AttestHistoryPart *part;
  gboolean is_over;
} Source;

static void
source_free (gpointer data)
{
  Source *self = data;

  g_object_unref (self->store);
  attest_history_filter_clear (&self->filter);
  g_clear_pointer (&self->writer, attest_sheet_writer_free);
  g_string_free (self->text, TRUE);
  attest_history_part_free (self->part);
  g_free (self);
}

static gboolean
begin_sheet (Source *self, GError **error)
{
  AttestSheetHead heads[G_N_ELEMENTS (columns)] = { { NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    heads[i] = (AttestSheetHead){ .title = _ (columns[i].title), .width = columns[i].width };
  return attest_sheet_writer_begin (
      self->writer, _ ("History"), heads, G_N_ELEMENTS (columns), error);
}

static gboolean
append_to_sheet (Source *self, AttestSubmission *row, GError **error)
{
  AttestSheetPut cells[G_N_ELEMENTS (columns)] = { { NULL } };
  gboolean added = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    cells[i] = (AttestSheetPut){ .text = columns[i].get (row, FALSE), .kind = columns[i].kind };
  added = attest_sheet_writer_add (self->writer, cells, error);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_free ((char *) cells[i].text);
  return added;
}

static void
append_json (GString *out, AttestSubmission *row, gboolean is_first)
{
  g_string_append (out, is_first ? "\n{" : ",\n{");
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *text = columns[i].get (row, TRUE);

      g_string_append_printf (out, i > 0 ? ", \"%s\": " : "\"%s\": ", columns[i].name);
      if (text == NULL || columns[i].kind == ATTEST_CELL_NUMBER)
        g_string_append (out, text != NULL ? text : "null");
      else
        attest_json_append_string (out, text);
    }
  g_string_append_c (out, '}');
}

static gboolean
append (Source *self, AttestSubmission *row, GError **error)
{
  if (self->writer != NULL && !append_to_sheet (self, row, error))
    return FALSE;
  if (self->writer == NULL)
    append_json (self->text, row, *self->n_rows == 0);
  (*self->n_rows)++;
  return TRUE;
}

/* A spreadsheet is put together for seconds when it is long. */
static void
finish_in_thread (GTask *task, gpointer object, gpointer task_data, GCancellable *cancellable)
{
  Source *self = task_data;
  GError *error = NULL;
  GBytes *bytes = attest_sheet_writer_finish (self->writer, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static GBytes *
take (Source *self)
{
  GString *text = self->text;

  if (self->writer != NULL)
    return attest_sheet_writer_take (self->writer);
  self->text = g_string_new (NULL);
  return g_string_free_to_bytes (text);
}

/* Takes @task. */
static void
finish (Source *self, GTask *task)
{
  self->is_over = TRUE;
  if (self->writer != NULL)
    {
      g_task_set_task_data (task, self, NULL);
      g_task_run_in_thread (task, finish_in_thread);
    }
  else
    {
      g_string_append (self->text, "\n]\n");
      g_task_return_pointer (task, take (self), (GDestroyNotify) g_bytes_unref);
    }
  g_object_unref (task);
}

/* An empty part is the last one; so is what comes after as many as are wanted. */
static void
part_read_cb (GObject *store, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Source *self = g_task_get_task_data (task);
  guint wanted = 0;
  GError *error = NULL;

  attest_history_part_free (self->part);
  self->part = attest_store_read_history_finish (ATTEST_STORE (store), result, &error);
  if (self->part != NULL)
    {
      GPtrArray *rows = self->part->submissions;

      wanted = self->limit > 0 ? MIN (rows->len, self->limit - *self->n_rows) : rows->len;
      for (guint i = 0; error == NULL && i < wanted; i++)
        append (self, g_ptr_array_index (rows, i), &error);
    }
  if (error == NULL && wanted == 0)
    {
      finish (self, task);
      return;
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, take (self), (GDestroyNotify) g_bytes_unref);
  g_object_unref (task);
}

static void
next (gpointer source, GTask *task)
{
  Source *self = source;
  GError *error = NULL;

  if (self->is_over)
    g_task_return_pointer (task, NULL, NULL);
  else if (self->part == NULL && self->writer != NULL && !begin_sheet (self, &error))
    g_task_return_error (task, error);
  else
    {
      if (self->part == NULL && self->writer == NULL)
        g_string_append_c (self->text, '[');
      g_task_set_task_data (task, self, NULL);
      attest_store_read_history_async (self->store,
                                       &self->filter,
                                       self->part,
                                       g_task_get_cancellable (task),
                                       part_read_cb,
                                       g_object_ref (task));
    }
}

/* The history of @what. */
void
attest_export_history_init (AttestFilePieces *pieces,
                            AttestWorkspace *workspace,
                            const AttestExport *what,
                            guint *n_rows)
{
  Source *self = g_new0 (Source, 1);

  self->store = g_object_ref (attest_workspace_get_store (workspace));
  attest_history_filter_copy (&self->filter, what->history);
  self->limit = what->limit;
  self->n_rows = n_rows;
  self->text = g_string_new (NULL);
  if (what->format != ATTEST_EXPORT_JSON)
    self->writer = attest_sheet_writer_new (what->format == ATTEST_EXPORT_CSV ? ATTEST_SHEET_TEXT
                                                                              : ATTEST_SHEET_XLSX);
  pieces->next = next;
  pieces->source = self;
  pieces->source_free = source_free;
}
