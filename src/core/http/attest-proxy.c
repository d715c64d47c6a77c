/* A proxy makes a connection to the host (CONNECT, RFC 9110, 9.3.6), or says why it does not. Until
 * it has made one nothing of the request has left, and whatever came back is the proxy's word, not
 * the service's: it says something about this network, and nothing about keys or records.
 *
 * It is given the name and password that stand in its own address, or that are known for it (Basic
 * alone, RFC 7617), and nobody else is. Main thread. */
#include "attest-config.h"
#include "http/attest-proxy.h"

#include "http/attest-redact.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_SCHEMES 100 /* characters */

static void
wipe (char **text)
{
  if (*text != NULL)
    explicit_bzero (*text, strlen (*text));
  g_clear_pointer (text, g_free);
}

/**
 * attest_proxy_clear:
 * @self: a proxy
 *
 * Makes it none, and frees what it holds.
 */
void
attest_proxy_clear (AttestProxy *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->user, g_free);
  wipe (&self->password);
  g_clear_pointer (&self->login, secret_value_unref);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->schemes, g_free);
  self->status = 0;
  self->is_reached = FALSE;
  self->is_open = FALSE;
}

static void
set_address (AttestProxy *self, GSocketAddress *address)
{
  g_autoptr (GUri) uri = NULL;
  GProxyAddress *proxy = NULL;

  attest_proxy_clear (self);
  if (address == NULL || !G_IS_PROXY_ADDRESS (address))
    return;
  proxy = G_PROXY_ADDRESS (address);
  uri = g_uri_parse (g_proxy_address_get_uri (proxy), G_URI_FLAGS_HAS_PASSWORD, NULL);
  self->name = g_strdup_printf ("%s:%u",
                                uri != NULL ? g_uri_get_host (uri) : "?",
                                g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  self->user = g_strdup (g_proxy_address_get_username (proxy));
  self->password = g_strdup (g_proxy_address_get_password (proxy));
}

/**
 * attest_proxy_follow:
 * @self: a proxy
 * @event: what a connection is at
 * @connection: (nullable): that connection
 *
 * Of several proxies the last that was tried counts; none where it is the host itself. One that
 * answered is not tried again.
 */
void
attest_proxy_follow (AttestProxy *self, GSocketClientEvent event, GIOStream *connection)
{
  g_autoptr (GSocketAddress) address = NULL;

  if (self->status != 0)
    return;
  if (event == G_SOCKET_CLIENT_CONNECTED)
    self->is_reached = TRUE;
  if (event == G_SOCKET_CLIENT_PROXY_NEGOTIATED)
    self->is_open = TRUE;
  if (event != G_SOCKET_CLIENT_CONNECTING || !G_IS_SOCKET_CONNECTION (connection))
    return;
  address = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (connection), NULL);
  set_address (self, address);
}

/**
 * attest_proxy_set_uris:
 * @self: a proxy
 * @uris: (nullable): what a resolver says is to be used, the first to be tried first
 *
 * For a proxy whose name could not even be looked up.
 *
 * Returns: whether a proxy is to be used
 */
gboolean
attest_proxy_set_uris (AttestProxy *self, const char *const *uris)
{
  g_autoptr (GUri) uri = NULL;

  if (uris == NULL || uris[0] == NULL || g_str_has_prefix (uris[0], "direct:"))
    return FALSE;
  uri = g_uri_parse (uris[0], G_URI_FLAGS_HAS_PASSWORD, NULL);
  attest_proxy_clear (self);
  self->name = g_strdup (uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : "?");
  return TRUE;
}

/**
 * attest_proxy_is_in_the_way:
 * @self: a proxy
 *
 * Returns: whether there is one that has not made the connection (yet)
 */
gboolean
attest_proxy_is_in_the_way (const AttestProxy *self)
{
  return self->name != NULL && !self->is_open;
}

static void
take_login (AttestProxy *self, SecretValue *login)
{
  const char *text = secret_value_get_text (login);
  const char *colon = text != NULL ? strchr (text, ':') : NULL;

  if (colon == NULL)
    return;
  self->login = secret_value_ref (login);
  self->user = g_uri_unescape_segment (text, colon, NULL);
  self->password = g_uri_unescape_string (colon + 1, NULL);
}

