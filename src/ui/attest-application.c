/* AttestApplication: owns the workspace and the practice service. Main thread. */
#include "attest-config.h"
#include "attest-application.h"
#include "attest-data-resources.h"

struct _AttestApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (AttestApplication, attest_application, ADW_TYPE_APPLICATION)

static void
attest_application_class_init (AttestApplicationClass *klass)
{
  attest_data_register_resource ();
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
  return g_object_new (ATTEST_TYPE_APPLICATION, "application-id", ATTEST_APP_ID, NULL);
}
