/* From the rows of a sheet to records.
 *
 * Rows with the same number are one record: sheets have a row for each standard, or for each site.
 * Every row is some record's, or is listed
 * with what it is.
 * Thread: any; the records belong to whoever asked for them. */
#include "attest-config.h"
#include "intake/attest-sheet-import.h"

#include "base/attest-str.h"
#include "intake/attest-sheet-absent.h"
#include "intake/attest-sheet-alike.h"
#include "intake/attest-sheet-check.h"
#include "intake/attest-sheet-complete.h"
#include "intake/attest-sheet-dates.h"
#include "intake/attest-sheet-follow.h"
#include "intake/attest-sheet-groups.h"
#include "intake/attest-sheet-known.h"
#include "intake/attest-sheet-labels.h"
#include "intake/attest-sheet-others.h"
#include "intake/attest-sheet-pairs.h"
#include "intake/attest-sheet-portions.h"
#include "intake/attest-sheet-remarks.h"
#include "intake/attest-sheet-rows.h"
#include "intake/attest-sheet-shape.h"
#include "intake/attest-sheet-slips.h"
#include "intake/attest-sheet-title.h"
#include "intake/attest-sheet-words.h"
#include "model/attest-kinds.h"
#include "sheet/attest-grid-parts.h"

#include <string.h>

#define MOST_RECORDS 300000 /* of one file: each needs room for what is said of it */

typedef struct
{
  AttestSheetGather gather;
  const AttestSchema *schema;
  AttestSheetImport *import;
  AttestSheetGroups groups;
  AttestSheetLabels *labels;
  GPtrArray *parts;  /* of AttestSheetTable: the sheets that are read, one below the other */
  const char *title; /* (nullable): the name of the one that is read */
  AttestSheetRows rows;
  AttestSheetFollow follow;
  const AttestWorkbook *workbook; /* not owned */
  AttestSheetSlips slips;
  AttestSheetGroup *current;
  GPtrArray *all_columns; /* (nullable): of the table, while it has those of a portion */
  gboolean is_shared;     /* the row is some record's already */
  gboolean is_other;      /* the rows are of another table */
  gboolean hides;         /* the record above is hidden: so is what goes on with it */
  gboolean keeps;         /* the row is left out, and the record above goes on behind it */
  gboolean filled;
  gboolean blocks;
} Reader;

static void
record_free (gpointer data)
{
  AttestSheetRecord *record = data;

  g_object_unref (record->record);
  g_free (record->own);
  g_array_unref (record->rows);
  g_ptr_array_unref (record->problems);
  g_free (record);
}

