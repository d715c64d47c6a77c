/* Fetching the ids of what was just accepted, for a command, which ends when that is done. The
 * program with a window has a finder all the time. Main thread. */
#include "attest-config.h"
#include "outbox/attest-outbox-parts.h"

#define LONGEST_MS (10 * 1000)

typedef struct
{
  AttestIdFinder *finder;
  GCancellable *stopping; /* by the caller's, and when it takes too long */
  GCancellable *callers;
  gulong callers_handler;
  guint source;
} Finding;

static void
finding_free (gpointer data)
{
  Finding *self = data;

  if (self->callers_handler != 0)
    g_cancellable_disconnect (self->callers, self->callers_handler);
  g_clear_object (&self->callers);
  g_clear_handle_id (&self->source, g_source_remove);
  attest_id_finder_free (self->finder);
  g_object_unref (self->stopping);
  g_free (self);
}

static void
idle_cb (gpointer task)
{
  g_task_return_boolean (task, TRUE);
}

static void
cancelled_cb (GCancellable *callers, Finding *self)
{
  g_cancellable_cancel (self->stopping);
}

static gboolean
too_long_cb (gpointer data)
{
  Finding *self = data;

  self->source = 0;
  g_cancellable_cancel (self->stopping);
  return G_SOURCE_REMOVE;
}

/**
 * attest_outbox_find_ids_async:
 * @self: an open outbox
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
attest_outbox_find_ids_async (AttestOutbox *self,
                              GPtrArray *submissions,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Finding *finding = NULL;

  g_return_if_fail (ATTEST_IS_OUTBOX (self));
  g_return_if_fail (submissions != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, attest_outbox_find_ids_async);
  finding = g_new0 (Finding, 1);
  finding->stopping = g_cancellable_new ();
  finding->finder =
      attest_id_finder_new (&self->context, G_OBJECT (task), idle_cb, finding->stopping);
  g_task_set_task_data (task, finding, finding_free);
  for (guint i = 0; i < submissions->len; i++)
    attest_id_finder_add (finding->finder, g_ptr_array_index (submissions, i));
  if (!attest_id_finder_start (finding->finder))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  finding->source = g_timeout_add (LONGEST_MS, too_long_cb, finding);
  if (cancellable == NULL)
    return;
  finding->callers = g_object_ref (cancellable);
  finding->callers_handler =
      g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), finding, NULL);
}

/**
 * attest_outbox_find_ids_finish:
 * @self: an outbox
 * @result: what the callback was given
 */
void
attest_outbox_find_ids_finish (AttestOutbox *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));
  g_task_propagate_boolean (G_TASK (result), NULL);
}
