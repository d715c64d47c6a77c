/* See the header. When the layout of a window changes, GTK (4.8 at least) makes what is under the
 * pointer say again where the pointer is, before the next frame. A popover that was closed in
 * between is made to do so as well: it has the pointer again though nobody sees it, is asked again
 * at every change from then on, and the next press goes to it and is lost. Main thread. */
#include "attest-config.h"
#include "widgets/attest-popovers.h"

/* Comes before the layout of this frame, which would ask the popover once more. GTK looks anew for
 * what has the pointer when what had it becomes insensitive, though by the place in the popover;
 * with a layout of the window it is told the place in the window. */
static gboolean
let_go_cb (GtkWidget *window, GdkFrameClock *clock, gpointer popover)
{
  gboolean sensitive = gtk_widget_get_sensitive (popover);

  if (gtk_widget_get_visible (popover) || gtk_widget_get_root (popover) != GTK_ROOT (window))
    return G_SOURCE_REMOVE;
  gtk_widget_set_sensitive (popover, FALSE);
  gtk_widget_set_sensitive (popover, sensitive);
  gtk_widget_queue_allocate (window);
  return G_SOURCE_REMOVE;
}

static void
state_flags_changed_cb (GtkWidget *popover)
{
  GtkRoot *window = gtk_widget_get_root (popover);

  if (window != NULL && !gtk_widget_get_visible (popover)
      && (gtk_widget_get_state_flags (popover) & GTK_STATE_FLAG_PRELIGHT) != 0)
    gtk_widget_add_tick_callback (
        GTK_WIDGET (window), let_go_cb, g_object_ref (popover), g_object_unref);
}

static gboolean
closed_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  GObject *popover = g_value_get_object (values);

  if (g_signal_handler_find (popover, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, state_flags_changed_cb, NULL)
      == 0)
    g_signal_connect (popover, "state-flags-changed", G_CALLBACK (state_flags_changed_cb), NULL);
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
