/* From a cell to the standards it names.
 *
 * Offices part them by signs, words, lines, list numbers or nothing but a blank, and put editions,
 * amendments and second names behind them. What cannot be parted for certain stays whole, and
 * attest_sheet_doubts_standard() says so.
 * Thread: any. */
#include "attest-config.h"
#include "intake/attest-sheet-standards.h"

#include "base/attest-reference.h"
#include "base/attest-str.h"
#include "base/attest-text.h"
#include "intake/attest-sheet-held.h"
#include "intake/attest-sheet-known.h"
#include "intake/attest-sheet-words.h"

#include <string.h>

#define AMENDMENT "(?:(?:A|AC|AMD|AMENDMENT|COR)[. ]*[0-9]+|AC)(?: ?: ?[0-9]{4})?(?![[:alnum:]])"
#define NUMBER "[0-9]{3,5}(?:-[0-9]{1,2}(?![0-9]))?"
#define YEAR "(?:19|20)[0-9]{2}"
#define STANDARD                                                                                   \
  "(?:ISO(?:/[A-Z]+)*|FSSC|IATF)[ -]?" NUMBER                                                      \
  "(?: ?[:-] ?[0-9]{4}(?:-[0-9]{2}(?![0-9]))?| V[0-9.]+)?(?:[ /+,]*" AMENDMENT ")*"
#define BARE "(?<![:/+-])[0-9]{4,5}(?:-[0-9]{1,2})? ?: ?" YEAR
#define LEAST_DIGITS 3
#define BULLETS "[-\\s–—•·‣▪■□●*|.]*(?:\\(?[0-9]{1,2}[.)])?\\s*"

typedef enum
{
  WHOLE,     /* a standard by its number and nothing else */
  ANY,       /* one somewhere, also under a national head, with brackets behind it */
  SOME,      /* one somewhere, by its number alone */
  SEVERAL,   /* one, and another behind it */
  OTHER,     /* one of other bodies at the beginning: AS 9100 */
  DATED,     /* one with its edition, at the beginning */
  ONLY_YEAR, /* a year at the beginning, and no number behind it */
  YEARS,     /* a year in brackets */
  FIRST,     /* one at the beginning, or a number alone */
  GAP,       /* what may stand between two */
  BULLET,    /* what may stand before one */
  AMENDED,   /* what belongs to the one before it */
  NATIONAL,  /* the head of a national edition, before ISO */
  NATIONAL2, /* and before a number alone */
  NUMBERED,  /* a national edition with a number of its own: GB/T 19001-2016 */
  BRACKET,   /* an edition in brackets, behind a number */
  EDITION,   /* a number and a year, however they are parted; a month */
  N_PATTERNS,
} Pattern;

typedef struct
{
  GRegex *regexes[N_PATTERNS];
  GPtrArray *ands;
  GHashTable *numbers; /* national number, folded → that of the same standard, as all have it */
} Patterns;

static GPtrArray *
load_words (const char *list)
{
  g_autoptr (JsonArray) entries = attest_reference_load_list ("sheet-words.json", list);
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
    g_ptr_array_add (words,
                     g_strdup (json_object_get_string_member (
                         json_array_get_object_element (entries, i), "word")));
  return words;
}

