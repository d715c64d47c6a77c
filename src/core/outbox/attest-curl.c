/* A request as a command: what a person gives to whoever runs the service, to show what happens.
 * Thread: any. */
#include "attest-config.h"
#include "outbox/attest-curl.h"

/**
 * attest_curl_write:
 * @url: where it goes
 * @headers: one "Name: value" a line, the key as a placeholder
 * @body: what is sent
 *
 * Every text is quoted for a shell, whatever is in it; the body is sent byte for byte.
 *
 * Returns: (transfer full): the command
 */
char *
attest_curl_write (const char *url, const char *headers, const char *body)
{
  g_auto (GStrv) lines = g_strsplit (headers, "\n", -1);
  g_autofree char *quoted_url = g_shell_quote (url);
  g_autofree char *quoted_body = g_shell_quote (body);
  GString *command = g_string_new (NULL);

  g_string_append_printf (command, "curl %s", quoted_url);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *quoted = g_shell_quote (lines[i]);

      if (*lines[i] != '\0')
        g_string_append_printf (command, " \\\n  -H %s", quoted);
    }
  g_string_append_printf (command, " \\\n  --data-raw %s\n", quoted_body);
  return g_string_free (command, FALSE);
}
