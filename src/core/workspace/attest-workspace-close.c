/* Closing a workspace: what editors hold is saved, what is being sent is waited for, then the
 * database is closed. Main thread. */
#include "attest-config.h"

#include "workspace/attest-open-draft-private.h"
#include "workspace/attest-workspace-private.h"

typedef struct
{
  guint n_unsaved; /* editors that are being saved */
  GError *error;   /* of the first that could not be */
} Closing;

static void
closing_free (gpointer data)
{
  g_clear_error (&((Closing *) data)->error);
  g_free (data);
}

static void
store_closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Closing *closing = g_task_get_task_data (task);

  attest_store_close_finish (ATTEST_STORE (source), result, NULL);
  if (closing->error != NULL)
    g_task_return_error (task, g_steal_pointer (&closing->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
outbox_stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestWorkspace *self = g_task_get_source_object (task);
  Closing *closing = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  /* What was on its way is unknown at the next start then. */
  if (!attest_outbox_stop_finish (ATTEST_OUTBOX (source), result, &error) && closing->error == NULL)
    closing->error = g_steal_pointer (&error);
  self->is_open = FALSE;
  attest_store_close_async (self->store, store_closed_cb, g_object_ref (task));
}

static void
close_store_when_saved (GTask *task)
{
  AttestWorkspace *self = g_task_get_source_object (task);
  Closing *closing = g_task_get_task_data (task);

  if (closing->n_unsaved > 0)
    return;
  attest_outbox_stop_async (self->outbox, outbox_stopped_cb, g_object_ref (task));
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Closing *closing = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  closing->n_unsaved--;
  if (!attest_open_draft_save_finish (ATTEST_OPEN_DRAFT (source), result, &error)
      && closing->error == NULL)
    closing->error = g_steal_pointer (&error);
  close_store_when_saved (task);
}

/**
 * attest_workspace_close_async:
 * @self: an open workspace
 *
 * Writes what is not written yet, then closes the data. It is closed even if that writing fails;
 * the error says so.
 */
void
attest_workspace_close_async (AttestWorkspace *self,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Closing *closing = NULL;

  g_return_if_fail (ATTEST_IS_WORKSPACE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, attest_workspace_close_async);
  closing = g_new0 (Closing, 1);
  g_task_set_task_data (task, closing, closing_free);
  for (guint i = 0; i < self->open_drafts->len; i++)
    {
      AttestOpenDraft *open_draft = g_ptr_array_index (self->open_drafts, i);

      if (!attest_open_draft_is_unsaved (open_draft))
        continue;
      closing->n_unsaved++;
      attest_open_draft_save_async (open_draft, flushed_cb, g_object_ref (task));
    }
  close_store_when_saved (task);
}

/**
 * attest_workspace_close_finish:
 * @self: the workspace
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether everything was written before it closed
 */
gboolean
attest_workspace_close_finish (AttestWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_workspace_close_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
