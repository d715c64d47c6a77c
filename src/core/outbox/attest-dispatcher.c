/* What may be sent is asked again whenever something happened that could change it (an idle
 * callback, so that many causes are one question), and at the time the earliest place is due.
 * Nothing wakes up while nothing is queued. Main thread. */
#include "attest-config.h"
#include "outbox/attest-dispatcher.h"

#include "outbox/attest-id-finder.h"
#include "store/attest-store-choices.h"
#include "store/attest-store-deciding.h"

#include <glib/gi18n-lib.h>

/* A timer counts no sleep of the computer, so a long wait is looked at now and then. */
#define LONGEST_NAP_MS (30 * 1000)
#define MAX_PAUSE_SECONDS 3600

struct _AttestDispatcher
{
  AttestDispatcherContext context; /* not owned */
  AttestScheduler *scheduler;
  AttestSender *sender;
  AttestIdFinder *finder;
  GHashTable *queued;   /* id → AttestSubmission: what this process may send */
  GHashTable *own;      /* ids this process queued */
  GHashTable *running;  /* id → Running */
  GHashTable *practice; /* service id → where its practice service listens in this run */
  GNetworkMonitor *monitor;
  GCancellable *stopping;
  GError *unwritten; /* (nullable): why something could not be written down at the end */
  gboolean is_started;
  gboolean waits_for_network;
  gint64 next_send;
  guint idle_source;
  guint timer;
};

/* One that is being sent. */
typedef struct
{
  AttestDispatcher *self;
  GObject *owner;
  AttestTurn *turn;
  AttestSubmission *submission;
  GCancellable *cancellable;
  GPtrArray *waiting; /* of GTask: parts of the removals that gave it up */
} Running;

static void dispatch_soon (AttestDispatcher *self);

static void
running_free (gpointer data)
{
  Running *running = data;

  for (guint i = 0; i < running->waiting->len; i++)
    attest_removal_end_part (g_ptr_array_index (running->waiting, i), NULL);
  g_ptr_array_unref (running->waiting);
  attest_turn_free (running->turn);
  g_object_unref (running->submission);
  g_object_unref (running->cancellable);
  g_free (running);
}

static void
finish_stopping (AttestDispatcher *self)
{
  g_autoptr (GError) unwritten = NULL;

  if (!g_cancellable_is_cancelled (self->stopping) || attest_scheduler_is_busy (self->scheduler)
      || attest_id_finder_is_busy (self->finder))
    return;
  unwritten = g_steal_pointer (&self->unwritten);
  self->context.funcs->stopped (self->context.owner, unwritten);
}

static void
finder_idle_cb (gpointer user_data)
{
  finish_stopping (user_data);
}

/**
 * attest_dispatcher_new:
 * @context: what it needs; copied
 *
 * Returns: (transfer full): a dispatcher with nothing to do
 */
AttestDispatcher *
attest_dispatcher_new (const AttestDispatcherContext *context)
{
  AttestDispatcher *self = g_new0 (AttestDispatcher, 1);

  self->context = *context;
  self->scheduler = attest_scheduler_new ();
  self->sender = attest_sender_new (
      context->store, context->keyring, context->route, context->funcs->unwritten, context->owner);
  self->queued = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->running = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, NULL);
  self->practice = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->stopping = g_cancellable_new ();
  self->finder = attest_id_finder_new (
      context->reconciler, context->owner, finder_idle_cb, self, self->stopping);
  return self;
}

/**
 * attest_dispatcher_free:
 * @self: a dispatcher with nothing under way
 */
void
attest_dispatcher_free (AttestDispatcher *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->idle_source, g_source_remove);
  attest_dispatcher_set_monitor (self, NULL);
  attest_id_finder_free (self->finder);
  attest_sender_free (self->sender);
  attest_scheduler_free (self->scheduler);
  g_hash_table_unref (self->queued);
  g_hash_table_unref (self->own);
  g_hash_table_unref (self->running);
  g_hash_table_unref (self->practice);
  g_object_unref (self->stopping);
  g_clear_error (&self->unwritten);
  g_free (self);
}

static void
network_changed_cb (GNetworkMonitor *monitor, gboolean available, AttestDispatcher *self)
{
  dispatch_soon (self);
}