/* Returns: (transfer full): what Basic makes of name and password; to be wiped */
static char *
encode (const AttestProxy *self)
{
  char *both = g_strconcat (self->user, ":", self->password != NULL ? self->password : "", NULL);
  char *encoded = g_base64_encode ((const guchar *) both, strlen (both));

  wipe (&both);
  return encoded;
}

/**
 * attest_proxy_prepare:
 * @self: a proxy
 * @login: (nullable): a name and a password, as attest_sign_in_make() writes them; those in its
 *   address are preferred
 * @connect: the CONNECT it is about to be sent
 *
 * Signs in, where it is known how.
 */
void
attest_proxy_prepare (AttestProxy *self, SecretValue *login, SoupMessage *connect)
{
  char *encoded = NULL;
  char *value = NULL;

  if (self->user == NULL && login != NULL)
    take_login (self, login);
  if (self->user == NULL)
    return;
  encoded = encode (self);
  value = g_strconcat ("Basic ", encoded, NULL);
  soup_message_headers_replace (
      soup_message_get_request_headers (connect), "Proxy-Authorization", value);
  wipe (&encoded);
  wipe (&value);
}

/* "Basic, NTLM": the first word of each challenge. */
static char *
list_schemes (SoupMessageHeaders *headers)
{
  const char *challenges = soup_message_headers_get_list (headers, "Proxy-Authenticate");
  g_auto (GStrv) parts = g_strsplit (challenges != NULL ? challenges : "", ",", 32);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL && names->len < MOST_SCHEMES; i++)
    {
      const char *word = g_strstrip (parts[i]);
      gsize length =
          strspn (word, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

      /* Not a parameter of the one before. */
      if (length > 0 && length < 32 && (word[length] == '\0' || word[length] == ' '))
        g_string_append_printf (names, "%s%.*s", names->len > 0 ? ", " : "", (int) length, word);
    }
  return names->len > 0 ? g_strdup (names->str) : NULL;
}

/* Without what it was given, in whatever form it says it again. */
static char *
dup_reason (const AttestProxy *self, const char *reason)
{
  g_autofree char *once = NULL;
  char *encoded = NULL;
  char *twice = NULL;

  if (self->user == NULL || reason == NULL)
    return g_strdup (reason);
  encoded = encode (self);
  once = attest_redact_text (reason, self->password);
  twice = attest_redact_text (once, encoded);
  wipe (&encoded);
  return twice;
}

/**
 * attest_proxy_take_answer:
 * @self: a proxy
 * @connect: the CONNECT it has just answered
 */
void
attest_proxy_take_answer (AttestProxy *self, SoupMessage *connect)
{
  g_free (self->reason);
  g_free (self->schemes);
  self->status = soup_message_get_status (connect);
  self->is_open = SOUP_STATUS_IS_SUCCESSFUL (self->status);
  self->reason = dup_reason (self, soup_message_get_reason_phrase (connect));
  self->schemes = list_schemes (soup_message_get_response_headers (connect));
}

#define UNREACHABLE                                                                                \
  N_ ("The proxy of this network (%s) cannot be reached. Check the connection, or ask the "        \
      "administrator of your network.")
#define LATE                                                                                       \
  N_ ("The proxy of this network (%s) did not answer in time. Check the connection, or try again " \
      "later.")
#define FORBIDDEN                                                                                  \
  N_ ("The proxy of this network (%s) does not allow this connection. Ask the administrator of "   \
      "your network.")
#define ANOTHER_PAGE                                                                               \
  N_ ("The proxy of this network (%s) redirects to another page. Networks often ask you to sign "  \
      "in: open any page in a web browser, then send again.")
#define HOST_NOT_REACHED                                                                           \
  N_ ("The proxy of this network (%s) could not reach the host. Check the address under “API "   \
      "Keys”, or try again later.")

/* What each answer means; "%s" is the proxy. */
static const struct
{
  guint first;
  guint last;
  const char *words;
} answers[] = {
  { 300, 399, ANOTHER_PAGE },
  { 401, 403, FORBIDDEN },
  { 500, 510, HOST_NOT_REACHED },
  { 511, 511, ANOTHER_PAGE },
};

