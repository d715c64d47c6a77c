/* Tables that cannot be read as they are: see the header. */
#include "attest-config.h"
#include "intake/attest-sheet-shape.h"

#include "intake/attest-sheet-cards.h"
#include "intake/attest-sheet-words.h"

#include <glib/gi18n-lib.h>

#define MOST_ROWS_ABOVE 50             /* in which titles are looked for */
#define FEW_TITLES 3                   /* that are known, at least, of those in one cell */
#define MOST_CELLS (128 * 1000 * 1000) /* that are looked at: rows by columns with a text */

/**
 * attest_sheet_shape_check_area:
 * @error: return location for a #GIOErrorEnum
 *
 * A text in the last corner of a sheet is no reason to look at all of its cells, but a head over
 * every column and a text in every row is.
 *
 * Returns: whether @table has no more cells than can be looked at
 */
gboolean
attest_sheet_shape_check_area (const AttestSheetTable *table, GError **error)
{
  gsize n_columns = 0;

  g_return_val_if_fail (table != NULL, FALSE);

  n_columns = table->used->len + table->columns->len;
  if (n_columns * attest_grid_get_n_rows (table->grid) <= MOST_CELLS)
    return TRUE;
  g_propagate_error (error, attest_grid_new_full_error ());
  return FALSE;
}

/* Returns: %FALSE */
static gboolean
report_cards (GError **error)
{
  g_set_error_literal (
      error,
      G_IO_ERROR,
      G_IO_ERROR_INVALID_DATA,
      _ ("Each certificate is on a card of its own, with titles beside the values. "
         "Put each in one row, under one row of titles, and import it again."));
  return FALSE;
}

/**
 * attest_sheet_shape_check:
 * @rows: of @table
 * @error: return location for a #GIOErrorEnum that says what to do
 *
 * Returns: whether each of its records stands in rows
 */
gboolean
attest_sheet_shape_check (AttestSheetTable *table, const AttestSheetRows *rows, GError **error)
{
  g_return_val_if_fail (table != NULL && rows != NULL, FALSE);

  if (attest_sheet_cards_has (table))
    return report_cards (error);
  if (attest_sheet_rows_are_turned (rows))
    {
      g_set_error_literal (error,
                           G_IO_ERROR,
                           G_IO_ERROR_INVALID_DATA,
                           _ ("The column titles are in the first column. Swap rows and columns "
                              "in the spreadsheet, and import it again."));
      return FALSE;
    }
  return TRUE;
}

/* Whether the titles of a whole table stand in @text, with one of the signs of text files between.
 */
static gboolean
has_titles (const AttestSchema *schema, const char *text)
{
  static const char *const signs[] = { ",", ";", "\t", "|" };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      g_auto (GStrv) parts = g_strsplit (text, signs[i], -1);
      guint n_known = 0;

      for (guint j = 0; parts[j] != NULL; j++)
        n_known += attest_sheet_find_known_head (schema, parts[j]) != NULL;
      if (n_known >= FEW_TITLES)
        return TRUE;
    }
  return FALSE;
}

/* A text file that a spreadsheet program took for one column, or whose lines are in quotes. */
static gboolean
is_one_column (const AttestSheetTable *table)
{
  const guint n_rows = MIN (attest_grid_get_n_rows (table->grid), MOST_ROWS_ABOVE);

  if (table->used->len != 1)
    return FALSE;
  for (guint row = 0; row < n_rows; row++)
    if (has_titles (table->schema,
                    attest_grid_get_text (table->grid, row, g_array_index (table->used, guint, 0))))
      return TRUE;
  return FALSE;
}

/**
 * attest_sheet_shape_report_none:
 * @tables: (element-type AttestSheetTable): all of a workbook, none of which is known
 * @error: gets a #GIOErrorEnum that says what to do
 */
void
attest_sheet_shape_report_none (GPtrArray *tables, GError **error)
{
  g_return_if_fail (tables != NULL);

  for (guint i = 0; i < tables->len; i++)
    if (attest_sheet_cards_has (g_ptr_array_index (tables, i)))
      {
        report_cards (error);
        return;
      }
  for (guint i = 0; i < tables->len; i++)
    if (is_one_column (g_ptr_array_index (tables, i)))
      {
        g_set_error_literal (
            error,
            G_IO_ERROR,
            G_IO_ERROR_INVALID_DATA,
            _ ("All of each row stands in one cell. Split the column at the signs between the "
               "values in a spreadsheet program (Text to Columns), and import it again."));
        return;
      }
  for (guint i = 0; i < tables->len; i++)
    {
      const AttestSheetTable *table = g_ptr_array_index (tables, i);

      if (!attest_grid_is_hidden (table->grid) || table->n_mapped < 2)
        continue;
      g_set_error (error,
                   G_IO_ERROR,
                   G_IO_ERROR_INVALID_DATA,
                   /* TRANSLATORS: %s is the name of a sheet */
                   _ ("Only the hidden sheet “%s” has known column titles. Choose it, or show it "
                      "in the spreadsheet."),
                   attest_grid_get_name (table->grid));
      return;
    }
  g_set_error_literal (
      error,
      G_IO_ERROR,
      G_IO_ERROR_INVALID_DATA,
      _ ("No sheet has a row with known column titles. Specify the row or the columns."));
}