/**
 * attest_dispatcher_set_monitor:
 * @self: a dispatcher
 * @monitor: (nullable): who knows whether there is a network
 */
void
attest_dispatcher_set_monitor (AttestDispatcher *self, GNetworkMonitor *monitor)
{
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_set_object (&self->monitor, monitor);
  if (monitor != NULL)
    g_signal_connect (monitor, "network-changed", G_CALLBACK (network_changed_cb), self);
}

/* The pause between two requests. */

static char *
make_pause_setting (const AttestService *service, AttestEnvironment environment)
{
  return g_strdup_printf ("pause:%s:%s", service->id, attest_environment_get_id (environment));
}

/**
 * attest_dispatcher_get_pause:
 * @self: a dispatcher
 * @service: a service
 * @environment: an environment
 *
 * Returns: seconds between two requests there
 */
guint
attest_dispatcher_get_pause (AttestDispatcher *self,
                             const AttestService *service,
                             AttestEnvironment environment)
{
  g_autofree char *name = make_pause_setting (service, environment);
  const char *value = attest_store_get_setting (self->context.store, name);

  if (value != NULL)
    return (guint) CLAMP (g_ascii_strtoll (value, NULL, 10), 0, MAX_PAUSE_SECONDS);
  return environment == ATTEST_ENVIRONMENT_PRACTICE ? 0 : service->pause_seconds;
}

/**
 * attest_dispatcher_set_pause:
 * @self: a dispatcher
 * @service: a service
 * @environment: an environment
 * @seconds: between two requests there, an hour at the most; -1: as recommended
 *
 * Holds for all processes.
 */
void
attest_dispatcher_set_pause (AttestDispatcher *self,
                             const AttestService *service,
                             AttestEnvironment environment,
                             int seconds)
{
  g_autofree char *name = make_pause_setting (service, environment);
  g_autofree char *value =
      seconds >= 0 ? g_strdup_printf ("%d", MIN (seconds, MAX_PAUSE_SECONDS)) : NULL;

  attest_store_set_setting_async (self->context.store, name, value, NULL, NULL);
}

/* What is next. */

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Running *running = user_data;
  AttestDispatcher *self = running->self;
  g_autoptr (GObject) owner = running->owner;
  g_autoptr (GError) error = NULL;
  gint64 wait = 0;
  AttestSent sent = attest_sender_send_finish (result, &wait, &error);
  gint64 now = attest_store_get_steady (self->context.store);

  if (error != NULL)
    g_debug ("Sending stopped: %s", error->message);
  if (sent == ATTEST_SENT_UNWRITTEN && self->unwritten == NULL)
    g_set_error_literal (&self->unwritten, error->domain, error->code, error->message);
  g_hash_table_remove (self->running, running->turn->id);
  if (attest_scheduler_give_back (self->scheduler, running->turn, sent, wait, now))
    self->context.funcs->failed (owner, error);
  attest_dispatcher_update (self, running->submission);
  /* A command, which may run where there is no keyring, speaks for itself alone. */
  if (sent == ATTEST_SENT_KEYLESS
      && attest_scheduler_has_more (self->scheduler, running->turn->place))
    self->context.funcs->keyless (owner, self->is_started);
  /* A command ends too soon for it. */
  if (self->is_started)
    attest_id_finder_add (self->finder, running->submission);
  running_free (running);
  self->context.funcs->changed (owner);
  dispatch_soon (self);
  finish_stopping (self);
}

/* Microseconds. Nobody hurries past the pause around a bulk upload. */
static gint64
get_pause_of (AttestDispatcher *self, const AttestTurn *turn, AttestSubmission *submission)
{
  const AttestServiceBulk *bulk = turn->place->service->bulk;
  gint64 pause =
      (gint64) G_USEC_PER_SEC
      * attest_dispatcher_get_pause (self, turn->place->service, turn->place->environment);

  if (bulk != NULL && attest_submission_get_bulk (submission) != NULL)
    return pause * bulk->n_pauses;
  return turn->is_hurried ? 0 : pause;
}

