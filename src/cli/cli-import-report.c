/* What attestctl import tells: see the header. */
#include "attest-config.h"
#include "cli-import-report.h"

#include "base/attest-encoding-guess.h"
#include "base/attest-listing.h"
#include "base/attest-str.h"
#include "cli-output.h"
#include "cli-undecided.h"
#include "codec/attest-codec.h"
#include "sheet/attest-grid-parts.h"

#include <glib/gi18n.h>
#include <stdio.h>

static gboolean
has_name (GPtrArray *names, const char *name)
{
  return g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL);
}

static gboolean
has_environment (const CliImportReport *self)
{
  AttestEnvironment environment = ATTEST_ENVIRONMENT_PRACTICE;

  return attest_import_get_environment (self->import, &environment);
}

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
  for (guint i = 0; i < table->unnamed->len; i++)
    {
      json_builder_begin_object (builder);
      cli_json_member (builder, "head", "");
      cli_json_member (builder, "path", NULL);
      json_builder_set_member_name (builder, "column");
      json_builder_add_int_value (builder, g_array_index (table->unnamed, guint, i) + 1);
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
add_comparison (JsonBuilder *builder, const CliImportReport *self, guint i)
{
  g_autoptr (AttestImportRecord) record =
      g_list_model_get_item (attest_import_get_records (self->import), i);
  AttestComparison comparison = has_environment (self)
                                    ? attest_import_record_get_comparison (record)
                                    : ATTEST_COMPARISON_NONE;

  cli_json_member (builder, "compare", attest_comparison_get_id (comparison));
  add_changes (builder, has_environment (self) ? attest_import_record_get_changes (record) : NULL);
  cli_json_member (builder, "draft", attest_import_record_get_draft_id (record));
  cli_json_member (
      builder, "effect", attest_import_effect_get_id (attest_import_record_get_effect (record)));
}

/* Each with its number in its sheet, and, where there are several, the sheets beside them. */
static void
add_rows (JsonBuilder *builder, AttestGrid *grid, GArray *rows)
{
  const char *sheet = NULL;

  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    json_builder_add_int_value (
        builder, attest_grid_find_row (grid, g_array_index (rows, guint, i) - 1, &sheet) + 1);
  json_builder_end_array (builder);
  if (attest_grid_get_n_sheets (grid) < 2)
    return;
  json_builder_set_member_name (builder, "sheets");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      attest_grid_find_row (grid, g_array_index (rows, guint, i) - 1, &sheet);
      json_builder_add_string_value (builder, sheet);
    }
  json_builder_end_array (builder);
}

static void
add_record (JsonBuilder *builder, const CliImportReport *self, guint i)
{
  const AttestSheetImport *import = attest_import_get_reading (self->import);
  const AttestSheetRecord *record = import->records->pdata[i];
  g_autofree char *json = attest_codec_write (record->record, ATTEST_CODEC_WIRE);
  g_autoptr (JsonParser) parser = json_parser_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "record");
  if (json_parser_load_from_data (parser, json, -1, NULL))
    json_builder_add_value (builder, json_parser_steal_root (parser));
  else
    json_builder_add_null_value (builder);
  add_rows (builder, import->table->grid, record->rows);
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint j = 0; j < record->problems->len; j++)
    add_problem (builder, record->problems->pdata[j]);
  json_builder_end_array (builder);
  add_comparison (builder, self, i);
  json_builder_end_object (builder);
}

