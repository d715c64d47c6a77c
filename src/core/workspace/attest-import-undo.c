/* Taking an import back: what it made and nobody touched since. Main thread, but for what is named
 * otherwise. */
#include "attest-config.h"

#include "codec/attest-codec.h"
#include "workspace/attest-import-private.h"
#include "workspace/attest-workspace-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *id;
  const AttestSchema *schema;
  GPtrArray *rows;
} Undoing;

static void
undoing_free (gpointer data)
{
  Undoing *self = data;

  g_free (self->id);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *rows = attest_store_change_rows_finish (ATTEST_STORE (source), result, &error);

  if (rows != NULL)
    g_task_return_pointer (task, rows, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/* On a thread: the drafts as they were. */
static void
make_drafts_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Undoing *self = data;

  for (guint i = 0; self->schema != NULL && i < self->rows->len; i++)
    {
      AttestImportRow *row = g_ptr_array_index (self->rows, i);
      g_autoptr (AttestRecord) record = NULL;
      AttestCheckContext context;

      if (row->before == NULL || row->draft_id == NULL)
        continue;
      record = attest_codec_read (self->schema, row->before, -1, ATTEST_CODEC_DRAFT, NULL, NULL);
      attest_check_context_init (&context);
      context.owner = row->draft_id;
      if (record != NULL)
        row->draft = attest_draft_summarize (row->draft_id, record, &context);
    }
  g_task_return_boolean (task, TRUE);
}

static void
drafts_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Undoing *self = g_task_get_task_data (user_data);
  AttestWorkspace *workspace = g_task_get_source_object (user_data);

  g_task_propagate_boolean (G_TASK (result), NULL);
  attest_store_undo_import_async (attest_workspace_get_store (workspace),
                                  self->id,
                                  g_steal_pointer (&self->rows),
                                  undone_cb,
                                  user_data);
}

static void
undo_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Undoing *self = g_task_get_task_data (task);
  g_autoptr (AttestImportInfo) info = NULL;
  g_autoptr (GTask) making = NULL;
  GError *error = NULL;

  if (!attest_store_load_import_finish (ATTEST_STORE (source), result, &info, &self->rows, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (info == NULL)
    {
      g_task_return_new_error (task,
                               ATTEST_STORE_ERROR,
                               ATTEST_STORE_ERROR_NOT_FOUND,
                               "%s",
                               _ ("There is no such import."));
      return;
    }
  if (g_str_equal (info->state, "undone"))
    g_ptr_array_set_size (self->rows, 0);
  self->schema = info->schema;
  making = g_task_new (NULL, NULL, drafts_made_cb, g_object_ref (task));
  g_task_set_source_tag (making, undo_loaded_cb);
  g_task_set_task_data (making, self, NULL);
  g_task_run_in_thread (making, make_drafts_cb);
}

/**
 * attest_import_undo_kept_async:
 * @workspace: an open workspace
 * @id: perhaps of an import
 * @callback: called once it is durable
 * @user_data: for @callback
 *
 * Drafts that it made and nobody edited or sent are deleted, and can be restored; those that it
 * changed are as they were. What was edited or sent stays. One that is undone already stays so.
 */
void
attest_import_undo_kept_async (AttestWorkspace *workspace,
                               const char *id,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Undoing *undoing = g_new0 (Undoing, 1);
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_WORKSPACE (workspace) && id != NULL);

  undoing->id = g_strdup (id);
  task = g_task_new (workspace, NULL, callback, user_data);
  g_task_set_source_tag (task, attest_import_undo_kept_async);
  g_task_set_task_data (task, undoing, undoing_free);
  attest_store_load_import_async (
      attest_workspace_get_store (workspace), id, NULL, undo_loaded_cb, task);
}

/**
 * attest_import_undo_kept_finish:
 * @error: return location for an %ATTEST_STORE_ERROR; %ATTEST_STORE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable) (element-type AttestImportRow): its rows; those with
 *   is_edited or is_sent stayed as they are
 */
GPtrArray *
attest_import_undo_kept_finish (AttestWorkspace *workspace, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_import_undo_kept_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
