/* Categories of characters. Unicode's own properties, as GLib has them, decide wherever they can;
 * the few ranges here are what it has no property for. Thread: any. */
#include "attest-config.h"
#include "base/attest-sign.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SOFT_HYPHEN 0xad
#define GRAPHEME_JOINER 0x34f
#define LETTER_MARK 0x61c
#define LEADING_FILLER 0x115f
#define VOWEL_FILLER 0x1160
#define ZERO_WIDTH_SPACE 0x200b
#define NON_JOINER 0x200c
#define JOINER 0x200d
#define KEYCAP 0x20e3
#define BRAILLE_BLANK 0x2800
#define FIRST_SELECTOR 0xfe00
#define TEXT_SELECTOR 0xfe0e
#define EMOJI_SELECTOR 0xfe0f
#define FIRST_FULL_WIDTH 0xff01
#define LAST_FULL_WIDTH 0xff5e
#define OBJECT 0xfffc
#define BLACK_FLAG 0x1f3f4
#define FIRST_TAG 0xe0020
#define LAST_TAG 0xe007f

typedef struct
{
  gunichar first, last;
} Range;

static gboolean
is_in (const Range *ranges, gsize n, gunichar c)
{
  for (gsize i = 0; i < n; i++)
    if (c >= ranges[i].first && c <= ranges[i].last)
      return TRUE;
  return FALSE;
}

/* Format characters that are drawn: signs of numbers and years in Arabic, Syriac, Kaithi, and the
 * ones that arrange hieroglyphs. */
static gboolean
is_drawn_format (gunichar c)
{
  static const Range drawn[] = {
    { 0x600, 0x605 }, { 0x6dd, 0x6dd },     { 0x70f, 0x70f },     { 0x890, 0x891 },
    { 0x8e2, 0x8e2 }, { 0x110bd, 0x110bd }, { 0x110cd, 0x110cd }, { 0x13430, 0x1343f },
  };

  return is_in (drawn, G_N_ELEMENTS (drawn), c);
}

/* What Unicode calls ignorable although its category is a letter, mark or none; the blank of
 * Braille; and the place of an object that was not copied along. */
static gboolean
is_other_unseen (gunichar c)
{
  static const Range unseen[] = {
    { GRAPHEME_JOINER, GRAPHEME_JOINER },
    { LEADING_FILLER, VOWEL_FILLER },
    { 0x17b4, 0x17b5 },
    { 0x180b, 0x180f },
    { 0x2065, 0x2065 },
    { BRAILLE_BLANK, BRAILLE_BLANK },
    { 0x3164, 0x3164 },
    { FIRST_SELECTOR, EMOJI_SELECTOR },
    { 0xffa0, 0xffa0 },
    { 0xfff0, 0xfff8 },
    { OBJECT, OBJECT },
    { 0x16fe4, 0x16fe4 },
    { 0xe0000, 0xe0fff },
  };

  return is_in (unseen, G_N_ELEMENTS (unseen), c);
}

/**
 * attest_sign_is_unseen:
 * @c: a character
 *
 * Returns: whether it has no look of its own: joiners, direction marks, fillers, selectors, tags,
 *   soft hyphen, byte order mark
 */
gboolean
attest_sign_is_unseen (gunichar c)
{
  if (c < 0x80)
    return FALSE;
  if (g_unichar_type (c) == G_UNICODE_FORMAT)
    return !is_drawn_format (c);
  return is_other_unseen (c);
}

/**
 * attest_sign_is_control:
 * @c: a character
 *
 * Returns: whether it is a control character, a separator of lines, or none at all by Unicode
 */
gboolean
attest_sign_is_control (gunichar c)
{
  return g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029 || (c & 0xfffe) == 0xfffe
         || (c >= 0xfdd0 && c <= 0xfdef);
}

/**
 * attest_sign_is_private:
 * @c: a character
 *
 * Returns: whether only some fonts have a look for it: a bullet of a symbol font, a sign of a
 * firm's own, what Unicode does not have (yet)
 */
gboolean
attest_sign_is_private (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return (type == G_UNICODE_PRIVATE_USE || type == G_UNICODE_UNASSIGNED)
         && !attest_sign_is_unseen (c) && !attest_sign_is_control (c);
}

/* In a block that Unicode keeps for scripts from right to left. */
static gboolean
is_right_to_left (gunichar c)
{
  static const Range blocks[] = {
    { 0x590, 0x8ff },     { 0xfb1d, 0xfdff },   { 0xfe70, 0xfefc },
    { 0x10800, 0x10fff }, { 0x1e800, 0x1efff },
  };

  return c != LETTER_MARK && is_in (blocks, G_N_ELEMENTS (blocks), c);
}

#define SCRIPT(name) G_UNICODE_SCRIPT_##name

