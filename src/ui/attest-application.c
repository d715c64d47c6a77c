/* AttestApplication: owns the workspace and the practice service. Main thread. */
#include "attest-config.h"
#include "attest-application.h"

#include "attest-data-resources.h"
#include "attest-ui-resources.h"
#include "attest-window.h"

struct _AttestApplication
{
  AdwApplication parent_instance;

  AttestWorkspace *workspace;
  AttestEnvironment environment;
};

G_DEFINE_FINAL_TYPE (AttestApplication, attest_application, ADW_TYPE_APPLICATION)

static void
attest_application_startup (GApplication *application)
{
  attest_data_register_resource ();
  attest_ui_register_resource ();
  G_APPLICATION_CLASS (attest_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name (ATTEST_APP_ID);
}

static void
attest_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (attest_window_new (ATTEST_APPLICATION (application)));

  gtk_window_present (window);
}

static void
attest_application_class_init (AttestApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = attest_application_startup;
  application_class->activate = attest_application_activate;
}

static void
attest_application_init (AttestApplication *self)
{
}

/**
 * attest_application_new:
 *
 * Returns: (transfer full): the application, to be run
 */
AttestApplication *
attest_application_new (void)
{
  return g_object_new (ATTEST_TYPE_APPLICATION,
                       "application-id",
                       ATTEST_APP_ID,
                       "resource-base-path",
                       "/io/github/attest_app/Attest",
                       NULL);
}
