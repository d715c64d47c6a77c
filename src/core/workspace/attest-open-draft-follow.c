/* A draft being edited that another process changes as well.
 *
 * While nothing is unsaved here, the new state is taken over, as one step of undo. If both changed,
 * the save finds that the row is no longer the one this was based on, and makes a row of its own:
 * this goes on as that copy, and the other process is left alone. Neither overwrites what it has
 * not seen. Main thread. */
#include "attest-config.h"

#include "workspace/attest-open-draft-private.h"
#include "workspace/attest-workspace-private.h"

static void follow_cb (AttestOpenDraft *self);

static gboolean
is_busy (AttestOpenDraft *self)
{
  return attest_open_draft_is_unsaved (self) || self->saving_edit != 0;
}

static void
take_over (AttestOpenDraft *self, AttestRecord *record)
{
  self->following = TRUE;
  attest_undo_begin_group (self->undo);
  attest_record_assign (self->record, record);
  attest_undo_end_group (self->undo);
  self->following = FALSE;
}

typedef struct
{
  AttestOpenDraft *self; /* owned */
  gint64 changed;        /* what is read is this or newer */
} Following;

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Following *following = user_data;
  g_autoptr (AttestOpenDraft) self = following->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestRecord) record =
      attest_workspace_load_draft_finish (ATTEST_WORKSPACE (source), result, &error);

  self->loading = FALSE;
  if (record == NULL)
    {
      g_debug ("What another process made of a draft cannot be read: %s", error->message);
      return;
    }
  /* What is typed meanwhile stands: its save will find out. */
  if (self->draft == NULL || is_busy (self))
    return;
  if (!attest_record_equal (self->record, record))
    take_over (self, record);
  self->based_on = self->saved_at = following->changed;
  g_object_notify (G_OBJECT (self), "saved-at");
  follow_cb (self);
}

/* Reads the row again if it is not the one that is shown. */
static void
follow_cb (AttestOpenDraft *self)
{
  Following *following = NULL;

  if (self->loading || is_busy (self) || attest_draft_get_changed (self->draft) == self->based_on
      || attest_workspace_find_draft (self->workspace, self->id) == NULL)
    return;
  self->loading = TRUE;
  following = g_new (Following, 1);
  *following = (Following){ g_object_ref (self), attest_draft_get_changed (self->draft) };
  attest_workspace_load_draft_async (self->workspace, self->id, NULL, loaded_cb, following);
}

/* The row that stands for this from now on, as it was just read or written. */
void
attest_open_draft_set_draft (AttestOpenDraft *self, AttestDraft *draft)
{
  self->based_on = attest_draft_get_changed (draft);
  if (self->draft == draft)
    return;
  if (self->draft != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->draft, follow_cb, self);
      g_set_object (&self->other, self->draft);
      g_free (self->id);
      self->id = g_strdup (attest_draft_get_id (draft));
    }
  g_set_object (&self->draft, draft);
  g_signal_connect_object (
      draft, "notify::changed", G_CALLBACK (follow_cb), self, G_CONNECT_SWAPPED);
  g_object_notify (G_OBJECT (self), "draft");
  if (self->other == NULL)
    return;
  g_object_notify (G_OBJECT (self), "other");
  attest_open_draft_check_soon (self);
}
