/* See the header. Main thread. */
#include "attest-config.h"
#include "widgets/attest-focus.h"

static void
root_cb (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  if (focus != NULL && gtk_widget_get_root (focus) == NULL)
    gtk_window_set_focus (window, NULL);
}

/**
 * attest_focus_watch:
 * @window: any window; once, before it is shown
 *
 * From now on the window has the keyboard itself once the widget that had it is taken out of it.
 * GTK gives it to another widget with the next frame, but until then to what is gone: keys come to
 * nothing, those of the window too.
 */
void
attest_focus_watch (GtkWindow *window)
{
  GSignalGroup *focus = NULL;

  g_return_if_fail (GTK_IS_WINDOW (window));

  focus = g_signal_group_new (GTK_TYPE_WIDGET);
  g_signal_group_connect_swapped (focus, "notify::root", G_CALLBACK (root_cb), window);
  g_object_bind_property (window, "focus-widget", focus, "target", G_BINDING_SYNC_CREATE);
  g_object_set_data_full (G_OBJECT (window), "attest-focus", focus, g_object_unref);
}

/**
 * attest_focus_find:
 * @widgets: (element-type GtkWidget): those in a list that is to be made anew
 * @place: (out): which of them has the keyboard
 *
 * Returns: whether one of them has it
 */
gboolean
attest_focus_find (GPtrArray *widgets, guint *place)
{
  g_return_val_if_fail (widgets != NULL && place != NULL, FALSE);

  for (guint i = 0; i < widgets->len; i++)
    if (gtk_widget_has_focus (g_ptr_array_index (widgets, i)))
      {
        *place = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * attest_focus_give:
 * @widgets: (element-type GtkWidget): those in the list as it is now, in a window
 * @place: which of them had the keyboard before
 *
 * The keyboard goes on with the one that is there now, or with the last where there are fewer.
 */
void
attest_focus_give (GPtrArray *widgets, guint place)
{
  g_return_if_fail (widgets != NULL);

  if (widgets->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (widgets, MIN (place, widgets->len - 1)));
}
