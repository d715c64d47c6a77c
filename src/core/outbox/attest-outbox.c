/* AttestOutbox: see the header. Decides what is sent next; attest-sending.c sends it.
 *
 * A lane is one service, environment and host: there, one is sent after the other, with a pause in
 * between; lanes do not wait for each other. What may be sent is looked at again whenever something
 * happened that could change it (an idle callback, so that many causes are one look), and at the
 * time the earliest lane is due. Nothing wakes up while nothing is queued. Main thread. */
#include "attest-config.h"
#include "outbox/attest-outbox-private.h"

#include "outbox/attest-id-finder.h"
#include "outbox/attest-outbox-list.h"
#include "outbox/attest-sending.h"
#include "outbox/attest-state.h"

/* A timer counts no sleep of the computer, so a long wait is looked at now and then. */
#define LONGEST_NAP_MS (30 * 1000)
/* How soon it is noticed that another process died while it was sending. */
#define RECOVERY_SECONDS 5
/* After the store failed or another process was sending. */
#define TRY_AGAIN_USEC (2 * G_USEC_PER_SEC)

typedef struct
{
  const AttestService *service;
  AttestEnvironment environment;
  char *host;
  gint64 due;                /* steady time; 0: not known to have to wait */
  AttestSubmission *current; /* (nullable): being sent by this process */
  GCancellable *cancellable; /* its own */
  AttestSubmission *hurried; /* (nullable): to be sent next, without the pause */
} Lane;

struct _AttestOutbox
{
  GObject parent_instance;

  AttestSendingContext context; /* owns store, keyring and owner */
  AttestOutboxList *list;
  AttestIdFinder *finder;
  GHashTable *lanes;    /* name → Lane */
  GHashTable *settings; /* name → value, as last read */
  GHashTable *own;      /* ids this process queued */
  GNetworkMonitor *monitor;
  GCancellable *stopping;
  GTask *stop_task;
  gint64 revision;
  gboolean is_open;
  gboolean started;
  gboolean paused;
  gboolean waiting_for_network;
  gint64 next_send;
  guint look_source;
  guint timer;
  guint recovery_timer;
  guint last_counts[3];
};

static void attest_outbox_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AttestOutbox,
                               attest_outbox,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      attest_outbox_list_model_init))

typedef enum
{
  PROP_PAUSED = 1,
  PROP_N_QUEUED,
  PROP_N_UNKNOWN,
  PROP_SENDING,
  PROP_NEXT_SEND,
  PROP_WAITING_FOR_NETWORK,
} AttestOutboxProperty;

static GParamSpec *properties[PROP_WAITING_FOR_NETWORK + 1];

static void look_soon (AttestOutbox *self);
static void arm_recovery (AttestOutbox *self);

/* Lanes. */

static void
lane_free (gpointer data)
{
  Lane *lane = data;

  g_free (lane->host);
  g_clear_object (&lane->current);
  g_clear_object (&lane->cancellable);
  g_clear_object (&lane->hurried);
  g_free (lane);
}

static Lane *
get_lane (AttestOutbox *self, AttestSubmission *submission)
{
  const AttestService *service = attest_submission_get_service (submission);
  AttestEnvironment environment = attest_submission_get_environment (submission);
  const char *host = attest_sending_get_host (&self->context, submission);
  g_autofree char *name =
      g_strjoin ("\n", service->id, attest_environment_get_id (environment), host, NULL);
  Lane *lane = g_hash_table_lookup (self->lanes, name);

  if (lane == NULL)
    {
      lane = g_new0 (Lane, 1);
      lane->service = service;
      lane->environment = environment;
      lane->host = g_strdup (host);
      g_hash_table_insert (self->lanes, g_steal_pointer (&name), lane);
    }
  return lane;
}

static Lane *
find_lane_sending (AttestOutbox *self, AttestSubmission *submission)
{
  GHashTableIter iter;
  gpointer lane = NULL;

  g_hash_table_iter_init (&iter, self->lanes);
  while (g_hash_table_iter_next (&iter, NULL, &lane))
    if (((Lane *) lane)->current == submission)
      return lane;
  return NULL;
}

static gboolean
is_any_lane_busy (AttestOutbox *self)
{
  GHashTableIter iter;
  gpointer lane = NULL;

  g_hash_table_iter_init (&iter, self->lanes);
  while (g_hash_table_iter_next (&iter, NULL, &lane))
    if (((Lane *) lane)->current != NULL)
      return TRUE;
  return FALSE;
}

