/* Files dropped on a window are opened by the program, as those are that it is started with. Main
 * thread. */
#include "attest-config.h"
#include "widgets/attest-file-drop.h"

static gboolean
drop_cb (GtkWindow *window, const GValue *value)
{
  g_autoptr (GSList) dropped = gdk_file_list_get_files (g_value_get_boxed (value));
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  for (GSList *l = dropped; l != NULL; l = l->next)
    g_ptr_array_add (files, l->data);
  if (files->len > 0)
    g_application_open (G_APPLICATION (gtk_window_get_application (window)),
                        (GFile **) files->pdata,
                        (int) files->len,
                        "");
  return files->len > 0;
}

/**
 * attest_file_drop_add:
 * @window: a window of the program
 *
 * Lets files be dropped anywhere on @window.
 */
void
attest_file_drop_add (GtkWindow *window)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_return_if_fail (GTK_IS_WINDOW (window));

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), window, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (target));
}