static void
add_skipped (JsonBuilder *builder, const AttestSheetImport *import)
{
  GArray *skipped = import->skipped;

  json_builder_set_member_name (builder, "skipped");
  json_builder_begin_array (builder);
  for (guint i = 0; i < skipped->len; i++)
    {
      const AttestSheetSkip *skip = &g_array_index (skipped, AttestSheetSkip, i);
      const char *sheet = NULL;
      const guint first = attest_grid_find_row (import->table->grid, skip->first - 1, &sheet) + 1;
      g_autofree char *rows =
          skip->first == skip->last
              ? g_strdup_printf ("%u", first)
              : g_strdup_printf ("%u-%u", first, first + skip->last - skip->first);

      json_builder_begin_object (builder);
      if (sheet != NULL)
        cli_json_member (builder, "sheet", sheet);
      cli_json_member (builder, "rows", rows);
      cli_json_member (builder, "why", attest_sheet_row_kind_get_id (skip->kind));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_strays (JsonBuilder *builder, const AttestSheetImport *import)
{
  json_builder_set_member_name (builder, "strays");
  json_builder_begin_array (builder);
  for (guint i = 0; i < import->strays->len; i++)
    {
      const AttestSheetStray *stray = &g_array_index (import->strays, AttestSheetStray, i);

      json_builder_begin_object (builder);
      cli_json_member (builder, "sheet", stray->sheet);
      json_builder_set_member_name (builder, "row");
      json_builder_add_int_value (builder, stray->row);
      cli_json_member (builder, "id", stray->id);
      cli_json_member (builder, "reason", attest_sheet_stray_kind_get_id (stray->kind));
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
  return n - import->n_shared;
}

static void
add_missing (JsonBuilder *builder, const CliImportReport *self)
{
  g_autoptr (GPtrArray) missing = attest_import_list_missing (self->import);

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
add_effects (JsonBuilder *builder, const CliImportReport *self)
{
  g_autoptr (GPtrArray) missing = attest_import_list_missing (self->import);
  AttestImportCounts counts;

  attest_import_count (self->import, &counts);
  for (guint i = ATTEST_COMPARISON_NEW; has_environment (self) && i < ATTEST_N_COMPARISONS; i++)
    add_count (builder, attest_comparison_get_id (i), counts.n_compared[i]);
  if (has_environment (self))
    add_count (builder, "missing", missing->len);
  for (guint i = ATTEST_IMPORT_EFFECT_CREATE; self->is_kept && i < ATTEST_N_IMPORT_EFFECTS; i++)
    add_count (builder, attest_import_effect_get_id (i), counts.n_effects[i]);
  if (self->is_kept)
    add_count (builder, "queued", self->n_queued);
}

/* The rows of the records and the skipped ones are all rows of the sheet. */
static void
add_counts (JsonBuilder *builder, const CliImportReport *self)
{
  const AttestSheetImport *import = attest_import_get_reading (self->import);
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
  add_effects (builder, self);
  json_builder_end_object (builder);
}

/* Those of a workbook that have titles of columns too, and were not read. Returns: (transfer
 * container): their names */
static GPtrArray *
list_other_sheets (const CliImportReport *self)
{
  const AttestWorkbook *workbook = attest_import_get_workbook (self->import);
  const AttestSheetImport *import = attest_import_get_reading (self->import);
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < workbook->grids->len; i++)
    {
      AttestGrid *grid = g_ptr_array_index (workbook->grids, i);
      g_autoptr (AttestSheetTable) table =
          attest_sheet_table_new (grid, import->schema, import->decisions);

      if (!has_name (import->alike, attest_grid_get_name (grid))
          && !has_name (import->joined, attest_grid_get_name (grid)) && table->n_mapped > 1)
        g_ptr_array_add (names, (gpointer) attest_grid_get_name (grid));
    }
  return names;
}

static void
add_names (JsonBuilder *builder, const char *member, const GPtrArray *names)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < names->len; i++)
    json_builder_add_string_value (builder, names->pdata[i]);
  json_builder_end_array (builder);
}

/* Those that are read, those that say more of the same records, those that could be read as one,
 * and those that are left. */
static void
add_sheets (JsonBuilder *builder, const CliImportReport *self)
{
  const AttestSheetImport *import = attest_import_get_reading (self->import);
  g_autoptr (GPtrArray) read = g_ptr_array_new ();
  g_autoptr (GPtrArray) others = list_other_sheets (self);

  for (guint i = 0; i < attest_grid_get_n_sheets (import->table->grid); i++)
    g_ptr_array_add (read, (gpointer) attest_grid_get_sheet_name (import->table->grid, i));
  add_names (builder, "sheets", read);
  add_names (builder, "joined_sheets", import->joined);
  add_names (builder, "alike", import->alike);
  add_names (builder, "other_sheets", others);
}

static void
print_json (const CliImportReport *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const AttestWorkbook *workbook = attest_import_get_workbook (self->import);
  const AttestSheetImport *import = attest_import_get_reading (self->import);
  char separator[2] = { workbook->separator, '\0' };
  char layout[2] = { import->layout, '\0' };

  json_builder_begin_object (builder);
  cli_json_member (builder, "file", self->file);
  cli_json_member (
      builder, "format", self->is_json ? "json" : attest_sheet_format_get_name (workbook->format));
  cli_json_member (builder, "encoding", workbook->encoding);
  cli_json_member (builder, "separator", *separator != '\0' ? separator : NULL);
  cli_json_member (builder, "sheet", attest_grid_get_name (import->table->grid));
  add_sheets (builder, self);
  add_columns (builder, import->table);
  cli_json_member (builder, "layout", layout);
  json_builder_set_member_name (builder, "records");
  json_builder_begin_array (builder);
  for (guint i = 0; i < import->records->len; i++)
    add_record (builder, self, i);
  json_builder_end_array (builder);
  add_skipped (builder, import);
  add_strays (builder, import);
  add_undecided (builder, import->undecided);
  add_names (builder, "absent_columns", import->absent);
  add_missing (builder, self);
  add_counts (builder, self);
  json_builder_end_object (builder);
  cli_json_print (builder);
}

/* Lines for people. */

/* Returns: (transfer none): what people know @record by, for a line */
static const char *
get_name (AttestRecord *record)
{
  const char *title = attest_record_get_title (record);

  /* TRANSLATORS: instead of the name or number of a record that has none */
  return attest_str_is_blank (title) ? _ ("(no name)") : title;
}

static void
print_records (const AttestSheetImport *import)
{
  for (guint i = 0; i < import->records->len; i++)
    {
      const AttestSheetRecord *record = import->records->pdata[i];
      g_autofree char *row = attest_grid_dup_row_name (import->table->grid,
                                                       g_array_index (record->rows, guint, 0) - 1);

      for (guint j = 0; j < record->problems->len; j++)
        {
          AttestProblem *problem = record->problems->pdata[j];

          cli_print (stdout,
                     "%s: %s: %s: %s: %s\n",
                     row,
                     get_name (record->record),
                     attest_problem_get_severity (problem) == ATTEST_SEVERITY_ERROR ? _ ("error")
                                                                                    : _ ("warning"),
                     attest_problem_get_path (problem),
                     attest_problem_get_message (problem));
        }
    }
}

/* Each column answers where it went: those that are for nothing, by name. */
static void
print_left_out (AttestSheetTable *table)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < table->columns->len; i++)
    {
      const AttestSheetColumn *column = table->columns->pdata[i];

      if (column->path == NULL && column->standard == NULL)
        attest_listing_add_quoted (names, column->head);
    }
  for (guint i = 0; i < table->unnamed->len; i++)
    {
      g_autofree char *name
          /* TRANSLATORS: a column of a sheet without a title: its place */
          = g_strdup_printf (_ ("column %u without a title"),
                             g_array_index (table->unnamed, guint, i) + 1);

      attest_listing_add (names, name);
    }
  if (names->len > 0)
    /* TRANSLATORS: %s are the titles of columns, in quotation marks */
    cli_print (stdout, _ ("Columns that were left out: %s.\n"), names->str);
}

