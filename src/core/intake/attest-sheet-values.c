/* From what stands in a cell to what stands in a field.
 *
 * A value that is known is taken, one that is only likely is offered, and one that is neither is
 * asked for, once for all cells that have it. A person's word comes before everything.
 * Thread: any; belongs to whoever made it. */
#include "attest-config.h"
#include "intake/attest-sheet-values.h"

#include "base/attest-reference.h"
#include "base/attest-str.h"
#include "base/attest-text.h"
#include "check/attest-countries.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-held.h"
#include "intake/attest-sheet-known.h"
#include "intake/attest-sheet-marks.h"
#include "intake/attest-sheet-standards.h"
#include "intake/attest-sheet-words.h"
#include "model/attest-kinds.h"

#include <stdlib.h>
#include <string.h>

#define LEAST_RANGE 13 /* letters of two days with a dash between them: 24-3-5-27-3-4 */

struct _AttestSheetValues
{
  const AttestDecisions *decisions;
  gboolean takes_offers;
  GPtrArray *undecided; /* of AttestSheetUndecided, in the order of their coming */
  GHashTable *asked;    /* path, colon, value → one of them */
  guint n_asked;        /* cells */
  GHashTable *met; /* keys of decisions about values → how many cells were found to have it */
};

static void
undecided_free (gpointer data)
{
  AttestSheetUndecided *undecided = data;

  g_free (undecided->path);
  g_free (undecided->value);
  g_free (undecided->offer);
  g_free (undecided);
}

static char *
make_key (const char *path, const char *value)
{
  return g_strconcat (path, ":", value, NULL);
}

/**
 * attest_sheet_values_new:
 * @decisions: what a person decided; outlives the object
 *
 * Returns: (transfer full): nothing read yet
 */
AttestSheetValues *
attest_sheet_values_new (const AttestDecisions *decisions)
{
  AttestSheetValues *self = g_new0 (AttestSheetValues, 1);

  g_return_val_if_fail (decisions != NULL, NULL);

  self->decisions = decisions;
  self->takes_offers =
      g_strcmp0 (attest_decisions_get (decisions, ATTEST_DECIDE_OFFERS, ""), "yes") == 0;
  self->undecided = g_ptr_array_new_with_free_func (undecided_free);
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/* Frees @self. */
void
attest_sheet_values_free (AttestSheetValues *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->asked);
  g_hash_table_unref (self->met);
  g_ptr_array_unref (self->undecided);
  g_free (self);
}

/* Returns: how often something was asked so far */
guint
attest_sheet_values_get_n_asked (AttestSheetValues *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_asked;
}

/* Returns: (transfer none) (element-type AttestSheetUndecided): what a person has to say */
GPtrArray *
attest_sheet_values_get_undecided (AttestSheetValues *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->undecided;
}

/**
 * attest_sheet_values_count_met:
 * @key: of an %ATTEST_DECIDE_VALUE
 *
 * Returns: how often what was read has the value that was decided; where a column has it, each text
 *   need be looked at but once
 */
guint
attest_sheet_values_count_met (AttestSheetValues *self, const char *key)
{
  g_return_val_if_fail (self != NULL && key != NULL, 0);

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->met, key));
}

static const char *
meet (AttestSheetValues *self, const char *key)
{
  const char *decided = attest_decisions_get (self->decisions, ATTEST_DECIDE_VALUE, key);

  if (decided != NULL)
    g_hash_table_insert (self->met,
                         g_strdup (key),
                         GUINT_TO_POINTER (attest_sheet_values_count_met (self, key) + 1));
  return decided;
}

static const char *
find_decided (AttestSheetValues *self, const char *path, const char *value)
{
  g_autofree char *own = make_key (path, value);
  const char *for_all = meet (self, value);
  const char *decided = meet (self, own);

  return decided != NULL ? decided : for_all;
}

