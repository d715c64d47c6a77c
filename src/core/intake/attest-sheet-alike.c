/* Sheets of one workbook that have the same columns: see the header.
 *
 * Their rows are put below each other, each under the column of the first sheet that is for the
 * same field or is called the same, wherever it stands in its own. From there on they are one
 * sheet, whose rows still say which one they are from.
 * Thread: any. */
#include "attest-config.h"
#include "intake/attest-sheet-alike.h"

#include "base/attest-str.h"
#include "base/attest-text.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-notes.h"
#include "intake/attest-sheet-strays.h"
#include "intake/attest-sheet-tables.h"
#include "intake/attest-sheet-title.h"
#include "sheet/attest-grid-parts.h"

#include <string.h>

#define FEW_OTHERS 4  /* columns in common, at least, for each that only one of two has */
#define LONG_FIGURE 5 /* digits of a number that is no running one */
#define NO_COLUMN ((guint) -1)

/* Which are alike. */

/* Whether both are for the same. */
static gboolean
is_same (const AttestSheetColumn *a, const AttestSheetColumn *b)
{
  return g_strcmp0 (a->path, b->path) == 0 && a->number == b->number
         && g_strcmp0 (a->standard, b->standard) == 0;
}

static gboolean
is_used (const AttestSheetColumn *column)
{
  return (column->path != NULL && *column->path != '#') || column->standard != NULL;
}

static const AttestSheetColumn *
find_same (AttestSheetTable *table, const AttestSheetColumn *column)
{
  for (guint i = 0; i < table->columns->len; i++)
    if (is_same (g_ptr_array_index (table->columns, i), column))
      return g_ptr_array_index (table->columns, i);
  return NULL;
}

/* Returns: how many columns of @table are for something that @other has no column for */
static guint
count_others (AttestSheetTable *table, AttestSheetTable *other, guint *n_common)
{
  guint n = 0;

  *n_common = 0;
  for (guint i = 0; i < table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (table->columns, i);
      const gboolean is_common = is_used (column) && find_same (other, column) != NULL;

      *n_common += is_common;
      n += is_used (column) && !is_common;
    }
  return n;
}

static gboolean
is_alike (AttestSheetTable *table, AttestSheetTable *other)
{
  const char *title = attest_sheet_title_get_path (table);
  guint n_common = 0;
  const guint n_others =
      count_others (other, table, &n_common) + count_others (table, other, &n_common);

  return other->n_header > 0 && attest_sheet_table_find (table, title) != NULL
         && attest_sheet_table_find (other, title) != NULL && n_common > 1
         && n_others * FEW_OTHERS <= n_common;
}

/* What was said of the row of the head is said of one sheet; others can have it elsewhere. */
static gboolean
find_head_again (AttestSheetTable **other, const AttestDecisions *decisions)
{
  g_autoptr (AttestDecisions) own = NULL;
  AttestSheetTable *again = NULL;

  if (attest_decisions_get (decisions, ATTEST_DECIDE_HEADER, "") == NULL)
    return FALSE;
  own = attest_decisions_copy (decisions);
  attest_decisions_set (own, ATTEST_DECIDE_HEADER, "", NULL);
  again = attest_sheet_table_new ((*other)->grid, (*other)->schema, own);
  attest_sheet_table_free (*other);
  *other = again;
  return TRUE;
}

/**
 * attest_sheet_find_alike:
 * @tables: (element-type AttestSheetTable): those of a file; where one has its head in another row
 *   than was decided, it is made anew
 * @chosen: the place of the one with the records
 * @decisions: by which they were made
 *
 * Returns: (transfer container) (element-type AttestSheetTable): those of @tables with its columns,
 *   itself among them; hidden ones are not
 */
GPtrArray *
attest_sheet_find_alike (GPtrArray *tables, guint chosen, const AttestDecisions *decisions)
{
  GPtrArray *alike = g_ptr_array_new ();
  AttestSheetTable *table = NULL;

  g_return_val_if_fail (tables != NULL && chosen < tables->len && decisions != NULL, alike);

  table = g_ptr_array_index (tables, chosen);
  for (guint i = 0; i < tables->len; i++)
    {
      AttestSheetTable **other = (AttestSheetTable **) &g_ptr_array_index (tables, i);

      if (i == chosen
          || (!attest_grid_is_hidden ((*other)->grid)
              && (is_alike (table, *other)
                  || (find_head_again (other, decisions) && is_alike (table, *other)))))
        g_ptr_array_add (alike, *other);
    }
  return alike;
}