static gboolean
is_of_script (const GUnicodeScript *scripts, gsize n, gunichar c)
{
  GUnicodeScript script = g_unichar_get_script (c);

  for (gsize i = 0; i < n; i++)
    if (scripts[i] == script)
      return TRUE;
  return FALSE;
}

/* A letter of a script in which letters join; in these they stand side by side, whatever comes
 * between them. */
static gboolean
is_joining_script (gunichar c)
{
  static const GUnicodeScript side_by_side[] = {
    SCRIPT (COMMON),   SCRIPT (INHERITED), SCRIPT (UNKNOWN),  SCRIPT (LATIN),    SCRIPT (GREEK),
    SCRIPT (CYRILLIC), SCRIPT (HANGUL),    SCRIPT (HAN),      SCRIPT (HIRAGANA), SCRIPT (KATAKANA),
    SCRIPT (BOPOMOFO), SCRIPT (ARMENIAN),  SCRIPT (GEORGIAN), SCRIPT (HEBREW),   SCRIPT (ETHIOPIC),
    SCRIPT (CHEROKEE), SCRIPT (THAI),      SCRIPT (LAO),
  };

  return (g_unichar_isalnum (c) || g_unichar_ismark (c))
         && !is_of_script (side_by_side, G_N_ELEMENTS (side_by_side), c);
}

/* Scripts that write without blanks, where a zero width space shows the borders of words. */
static gboolean
is_without_blanks (gunichar c)
{
  static const GUnicodeScript without_blanks[] = {
    SCRIPT (THAI),     SCRIPT (LAO),      SCRIPT (KHMER),    SCRIPT (MYANMAR),
    SCRIPT (TIBETAN),  SCRIPT (JAVANESE), SCRIPT (BALINESE), SCRIPT (NEW_TAI_LUE),
    SCRIPT (TAI_THAM), SCRIPT (TAI_VIET), SCRIPT (TAI_LE),
  };

  return is_of_script (without_blanks, G_N_ELEMENTS (without_blanks), c);
}

/* Signs that can be an emoji or part of one. */
static gboolean
is_pictograph (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return c == KEYCAP || (c >= 0x1f000 && c <= 0x1fbff) || c == 0xa9 || c == 0xae || c == 0x203c
         || c == 0x2049 || c == 0x3030 || c == 0x303d
         || (c >= 0x2100 && (type == G_UNICODE_OTHER_SYMBOL || type == G_UNICODE_MATH_SYMBOL));
}

static gboolean
is_conjoining_jamo (gunichar c)
{
  return (c >= 0x1100 && c <= 0x11ff && c != LEADING_FILLER && c != VOWEL_FILLER)
         || (c >= 0xa960 && c <= 0xa97c) || (c >= 0xd7b0 && c <= 0xd7fb);
}

static gboolean
is_selector_needed (gunichar c, gunichar before, gunichar after)
{
  GUnicodeScript script = g_unichar_get_script (before);

  if (c >= 0xe0100)
    return script == G_UNICODE_SCRIPT_HAN;
  if (c == TEXT_SELECTOR || c == EMOJI_SELECTOR)
    return is_pictograph (before)
           || (after == KEYCAP && before < 0x80 && strchr ("#*0123456789", (int) before) != NULL);
  return script == G_UNICODE_SCRIPT_HAN || is_joining_script (before)
         || (before >= 0x3000 && before < FIRST_FULL_WIDTH && g_unichar_ispunct (before))
         || before == '0' || g_unichar_type (before) == G_UNICODE_MATH_SYMBOL;
}

/* Marks and letters that show as nothing belong behind a letter of their own script. */
static gboolean
is_behind_own_script (gunichar c, gunichar before)
{
  GUnicodeScript script = g_unichar_get_script (c);

  return script != G_UNICODE_SCRIPT_COMMON && script != G_UNICODE_SCRIPT_INHERITED
         && script != G_UNICODE_SCRIPT_UNKNOWN && script != G_UNICODE_SCRIPT_HANGUL
         && script != G_UNICODE_SCRIPT_ARABIC && script == g_unichar_get_script (before);
}

static gboolean
holds_right_to_left (AttestSignWalk *walk)
{
  const char *p = walk->knows_direction ? "" : walk->text;

  for (; *p != '\0' && !walk->is_right_to_left; p = g_utf8_next_char (p))
    walk->is_right_to_left = is_right_to_left (g_utf8_get_char (p));
  walk->knows_direction = TRUE;
  return walk->is_right_to_left;
}

