/* Reading dates in the forms people type, and writing the two forms the APIs want.
 *
 * Only a date that can be read in one way counts: 03/04/2026 is two dates, and so it is none.
 * Thread: any. */
#include "base/attest-date.h"

#include <string.h>

#define MAX_SHAPE 16

/* A date seen as a row of signs: `4` and `2` for a number of four digits and of one or two, `8`
 * for one of eight, `M` for a month's name, `y` `m` `d` for 년 월 일, ` ` between two numbers, and
 * punctuation as itself. */
typedef struct
{
  char shape[MAX_SHAPE + 1];
  guint numbers[MAX_SHAPE]; /* of the numbers and month names, in order */
  guint n_signs;
  guint n_numbers;
} Reading;

/* Where year, month and day stand among the numbers of a shape. */
static const struct
{
  const char *shape;
  guint year, month, day;
} shapes[] = {
  { "4-2-2", 0, 1, 2 }, { "4/2/2", 0, 1, 2 },  { "4.2.2", 0, 1, 2 }, { "4.2.2.", 0, 1, 2 },
  { "4 2 2", 0, 1, 2 }, { "4y2m2d", 0, 1, 2 }, { "4M2", 0, 1, 2 },   { "4-M-2", 0, 1, 2 },
  { "2M4", 2, 1, 0 },   { "2-M-4", 2, 1, 0 },  { "2M,4", 2, 1, 0 },  { "2.M4", 2, 1, 0 },
  { "2/M/4", 2, 1, 0 }, { "M2,4", 2, 0, 1 },   { "M2 4", 2, 0, 1 },
};

/* Day first in some countries, month first in others. */
static const char *const two_way_shapes[] = { "2/2/4", "2-2-4", "2.2.4", "2.2.4.", "2 2 4" };

static const char *const months[] = {
  "january", "february", "march",     "april",   "may",      "june",
  "july",    "august",   "september", "october", "november", "december",
};

static gboolean
add_sign (Reading *reading, char sign)
{
  if (reading->n_signs == MAX_SHAPE)
    return FALSE;
  reading->shape[reading->n_signs++] = sign;
  return TRUE;
}

static gboolean
add_number (Reading *reading, char sign, guint number)
{
  if (!add_sign (reading, sign))
    return FALSE;
  /* There are never more numbers than signs. */
  reading->numbers[reading->n_numbers++] = number;
  return TRUE;
}

static gboolean
take_digits (Reading *reading, const char **p)
{
  gsize length = strspn (*p, "0123456789");
  guint number = length <= 8 ? (guint) g_ascii_strtoull (*p, NULL, 10) : 0;
  const char *end = *p + length;

  *p = end;
  if (length == 1 || length == 2)
    return add_number (reading, '2', number);
  return (length == 4 || length == 8) && add_number (reading, length == 4 ? '4' : '8', number);
}

/* A month's English name, or its first three letters or more, with a full stop or not. */
static gboolean
take_month (Reading *reading, const char **p)
{
  gsize length = strspn (*p, "abcdefghijklmnopqrstuvwxyz");

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (length >= 3 && length <= strlen (months[i]) && strncmp (*p, months[i], length) == 0)
      {
        *p += length;
        if (**p == '.')
          (*p)++;
        return add_number (reading, 'M', i + 1);
      }
  return FALSE;
}

static char
classify_unit (gunichar c)
{
  if (c == 0xb144 || c == 0x5e74) /* 년 年 */
    return 'y';
  if (c == 0xc6d4 || c == 0x6708) /* 월 月 */
    return 'm';
  if (c == 0xc77c || c == 0x65e5) /* 일 日 */
    return 'd';
  return strchr ("-/.,", (int) MIN (c, 0x7f)) != NULL ? (char) c : '\0';
}

static gboolean
take_step (Reading *reading, const char **p)
{
  gboolean after_number =
      reading->n_signs > 0 && strchr ("248", reading->shape[reading->n_signs - 1]) != NULL;
  gboolean blank = **p == ' ';
  char unit = '\0';

  while (**p == ' ')
    (*p)++;
  if (g_ascii_isdigit (**p))
    return (!blank || !after_number || add_sign (reading, ' ')) && take_digits (reading, p);
  if (g_ascii_isalpha (**p))
    return take_month (reading, p);
  unit = classify_unit (g_utf8_get_char (*p));
  *p = g_utf8_next_char (*p);
  return unit != '\0' && add_sign (reading, unit);
}

/* Full-width digits become ordinary, blanks of any kind one kind, letters small. */
static char *
normalize (const char *typed)
{
  g_autofree char *compatible = g_utf8_normalize (typed, -1, G_NORMALIZE_NFKC);
  char *lower = NULL;

  if (compatible == NULL)
    return NULL;
  lower = g_utf8_strdown (compatible, -1);
  g_strdelimit (lower, "\t\n\r", ' ');
  return g_strstrip (lower);
}

/* No certificate or course is of another time: such a year is a slip, as in 00260320. */
static gboolean
is_plausible_year (guint year)
{
  return year >= 1900 && year < 2200;
}

