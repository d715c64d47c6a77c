/* Retry-After (RFC 9110, 10.2.3): a number of seconds or an HTTP date. Thread: any. */
#include "attest-config.h"
#include "outbox/attest-retry-after.h"

#include <libsoup/soup.h>
#include <string.h>

static gboolean
parse_seconds (const char *text, guint *seconds)
{
  gsize length = strspn (text, "0123456789");

  if (length == 0 || text[length + strspn (text + length, " \t")] != '\0')
    return FALSE;
  /* A number too long for 64 bits comes back as the largest there is. */
  *seconds = (guint) MIN (g_ascii_strtoull (text, NULL, 10), ATTEST_MAX_RETRY_AFTER);
  return TRUE;
}

/**
 * attest_retry_after_parse:
 * @text: (nullable): the header as it came
 * @now: the present moment, microseconds since 1970
 * @seconds: (out): how long to wait, at most %ATTEST_MAX_RETRY_AFTER; untouched on failure
 *
 * A date in the past means no wait.
 *
 * Returns: whether @text says anything
 */
gboolean
attest_retry_after_parse (const char *text, gint64 now, guint *seconds)
{
  g_autoptr (GDateTime) date = NULL;
  gint64 wait = 0;

  if (text == NULL || !g_utf8_validate (text, -1, NULL) || strlen (text) > 100)
    return FALSE;
  while (*text == ' ' || *text == '\t')
    text++;
  if (parse_seconds (text, seconds))
    return TRUE;
  date = g_ascii_isalpha (*text) ? soup_date_time_new_from_http_string (text) : NULL;
  if (date == NULL)
    return FALSE;
  wait = g_date_time_to_unix (date) - now / G_USEC_PER_SEC;
  *seconds = (guint) CLAMP (wait, 0, ATTEST_MAX_RETRY_AFTER);
  return TRUE;
}
