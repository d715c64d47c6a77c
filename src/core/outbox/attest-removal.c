/* Removals: see the header. The task holds the submissions; each part holds the task. Main thread.
 */
#include "attest-config.h"
#include "outbox/attest-removal.h"

typedef struct
{
  GPtrArray *submissions;
  guint n_parts; /* that have not ended */
  GError *error; /* (nullable): of the first that failed */
} Parts;

static void
parts_free (gpointer data)
{
  Parts *self = data;

  g_ptr_array_unref (self->submissions);
  g_clear_error (&self->error);
  g_free (self);
}

static gpointer
ref_submission (gconstpointer submission, gpointer user_data)
{
  return g_object_ref ((gpointer) submission);
}

/**
 * attest_removal_new:
 * @submissions: (element-type AttestSubmission): what is to be taken out; copied
 * @callback: (nullable): called on the main thread when all parts have ended
 * @user_data: for @callback
 *
 * Returns: (transfer full): a removal with one part, to be ended with attest_removal_end_part()
 */
GTask *
attest_removal_new (GPtrArray *submissions, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *self = g_task_new (NULL, NULL, callback, user_data);
  Parts *parts = g_new0 (Parts, 1);

  parts->submissions = g_ptr_array_copy (submissions, ref_submission, NULL);
  g_ptr_array_set_free_func (parts->submissions, g_object_unref);
  parts->n_parts = 1;
  g_task_set_source_tag (self, attest_removal_new);
  g_task_set_task_data (self, parts, parts_free);
  return self;
}

/* Returns: how many are to be taken out */
guint
attest_removal_count (GTask *self)
{
  return ((Parts *) g_task_get_task_data (self))->submissions->len;
}

/* Returns: (transfer full): one more part of @self, to be ended with attest_removal_end_part() */
GTask *
attest_removal_begin_part (GTask *self)
{
  ((Parts *) g_task_get_task_data (self))->n_parts++;
  return g_object_ref (self);
}

/**
 * attest_removal_end_part:
 * @self: (transfer full): a part
 * @error: (transfer full) (nullable): why it could not be taken out
 *
 * With the last of them the removal ends.
 */
void
attest_removal_end_part (GTask *self, GError *error)
{
  g_autoptr (GTask) task = self;
  Parts *parts = g_task_get_task_data (task);

  if (parts->error == NULL)
    parts->error = error;
  else
    g_clear_error (&error);
  if (--parts->n_parts > 0)
    return;
  if (parts->error != NULL)
    g_task_return_error (task, g_steal_pointer (&parts->error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * attest_removal_finish:
 * @result: what the callback was given
 * @removals: (out caller-allocates): what became of each, in the order in which they were given
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether that is known
 */
gboolean
attest_removal_finish (GAsyncResult *result, AttestRemoval *removals, GError **error)
{
  static const AttestRemoval by_state[] = {
    [ATTEST_STATE_NOT_SENT] = ATTEST_REMOVAL_DONE,
    [ATTEST_STATE_UNKNOWN] = ATTEST_REMOVAL_UNKNOWN,
    [ATTEST_STATE_SENDING] = ATTEST_REMOVAL_ELSEWHERE,
    [ATTEST_STATE_QUEUED] = ATTEST_REMOVAL_ELSEWHERE,
    [ATTEST_STATE_ACCEPTED] = ATTEST_REMOVAL_TOO_LATE,
    [ATTEST_STATE_REFUSED] = ATTEST_REMOVAL_TOO_LATE,
    [ATTEST_STATE_NONE] = ATTEST_REMOVAL_TOO_LATE,
  };
  const Parts *parts = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_removal_new), FALSE);

  parts = g_task_get_task_data (G_TASK (result));
  for (guint i = 0; i < parts->submissions->len; i++)
    removals[i] = by_state[attest_submission_get_state (parts->submissions->pdata[i])];
  return g_task_propagate_boolean (G_TASK (result), error);
}
