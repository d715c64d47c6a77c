/* attestctl host: the base URLs of the services. */
#include "attest-config.h"

#include "cli-output.h"
#include "cli-workspace.h"
#include "cli.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

static int
show (AttestWorkspace *workspace, const AttestService *service, AttestEnvironment environment)
{
  const char *host = attest_workspace_get_host (workspace, service, environment);

  if (host != NULL)
    return cli_print (stdout, "%s\n", host), CLI_OK;
  if (environment == ATTEST_ENVIRONMENT_PRACTICE)
    return cli_print (stdout, "%s\n", _ ("built in; started when something is sent")), CLI_OK;
  cli_print (stdout, "%s\n", _ ("not set"));
  return CLI_PROBLEMS;
}

/* @host: (nullable): NULL goes back to the one in the service's document */
static int
set (AttestWorkspace *workspace,
     const AttestService *service,
     AttestEnvironment environment,
     const char *host)
{
  g_auto (CliAwait) await = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *base = NULL;
  gboolean is_whole = FALSE;

  if (host != NULL)
    base = attest_service_find_base (service, environment, host, &is_whole, &error);
  if (error != NULL)
    return cli_fail (CLI_USAGE, error);
  attest_workspace_set_host_async (
      workspace, &(AttestPlace){ service, environment, host }, NULL, cli_await_cb, &await);
  if (!attest_workspace_set_host_finish (workspace, cli_await (&await), &error))
    return cli_fail (CLI_PROBLEMS, error);
  if (is_whole)
    {
      cli_print (stderr, _ ("Attest adds “%s” itself; the base URL is %s"), service->path, base);
      cli_print (stderr, "\n");
    }
  if (environment != ATTEST_ENVIRONMENT_PRACTICE)
    cli_print (stderr, "%s\n", _ ("Each host needs its own key."));
  return CLI_OK;
}

/* The command: shows, sets or resets the address of a service. Returns: an exit code */
int
cli_host (int argc, char **argv)
{
  const AttestService *service = NULL;
  AttestEnvironment environment = ATTEST_ENVIRONMENT_PRACTICE;
  AttestWorkspace *workspace = NULL;
  g_autoptr (GError) error = NULL;
  const char *verb = NULL;
  int code = CLI_OK;

  if (!cli_parse (_ ("show|set|reset SERVICE ENVIRONMENT [URL]"),
                  _ ("Shows or changes the base URL of a service."),
                  NULL,
                  &argc,
                  &argv))
    return CLI_USAGE;
  verb = argc > 1 ? argv[1] : "";
  if (!(strcmp (verb, "show") == 0 && argc == 4) && !(strcmp (verb, "reset") == 0 && argc == 4)
      && !(strcmp (verb, "set") == 0 && argc == 5))
    return cli_usage (_ ("use “host show|reset SERVICE ENVIRONMENT” or "
                         "“host set SERVICE ENVIRONMENT URL”"));
  if (!cli_read_target (argc - 2, argv + 2, &service, &environment))
    return CLI_USAGE;
  workspace = cli_workspace_open (&error);
  if (workspace == NULL)
    return cli_fail (CLI_PROBLEMS, error);
  if (strcmp (verb, "show") == 0)
    code = show (workspace, service, environment);
  else
    code = set (workspace, service, environment, argc == 5 ? argv[4] : NULL);
  return cli_workspace_close (workspace, code);
}