/* And each row: those that are no record's, by what they are. */
static void
print_skipped (const AttestSheetImport *import)
{
  static const char *const names[] = {
    N_ ("title"), N_ ("column titles"), N_ ("column titles"),    N_ ("empty"),
    N_ ("total"), N_ ("hidden"),        N_ ("of another table"), N_ ("signature or note"),
  };
  g_autoptr (GString) rows = g_string_new (NULL);

  for (guint i = 0; i < import->skipped->len; i++)
    {
      const AttestSheetSkip *skip = &g_array_index (import->skipped, AttestSheetSkip, i);
      const char *sheet = NULL;
      const guint first = attest_grid_find_row (import->table->grid, skip->first - 1, &sheet) + 1;

      g_autoptr (GString) row = g_string_new (NULL);

      if (sheet != NULL)
        g_string_append_printf (row, "“%s” ", sheet);
      g_string_append_printf (row, "%u", first);
      if (skip->last > skip->first)
        g_string_append_printf (row, "–%u", first + skip->last - skip->first);
      g_string_append_printf (row, " (%s)", _ (names[skip->kind]));
      attest_listing_add (rows, row->str);
    }
  if (rows->len > 0)
    /* TRANSLATORS: %s are rows of a sheet, and what each is, in brackets */
    cli_print (stdout, _ ("Rows that were left out: %s.\n"), rows->str);
}

