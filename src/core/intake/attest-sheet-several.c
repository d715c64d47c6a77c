/* Several items of a list in one cell: see the header.
 *
 * The list “several” of sheet-words.json says in which columns that happens. A requirement has a
 * line, or what is between two signs. An address is written in one line or in three: there are
 * several where a second one begins with a province, or where lines are numbered, or have a dash
 * before them, or each begins or ends with a country; where each line could be one, a person has to
 * look. */
#include "attest-config.h"
#include "intake/attest-sheet-several.h"

#include "base/attest-reference.h"
#include "base/attest-str.h"
#include "base/attest-text.h"
#include "check/attest-countries.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-marks.h"

#include <string.h>

#define SHORT_ADDRESS 9 /* letters: 3층 301호 goes on with one */
#define LONG_WORD 60    /* bytes, as no mark, count or word for another address has */

/* 1. (2) - • 가. 1-2. */
#define NUMBER "\\(?(?:\\d{1,2}(?:-\\d{1,2})?|[가나다라마바사아자차카타파하])(?:\\)|\\.(?!\\d))"

typedef enum
{
  BULLET,   /* before one of a list */
  LABEL,    /* what one is called, before it: 안산공장 ( */
  NUMBERED, /* within a line: its number */
  MORE,     /* that there are others */
  N_PATTERNS
} Pattern;

static const char *const patterns[N_PATTERNS] = {
  [BULLET] = "^\\s*(?:" NUMBER "|[-–•·‧∙・ㆍ*◦○●□■▪▶※](?!\\d))\\s*",
  [LABEL] = "(?:" NUMBER "|[①-⑳❶-❿ⓐ-ⓩ㉠-㉭]|[-–•·ㆍ*]"
            "|[^\\s,;/|()]{0,12}(?:공장|사업장|지점|지사|본사|현장|창고|연구소)\\s*[:：(–-]?)\\s*$",
  [NUMBERED] = "(?:^|\\s)\\(?([1-9]\\d?)(?:\\)|\\.(?!\\d))",
  [MORE] = "외\\s*\\d+\\s*(?:개소|개|곳|사업장)|\\band \\d+ (?:more|others?|further)\\b",
};

typedef struct
{
  GHashTable *columns; /* path → whether each line is one */
  GHashTable *beside;  /* a set of paths: of each of those in another column */
  GRegex *begins;      /* where an address begins with a province */
  GRegex *regexes[N_PATTERNS];
} Words;

static void
load_columns (Words *words)
{
  g_autoptr (JsonArray) entries = attest_reference_load_list ("sheet-words.json", "several");

  words->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);

      g_hash_table_insert (words->columns,
                           g_strdup (json_object_get_string_member (entry, "path")),
                           GINT_TO_POINTER (json_object_get_boolean_member (entry, "each_line")));
    }
}

static void
load_beside (Words *words)
{
  g_autoptr (JsonArray) entries = attest_reference_load_list ("sheet-words.json", "several_beside");

  words->beside = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
    g_hash_table_add (words->beside,
                      g_strdup (json_object_get_string_member (
                          json_array_get_object_element (entries, i), "path")));
}

/* 서울 강남구, 경상남도 창원시: a province alone can be a part of a name. */
static GRegex *
make_begins (void)
{
  g_autoptr (JsonArray) entries = attest_reference_load_list ("sheet-words.json", "regions");
  g_autoptr (GString) short_ones = g_string_new (NULL);
  g_autoptr (GString) whole_ones = g_string_new (NULL);
  g_autofree char *pattern = NULL;

  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);
      GString *to = json_object_has_member (entry, "has_town") ? short_ones : whole_ones;

      g_string_append_printf (
          to, "%s%s", to->len > 0 ? "|" : "", json_object_get_string_member (entry, "word"));
    }
  pattern = g_strdup_printf ("(?<![\\p{L}\\d])(?:(?:%s)(?:특별자치[도시]|특별시|광역시|도|시)?\\s*"
                             "\\p{Hangul}+?[시군구](?!\\p{Hangul})|(?:%s))",
                             short_ones->str,
                             whole_ones->str);
  return g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, NULL);
}

static const Words *
get_words (void)
{
  static gsize loaded = 0;
  static Words words;

  if (g_once_init_enter (&loaded))
    {
      load_columns (&words);
      load_beside (&words);
      words.begins = make_begins ();
      for (guint i = 0; i < N_PATTERNS; i++)
        words.regexes[i] = g_regex_new (patterns[i], G_REGEX_OPTIMIZE, 0, NULL);
      g_once_init_leave (&loaded, 1);
    }
  return &words;
}

/* Returns: whether a cell in the column of @path can have several items */
gboolean
attest_sheet_may_be_several (const char *path)
{
  g_return_val_if_fail (path != NULL, FALSE);

  return g_hash_table_contains (get_words ()->columns, path);
}

