/* What stands in the cells of a grid of records: see the header. */
#include "attest-config.h"
#include "imports/attest-import-cells.h"

#include "base/attest-date.h"
#include "imports/attest-import-words.h"
#include "register/attest-register-words.h"
#include "service/attest-service.h"

#include <glib/gi18n.h>

#define LEAST (1 << ATTEST_IMPORT_ROOM_LEAST)
#define NARROW (1 << ATTEST_IMPORT_ROOM_NARROW)
#define MEDIUM (1 << ATTEST_IMPORT_ROOM_MEDIUM)
#define WIDE (1 << ATTEST_IMPORT_ROOM_WIDE)

/* Of a record */

/* Takes the words; @below is of the second line, if there is one. */
static void
take_lines (AttestListCell *cell, AttestImportRecord *record, char *words, char *below)
{
  attest_list_cell_set_texts (cell, words, below);
  attest_list_cell_set_style (cell,
                              attest_import_record_get_is_left_out (record) ? "dim-label" : NULL);
  g_free (words);
  g_free (below);
}

static char *
dup_title (AttestImportRecord *record)
{
  AttestRecord *typed = attest_import_record_get_record (record);
  const char *title = attest_record_get_title (typed);

  if (*title != '\0')
    return g_strdup (title);
  return g_strdup (
      _ (attest_service_for_schema (attest_record_get_schema (typed))->nouns.nameless));
}

static char *
dup_role (AttestImportRecord *record, const AttestField *role)
{
  AttestRecord *typed = attest_import_record_get_record (record);
  const char *text = attest_record_get_role (typed, role);

  return role != NULL ? attest_import_name_text (attest_record_get_schema (typed), role, text)
                      : g_strdup ("");
}

static const AttestSchema *
get_schema (AttestImportRecord *record)
{
  return attest_record_get_schema (attest_import_record_get_record (record));
}

/* As people read it, where it is a day. */
static char *
dup_day (AttestImportRecord *record, const AttestField *role)
{
  g_autofree char *text = dup_role (record, role);
  AttestDateReading reading;
  g_autofree char *day = NULL;

  attest_date_read (text, &reading);
  if (reading.fault != ATTEST_DATE_FINE)
    return g_steal_pointer (&text);
  day = attest_date_format_day (&reading.readings[0]);
  return attest_day_format_short (day);
}

static void
fill_title (AttestListCell *cell, AttestImportRecord *record)
{
  take_lines (cell, record, dup_title (record), NULL);
}

static void
fill_entity (AttestListCell *cell, AttestImportRecord *record)
{
  take_lines (cell, record, dup_role (record, get_schema (record)->entity), NULL);
}

static void
fill_standards (AttestListCell *cell, AttestImportRecord *record)
{
  g_autofree char *all = attest_import_dup_standards (attest_import_record_get_record (record));

  take_lines (cell, record, attest_standards_shorten (all), NULL);
}

static void
fill_status (AttestListCell *cell, AttestImportRecord *record)
{
  take_lines (cell, record, dup_role (record, get_schema (record)->status), NULL);
}

static void
fill_begins (AttestListCell *cell, AttestImportRecord *record)
{
  take_lines (cell, record, dup_day (record, get_schema (record)->begins), NULL);
}

static void
fill_ends (AttestListCell *cell, AttestImportRecord *record)
{
  take_lines (cell, record, dup_day (record, get_schema (record)->ends), NULL);
}

static char *
describe_n_problems (guint n_errors, guint n_warnings)
{
  const guint n = n_errors > 0 ? n_errors : n_warnings;

  if (n == 0)
    return NULL;
  return g_strdup_printf (n_errors > 0 ? ngettext ("%u error", "%u errors", n)
                                       : ngettext ("%u warning", "%u warnings", n),
                          n);
}

static char *
describe_problems (AttestImportRecord *record)
{
  if (attest_import_record_get_is_left_out (record))
    return NULL;
  return describe_n_problems (attest_import_record_get_n_errors (record),
                              attest_import_record_get_n_warnings (record));
}

static void
fill_to_do (AttestListCell *cell, AttestImportRecord *record)
{
  g_autofree char *words = describe_problems (record);

  attest_list_cell_set_icon (cell, attest_import_get_state_icon_name (record));
  attest_list_cell_set_style (cell, attest_import_get_state_style_class (record));
  attest_list_cell_set_texts (cell, words != NULL ? words : "", NULL);
}

static void
fill_compared (AttestListCell *cell, AttestImportRecord *record)
{
  take_lines (cell, record, attest_import_describe_record (record), NULL);
}

static void
fill_both (AttestListCell *cell, AttestImportRecord *record)
{
  take_lines (cell, record, dup_title (record), dup_role (record, get_schema (record)->entity));
}

