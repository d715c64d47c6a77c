/* Drafts, one after the other, as records of a sheet or as they are sent. */
#include "attest-config.h"
#include "workspace/attest-export-drafts.h"

#include "codec/attest-codec.h"
#include "intake/attest-record-sheet.h"

#define AT_ONCE 50 /* drafts of a piece */

typedef struct
{
  AttestWorkspace *workspace;
  GStrv ids;
  guint position; /* of the draft to be read */
  guint n_of_piece;
  guint *n_rows;
  guint *n_unjoined;
  AttestRecordSheet *sheet; /* (nullable): NULL: JSON */
  GString *text;            /* of JSON, not taken yet */
  gboolean is_over;
} Source;

static void
source_free (gpointer data)
{
  Source *self = data;

  g_object_unref (self->workspace);
  g_strfreev (self->ids);
  g_clear_pointer (&self->sheet, attest_record_sheet_free);
  g_string_free (self->text, TRUE);
  g_free (self);
}

static gboolean
append (Source *self, AttestRecord *record, GError **error)
{
  g_autofree char *json = NULL;

  if (self->sheet != NULL
      && !attest_record_sheet_add (self->sheet, record, self->ids[self->position], error))
    return FALSE;
  if (self->sheet == NULL)
    {
      json = attest_codec_write (record, ATTEST_CODEC_WIRE);
      g_string_append_printf (self->text, *self->n_rows == 0 ? "[\n%s" : ",\n%s", json);
    }
  if (self->sheet != NULL && !attest_record_sheet_joins (self->sheet, record))
    (*self->n_unjoined)++;
  (*self->n_rows)++;
  return TRUE;
}

static GBytes *
take (Source *self)
{
  GString *text = self->text;

  if (self->sheet != NULL)
    return attest_record_sheet_take (self->sheet);
  self->text = g_string_new (NULL);
  return g_string_free_to_bytes (text);
}

/* A spreadsheet is put together for seconds when it is long. */
static void
finish_in_thread (GTask *task, gpointer object, gpointer task_data, GCancellable *cancellable)
{
  Source *self = task_data;
  GError *error = NULL;
  GBytes *bytes = attest_record_sheet_finish (self->sheet, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
finish (Source *self, GTask *task)
{
  self->is_over = TRUE;
  if (self->sheet != NULL)
    {
      g_task_run_in_thread (task, finish_in_thread);
      return;
    }
  g_string_append (self->text, *self->n_rows == 0 ? "[\n]\n" : "\n]\n");
  g_task_return_pointer (task, take (self), (GDestroyNotify) g_bytes_unref);
}

static void read_next (Source *self, GTask *task);

static void
loaded_cb (GObject *workspace, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Source *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (AttestRecord) record =
      attest_workspace_load_draft_finish (ATTEST_WORKSPACE (workspace), result, &error);

  if (record == NULL && g_error_matches (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_NOT_FOUND))
    g_clear_error (&error);
  if (record != NULL)
    append (self, record, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->position++;
  self->n_of_piece++;
  read_next (self, task);
}

static void
read_next (Source *self, GTask *task)
{
  const char *id = self->ids[self->position];

  if (id == NULL)
    finish (self, task);
  else if (self->n_of_piece == AT_ONCE)
    g_task_return_pointer (task, take (self), (GDestroyNotify) g_bytes_unref);
  else
    attest_workspace_load_draft_async (
        self->workspace, id, g_task_get_cancellable (task), loaded_cb, g_object_ref (task));
}

static void
next (gpointer source, GTask *task)
{
  Source *self = source;

  g_task_set_task_data (task, self, NULL);
  self->n_of_piece = 0;
  if (self->is_over)
    g_task_return_pointer (task, NULL, NULL);
  else
    read_next (self, task);
}

/* Each where it is named first: one that is there twice would come back as two. */
static GStrv
dup_once (const char *const *ids)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) once = g_strv_builder_new ();

  for (; *ids != NULL; ids++)
    if (g_hash_table_add (seen, (gpointer) *ids))
      g_strv_builder_add (once, *ids);
  return g_strv_builder_end (once);
}

/* The drafts of @what. */
void
attest_export_drafts_init (AttestFilePieces *pieces,
                           AttestWorkspace *workspace,
                           const AttestExport *what,
                           guint *n_rows,
                           guint *n_unjoined)
{
  Source *self = g_new0 (Source, 1);
  AttestRecordSheetStyle style = {
    .format = what->format == ATTEST_EXPORT_CSV ? ATTEST_SHEET_TEXT : ATTEST_SHEET_XLSX,
    .template_number = what->format == ATTEST_EXPORT_TEMPLATE_1   ? 1
                       : what->format == ATTEST_EXPORT_TEMPLATE_2 ? 2
                                                                  : 0,
    .layout = what->layout != 0 ? what->layout : ATTEST_RECORD_SHEET_ROWS,
    .with_help = what->ids == NULL,
  };

  self->workspace = g_object_ref (workspace);
  self->ids = what->ids != NULL ? dup_once (what->ids) : g_new0 (char *, 1);
  self->n_rows = n_rows;
  self->n_unjoined = n_unjoined;
  self->text = g_string_new (NULL);
  if (what->format != ATTEST_EXPORT_JSON)
    self->sheet = attest_record_sheet_new (what->schema, &style);
  pieces->next = next;
  pieces->source = self;
  pieces->source_free = source_free;
}