/* Returns: whether a cell in the column of @path has addresses, of which there can be several */
gboolean
attest_sheet_has_addresses (const char *path)
{
  gpointer each_line = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  return g_hash_table_lookup_extended (get_words ()->columns, path, NULL, &each_line)
         && each_line == NULL;
}

/* ①, ❶: the number of one of a list, in one letter. */
static gboolean
is_circled (gunichar c)
{
  return (c >= 0x2460 && c <= 0x2473) || (c >= 0x2776 && c <= 0x2793)
         || (c >= 0x24b6 && c <= 0x24e9) || (c >= 0x3260 && c <= 0x327b);
}

static void
add_piece (GPtrArray *pieces, const char *begin, const char *end)
{
  g_autofree char *piece = g_strndup (begin, (gsize) (end - begin));
  char *tidy = attest_text_tidy (piece, ATTEST_TEXT_LINE);

  if (*tidy != '\0')
    g_ptr_array_add (pieces, tidy);
  else
    g_free (tidy);
}

/* @signs: of ASCII, what parts; the numbers of a list do as well, and stay with what they are of */
static GPtrArray *
split (const char *text, const char *signs)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func (g_free);
  const char *begin = text;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gboolean is_sign = (guchar) *p < 0x80 && strchr (signs, *p) != NULL;

      if (!is_sign && !is_circled (g_utf8_get_char (p)))
        continue;
      add_piece (pieces, begin, p);
      begin = is_sign ? p + 1 : p;
    }
  add_piece (pieces, begin, begin + strlen (begin));
  return pieces;
}

/* Returns: (transfer full) (element-type utf8): the lines of @text that say something, tidy */
GPtrArray *
attest_sheet_split_lines (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return split (text, "\n");
}

/* @start, @end: (out): where @pattern matches in @text, from @from on. Returns: whether it does */
static gboolean
find (const GRegex *pattern, const char *text, gsize from, gsize *start, gsize *end)
{
  g_autoptr (GMatchInfo) match = NULL;
  int first = 0;
  int last = 0;

  if (!g_regex_match_full (pattern, text, -1, (gint) from, 0, &match, NULL))
    return FALSE;
  g_match_info_fetch_pos (match, 0, &first, &last);
  *start = (gsize) first;
  *end = (gsize) last;
  return TRUE;
}

/* Returns: how many bytes of @piece are the number of an item, or a dash before it */
static gsize
count_bullet (const char *piece)
{
  gsize start = 0;
  gsize end = 0;

  if (is_circled (g_utf8_get_char (piece)))
    return (gsize) (g_utf8_next_char (piece) - piece);
  find (get_words ()->regexes[BULLET], piece, 0, &start, &end);
  return end;
}

/* @before: what stands before the beginning of an address. Returns: how many bytes of it are not
 * the number or the name of that address */
static gsize
count_before (const char *text, gsize address)
{
  g_autofree char *before = g_strndup (text, address);
  gsize start = address;
  gsize end = 0;

  find (get_words ()->regexes[LABEL], before, 0, &start, &end);
  return MIN (start, address);
}

/* Returns: (transfer full) (element-type utf8): the parts of @text in each of which an address
 * begins with a province, with what it is called; the first has what stands before it as well */
static GPtrArray *
split_at_provinces (const char *text)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func (g_free);
  gsize begin = 0;
  gsize start = 0;
  gsize end = 0;
  guint n = 0;

  while (find (get_words ()->begins, text, end, &start, &end))
    {
      const gsize cut = count_before (text, start);

      if (n++ > 0 && cut > begin)
        {
          add_piece (pieces, text + begin, text + cut);
          begin = cut;
        }
    }
  add_piece (pieces, text + begin, text + strlen (text));
  return pieces;
}

/* @start: (out): where number @n of a list stands in @text. Returns: whether it does */
static gboolean
find_number (const char *text, guint n, gsize *start)
{
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (get_words ()->regexes[NUMBERED], text, 0, &match);
       g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *number = g_match_info_fetch (match, 1);
      int first = 0;

      if (g_ascii_strtoull (number, NULL, 10) != n)
        continue;
      g_match_info_fetch_pos (match, 0, &first, NULL);
      *start = (gsize) first;
      return TRUE;
    }
  return FALSE;
}

/* 1) Elm Street 1 2) Oak Street 2, on one line. */
static GPtrArray *
split_at_numbers (const char *text)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func (g_free);
  const gboolean is_list = text[strspn (text, " (")] == '1';
  const char *begin = text;
  gsize start = 0;

  for (guint n = 1; is_list && find_number (begin, n, &start) && (n > 1 || start == 0); n++)
    {
      if (n > 1)
        add_piece (pieces, begin, begin + start);
      begin += start;
    }
  add_piece (pieces, begin, begin + strlen (begin));
  return pieces;
}