/* A table with other columns, above or below: what begins with its head. */
static void
print_other_tables (const AttestSheetImport *import)
{
  for (guint i = 0; i < import->skipped->len; i++)
    {
      const AttestSheetSkip *skip = &g_array_index (import->skipped, AttestSheetSkip, i);

      if (skip->kind == ATTEST_SHEET_ROW_OTHER && skip->last > skip->first
          && attest_grid_get_n_sheets (import->table->grid) == 1)
        cli_print (stdout,
                   /* TRANSLATORS: both are the number of the same row of a sheet */
                   _ ("Another table begins in row %u, and was not read. Read it by itself with "
                      "--header %u.\n"),
                   skip->first,
                   skip->first);
    }
}

static void
print_alike (const AttestSheetImport *import)
{
  g_autofree char *names = attest_listing_quote (import->alike);
  const guint n = attest_grid_get_n_sheets (import->table->grid);

  if (n > 1 && attest_decisions_get (import->decisions, ATTEST_DECIDE_SHEET, "") == NULL)
    cli_print (stdout,
               /* TRANSLATORS: the number of sheets, and their names in quotation marks */
               _ ("%u sheets have the same columns and no number in common, and were read as one: "
                  "%s. Read one alone with --sheet NAME.\n"),
               n,
               names);
  else if (n < import->alike->len)
    cli_print (stdout,
               /* TRANSLATORS: the number of sheets, and their names in quotation marks */
               _ ("%u sheets have the same columns: %s. Read all of them as one with --sheet "
                  "'*'.\n"),
               import->alike->len,
               names);
}

static void
print_joined (const AttestSheetImport *import)
{
  g_autofree char *names = attest_listing_quote (import->joined);

  if (*names == '\0')
    return;
  /* TRANSLATORS: %s are names of sheets, in quotation marks */
  cli_print (stdout, _ ("Sheets that say more about the same records: %s."), names);
  cli_print (stdout, "\n");
}

static void
print_other_sheets (const CliImportReport *self)
{
  g_autoptr (GPtrArray) others = list_other_sheets (self);
  g_autofree char *names = attest_listing_quote (others);

  print_joined (attest_import_get_reading (self->import));
  print_alike (attest_import_get_reading (self->import));
  if (*names != '\0')
    /* TRANSLATORS: %s are names of sheets, in quotation marks */
    cli_print (stdout, _ ("Sheets that were not read: %s. Name one with --sheet.\n"), names);
}

static void
print_changes (const CliImportReport *self)
{
  AttestGrid *grid = attest_import_get_reading (self->import)->table->grid;

  for (guint i = 0; i < attest_import_get_reading (self->import)->records->len; i++)
    {
      g_autoptr (AttestImportRecord) record =
          g_list_model_get_item (attest_import_get_records (self->import), i);
      GPtrArray *changes = attest_import_record_get_conflict (record);
      gboolean is_conflict =
          attest_import_record_get_effect (record) == ATTEST_IMPORT_EFFECT_CONFLICT;

      if (!is_conflict)
        changes = has_environment (self) ? attest_import_record_get_changes (record) : NULL;
      for (guint j = 0; changes != NULL && j < changes->len; j++)
        {
          g_autofree char *line = attest_difference_describe (changes->pdata[j]);
          g_autofree char *row =
              attest_grid_dup_row_name (grid, attest_import_record_get_row (record) - 1);

          cli_print (stdout,
                     "%s: %s: %s: %s\n",
                     row,
                     get_name (attest_import_record_get_record (record)),
                     is_conflict ? _ ("the draft was edited and is kept") : _ ("changed"),
                     line);
        }
    }
}