static void
run (AttestDispatcher *self, AttestTurn *turn)
{
  Running *running = g_new0 (Running, 1);

  running->self = self;
  running->owner = g_object_ref (self->context.owner);
  running->turn = turn;
  running->submission = g_object_ref (g_hash_table_lookup (self->queued, turn->id));
  running->cancellable = g_cancellable_new ();
  running->waiting = g_ptr_array_new ();
  g_hash_table_insert (self->running, turn->id, running);
  attest_sender_send_async (self->sender,
                            turn,
                            get_pause_of (self, turn, running->submission),
                            running->cancellable,
                            sent_cb,
                            running);
}

static gboolean
timer_cb (gpointer user_data)
{
  AttestDispatcher *self = user_data;

  self->timer = 0;
  dispatch_soon (self);
  return G_SOURCE_REMOVE;
}

/* When there will be something to do, as the scheduler sees it now. */
static void
wait_for_due (AttestDispatcher *self, gint64 now)
{
  gint64 due = attest_scheduler_get_due (self->scheduler);
  gint64 next = due > 0 ? attest_store_get_now (self->context.store) + MAX (due - now, 0) : 0;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (due > 0)
    self->timer =
        g_timeout_add ((guint) CLAMP ((due - now + 999) / 1000, 0, LONGEST_NAP_MS), timer_cb, self);
  /* It comes from two clocks, which do not go quite the same. */
  if (ABS (self->next_send - next) >= G_USEC_PER_SEC / 5 || (self->next_send == 0) != (next == 0))
    self->next_send = next;
  self->waits_for_network = attest_scheduler_waits_for_network (self->scheduler);
}

/* A network whose proxy waits for a password is none yet. */
static gboolean
is_offline (AttestDispatcher *self)
{
  return (self->monitor != NULL && !g_network_monitor_get_network_available (self->monitor))
         || attest_sign_in_is_asking (self->context.route->sign_in);
}

static gboolean
dispatch_cb (gpointer user_data)
{
  AttestDispatcher *self = user_data;
  gint64 now = attest_store_get_steady (self->context.store);
  AttestTurn *turn = NULL;

  self->idle_source = 0;
  attest_scheduler_set_offline (self->scheduler, is_offline (self));
  while ((turn = attest_scheduler_take (self->scheduler, now)) != NULL)
    run (self, turn);
  wait_for_due (self, now);
  self->context.funcs->changed (self->context.owner);
  return G_SOURCE_REMOVE;
}

static void
dispatch_soon (AttestDispatcher *self)
{
  if (self->idle_source == 0 && !g_cancellable_is_cancelled (self->stopping))
    self->idle_source = g_idle_add (dispatch_cb, self);
}

/* What there is. */

/* Where it goes: that is what was decided, but the practice service is the same one on whichever
 * port it listens now. */
static AttestPlace
get_place (AttestDispatcher *self, AttestSubmission *submission)
{
  AttestPlace place = attest_submission_get_place (submission);
  const char *host = NULL;

  if (place.service != NULL && place.environment == ATTEST_ENVIRONMENT_PRACTICE)
    host = g_hash_table_lookup (self->practice, place.service->id);
  if (host != NULL)
    place.host = host;
  return place;
}

/**
 * attest_dispatcher_update:
 * @self: a dispatcher
 * @submission: one that is new or has changed
 */
void
attest_dispatcher_update (AttestDispatcher *self, AttestSubmission *submission)
{
  const char *id = attest_submission_get_id (submission);
  AttestPlace place = get_place (self, submission);

  if (attest_submission_get_state (submission) == ATTEST_STATE_QUEUED && place.service != NULL
      && (self->is_started || g_hash_table_contains (self->own, id)))
    {
      attest_scheduler_put (
          self->scheduler, id, &place, attest_submission_get_position (submission));
      if (!g_hash_table_contains (self->queued, id))
        g_hash_table_insert (self->queued, g_strdup (id), g_object_ref (submission));
    }
  else
    {
      attest_scheduler_remove (self->scheduler, id);
      g_hash_table_remove (self->queued, id);
    }
  dispatch_soon (self);
}

