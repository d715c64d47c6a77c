/* Writing a decision down: see the header. Main thread; the job runs on the store's. */
#include "attest-config.h"
#include "outbox/attest-decision.h"

#include "store/attest-submissions-table.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  AttestDecision decision; /* its texts are the ones below */
  char *id;
  char *remote_id;
  char *note;
  gboolean is_written;
  AttestSubmissionRow *row; /* as it stands then */
} Writing;

static Writing *
writing_new (const AttestDecision *decision)
{
  Writing *self = g_new0 (Writing, 1);

  self->decision = *decision;
  self->decision.id = self->id = g_strdup (decision->id);
  self->decision.remote_id = self->remote_id = g_strdup (decision->remote_id);
  self->decision.note = self->note = g_strdup (decision->note);
  return self;
}

static void
writing_free (gpointer data)
{
  Writing *self = data;

  g_free (self->id);
  g_free (self->remote_id);
  g_free (self->note);
  g_clear_pointer (&self->row, attest_submission_row_free);
  g_free (self);
}

static gboolean
write_decision (AttestDb *db, const AttestDecision *decision, GError **error)
{
  if (decision->from == ATTEST_STATE_ACCEPTED && decision->to == ATTEST_STATE_ACCEPTED)
    return attest_submissions_add_remote_id (
        db, decision->id, decision->remote_id, decision->note, decision->now, error);
  return attest_submissions_decide (db,
                                    decision->id,
                                    decision->from,
                                    decision->to,
                                    decision->remote_id,
                                    decision->note,
                                    decision->now,
                                    error);
}

static gpointer
write_job (AttestDb *db, gpointer data, GError **error)
{
  Writing *self = data;
  g_autoptr (GError) local = NULL;

  self->is_written = write_decision (db, &self->decision, &local);
  if (local == NULL)
    self->row = attest_submission_row_load (db, self->id, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestStore *store = ATTEST_STORE (source);
  Writing *self = g_task_get_task_data (task);
  GError *error = NULL;

  attest_store_run_finish (store, result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_object_unref (attest_store_take_submission (store, g_steal_pointer (&self->row)));
  if (self->is_written)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (
        task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", _ ("The submission has changed meanwhile."));
}

/**
 * attest_decision_write_async:
 * @store: where the submission is
 * @decision: copied
 * @cancellable: (nullable): as long as writing has not begun
 * @callback: (nullable): called on the main thread
 * @user_data: for @callback
 *
 * Durable when this finishes, and the submission's object says it.
 */
void
attest_decision_write_async (AttestStore *store,
                             const AttestDecision *decision,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Writing *self = writing_new (decision);

  g_task_set_source_tag (task, attest_decision_write_async);
  /* What is written down is told. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, writing_free);
  attest_store_run_async (
      store, ATTEST_STORE_WRITE, write_job, self, NULL, NULL, cancellable, written_cb, task);
}

/**
 * attest_decision_write_finish:
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or of a %G_IO_ERROR if it was not where it was
 *   believed to be
 *
 * Returns: whether the decision is written down
 */
gboolean
attest_decision_write_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
