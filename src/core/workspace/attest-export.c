/* Exporting: what each format is, and which source makes its pieces. */
#include "attest-config.h"
#include "workspace/attest-export.h"

#include "intake/attest-record-sheet.h"
#include "workspace/attest-export-drafts.h"
#include "workspace/attest-export-history.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *id;
  const char *suffix;
  const char *label;
  guint template_number; /* of CertSearch; 0: none */
} formats[ATTEST_N_EXPORTS] = {
  [ATTEST_EXPORT_CSV] = { "csv", "csv", N_ ("Text with commas (CSV)") },
  [ATTEST_EXPORT_XLSX] = { "xlsx", "xlsx", N_ ("Spreadsheet (XLSX)") },
  [ATTEST_EXPORT_JSON] = { "json", "json", N_ ("For programs (JSON)") },
  [ATTEST_EXPORT_TEMPLATE_1] = { "template-1", "xlsx", N_ ("CertSearch template 1 (XLSX)"), 1 },
  [ATTEST_EXPORT_TEMPLATE_2] = { "template-2", "xlsx", N_ ("CertSearch template 2 (XLSX)"), 2 },
};

/* Returns: (transfer none): the word for the format; the same in every language */
const char *
attest_export_format_get_id (AttestExportFormat format)
{
  g_return_val_if_fail (format < ATTEST_N_EXPORTS, NULL);
  return formats[format].id;
}

/* Returns: (transfer none): how the names of such files end */
const char *
attest_export_format_get_suffix (AttestExportFormat format)
{
  g_return_val_if_fail (format < ATTEST_N_EXPORTS, NULL);
  return formats[format].suffix;
}

/* Returns: (transfer none): what people call the format */
const char *
attest_export_format_get_label (AttestExportFormat format)
{
  g_return_val_if_fail (format < ATTEST_N_EXPORTS, NULL);
  return _ (formats[format].label);
}

/* Returns: whether records of @schema, or the history, can be in such a file */
gboolean
attest_export_format_is_for (AttestExportFormat format, const AttestSchema *schema)
{
  g_return_val_if_fail (format < ATTEST_N_EXPORTS, FALSE);
  return formats[format].template_number == 0
         || (schema != NULL
             && attest_record_sheet_has_template (schema, formats[format].template_number));
}

/* Of one export: it counts, and tells. */
typedef struct
{
  guint n_rows;
  guint n_unjoined;
  AttestExportProgress progress;
  gpointer progress_data;
} Exporting;

static void
tell_progress (gpointer data)
{
  Exporting *self = data;

  if (self->progress != NULL && self->n_rows > 0)
    self->progress (self->n_rows, self->progress_data);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (attest_file_pieces_write_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * attest_workspace_export_async:
 * @self: an open workspace
 * @what: what of it, where to and how; copied
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Writes a file that its owner alone can read. A file of that name is replaced once all is written;
 * if that fails or is stopped, it stays as it was. Drafts that are not there any more are left out.
 */
void
attest_workspace_export_async (AttestWorkspace *self,
                               const AttestExport *what,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  AttestFilePieces pieces = { NULL };
  GTask *task = NULL;
  Exporting *exporting = NULL;

  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (what != NULL && (what->history != NULL) != (what->schema != NULL));
  g_return_if_fail (attest_export_format_is_for (what->format, what->schema));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_workspace_export_async);
  g_task_set_check_cancellable (task, FALSE);
  exporting = g_new (Exporting, 1);
  *exporting = (Exporting){ 0, 0, what->progress, what->progress_data };
  g_task_set_task_data (task, exporting, g_free);
  pieces.wrote = tell_progress;
  pieces.wrote_data = exporting;
  pieces.file = what->file;
  pieces.stream = what->stream;
  if (what->history != NULL)
    attest_export_history_init (&pieces, self, what, &exporting->n_rows);
  else
    attest_export_drafts_init (&pieces, self, what, &exporting->n_rows, &exporting->n_unjoined);
  attest_file_pieces_write_async (&pieces, cancellable, written_cb, task);
}

/**
 * attest_workspace_export_finish:
 * @self: the workspace
 * @result: what the callback was given
 * @n_rows: (out) (nullable): how many drafts or entries are in the file
 * @error: return location of an %ATTEST_STORE_ERROR, a %G_IO_ERROR, or cancelled
 *
 * Returns: whether the file is complete
 */
gboolean
attest_workspace_export_finish (AttestWorkspace *self,
                                GAsyncResult *result,
                                guint *n_rows,
                                GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_workspace_export_async), FALSE);
  if (n_rows != NULL)
    *n_rows = ((Exporting *) g_task_get_task_data (G_TASK (result)))->n_rows;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * attest_export_get_n_unjoined:
 * @result: what the callback was given, of a file that is complete
 *
 * Returns: how many drafts in the file are in parts that a reader cannot join: in a template with
 *   several sheets, without the unique ID of their entity
 */
guint
attest_export_get_n_unjoined (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_workspace_export_async), 0);
  return ((Exporting *) g_task_get_task_data (G_TASK (result)))->n_unjoined;
}

/* Returns: (transfer full) (nullable): a sentence for people about @n such drafts; %NULL: there are
 * none */
char *
attest_export_describe_unjoined (guint n)
{
  return n == 0 ? NULL
                : g_strdup_printf (ngettext ("%'u of them has no unique ID, by which the sheets of "
                                             "this template are joined.",
                                             "%'u of them have no unique ID, by which the sheets "
                                             "of this template are joined.",
                                             n),
                                   n);
}