/**
 * attest_dispatcher_take_change:
 * @self: a dispatcher
 * @submission: one that the store told of
 *
 * As attest_dispatcher_update(). Where another process has sent something, the times of this one
 * are not known any more.
 */
void
attest_dispatcher_take_change (AttestDispatcher *self, AttestSubmission *submission)
{
  if (attest_submission_get_state (submission) != ATTEST_STATE_QUEUED
      && !g_hash_table_contains (self->running, attest_submission_get_id (submission)))
    attest_scheduler_forget_times (self->scheduler);
  attest_dispatcher_update (self, submission);
}

/**
 * attest_dispatcher_add_own:
 * @self: a dispatcher
 * @submissions: (element-type AttestSubmission): queued by this process, which sends them whether
 *   it was started or not
 */
void
attest_dispatcher_add_own (AttestDispatcher *self, GPtrArray *submissions)
{
  for (guint i = 0; i < submissions->len; i++)
    {
      AttestSubmission *submission = g_ptr_array_index (submissions, i);

      g_hash_table_add (self->own, g_strdup (attest_submission_get_id (submission)));
      attest_dispatcher_update (self, submission);
    }
}

/**
 * attest_dispatcher_start:
 * @self: a dispatcher; what it may send from now on is to be updated
 *
 * From now on this process sends whatever is queued, not only what it queued itself.
 */
void
attest_dispatcher_start (AttestDispatcher *self)
{
  self->is_started = TRUE;
  dispatch_soon (self);
}

/**
 * attest_dispatcher_stop:
 * @self: a dispatcher
 *
 * Begins nothing more; its owner is told when nothing is under way any more.
 */
void
attest_dispatcher_stop (AttestDispatcher *self)
{
  g_clear_handle_id (&self->idle_source, g_source_remove);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->stopping);
  attest_sender_stop (self->sender);
  finish_stopping (self);
}

/**
 * attest_dispatcher_set_paused:
 * @self: a dispatcher
 * @paused: whether to begin nothing more
 */
void
attest_dispatcher_set_paused (AttestDispatcher *self, gboolean paused)
{
  attest_scheduler_set_paused (self->scheduler, paused);
  attest_dispatcher_forget_times (self);
}

/**
 * attest_dispatcher_set_practice_host:
 * @self: a dispatcher; what is queued for practice is to be updated
 * @service: a service
 * @host: (nullable): the base URL its practice service listens at; %NULL: it does not
 */
void
attest_dispatcher_set_practice_host (AttestDispatcher *self,
                                     const AttestService *service,
                                     const char *host)
{
  char *normalised = attest_service_normalise_host (host, NULL);

  if (normalised != NULL)
    g_hash_table_replace (self->practice, (gpointer) service->id, normalised);
  else
    g_hash_table_remove (self->practice, service->id);
}

/**
 * attest_dispatcher_forget_times:
 * @self: a dispatcher
 *
 * Places may be due earlier or later than was believed: the store is asked anew.
 */
void
attest_dispatcher_forget_times (AttestDispatcher *self)
{
  attest_scheduler_forget_times (self->scheduler);
  dispatch_soon (self);
}

/**
 * attest_dispatcher_hurry:
 * @self: a dispatcher
 * @submission: a queued one
 *
 * It is sent next, whether this process was started or not.
 */
void
attest_dispatcher_hurry (AttestDispatcher *self, AttestSubmission *submission)
{
  g_hash_table_add (self->own, g_strdup (attest_submission_get_id (submission)));
  attest_dispatcher_update (self, submission);
  attest_scheduler_hurry (self->scheduler, attest_submission_get_id (submission));
}

/* What is on its way with it, as a rule itself. */
static Running *
find_running (AttestDispatcher *self, AttestSubmission *submission)
{
  const char *bulk = attest_submission_get_bulk (submission);
  GHashTableIter iter;
  gpointer running = NULL;

  if (bulk == NULL)
    return g_hash_table_lookup (self->running, attest_submission_get_id (submission));
  g_hash_table_iter_init (&iter, self->running);
  while (g_hash_table_iter_next (&iter, NULL, &running))
    if (g_strcmp0 (attest_submission_get_bulk (((Running *) running)->submission), bulk) == 0)
      return running;
  return NULL;
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree AttestRowMove *moves = g_new (AttestRowMove, attest_removal_count (user_data));
  GError *error = NULL;

  /* Where they were moved to, or are instead, the submissions say. */
  attest_store_decide_all_finish (ATTEST_STORE (source), result, moves, &error);
  attest_removal_end_part (user_data, error);
}

