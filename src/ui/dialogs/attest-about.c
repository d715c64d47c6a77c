/* The about window. Main thread. */
#include "attest-config.h"

#include "dialogs/attest-dialogs.h"

#include <glib/gi18n.h>

/**
 * attest_show_about:
 * @application: the application
 */
void
attest_show_about (AttestApplication *application)
{
  adw_show_about_window (gtk_application_get_active_window (GTK_APPLICATION (application)),
                         "application-name",
                         "Attest",
                         "application-icon",
                         ATTEST_APP_ID,
                         "version",
                         ATTEST_VERSION,
                         "developer-name",
                         _ ("The Attest developers"),
                         "license-type",
                         GTK_LICENSE_GPL_3_0,
                         "comments",
                         _ ("Attest sends certificates to IAF CertSearch and certificate forms to "
                            "kolleges, and keeps what was sent. It belongs to neither of them."),
                         /* Translators: your names, one a line */
                         "translator-credits",
                         _ ("translator-credits"),
                         NULL);
}
