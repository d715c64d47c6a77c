/* Talking to the Secret Service over D-Bus, for AttestKeyring alone.
 *
 * Every call fails with one of %ATTEST_KEYRING_ERROR (or cancelled), so that "none", "locked" and
 * "no service" can not be mixed up. Only store and remove write. Main thread. */
#pragma once

#include "keyring/attest-keyring.h"

G_BEGIN_DECLS

void attest_secrets_call_async (const AttestKeyringCall *call,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean attest_secrets_call_finish (GAsyncResult *result, SecretValue **key, GError **error);

G_END_DECLS
