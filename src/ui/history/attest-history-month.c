/* Months and years as the history is filtered by them: see the header. */
#include "attest-config.h"
#include "history/attest-history-month.h"

#include "widgets/attest-time-text.h"

#include <glib/gi18n.h>

/* Older ones are offered by the year. */
#define MOST_MONTHS 12

static GDateTime *
begin_month (const char *word)
{
  g_auto (GStrv) parts = g_strsplit (word, "-", 2);
  int year = (int) g_ascii_strtoll (parts[0], NULL, 10);
  int month = parts[1] != NULL ? (int) g_ascii_strtoll (parts[1], NULL, 10) : 1;

  return g_date_time_new_local (year, month, 1, 0, 0, 0);
}

/**
 * attest_history_month_get_span:
 * @word: a month, "2026-03", or a whole year, "2026"
 * @from: (out): when it begins here, in microseconds since 1970; untouched for another word
 * @to: (out): when the next begins
 */
void
attest_history_month_get_span (const char *word, gint64 *from, gint64 *to)
{
  g_autoptr (GDateTime) begin = begin_month (word);
  g_autoptr (GDateTime) end = NULL;

  if (begin == NULL)
    return;
  end = strchr (word, '-') != NULL ? g_date_time_add_months (begin, 1)
                                   : g_date_time_add_years (begin, 1);
  *from = g_date_time_to_unix (begin) * G_USEC_PER_SEC;
  *to = g_date_time_to_unix (end) * G_USEC_PER_SEC;
}

/**
 * attest_history_month_dup_name:
 * @word: (nullable): a month or a year, as above; %NULL: all there is
 *
 * Returns: (transfer full): what it is called
 */
char *
attest_history_month_dup_name (const char *word)
{
  g_autoptr (GDateTime) begin = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *this_month = g_date_time_format (now, "%Y-%m");

  if (word == NULL)
    return g_strdup (_ ("All Time"));
  if (g_str_equal (word, this_month))
    return g_strdup (_ ("This Month"));
  if (strchr (word, '-') == NULL)
    return g_strdup (word);
  begin = begin_month (word);
  /* Translators: a month of a year, see strftime(3): October 2026 */
  return attest_time_format (begin, _ ("%B %Y"));
}

/* Of months since the year 0, the one in which @time is, here. */
static int
count_months (GDateTime *time)
{
  return g_date_time_get_year (time) * 12 + g_date_time_get_month (time) - 1;
}

/**
 * attest_history_month_list:
 * @oldest: a time, in microseconds since 1970; 0: now
 * @years: (element-type utf8): gets the years before the months, back to that of @oldest
 *
 * Returns: (transfer full) (element-type utf8): this month and those before it, as far as that of
 *   @oldest, a year at the most
 */
GPtrArray *
attest_history_month_list (gint64 oldest, GPtrArray *years)
{
  GPtrArray *months = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (oldest / G_USEC_PER_SEC);
  g_autoptr (GDateTime) begin =
      oldest != 0 && utc != NULL ? g_date_time_to_local (utc) : g_date_time_ref (now);
  const int last = count_months (now);
  const int first = count_months (begin);

  for (int i = last; i >= first && i > last - MOST_MONTHS; i--)
    g_ptr_array_add (months, g_strdup_printf ("%d-%02d", i / 12, i % 12 + 1));
  for (int year = last / 12; first <= last - MOST_MONTHS && year >= first / 12; year--)
    g_ptr_array_add (years, g_strdup_printf ("%d", year));
  return months;
}
