/* The keys of undoing: see the header. */
#include "attest-config.h"
#include "widgets/attest-undo-keys.h"

#define DATA                                                                                       \
  "attest-undo-keys" /* of a window: its actions; of a text: it has been given the keys */

typedef struct
{
  const char *undo;
  const char *redo;
} Actions;

static const char *
find_action (GtkWidget *text, GdkEvent *event)
{
  const Actions *actions = g_object_get_data (G_OBJECT (gtk_widget_get_root (text)), DATA);

  if (gdk_key_event_matches (event, GDK_KEY_z, GDK_CONTROL_MASK) != GDK_KEY_MATCH_NONE)
    return actions->undo;
  if (gdk_key_event_matches (event, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK)
      != GDK_KEY_MATCH_NONE)
    return actions->redo;
  return NULL;
}

/* The input method sees the key first: what is being composed becomes text, and is undone with it.
 * Undone beside it, what was typed before would be gone for good. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                GtkWidget *text)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  const char *action = find_action (text, event);

  if (action == NULL)
    return GDK_EVENT_PROPAGATE;
  /* An entry has asked its input method before, a view does so later. */
  if (!GTK_IS_TEXT_VIEW (text)
      || !gtk_text_view_im_context_filter_keypress (GTK_TEXT_VIEW (text), event))
    gtk_widget_activate_action (text, action, NULL);
  return GDK_EVENT_STOP;
}

/* Comes before the keys that the text has by itself. */
static void
focus_moved_cb (GtkWindow *window)
{
  GtkWidget *text = gtk_window_get_focus (window);
  GtkEventController *keys = NULL;

  if (text == NULL || (!GTK_IS_TEXT (text) && !GTK_IS_TEXT_VIEW (text))
      || g_object_get_data (G_OBJECT (text), DATA) != NULL)
    return;
  keys = gtk_event_controller_key_new ();
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), text);
  gtk_widget_add_controller (text, keys);
  g_object_set_data (G_OBJECT (text), DATA, keys);
}

/**
 * attest_undo_keys_attach:
 * @window: a window that has the keys for itself
 * @undo: its action; static
 * @redo: likewise
 *
 * Entries and text views have keys of their own for undo, and keep them even when their undo is
 * switched off; from now on they belong to @window as a whole.
 */
void
attest_undo_keys_attach (GtkWindow *window, const char *undo, const char *redo)
{
  Actions *actions = g_new (Actions, 1);

  *actions = (Actions){ undo, redo };
  g_object_set_data_full (G_OBJECT (window), DATA, actions, g_free);
  g_signal_connect (window, "notify::focus-widget", G_CALLBACK (focus_moved_cb), NULL);
}