static gboolean
ends_with_country (const char *piece)
{
  const char *comma = strrchr (piece, ',');
  const char *name = NULL;
  g_autofree char *last = comma != NULL ? g_strstrip (g_strdup (comma + 1)) : NULL;

  return last != NULL && attest_countries_match (last, &name) != ATTEST_COUNTRY_UNKNOWN;
}

/* 베트남 하노이 …; 경기 화성시 …, at home. */
static gboolean
begins_with_place (const char *piece)
{
  g_autofree char *first = g_strndup (piece, strcspn (piece, " ,"));
  const char *name = NULL;
  gsize start = 0;
  gsize end = 0;

  return attest_countries_match (first, &name) != ATTEST_COUNTRY_UNKNOWN
         || (find (get_words ()->begins, piece, 0, &start, &end) && start == 0);
}

static gboolean
may_be_address (const char *piece)
{
  return g_utf8_strlen (piece, -1) >= SHORT_ADDRESS && attest_str_has_digit (piece);
}

static gboolean
has_bullet (const char *piece)
{
  return count_bullet (piece) > 0;
}

static gboolean
are_all (const GPtrArray *pieces, gboolean (*is) (const char *piece))
{
  for (guint i = 0; i < pieces->len; i++)
    if (!is (g_ptr_array_index (pieces, i)))
      return FALSE;
  return TRUE;
}

/* The number of an item and what parts it from the next are not of it. */
static void
drop_signs (GPtrArray *pieces)
{
  for (guint i = 0; i < pieces->len; i++)
    {
      char *piece = g_ptr_array_index (pieces, i);
      gsize length = 0;

      pieces->pdata[i] = g_strdup (piece + count_bullet (piece));
      g_free (piece);
      piece = pieces->pdata[i];
      length = strlen (piece);
      while (length > 0 && strchr (" ,;/|(", piece[length - 1]) != NULL)
        piece[--length] = '\0';
    }
}

static gboolean
is_several (const GPtrArray *pieces, gboolean (*is) (const char *piece))
{
  return pieces->len > 1 && are_all (pieces, is);
}

/* Returns: (transfer full) (element-type utf8): what is sure to be several addresses; one piece, if
 * that is all there is for sure */
static GPtrArray *
split_addresses (const char *text)
{
  g_autoptr (GPtrArray) lines = attest_sheet_split_lines (text);
  g_autoptr (GPtrArray) parts = split (text, ";|");
  g_autoptr (GPtrArray) provinces = split_at_provinces (text);
  g_autoptr (GPtrArray) numbers = split_at_numbers (text);

  if (provinces->len > 1)
    return g_ptr_array_ref (numbers->len == provinces->len ? numbers : provinces);
  if (is_several (lines, has_bullet) || is_several (lines, ends_with_country)
      || is_several (lines, begins_with_place))
    return g_ptr_array_ref (lines);
  if (is_several (parts, ends_with_country))
    return g_ptr_array_ref (parts);
  return g_steal_pointer (&numbers);
}

/* 출석 80% 이상; 시험 60점 이상: on one line. A stroke with blanks parts what has numbers on both
 * sides; 합격 / 불합격 is one. */
static GPtrArray *
split_at_signs (const char *text)
{
  g_autoptr (GString) plain = g_string_new (text);
  g_autoptr (GPtrArray) strokes = NULL;
  GPtrArray *pieces = NULL;

  g_string_replace (plain, "；", ";", 0);
  g_string_replace (plain, "｜", "|", 0);
  pieces = split (plain->str, ";|");
  if (pieces->len > 1)
    return pieces;
  g_string_replace (plain, " / ", "\n", 0);
  strokes = attest_sheet_split_lines (plain->str);
  if (!is_several (strokes, attest_str_has_digit))
    return pieces;
  g_ptr_array_unref (pieces);
  return g_steal_pointer (&strokes);
}

/* Returns: (transfer full) (element-type utf8): the lines of @text; of one line its parts */
static GPtrArray *
split_requirement_lines (const char *text)
{
  GPtrArray *(*const ways[]) (
      const char *) = { attest_sheet_split_lines, split_at_numbers, split_at_signs };
  GPtrArray *lines = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ways) && (lines == NULL || lines->len < 2); i++)
    {
      g_clear_pointer (&lines, g_ptr_array_unref);
      lines = ways[i](text);
    }
  return lines;
}

