/* Two days in one cell: see the header.
 *
 * Signs and words part them, and dashes are within days too: it is a range only where both sides
 * are days, or likely ones. */
#include "attest-config.h"
#include "intake/attest-sheet-range.h"

#include "base/attest-reference.h"
#include "model/attest-kinds.h"

#include <stdlib.h>
#include <string.h>

#define LEAST_RANGE 13 /* letters of two days with a dash between them: 24-3-5-27-3-4 */

/* (3년), (3 years): for how long, behind the days. */
#define TERM_UNIT "(?:년간?|개월간?|年間?|か月|个月|years?|yrs?|months?|Jahre|Monate)"
#define TERM "\\s*[(（]\\s*\\d{1,2}\\s*" TERM_UNIT "\\s*[)）]\\s*$"

/* Which end of a time a day is by the words beside it. */
typedef enum
{
  END_NOT_SAID,
  END_FIRST,
  END_LAST,
  END_BOTH, /* or rather neither: they contradict each other */
} End;

typedef struct
{
  char *word;
  gboolean is_before; /* the day */
  End end;
} EndWord;

static GPtrArray *
load_end_words (void)
{
  g_autoptr (JsonArray) entries = attest_reference_load_list ("sheet-words.json", "range_words");
  GPtrArray *words = g_ptr_array_new ();

  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);
      EndWord *word = g_new0 (EndWord, 1);

      word->word = g_strdup (json_object_get_string_member (entry, "word"));
      word->is_before = g_str_equal (json_object_get_string_member (entry, "stands"), "before");
      word->end = g_str_equal (json_object_get_string_member (entry, "says"), "from") ? END_FIRST
                                                                                      : END_LAST;
      g_ptr_array_add (words, word);
    }
  return words;
}

/* Returns: (transfer none) (element-type EndWord): those before a day and those behind one */
static GPtrArray *
get_end_words (void)
{
  static gsize loaded = 0;
  static GPtrArray *words;

  if (g_once_init_enter (&loaded))
    {
      words = load_end_words ();
      g_once_init_leave (&loaded, 1);
    }
  return words;
}

/* Blanks out @word at its end of @bare. Returns: whether it was there */
static gboolean
drop_word (char *bare, const EndWord *word)
{
  const gsize length = strlen (word->word);

  if (word->is_before ? g_ascii_strncasecmp (bare, word->word, length) != 0
                      : !g_str_has_suffix (bare, word->word))
    return FALSE;
  memset (word->is_before ? bare : bare + strlen (bare) - length, ' ', length);
  g_strstrip (bare);
  return TRUE;
}

/* ~2028-04-14, 2028. 4. 14까지, from 5 May 2024. @end: (out): what the words say. Returns:
 * (transfer full): @text without them */
static char *
drop_end_words (const char *text, End *end)
{
  GPtrArray *words = get_end_words ();
  char *bare = g_strstrip (g_strdup (text));
  guint since = 0; /* words that are not there */

  *end = END_NOT_SAID;
  for (guint i = 0; since < words->len; i = (i + 1) % words->len)
    {
      const EndWord *word = g_ptr_array_index (words, i);
      const gboolean is_there = drop_word (bare, word);

      since = is_there ? 0 : since + 1;
      if (is_there)
        *end = *end == END_NOT_SAID || *end == word->end ? word->end : END_BOTH;
    }
  return bare;
}

/* Returns: (transfer full): @text without the term behind its days */
static char *
drop_term (const char *text)
{
  static GRegex *regex = NULL;

  if (strstr (text, "(") == NULL && strstr (text, "（") == NULL)
    return g_strdup (text);
  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, g_regex_new (TERM, G_REGEX_CASELESS, 0, NULL));
  return g_regex_replace (regex, text, -1, 0, "", 0, NULL);
}

/* Returns: which end of a time a field of that kind is for: “from” says nothing of an expiry */
static End
get_end (const AttestField *field)
{
  guint n_kinds = 0;
  const AttestSchema *const *kinds = attest_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    if (kinds[i]->ends == field)
      return END_LAST;
  return END_FIRST;
}

/* Whether @text is a day, or likely one. */
static gboolean
may_be_day (const AttestSheetDays *days, const char *text)
{
  g_autofree char *offer = NULL;
  g_autofree char *day = attest_sheet_days_read (days, text, &offer);

  return day != NULL || offer != NULL;
}

/* 3.6, 3/6, 3-6, 3월 6일, 3.6.(금); 6일, of the same month */
static GRegex *
get_yearless (void)
{
  static GRegex *regex = NULL;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex,
                       g_regex_new ("^\\s*(?:([0-9]{1,2})(?:[./-]|월|月)\\s*)?([0-9]{1,2})[.일日]?"
                                    "\\s*(\\([^()]*\\))?\\s*$",
                                    0,
                                    0,
                                    NULL));
  return regex;
}

