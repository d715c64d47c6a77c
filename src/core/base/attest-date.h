/* Dates as people type them. Used by the checks (is it a date?) and the codec (how is it sent?). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ATTEST_DATE_INVALID,   /* no date, or none that exists, or one that can be read two ways */
  ATTEST_DATE_WIRE,      /* already as the API wants it */
  ATTEST_DATE_OTHER_FORM /* certainly this date, written otherwise: 2026-03-20, 20 Mar 2026, 2026년
                            3월 20일 */
} AttestDateForm;

AttestDateForm attest_date_parse (const char *typed, GDate *date); /* wire form YYYYMMDD */
char *attest_date_format (const GDate *date);                      /* YYYYMMDD */

/* Wire form: 2025-04-03T00:00:00.000Z; a date alone is midnight UTC (domain: printed dates). */
AttestDateForm attest_date_time_parse (const char *typed, gint64 *microseconds);
char *attest_date_time_format (gint64 microseconds);

G_END_DECLS
