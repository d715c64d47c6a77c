/* Takes out of the outbox: see the header. What became of a removed one its row says; only what a
 * person believes to be removed, and is not, is told. Main thread. */
#include "attest-config.h"
#include "outbox/attest-outbox-remove.h"

#include "widgets/attest-question.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWindow *parent; /* weak */
  guint n_wanted;
  guint n_asked;     /* of those, that were in that state still */
  AttestState state; /* who gives up one that is on its way knows that it may arrive */
} Removing;

static void
removing_free (Removing *self)
{
  g_clear_weak_pointer (&self->parent);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Removing, removing_free)

static void
tell_some (Removing *self, guint n_stayed)
{
  g_autofree char *heading = NULL;

  if (self->n_wanted == 1)
    heading = g_strdup (ngettext ("Record Not Removed", "Records Not Removed", 1));
  else
    heading = g_strdup_printf (
        ngettext ("%u of %u Records Not Removed", "%u of %u Records Not Removed", self->n_wanted),
        n_stayed,
        self->n_wanted);
  attest_tell (self->parent,
               heading,
               ngettext ("It was already being sent. History shows the outcome.",
                         "They were already being sent. History shows the outcome of each.",
                         n_stayed));
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Removing) self = user_data;
  g_autofree AttestRemoval *removals = g_new (AttestRemoval, self->n_asked);
  g_autoptr (GError) error = NULL;
  guint n_stayed = self->n_wanted - self->n_asked;

  if (!attest_removal_finish (result, removals, &error))
    {
      attest_tell (self->parent,
                   ngettext ("Record Not Removed", "Records Not Removed", self->n_wanted),
                   error->message);
      return;
    }
  for (guint i = 0; i < self->n_asked; i++)
    n_stayed += removals[i] != ATTEST_REMOVAL_DONE;
  if (n_stayed > 0 && self->state == ATTEST_STATE_QUEUED)
    tell_some (self, n_stayed);
}

/**
 * attest_outbox_remove:
 * @parent: (nullable): the window it belongs to
 * @outbox: the outbox
 * @submissions: (element-type AttestSubmission): some that a person wants out of it
 * @state: where they were when the person said so; one that left meanwhile is not called back: that
 *   would be another question
 *
 * Takes them out in one.
 */
void
attest_outbox_remove (GtkWindow *parent,
                      AttestOutbox *outbox,
                      GPtrArray *submissions,
                      AttestState state)
{
  Removing *self = g_new0 (Removing, 1);
  g_autoptr (GPtrArray) asked = g_ptr_array_new ();

  for (guint i = 0; i < submissions->len; i++)
    if (attest_submission_get_outcome (submissions->pdata[i]) == state)
      g_ptr_array_add (asked, submissions->pdata[i]);
  g_set_weak_pointer (&self->parent, parent);
  self->n_wanted = submissions->len;
  self->n_asked = asked->len;
  self->state = state;
  attest_dispatcher_cancel_async (attest_outbox_get_dispatcher (outbox), asked, removed_cb, self);
}

/* The same of one that waits. */
void
attest_outbox_remove_one (GtkWindow *parent, AttestOutbox *outbox, AttestSubmission *submission)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, submission);
  attest_outbox_remove (parent, outbox, one, ATTEST_STATE_QUEUED);
}
