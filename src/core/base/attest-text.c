/* Finding and mending what is odd about a text. Nothing here changes a text in place: what was
 * typed stays until the user asks for the mend. Thread: any. */
#include "attest-config.h"
#include "base/attest-text.h"

#include "base/attest-leftover.h"
#include "base/attest-sign.h"

#include <string.h>

#define REPLACEMENT 0xfffd
#define ENOUGH_AT_ONCE 64 /* characters */
#define MOST_AT_ONCE 1024 /* no letter has as many marks */
#define MOST_ROUNDS 4     /* of mends that uncover each other */

/* A text that is being looked at, and what is known of all of it. */
typedef struct
{
  AttestTextUse use;
  AttestSignWalk walk;
  guint knows_letters : 1;
  guint reads_as_latin : 1; /* what is Cyrillic or Greek in it can be nothing but a slip */
  guint knows_script : 1;
  guint is_east_asian : 1; /* full-width signs are at home */
} Scan;

/* Direction marks are no part of a code, whatever its script. */
static Scan
begin_scan (const char *text, AttestTextUse use)
{
  return (Scan){ .use = use, .walk = { .text = text, .knows_direction = use == ATTEST_TEXT_CODE } };
}

/* Returns: the first of @text that is no sign of ASCII that can be seen, no ideograph and no whole
 * syllable of Hangul: nothing is odd about those by themselves, and they are composed. Most texts
 * have nothing else, and are told so by their bytes. */
static const char *
skip_plain (const char *text)
{
  for (const guchar *p = (const guchar *) text;;)
    if (*p >= 0x20 && *p < 0x7f)
      p++;
    else if ((*p >= 0xe5 && *p <= 0xe9) || *p == 0xeb || *p == 0xec || (*p == 0xe4 && p[1] >= 0xb8)
             || (*p == 0xea && p[1] >= 0xb0) || (*p == 0xed && p[1] < 0x9e))
      p += 3;
    else
      return (const char *) p;
}

/**
 * attest_text_is_plain:
 * @text: valid UTF-8
 *
 * Returns: whether it has nothing but signs of ASCII that can be seen, ideographs and whole
 *   syllables of Hangul: its bytes are what Unicode makes of it, but for the case of ASCII
 */
gboolean
attest_text_is_plain (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return *skip_plain (text) == '\0';
}

/* Characters that are composed already and take part in no composition: what most texts are made
 * of, so that the slow way is seldom gone. Conjoining jamo, combining and kana voice marks, and
 * compatibility ideographs are none of them. */
static gboolean
is_plainly_composed (const char *text)
{
  for (const char *p = skip_plain (text); *p != '\0'; p = skip_plain (g_utf8_next_char (p)))
    {
      gunichar c = (guchar) *p < 0xcc ? 0 : g_utf8_get_char (p); /* U+0300 begins with CC */

      if (c >= 0x300 && !(c >= 0xac00 && c <= 0xd7a3) && !(c >= 0x4e00 && c <= 0x9fff)
          && !(c >= 0x3041 && c <= 0x3096) && !(c >= 0x30a1 && c <= 0x30fa)
          && !(c >= 0x2010 && c <= 0x2027) && !(c >= 0x3000 && c <= 0x3020)
          && !attest_sign_is_full_width (c))
        return FALSE;
    }
  return TRUE;
}

/* The end of a piece of text that can be composed alone: nothing joins over its border. GLib takes
 * time by the square of what it composes at once. */
static const char *
find_border (const char *text)
{
  const char *p = text;

  for (guint n = 0; *p != '\0' && n < MOST_AT_ONCE; n++, p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (n >= ENOUGH_AT_ONCE && !g_unichar_ismark (c) && (c < 0x1160 || c > 0x11ff))
        break;
    }
  return p;
}

/**
 * attest_text_compose:
 * @text: valid UTF-8
 *
 * Returns: (transfer full): @text in Unicode's composed form, NFC
 */
char *
attest_text_compose (const char *text)
{
  GString *composed = NULL;

  if (is_plainly_composed (text))
    return g_strdup (text);
  composed = g_string_sized_new (strlen (text));
  for (const char *end = NULL; *text != '\0'; text = end)
    {
      g_autofree char *piece = NULL;

      end = find_border (text);
      piece = g_utf8_normalize (text, end - text, G_NORMALIZE_NFC);
      if (piece != NULL)
        g_string_append (composed, piece);
    }
  return g_string_free (composed, FALSE);
}

