/* Names of entities, as they stand in several rows of one sheet.
 *
 * One is written with its legal form or without it, shortened, with a slip, or in another script:
 * then they may be one. Only names that no person would take for one differ clearly.
 * Thread: any. */
#include "attest-config.h"
#include "intake/attest-sheet-names.h"

#include "base/attest-text.h"
#include "intake/attest-sheet-words.h"

#include <string.h>

#define MOST_LETTERS 64 /* that are compared: one beginning is enough */
#define FOR_A_SLIP 4    /* letters for each that may be another */
#define MIN_FORGIVEN 6  /* letters of a name in which any may */

/* Returns: (transfer none): @name, folded, without the legal form that it begins with:
 * 주식회사한빛. What it ends with stays: one name then is the beginning of the other. */
static const char *
skip_form (const char *name)
{
  GHashTableIter iter;
  gpointer form = NULL;

  g_hash_table_iter_init (&iter, attest_sheet_get_folded ("legal_forms"));
  while (g_hash_table_iter_next (&iter, &form, NULL))
    if (g_utf8_strlen (form, -1) > 2 && *(const guchar *) form >= 0x80
        && g_str_has_prefix (name, form))
      return name + strlen (form);
  return name;
}

/* Returns: (transfer full): the letters that tell one entity from another, without its legal form
 */