/* Asks, or takes what is likely. Returns: (transfer full) (nullable): the offer, if it is taken */
static char *
ask (AttestSheetValues *self, const AttestSheetCell *cell, const char *value, const char *offer)
{
  g_autofree char *key = NULL;
  AttestSheetUndecided *undecided = NULL;

  if (offer != NULL && self->takes_offers)
    return g_strdup (offer);
  key = make_key (cell->path, value);
  undecided = g_hash_table_lookup (self->asked, key);
  if (undecided == NULL)
    {
      undecided = g_new0 (AttestSheetUndecided, 1);
      undecided->path = g_strdup (cell->path);
      undecided->value = g_strdup (value);
      undecided->offer = g_strdup (offer);
      g_ptr_array_add (self->undecided, undecided);
      g_hash_table_insert (self->asked, g_steal_pointer (&key), undecided);
    }
  undecided->count++;
  self->n_asked++;
  return NULL;
}

/* Dates. */

/* Returns: (transfer full) (nullable): the day as it is kept, or as it is offered in @offer */
static char *
read_day (const AttestSheetCell *cell, const char *text, char **offer)
{
  AttestDateReading reading;
  const GDate *known = NULL;
  const GDate *likely = NULL;

  attest_date_read (text, &reading);
  if (reading.fault == ATTEST_DATE_FINE)
    return attest_date_format_day (&reading.readings[0]);
  if (reading.fault == ATTEST_DATE_TWO_WAYS)
    known = attest_sheet_days_get_whole (&reading, cell->days.order);
  if (known != NULL)
    return attest_date_format_day (known);
  likely = attest_sheet_days_guess (&cell->days, &reading, text);
  if (likely != NULL)
    *offer = attest_date_format_day (likely);
  return NULL;
}

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

static char *
read_date (AttestSheetValues *self, const AttestSheetCell *cell, const char *text)
{
  g_autofree char *offer = NULL;
  g_autofree char *bare = NULL;
  char *day = read_day (cell, text, &offer);
  End end = END_NOT_SAID;

  if (day == NULL && offer == NULL)
    bare = drop_end_words (text, &end);
  if (end != END_NOT_SAID && end == get_end (cell->field))
    day = read_day (cell, bare, &offer);
  return day != NULL ? day : ask (self, cell, text, offer);
}

/* Whether @text is a day, or likely one. */
static gboolean
may_be_day (const AttestSheetCell *cell, const char *text)
{
  g_autofree char *offer = NULL;
  g_autofree char *day = read_day (cell, text, &offer);

  return day != NULL || offer != NULL;
}