/* In long texts line ends and tabs are the writer's own; a carriage return is part of a line end.
 */
static gboolean
is_stray_control (gunichar c, AttestTextUse use)
{
  if (use == ATTEST_TEXT_LONG && (c == '\n' || c == '\t' || c == '\r'))
    return FALSE;
  return attest_sign_is_control (c);
}

/* Full-width signs are at home in East Asian text: only in codes, and in texts that have no other
 * East Asian letter, are they a slip of the input method. */
static gboolean
is_at_home_with_full_width (Scan *scan)
{
  for (const char *p = scan->knows_script ? "" : scan->walk.text;
       *p != '\0' && !scan->is_east_asian;
       p = g_utf8_next_char (p))
    switch (g_unichar_get_script (g_utf8_get_char (p)))
      {
      case G_UNICODE_SCRIPT_HANGUL:
      case G_UNICODE_SCRIPT_HAN:
      case G_UNICODE_SCRIPT_HIRAGANA:
      case G_UNICODE_SCRIPT_KATAKANA:
      case G_UNICODE_SCRIPT_BOPOMOFO:
        scan->is_east_asian = TRUE;
        break;
      default:
        break;
      }
  scan->knows_script = TRUE;
  return scan->use != ATTEST_TEXT_CODE && scan->is_east_asian;
}

/* Whether a code has Latin letters, and others only of a Latin shape. */
static gboolean
reads_as_latin (Scan *scan)
{
  gboolean has_latin = FALSE;
  gboolean has_other = FALSE;

  if (scan->knows_letters)
    return scan->reads_as_latin;
  for (const char *p = scan->walk.text; *p != '\0'; p = g_utf8_next_char (p))
    {
      GUnicodeScript script = g_unichar_get_script (g_utf8_get_char (p));

      has_latin = has_latin || script == G_UNICODE_SCRIPT_LATIN;
      has_other = has_other
                  || ((script == G_UNICODE_SCRIPT_CYRILLIC || script == G_UNICODE_SCRIPT_GREEK)
                      && attest_sign_get_ascii (scan->walk.text, p) == '\0');
    }
  scan->knows_letters = TRUE;
  scan->reads_as_latin = has_latin && !has_other;
  return scan->reads_as_latin;
}

static gboolean
is_look_alike (Scan *scan, const char *at)
{
  gunichar c = g_utf8_get_char (at);
  GUnicodeScript script = G_UNICODE_SCRIPT_COMMON;

  if (scan->use != ATTEST_TEXT_CODE || attest_sign_get_ascii (scan->walk.text, at) == '\0')
    return FALSE;
  script = g_unichar_get_script (c);
  return (script != G_UNICODE_SCRIPT_CYRILLIC && script != G_UNICODE_SCRIPT_GREEK)
         || reads_as_latin (scan);
}

/* What is odd about one character where it stands; asked from the beginning on. */
static AttestTextOddity
classify (Scan *scan, const char *at)
{
  gunichar c = g_utf8_get_char (at);

  if ((c >= 0x20 && c < 0x7f) || (c >= 0xc0 && c < 0x250) || (c >= 0x4e00 && c <= 0x9fff)
      || (c >= 0xac00 && c <= 0xd7a3))
    return 0; /* what most texts are made of */
  if (c == REPLACEMENT)
    return ATTEST_TEXT_BROKEN;
  if (is_stray_control (c, scan->use))
    return ATTEST_TEXT_CONTROL;
  if (attest_sign_is_unseen (c))
    return attest_sign_is_needed (&scan->walk, at) ? 0 : ATTEST_TEXT_INVISIBLE;
  if (attest_sign_is_private (c))
    return ATTEST_TEXT_PRIVATE;
  if (attest_sign_is_full_width (c))
    return is_at_home_with_full_width (scan) ? 0 : ATTEST_TEXT_FULL_WIDTH;
  return is_look_alike (scan, at) ? ATTEST_TEXT_LOOK_ALIKE : 0;
}

static gboolean
has_outer_blank (const char *text)
{
  const char *end = text + strlen (text);

  if (end == text || (g_ascii_isgraph (*text) && g_ascii_isgraph (end[-1])))
    return FALSE;
  return (g_unichar_isspace (g_utf8_get_char (text))
          || g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end))));
}

