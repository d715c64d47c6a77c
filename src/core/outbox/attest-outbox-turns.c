/* Deciding what is sent next; attest-sending.c sends it.
 *
 * A lane is one service, environment and host: there, one is sent after the other, with a pause in
 * between; lanes do not wait for each other. What may be sent is looked at again whenever something
 * happened that could change it (an idle callback, so that many causes are one look), and at the
 * time the earliest lane is due. Nothing wakes up while nothing is queued. Main thread. */
#include "attest-config.h"
#include "outbox/attest-outbox-parts.h"

#include "service/attest-place.h"

/* A timer counts no sleep of the computer, so a long wait is looked at now and then. */
#define LONGEST_NAP_MS (30 * 1000)
/* After the store failed or another process was sending. */
#define TRY_AGAIN_USEC (2 * G_USEC_PER_SEC)

/* Lanes. */

void
attest_lane_free (gpointer data)
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

/* The lane of what this process may send. */
gpointer
attest_outbox_choose_lane (AttestSubmission *submission, gpointer user_data)
{
  AttestOutbox *self = user_data;

  if (attest_submission_get_service (submission) == NULL)
    return NULL;
  if (!self->started && !g_hash_table_contains (self->own, attest_submission_get_id (submission)))
    return NULL;
  return get_lane (self, submission);
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

/* Deciding what is next. */

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
  attest_outbox_notify (self, ATTEST_OUTBOX_SENDING);
}

void
attest_outbox_finish_stopping (AttestOutbox *self)
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
  lane->due = wait > 0 ? attest_outbox_get_steady (self) + wait : 0;
  /* A command ends too soon for it. */
  if (self->started && lane->current != NULL)
    attest_id_finder_add (self->finder, lane->current);
  g_clear_object (&lane->current);
  g_clear_object (&lane->cancellable);
  attest_outbox_notify (self, ATTEST_OUTBOX_SENDING);
  g_free (user->lane);
  g_free (user);
  attest_outbox_tell_counts (self);
  attest_outbox_arm_recovery (self);
  attest_outbox_finish_stopping (self);
  attest_outbox_look_soon (self);
}

typedef struct
{
  AttestOutbox *self;
  gint64 now;
  gint64 earliest; /* 0: nothing waits */
  gboolean offline;
  gboolean waits_for_network;
} Look;

static void
look_at (gpointer data, AttestSubmission *first, gpointer user_data)
{
  Look *look = user_data;
  Lane *lane = data;
  gboolean hurries =
      lane->hurried != NULL && attest_submission_get_state (lane->hurried) == ATTEST_STATE_QUEUED;

  if (lane->current != NULL)
    return;
  if (look->offline && !attest_place_is_loopback (&(AttestPlace){ .host = lane->host }))
    look->waits_for_network = TRUE;
  else if (lane->due > look->now)
    look->earliest = look->earliest == 0 ? lane->due : MIN (look->earliest, lane->due);
  else
    run (look->self, lane, hurries ? lane->hurried : first);
}

static gboolean
timer_cb (gpointer user_data)
{
  AttestOutbox *self = user_data;

  self->timer = 0;
  attest_outbox_look_soon (self);
  return G_SOURCE_REMOVE;
}

static gboolean
look_cb (gpointer user_data)
{
  AttestOutbox *self = user_data;
  Look look = { .self = self };
  gint64 real = attest_store_get_now (self->context.store);

  self->look_source = 0;
  g_clear_handle_id (&self->timer, g_source_remove);
  look.now = attest_outbox_get_steady (self);
  look.offline = !g_network_monitor_get_network_available (self->monitor);
  if (!self->paused && !g_cancellable_is_cancelled (self->stopping))
    attest_outbox_list_foreach_lane (self->list, look_at, &look);

  if (look.earliest > 0)
    {
      gint64 left = (look.earliest - look.now + 999) / 1000;

      self->timer = g_timeout_add ((guint) MIN (left, LONGEST_NAP_MS), timer_cb, self);
    }
  attest_outbox_set_next_send (self, look.earliest > 0 ? real + look.earliest - look.now : 0);
  attest_outbox_set_boolean (
      self, &self->waiting_for_network, look.waits_for_network, ATTEST_OUTBOX_WAITING_FOR_NETWORK);
  return G_SOURCE_REMOVE;
}

void
attest_outbox_look_soon (AttestOutbox *self)
{
  if (self->look_source == 0 && self->is_open)
    self->look_source = g_idle_add (look_cb, self);
}

/* Starting and stopping. */

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
  attest_outbox_list_sort_into_lanes (self->list);
  attest_outbox_look_soon (self);
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
  attest_outbox_list_sort_into_lanes (self->list);
  attest_outbox_look_soon (self);
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
  attest_outbox_finish_stopping (self);
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

/* What the actions need. */

/* Stops the sending of @submission if this process is at it. Returns whether it is. */
gboolean
attest_outbox_abort (AttestOutbox *self, AttestSubmission *submission)
{
  Lane *lane = find_lane_sending (self, submission);

  if (lane != NULL)
    g_cancellable_cancel (lane->cancellable);
  return lane != NULL;
}

static void
forget_hurried_cb (AttestSubmission *submission, GParamSpec *pspec, AttestOutbox *self)
{
  Lane *lane = get_lane (self, submission);

  if (attest_submission_get_state (submission) != ATTEST_STATE_QUEUED
      && lane->hurried == submission)
    {
      g_clear_object (&lane->hurried);
      attest_outbox_look_soon (self);
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
  attest_outbox_look_soon (self);
}

/* Lanes may be due earlier or later than believed: the store is asked anew. */
void
attest_outbox_forget_times (AttestOutbox *self)
{
  GHashTableIter iter;
  gpointer lane = NULL;

  g_hash_table_iter_init (&iter, self->lanes);
  while (g_hash_table_iter_next (&iter, NULL, &lane))
    ((Lane *) lane)->due = 0;
  attest_outbox_look_soon (self);
}
