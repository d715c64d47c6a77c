/* Into the outbox: what the user said yes to becomes submissions, all of them or none, durable
 * before anything is sent. Main thread. */
#include "attest-config.h"
#include "outbox/attest-outbox-private.h"

#include "outbox/attest-send-plan-private.h"
#include "store/attest-store-queue.h"

#include <glib/gi18n-lib.h>

static void
enqueued_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestOutbox *self = g_task_get_source_object (task);
  GError *error = NULL;
  GPtrArray *submissions = attest_store_enqueue_finish (ATTEST_STORE (source), result, &error);

  if (submissions == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  attest_outbox_note_own (self, submissions);
  g_task_return_pointer (task, submissions, (GDestroyNotify) g_ptr_array_unref);
}

/* Whether every plan may become a submission; the confirmation saw to that already. */
static gboolean
check_plans (GPtrArray *plans, GError **error)
{
  for (guint i = 0; i < plans->len; i++)
    if (!attest_send_plan_get_can_send (g_ptr_array_index (plans, i)))
      {
        const char *obstacle = attest_send_plan_get_obstacle (g_ptr_array_index (plans, i));

        g_set_error_literal (error,
                             G_IO_ERROR,
                             G_IO_ERROR_INVALID_ARGUMENT,
                             obstacle != NULL ? obstacle
                                              : _ ("A record with problems cannot be sent."));
        return FALSE;
      }
  return TRUE;
}

/**
 * attest_outbox_enqueue_async:
 * @self: an open outbox
 * @plans: (element-type AttestSendPlan): what the user said yes to
 * @cancellable: (nullable): gives up before anything is written
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Writes every plan down as a submission, all or none, and then starts sending.
 */
void
attest_outbox_enqueue_async (AttestOutbox *self,
                             GPtrArray *plans,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GPtrArray *decisions = NULL;
  GError *error = NULL;

  g_return_if_fail (ATTEST_IS_OUTBOX (self));
  g_return_if_fail (plans != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_outbox_enqueue_async);
  /* Once it is written it is queued, whatever was cancelled meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  if (!check_plans (plans, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_new_submission_free);
  for (guint i = 0; i < plans->len; i++)
    g_ptr_array_add (decisions, attest_send_plan_make_submission (g_ptr_array_index (plans, i)));
  attest_store_enqueue_async (
      attest_outbox_get_store (self), decisions, cancellable, enqueued_cb, g_steal_pointer (&task));
}

/**
 * attest_outbox_enqueue_finish:
 * @self: an outbox
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or why a plan can not be sent
 *
 * Returns: (transfer full) (nullable) (element-type AttestSubmission): the submissions, durable
 *   now, in the order of the plans
 */
GPtrArray *
attest_outbox_enqueue_finish (AttestOutbox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
