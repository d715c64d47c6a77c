/* See the header. ibus waits for its answer to a key in a main loop of its own, in the midst of
 * what GTK does with that key. What comes meanwhile is done there: a window that was told to close
 * would be gone when GTK goes on with it. */
#include "attest-config.h"
#include "widgets/attest-closing.h"

#define STEP 5 /* milliseconds until it is looked at again */
#define KEY "attest-closing"

/**
 * attest_closing_has_to_wait:
 *
 * Returns: whether this is done within a main loop that something waits in
 */
gboolean
attest_closing_has_to_wait (void)
{
  return g_main_depth () > 1;
}

static gboolean
close_cb (gpointer window)
{
  if (attest_closing_has_to_wait ())
    return G_SOURCE_CONTINUE;
  g_object_set_data (window, KEY, NULL);
  gtk_window_close (window);
  return G_SOURCE_REMOVE;
}

static gboolean
close_request_cb (GtkWindow *window)
{
  if (!attest_closing_has_to_wait ())
    return FALSE;
  if (g_object_get_data (G_OBJECT (window), KEY) == NULL)
    g_timeout_add_full (G_PRIORITY_DEFAULT, STEP, close_cb, g_object_ref (window), g_object_unref);
  g_object_set_data (G_OBJECT (window), KEY, window);
  return TRUE;
}

static void
added_cb (GtkApplication *application, GtkWindow *window)
{
  g_signal_connect (window, "close-request", G_CALLBACK (close_request_cb), NULL);
}

/**
 * attest_closing_install:
 * @application: the application, before it has windows
 *
 * From now on its windows close between two keys, not while one is on its way.
 */
void
attest_closing_install (GtkApplication *application)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));

  g_signal_connect (application, "window-added", G_CALLBACK (added_cb), NULL);
}
