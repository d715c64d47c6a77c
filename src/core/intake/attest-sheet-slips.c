/* Slips in a text file: see the header.
 *
 * A quotation mark that does not end, and a comma within an address that no quotation marks are
 * around, move what is right of them from cell to cell. What comes of that can look right: it is
 * told. Where many rows have more cells than titles, there is a column without a title. */
#include "attest-config.h"
#include "intake/attest-sheet-slips.h"

#include "base/attest-str.h"
#include "base/attest-text.h"
#include "intake/attest-sheet-remarks.h"
#include "sheet/attest-grid-parts.h"

#include <glib/gi18n-lib.h>

#define MOST_OF_TEXT 40 /* characters of a cell in a sentence */

/* Returns: the column behind the last one with a title */
static guint
find_end (const AttestSheetTable *table)
{
  guint end = 0;

  for (guint i = 0; i < table->columns->len; i++)
    end = MAX (end, ((AttestSheetColumn *) g_ptr_array_index (table->columns, i))->column + 1);
  return end;
}

/* Returns: (transfer none) (nullable): the first text of @row from column @from on */
static const char *
find_text (const AttestSheetTable *table, guint row, guint from)
{
  for (guint i = from; i < attest_grid_get_n_columns (table->grid); i++)
    if (!attest_str_is_blank (attest_grid_get_text (table->grid, row, i)))
      return attest_grid_get_text (table->grid, row, i);
  return NULL;
}

/* @table: of @workbook, with its columns; outlives @self */
void
attest_sheet_slips_init (AttestSheetSlips *self,
                         const AttestSheetTable *table,
                         const AttestWorkbook *workbook)
{
  const guint first = table->header + table->n_header;
  const guint n_rows = attest_grid_get_n_rows (table->grid);
  const guint end = find_end (table);
  guint n_longer = 0;

  *self = (AttestSheetSlips){ table, workbook->open_quote, 0 };
  if (workbook->format != ATTEST_SHEET_TEXT || end >= attest_grid_get_n_columns (table->grid))
    return;
  for (guint row = first; row < n_rows; row++)
    n_longer += find_text (table, row, end) != NULL;
  if (2 * n_longer < n_rows - first)
    self->beyond = end;
}

static void
warn (AttestSheetGather *gather, AttestSheetGroup *group, const char *rule, const char *message)
{
  const AttestSchema *schema = gather->import->schema;

  attest_sheet_group_report (
      group, ATTEST_SEVERITY_WARNING, schema->fields[schema->title_field].key, rule, message);
}

/* The row that was read last is one of @group: what is to be looked at is told there. */
void
attest_sheet_slips_remark (const AttestSheetSlips *self,
                           AttestSheetGather *gather,
                           AttestSheetGroup *group)
{
  const char *more = self->beyond > 0 ? find_text (self->table, gather->row, self->beyond) : NULL;

  if (self->quote == gather->row + 1)
    {
      g_autofree char *message = g_strdup_printf (_ ("Row %u: a quotation mark begins a cell and "
                                                     "does not end it. Compare the row with the "
                                                     "file."),
                                                  self->quote);

      warn (gather, group, "sheet-quote", message);
    }
  if (more != NULL)
    {
      g_autofree char *text = attest_text_shorten (more, MOST_OF_TEXT, 1);
      g_autofree char *row = attest_grid_dup_row_name (self->table->grid, gather->row);
      g_autofree char *message = g_strdup_printf (
          /* TRANSLATORS: a row of a sheet, and what stands in its last cell */
          _ ("Row %s has more cells than there are column titles: “%s”. A comma within a text may "
             "have moved the others. Compare the row with the file."),
          row,
          text);

      warn (gather, group, "sheet-long", message);
    }
}
