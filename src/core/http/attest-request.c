/* What is sent, and how; and both in words for whoever is asked about it. */
#include "attest-config.h"
#include "http/attest-request.h"

#include "service/attest-place.h"

/**
 * attest_route_open_session:
 * @self: (nullable): how servers are reached; %NULL: as the system has it
 * @uri: where the request goes; loopback is reached directly whatever proxy the system has
 *
 * Everything in it is off that could make two requests of one.
 *
 * Returns: (transfer full): a session for one request
 */
SoupSession *
attest_route_open_session (const AttestRoute *self, GUri *uri)
{
  SoupSession *session = soup_session_new_with_options (
      "user-agent", "Attest/" ATTEST_VERSION, "timeout", 0, "max-conns", 1, NULL);
  GProxyResolver *proxies =
      self != NULL && self->proxies != NULL ? self->proxies : g_proxy_resolver_get_default ();

  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_set_proxy_resolver (session, attest_uri_is_loopback (uri) ? NULL : proxies);
  if (self != NULL && self->trusted != NULL)
    soup_session_set_tls_database (session, self->trusted);
  return session;
}

/* One list for what is sent and for what attest_request_describe_headers() shows. */
static const struct
{
  const char *name;
  const char *value;
} fixed_headers[] = {
  { "Accept", "application/json" },
  { "Accept-Encoding", "identity" },
  { "Connection", "close" },
};

/**
 * attest_request_make_message:
 * @self: a request
 * @uri: its URL
 *
 * Returns: (transfer full): it as it is sent
 */
SoupMessage *
attest_request_make_message (const AttestRequest *self, GUri *uri)
{
  const char *method = self->body != NULL ? SOUP_METHOD_POST : SOUP_METHOD_GET;
  SoupMessage *message = soup_message_new_from_uri (method, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  for (guint i = 0; i < G_N_ELEMENTS (fixed_headers); i++)
    soup_message_headers_replace (headers, fixed_headers[i].name, fixed_headers[i].value);
  if (self->accept != NULL)
    soup_message_headers_replace (headers, "Accept", self->accept);
  if (self->key != NULL && self->key_header != NULL)
    {
      char *value = g_strconcat (self->key_prefix, secret_value_get_text (self->key), NULL);

      soup_message_headers_replace (headers, self->key_header, value);
      secret_password_wipe (value);
      g_free (value);
    }
  if (self->body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", self->body);
  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
  return message;
}

/**
 * attest_request_describe_headers:
 * @key_header: (nullable): the header that carries the key; %NULL where none is sent
 * @key_prefix: (nullable): what stands in front of the key
 *
 * Returns: (transfer full): the headers that are sent, one a line, with a placeholder for the key
 */
char *
attest_request_describe_headers (const char *key_header, const char *key_prefix)
{
  GString *text = g_string_new ("Content-Type: application/json\n");

  for (guint i = 0; i < G_N_ELEMENTS (fixed_headers); i++)
    g_string_append_printf (text, "%s: %s\n", fixed_headers[i].name, fixed_headers[i].value);
  g_string_append (text, "User-Agent: Attest/" ATTEST_VERSION "\n");
  if (key_header != NULL)
    g_string_append_printf (
        text, "%s: %s[API key]\n", key_header, key_prefix != NULL ? key_prefix : "");
  return g_string_free (text, FALSE);
}

/**
 * attest_request_write_command:
 * @url: where it goes
 * @headers: one "Name: value" a line, the key as a placeholder
 * @body: what is sent
 *
 * What a person gives to whoever runs the service, to show what happens. Every text is quoted for
 * a shell, whatever is in it; the body is sent byte for byte. Thread: any.
 *
 * Returns: (transfer full): the command
 */
char *
attest_request_write_command (const char *url, const char *headers, const char *body)
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