static void
reader_clear (Reader *self)
{
  attest_sheet_gather_clear (&self->gather);
  g_ptr_array_unref (self->parts);
  attest_sheet_groups_clear (&self->groups);
  attest_sheet_labels_free (self->labels);
  attest_sheet_rows_clear (&self->rows);
  attest_sheet_follow_clear (&self->follow);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

/* Texts in the title of a block: what it is of, and how many those are. */
#define MOST_OF_TITLE 3

/* Rows between two looks at whether somebody gave up. */
#define ROWS_AT_ONCE 256

static gboolean
is_stopped (GCancellable *cancellable, guint n_done, GError **error)
{
  return n_done % ROWS_AT_ONCE == 0 && g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* What a row is that has no number. */

static void
skip (Reader *self, AttestSheetRowKind kind)
{
  GArray *skipped = self->import->skipped;
  AttestSheetSkip *last =
      skipped->len > 0 ? &g_array_index (skipped, AttestSheetSkip, skipped->len - 1) : NULL;
  AttestSheetSkip new = { kind, self->gather.row + 1, self->gather.row + 1 };
  const char *sheet = NULL;

  if (last != NULL && last->kind == kind && last->last == self->gather.row
      && attest_grid_find_row (self->import->table->grid, self->gather.row, &sheet) > 0)
    last->last++;
  else
    g_array_append_val (skipped, new);
}

/* A title over a block of rows names the standard of all of them; so can that of the sheet. */
static void
start_block (Reader *self, const char *title)
{
  g_clear_pointer (&self->gather.standard, g_free);
  if (attest_sheet_table_has_standards (self->import->table))
    return;
  self->gather.standard = attest_sheet_find_all_in_title (title);
  if (self->gather.standard == NULL)
    self->gather.standard = attest_sheet_find_all_in_title (self->title);
  if (self->gather.standard == NULL && attest_sheet_find_system (self->title) != NULL)
    self->gather.standard = g_strdup (self->title); /* QMS */
  if (self->gather.standard == NULL)
    return;
  attest_sheet_gather_say (&self->gather, ATTEST_SHEET_STANDARDS);
  self->blocks = TRUE;
}

/* Returns: the row of the record above, from 0; 0: what is above is none */
static guint
get_row_before (Reader *self)
{
  const GArray *rows = self->current != NULL ? self->current->result->rows : NULL;

  return rows != NULL ? g_array_index (rows, guint, rows->len - 1) - 1 : 0;
}

static gboolean
names_standard (const char *title)
{
  g_autofree char *standard = attest_sheet_find_in_title (title);

  return standard != NULL;
}

/* Whether @text says how many there are: 12, (3건), 5 certificates. */
static gboolean
is_count (const char *text)
{
  g_autofree char *folded = attest_sheet_fold (text);
  const char *end = folded;

  while (g_ascii_isdigit (*end))
    end++;
  return end != folded && end - folded < 6 && !attest_str_has_digit (end);
}

/* Returns: whether it is a title over what comes, and nobody's record */
static gboolean
is_title (Reader *self, AttestSheetTable *table, guint column)
{
  return table->used->len > 1
         && !attest_sheet_rows_is_record (
             &self->rows, self->gather.row, column, get_row_before (self));
}

/* Returns: whether @row, where each record has its standard from the title of its block, is such a
 * title, with or without how many are in it */
static gboolean
is_block_title (Reader *self, AttestSheetTable *table, guint n_texts, const char *first)
{
  guint n_counts = 0;

  if (n_texts > MOST_OF_TITLE || attest_sheet_table_has_standards (table)
      || !names_standard (first))
    return FALSE;
  for (guint i = 0; i < table->used->len; i++)
    n_counts += is_count (attest_sheet_rows_get_text (
        &self->rows, self->gather.row, g_array_index (table->used, guint, i)));
  return n_counts + 1 == n_texts;
}

/* The title of another page begins no block, unless it names a standard. */
static void
skip_note (Reader *self, AttestSheetRowKind kind, const char *first)
{
  if (kind == ATTEST_SHEET_ROW_TITLE && names_standard (first))
    start_block (self, first);
  skip (self, kind);
}

/* 인증기관: 한국인정원 is no title that says 정지. */
static void
note_title (Reader *self, AttestSheetTable *table, const char *title)
{
  if (!attest_sheet_labels_note (self->labels, table, self->gather.row))
    attest_sheet_gather_note_title (&self->gather, table, title, FALSE);
}

/* Rows of a filter that is set stand between those of a record. */
static void
skip_hidden (Reader *self)
{
  const gboolean goes_on = (self->current != NULL || self->hides)
                           && attest_sheet_follow_goes_on (&self->follow, self->gather.row);

  self->hides = self->hides || !goes_on;
  self->keeps = goes_on && self->current != NULL;
  skip (self, ATTEST_SHEET_ROW_HIDDEN);
}

/* Several records in a row: each has its own columns. */

/* Until it is called with %NULL, @table has the columns of @portion alone. */
static void
show_portion (Reader *self, AttestSheetTable *table, const AttestSheetPortion *portion)
{
  if (portion != NULL && self->all_columns == NULL)
    self->all_columns = table->columns;
  else if (portion == NULL)
    table->columns = g_steal_pointer (&self->all_columns);
  if (portion != NULL)
    table->columns = portion->columns;
}

/* @first: the number of a portion, from 1. Returns: that of the next one that the row has; 0: none
 */
static guint
find_portion (Reader *self, AttestSheetTable *table, guint first)
{
  for (guint i = first; table->portions != NULL && i <= table->portions->len; i++)
    if (attest_sheet_portion_says (
            g_ptr_array_index (table->portions, i - 1), table, self->gather.row))
      return i;
  return 0;
}

static const AttestSheetPortion *
get_portion (Reader *self, AttestSheetTable *table)
{
  return self->gather.portion > 0 ? g_ptr_array_index (table->portions, self->gather.portion - 1)
                                  : NULL;
}

static AttestSheetGroup *
need_group (Reader *self, AttestSheetTable *table)
{
  const AttestSheetPortion *portion = get_portion (self, table);
  AttestSheetGroup *group = NULL;

  if (portion != NULL)
    show_portion (self, table, portion);
  group = attest_sheet_groups_need (&self->groups, table);
  if (portion != NULL)
    show_portion (self, table, NULL);
  return group;
}

/* A row can have two certificates with one number. */
static void
add_row (Reader *self, AttestSheetGroup *group, guint number)
{
  GArray *rows = group->result->rows;

  if (rows->len == 0 || g_array_index (rows, guint, rows->len - 1) != number)
    {
      self->import->n_shared += self->is_shared;
      self->is_shared = TRUE;
      g_array_append_val (rows, number);
    }
}

static void
take_portion (Reader *self, AttestSheetTable *table, AttestSheetGroup *group)
{
  const AttestSheetPortion *portion = get_portion (self, table);
  char *standard = self->gather.standard;
  g_autofree char *named =
      self->gather.n_pieces > 0
          ? attest_sheet_pairs_dup_standard (table, self->gather.row, self->gather.piece)
          : NULL;

  if (group->result->rows->len == 0)
    {
      group->result->portion = self->gather.portion;
      group->result->piece = self->gather.piece;
      group->result->n_pieces = self->gather.n_pieces;
    }
  add_row (self, group, self->gather.row + 1);
  if (portion != NULL)
    show_portion (self, table, portion);
  if (portion != NULL && portion->standard != NULL)
    self->gather.standard = portion->standard;
  if (named != NULL)
    {
      self->gather.standard = named;
      attest_sheet_gather_say (&self->gather, ATTEST_SHEET_STANDARDS);
    }
  attest_sheet_gather_take_row (&self->gather, group, table, table->columns);
  self->gather.standard = standard;
  if (portion != NULL)
    show_portion (self, table, NULL);
  attest_sheet_slips_remark (&self->slips, &self->gather, group);
}

static AttestSheetGroup *
choose_group (Reader *self, AttestSheetTable *table)
{
  const guint row = self->gather.row;
  guint column = 0;
  guint n_texts = attest_sheet_rows_count_texts (&self->rows, row, &column);
  const char *first = attest_sheet_rows_get_text (&self->rows, row, column);
  AttestSheetRowKind note = ATTEST_SHEET_ROW_NOTE;

  if (attest_sheet_groups_has_own (&self->groups, table))
    return need_group (self, table);
  if (n_texts == 0)
    {
      self->hides = FALSE;
      return skip (self, ATTEST_SHEET_ROW_EMPTY), NULL;
    }
  if (attest_sheet_rows_is_head (&self->rows, row, n_texts))
    {
      self->is_other = FALSE;
      return skip (self, ATTEST_SHEET_ROW_REPEATED), NULL;
    }
  self->is_other = self->is_other || attest_sheet_rows_is_other_head (&self->rows, row, n_texts);
  if (self->is_other)
    return skip (self, ATTEST_SHEET_ROW_OTHER), NULL;
  if (attest_grid_row_is_hidden (table->grid, row))
    return skip_hidden (self), NULL;
  if (self->hides && attest_sheet_follow_goes_on (&self->follow, row))
    return skip (self, ATTEST_SHEET_ROW_HIDDEN), NULL;
  self->hides = FALSE;
  if (attest_sheet_rows_is_total (&self->rows, row, first, get_row_before (self)))
    return skip (self, ATTEST_SHEET_ROW_TOTAL), NULL;
  if (attest_sheet_rows_find_note (&self->rows, row, n_texts, &note))
    return skip_note (self, note, first), NULL;
  if (n_texts > 1 && attest_sheet_rows_says_nothing (&self->rows, row))
    return skip (self, ATTEST_SHEET_ROW_NOTE), NULL;
  if (self->current != NULL && attest_sheet_follow_goes_on (&self->follow, row))
    {
      self->filled = TRUE;
      return self->current;
    }
  if (n_texts == 1 ? is_title (self, table, column) : is_block_title (self, table, n_texts, first))
    {
      start_block (self, first);
      note_title (self, table, first);
      return skip (self, ATTEST_SHEET_ROW_TITLE), NULL;
    }
  return need_group (self, table);
}

/* KQ-1 / KE-1 beside ISO 9001 / ISO 14001: as several rows. */
static void
find_pieces (Reader *self, AttestSheetTable *table)
{
  const gboolean is_own = attest_sheet_groups_has_own (&self->groups, table);

  self->gather.n_pieces = is_own ? 0 : attest_sheet_pairs_count (table, self->gather.row);
  self->gather.piece = self->gather.n_pieces > 0 ? 1 : 0;
}

/* Returns: whether the row has another piece, which comes next */
static gboolean
has_piece (Reader *self)
{
  if (self->gather.piece >= self->gather.n_pieces)
    return FALSE;
  self->gather.piece++;
  return TRUE;
}

static void
read_row (Reader *self, AttestSheetTable *table)
{
  AttestSheetGroup *group = NULL;

  self->is_shared = FALSE;
  self->gather.portion = find_portion (self, table, 1);
  find_pieces (self, table);
  group = choose_group (self, table);
  if (!self->keeps)
    self->current = group;
  self->keeps = FALSE;
  while (group != NULL)
    {
      take_portion (self, table, group);
      self->gather.portion =
          self->gather.portion > 0 ? find_portion (self, table, self->gather.portion + 1) : 0;
      group = self->gather.portion > 0 || has_piece (self) ? need_group (self, table) : NULL;
    }
}

static void
add_title (Reader *self, guint column)
{
  const char *text = attest_sheet_rows_get_text (&self->rows, self->gather.row, column);

  if (!attest_str_is_blank (text))
    attest_sheet_rows_add_title (&self->rows, text);
}

/* What stands above the head: titles, or another table, whose columns are others. */
static void
skip_row_above (Reader *self)
{
  const guint row = self->gather.row;
  guint column = 0;
  const guint n_texts = attest_sheet_rows_count_texts (&self->rows, row, &column);
  const char *first = attest_sheet_rows_get_text (&self->rows, row, column);
  const gboolean is_title = n_texts == 1
                                ? names_standard (first)
                                : is_block_title (self, self->import->table, n_texts, first);

  self->is_other = n_texts > 1
                   && (self->is_other || attest_sheet_rows_is_head (&self->rows, row, n_texts)
                       || attest_sheet_rows_is_other_head (&self->rows, row, n_texts));
  /* Of the titles above the head, that of the first block is not always the last. */
  if (is_title)
    start_block (self, first);
  if (n_texts == 1)
    note_title (self, self->import->table, first);
  else if (!self->is_other)
    attest_sheet_labels_note (self->labels, self->import->table, row);
  for (guint i = 0; !self->is_other && i < self->import->table->used->len; i++)
    add_title (self, g_array_index (self->import->table->used, guint, i));
  if (self->is_other)
    skip (self, ATTEST_SHEET_ROW_OTHER);
  else
    skip (self, n_texts > 0 ? ATTEST_SHEET_ROW_TITLE : ATTEST_SHEET_ROW_EMPTY);
}

/* @part: whose rows come next */
static void
skip_above (Reader *self, const AttestSheetTable *part)
{
  for (guint i = 0; i < part->header; i++, self->gather.row++)
    skip_row_above (self);
  for (guint i = 0; i < part->n_header; i++, self->gather.row++)
    skip (self, ATTEST_SHEET_ROW_HEADER);
  self->is_other = FALSE;
}

/* Every sheet has its own titles and its own head, and no record goes on from one to the next but
 * by its number. */
static gboolean
read_part (Reader *self, AttestSheetTable *part, GCancellable *cancellable, GError **error)
{
  AttestSheetTable *table = self->import->table;
  const guint end = self->gather.row + attest_grid_get_n_rows (part->grid);

  self->title = attest_grid_get_name (part->grid);
  attest_sheet_gather_note_title (&self->gather, table, self->title, TRUE);
  self->current = NULL;
  self->is_other = FALSE;
  start_block (self, self->title);
  skip_above (self, part);
  for (; self->gather.row < end; self->gather.row++)
    {
      if (is_stopped (cancellable, self->gather.row, error))
        return FALSE;
      read_row (self, table);
      if (self->import->records->len > MOST_RECORDS)
        return g_propagate_error (error, attest_grid_new_full_error ()), FALSE;
    }
  return TRUE;
}

static char
name_layout (Reader *self, gboolean has_spans)
{
  gboolean several = FALSE;
  gboolean has_site = FALSE;

  for (guint i = 0; i < self->import->records->len; i++)
    several =
        several
        || ((AttestSheetRecord *) g_ptr_array_index (self->import->records, i))->rows->len > 1;
  for (guint i = 0; i < self->import->table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (self->import->table->columns, i);

      has_site = has_site || (column->path != NULL && g_str_has_prefix (column->path, "sites[]"));
    }
  if (self->import->joined->len > 0)
    return 'D';
  if (self->blocks)
    return 'G';
  if (self->import->table->portions != NULL)
    return 'E';
  if (self->gather.marks)
    return 'F';
  if (self->gather.numbers)
    return 'E';
  if (self->filled)
    return has_spans ? 'I' : 'H';
  if (several)
    return has_site ? 'C' : 'B';
  return 'A';
}

static gboolean
read_tables (Reader *self, GPtrArray *others, GCancellable *cancellable, GError **error)
{
  AttestSheetTable *table = self->import->table;
  g_autoptr (GPtrArray) joined = NULL;

  attest_sheet_gather_say_columns (&self->gather, table->columns);
  attest_sheet_slips_init (&self->slips, table, self->workbook);
  attest_sheet_follow_init (&self->follow, table, attest_sheet_title_get_path (table));
  if (!attest_sheet_rows_init (&self->rows, table, cancellable, error)
      || !attest_sheet_shape_check (table, &self->rows, error))
    return FALSE;
  attest_sheet_dates_find (table, self->import->decisions);
  attest_sheet_gather_find_shared (&self->gather, table);
  self->gather.row = 0;
  for (guint i = 0; i < self->parts->len; i++)
    if (!read_part (self, g_ptr_array_index (self->parts, i), cancellable, error))
      return FALSE;
  joined = attest_sheet_others_join (&self->gather, others);
  attest_sheet_tell_headless (table, others, self->import->strays);
  self->import->absent = attest_sheet_absent_find (self->import->decisions, table, joined);
  return attest_sheet_complete_fill (&self->gather, self->labels, joined, error);
}

static GPtrArray *
make_tables (Reader *self, AttestWorkbook *workbook)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_sheet_table_free);

  for (guint i = 0; i < workbook->grids->len; i++)
    g_ptr_array_add (tables,
                     attest_sheet_table_new (g_ptr_array_index (workbook->grids, i),
                                             self->schema,
                                             self->import->decisions));
  return tables;
}

