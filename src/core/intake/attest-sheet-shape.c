/* Tables that cannot be read as they are: see the header. */
#include "attest-config.h"
#include "intake/attest-sheet-shape.h"

#include "intake/attest-sheet-cards.h"

#include <glib/gi18n-lib.h>

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