/* And what it means that there is none. */
static const struct
{
  int code; /* of G_IO_ERROR */
  const char *words;
  const char *behind; /* (nullable): once the proxy is reached */
} failures[] = {
  { G_IO_ERROR_CONNECTION_REFUSED,
    N_ ("The proxy of this network (%s) does not accept connections. Check the network settings of "
        "this computer, or ask the administrator of your network."),
    HOST_NOT_REACHED },
  { G_IO_ERROR_HOST_NOT_FOUND,
    N_ ("The name of the proxy of this network (%s) could not be found. Check the network settings "
        "of this computer, or ask the administrator of your network."),
    HOST_NOT_REACHED },
  { G_IO_ERROR_HOST_UNREACHABLE, UNREACHABLE, HOST_NOT_REACHED },
  { G_IO_ERROR_NETWORK_UNREACHABLE, UNREACHABLE, HOST_NOT_REACHED },
  { G_IO_ERROR_TIMED_OUT, LATE },
  { G_IO_ERROR_CANCELLED, LATE },
  { G_IO_ERROR_PROXY_NOT_ALLOWED, FORBIDDEN },
  { G_IO_ERROR_PROXY_AUTH_FAILED,
    N_ ("The proxy of this network (%s) does not accept the name and password in its address. "
        "Check them in the network settings of this computer.") },
  { G_IO_ERROR_PROXY_NEED_AUTH,
    N_ ("The proxy of this network (%s) asks for a name and a password. Send from the window of "
        "Attest, or from a terminal: you are asked for them, and your keyring keeps them.") },
};

static const char *
find_failure (const AttestProxy *self, int code)
{
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    if (failures[i].code == code)
      return _ (self->is_reached && failures[i].behind != NULL ? failures[i].behind
                                                               : failures[i].words);
  return _ ("The proxy of this network (%s) did not make the connection. Ask the administrator of "
            "your network.");
}

static gboolean
offers_basic (const AttestProxy *self)
{
  g_autofree char *schemes = self->schemes != NULL ? g_ascii_strdown (self->schemes, -1) : NULL;

  return schemes == NULL || strstr (schemes, "basic") != NULL;
}

/**
 * attest_proxy_asks_to_sign_in:
 * @self: a proxy
 *
 * Returns: whether it wants a name and a password other than those of its own address
 */
gboolean
attest_proxy_asks_to_sign_in (const AttestProxy *self)
{
  return self->status == SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED && offers_basic (self)
         && (self->user == NULL || self->login != NULL);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static char *
describe_sign_in (const AttestProxy *self)
{
  if (!offers_basic (self))
    return g_strdup_printf (
        /* Translators: the first is a proxy, the second names like "NTLM, Negotiate" */
        _ ("The proxy of this network (%s) asks to sign in by %s, which Attest cannot do. Ask the "
           "administrator of your network for another way."),
        self->name,
        self->schemes);
  if (self->login != NULL)
    return g_strdup_printf (
        _ ("The proxy of this network (%s) does not accept the name and password that it was "
           "given, so they were not kept. Send again to enter others."),
        self->name);
  return g_strdup_printf (
      find_failure (self,
                    self->user != NULL ? G_IO_ERROR_PROXY_AUTH_FAILED : G_IO_ERROR_PROXY_NEED_AUTH),
      self->name);
}

/**
 * attest_proxy_describe:
 * @self: a proxy that is in the way
 * @error: (nullable): why there is no answer of it; cancelled is: not in time
 *
 * Returns: (transfer full): what is wrong and what to do about it, translated
 */
char *
attest_proxy_describe (const AttestProxy *self, const GError *error)
{
  int code = -1;

  g_return_val_if_fail (self->name != NULL, NULL);

  if (self->status == SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED)
    return describe_sign_in (self);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (self->status >= answers[i].first && self->status <= answers[i].last)
      return g_strdup_printf (_ (answers[i].words), self->name);
  if (self->status == 0 && error != NULL && error->domain == G_RESOLVER_ERROR)
    code = G_IO_ERROR_HOST_NOT_FOUND;
  else if (self->status == 0 && error != NULL && error->domain == G_IO_ERROR)
    code = error->code;
  return g_strdup_printf (find_failure (self, code), self->name);
}
#pragma GCC diagnostic pop

/**
 * attest_proxy_dup_detail:
 * @self: a proxy
 *
 * Returns: (transfer full) (nullable): its answer, for the history; %NULL: it gave none
 */
char *
attest_proxy_dup_detail (const AttestProxy *self)
{
  if (self->name == NULL || self->status == 0)
    return NULL;
  return g_strdup_printf (
      "CONNECT %s: HTTP %u %s", self->name, self->status, self->reason != NULL ? self->reason : "");
}
