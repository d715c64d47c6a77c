/* Why no reply came, in the words of somebody who keeps certificates, with what to do about it. The
 * libraries' own words, which are English and of no help to most, are the technical detail that the
 * history keeps. Thread: any. */
#include "attest-config.h"
#include "http/attest-failure.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

/* The first that applies is told. A certificate that was withdrawn stays so whatever the clock
 * says; after that comes what a wrong clock on this computer brings about, which is the most common
 * cause of all; and a network that looks into connections shows a certificate of its own making,
 * often for another name as well. */
static const struct
{
  GTlsCertificateFlags flag;
  const char *words;
} certificate_words[] = {
  { G_TLS_CERTIFICATE_REVOKED,
    N_ ("The security certificate of the host has been revoked by its issuer. Do not use this "
        "address until the service’s operator has explained it.") },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED,
    N_ ("The security certificate of the host is not valid yet. Check the date and time of this "
        "computer; if they are right, tell the service’s operator.") },
  { G_TLS_CERTIFICATE_EXPIRED,
    N_ ("The security certificate of the host has expired. Check the date and time of this "
        "computer; if they are right, tell the service’s operator.") },
  { G_TLS_CERTIFICATE_UNKNOWN_CA,
    N_ ("This computer does not know who issued the security certificate of the host, so somebody "
        "else may be answering in its place. Ask the administrator of your network whether "
        "connections are being inspected, and check the address under “API Keys”.") },
  { G_TLS_CERTIFICATE_BAD_IDENTITY,
    N_ ("The host showed the security certificate of another host. Check the address under “API "
        "Keys”; if it is right, ask the administrator of your network.") },
  { G_TLS_CERTIFICATE_INSECURE,
    N_ ("The security certificate of the host is of a kind that is no longer safe. Tell the "
        "service’s operator.") },
};

static const struct
{
  int code; /* of G_IO_ERROR */
  const char *words;
} unreached_words[] = {
  { G_IO_ERROR_CONNECTION_REFUSED,
    N_ ("The host does not accept connections. Check the address under “API Keys”, or try "
        "again later.") },
  { G_IO_ERROR_HOST_NOT_FOUND,
    N_ ("The name of the host could not be found. Check the address under “API Keys” and the "
        "connection to the network.") },
  { G_IO_ERROR_HOST_UNREACHABLE,
    N_ ("The host cannot be reached from this network. Check the connection, or ask the "
        "administrator of your network.") },
  { G_IO_ERROR_NETWORK_UNREACHABLE,
    N_ ("The host cannot be reached from this network. Check the connection, or ask the "
        "administrator of your network.") },
  { G_IO_ERROR_TIMED_OUT,
    N_ ("The host could not be reached in time. Check the connection to the network, or try "
        "again later.") },
};

static const char *
describe_certificate (GTlsCertificateFlags flags)
{
  for (guint i = 0; i < G_N_ELEMENTS (certificate_words); i++)
    if ((flags & certificate_words[i].flag) != 0)
      return _ (certificate_words[i].words);
  return _ ("The identity of the host could not be verified. Check the address under “API "
            "Keys”; if it is right, ask the administrator of your network.");
}

static const char *
describe_unreached (const GError *error)
{
  if (error->domain == G_RESOLVER_ERROR)
    return _ ("The name of the host could not be found. Check the address under “API Keys” and "
              "the connection to the network.");
  if (error->domain == G_TLS_ERROR)
    return _ ("No encrypted connection to the host could be made. Check the address under “API "
              "Keys”; if it is right, ask the administrator of your network.");
  for (guint i = 0; error->domain == G_IO_ERROR && i < G_N_ELEMENTS (unreached_words); i++)
    if (unreached_words[i].code == error->code)
      return _ (unreached_words[i].words);
  return _ ("No connection to the host could be made. Check the address under “API Keys” and "
            "the connection to the network.");
}

/**
 * attest_failure_describe:
 * @self: how a request ended that brought no whole reply
 *
 * Returns: (transfer full): what is wrong, and before anything can have left, what to do about it;
 *   afterwards that depends on the service
 */
char *
attest_failure_describe (const AttestFailure *self)
{
  g_return_val_if_fail (self != NULL && self->error != NULL, NULL);

  if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (_ ("Sending was cancelled."));
  if (self->certificate != 0 && !self->may_have_left)
    return g_strdup (describe_certificate (self->certificate));
  if (!self->may_have_left)
    return g_strdup (describe_unreached (self->error));
  if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_strdup (_ ("The service did not answer in time."));
  if (g_error_matches (self->error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING))
    return g_strdup (_ ("The host’s answer could not be read."));
  return g_strdup (_ ("The connection was lost before the whole answer arrived."));
}

/**
 * attest_failure_dup_detail:
 * @self: how a request ended that brought no whole reply
 *
 * Returns: (transfer full) (nullable): the libraries' own words, for the history; %NULL where they
 *   say nothing more
 */
char *
attest_failure_dup_detail (const AttestFailure *self)
{
  g_autofree char *flags = NULL;

  g_return_val_if_fail (self != NULL && self->error != NULL, NULL);

  if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return NULL;
  if (self->certificate == 0)
    return g_strdup (self->error->message);
  flags = g_flags_to_string (G_TYPE_TLS_CERTIFICATE_FLAGS, self->certificate);
  return g_strdup_printf ("%s (%s)", self->error->message, flags);
}

/* How long a server asks to wait (RFC 9110, 10.2.3): a number of seconds or an HTTP date. */

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
