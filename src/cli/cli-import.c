/* attestctl import: the records of a spreadsheet, what they are against what is there, and where
 * each row went. Without --keep nothing is kept. */
#include "attest-config.h"

#include "cli-input.h"
#include "cli-output.h"
#include "cli-workspace.h"
#include "cli.h"
#include "intake/attest-intake.h"
#include "intake/attest-rejected.h"
#include "intake/attest-sheet-import.h"
#include "sheet/attest-convert.h"
#include "workspace/attest-import.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  char *kind;
  char *sheet;
  char *encoding;
  char *separator;
  char *layout;
  int header;
  char **maps;
  char **sets;
  char **values;
  char **dates;
  gboolean accept_offers;
  gboolean allow_problems;
  gboolean keep;
  gboolean convert;
  char *rejected;
  char *profile;
  char *save_profile;
  char *compare;
  char *queue;
  gboolean yes;
  gboolean json;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->kind);
  g_free (self->sheet);
  g_free (self->encoding);
  g_free (self->separator);
  g_free (self->layout);
  g_free (self->rejected);
  g_free (self->profile);
  g_free (self->save_profile);
  g_free (self->compare);
  g_free (self->queue);
  g_strfreev (self->maps);
  g_strfreev (self->sets);
  g_strfreev (self->values);
  g_strfreev (self->dates);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* What was read, and what became of it. */
typedef struct
{
  const char *file;
  AttestWorkspace *workspace; /* (nullable): nothing is kept, nor compared */
  AttestImport *object;
  AttestWorkbook *workbook;
  AttestSheetImport *import;
  gboolean has_environment;
  AttestEnvironment environment; /* that it is compared with */
  gboolean is_kept;
  guint n_queued;
} Result;

/* JSON for programs. */

