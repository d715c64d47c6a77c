/* Opening and closing the workspace, and the practice service beside it. Main thread. */
#include "attest-config.h"
#include "cli-workspace.h"
#include "cli-await.h"
#include "cli-output.h"
#include "cli.h"

#include <glib/gi18n.h>

/* Returns: (transfer full) (nullable): to be closed with cli_workspace_close() */
AttestWorkspace *
cli_workspace_open (GError **error)
{
  g_autoptr (AttestWorkspace) workspace = attest_workspace_new (NULL);
  g_auto (CliAwait) await = { NULL };

  attest_workspace_open_async (workspace, NULL, cli_await_done, &await);
  if (!attest_workspace_open_finish (workspace, cli_await (&await), error))
    return NULL;
  /* Told by each command, until a window has shown it to somebody. */
  if (attest_workspace_get_notice (workspace) != NULL)
    cli_print (stderr, "attestctl: %s\n", attest_workspace_get_notice (workspace));
  return g_steal_pointer (&workspace);
}

/* Waits for the last write, then gives the workspace up. */
void
cli_workspace_close (AttestWorkspace *self)
{
  g_auto (CliAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  attest_workspace_close_async (self, cli_await_done, &await);
  if (!attest_workspace_close_finish (self, cli_await (&await), &error))
    cli_fail (CLI_NOT_SENT, error);
  g_object_unref (self);
}

/* Returns: (transfer full) (nullable): the running service; @workspace: (nullable): to be told of
 * it */
AttestPractice *
cli_practice_start (AttestWorkspace *workspace, guint port, GError **error)
{
  g_autoptr (AttestPractice) practice = attest_practice_new ();
  guint n_services = 0;
  const AttestService *const *services = attest_service_list (&n_services);

  if (workspace != NULL)
    {
      g_autofree char *state =
          g_build_filename (attest_workspace_get_folder (workspace), "practice.json", NULL);
      g_object_set (practice, "state-path", state, NULL);
    }
  if (!attest_practice_start (practice, port, error))
    return NULL;
  if (attest_practice_get_kept_path (practice) != NULL)
    {
      cli_print (stderr,
                 _ ("The file with what was practised is damaged. It is kept as “%s”, and practice "
                    "goes on with what could be read of it."),
                 attest_practice_get_kept_path (practice));
      cli_print (stderr, "\n");
    }
  for (guint i = 0; workspace != NULL && i < n_services; i++)
    attest_workspace_set_practice_url (
        workspace, services[i], attest_practice_get_url (practice, services[i]->id));
  return g_steal_pointer (&practice);
}

/* Reads SERVICE ENVIRONMENT, at argv[0] and argv[1]; prints what is wrong. */
gboolean
cli_read_target (int argc,
                 char **argv,
                 const AttestService **service,
                 AttestEnvironment *environment)
{
  guint n_services = 0;
  const AttestService *const *services = attest_service_list (&n_services);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < n_services; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "", services[i]->id);
  *service = argc > 0 ? attest_service_get (argv[0]) : NULL;
  if (*service == NULL)
    /* Translators: %s is a list of words that can be given */
    cli_usage (_ ("the service is one of: %s"), ids->str);
  else if (argc < 2 || !attest_environment_from_id (argv[1], environment))
    cli_usage (_ ("the environment is “practice”, “test” or “production”"));
  else
    return TRUE;
  return FALSE;
}
