/* Fetching ids that a service does not tell when it accepts: kolleges' reply to a new form has
 * none.
 *
 * Quietly: nothing is asked of the user, nothing is shown, and what fails is left alone. It waits
 * for a pause in the sending, then reads a service's list once for all that was accepted there.
 * Main thread. */
#include "attest-config.h"
#include "outbox/attest-id-finder.h"

#define WAIT_MS 1000
#define LONGEST_MS (10 * 1000) /* of a command, which ends when it is done */

struct _AttestIdFinder
{
  AttestReconciler *reconciler; /* not owned */
  GObject *owner;               /* not owned but while busy */
  AttestIdFinderIdle idle;
  gpointer user_data;
  GCancellable *stopping;
  GPtrArray *wanted; /* of AttestSubmission, oldest first */
  GPtrArray *stored; /* (nullable): the list of the place of the first of them */
  guint source;
  gboolean is_busy;
};

static void find_next (AttestIdFinder *self);

/**
 * attest_id_finder_new:
 * @reconciler: what looks; outlives it
 * @owner: who frees it; held while something is under way
 * @idle: called when nothing is under way any more
 * @user_data: for @idle
 * @stopping: cancelled when the program ends
 *
 * Returns: (transfer full): a finder
 */
AttestIdFinder *
attest_id_finder_new (AttestReconciler *reconciler,
                      GObject *owner,
                      AttestIdFinderIdle idle,
                      gpointer user_data,
                      GCancellable *stopping)
{
  AttestIdFinder *self = g_new0 (AttestIdFinder, 1);

  self->reconciler = reconciler;
  self->owner = owner;
  self->idle = idle;
  self->user_data = user_data;
  self->stopping = g_object_ref (stopping);
  self->wanted = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

/**
 * attest_id_finder_free:
 * @self: a finder with nothing under way
 */
void
attest_id_finder_free (AttestIdFinder *self)
{
  g_assert (!self->is_busy);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->stored, g_ptr_array_unref);
  g_ptr_array_unref (self->wanted);
  g_object_unref (self->stopping);
  g_free (self);
}

/**
 * attest_id_finder_is_busy:
 * @self: a finder
 *
 * Returns: whether something is under way
 */
gboolean
attest_id_finder_is_busy (AttestIdFinder *self)
{
  return self->is_busy;
}

static gboolean
is_same_place (AttestSubmission *a, AttestSubmission *b)
{
  AttestPlace left = attest_submission_get_place (a);
  AttestPlace right = attest_submission_get_place (b);

  return attest_place_equal (&left, &right);
}

/* Done with the first one. Its list serves the next, if that is of the same place. */
static void
drop_first (AttestIdFinder *self)
{
  if (self->wanted->len < 2
      || !is_same_place (g_ptr_array_index (self->wanted, 0), g_ptr_array_index (self->wanted, 1)))
    g_clear_pointer (&self->stored, g_ptr_array_unref);
  g_ptr_array_remove_index (self->wanted, 0);
}

static void
drop_place_of_first (AttestIdFinder *self)
{
  g_autoptr (AttestSubmission) first = g_object_ref (g_ptr_array_index (self->wanted, 0));

  for (guint i = self->wanted->len; i > 0; i--)
    if (is_same_place (first, g_ptr_array_index (self->wanted, i - 1)))
      g_ptr_array_remove_index (self->wanted, i - 1);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AttestIdFinder *self = user_data;
  g_autoptr (GError) error = NULL;

  attest_look_up_free (attest_reconciler_find_finish (result, &error));
  if (error != NULL)
    g_debug ("No id: %s", error->message);
  drop_first (self);
  find_next (self);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AttestIdFinder *self = user_data;
  g_autoptr (GError) error = NULL;

  self->stored = attest_reconciler_list_finish (result, &error);
  if (self->stored == NULL)
    {
      g_debug ("No list: %s", error->message);
      drop_place_of_first (self);
    }
  find_next (self);
}

static void
finish (AttestIdFinder *self)
{
  g_autoptr (GObject) owner = self->owner;

  self->is_busy = FALSE;
  g_clear_pointer (&self->stored, g_ptr_array_unref);
  self->idle (self->user_data);
}