static gint64
get_steady (AttestOutbox *self)
{
  return self->context.clock->get_steady (self->context.clock->data);
}

/* Telling. */

static void
set_boolean (AttestOutbox *self, gboolean *place, gboolean value, AttestOutboxProperty property)
{
  if (*place == value)
    return;
  *place = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_next_send (AttestOutbox *self, gint64 next_send)
{
  /* Calculated anew from two clocks each time, it trembles. */
  if (ABS (self->next_send - next_send) < G_USEC_PER_SEC / 5
      && (self->next_send == 0) == (next_send == 0))
    return;
  self->next_send = next_send;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEXT_SEND]);
}

static void
tell_counts (AttestOutbox *self)
{
  static const AttestOutboxProperty props[] = { PROP_N_QUEUED, PROP_N_UNKNOWN, PROP_SENDING };
  const guint counts[] = { attest_outbox_get_n_queued (self),
                           attest_outbox_get_n_unknown (self),
                           attest_outbox_get_sending (self) };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (self->last_counts[i] != counts[i])
      {
        self->last_counts[i] = counts[i];
        g_object_notify_by_pspec (G_OBJECT (self), properties[props[i]]);
      }
}

static void
list_changed_cb (guint position, guint removed, guint added, gpointer user_data)
{
  g_list_model_items_changed (G_LIST_MODEL (user_data), position, removed, added);
}

/* Following the store. */

static void
take_over (AttestOutbox *self, GPtrArray *submissions)
{
  if (!self->is_open)
    return;
  attest_outbox_list_take_over (self->list, submissions);
  tell_counts (self);
  arm_recovery (self);
  look_soon (self);
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
    attest_db_get_int (
        db, "SELECT value FROM counters WHERE name = 'revision'", &load->revision, &local);
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
  set_boolean (self, &self->paused, g_strcmp0 (paused, "1") == 0, PROP_PAUSED);
}

static void
apply_load (AttestOutbox *self, Load *load)
{
  g_autoptr (GPtrArray) submissions = NULL;

  self->revision = MAX (self->revision, load->revision);
  apply_settings (self, load->settings);
  /* Tells everybody, this outbox included. */
  submissions = attest_store_take_submissions (self->context.store, g_steal_pointer (&load->rows));
  look_soon (self);
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

static gboolean
recovery_cb (gpointer user_data)
{
  AttestOutbox *self = user_data;

  self->recovery_timer = 0;
  follow (self, TRUE);
  arm_recovery (self);
  return G_SOURCE_REMOVE;
}

/* What this process is not sending, another one is; that one may die. */
static void
arm_recovery (AttestOutbox *self)
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

/* Deciding what is next. */

static gboolean
needs_network (const char *host)
{
  g_autoptr (GUri) uri = g_uri_parse (host, G_URI_FLAGS_ENCODED, NULL);
  const char *name = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autoptr (GInetAddress) address = name != NULL ? g_inet_address_new_from_string (name) : NULL;

  if (address != NULL)
    return !g_inet_address_get_is_loopback (address);
  return g_strcmp0 (name, "localhost") != 0;
}

static void lane_done_cb (GObject *source, GAsyncResult *result, gpointer user_data);

typedef struct
{
  AttestOutbox *self;
  char *lane;
} Run;

static void
run (AttestOutbox *self, Lane *lane, AttestSubmission *submission)
{
  gint64 pause =
      (gint64) attest_outbox_get_pause (self, lane->service, lane->environment) * G_USEC_PER_SEC;
  Run *user_data = g_new (Run, 1);

  if (lane->hurried == submission)
    pause = 0;
  g_clear_object (&lane->hurried);
  *user_data = (Run){
    g_object_ref (self),
    g_strjoin (
        "\n", lane->service->id, attest_environment_get_id (lane->environment), lane->host, NULL)
  };
  lane->current = g_object_ref (submission);
  lane->cancellable = g_cancellable_new ();
  attest_sending_run_async (&self->context,
                            submission,
                            pause,
                            lane->cancellable,
                            self->stopping,
                            lane_done_cb,
                            user_data);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENDING]);
}

