/* attestctl send: check, plan, write down, send, and say how each record ended. */
#include "attest-config.h"

#include "cli-input.h"
#include "cli-output.h"
#include "cli-waiting.h"
#include "cli-workspace.h"
#include "cli.h"
#include "codec/attest-difference.h"

#include <glib/gi18n.h>
#include <stdio.h>

typedef struct
{
  char *kind;
  char *environment;
  char *next;
  gboolean dry_run;
  gboolean yes;
  gboolean again;
  gboolean json;
  gboolean queue;
  gboolean wait;
  gboolean bulk;
} Options;

typedef struct
{
  AttestWorkspace *workspace;
  const Options *options;
  AttestEnvironment environment;
  GPtrArray *inputs; /* of CliInput */
  GPtrArray *plans;  /* of AttestSendPlan, one for each input */
  GPtrArray *rows;   /* of AttestSubmission, likewise; NULL before they are in the outbox */
} Send;

/* The exit code for one that ended so; of what was waited for to no end, that it is not sent. */
static int
get_code (AttestState state, gboolean waited)
{
  switch (state)
    {
    case ATTEST_STATE_REFUSED:
      return CLI_REFUSED;
    case ATTEST_STATE_NOT_SENT:
      return CLI_NOT_SENT;
    case ATTEST_STATE_UNKNOWN:
      return CLI_UNKNOWN;
    case ATTEST_STATE_QUEUED:
      return waited ? CLI_NOT_SENT : CLI_OK;
    case ATTEST_STATE_NONE:
    case ATTEST_STATE_SENDING:
    case ATTEST_STATE_ACCEPTED:
    case ATTEST_N_STATES:
    default:
      return CLI_OK;
    }
}

/* @id: (nullable): of the submission; NULL: nothing was sent */
static void
add_json (JsonBuilder *builder,
          const CliInput *input,
          const char *outcome,
          const char *id,
          const CliEnd *end)
{
  json_builder_begin_object (builder);
  cli_json_member (builder, "file", input->file);
  cli_json_record (builder, input->number);
  cli_json_member (builder, "outcome", outcome);
  json_builder_set_member_name (builder, "status");
  json_builder_add_int_value (builder, end->http_status);
  cli_json_member (builder, "id", end->remote_id);
  cli_json_member (builder, "message", end->message);
  cli_json_member (builder, "submission", id);
  json_builder_end_object (builder);
}

/* Why nothing at all was sent: one line for each file. */
static void
print_unsent_json (GPtrArray *inputs, const char *outcome, GPtrArray *messages)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < inputs->len; i++)
    add_json (builder, inputs->pdata[i], outcome, NULL, &(CliEnd){ .message = messages->pdata[i] });
  json_builder_end_array (builder);
  cli_json_print (builder);
}

static int
stop_for_problems (Send *send)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new ();

  for (guint i = 0; i < send->inputs->len; i++)
    {
      CliInput *input = send->inputs->pdata[i];
      const char *message = _ ("Nothing was sent, because another record has problems.");

      for (guint p = input->problems->len; p > 0; p--)
        if (attest_problem_get_severity (input->problems->pdata[p - 1]) == ATTEST_SEVERITY_ERROR)
          message = attest_problem_get_message (input->problems->pdata[p - 1]);
      g_ptr_array_add (messages, (gpointer) message);
    }
  if (send->options->json)
    print_unsent_json (send->inputs, "problems", messages);
  cli_print (stderr, "%s\n", _ ("There are problems. Nothing was sent."));
  return cli_input_get_code (send->inputs);
}

static gboolean
have_errors (GPtrArray *inputs)
{
  for (guint i = 0; i < inputs->len; i++)
    if (cli_input_has_errors (inputs->pdata[i]))
      return TRUE;
  return FALSE;
}

