/* attestctl import: the records of a spreadsheet, what they are against what is there, and where
 * each row went. Without --keep nothing is kept. */
#include "attest-config.h"

#include "cli-import-json.h"
#include "cli-import-options.h"
#include "cli-import-report.h"
#include "cli-input.h"
#include "cli-output.h"
#include "cli-workspace.h"
#include "cli.h"
#include "intake/attest-intake.h"
#include "intake/attest-rejected.h"
#include "intake/attest-sheet-absent.h"
#include "intake/attest-sheet-import.h"
#include "intake/attest-sheet-left.h"
#include "sheet/attest-convert.h"
#include "workspace/attest-import.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What was read, and what became of it. */
typedef struct
{
  const char *file;
  AttestWorkspace *workspace; /* (nullable): nothing is kept, nor compared */
  AttestImport *object;
  AttestSheetImport *import;
  gboolean has_environment;
  AttestEnvironment environment; /* that it is compared with */
  gboolean is_bulk;              /* what is queued goes many at once */
  gboolean is_json;              /* a table was made of it */
  gboolean is_partial;           /* which has not all of it */
  gboolean is_kept;
  guint n_queued;
} Result;

/* The command. */

static gboolean
has_errors (const AttestSheetImport *import)
{
  for (guint i = 0; i < import->records->len; i++)
    if (attest_check_count (((AttestSheetRecord *) import->records->pdata[i])->problems,
                            ATTEST_SEVERITY_ERROR)
        > 0)
      return TRUE;
  return FALSE;
}

/* Returns: whether all of it is kept */
static gboolean
keep (Result *result, GError **error)
{
  g_auto (CliAwait) await = { NULL };

  attest_import_keep_async (result->object, NULL, cli_await_cb, &await);
  result->is_kept = attest_import_keep_finish (result->object, cli_await (&await), error);
  return result->is_kept;
}

/* Returns: (nullable): why it is not to be sent, in words */
static const char *
get_reason (AttestSendPlan *plan)
{
  if (attest_send_plan_get_open (plan) != NULL)
    return _ ("A record with this number or name is still in the outbox.");
  if (attest_send_plan_get_repeats (plan))
    return _ ("This exact content was already accepted.");
  if (attest_send_plan_get_is_twin (plan)
      && attest_send_plan_get_environment (plan) == ATTEST_ENVIRONMENT_PRODUCTION)
    return _ ("Another record with this name is sent, and sending both creates two. It is kept as "
              "a draft.");
  if (attest_send_plan_get_can_send (plan))
    return NULL;
  return attest_send_plan_get_obstacle (plan) != NULL ? attest_send_plan_get_obstacle (plan)
                                                      : _ ("It cannot be sent.");
}

/* What stops one stops none of the others. Returns: the plans of those that can be sent */
static GPtrArray *
choose_plans (GPtrArray *plans)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < plans->len; i++)
    {
      AttestSendPlan *plan = plans->pdata[i];
      const char *reason = get_reason (plan);

      if (reason == NULL)
        g_ptr_array_add (chosen, g_object_ref (plan));
      else
        cli_print (stderr, "%s: %s\n", attest_send_plan_get_title (plan), reason);
    }
  return chosen;
}

static gboolean
enqueue (Result *result, GPtrArray *plans, GError **error)
{
  const AttestOutboxWriter *writer =
      attest_outbox_get_writer (attest_workspace_get_outbox (result->workspace));
  g_auto (CliAwait) await = { NULL };
  g_autoptr (GPtrArray) rows = NULL;

  if (plans->len == 0)
    return TRUE;
  attest_outbox_writer_enqueue_async (writer, plans, result->is_bulk, NULL, cli_await_cb, &await);
  rows = attest_outbox_writer_enqueue_finish (writer, cli_await (&await), error);
  result->n_queued = rows != NULL ? rows->len : 0;
  return rows != NULL;
}

