/* AttestSignIn: names and passwords for the proxies of this network that ask for them. */
#pragma once

#include "keyring/attest-keyring.h"

G_BEGIN_DECLS

typedef struct _AttestSignIn AttestSignIn;

/* A proxy asks for a name and a password that nobody has, or (@refused) refused those there were.
 * Returns: whether somebody is asked for them; attest_sign_in_answer() is called then, or was */
typedef gboolean (*AttestSignInAsk) (const char *proxy, gboolean refused, gpointer user_data);

typedef enum
{
  ATTEST_SIGN_IN_NONE,  /* there is none, and nobody can be asked */
  ATTEST_SIGN_IN_ASKED, /* there is none yet: somebody is asked */
  ATTEST_SIGN_IN_FOUND, /* attest_sign_in_get() gives it */
} AttestSignInAnswer;

AttestSignIn *attest_sign_in_new (AttestKeyring *keyring, AttestSignInAsk ask, gpointer user_data);
void attest_sign_in_free (AttestSignIn *self);

SecretValue *attest_sign_in_make (const char *name, const char *password);
SecretValue *attest_sign_in_get (AttestSignIn *self, const char *proxy);
gboolean attest_sign_in_is_asking (AttestSignIn *self);
void attest_sign_in_answer (AttestSignIn *self, SecretValue *login);

/* What a proxy asked for. */
typedef struct
{
  const char *proxy;
  SecretValue *refused; /* (nullable): what it was given */
  gboolean quiet;       /* nobody is to be asked */
} AttestSignInQuestion;

void attest_sign_in_find_async (AttestSignIn *self,
                                const AttestSignInQuestion *question,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
AttestSignInAnswer attest_sign_in_find_finish (GAsyncResult *result);

G_END_DECLS
