/* See the header. ibus waits for its answer to a key in a main loop of its own, in the midst of
 * what GTK does with that key. What comes meanwhile is done there: a window that was told to close
 * would be gone when GTK goes on with it. */
#include "attest-config.h"
#include "widgets/attest-closing.h"

#define STEP 5 /* milliseconds until it is looked at again */
#define KEY "attest-closing"

typedef struct
{
  GSourceFunc func;
  GObject *about; /* owned */
} Later;

static gboolean
has_to_wait (void)
{
  return g_main_depth () > 1;
}

static void
later_free (gpointer later)
{
  g_object_unref (((Later *) later)->about);
  g_free (later);
}

static gboolean
later_cb (gpointer later)
{
  Later *self = later;

  return has_to_wait () ? G_SOURCE_CONTINUE : self->func (self->about);
}

/**
 * attest_closing_wait:
 * @func: what closes windows; returns %G_SOURCE_REMOVE
 * @about: a GObject for it, which is kept until then
 *
 * Calls @func once no key is on its way, if one is now. Thread: main.
 *
 * Returns: whether it is called later; otherwise windows can be closed now
 */
gboolean
attest_closing_wait (GSourceFunc func, gpointer about)
{
  Later *later = NULL;

  g_return_val_if_fail (func != NULL, FALSE);
  g_return_val_if_fail (G_IS_OBJECT (about), FALSE);

  if (!has_to_wait ())
    return FALSE;
  later = g_new (Later, 1);
  later->func = func;
  later->about = g_object_ref (about);
  g_timeout_add_full (G_PRIORITY_DEFAULT, STEP, later_cb, later, later_free);
  return TRUE;
}

static gboolean
close_cb (gpointer window)
{
  g_object_set_data (window, KEY, NULL);
  gtk_window_close (window);
  return G_SOURCE_REMOVE;
}

static gboolean
close_request_cb (GtkWindow *window)
{
  if (g_object_get_data (G_OBJECT (window), KEY) != NULL)
    return TRUE;
  if (!attest_closing_wait (close_cb, window))
    return FALSE;
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
