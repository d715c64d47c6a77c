/* attestctl key: API keys in the system keyring. A key is read from standard input, never from an
 * argument, where other users of the machine could see it. */
#include "attest-config.h"
#include "cli-await.h"
#include "cli-output.h"
#include "cli-workspace.h"
#include "cli.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define MAX_KEY 8192

typedef struct
{
  AttestWorkspace *workspace;
  AttestKeyring *keyring;
  const AttestService *service;
  AttestEnvironment environment;
  const char *host;
} Target;

/* Reads one line without showing it. Returns FALSE if there is none. */
static gboolean
read_key (char *key, gsize size)
{
  struct termios shown;
  gboolean on_terminal = tcgetattr (STDIN_FILENO, &shown) == 0;
  gboolean got = FALSE;

  if (on_terminal)
    {
      struct termios hidden = shown;

      hidden.c_lflag &= ~(tcflag_t) ECHO;
      fputs (_ ("API key: "), stderr);
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
    }
  got = fgets (key, (int) size, stdin) != NULL;
  if (on_terminal)
    {
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
      fputc ('\n', stderr);
    }
  key[got ? strcspn (key, "\r\n") : 0] = '\0';
  return got;
}

static int
set (Target *target)
{
  static char key[MAX_KEY];
  g_auto (CliAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  setvbuf (stdin, NULL, _IONBF, 0);
  if (!read_key (key, sizeof key))
    return cli_usage (_ ("the key is read from standard input, and there was none"));
  attest_keyring_store_async (target->keyring,
                              target->service,
                              target->environment,
                              target->host,
                              key,
                              NULL,
                              cli_await_done,
                              &await);
  explicit_bzero (key, sizeof key);
  if (!attest_keyring_store_finish (target->keyring, cli_await (&await), &error))
    return cli_fail (CLI_PROBLEMS, error);
  return CLI_OK;
}

/* The same words in every language, for scripts; what to do about it is said beside them. */
static const char *const state_ids[] = {
  [ATTEST_KEY_STORED] = "stored",
  [ATTEST_KEY_NONE] = "none",
  [ATTEST_KEY_LOCKED] = "locked",
  [ATTEST_KEY_UNAVAILABLE] = "unavailable",
};

static int
print_status (Target *target)
{
  g_auto (CliAwait) await = { NULL };
  g_autoptr (GError) error = NULL;
  AttestKeyState state = ATTEST_KEY_NONE;

  attest_keyring_get_state_async (target->keyring,
                                  target->service,
                                  target->environment,
                                  target->host,
                                  NULL,
                                  cli_await_done,
                                  &await);
  state = attest_keyring_get_state_finish (target->keyring, cli_await (&await), NULL, &error);
  if (error != NULL)
    return cli_fail (CLI_PROBLEMS, error);
  cli_print (stdout, "%s\n", state_ids[state]);
  if (state != ATTEST_KEY_STORED)
    cli_print (stderr, "%s\n", attest_key_state_get_advice (state));
  return state == ATTEST_KEY_STORED ? CLI_OK : CLI_PROBLEMS;
}

static int
remove_key (Target *target)
{
  g_auto (CliAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  attest_keyring_remove_async (target->keyring,
                               target->service,
                               target->environment,
                               target->host,
                               NULL,
                               cli_await_done,
                               &await);
  if (!attest_keyring_remove_finish (target->keyring, cli_await (&await), &error))
    return cli_fail (CLI_PROBLEMS, error);
  return CLI_OK;
}

static const struct
{
  const char *verb;
  int (*run) (Target *target);
} verbs[] = { { "set", set }, { "status", print_status }, { "remove", remove_key } };

static int
run (Target *target, int (*verb) (Target *target))
{
  target->keyring = attest_workspace_get_keyring (target->workspace);
  target->host =
      attest_workspace_get_host (target->workspace, target->service, target->environment);
  if (target->host == NULL)
    return cli_usage (_ ("no host is set for %s (%s); set one first with “attestctl host set”"),
                      target->service->name,
                      attest_environment_get_label (target->environment));
  return verb (target);
}

int
cli_key (int argc, char **argv)
{
  Target target = { NULL };
  g_autoptr (GError) error = NULL;
  int (*verb) (Target * target) = NULL;
  int code = CLI_OK;

  if (!cli_parse (
          _ ("set|status|remove SERVICE ENVIRONMENT"),
          _ ("Keeps the API key of a service in the system keyring. “set” reads the key from "
             "standard input."),
          NULL,
          &argc,
          &argv))
    return CLI_USAGE;
  for (guint i = 0; argc == 4 && i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (argv[1], verbs[i].verb) == 0)
      verb = verbs[i].run;
  if (verb == NULL)
    return cli_usage (_ ("use “key set|status|remove SERVICE ENVIRONMENT”"));
  if (!cli_read_target (argc - 2, argv + 2, &target.service, &target.environment))
    return CLI_USAGE;
  if (target.environment == ATTEST_ENVIRONMENT_PRACTICE)
    return cli_usage (_ ("the practice service needs no key"));
  target.workspace = cli_workspace_open (&error);
  if (target.workspace == NULL)
    return cli_fail (CLI_PROBLEMS, error);
  code = run (&target, verb);
  cli_workspace_close (target.workspace);
  return code;
}
