/* attestctl outbox: what waits to be sent or needs a decision. */
#include "attest-config.h"
#include "cli-output.h"
#include "cli-workspace.h"
#include "cli.h"

#include "outbox/attest-reconciler.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

static void
add_json (JsonBuilder *builder, AttestSubmission *row)
{
  json_builder_begin_object (builder);
  cli_json_row (builder, row);
  cli_json_member (builder, "state", attest_state_get_id (attest_submission_get_state (row)));
  cli_json_time (builder, "not_before", attest_submission_get_not_before (row));
  json_builder_end_object (builder);
}

static void
print_json (AttestOutbox *outbox)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "paused");
  json_builder_add_boolean_value (builder, attest_outbox_get_paused (outbox));
  cli_json_time (builder, "next_send", attest_outbox_get_next_send (outbox));
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (outbox)); i++)
    {
      g_autoptr (AttestSubmission) row = g_list_model_get_item (G_LIST_MODEL (outbox), i);
      add_json (builder, row);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  cli_json_print (builder);
}

static void
print_table (AttestOutbox *outbox)
{
  const char *titles[] = { _ ("State"),       _ ("Record"), _ ("Service"),
                           _ ("Environment"), _ ("ID"),     NULL };
  CliTable *table = NULL;

  if (attest_outbox_get_paused (outbox))
    cli_print (stdout, "%s\n", _ ("The outbox is paused."));
  if (g_list_model_get_n_items (G_LIST_MODEL (outbox)) == 0)
    {
      cli_print (stdout, "%s\n", _ ("Nothing waits to be sent."));
      return;
    }
  table = cli_table_new (titles);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (outbox)); i++)
    {
      g_autoptr (AttestSubmission) row = g_list_model_get_item (G_LIST_MODEL (outbox), i);
      const char *cells[] = { attest_state_get_label (attest_submission_get_state (row)),
                              attest_submission_get_title (row),
                              cli_get_service_name (row),
                              attest_environment_get_label (
                                  attest_submission_get_environment (row)),
                              attest_submission_get_id (row) };

      cli_table_add (table, cells);
    }
  cli_table_print (table);
  cli_table_free (table);
}

/* Returns: (transfer full) (nullable): the row of that id; says so when there is none */
static AttestSubmission *
find (AttestOutbox *outbox, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (outbox)); i++)
    {
      g_autoptr (AttestSubmission) row = g_list_model_get_item (G_LIST_MODEL (outbox), i);

      if (strcmp (attest_submission_get_id (row), id) == 0)
        return g_steal_pointer (&row);
    }
  cli_print (stderr, "attestctl: ");
  cli_print (stderr, _ ("there is no %s in the outbox\n"), id);
  return NULL;
}

static int
take_out (AttestOutbox *outbox, const char *id)
{
  g_autoptr (AttestSubmission) row = find (outbox, id);

  if (row == NULL)
    return CLI_PROBLEMS;
  if (attest_submission_get_state (row) != ATTEST_STATE_QUEUED)
    return cli_usage (_ ("only what is still queued can be removed"));
  attest_outbox_cancel (outbox, row);
  return CLI_OK;
}

static int
resolve (AttestOutbox *outbox,
         const char *id,
         const char *decision,
         const char *note,
         const char *remote_id)
{
  g_autoptr (AttestSubmission) row = NULL;
  g_auto (CliAwait) await = { NULL };
  g_autoptr (GError) error = NULL;
  gboolean found = strcmp (decision, "found") == 0;

  if (!found && strcmp (decision, "absent") != 0)
    return cli_usage (_ ("the decision is “found” or “absent”"));
  row = find (outbox, id);
  if (row == NULL)
    return CLI_PROBLEMS;
  attest_outbox_resolve_async (
      outbox,
      &(AttestDecision){ attest_submission_get_id (row),
                         ATTEST_STATE_UNKNOWN,
                         found ? ATTEST_STATE_ACCEPTED : ATTEST_STATE_NOT_SENT,
                         remote_id,
                         note },
      NULL,
      cli_await_cb,
      &await);
  if (!attest_outbox_resolve_finish (outbox, cli_await (&await), &error))
    return cli_fail (CLI_PROBLEMS, error);
  return CLI_OK;
}