static gboolean
make_plans (Send *send, GError **error)
{
  for (guint i = 0; i < send->inputs->len; i++)
    {
      g_auto (CliAwait) await = { NULL };
      AttestSendPlan *plan = NULL;

      attest_workspace_plan_send_async (
          send->workspace,
          &(AttestSendWish){ .record = ((CliInput *) send->inputs->pdata[i])->record,
                             .environment = send->environment },
          NULL,
          cli_await_cb,
          &await);
      plan = attest_workspace_plan_send_finish (send->workspace, cli_await (&await), error);
      if (plan == NULL)
        return FALSE;
      g_ptr_array_add (send->plans, plan);
    }
  attest_send_plan_find_twins (send->plans);
  return TRUE;
}

/* A host or a key is missing. Returns: (nullable): why it cannot be sent */
static const char *
get_obstacle (Send *send, guint i)
{
  AttestSendPlan *plan = send->plans->pdata[i];
  const char *obstacle = attest_send_plan_get_obstacle (plan);

  if (attest_send_plan_get_can_send (plan))
    return NULL;
  return obstacle != NULL ? obstacle : _ ("It cannot be sent.");
}

/* What would be there twice, for everybody to see, is sent again only by a user who says so.
 * Elsewhere it is told, and a script may try as often as it likes. Returns: (nullable): why sending
 * it makes a second one; %NULL: it does not, or an update is all it is */
static const char *
get_double (Send *send, guint i)
{
  AttestSendPlan *plan = send->plans->pdata[i];

  if (attest_send_plan_get_service (plan)->sending_again_updates)
    return NULL;
  if (attest_send_plan_get_open (plan) != NULL)
    return _ ("It is still in the outbox, and sending it again can create a second one. Use "
              "--again to do so.");
  if (attest_send_plan_get_repeats (plan))
    return _ ("This exact content was already accepted, and sending it again creates a second "
              "one. Use --again to do so.");
  if (attest_send_plan_get_is_twin (plan))
    return _ ("A record with this name was given twice, and sending both creates two. Use --again "
              "to do so.");
  return NULL;
}

/* @get_reason: why the plan at a place is not to be sent, or %NULL. For one as for all, nothing
 * leaves. */
static int
stop_for (Send *send, const char *(*get_reason) (Send *send, guint i))
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new ();
  gboolean stopped = FALSE;

  for (guint i = 0; i < send->plans->len; i++)
    {
      const char *reason = get_reason (send, i);

      stopped = stopped || reason != NULL;
      if (reason != NULL)
        cli_print (stderr, "%s: %s\n", ((CliInput *) send->inputs->pdata[i])->name, reason);
      g_ptr_array_add (messages, (gpointer) reason);
    }
  if (stopped && send->options->json)
    print_unsent_json (send->inputs, "not-sent", messages);
  return stopped ? CLI_NOT_SENT : CLI_OK;
}

/* They may not go many at once: nothing leaves. */
static int
stop_for_bulk (Send *send)
{
  const char *reason = cli_bulk_get_reason (send->workspace, send->plans);
  g_autoptr (GPtrArray) messages = g_ptr_array_new ();

  if (reason == NULL)
    return CLI_OK;
  for (guint i = 0; i < send->inputs->len; i++)
    g_ptr_array_add (messages, (gpointer) reason);
  if (send->options->json)
    print_unsent_json (send->inputs, "not-sent", messages);
  cli_print (stderr, "attestctl: %s\n", reason);
  return CLI_NOT_SENT;
}

static void
print_request (const char *url, AttestSendPlan *plan, const char *body)
{
  cli_print (stdout,
             "POST %s\n%s\n\n%s\n",
             url != NULL ? url : _ ("(no host set)"),
             attest_send_plan_get_headers (plan),
             body);
}