/* 합계, 3건: how many there are is no number of one. */
static gboolean
is_total (AttestSheetTable *table, guint row)
{
  for (guint i = 0; i < table->used->len; i++)
    if (attest_sheet_is_total (
            attest_grid_get_text (table->grid, row, g_array_index (table->used, guint, i))))
      return TRUE;
  return FALSE;
}

/* Adds the numbers of @table to @seen. Returns: whether none of them is of a sheet before it; else
 * not all are added */
static gboolean
add_numbers (AttestSheetTable *table, GHashTable *seen)
{
  const AttestSheetColumn *number = attest_sheet_title_find (table);
  g_autoptr (GHashTable) own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer key = NULL;

  for (guint row = table->header + table->n_header;
       row < attest_grid_get_length (table->grid, number->column);
       row++)
    {
      const char *text = attest_sheet_table_get_text (table, row, number->column);
      g_autofree char *folded = attest_text_fold_tight (text);

      if (!attest_str_has_digit (text) || attest_sheet_is_nothing (text))
        continue;
      if (!g_hash_table_contains (seen, folded))
        g_hash_table_add (own, g_steal_pointer (&folded));
      else if (!is_total (table, row))
        return FALSE;
    }
  g_hash_table_iter_init (&iter, own);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (seen, g_strdup (key));
  return TRUE;
}

/**
 * attest_sheet_are_parts:
 * @alike: (element-type AttestSheetTable): sheets with the same columns
 *
 * A list with a sheet for each year or standard has every certificate once; where one stands in two
 * sheets they can be states of a list at several times, or copies, and a person has to say which
 * counts. What is an example is none of the list.
 *
 * Returns: whether they are parts of one list for sure
 */
gboolean
attest_sheet_are_parts (const GPtrArray *alike)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_return_val_if_fail (alike != NULL, FALSE);

  if (alike->len < 2)
    return FALSE;
  for (guint i = 0; i < alike->len; i++)
    {
      AttestSheetTable *table = g_ptr_array_index (alike, i);

      if (attest_sheet_is_example_word (attest_grid_get_name (table->grid))
          || !add_numbers (table, seen))
        return FALSE;
    }
  return g_hash_table_size (seen) > 0;
}

/* One below the other. */

static gboolean
is_free (const guint *columns, guint n, guint column)
{
  for (guint i = 0; i < n; i++)
    if (columns[i] == column)
      return FALSE;
  return TRUE;
}

/* Returns: whether column @place of @part, @own if it has a head, belongs into @column */
static gboolean
belongs (AttestSheetTable *part, const AttestSheetColumn *own, const AttestSheetColumn *column)
{
  if (own == NULL || attest_grid_column_is_hidden (part->grid, own->column) != column->is_hidden)
    return FALSE;
  return is_used (own) || is_used (column) ? is_same (own, column)
                                           : g_str_equal (own->folded, column->folded);
}

/* Returns: (transfer full): for each column of @part, which one of @first it is; one that is none
 * of them comes after all there are */
static guint *
place_columns (AttestSheetTable *first, AttestSheetTable *part, guint *n_columns)
{
  const guint n = attest_grid_get_n_columns (part->grid);
  guint *columns = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const AttestSheetColumn *own = attest_sheet_table_find_at (part, i);

      columns[i] = NO_COLUMN;
      for (guint j = 0; columns[i] == NO_COLUMN && j < first->columns->len; j++)
        {
          const AttestSheetColumn *column = g_ptr_array_index (first->columns, j);

          if (belongs (part, own, column) && is_free (columns, i, column->column))
            columns[i] = column->column;
        }
      if (columns[i] == NO_COLUMN && own == NULL && attest_sheet_table_find_at (first, i) == NULL
          && i < attest_grid_get_n_columns (first->grid) && is_free (columns, i, i))
        columns[i] = i;
      if (columns[i] == NO_COLUMN)
        columns[i] = (*n_columns)++;
    }
  return columns;
}

/* A column that only a later sheet has gets its head. */
static gboolean
put_heads (AttestGrid *joined,
           AttestSheetTable *first,
           AttestSheetTable *part,
           const guint *columns)
{
  for (guint i = 0; i < part->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (part->columns, i);
      const AttestGridPlace place = { first->header, columns[column->column] };

      if (place.column >= attest_grid_get_n_columns (first->grid)
          && !attest_grid_set (
              joined, place, ATTEST_CELL_TEXT, column->head, strlen (column->head)))
        return FALSE;
    }
  return TRUE;
}