/* On one line, or as one JSON value: {"result":"found","id":"7","candidates":[{"id","created"}]} */
static void
print_look (const AttestLookUp *found, const char *why, gboolean json)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = found != NULL ? attest_look_up_describe (found) : NULL;

  if (!json)
    {
      cli_print (stdout, "%s\n", text != NULL ? text : why);
      return;
    }
  json_builder_begin_object (builder);
  cli_json_member (builder,
                   "result",
                   found == NULL     ? "could-not-look"
                   : found->is_found ? "found"
                                     : "absent");
  cli_json_member (builder, "id", found != NULL ? found->id : NULL);
  cli_json_member (builder, "message", text != NULL ? text : why);
  json_builder_set_member_name (builder, "candidates");
  json_builder_begin_array (builder);
  for (guint i = 0; found != NULL && i < found->candidates->len; i++)
    {
      const AttestStored *one = g_ptr_array_index (found->candidates, i);

      json_builder_begin_object (builder);
      cli_json_member (builder, "id", one->id);
      cli_json_time (builder, "created", one->created);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  cli_json_print (builder);
}

/* Looks on the server. Found, it is accepted; absent, it stays unknown until it is resolved. */
static int
look (AttestWorkspace *workspace, const char *id, gboolean json)
{
  AttestOutbox *outbox = attest_workspace_get_outbox (workspace);
  g_autoptr (AttestSubmission) row = find (outbox, id);
  g_autoptr (AttestPractice) practice = NULL;
  g_autoptr (AttestLookUp) found = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (CliAwait) await = { NULL };

  if (row == NULL)
    return CLI_PROBLEMS;
  if (attest_submission_get_environment (row) == ATTEST_ENVIRONMENT_PRACTICE)
    {
      practice = cli_practice_start (workspace, 0, &error);
      if (practice == NULL)
        return cli_fail (CLI_NOT_SENT, error);
    }
  attest_outbox_look_up_async (outbox,
                               row,
                               attest_workspace_get_host (workspace,
                                                          attest_submission_get_service (row),
                                                          ATTEST_ENVIRONMENT_PRACTICE),
                               NULL,
                               cli_await_cb,
                               &await);
  found = attest_outbox_look_up_finish (outbox, cli_await (&await), &error);
  if (found == NULL && !json)
    return cli_fail (CLI_NOT_SENT, error);
  print_look (found, error != NULL ? error->message : NULL, json);
  if (found == NULL)
    return CLI_NOT_SENT;
  return found->is_found ? CLI_OK : CLI_PROBLEMS;
}

static int
run (AttestWorkspace *workspace,
     int argc,
     char **argv,
     gboolean json,
     const char *note,
     const char *remote_id)
{
  AttestOutbox *outbox = attest_workspace_get_outbox (workspace);

  if (argc == 1 && json)
    return print_json (outbox), CLI_OK;
  if (argc == 1)
    return print_table (outbox), CLI_OK;
  if (argc == 2 && strcmp (argv[1], "pause") == 0)
    return attest_outbox_set_paused (outbox, TRUE), CLI_OK;
  if (argc == 2 && strcmp (argv[1], "resume") == 0)
    return attest_outbox_set_paused (outbox, FALSE), CLI_OK;
  if (argc == 3 && strcmp (argv[1], "remove") == 0)
    return take_out (outbox, argv[2]);
  if (argc == 3 && strcmp (argv[1], "look") == 0)
    return look (workspace, argv[2], json);
  if (argc == 4 && strcmp (argv[1], "resolve") == 0)
    return resolve (outbox, argv[2], argv[3], note, remote_id);
  return cli_usage (_ ("use “outbox [--json]”, “outbox pause|resume”, “outbox remove ID”, “outbox "
                       "look ID [--json]” or “outbox resolve ID found|absent [--note TEXT]”"));
}

int
cli_outbox (int argc, char **argv)
{
  gboolean json = FALSE;
  g_autofree char *note = NULL;
  g_autofree char *remote_id = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print one JSON value"), NULL },
    { "note", 0, 0, G_OPTION_ARG_STRING, &note, N_ ("What was seen, kept in the history"), "TEXT" },
    { "id", 0, 0, G_OPTION_ARG_STRING, &remote_id, N_ ("The server’s ID of the record"), "ID" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  AttestWorkspace *workspace = NULL;
  int code = CLI_OK;

  if (!cli_parse (_ ("[pause|resume|remove ID|look ID|resolve ID found|absent]"),
                  _ ("Lists what waits to be sent, and decides about it."),
                  entries,
                  &argc,
                  &argv))
    return CLI_USAGE;
  workspace = cli_workspace_open (&error);
  if (workspace == NULL)
    return cli_fail (CLI_PROBLEMS, error);
  code = run (workspace, argc, argv, json, note, remote_id);
  return cli_workspace_close (workspace, code);
}
