/* What people do with the outbox once something is in it: take out, decide, reorder, pause. Every
 * one is a job of the store; the list follows when it is durable. Main thread. */
#include "attest-config.h"
#include "outbox/attest-outbox-private.h"

#include "store/attest-store-choices.h"
#include "store/attest-store-queue.h"

#include <glib/gi18n-lib.h>

/* Deciding. */

/**
 * attest_outbox_cancel:
 * @self: an outbox
 * @submission: one in it
 *
 * Takes a submission that has not left out of the outbox: not sent. One this process is sending is
 * given up: not sent if nothing has left yet, unknown otherwise. Anything else stays as it is.
 */
void
attest_outbox_cancel (AttestOutbox *self, AttestSubmission *submission)
{
  AttestDecision decision = { 0 };

  g_return_if_fail (ATTEST_IS_OUTBOX (self));
  g_return_if_fail (ATTEST_IS_SUBMISSION (submission));

  if (attest_outbox_abort (self, submission)
      || attest_submission_get_state (submission) != ATTEST_STATE_QUEUED)
    return;
  decision = (AttestDecision){
    .id = attest_submission_get_id (submission),
    .from = ATTEST_STATE_QUEUED,
    .to = ATTEST_STATE_NOT_SENT,
    .note = _ ("Removed from the outbox before it was sent."),
  };
  attest_store_decide_async (attest_outbox_get_store (self), &decision, NULL, NULL, NULL);
}

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestRowMove move = ATTEST_ROW_NOT_THERE;
  GError *error = NULL;

  if (!attest_store_decide_finish (ATTEST_STORE (source), result, &move, &error))
    g_task_return_error (task, error);
  else if (move == ATTEST_ROW_MOVED)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (
        task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", _ ("The submission has changed meanwhile."));
}

/**
 * attest_outbox_resolve_async:
 * @self: an outbox
 * @submission: one that is unknown
 * @to: %ATTEST_STATE_ACCEPTED (it is there) or %ATTEST_STATE_NOT_SENT (it is not)
 * @remote_id: (nullable): the server's id, if it was found there
 * @note: (nullable): how the user knows; kept in the history
 * @cancellable: (nullable): gives up before it is written
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Moves an unknown submission by the user's decision; nothing else does.
 */
void
attest_outbox_resolve_async (AttestOutbox *self,
                             AttestSubmission *submission,
                             AttestState to,
                             const char *remote_id,
                             const char *note,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = NULL;
  AttestDecision decision = { 0 };

  g_return_if_fail (ATTEST_IS_OUTBOX (self));
  g_return_if_fail (ATTEST_IS_SUBMISSION (submission));
  g_return_if_fail (attest_state_may_move (ATTEST_STATE_UNKNOWN, to, ATTEST_MOVER_USER));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_outbox_resolve_async);
  g_task_set_check_cancellable (task, FALSE);
  decision = (AttestDecision){
    .id = attest_submission_get_id (submission),
    .from = ATTEST_STATE_UNKNOWN,
    .to = to,
    .remote_id = remote_id,
    .note = note,
  };
  attest_store_decide_async (
      attest_outbox_get_store (self), &decision, cancellable, resolved_cb, task);
}

/**
 * attest_outbox_resolve_finish:
 * @self: an outbox
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or of a %G_IO_ERROR if it was not unknown
 *
 * Returns: whether the decision is written down
 */
gboolean
attest_outbox_resolve_finish (AttestOutbox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Order. */

/**
 * attest_outbox_move_all:
 * @self: an outbox
 * @submissions: (element-type AttestSubmission): queued ones, in the order they are to have
 * @before: (nullable): another one; %NULL: the end
 *
 * Changes the order of sending, of all of them or of none.
 */
void
attest_outbox_move_all (AttestOutbox *self, GPtrArray *submissions, AttestSubmission *before)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  g_return_if_fail (ATTEST_IS_OUTBOX (self));
  g_return_if_fail (submissions != NULL);

  for (guint i = 0; i < submissions->len; i++)
    if (g_ptr_array_index (submissions, i) != before)
      g_ptr_array_add (ids,
                       (gpointer) attest_submission_get_id (g_ptr_array_index (submissions, i)));
  g_ptr_array_add (ids, NULL);
  attest_store_reorder_async (attest_outbox_get_store (self),
                              (const char *const *) ids->pdata,
                              before != NULL ? attest_submission_get_id (before) : NULL,
                              NULL,
                              NULL);
}

/**
 * attest_outbox_move:
 * @self: an outbox
 * @submission: a queued one
 * @before: (nullable): another one; %NULL: the end
 *
 * The same for one.
 */
void
attest_outbox_move (AttestOutbox *self, AttestSubmission *submission, AttestSubmission *before)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_return_if_fail (ATTEST_IS_SUBMISSION (submission));

  g_ptr_array_add (one, submission);
  attest_outbox_move_all (self, one, before);
}

/* Settings. */

/**
 * attest_outbox_set_paused:
 * @self: an outbox
 * @paused: whether to begin nothing more
 *
 * Pauses or resumes sending, for every process and also after a restart. What is on its way goes
 * on.
 */
void
attest_outbox_set_paused (AttestOutbox *self, gboolean paused)
{
  g_return_if_fail (ATTEST_IS_OUTBOX (self));

  if (attest_outbox_get_paused (self) != paused)
    attest_store_set_setting_async (
        attest_outbox_get_store (self), ATTEST_SETTING_PAUSED, paused ? "1" : NULL, NULL, NULL);
}

char *
attest_outbox_make_pause_setting (const AttestService *service, AttestEnvironment environment)
{
  return g_strdup_printf ("pause:%s:%s", service->id, attest_environment_get_id (environment));
}

/**
 * attest_outbox_set_pause:
 * @self: an outbox
 * @service: a service
 * @environment: an environment
 * @seconds: between two requests there, an hour at the most; -1: as recommended
 */
void
attest_outbox_set_pause (AttestOutbox *self,
                         const AttestService *service,
                         AttestEnvironment environment,
                         int seconds)
{
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;

  g_return_if_fail (ATTEST_IS_OUTBOX (self));
  g_return_if_fail (service != NULL);

  name = attest_outbox_make_pause_setting (service, environment);
  if (seconds >= 0)
    value = g_strdup_printf ("%d", MIN (seconds, ATTEST_MAX_PAUSE_SECONDS));
  attest_store_set_setting_async (attest_outbox_get_store (self), name, value, NULL, NULL);
}
