/* A record's dates: what stands in one of them is read together with the others, which may prove in
 * which order day and month are written. Main thread. */
#include "attest-config.h"

#include "model/attest-record.h"

#define MOST_DATES 8

static gboolean
is_date (const AttestField *field)
{
  return field->kind == ATTEST_FIELD_DATE || field->kind == ATTEST_FIELD_DATE_TIME;
}

/* Fields stand in the order in which their dates come to pass. */
static AttestDateOrder
find_order (AttestRecord *self, guint asked)
{
  const AttestSchema *schema = attest_record_get_schema (self);
  AttestDateReading dates[MOST_DATES];
  guint n_dates = 0;
  guint own = 0;

  for (guint i = 0; i < schema->n_fields && n_dates < MOST_DATES; i++)
    if (is_date (&schema->fields[i]))
      {
        if (i == asked)
          own = n_dates;
        attest_date_read (attest_record_get_text (self, i), &dates[n_dates++]);
      }
  return attest_date_find_order (dates, n_dates, own);
}

/* Of two ways the proved one, if there is a proof. */
static void
decide (AttestRecord *self, guint field, AttestDateReading *reading)
{
  AttestDateOrder order = ATTEST_DATE_ORDER_UNKNOWN;

  if (reading->fault != ATTEST_DATE_TWO_WAYS)
    return;
  order = find_order (self, field);
  if (order == ATTEST_DATE_ORDER_UNKNOWN)
    return;
  if (order == ATTEST_DATE_MONTH_FIRST)
    reading->readings[0] = reading->readings[1];
  reading->n_readings = 1;
  reading->order = order;
  reading->fault = ATTEST_DATE_FINE;
}

/**
 * attest_record_read_date:
 * @self: a record
 * @field: index of a field of dates
 * @reading: (out caller-allocates): what can be read there, see attest_date_read()
 */
void
attest_record_read_date (AttestRecord *self, guint field, AttestDateReading *reading)
{
  g_return_if_fail (ATTEST_IS_RECORD (self));

  attest_date_read (attest_record_get_text (self, field), reading);
  decide (self, field, reading);
}

/**
 * attest_record_read_moment:
 * @self: a record
 * @field: index of a field of moments
 * @day: (out caller-allocates): the day that can be read there
 * @microseconds: (out): the moment since 1970-01-01 UTC, set only if there is one
 *
 * Returns: why it is no moment, or that it is one, see attest_date_time_read()
 */
AttestDateFault
attest_record_read_moment (AttestRecord *self,
                           guint field,
                           AttestDateReading *day,
                           gint64 *microseconds)
{
  AttestDateFault fault = ATTEST_DATE_UNREADABLE;

  g_return_val_if_fail (ATTEST_IS_RECORD (self), ATTEST_DATE_UNREADABLE);

  fault = attest_date_time_read (attest_record_get_text (self, field), day, microseconds);
  if (fault != ATTEST_DATE_TWO_WAYS || day->has_time)
    return fault;
  decide (self, field, day);
  if (day->fault == ATTEST_DATE_FINE)
    *microseconds = attest_date_get_midnight (&day->readings[0]);
  return day->fault;
}
