/* The forms in which texts are compared: without what the eye does not tell apart, and without what
 * does not count. Nothing of them is ever shown or sent. Thread: any. */
#include "attest-config.h"
#include "base/attest-fold.h"

#include "base/attest-sign.h"
#include "base/attest-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  FOLD_CASE = 1 << 0,
  FOLD_BLANKS = 1 << 1,    /* several are one, and none stand in front or behind */
  FOLD_NO_BLANKS = 1 << 2, /* there are none */
  FOLD_LETTERS = 1 << 3,   /* those of another script become the Latin ones they look like */
} Fold;

/* What a sign becomes. Where case does not count, a letter becomes what its large form looks like,
 * or else its small one, so that both become the same. */
static gunichar
fold_sign (const char *text, const char *at, Fold fold)
{
  gunichar c = g_utf8_get_char (at);
  gunichar cases[] = { g_unichar_toupper (c), g_unichar_tolower (c) };
  char ascii = attest_sign_get_ascii (text, at);

  if (!g_unichar_isalpha (c) || attest_sign_is_full_width (c))
    return ascii != '\0' ? (gunichar) ascii : c;
  if ((fold & FOLD_LETTERS) == 0)
    return c;
  for (guint i = 0; i < G_N_ELEMENTS (cases) && (fold & FOLD_CASE) != 0; i++)
    {
      char letter[7] = "";

      g_unichar_to_utf8 (cases[i], letter);
      if (attest_sign_get_ascii (letter, letter) != '\0')
        return (gunichar) attest_sign_get_ascii (letter, letter);
    }
  return ascii != '\0' ? (gunichar) ascii : c;
}

static void
append_folded (GString *folded, gunichar c, Fold fold)
{
  if (!g_unichar_isspace (c) || (fold & (FOLD_BLANKS | FOLD_NO_BLANKS)) == 0)
    g_string_append_unichar (folded, c);
  else if ((fold & FOLD_BLANKS) != 0 && folded->len > 0 && folded->str[folded->len - 1] != ' ')
    g_string_append_c (folded, ' ');
}

static void
drop_last_blank (GString *folded, Fold fold)
{
  if ((fold & FOLD_BLANKS) != 0 && folded->len > 0 && folded->str[folded->len - 1] == ' ')
    g_string_truncate (folded, folded->len - 1);
}

/* Nothing in it looks like anything else. */
static char *
fold_ascii (const char *text, Fold fold)
{
  GString *folded = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      append_folded (folded, (gunichar) *p, fold);
    else
      g_string_append_c (folded, (fold & FOLD_CASE) != 0 ? g_ascii_tolower (*p) : *p);
  drop_last_blank (folded, fold);
  return g_string_free (folded, FALSE);
}

static char *
fold_signs (const char *text, Fold fold)
{
  GString *folded = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_ascii_isgraph (*p) || (c >= 0x4e00 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3))
        g_string_append_len (folded, p, g_utf8_next_char (p) - p);
      else if (!attest_sign_is_unseen (c))
        append_folded (folded, fold_sign (text, p, fold), fold);
    }
  drop_last_blank (folded, fold);
  return g_string_free (folded, FALSE);
}

/* The long vowels that stand for dashes are known once what stands around them is plain. */
static char *
fold_all_signs (const char *text, Fold fold)
{
  char *signs = fold_signs (text, fold);
  g_autofree char *before = NULL;

  if (strstr (signs, "ー") == NULL && strstr (signs, "ㅡ") == NULL)
    return signs;
  before = signs;
  return fold_signs (before, fold);
}

static char *
fold_text (const char *text, Fold fold)
{
  gboolean folds_case = (fold & FOLD_CASE) != 0;
  g_autofree char *composed = NULL;
  g_autofree char *signs = NULL;
  g_autofree char *small = NULL;

  if (text == NULL || g_str_is_ascii (text))
    return fold_ascii (text != NULL ? text : "", fold);
  composed = folds_case ? attest_text_fold_case (text) : attest_text_compose (text);
  signs = fold_all_signs (composed, fold);
  small = folds_case ? g_ascii_strdown (signs, -1) : NULL;
  return attest_text_compose (folds_case ? small : signs);
}

/**
 * attest_text_fold_look:
 * @text: (nullable): valid UTF-8
 *
 * Returns: (transfer full): the same for texts that look the same: without what shows as nothing,
 *   blanks and dashes of one kind, look-alikes as the ASCII signs they are taken for
 */