/* What is new or changed, and has no errors, goes into the outbox. Returns: an exit code */
static int
queue (Result *result)
{
  g_auto (GStrv) ids = attest_import_list_ready (result->object);
  g_auto (CliAwait) await = { NULL };
  g_autoptr (AttestPractice) practice = NULL;
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (GPtrArray) chosen = NULL;
  g_autoptr (GError) error = NULL;
  const char *reason = NULL;

  if (result->environment == ATTEST_ENVIRONMENT_PRACTICE)
    {
      practice = cli_practice_start (result->workspace, 0, &error);
      if (practice == NULL)
        return cli_fail (CLI_NOT_SENT, error);
    }
  attest_workspace_plan_drafts_async (
      result->workspace,
      &(AttestPlanMany){ .ids = (const char *const *) ids, .environment = result->environment },
      NULL,
      cli_await_cb,
      &await);
  plans = attest_workspace_plan_drafts_finish (result->workspace, cli_await (&await), &error);
  if (plans == NULL)
    return cli_fail (CLI_NOT_SENT, error);
  chosen = choose_plans (plans);
  reason =
      result->is_bulk && chosen->len > 0 ? cli_bulk_get_reason (result->workspace, chosen) : NULL;
  if (reason != NULL)
    {
      cli_print (stderr, "attestctl: %s\n", reason);
      return CLI_NOT_SENT;
    }
  if (!enqueue (result, chosen, &error))
    return cli_fail (CLI_NOT_SENT, error);
  return chosen->len == plans->len ? CLI_OK : CLI_NOT_SENT;
}

/* Returns: whether what could not be taken is in the file; where everything could, there is none */
static gboolean
write_rejected (AttestSheetImport *import, const char *path, GError **error)
{
  g_autoptr (GArray) positions = attest_rejected_find (import);
  g_autoptr (GBytes) bytes = NULL;
  gboolean is_text = g_str_has_suffix (path, ".csv");

  if (positions->len == 0)
    return TRUE;
  if (!cli_check_free (path, NULL, error))
    return FALSE;
  bytes = attest_rejected_write (
      import, positions, is_text ? ATTEST_SHEET_TEXT : ATTEST_SHEET_XLSX, error);
  return bytes != NULL
         && g_file_set_contents_full (path,
                                      g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes),
                                      G_FILE_SET_CONTENTS_CONSISTENT,
                                      0600,
                                      error);
}

static gboolean
save_profile (Result *result, const CliImportOptions *options, GError **error)
{
  g_auto (CliAwait) await = { NULL };

  if (options->save_profile == NULL)
    return TRUE;
  attest_import_name_profile (result->object, options->save_profile);
  attest_import_save_profile_async (result->object, cli_await_cb, &await);
  return attest_import_save_profile_finish (result->object, cli_await (&await), error);
}

static guint
count_conflicts (const Result *result)
{
  AttestImportCounts counts;

  attest_import_count (result->object, &counts);
  return counts.n_effects[ATTEST_IMPORT_EFFECT_CONFLICT];
}

/* What the profile expects may have another title now, and would go unread. Returns: whether
 * something is absent */
static gboolean
tell_absent (const AttestSheetImport *import)
{
  g_autofree char *words = attest_sheet_absent_describe (import->absent);

  if (words != NULL)
    cli_print (stderr,
               "attestctl: %s %s\n",
               words,
               _ ("Say with --map which columns these are now, or go on without them with "
                  "--allow-problems."));
  return words != NULL;
}

/* @place: of a record that would be sent the same as that at @first. Returns: (nullable): the
 * column of @left by which their rows are two */
static const AttestSheetColumn *
find_apart (const AttestSheetImport *import, const GPtrArray *left, guint place, guint first)
{
  const AttestSheetRecord *record = import->records->pdata[place];
  const AttestSheetRecord *other = import->records->pdata[first];

  return attest_sheet_left_find_difference (left,
                                            import->table,
                                            g_array_index (record->rows, guint, 0) - 1,
                                            g_array_index (other->rows, guint, 0) - 1);
}

/* Each such record is an error of its own; here is how to say of all of them that they are one. */
static void
tell_twins (const AttestSheetImport *import)
{
  g_autoptr (GPtrArray) left = attest_sheet_left_list (import->table, import->decisions);
  g_autoptr (GHashTable) apart = g_hash_table_new (NULL, NULL);
  guint first = 0;

  for (guint i = 0; i < import->records->len; i++)
    if (attest_sheet_twins_find_first (import->twins, i, &first))
      g_hash_table_add (apart, (gpointer) find_apart (import, left, i, first));
  for (guint i = 0; i < left->len; i++)
    {
      const AttestSheetColumn *column = left->pdata[i];
      g_autofree char *option = g_strconcat (column->head, "=", NULL);
      g_autofree char *quoted = g_shell_quote (option);

      if (g_hash_table_contains (apart, column))
        cli_print (stderr,
                   /* TRANSLATORS: the title of a column, and an option of the command */
                   _ ("attestctl: “%s” alone tells records apart, and it is not sent. With --map "
                      "%s they are one.\n"),
                   column->head,
                   quoted);
    }
}

