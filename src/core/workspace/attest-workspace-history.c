/* The workspace's way to what was sent. Main thread. */
#include "attest-config.h"

#include "store/attest-history.h"
#include "store/attest-submission-details.h"
#include "workspace/attest-workspace-private.h"

/**
 * attest_workspace_new_history:
 * @self: an open workspace
 *
 * Returns: (transfer full): a list of every submission ever made, the newest first; it begins to
 *   count at once
 */
AttestHistory *
attest_workspace_new_history (AttestWorkspace *self)
{
  g_return_val_if_fail (ATTEST_IS_WORKSPACE (self), NULL);
  return attest_history_new (self->store);
}

static void
details_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  AttestSubmissionDetails *details =
      attest_store_load_details_finish (ATTEST_STORE (source), result, &error);

  if (details != NULL)
    g_task_return_pointer (task, details, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * attest_workspace_load_details_async:
 * @self: an open workspace
 * @submission_id: of a submission
 * @cancellable: (nullable): to stop it
 *
 * Reads everything that is kept of one submission, as it is now.
 */
void
attest_workspace_load_details_async (AttestWorkspace *self,
                                     const char *submission_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (submission_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_workspace_load_details_async);
  attest_store_load_details_async (
      self->store, submission_id, cancellable, details_loaded_cb, task);
}

/**
 * attest_workspace_load_details_finish:
 * @error: return location of an %ATTEST_STORE_ERROR; %ATTEST_STORE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the details
 */
AttestSubmissionDetails *
attest_workspace_load_details_finish (AttestWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_workspace_load_details_async),
                        NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
refusal_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  AttestSubmissionDetails *refusal = NULL;

  if (attest_store_load_refusal_finish (ATTEST_STORE (source), result, &refusal, &error))
    g_task_return_pointer (task, refusal, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * attest_workspace_load_refusal_async:
 * @self: an open workspace
 * @draft_id: of a draft
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Reads what a draft was refused with, as long as nothing else became of it.
 */
void
attest_workspace_load_refusal_async (AttestWorkspace *self,
                                     const char *draft_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (draft_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_workspace_load_refusal_async);
  attest_store_load_refusal_async (self->store, draft_id, cancellable, refusal_loaded_cb, task);
}

/**
 * attest_workspace_load_refusal_finish:
 * @self: the workspace
 * @result: what the callback was given
 * @refusal: (out) (transfer full) (nullable): the submission that was refused; %NULL: there is none
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: whether it could be read
 */
gboolean
attest_workspace_load_refusal_finish (AttestWorkspace *self,
                                      GAsyncResult *result,
                                      AttestSubmissionDetails **refusal,
                                      GError **error)
{
  GError *why = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_workspace_load_refusal_async),
                        FALSE);
  *refusal = g_task_propagate_pointer (G_TASK (result), &why);
  if (why == NULL)
    return TRUE;
  g_propagate_error (error, why);
  return FALSE;
}