/* Embeddings, overrides and isolates turn all the words around them. */
static gboolean
turns_words (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* Marks, embeddings and isolates; not the overrides, which no text of a person needs. */
static gboolean
is_direction_mark (gunichar c)
{
  return c == LETTER_MARK || c == 0x200e || c == 0x200f
         || (turns_words (c) && c != 0x202d && c != 0x202e);
}

/**
 * attest_sign_is_fit_to_show:
 * @c: a character of a text from elsewhere
 *
 * Returns: whether it may stand within our own words: control characters may not, nor what turns
 *   the direction of the words around it
 */
gboolean
attest_sign_is_fit_to_show (gunichar c)
{
  return !g_unichar_iscntrl (c) && !turns_words (c);
}

/* Behind the flag they belong to, with nothing but tags between. */
static gboolean
is_tag_of_flag (AttestSignWalk *walk, const char *at, gunichar before)
{
  if (before != BLACK_FLAG && at != walk->flag_end)
    return FALSE;
  walk->flag_end = g_utf8_get_char (at) == LAST_TAG ? NULL : g_utf8_next_char (at);
  return TRUE;
}

/* The character in front of @at, where it can be seen: what is invisible itself is no reason for
 * another to be. An emoji's selector is part of the emoji. */
static gunichar
get_seen_before (const char *text, const char *at)
{
  gunichar c = 0;

  if (at == text)
    return 0;
  at = g_utf8_prev_char (at);
  c = g_utf8_get_char (at);
  if (c != EMOJI_SELECTOR)
    return attest_sign_is_unseen (c) ? 0 : c;
  c = at > text ? g_utf8_get_char (g_utf8_prev_char (at)) : 0;
  return is_pictograph (c) ? c : 0;
}

/**
 * attest_sign_is_needed:
 * @walk: the text it stands in; asked in the order of the text
 * @at: where in it a character stands that has no look of its own
 *
 * Returns: whether the letters around it need it there: joiners in Indic, Persian and emoji,
 *   direction marks where something runs from right to left, selectors of a variant, and the like
 */
gboolean
attest_sign_is_needed (AttestSignWalk *walk, const char *at)
{
  gunichar c = g_utf8_get_char (at);
  gunichar before = get_seen_before (walk->text, at);
  gunichar after = g_utf8_get_char (g_utf8_next_char (at));

  if (attest_sign_is_unseen (after))
    after = 0;
  if (c == NON_JOINER || c == JOINER)
    return is_joining_script (before) || is_joining_script (after)
           || (c == JOINER && is_pictograph (before) && is_pictograph (after));
  if (c == ZERO_WIDTH_SPACE)
    return is_without_blanks (before) || is_without_blanks (after);
  if (is_direction_mark (c))
    return holds_right_to_left (walk);
  if ((c >= FIRST_SELECTOR && c <= EMOJI_SELECTOR) || (c >= 0xe0100 && c <= 0xe01ef))
    return is_selector_needed (c, before, after);
  if (c == GRAPHEME_JOINER)
    return g_unichar_ismark (after);
  if (c == LEADING_FILLER || c == VOWEL_FILLER)
    return is_conjoining_jamo (before) || is_conjoining_jamo (after);
  if (c >= FIRST_TAG && c <= LAST_TAG)
    return is_tag_of_flag (walk, at, before);
  return is_behind_own_script (c, before);
}

/* Each sign, and behind it the one of ASCII that looks like it. */
static const char alikes[] = "АAВBЕEЅSІIЈJКKМMНHОOРPСCТTУYХXҮYԚQԜWаaсcԁdеeһhіiјjӏlоoрpԛqѕsԝwхxуy"
                             "ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοoϲcϳjͿJ"
                             "∶:꞉:﹕:⁄/∕/⧸/╱/․.";

/**
 * attest_sign_is_full_width:
 * @c: a character
 *
 * Returns: whether it is the full-width form of an ASCII sign
 */
gboolean
attest_sign_is_full_width (gunichar c)
{
  return c >= FIRST_FULL_WIDTH && c <= LAST_FULL_WIDTH;
}

/* Long vowels of Korean and Japanese, which the key for a dash writes there. */
static gboolean
is_dash_of_input_method (const char *text, const char *at)
{
  gunichar c = g_utf8_get_char (at);

  return (c == 0x30fc || c == 0x3161) && at > text && g_ascii_isalnum (at[-1])
         && g_ascii_isalnum (*g_utf8_next_char (at));
}

/**
 * attest_sign_get_ascii:
 * @text: valid UTF-8
 * @at: where in it a character stands
 *
 * Returns: the ASCII sign that a reader takes it for: dashes and blanks of any kind, full-width
 *   forms, Cyrillic and Greek letters of the same shape; NUL: none, or it is ASCII
 */
char
attest_sign_get_ascii (const char *text, const char *at)
{
  gunichar c = g_utf8_get_char (at);
  const char *found = NULL;

  if (c < 0x80)
    return '\0';
  if (attest_sign_is_full_width (c))
    return (char) (c - FIRST_FULL_WIDTH + '!');
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2043 || c == 0x2212 || c == 0x2d7 || c == 0x2500
      || c == 0x2501 || c == 0x2796 || c == 0xfe58 || c == 0xfe63
      || is_dash_of_input_method (text, at))
    return '-';
  if (g_unichar_type (c) == G_UNICODE_SPACE_SEPARATOR)
    return ' ';
  if ((c < 0x370 || c >= 0x530) && (c < 0x2000 || c >= 0xac00))
    return '\0';
  found = g_utf8_strchr (alikes, -1, c);
  return found != NULL ? *g_utf8_next_char (found) : '\0';
}