static int
finish (Result *result, const CliImportOptions *options)
{
  g_autoptr (GError) error = NULL;
  gboolean undecided = result->import->undecided->len > 0;
  gboolean problems = has_errors (result->import);
  gboolean absent = tell_absent (result->import);
  gboolean keeps = options->keep || options->queue != NULL;
  int code = undecided || problems || absent || result->is_partial ? CLI_PROBLEMS : CLI_OK;
  int queued = CLI_OK;

  cli_import_options_tell_unmet (options, result->object);
  tell_twins (result->import);
  if ((options->rejected != NULL && !write_rejected (result->import, options->rejected, &error))
      || !save_profile (result, options, &error))
    return cli_fail (CLI_PROBLEMS, error);
  if (keeps && (code == CLI_OK || options->allow_problems))
    {
      if (!keep (result, &error))
        return cli_fail (CLI_PROBLEMS, error);
      if (count_conflicts (result) > 0)
        code = CLI_PROBLEMS;
      queued = options->queue != NULL ? queue (result) : CLI_OK;
    }
  cli_import_report_print (&(CliImportReport){ .file = result->file,
                                               .is_json = result->is_json,
                                               .import = result->object,
                                               .is_kept = result->is_kept,
                                               .is_wanted = keeps,
                                               .n_queued = result->n_queued },
                           options->json);
  return MAX (code, queued);
}

/* A signal that ends the command. */
typedef struct
{
  int number;
  guint source;
  GCancellable *cancellable;
} Ending;

static gboolean
end_cb (gpointer data)
{
  Ending *ending = data;

  g_cancellable_cancel (ending->cancellable);
  ending->source = 0;
  return G_SOURCE_REMOVE;
}

static GBytes *
run_converter (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_auto (CliAwait) await = { NULL };

  attest_convert_async (bytes, 0, cancellable, cli_await_cb, &await);
  return attest_convert_finish (cli_await (&await), error);
}

/* What converts, and the copy it works on, go with the command. */
static GBytes *
convert_now (GBytes *bytes, GError **error)
{
  Ending endings[] = { { SIGINT, 0, NULL }, { SIGTERM, 0, NULL }, { SIGHUP, 0, NULL } };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GBytes *converted = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      endings[i].cancellable = cancellable;
      endings[i].source = g_unix_signal_add (endings[i].number, end_cb, &endings[i]);
    }
  converted = run_converter (bytes, cancellable, error);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      const gboolean came = endings[i].source == 0;

      g_clear_handle_id (&endings[i].source, g_source_remove);
      if (came)
        raise (endings[i].number);
    }
  return converted;
}

/* Takes @bytes. Returns: (transfer full) (nullable): what can be read */
static GBytes *
convert (GBytes *bytes, gboolean wanted, GError **error)
{
  g_autoptr (GBytes) own = bytes;

  if (bytes == NULL || !attest_workbook_is_foreign (bytes))
    return g_steal_pointer (&own);
  if (wanted)
    return convert_now (bytes, error);
  if (attest_convert_get_program () != NULL)
    /* TRANSLATORS: %s is a program: LibreOffice */
    cli_print (stderr,
               _ ("attestctl: %s is installed: add --convert to have it convert the file.\n"),
               attest_convert_get_program ());
  return g_steal_pointer (&own);
}

/* Returns: whether it was read and understood, and has what the options name */
static gboolean
read_bytes (Result *result, GBytes *bytes, const CliImportOptions *options, GError **error)
{
  g_auto (CliAwait) await = { NULL };
  g_autofree char *base = g_path_get_basename (result->file);
  g_autofree char *name = attest_intake_dup_name (base);
  const GError *failed = NULL;

  /* A script says by name which profile it means. */
  attest_import_set_recognises (result->object, FALSE);
  if (options->profile != NULL)
    attest_import_choose_profile (result->object, options->profile);
  if (result->has_environment)
    attest_import_compare_with (result->object, result->environment);
  attest_import_open_bytes_async (
      result->object, bytes, strcmp (name, "-") == 0 ? "" : name, NULL, cli_await_cb, &await);
  if (!attest_import_open_finish (result->object, cli_await (&await), error))
    return FALSE;
  if (!cli_import_options_check (options, result->object, error))
    return FALSE;
  failed = attest_import_get_error (result->object);
  if (failed != NULL)
    g_propagate_error (error, g_error_copy (failed));
  result->import = attest_import_get_reading (result->object);
  return failed == NULL;
}