/* What would be one request each, and when. */
static int
print_bulks (Send *send)
{
  AttestOutbox *outbox = attest_workspace_get_outbox (send->workspace);
  AttestSendPlan *any = send->plans->pdata[0];
  const AttestService *service = attest_send_plan_get_service (any);
  int code = stop_for_bulk (send);
  g_autoptr (GPtrArray) bulks = NULL;

  if (code != CLI_OK)
    return code;
  bulks = attest_send_plan_list_bulks (
      send->plans, attest_outbox_writer_get_bulk_first (attest_outbox_get_writer (outbox), any));
  for (guint i = 0; i < bulks->len; i++)
    {
      const AttestNewBulk *bulk = bulks->pdata[i];
      guint pause = service->bulk->n_pauses
                    * attest_dispatcher_get_pause (
                        attest_outbox_get_dispatcher (outbox), service, send->environment);

      cli_print (stderr,
                 /* TRANSLATORS: the first two are “2 of 3”; the last are counted from the first */
                 _ ("Bulk upload %u of %u: %u records, after %u seconds.\n"),
                 i + 1,
                 bulks->len,
                 bulk->n_members,
                 i * pause);
      print_request (bulk->url, any, bulk->body);
    }
  return CLI_OK;
}

static int
print_dry_run (Send *send)
{
  int code = send->options->bulk ? print_bulks (send) : CLI_OK;

  for (guint i = 0; !send->options->bulk && i < send->plans->len; i++)
    {
      AttestSendPlan *plan = send->plans->pdata[i];

      print_request (attest_send_plan_get_url (plan), plan, attest_send_plan_get_body (plan));
    }
  return cli_output_flush () ? code : MAX (code, CLI_PROBLEMS);
}

/* What is known of the same record there, for it may be sent twice by mistake. */
static void
print_before (const char *file, AttestSendPlan *plan)
{
  GPtrArray *differences = attest_send_plan_get_differences (plan);

  if (attest_send_plan_get_open (plan) != NULL)
    cli_print (
        stderr, "%s: %s\n", file, _ ("A record with this number or name is still in the outbox."));
  if (attest_send_plan_get_repeats (plan))
    cli_print (stderr, "%s: %s\n", file, _ ("This exact content was already accepted."));
  else if (attest_send_plan_get_same_record (plan) != NULL
           && attest_send_plan_get_service (plan)->sending_again_updates)
    for (guint i = 0; i < differences->len; i++)
      {
        g_autofree char *line = attest_difference_describe (g_ptr_array_index (differences, i));

        cli_print (stderr, "%s: %s\n", file, line);
      }
}

static void
print_effects (Send *send)
{
  for (guint i = 0; i < send->plans->len; i++)
    {
      const char *file = ((CliInput *) send->inputs->pdata[i])->name;
      GPtrArray *effects = attest_send_plan_get_effects (send->plans->pdata[i]);

      for (guint e = 0; e < effects->len; e++)
        cli_print (stderr, "%s: %s\n", file, ((AttestEffect *) effects->pdata[e])->sentence);
      print_before (file, send->plans->pdata[i]);
    }
}

/* What came back and cannot be saved is told by who waits for it. */
static void
print_progress_cb (AttestSubmission *row, GParamSpec *pspec, gpointer data)
{
  if (attest_submission_get_outcome (row) == attest_submission_get_state (row))
    cli_print (stderr,
               "%s: %s\n",
               attest_submission_get_title (row),
               attest_submission_get_state_text (row, FALSE));
}

static gboolean
enqueue (Send *send, GError **error)
{
  const AttestOutboxWriter *writer =
      attest_outbox_get_writer (attest_workspace_get_outbox (send->workspace));
  g_auto (CliAwait) await = { NULL };

  attest_outbox_writer_enqueue_async (
      writer, send->plans, send->options->bulk, NULL, cli_await_cb, &await);
  send->rows = attest_outbox_writer_enqueue_finish (writer, cli_await (&await), error);
  return send->rows != NULL;
}