static const struct
{
  Range range;
  const char *name;
} names[] = {
  { { ' ', ' ' }, N_ ("space") },
  { { 0xa0, 0xa0 }, N_ ("no-break space") },
  { { SOFT_HYPHEN, SOFT_HYPHEN }, N_ ("soft hyphen") },
  { { GRAPHEME_JOINER, GRAPHEME_JOINER }, N_ ("grapheme joiner") },
  { { LETTER_MARK, LETTER_MARK }, N_ ("direction mark") },
  { { LEADING_FILLER, VOWEL_FILLER }, N_ ("Hangul filler") },
  { { ZERO_WIDTH_SPACE, ZERO_WIDTH_SPACE }, N_ ("zero width space") },
  { { NON_JOINER, NON_JOINER }, N_ ("zero width non-joiner") },
  { { JOINER, JOINER }, N_ ("zero width joiner") },
  { { 0x200e, 0x200e }, N_ ("left-to-right mark") },
  { { 0x200f, 0x200f }, N_ ("right-to-left mark") },
  { { 0x2010, 0x2015 }, N_ ("dash") },
  { { 0x202a, 0x202e }, N_ ("direction control") },
  { { 0x2060, 0x2060 }, N_ ("word joiner") },
  { { 0x2066, 0x206f }, N_ ("direction control") },
  { { 0x2212, 0x2212 }, N_ ("minus sign") },
  { { 0x3000, 0x3000 }, N_ ("full-width space") },
  { { 0x3164, 0x3164 }, N_ ("Hangul filler") },
  { { FIRST_SELECTOR, EMOJI_SELECTOR }, N_ ("variation selector") },
  { { 0xfeff, 0xfeff }, N_ ("byte order mark") },
  { { 0xffa0, 0xffa0 }, N_ ("Hangul filler") },
  { { 0xfffd, 0xfffd }, N_ ("replacement character") },
  { { 0xe0000, 0xe00ff }, N_ ("tag") },
  { { 0xe0100, 0xe01ef }, N_ ("variation selector") },
};

static const char *
get_name (gunichar c)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (is_in (&names[i].range, 1, c))
      return _ (names[i].name);
  if (attest_sign_is_control (c))
    return _ ("control character");
  if (attest_sign_is_unseen (c))
    return _ ("invisible sign");
  if (attest_sign_is_private (c))
    return _ ("character of one font");
  if (g_unichar_type (c) == G_UNICODE_SPACE_SEPARATOR)
    return _ ("blank of another width");
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_CYRILLIC:
      return _ ("Cyrillic letter");
    case G_UNICODE_SCRIPT_GREEK:
      return _ ("Greek letter");
    default:
      return _ ("look-alike");
    }
}

#define CONTEXT 8

/* Up to some characters in front of @at that can be seen, in the same line. */
static char *
dup_seen_before (const char *text, const char *at)
{
  GString *seen = g_string_new (NULL);

  for (guint n = 0; at > text;)
    {
      gunichar c = 0;

      at = g_utf8_prev_char (at);
      c = g_utf8_get_char (at);
      if (attest_sign_is_control (c))
        break;
      if (attest_sign_is_unseen (c))
        continue;
      g_string_prepend_unichar (seen, n < CONTEXT ? c : 0x2026); /* … */
      if (n++ == CONTEXT)
        break;
    }
  return g_string_free (seen, FALSE);
}

/**
 * attest_sign_describe:
 * @text: valid UTF-8
 * @at: where in it a character stands
 *
 * Returns: (transfer full): its number, its name in the user's language, and where it stands:
 *   U+200B zero width space after “AB12”
 */
char *
attest_sign_describe (const char *text, const char *at)
{
  gunichar c = g_utf8_get_char (at);
  g_autofree char *seen = dup_seen_before (text, at);

  if (*seen == '\0')
    /* Translators: a character at the beginning of a text: its number and its name, as in
     * "U+FEFF byte order mark" */
    return g_strdup_printf (_ ("U+%04X %s at the beginning"), c, get_name (c));
  /* Translators: a character: its number, its name, and the letters before it, as in
   * "U+200B zero width space after “AB12”" */
  return g_strdup_printf (_ ("U+%04X %s after “%s”"), c, get_name (c), seen);
}