/* Takes the table with the records out of @tables, or makes it of those that a person wants as
 * one, or that are one list for sure. */
static gboolean
take_table (Reader *self, GPtrArray *tables, guint chosen, GPtrArray *alike, GError **error)
{
  AttestSheetImport *import = self->import;
  const char *choice = attest_decisions_get (import->decisions, ATTEST_DECIDE_SHEET, "");
  AttestSheetTable *own = g_ptr_array_index (tables, chosen);
  const gboolean are_parts = choice == NULL && attest_sheet_are_parts (alike);

  for (guint i = 0; i < alike->len; i++)
    {
      AttestSheetTable *table = g_ptr_array_index (alike, i);
      const char *name = attest_grid_get_name (table->grid);

      g_ptr_array_add (import->alike, g_strdup (name));
      if (table == own || are_parts || (choice != NULL && attest_sheet_choice_has (choice, name)))
        g_ptr_array_add (self->parts, table);
    }
  if (self->parts->len > 1)
    import->table = attest_sheet_join (self->parts, import->decisions, error);
  else
    import->table = g_ptr_array_steal_index (tables, chosen);
  return import->table != NULL;
}

/* What is alike is read as one, or not at all: it says nothing more of the same records. */
static GPtrArray *
list_others (GPtrArray *tables, GPtrArray *alike)
{
  GPtrArray *others = g_ptr_array_new ();

  for (guint i = 0; i < tables->len; i++)
    if (!g_ptr_array_find (alike, g_ptr_array_index (tables, i), NULL))
      g_ptr_array_add (others, g_ptr_array_index (tables, i));
  return others;
}

