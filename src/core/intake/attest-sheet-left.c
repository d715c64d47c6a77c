/* Columns that are for nothing: see the header.
 *
 * Of a running number, remarks and the like it is known that they tell no records apart; and where
 * a person said that a column is for nothing, it tells nothing. */
#include "attest-config.h"
#include "intake/attest-sheet-left.h"

#include "base/attest-str.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-columns.h"
#include "intake/attest-sheet-words.h"

static gboolean
is_left (const AttestSheetTable *table,
         const AttestSheetColumn *column,
         const AttestDecisions *decisions)
{
  return column->path == NULL && column->standard == NULL && column->rival == NULL
         && !column->is_line && !column->is_edition && !column->is_note && !column->is_end
         && attest_sheet_find_head (table->schema, column->head) == NULL
         && attest_sheet_find_decided (decisions, ATTEST_DECIDE_COLUMN, column->head) == NULL;
}

/**
 * attest_sheet_left_list:
 * @table: a sheet
 * @decisions: by which it is read
 *
 * Returns: (transfer container) (element-type AttestSheetColumn): its columns that are for nothing,
 *   and of which nobody knows what they say
 */
GPtrArray *
attest_sheet_left_list (const AttestSheetTable *table, const AttestDecisions *decisions)
{
  GPtrArray *left = g_ptr_array_new ();

  g_return_val_if_fail (table != NULL && decisions != NULL, left);

  for (guint i = 0; i < table->columns->len; i++)
    if (is_left (table, g_ptr_array_index (table->columns, i), decisions))
      g_ptr_array_add (left, g_ptr_array_index (table->columns, i));
  return left;
}

/* Returns: (transfer none) (element-type AttestSheetColumn): those of the sheet that is read */
const GPtrArray *
attest_sheet_left_need (AttestSheetGather *gather)
{
  g_return_val_if_fail (gather != NULL, NULL);

  if (gather->left == NULL)
    gather->left = attest_sheet_left_list (gather->import->table, gather->import->decisions);
  return gather->left;
}

static const char *
get_text (const AttestSheetColumn *column, AttestSheetTable *table, guint row)
{
  const char *text = attest_sheet_table_get_text (table, row, column->column);

  return attest_sheet_is_nothing (text) || attest_str_is_blank (text) ? "" : text;
}

/* @columns: of @table, left out; @row: from 0. Returns: (transfer full): what they say of it */
char *
attest_sheet_left_make (const GPtrArray *columns, AttestSheetTable *table, guint row)
{
  GString *left = g_string_new (NULL);

  g_return_val_if_fail (columns != NULL && table != NULL, g_string_free (left, FALSE));

  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (left, "%s\n", get_text (g_ptr_array_index (columns, i), table, row));
  return g_string_free (left, FALSE);
}

/**
 * attest_sheet_left_find_difference:
 * @columns: (element-type AttestSheetColumn): of @table, left out
 * @row: from 0, as @other
 *
 * Returns: (transfer none) (nullable): the first of them in which both rows have something, and not
 *   the same; %NULL: none has
 */
const AttestSheetColumn *
attest_sheet_left_find_difference (const GPtrArray *columns,
                                   AttestSheetTable *table,
                                   guint row,
                                   guint other)
{
  g_return_val_if_fail (columns != NULL && table != NULL, NULL);

  for (guint i = 0; i < columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (columns, i);
      const char *own = get_text (column, table, row);
      const char *others = get_text (column, table, other);

      if (*own != '\0' && *others != '\0' && !attest_sheet_is_same_text (own, others))
        return column;
    }
  return NULL;
}
