/* Deleting drafts, bringing them back, and making the deletion final. Main thread; all SQL runs on
 * the store's. */
#include "attest-config.h"

#include "store/attest-store-drafts.h"
#include "workspace/attest-open-draft-private.h"
#include "workspace/attest-workspace-private.h"

typedef struct
{
  AttestDraftsChange change;
  GStrv ids;
} Changing;

static void
changing_free (gpointer data)
{
  g_strfreev (((Changing *) data)->ids);
  g_free (data);
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestWorkspace *self = g_task_get_source_object (task);
  Changing *changing = g_task_get_task_data (task);
  GError *error = NULL;

  if (attest_store_change_drafts_finish (ATTEST_STORE (source), result, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  /* What was hidden in advance is still there. */
  for (guint i = 0; changing->change == ATTEST_DRAFTS_DELETE && changing->ids[i] != NULL; i++)
    {
      AttestDraft *draft = g_hash_table_lookup (self->drafts, changing->ids[i]);

      if (draft != NULL)
        attest_workspace_show_draft (self, draft);
    }
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
  Changing *changing = g_new (Changing, 1);

  *changing = (Changing){ what, g_strdupv ((char **) ids) };
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, changing, changing_free);
  attest_store_change_drafts_async (self->store, what, ids, changed_cb, task);
}

/**
 * attest_workspace_delete_drafts_async:
 * @self: an open workspace
 * @ids: (array zero-terminated=1): drafts; those that do not exist are passed over
 *
 * They leave their lists before this returns, and come back if the writing fails. What is still
 * unsaved of them in an editor is written first, so that restoring brings all of it back.
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
    {
      AttestDraft *draft = attest_workspace_find_draft (self, ids[i]);

      if (draft != NULL)
        attest_workspace_hide_draft (self, draft);
      attest_open_drafts_flush (self->open_drafts, ids[i]);
    }
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
