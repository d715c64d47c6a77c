/* What a person is told of a row: see the header. */
#include "attest-config.h"
#include "intake/attest-sheet-remarks.h"

#include "base/attest-date.h"
#include "base/attest-str.h"
#include "base/attest-text.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-held.h"
#include "intake/attest-sheet-pairs.h"
#include "intake/attest-sheet-several.h"
#include "intake/attest-sheet-words.h"
#include "sheet/attest-grid-parts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A number, and behind a sign or a word for it the one before or after. */
#define BEFORE_HANGUL "(?:구|舊|旧|前|이전|기존|종전|변경)(?:\\s*번호)?(?!\\p{Hangul})"
#define BEFORE_LATIN "(?:old|former(?:ly)?|prev(?:ious(?:ly)?)?|was)\\b"
#define REPLACED "\\d.*(?:[→⇒➔➜]|[-=]>|[(（\\[]\\s*(?:" BEFORE_HANGUL "|" BEFORE_LATIN ")).*\\d"

/* What stands in brackets behind a name; (주) is too short to say anything. */
#define IN_BRACKETS "[(（\\[【]([^()（）\\[\\]【】]{2,})[)）\\]】]\\s*$"

/* @rule: what is wrong with a row of @self at @path, or should be looked at */
void
attest_sheet_group_report (AttestSheetGroup *self,
                           AttestSeverity severity,
                           const char *path,
                           const char *rule,
                           const char *message)
{
  g_ptr_array_add (self->result->problems,
                   attest_problem_new (severity, path, rule, ATTEST_SOURCE_SENSE, message));
}

/* What is to be looked at, as nearly all of this is. */
static void
warn (AttestSheetGroup *group, const char *path, const char *rule, const char *message)
{
  attest_sheet_group_report (group, ATTEST_SEVERITY_WARNING, path, rule, message);
}

/* @row: of @table, from 0. Returns: what people call it; of another sheet than the records' also by
 * the name of that */
static char *
dup_row_name (AttestSheetGather *self, AttestSheetTable *table, guint row)
{
  /* TRANSLATORS: a row of a sheet, and the name of the sheet */
  return table == self->import->table
             ? attest_grid_dup_row_name (table->grid, row)
             : g_strdup_printf (_ ("%u (%s)"), row + 1, attest_grid_get_name (table->grid));
}

static char *
dup_source_name (AttestSheetGather *self, AttestSheetGroup *group, const AttestField *field)
{
  const guint source = group->sources[attest_schema_index (self->import->schema, field)];
  AttestSheetTable *other =
      group->sheets != NULL ? g_hash_table_lookup (group->sheets, field) : NULL;

  return dup_row_name (self, other != NULL ? other : self->import->table, source - 1);
}

/* Two rows of one record say two things of @field: @first, which was used, and @other. */
void
attest_sheet_remark_difference (AttestSheetGather *self,
                                AttestSheetGroup *group,
                                const AttestField *field,
                                const char *first,
                                const char *other)
{
  g_autofree char *before = dup_source_name (self, group, field);
  g_autofree char *own = dup_row_name (self, self->table, self->row);
  g_autofree char *message = NULL;

  /* TRANSLATORS: two rows of a sheet, and what stands in them */
  message = g_strdup_printf (
      _ ("Rows %s and %s differ: “%s” and “%s”. The first was used."), before, own, first, other);
  warn (group, field->key, "rows-differ", message);
}

/* @older: a row of the record, from 0, of a time before that of its newest row. */
void
attest_sheet_remark_issue (AttestSheetGather *self, AttestSheetGroup *group, guint older)
{
  const char *path = self->import->schema->ends != NULL ? self->import->schema->ends->key : NULL;
  g_autofree char *before = dup_row_name (self, self->table, older);
  g_autofree char *newest = dup_row_name (self, self->table, group->newest - 1);
  g_autofree char *message = NULL;

  /* TRANSLATORS: two rows of a sheet, both of the same certificate */
  message = g_strdup_printf (
      _ ("Row %s is an earlier issue of this certificate than row %s. The newest was used."),
      before,
      newest);
  warn (group, path, "rows-renewed", message);
}

