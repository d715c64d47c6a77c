/* The time of day behind a date. Thread: any. */
#include "attest-config.h"
#include "base/attest-date-shape.h"

#include <string.h>

static int
fetch_number (const GMatchInfo *match, const char *name)
{
  g_autofree char *digits = g_match_info_fetch_named (match, name);

  return digits != NULL ? (int) g_ascii_strtoll (digits, NULL, 10) : 0;
}

/* Half a day is marked in front or behind: 오전 9:00, 9:00 AM. */
static int
fetch_hour (const GMatchInfo *match)
{
  g_autofree char *front = g_match_info_fetch_named (match, "front");
  g_autofree char *behind = g_match_info_fetch_named (match, "behind");
  int hour = fetch_number (match, "hour");
  gboolean is_first = g_strcmp0 (front, "오전") == 0 || g_strcmp0 (behind, "am") == 0;
  gboolean is_second = g_strcmp0 (front, "오후") == 0 || g_strcmp0 (behind, "pm") == 0;

  if (!is_first && !is_second)
    return hour;
  return hour >= 1 && hour <= 12 ? hour % 12 + (is_second ? 12 : 0) : -1;
}

static gint64
fetch_fraction (const GMatchInfo *match)
{
  g_autofree char *digits = g_match_info_fetch_named (match, "fraction");
  gint64 unit = G_USEC_PER_SEC;
  gint64 fraction = 0;

  for (const char *p = digits; p != NULL && *p != '\0' && unit > 1; p++)
    {
      unit /= 10;
      fraction += unit * g_ascii_digit_value (*p);
    }
  return fraction;
}

/* Returns: whether there are such hours, minutes and seconds, and such a zone */
static gboolean
take_time (const GMatchInfo *match, AttestTimeOfDay *time)
{
  int hour = fetch_hour (match);
  int minute = fetch_number (match, "minute");
  int second = fetch_number (match, "second");
  int zone_hour = fetch_number (match, "zonehour");
  int zone_minute = fetch_number (match, "zoneminute");
  g_autofree char *zone = g_match_info_fetch_named (match, "zone");

  time->is_there = TRUE;
  time->has_zone = zone != NULL && *zone != '\0';
  time->offset = (zone_hour * 60 + zone_minute) * 60 * (time->has_zone && *zone == '-' ? -1 : 1);
  time->microseconds =
      (gint64) ((hour * 60 + minute) * 60 + second) * G_USEC_PER_SEC + fetch_fraction (match);
  return hour >= 0 && hour < 24 && minute < 60 && second < 60 && zone_minute < 60
         && zone_hour * 60 + zone_minute <= 14 * 60;
}

/* Takes a time of day off the end of @normal.
 *
 * Returns: whether there is none, or one that exists */
gboolean
attest_date_split_time (char *normal, AttestTimeOfDay *time)
{
  static GRegex *regex = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  int start = 0;

  if (strchr (normal, ':') == NULL)
    return TRUE;
  if (g_once_init_enter (&regex))
    g_once_init_leave (
        &regex,
        g_regex_new (
            ",?[ t]+(?<front>오전|오후)? *(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})"
            "(?::(?<second>[0-9]{2})(?:[.,](?<fraction>[0-9]{1,9}))?)?"
            " *(?<behind>am|pm)?"
            " *(?<zone>z|utc|gmt|[+-](?<zonehour>[0-9]{2})(?::?(?<zoneminute>[0-9]{2}))?)?$",
            G_REGEX_OPTIMIZE,
            G_REGEX_MATCH_DEFAULT,
            NULL));
  if (!g_regex_match (regex, normal, G_REGEX_MATCH_DEFAULT, &match) || !take_time (match, time))
    return FALSE;
  g_match_info_fetch_pos (match, 0, &start, NULL);
  normal[start] = '\0';
  return TRUE;
}