static gboolean
set_date (GDate *date, guint year, guint month, guint day)
{
  if (!is_plausible_year (year) || day > 31
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  if (date != NULL)
    g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

static gboolean
interpret_two_way (const guint *numbers, GDate *date)
{
  gboolean month_first = numbers[0] <= 12;
  gboolean day_first = numbers[1] <= 12;

  if (month_first && day_first && numbers[0] != numbers[1])
    return FALSE;
  return day_first ? set_date (date, numbers[2], numbers[1], numbers[0])
                   : set_date (date, numbers[2], numbers[0], numbers[1]);
}

static gboolean
interpret (const Reading *reading, GDate *date)
{
  const guint *numbers = reading->numbers;

  if (strcmp (reading->shape, "8") == 0)
    return set_date (date, numbers[0] / 10000, numbers[0] / 100 % 100, numbers[0] % 100);
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (strcmp (reading->shape, shapes[i].shape) == 0)
      return set_date (
          date, numbers[shapes[i].year], numbers[shapes[i].month], numbers[shapes[i].day]);
  for (guint i = 0; i < G_N_ELEMENTS (two_way_shapes); i++)
    if (strcmp (reading->shape, two_way_shapes[i]) == 0)
      return interpret_two_way (numbers, date);
  return FALSE;
}

static gboolean
is_wire (const char *typed)
{
  return strlen (typed) == 8 && strspn (typed, "0123456789") == 8;
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
  Reading reading = { 0 };
  g_autofree char *normal = NULL;

  if (typed == NULL || strlen (typed) > 64)
    return ATTEST_DATE_INVALID;
  normal = normalize (typed);
  if (normal == NULL)
    return ATTEST_DATE_INVALID;
  for (const char *p = normal; *p != '\0';)
    if (!take_step (&reading, &p))
      return ATTEST_DATE_INVALID;
  if (!interpret (&reading, date))
    return ATTEST_DATE_INVALID;
  return is_wire (typed) ? ATTEST_DATE_WIRE : ATTEST_DATE_OTHER_FORM;
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

static gboolean
parse_moment (const char *typed, gint64 *microseconds)
{
  g_autofree char *normal = normalize (typed);
  g_autofree char *upper = normal != NULL ? g_ascii_strup (normal, -1) : NULL;
  g_autoptr (GDateTime) when = upper != NULL ? g_date_time_new_from_iso8601 (upper, NULL) : NULL;
  g_autoptr (GDateTime) utc = when != NULL ? g_date_time_to_utc (when) : NULL;

  if (utc == NULL || !is_plausible_year ((guint) g_date_time_get_year (utc)))
    return FALSE;
  if (microseconds != NULL)
    *microseconds = g_date_time_to_unix (utc) * G_USEC_PER_SEC + g_date_time_get_microsecond (utc);
  return TRUE;
}

static gboolean
parse_midnight (const char *typed, gint64 *microseconds)
{
  GDate date = { 0 };
  g_autoptr (GDateTime) midnight = NULL;

  if (attest_date_parse (typed, &date) == ATTEST_DATE_INVALID)
    return FALSE;
  midnight = g_date_time_new_utc (
      g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date), 0, 0, 0);
  if (midnight == NULL)
    return FALSE;
  if (microseconds != NULL)
    *microseconds = g_date_time_to_unix (midnight) * G_USEC_PER_SEC;
  return TRUE;
}

/**
 * attest_date_time_parse:
 * @typed: (nullable): what was typed, valid UTF-8
 * @microseconds: (out) (optional): the moment since 1970-01-01 UTC, set only if there is one
 *
 * A time of day needs `Z` or an offset, since without one nobody knows whose time it is; a date
 * alone is midnight UTC, which prints as the same day in Korea.
 *
 * Returns: whether @typed is a moment, and whether it is written as kolleges' document does
 */
AttestDateForm
attest_date_time_parse (const char *typed, gint64 *microseconds)
{
  if (typed == NULL || strlen (typed) > 64)
    return ATTEST_DATE_INVALID;
  if (parse_midnight (typed, microseconds))
    return ATTEST_DATE_OTHER_FORM;
  if (!parse_moment (typed, microseconds))
    return ATTEST_DATE_INVALID;
  return has_wire_shape (typed) ? ATTEST_DATE_WIRE : ATTEST_DATE_OTHER_FORM;
}

/**
 * attest_date_time_format:
 * @microseconds: microseconds since 1970-01-01 UTC
 *
 * Returns: (transfer full): the moment as `2025-04-03T00:00:00.000Z`
 */
char *
attest_date_time_format (gint64 microseconds)
{
  gint64 day_part = microseconds % G_USEC_PER_SEC;
  gint64 fraction = day_part < 0 ? day_part + G_USEC_PER_SEC : day_part;
  g_autoptr (GDateTime) when =
      g_date_time_new_from_unix_utc ((microseconds - fraction) / G_USEC_PER_SEC);
  g_autofree char *seconds = NULL;

  g_return_val_if_fail (when != NULL, NULL);
  seconds = g_date_time_format (when, "%Y-%m-%dT%H:%M:%S");
  return g_strdup_printf ("%s.%03dZ", seconds, (int) (fraction / 1000));
}
