/* AttestWorkspaceLife: see the header. */
#include "attest-config.h"
#include "application/attest-workspace-life.h"

#include "application/attest-background.h"
#include "widgets/attest-question.h"

#include <glib/gi18n.h>

struct _AttestWorkspaceLife
{
  GtkApplication *application; /* owns this */
  const AttestWorkspaceLifeFuncs *funcs;
  AttestWorkspace *workspace;
  AttestPracticeControl *practice;
  AttestDraftTrash *trash;      /* (nullable): once the workspace is open */
  AttestQueueWatch *queue;      /* (nullable): likewise */
  AttestBackground *background; /* (nullable): likewise */
  gboolean opening;             /* the workspace; one of these three at a time */
  gboolean ready;
  gboolean closing;
  gboolean ending;   /* the main loop is over */
  gboolean quitting; /* the user does not want it to go on without a window */
  GError *failure;
};

static gboolean
has_window (AttestWorkspaceLife *self)
{
  return gtk_application_get_windows (self->application) != NULL;
}

/* Opening */

/* What goes with a workspace that is open. What an earlier run left queued goes on, unless it is
 * paused. */
static void
furnish (AttestWorkspaceLife *self)
{
  g_clear_object (&self->trash);
  g_clear_pointer (&self->background, attest_background_free);
  g_clear_object (&self->queue);
  self->trash = attest_draft_trash_new (self->workspace);
  g_signal_connect_object (self->trash,
                           "offered",
                           G_CALLBACK (self->funcs->offered),
                           self->application,
                           G_CONNECT_SWAPPED);
  self->queue = attest_queue_watch_new (self->workspace);
  self->background = attest_background_new (G_APPLICATION (self->application),
                                            self->queue,
                                            attest_workspace_get_store (self->workspace),
                                            self->funcs->ended);
  attest_practice_control_follow (self->practice, self->workspace);
  attest_outbox_start (attest_workspace_get_outbox (self->workspace));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AttestWorkspaceLife *self = user_data;
  GtkApplication *application = self->application;

  self->opening = FALSE;
  self->ready = attest_workspace_open_finish (ATTEST_WORKSPACE (source), result, &self->failure);
  if (!self->ready)
    self->funcs->changed (application, ATTEST_LIFE_FAILURE);
  else if (!self->ending)
    {
      furnish (self);
      self->funcs->changed (application, ATTEST_LIFE_READY);
    }
  g_application_release (G_APPLICATION (application));
}

/**
 * attest_workspace_life_open:
 * @self: a life
 *
 * Starts opening the workspace, again if it failed before. What changes tells the end.
 */
void
attest_workspace_life_open (AttestWorkspaceLife *self)
{
  if (self->opening || self->ready || self->closing)
    return;

  self->opening = TRUE;
  g_clear_error (&self->failure);
  self->funcs->changed (self->application, ATTEST_LIFE_FAILURE);
  g_application_hold (G_APPLICATION (self->application));
  attest_workspace_open_async (self->workspace, NULL, opened_cb, self);
}

/* Closing */

/* What could not be written is told in the window that came meanwhile, else where it is seen. */
static void
tell_not_closed (AttestWorkspaceLife *self, const GError *error)
{
  const char *heading = _ ("Not Everything Could Be Saved");
  g_autoptr (GNotification) notification = NULL;

  g_message ("The workspace was not closed: %s", error->message);
  if (has_window (self))
    {
      attest_tell (gtk_application_get_active_window (self->application), heading, error->message);
      return;
    }
  notification = g_notification_new (heading);
  g_notification_set_body (notification, error->message);
  g_application_send_notification (G_APPLICATION (self->application), "closing", notification);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AttestWorkspaceLife *self = user_data;
  g_autoptr (GtkApplication) application = self->application;
  g_autoptr (GError) error = NULL;

  if (!attest_workspace_close_finish (ATTEST_WORKSPACE (source), result, &error))
    tell_not_closed (self, error);
  self->closing = FALSE;
  if (!self->ending && has_window (self))
    attest_workspace_life_open (self);
  else
    g_application_quit (G_APPLICATION (application));
  g_application_release (G_APPLICATION (application));
}

/**
 * attest_workspace_life_close:
 * @self: a life
 *
 * Keeps the program running until everything is written, then ends it, unless there is a window
 * again. Does nothing if the workspace is not open.
 */
