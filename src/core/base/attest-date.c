/* Reading dates in the forms people type, and writing the two forms the APIs want.
 *
 * Only a date that can be read in one way counts: 03/04/2026 is two dates, and so it is none,
 * unless another date beside it proves the order. Nothing here depends on the language that is set.
 * Thread: any. */
#include "attest-config.h"
#include "base/attest-date.h"

#include "base/attest-date-shape.h"

#include <string.h>

#define MAX_LENGTH 64
#define JULIAN_OF_1970 719163
#define JULIAN_OF_SERIAL_0 693594 /* 1899-12-30, in spreadsheets */
#define DAY (24 * 60 * 60)

/* Where year, month and day stand among the numbers of a shape; a shape with several rows can be
 * read in as many ways, the ones with the day first standing first. */
static const struct
{
  const char *shape;
  guint year, month, day;
} shapes[] = {
  { "8", 0, 1, 2 },      { "4-2-2", 0, 1, 2 },  { "4/2/2", 0, 1, 2 },  { "4.2.2", 0, 1, 2 },
  { "4.2.2.", 0, 1, 2 }, { "4 2 2", 0, 1, 2 },  { "4y2m2d", 0, 1, 2 }, { "4M2", 0, 1, 2 },
  { "4,M2", 0, 1, 2 },   { "4-M-2", 0, 1, 2 },  { "4/M/2", 0, 1, 2 },  { "2M4", 2, 1, 0 },
  { "2-M-4", 2, 1, 0 },  { "2M,4", 2, 1, 0 },   { "2.M4", 2, 1, 0 },   { "2/M/4", 2, 1, 0 },
  { "M2,4", 2, 0, 1 },   { "M2 4", 2, 0, 1 },   { "M-2-4", 2, 0, 1 },  { "2/2/4", 2, 1, 0 },
  { "2/2/4", 2, 0, 1 },  { "2-2-4", 2, 1, 0 },  { "2-2-4", 2, 0, 1 },  { "2.2.4", 2, 1, 0 },
  { "2.2.4", 2, 0, 1 },  { "2.2.4.", 2, 1, 0 }, { "2.2.4.", 2, 0, 1 }, { "2 2 4", 2, 1, 0 },
  { "2 2 4", 2, 0, 1 },  { "2.2.2", 0, 1, 2 },  { "2.2.2", 2, 1, 0 },  { "2.2.2", 2, 0, 1 },
  { "2.2.2.", 0, 1, 2 }, { "2.2.2.", 2, 1, 0 }, { "2.2.2.", 2, 0, 1 }, { "2-2-2", 0, 1, 2 },
  { "2-2-2", 2, 1, 0 },  { "2-2-2", 2, 0, 1 },  { "2/2/2", 0, 1, 2 },  { "2/2/2", 2, 1, 0 },
  { "2/2/2", 2, 0, 1 },  { "2 2 2", 0, 1, 2 },  { "2 2 2", 2, 1, 0 },  { "2 2 2", 2, 0, 1 },
  { "6", 0, 1, 2 },      { "6", 2, 1, 0 },      { "6", 2, 0, 1 },      { "2y2m2d", 0, 1, 2 },
  { "2M2", 2, 1, 0 },    { "2M2", 0, 1, 2 },    { "2-M-2", 2, 1, 0 },  { "2-M-2", 0, 1, 2 },
  { "M2,2", 2, 0, 1 },   { "8.", 0, 1, 2 },     { "4-2-2.", 0, 1, 2 }, { "4/2/2.", 0, 1, 2 },
  { "4.2.2d", 0, 1, 2 }, { "4-2-2d", 0, 1, 2 }, { "4,2,2", 0, 1, 2 },  { "4y2m2d.", 0, 1, 2 },
  { "2m2y4", 2, 1, 0 },  { "3/2/2", 0, 1, 2 },  { "3.2.2", 0, 1, 2 },  { "3-2-2", 0, 1, 2 },
  { "3y2m2d", 0, 1, 2 },
};

/* No certificate or course is of another time: such a year is a slip, as in 00260320. */
static gboolean
is_plausible_year (guint year)
{
  return year >= 1900 && year < 2200;
}

