/* A date or a moment: what is sent for it, or the true reason why it cannot be read. Main thread.
 */
#include "attest-config.h"

#include "base/attest-date.h"
#include "base/attest-text.h"
#include "check/attest-checker.h"

#include <glib/gi18n-lib.h>

/* Why a date cannot be read. The first %s is what was typed, the next are its readings. */
static const char *const date_faults[] = {
  [ATTEST_DATE_UNREADABLE] = N_ ("“%s” is not a date."),
  [ATTEST_DATE_NO_SUCH_DAY] = N_ ("“%s” is not a day of the calendar."),
  [ATTEST_DATE_FAR_YEAR] = N_ ("“%s” has a year that cannot be meant."),
  [ATTEST_DATE_TWO_WAYS] = N_ ("“%s” can be read in two ways, as %s and as %s."),
  [ATTEST_DATE_SHORT_YEAR] = N_ ("“%s” has a year of two digits only."),
  [ATTEST_DATE_SERIAL] = N_ ("“%s” is how a spreadsheet counts days. It may be %s."),
  [ATTEST_DATE_OTHER_WEEKDAY] = N_ ("“%s” names another day of the week than that of %s."),
  [ATTEST_DATE_ZONED] = N_ ("“%s” is a time in another time zone, so the day is not certain."),
  [ATTEST_DATE_NO_ZONE] = N_ ("“%s” does not say in which time zone."),
};

static int
get_distance (const GDate *date, const GDate *today)
{
  return ABS (g_date_days_between (date, today));
}

/* What was probably meant: of a short year the reading next to today, if no other is as likely;
 * of two ways the one with the day first if there are dots, as no country writes dots otherwise. */
static const GDate *
guess_reading (const AttestDateReading *reading, const GDate *today)
{
  const GDate *best = NULL;
  const GDate *second = NULL;

  if (reading->fault == ATTEST_DATE_FINE)
    return NULL; /* the day is clear, but not the moment */
  if (reading->fault == ATTEST_DATE_TWO_WAYS)
    return reading->separator == '.' ? &reading->readings[0] : NULL;
  for (guint i = 0; i < reading->n_readings; i++)
    {
      const GDate *date = &reading->readings[i];

      if (best == NULL || get_distance (date, today) < get_distance (best, today))
        {
          second = best;
          best = date;
        }
      else if (second == NULL || get_distance (date, today) < get_distance (second, today))
        second = date;
    }
  return second != NULL && get_distance (second, today) - get_distance (best, today) < 365 ? NULL
                                                                                           : best;
}

/* A day as it is written into the field: the API's form, or the day alone of a moment. */
static char *
format_day (const AttestCheckSubject *s, const GDate *date)
{
  if (s->field->kind == ATTEST_FIELD_DATE)
    return attest_date_format (date);
  return g_strdup_printf (
      "%04u-%02u-%02u", g_date_get_year (date), g_date_get_month (date), g_date_get_day (date));
}

/* What the field sends if everything that cannot be meant is taken out. */
static char *
guess_mended_date (const AttestCheckSubject *s)
{
  g_autofree char *tidy = attest_text_tidy (s->text, ATTEST_TEXT_CODE);
  AttestDateReading day;
  gint64 moment = 0;

  if (s->field->kind == ATTEST_FIELD_DATE)
    attest_date_read (tidy, &day);
  else if (attest_date_time_read (tidy, &day, &moment) == ATTEST_DATE_FINE)
    return attest_date_time_format (moment);
  return day.fault == ATTEST_DATE_FINE ? format_day (s, &day.readings[0]) : NULL;
}

static char *
explain_fault (const AttestCheckSubject *s, AttestDateFault fault, const AttestDateReading *reading)
{
  const char *format = _ (date_faults[fault]);
  g_autofree char *first =
      reading->n_readings > 0 ? format_day (s, &reading->readings[0]) : g_strdup ("");
  g_autofree char *second =
      reading->n_readings > 1 ? format_day (s, &reading->readings[1]) : g_strdup ("");

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, s->text, first, second);
#pragma GCC diagnostic pop
}

static void
report_no_date (const AttestCheckSubject *s,
                AttestDateFault fault,
                const AttestDateReading *reading)
{
  g_autofree char *mended = guess_mended_date (s);
  const GDate *guess = guess_reading (reading, &s->checker->context->today);
  g_autofree char *day = guess != NULL ? format_day (s, guess) : NULL;
  g_autofree char *reason = NULL;
  AttestProblem *problem = NULL;

  if (attest_check_report_never_meant (s, ATTEST_SEVERITY_ERROR, mended))
    return;
  reason = explain_fault (s, fault, reading);
  problem = attest_checker_report (
      s->checker,
      ATTEST_SEVERITY_ERROR,
      "date",
      ATTEST_SOURCE_DOCUMENT,
      s->field->kind == ATTEST_FIELD_DATE
          ? _ ("%s Write year, month and day, such as 20260320.")
          : _ (
              "%s Write a date such as 2026-03-20, or a moment such as 2026-03-20T09:00:00+09:00."),
      reason);
  if (day != NULL)
    attest_problem_offer (problem, day);
}

/* What was typed is understood, and @wire is what becomes of it; that something in it cannot be
 * seen is worth telling all the same. */
static void
report_date_form (const AttestCheckSubject *s, const char *wire, gboolean loses_time)
{
  if (attest_check_report_never_meant (s, ATTEST_SEVERITY_WARNING, wire))
    return;
  attest_problem_offer (
      attest_checker_report (s->checker,
                             ATTEST_SEVERITY_WARNING,
                             "date-form",
                             ATTEST_SOURCE_DOCUMENT,
                             loses_time ? _ ("“%s” is sent as %s, without the time of day.")
                                        : _ ("“%s” is sent as %s."),
                             attest_check_get_label (s),
                             wire),
      wire);
}

/* Checks a date by its text and the other dates of its record. */
void
attest_check_date (const AttestCheckSubject *s)
{
  AttestDateReading reading;
  g_autofree char *wire = NULL;

  attest_record_read_date (s->record, s->index, &reading);
  if (reading.fault != ATTEST_DATE_FINE)
    {
      report_no_date (s, reading.fault, &reading);
      return;
    }
  if (reading.is_wire)
    return;
  wire = attest_date_format (&reading.readings[0]);
  report_date_form (s, wire, reading.has_time);
}

/* A date alone is how people give a course's days, so it passes in silence: its one meaning is
 * told by the field's help. A time of another zone may change the day, so that is told. */
void
attest_check_date_time (const AttestCheckSubject *s)
{
  AttestDateReading day;
  gint64 moment = 0;
  AttestDateFault fault = attest_record_read_moment (s->record, s->index, &day, &moment);
  g_autofree char *wire = NULL;

  if (fault != ATTEST_DATE_FINE)
    {
      report_no_date (s, fault, &day);
      return;
    }
  if (day.is_wire)
    return;
  wire = attest_date_time_format (moment);
  if (day.fault == ATTEST_DATE_FINE && !day.has_time
      && moment == attest_date_get_midnight (&day.readings[0]))
    attest_check_report_never_meant (s, ATTEST_SEVERITY_WARNING, wire);
  else
    report_date_form (s, wire, FALSE);
}
