/* The shortcuts window: attest-shortcuts-window.ui lists every key; a test holds it against those
 * that are registered. Main thread. */
#include "attest-config.h"
#include "dialogs/attest-dialogs.h"

#include "application/attest-application.h"
#include "editor/attest-editor-window.h"

/**
 * attest_show_shortcuts:
 * @application: the application
 *
 * Shows the keys, beginning with those of the window that is active.
 */
void
attest_show_shortcuts (AttestApplication *application)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
      "/io/github/attest_app/Attest/ui/dialogs/attest-shortcuts-window.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts_window"));

  g_object_set (window,
                "section-name",
                ATTEST_IS_EDITOR_WINDOW (attest_application_get_parent (application))
                    ? "editor"
                    : "everywhere",
                NULL);
  attest_application_present (application, window);
}