/* What stands on one line, and may be said in several, goes on in those without a dash. */
static GPtrArray *
split_requirements (const char *text)
{
  g_autoptr (GPtrArray) lines = split_requirement_lines (text);
  GPtrArray *pieces = g_ptr_array_new_with_free_func (g_free);
  const gboolean has_bullets = lines->len > 0 && has_bullet (g_ptr_array_index (lines, 0));

  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = g_ptr_array_index (lines, i);
      const gboolean goes_on = *line == '(' || (has_bullets && !has_bullet (line));

      if (pieces->len == 0 || !goes_on || has_bullet (line))
        g_ptr_array_add (pieces, g_strdup (line));
      else
        {
          char *before = g_ptr_array_index (pieces, pieces->len - 1);

          pieces->pdata[pieces->len - 1] = g_strconcat (before, " ", line, NULL);
          g_free (before);
        }
    }
  return pieces;
}

/* Most addresses are one, on one line, and have no number of a list before them. */
static gboolean
is_plain (const char *text)
{
  return g_str_is_ascii (text) && strpbrk (text, "\n;|") == NULL && strstr (text, " / ") == NULL
         && (g_ascii_isalpha (*text) || (g_ascii_isdigit (*text) && strpbrk (text, ".)") == NULL));
}

/**
 * attest_sheet_split_items:
 * @path: of a column
 * @text: a cell in it
 * @pieces: (out) (transfer full) (nullable) (element-type utf8): the items, if they are several, or
 *   one without its number
 *
 * Returns: whether they are
 */
AttestSheetSeveral
attest_sheet_split_items (const char *path, const char *text, GPtrArray **pieces)
{
  g_autoptr (GPtrArray) lines = NULL;
  gpointer each_line = NULL;

  g_return_val_if_fail (path != NULL && text != NULL && pieces != NULL, ATTEST_SEVERAL_NOT);

  *pieces = NULL;
  if (is_plain (text)
      || !g_hash_table_lookup_extended (get_words ()->columns, path, NULL, &each_line))
    return ATTEST_SEVERAL_NOT;
  *pieces = each_line != NULL ? split_requirements (text) : split_addresses (text);
  drop_signs (*pieces);
  if ((*pieces)->len > 1)
    return ATTEST_SEVERAL_CLEAR;
  lines = attest_sheet_split_lines (text);
  if (each_line != NULL || !is_several (lines, may_be_address))
    return ATTEST_SEVERAL_NOT;
  g_ptr_array_unref (*pieces);
  *pieces = g_steal_pointer (&lines);
  return ATTEST_SEVERAL_DOUBT;
}

/**
 * attest_sheet_split_beside:
 * @path: of a column
 * @text: a cell in it
 *
 * ATTENDANCE / EXAM beside two requirements: a type for each. What parts them is within one as
 * well, so that only as many as there are items are one for each.
 *
 * Returns: (transfer full) (nullable) (element-type utf8): two or more; %NULL: it is one, or the
 *   column is not such
 */
GPtrArray *
attest_sheet_split_beside (const char *path, const char *text)
{
  static const char *const signs[] = { "；", "｜", "／", "、", "，", "·", "ㆍ", "•" };
  g_autoptr (GString) plain = NULL;
  GPtrArray *pieces = NULL;

  g_return_val_if_fail (path != NULL && text != NULL, NULL);

  if (!g_hash_table_contains (get_words ()->beside, path))
    return NULL;
  plain = g_string_new (text);
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    g_string_replace (plain, signs[i], "\n", 0);
  pieces = split (plain->str, "\n;|/,");
  drop_signs (pieces);
  if (pieces->len > 1)
    return pieces;
  g_ptr_array_unref (pieces);
  return NULL;
}

/* Addresses have numbers, and such words none. */
static gboolean
is_word (const char *list, const char *text)
{
  return strlen (text) < LONG_WORD && !attest_str_has_digit (text)
         && attest_sheet_has_word (list, text);
}

/* Returns: whether @text, a whole cell, says that a site is where the entity itself is */
gboolean
attest_sheet_is_as_entity (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return attest_sheet_find_ditto (text) != ATTEST_SHEET_WORD_UNKNOWN || is_word ("as_entity", text);
}

/* Returns: whether @text, a cell in the column of @path, says that there are items, or how many, or
 * where they stand, instead of what they are */
gboolean
attest_sheet_is_instead (const char *path, const char *text)
{
  g_return_val_if_fail (path != NULL && text != NULL, FALSE);

  return strlen (text) < LONG_WORD && attest_sheet_has_addresses (path)
         && (attest_sheet_is_short_mark (text) || attest_sheet_is_count (text)
             || is_word ("elsewhere", text));
}

/* Returns: whether @text, a cell in the column of @path, says that there are more than it names */
gboolean
attest_sheet_names_more (const char *path, const char *text)
{
  gsize start = 0;
  gsize end = 0;

  g_return_val_if_fail (path != NULL && text != NULL, FALSE);

  return (strstr (text, "외") != NULL || strstr (text, " and ") != NULL)
         && attest_sheet_has_addresses (path)
         && find (get_words ()->regexes[MORE], text, 0, &start, &end);
}