static gboolean
read_workbook (Reader *self, AttestWorkbook *workbook, GCancellable *cancellable, GError **error)
{
  const AttestDecisions *decisions = self->import->decisions;
  g_autoptr (GPtrArray) tables = make_tables (self, workbook);
  g_autoptr (GPtrArray) alike = NULL;
  g_autoptr (GPtrArray) others = NULL;
  int chosen = attest_sheet_table_choose (
      tables, self->schema, attest_decisions_get (decisions, ATTEST_DECIDE_SHEET, ""));

  if (chosen < 0)
    {
      attest_sheet_shape_report_none (tables, error);
      return FALSE;
    }
  alike = attest_sheet_find_alike (tables, (guint) chosen, decisions);
  others = list_others (tables, alike);
  return take_table (self, tables, (guint) chosen, alike, error)
         && attest_sheet_shape_check_area (self->import->table, error)
         && read_tables (self, others, cancellable, error)
         && attest_sheet_import_check_all (self->import, cancellable, error);
}

static const AttestSchema *
choose_schema (AttestWorkbook *workbook, const AttestDecisions *decisions)
{
  const char *kind = attest_decisions_get (decisions, ATTEST_DECIDE_KIND, "");
  const AttestSchema *schema = kind != NULL ? attest_kinds_find (kind) : NULL;

  return schema != NULL ? schema : attest_sheet_guess_kind (workbook, decisions);
}

