/* AttestQueueWatch: see the header. A run begins when something comes into an empty outbox and ends
 * when nothing is queued or being sent any more; its counts stay until the next begins. Follows
 * what other processes do as well. No timer: who shows a clock has one. Main thread. */
#include "attest-config.h"
#include "application/attest-queue-watch.h"

#include "widgets/attest-calm.h"

#include <glib/gi18n.h>

struct _AttestQueueWatch
{
  GObject parent_instance;

  AttestOutbox *outbox;
  GHashTable *left; /* of ids: queued or being sent */
  guint n_all;
  AttestCalm calm;
};

G_DEFINE_FINAL_TYPE (AttestQueueWatch, attest_queue_watch, G_TYPE_OBJECT)

enum
{
  CHANGED,
  ENDED,
  ATTENTION,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
tell_cb (gpointer self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
tell_soon_cb (AttestQueueWatch *self)
{
  attest_calm_call (&self->calm, tell_cb, self);
}

static void
begin_one (AttestQueueWatch *self, AttestSubmission *submission)
{
  if (g_hash_table_contains (self->left, attest_submission_get_id (submission)))
    return;
  if (g_hash_table_size (self->left) == 0)
    self->n_all = 0;
  g_hash_table_add (self->left, g_strdup (attest_submission_get_id (submission)));
  self->n_all++;
}

static void
end_one (AttestQueueWatch *self, AttestSubmission *submission)
{
  AttestState state = attest_submission_get_state (submission);

  if (!g_hash_table_remove (self->left, attest_submission_get_id (submission)))
    return;
  if (attest_submission_is_taken_out (submission))
    self->n_all--; /* "7 of 40 done" must not count it */
  if (g_hash_table_size (self->left) == 0)
    g_signal_emit (self, signals[ENDED], 0);
  else if (state == ATTEST_STATE_REFUSED || state == ATTEST_STATE_UNKNOWN)
    g_signal_emit (self, signals[ATTENTION], 0, submission);
}

/* One of a service that this version does not know never goes. */
static gboolean
is_left (AttestSubmission *submission)
{
  AttestState state = attest_submission_get_state (submission);

  if (attest_submission_get_service (submission) == NULL)
    return FALSE;
  return state == ATTEST_STATE_QUEUED || state == ATTEST_STATE_SENDING;
}

static void
submission_changed_cb (AttestWorkspace *workspace,
                       AttestSubmission *submission,
                       AttestQueueWatch *self)
{
  if (is_left (submission))
    begin_one (self, submission);
  else
    end_one (self, submission);
  tell_soon_cb (self);
}

static void
attest_queue_watch_dispose (GObject *object)
{
  attest_calm_clear (&ATTEST_QUEUE_WATCH (object)->calm);

  G_OBJECT_CLASS (attest_queue_watch_parent_class)->dispose (object);
}

static void
attest_queue_watch_finalize (GObject *object)
{
  AttestQueueWatch *self = ATTEST_QUEUE_WATCH (object);

  g_hash_table_unref (self->left);
  g_clear_object (&self->outbox);

  G_OBJECT_CLASS (attest_queue_watch_parent_class)->finalize (object);
}

static void
attest_queue_watch_class_init (AttestQueueWatchClass *klass)
{
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_queue_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = attest_queue_watch_finalize;

  signals[CHANGED] =
      g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ENDED] =
      g_signal_new ("ended", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ATTENTION] = g_signal_new ("attention",
                                     type,
                                     G_SIGNAL_RUN_LAST,
                                     0,
                                     NULL,
                                     NULL,
                                     NULL,
                                     G_TYPE_NONE,
                                     1,
                                     ATTEST_TYPE_SUBMISSION);
}

static void
attest_queue_watch_init (AttestQueueWatch *self)
{
  self->left = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * attest_queue_watch_new:
 * @workspace: an open workspace
 *
 * Returns: (transfer full): a watch over its outbox
 */
AttestQueueWatch *
attest_queue_watch_new (AttestWorkspace *workspace)
{
  static const char *const followed[] = { "notify::paused",
                                          "notify::sending",
                                          "notify::next-send",
                                          "notify::n-unknown",
                                          "notify::waiting-for-network" };
  AttestQueueWatch *self = g_object_new (ATTEST_TYPE_QUEUE_WATCH, NULL);
  guint n_items;

  self->outbox = g_object_ref (attest_workspace_get_outbox (workspace));
  n_items = g_list_model_get_n_items (G_LIST_MODEL (self->outbox));
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (AttestSubmission) row = g_list_model_get_item (G_LIST_MODEL (self->outbox), i);

      if (is_left (row))
        begin_one (self, row);
    }
  g_signal_connect_object (
      workspace, "submission-changed", G_CALLBACK (submission_changed_cb), self, 0);
  for (guint i = 0; i < G_N_ELEMENTS (followed); i++)
    g_signal_connect_object (
        self->outbox, followed[i], G_CALLBACK (tell_soon_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (attest_workspace_get_keyring (workspace),
                           "notify::slow",
                           G_CALLBACK (tell_soon_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->outbox, "unwritten", G_CALLBACK (tell_soon_cb), self, G_CONNECT_SWAPPED);
  return self;
}

AttestOutbox *
attest_queue_watch_get_outbox (AttestQueueWatch *self)
{
  g_return_val_if_fail (ATTEST_IS_QUEUE_WATCH (self), NULL);
  return self->outbox;
}

guint
attest_queue_watch_get_n_left (AttestQueueWatch *self)
{
  g_return_val_if_fail (ATTEST_IS_QUEUE_WATCH (self), 0);
  return g_hash_table_size (self->left);
}

/* Returns: how many belong to the batch, those that are settled included */
guint
attest_queue_watch_get_n_all (AttestQueueWatch *self)
{
  g_return_val_if_fail (ATTEST_IS_QUEUE_WATCH (self), 0);
  return self->n_all;
}

/* In words */

/* The pause after what is sent next; what waits is taken to be of its kind. */
static guint
get_pause_seconds (AttestQueueWatch *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->outbox));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (AttestSubmission) row = g_list_model_get_item (G_LIST_MODEL (self->outbox), i);
      const AttestService *service = attest_submission_get_service (row);

      if (attest_submission_get_state (row) == ATTEST_STATE_QUEUED && service != NULL)
        return attest_dispatcher_get_pause (attest_outbox_get_dispatcher (self->outbox),
                                            service,
                                            attest_submission_get_environment (row));
    }
  return 0;
}

static char *
format_clock (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%H:%M") : g_strdup ("");
}

static char *
describe_next (AttestQueueWatch *self)
{
  gint64 next = attest_outbox_get_next_send (self->outbox);
  gint64 seconds = (next - g_get_real_time () + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  guint n_queued = attest_outbox_get_n_queued (self->outbox);
  guint pause = get_pause_seconds (self);
  g_autofree char *wait = NULL;
  g_autofree char *end = NULL;

  if (next == 0)
    return NULL;
  seconds = MAX (seconds, 0);
  /* Translators: minutes and seconds until the next record is sent */
  wait = g_strdup_printf (_ ("Next in %d:%02d"), (int) (seconds / 60), (int) (seconds % 60));
  if (pause == 0 || n_queued < 2)
    return g_steal_pointer (&wait);
  end = format_clock (MAX (next, g_get_real_time ())
                      + (gint64) (n_queued - 1) * pause * G_USEC_PER_SEC);
  /* Translators: the first %s is "Next in 0:41", the second a time of day */
  return g_strdup_printf (_ ("%s · done about %s"), wait, end);
}

static gboolean
has_unwritten (AttestQueueWatch *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->outbox));