void
attest_workspace_life_close (AttestWorkspaceLife *self)
{
  g_autoptr (AttestWorkspace) workspace = NULL;

  if (!self->ready)
    return;
  workspace = g_object_ref (self->workspace);
  self->ready = FALSE;
  self->closing = TRUE;
  attest_practice_control_follow (self->practice, NULL);
  /* For windows that come now; at the very end there are only old ones. */
  if (!self->ending)
    {
      g_object_unref (self->workspace);
      self->workspace = attest_workspace_new (NULL);
      self->funcs->changed (self->application, ATTEST_LIFE_READY);
    }
  g_application_hold (G_APPLICATION (self->application));
  g_object_ref (self->application); /* until it is closed */
  attest_workspace_close_async (workspace, closed_cb, self);
}

static gboolean
patience_over_cb (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_CONTINUE;
}

/**
 * attest_workspace_life_close_at_once:
 * @self: a life, whose main loop is over
 * @patience_ms: how long this may take, in milliseconds
 *
 * Closes the workspace before it returns, unless that takes too long.
 */
void
attest_workspace_life_close_at_once (AttestWorkspaceLife *self, guint patience_ms)
{
  gboolean over = FALSE;
  guint patience = g_timeout_add (patience_ms, patience_over_cb, &over);

  self->ending = TRUE;
  self->quitting = TRUE;
  while ((self->opening || self->ready || self->closing) && !over)
    {
      attest_workspace_life_close (self);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (patience);
}

/* Without a window */

/**
 * attest_workspace_life_leave:
 * @self: a life
 *
 * The last window has gone: the program ends, or stays in the background while something is still
 * to be sent.
 */
void
attest_workspace_life_leave (AttestWorkspaceLife *self)
{
  if (!self->ready)
    return;
  if (!self->quitting && attest_workspace_life_is_needed (self))
    attest_background_enter (self->background);
  else
    attest_workspace_life_close (self);
}

/* There is a window, or will be at once, and nobody wants it to end. */
void
attest_workspace_life_stay (AttestWorkspaceLife *self)
{
  self->quitting = FALSE;
  attest_background_leave (self->background);
}

/* @quitting: whether it ends with its last window, whatever waits to be sent */
void
attest_workspace_life_set_quitting (AttestWorkspaceLife *self, gboolean quitting)
{
  self->quitting = quitting;
}

/* The object */

/**
 * attest_workspace_life_new:
 * @application: owns it
 * @funcs: what it tells
 *
 * Returns: (transfer full): one whose workspace is to be opened
 */
AttestWorkspaceLife *
attest_workspace_life_new (GtkApplication *application, const AttestWorkspaceLifeFuncs *funcs)
{
  AttestWorkspaceLife *self = g_new0 (AttestWorkspaceLife, 1);

  self->application = application;
  self->funcs = funcs;
  self->workspace = attest_workspace_new (NULL);
  self->practice = attest_practice_control_new (application);
  return self;
}

/* @self: one with nothing under way */
void
attest_workspace_life_free (AttestWorkspaceLife *self)
{
  g_clear_pointer (&self->practice, attest_practice_control_free);
  g_clear_object (&self->trash);
  g_clear_pointer (&self->background, attest_background_free);
  g_clear_object (&self->queue);
  g_clear_object (&self->workspace);
  g_clear_error (&self->failure);
  g_free (self);
}

/* Returns: (transfer none): the workspace; it can be used once it is ready */
AttestWorkspace *
attest_workspace_life_get_workspace (AttestWorkspaceLife *self)
{
  return self->workspace;
}

/* Returns: (transfer none): the practice service */
AttestPracticeControl *
attest_workspace_life_get_practice (AttestWorkspaceLife *self)
{
  return self->practice;
}

/* Returns: (transfer none): what deletes drafts and brings them back */
AttestDraftTrash *
attest_workspace_life_get_trash (AttestWorkspaceLife *self)
{
  return self->trash;
}

/* Returns: (transfer none): how far the outbox is */
AttestQueueWatch *
attest_workspace_life_get_queue (AttestWorkspaceLife *self)
{
  return self->queue;
}

/* Returns: whether the workspace is open */
gboolean
attest_workspace_life_get_ready (AttestWorkspaceLife *self)
{
  return self->ready;
}

/* Returns: whether something would be sent if the program went on */
gboolean
attest_workspace_life_is_needed (AttestWorkspaceLife *self)
{
  return self->ready && attest_background_is_needed (self->background);
}

/* Returns: (transfer none) (nullable): why the workspace could not be opened */
const GError *
attest_workspace_life_get_failure (AttestWorkspaceLife *self)
{
  return self->failure;
}
