/* Dates as people and programs write them. Used by the checks (is it a date, and if not, why?) and
 * the codec (how is it sent?). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ATTEST_DATE_INVALID,   /* see attest_date_read() for the reason */
  ATTEST_DATE_WIRE,      /* already as the API wants it */
  ATTEST_DATE_OTHER_FORM /* certainly this date, written otherwise: 2026-03-20, 20 Mar 2026, 2026년
                            3월 20일 */
} AttestDateForm;

/* Why something is no date, or no moment. */
typedef enum
{
  ATTEST_DATE_FINE,
  ATTEST_DATE_UNREADABLE,
  ATTEST_DATE_NO_SUCH_DAY,
  ATTEST_DATE_FAR_YEAR,      /* no certificate or course is of that time: a slip */
  ATTEST_DATE_TWO_WAYS,      /* 03/04/2026 */
  ATTEST_DATE_SHORT_YEAR,    /* 26.3.20 */
  ATTEST_DATE_SERIAL,        /* 45387: a spreadsheet's number of a day */
  ATTEST_DATE_OTHER_WEEKDAY, /* Monday, 15 April 2025 was a Tuesday */
  ATTEST_DATE_ZONED,         /* a date with a time of day of another zone */
  ATTEST_DATE_ERA, /* R7.4.15, 平成33年3月31日: a year of an era, by its letter alone, or one
                      that it did not have */
  ATTEST_DATE_NO_ZONE, /* a moment that does not say whose time it is */
} AttestDateFault;

/* Which of two numbers is the day. */
typedef enum
{
  ATTEST_DATE_ORDER_UNKNOWN,
  ATTEST_DATE_DAY_FIRST,
  ATTEST_DATE_MONTH_FIRST,
} AttestDateOrder;

#define ATTEST_DATE_MOST_READINGS 3

/* What can be read in a text. */
typedef struct
{
  AttestDateFault fault;
  GDate readings[ATTEST_DATE_MOST_READINGS]; /* if FINE, the first is the date; of two ways the
                                                first has the day first */
  guint n_readings;
  AttestDateOrder order; /* if FINE, and it could have been the other */
  char separator;        /* between its numbers, if it stands in either order */
  gboolean has_time;     /* of day, other than midnight */
  gboolean is_wire;      /* it is written as the API wants it */
} AttestDateReading;

void attest_date_read (const char *typed, AttestDateReading *reading);
AttestDateForm attest_date_parse (const char *typed, GDate *date); /* wire form YYYYMMDD */
char *attest_date_format (const GDate *date);                      /* YYYYMMDD */
char *attest_date_format_day (const GDate *date);                  /* 2026-03-20 */
gboolean attest_date_is_anniversary (const GDate *first, const GDate *second);
AttestDateOrder attest_date_find_order (const AttestDateReading *dates, guint n_dates, guint asked);

/* Wire form: 2025-04-03T00:00:00.000Z; a date alone is midnight UTC (domain: printed dates). */
AttestDateFault
attest_date_time_read (const char *typed, AttestDateReading *day, gint64 *microseconds);
AttestDateForm attest_date_time_parse (const char *typed, gint64 *microseconds);
gint64 attest_date_get_midnight (const GDate *date);
char *attest_date_time_format (gint64 microseconds);

G_END_DECLS
