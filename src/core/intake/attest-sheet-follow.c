/* Rows that go on with the one above: see the header. */
#include "attest-config.h"
#include "intake/attest-sheet-follow.h"

#include "base/attest-str.h"
#include "intake/attest-sheet-words.h"

#include <string.h>

/* @row: from 0; there is one above it. Returns: whether all that is of the whole record is empty in
 * it, or stands above in the same cell */
gboolean
attest_sheet_follow_goes_on (AttestSheetTable *table, guint row)
{
  gboolean has_item = FALSE;

  for (guint i = 0; i < table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (table->columns, i);
      gboolean empty =
          attest_str_is_blank (attest_grid_get_text (table->grid, row, column->column));
      gboolean of_list = column->path != NULL && strstr (column->path, "[]") != NULL;

      if (of_list)
        has_item = has_item || !empty;
      else if (column->path != NULL && !g_str_equal (column->path, ATTEST_SHEET_MAIN) && !empty)
        return FALSE;
    }
  return has_item;
}
