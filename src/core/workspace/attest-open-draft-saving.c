/* A draft being edited: the saving of it as it is typed, and the row it is saved to.
 *
 * Every edit has a number; what is durable is the number of the last edit that was written. Saves
 * of one draft follow each other, so that an older text never overwrites a newer one. A save that
 * fails is tried again until it succeeds; the text stays in the record all the while.
 *
 * Another process may change the row as well. While nothing is unsaved here, the new state is taken
 * over, as one step of undo. If both changed, the save finds that the row is no longer the one this
 * was based on, and makes a row of its own: this goes on as that copy, and the other process is
 * left alone. Neither overwrites what it has not seen. Main thread. */
#include "attest-config.h"

#include "base/attest-str.h"
#include "workspace/attest-open-draft-private.h"
#include "workspace/attest-workspace-private.h"

static void follow_cb (AttestOpenDraft *self);
static void save_now (AttestOpenDraft *self);

/* Whether anything was edited that is not durable yet. */
gboolean
attest_open_draft_is_unsaved (AttestOpenDraft *self)
{
  return self->saved_edit != self->last_edit;
}

/* Following. */

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

/**
 * attest_open_draft_set_draft:
 * @self: a draft being edited
 * @draft: the row that stands for it from now on, as it was just read or written
 *
 * Follows what another process makes of that row.
 */
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
  /* The other version is another certificate with the same number now. */
  attest_open_draft_load_peers (self);
  attest_open_draft_check_soon (self);
}

/* Saving. */

static void
set_save_state (AttestOpenDraft *self, AttestSaveState state, const char *error)
{
  if (attest_str_set (&self->save_error, error))
    g_object_notify (G_OBJECT (self), "save-error");
  if (self->save_state == state)
    return;
  self->save_state = state;
  g_object_notify (G_OBJECT (self), "save-state");
}

static void
stop_timers (AttestOpenDraft *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->timers); i++)
    g_clear_handle_id (&self->timers[i], g_source_remove);
}

static gboolean
save_by_timer (AttestOpenDraft *self, Timer timer)
{
  self->timers[timer] = 0;
  save_now (self);
  return G_SOURCE_REMOVE;
}

static gboolean
idle_timer_cb (gpointer self)
{
  return save_by_timer (self, TIMER_IDLE);
}

static gboolean
ceiling_timer_cb (gpointer self)
{
  return save_by_timer (self, TIMER_CEILING);
}

static gboolean
retry_timer_cb (gpointer self)
{
  return save_by_timer (self, TIMER_RETRY);
}

static void
start_timer (AttestOpenDraft *self, Timer timer, GSourceFunc func)
{
  g_clear_handle_id (&self->timers[timer], g_source_remove);
  self->timers[timer] = g_timeout_add (self->delays[timer], func, self);
}

/* Something was typed: it is written soon. */
void
attest_open_draft_note_edit (AttestOpenDraft *self)
{
  self->last_edit++;
  start_timer (self, TIMER_IDLE, idle_timer_cb);
  if (self->timers[TIMER_CEILING] == 0)
    start_timer (self, TIMER_CEILING, ceiling_timer_cb);
  /* A failure stays said until it is cured. */
  if (self->save_state != ATTEST_SAVE_FAILED)
    set_save_state (self, ATTEST_SAVE_PENDING, NULL);
}

/**
 * attest_open_draft_keep:
 * @self: a draft being edited that has no row yet
 *
 * What it begins with is somebody's work: it is saved as what is typed is, and tried again where
 * that fails.
 */
void
attest_open_draft_keep (AttestOpenDraft *self)
{
  g_return_if_fail (ATTEST_IS_OPEN_DRAFT (self));
  attest_open_draft_note_edit (self);
}

static guint64
get_awaited_edit (GTask *task)
{
  return *(guint64 *) g_task_get_task_data (task);
}

