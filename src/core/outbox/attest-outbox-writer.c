/* Each is a verb of the store; the list of the outbox follows when that is durable. Main thread. */
#include "attest-config.h"
#include "outbox/attest-outbox-writer.h"

#include "store/attest-store-choices.h"

/* Many at once. */

static const char *
get_proven_host (const AttestOutboxWriter *self,
                 const AttestService *service,
                 AttestEnvironment environment)
{
  g_autofree char *name = attest_store_make_bulk_setting (service, environment);

  return attest_store_get_setting (self->store, name);
}

/* In one request nobody knows which of two of one number is the later one. */
static gboolean
are_different (GPtrArray *plans)
{
  g_autoptr (GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < plans->len; i++)
    if (!g_hash_table_add (titles,
                           (gpointer) attest_send_plan_get_title (g_ptr_array_index (plans, i))))
      return FALSE;
  return TRUE;
}

/**
 * attest_outbox_writer_can_bulk:
 * @self: the writer of an open outbox
 * @plans: (element-type AttestSendPlan): what is to be sent, at least one, all to one place
 *
 * Many at once is for first loads, and real data goes so only where a bulk upload was accepted in
 * the test environment before.
 *
 * Returns: whether they may go in bulk
 */
AttestBulkAnswer
attest_outbox_writer_can_bulk (const AttestOutboxWriter *self, GPtrArray *plans)
{
  AttestSendPlan *any = g_ptr_array_index (plans, 0);
  const AttestService *service = attest_send_plan_get_service (any);

  if (service->bulk == NULL)
    return ATTEST_BULK_NONE;
  if (attest_send_plan_get_environment (any) == ATTEST_ENVIRONMENT_PRODUCTION
      && get_proven_host (self, service, ATTEST_ENVIRONMENT_TEST) == NULL)
    return ATTEST_BULK_UNTRIED;
  for (guint i = 0; i < plans->len; i++)
    if (!attest_send_plan_get_is_first (g_ptr_array_index (plans, i)))
      return ATTEST_BULK_KNOWN;
  return are_different (plans) ? ATTEST_BULK_OFFERED : ATTEST_BULK_KNOWN;
}

/**
 * attest_outbox_writer_get_bulk_first:
 * @self: the writer of an open outbox
 * @plan: any of those that go to one place, whose service takes many at once
 *
 * Returns: how many go there in the first bulk upload: few, until one was accepted
 */
guint
attest_outbox_writer_get_bulk_first (const AttestOutboxWriter *self, AttestSendPlan *plan)
{
  const AttestService *service = attest_send_plan_get_service (plan);
  AttestEnvironment environment = attest_send_plan_get_environment (plan);
  const char *proven = get_proven_host (self, service, environment);
  gboolean is_proven = proven != NULL
                       && (environment == ATTEST_ENVIRONMENT_PRACTICE
                           || g_str_equal (proven, attest_send_plan_get_host (plan)));

  return is_proven ? service->bulk->most : service->bulk->first;
}

/* Into the outbox. */

static void
enqueued_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const AttestOutboxWriter *self = g_task_get_task_data (task);
  GError *error = NULL;
  GPtrArray *submissions = attest_store_enqueue_finish (ATTEST_STORE (source), result, &error);

  if (submissions == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  attest_dispatcher_add_own (self->dispatcher, submissions);
  g_task_return_pointer (task, submissions, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * attest_outbox_writer_enqueue_async:
 * @self: the writer of an open outbox
 * @plans: (element-type AttestSendPlan): what the user said yes to
 * @in_bulk: whether as many as the service takes become one request, for what
 *   attest_outbox_writer_can_bulk() offers it; larger ones are sent only after the first, small one
 *   was accepted there
 * @cancellable: (nullable): gives up before anything is written
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Writes every plan down as a submission, all or none, and then starts sending.
 */
void
attest_outbox_writer_enqueue_async (const AttestOutboxWriter *self,
                                    GPtrArray *plans,
                                    gboolean in_bulk,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GPtrArray *decisions = NULL;
  GError *error = NULL;

  g_return_if_fail (plans != NULL);
  g_return_if_fail (!in_bulk || attest_outbox_writer_can_bulk (self, plans) == ATTEST_BULK_OFFERED);

  task = g_task_new (self->outbox, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_outbox_writer_enqueue_async);
  g_task_set_task_data (task, (gpointer) self, NULL);
  /* Once it is written it is queued, whatever was cancelled meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  decisions = attest_send_plan_make_submissions (plans, &error);
  if (decisions == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (in_bulk)
    attest_send_plan_join (
        plans, decisions, attest_outbox_writer_get_bulk_first (self, g_ptr_array_index (plans, 0)));
  attest_store_enqueue_async (
      self->store, decisions, cancellable, enqueued_cb, g_steal_pointer (&task));
}

/**
 * attest_outbox_writer_enqueue_finish:
 * @self: the writer that was asked
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or why a plan can not be sent
 *
 * Returns: (transfer full) (nullable) (element-type AttestSubmission): the submissions, durable
 *   now, in the order of the plans
 */
GPtrArray *
attest_outbox_writer_enqueue_finish (const AttestOutboxWriter *self,
                                     GAsyncResult *result,
                                     GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self->outbox), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_outbox_writer_enqueue_async),
                        NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What is in it. */

/**
 * attest_outbox_writer_move:
 * @self: the writer of an open outbox
 * @submissions: (element-type AttestSubmission): queued ones, in the order they are to have
 * @before: (nullable): another one; %NULL: the end
 *
 * Changes the order of sending, of all of them or of none.
 */
void
attest_outbox_writer_move (const AttestOutboxWriter *self,
                           GPtrArray *submissions,
                           AttestSubmission *before)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  g_return_if_fail (submissions != NULL);

  for (guint i = 0; i < submissions->len; i++)
    if (g_ptr_array_index (submissions, i) != before)
      g_ptr_array_add (ids,
                       (gpointer) attest_submission_get_id (g_ptr_array_index (submissions, i)));
  g_ptr_array_add (ids, NULL);
  attest_store_reorder_async (self->store,
                              (const char *const *) ids->pdata,
                              before != NULL ? attest_submission_get_id (before) : NULL,
                              NULL,
                              NULL);
}

/**
 * attest_outbox_writer_set_paused_async:
 * @self: the writer of an outbox whose store is open
 * @paused: whether to begin nothing more
 * @callback: (nullable): called on the main thread
 * @user_data: for @callback
 *
 * Pauses or resumes sending, for every process and also after a restart. What is on its way goes
 * on.
 */
void
attest_outbox_writer_set_paused_async (const AttestOutboxWriter *self,
                                       gboolean paused,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  attest_store_set_setting_async (self->store,
                                  ATTEST_SETTING_PAUSED,
                                  paused ? ATTEST_PAUSED_BY_PERSON : NULL,
                                  callback,
                                  user_data);
}

/**
 * attest_outbox_writer_set_paused_finish:
 * @self: the writer that was asked
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether it is durable
 */
gboolean
attest_outbox_writer_set_paused_finish (const AttestOutboxWriter *self,
                                        GAsyncResult *result,
                                        GError **error)
{
  return attest_store_set_setting_finish (self->store, result, error);
}
