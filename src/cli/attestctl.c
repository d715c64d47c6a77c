/* attestctl: Attest's work from the command line, with the same engine on the same data. */
#include "attest-config.h"
#include "cli-output.h"
#include "cli.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct
{
  const char *name;
  const char *summary;
  int (*run) (int argc, char **argv);
  int lost;
} commands[] = {
  { "check", N_ ("Check records for problems"), cli_check, CLI_PROBLEMS },
  { "send", N_ ("Send records to a service"), cli_send, CLI_UNKNOWN },
  { "drafts", N_ ("List the drafts"), cli_drafts, CLI_PROBLEMS },
  { "history", N_ ("List what was sent, or show one submission"), cli_history, CLI_PROBLEMS },
  { "outbox", N_ ("List what waits to be sent, and decide about it"), cli_outbox, CLI_PROBLEMS },
  { "key", N_ ("Keep an API key in the system keyring"), cli_key, CLI_PROBLEMS },
  { "host", N_ ("Show or change the addresses of the services"), cli_host, CLI_PROBLEMS },
  { "practice", N_ ("Run the practice service"), cli_practice, CLI_PROBLEMS },
};

static void
print_help (FILE *out)
{
  cli_print (out, "%s\n\n%s\n", _ ("Usage: attestctl COMMAND [OPTION…]"), _ ("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    cli_print (out, "  %-10s %s\n", commands[i].name, _ (commands[i].summary));
  cli_print (out, "\n%s\n", _ ("“attestctl COMMAND --help” tells more of each."));
  cli_print (out,
             "%s\n",
             _ ("Exit codes: 0 done or accepted, 1 problems, 2 wrong usage, 3 refused, 4 not sent, "
                "5 outcome unknown"));
}

/* GOption leaves a “--” in front of what looks like an option and is none. */
static void
drop_separator (int *argc, char **argv)
{
  for (int i = 1; i < *argc; i++)
    if (strcmp (argv[i], "--") == 0)
      {
        memmove (&argv[i], &argv[i + 1], sizeof *argv * (gsize) (*argc - i));
        (*argc)--;
        return;
      }
}

/**
 * cli_parse:
 * @parameters: (nullable): the other arguments, for the help, translated
 * @summary: what the command does, translated
 * @entries: (nullable): its options
 * @argc: (inout): what is left are the other arguments
 * @argv: (inout): likewise; the first is the command's name
 *
 * Reads options. Prints what is wrong itself.
 *
 * Returns: whether they could be read
 */
gboolean
cli_parse (const char *parameters,
           const char *summary,
           const GOptionEntry *entries,
           int *argc,
           char ***argv)
{
  gboolean help = FALSE;
  const GOptionEntry help_entries[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_ ("Show this help"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (parameters);
  g_autofree char *call = g_strdup_printf ("attestctl %s", **argv);
  g_autoptr (GError) error = NULL;
  gboolean parsed;

  g_option_context_set_summary (context, summary);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, help_entries, GETTEXT_PACKAGE);
  /* Its own would end the program without looking whether anything was written. */
  g_option_context_set_help_enabled (context, FALSE);
  g_set_prgname (call); /* stands in front of the options in the help */
  parsed = g_option_context_parse (context, argc, argv, &error);
  if (parsed && help)
    {
      g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

      cli_print (stdout, "%s", text);
      exit (cli_output_end () ? CLI_OK : CLI_PROBLEMS);
    }
  g_set_prgname ("attestctl");
  if (parsed)
    {
      drop_separator (argc, *argv);
      return TRUE;
    }
  cli_usage ("%s", error->message);
  return FALSE;
}

/**
 * cli_usage:
 * @format: what is wrong with the call, as for fprintf(), translated
 *
 * Returns: the exit code for that
 */
int
cli_usage (const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  cli_print (stderr, "attestctl: %s\n", message);
  return CLI_USAGE;
}

/**
 * cli_fail:
 * @code: an exit code
 * @error: why, in words
 *
 * Says so on standard error.
 *
 * Returns: @code
 */
int
cli_fail (int code, const GError *error)
{
  cli_print (stderr, "attestctl: %s\n", error->message);
  return code;
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
    cli_usage (_ ("there is no command “%s”"), name);
  print_help (stderr);
  return CLI_USAGE;
}

int
main (int argc, char **argv)
{
  const char *localedir = g_getenv ("ATTEST_LOCALEDIR");
  int lost = CLI_PROBLEMS;
  int code = CLI_OK;

  setlocale (LC_ALL, "");
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
