/* Texts that are all there is in a cell and no value: see the header. Read once. */
#include "attest-config.h"
#include "intake/attest-sheet-cell-words.h"

#include "base/attest-reference.h"
#include "base/attest-text.h"

#include <string.h>

#define MOST_OF_WHOLE 64  /* bytes of a text that is folded without asking Unicode */
#define FULL_WIDTH 0xff00 /* the first of the letters and signs that have other widths */

/* Words that are all there is in a cell. Most cells have none of them, and are told so by their
 * length or their first letter. */
typedef struct
{
  GHashTable *words;   /* as fold_whole() has them → AttestSheetWord */
  GHashTable *firsts;  /* letters */
  gboolean bytes[256]; /* with which those begin */
  gsize longest;       /* in bytes */
} Whole;

typedef struct
{
  Whole nothing;
  Whole dittos;
} Words;

/* Returns: (transfer full): @text without blanks, case, the width of its signs and brackets around
 * it; signs count: “-” is a word */
static char *
fold_whole (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  g_autofree char *folded = g_utf8_casefold (composed != NULL ? composed : "", -1);
  GString *out = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
  if (out->len > 2 && *out->str == '(' && out->str[out->len - 1] == ')')
    {
      g_string_truncate (out, out->len - 1);
      g_string_erase (out, 0, 1);
    }
  return g_string_free (out, FALSE);
}

/* As fold_whole(), of what needs none of Unicode's tables and is not longer than @size allows.
 * Returns: whether it is */
static gboolean
fold_plain (const char *text, char *out, gsize size)
{
  gsize n = 0;

  if (!attest_text_is_plain (text) || strlen (text) >= size)
    return FALSE;
  for (; *text != '\0'; text++)
    if (*text != ' ')
      out[n++] = g_ascii_tolower (*text);
  out[n] = '\0';
  if (n <= 2 || *out != '(' || out[n - 1] != ')')
    return TRUE;
  memmove (out, out + 1, n - 2);
  out[n - 2] = '\0';
  return TRUE;
}

static gpointer
make_first (const char *text)
{
  return GUINT_TO_POINTER (g_unichar_tolower (g_utf8_get_char (text)));
}

static void
load_whole (Whole *self, const char *list)
{
  g_autoptr (JsonArray) entries = attest_reference_load_list ("sheet-words.json", list);

  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->firsts = g_hash_table_new (NULL, NULL);
  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);
      const char *word = json_object_get_string_member (entry, "word");
      const AttestSheetWord known = json_object_has_member (entry, "may_be_name")
                                        ? ATTEST_SHEET_WORD_OFFERED
                                        : ATTEST_SHEET_WORD_KNOWN;

      self->longest = MAX (self->longest, strlen (word));
      g_hash_table_add (self->firsts, make_first (word));
      self->bytes[(guchar) *word] = self->bytes[(guchar) g_ascii_tolower (*word)] = TRUE;
      self->bytes[(guchar) g_ascii_toupper (*word)] = TRUE;
      g_hash_table_insert (self->words, fold_whole (word), GUINT_TO_POINTER (known));
    }
}

static AttestSheetWord
find_whole (const Whole *self, const char *text)
{
  const gsize most = 3 * self->longest; /* with blanks, and signs of full width */
  g_autofree char *folded = NULL;
  char ascii[MOST_OF_WHOLE];
  const char *begin = text + strspn (text, " (");
  gunichar first = 0;

  if ((guchar) *begin < 0x80 && !self->bytes[(guchar) *begin] && !g_ascii_isspace (*begin))
    return ATTEST_SHEET_WORD_UNKNOWN;
  first = g_utf8_get_char (begin);
  if (strnlen (text, most + 1) > most
      || (first < FULL_WIDTH && !g_unichar_isspace (first)
          && !g_hash_table_contains (self->firsts, make_first (begin))))
    return ATTEST_SHEET_WORD_UNKNOWN;
  if (fold_plain (text, ascii, sizeof ascii))
    return GPOINTER_TO_UINT (g_hash_table_lookup (self->words, ascii));
  folded = fold_whole (text);
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->words, folded));
}

