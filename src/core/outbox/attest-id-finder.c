/* Fetching ids that a service does not tell when it accepts: kolleges' reply to a new form has
 * none.
 *
 * Quietly: nothing is asked of the user, nothing is shown, and what fails is left alone. It waits
 * for a pause in the sending, then reads a service's list once for all that was accepted there.
 * Main thread. */
#include "attest-config.h"
#include "outbox/attest-id-finder.h"

#include "outbox/attest-listing.h"
#include "outbox/attest-look-up-private.h"

#define WAIT_MS 1000

struct _AttestIdFinder
{
  const AttestSendingContext *context;
  GObject *owner; /* not owned but while busy */
  AttestIdFinderIdle idle;
  GCancellable *stopping;
  GPtrArray *wanted; /* of AttestSubmission, oldest first */
  GPtrArray *stored; /* (nullable): the list of the place of the first of them */
  guint source;
  gboolean is_busy;
};

static void find_next (AttestIdFinder *self);

/**
 * attest_id_finder_new:
 * @context: what it needs; outlives it
 * @owner: who frees it
 * @idle: called when nothing is under way any more
 * @stopping: cancelled when the program ends
 *
 * Returns: (transfer full): a finder
 */
AttestIdFinder *
attest_id_finder_new (const AttestSendingContext *context,
                      GObject *owner,
                      AttestIdFinderIdle idle,
                      GCancellable *stopping)
{
  AttestIdFinder *self = g_new0 (AttestIdFinder, 1);

  self->context = context;
  self->owner = owner;
  self->idle = idle;
  self->stopping = g_object_ref (stopping);
  self->wanted = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

/**
 * attest_id_finder_free:
 * @self: (nullable): a finder with nothing under way
 */
void
attest_id_finder_free (AttestIdFinder *self)
{
  if (self == NULL)
    return;
  g_assert (!self->is_busy);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->stored, g_ptr_array_unref);
  g_ptr_array_unref (self->wanted);
  g_object_unref (self->stopping);
  g_free (self);
}

gboolean
attest_id_finder_is_busy (AttestIdFinder *self)
{
  return self->is_busy;
}

static gboolean
is_same_place (AttestSubmission *a, AttestSubmission *b)
{
  return attest_submission_get_service (a) == attest_submission_get_service (b)
         && attest_submission_get_environment (a) == attest_submission_get_environment (b)
         && g_strcmp0 (attest_submission_get_host (a), attest_submission_get_host (b)) == 0;
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

  attest_look_up_free (attest_look_up_in_finish (result, &error));
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

  self->stored = attest_listing_read_finish (result, &error);
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
  self->idle (owner);
}

static void
read_list (AttestIdFinder *self, AttestSubmission *of)
{
  AttestPlace place = {
    .service = attest_submission_get_service (of),
    .environment = attest_submission_get_environment (of),
    .host = attest_submission_get_host (of),
  };

  attest_listing_read_async (self->context, &place, TRUE, self->stopping, listed_cb, self);
}

static void
find_next (AttestIdFinder *self)
{
  AttestSubmission *first = NULL;

  if (g_cancellable_is_cancelled (self->stopping))
    g_ptr_array_set_size (self->wanted, 0);
  if (self->wanted->len == 0)
    {
      finish (self);
      return;
    }
  first = g_ptr_array_index (self->wanted, 0);
  if (self->stored == NULL)
    read_list (self, first);
  else
    attest_look_up_in_async (self->context, first, self->stored, self->stopping, looked_cb, self);
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

/**
 * attest_id_finder_start:
 * @self: a finder
 *
 * Does not wait for a pause in the sending.
 *
 * Returns: whether there is anything to be found
 */
gboolean
attest_id_finder_start (AttestIdFinder *self)
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
      || !attest_outbox_can_look_up (accepted) || g_cancellable_is_cancelled (self->stopping))
    return;
  g_ptr_array_add (self->wanted, g_object_ref (accepted));
  if (self->is_busy)
    return;
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (WAIT_MS, wait_over_cb, self);
}