char *
attest_text_fold_look (const char *text)
{
  return fold_text (text, FOLD_BLANKS | FOLD_LETTERS);
}

/**
 * attest_text_fold_code:
 * @text: (nullable): valid UTF-8
 *
 * Returns: (transfer full): the same for numbers and ids that a person would call the same: that
 *   look the same but for large and small letters; "" where nothing can be seen
 */
char *
attest_text_fold_code (const char *text)
{
  return fold_text (text, FOLD_BLANKS | FOLD_LETTERS | FOLD_CASE);
}

/**
 * attest_text_fold_tight:
 * @text: (nullable): valid UTF-8
 *
 * Returns: (transfer full): as attest_text_fold_code(), and without any blank, for names of schemes
 *   and standards: `ISO9001:2015` is `ISO 9001:2015`
 */
char *
attest_text_fold_tight (const char *text)
{
  return fold_text (text, FOLD_NO_BLANKS | FOLD_LETTERS | FOLD_CASE);
}

/**
 * attest_text_fold_for_search:
 * @text: (nullable): valid UTF-8
 *
 * Returns: (transfer full): a form in which one text contains another if a person would say so:
 *   without regard to case, to what cannot be seen, and to the kind of dashes and blanks; line ends
 *   stay, and letters of another script stay what they are
 */
char *
attest_text_fold_for_search (const char *text)
{
  return fold_text (text, FOLD_CASE);
}

/* Whether there is more than ASCII in which case may count. */
static gboolean
has_case (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0x80 && !(c >= 0x4e00 && c <= 0x9fff) && !(c >= 0xac00 && c <= 0xd7a3))
        return TRUE;
    }
  return FALSE;
}

/* Its large letters are the usual ones: GLib makes the small of the large and the large of the
 * small. */
static char *
fold_cherokee (const char *text)
{
  GString *folded = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_small = (c >= 0xab70 && c <= 0xabbf) || (c >= 0x13f8 && c <= 0x13fd);

      g_string_append_unichar (folded, is_small ? g_unichar_toupper (c) : c);
    }
  return g_string_free (folded, FALSE);
}

/**
 * attest_text_fold_case:
 * @text: valid UTF-8
 *
 * Returns: (transfer full): @text composed and without regard to case, and else as it is
 */
char *
attest_text_fold_case (const char *text)
{
  g_autofree char *composed = attest_text_compose (text);
  g_autofree char *small = NULL;
  g_autofree char *large = NULL;

  if (!has_case (composed))
    return g_ascii_strdown (composed, -1);
  small = g_utf8_casefold (composed, -1);
  large = fold_cherokee (small);
  return attest_text_compose (large);
}

static gboolean
is_telling (const char *text, const char *at)
{
  gunichar c = g_utf8_get_char (at);

  return attest_sign_is_unseen (c) || attest_sign_get_ascii (text, at) != '\0'
         || (g_unichar_isspace (c) && c != ' ');
}

/**
 * attest_text_explain_difference:
 * @here: a text, valid UTF-8
 * @there: another that looks the same
 *
 * Returns: (transfer full) (nullable): the first sign in which they differ, and on which side it
 *   stands, as part of a sentence; %NULL: they are the same, or differ in more than looks
 */
char *
attest_text_explain_difference (const char *here, const char *there)
{
  g_autofree char *a = attest_text_compose (here);
  g_autofree char *b = attest_text_compose (there);
  g_autofree char *look = attest_text_fold_look (a);
  g_autofree char *other_look = attest_text_fold_look (b);
  const char *p = a;
  const char *q = b;
  g_autofree char *sign = NULL;
  gboolean is_here = FALSE;

  while (*p != '\0' && g_utf8_get_char (p) == g_utf8_get_char (q))
    {
      p = g_utf8_next_char (p);
      q = g_utf8_next_char (q);
    }
  if (strcmp (look, other_look) != 0 || strcmp (p, q) == 0)
    return NULL;
  is_here = is_telling (a, p) || (*p == ' ' && !is_telling (b, q));
  sign = is_here ? attest_sign_describe (a, p) : attest_sign_describe (b, q);
  /* Translators: %s is a sign and where it stands: U+200B zero width space after “AB12” */
  return g_strdup_printf (is_here ? _ ("here it has %s") : _ ("there it has %s"), sign);
}