static AttestDateFault
set_date (GDate *date, guint year, guint month, guint day)
{
  if (!is_plausible_year (year))
    return ATTEST_DATE_FAR_YEAR;
  if (day > 31 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return ATTEST_DATE_NO_SUCH_DAY;
  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return ATTEST_DATE_FINE;
}

static void
add_reading (AttestDateReading *reading, const GDate *date)
{
  for (guint i = 0; i < reading->n_readings; i++)
    if (g_date_compare (&reading->readings[i], date) == 0)
      return;
  reading->readings[reading->n_readings++] = *date;
}

/* 113, 2567: years of the Republic, as Taiwan counts them, and of the Buddha, as Thailand does. No
 * others are near these. Returns: whether it was one */
static gboolean
take_other_calendar (guint *year)
{
  if (*year >= 100 && *year < 200)
    *year += 1911;
  else if (*year >= 2500 && *year < 2700)
    *year -= 543;
  else
    return FALSE;
  return TRUE;
}

/* Takes what the numbers mean by one row of the table; the fault is why they mean nothing. */
static AttestDateFault
take_row (const AttestDateShape *shape, guint row, AttestDateReading *reading)
{
  guint year = shape->numbers[shapes[row].year];
  gboolean is_short = year < 100 && strpbrk (shape->shape, "348") == NULL;
  const gboolean is_other = take_other_calendar (&year);
  GDate date = { 0 };
  AttestDateFault fault = set_date (&date,
                                    is_short ? attest_date_expand_year (year) : year,
                                    shape->numbers[shapes[row].month],
                                    shape->numbers[shapes[row].day]);

  if (fault != ATTEST_DATE_FINE)
    return fault;
  add_reading (reading, &date);
  if (is_other && !shape->is_thai)
    return ATTEST_DATE_ERA;
  return is_short ? ATTEST_DATE_SHORT_YEAR : ATTEST_DATE_FINE;
}

/* All that the numbers can mean. */
static void
collect (const AttestDateShape *shape, AttestDateReading *reading)
{
  AttestDateFault faults[3] = { 0 };
  guint n_rows = 0;

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (strcmp (shape->shape, shapes[i].shape) == 0)
      faults[n_rows++] = take_row (shape, i, reading);
  if (n_rows == 0)
    reading->fault = ATTEST_DATE_UNREADABLE;
  for (guint i = 0; i < n_rows; i++)
    if (reading->n_readings == 0 || faults[i] == ATTEST_DATE_SHORT_YEAR
        || faults[i] == ATTEST_DATE_ERA)
      reading->fault = faults[i];
  if (n_rows != 2 || reading->fault != ATTEST_DATE_FINE)
    return;
  reading->separator = shape->shape[1];
  if (faults[0] != faults[1])
    reading->order =
        faults[0] == ATTEST_DATE_FINE ? ATTEST_DATE_DAY_FIRST : ATTEST_DATE_MONTH_FIRST;
  else if (reading->n_readings == 2)
    reading->fault = ATTEST_DATE_TWO_WAYS;
}

static void
collect_serial (guint number, AttestDateReading *reading)
{
  GDate date = { 0 };

  reading->fault = ATTEST_DATE_UNREADABLE;
  g_date_set_julian (&date, JULIAN_OF_SERIAL_0 + number);
  if (number < 20000 || number > 80000)
    return;
  add_reading (reading, &date);
  reading->fault = ATTEST_DATE_SERIAL;
}

/* A weekday that is named decides between two ways, or denies all of them. */
static void
apply_weekday (GDateWeekday weekday, AttestDateReading *reading)
{
  guint n = 0;
  GDate fits = { 0 };

  if (weekday == G_DATE_BAD_WEEKDAY || reading->n_readings == 0)
    return;
  for (guint i = 0; i < reading->n_readings; i++)
    if (g_date_get_weekday (&reading->readings[i]) == weekday)
      {
        fits = reading->readings[i];
        n++;
      }
  if (n == 0)
    reading->fault = ATTEST_DATE_OTHER_WEEKDAY;
  if (n != 1)
    return;
  reading->readings[0] = fits;
  reading->n_readings = 1;
  if (reading->fault == ATTEST_DATE_TWO_WAYS)
    reading->fault = ATTEST_DATE_FINE;
}

static void
read_day (const char *normal, AttestDateReading *reading)
{
  AttestDateShape shape = { 0 };

  if (!attest_date_take_shape (normal, &shape))
    {
      reading->fault = ATTEST_DATE_UNREADABLE;
      return;
    }
  if (strcmp (shape.shape, "5") == 0)
    collect_serial (shape.numbers[0], reading);
  else
    collect (&shape, reading);
  apply_weekday (shape.weekday, reading);
}

static gboolean
is_wire (const char *typed)
{
  return strlen (typed) == 8 && strspn (typed, "0123456789") == 8;
}

/* The form that most dates are kept in needs no table. */
static void
read_wire (const char *typed, AttestDateReading *reading)
{
  guint number = (guint) g_ascii_strtoull (typed, NULL, 10);
  GDate date = { 0 };

  reading->fault = set_date (&date, number / 10000, number / 100 % 100, number % 100);
  reading->is_wire = TRUE;
  if (reading->fault == ATTEST_DATE_FINE)
    add_reading (reading, &date);
}

/* Day and time of day of whatever was typed; the fault is that of the day. */
static void
read_both (const char *typed, AttestDateReading *reading, AttestTimeOfDay *time)
{
  g_autofree char *normal = NULL;
  const AttestDateEra *era = NULL;

  *reading = (AttestDateReading){ 0 };
  *time = (AttestTimeOfDay){ 0 };
  if (typed == NULL || strlen (typed) > MAX_LENGTH)
    reading->fault = ATTEST_DATE_UNREADABLE;
  else if (is_wire (typed))
    read_wire (typed, reading);
  else
    {
      normal = attest_date_normalize (typed);
      era = attest_date_take_era (&normal);
      if (attest_date_split_time (normal, time))
        read_day (normal, reading);
      else
        reading->fault = ATTEST_DATE_UNREADABLE;
      if (era != NULL && reading->fault == ATTEST_DATE_FINE
          && !attest_date_era_has (era, &reading->readings[0]))
        reading->fault = ATTEST_DATE_ERA;
    }
  reading->has_time = time->is_there && time->microseconds != 0;
}

/* 2026-03-20, as this program writes days and most others do: nothing has to be found out, and a
 * sheet has some hundred thousand. Returns: whether it is that, and a day */
static gboolean
read_usual (const char *typed, AttestDateReading *reading)
{
  static const char shape[] = "dddd-dd-dd";
  guint numbers[3] = { 0 };
  guint n = 0;

  for (guint i = 0; i < sizeof shape; i++)
    {
      if (shape[i] == 'd' ? !g_ascii_isdigit (typed[i]) : typed[i] != shape[i])
        return FALSE;
      if (shape[i] == 'd')
        numbers[n] = numbers[n] * 10 + (guint) (typed[i] - '0');
      else
        n++;
    }
  if (!is_plausible_year (numbers[0])
      || !g_date_valid_dmy ((GDateDay) numbers[2], (GDateMonth) numbers[1], (GDateYear) numbers[0]))
    return FALSE;
  *reading = (AttestDateReading){ .fault = ATTEST_DATE_FINE, .n_readings = 1 };
  g_date_clear (reading->readings, ATTEST_DATE_MOST_READINGS);
  g_date_set_dmy (&reading->readings[0],
                  (GDateDay) numbers[2],
                  (GDateMonth) numbers[1],
                  (GDateYear) numbers[0]);
  return TRUE;
}

/**
 * attest_date_read:
 * @typed: (nullable): what was typed, valid UTF-8
 * @reading: (out caller-allocates): what can be read in it
 *
 * Midnight is how programs write a day, in whatever zone. Another time of day leaves the day
 * certain as long as no zone is named with it.
 */
void
attest_date_read (const char *typed, AttestDateReading *reading)
{
  AttestTimeOfDay time;

  g_return_if_fail (reading != NULL);

  if (typed != NULL && read_usual (typed, reading))
    return;
  read_both (typed, reading, &time);
  if (reading->fault == ATTEST_DATE_FINE && reading->has_time && time.has_zone)
    reading->fault = ATTEST_DATE_ZONED;
}

/**
 * attest_date_parse:
 * @typed: (nullable): what was typed, valid UTF-8
 * @date: (out) (optional): the date, set only if there is one
 *
 * Returns: whether @typed is a real date of the calendar, and whether it is in the form
 *   `YYYYMMDD` that CertSearch's document asks for
 */
AttestDateForm
attest_date_parse (const char *typed, GDate *date)
{
  AttestDateReading reading;

  attest_date_read (typed, &reading);
  if (reading.fault != ATTEST_DATE_FINE)
    return ATTEST_DATE_INVALID;
  if (date != NULL)
    *date = reading.readings[0];
  return reading.is_wire ? ATTEST_DATE_WIRE : ATTEST_DATE_OTHER_FORM;
}

/**
 * attest_date_format:
 * @date: a valid date
 *
 * Returns: (transfer full): the date as `YYYYMMDD`
 */
char *
attest_date_format (const GDate *date)
{
  g_return_val_if_fail (g_date_valid (date), NULL);
  return g_strdup_printf (
      "%04u%02u%02u", g_date_get_year (date), g_date_get_month (date), g_date_get_day (date));
}

/**
 * attest_date_format_day:
 * @date: a valid date
 *
 * Returns: (transfer full): the date as a program writes it for people, `2026-03-20`
 */
char *
attest_date_format_day (const GDate *date)
{
  g_return_val_if_fail (g_date_valid (date), NULL);
  return g_strdup_printf (
      "%04u-%02u-%02u", g_date_get_year (date), g_date_get_month (date), g_date_get_day (date));
}

/* The day of one among several dates under an order; NULL: it has none. Only dates in the style
 * of the one that is asked about follow the order. */
static const GDate *
get_ordered (const AttestDateReading *date, AttestDateOrder order, char separator)
{
  if (date->fault == ATTEST_DATE_FINE)
    return &date->readings[0];
  if (date->fault != ATTEST_DATE_TWO_WAYS || date->separator != separator)
    return NULL;
  return &date->readings[order == ATTEST_DATE_DAY_FIRST ? 0 : 1];
}

/**
 * attest_date_is_anniversary:
 * @first: a valid date
 * @second: a valid date
 *
 * Returns: whether @second is the same day of a later year, or the day before it, as the expiry of
 *   what was issued on @first
 */
gboolean
attest_date_is_anniversary (const GDate *first, const GDate *second)
{
  GDate next = *second;
  GDate same = *first;

  if (g_date_get_year (second) <= g_date_get_year (first))
    return FALSE;
  g_date_add_days (&next, 1);
  g_date_set_year (&same, g_date_get_year (second));
  if (g_date_compare (&same, second) == 0)
    return TRUE;
  same = *first;
  g_date_add_years (&same, g_date_get_year (&next) - g_date_get_year (first));
  return g_date_compare (&same, &next) == 0;
}

static gboolean
is_out_of_time (const GDate *first, const GDate *second)
{
  return g_date_compare (first, second) > 0;
}

/* How many pairs of dates, each before the other in the order of the record, are as @is_so says. */
static guint
count_pairs (const AttestDateReading *dates,
             guint n_dates,
             AttestDateOrder order,
             char separator,
             gboolean (*is_so) (const GDate *first, const GDate *second))
{
  guint n = 0;

  for (guint i = 0; i < n_dates; i++)
    for (guint j = i + 1; j < n_dates; j++)
      {
        const GDate *first = get_ordered (&dates[i], order, separator);
        const GDate *second = get_ordered (&dates[j], order, separator);

        n += first != NULL && second != NULL && is_so (first, second);
      }
  return n;
}

/**
 * attest_date_find_order:
 * @dates: (array length=n_dates): the dates of one record, in the order in which they come to pass
 * @n_dates: how many there are, a few
 * @asked: which of them can be read in two ways
 *
 * Dates of one record are written in one style: one that can be read in one way alone proves the
 * order of the others with the same separator. Otherwise that order is right in which no date comes
 * too early, and then that in which an anniversary is met.
 *
 * Returns: the order, if it is proved
 */
AttestDateOrder
attest_date_find_order (const AttestDateReading *dates, guint n_dates, guint asked)
{
  char separator = dates[asked].separator;
  gint for_day = 0;
  gint for_month = 0;

  for (guint i = 0; i < n_dates; i++)
    if (dates[i].separator == separator)
      {
        for_day += dates[i].order == ATTEST_DATE_DAY_FIRST;
        for_month += dates[i].order == ATTEST_DATE_MONTH_FIRST;
      }
  if (for_day > 0 && for_month > 0)
    return ATTEST_DATE_ORDER_UNKNOWN;
  if (for_day == for_month)
    {
      for_day = count_pairs (dates, n_dates, ATTEST_DATE_DAY_FIRST, separator, is_out_of_time) == 0;
      for_month =
          count_pairs (dates, n_dates, ATTEST_DATE_MONTH_FIRST, separator, is_out_of_time) == 0;
    }
  if (for_day == for_month)
    {
      for_day = (gint) count_pairs (
          dates, n_dates, ATTEST_DATE_DAY_FIRST, separator, attest_date_is_anniversary);
      for_month = (gint) count_pairs (
          dates, n_dates, ATTEST_DATE_MONTH_FIRST, separator, attest_date_is_anniversary);
    }
  if (for_day == for_month)
    return ATTEST_DATE_ORDER_UNKNOWN;
  return for_day > for_month ? ATTEST_DATE_DAY_FIRST : ATTEST_DATE_MONTH_FIRST;
}

/* 2025-04-03T00:00:00.000Z, sign for sign. */
static gboolean
has_wire_shape (const char *typed)
{
  const char shape[] = "0000-00-00T00:00:00.000Z";

  if (strlen (typed) != strlen (shape))
    return FALSE;
  for (gsize i = 0; i < strlen (shape); i++)
    if (shape[i] == '0' ? !g_ascii_isdigit (typed[i]) : typed[i] != shape[i])
      return FALSE;
  return TRUE;
}

/**
 * attest_date_get_midnight:
 * @date: a valid date
 *
 * Returns: the beginning of that day in UTC, in microseconds since 1970
 */
gint64
attest_date_get_midnight (const GDate *date)
{
  return ((gint64) g_date_get_julian (date) - JULIAN_OF_1970) * DAY * G_USEC_PER_SEC;
}

/* 20250403T000000Z and the like. */
static gboolean
parse_basic (const char *typed, gint64 *microseconds)
{
  g_autofree char *normal =
      typed != NULL && strlen (typed) <= MAX_LENGTH && strchr (typed, ':') == NULL
          ? attest_date_normalize (typed)
          : NULL;
  g_autofree char *upper = normal != NULL ? g_ascii_strup (normal, -1) : NULL;
  g_autoptr (GDateTime) when = upper != NULL ? g_date_time_new_from_iso8601 (upper, NULL) : NULL;
  g_autoptr (GDateTime) utc = when != NULL ? g_date_time_to_utc (when) : NULL;

  if (utc == NULL || !is_plausible_year ((guint) g_date_time_get_year (utc)))
    return FALSE;
  *microseconds = g_date_time_to_unix (utc) * G_USEC_PER_SEC + g_date_time_get_microsecond (utc);
  return TRUE;
}

/**
 * attest_date_time_read:
 * @typed: (nullable): what was typed, valid UTF-8
 * @day: (out caller-allocates): the day in it
 * @microseconds: (out): the moment since 1970-01-01 UTC, set only if there is one
 *
 * A time of day needs `Z` or an offset, since without one nobody knows whose time it is; a date
 * alone is midnight UTC, which prints as the same day in Korea, and so is midnight without a zone.
 *
 * Returns: why it is no moment, or that it is one
 */
AttestDateFault
attest_date_time_read (const char *typed, AttestDateReading *day, gint64 *microseconds)
{
  AttestTimeOfDay time;

  read_both (typed, day, &time);
  day->is_wire = typed != NULL && has_wire_shape (typed);
  if (day->fault == ATTEST_DATE_UNREADABLE && parse_basic (typed, microseconds))
    return ATTEST_DATE_FINE;
  if (day->fault != ATTEST_DATE_FINE)
    return day->fault;
  if (day->has_time && !time.has_zone)
    return ATTEST_DATE_NO_ZONE;
  *microseconds = attest_date_get_midnight (&day->readings[0]) + time.microseconds
                  - (gint64) time.offset * G_USEC_PER_SEC;
  return ATTEST_DATE_FINE;
}

/**
 * attest_date_time_parse:
 * @typed: (nullable): what was typed, valid UTF-8
 * @microseconds: (out) (optional): the moment since 1970-01-01 UTC, set only if there is one
 *
 * Returns: whether @typed is a moment, and whether it is written as kolleges' document does
 */
AttestDateForm
attest_date_time_parse (const char *typed, gint64 *microseconds)
{
  AttestDateReading day;
  gint64 moment = 0;

  if (attest_date_time_read (typed, &day, &moment) != ATTEST_DATE_FINE)
    return ATTEST_DATE_INVALID;
  if (microseconds != NULL)
    *microseconds = moment;
  return day.is_wire ? ATTEST_DATE_WIRE : ATTEST_DATE_OTHER_FORM;
}

/**
 * attest_date_time_format:
 * @microseconds: microseconds since 1970-01-01 UTC, any at all
 *
 * Returns: (transfer full): the moment as stored and sent everywhere, `2025-04-03T00:00:00.000Z`;
 *   before the year 1 and after 9999 the number as it stands
 */
char *
attest_date_time_format (gint64 microseconds)
{
  gint64 rest = microseconds % G_USEC_PER_SEC;
  gint64 seconds = microseconds / G_USEC_PER_SEC - (rest < 0);
  gint64 fraction = rest < 0 ? rest + G_USEC_PER_SEC : rest;
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_utc (seconds);

  if (when == NULL)
    return g_strdup_printf ("%" G_GINT64_FORMAT, microseconds);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ",
                          g_date_time_get_year (when),
                          g_date_time_get_month (when),
                          g_date_time_get_day_of_month (when),
                          g_date_time_get_hour (when),
                          g_date_time_get_minute (when),
                          g_date_time_get_second (when),
                          (int) (fraction / 1000));
}