static void
print_before (const CliImportReport *self)
{
  gint64 time = attest_import_get_kept_before (self->import);
  g_autofree char *when = time != 0 ? cli_format_time (time) : NULL;

  if (when != NULL)
    /* TRANSLATORS: %s is a date and a time */
    cli_print (stdout, _ ("The same file was imported before: %s.\n"), when);
}

static void
print_comparison (const CliImportReport *self)
{
  g_autoptr (GPtrArray) missing = attest_import_list_missing (self->import);
  AttestImportCounts counts;

  print_before (self);
  print_changes (self);
  if (!has_environment (self))
    return;
  attest_import_count (self->import, &counts);
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
print_kept (const CliImportReport *self)
{
  AttestImportCounts counts;

  attest_import_count (self->import, &counts);
  cli_print (stdout,
             /* TRANSLATORS: drafts; the last one are those that stay as they are */
             _ ("%u drafts were created, %u updated; %u stay as they are.\n"),
             counts.n_effects[ATTEST_IMPORT_EFFECT_CREATE],
             counts.n_effects[ATTEST_IMPORT_EFFECT_UPDATE],
             counts.n_effects[ATTEST_IMPORT_EFFECT_NOTHING]
                 + counts.n_effects[ATTEST_IMPORT_EFFECT_CONFLICT]);
  if (self->n_queued > 0)
    cli_print (stdout,
               ngettext ("%u record is in the outbox.\n",
                         "%u records are in the outbox.\n",
                         self->n_queued),
               self->n_queued);
}

/* Nobody at a terminal sees the names as they were read. */
static void
print_encoding (const AttestWorkbook *workbook)
{
  guint n = 0;
  const AttestEncoding *encodings = attest_encoding_get_all (&n);

  for (guint i = 0; workbook->encoding != NULL && !workbook->encoding_is_certain && i < n; i++)
    if (g_str_equal (encodings[i].name, workbook->encoding))
      cli_print (stdout,
                 /* TRANSLATORS: an encoding: “Korean (CP949)” */
                 _ ("Read as %s, which is a guess: check the names, or choose another with "
                    "--encoding.\n"),
                 _ (encodings[i].label));
}

static void
print_summary (const CliImportReport *self)
{
  const AttestSheetImport *import = attest_import_get_reading (self->import);
  g_autofree char *strays = attest_sheet_strays_describe (import->strays, import->left_out);

  print_encoding (attest_import_get_workbook (self->import));
  print_records (import);
  cli_print_undecided (import);
  cli_print (stdout,
             /* TRANSLATORS: rows of a sheet, rows with records, records */
             _ ("Rows: %u, %u of them with records. Records: %u.\n"),
             attest_grid_get_n_rows (import->table->grid),
             count_rows (import),
             import->records->len);
  print_skipped (import);
  print_other_tables (import);
  if (strays != NULL)
    cli_print (stdout, "%s\n", strays);
  print_left_out (import->table);
  print_other_sheets (self);
  print_comparison (self);
  if (self->is_kept)
    print_kept (self);
  else
    cli_print (stdout,
               "%s\n",
               self->is_wanted ? _ ("Nothing was kept, because there are problems. Use "
                                    "--allow-problems to keep the drafts with their problems.")
                               : _ ("Nothing was kept. Use --keep to keep them as drafts."));
}

/**
 * cli_import_report_print:
 * @self: what was read
 * @json: whether it is for programs
 */
void
cli_import_report_print (const CliImportReport *self, gboolean json)
{
  if (json)
    print_json (self);
  else
    print_summary (self);
}
