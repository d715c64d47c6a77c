/* The outbox and its store: what is in it when it is opened, what this or another process changes
 * later, and what a process that died leaves behind. Main thread. */
#include "attest-config.h"
#include "outbox/attest-outbox-parts.h"

#include "store/attest-store-choices.h"
#include "store/attest-store-sending.h"

/* How soon it is noticed that another process died while it was sending. */
#define RECOVERY_SECONDS 5

static void
take_over (AttestOutbox *self, GPtrArray *submissions)
{
  if (!self->is_open)
    return;
  attest_outbox_list_take_over (self->list, submissions);
  attest_outbox_tell_counts (self);
  attest_outbox_arm_recovery (self);
  attest_outbox_look_soon (self);
}

static void
apply_settings (AttestOutbox *self)
{
  const char *paused = attest_store_get_setting (self->context.store, ATTEST_SETTING_PAUSED);

  attest_outbox_set_boolean (
      self, &self->paused, g_strcmp0 (paused, "1") == 0, ATTEST_OUTBOX_PAUSED);
  attest_outbox_forget_times (self);
}

static void
settings_changed_cb (AttestStore *store, AttestOutbox *self)
{
  apply_settings (self);
}

static void
submissions_changed_cb (AttestStore *store, GPtrArray *submissions, AttestOutbox *self)
{
  take_over (self, submissions);
}

/* Has the outbox follow its store from now on. */
void
attest_outbox_follow_store (AttestOutbox *self)
{
  AttestStore *store = self->context.store;

  g_signal_connect_object (store, "settings-changed", G_CALLBACK (settings_changed_cb), self, 0);
  g_signal_connect_object (
      store, "submissions-changed", G_CALLBACK (submissions_changed_cb), self, 0);
}

static gboolean
recovery_cb (gpointer user_data)
{
  AttestOutbox *self = user_data;

  self->recovery_timer = 0;
  attest_store_recover_async (self->context.store, NULL, NULL, NULL);
  attest_outbox_arm_recovery (self);
  return G_SOURCE_REMOVE;
}

/* What this process is not sending, another one is; that one may die. */
void
attest_outbox_arm_recovery (AttestOutbox *self)
{
  guint n_own = 0;
  GHashTableIter iter;
  gpointer lane = NULL;

  g_hash_table_iter_init (&iter, self->lanes);
  while (g_hash_table_iter_next (&iter, NULL, &lane))
    if (((Lane *) lane)->current != NULL
        && attest_submission_get_state (((Lane *) lane)->current) == ATTEST_STATE_SENDING)
      n_own++;
  if (attest_outbox_list_count (self->list, ATTEST_STATE_SENDING) <= n_own)
    g_clear_handle_id (&self->recovery_timer, g_source_remove);
  else if (self->recovery_timer == 0)
    self->recovery_timer = g_timeout_add_seconds (RECOVERY_SECONDS, recovery_cb, self);
}

/* Opening. */

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestOutbox *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) submissions =
      attest_store_load_queue_finish (ATTEST_STORE (source), result, &error);

  if (submissions == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->is_open = TRUE;
  take_over (self, submissions);
  apply_settings (self);
  g_task_return_boolean (task, TRUE);
}

static void
recovered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (attest_store_recover_finish (ATTEST_STORE (source), result, &error))
    attest_store_load_queue_async (
        ATTEST_STORE (source), g_task_get_cancellable (task), loaded_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

/**
 * attest_outbox_open_async:
 * @self: an outbox
 * @cancellable: (nullable): gives up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Loads what is in the outbox. What a dead process was sending becomes unknown. Sends nothing.
 */
void
attest_outbox_open_async (AttestOutbox *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_OUTBOX (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_outbox_open_async);
  attest_store_recover_async (self->context.store, cancellable, recovered_cb, task);
}

/**
 * attest_outbox_open_finish:
 * @self: an outbox
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR or a %G_FILE_ERROR
 *
 * Returns: whether it is open
 */
gboolean
attest_outbox_open_finish (AttestOutbox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