/* Where there is one column for both: what is to be done is said first. */
static void
show_state (AttestListCell *cell, AttestImportRecord *record, gboolean has_two_lines)
{
  g_autofree char *compared = attest_import_describe_record (record);
  g_autofree char *problems = describe_problems (record);

  attest_list_cell_set_icon (cell, attest_import_get_state_icon_name (record));
  attest_list_cell_set_style (cell, attest_import_get_state_style_class (record));
  attest_list_cell_set_texts (cell,
                              problems != NULL ? problems : compared,
                              problems != NULL && has_two_lines ? compared : NULL);
}

static void
fill_state (AttestListCell *cell, AttestImportRecord *record)
{
  show_state (cell, record, FALSE);
}

static void
fill_state_in_two (AttestListCell *cell, AttestImportRecord *record)
{
  show_state (cell, record, TRUE);
}

/* Of a part */

/* Whether it is what the record is held against. */
static gboolean
is_standard (AttestImportPart *part)
{
  const AttestSchema *whole = attest_record_get_schema (
      attest_import_record_get_record (attest_import_part_get_whole (part)));
  const AttestSchema *own = attest_record_get_schema (attest_import_part_get_record (part));

  for (guint i = 0; i < G_N_ELEMENTS (whole->standards) && whole->standards[i] != NULL; i++)
    if (whole->standards[i]->child == own)
      return TRUE;
  return FALSE;
}

/* Likewise. */
static void
take_part_lines (AttestListCell *cell, AttestImportPart *part, char *words, char *below)
{
  attest_list_cell_set_icon (cell, NULL);
  take_lines (cell, attest_import_part_get_whole (part), words, below);
}

static char *
dup_part_name (AttestImportPart *part)
{
  return attest_import_name_item (attest_import_part_get_record (part),
                                  attest_import_part_get_number (part));
}

/* What is in it, and then what it stands in. */
static char *
dup_part_summary (AttestImportPart *part)
{
  AttestRecord *above = attest_import_part_get_above (part);
  g_autofree char *own = attest_record_dup_summary (attest_import_part_get_record (part));
  const char *rest = above != NULL ? attest_record_get_title (above) : "";

  return g_strjoin (*own != '\0' && *rest != '\0' ? " · " : "", own, rest, NULL);
}

static void
fill_part_name (AttestListCell *cell, AttestImportPart *part)
{
  take_part_lines (cell, part, dup_part_name (part), NULL);
}

static void
fill_part_summary (AttestListCell *cell, AttestImportPart *part)
{
  take_part_lines (cell, part, dup_part_summary (part), NULL);
}

/* Where standards have a column of their own */
static void
fill_part_rest (AttestListCell *cell, AttestImportPart *part)
{
  AttestRecord *above = attest_import_part_get_above (part);

  if (is_standard (part))
    take_part_lines (
        cell, part, g_strdup (above != NULL ? attest_record_get_title (above) : ""), NULL);
  else
    fill_part_summary (cell, part);
}

static void
fill_part_standard (AttestListCell *cell, AttestImportPart *part)
{
  const char *title =
      is_standard (part) ? attest_record_get_title (attest_import_part_get_record (part)) : "";

  take_part_lines (cell, part, g_strdup (title), NULL);
}

static char *
describe_part_problems (AttestImportPart *part, AttestSeverity *worst)
{
  AttestImportRecord *whole = attest_import_part_get_whole (part);
  GPtrArray *problems = attest_import_record_get_problems (whole);
  guint n_errors = 0;
  guint n = 0;

  for (guint i = 0; i < problems->len && !attest_import_record_get_is_left_out (whole); i++)
    {
      AttestProblem *problem = g_ptr_array_index (problems, i);

      if (!g_str_has_prefix (attest_problem_get_path (problem), attest_import_part_get_path (part)))
        continue;
      n++;
      n_errors += attest_problem_get_severity (problem) == ATTEST_SEVERITY_ERROR;
    }
  *worst = n_errors > 0 ? ATTEST_SEVERITY_ERROR : ATTEST_SEVERITY_WARNING;
  return describe_n_problems (n_errors, n - n_errors);
}

