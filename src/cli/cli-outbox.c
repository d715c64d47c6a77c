/* attestctl outbox: what waits to be sent or needs a decision. */
#include "attest-config.h"

#include "cli-output.h"
#include "cli-workspace.h"
#include "cli.h"
#include "outbox/attest-reconciler.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  AttestWorkspace *workspace;
  AttestOutbox *outbox;
  gboolean json;
  char *note;
  char *remote_id;
  gboolean bulk;
} Call;

static void
add_json (JsonBuilder *builder, AttestSubmission *row)
{
  json_builder_begin_object (builder);
  cli_json_row (builder, row);
  cli_json_member (builder, "state", attest_submission_get_state_text (row, TRUE));
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
  json_builder_set_member_name (builder, "lacks_key");
  json_builder_add_boolean_value (builder, attest_outbox_get_lacks_key (outbox));
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

  if (attest_outbox_get_lacks_key (outbox))
    cli_print (stdout,
               "%s\n",
               _ ("Sending is paused: there was a problem with the API key. Check it, then run "
                  "“attestctl outbox resume”."));
  else if (attest_outbox_get_paused (outbox))
    cli_print (stdout, "%s\n", _ ("Sending is paused."));
  if (g_list_model_get_n_items (G_LIST_MODEL (outbox)) == 0)
    {
      cli_print (stdout, "%s\n", _ ("Nothing is waiting to be sent."));
      return;
    }
  table = cli_table_new (titles);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (outbox)); i++)
    {
      g_autoptr (AttestSubmission) row = g_list_model_get_item (G_LIST_MODEL (outbox), i);
      const char *cells[] = { attest_submission_get_state_text (row, FALSE),
                              attest_submission_get_title (row),
                              attest_submission_get_service_text (row, FALSE),
                              attest_submission_get_environment_text (row, FALSE),
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
  AttestSubmission *row = attest_outbox_list_find (attest_outbox_get_list (outbox), id);

  if (row != NULL)
    return row;
  cli_print (stderr, "attestctl: ");
  cli_print (stderr, _ ("“%s” is not in the outbox\n"), id);
  cli_tell_list ("outbox");
  return NULL;
}

static const char *const removals[] = {
  [ATTEST_REMOVAL_DONE] = NULL,
  [ATTEST_REMOVAL_UNKNOWN] = N_ ("It was already being sent. It is not known whether it arrived."),
  [ATTEST_REMOVAL_TOO_LATE] =
      N_ ("Not removed: it was sent in the meantime. “attestctl history” shows the outcome."),
  [ATTEST_REMOVAL_ELSEWHERE] = N_ ("Not removed: another process is sending it."),
};

/* Returns: (transfer full) (nullable) (element-type AttestSubmission): them, if all are there and
 * wait; says so when they do not */
static GPtrArray *
find_waiting (AttestOutbox *outbox, char **ids, int *code)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      AttestSubmission *row = find (outbox, ids[i]);

      *code = CLI_PROBLEMS;
      if (row == NULL)
        return NULL;
      g_ptr_array_add (rows, row);
      if (attest_submission_get_state (row) != ATTEST_STATE_UNKNOWN)
        continue;
      *code = cli_usage (_ ("only waiting entries can be removed"));
      return NULL;
    }
  return g_steal_pointer (&rows);
}

