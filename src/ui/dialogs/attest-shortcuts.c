/* The shortcuts window: attest-shortcuts-window.ui lists every key; a test holds it against those
 * that are registered. Main thread. */
#include "attest-config.h"
#include "dialogs/attest-dialogs.h"

#include "attest-application-private.h"

/**
 * attest_show_shortcuts:
 * @application: the application
 */
void
attest_show_shortcuts (AttestApplication *application)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
      "/io/github/attest_app/Attest/ui/dialogs/attest-shortcuts-window.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts_window"));

  attest_application_present (application, window);
}