/* Asks about one of two days, where that is needed. */
static char *
read_half (AttestSheetValues *self, const AttestSheetCell *cell, const char *text)
{
  g_autofree char *tidy = attest_text_tidy (text, ATTEST_TEXT_LINE);
  const char *decided = find_decided (self, cell->path, tidy);

  if (decided != NULL)
    return *decided != '\0' ? g_strdup (decided) : NULL;
  return read_date (self, cell, tidy);
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

static gboolean
read_around (AttestSheetValues *self,
             const AttestSheetCell *cell,
             const char *sign,
             gsize length,
             char **from,
             char **to)
{
  g_autofree char *before = g_strndup (cell->text, (gsize) (sign - cell->text));
  End ends[] = { END_NOT_SAID, END_NOT_SAID };
  g_autofree char *first = drop_end_words (before, &ends[0]);
  g_autofree char *last = drop_end_words (sign + length, &ends[1]);

  if (ends[0] > END_FIRST || ends[1] == END_FIRST || ends[1] == END_BOTH
      || !may_be_day (cell, first))
    return FALSE;
  /* 2026-03-02-06 may be anything. */
  last = take_year (first, g_steal_pointer (&last), *sign != '-');
  if (!may_be_day (cell, last))
    return FALSE;
  *from = read_half (self, cell, first);
  *to = read_half (self, cell, last);
  return TRUE;
}

/**
 * attest_sheet_values_read_range:
 * @cell: of a date
 * @from: (out) (transfer full) (nullable): the first day
 * @to: (out) (transfer full) (nullable): the last day
 *
 * Returns: whether the cell has two days: from ~ to; one that a person has to decide is %NULL
 */
gboolean
attest_sheet_values_read_range (AttestSheetValues *self,
                                const AttestSheetCell *cell,
                                char **from,
                                char **to)
{
  static const char *const between[] = {
    "~", "～", "∼", "〜", " - ", "–", "—", "부터", " to ", "-"
  };
  gsize n = 0;

  g_return_val_if_fail (self != NULL && cell != NULL && from != NULL && to != NULL, FALSE);

  /* Dashes are within days too; one day is shorter. */
  n = strlen (cell->text) < LEAST_RANGE ? G_N_ELEMENTS (between) - 1 : G_N_ELEMENTS (between);
  for (gsize i = 0; i < n; i++)
    for (const char *sign = strstr (cell->text, between[i]); sign != NULL;
         sign = strstr (sign + 1, between[i]))
      if (read_around (self, cell, sign, strlen (between[i]), from, to))
        return TRUE;
  return FALSE;
}

/* Words. */

static const AttestChoice *
find_choice (const AttestField *field, const char *text)
{
  for (const AttestChoice *choice = field->choices; choice != NULL && choice->wire != NULL;
       choice++)
    if (g_ascii_strcasecmp (choice->wire, text) == 0)
      return choice;
  return NULL;
}

/* What a whole value means, and what a part of it does. */
typedef AttestSheetWord (*Meaning) (const AttestSheetCell *cell,
                                    const char *text,
                                    const char **wire);

/* 정지(해제), Active (suspended 2025-03), 정상(취소 예정): what stands beside a word may undo it.
 */
static gboolean
says_when_or_other (const AttestSheetCell *cell, const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ,.", -1);

  if (attest_str_has_digit (text) || attest_sheet_says_not_held (text)
      || attest_sheet_says_undone (text))
    return TRUE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *wire = NULL;

      if (*words[i] != '\0'
          && attest_sheet_find_value (cell->path, words[i], &wire) != ATTEST_SHEET_WORD_UNKNOWN)
        return TRUE;
    }
  return FALSE;
}

/* 유효(Valid), 대한민국 / Korea: said twice, it means what all parts mean that are known. Where
 * some are not, that is likely. */
static AttestSheetWord
find_meaning (const AttestSheetCell *cell, const char *text, Meaning meaning, const char **wire)
{
  AttestSheetWord known = meaning (cell, text, wire);
  g_auto (GStrv) parts =
      known == ATTEST_SHEET_WORD_UNKNOWN ? g_strsplit_set (text, "()[]/", -1) : NULL;

  for (guint i = 0; parts != NULL && parts[1] != NULL && parts[i] != NULL; i++)
    {
      const char *own = NULL;

      if (attest_str_is_blank (parts[i]))
        continue;
      if (meaning (cell, g_strstrip (parts[i]), &own) != ATTEST_SHEET_WORD_KNOWN)
        known = ATTEST_SHEET_WORD_OFFERED;
      if (own == NULL && says_when_or_other (cell, parts[i]))
        return *wire = NULL, ATTEST_SHEET_WORD_UNKNOWN;
      if (own == NULL)
        continue;
      if (*wire != NULL && !g_str_equal (*wire, own))
        return *wire = NULL, ATTEST_SHEET_WORD_UNKNOWN;
      *wire = own;
    }
  if (*wire == NULL)
    return ATTEST_SHEET_WORD_UNKNOWN;
  return known == ATTEST_SHEET_WORD_UNKNOWN ? ATTEST_SHEET_WORD_KNOWN : known;
}

/* A word, or a sign, which says yes or no where there is such an answer: ○, ☐ */
static AttestSheetWord
find_value (const char *path, const char *text, const char **wire)
{
  AttestSheetWord known = attest_sheet_find_value (path, text, wire);
  const AttestSheetMark mark =
      known == ATTEST_SHEET_WORD_UNKNOWN ? attest_sheet_read_sign (text) : ATTEST_MARK_DOUBT;

  if (mark != ATTEST_MARK_DOUBT)
    known = attest_sheet_find_value (path, mark == ATTEST_MARK_YES ? "yes" : "no", wire);
  return known;
}