/* All of them in one, or none. */
static int
take_out (const Call *call, char **args)
{
  int code = CLI_OK;
  g_autoptr (GPtrArray) rows = find_waiting (call->outbox, args, &code);
  g_autofree AttestRemoval *became = NULL;
  g_auto (CliAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  if (rows == NULL)
    return code;
  code = CLI_OK;
  became = g_new (AttestRemoval, rows->len);
  attest_dispatcher_cancel_async (
      attest_outbox_get_dispatcher (call->outbox), rows, cli_await_cb, &await);
  if (!attest_removal_finish (cli_await (&await), became, &error))
    return cli_fail (CLI_PROBLEMS, error);
  for (guint i = 0; i < rows->len; i++)
    {
      if (became[i] == ATTEST_REMOVAL_DONE)
        continue;
      cli_print (stderr, "attestctl: %s: %s\n", args[i], _ (removals[became[i]]));
      code = CLI_PROBLEMS;
    }
  return code;
}

static int
set_paused (const Call *call, gboolean paused)
{
  g_auto (CliAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  attest_outbox_writer_set_paused_async (
      attest_outbox_get_writer (call->outbox), paused, cli_await_cb, &await);
  if (!attest_outbox_writer_set_paused_finish (
          attest_outbox_get_writer (call->outbox), cli_await (&await), &error))
    return cli_fail (CLI_PROBLEMS, error);
  return CLI_OK;
}

static int
pause_sending (const Call *call, char **args)
{
  return set_paused (call, TRUE);
}

static int
resume_sending (const Call *call, char **args)
{
  return set_paused (call, FALSE);
}

static int
resolve (const Call *call, char **args)
{
  g_autoptr (AttestSubmission) row = NULL;
  g_auto (CliAwait) await = { NULL };
  g_autoptr (GError) error = NULL;
  gboolean found = strcmp (args[1], "found") == 0;
  AttestDecision decision = {
    .from = ATTEST_STATE_UNKNOWN,
    .to = found ? ATTEST_STATE_ACCEPTED : ATTEST_STATE_NOT_SENT,
    .remote_id = call->remote_id,
    .note = call->note,
    .together = call->bulk,
  };

  if (!found && strcmp (args[1], "absent") != 0)
    return cli_usage (_ ("the decision must be “found” or “absent”"));
  row = find (call->outbox, args[0]);
  if (row == NULL)
    return CLI_PROBLEMS;
  decision.id = attest_submission_get_id (row);
  attest_reconciler_resolve_async (
      attest_outbox_get_reconciler (call->outbox), &decision, NULL, cli_await_cb, &await);
  if (!attest_reconciler_resolve_finish (cli_await (&await), &error))
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
look (const Call *call, char **args)
{
  g_autoptr (AttestSubmission) row = find (call->outbox, args[0]);
  g_autoptr (AttestPractice) practice = NULL;
  g_autoptr (AttestLookUp) found = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (CliAwait) await = { NULL };

  if (row == NULL)
    return CLI_PROBLEMS;
  if (attest_submission_get_environment (row) == ATTEST_ENVIRONMENT_PRACTICE)
    {
      practice = cli_practice_start (call->workspace, 0, &error);
      if (practice == NULL)
        return cli_fail (CLI_NOT_SENT, error);
    }
  attest_reconciler_find_async (
      attest_outbox_get_reconciler (call->outbox),
      row,
      &(AttestWhere){
          .practice_host = attest_workspace_get_host (
              call->workspace, attest_submission_get_service (row), ATTEST_ENVIRONMENT_PRACTICE) },
      NULL,
      cli_await_cb,
      &await);
  found = attest_reconciler_find_finish (cli_await (&await), &error);
  if (found == NULL && !call->json)
    return cli_fail (CLI_NOT_SENT, error);
  print_look (found, error != NULL ? error->message : NULL, call->json);
  if (found == NULL)
    return CLI_NOT_SENT;
  return found->is_found ? CLI_OK : CLI_PROBLEMS;
}

static const struct
{
  const char *verb;
  int n_args; /* -1: one or more */
  int (*run) (const Call *call, char **args);
} verbs[] = {
  { "pause", 0, pause_sending }, { "resume", 0, resume_sending }, { "remove", -1, take_out },
  { "look", 1, look },           { "resolve", 2, resolve },
};

static int
run (const Call *call, int argc, char **argv)
{
  if (argc == 1)
    return call->json ? print_json (call->outbox) : print_table (call->outbox), CLI_OK;
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (argv[1], verbs[i].verb) == 0
        && (verbs[i].n_args < 0 ? argc > 2 : argc == verbs[i].n_args + 2))
      return verbs[i].run (call, argv + 2);
  return cli_usage (
      _ ("use “outbox [--json]”, “outbox pause|resume”, “outbox remove ID…”, “outbox "
         "look ID [--json]” or “outbox resolve ID found|absent [--note TEXT] [--bulk]”"));
}

/* The command: lists the outbox, or does what was asked with it. Returns: an exit code */
int
cli_outbox (int argc, char **argv)
{
  Call call = { NULL };
  const GOptionEntry entries[] = {
    cli_flag ("json", &call.json, N_ ("Print the result as JSON")),
    cli_text ("note", &call.note, N_ ("What you found; kept in the history"), "TEXT"),
    cli_flag ("bulk", &call.bulk, N_ ("Resolve all of the same bulk upload")),
    cli_text ("id", &call.remote_id, N_ ("The ID the service gave the record"), "ID"),
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  int code = CLI_USAGE;

  if (cli_parse (_ ("[pause|resume|remove ID…|look ID|resolve ID found|absent]"),
                 _ ("Shows and manages the outbox."),
                 entries,
                 &argc,
                 &argv))
    {
      call.workspace = cli_workspace_open (&error);
      if (call.workspace == NULL)
        code = cli_fail (CLI_PROBLEMS, error);
      else
        {
          call.outbox = attest_workspace_get_outbox (call.workspace);
          code = cli_workspace_close (call.workspace, run (&call, argc, argv));
        }
    }
  g_free (call.note);
  g_free (call.remote_id);
  return code;
}
