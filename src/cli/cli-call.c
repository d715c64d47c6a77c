/* How a command is called: its options are read, and what is wrong is said in one way. */
#include "attest-config.h"

#include "cli-output.h"
#include "cli.h"
#include "store/attest-store-error.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/**
 * cli_tell_list:
 * @command: of attestctl
 *
 * What was asked for is not there, as was just said: tells which command lists what is.
 */
void
cli_tell_list (const char *command)
{
  /* TRANSLATORS: %s is a command of attestctl that lists things */
  cli_print (stderr, _ ("Run “attestctl %s” to list what there is.\n"), command);
}

/**
 * cli_fail_to_find:
 * @error: why what was asked for cannot be shown or changed
 * @command: of attestctl, that lists such things
 *
 * Returns: the code for the caller to return
 */
int
cli_fail_to_find (const GError *error, const char *command)
{
  cli_fail (CLI_PROBLEMS, error);
  if (g_error_matches (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_NOT_FOUND))
    cli_tell_list (command);
  return CLI_PROBLEMS;
}
