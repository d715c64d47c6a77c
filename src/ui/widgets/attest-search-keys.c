/* Typing anywhere opens a search bar: see the header.
 *
 * GtkSearchBar can do that itself, but gives the key to an entry that has not the keyboard yet: its
 * input method is asleep then, the first letter of a syllable stands alone, and what is typed next
 * searches while the bar is closed. So the entry gets the keyboard first. */
#include "attest-config.h"
#include "widgets/attest-search-keys.h"

#ifdef GDK_WINDOWING_X11
#include <gdk/x11/gdkx.h>
#endif

#define MODIFIERS                                                                                  \
  (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_HYPER_MASK | GDK_META_MASK)

/* A blank presses what has the keyboard. */
static gboolean
is_letter (guint keyval, GdkModifierType state)
{
  const gunichar letter = gdk_keyval_to_unicode (keyval);

  return (state & MODIFIERS) == 0 && g_unichar_isgraph (letter);
}

/* Not where something is typed already, nor in a menu. */
static gboolean
is_free (GtkEventController *controller)
{
  GtkWidget *window = gtk_event_controller_get_widget (controller);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));
  GdkEvent *event = gtk_event_controller_get_current_event (controller);

  return (focus == NULL || (!GTK_IS_TEXT (focus) && !GTK_IS_TEXT_VIEW (focus)))
         && gdk_event_get_surface (event) == gtk_native_get_surface (GTK_NATIVE (window));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                GtkSearchBar *bar)
{
  GtkEditable *entry = g_object_get_data (G_OBJECT (controller), "entry");

  if (!is_letter (keyval, state) || !is_free (GTK_EVENT_CONTROLLER (controller)))
    return GDK_EVENT_PROPAGATE;
  gtk_search_bar_set_search_mode (bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  gtk_editable_set_position (entry, -1); /* taking the keyboard selects what stands there */
  return gtk_event_controller_key_forward (controller,
                                           GTK_WIDGET (gtk_editable_get_delegate (entry)));
}

/**
 * attest_search_keys_connect:
 * @bar: a search bar
 * @entry: what is in it
 *
 * As gtk_search_bar_connect_entry(), but under X keys that @entry did not take are not handed to it
 * once more: its input method would be asked twice, and while ibus thinks GTK loses the key that it
 * hands on. Under Wayland no input method is waited for, and the first letter comes that way.
 */
void
attest_search_keys_connect (GtkSearchBar *bar, GtkSearchEntry *entry)
{
  g_return_if_fail (GTK_IS_SEARCH_BAR (bar));
  g_return_if_fail (GTK_IS_SEARCH_ENTRY (entry));

  gtk_search_bar_connect_entry (bar, GTK_EDITABLE (entry));
#ifdef GDK_WINDOWING_X11
  if (GDK_IS_X11_DISPLAY (gtk_widget_get_display (GTK_WIDGET (bar))))
    gtk_search_entry_set_key_capture_widget (entry, NULL);
#endif
}

/**
 * attest_search_keys_new:
 * @bar: a search bar
 * @entry: what is in it; both live as long as the controller is in use
 *
 * Returns: (transfer full): to be added to the window
 */
GtkEventController *
attest_search_keys_new (GtkSearchBar *bar, GtkSearchEntry *entry)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_object_set_data (G_OBJECT (keys), "entry", entry);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), bar);
  return keys;
}
