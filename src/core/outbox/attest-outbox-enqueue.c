/* Into the outbox: what the user said yes to becomes submissions, all of them or none, durable
 * before anything is sent. Main thread; the job runs on the store's. */
#include "attest-config.h"
#include "outbox/attest-outbox-private.h"

#include "outbox/attest-send-plan-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GPtrArray *decisions; /* of AttestNewSubmission */
  GPtrArray *rows;      /* as they stand then */
} Enqueue;

static void
enqueue_free (gpointer data)
{
  Enqueue *enqueue = data;

  g_ptr_array_unref (enqueue->decisions);
  g_clear_pointer (&enqueue->rows, g_ptr_array_unref);
  g_free (enqueue);
}

static gpointer
enqueue_job (AttestDb *db, gpointer data, GError **error)
{
  Enqueue *enqueue = data;

  enqueue->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_submission_row_free);
  for (guint i = 0; i < enqueue->decisions->len; i++)
    {
      const AttestNewSubmission *decision = g_ptr_array_index (enqueue->decisions, i);
      AttestSubmissionRow *row = NULL;

      if (!attest_submissions_insert (db, decision, error))
        return NULL;
      row = attest_submission_row_load (db, decision->id, error);
      if (row == NULL)
        return NULL;
      g_ptr_array_add (enqueue->rows, row);
    }
  return NULL;
}

static void
enqueued_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestOutbox *self = g_task_get_source_object (task);
  Enqueue *enqueue = g_task_get_task_data (task);
  GError *error = NULL;

  attest_store_run_finish (ATTEST_STORE (source), result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < enqueue->rows->len; i++)
    attest_outbox_note_own (self,
                            ((AttestSubmissionRow *) g_ptr_array_index (enqueue->rows, i))->id);
  g_task_return_pointer (
      task,
      attest_store_take_submissions (ATTEST_STORE (source), g_steal_pointer (&enqueue->rows)),
      (GDestroyNotify) g_ptr_array_unref);
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
  Enqueue *enqueue = NULL;
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
  enqueue = g_new0 (Enqueue, 1);
  enqueue->decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_new_submission_free);
  for (guint i = 0; i < plans->len; i++)
    g_ptr_array_add (enqueue->decisions,
                     attest_send_plan_make_submission (g_ptr_array_index (plans, i),
                                                       attest_outbox_get_now (self)));
  g_task_set_task_data (task, enqueue, enqueue_free);
  attest_store_run_async (attest_outbox_get_store (self),
                          ATTEST_STORE_WRITE,
                          enqueue_job,
                          enqueue,
                          NULL,
                          NULL,
                          cancellable,
                          enqueued_cb,
                          g_steal_pointer (&task));
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
