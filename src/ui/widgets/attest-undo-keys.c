/* The keys of undoing: see the header. */
#include "attest-config.h"
#include "widgets/attest-undo-keys.h"

/**
 * attest_undo_keys_attach:
 * @window: a window
 * @undo: its action
 * @redo: likewise
 *
 * Entries and text views have keys of their own for undo, and keep them even when their undo is
 * switched off; from now on they belong to @window as a whole.
 */
void
attest_undo_keys_attach (GtkWidget *window, const char *undo, const char *redo)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_z, GDK_CONTROL_MASK),
                        gtk_named_action_new (undo)));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK),
                        gtk_named_action_new (redo)));
  gtk_widget_add_controller (window, keys);
}
