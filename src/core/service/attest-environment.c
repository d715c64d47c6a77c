/* Environments: where a service is reached, in one word. Thread: any. */
#include "attest-config.h"

#include "service/attest-service.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *id;
  const char *label;
} environments[ATTEST_N_ENVIRONMENTS] = {
  [ATTEST_ENVIRONMENT_PRACTICE] = { "practice", NC_ ("environment", "Practice") },
  [ATTEST_ENVIRONMENT_TEST] = { "test", NC_ ("environment", "Test") },
  [ATTEST_ENVIRONMENT_PRODUCTION] = { "production", NC_ ("environment", "Production") },
};

/**
 * attest_environment_get_id:
 * @environment: an environment
 *
 * Returns: (transfer none): its name in the database and on the command line
 */
const char *
attest_environment_get_id (AttestEnvironment environment)
{
  g_return_val_if_fail ((guint) environment < ATTEST_N_ENVIRONMENTS, NULL);
  return environments[environment].id;
}

/**
 * attest_environment_from_id:
 * @id: (nullable): a name, perhaps from a person
 * @environment: (out): the environment of that name; untouched if there is none
 *
 * Returns: whether there is such an environment
 */
gboolean
attest_environment_from_id (const char *id, AttestEnvironment *environment)
{
  for (guint i = 0; i < ATTEST_N_ENVIRONMENTS; i++)
    if (g_strcmp0 (environments[i].id, id) == 0)
      {
        *environment = (AttestEnvironment) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * attest_environment_get_label:
 * @environment: an environment
 *
 * Returns: (transfer none): its name in the user's language
 */
const char *
attest_environment_get_label (AttestEnvironment environment)
{
  g_return_val_if_fail ((guint) environment < ATTEST_N_ENVIRONMENTS, NULL);
  return g_dpgettext2 (GETTEXT_PACKAGE, "environment", environments[environment].label);
}