static void
fill_part_to_do (AttestListCell *cell, AttestImportPart *part)
{
  AttestSeverity worst = ATTEST_SEVERITY_WARNING;
  g_autofree char *words = describe_part_problems (part, &worst);
  const gboolean is_error = worst == ATTEST_SEVERITY_ERROR;

  take_part_lines (cell, part, g_strdup (words != NULL ? words : ""), NULL);
  if (words == NULL)
    return;
  attest_list_cell_set_icon (cell, is_error ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  attest_list_cell_set_style (cell, is_error ? "error" : "warning");
}

static void
fill_part_both (AttestListCell *cell, AttestImportPart *part)
{
  take_part_lines (cell, part, dup_part_name (part), dup_part_summary (part));
}

static const AttestImportColumn columns[] = {
  { .noun = G_STRUCT_OFFSET (AttestNouns, one),
    .rooms = MEDIUM | WIDE,
    .width = 20,
    .names_row = TRUE,
    .fill = fill_title,
    .fill_part = fill_part_name },
  { .noun = G_STRUCT_OFFSET (AttestNouns, entity),
    .role = G_STRUCT_OFFSET (AttestSchema, entity),
    .rooms = WIDE,
    .expands = TRUE,
    .fill = fill_entity,
    .fill_part = fill_part_rest },
  { .noun = G_STRUCT_OFFSET (AttestNouns, entity),
    .role = G_STRUCT_OFFSET (AttestSchema, entity),
    .rooms = MEDIUM,
    .expands = TRUE,
    .fill = fill_entity,
    .fill_part = fill_part_summary },
  { .title = N_ ("Standards"),
    .role = G_STRUCT_OFFSET (AttestSchema, standards),
    .rooms = WIDE,
    .width = 12,
    .fill = fill_standards,
    .fill_part = fill_part_standard },
  { .title = N_ ("Status"),
    .role = G_STRUCT_OFFSET (AttestSchema, status),
    .rooms = WIDE,
    .width = 10,
    .fill = fill_status },
  { .title = N_ ("Begins"),
    .role = G_STRUCT_OFFSET (AttestSchema, begins),
    .rooms = WIDE,
    .width = 13,
    .fill = fill_begins },
  { .noun = G_STRUCT_OFFSET (AttestNouns, ends),
    .role = G_STRUCT_OFFSET (AttestSchema, ends),
    .rooms = MEDIUM | WIDE,
    .width = 13,
    .fill = fill_ends },
  { .title = N_ ("To Do"),
    .rooms = MEDIUM,
    .width = 18,
    .fill = fill_state,
    .fill_part = fill_part_to_do },
  { .title = N_ ("To Do"),
    .rooms = WIDE,
    .width = 14,
    .fill = fill_to_do,
    .fill_part = fill_part_to_do },
  { .title = N_ ("Compared"), .rooms = WIDE, .width = 18, .fill = fill_compared },
  { .noun = G_STRUCT_OFFSET (AttestNouns, one),
    .rooms = LEAST | NARROW,
    .expands = TRUE,
    .kind = ATTEST_LIST_CELL_TWO_LINES,
    .names_row = TRUE,
    .fill = fill_both,
    .fill_part = fill_part_both },
  { .title = N_ ("To Do"),
    .rooms = NARROW,
    .width = 18,
    .kind = ATTEST_LIST_CELL_TWO_LINES,
    .fill = fill_state_in_two,
    .fill_part = fill_part_to_do },
  { .title = N_ ("To Do"),
    .rooms = LEAST,
    .width = 13,
    .kind = ATTEST_LIST_CELL_TWO_LINES,
    .fill = fill_state_in_two,
    .fill_part = fill_part_to_do },
};

/**
 * attest_import_list_columns:
 * @n: (out): how many there are
 *
 * Returns: (transfer none): every column, in their order
 */
const AttestImportColumn *
attest_import_list_columns (guint *n)
{
  *n = G_N_ELEMENTS (columns);
  return columns;
}

/**
 * attest_import_column_fill:
 * @column: a column
 * @cell: of it
 * @record: what its row is about
 * @part: (nullable): the part of @record that it is about
 *
 * Puts into @cell what it says.
 */
void
attest_import_column_fill (const AttestImportColumn *column,
                           AttestListCell *cell,
                           AttestImportRecord *record,
                           AttestImportPart *part)
{
  if (part == NULL)
    column->fill (cell, record);
  else if (column->fill_part != NULL)
    column->fill_part (cell, part);
  else
    take_part_lines (cell, part, g_strdup (""), NULL);
}

/* Rows for readers */

static char *
name_record (AttestImportRecord *record)
{
  g_autofree char *title = dup_title (record);
  g_autofree char *entity = dup_role (record, get_schema (record)->entity);
  g_autofree char *problems = describe_problems (record);
  g_autofree char *compared = attest_import_describe_record (record);

  return g_strjoin (
      ", ", title, entity, *compared != '\0' || problems != NULL ? compared : NULL, problems, NULL);
}

static char *
name_part (AttestImportPart *part)
{
  AttestSeverity worst = ATTEST_SEVERITY_WARNING;
  g_autofree char *name = dup_part_name (part);
  g_autofree char *summary = dup_part_summary (part);
  g_autofree char *problems = describe_part_problems (part, &worst);

  return g_strjoin (", ", name, summary, problems, NULL);
}

/**
 * attest_import_name_row:
 * @record: a record
 * @part: (nullable): a part of it
 *
 * Returns: (transfer full): what the row is called that shows it
 */
char *
attest_import_name_row (AttestImportRecord *record, AttestImportPart *part)
{
  return part != NULL ? name_part (part) : name_record (record);
}
