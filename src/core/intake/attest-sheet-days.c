/* How the days of a column are written: see the header. */
#include "attest-config.h"
#include "intake/attest-sheet-days.h"

#include "base/attest-str.h"

#include <string.h>

#define DIGITS "0123456789"

/* @numbers: (out caller-allocates): of 4/5/19 or 190405. Returns: whether @text is three numbers of
 * at most two digits */
static gboolean
take_numbers (const char *text, guint numbers[3])
{
  const gboolean is_joined = strspn (text, DIGITS) == 6;

  for (guint i = 0; i < 3; i++)
    {
      const gsize n = is_joined ? 2 : strspn (text, DIGITS);

      if (n == 0 || n > 2)
        return FALSE;
      numbers[i] = 0;
      for (gsize j = 0; j < n; j++)
        numbers[i] = numbers[i] * 10 + (guint) (text[j] - '0');
      text += n;
      text += strspn (text, "./- ");
    }
  return !attest_str_has_digit (text);
}

static gboolean
is_day (const GDate *date, guint year, guint month, guint day)
{
  return g_date_get_year (date) % 100u == year && (guint) g_date_get_month (date) == month
         && g_date_get_day (date) == day;
}

static AttestSheetDaysForms
find_forms_of (const GDate *date, const guint numbers[3])
{
  AttestSheetDaysForms forms = 0;

  if (is_day (date, numbers[0], numbers[1], numbers[2]))
    forms |= ATTEST_SHEET_DAYS_YMD;
  if (is_day (date, numbers[2], numbers[1], numbers[0]))
    forms |= ATTEST_SHEET_DAYS_DMY;
  if (is_day (date, numbers[2], numbers[0], numbers[1]))
    forms |= ATTEST_SHEET_DAYS_MDY;
  return forms;
}

/**
 * attest_sheet_days_find_forms:
 * @reading: of a day with a short year
 * @text: what was read
 *
 * Returns: the forms in which it is a day; 0: it says nothing of them
 */
AttestSheetDaysForms
attest_sheet_days_find_forms (const AttestDateReading *reading, const char *text)
{
  guint numbers[3] = { 0 };
  AttestSheetDaysForms forms = 0;

  if (reading->fault != ATTEST_DATE_SHORT_YEAR || !take_numbers (text, numbers))
    return 0;
  for (guint i = 0; i < reading->n_readings; i++)
    forms |= find_forms_of (&reading->readings[i], numbers);
  return forms;
}

/* Returns: (nullable): the day that is meant by 03/04/2026; %NULL: @order is not known */
const GDate *
attest_sheet_days_get_whole (const AttestDateReading *reading, AttestDateOrder order)
{
  const guint i = order == ATTEST_DATE_MONTH_FIRST ? 1 : 0;

  return order != ATTEST_DATE_ORDER_UNKNOWN && i < reading->n_readings ? &reading->readings[i]
                                                                       : NULL;
}

/* Returns: the form of short years where those of whole ones have @order; 0: it is not known */
AttestSheetDaysForms
attest_sheet_days_get_form (AttestDateOrder order)
{
  static const AttestSheetDaysForms forms[] = {
    [ATTEST_DATE_ORDER_UNKNOWN] = 0,
    [ATTEST_DATE_DAY_FIRST] = ATTEST_SHEET_DAYS_DMY,
    [ATTEST_DATE_MONTH_FIRST] = ATTEST_SHEET_DAYS_MDY,
  };

  return forms[order];
}

/**
 * attest_sheet_days_guess:
 * @self: what is known of its column
 * @reading: of a day that is not certain
 * @text: what was read
 *
 * Returns: (nullable): the day that is likely; %NULL: others are as likely
 */
const GDate *
attest_sheet_days_guess (const AttestSheetDays *self,
                         const AttestDateReading *reading,
                         const char *text)
{
  const GDate *found = NULL;
  guint numbers[3] = { 0 };

  /* 15:00 in UTC is how programs write the next day in Korea. */
  if (reading->n_readings == 0 || reading->fault == ATTEST_DATE_ZONED)
    return NULL;
  if (reading->fault == ATTEST_DATE_TWO_WAYS)
    return attest_sheet_days_get_whole (reading, self->likely);
  if (reading->n_readings == 1 || self->forms == 0 || !take_numbers (text, numbers))
    return &reading->readings[0];
  for (guint i = 0; i < reading->n_readings; i++)
    {
      const AttestSheetDaysForms forms =
          find_forms_of (&reading->readings[i], numbers) & self->forms;

      /* The year stands in front more often than not. */
      if (forms & ATTEST_SHEET_DAYS_YMD)
        return &reading->readings[i];
      if (forms != 0 && found != NULL)
        return NULL;
      found = forms != 0 ? &reading->readings[i] : found;
    }
  return found;
}

/**
 * attest_sheet_days_read:
 * @self: what is known of its column
 * @text: what stands in a cell
 * @offer: (inout) (transfer full) (nullable): the day that is likely, where it is not certain
 *
 * Returns: (transfer full) (nullable): the day as it is kept; %NULL: it is not certain, or none
 */
char *
attest_sheet_days_read (const AttestSheetDays *self, const char *text, char **offer)
{
  AttestDateReading reading;
  const GDate *known = NULL;
  const GDate *likely = NULL;

  g_return_val_if_fail (self != NULL && text != NULL && offer != NULL, NULL);

  attest_date_read (text, &reading);
  if (reading.fault == ATTEST_DATE_FINE)
    return attest_date_format_day (&reading.readings[0]);
  if (reading.fault == ATTEST_DATE_TWO_WAYS)
    known = attest_sheet_days_get_whole (&reading, self->order);
  if (known != NULL)
    return attest_date_format_day (known);
  likely = attest_sheet_days_guess (self, &reading, text);
  if (likely != NULL)
    *offer = attest_date_format_day (likely);
  return NULL;
}
