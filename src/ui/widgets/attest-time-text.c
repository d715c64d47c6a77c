/* Times as people read them. Main thread. */
#include "attest-config.h"
#include "widgets/attest-time-text.h"

#include <glib/gi18n.h>

/* The names in the language of the program's words, which need not be that of the locale. */

static const char *const days[] = {
  NC_ ("day", "Monday"), NC_ ("day", "Tuesday"),  NC_ ("day", "Wednesday"), NC_ ("day", "Thursday"),
  NC_ ("day", "Friday"), NC_ ("day", "Saturday"), NC_ ("day", "Sunday"),
};

static const char *const short_days[] = {
  NC_ ("short day", "Mon"), NC_ ("short day", "Tue"), NC_ ("short day", "Wed"),
  NC_ ("short day", "Thu"), NC_ ("short day", "Fri"), NC_ ("short day", "Sat"),
  NC_ ("short day", "Sun"),
};

static const char *const months[] = {
  NC_ ("month", "January"), NC_ ("month", "February"), NC_ ("month", "March"),
  NC_ ("month", "April"),   NC_ ("month", "May"),      NC_ ("month", "June"),
  NC_ ("month", "July"),    NC_ ("month", "August"),   NC_ ("month", "September"),
  NC_ ("month", "October"), NC_ ("month", "November"), NC_ ("month", "December"),
};

static const char *const short_months[] = {
  NC_ ("short month", "Jan"), NC_ ("short month", "Feb"), NC_ ("short month", "Mar"),
  NC_ ("short month", "Apr"), NC_ ("short month", "May"), NC_ ("short month", "Jun"),
  NC_ ("short month", "Jul"), NC_ ("short month", "Aug"), NC_ ("short month", "Sep"),
  NC_ ("short month", "Oct"), NC_ ("short month", "Nov"), NC_ ("short month", "Dec"),
};

static const struct
{
  char letter; /* behind the percent sign */
  const char *context;
  const char *const *names;
  int (*get) (GDateTime *when); /* which of them, from one */
} named[] = {
  { 'A', "day", days, g_date_time_get_day_of_week },
  { 'a', "short day", short_days, g_date_time_get_day_of_week },
  { 'B', "month", months, g_date_time_get_month },
  { 'b', "short month", short_months, g_date_time_get_month },
};

/* Returns: (nullable): the name a letter stands for; %NULL: it is not one of ours */
static const char *
get_name (GDateTime *when, char letter)
{
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    if (named[i].letter == letter)
      return g_dpgettext2 (NULL, named[i].context, named[i].names[named[i].get (when) - 1]);
  return NULL;
}

/**
 * attest_time_format:
 * @when: a moment
 * @format: how it is shown, translated: as g_date_time_format() has it
 *
 * Weekdays and months are named in the language of the program, whatever the locale is.
 *
 * Returns: (transfer full): the words
 */
char *
attest_time_format (GDateTime *when, const char *format)
{
  g_autoptr (GString) rest = g_string_new (NULL);

  for (const char *c = format; *c != '\0'; c++)
    {
      const char *name = c[0] == '%' ? get_name (when, c[1]) : NULL;

      if (name != NULL)
        g_string_append (rest, name);
      else
        g_string_append_c (rest, *c);
      if (c[0] == '%' && c[1] != '\0' && (++c, name == NULL))
        g_string_append_c (rest, *c);
    }
  return g_date_time_format (when, rest->str);
}

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
    return attest_time_format (when, _ ("Today %H:%M"));
  if (same_day (yesterday, when))
    /* Translators: a time yesterday, see strftime(3) */
    return attest_time_format (when, _ ("Yesterday %H:%M"));
  if (g_date_time_get_year (when) == g_date_time_get_year (now))
    /* Translators: a day of this year, see strftime(3) */
    return attest_time_format (when, _ ("%-d %b %H:%M"));
  /* Translators: a day of another year, see strftime(3) */
  return attest_time_format (when, _ ("%-d %b %Y"));
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
    return attest_time_format (when, _ ("%-d %b"));
  return attest_time_format (when, _ ("%-d %b %Y"));
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
  return when != NULL ? attest_time_format (when, _ ("%-d %B %Y, %H:%M:%S")) : g_strdup ("");
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

  /* Translators: a day as a heading, see strftime(3) */
  return when != NULL ? attest_time_format (when, _ ("%-d %B %Y, %A")) : g_strdup ("");
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
  return attest_time_format (day, _ ("%-d %B %Y, %A"));
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
  return when != NULL ? attest_time_format (when, _ ("%-d %B %Y, %A, %H:%M UTC")) : g_strdup ("");
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
