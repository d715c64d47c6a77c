/* Finding and mending what is odd about a text. Nothing here changes a text in place: what was
 * typed stays until the user asks for the mend. Thread: any. */
#include "base/attest-text.h"

#include <string.h>

#define FIRST_FULL_WIDTH 0xff01
#define LAST_FULL_WIDTH 0xff5e
#define FULL_WIDTH_SHIFT (FIRST_FULL_WIDTH - '!')

/* White space of any script, and characters that show as nothing at all. */
static gboolean
is_blank (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x200b || c == 0x2060 || c == 0xfeff;
}

static gboolean
is_full_width (gunichar c)
{
  return c >= FIRST_FULL_WIDTH && c <= LAST_FULL_WIDTH;
}

/* In long texts line ends and tabs are the writer's own; a carriage return is part of a line end.
 */
static gboolean
is_control (gunichar c, gboolean one_line)
{
  if (!one_line && (c == '\n' || c == '\t' || c == '\r'))
    return FALSE;
  return g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029;
}

static gboolean
has_outer_blank (const char *text)
{
  const char *end = text + strlen (text);

  return end != text
         && (is_blank (g_utf8_get_char (text))
             || is_blank (g_utf8_get_char (g_utf8_prev_char (end))));
}

static gboolean
is_ascii (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if ((guchar) *p >= 0x80)
      return FALSE;
  return TRUE;
}

/* Characters that are composed already and take part in no composition: what most texts are made
 * of, so that the slow way is seldom gone. Conjoining jamo, combining and kana voice marks, and
 * compatibility ideographs are none of them. */
static gboolean
is_plainly_composed (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0x300 && !(c >= 0xac00 && c <= 0xd7a3) && !(c >= 0x4e00 && c <= 0x9fff)
          && !(c >= 0x3041 && c <= 0x3096) && !(c >= 0x30a1 && c <= 0x30fa)
          && !(c >= 0x2010 && c <= 0x2027) && !(c >= 0x3000 && c <= 0x3020) && !is_full_width (c))
        return FALSE;
    }
  return TRUE;
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
  char *composed = NULL;

  if (is_plainly_composed (text))
    return g_strdup (text);
  composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  return composed != NULL ? composed : g_utf8_make_valid (text, -1);
}

/**
 * attest_text_find_oddities:
 * @text: valid UTF-8
 * @one_line: whether line ends have no place in it
 *
 * Returns: what is odd about @text; 0 for most texts
 */
AttestTextOddity
attest_text_find_oddities (const char *text, gboolean one_line)
{
  AttestTextOddity found = 0;

  g_return_val_if_fail (text != NULL, 0);

  if (has_outer_blank (text))
    found |= ATTEST_TEXT_OUTER_SPACE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_full_width (c))
        found |= ATTEST_TEXT_FULL_WIDTH;
      else if (is_control (c, one_line))
        found |= ATTEST_TEXT_CONTROL;
    }
  if (!is_plainly_composed (text))
    {
      g_autofree char *composed = attest_text_compose (text);
      if (strcmp (composed, text) != 0)
        found |= ATTEST_TEXT_DECOMPOSED;
    }
  return found;
}

/* What takes the place of @c; 0: nothing does. */
static gunichar
mend_character (gunichar c, AttestTextOddity oddities, gboolean one_line)
{
  if ((oddities & ATTEST_TEXT_FULL_WIDTH) != 0 && is_full_width (c))
    return c - FULL_WIDTH_SHIFT;
  if ((oddities & ATTEST_TEXT_CONTROL) != 0 && is_control (c, one_line))
    return is_blank (c) ? ' ' : 0;
  return c;
}

static void
strip (GString *text)
{
  const char *start = text->str;

  while (*start != '\0' && is_blank (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  g_string_erase (text, 0, start - text->str);
  while (text->len > 0)
    {
      const char *last = g_utf8_prev_char (text->str + text->len);

      if (!is_blank (g_utf8_get_char (last)))
        return;
      g_string_truncate (text, (gsize) (last - text->str));
    }
}

/**
 * attest_text_mend:
 * @text: valid UTF-8
 * @oddities: what to mend; the rest is left as it is
 * @one_line: as for attest_text_find_oddities()
 *
 * Returns: (transfer full): the mended text
 */
char *
attest_text_mend (const char *text, AttestTextOddity oddities, gboolean one_line)
{
  g_autoptr (GString) mended = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if ((attest_text_find_oddities (text, one_line) & oddities) == 0)
    return g_strdup (text);
  mended = g_string_sized_new (strlen (text));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = mend_character (g_utf8_get_char (p), oddities, one_line);
      if (c != 0)
        g_string_append_unichar (mended, c);
    }
  if ((oddities & ATTEST_TEXT_OUTER_SPACE) != 0)
    strip (mended);
  if ((oddities & ATTEST_TEXT_DECOMPOSED) != 0)
    return attest_text_compose (mended->str);
  return g_strdup (mended->str);
}

/**
 * attest_text_tidy:
 * @text: valid UTF-8
 * @one_line: as for attest_text_find_oddities()
 *
 * Returns: (transfer full): @text without any oddity
 */
char *
attest_text_tidy (const char *text, gboolean one_line)
{
  return attest_text_mend (text,
                           ATTEST_TEXT_OUTER_SPACE | ATTEST_TEXT_FULL_WIDTH | ATTEST_TEXT_DECOMPOSED
                               | ATTEST_TEXT_CONTROL,
                           one_line);
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
 * attest_text_fold_for_search:
 * @text: (nullable): valid UTF-8
 *
 * Returns: (transfer full): a form in which one text contains another if a person would say so:
 *   composed and without regard to case
 */
char *
attest_text_fold_for_search (const char *text)
{
  g_autofree char *composed = NULL;
  g_autofree char *folded = NULL;

  if (text == NULL || is_ascii (text))
    return g_ascii_strdown (text != NULL ? text : "", -1);
  composed = attest_text_compose (text);
  folded = g_utf8_casefold (composed, -1);
  return attest_text_compose (folded);
}
