/* Times as people read them. Main thread. */
#include "attest-config.h"
#include "widgets/attest-time-text.h"

#include <glib/gi18n.h>

static GDateTime *
to_local (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  return utc != NULL ? g_date_time_to_local (utc) : NULL;
}

static gboolean
same_day (GDateTime *a, GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b)
         && g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

static char *
format_day (GDateTime *now, GDateTime *when)
{
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (now, -1);

  if (same_day (now, when))
    /* Translators: a time today, see strftime(3) */
    return g_date_time_format (when, _ ("Today %H:%M"));
  if (same_day (yesterday, when))
    /* Translators: a time yesterday, see strftime(3) */
    return g_date_time_format (when, _ ("Yesterday %H:%M"));
  if (g_date_time_get_year (when) == g_date_time_get_year (now))
    /* Translators: a day of this year, see strftime(3) */
    return g_date_time_format (when, _ ("%-d %b %H:%M"));
  /* Translators: a day of another year, see strftime(3) */
  return g_date_time_format (when, _ ("%-d %b %Y"));
}

/**
 * attest_time_format_day:
 * @time: microseconds since 1970, UTC; 0: no time
 *
 * Stays true while it stands there: until midnight.
 *
 * Returns: (transfer full): "Today 14:05", "Yesterday 9:30", …; "" for no time
 */
char *
attest_time_format_day (gint64 time)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) when = time != 0 ? to_local (time) : NULL;

  return when != NULL ? format_day (now, when) : g_strdup ("");
}

/**
 * attest_time_format_short:
 * @time: microseconds since 1970, UTC; 0: no time
 *
 * How a list says on which day something happened. Stays true while it stands there, unless the
 * year ends.
 *
 * Returns: (transfer full): "20 Nov", "20 Nov 2025"; "" for no time
 */
char *
attest_time_format_short (gint64 time)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) when = time != 0 ? to_local (time) : NULL;

  if (when == NULL)
    return g_strdup ("");
  if (g_date_time_get_year (when) == g_date_time_get_year (now))
    /* Translators: a day of this year without the time, see strftime(3). xgettext:no-c-format */
    return g_date_time_format (when, _ ("%-d %b"));
  return g_date_time_format (when, _ ("%-d %b %Y"));
}

/**
 * attest_time_format_full:
 * @time: microseconds since 1970, UTC; 0: no time
 *
 * Returns: (transfer full): date and time to the second, in local time; "" for no time
 */
char *
attest_time_format_full (gint64 time)
{
  g_autoptr (GDateTime) when = time != 0 ? to_local (time) : NULL;

  /* Translators: date and time to the second, see strftime(3) */
  return when != NULL ? g_date_time_format (when, _ ("%-d %B %Y, %H:%M:%S")) : g_strdup ("");
}

/* Returns: (transfer full): the time of day, to the minute; @time as above */
char *
attest_time_format_clock (gint64 time)
{
  g_autoptr (GDateTime) when = time != 0 ? to_local (time) : NULL;

  return when != NULL ? g_date_time_format (when, "%H:%M") : g_strdup ("");
}

/* Returns: (transfer full): the day with its weekday; @time as above */
char *
attest_time_format_weekday (gint64 time)
{
  g_autoptr (GDateTime) when = time != 0 ? to_local (time) : NULL;

  /* Translators: a day as a heading, see strftime(3): Friday, 28 November 2026 */
  return when != NULL ? g_date_time_format (when, _ ("%A, %-d %B %Y")) : g_strdup ("");
}

/**
 * attest_time_format_date:
 * @date: a valid date
 *
 * Returns: (transfer full): the day as it is read aloud, with the day of the week
 */
char *
attest_time_format_date (const GDate *date)
{
  g_autoptr (GDateTime) day = g_date_time_new_utc (
      g_date_get_year (date), g_date_get_month (date), g_date_get_day (date), 0, 0, 0);

  /* Translators: a day with its day of the week, see strftime(3) */
  return g_date_time_format (day, _ ("%-d %B %Y, %A"));
}

/**
 * attest_time_format_moment:
 * @time: microseconds since 1970, UTC
 *
 * Returns: (transfer full): the moment in UTC, as services keep it; "" for what no calendar has
 */
char *
attest_time_format_moment (gint64 time)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  /* Translators: a moment in UTC with its day of the week, see strftime(3) */
  return when != NULL ? g_date_time_format (when, _ ("%-d %B %Y, %A, %H:%M UTC")) : g_strdup ("");
}

/**
 * attest_time_format_span:
 * @seconds: how long, not negative
 *
 * Returns: (transfer full): about how long, in seconds, minutes or hours
 */
char *
attest_time_format_span (gint64 seconds)
{
  int minutes = (int) ((seconds + 30) / 60);

  if (seconds < 60)
    /* Translators: a span of time in seconds */
    return g_strdup_printf (_ ("%d s"), (int) seconds);
  if (minutes < 120)
    /* Translators: a span of time in minutes */
    return g_strdup_printf (_ ("%d min"), minutes);
  if (minutes % 60 == 0)
    /* Translators: a span of time in hours */
    return g_strdup_printf (_ ("%d h"), minutes / 60);
  /* Translators: a span of time in hours and minutes */
  return g_strdup_printf (_ ("%d h %d min"), minutes / 60, minutes % 60);
}

/**
 * attest_duration_format:
 * @duration: microseconds
 *
 * Returns: (transfer full): it in seconds
 */
char *
attest_duration_format (gint64 duration)
{
  /* Translators: a duration in seconds */
  return g_strdup_printf (_ ("%.2f s"), (double) duration / G_USEC_PER_SEC);
}
