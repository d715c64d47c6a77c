/* AttestProxy: the proxy of this network, as one request meets it on its way. */
#pragma once

#include <libsecret/secret.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct
{
  char *name;          /* "proxy.example:3128"; NULL: the request goes to its host directly */
  char *user;          /* (nullable): who signs in there */
  char *password;      /* (nullable) */
  SecretValue *login;  /* (nullable): both, if they do not stand in the proxy's own address */
  gboolean is_reached; /* there is a connection to it */
  gboolean is_open;    /* and one to the host behind it */
  guint status;        /* what it answered; 0: nothing yet */
  char *reason;        /* (nullable): the words beside it */
  char *schemes;       /* (nullable): the ways to sign in that it offers */
} AttestProxy;

void attest_proxy_clear (AttestProxy *self);
void attest_proxy_follow (AttestProxy *self, GSocketClientEvent event, GIOStream *connection);
gboolean attest_proxy_set_uris (AttestProxy *self, const char *const *uris);
gboolean attest_proxy_is_in_the_way (const AttestProxy *self);
void attest_proxy_prepare (AttestProxy *self, SecretValue *login, SoupMessage *connect);
void attest_proxy_take_answer (AttestProxy *self, SoupMessage *connect);
gboolean attest_proxy_asks_to_sign_in (const AttestProxy *self);
char *attest_proxy_describe (const AttestProxy *self, const GError *error);
char *attest_proxy_dup_detail (const AttestProxy *self);

G_END_DECLS