/**
 * attest_text_find_oddities:
 * @text: valid UTF-8
 * @use: where it stands
 *
 * Returns: what is odd about @text; 0 for most texts
 */
AttestTextOddity
attest_text_find_oddities (const char *text, AttestTextUse use)
{
  AttestTextOddity found = 0;
  Scan scan = begin_scan (text, use);
  gboolean is_ascii = TRUE;

  g_return_val_if_fail (text != NULL, 0);

  found = attest_leftover_find (text, use);
  if (has_outer_blank (text))
    found |= ATTEST_TEXT_OUTER_SPACE;
  for (const char *p = skip_plain (text); *p != '\0'; p = skip_plain (g_utf8_next_char (p)))
    {
      found |= classify (&scan, p);
      is_ascii = is_ascii && (guchar) *p < 0x80;
    }
  if (!is_ascii && !is_plainly_composed (text))
    {
      g_autofree char *composed = attest_text_compose (text);

      if (strcmp (composed, text) != 0)
        found |= ATTEST_TEXT_DECOMPOSED;
    }
  return found;
}

/**
 * attest_text_find_sign:
 * @text: valid UTF-8
 * @oddities: what to look for
 * @use: where the text stands
 *
 * Returns: (nullable): the first character with one of @oddities; %NULL: it is not in a character
 */
const char *
attest_text_find_sign (const char *text, AttestTextOddity oddities, AttestTextUse use)
{
  Scan scan = begin_scan (text, use);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if ((classify (&scan, p) & oddities) != 0)
      return p;
  return NULL;
}

/* What takes the place of the character at @at; 0: nothing does. */
static gunichar
mend_character (Scan *scan, const char *at, AttestTextOddity oddities)
{
  gunichar c = g_utf8_get_char (at);
  AttestTextOddity oddity = classify (scan, at);

  if (attest_sign_is_full_width (c))
    oddity = ATTEST_TEXT_FULL_WIDTH;
  if ((oddity & oddities) == 0)
    return c;
  if (oddity == ATTEST_TEXT_CONTROL)
    return g_unichar_isspace (c) && (c != '\r' || at[1] != '\n') ? ' ' : 0;
  return (gunichar) attest_sign_get_ascii (scan->walk.text, at);
}

