/* From a record to a plan for sending it: checked, with its host, key and earlier uploads.
 * Main thread. */
#include "attest-config.h"
#include "workspace/attest-workspace-private.h"

static void
on_planned (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  AttestSendPlan *plan = attest_send_plan_make_finish (result, &error);

  if (plan != NULL)
    g_task_return_pointer (task, plan, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * attest_workspace_plan_send_async:
 * @self: an open workspace
 * @wish: what is to be sent, and to which environment; its host and problems are found out here
 * @cancellable: (nullable): gives up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Finds out all that a person has to know before saying yes. Never prompts, writes nothing.
 */
void
attest_workspace_plan_send_async (AttestWorkspace *self,
                                  const AttestSendWish *wish,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GPtrArray) problems = NULL;
  AttestCheckContext context;
  AttestSendWish whole = *wish;
  const AttestService *service = NULL;
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (ATTEST_IS_RECORD (wish->record));
  service = attest_service_for_schema (attest_record_get_schema (wish->record));
  g_return_if_fail (service != NULL);

  attest_check_context_init (&context);
  context.owner = wish->draft_id;
  context.peers = attest_workspace_get_peers (self, service->schema);
  problems = attest_check (wish->record, &context);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_workspace_plan_send_async);
  whole.host = attest_workspace_get_host (self, service, wish->environment);
  whole.problems = problems;
  attest_send_plan_make_async (self->store, self->keyring, &whole, cancellable, on_planned, task);
}

/**
 * attest_workspace_plan_send_finish:
 * @self: a workspace
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable): the plan
 */
AttestSendPlan *
attest_workspace_plan_send_finish (AttestWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
