/* The outbox and its store: what is in it when it is opened, what this or another process changes
 * later, and what a process that died leaves behind. Main thread; the job runs on the store's. */
#include "attest-config.h"
#include "outbox/attest-outbox-parts.h"

#include "store/attest-hosts-table.h"

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

typedef struct
{
  gint64 since; /* -1: what is open, instead of what changed */
  gboolean recover;
  AttestOwner *owner;
  gint64 now;
  GPtrArray *rows;
  GPtrArray *settings; /* name, value, … */
  gint64 revision;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_clear_pointer (&load->rows, g_ptr_array_unref);
  g_clear_pointer (&load->settings, g_ptr_array_unref);
  g_free (load);
}

static GPtrArray *
load_settings (AttestDb *db, GError **error)
{
  g_autoptr (AttestStatement) statement =
      attest_db_prepare (db, "SELECT name, value FROM settings", error);
  GPtrArray *settings = g_ptr_array_new_with_free_func (g_free);

  while (statement != NULL && attest_statement_next (statement, error))
    {
      g_ptr_array_add (settings, g_strdup (attest_statement_get_text (statement, 0)));
      g_ptr_array_add (settings, g_strdup (attest_statement_get_text (statement, 1)));
    }
  return settings;
}

static gpointer
load_job (AttestDb *db, gpointer data, GError **error)
{
  Load *load = data;
  g_autoptr (GError) local = NULL;
  g_autoptr (GPtrArray) recovered = NULL;

  if (load->recover)
    recovered =
        attest_submissions_recover (db, attest_owner_is_alive, load->owner, load->now, &local);
  if (local == NULL)
    load->rows = load->since < 0 ? attest_submissions_load_open (db, &local)
                                 : attest_submissions_load_since (db, load->since, &local);
  if (local == NULL)
    load->settings = load_settings (db, &local);
  if (local == NULL)
    attest_counters_get_revision (db, &load->revision, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static void
apply_settings (AttestOutbox *self, GPtrArray *settings)
{
  const char *paused = NULL;

  g_hash_table_remove_all (self->settings);
  for (guint i = 0; i + 1 < settings->len; i += 2)
    g_hash_table_insert (self->settings,
                         g_strdup (g_ptr_array_index (settings, i)),
                         g_strdup (g_ptr_array_index (settings, i + 1)));
  paused = g_hash_table_lookup (self->settings, ATTEST_SETTING_PAUSED);
  attest_outbox_set_boolean (
      self, &self->paused, g_strcmp0 (paused, "1") == 0, ATTEST_OUTBOX_PAUSED);
}

static void
apply_load (AttestOutbox *self, Load *load)
{
  g_autoptr (GPtrArray) submissions = NULL;

  self->revision = MAX (self->revision, load->revision);
  apply_settings (self, load->settings);
  /* Tells everybody, this outbox included. */
  submissions = attest_store_take_submissions (self->context.store, g_steal_pointer (&load->rows));
  /* Another process may have sent something, or set another pause. */
  attest_outbox_forget_times (self);
}

static Load *
load_new (AttestOutbox *self, gint64 since, gboolean recover)
{
  Load *load = g_new0 (Load, 1);

  load->since = since;
  load->recover = recover;
  load->owner = self->context.owner;
  load->now = self->context.clock->get_real (self->context.clock->data);
  return load;
}

typedef struct
{
  AttestOutbox *self;
  Load *load;
} Following;

static void
followed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Following *following = user_data;
  g_autoptr (AttestOutbox) self = following->self;
  g_autoptr (GError) error = NULL;

  attest_store_run_finish (ATTEST_STORE (source), result, &error);
  if (error == NULL && self->is_open)
    apply_load (self, following->load);
  g_free (following);
}

static void
follow (AttestOutbox *self, gboolean recover)
{
  Load *load = load_new (self, self->revision, recover);
  Following *following = g_new (Following, 1);

  *following = (Following){ g_object_ref (self), load };
  attest_store_run_async (self->context.store,
                          recover ? ATTEST_STORE_WRITE : ATTEST_STORE_READ,
                          load_job,
                          load,
                          load_free,
                          NULL,
                          NULL,
                          followed_cb,
                          following);
}

static void
changed_elsewhere_cb (AttestStore *store, AttestOutbox *self)
{
  if (self->is_open)
    follow (self, FALSE);
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

  g_signal_connect_object (store, "changed-elsewhere", G_CALLBACK (changed_elsewhere_cb), self, 0);
  g_signal_connect_object (
      store, "submissions-changed", G_CALLBACK (submissions_changed_cb), self, 0);
}

static gboolean
recovery_cb (gpointer user_data)
{
  AttestOutbox *self = user_data;

  self->recovery_timer = 0;
  follow (self, TRUE);
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
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestOutbox *self = g_task_get_source_object (task);
  GError *error = NULL;

  attest_store_run_finish (ATTEST_STORE (source), result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->is_open = TRUE;
  apply_load (self, g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
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
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  Load *load = NULL;

  g_return_if_fail (ATTEST_IS_OUTBOX (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_outbox_open_async);
  if (self->context.owner == NULL)
    self->context.owner = attest_owner_new (attest_store_get_folder (self->context.store), &error);
  if (self->context.owner == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  load = load_new (self, -1, TRUE);
  g_task_set_task_data (task, load, load_free);
  attest_store_run_async (self->context.store,
                          ATTEST_STORE_WRITE,
                          load_job,
                          load,
                          NULL,
                          NULL,
                          cancellable,
                          opened_cb,
                          g_steal_pointer (&task));
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