static AttestSheetWord
find_word (const AttestSheetCell *cell, const char *text, const char **wire)
{
  AttestSheetWord known = find_value (cell->path, text, wire);
  const AttestChoice *choice =
      known != ATTEST_SHEET_WORD_KNOWN ? find_choice (cell->field, text) : NULL;

  if (choice == NULL)
    return known;
  *wire = choice->wire;
  return ATTEST_SHEET_WORD_KNOWN;
}

static char *
read_word (AttestSheetValues *self, const AttestSheetCell *cell, const char *text)
{
  const char *wire = NULL;

  if (find_meaning (cell, text, find_word, &wire) == ATTEST_SHEET_WORD_KNOWN)
    return g_strdup (wire);
  return ask (self, cell, text, wire);
}

/* Yes and no, in the words of the record's own flags. A column that says the opposite has words of
 * its own, since “public” and “confidential” mean the same wherever they stand. */
static char *
read_flag (AttestSheetValues *self, const AttestSheetCell *cell, const char *text)
{
  g_autofree char *path = g_strconcat (cell->opposite ? "!" : "", cell->path, NULL);
  const char *wire = NULL;

  if (find_value (path, text, &wire) == ATTEST_SHEET_WORD_KNOWN)
    return g_strdup (wire);
  return ask (self, cell, text, NULL);
}

static AttestSheetWord
find_country (const AttestSheetCell *cell, const char *text, const char **name)
{
  const AttestCountryMatch match = attest_countries_match (text, name);

  if (match == ATTEST_COUNTRY_KNOWN)
    *name = g_intern_string (text);
  return *name != NULL && (match == ATTEST_COUNTRY_KNOWN || match == ATTEST_COUNTRY_ALIAS)
             ? ATTEST_SHEET_WORD_KNOWN
             : ATTEST_SHEET_WORD_UNKNOWN;
}

static char *
read_country (AttestSheetValues *self, const AttestSheetCell *cell, const char *text)
{
  const char *name = NULL;

  if (find_meaning (cell, text, find_country, &name) == ATTEST_SHEET_WORD_KNOWN)
    return g_strdup (name);
  /* Guinea (Bissau) is not likely to be Guinea. */
  return ask (self, cell, text, NULL);
}

static char *
read_standard (AttestSheetValues *self, const AttestSheetCell *cell, const char *text)
{
  const char *name = NULL;
  const char *scheme = NULL;
  AttestSheetWord known = attest_sheet_find_standard (text, &name, &scheme);
  const char *system = NULL;
  char *taken = NULL;

  if (known == ATTEST_SHEET_WORD_KNOWN)
    return g_strdup (name);
  system = known == ATTEST_SHEET_WORD_UNKNOWN ? attest_sheet_find_system (text) : NULL;
  if (system != NULL)
    attest_sheet_find_standard (system, &name, &scheme);
  else if (known == ATTEST_SHEET_WORD_UNKNOWN && !attest_sheet_doubts_standard (text, &name))
    return g_strdup (text);
  taken = ask (self, cell, text, name);
  return taken != NULL ? taken : g_strdup (text);
}

/* What a person may write freely, and most write in a few words: 최초 is no type of a
 * certification, but that of an audit. */
static char *
read_usual (AttestSheetValues *self, const AttestSheetCell *cell, const char *text)
{
  const char *wire = NULL;
  const AttestSheetWord known = attest_sheet_find_value (cell->path, text, &wire);

  if (known == ATTEST_SHEET_WORD_OFFERED)
    return ask (self, cell, text, wire);
  return g_strdup (known == ATTEST_SHEET_WORD_KNOWN ? wire : text);
}

/* A time of day is not left out: the record's own check asks for its zone. */
static gboolean
lacks_zone (const char *text)
{
  AttestDateReading day = { 0 };
  gint64 moment = 0;

  return attest_date_time_read (text, &day, &moment) == ATTEST_DATE_NO_ZONE;
}

