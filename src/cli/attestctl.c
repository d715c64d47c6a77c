/* attestctl: Attest's work from the command line, with the same engine on the same data. */
#include "attest-config.h"

#include "cli-output.h"
#include "cli.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct
{
  const char *name;
  const char *summary;
  int (*run) (int argc, char **argv);
  int lost;
} commands[] = {
  { "check", N_ ("Check records for problems"), cli_check, CLI_PROBLEMS },
  { "import", N_ ("Read records from a spreadsheet"), cli_import, CLI_PROBLEMS },
  { "imports", N_ ("List imports, or undo one"), cli_imports, CLI_PROBLEMS },
  { "profiles", N_ ("List, copy or remove import profiles"), cli_profiles, CLI_PROBLEMS },
  { "export", N_ ("Write drafts or the history to a file"), cli_export, CLI_PROBLEMS },
  { "send", N_ ("Send records to a service"), cli_send, CLI_UNKNOWN },
  { "drafts", N_ ("List the drafts"), cli_drafts, CLI_PROBLEMS },
  { "details", N_ ("Show or set your details"), cli_details, CLI_PROBLEMS },
  { "history", N_ ("Show the history, or one entry of it"), cli_history, CLI_PROBLEMS },
  { "outbox", N_ ("Show and manage the outbox"), cli_outbox, CLI_PROBLEMS },
  { "key", N_ ("Store an API key in the system keyring"), cli_key, CLI_PROBLEMS },
  { "host", N_ ("Show or change the addresses of the services"), cli_host, CLI_PROBLEMS },
  { "designs", N_ ("List the designs a service has"), cli_designs, CLI_PROBLEMS },
  { "forms", N_ ("List the forms a service has"), cli_forms, CLI_PROBLEMS },
  { "practice", N_ ("Run the practice service"), cli_practice, CLI_PROBLEMS },
};

static void
print_help (FILE *out)
{
  cli_print (out, "%s\n\n%s\n", _ ("Usage: attestctl COMMAND [OPTION…]"), _ ("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    cli_print (out, "  %-10s %s\n", commands[i].name, _ (commands[i].summary));
  cli_print (out, "\n%s\n", _ ("Run “attestctl COMMAND --help” for details."));
  cli_print (out,
             "%s\n",
             _ ("Exit codes: 0 done or accepted, 1 problems, 2 wrong usage, 3 refused, 4 not sent, "
                "5 outcome unknown, 6 file cannot be read"));
}

/* @lost: (out): the exit code when it went well and that could not be told */
static int
run (int argc, char **argv, int *lost)
{
  const char *name = argc > 1 ? argv[1] : NULL;

  if (name != NULL && (strcmp (name, "--help") == 0 || strcmp (name, "-h") == 0))
    return print_help (stdout), CLI_OK;
  if (name != NULL && strcmp (name, "--version") == 0)
    return cli_print (stdout, "attestctl %s\n", ATTEST_VERSION), CLI_OK;
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (commands); i++)
    if (strcmp (name, commands[i].name) == 0)
      {
        *lost = commands[i].lost;
        return commands[i].run (argc - 1, argv + 1);
      }
  if (name != NULL)
    cli_usage (_ ("unknown command “%s”"), name);
  print_help (stderr);
  return CLI_USAGE;
}

/* Where a caller closed one of the three, whatever is opened first would get its number: what is
 * printed would go into that, and be taken for told. Of these none can be read or written. */
static void
fill_closed (void)
{
  for (int file = STDIN_FILENO; file <= STDERR_FILENO; file++)
    if (fcntl (file, F_GETFD) < 0)
      g_open ("/dev/null", file == STDIN_FILENO ? O_WRONLY : O_RDONLY, 0);
}

/* Where nothing is said of the language, as in cron, or it is not installed, the words of a call
 * are in UTF-8 all the same: names of columns and of profiles are Korean there as well. */
static void
use_utf8 (void)
{
  const char *locale = setlocale (LC_CTYPE, NULL);

  if (strcmp (locale, "C") == 0 || strcmp (locale, "POSIX") == 0)
    setlocale (LC_CTYPE, "C.UTF-8");
}

int
main (int argc, char **argv)
{
  const char *localedir = g_getenv ("ATTEST_LOCALEDIR");
  int lost = CLI_PROBLEMS;
  int code = CLI_OK;

  fill_closed ();
  setlocale (LC_ALL, "");
  use_utf8 ();
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : ATTEST_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("attestctl");
  /* Neither a reader that went nor a limit on files ends it while something is on its way; both
   * are errors of the write. */
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN);

  code = run (argc, argv, &lost);
  return cli_output_end () || code != CLI_OK ? code : lost;
}
