/* See the header. When the layout of a window changes, GTK (4.8 at least) tells what is under the
 * pointer that it moved, one frame later. A popover that was closed in that frame is told as well,
 * and so has the pointer again, unseen: the window asks it at every change from then on, and the
 * next click goes there and is lost. A popover without a surface cannot be told. Main thread. */
#include "attest-config.h"
#include "widgets/attest-popovers.h"

/* It may have been opened again in between. */
static gboolean
unrealize_cb (gpointer popover)
{
  if (!gtk_widget_get_visible (popover) && gtk_widget_get_realized (popover))
    gtk_widget_unrealize (popover);
  return G_SOURCE_REMOVE;
}

/* Not at once: GDK closes a popover that is clicked beside in the midst of work on its surface. But
 * before any event and before the next frame. */
static gboolean
closed_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  g_idle_add_full (G_PRIORITY_HIGH, unrealize_cb, g_value_dup_object (values), g_object_unref);
  return TRUE;
}

/**
 * attest_popovers_install:
 *
 * From now on no click is lost after a popover was closed. To be called once, after GTK was
 * initialised.
 */
void
attest_popovers_install (void)
{
  gpointer klass = g_type_class_ref (GTK_TYPE_POPOVER); /* has the signal */

  g_signal_add_emission_hook (
      g_signal_lookup ("closed", GTK_TYPE_POPOVER), 0, closed_cb, NULL, NULL);
  g_type_class_unref (klass);
}
