/* AttestBackground: see the header. While it is entered the program is held without a window until
 * the outbox is through; then it ends as if its last window had been closed. Notifications are for
 * those who look elsewhere: none is shown while a window of ours is active. Main thread. */
#include "attest-config.h"
#include "application/attest-background.h"

#include "widgets/attest-batch-words.h"

#include <glib/gi18n.h>

#define NOTIFICATION "outbox"

struct _AttestBackground
{
  GApplication *app; /* not owned: it owns this */
  AttestQueueWatch *queue;
  AttestStore *store;
  GCancellable *cancellable; /* while what became of the batches is read */
  gint64 since;              /* what ended before was told */
  AttestBackgroundEnded ended;
  gboolean entered;
};

/* Questions are windows as well. */
static gboolean
is_watched (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_is_active (window))
        return TRUE;
    }
  return FALSE;
}

static GNotification *
make_notification (const char *title, const char *body)
{
  GNotification *notification = g_notification_new (title);

  g_notification_set_body (notification, body);
  g_notification_set_default_action (notification, "app.show-outbox");
  return notification;
}

static void
show (AttestBackground *self, GNotification *notification)
{
  g_application_send_notification (self->app, NOTIFICATION, notification);
}

/* Leads to where it can be seen: what ended is in the history, what nobody knows stays in the
 * outbox. */
static void
tell_end (AttestBackground *self, GPtrArray *batches)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GNotification) notification = NULL;
  guint n_unknown = 0;
  guint n_bad = 0;

  for (guint i = 0; i < batches->len; i++)
    {
      const AttestBatch *batch = batches->pdata[i];
      g_autofree char *words = attest_batch_describe (batch);

      g_string_append_printf (body, "%s%s", body->len > 0 ? "\n" : "", words);
      n_unknown += batch->counts[ATTEST_STATE_UNKNOWN];
      n_bad += batch->counts[ATTEST_STATE_REFUSED] + batch->counts[ATTEST_STATE_NOT_SENT];
    }
  notification = make_notification (
      n_unknown > 0 ? _ ("Sending Has Finished") : _ ("The Outbox Is Empty"), body->str);
  if (n_unknown == 0 && batches->len == 1)
    g_notification_set_default_action_and_target (notification,
                                                  "app.show-batch",
                                                  "(sss)",
                                                  ((AttestBatch *) batches->pdata[0])->id,
                                                  "",
                                                  body->str);
  else if (n_unknown == 0)
    g_notification_set_default_action_and_target (notification, "app.show-history", "s", "");
  if (n_unknown + n_bad > 0)
    g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  show (self, notification);
}

/* The program was kept for the outbox alone. */
static void
end (AttestBackground *self)
{
  if (!self->entered)
    return;
  self->entered = FALSE;
  self->ended (self->app);
  g_application_release (self->app);
}

static void
batches_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AttestBackground *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) batches =
      attest_store_load_batches_finish (ATTEST_STORE (source), result, &error);
  gint64 since = 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* it is gone */
  for (guint i = batches != NULL ? batches->len : 0; i-- > 0;)
    {
      const AttestBatch *batch = batches->pdata[i];

      since = MAX (since, batch->ended + 1);
      if (batch->ended < self->since)
        g_ptr_array_remove_index (batches, i);
    }
  self->since = MAX (self->since, since);
  if (batches != NULL && batches->len > 0)
    tell_end (self, batches);
  end (self);
}

static void
ended_cb (AttestBackground *self)
{
  if (is_watched ())
    {
      self->since = attest_store_get_now (self->store);
      end (self);
    }
  else
    attest_store_load_batches_async (self->store, self->cancellable, batches_cb, self);
}

/* Paused by a command, while nobody can see that the program still waits. */
static void
changed_cb (AttestBackground *self)
{
  AttestOutbox *outbox = attest_queue_watch_get_outbox (self->queue);

  if (attest_outbox_get_paused (outbox) && !attest_outbox_get_sending (outbox))
    end (self);
}

static void
attention_cb (AttestQueueWatch *queue, AttestSubmission *submission, AttestBackground *self)
{
  const char *title = attest_submission_get_title (submission);
  const AttestState state = attest_submission_get_state (submission);
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;

  if (is_watched ())
    return;
  /* Translators: a record's number or name, and "Refused" or "Unknown" */
  heading = g_strdup_printf (_ ("%s: %s"),
                             title != NULL && *title != '\0' ? title : _ ("Untitled"),
                             attest_state_get_label (state));
  body = attest_queue_watch_describe_progress (queue);
  notification = make_notification (heading, body);
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  if (state != ATTEST_STATE_UNKNOWN)
    g_notification_set_default_action_and_target (
        notification, "app.show-history", "s", attest_submission_get_id (submission));
  show (self, notification);
}

/**
 * attest_background_new:
 * @application: the application that owns it
 * @queue: how far its outbox is
 * @store: what says what became of it
 * @ended: called when the program was kept for the outbox alone, which is through
 *
 * Returns: (transfer full): what looks after the outbox, to be freed before the application is
 */
AttestBackground *
attest_background_new (GApplication *application,
                       AttestQueueWatch *queue,
                       AttestStore *store,
                       AttestBackgroundEnded ended)
{
  AttestBackground *self = g_new0 (AttestBackground, 1);

  self->app = application;
  self->queue = g_object_ref (queue);
  self->store = g_object_ref (store);
  self->cancellable = g_cancellable_new ();
  self->since = attest_store_get_now (store);
  self->ended = ended;
  g_signal_connect_swapped (self->queue, "ended", G_CALLBACK (ended_cb), self);
  g_signal_connect_swapped (self->queue, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (self->queue, "attention", G_CALLBACK (attention_cb), self);
  return self;
}

/**
 * attest_background_free:
 * @self: what attest_background_new() gave
 */
void
attest_background_free (AttestBackground *self)
{
  g_signal_handlers_disconnect_by_data (self->queue, self);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->store);
  g_object_unref (self->queue);
  g_free (self);
}

/**
 * attest_background_is_needed:
 * @self: (nullable): none yet
 *
 * Returns: whether something would be sent if the program went on
 */
gboolean
attest_background_is_needed (AttestBackground *self)
{
  return self != NULL && attest_queue_watch_get_n_left (self->queue) > 0
         && !attest_outbox_get_paused (attest_queue_watch_get_outbox (self->queue));
}

/**
 * attest_background_enter:
 * @self: what looks after the outbox
 *
 * Keeps the program running without a window, and says so.
 */
void
attest_background_enter (AttestBackground *self)
{
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *body = NULL;

  if (self->entered)
    return;
  self->entered = TRUE;
  g_application_hold (self->app);
  body = attest_queue_watch_describe_progress (self->queue);
  notification = make_notification (_ ("Sending Continues in the Background"), body);
  show (self, notification);
}

/**
 * attest_background_leave:
 * @self: (nullable): none yet
 *
 * There is a window again.
 */
void
attest_background_leave (AttestBackground *self)
{
  if (self == NULL)
    return;
  g_application_withdraw_notification (self->app, NOTIFICATION);
  if (!self->entered)
    return;
  self->entered = FALSE;
  g_application_release (self->app);
}
