/* The application's workspace: opened at the start, closed when the last window has gone; and the
 * practice service that goes with it. Closing waits for the answer to what is on its way. Who
 * starts the program again meanwhile gets a window at once, and in it a workspace as soon as the
 * one before is closed. Main thread. */
#include "attest-config.h"
#include "application/attest-application-parts.h"

#include <glib/gi18n.h>

/* Such as a damaged file that was mended. Returns: (transfer none): what tells it */
static GtkWidget *
tell_notice (AttestApplication *self, const char *notice)
{
  GtkWidget *dialog =
      adw_message_dialog_new (attest_application_get_parent (self), _ ("About Your Data"), notice);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

/* About the data: told again by the next window, unless somebody closes it here. */
static void
tell_workspace_notice_cb (AttestApplication *self)
{
  const char *notice = attest_workspace_get_notice (self->workspace);

  if (notice != NULL)
    g_signal_connect_object (tell_notice (self, notice),
                             "response",
                             G_CALLBACK (attest_workspace_dismiss_notice),
                             self->workspace,
                             G_CONNECT_SWAPPED);
}

/* The practice service: a thread of its own and a loopback port, and so only where it is used. */

/* Where it listens in this run. */
static void
tell_practice (AttestApplication *self)
{
  guint n_services = 0;
  const AttestService *const *services = attest_service_list (&n_services);

  for (guint i = 0; i < n_services; i++)
    attest_workspace_set_practice_url (
        self->workspace, services[i], attest_practice_get_url (self->practice, services[i]->id));
}

static void
start_practice (AttestApplication *self)
{
  g_autofree char *state =
      g_build_filename (attest_workspace_get_folder (self->workspace), "practice.json", NULL);
  g_autoptr (AttestPractice) practice = attest_practice_new ();
  g_autofree char *notice = NULL;
  g_autoptr (GError) error = NULL;

  attest_practice_set_state_path (practice, state);
  if (!attest_practice_start (practice, 0, &error))
    {
      g_warning ("The practice service cannot run: %s", error->message);
      return;
    }

  if (attest_practice_get_kept_path (practice) != NULL)
    notice = g_strdup_printf (_ ("The file with what was practised is damaged. It is kept as “%s”, "
                                 "and practice goes on with what could be read of it."),
                              attest_practice_get_kept_path (practice));
  self->practice = g_steal_pointer (&practice);
  tell_practice (self);
  if (notice != NULL)
    tell_notice (self, notice);
}

static gboolean
has_practice_queued (AttestOutbox *outbox)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (outbox));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (AttestSubmission) row = g_list_model_get_item (G_LIST_MODEL (outbox), i);

      if (attest_submission_get_environment (row) == ATTEST_ENVIRONMENT_PRACTICE
          && attest_submission_get_state (row) == ATTEST_STATE_QUEUED)
        return TRUE;
    }
  return FALSE;
}

/**
 * attest_application_ensure_practice:
 * @self: the application
 *
 * Starts the practice service if anything would be sent there.
 */
void
attest_application_ensure_practice (AttestApplication *self)
{
  if (self->ready && self->practice == NULL
      && (self->environment == ATTEST_ENVIRONMENT_PRACTICE
          || has_practice_queued (attest_workspace_get_outbox (self->workspace))))
    start_practice (self);
  attest_application_update_actions (self);
}

/* A command may queue something for practice while the window is elsewhere. */
static void
outbox_changed_cb (GListModel *outbox, guint position, guint removed, guint added, gpointer self)
{
  if (added > 0 && ATTEST_APPLICATION (self)->practice == NULL)
    attest_application_ensure_practice (self);
}

/* What an earlier run left queued goes on, unless it is paused. */
static void
start_sending (AttestApplication *self)
{
  AttestOutbox *outbox = attest_workspace_get_outbox (self->workspace);

  g_signal_connect_object (outbox, "items-changed", G_CALLBACK (outbox_changed_cb), self, 0);
  attest_outbox_start (outbox);
}

/* Opening the workspace */

/* What goes with a workspace that is open. */
static void
furnish (AttestApplication *self)
{
  g_clear_object (&self->trash);
  g_clear_pointer (&self->background, attest_background_free);
  g_clear_object (&self->queue);
  self->trash = attest_draft_trash_new (self->workspace);
  self->queue = attest_queue_watch_new (self->workspace);
  self->background = attest_background_new (self);
}

static void
open_waiting_files (AttestApplication *self)
{
  g_autoptr (GPtrArray) files = g_steal_pointer (&self->files);

  if (files != NULL)
    attest_application_open_files (self, (GFile **) files->pdata, (int) files->len);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AttestApplication *self = ATTEST_APPLICATION (user_data);

  self->opening = FALSE;
  self->ready = attest_workspace_open_finish (ATTEST_WORKSPACE (source), result, &self->failure);
  if (!self->ready)
    g_object_notify (G_OBJECT (self), "failure");
  else if (!self->ending)
    {
      furnish (self);
      if (self->practice != NULL)
        tell_practice (self);
      attest_application_ensure_practice (self);
      start_sending (self);
      g_object_notify (G_OBJECT (self), "ready");
      tell_workspace_notice_cb (self);
      g_signal_connect_object (self->workspace,
                               "notify::notice",
                               G_CALLBACK (tell_workspace_notice_cb),
                               self,
                               G_CONNECT_SWAPPED);
      open_waiting_files (self);
    }

  attest_application_update_actions (self);
  g_application_release (G_APPLICATION (self));
}

/**
 * attest_application_open_workspace:
 * @self: the application
 *
 * Starts opening the workspace, again if it failed before. "ready" or "failure" tells the end.
 */
void
attest_application_open_workspace (AttestApplication *self)
{
  if (self->opening || self->ready || self->closing)
    return;

  self->opening = TRUE;
  g_clear_error (&self->failure);
  g_object_notify (G_OBJECT (self), "failure");
  g_application_hold (G_APPLICATION (self));
  attest_workspace_open_async (self->workspace, NULL, opened_cb, self);
}

/* Closing the workspace */

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!attest_workspace_close_finish (ATTEST_WORKSPACE (source), result, &error))
    g_warning ("The workspace was not closed: %s", error->message);
  self->closing = FALSE;
  if (!self->ending && gtk_application_get_windows (GTK_APPLICATION (self)) != NULL)
    attest_application_open_workspace (self);
  else
    g_application_quit (G_APPLICATION (self));
  g_application_release (G_APPLICATION (self));
}

/**
 * attest_application_close_workspace:
 * @self: the application
 *
 * Keeps the program running until everything is written, then ends it, unless there is a window
 * again. Does nothing if the workspace is not open.
 */
void
attest_application_close_workspace (AttestApplication *self)
{
  g_autoptr (AttestWorkspace) workspace = NULL;

  if (!self->ready)
    return;
  workspace = g_object_ref (self->workspace);
  self->ready = FALSE;
  self->closing = TRUE;
  /* For windows that come now; at the very end there are only old ones. */
  if (!self->ending)
    {
      g_object_unref (self->workspace);
      self->workspace = attest_workspace_new (NULL);
    }
  attest_application_update_actions (self);
  g_application_hold (G_APPLICATION (self));
  attest_workspace_close_async (workspace, closed_cb, g_object_ref (self));
}

/**
 * attest_application_end:
 * @self: the application
 *
 * Ends the program, unless there is a window.
 */
void
attest_application_end (AttestApplication *self)
{
  if (gtk_application_get_windows (GTK_APPLICATION (self)) == NULL)
    attest_application_close_workspace (self);
}