/* Returns: (transfer container) (element-type utf8): the ids of those that are not on their way */
static GPtrArray *
give_up_running (AttestDispatcher *self, GPtrArray *submissions, GTask *removal)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < submissions->len; i++)
    {
      AttestSubmission *submission = g_ptr_array_index (submissions, i);
      Running *running = find_running (self, submission);

      if (running == NULL)
        {
          g_ptr_array_add (ids, (gpointer) attest_submission_get_id (submission));
          continue;
        }
      g_ptr_array_add (running->waiting, attest_removal_begin_part (removal));
      g_cancellable_cancel (running->cancellable);
    }
  g_ptr_array_add (ids, NULL);
  return ids;
}

/**
 * attest_dispatcher_cancel_async:
 * @self: a dispatcher
 * @submissions: (element-type AttestSubmission): some in the outbox
 * @callback: (nullable): called on the main thread
 * @user_data: for @callback
 *
 * Takes submissions that have not left out of the outbox: not sent; all of them, or, where that
 * cannot be written down, none. One this process is sending is given up: not sent if nothing has
 * left yet, unknown otherwise. Anything else stays as it is. What stands in the same bulk upload
 * goes with it. To be finished with attest_removal_finish().
 */
void
attest_dispatcher_cancel_async (AttestDispatcher *self,
                                GPtrArray *submissions,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  const AttestDecision decision = { .from = ATTEST_STATE_QUEUED,
                                    .to = ATTEST_STATE_NOT_SENT,
                                    .note = _ ("Taken out before sending.") };
  GTask *removal = attest_removal_new (submissions, callback, user_data);
  g_autoptr (GPtrArray) ids = give_up_running (self, submissions, removal);

  if (ids->len > 1)
    attest_store_decide_all_async (self->context.store,
                                   &decision,
                                   (const char *const *) ids->pdata,
                                   NULL,
                                   removed_cb,
                                   removal);
  else
    attest_removal_end_part (removal, NULL);
}

/**
 * attest_dispatcher_get_next_send:
 * @self: a dispatcher
 *
 * Returns: when the next one is sent, microseconds since 1970, UTC; 0: nothing waits for a time
 */
gint64
attest_dispatcher_get_next_send (AttestDispatcher *self)
{
  return self->next_send;
}

/**
 * attest_dispatcher_get_waits_for_network:
 * @self: a dispatcher
 *
 * Returns: whether something would be sent if there was a network
 */
gboolean
attest_dispatcher_get_waits_for_network (AttestDispatcher *self)
{
  return self->waits_for_network;
}

/**
 * attest_dispatcher_count_sending:
 * @self: a dispatcher
 *
 * Returns: how many have left, or may have, and have not ended
 */
guint
attest_dispatcher_count_sending (AttestDispatcher *self)
{
  GHashTableIter iter;
  gpointer running = NULL;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->running);
  while (g_hash_table_iter_next (&iter, NULL, &running))
    n += attest_submission_get_state (((Running *) running)->submission) == ATTEST_STATE_SENDING;
  return n;
}

/**
 * attest_dispatcher_get_waits_for_keyring:
 * @self: a dispatcher
 *
 * The keyring tells in its property "slow" when this changes.
 *
 * Returns: whether something would be sent if the keyring gave its key, or a proxy's password,
 * which takes long; most likely it asks to be unlocked
 */
gboolean
attest_dispatcher_get_waits_for_keyring (AttestDispatcher *self)
{
  return attest_keyring_is_slow (self->context.keyring) && attest_sender_is_asking (self->sender);
}

/**
 * attest_dispatcher_get_failing:
 * @self: a dispatcher
 *
 * Returns: whether something would be sent if that could be written down; it is tried again
 */
gboolean
attest_dispatcher_get_failing (AttestDispatcher *self)
{
  return attest_scheduler_is_failing (self->scheduler);
}
