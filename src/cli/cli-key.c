/* attestctl key: API keys in the system keyring. A key is read from standard input, never from an
 * argument, where other users of the machine could see it. */
#include "attest-config.h"

#include "cli-output.h"
#include "cli-terminal.h"
#include "cli-workspace.h"
#include "cli.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Room for a key, for what may stand around it, and to see that it is too long. */
#define INPUT_SIZE (2 * ATTEST_KEY_MAX)

typedef struct
{
  AttestWorkspace *workspace;
  AttestKeyring *keyring;
  AttestPlace place;
} Target;

/* What stands on standard input, up to its end. Returns: how many bytes */
static gssize
read_all (char *text, gsize size)
{
  gsize length = 0;
  gssize n = 0;

  while (
      length < size
      && ((n = read (STDIN_FILENO, text + length, size - length)) > 0 || (n < 0 && errno == EINTR)))
    length += (gsize) MAX (n, 0);
  return (gssize) length;
}

/* Reads the key in one piece or not at all, and says why not. Returns: the exit code */
static int
read_key (SecretValue **key)
{
  static char text[INPUT_SIZE];
  gssize length = isatty (STDIN_FILENO)
                      ? cli_terminal_read_hidden (_ ("API key: "), text, sizeof text)
                      : read_all (text, sizeof text);
  g_autofree char *wrapping = NULL;
  g_autoptr (GError) error = NULL;

  *key = attest_key_parse (text, (gsize) MAX (length, 0), &wrapping, &error);
  explicit_bzero (text, sizeof text);
  if (length <= 0)
    return cli_usage (_ ("no key was given on standard input"));
  if (*key == NULL)
    return cli_fail (CLI_PROBLEMS, error);
  if (wrapping != NULL)
    {
      cli_print (stderr, _ ("Left out because it is not part of the key: %s"), wrapping);
      cli_print (stderr, "\n");
    }
  return CLI_OK;
}

/* @key: (nullable): to be stored. Returns: how the key stands afterwards */
static AttestKeyState
call (Target *target, AttestKeyringVerb verb, SecretValue *key, GError **error)
{
  g_auto (CliAwait) await = { NULL };

  attest_keyring_call_async (target->keyring,
                             &(AttestKeyringCall){ verb, &target->place, key },
                             NULL,
                             cli_await_cb,
                             &await);
  return attest_keyring_call_finish (target->keyring, cli_await (&await), NULL, error);
}

static int
set (Target *target)
{
  SecretValue *key = NULL;
  g_autoptr (GError) error = NULL;
  int code = read_key (&key);

  if (code != CLI_OK)
    return code;
  call (target, ATTEST_KEYRING_STORE, key, &error);
  secret_value_unref (key);
  return error != NULL ? cli_fail (CLI_PROBLEMS, error) : CLI_OK;
}

/* The same words in every language, for scripts; what to do about it is said beside them. */
static const char *const state_ids[] = {
  [ATTEST_KEY_STORED] = "stored",
  [ATTEST_KEY_THIS_RUN] = "stored",
  [ATTEST_KEY_NONE] = "none",
  [ATTEST_KEY_LOCKED] = "locked",
  [ATTEST_KEY_UNAVAILABLE] = "unavailable",
};

static int
print_status (Target *target)
{
  g_autoptr (GError) error = NULL;
  AttestKeyState state = call (target, ATTEST_KEYRING_QUERY, NULL, &error);

  if (error != NULL)
    return cli_fail (CLI_PROBLEMS, error);
  cli_print (stdout, "%s\n", state_ids[state]);
  if (!attest_key_is_at_hand (state))
    cli_print (stderr, "%s\n", attest_key_state_get_advice (state));
  return attest_key_is_at_hand (state) ? CLI_OK : CLI_PROBLEMS;
}

static int
remove_key (Target *target)
{
  g_autoptr (GError) error = NULL;

  call (target, ATTEST_KEYRING_REMOVE, NULL, &error);
  return error != NULL ? cli_fail (CLI_PROBLEMS, error) : CLI_OK;
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
  target->place.host = attest_workspace_get_host (
      target->workspace, target->place.service, target->place.environment);
  if (target->place.host == NULL)
    return cli_usage (_ ("no host is set for %s (%s); set one first with “attestctl host set”"),
                      target->place.service->name,
                      attest_environment_get_label (target->place.environment));
  return verb (target);
}

/* The command: stores, looks for or removes an API key. Returns: an exit code */
int
cli_key (int argc, char **argv)
{
  Target target = { NULL };
  g_autoptr (GError) error = NULL;
  int (*verb) (Target * target) = NULL;
  int code = CLI_OK;

  if (!cli_parse (
          _ ("set|status|remove SERVICE ENVIRONMENT"),
          _ ("Stores the API key of a service in the system keyring, tells whether there is "
             "one, or removes it. “set” reads the key from standard input."),
          NULL,
          &argc,
          &argv))
    return CLI_USAGE;
  for (guint i = 0; argc == 4 && i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (argv[1], verbs[i].verb) == 0)
      verb = verbs[i].run;
  if (verb == NULL)
    return cli_usage (_ ("use “key set|status|remove SERVICE ENVIRONMENT”"));
  if (!cli_read_target (argc - 2, argv + 2, &target.place.service, &target.place.environment))
    return CLI_USAGE;
  if (target.place.environment == ATTEST_ENVIRONMENT_PRACTICE)
    return cli_usage (_ ("the practice service needs no key"));
  target.workspace = cli_workspace_open (&error);
  if (target.workspace == NULL)
    return cli_fail (CLI_PROBLEMS, error);
  code = run (&target, verb);
  return cli_workspace_close (target.workspace, code);
}
