/* Talking to the Secret Service over D-Bus, for AttestKeyring alone.
 *
 * Every call fails with one of %ATTEST_KEYRING_ERROR (or cancelled), so that "none", "locked" and
 * "no service" can not be mixed up. Only store and remove write. Main thread. */
#pragma once

#include <libsecret/secret.h>

#include "keyring/attest-keyring.h"

G_BEGIN_DECLS

typedef enum
{
  ATTEST_SECRETS_LOOK,   /* is it there? never prompts */
  ATTEST_SECRETS_TAKE,   /* gives the key; may prompt to unlock */
  ATTEST_SECRETS_STORE,  /* may prompt to unlock */
  ATTEST_SECRETS_REMOVE, /* likewise */
} AttestSecretsCall;

void attest_secrets_call_async (AttestSecretsCall call,
                                GHashTable *attributes,
                                const char *label,
                                const char *key,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean attest_secrets_call_finish (GAsyncResult *result, char **key, GError **error);

G_END_DECLS
