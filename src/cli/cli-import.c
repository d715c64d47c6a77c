/* attestctl import: the records of a spreadsheet, and where each of its rows went. Without --keep
 * nothing is kept. */
#include "attest-config.h"

#include "cli-input.h"
#include "cli-output.h"
#include "cli-workspace.h"
#include "cli.h"
#include "intake/attest-intake.h"
#include "intake/attest-rejected.h"
#include "intake/attest-sheet-import.h"
#include "sheet/attest-convert.h"

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
  AttestWorkbook *workbook;
  AttestSheetImport *import;
  GPtrArray *drafts; /* (nullable): of AttestDraft, one for each record */
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

static void
add_record (JsonBuilder *builder, const AttestSheetRecord *record, AttestDraft *draft)
{
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
  for (guint i = 0; i < record->rows->len; i++)
    json_builder_add_int_value (builder, g_array_index (record->rows, guint, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < record->problems->len; i++)
    add_problem (builder, record->problems->pdata[i]);
  json_builder_end_array (builder);
  cli_json_member (builder, "draft", draft != NULL ? attest_draft_get_id (draft) : NULL);
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

/* The rows of the records and the skipped ones are all rows of the sheet. */
static void
add_counts (JsonBuilder *builder, const AttestSheetImport *import)
{
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
    add_record (builder,
                import->records->pdata[i],
                result->drafts != NULL ? result->drafts->pdata[i] : NULL);
  json_builder_end_array (builder);
  add_skipped (builder, import->skipped);
  add_undecided (builder, import->undecided);
  add_counts (builder, import);
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
  if (result->drafts != NULL)
    cli_print (stdout,
               ngettext ("%u draft was kept.\n", "%u drafts were kept.\n", result->drafts->len),
               result->drafts->len);
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

/* All in one transaction. */
static GPtrArray *
keep (const AttestSheetImport *import, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_auto (CliAwait) await = { NULL };
  AttestWorkspace *workspace = cli_workspace_open (error);
  GPtrArray *drafts = NULL;

  if (workspace == NULL)
    return NULL;
  for (guint i = 0; i < import->records->len; i++)
    g_ptr_array_add (records, ((AttestSheetRecord *) import->records->pdata[i])->record);
  attest_workspace_add_drafts_async (workspace, records, NULL, cli_await_cb, &await);
  drafts = attest_workspace_add_drafts_finish (workspace, cli_await (&await), error);
  cli_workspace_close (workspace, CLI_OK);
  return drafts;
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

static int
finish (Result *result, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  gboolean undecided = result->import->undecided->len > 0;
  gboolean problems = has_errors (result->import);

  if (options->rejected != NULL && !write_rejected (result->import, options->rejected, &error))
    return cli_fail (CLI_PROBLEMS, error);
  if (options->keep && ((!undecided && !problems) || options->allow_problems))
    {
      drafts = keep (result->import, &error);
      if (drafts == NULL)
        return cli_fail (CLI_PROBLEMS, error);
    }
  result->drafts = drafts;
  print_result (result, options->json);
  return undecided || problems ? CLI_PROBLEMS : CLI_OK;
}

/* Each is KEY=VALUE. */
static void
decide_all (AttestDecisions *decisions, AttestImportDecision decision, char **wishes)
{
  for (guint i = 0; wishes != NULL && wishes[i] != NULL; i++)
    {
      /* What a value means has no “=” in it; what stands in a sheet may. A path has none. */
      const char *equals =
          decision == ATTEST_DECIDE_CONSTANT ? strchr (wishes[i], '=') : strrchr (wishes[i], '=');
      g_autofree char *key =
          equals != NULL ? g_strndup (wishes[i], (gsize) (equals - wishes[i])) : NULL;

      attest_decisions_set (
          decisions, decision, key != NULL ? key : wishes[i], key != NULL ? equals + 1 : "");
    }
}

static AttestDecisions *
decide (const Options *options, const AttestSchema *schema)
{
  AttestDecisions *decisions = attest_decisions_new ();
  g_autofree char *header = options->header > 0 ? g_strdup_printf ("%d", options->header) : NULL;

  attest_decisions_set (decisions, ATTEST_DECIDE_KIND, "", schema != NULL ? schema->name : NULL);
  attest_decisions_set (decisions, ATTEST_DECIDE_SHEET, "", options->sheet);
  attest_decisions_set (decisions, ATTEST_DECIDE_HEADER, "", header);
  attest_decisions_set (decisions, ATTEST_DECIDE_LAYOUT, "", options->layout);
  attest_decisions_set (decisions, ATTEST_DECIDE_OFFERS, "", options->accept_offers ? "yes" : NULL);
  decide_all (decisions, ATTEST_DECIDE_COLUMN, options->maps);
  decide_all (decisions, ATTEST_DECIDE_VALUE, options->values);
  decide_all (decisions, ATTEST_DECIDE_DATE, options->dates);
  decide_all (decisions, ATTEST_DECIDE_CONSTANT, options->sets);
  return decisions;
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

static int
import_file (const char *file, const Options *options, const AttestSchema *schema)
{
  AttestSheetChoices choices = { options->encoding };
  g_autoptr (AttestDecisions) decisions = decide (options, schema);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (AttestWorkbook) workbook = NULL;
  g_autoptr (AttestSheetImport) import = NULL;
  Result result = { file };

  if (options->separator != NULL)
    choices.separator = strcmp (options->separator, "\\t") == 0 ? '\t' : *options->separator;
  bytes = attest_intake_load (
      strcmp (file, "-") == 0 ? NULL : file, STDIN_FILENO, ATTEST_SHEET_MAX_SIZE, &error);
  bytes = convert (g_steal_pointer (&bytes), options->convert, &error);
  if (bytes != NULL)
    workbook = attest_workbook_read (bytes, &choices, NULL, &error);
  if (workbook != NULL)
    import = attest_sheet_import_read (workbook, decisions, NULL, &error);
  if (import == NULL)
    return cli_fail (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT)
                         ? CLI_USAGE
                         : CLI_UNREADABLE,
                     error);
  result.workbook = workbook;
  result.import = import;
  return finish (&result, options);
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
    cli_flag ("keep", &options.keep, N_ ("Keep the records as drafts")),
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