  for (guint i = 0; i < n_items && attest_outbox_get_sending (self->outbox); i++)
    {
      g_autoptr (AttestSubmission) row = g_list_model_get_item (G_LIST_MODEL (self->outbox), i);

      if (attest_submission_get_outcome (row) != attest_submission_get_state (row))
        return TRUE;
    }
  return FALSE;
}

/**
 * attest_queue_watch_describe_wait:
 * @self: a watch
 *
 * Returns: (transfer full) (nullable): what is waited for, translated
 */
char *
attest_queue_watch_describe_wait (AttestQueueWatch *self)
{
  g_return_val_if_fail (ATTEST_IS_QUEUE_WATCH (self), NULL);

  if (attest_outbox_get_lacks_key (self->outbox))
    return g_strdup (
        _ ("Paused: there was a problem with the API key. Check it in API Keys, then resume."));
  if (attest_outbox_get_paused (self->outbox))
    return g_strdup (attest_outbox_get_sending (self->outbox)
                         ? _ ("Pausing after the record being sent.")
                         : _ ("Paused. Nothing is sent until you resume."));
  if (attest_outbox_get_waiting_for_network (self->outbox))
    return g_strdup (_ ("Waiting for the network. Sending continues automatically."));
  if (has_unwritten (self))
    return g_strdup (_ ("The outcome cannot be saved yet."));
  if (attest_dispatcher_get_failing (attest_outbox_get_dispatcher (self->outbox)))
    return g_strdup (
        _ ("Nothing can be saved now, so nothing is sent. Sending continues automatically."));
  if (attest_dispatcher_get_waits_for_keyring (attest_outbox_get_dispatcher (self->outbox)))
    return g_strdup (_ ("Waiting for the keyring. Unlock it in its window, if there is one."));
  if (attest_outbox_get_sending (self->outbox))
    return g_strdup (_ ("Sending…"));
  return describe_next (self);
}

/**
 * attest_queue_watch_describe_progress:
 * @self: a watch
 *
 * Returns: (transfer full): how far it is, translated
 */
char *
attest_queue_watch_describe_progress (AttestQueueWatch *self)
{
  guint n_left;

  g_return_val_if_fail (ATTEST_IS_QUEUE_WATCH (self), NULL);

  n_left = attest_queue_watch_get_n_left (self);
  if (n_left == 0)
    return g_strdup (attest_outbox_get_paused (self->outbox) ? _ ("Sending is paused")
                                                             : _ ("Nothing is waiting"));
  if (n_left == self->n_all)
    return g_strdup_printf (ngettext ("%u record waiting", "%u records waiting", n_left), n_left);
  return g_strdup_printf (_ ("%u of %u done"), self->n_all - n_left, self->n_all);
}