static const Words *
get_words (void)
{
  static gsize loaded = 0;
  static Words words;

  if (g_once_init_enter (&loaded))
    {
      load_whole (&words.nothing, "nothing");
      load_whole (&words.dittos, "dittos");
      g_once_init_leave (&loaded, 1);
    }
  return &words;
}

/* @text: a whole cell. Returns: known, if it only says that there is nothing; offered, if it does
 * so where it cannot be a name: a company may be called Nil, and a town None */
AttestSheetWord
attest_sheet_find_nothing (const char *text)
{
  g_return_val_if_fail (text != NULL, ATTEST_SHEET_WORD_KNOWN);

  return *text == '\0' ? ATTEST_SHEET_WORD_KNOWN : find_whole (&get_words ()->nothing, text);
}

/* Returns: whether @text, a whole cell, only says that there is nothing, whatever it is for */
gboolean
attest_sheet_is_nothing (const char *text)
{
  return attest_sheet_find_nothing (text) == ATTEST_SHEET_WORD_KNOWN;
}

/* @text: a whole cell. Returns: known, if it only says “the same as above”; offered, if it does so
 * where it cannot be a name */
AttestSheetWord
attest_sheet_find_ditto (const char *text)
{
  g_return_val_if_fail (text != NULL, ATTEST_SHEET_WORD_UNKNOWN);

  return *text == '\0' ? ATTEST_SHEET_WORD_UNKNOWN : find_whole (&get_words ()->dittos, text);
}

/* @field: (nullable): of a column. Returns: whether any short text can stand there: the name of a
 * company, a town, a street */
gboolean
attest_sheet_has_names (const AttestField *field)
{
  return field != NULL && field->kind == ATTEST_FIELD_TEXT && !field->code;
}

/* Returns: whether a row that begins with @text sums up the ones above: 합계 2건, 3월 소계 */
gboolean
attest_sheet_is_total (const char *text)
{
  g_autofree char *folded = NULL;
  g_autofree char *before = NULL;
  g_autoptr (GString) bare = NULL;
  GHashTable *totals = attest_sheet_get_folded ("totals");
  const char *start = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  folded = attest_sheet_fold (text);
  start = folded + strspn (folded, "0123456789");
  before = g_strndup (start, strcspn (start, "0123456789"));
  if (*before != '\0' && g_hash_table_contains (totals, before))
    return TRUE;
  bare = g_string_new (NULL);
  for (const char *p = folded; *p != '\0'; p++)
    if (!g_ascii_isdigit (*p))
      g_string_append_c (bare, *p);
  return bare->len > 0 && bare->len < strlen (folded) && g_hash_table_contains (totals, bare->str);
}

/* A word in Latin letters stands alone; in others it can be written together with the name. */
static gboolean
ends_with_total (const char *folded, GHashTable *words)
{
  GHashTableIter all;
  gpointer word = NULL;

  g_hash_table_iter_init (&all, words);
  while (g_hash_table_iter_next (&all, &word, NULL))
    if ((guchar) * (const char *) word >= 0x80 && g_utf8_strlen (word, -1) > 1
        && g_str_has_suffix (folded, word))
      return TRUE;
  return FALSE;
}

/**
 * attest_sheet_is_total_of:
 * @text: a cell
 *
 * Returns: whether it says that its row sums up what has some name: 서울지사 소계, Seoul Total,
 *   ISO 9001 개수; so the spreadsheets write it themselves
 */
gboolean
attest_sheet_is_total_of (const char *text)
{
  GHashTable *totals = attest_sheet_get_folded ("totals");
  GHashTable *behind = attest_sheet_get_folded ("totals_of");
  g_auto (GStrv) parts = NULL;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  parts = g_strsplit_set (text, " ()[]:/", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *folded = attest_sheet_fold (parts[i]);

      if (*folded == '\0')
        continue;
      if (first == NULL)
        first = g_strdup (folded);
      g_free (last);
      last = g_steal_pointer (&folded);
    }
  return last != NULL
         && (g_hash_table_contains (totals, first) || g_hash_table_contains (totals, last)
             || g_hash_table_contains (behind, last) || ends_with_total (last, totals)
             || ends_with_total (last, behind));
}