/**
 * attest_sheet_import_read:
 * @workbook: a file
 * @decisions: what a person decided; copied
 * @cancellable: (nullable): gives up
 * @error: return location for a #GIOErrorEnum; %G_IO_ERROR_INVALID_ARGUMENT: a decision is about
 *   nothing there is
 *
 * Thread: any; whoever gets the records has them alone.
 *
 * Returns: (transfer full): the records, checked, and where each row went; %NULL if no sheet is one
 *   of such records
 */
AttestSheetImport *
attest_sheet_import_read (AttestWorkbook *workbook,
                          const AttestDecisions *decisions,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (AttestSheetImport) import = g_new0 (AttestSheetImport, 1);
  g_auto (Reader) self = { .import = import };

  g_return_val_if_fail (workbook != NULL && decisions != NULL, NULL);

  self.workbook = workbook;
  attest_sheet_gather_init (&self.gather, import);
  attest_sheet_groups_init (
      &self.groups,
      &self.gather,
      g_strcmp0 (attest_decisions_get (decisions, ATTEST_DECIDE_LAYOUT, ""), "A") == 0);
  self.parts = g_ptr_array_new ();
  self.labels = attest_sheet_labels_new ();
  self.schema = import->schema = choose_schema (workbook, decisions);
  import->decisions = attest_decisions_copy (decisions);
  import->records = g_ptr_array_new_with_free_func (record_free);
  import->alike = g_ptr_array_new_with_free_func (g_free);
  import->skipped = g_array_new (FALSE, FALSE, sizeof (AttestSheetSkip));
  import->joined = g_ptr_array_new_with_free_func (g_free);
  import->left_out = g_ptr_array_new_with_free_func (g_free);
  import->strays = attest_sheet_strays_new ();
  import->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  import->peers = attest_peers_new ();
  import->twins = attest_sheet_twins_new ();
  import->values = attest_sheet_values_new (import->decisions);
  import->undecided = attest_sheet_values_get_undecided (import->values);
  if (!read_workbook (&self, workbook, cancellable, error))
    return NULL;
  import->layout = name_layout (&self, workbook->format == ATTEST_SHEET_HTML);
  return g_steal_pointer (&import);
}

/* Frees @self, with its records. */
void
attest_sheet_import_free (AttestSheetImport *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->table, attest_sheet_table_free);
  g_ptr_array_unref (self->alike);
  g_ptr_array_unref (self->records);
  g_array_unref (self->skipped);
  g_array_unref (self->strays);
  g_ptr_array_unref (self->joined);
  g_ptr_array_unref (self->left_out);
  g_clear_pointer (&self->absent, g_ptr_array_unref);
  g_clear_pointer (&self->understood, g_ptr_array_unref);
  attest_sheet_values_free (self->values);
  attest_decisions_free (self->decisions);
  g_object_unref (self->peers);
  attest_sheet_twins_free (self->twins);
  g_hash_table_unref (self->said);
  g_free (self);
}

/* Returns: (transfer none): what a row is called that became no record; the same in every language
 */
const char *
attest_sheet_row_kind_get_id (AttestSheetRowKind kind)
{
  static const char *const ids[] = { "title", "header", "repeated", "empty",
                                     "total", "hidden", "other",    "note" };

  g_return_val_if_fail (kind < ATTEST_SHEET_N_ROW_KINDS, "");

  return ids[kind];
}