static void
finish_stopping (AttestOutbox *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->stop_task == NULL || is_any_lane_busy (self) || attest_id_finder_is_busy (self->finder))
    return;
  task = g_steal_pointer (&self->stop_task);
  self->is_open = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->recovery_timer, g_source_remove);
  g_clear_handle_id (&self->look_source, g_source_remove);
  g_task_return_boolean (task, TRUE);
}

static void
finder_idle_cb (gpointer self)
{
  finish_stopping (self);
}

static void
lane_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *user = user_data;
  g_autoptr (AttestOutbox) self = user->self;
  Lane *lane = g_hash_table_lookup (self->lanes, user->lane);
  g_autoptr (GError) error = NULL;
  gint64 wait = 0;
  AttestSendingEnd end = attest_sending_run_finish (result, &wait, &error);

  if (error != NULL)
    g_debug ("Sending stopped: %s", error->message);
  if (error != NULL || end == ATTEST_SENDING_LOST)
    wait = MAX (wait, TRY_AGAIN_USEC);
  lane->due = wait > 0 ? get_steady (self) + wait : 0;
  /* A command ends too soon for it. */
  if (self->started && lane->current != NULL)
    attest_id_finder_add (self->finder, lane->current);
  g_clear_object (&lane->current);
  g_clear_object (&lane->cancellable);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENDING]);
  g_free (user->lane);
  g_free (user);
  tell_counts (self);
  arm_recovery (self);
  finish_stopping (self);
  look_soon (self);
}

typedef struct
{
  AttestOutbox *self;
  gint64 now;
  gint64 earliest; /* 0: nothing waits */
  gboolean offline;
  gboolean waits_for_network;
  GHashTable *seen; /* lanes a queued submission was found for */
} Look;

static gboolean
look_at (AttestSubmission *submission, gpointer user_data)
{
  Look *look = user_data;
  AttestOutbox *self = look->self;
  Lane *lane = NULL;

  if (attest_submission_get_state (submission) != ATTEST_STATE_QUEUED
      || attest_submission_get_service (submission) == NULL)
    return TRUE;
  if (!self->started && !g_hash_table_contains (self->own, attest_submission_get_id (submission)))
    return TRUE;
  lane = get_lane (self, submission);
  if (lane->hurried != NULL && lane->hurried != submission)
    return TRUE;
  if (!g_hash_table_add (look->seen, lane) || lane->current != NULL)
    return TRUE;
  if (look->offline && needs_network (lane->host))
    look->waits_for_network = TRUE;
  else if (lane->due > look->now)
    look->earliest = look->earliest == 0 ? lane->due : MIN (look->earliest, lane->due);
  else
    run (self, lane, submission);
  return TRUE;
}

static gboolean
timer_cb (gpointer user_data)
{
  AttestOutbox *self = user_data;

  self->timer = 0;
  look_soon (self);
  return G_SOURCE_REMOVE;
}

static gboolean
look_cb (gpointer user_data)
{
  AttestOutbox *self = user_data;
  Look look = { .self = self };
  gint64 real = self->context.clock->get_real (self->context.clock->data);

  self->look_source = 0;
  g_clear_handle_id (&self->timer, g_source_remove);
  look.now = get_steady (self);
  look.offline = !g_network_monitor_get_network_available (self->monitor);
  look.seen = g_hash_table_new (NULL, NULL);
  if (!self->paused && !g_cancellable_is_cancelled (self->stopping))
    attest_outbox_list_foreach (self->list, look_at, &look);
  g_hash_table_unref (look.seen);

  if (look.earliest > 0)
    {
      gint64 left = (look.earliest - look.now + 999) / 1000;

      self->timer = g_timeout_add ((guint) MIN (left, LONGEST_NAP_MS), timer_cb, self);
    }
  set_next_send (self, look.earliest > 0 ? real + look.earliest - look.now : 0);
  set_boolean (self, &self->waiting_for_network, look.waits_for_network, PROP_WAITING_FOR_NETWORK);
  return G_SOURCE_REMOVE;
}

static void
look_soon (AttestOutbox *self)
{
  if (self->look_source == 0 && self->is_open)
    self->look_source = g_idle_add (look_cb, self);
}

static void
network_changed_cb (AttestOutbox *self)
{
  look_soon (self);
}

/* Opening, starting, stopping. */

/**
 * attest_outbox_new:
 * @store: an open store, or one that will be when the outbox is opened
 * @keyring: where keys are got
 *
 * Returns: (transfer full): an empty outbox
 */