static char *
read_as (AttestSheetValues *self, const AttestSheetCell *cell, const char *text)
{
  gint64 moment = 0;

  switch (cell->field->kind)
    {
    case ATTEST_FIELD_DATE_TIME:
      if (attest_date_time_parse (text, &moment) != ATTEST_DATE_INVALID || lacks_zone (text))
        return g_strdup (text);
      G_GNUC_FALLTHROUGH;
    case ATTEST_FIELD_DATE:
      return cell->kind == ATTEST_CELL_DATE ? g_strdup (text) : read_date (self, cell, text);
    case ATTEST_FIELD_CHOICE:
      return read_word (self, cell, text);
    case ATTEST_FIELD_FLAG:
      return read_flag (self, cell, text);
    default:
      if (g_str_has_suffix (cell->path, "country"))
        return read_country (self, cell, text);
      if (g_str_has_suffix (cell->path, "standards_name"))
        return read_standard (self, cell, text);
      return cell->field->choices != NULL ? read_usual (self, cell, text) : g_strdup (text);
    }
}

/* Whether @text, which is a word for nothing or for “the same as above”, is one of those that the
 * field itself has: 無 can be an answer. */
static gboolean
is_own_word (const AttestSheetCell *cell, const char *text)
{
  g_autofree char *path = g_strconcat (cell->opposite ? "!" : "", cell->path, NULL);
  const char *wire = NULL;

  return attest_sheet_find_value (path, text, &wire) == ATTEST_SHEET_WORD_KNOWN;
}

/* Nil and the like are nothing but where they can be names: those a person decides, as what is the
 * same as a cell above that nobody knows. @asked: (out) Returns: whether @text says nothing itself
 */
static gboolean
is_no_value (const AttestSheetCell *cell, const char *text, gboolean *asked)
{
  const AttestSheetWord nothing = attest_sheet_find_nothing (text);
  const gboolean is_ditto = attest_sheet_find_ditto (text) != ATTEST_SHEET_WORD_UNKNOWN;

  *asked = is_ditto || attest_sheet_has_names (cell->field);
  return (is_ditto || nothing == ATTEST_SHEET_WORD_OFFERED) && !is_own_word (cell, text);
}

/**
 * attest_sheet_values_read:
 * @cell: a cell, and the field it is for
 *
 * Returns: (transfer full) (nullable): the field's text; of a flag “yes” or “no”; %NULL if there is
 *   nothing, or a person has to decide
 */
char *
attest_sheet_values_read (AttestSheetValues *self, const AttestSheetCell *cell)
{
  g_autofree char *tidy = NULL;
  const char *decided = NULL;
  gboolean asked = FALSE;

  g_return_val_if_fail (self != NULL && cell != NULL, NULL);

  if (cell->kind == ATTEST_CELL_ERROR)
    return NULL;
  tidy = attest_text_tidy (cell->text,
                           cell->field->kind == ATTEST_FIELD_LONG_TEXT ? ATTEST_TEXT_LONG
                                                                       : ATTEST_TEXT_LINE);
  if (attest_sheet_is_nothing (tidy) && !is_own_word (cell, tidy))
    return NULL;
  decided = find_decided (self, cell->path, tidy);
  if (decided != NULL)
    return *decided != '\0' ? g_strdup (decided) : NULL;
  if (is_no_value (cell, tidy, &asked))
    return asked ? ask (self, cell, tidy, NULL) : NULL;
  return read_as (self, cell, tidy);
}

/**
 * attest_sheet_values_offer:
 * @cell: what is not in the field's own cells, but says something of it
 * @offer: what that likely is
 *
 * Returns: (transfer full) (nullable): the field's text, where a person said so; %NULL: a person
 *   has to decide, or said that it is nothing
 */
char *
attest_sheet_values_offer (AttestSheetValues *self, const AttestSheetCell *cell, const char *offer)
{
  const char *decided = NULL;

  g_return_val_if_fail (self != NULL && cell != NULL && offer != NULL, NULL);

  decided = find_decided (self, cell->path, cell->text);
  if (decided != NULL)
    return *decided != '\0' ? g_strdup (decided) : NULL;
  return ask (self, cell, cell->text, offer);
}