/**
 * attest_sheet_join:
 * @parts: (element-type AttestSheetTable): tables that are alike
 * @decisions: by which they were made
 * @error: return location for a #GIOErrorEnum: there are too many rows
 *
 * Returns: (transfer full): a table with the rows of all, in their order, and the head of the first
 */
AttestSheetTable *
attest_sheet_join (GPtrArray *parts, const AttestDecisions *decisions, GError **error)
{
  AttestSheetTable *first = NULL;
  g_autoptr (AttestGrid) joined = NULL;
  guint n_columns = 0;
  gboolean has_room = TRUE;

  g_return_val_if_fail (parts != NULL && parts->len > 0 && decisions != NULL, NULL);

  first = g_ptr_array_index (parts, 0);
  joined = attest_grid_new (attest_grid_get_name (first->grid));
  n_columns = attest_grid_get_n_columns (first->grid);
  for (guint i = 0; has_room && i < parts->len; i++)
    {
      AttestSheetTable *part = g_ptr_array_index (parts, i);
      g_autofree guint *columns = place_columns (first, part, &n_columns);

      has_room = n_columns <= ATTEST_GRID_MAX_COLUMNS
                 && attest_grid_append (joined, part->grid, columns)
                 && put_heads (joined, first, part, columns);
    }
  if (has_room)
    return attest_sheet_table_new_below (joined, first, decisions);
  g_propagate_error (error, attest_grid_new_full_error ());
  return NULL;
}

/* Those that go on without a head. */

/* Returns: (transfer full) (element-type utf8): how the numbers of @table are written */
static GHashTable *
list_forms (AttestSheetTable *table, guint column)
{
  GHashTable *forms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint row = table->header + table->n_header;
       row < attest_grid_get_length (table->grid, column);
       row++)
    {
      const char *text = attest_grid_get_text (table->grid, row, column);

      if (attest_str_has_digit (text))
        g_hash_table_add (forms, attest_sheet_drop_digits (text));
    }
  return forms;
}

static guint
count_texts (AttestSheetTable *table, guint row)
{
  guint n = 0;

  for (guint i = 0; i < attest_grid_get_n_columns (table->grid); i++)
    n += *attest_grid_get_text (table->grid, row, i) != '\0';
  return n;
}

/* @forms: how numbers are written, in @column. Returns: whether @row is like a record */
static gboolean
is_like_record (AttestSheetTable *table, guint row, guint column, GHashTable *forms)
{
  const char *text = attest_grid_get_text (table->grid, row, column);
  g_autofree char *form = attest_str_has_digit (text) ? attest_sheet_drop_digits (text) : NULL;

  return form != NULL && g_hash_table_contains (forms, form)
         && (!g_str_equal (form, "0") || strlen (text) >= LONG_FIGURE)
         && count_texts (table, row) > 1;
}

static void
tell_rows (AttestSheetTable *table, guint column, GHashTable *forms, GArray *strays)
{
  for (guint row = 0; row < attest_grid_get_length (table->grid, column); row++)
    {
      const AttestSheetStray stray = {
        .kind = ATTEST_SHEET_STRAY_NO_HEAD,
        .sheet = attest_grid_get_name (table->grid),
        .row = row + 1,
        .id = is_like_record (table, row, column, forms)
                  ? g_strdup (attest_grid_get_text (table->grid, row, column))
                  : NULL,
      };

      if (stray.id != NULL)
        g_array_append_val (strays, stray);
    }
}

/**
 * attest_sheet_tell_headless:
 * @own: the table with the records
 * @others: (element-type AttestSheetTable): the other tables of the file
 * @strays: (element-type AttestSheetStray): gets the rows of those without a head that have, where
 *   @own has its numbers, what is written like them: the next page of a list
 */
void
attest_sheet_tell_headless (AttestSheetTable *own, const GPtrArray *others, GArray *strays)
{
  const AttestSheetColumn *number = NULL;
  g_autoptr (GHashTable) forms = NULL;

  g_return_if_fail (own != NULL && others != NULL && strays != NULL);

  number = attest_sheet_title_find (own);
  if (number == NULL || others->len == 0)
    return;
  forms = list_forms (own, number->column);
  for (guint i = 0; i < others->len; i++)
    {
      AttestSheetTable *other = g_ptr_array_index (others, i);

      if (other->n_mapped == 0)
        tell_rows (other, number->column, forms, strays);
    }
}