static void
print_result (const char *file, const CliEnd *end)
{
  cli_print (stdout, "%s: %s", file, attest_state_get_label (end->state));
  if (end->remote_id != NULL)
    cli_print (stdout, " (%s)", end->remote_id);
  /* A line of its own begins with a file, whatever a server says. */
  if (end->message != NULL && *end->message != '\0')
    {
      g_auto (GStrv) lines = g_strsplit (end->message, "\n", -1);
      g_autofree char *indented = g_strjoinv ("\n  ", lines);

      cli_print (stdout, ": %s", indented);
    }
  cli_print (stdout, "\n");
}

static int
report (Send *send, CliWait *wait)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gboolean waited = !send->options->queue;
  int code = CLI_OK;

  json_builder_begin_array (builder);
  for (guint i = 0; i < send->rows->len; i++)
    {
      AttestSubmission *row = send->rows->pdata[i];
      const CliInput *input = send->inputs->pdata[i];
      CliEnd end = cli_wait_get_end (wait, row);

      /* Its end was not waited for. */
      if (waited && end.state == ATTEST_STATE_SENDING)
        end.state = ATTEST_STATE_UNKNOWN;
      code = MAX (code, get_code (end.state, waited));
      if (send->options->json)
        add_json (
            builder, input, attest_state_get_id (end.state), attest_submission_get_id (row), &end);
      else
        print_result (input->name, &end);
    }
  json_builder_end_array (builder);
  if (send->options->json)
    cli_json_print (builder);
  return code;
}

/* Writes them down, waits, closes the workspace, and only then tells how each ended: what came back
 * to what was on its way when the user interrupted is known by then. */
static int
send_plans (Send *send)
{
  g_autoptr (GError) error = NULL;
  CliWait *wait = NULL;
  int code = send->options->bulk ? stop_for_bulk (send) : CLI_OK;

  if (code == CLI_OK)
    code = stop_for (send, get_obstacle);
  if (code == CLI_OK && send->environment == ATTEST_ENVIRONMENT_PRODUCTION && !send->options->again)
    code = stop_for (send, get_double);
  if (code != CLI_OK)
    return code;
  if (!send->options->json)
    print_effects (send);
  wait = cli_wait_new ();
  if (!enqueue (send, &error))
    {
      cli_wait_free (wait);
      cli_fail (CLI_NOT_SENT, error);
      cli_print (stderr, "%s\n", _ ("Nothing was sent."));
      return CLI_NOT_SENT;
    }
  for (guint i = 0; !send->options->json && send->rows->len > 1 && i < send->rows->len; i++)
    g_signal_connect (send->rows->pdata[i], "notify::state", G_CALLBACK (print_progress_cb), NULL);
  cli_wait_begin (wait, g_steal_pointer (&send->workspace), send->rows);
  if (!send->options->queue)
    {
      cli_wait_for_rows (wait);
      cli_wait_for_ids (wait);
    }
  cli_wait_close (wait);
  code = report (send, wait);
  cli_wait_free (wait);
  return code;
}

static int
run (Send *send)
{
  g_autoptr (AttestPractice) practice = NULL;
  g_autoptr (GError) error = NULL;
  AttestMishap mishap = ATTEST_MISHAP_NONE;

  if (send->environment == ATTEST_ENVIRONMENT_PRACTICE)
    {
      practice = cli_practice_start (send->workspace, 0, &error);
      if (practice == NULL)
        return cli_fail (CLI_NOT_SENT, error);
      if (send->options->next != NULL && attest_mishap_from_id (send->options->next, &mishap))
        attest_practice_set_mishap (practice, mishap);
    }
  if (!make_plans (send, &error))
    return cli_fail (CLI_NOT_SENT, error);
  return send->options->dry_run ? print_dry_run (send) : send_plans (send);
}