/* What a spreadsheet made of a cell: an error, nothing, a part of it, a date. */
void
attest_sheet_remark_cell (AttestSheetGather *self,
                          AttestSheetGroup *group,
                          const AttestSheetCell *cell)
{
  static const struct
  {
    AttestCellKind kind;
    const char *rule;
    const char *message;
  } kinds[] = {
    { ATTEST_CELL_CUT,
      "sheet-cut",
      N_ ("The cell has more than a spreadsheet keeps: its end may be lost. Compare it with the "
          "certificate.") },
    { ATTEST_CELL_ERROR, "sheet-error", N_ ("The cell has an error instead of a value.") },
    { ATTEST_CELL_NO_RESULT,
      "sheet-formula",
      N_ ("The cell has a formula without a result. Open and save the file in the program it came "
          "from.") },
    { ATTEST_CELL_LOST, "sheet-lost", N_ ("The text of the cell is missing in the file.") },
    { ATTEST_CELL_DATE,
      "sheet-day",
      N_ ("The cell is a date: a spreadsheet may have made it of a number such as 1-2. Compare it "
          "with the certificate.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (cell->kind == kinds[i].kind && (cell->kind != ATTEST_CELL_DATE || cell->field->code))
      {
        g_autofree char *row = dup_row_name (self, self->table, self->row);
        g_autofree char *message
            /* TRANSLATORS: a row of a sheet, and a sentence */
            = g_strdup_printf (_ ("Row %s: %s"), row, _ (kinds[i].message));

        attest_sheet_group_report (group,
                                   cell->kind == ATTEST_CELL_DATE ? ATTEST_SEVERITY_WARNING
                                                                  : ATTEST_SEVERITY_ERROR,
                                   cell->path,
                                   kinds[i].rule,
                                   message);
      }
}

/* K-9 → K-10, K-8 (구 K-7), K-8 (formerly K-7). */
static gboolean
names_replaced (const char *text)
{
  static GRegex *regex = NULL;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, g_regex_new (REPLACED, G_REGEX_CASELESS, 0, NULL));
  return (!g_str_is_ascii (text) || strpbrk (text, "([>") != NULL)
         && g_regex_match (regex, text, 0, NULL);
}

/* Ｋ－２ and ١٢٣ are numbers too. */
static gboolean
has_any_digit (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isdigit (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

/* “Q-1 / E-1”: which standard is whose, only a person knows. “KR-Q” is a part of a number. */
void
attest_sheet_remark_two_numbers (AttestSheetGather *self,
                                 AttestSheetGroup *group,
                                 const AttestSheetCell *cell)
{
  static const char *const between[] = { "\n", " / ", ", ", "; ", " + ", " & ", "~", " 외" };
  const AttestSchema *schema = self->import->schema;
  gboolean is_two = FALSE;

  if (cell->field != &schema->fields[schema->title_field] || schema->entity_id == NULL)
    return;
  for (guint i = 0; !is_two && i < G_N_ELEMENTS (between); i++)
    {
      const char *sign = strstr (cell->text, between[i]);

      is_two = sign != NULL && attest_str_has_digit (sign)
               && strcspn (cell->text, "0123456789") < (gsize) (sign - cell->text);
    }
  if (names_replaced (cell->text))
    warn (group,
          cell->path,
          "sheet-number-replaced",
          _ ("The number that this one replaced may stand here as well. Leave only the one that "
             "counts."));
  else if (is_two || attest_sheet_pairs_are_several (cell->text))
    warn (group,
          cell->path,
          "sheet-two-numbers",
          _ ("These may be two certificates in one row. Give each a row of its own in the "
             "sheet."));
  else if (!has_any_digit (cell->text))
    warn (group,
          cell->path,
          "sheet-no-digit",
          _ ("A certificate number without a digit: check that it is one, and the whole of it."));
}

/* 취소 under a standard is no mark: it says that the certificate has it no more. */
void
attest_sheet_remark_mark (AttestSheetGather *self,
                          AttestSheetGroup *group,
                          const AttestSheetColumn *column,
                          const char *text)
{
  g_autofree char *row = dup_row_name (self, self->table, self->row);
  g_autofree char *message = g_strdup_printf (
      /* TRANSLATORS: a row of a sheet, a word in it such as “cancelled”, and the standard that is
         the title of the column */
      _ ("Row %s: “%s” is under “%s”, so this standard was left out."),
      row,
      text,
      column->head);

  warn (group, "schemes", "sheet-mark", message);
}

/* O or 2개소 in a column of addresses: that there is a site, and not which. */
void
attest_sheet_remark_count (AttestSheetGather *self,
                           AttestSheetGroup *group,
                           const AttestSheetColumn *column,
                           const char *text)
{
  g_autofree char *row = dup_row_name (self, self->table, self->row);
  g_autofree char *message = g_strdup_printf (
      /* TRANSLATORS: a row of a sheet, what stands in it such as “2 sites”, and the title of its
         column, such as “Site address” */
      _ ("Row %s: “%s” under “%s” does not say where that is, and was left out."),
      row,
      text,
      column->head);

  warn (group, column->place.list->key, "sheet-count", message);
}

/* Lines that may be one address or several. */
static void
remark_several (AttestSheetGather *self, AttestSheetGroup *group, const char *text)
{
  g_autofree char *row = dup_row_name (self, self->table, self->row);
  g_autofree char *line = attest_text_tidy (text, ATTEST_TEXT_LINE);
  g_autofree char *message = g_strdup_printf (
      /* TRANSLATORS: a row of a sheet, and what stands in one of its cells */
      _ ("Row %s: “%s” may be several addresses, and is one now. Give each a row of its own, or "
         "number them in the cell."),
      row,
      line);

  warn (group, "sites", "sheet-several", message);
}

/* ATTENDANCE / EXAM beside three requirements: nobody knows which is of which. */
static void
remark_uneven (AttestSheetGather *self,
               AttestSheetGroup *group,
               const AttestSheetCell *cell,
               guint n,
               guint n_parts)
{
  g_autofree char *row = dup_row_name (self, self->table, self->row);
  g_autofree char *line = attest_text_tidy (cell->text, ATTEST_TEXT_LINE);
  g_autofree char *list = g_strndup (cell->path, strcspn (cell->path, "["));
  g_autofree char *message = g_strdup_printf (
      /* TRANSLATORS: a row of a sheet, what stands in one of its cells, and two numbers */
      _ ("Row %s: “%s” has %u parts, and what it is about has %u. Each got it as a whole."),
      row,
      line,
      n_parts,
      n);

  warn (group, list, "sheet-uneven", message);
}

/* @items: of the row, put into its record: what may belong otherwise */
void
attest_sheet_remark_items (AttestSheetGather *self,
                           AttestSheetGroup *group,
                           AttestSheetItems *items)
{
  const char *doubt = attest_sheet_items_get_doubt (items);
  guint n = 0;
  guint n_parts = 0;
  const AttestSheetCell *uneven = attest_sheet_items_get_uneven (items, &n, &n_parts);

  if (doubt != NULL)
    remark_several (self, group, doubt);
  if (uneven != NULL)
    remark_uneven (self, group, uneven, n, n_parts);
}

/* What a cell of addresses says beyond the one address that is taken. */
void
attest_sheet_remark_addresses (AttestSheetGather *self,
                               AttestSheetGroup *group,
                               const AttestSheetCell *cell)
{
  g_autoptr (GPtrArray) pieces = NULL;
  g_autofree char *row = NULL;
  g_autofree char *message = NULL;

  if (cell->field == NULL || !attest_sheet_has_addresses (cell->path))
    return;
  if (strstr (cell->path, "[]") == NULL && strpbrk (cell->text, "\n;|/:") != NULL
      && attest_sheet_split_items (cell->path, cell->text, &pieces) != ATTEST_SEVERAL_NOT)
    remark_several (self, group, cell->text);
  if (attest_sheet_is_instead (cell->path, cell->text)
      || !attest_sheet_names_more (cell->path, cell->text))
    return;
  row = dup_row_name (self, self->table, self->row);
  /* TRANSLATORS: a row of a sheet, and an address in it such as “Main Street 1 and 2 more sites” */
  message =
      g_strdup_printf (_ ("Row %s: “%s” mentions more sites than it lists."), row, cell->text);
  warn (group, "sites", "sheet-more", message);
}

static const char *
get_key (const AttestSheetColumn *column)
{
  return column->place.list != NULL ? column->place.list->key : column->path;
}

/* Whoever strikes something out in a list leaves it to be read, and no longer means it. One a row
 * is enough: mostly it is the whole row. */
void
attest_sheet_remark_struck (AttestSheetGather *self,
                            AttestSheetGroup *group,
                            const GPtrArray *columns)
{
  AttestGrid *grid = self->table->grid;

  for (guint i = 0; i < columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (columns, i);
      g_autofree char *row = NULL;
      g_autofree char *line = NULL;
      g_autofree char *message = NULL;

      if (column->path == NULL || !attest_grid_is_struck (grid, self->row, column->column))
        continue;
      row = dup_row_name (self, self->table, self->row);
      line = attest_text_tidy (attest_grid_get_text (grid, self->row, column->column),
                               ATTEST_TEXT_LINE);
      /* TRANSLATORS: a row of a sheet, and what stands in it with a line through it */
      message = g_strdup_printf (
          _ ("Row %s: “%s” is struck out in the sheet. Check whether it still applies."),
          row,
          line);
      warn (group, get_key (column), "sheet-struck", message);
      return;
    }
}

static gboolean
is_same_day (const char *text, const char *other)
{
  AttestDateReading own = { 0 };
  AttestDateReading others = { 0 };

  attest_date_read (text, &own);
  attest_date_read (other, &others);
  return own.fault == ATTEST_DATE_FINE && others.fault == ATTEST_DATE_FINE
         && g_date_compare (&own.readings[0], &others.readings[0]) == 0;
}

/* 업체명 beside 회사명 can be two spellings; two columns with one title are a slip. */
static gboolean
may_differ (const AttestSheetColumn *column, const AttestSheetColumn *used)
{
  return !g_str_equal (column->head, used->head) && attest_sheet_has_names (used->place.field);
}

static void
remark_rival (AttestSheetGather *self,
              AttestSheetGroup *group,
              const AttestSheetColumn *column,
              const AttestSheetColumn *used)
{
  const char *own = attest_sheet_table_get_text (self->table, self->row, column->column);
  const char *taken = attest_sheet_table_get_text (self->table, self->row, used->column);
  g_autofree char *row = NULL;
  g_autofree char *message = NULL;

  if (attest_sheet_is_nothing (own) || attest_str_is_blank (own) || may_differ (column, used)
      || attest_sheet_is_same_text (own, taken) || is_same_day (own, taken))
    return;
  row = dup_row_name (self, self->table, self->row);
  message = g_strdup_printf (
      /* TRANSLATORS: a row of a sheet; a title and what stands under it, which was used; another
         title and what stands under that */
      _ ("Row %s: “%s” has “%s”, which was used; “%s” has “%s”."),
      row,
      used->head,
      taken,
      column->head,
      own);
  warn (group, get_key (used), "columns-differ", message);
}

/* Two columns for one field, of which one is used: where they say two things, that is told. */
void
attest_sheet_remark_rivals (AttestSheetGather *self,
                            AttestSheetGroup *group,
                            const GPtrArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (columns, i);
      const AttestSheetColumn *used = column->rival != NULL && column->path == NULL
                                          ? attest_sheet_table_find (self->table, column->rival)
                                          : NULL;

      if (used != NULL)
        remark_rival (self, group, column, used);
    }
}

/* Returns: (transfer full) (nullable): what stands in @column, which says since when a certificate
 * does not hold or has remarks, as a sentence; %NULL: nothing of that */
static char *
make_end (AttestSheetGather *self, const AttestSheetColumn *column)
{
  const char *text = attest_sheet_table_get_text (self->table, self->row, column->column);
  const char *wire = NULL;
  g_autofree char *row = NULL;

  if (attest_sheet_is_nothing (text)
      || (column->is_end ? strpbrk (text, "123456789") == NULL
                         : !attest_sheet_find_ended (text, &wire)))
    return NULL;
  row = dup_row_name (self, self->table, self->row);
  /* TRANSLATORS: a row of a sheet, a title such as “Withdrawn on”, and a day under it */
  return g_strdup_printf (
      _ ("Row %s: “%s” is %s, but the certificate is active."), row, column->head, text);
}

/* Returns: (transfer full) (nullable): what stands in brackets at the end of @text */
static char *
dup_in_brackets (const char *text)
{
  static GRegex *regex = NULL;
  g_autoptr (GMatchInfo) match = NULL;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, g_regex_new (IN_BRACKETS, 0, 0, NULL));
  return g_regex_match (regex, text, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

/* K-1 (취소), 한빛 [폐업]: what names the record says that it holds no more. What the record says
 * of that is asked at the end. */
void
attest_sheet_remark_named_end (AttestSheetGather *self,
                               AttestSheetGroup *group,
                               const AttestSheetCell *cell)
{
  const AttestSchema *schema = self->import->schema;
  const AttestSheetColumn *column = NULL;
  const gboolean is_number = cell->field == &schema->fields[schema->title_field];
  g_autofree char *said = NULL;
  g_autofree char *row = NULL;
  const char *wire = NULL;

  if (schema->entity == NULL || schema->status == NULL || group->ended != NULL
      || (!is_number && cell->field != schema->entity))
    return;
  column = attest_sheet_table_find (self->table, cell->path);
  if (column == NULL)
    return;
  /* A company can be called anything, a number has other words only where somebody put them. */
  said = is_number && !g_str_is_ascii (cell->text) ? g_strdup (cell->text)
                                                   : dup_in_brackets (cell->text);
  if (said == NULL || !attest_sheet_find_ended (said, &wire))
    return;
  row = dup_row_name (self, self->table, self->row);
  group->ended = g_strdup_printf (
      _ ("Row %s: “%s” is %s, but the certificate is active."), row, column->head, cell->text);
}

/* 취소일, Withdrawn on: a day there says that the certificate does not hold; 비고 can say it in
 * words. What the record says of that may come from elsewhere, and is asked at the end. */
void
attest_sheet_remark_note_end (AttestSheetGather *self,
                              AttestSheetGroup *group,
                              const GPtrArray *columns)
{
  for (guint i = 0; group->ended == NULL && i < columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (columns, i);

      if (column->is_end || column->is_note)
        group->ended = make_end (self, column);
    }
}

/* Once the record is complete. @lasting: (nullable): the status of what holds */
void
attest_sheet_remark_end (AttestSheetGather *self, AttestSheetGroup *group, const char *lasting)
{
  const AttestField *field = self->import->schema->status;

  if (group->ended != NULL && field != NULL
      && g_strcmp0 (attest_record_get_role (group->result->record, field), lasting) == 0)
    warn (group, field->key, "sheet-ended", group->ended);
}