/* Tells those who wait for what is durable now, or all of them that it failed. */
static void
tell_waiting (AttestOpenDraft *self, const GError *error)
{
  GQueue waiting = self->waiting;

  g_queue_init (&self->waiting);
  while (!g_queue_is_empty (&waiting))
    {
      g_autoptr (GTask) task = g_queue_pop_head (&waiting);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else if (get_awaited_edit (task) <= self->saved_edit)
        g_task_return_boolean (task, TRUE);
      else
        g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
    }
}

static void
take_saved (AttestOpenDraft *self, AttestDraft *draft)
{
  self->saved_edit = self->saving_edit;
  self->saving_edit = 0;
  self->saved_at = g_get_real_time ();
  attest_open_draft_set_draft (self, draft);
  g_object_notify (G_OBJECT (self), "saved-at");
  set_save_state (
      self, attest_open_draft_is_unsaved (self) ? ATTEST_SAVE_PENDING : ATTEST_SAVE_DONE, NULL);
}

static void
take_failure (AttestOpenDraft *self, const GError *error)
{
  self->saving_edit = 0;
  set_save_state (self, ATTEST_SAVE_FAILED, error->message);
  if (!g_error_matches (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_CLOSED))
    start_timer (self, TIMER_RETRY, retry_timer_cb);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestOpenDraft) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestDraft) draft =
      attest_workspace_save_draft_finish (ATTEST_WORKSPACE (source), result, &error);

  if (draft != NULL)
    take_saved (self, draft);
  else
    take_failure (self, error);
  tell_waiting (self, error);
  if (!g_queue_is_empty (&self->waiting))
    save_now (self);
}

/* Writes the record as it is now, unless a write is under way: then the timers, or those who wait,
 * see to the next one. */
static void
save_now (AttestOpenDraft *self)
{
  if (!attest_open_draft_is_unsaved (self))
    return;
  if (self->saving_edit != 0)
    {
      if (self->timers[TIMER_IDLE] == 0)
        start_timer (self, TIMER_IDLE, idle_timer_cb);
      return;
    }
  stop_timers (self);
  self->saving_edit = self->last_edit;
  attest_workspace_save_draft_async (
      self->workspace, self->id, self->based_on, self->record, saved_cb, g_object_ref (self));
}

/* It goes: nobody waits for what is unsaved, but it is not lost. */
void
attest_open_draft_stop_saving (AttestOpenDraft *self)
{
  stop_timers (self);
  if (self->workspace != NULL && self->workspace->is_open && attest_open_draft_is_unsaved (self))
    attest_workspace_save_draft_async (
        self->workspace, self->id, self->based_on, self->record, NULL, NULL);
}

/* Writes what is unsaved of one draft now. */
void
attest_open_drafts_flush (GPtrArray *open_drafts, const char *id)
{
  for (guint i = 0; i < open_drafts->len; i++)
    {
      AttestOpenDraft *self = g_ptr_array_index (open_drafts, i);

      if (g_str_equal (self->id, id))
        save_now (self);
    }
}

/**
 * attest_open_draft_save_async:
 * @self: a draft being edited
 *
 * Writes what was edited so far, without waiting for the usual moment.
 */
void
attest_open_draft_save_async (AttestOpenDraft *self,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (ATTEST_IS_OPEN_DRAFT (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, attest_open_draft_save_async);
  if (!attest_open_draft_is_unsaved (self))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_task_set_task_data (task, g_memdup2 (&self->last_edit, sizeof self->last_edit), g_free);
  g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
  if (self->saving_edit == 0)
    save_now (self);
}

/**
 * attest_open_draft_save_finish:
 * @error: return location of an %ATTEST_STORE_ERROR: why it could not be written; it will be tried
 *   again, and the text is still there
 *
 * Returns: whether what had been edited when it was asked for is durable
 */
gboolean
attest_open_draft_save_finish (AttestOpenDraft *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_open_draft_save_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
