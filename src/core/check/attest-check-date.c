/* A date or a moment: what is sent for it, or the true reason why it cannot be read. Main thread.
 */
#include "attest-config.h"

#include "base/attest-date.h"
#include "base/attest-text.h"
#include "check/attest-checker.h"

#include <glib/gi18n-lib.h>

/* Why a date cannot be read. What %s stands for are its readings. */
static const char *const date_faults[] = {
  [ATTEST_DATE_UNREADABLE] = N_ ("This is not a date. Write it like 2026-03-20."),
  [ATTEST_DATE_NO_SUCH_DAY] = N_ ("This date does not exist."),
  [ATTEST_DATE_FAR_YEAR] = N_ ("Check the year."),
  [ATTEST_DATE_TWO_WAYS] = N_ ("This could be %s or %s."),
  [ATTEST_DATE_SHORT_YEAR] = N_ ("Write the year with four digits."),
  [ATTEST_DATE_SERIAL] = N_ ("This is a spreadsheet’s number for a day, probably %s."),
  [ATTEST_DATE_OTHER_WEEKDAY] = N_ ("The day of the week is not that of %s."),
  [ATTEST_DATE_ZONED] = N_ ("This is a time in another time zone, so the day is not certain."),
  [ATTEST_DATE_ERA] = N_ ("This is the year of an era, probably %s."),
  [ATTEST_DATE_NO_ZONE] = N_ ("Add the time zone, as in 2026-03-20T09:00:00+09:00."),
};

/* Certificates are of these years: about fifteen of them. */
#define NEAR_DAYS 5500

static int
get_distance (const GDate *date, const GDate *today)
{
  return ABS (g_date_days_between (date, today));
}

/* Of a short year the reading with the year first, where people write it there. */
static const GDate *
guess_year_first (const AttestDateReading *reading, const AttestCheckContext *context)
{
  return reading->fault == ATTEST_DATE_SHORT_YEAR && context->is_year_first
                 && get_distance (&reading->readings[0], &context->today) < NEAR_DAYS
             ? &reading->readings[0]
             : NULL;
}

/* What was probably meant: of a short year the reading next to today, if no other is as likely;
 * of two ways the one with the day first if there are dots, as no country writes dots otherwise. */
static const GDate *
guess_reading (const AttestDateReading *reading, const AttestCheckContext *context)
{
  const GDate *today = &context->today;
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
  if (second != NULL && get_distance (second, today) - get_distance (best, today) < 365)
    return guess_year_first (reading, context);
  return best;
}

/* What the field holds if everything that cannot be meant is taken out. */
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
  return day.fault == ATTEST_DATE_FINE ? attest_date_format_day (&day.readings[0]) : NULL;
}

static char *
explain_fault (AttestDateFault fault, const AttestDateReading *reading)
{
  const char *format = _ (date_faults[fault]);
  g_autofree char *first =
      reading->n_readings > 0 ? attest_date_format_day (&reading->readings[0]) : g_strdup ("");
  g_autofree char *second =
      reading->n_readings > 1 ? attest_date_format_day (&reading->readings[1]) : g_strdup ("");

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, first, second);
#pragma GCC diagnostic pop
}

/* Returns: (transfer full) (nullable): why @text is no date; %NULL: it is one */
char *
attest_check_explain_date (const char *text)
{
  AttestDateReading reading;

  g_return_val_if_fail (text != NULL, NULL);

  attest_date_read (text, &reading);
  return reading.fault != ATTEST_DATE_FINE ? explain_fault (reading.fault, &reading) : NULL;
}

static void
report_no_date (const AttestCheckSubject *s,
                AttestDateFault fault,
                const AttestDateReading *reading)
{
  g_autofree char *mended = guess_mended_date (s);
  const GDate *guess = guess_reading (reading, s->checker->context);
  g_autofree char *day = guess != NULL ? attest_date_format_day (guess) : NULL;
  g_autofree char *reason = NULL;
  AttestProblem *problem = NULL;

  if (attest_check_report_never_meant (s, ATTEST_SEVERITY_ERROR, mended))
    return;
  reason = explain_fault (fault, reading);
  problem = attest_checker_report (
      s->checker, ATTEST_SEVERITY_ERROR, "date", ATTEST_SOURCE_DOCUMENT, "%s", reason);
  if (day != NULL)
    attest_problem_offer (problem, day);
}

/* Checks a date by its text and the other dates of its record. In whatever form a day is written,
 * it is that day; only a time of day behind it is lost. */
void
attest_check_date (const AttestCheckSubject *s)
{
  AttestDateReading reading;
  g_autofree char *day = NULL;

  attest_record_read_date (s->record, s->index, &reading);
  if (reading.fault != ATTEST_DATE_FINE)
    {
      report_no_date (s, reading.fault, &reading);
      return;
    }
  day = attest_date_format_day (&reading.readings[0]);
  if (attest_check_report_never_meant (s, ATTEST_SEVERITY_WARNING, day) || !reading.has_time)
    return;
  attest_problem_offer (attest_checker_report (s->checker,
                                               ATTEST_SEVERITY_WARNING,
                                               "date-form",
                                               ATTEST_SOURCE_DOCUMENT,
                                               "%s",
                                               _ ("The time of day is not sent.")),
                        day);
}

/* Checks a date or a moment: which it is, is said beside the field. */
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
  attest_check_report_never_meant (s, ATTEST_SEVERITY_WARNING, wire);
}