static void
strip (GString *text)
{
  const char *start = text->str;

  while (*start != '\0' && g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  g_string_erase (text, 0, start - text->str);
  while (text->len > 0)
    {
      const char *last = g_utf8_prev_char (text->str + text->len);

      if (!g_unichar_isspace (g_utf8_get_char (last)))
        return;
      g_string_truncate (text, (gsize) (last - text->str));
    }
}

static char *
mend_once (const char *text, AttestTextOddity oddities, AttestTextUse use)
{
  g_autofree char *regained =
      (oddities & ATTEST_TEXT_GARBLED) != 0 ? attest_leftover_regain (text) : NULL;
  const char *meant = regained != NULL ? regained : text;
  g_autofree char *decoded =
      (oddities & ATTEST_TEXT_ESCAPED) != 0 ? attest_leftover_decode (meant, use) : NULL;
  const char *from = decoded != NULL ? decoded : meant;
  Scan scan = begin_scan (from, use);
  g_autoptr (GString) mended = g_string_sized_new (strlen (from));

  for (const char *p = from; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = mend_character (&scan, p, oddities);

      if (c != 0)
        g_string_append_unichar (mended, c);
    }
  if ((oddities & ATTEST_TEXT_OUTER_SPACE) != 0)
    strip (mended);
  if ((oddities & ATTEST_TEXT_DECOMPOSED) != 0)
    return attest_text_compose (mended->str);
  return g_strdup (mended->str);
}

static gboolean
has_full_width (const char *text)
{
  for (const char *p = skip_plain (text); *p != '\0'; p = skip_plain (g_utf8_next_char (p)))
    if ((guchar) *p >= 0xe0 && attest_sign_is_full_width (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/**
 * attest_text_mend:
 * @text: valid UTF-8
 * @oddities: what to mend; the rest is left as it is
 * @use: where it stands
 *
 * Full-width forms are mended where they are at home as well, if @oddities says so.
 *
 * Returns: (transfer full): the mended text
 */
char *
attest_text_mend (const char *text, AttestTextOddity oddities, AttestTextUse use)
{
  char *mended = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if ((attest_text_find_oddities (text, use) & oddities) == 0 && !has_full_width (text))
    return g_strdup (text);
  mended = mend_once (text, oddities, use);
  for (guint round = 1;
       round < MOST_ROUNDS
       && (attest_text_find_oddities (mended, use) & oddities & ATTEST_TEXT_MENDABLE) != 0;
       round++)
    {
      g_autofree char *before = mended;

      mended = mend_once (before, oddities, use);
    }
  return mended;
}

/**
 * attest_text_tidy:
 * @text: valid UTF-8
 * @use: where it stands
 *
 * Returns: (transfer full): @text without any oddity that can be mended
 */
char *
attest_text_tidy (const char *text, AttestTextUse use)
{
  return attest_text_mend (text, ATTEST_TEXT_MENDABLE, use);
}

/**
 * attest_text_shorten:
 * @text: valid UTF-8
 * @characters: how many there may be
 * @lines: how many there may be
 *
 * Returns: (transfer full): @text, or its beginning with an ellipsis
 */
char *
attest_text_shorten (const char *text, guint characters, guint lines)
{
  const char *end = text;

  g_return_val_if_fail (text != NULL, NULL);

  for (; *end != '\0' && characters > 0; end = g_utf8_next_char (end), characters--)
    if (*end == '\n' && --lines == 0)
      break;
  if (*end == '\0')
    return g_strdup (text);
  return g_strdup_printf ("%.*s…", (int) (end - text), text);
}

/**
 * attest_text_ends_phrase:
 * @letter: a letter of a text of several phrases
 *
 * Returns: whether a phrase ends before it
 */
gboolean
attest_text_ends_phrase (gunichar letter)
{
  static const gunichar signs[] = { ',', ';', '\n', '\r', '\t', 0x3001, 0xFF0C, 0xFF1B, 0x2022 };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (letter == signs[i])
      return TRUE;
  return FALSE;
}

/* Takes @phrase. */
static void
add_phrase (GStrvBuilder *phrases, char *phrase)
{
  gsize n = 0;

  g_strstrip (phrase);
  n = strlen (phrase);
  if (n > 0 && phrase[n - 1] == '.')
    phrase[n - 1] = '\0';
  if (*phrase != '\0')
    g_strv_builder_add (phrases, phrase);
  g_free (phrase);
}

/**
 * attest_text_split_phrases:
 * @text: what a list of things is written in: "Design, and manufacture of pumps; service"
 *
 * Returns: (transfer full): each of them, without blanks around it and the full stop behind
 */
char **
attest_text_split_phrases (const char *text)
{
  g_autoptr (GStrvBuilder) phrases = g_strv_builder_new ();
  const char *start = text;

  g_return_val_if_fail (text != NULL, NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (attest_text_ends_phrase (g_utf8_get_char (p)))
      {
        add_phrase (phrases, g_strndup (start, (gsize) (p - start)));
        start = g_utf8_next_char (p);
      }
  add_phrase (phrases, g_strdup (start));
  return g_strv_builder_end (phrases);
}

/**
 * attest_text_parse_integer:
 * @text: (nullable): what was typed
 * @value: (out) (optional): the number
 *
 * Only what JSON writes for a whole number counts: no blanks, no plus sign, no leading zeros.
 *
 * Returns: whether @text is a whole number of 64 bits
 */
gboolean
attest_text_parse_integer (const char *text, gint64 *value)
{
  const char *digits = text != NULL && *text == '-' ? text + 1 : text;

  if (digits == NULL || !g_ascii_isdigit (*digits) || (*digits == '0' && strlen (text) > 1))
    return FALSE;
  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, value, NULL);
}

/**
 * attest_text_append_raised:
 * @out: gets the text
 * @text: what is written above the line
 * @length: in bytes
 *
 * The mark of a note behind a number is none of its digits: K-1 with a raised 2 is no K-12.
 */
void
attest_text_append_raised (GString *out, const char *text, gsize length)
{
  static const gunichar raised[] = { 0x2070, 0xb9,   0xb2,   0xb3,   0x2074,
                                     0x2075, 0x2076, 0x2077, 0x2078, 0x2079 };

  g_return_if_fail (out != NULL && text != NULL);

  for (gsize i = 0; i < length; i++)
    if (g_ascii_isdigit (text[i]))
      g_string_append_unichar (out, raised[g_ascii_digit_value (text[i])]);
    else
      g_string_append_c (out, text[i]);
}
