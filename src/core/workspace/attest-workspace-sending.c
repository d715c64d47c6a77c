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
 * @record: what is to be sent; the plan has it as it is now
 * @draft_id: (nullable): the draft it is
 * @environment: where it is to go
 * @cancellable: (nullable): gives up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Finds out all that a person has to know before saying yes. Never prompts, writes nothing.
 */
void
attest_workspace_plan_send_async (AttestWorkspace *self,
                                  AttestRecord *record,
                                  const char *draft_id,
                                  AttestEnvironment environment,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GPtrArray) problems = NULL;
  AttestCheckContext context;
  AttestSendWish wish = { 0 };
  const AttestService *service = NULL;
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (ATTEST_IS_RECORD (record));
  service = attest_service_for_schema (attest_record_get_schema (record));
  g_return_if_fail (service != NULL);

  attest_check_context_init (&context);
  context.owner = draft_id;
  context.peers = attest_workspace_get_peers (self, attest_record_get_schema (record));
  problems = attest_check (record, &context);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_workspace_plan_send_async);
  wish = (AttestSendWish){ .record = record,
                           .draft_id = draft_id,
                           .environment = environment,
                           .host = attest_workspace_get_host (self, service, environment),
                           .problems = problems };
  attest_send_plan_make_async (self->store, self->keyring, &wish, cancellable, on_planned, task);
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