/* Opens the workspace, runs, and closes it unless that is done. */
static int
run_in_workspace (Send *send)
{
  g_autoptr (GError) error = NULL;
  int code = CLI_OK;

  send->workspace = cli_workspace_open (&error);
  if (send->workspace == NULL)
    return cli_fail (CLI_NOT_SENT, error);
  send->plans = g_ptr_array_new_with_free_func (g_object_unref);
  code = run (send);
  g_clear_pointer (&send->rows, g_ptr_array_unref);
  g_clear_pointer (&send->plans, g_ptr_array_unref);
  return send->workspace != NULL ? cli_workspace_close (send->workspace, code) : code;
}

static int
check_options (const Options *options, int argc, Send *send, const AttestSchema **schema)
{
  AttestMishap mishap = ATTEST_MISHAP_NONE;

  send->environment = ATTEST_ENVIRONMENT_PRACTICE;
  if (argc < 2)
    return cli_usage (_ ("specify at least one file"));
  if (!cli_kind_from_id (options->kind, schema))
    return CLI_USAGE;
  if (options->environment != NULL
      && !attest_environment_from_id (options->environment, &send->environment))
    return cli_usage (_ ("the environment is “practice”, “test” or “production”"));
  if (options->next != NULL && !attest_mishap_from_id (options->next, &mishap))
    return cli_usage (_ ("unknown mishap “%s”; see --help"), options->next);
  if (options->next != NULL && send->environment != ATTEST_ENVIRONMENT_PRACTICE)
    return cli_usage (_ ("--practice-next is for the practice service only"));
  if (options->queue && options->wait)
    return cli_usage (_ ("use either --wait or --queue, not both"));
  if (send->environment == ATTEST_ENVIRONMENT_PRODUCTION && !options->yes && !options->dry_run)
    return cli_usage (_ ("sending to production needs --yes"));
  return CLI_OK;
}

static int
check_and_send (Options *options, int argc, char **argv)
{
  const AttestSchema *schema = NULL;
  Send send = { .options = options };
  int code = check_options (options, argc, &send, &schema);

  if (code != CLI_OK)
    return code;
  cli_use_own_lists ();
  send.inputs = cli_input_read_all (argv + 1, schema);
  cli_problems_print (send.inputs, TRUE);
  code = have_errors (send.inputs) ? stop_for_problems (&send) : run_in_workspace (&send);
  g_ptr_array_unref (send.inputs);
  return code;
}

/* The command: sends or queues what is in the files. Returns: an exit code */
int
cli_send (int argc, char **argv)
{
  Options o = { NULL };
  const GOptionEntry entries[] = {
    cli_text ("kind", &o.kind, N_ ("Kind of record in the files"), "certificate|form"),
    cli_text (
        "environment", &o.environment, N_ ("Where to send (practice)"), "practice|test|production"),
    cli_flag ("dry-run", &o.dry_run, N_ ("Print the request, send nothing")),
    cli_flag ("yes", &o.yes, N_ ("Confirm sending to production")),
    cli_flag ("again", &o.again, N_ ("Send to production what creates a second one")),
    cli_flag ("json", &o.json, N_ ("Print the result as JSON")),
    cli_flag ("wait", &o.wait, N_ ("Wait for every outcome (the default)")),
    cli_flag ("queue", &o.queue, N_ ("Add them to the outbox and exit")),
    cli_flag ("bulk", &o.bulk, N_ ("Send up to 100 certificates at once, for a first load")),
    cli_text (
        "practice-next", &o.next, N_ ("What happens to the first request in practice"), "MISHAP"),
    G_OPTION_ENTRY_NULL,
  };
  int code = CLI_USAGE;

  if (cli_parse (_ ("FILE…"),
                 _ ("Checks the records in JSON files and sends them. If any has an error, nothing "
                    "is sent. “-” reads standard input. Press Ctrl+C to stop: the record being "
                    "sent is still finished unless you press Ctrl+C again, and the others stay in "
                    "the outbox, to be sent when Attest is open."),
                 entries,
                 &argc,
                 &argv))
    code = check_and_send (&o, argc, argv);
  g_free (o.kind);
  g_free (o.environment);
  g_free (o.next);
  return code;
}
