/* The end of the session: logging out, shutting down, or a signal. What is typed is saved at once
 * and the program ends by itself; what is queued goes on at the next start. A session manager that
 * asks first is held up until everything is saved. Main thread. */
#include "attest-config.h"
#include "program/attest-session.h"

#include "program/attest-quit.h"
#include "program/attest-windows.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>

/* Drafts take a moment. The answer to what is on its way may take minutes, which nobody who logs
 * out has: without it the next start finds the row being sent, and that its outcome is unknown. */
#define PATIENCE_MS 5000

/* What keeps the session from ending, of the application; 0: nothing. */
#define COOKIE_KEY "attest-session-cookie"

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

/* Keeps the session from ending, or lets it end. The user can always end it nevertheless. */
static void
set_held (AttestApplication *self, gboolean held)
{
  guint cookie = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (self), COOKIE_KEY));

  if (held == (cookie != 0))
    return;
  if (held)
    cookie = gtk_application_inhibit (GTK_APPLICATION (self),
                                      attest_application_get_parent (self),
                                      GTK_APPLICATION_INHIBIT_LOGOUT,
                                      _ ("Saving drafts"));
  else
    gtk_application_uninhibit (GTK_APPLICATION (self), cookie);
  g_object_set_data (G_OBJECT (self), COOKIE_KEY, held ? GUINT_TO_POINTER (cookie) : NULL);
}

static void
answered_cb (AttestApplication *self)
{
  set_held (self, FALSE);
}

static void
saved_cb (AttestApplication *self, const GError *error, gpointer user_data)
{
  if (error != NULL)
    attest_quit_ask_whether_to_lose (self, error, answered_cb);
  else
    set_held (self, FALSE);
}

/* The session is about to end, but may still be kept from it. */
static void
query_end_cb (AttestApplication *self)
{
  if (!attest_application_get_ready (self))
    return;
  set_held (self, TRUE);
  attest_quit_save_all (self, saved_cb, NULL);
}

/**
 * attest_session_watch:
 * @self: the application, while it starts
 */
void
attest_session_watch (AttestApplication *self)
{
  watch_signal (self, SIGTERM);
  watch_signal (self, SIGINT);
  watch_signal (self, SIGHUP);
  g_signal_connect (self, "query-end", G_CALLBACK (query_end_cb), NULL);
}

static void
leave_editor (AttestEditorWindow *editor, gpointer user_data)
{
  attest_editor_window_finish_typing (editor);
}

/**
 * attest_session_finish:
 * @self: the application, whose main loop is over
 *
 * Saves what is typed and closes the workspace before it returns, unless that takes too long.
 */
void
attest_session_finish (AttestApplication *self)
{
  attest_windows_foreach_editor (self, leave_editor, NULL);
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    gtk_widget_set_visible (GTK_WIDGET (l->data), FALSE);
  attest_application_close_at_once (self, PATIENCE_MS);
  attest_windows_destroy (self);
}