/* Returns: (transfer full): a pattern for any of @words */
static char *
join_words (GPtrArray *words)
{
  g_autoptr (GString) all = g_string_new ("(?:");

  for (guint i = 0; i < words->len; i++)
    {
      g_autofree char *word = g_regex_escape_string (g_ptr_array_index (words, i), -1);

      g_string_append_printf (all, "%s%s", i > 0 ? "|" : "", word);
    }
  g_string_append_c (all, ')');
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
compile (Patterns *self, Pattern pattern, const char *begin, const char *words, const char *end)
{
  g_autofree char *whole = g_strconcat (begin, words, end, NULL);

  self->regexes[pattern] = g_regex_new (whole, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
  g_assert (self->regexes[pattern] != NULL);
}

static void
compile_all (Patterns *self)
{
  g_autoptr (GPtrArray) heads = load_words ("national_heads");
  g_autofree char *national = join_words (heads);
  g_autoptr (GPtrArray) numbered = load_words ("national_numbers");
  g_autofree char *words = join_words (numbered);
  g_auto (GStrv) parts = NULL;
  g_autofree char *numbers = NULL;
  g_autofree char *ands = NULL;

  self->numbers = attest_reference_load_map (
      "sheet-words.json", "national_numbers", "word", "standard", attest_text_fold_tight);
  parts = g_strsplit (words, " ", -1); /* GB/T19001 */
  numbers = g_strjoinv (" ?", parts);
  compile (
      self, NUMBERED, "(?<![[:alnum:]])(", numbers, ")(?![0-9])(?: ?[:-] ?[0-9]{4}(?![0-9]))?");
  self->ands = load_words ("ands");
  ands = join_words (self->ands);
  compile (self, WHOLE, "^" STANDARD "$", "", "");
  compile (self,
           ANY,
           "(?<![[:alnum:]])(?:(?:",
           national,
           "[ /-]?)?" STANDARD "|" BARE ")(?: ?[(\\[][^()\\[\\]]*[)\\]])*");
  compile (self, SOME, "(?<![[:alnum:]])" STANDARD, "", "");
  compile (self, SEVERAL, STANDARD ".*(?<![[:alnum:]])(?:" STANDARD "|" BARE ")", "", "");
  compile (self,
           OTHER,
           "^(?!ISO|IEC|FSSC|IATF|GB/T)[A-Z]+(?:/[A-Z]+)?(?: [A-Z]{1,2})?[ -]?[0-9]{3,5}",
           "",
           "");
  compile (self, DATED, "^ISO(?:/[A-Z]+)*[ -]?" NUMBER " ?: ?" YEAR "(?![0-9])", "", "");
  compile (self, ONLY_YEAR, "^ *" YEAR "(?![-0-9: ]*[0-9])", "", "");
  compile (self, YEARS, "[(\\[]" YEAR "[)\\]]", "", "");
  compile (self, FIRST, "^\\s*(?:", national, "[ /-]?)?(?:" STANDARD "|[0-9]{4,5}(?![-0-9]))");
  compile (self, GAP, "^" BULLETS, ands, "?" BULLETS "$");
  compile (self, BULLET, "^" BULLETS, "", "");
  compile (self, AMENDED, "^ *" AMENDMENT, "", "");
  compile (self, NATIONAL, "^", national, "[ /-]?(?=ISO)");
  compile (self, NATIONAL2, "^", national, " (?=[0-9])");
  compile (self, BRACKET, "(?<![0-9:])(" NUMBER ") ?[(\\[](" YEAR ")[)\\]]", "", "");
  compile (self, EDITION, "^(.*?[0-9]) ?(?:[:-] ?| )(" YEAR ")(?:-[0-9]{2})?$", "", "");
}

static const Patterns *
get_patterns (void)
{
  static gsize loaded = 0;
  static Patterns patterns;

  if (g_once_init_enter (&loaded))
    {
      compile_all (&patterns);
      g_once_init_leave (&loaded, 1);
    }
  return &patterns;
}

static gboolean
matches (Pattern pattern, const char *text)
{
  return g_regex_match (get_patterns ()->regexes[pattern], text, 0, NULL);
}

/* Returns: how many bytes of @text are what it begins with by @pattern */
static gsize
count_begin (Pattern pattern, const char *text)
{
  g_autoptr (GMatchInfo) match = NULL;
  int end = 0;

  if (g_regex_match (get_patterns ()->regexes[pattern], text, 0, &match))
    g_match_info_fetch_pos (match, 0, NULL, &end);
  return (gsize) end;
}

/* One standard, by its name or names. */

/* National editions are the same standard under another head: KS Q ISO, DIN EN ISO, JIS Q 9001.
 * @is_national: (out): whether it is one */
static char *
strip_national (const char *text, gboolean *is_national)
{
  const gsize head = count_begin (NATIONAL, text);
  const gsize short_head = count_begin (NATIONAL2, text);
  g_autofree char *international = g_strconcat ("ISO ", text + short_head, NULL);

  *is_national = head > 0 || short_head > 0;
  if (head == 0 && short_head > 0 && attest_sheet_is_standard (international))
    return g_steal_pointer (&international);
  return g_strdup (text + head);
}

/* ISO 9001-2015, DIN EN ISO 9001:2015-11: the edition is 2015; the month is that of a translation.
 */
static char *
spell (const char *text, gboolean *is_national)
{
  g_autofree char *bare = strip_national (text, is_national);
  g_autofree char *whole = g_strconcat ("ISO ", bare, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *number = NULL;
  g_autofree char *year = NULL;

  if (g_ascii_isdigit (*bare) && attest_sheet_is_standard (whole))
    {
      g_free (bare);
      bare = g_steal_pointer (&whole);
    }
  if (!g_regex_match (get_patterns ()->regexes[EDITION], bare, 0, &match))
    return g_steal_pointer (&bare);
  number = g_match_info_fetch (match, 1);
  year = g_match_info_fetch (match, 2);
  if (strchr (number, ':') != NULL || !matches (WHOLE, number))
    return g_steal_pointer (&bare);
  return g_strconcat (number, ":", year, NULL);
}

static gboolean
have_one_number (const char *a, const char *b)
{
  a = strpbrk (a, "0123456789");
  b = strpbrk (b, "0123456789");
  return a != NULL && b != NULL && strcspn (a, ":+/ ") == strcspn (b, ":+/ ")
         && strncmp (a, b, strcspn (a, ":+/ ")) == 0;
}

/* What the parts of a piece say together. */
typedef struct
{
  GPtrArray *names;
  gboolean is_doubtful;
} Names;

/* Two names of one number are one standard, and the one that says the edition is the better; two
 * editions are in doubt, but for national ones, which have years of their own. */
static void
add_name (Names *self, char *name, gboolean is_national)
{
  for (guint i = 0; i < self->names->len; i++)
    {
      const char *other = g_ptr_array_index (self->names, i);

      if (!have_one_number (name, other))
        continue;
      if (strchr (name, ':') != NULL && strchr (other, ':') != NULL && !is_national)
        self->is_doubtful = self->is_doubtful || !attest_sheet_is_same_text (name, other);
      else if (strchr (other, ':') == NULL)
        {
          g_free (self->names->pdata[i]);
          self->names->pdata[i] = g_steal_pointer (&name);
        }
      g_free (name);
      return;
    }
  g_ptr_array_add (self->names, name);
}

static gboolean
says_other_year (const Names *self, const char *part)
{
  if (strlen (part) != 4 || strspn (part, "0123456789") != 4)
    return FALSE;
  for (guint i = 0; i < self->names->len; i++)
    if (strstr (g_ptr_array_index (self->names, i), part) != NULL)
      return FALSE;
  return TRUE;
}

/* @nationals: whether those are meant, or the others */
static void
add_parts (Names *self, char **parts, gboolean nationals)
{
  for (guint i = 0; parts[i] != NULL; i++)
    {
      gboolean is_national = FALSE;
      g_autofree char *part = attest_text_tidy (parts[i], ATTEST_TEXT_LINE);
      g_autofree char *name = spell (part + count_begin (BULLET, part), &is_national);

      if (!attest_sheet_is_standard (name) && !matches (WHOLE, name))
        self->is_doubtful = self->is_doubtful || attest_sheet_says_not_held (part)
                            || says_other_year (self, part) || (i == 0 && matches (OTHER, part));
      else if (is_national == nationals)
        add_name (self, g_steal_pointer (&name), is_national);
    }
}

/* 품질경영시스템 ISO 9001:2015, QMS ISO 9001: what stands before it is what it is about.
 *
 * Returns: (transfer full): the standard; @text as it is, if it says something else */
static char *
drop_system (const char *text)
{
  g_autofree char *standard = attest_sheet_find_in_title (text);
  gboolean is_national = FALSE;

  return standard != NULL && attest_sheet_says_no_more (text, standard)
             ? g_steal_pointer (&standard)
             : spell (text, &is_national);
}

/* JIS Q 14001:2015 (ISO 14001:2015) has two names of one standard, IATF 16949:2016 (ISO 9001:2015)
 * has two standards, AS9100D (ISO 9001:2015) perhaps; 품질 (ISO 9001:2015) has one and what it is
 * about. What is in doubt stays whole. */
static void
add_names (GPtrArray *pieces, const char *text)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  Names names = { found, FALSE };
  g_auto (GStrv) parts = g_strsplit_set (text, "()[]", -1);

  add_parts (&names, parts, FALSE);
  add_parts (&names, parts, TRUE);
  if (names.is_doubtful)
    g_ptr_array_add (pieces, g_strdup (text));
  else if (found->len == 0)
    g_ptr_array_add (pieces, drop_system (text));
  else
    g_ptr_array_extend_and_steal (pieces, g_steal_pointer (&found));
}

/* ISO 9001:2015 EA 17, 18: too short for a standard, it is about the one before it. */
static gboolean
goes_on (const GPtrArray *pieces, const char *text)
{
  const gsize n = strspn (text, "0123456789");

  return pieces->len > 0 && n > 0 && n < LEAST_DIGITS && text[n] == '\0';
}

/* @text: a standard, with what stands before and behind it */
static void
add_piece (GPtrArray *pieces, const char *text)
{
  g_autofree char *tidy = attest_text_tidy (text, ATTEST_TEXT_LINE);
  const char *bare = tidy + count_begin (BULLET, tidy);
  g_autofree char *edition =
      g_regex_replace (get_patterns ()->regexes[BRACKET], bare, -1, 0, "\\1:\\2", 0, NULL);
  g_autofree char *whole = g_strconcat ("ISO ", edition, NULL);

  if (*bare == '\0')
    return;
  if (goes_on (pieces, bare))
    {
      char *before = g_ptr_array_index (pieces, pieces->len - 1);

      pieces->pdata[pieces->len - 1] = g_strjoin (", ", before, bare, NULL);
      g_free (before);
      return;
    }
  add_names (pieces, g_ascii_isdigit (*bare) && pieces->len > 0 ? whole : edition);
}

/* Several standards. */

/* Parts @text where one standard follows another with nothing between them but a word for “and”,
 * dashes or the number of a list. */
static void
add_pieces (GPtrArray *pieces, const char *text)
{
  g_autoptr (GMatchInfo) match = NULL;
  int begin = 0;
  int before = -1; /* the end of the standard before */

  for (g_regex_match (get_patterns ()->regexes[ANY], text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      int start = 0;
      int end = 0;

      g_match_info_fetch_pos (match, 0, &start, &end);
      if (before >= 0)
        {
          g_autofree char *gap = g_strndup (text + before, (gsize) (start - before));
          g_autofree char *piece = g_strndup (text + begin, (gsize) (before - begin));

          if (matches (GAP, gap))
            {
              add_piece (pieces, piece);
              begin = start;
            }
        }
      before = end;
    }
  add_piece (pieces, text + begin);
}

/* ISO 9001:2015 (설계, 제조): what stands in brackets is about the standard, but for another one.
 */
static gboolean
is_in_brackets (const char *piece)
{
  const char *open = strrchr (piece, '(');

  return open != NULL && strchr (open, ')') == NULL;
}

/* @piece: what stands before @text. Returns: how many bytes a word for “and” has that stands at
 * @text, with the blanks around it; its last byte is a blank. 2015와 ISO has none before it. */
static gsize
find_and (const char *text, const GString *piece)
{
  const GPtrArray *ands = get_patterns ()->ands;
  const gsize blank = *text == ' ';

  if (blank == 0
      && ((guchar) *text < 0x80 || piece->len == 0
          || strchr ("0123456789)", piece->str[piece->len - 1]) == NULL))
    return 0;
  for (guint i = 0; i < ands->len; i++)
    {
      const char *word = g_ptr_array_index (ands, i);

      if (g_ascii_strncasecmp (text + blank, word, strlen (word)) == 0
          && text[blank + strlen (word)] == ' '
          && (!is_in_brackets (piece->str) || matches (FIRST, text + blank + strlen (word))))
        return blank + strlen (word) + 1;
    }
  return 0;
}

static gboolean
is_sign (gunichar c)
{
  static const gunichar dots[] = { 0xb7, 0x2022, 0x2219, 0x3001, 0x30fb, 0x318d, 0x119e };

  for (guint i = 0; i < G_N_ELEMENTS (dots); i++)
    if (c == dots[i])
      return TRUE;
  return c < 0x80 && strchr ("/,;+&|\n\r", (int) c) != NULL;
}

/* HACCP, ISO 22000: the first of the two has a name instead of a number. IS/ISO 9001 is one. */
static gboolean
is_named (const char *piece, char sign)
{
  const gsize length = strlen (piece);

  return length > (sign == '/' ? 3 : 1) && strspn (piece, " /ABCDEFGHIJKLMNOPQRSTUVWXYZ") == length;
}

/* ISO 9001;2015, ISO 9001/2015: @sign stands for the colon. */
static gboolean
is_edition_behind (const GString *piece, const char *sign)
{
  return strchr (";,/", *sign) != NULL && strchr (piece->str, ':') == NULL
         && attest_str_has_digit (piece->str) && matches (ONLY_YEAR, sign + 1);
}

/* @sign: what stands between @piece and the rest. Returns: whether that parts two standards */
static gboolean
parts_at (const GString *piece, const char *sign)
{
  const char *next = g_utf8_next_char (sign);

  if (!is_sign (g_utf8_get_char (sign)) || is_edition_behind (piece, sign)
      || (is_in_brackets (piece->str) && !matches (FIRST, next)))
    return FALSE;
  return attest_str_has_digit (piece->str) ? !matches (AMENDED, next)
                                           : is_named (piece->str, *sign) && matches (FIRST, next);
}

/* Returns: (transfer full): @text with the usual forms of its letters, and ①, ② as lines */
static char *
unfold_lists (const char *text)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  char *plain = NULL;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      const gunichar c = g_utf8_get_char (text);

      g_string_append_unichar (
          lines, (c >= 0x2460 && c <= 0x2473) || (c >= 0x2776 && c <= 0x2793) ? '\n' : c);
    }
  plain = g_utf8_normalize (lines->str, -1, G_NORMALIZE_NFKC);
  return plain != NULL ? plain : g_strdup (lines->str);
}

static gboolean
put_number (const GMatchInfo *match, GString *out, gpointer data)
{
  g_autofree char *national = g_match_info_fetch (match, 1);
  g_autofree char *folded = attest_text_fold_tight (national);

  g_string_append (out, g_hash_table_lookup (((const Patterns *) data)->numbers, folded));
  return FALSE;
}

/* GB/T 19001-2016: of the edition of ISO 9001 that is not the same year's.
 *
 * Returns: (transfer full): @text with the numbers that all have */
static char *
replace_numbers (const char *text)
{
  const Patterns *patterns = get_patterns ();

  return g_regex_replace_eval (
      patterns->regexes[NUMBERED], text, -1, 0, 0, put_number, (gpointer) patterns, NULL);
}

/* ISO 9001, ISO 9001:2015: the same one twice, and once with its edition. */
static void
drop_repeated (GPtrArray *pieces)
{
  for (guint i = pieces->len; i > 0; i--)
    for (guint j = 0; j < pieces->len; j++)
      if (attest_sheet_is_standard (pieces->pdata[i - 1])
          && strchr (pieces->pdata[i - 1], ':') == NULL && strchr (pieces->pdata[j], ':') != NULL
          && have_one_number (pieces->pdata[i - 1], pieces->pdata[j]))
        {
          g_ptr_array_remove_index (pieces, i - 1);
          break;
        }
}

/* Whether @text is one standard with its edition and nothing else, as most cells are. */
static gboolean
is_whole (const char *text)
{
  const char *name = NULL;
  const char *scheme = NULL;

  return g_str_is_ascii (text)
         && attest_sheet_find_standard (text, &name, &scheme) == ATTEST_SHEET_WORD_KNOWN;
}

/* Q/E/S, QE: each letter is a word for a system. @pieces: gets them. Returns: whether it is so */
static gboolean
split_letters (GPtrArray *pieces, const char *text)
{
  const gsize n = strlen (text);

  if (n < 2 || strspn (text, "QESO") != n)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (strchr (text + i + 1, text[i]) != NULL)
      return FALSE;
  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (pieces, g_strndup (text + i, 1));
  return TRUE;
}

/* QMS, EMS: words for systems instead of standards, with signs between them.
 *
 * Returns: (transfer full) (nullable): them; %NULL: something else is among them */
static GPtrArray *
split_systems (const char *text)
{
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *lines = g_strdup (text);
  g_auto (GStrv) parts = NULL;

  for (char *p = lines; *p != '\0'; p = g_utf8_next_char (p))
    if (is_sign (g_utf8_get_char (p)) && *p != '&')
      memset (p, '\n', (gsize) (g_utf8_next_char (p) - p));
  parts = g_strsplit (lines, "\n", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *part = attest_text_tidy (parts[i], ATTEST_TEXT_LINE);

      if (*part == '\0' || split_letters (pieces, part))
        continue;
      if (attest_sheet_find_system (part) == NULL)
        return NULL;
      g_ptr_array_add (pieces, g_steal_pointer (&part));
    }
  return pieces->len > 1 ? g_steal_pointer (&pieces) : NULL;
}

/**
 * attest_sheet_split_standards:
 * @text: a cell with one standard or several
 *
 * A sign parts two standards where a number stands before it: ISO/IEC 27001:2022 is one, ISO
 * 9001/14001 are two.
 *
 * Returns: (transfer full) (element-type utf8): the standards
 */
GPtrArray *
attest_sheet_split_standards (const char *text)
{
  g_autoptr (GPtrArray) systems = NULL;
  GPtrArray *pieces = NULL;
  g_autoptr (GString) piece = g_string_new (NULL);
  g_autofree char *lists = NULL;
  g_autofree char *plain = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  systems = attest_str_has_digit (text) ? NULL : split_systems (text);
  if (systems != NULL)
    return g_steal_pointer (&systems);
  pieces = g_ptr_array_new_with_free_func (g_free);
  if (is_whole (text))
    {
      g_ptr_array_add (pieces, g_strstrip (g_strdup (text)));
      return pieces;
    }
  lists = unfold_lists (text);
  plain = replace_numbers (lists);
  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gsize word = attest_str_has_digit (piece->str) ? find_and (p, piece) : 0;

      if (word > 0 || parts_at (piece, p))
        {
          p += word > 0 ? word - 1 : 0;
          add_pieces (pieces, piece->str);
          g_string_truncate (piece, 0);
        }
      else if (is_edition_behind (piece, p))
        g_string_append_c (piece, ':');
      else
        g_string_append_unichar (piece, *p == '\n' || *p == '\r' ? ' ' : g_utf8_get_char (p));
    }
  add_pieces (pieces, piece->str);
  drop_repeated (pieces);
  return pieces;
}

/* ISO 9001:2015 - 17, ISO 9001:2015 신규. @offer: (out): the standard, if it is known */
static gboolean
has_more (const char *text, const char **offer)
{
  const gsize length = count_begin (DATED, text);
  g_autofree char *standard = g_strndup (text, length);
  const char *scheme = NULL;

  if (length == 0 || text[length + strspn (text + length, " ")] == '\0'
      || matches (AMENDED, text + length + strspn (text + length, " /+,")))
    return FALSE;
  attest_sheet_find_standard (standard, offer, &scheme);
  return TRUE;
}

/**
 * attest_sheet_doubts_standard:
 * @text: what is no standard itself
 * @offer: (out) (transfer none) (nullable): what it likely is; not changed where nobody knows
 *
 * Returns: whether it has a standard in it and something that makes it doubtful what is meant: a
 *   second one, another edition, more words, or that it is not held
 */
gboolean
attest_sheet_doubts_standard (const char *text, const char **offer)
{
  g_return_val_if_fail (text != NULL && offer != NULL, FALSE);

  if (!matches (SOME, text))
    return FALSE;
  return matches (SEVERAL, text) || matches (OTHER, text) || matches (YEARS, text)
         || attest_sheet_says_not_held (text) || has_more (text, offer);
}
