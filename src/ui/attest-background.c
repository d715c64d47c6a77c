/* AttestBackground: see the header. While it is entered the program is held without a window until
 * the outbox is through; then it ends as if its last window had been closed. Notifications are for
 * those who look elsewhere: none is shown while a window of ours is active. Main thread. */
#include "attest-config.h"
#include "attest-background.h"

#include <glib/gi18n.h>

#include "attest-application-private.h"

#define NOTIFICATION "outbox"

struct _AttestBackground
{
  AttestApplication *app; /* not owned: it owns this */
  AttestQueueWatch *queue;
  gboolean entered;
};

static gboolean
is_watched (AttestBackground *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self->app)); l != NULL; l = l->next)
    if (gtk_window_is_active (GTK_WINDOW (l->data)))
      return TRUE;
  return FALSE;
}

static void
notify (AttestBackground *self, const char *title, const char *body, GNotificationPriority priority)
{
  g_autoptr (GNotification) notification = g_notification_new (title);

  g_notification_set_body (notification, body);
  g_notification_set_priority (notification, priority);
  g_notification_set_default_action (notification, "app.show-outbox");
  g_application_send_notification (G_APPLICATION (self->app), NOTIFICATION, notification);
}

static void
on_ended (AttestBackground *self)
{
  gboolean needs_attention = attest_queue_watch_count (self->queue, ATTEST_STATE_UNKNOWN) > 0
                             || attest_queue_watch_count (self->queue, ATTEST_STATE_REFUSED) > 0
                             || attest_queue_watch_count (self->queue, ATTEST_STATE_NOT_SENT) > 0;
  g_autofree char *body = attest_queue_watch_describe_end (self->queue);

  if (!is_watched (self))
    notify (self,
            _ ("The Outbox Is Empty"),
            body,
            needs_attention ? G_NOTIFICATION_PRIORITY_HIGH : G_NOTIFICATION_PRIORITY_NORMAL);
  if (!self->entered)
    return;
  self->entered = FALSE;
  attest_application_end (self->app);
  g_application_release (G_APPLICATION (self->app));
}

static void
on_attention (AttestQueueWatch *queue, AttestSubmission *submission, AttestBackground *self)
{
  const char *title = attest_submission_get_title (submission);
  const char *label = attest_state_get_label (attest_submission_get_state (submission));
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;

  if (is_watched (self))
    return;
  /* Translators: a record's number or name, and "Refused" or "Unknown" */
  heading = g_strdup_printf (
      _ ("%s: %s"), title != NULL && *title != '\0' ? title : _ ("Untitled"), label);
  body = attest_queue_watch_describe_progress (queue);
  notify (self, heading, body, G_NOTIFICATION_PRIORITY_HIGH);
}

/**
 * attest_background_new:
 * @application: the application, whose workspace is open
 *
 * Returns: (transfer full): what looks after its outbox, to be freed before the application is
 */
AttestBackground *
attest_background_new (AttestApplication *application)
{
  AttestBackground *self = g_new0 (AttestBackground, 1);

  self->app = application;
  self->queue = g_object_ref (attest_application_get_queue (application));
  g_signal_connect_swapped (self->queue, "ended", G_CALLBACK (on_ended), self);
  g_signal_connect (self->queue, "attention", G_CALLBACK (on_attention), self);
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
  g_autofree char *body = NULL;

  if (self->entered)
    return;
  self->entered = TRUE;
  g_application_hold (G_APPLICATION (self->app));
  body = attest_queue_watch_describe_progress (self->queue);
  notify (self, _ ("Sending Goes on in the Background"), body, G_NOTIFICATION_PRIORITY_NORMAL);
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
  g_application_withdraw_notification (G_APPLICATION (self->app), NOTIFICATION);
  if (!self->entered)
    return;
  self->entered = FALSE;
  g_application_release (G_APPLICATION (self->app));
}