/* 2026.3.2 ~ 3.6, 2026-12-28 ~ 1월 3일: the second day is of the same year, or of the next. A
 * weekday beside it stays: it shows whether that is right.
 *
 * @last: (transfer full): a day without a year, or anything else; @by_day: whether a day without a
 * month is of the same one. Returns: (transfer full): it, with the year */
static char *
take_year (const char *first, char *last, gboolean by_day)
{
  AttestDateReading begin = { 0 };
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *month_text = NULL;
  g_autofree char *day_text = NULL;
  g_autofree char *weekday = NULL;
  guint month = 0;
  guint day = 0;
  guint year = 0;

  attest_date_read (first, &begin);
  if (begin.fault != ATTEST_DATE_FINE || !g_regex_match (get_yearless (), last, 0, &match))
    return last;
  month_text = g_match_info_fetch (match, 1);
  day_text = g_match_info_fetch (match, 2);
  weekday = g_match_info_fetch (match, 3);
  month = (guint) atoi (month_text);
  day = (guint) atoi (day_text);
  if (month == 0 && (!by_day || day <= g_date_get_day (&begin.readings[0])))
    return last;
  if (month == 0)
    month = (guint) g_date_get_month (&begin.readings[0]);
  year = g_date_get_year (&begin.readings[0])
         + (month < (guint) g_date_get_month (&begin.readings[0]));
  g_free (last);
  return g_strdup_printf ("%04u-%u-%u%s", year, month, day, weekday != NULL ? weekday : "");
}

/* @sign: in @text, @length bytes long. Returns: whether there is a day on either side of it */
static gboolean
split_at (const AttestSheetDays *days,
          const char *text,
          const char *sign,
          gsize length,
          char **first,
          char **last)
{
  g_autofree char *before = g_strndup (text, (gsize) (sign - text));
  End ends[] = { END_NOT_SAID, END_NOT_SAID };
  g_autofree char *begins = drop_end_words (before, &ends[0]);
  g_autofree char *goes_to = drop_end_words (sign + length, &ends[1]);

  if (ends[0] > END_FIRST || ends[1] == END_FIRST || ends[1] == END_BOTH
      || !may_be_day (days, begins))
    return FALSE;
  /* 2026-03-02-06 may be anything. */
  goes_to = take_year (begins, g_steal_pointer (&goes_to), *sign != '-');
  if (!may_be_day (days, goes_to))
    return FALSE;
  *first = g_steal_pointer (&begins);
  *last = g_steal_pointer (&goes_to);
  return TRUE;
}

/**
 * attest_sheet_range_split:
 * @days: how those of the column are written
 * @text: of a cell
 * @first: (out) (transfer full): the first day, as it is written there
 * @last: (out) (transfer full): the last day, likewise, or with the year that is meant
 *
 * Returns: whether the cell has two days: from ~ to; nothing is put out where it has not
 */
gboolean
attest_sheet_range_split (const AttestSheetDays *days, const char *text, char **first, char **last)
{
  static const char *const between[] = {
    "~", "～", "∼", "〜", " - ", "–", "—", "부터", " to ", "-"
  };
  g_autofree char *bare = NULL;
  gsize n = 0;

  g_return_val_if_fail (days != NULL && text != NULL && first != NULL && last != NULL, FALSE);

  bare = drop_term (text);
  /* Dashes are within days too; one day is shorter. */
  n = strlen (bare) < LEAST_RANGE ? G_N_ELEMENTS (between) - 1 : G_N_ELEMENTS (between);
  for (gsize i = 0; i < n; i++)
    for (const char *sign = strstr (bare, between[i]); sign != NULL;
         sign = strstr (sign + 1, between[i]))
      if (split_at (days, bare, sign, strlen (between[i]), first, last))
        return TRUE;
  return FALSE;
}

/**
 * attest_sheet_range_dup_end:
 * @field: of a day
 * @text: of a cell
 *
 * Returns: (transfer full) (nullable): @text without words such as “until”, and for how long;
 * %NULL: there are none, or not those that are said of a day in @field
 */
char *
attest_sheet_range_dup_end (const AttestField *field, const char *text)
{
  End end = END_NOT_SAID;
  g_autofree char *day = NULL;
  g_autofree char *bare = NULL;

  g_return_val_if_fail (field != NULL && text != NULL, NULL);

  day = drop_term (text);
  bare = drop_end_words (day, &end);
  if (end == END_NOT_SAID ? g_str_equal (day, text) : end != get_end (field))
    return NULL;
  return g_steal_pointer (&bare);
}