static gunichar *
take_letters (const char *name, glong *n_letters)
{
  g_autofree char *composed = g_utf8_normalize (name, -1, G_NORMALIZE_NFKC);
  g_autofree char *folded = g_utf8_casefold (composed != NULL ? composed : "", -1);
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *all = NULL;
  g_auto (GStrv) parts = NULL;

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (words, g_utf8_get_char (p));
    else if (*p != '.' && *p != '\'')
      g_string_append_c (words, ' ');
  parts = g_strsplit (words->str, " ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (g_hash_table_contains (attest_sheet_get_folded ("legal_forms"), parts[i]))
      *parts[i] = '\0';
  all = g_strjoinv ("", parts);
  return g_utf8_to_ucs4_fast (skip_form (all), -1, n_letters);
}

static gboolean
is_of_east_asia (const gunichar *letters)
{
  for (; *letters != 0; letters++)
    if (*letters >= 0x2e80)
      return TRUE;
  return FALSE;
}

/* Plant 1 is no part of Plant 12. */
static gboolean
cuts_number (const gunichar *letters, glong n, glong place)
{
  return place > 0 && place < n && g_unichar_isdigit (letters[place - 1])
         && g_unichar_isdigit (letters[place]);
}

static gboolean
contains (const gunichar *letters, glong n, const gunichar *part, glong n_part)
{
  for (glong i = 0; i + n_part <= n; i++)
    if (memcmp (letters + i, part, (gsize) n_part * sizeof *part) == 0
        && !cuts_number (letters, n, i) && !cuts_number (letters, n, i + n_part))
      return TRUE;
  return FALSE;
}

/* Returns: (transfer full): the digits of @letters alone */
static char *
take_digits (const gunichar *letters)
{
  GString *digits = g_string_new (NULL);

  for (; *letters != 0; letters++)
    if (g_unichar_isdigit (*letters))
      g_string_append_unichar (digits, *letters);
  return g_string_free (digits, FALSE);
}

/* Whether both have numbers, and others: those are no slips, but tell plants apart. */
static gboolean
have_other_numbers (const gunichar *a, const gunichar *b)
{
  g_autofree char *own = take_digits (a);
  g_autofree char *others = take_digits (b);

  return *own != '\0' && *others != '\0' && !g_str_equal (own, others);
}

/* Returns: how many letters may be slips in names of which the longer has @n. In Hangul and Kanji
 * another letter is another word, and in short names another name. */
static guint
count_slips (gboolean is_of_east_asia, guint n)
{
  return is_of_east_asia || n < MIN_FORGIVEN ? 0 : n / FOR_A_SLIP;
}

/* Returns: how many letters have to be put in, left out or changed to make one of the other */
static guint
count_changes (const gunichar *a, glong n_a, const gunichar *b, glong n_b)
{
  guint above[MOST_LETTERS + 1];

  for (glong i = 0; i <= n_b; i++)
    above[i] = (guint) i;
  for (glong i = 0; i < n_a; i++)
    {
      guint corner = above[0];

      above[0]++;
      for (glong j = 0; j < n_b; j++)
        {
          const guint changed = corner + (a[i] != b[j]);

          corner = above[j + 1];
          above[j + 1] = MIN (changed, MIN (corner, above[j]) + 1);
        }
    }
  return above[n_b];
}

/**
 * attest_sheet_names_differ:
 * @name: of an entity
 * @other: likewise
 *
 * Returns: whether they are clearly those of two entities
 */
gboolean
attest_sheet_names_differ (const char *name, const char *other)
{
  g_autofree gunichar *a = NULL;
  g_autofree gunichar *b = NULL;
  glong n_a = 0;
  glong n_b = 0;
  guint longer = 0;
  guint n_changes = 0;

  g_return_val_if_fail (name != NULL && other != NULL, FALSE);

  if (g_str_equal (name, other))
    return FALSE;
  a = take_letters (name, &n_a);
  b = take_letters (other, &n_b);
  if (n_a == 0 || n_b == 0 || is_of_east_asia (a) != is_of_east_asia (b)
      || contains (a, n_a, b, n_b) || contains (b, n_b, a, n_a))
    return FALSE;
  if (have_other_numbers (a, b))
    return TRUE;
  n_a = MIN (n_a, MOST_LETTERS);
  n_b = MIN (n_b, MOST_LETTERS);
  longer = (guint) MAX (n_a, n_b);
  n_changes = count_changes (a, n_a, b, n_b);
  return n_changes == longer || n_changes > count_slips (is_of_east_asia (a), longer);
}

/* Whether one of the words of @name is a legal form: then it is the whole name of an entity. */
static gboolean
has_legal_form (const char *name)
{
  g_auto (GStrv) words = g_strsplit_set (name, " .,()", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && attest_sheet_has_word ("legal_forms", words[i]))
      return TRUE;
  return FALSE;
}

#define EAST "[\\p{Hangul}\\p{Han}\\p{Hiragana}\\p{Katakana}]"
#define LATIN "(\\p{Latin}[\\p{Latin}0-9 .,&'()/+-]*)"

static GRegex *
get_two_names (void)
{
  static GRegex *regex = NULL;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex,
                       g_regex_new ("^(.*" EAST "[^\\p{Latin}]*?)(?|\\s*[\\r\\n]+\\s*[(（]" LATIN
                                    "[)）]|\\s*[\\r\\n]+\\s*" LATIN "|\\s*/\\s*" LATIN
                                    "|\\s*[(（]" LATIN "[)）])\\s*$",
                                    G_REGEX_OPTIMIZE | G_REGEX_DOTALL,
                                    0,
                                    NULL));
  return regex;
}

/**
 * attest_sheet_names_split:
 * @text: a cell with the name of an entity
 * @name: (out) (transfer full): the one in the letters of its country
 * @english: (out) (transfer full): the one in Latin letters
 *
 * What stands on a line of its own, in brackets or behind a stroke can be a place or a short form
 * as well; with a legal form it is a name.
 *
 * Returns: whether @text has two names of one entity
 */
gboolean
attest_sheet_names_split (const char *text, char **name, char **english)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *latin = NULL;
  g_autofree char *own = NULL;

  g_return_val_if_fail (text != NULL && name != NULL && english != NULL, FALSE);

  if (strpbrk (text, "\n(/") == NULL && strstr (text, "（") == NULL)
    return FALSE;
  if (!g_regex_match (get_two_names (), text, 0, &match))
    return FALSE;
  latin = g_match_info_fetch (match, 2);
  if (!has_legal_form (latin))
    return FALSE;
  own = g_match_info_fetch (match, 1);
  *name = attest_text_tidy (own, ATTEST_TEXT_LINE);
  *english = g_strstrip (g_steal_pointer (&latin));
  return TRUE;
}
