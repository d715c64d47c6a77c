/* The help window: one page that needs no network, no viewer and no installed files.
 * Main thread. */
#include "attest-config.h"

#include "application/attest-application.h"
#include "dialogs/attest-dialogs.h"

/**
 * attest_show_help:
 * @application: the application
 */
void
attest_show_help (AttestApplication *application)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/io/github/attest_app/Attest/ui/dialogs/attest-help.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "help_window"));

  attest_application_present (application, window);
}
