/* Deleting drafts, bringing them back, and making the deletion final. Main thread; all SQL runs on
 * the store's. */
#include "attest-config.h"

#include "store/attest-store-drafts.h"
#include "workspace/attest-open-draft-private.h"
#include "workspace/attest-workspace-private.h"

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (attest_store_change_drafts_finish (ATTEST_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
change (AttestWorkspace *self,
        AttestDraftsChange what,
        const char *const *ids,
        gpointer tag,
        GAsyncReadyCallback callback,
        gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, tag);
  attest_store_change_drafts_async (self->store, what, ids, changed_cb, task);
}

/**
 * attest_workspace_delete_drafts_async:
 * @self: an open workspace
 * @ids: (array zero-terminated=1): drafts; those that do not exist are passed over
 *
 * They leave their lists. What is still unsaved of them in an editor is written first, so that
 * restoring brings all of it back.
 */
void
attest_workspace_delete_drafts_async (AttestWorkspace *self,
                                      const char *const *ids,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (ids != NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    attest_open_drafts_flush (self->open_drafts, ids[i]);
  change (
      self, ATTEST_DRAFTS_DELETE, ids, attest_workspace_delete_drafts_async, callback, user_data);
}

/**
 * attest_workspace_restore_drafts_async:
 * @self: the workspace
 * @ids: %NULL-terminated ids of drafts; copied
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Brings deleted drafts back into their lists, as they were.
 */
void
attest_workspace_restore_drafts_async (AttestWorkspace *self,
                                       const char *const *ids,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (ids != NULL);
  change (
      self, ATTEST_DRAFTS_RESTORE, ids, attest_workspace_restore_drafts_async, callback, user_data);
}

/**
 * attest_workspace_purge_drafts_async:
 * @self: the workspace
 * @ids: %NULL-terminated ids of drafts; copied
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Makes the deletion of drafts final; what was sent of them stays in the history.
 */
void
attest_workspace_purge_drafts_async (AttestWorkspace *self,
                                     const char *const *ids,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (ids != NULL);
  change (self, ATTEST_DRAFTS_PURGE, ids, attest_workspace_purge_drafts_async, callback, user_data);
}

/**
 * attest_workspace_change_drafts_finish:
 * @self: the workspace
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether they are deleted, restored or purged: all of them or none
 */
gboolean
attest_workspace_change_drafts_finish (AttestWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (
      g_async_result_is_tagged (result, attest_workspace_delete_drafts_async)
          || g_async_result_is_tagged (result, attest_workspace_restore_drafts_async)
          || g_async_result_is_tagged (result, attest_workspace_purge_drafts_async),
      FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
