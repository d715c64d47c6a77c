/* The order of day and month in the columns of a sheet: see the header. */
#include "attest-config.h"
#include "intake/attest-sheet-dates.h"

#include "base/attest-date.h"
#include "intake/attest-sheet-words.h"

static AttestDateOrder
get_decided_order (const AttestDecisions *decisions, const char *head)
{
  const char *order = attest_sheet_find_decided (decisions, ATTEST_DECIDE_DATE, head);

  if (order == NULL)
    return ATTEST_DATE_ORDER_UNKNOWN;
  return *order == 'm' ? ATTEST_DATE_MONTH_FIRST : ATTEST_DATE_DAY_FIRST;
}

static AttestDateOrder
find_order (const AttestSheetTable *table,
            const AttestSheetColumn *column,
            const AttestDecisions *decisions)
{
  AttestDateOrder order = get_decided_order (decisions, column->head);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  if (order != ATTEST_DATE_ORDER_UNKNOWN)
    return order;
  for (guint row = table->header + table->n_header; row < attest_grid_get_n_rows (table->grid);
       row++)
    {
      guint id = attest_grid_get_id (table->grid, row, column->column);
      AttestDateReading reading;

      if (id == 0 || !g_hash_table_add (seen, GUINT_TO_POINTER (id)))
        continue;
      attest_date_read (attest_grid_get_text_of_id (table->grid, id), &reading);
      if (reading.fault != ATTEST_DATE_FINE || reading.order == ATTEST_DATE_ORDER_UNKNOWN)
        continue;
      if (order != ATTEST_DATE_ORDER_UNKNOWN && order != reading.order)
        return ATTEST_DATE_ORDER_UNKNOWN;
      order = reading.order;
    }
  return order;
}

/**
 * attest_sheet_dates_find_orders:
 * @table: a table whose columns are known
 * @decisions: what a person said of them
 *
 * Sets the order of each column of days; where its days say different things, none.
 */
void
attest_sheet_dates_find_orders (AttestSheetTable *table, const AttestDecisions *decisions)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      AttestSheetColumn *column = g_ptr_array_index (table->columns, i);
      const AttestField *field = column->place.field;

      if (field != NULL
          && (field->kind == ATTEST_FIELD_DATE || field->kind == ATTEST_FIELD_DATE_TIME))
        column->order = find_order (table, column, decisions);
    }
}
