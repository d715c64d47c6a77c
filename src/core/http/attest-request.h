/* AttestRequest: one request to a stranger's server before it is sent; AttestRoute: how servers are
 * reached. Main thread, where nothing else is said. */
#pragma once

#include "http/attest-sign-in.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* How servers are reached. All but the first is for tests, where that is not as the system has it.
 */
typedef struct
{
  AttestSignIn *sign_in;   /* (nullable) */
  GTlsDatabase *trusted;   /* (nullable) */
  GProxyResolver *proxies; /* (nullable) */
  guint idle_timeout;      /* milliseconds without any progress; 0: as in the request */
  guint total_timeout;     /* milliseconds altogether; 0: as in the request */
} AttestRoute;

/* What is to be sent. Copied by attest_post_async(). */
typedef struct
{
  const char *url;
  GBytes *body;           /* %NULL: a GET, which asks and changes nothing */
  const char *key_header; /* (nullable) */
  const char *key_prefix;
  SecretValue *key;         /* (nullable) */
  guint idle_timeout;       /* milliseconds without any progress; 0: two minutes */
  guint total_timeout;      /* milliseconds altogether; 0: ten minutes */
  const char *accept;       /* (nullable): what is to come back; %NULL: JSON */
  guint max_reply;          /* bytes that are read of it; 0: %ATTEST_MAX_REPLY */
  const AttestRoute *route; /* (nullable) */
} AttestRequest;

SoupSession *attest_route_open_session (const AttestRoute *self, GUri *uri);
SoupMessage *attest_request_make_message (const AttestRequest *self, GUri *uri);
char *attest_request_describe_headers (const char *key_header, const char *key_prefix);
char *attest_request_write_command (const char *url, const char *headers, const char *body);

G_END_DECLS
