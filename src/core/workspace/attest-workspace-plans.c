/* From a record to a plan for sending it: checked, with its host, key and earlier uploads; and
 * plans for many drafts, one after the other, so that the window stays alive however many there
 * are: each is loaded and looked up on the store's thread, and the next one begins only when the
 * main loop has nothing better to do. Main thread. */
#include "attest-config.h"

#include "workspace/attest-workspace-private.h"

static void
plan_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  AttestSendPlan *plan = attest_send_plan_make_finish (result, &error);

  if (plan != NULL)
    g_task_return_pointer (task, plan, g_object_unref);
  else
    g_task_return_error (task, error);
}

typedef struct
{
  AttestSendWish wish;
  AttestRecord *record;
  char *draft_id;
  char *replaces;
  char *note;
  GPtrArray *problems;
} Planning;

static void
planning_free (gpointer data)
{
  Planning *planning = data;

  g_object_unref (planning->record);
  g_clear_pointer (&planning->problems, g_ptr_array_unref);
  g_free (planning->draft_id);
  g_free (planning->replaces);
  g_free (planning->note);
  g_free (planning);
}

static void
designs_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestWorkspace *self = ATTEST_WORKSPACE (source);
  Planning *planning = g_task_get_task_data (task);
  GError *error = NULL;

  if (!attest_workspace_check_designs_finish (self, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  attest_send_plan_make_async (self->store,
                               self->keyring,
                               &planning->wish,
                               g_task_get_cancellable (task),
                               plan_made_cb,
                               g_object_ref (task));
}

static void
peers_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestWorkspace *self = ATTEST_WORKSPACE (source);
  Planning *planning = g_task_get_task_data (task);
  const AttestService *service =
      attest_service_for_schema (attest_record_get_schema (planning->record));
  GError *error = NULL;
  g_autoptr (AttestPeers) peers = attest_workspace_find_peers_finish (self, result, &error);
  AttestCheckContext context;

  if (peers == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  attest_workspace_init_check (self, &context, planning->draft_id, peers);
  planning->problems = attest_check (planning->record, &context);
  planning->wish.host = attest_workspace_get_host (self, service, planning->wish.environment);
  planning->wish.problems = planning->problems;
  attest_workspace_check_designs_async (
      self,
      &(AttestDesignCheck){ { service, planning->wish.environment, planning->wish.host },
                            planning->record,
                            planning->problems },
      g_task_get_cancellable (task),
      designs_checked_cb,
      g_object_ref (task));
}

/**
 * attest_workspace_plan_send_async:
 * @self: an open workspace
 * @wish: what is to be sent, and to which environment; copied; its host and problems are found out
 *   here
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
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  Planning *planning = NULL;
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (ATTEST_IS_RECORD (wish->record));
  g_return_if_fail (attest_service_for_schema (attest_record_get_schema (wish->record)) != NULL);

  planning = g_new0 (Planning, 1);
  planning->wish = *wish;
  planning->wish.record = planning->record = attest_record_copy (wish->record);
  planning->wish.draft_id = planning->draft_id = g_strdup (wish->draft_id);
  planning->wish.replaces = planning->replaces = g_strdup (wish->replaces);
  planning->wish.note = planning->note = g_strdup (wish->note);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_workspace_plan_send_async);
  g_task_set_task_data (task, planning, planning_free);
  g_ptr_array_add (records, planning->record);
  attest_workspace_find_peers_async (
      self, planning->draft_id, records, cancellable, peers_found_cb, task);
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
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_workspace_plan_send_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Many. */

typedef struct
{
  GStrv ids;
  guint n_ids;
  guint next;
  AttestPlanMany many; /* its ids are those above */
  GPtrArray *plans;
} Batch;

static void
batch_free (gpointer data)
{
  Batch *batch = data;

  g_strfreev (batch->ids);
  g_clear_pointer (&batch->plans, g_ptr_array_unref);
  g_free (batch);
}

static gboolean go_on_cb (gpointer user_data);

/* Takes @task. Below drawing and input. */
static void
go_on_later (GTask *task)
{
  Batch *batch = g_task_get_task_data (task);

  batch->next++;
  if (batch->many.progress != NULL)
    batch->many.progress (batch->next, batch->n_ids, batch->many.progress_data);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, go_on_cb, task, NULL);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Batch *batch = g_task_get_task_data (task);
  GError *error = NULL;
  AttestSendPlan *plan =
      attest_workspace_plan_send_finish (ATTEST_WORKSPACE (source), result, &error);

  if (plan == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_ptr_array_add (batch->plans, plan);
  go_on_later (g_steal_pointer (&task));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestWorkspace *self = ATTEST_WORKSPACE (source);
  Batch *batch = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  const char *id = batch->ids[batch->next];
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestRecord) record = attest_workspace_load_draft_finish (self, result, &error);

  if (record != NULL)
    attest_workspace_plan_send_async (self,
                                      &(AttestSendWish){ .record = record,
                                                         .draft_id = id,
                                                         .environment = batch->many.environment },
                                      cancellable,
                                      planned_cb,
                                      g_steal_pointer (&task));
  else if (g_error_matches (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_NOT_FOUND))
    go_on_later (g_steal_pointer (&task)); /* deleted meanwhile */
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Takes @user_data, a task. */
static gboolean
go_on_cb (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Batch *batch = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (batch->next >= batch->n_ids)
    {
      attest_send_plan_find_twins (batch->plans);
      g_task_return_pointer (
          task, g_steal_pointer (&batch->plans), (GDestroyNotify) g_ptr_array_unref);
      return G_SOURCE_REMOVE;
    }
  attest_workspace_load_draft_async (g_task_get_source_object (task),
                                     batch->ids[batch->next],
                                     g_task_get_cancellable (task),
                                     loaded_cb,
                                     g_object_ref (task));
  return G_SOURCE_REMOVE;
}

/**
 * attest_workspace_plan_drafts_async:
 * @self: an open workspace
 * @many: which, and where they are to go; copied
 * @cancellable: (nullable): gives up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * As attest_workspace_plan_send_async(), for many.
 */
void
attest_workspace_plan_drafts_async (AttestWorkspace *self,
                                    const AttestPlanMany *many,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = NULL;
  Batch *batch = NULL;

  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (many->ids != NULL);

  batch = g_new0 (Batch, 1);
  batch->ids = g_strdupv ((char **) many->ids);
  batch->n_ids = g_strv_length (batch->ids);
  batch->many = *many;
  batch->many.ids = (const char *const *) batch->ids;
  batch->plans = g_ptr_array_new_with_free_func (g_object_unref);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_workspace_plan_drafts_async);
  g_task_set_task_data (task, batch, batch_free);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, go_on_cb, task, NULL);
}

/**
 * attest_workspace_plan_drafts_finish:
 * @self: a workspace
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable) (element-type AttestSendPlan): the plans, in the order of the
 *   drafts; those deleted meanwhile have none
 */
GPtrArray *
attest_workspace_plan_drafts_finish (AttestWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_workspace_plan_drafts_async),
                        NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
