/* Small string helpers. Thread: any. */
#include "base/attest-str.h"

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
 * Returns: whether there is nothing in @text but white space of any script
 */
gboolean
attest_str_is_blank (const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)) && g_utf8_get_char (p) != 0xfeff)
      return FALSE;
  return TRUE;
}