static void
find_next (AttestIdFinder *self)
{
  AttestSubmission *first = NULL;
  AttestPlace place = { 0 };

  if (g_cancellable_is_cancelled (self->stopping))
    g_ptr_array_set_size (self->wanted, 0);
  if (self->wanted->len == 0)
    {
      finish (self);
      return;
    }
  first = g_ptr_array_index (self->wanted, 0);
  place = attest_submission_get_place (first);
  if (self->stored == NULL)
    attest_reconciler_list_async (self->reconciler, &place, self->stopping, listed_cb, self);
  else
    attest_reconciler_find_async (self->reconciler,
                                  first,
                                  &(AttestWhere){ .stored = self->stored },
                                  self->stopping,
                                  looked_cb,
                                  self);
}

static gboolean
wait_over_cb (gpointer user_data)
{
  AttestIdFinder *self = user_data;

  self->source = 0;
  self->is_busy = TRUE;
  g_object_ref (self->owner);
  find_next (self);
  return G_SOURCE_REMOVE;
}

/* Without waiting for a pause in the sending. Returns: whether there is anything to be found */
static gboolean
start (AttestIdFinder *self)
{
  if (self->source != 0)
    {
      g_source_remove (self->source);
      wait_over_cb (self);
    }
  return self->is_busy;
}

/**
 * attest_id_finder_add:
 * @self: a finder
 * @accepted: a submission that was just accepted; one that has an id, or can not get one, is let be
 */
void
attest_id_finder_add (AttestIdFinder *self, AttestSubmission *accepted)
{
  if (attest_submission_get_state (accepted) != ATTEST_STATE_ACCEPTED
      || !attest_reconciler_can_find (accepted) || g_cancellable_is_cancelled (self->stopping))
    return;
  g_ptr_array_add (self->wanted, g_object_ref (accepted));
  if (self->is_busy)
    return;
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (WAIT_MS, wait_over_cb, self);
}

/* All at once, for a command. */

typedef struct
{
  AttestIdFinder *finder;
  GCancellable *stopping; /* by the caller's, and when it takes too long */
  GCancellable *callers;
  gulong callers_handler;
  guint source;
} Run;

static void
run_free (gpointer data)
{
  Run *self = data;

  if (self->callers_handler != 0)
    g_cancellable_disconnect (self->callers, self->callers_handler);
  g_clear_object (&self->callers);
  g_clear_handle_id (&self->source, g_source_remove);
  attest_id_finder_free (self->finder);
  g_object_unref (self->stopping);
  g_free (self);
}

static void
run_idle_cb (gpointer task)
{
  g_task_return_boolean (task, TRUE);
}

static void
run_cancelled_cb (GCancellable *callers, Run *self)
{
  g_cancellable_cancel (self->stopping);
}

static gboolean
run_too_long_cb (gpointer data)
{
  Run *self = data;

  self->source = 0;
  g_cancellable_cancel (self->stopping);
  return G_SOURCE_REMOVE;
}

/**
 * attest_id_finder_run_async:
 * @reconciler: what looks; outlives it
 * @submissions: (element-type AttestSubmission): those that ended; any others are let be
 * @cancellable: (nullable): gives up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Looks on the servers for the ids of what was accepted without one: by asking alone, only where
 * the key is at hand without a prompt, and for ten seconds at the most. What is found stands in the
 * submissions then; what is not is no failure.
 */
void
attest_id_finder_run_async (AttestReconciler *reconciler,
                            GPtrArray *submissions,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Run *run = g_new0 (Run, 1);

  g_task_set_source_tag (task, attest_id_finder_run_async);
  run->stopping = g_cancellable_new ();
  run->finder =
      attest_id_finder_new (reconciler, G_OBJECT (task), run_idle_cb, task, run->stopping);
  g_task_set_task_data (task, run, run_free);
  for (guint i = 0; i < submissions->len; i++)
    attest_id_finder_add (run->finder, g_ptr_array_index (submissions, i));
  if (!start (run->finder))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  run->source = g_timeout_add (LONGEST_MS, run_too_long_cb, run);
  if (cancellable == NULL)
    return;
  run->callers = g_object_ref (cancellable);
  run->callers_handler =
      g_cancellable_connect (cancellable, G_CALLBACK (run_cancelled_cb), run, NULL);
}

/**
 * attest_id_finder_run_finish:
 * @result: what the callback was given
 */
void
attest_id_finder_run_finish (GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, NULL));
  g_return_if_fail (g_async_result_is_tagged (result, attest_id_finder_run_async));
  g_task_propagate_boolean (G_TASK (result), NULL);
}