static void
add_columns (JsonBuilder *builder, AttestSheetTable *table)
{
  json_builder_set_member_name (builder, "header_rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < table->n_header; i++)
    json_builder_add_int_value (builder, table->header + i + 1);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (guint i = 0; i < table->columns->len; i++)
    {
      const AttestSheetColumn *column = table->columns->pdata[i];

      json_builder_begin_object (builder);
      cli_json_member (builder, "head", column->head);
      cli_json_member (
          builder, "path", column->path == NULL || *column->path == '#' ? NULL : column->path);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_problem (JsonBuilder *builder, AttestProblem *problem)
{
  json_builder_begin_object (builder);
  cli_json_member (
      builder, "severity", attest_severity_get_id (attest_problem_get_severity (problem)));
  cli_json_member (builder, "path", attest_problem_get_path (problem));
  cli_json_member (builder, "message", attest_problem_get_message (problem));
  cli_json_member (builder, "rule", attest_problem_get_rule (problem));
  json_builder_end_object (builder);
}

/* Old and new, by the path of the field. */
static void
add_changes (JsonBuilder *builder, GPtrArray *changes)
{
  json_builder_set_member_name (builder, "changes");
  json_builder_begin_object (builder);
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      const AttestDifference *change = changes->pdata[i];

      json_builder_set_member_name (builder, change->path);
      json_builder_begin_object (builder);
      cli_json_member (builder, "old", change->old_text);
      cli_json_member (builder, "new", change->new_text);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

static void
add_comparison (JsonBuilder *builder, const Result *result, guint i)
{
  g_autoptr (AttestImportRecord) record =
      g_list_model_get_item (attest_import_get_records (result->object), i);
  AttestComparison comparison = result->has_environment
                                    ? attest_import_record_get_comparison (record)
                                    : ATTEST_COMPARISON_NONE;

  cli_json_member (builder, "compare", attest_comparison_get_id (comparison));
  add_changes (builder, result->has_environment ? attest_import_record_get_changes (record) : NULL);
  cli_json_member (builder, "draft", attest_import_record_get_draft_id (record));
  cli_json_member (
      builder, "effect", attest_import_effect_get_id (attest_import_record_get_effect (record)));
}

static void
add_record (JsonBuilder *builder, const Result *result, guint i)
{
  const AttestSheetRecord *record = result->import->records->pdata[i];
  g_autofree char *json = attest_codec_write (record->record, ATTEST_CODEC_WIRE);
  g_autoptr (JsonParser) parser = json_parser_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "record");
  if (json_parser_load_from_data (parser, json, -1, NULL))
    json_builder_add_value (builder, json_parser_steal_root (parser));
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (guint j = 0; j < record->rows->len; j++)
    json_builder_add_int_value (builder, g_array_index (record->rows, guint, j));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint j = 0; j < record->problems->len; j++)
    add_problem (builder, record->problems->pdata[j]);
  json_builder_end_array (builder);
  add_comparison (builder, result, i);
  json_builder_end_object (builder);
}

static void
add_skipped (JsonBuilder *builder, GArray *skipped)
{
  json_builder_set_member_name (builder, "skipped");
  json_builder_begin_array (builder);
  for (guint i = 0; i < skipped->len; i++)
    {
      const AttestSheetSkip *skip = &g_array_index (skipped, AttestSheetSkip, i);
      g_autofree char *rows = skip->first == skip->last
                                  ? g_strdup_printf ("%u", skip->first)
                                  : g_strdup_printf ("%u-%u", skip->first, skip->last);

      json_builder_begin_object (builder);
      cli_json_member (builder, "rows", rows);
      cli_json_member (builder, "why", attest_sheet_row_kind_get_id (skip->kind));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_undecided (JsonBuilder *builder, GPtrArray *undecided)
{
  json_builder_set_member_name (builder, "undecided");
  json_builder_begin_array (builder);
  for (guint i = 0; i < undecided->len; i++)
    {
      const AttestSheetUndecided *value = undecided->pdata[i];

      json_builder_begin_object (builder);
      cli_json_member (builder, "path", value->path);
      cli_json_member (builder, "value", value->value);
      json_builder_set_member_name (builder, "count");
      json_builder_add_int_value (builder, value->count);
      cli_json_member (builder, "offer", value->offer);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_count (JsonBuilder *builder, const char *name, guint count)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, count);
}

static guint
count_rows (const AttestSheetImport *import)
{
  guint n = 0;

  for (guint i = 0; i < import->records->len; i++)
    n += ((AttestSheetRecord *) import->records->pdata[i])->rows->len;
  return n;
}

static void
add_missing (JsonBuilder *builder, const Result *result)
{
  GPtrArray *missing = attest_import_get_missing (result->object);

  json_builder_set_member_name (builder, "missing");
  json_builder_begin_array (builder);
  for (guint i = 0; i < missing->len; i++)
    {
      const AttestMissing *one = missing->pdata[i];

      json_builder_begin_object (builder);
      cli_json_member (builder, "title", one->title);
      cli_json_member (builder, "entity", one->entity);
      cli_json_member (builder, "status", one->status);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Of what was compared, and of what became of it. */
static void
add_effects (JsonBuilder *builder, const Result *result)
{
  AttestImportCounts counts;

  attest_import_count (result->object, &counts);
  for (guint i = ATTEST_COMPARISON_NEW; result->has_environment && i < ATTEST_N_COMPARISONS; i++)
    add_count (builder, attest_comparison_get_id (i), counts.n_compared[i]);
  if (result->has_environment)
    add_count (builder, "missing", attest_import_get_missing (result->object)->len);
  for (guint i = ATTEST_IMPORT_EFFECT_CREATE; result->is_kept && i < ATTEST_N_IMPORT_EFFECTS; i++)
    add_count (builder, attest_import_effect_get_id (i), counts.n_effects[i]);
  if (result->is_kept)
    add_count (builder, "queued", result->n_queued);
}

/* The rows of the records and the skipped ones are all rows of the sheet. */
static void
add_counts (JsonBuilder *builder, const Result *result)
{
  const AttestSheetImport *import = result->import;
  guint n_skipped[ATTEST_SHEET_N_ROW_KINDS] = { 0 };

  for (guint i = 0; i < import->skipped->len; i++)
    {
      const AttestSheetSkip *skip = &g_array_index (import->skipped, AttestSheetSkip, i);

      n_skipped[skip->kind] += skip->last - skip->first + 1;
    }
  json_builder_set_member_name (builder, "counts");
  json_builder_begin_object (builder);
  add_count (builder, "rows", attest_grid_get_n_rows (import->table->grid));
  add_count (builder, "records", import->records->len);
  add_count (builder, "rows_of_records", count_rows (import));
  for (guint i = 0; i < ATTEST_SHEET_N_ROW_KINDS; i++)
    add_count (builder, attest_sheet_row_kind_get_id ((AttestSheetRowKind) i), n_skipped[i]);
  add_effects (builder, result);
  json_builder_end_object (builder);
}

static void
print_json (const Result *result)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const AttestWorkbook *workbook = result->workbook;
  const AttestSheetImport *import = result->import;
  char separator[2] = { workbook->separator, '\0' };
  char layout[2] = { import->layout, '\0' };

  json_builder_begin_object (builder);
  cli_json_member (builder, "file", result->file);
  cli_json_member (builder, "format", attest_sheet_format_get_name (workbook->format));
  cli_json_member (builder, "encoding", workbook->encoding);
  cli_json_member (builder, "separator", *separator != '\0' ? separator : NULL);
  cli_json_member (builder, "sheet", attest_grid_get_name (import->table->grid));
  add_columns (builder, import->table);
  cli_json_member (builder, "layout", layout);
  json_builder_set_member_name (builder, "records");
  json_builder_begin_array (builder);
  for (guint i = 0; i < import->records->len; i++)
    add_record (builder, result, i);
  json_builder_end_array (builder);
  add_skipped (builder, import->skipped);
  add_undecided (builder, import->undecided);
  add_missing (builder, result);
  add_counts (builder, result);
  json_builder_end_object (builder);
  cli_json_print (builder);
}

/* Lines for people. */

static void
print_records (const AttestSheetImport *import)
{
  for (guint i = 0; i < import->records->len; i++)
    {
      const AttestSheetRecord *record = import->records->pdata[i];

      for (guint j = 0; j < record->problems->len; j++)
        {
          AttestProblem *problem = record->problems->pdata[j];

          cli_print (stdout,
                     "%u: %s: %s: %s: %s\n",
                     g_array_index (record->rows, guint, 0),
                     attest_record_get_title (record->record),
                     attest_problem_get_severity (problem) == ATTEST_SEVERITY_ERROR ? _ ("error")
                                                                                    : _ ("warning"),
                     attest_problem_get_path (problem),
                     attest_problem_get_message (problem));
        }
    }
}

/* Each as the option that decides it, to be copied. */
static void
print_undecided (const AttestSheetImport *import)
{
  if (import->undecided->len > 0)
    cli_print (stdout, "%s\n", _ ("These values have to be decided:"));
  for (guint i = 0; i < import->undecided->len; i++)
    {
      const AttestSheetUndecided *value = import->undecided->pdata[i];
      g_autofree char *option = g_strdup_printf (
          "%s:%s=%s", value->path, value->value, value->offer != NULL ? value->offer : "");
      g_autofree char *quoted = g_shell_quote (option);

      cli_print (stdout, "  --value %s  (%u)\n", quoted, value->count);
    }
}

static void
print_changes (const Result *result)
{
  for (guint i = 0; i < result->import->records->len; i++)
    {
      g_autoptr (AttestImportRecord) record =
          g_list_model_get_item (attest_import_get_records (result->object), i);
      GPtrArray *changes = attest_import_record_get_conflict (record);
      gboolean is_conflict =
          attest_import_record_get_effect (record) == ATTEST_IMPORT_EFFECT_CONFLICT;

      if (!is_conflict)
        changes = result->has_environment ? attest_import_record_get_changes (record) : NULL;
      for (guint j = 0; changes != NULL && j < changes->len; j++)
        {
          g_autofree char *line = attest_difference_describe (changes->pdata[j]);

          cli_print (stdout,
                     "%u: %s: %s: %s\n",
                     attest_import_record_get_row (record),
                     attest_record_get_title (attest_import_record_get_record (record)),
                     is_conflict ? _ ("the draft was edited and stays") : _ ("changed"),
                     line);
        }
    }
}

static void
print_before (const Result *result)
{
  gint64 time = attest_import_get_kept_before (result->object);
  g_autofree char *when = time != 0 ? cli_format_time (time) : NULL;

  if (when != NULL)
    /* TRANSLATORS: %s is a date and a time */
    cli_print (stdout, _ ("The same file was imported before: %s.\n"), when);
}

static void
print_comparison (const Result *result)
{
  GPtrArray *missing = attest_import_get_missing (result->object);
  AttestImportCounts counts;

  print_before (result);
  print_changes (result);
  if (!result->has_environment)
    return;
  attest_import_count (result->object, &counts);
  for (guint i = 0; i < missing->len; i++)
    cli_print (stdout,
               "%s: %s\n",
               ((AttestMissing *) missing->pdata[i])->title,
               _ ("accepted before, and not in the sheet"));
  cli_print (stdout,
             /* TRANSLATORS: of the records of a sheet, against what was accepted before */
             _ ("%u new, %u changed, %u unchanged, %u missing.\n"),
             counts.n_compared[ATTEST_COMPARISON_NEW],
             counts.n_compared[ATTEST_COMPARISON_CHANGED],
             counts.n_compared[ATTEST_COMPARISON_UNCHANGED],
             missing->len);
}

static void
print_kept (const Result *result)
{
  AttestImportCounts counts;

  attest_import_count (result->object, &counts);
  cli_print (stdout,
             /* TRANSLATORS: drafts; the last one are those that stay as they are */
             _ ("%u drafts were created, %u updated; %u stay as they are.\n"),
             counts.n_effects[ATTEST_IMPORT_EFFECT_CREATE],
             counts.n_effects[ATTEST_IMPORT_EFFECT_UPDATE],
             counts.n_effects[ATTEST_IMPORT_EFFECT_NOTHING]
                 + counts.n_effects[ATTEST_IMPORT_EFFECT_CONFLICT]);
  if (result->n_queued > 0)
    cli_print (stdout,
               ngettext ("%u record is in the outbox.\n",
                         "%u records are in the outbox.\n",
                         result->n_queued),
               result->n_queued);
}

static void
print_summary (const Result *result)
{
  const AttestSheetImport *import = result->import;

  print_records (import);
  print_undecided (import);
  cli_print (stdout,
             /* TRANSLATORS: rows of a sheet, rows with records, records */
             _ ("%u rows: %u of them are %u records.\n"),
             attest_grid_get_n_rows (import->table->grid),
             count_rows (import),
             import->records->len);
  print_comparison (result);
  if (result->is_kept)
    print_kept (result);
  else
    cli_print (stdout, "%s\n", _ ("Nothing was kept. Use --keep to keep them as drafts."));
}

static void
print_result (const Result *result, gboolean json)
{
  if (json)
    print_json (result);
  else
    print_summary (result);
}

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
  g_auto (CliAwait) await = { NULL };
  g_autoptr (GPtrArray) rows = NULL;

  if (plans->len == 0)
    return TRUE;
  attest_outbox_enqueue_async (
      attest_workspace_get_outbox (result->workspace), plans, NULL, cli_await_cb, &await);
  rows = attest_outbox_enqueue_finish (
      attest_workspace_get_outbox (result->workspace), cli_await (&await), error);
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
  if (!cli_check_free (path, error))
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
save_profile (Result *result, const Options *options, GError **error)
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

static int
finish (Result *result, const Options *options)
{
  g_autoptr (GError) error = NULL;
  gboolean undecided = result->import->undecided->len > 0;
  gboolean problems = has_errors (result->import);
  gboolean keeps = options->keep || options->queue != NULL;
  int code = undecided || problems ? CLI_PROBLEMS : CLI_OK;
  int queued = CLI_OK;

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
  print_result (result, options->json);
  return MAX (code, queued);
}

/* Each is KEY=VALUE. */
static void
decide_all (AttestImport *import, AttestImportDecision decision, char **wishes)
{
  for (guint i = 0; wishes != NULL && wishes[i] != NULL; i++)
    {
      /* What a value means has no “=” in it; what stands in a sheet may. A path has none. */
      const char *equals =
          decision == ATTEST_DECIDE_CONSTANT ? strchr (wishes[i], '=') : strrchr (wishes[i], '=');
      g_autofree char *key =
          equals != NULL ? g_strndup (wishes[i], (gsize) (equals - wishes[i])) : NULL;

      attest_import_decide (
          import, decision, key != NULL ? key : wishes[i], key != NULL ? equals + 1 : "");
    }
}

static void
decide (AttestImport *import, const Options *options, const AttestSchema *schema)
{
  g_autofree char *header = options->header > 0 ? g_strdup_printf ("%d", options->header) : NULL;
  const char *separator = options->separator != NULL && strcmp (options->separator, "\\t") == 0
                              ? "\t"
                              : options->separator;
  const struct
  {
    AttestImportDecision decision;
    const char *value;
  } whole[] = {
    { ATTEST_DECIDE_KIND, schema != NULL ? schema->name : NULL },
    { ATTEST_DECIDE_ENCODING, options->encoding },
    { ATTEST_DECIDE_SEPARATOR, separator },
    { ATTEST_DECIDE_SHEET, options->sheet },
    { ATTEST_DECIDE_HEADER, header },
    { ATTEST_DECIDE_LAYOUT, options->layout },
    { ATTEST_DECIDE_OFFERS, options->accept_offers ? "yes" : NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (whole); i++)
    attest_import_decide (import, whole[i].decision, "", whole[i].value);
  decide_all (import, ATTEST_DECIDE_COLUMN, options->maps);
  decide_all (import, ATTEST_DECIDE_VALUE, options->values);
  decide_all (import, ATTEST_DECIDE_DATE, options->dates);
  decide_all (import, ATTEST_DECIDE_CONSTANT, options->sets);
}

/* Takes @bytes. Returns: (transfer full) (nullable): what can be read */
static GBytes *
convert (GBytes *bytes, gboolean wanted, GError **error)
{
  g_auto (CliAwait) await = { NULL };
  g_autoptr (GBytes) own = bytes;

  if (bytes == NULL || !attest_workbook_is_foreign (bytes))
    return g_steal_pointer (&own);
  if (wanted)
    {
      attest_convert_async (bytes, 0, NULL, cli_await_cb, &await);
      return attest_convert_finish (cli_await (&await), error);
    }
  if (attest_convert_get_program () != NULL)
    /* TRANSLATORS: %s is a program: LibreOffice */
    cli_print (stderr,
               _ ("attestctl: %s is installed: add --convert to have it convert the file.\n"),
               attest_convert_get_program ());
  return g_steal_pointer (&own);
}

/* Returns: whether it was read and understood */
static gboolean
read_bytes (Result *result, GBytes *bytes, const Options *options, GError **error)
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
  failed = attest_import_get_error (result->object);
  if (failed != NULL)
    g_propagate_error (error, g_error_copy (failed));
  result->workbook = attest_import_get_workbook (result->object);
  result->import = attest_import_get_reading (result->object);
  return failed == NULL;
}

static int
import_bytes (Result *result, GBytes *bytes, const Options *options, const AttestSchema *schema)
{
  g_autoptr (GError) error = NULL;
  int code = CLI_OK;

  if (options->keep || options->queue != NULL || options->compare != NULL
      || options->profile != NULL || options->save_profile != NULL)
    {
      result->workspace = cli_workspace_open (&error);
      if (result->workspace == NULL)
        return cli_fail (CLI_PROBLEMS, error);
    }
  result->object = attest_import_new (result->workspace);
  decide (result->object, options, schema);
  if (read_bytes (result, bytes, options, &error))
    code = finish (result, options);
  else
    code =
        cli_fail (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT) ? CLI_USAGE
                                                                                   : CLI_UNREADABLE,
                  error);
  g_clear_object (&result->object);
  return result->workspace != NULL ? cli_workspace_close (result->workspace, code) : code;
}

static int
import_file (const char *file, const Options *options, const AttestSchema *schema)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  Result result = { .file = file };
  const char *environment = options->queue != NULL ? options->queue : options->compare;

  result.has_environment = environment != NULL;
  if (environment != NULL && !attest_environment_from_id (environment, &result.environment))
    return cli_usage (_ ("the environment is “practice”, “test” or “production”"));
  if (options->queue != NULL && result.environment == ATTEST_ENVIRONMENT_PRODUCTION
      && !options->yes)
    return cli_usage (_ ("sending to production needs --yes"));
  if (options->queue != NULL && options->compare != NULL
      && strcmp (options->queue, options->compare) != 0)
    return cli_usage (_ ("what is queued is compared with where it is to go"));
  bytes = attest_intake_load (
      strcmp (file, "-") == 0 ? NULL : file, STDIN_FILENO, ATTEST_SHEET_MAX_SIZE, &error);
  bytes = convert (g_steal_pointer (&bytes), options->convert, &error);
  if (bytes == NULL)
    return cli_fail (CLI_UNREADABLE, error);
  return import_bytes (&result, bytes, options, schema);
}

/* The command: reads its arguments and the file. Returns: an exit code */
int
cli_import (int argc, char **argv)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    cli_text ("kind", &options.kind, N_ ("Kind of record in the file"), "KIND"),
    cli_text ("sheet", &options.sheet, N_ ("Name of the sheet with the records"), "NAME"),
    { "header", 0, 0, G_OPTION_ARG_INT, &options.header, N_ ("Row of the column titles"), "N" },
    cli_text ("encoding", &options.encoding, N_ ("Encoding of a text file"), "NAME"),
    cli_text (
        "separator", &options.separator, N_ ("Separator between the cells of a text file"), "SIGN"),
    cli_text ("layout", &options.layout, N_ ("A: every row is a record of its own"), "LETTER"),
    { "map",
      0,
      0,
      G_OPTION_ARG_STRING_ARRAY,
      &options.maps,
      N_ ("Field of a column"),
      "HEAD=PATH" },
    { "set",
      0,
      0,
      G_OPTION_ARG_STRING_ARRAY,
      &options.sets,
      N_ ("Value for all records that have none"),
      "PATH=VALUE" },
    { "value",
      0,
      0,
      G_OPTION_ARG_STRING_ARRAY,
      &options.values,
      N_ ("Meaning of a value"),
      "[PATH:]OLD=NEW" },
    { "date",
      0,
      0,
      G_OPTION_ARG_STRING_ARRAY,
      &options.dates,
      N_ ("Order of day and month in a column"),
      "HEAD=d/m/y" },
    cli_flag ("accept-offers", &options.accept_offers, N_ ("Accept the suggested values")),
    cli_flag (
        "convert", &options.convert, N_ ("Have LibreOffice convert an old or binary Excel file")),
    cli_text ("rejected",
              &options.rejected,
              N_ ("Write the rows with errors into a sheet to mend: .xlsx or .csv"),
              "FILE"),
    cli_text ("profile", &options.profile, N_ ("Read it as was decided before"), "NAME"),
    cli_text (
        "save-profile", &options.save_profile, N_ ("Keep the decisions under a name"), "NAME"),
    cli_text ("compare",
              &options.compare,
              N_ ("Compare with what was accepted there"),
              "practice|test|production"),
    cli_flag ("keep", &options.keep, N_ ("Keep the records as drafts")),
    cli_text ("queue",
              &options.queue,
              N_ ("Keep them, and add what is new or changed to the outbox"),
              "practice|test|production"),
    cli_flag ("yes", &options.yes, N_ ("Confirm sending to production")),
    cli_flag ("allow-problems", &options.allow_problems, N_ ("Keep them with their problems")),
    cli_flag ("json", &options.json, N_ ("Print the result as JSON")),
    G_OPTION_ENTRY_NULL,
  };
  const AttestSchema *schema = NULL;

  if (!cli_parse (_ ("FILE"),
                  _ ("Reads records from a spreadsheet: CSV, XLSX, ODS or HTML; “-” reads standard "
                     "input. Exits with 1 if there are problems or values to decide."),
                  entries,
                  &argc,
                  &argv))
    return CLI_USAGE;
  if (argc != 2)
    return cli_usage (_ ("specify one file"));
  if (!cli_kind_from_id (options.kind, &schema))
    return CLI_USAGE;
  return import_file (argv[1], &options, schema);
}
