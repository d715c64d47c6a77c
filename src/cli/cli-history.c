/* attestctl history: every submission ever made, and all that is kept of one. */
#include "attest-config.h"

#include "cli-output.h"
#include "cli-rows.h"
#include "cli-workspace.h"
#include "cli.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define DEFAULT_LIMIT 100

static gboolean
is_loaded_cb (gpointer row)
{
  return attest_submission_get_loaded (row);
}

static void
print_json (GPtrArray *rows)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      AttestSubmission *row = rows->pdata[i];

      json_builder_begin_object (builder);
      cli_json_row (builder, row);
      cli_json_member (builder, "outcome", attest_submission_get_state_text (row, TRUE));
      json_builder_set_member_name (builder, "status");
      json_builder_add_int_value (builder, attest_submission_get_http_status (row));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  cli_json_print (builder);
}

static void
print_table (GPtrArray *rows)
{
  const char *titles[] = { _ ("Time"),    _ ("Record"), _ ("Service"), _ ("Environment"),
                           _ ("Outcome"), _ ("Status"), _ ("ID"),      NULL };
  CliTable *table = cli_table_new (titles);

  for (guint i = 0; i < rows->len; i++)
    {
      AttestSubmission *row = rows->pdata[i];
      g_autofree char *time = cli_format_time (attest_submission_get_time (row));
      guint http_status = attest_submission_get_http_status (row);
      g_autofree char *status = http_status > 0 ? g_strdup_printf ("%u", http_status) : NULL;
      const char *cells[] = { time,
                              attest_submission_get_title (row),
                              attest_submission_get_service_text (row, FALSE),
                              attest_submission_get_environment_text (row, FALSE),
                              attest_submission_get_state_text (row, FALSE),
                              status,
                              attest_submission_get_id (row) };

      cli_table_add (table, cells);
    }
  cli_table_print (table);
  cli_table_free (table);
}

static void
print_line (const char *label, const char *value)
{
  if (value != NULL && *value != '\0')
    cli_print (stdout, "%s: %s\n", label, value);
}

static void
print_attempt (const AttestAttempt *attempt)
{
  g_autofree char *started = cli_format_time (attempt->started);
  gsize size = 0;
  const char *body =
      attempt->reply_body != NULL ? g_bytes_get_data (attempt->reply_body, &size) : NULL;

  cli_print (
      stdout, "\n%s %s: %s", _ ("Attempt"), started, attest_state_get_label (attempt->outcome));
  if (attempt->http_status > 0)
    cli_print (stdout, ", %u", attempt->http_status);
  cli_print (stdout, "\n");
  print_line (_ ("Reason"), attempt->error);
  if (attempt->reply_headers != NULL)
    cli_print (stdout, "%s\n", attempt->reply_headers);
  if (size > 0)
    {
      g_autofree char *text = g_utf8_make_valid (body, (gssize) size);
      cli_print (stdout, "\n%s\n", text);
    }
}

/* What it was sent in, with others. */
static void
print_bulk (AttestSubmissionDetails *details)
{
  guint n = attest_submission_details_get_bulk_size (details);
  guint place =
      attest_submission_get_bulk_place (attest_submission_details_get_submission (details));
  /* Translators: the place in a bulk upload, of how many, and the hash of what was sent */
  g_autofree char *text = g_strdup_printf (_ ("%u of %u, SHA-256 %s"),
                                           place + 1,
                                           n,
                                           attest_submission_details_get_bulk_sha256 (details));

  if (n > 0)
    print_line (_ ("Bulk upload"), text);
}

static void
print_details (AttestSubmissionDetails *details)
{
  AttestSubmission *row = attest_submission_details_get_submission (details);
  GPtrArray *attempts = attest_submission_details_get_attempts (details);
  GPtrArray *events = attest_submission_details_get_events (details);
  g_autofree char *created = cli_format_time (attest_submission_get_created (row));

  print_line (_ ("Record"), attest_submission_get_title (row));
  print_line (_ ("Service"), attest_submission_get_service_text (row, FALSE));
  print_line (_ ("Environment"), attest_submission_get_environment_text (row, FALSE));
  print_line (_ ("Decided"), created);
  print_line (_ ("Outcome"), attest_submission_get_state_text (row, FALSE));
  print_line (_ ("Server ID"), attest_submission_get_remote_id (row));
  print_line (_ ("Message"), attest_submission_get_message (row));
  print_line ("SHA-256", attest_submission_details_get_sha256 (details));
  print_bulk (details);
  cli_print (stdout,
             "\nPOST %s\n%s\n\n%s\n",
             attest_submission_details_get_url (details),
             attest_submission_details_get_request_headers (details),
             attest_submission_details_get_request_body (details));
  for (guint i = 0; i < attempts->len; i++)
    print_attempt (attempts->pdata[i]);
  for (guint i = 0; i < events->len; i++)
    {
      const AttestEvent *event = events->pdata[i];
      g_autofree char *time = cli_format_time (event->time);

      cli_print (stdout, "\n%s: %s", time, attest_state_get_label (event->to));
      if (event->note != NULL)
        cli_print (stdout, " — %s", event->note);
    }
  if (events->len > 0)
    cli_print (stdout, "\n");
}

static int
show (AttestWorkspace *workspace, const char *id)
{
  g_auto (CliAwait) await = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestSubmissionDetails) details = NULL;

  attest_store_load_details_async (
      attest_workspace_get_store (workspace), id, NULL, cli_await_cb, &await);
  details = attest_store_load_details_finish (
      attest_workspace_get_store (workspace), cli_await (&await), &error);
  if (details == NULL)
    return cli_fail_to_find (error, "history");
  print_details (details);
  return CLI_OK;
}

static int
list (AttestWorkspace *workspace, gboolean json, int limit)
{
  g_autoptr (AttestHistory) history = attest_history_new (attest_workspace_get_store (workspace));
  g_autoptr (GPtrArray) rows = cli_load_rows (G_LIST_MODEL (history), is_loaded_cb, (guint) limit);

  if (json)
    print_json (rows);
  else
    print_table (rows);
  return cli_end_rows (G_LIST_MODEL (history));
}

/* The command: lists what was sent, or shows one submission. Returns: an
 * exit code */
int
cli_history (int argc, char **argv)
{
  gboolean json = FALSE;
  int limit = DEFAULT_LIMIT;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the result as JSON"), NULL },
    { "limit",
      0,
      0,
      G_OPTION_ARG_INT,
      &limit,
      N_ ("Maximum number of entries; 0: all (100)"),
      "N" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  AttestWorkspace *workspace = NULL;
  int code = CLI_OK;

  if (!cli_parse (
          _ ("[show ID]"),
          _ ("Lists what was sent, newest first, or shows everything kept about one entry."),
          entries,
          &argc,
          &argv))
    return CLI_USAGE;
  if (limit < 0 || (argc != 1 && !(argc == 3 && strcmp (argv[1], "show") == 0)))
    return cli_usage (_ ("use “history [--json] [--limit N]” or “history show ID”"));
  workspace = cli_workspace_open (&error);
  if (workspace == NULL)
    return cli_fail (CLI_PROBLEMS, error);
  code = argc == 3 ? show (workspace, argv[2]) : list (workspace, json, limit);
  return cli_workspace_close (workspace, code);
}
