/* The end of the session: logging out, shutting down, or a signal. What is typed is saved at once
 * and the program ends by itself; what is queued goes on at the next start. A session manager that
 * asks first is held up until everything is saved. Main thread. */
#include "attest-config.h"
#include "application/attest-application-parts.h"

#include "editor/attest-editor-window.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>

/* Drafts take a moment. The answer to what is on its way may take minutes, which nobody who logs
 * out has: without it the next start finds the row being sent, and that its outcome is unknown. */
#define PATIENCE_MS 5000

static gboolean
signal_cb (gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));
  return G_SOURCE_CONTINUE;
}

/* One that the starter wants ignored, as nohup does, stays so. */
static void
watch_signal (AttestApplication *self, int number)
{
  struct sigaction now;

  if (sigaction (number, NULL, &now) == 0 && now.sa_handler == SIG_IGN)
    return;
  g_unix_signal_add (number, signal_cb, self);
}

static void
saved_cb (AttestApplication *self, const GError *error, gpointer user_data)
{
  if (error != NULL)
    attest_application_ask_whether_to_lose (self, error);
  else
    attest_application_set_session_held (self, FALSE);
}

/* The session is about to end, but may still be kept from it. */
static void
query_end_cb (AttestApplication *self)
{
  if (!self->ready)
    return;
  attest_application_set_session_held (self, TRUE);
  attest_application_save_all (self, saved_cb, NULL);
}

/**
 * attest_application_set_session_held:
 * @self: the application
 * @held: whether something typed is not durable
 *
 * Keeps the session from ending, or lets it end. The user can always end it nevertheless.
 */
void
attest_application_set_session_held (AttestApplication *self, gboolean held)
{
  if (held == (self->session_cookie != 0))
    return;
  if (held)
    self->session_cookie = gtk_application_inhibit (GTK_APPLICATION (self),
                                                    attest_application_get_parent (self),
                                                    GTK_APPLICATION_INHIBIT_LOGOUT,
                                                    _ ("Drafts are being saved"));
  else
    {
      gtk_application_uninhibit (GTK_APPLICATION (self), self->session_cookie);
      self->session_cookie = 0;
    }
}

/**
 * attest_application_watch_session:
 * @self: the application, while it starts
 */
void
attest_application_watch_session (AttestApplication *self)
{
  watch_signal (self, SIGTERM);
  watch_signal (self, SIGINT);
  watch_signal (self, SIGHUP);
  g_signal_connect (self, "query-end", G_CALLBACK (query_end_cb), NULL);
}

static void
leave_windows (AttestApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (ATTEST_IS_EDITOR_WINDOW (l->data))
        attest_editor_window_finish_typing (ATTEST_EDITOR_WINDOW (l->data));
      gtk_widget_set_visible (GTK_WIDGET (l->data), FALSE);
    }
}

static gboolean
patience_over_cb (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_CONTINUE;
}

/**
 * attest_application_finish_session:
 * @self: the application, whose main loop is over
 *
 * Saves what is typed and closes the workspace before it returns, unless that takes too long.
 */
void
attest_application_finish_session (AttestApplication *self)
{
  gboolean over = FALSE;
  guint patience = g_timeout_add (PATIENCE_MS, patience_over_cb, &over);

  leave_windows (self);
  self->quitting = TRUE;
  while ((self->opening || self->ready || self->closing) && !over)
    {
      attest_application_close_workspace (self);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (patience);
  attest_application_destroy_windows (self);
}