/* What is only read is read as the user's details and earlier decisions say, where there are any:
 * nothing is made or changed for it, and it goes on without them. Returns: whether to go on */
static gboolean
open_workspace (Result *result, gboolean is_needed, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!is_needed && !cli_workspace_exists ())
    return TRUE;
  result->workspace = cli_workspace_open (&local);
  if (result->workspace != NULL)
    return TRUE;
  if (!is_needed)
    cli_print (stderr, "attestctl: %s\n", local->message);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return !is_needed;
}

/* Returns: the exit code of a file that is not read because of @error */
static int
get_code (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT) ? CLI_USAGE
                                                                          : CLI_UNREADABLE;
}

/* Takes @bytes, which are a file. Returns: (transfer full): what is read of it: a table, or several
 */
static GBytes *
make_table (Result *result,
            GBytes *bytes,
            const CliImportOptions *options,
            const AttestSchema *schema,
            GError **error)
{
  g_autoptr (GBytes) file = bytes;
  gboolean is_whole = TRUE;
  GBytes *table = NULL;

  result->is_json = cli_import_is_json (file);
  if (!result->is_json)
    return convert (g_steal_pointer (&file), options->convert, error);
  table = cli_import_json_to_table (file, result->file, schema, &is_whole, error);
  result->is_partial = !is_whole;
  return table;
}

static int
import_bytes (Result *result,
              GBytes *bytes,
              const CliImportOptions *options,
              const AttestSchema *schema)
{
  g_autoptr (GError) error = NULL;
  const gboolean is_needed = options->keep || options->queue != NULL || options->compare != NULL
                             || options->profile != NULL || options->save_profile != NULL;
  int code = CLI_OK;

  if (!open_workspace (result, is_needed, &error))
    return cli_fail (CLI_PROBLEMS, error);
  result->object = attest_import_new (result->workspace);
  attest_import_set_compares (result->object, is_needed);
  cli_import_options_decide (options, result->object, schema);
  if (read_bytes (result, bytes, options, &error))
    code = finish (result, options);
  else
    code = cli_fail (get_code (error), error);
  g_clear_object (&result->object);
  return result->workspace != NULL ? cli_workspace_close (result->workspace, code) : code;
}

static int
import_file (const char *file, const CliImportOptions *options, const AttestSchema *schema)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  Result result = { .file = file, .is_bulk = options->bulk };
  const char *environment = options->queue != NULL ? options->queue : options->compare;

  result.has_environment = environment != NULL;
  if (environment != NULL && !attest_environment_from_id (environment, &result.environment))
    return cli_usage (_ ("the environment is “practice”, “test” or “production”"));
  if (options->queue != NULL && result.environment == ATTEST_ENVIRONMENT_PRODUCTION
      && !options->yes)
    return cli_usage (_ ("sending to production needs --yes"));
  if (options->queue != NULL && options->compare != NULL
      && strcmp (options->queue, options->compare) != 0)
    return cli_usage (_ ("--compare must name the environment of --queue"));
  if (options->rejected != NULL
      && (*options->rejected == '\0' || strcmp (options->rejected, "-") == 0))
    return cli_usage (_ ("--rejected needs a file: what became of the rows is on standard output"));
  if (options->bulk && options->queue == NULL)
    return cli_usage (_ ("--bulk is about what is queued: add --queue"));
  bytes = attest_intake_load (
      strcmp (file, "-") == 0 ? NULL : file, STDIN_FILENO, ATTEST_SHEET_MAX_SIZE, &error);
  if (bytes != NULL)
    bytes = make_table (&result, g_steal_pointer (&bytes), options, schema, &error);
  if (bytes == NULL)
    return cli_fail (get_code (error), error);
  return import_bytes (&result, bytes, options, schema);
}

/* The command: reads its arguments and the file. Returns: an exit code */
int
cli_import (int argc, char **argv)
{
  g_auto (CliImportOptions) options = { NULL };
  const AttestSchema *schema = NULL;
  int code = cli_import_options_parse (&options, &argc, &argv, &schema);

  return code != CLI_OK ? code : import_file (argv[1], &options, schema);
}