AttestOutbox *
attest_outbox_new (AttestStore *store, AttestKeyring *keyring)
{
  AttestOutbox *self = NULL;

  g_return_val_if_fail (ATTEST_IS_STORE (store), NULL);
  g_return_val_if_fail (ATTEST_IS_KEYRING (keyring), NULL);

  self = g_object_new (ATTEST_TYPE_OUTBOX, NULL);
  self->context.store = g_object_ref (store);
  self->context.keyring = g_object_ref (keyring);
  g_signal_connect_object (store, "changed-elsewhere", G_CALLBACK (changed_elsewhere_cb), self, 0);
  g_signal_connect_object (
      store, "submissions-changed", G_CALLBACK (submissions_changed_cb), self, 0);
  return self;
}

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

/**
 * attest_outbox_start:
 * @self: an outbox
 *
 * From now on this process sends whatever is queued, not only what it queued itself.
 */
void
attest_outbox_start (AttestOutbox *self)
{
  g_return_if_fail (ATTEST_IS_OUTBOX (self));

  self->started = TRUE;
  look_soon (self);
}

/**
 * attest_outbox_set_practice_host:
 * @self: an outbox
 * @service: a service
 * @host: (nullable): the base URL its practice service listens at; %NULL: it does not
 *
 * What is queued for practice goes there, whichever port it was decided for.
 */
void
attest_outbox_set_practice_host (AttestOutbox *self, const AttestService *service, const char *host)
{
  g_autofree char *normalised = NULL;

  g_return_if_fail (ATTEST_IS_OUTBOX (self));
  g_return_if_fail (service != NULL);

  normalised = attest_service_normalise_host (host, NULL);
  if (normalised != NULL)
    g_hash_table_replace (
        self->context.practice, (gpointer) service->id, g_steal_pointer (&normalised));
  else
    g_hash_table_remove (self->context.practice, service->id);
  look_soon (self);
}

static void
forget_hurried_cb (AttestSubmission *submission, GParamSpec *pspec, AttestOutbox *self)
{
  Lane *lane = get_lane (self, submission);

  if (attest_submission_get_state (submission) != ATTEST_STATE_QUEUED
      && lane->hurried == submission)
    {
      g_clear_object (&lane->hurried);
      look_soon (self);
    }
}

/**
 * attest_outbox_send_now:
 * @self: an outbox
 * @submission: a queued one
 *
 * Sends it next, without the pause after the one before; a time the server itself asked to wait is
 * kept to. While everything is paused nothing is sent.
 */
void
attest_outbox_send_now (AttestOutbox *self, AttestSubmission *submission)
{
  Lane *lane = NULL;

  g_return_if_fail (ATTEST_IS_OUTBOX (self));
  g_return_if_fail (ATTEST_IS_SUBMISSION (submission));

  if (attest_submission_get_state (submission) != ATTEST_STATE_QUEUED
      || attest_submission_get_service (submission) == NULL)
    return;
  lane = get_lane (self, submission);
  g_set_object (&lane->hurried, submission);
  lane->due = 0;
  g_signal_connect_object (submission, "notify::state", G_CALLBACK (forget_hurried_cb), self, 0);
  look_soon (self);
}

/**
 * attest_outbox_stop_async:
 * @self: an outbox
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Begins nothing more, and finishes when what is on its way is written down. What is queued stays
 * queued.
 */
void
attest_outbox_stop_async (AttestOutbox *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_OUTBOX (self));
  g_return_if_fail (self->stop_task == NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, attest_outbox_stop_async);
  self->stop_task = task;
  g_cancellable_cancel (self->stopping);
  finish_stopping (self);
}

/**
 * attest_outbox_stop_finish:
 * @self: an outbox
 * @result: what the callback was given
 * @error: unused
 *
 * Returns: %TRUE
 */
