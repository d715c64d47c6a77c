/* The order of day and month in the columns of a sheet: see the header. */
#include "attest-config.h"
#include "intake/attest-sheet-dates.h"

#include "base/attest-date.h"
#include "intake/attest-sheet-words.h"

#include <string.h>

static AttestDateOrder
get_decided_order (const AttestDecisions *decisions, const char *head)
{
  const char *order = attest_sheet_find_decided (decisions, ATTEST_DECIDE_DATE, head);

  if (order == NULL)
    return ATTEST_DATE_ORDER_UNKNOWN;
  return *order == 'm' ? ATTEST_DATE_MONTH_FIRST : ATTEST_DATE_DAY_FIRST;
}

/* @first: the number that a text with a short year begins with, which may mean @date. */
static gboolean
begins_with_year (const GDate *date, guint first)
{
  return g_date_get_year (date) % 100u == first;
}

/* Likewise. Returns: which part of @date that number is, where it is not the year */
static AttestDateOrder
get_order (const GDate *date, guint first)
{
  if ((guint) g_date_get_month (date) == first && g_date_get_day (date) != first)
    return ATTEST_DATE_MONTH_FIRST;
  return g_date_get_day (date) == first ? ATTEST_DATE_DAY_FIRST : ATTEST_DATE_ORDER_UNKNOWN;
}

/* Returns: the number that @text begins with; 0: none of one or two digits */
static guint
get_first (const char *text)
{
  const gsize n = strspn (text, "0123456789");

  return n == 1 || n == 2 ? (guint) g_ascii_strtoull (text, NULL, 10) : 0;
}

/* 4/15/19 proves for the whole column that the year is not in front, and which of the others is. */
static void
take_short (AttestSheetColumn *column, const AttestDateReading *reading, const char *text)
{
  const guint first = get_first (text);
  gboolean may_begin_with_year = first == 0 || reading->n_readings == 0;

  for (guint i = 0; i < reading->n_readings; i++)
    may_begin_with_year = may_begin_with_year || begins_with_year (&reading->readings[i], first);
  if (may_begin_with_year)
    return;
  column->has_year_last = TRUE;
  if (reading->n_readings == 1 && column->order == ATTEST_DATE_ORDER_UNKNOWN)
    column->order = get_order (&reading->readings[0], first);
}

/* What two-digit years say, where days with whole years said nothing. */
static void
find_short (const AttestSheetTable *table, AttestSheetColumn *column)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint row = table->header + table->n_header; row < attest_grid_get_n_rows (table->grid);
       row++)
    {
      guint id = attest_grid_get_id (table->grid, row, column->column);
      const char *text = attest_grid_get_text_of_id (table->grid, id);
      AttestDateReading reading;

      if (id == 0 || get_first (text) == 0 || !g_hash_table_add (seen, GUINT_TO_POINTER (id)))
        continue;
      attest_date_read (text, &reading);
      if (reading.fault == ATTEST_DATE_SHORT_YEAR)
        take_short (column, &reading, text);
    }
}

/**
 * attest_sheet_dates_guess:
 * @reading: of a day that is not certain
 * @text: what was read
 * @order: of its column
 * @has_year_last: whether the years of the column cannot be in front
 *
 * Returns: (nullable): the day that is likely; %NULL: others are as likely
 */
const GDate *
attest_sheet_dates_guess (const AttestDateReading *reading,
                          const char *text,
                          AttestDateOrder order,
                          gboolean has_year_last)
{
  const guint first = get_first (text);
  const GDate *found = NULL;

  if (reading->n_readings == 0 || reading->fault == ATTEST_DATE_TWO_WAYS)
    return NULL;
  if (reading->n_readings == 1 || !has_year_last || first == 0)
    return &reading->readings[0];
  for (guint i = 0; i < reading->n_readings; i++)
    {
      const GDate *date = &reading->readings[i];
      const gboolean fits = order == ATTEST_DATE_ORDER_UNKNOWN ? !begins_with_year (date, first)
                                                               : get_order (date, first) == order;

      if (fits && found != NULL)
        return NULL;
      found = fits ? date : found;
    }
  return found;
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
        {
          column->order = find_order (table, column, decisions);
          find_short (table, column);
        }
    }
}
