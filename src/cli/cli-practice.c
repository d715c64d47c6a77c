/* attestctl practice: the practice service alone, for training and for trying other clients. */
#include "attest-config.h"

#include "cli-output.h"
#include "cli-workspace.h"
#include "cli.h"

#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

typedef struct
{
  GMainLoop *loop;
  AttestPractice *practice;
  GDataInputStream *commands;
} Run;

static gboolean
stop_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static void read_command (Run *run);

/* Each line names what is to happen to the next request; the end of the input means nothing. */
static void
command_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  AttestMishap mishap = ATTEST_MISHAP_NONE;
  g_autofree char *line =
      g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  if (line == NULL)
    return;
  if (attest_mishap_from_id (g_strstrip (line), &mishap))
    {
      attest_practice_set_mishap (run->practice, mishap);
      cli_print (stdout, _ ("Next request: %s\n"), attest_mishap_get_id (mishap));
    }
  else
    cli_usage (_ ("unknown mishap “%s”; see --help"), line);
  cli_output_flush ();
  read_command (run);
}

static void
read_command (Run *run)
{
  g_data_input_stream_read_line_async (
      run->commands, G_PRIORITY_DEFAULT, NULL, command_read_cb, run);
}

/* Returns: whether anybody can know where it is */
static gboolean
announce (AttestPractice *practice)
{
  guint n_services = 0;
  const AttestService *const *services = attest_service_list (&n_services);

  for (guint i = 0; i < n_services; i++)
    {
      g_autofree char *url = attest_service_make_url (
          services[i], attest_practice_get_url (practice, services[i]->id));
      cli_print (stdout, "%s: %s\n", services[i]->name, url);
    }
  return cli_output_flush ();
}

static int
serve (guint port, AttestMishap mishap, gboolean require_key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestPractice) practice = cli_practice_start (NULL, port, &error);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GInputStream) in = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) commands = g_data_input_stream_new (in);
  Run run = { loop, practice, commands };

  if (practice == NULL)
    return cli_fail (CLI_PROBLEMS, error);
  g_object_set (practice, "require-key", require_key, NULL);
  attest_practice_set_mishap (practice, mishap);
  if (!announce (practice))
    return CLI_PROBLEMS;
  read_command (&run);
  g_unix_signal_add (SIGINT, stop_cb, loop);
  g_unix_signal_add (SIGTERM, stop_cb, loop);
  g_main_loop_run (loop);
  attest_practice_stop (practice);
  return CLI_OK;
}

/* The command: runs the practice service until it is interrupted. Returns: an exit code */
int
cli_practice (int argc, char **argv)
{
  int port = 0;
  g_autofree char *next = NULL;
  gboolean require_key = FALSE;
  AttestMishap mishap = ATTEST_MISHAP_NONE;
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &port, N_ ("Loopback port; 0: any free one (0)"), "N" },
    { "next", 0, 0, G_OPTION_ARG_STRING, &next, N_ ("What happens to the next request"), "MISHAP" },
    { "require-key",
      0,
      0,
      G_OPTION_ARG_NONE,
      &require_key,
      N_ ("Refuse requests without an API key"),
      NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!cli_parse (
          NULL,
          _ ("Runs the practice service until it is interrupted. MISHAP is one of none, refuse, "
             "fail, drop-before, drop-after, no-answer, nonsense, busy and part; each line on "
             "standard "
             "input names one for the next request."),
          entries,
          &argc,
          &argv))
    return CLI_USAGE;
  if (argc > 1)
    return cli_usage (_ ("unexpected argument “%s”"), argv[1]);
  if (port < 0 || port > 65535)
    return cli_usage (_ ("a port is a number from 0 to 65535"));
  if (next != NULL && !attest_mishap_from_id (next, &mishap))
    return cli_usage (_ ("unknown mishap “%s”; see --help"), next);
  return serve ((guint) port, mishap, require_key);
}