gboolean
attest_outbox_stop_finish (AttestOutbox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* What the other file needs. */

const AttestSendingContext *
attest_outbox_get_context (AttestOutbox *self)
{
  return &self->context;
}

AttestStore *
attest_outbox_get_store (AttestOutbox *self)
{
  return self->context.store;
}

gint64
attest_outbox_get_now (AttestOutbox *self)
{
  return self->context.clock->get_real (self->context.clock->data);
}

/* @id was queued by this process, which sends it whether it was started or not. */
void
attest_outbox_note_own (AttestOutbox *self, const char *id)
{
  g_hash_table_add (self->own, g_strdup (id));
}

/* Stops the sending of @submission if this process is at it. Returns whether it is. */
gboolean
attest_outbox_abort (AttestOutbox *self, AttestSubmission *submission)
{
  Lane *lane = find_lane_sending (self, submission);

  if (lane != NULL)
    g_cancellable_cancel (lane->cancellable);
  return lane != NULL;
}

/* A setting has, or will have, a new @value; lanes may be due earlier or later by it. */
void
attest_outbox_note_setting (AttestOutbox *self, const char *name, const char *value)
{
  GHashTableIter iter;
  gpointer lane = NULL;

  if (value != NULL)
    g_hash_table_insert (self->settings, g_strdup (name), g_strdup (value));
  else
    g_hash_table_remove (self->settings, name);
  if (g_str_equal (name, ATTEST_SETTING_PAUSED))
    set_boolean (self, &self->paused, g_strcmp0 (value, "1") == 0, PROP_PAUSED);
  g_hash_table_iter_init (&iter, self->lanes);
  while (g_hash_table_iter_next (&iter, NULL, &lane))
    ((Lane *) lane)->due = 0; /* asked anew */
  look_soon (self);
}

/* Seams. */

void
attest_outbox_set_clock (AttestOutbox *self, const AttestClock *clock)
{
  self->context.clock = clock;
}

void
attest_outbox_set_network_monitor (AttestOutbox *self, GNetworkMonitor *monitor)
{
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_set_object (&self->monitor, monitor);
  g_signal_connect_object (
      monitor, "network-changed", G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
}

void
attest_outbox_set_trusted (AttestOutbox *self, GTlsDatabase *trusted)
{
  g_set_object (&self->context.trusted, trusted);
}

void
attest_outbox_set_idle_timeout (AttestOutbox *self, guint milliseconds)
{
  self->context.idle_timeout = milliseconds;
}

/* The properties. */

/**
 * attest_outbox_get_paused:
 * @self: an outbox
 *
 * Returns: whether nothing more is begun, by any process
 */
gboolean
attest_outbox_get_paused (AttestOutbox *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), FALSE);
  return self->paused;
}

/**
 * attest_outbox_get_n_queued:
 * @self: an outbox
 *
 * Returns: how many wait to be sent
 */
guint
attest_outbox_get_n_queued (AttestOutbox *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), 0);
  return attest_outbox_list_count (self->list, ATTEST_STATE_QUEUED);
}

/**
 * attest_outbox_get_n_unknown:
 * @self: an outbox
 *
 * Returns: how many a person has to decide about
 */
guint
attest_outbox_get_n_unknown (AttestOutbox *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), 0);
  return attest_outbox_list_count (self->list, ATTEST_STATE_UNKNOWN);
}

/**
 * attest_outbox_get_sending:
 * @self: an outbox
 *
 * Returns: whether something is being sent, by any process
 */
gboolean
attest_outbox_get_sending (AttestOutbox *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), FALSE);
  return attest_outbox_list_count (self->list, ATTEST_STATE_SENDING) > 0;
}

/**
 * attest_outbox_get_next_send:
 * @self: an outbox
 *
 * Returns: when the next one is sent, microseconds since 1970, UTC; 0: nothing waits for a time
 */
gint64
attest_outbox_get_next_send (AttestOutbox *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), 0);
  return self->next_send;
}

/**
 * attest_outbox_get_waiting_for_network:
 * @self: an outbox
 *
 * Returns: whether something would be sent if there was a network
 */
gboolean
attest_outbox_get_waiting_for_network (AttestOutbox *self)
{
  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), FALSE);
  return self->waiting_for_network;
}

/**
 * attest_outbox_get_pause:
 * @self: an outbox
 * @service: a service
 * @environment: an environment
 *
 * Returns: seconds between two requests there
 */
guint
attest_outbox_get_pause (AttestOutbox *self,
                         const AttestService *service,
                         AttestEnvironment environment)
{
  g_autofree char *name = NULL;
  const char *value = NULL;

  g_return_val_if_fail (ATTEST_IS_OUTBOX (self), 0);
  g_return_val_if_fail (service != NULL, 0);

  name = attest_outbox_make_pause_setting (service, environment);
  value = g_hash_table_lookup (self->settings, name);
  if (value != NULL)
    return (guint) CLAMP (g_ascii_strtoll (value, NULL, 10), 0, ATTEST_MAX_PAUSE_SECONDS);
  return environment == ATTEST_ENVIRONMENT_PRACTICE ? 0 : service->pause_seconds;
}

