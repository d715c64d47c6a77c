/* Small string helpers. Thread: any. */
#include "attest-config.h"
#include "base/attest-str.h"

#include "base/attest-sign.h"

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

      if (!g_unichar_isspace (c) && !attest_sign_is_unseen (c) && !attest_sign_is_control (c))
        return FALSE;
    }
  return TRUE;
}
