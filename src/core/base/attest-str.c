/* Small string helpers. Thread: any. */
#include "attest-config.h"
#include "base/attest-str.h"

#include "base/attest-sign.h"

#include <string.h>

#define DIGITS "0123456789"

/**
 * attest_str_set:
 * @place: (inout): where an owned string or %NULL stands
 * @text: (nullable): the new text, copied; may be part of the old one
 *
 * Returns: whether the text differs from the old one
 */
gboolean
attest_str_set (char **place, const char *text)
{
  char *old = *place;

  if (g_strcmp0 (old, text) == 0)
    return FALSE;
  *place = g_strdup (text);
  g_free (old);
  return TRUE;
}

/**
 * attest_str_is_blank:
 * @text: (nullable): valid UTF-8
 *
 * Returns: whether there is nothing to be seen in @text: white space of any script, and characters
 *   that have no look of their own
 */
gboolean
attest_str_is_blank (const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_ascii_isgraph (*p)
          || (!g_unichar_isspace (c) && !attest_sign_is_unseen (c) && !attest_sign_is_control (c)))
        return FALSE;
    }
  return TRUE;
}

/**
 * attest_str_is_digits:
 * @text: a text
 *
 * Returns: whether it is ASCII digits and nothing else, one at least
 */
gboolean
attest_str_is_digits (const char *text)
{
  return *text != '\0' && text[strspn (text, DIGITS)] == '\0';
}

/**
 * attest_str_has_digit:
 * @text: a text
 *
 * Returns: whether there is an ASCII digit in it
 */
gboolean
attest_str_has_digit (const char *text)
{
  return strpbrk (text, DIGITS) != NULL;
}

static gboolean
is_inside_character (char c)
{
  return ((guchar) c & 0xc0) == 0x80;
}

/**
 * attest_str_find_change:
 * @before: valid UTF-8
 * @after: valid UTF-8
 * @start: (out): where they begin to differ, in bytes
 * @end_before: (out): from where on @before is the same as @after again
 * @end_after: (out): likewise in @after
 *
 * What was between @start and @end_before was replaced by what is between @start and @end_after.
 * All of them are at the beginning of a character.
 */
void
attest_str_find_change (const char *before,
                        const char *after,
                        gsize *start,
                        gsize *end_before,
                        gsize *end_after)
{
  gsize same = 0;
  gsize b = strlen (before);
  gsize a = strlen (after);

  while (before[same] != '\0' && before[same] == after[same])
    same++;
  while (is_inside_character (before[same]) || is_inside_character (after[same]))
    same--;
  while (b > same && a > same && before[b - 1] == after[a - 1])
    b--, a--;
  while (is_inside_character (before[b]) || is_inside_character (after[a]))
    b++, a++;
  *start = same;
  *end_before = b;
  *end_after = a;
}