static GType
get_item_type (GListModel *model)
{
  return ATTEST_TYPE_SUBMISSION;
}

static guint
get_n_items (GListModel *model)
{
  return attest_outbox_list_get_length (ATTEST_OUTBOX (model)->list);
}

static gpointer
get_item (GListModel *model, guint position)
{
  AttestSubmission *submission = attest_outbox_list_get (ATTEST_OUTBOX (model)->list, position);

  return submission != NULL ? g_object_ref (submission) : NULL;
}

static void
attest_outbox_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
attest_outbox_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestOutbox *self = ATTEST_OUTBOX (object);

  switch ((AttestOutboxProperty) id)
    {
    case PROP_PAUSED:
      g_value_set_boolean (value, self->paused);
      break;
    case PROP_N_QUEUED:
      g_value_set_uint (value, attest_outbox_get_n_queued (self));
      break;
    case PROP_N_UNKNOWN:
      g_value_set_uint (value, attest_outbox_get_n_unknown (self));
      break;
    case PROP_SENDING:
      g_value_set_boolean (value, attest_outbox_get_sending (self));
      break;
    case PROP_NEXT_SEND:
      g_value_set_int64 (value, self->next_send);
      break;
    case PROP_WAITING_FOR_NETWORK:
      g_value_set_boolean (value, self->waiting_for_network);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_outbox_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((AttestOutboxProperty) id)
    {
    case PROP_PAUSED:
      attest_outbox_set_paused (ATTEST_OUTBOX (object), g_value_get_boolean (value));
      break;
    case PROP_N_QUEUED:
    case PROP_N_UNKNOWN:
    case PROP_SENDING:
    case PROP_NEXT_SEND:
    case PROP_WAITING_FOR_NETWORK:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_outbox_dispose (GObject *object)
{
  AttestOutbox *self = ATTEST_OUTBOX (object);

  self->is_open = FALSE;
  g_cancellable_cancel (self->stopping);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->recovery_timer, g_source_remove);
  g_clear_handle_id (&self->look_source, g_source_remove);
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (attest_outbox_parent_class)->dispose (object);
}

/* No sending is left: each holds a reference to the outbox. */
static void
attest_outbox_finalize (GObject *object)
{
  AttestOutbox *self = ATTEST_OUTBOX (object);

  attest_outbox_list_free (self->list);
  attest_id_finder_free (self->finder);
  g_hash_table_unref (self->lanes);
  g_hash_table_unref (self->settings);
  g_hash_table_unref (self->own);
  g_object_unref (self->stopping);
  attest_owner_free (self->context.owner);
  g_hash_table_unref (self->context.practice);
  g_clear_object (&self->context.trusted);
  g_clear_object (&self->context.keyring);
  g_clear_object (&self->context.store);
  G_OBJECT_CLASS (attest_outbox_parent_class)->finalize (object);
}

static void
attest_outbox_class_init (AttestOutboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = attest_outbox_get_property;
  object_class->set_property = attest_outbox_set_property;
  object_class->dispose = attest_outbox_dispose;
  object_class->finalize = attest_outbox_finalize;

  properties[PROP_PAUSED] =
      g_param_spec_boolean ("paused", NULL, NULL, FALSE, readable | G_PARAM_WRITABLE);
  properties[PROP_N_QUEUED] = g_param_spec_uint ("n-queued", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_N_UNKNOWN] =
      g_param_spec_uint ("n-unknown", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_SENDING] = g_param_spec_boolean ("sending", NULL, NULL, FALSE, readable);
  properties[PROP_NEXT_SEND] =
      g_param_spec_int64 ("next-send", NULL, NULL, 0, G_MAXINT64, 0, readable);
  properties[PROP_WAITING_FOR_NETWORK] =
      g_param_spec_boolean ("waiting-for-network", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
attest_outbox_init (AttestOutbox *self)
{
  self->context.clock = attest_clock_get_default ();
  self->context.practice = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->list = attest_outbox_list_new (list_changed_cb, self);
  self->lanes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, lane_free);
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->stopping = g_cancellable_new ();
  self->finder =
      attest_id_finder_new (&self->context, G_OBJECT (self), finder_idle_cb, self->stopping);
  attest_outbox_set_network_monitor (self, g_network_monitor_get_default ());
}
