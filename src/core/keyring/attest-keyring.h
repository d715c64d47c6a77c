/* AttestKeyring: API keys in the system keyring, and nowhere else.
 *
 * A key belongs to one service, environment and host. Asking has four different answers, and
 * nothing is ever written while asking. */
#pragma once

#include <gio/gio.h>

#include "service/attest-service.h"

G_BEGIN_DECLS

typedef enum
{
  ATTEST_KEY_STORED,
  ATTEST_KEY_NONE,
  ATTEST_KEY_LOCKED,      /* the keyring is locked, or unlocking it was declined */
  ATTEST_KEY_UNAVAILABLE, /* there is no keyring service */
} AttestKeyState;

#define ATTEST_KEYRING_ERROR (attest_keyring_error_quark ())
GQuark attest_keyring_error_quark (void);
typedef enum
{
  ATTEST_KEYRING_ERROR_NONE, /* in the order of AttestKeyState from NONE on */
  ATTEST_KEYRING_ERROR_LOCKED,
  ATTEST_KEYRING_ERROR_UNAVAILABLE,
  ATTEST_KEYRING_ERROR_BAD_KEY, /* text that can be no key: empty, or with line ends */
} AttestKeyringError;

#define ATTEST_TYPE_KEYRING (attest_keyring_get_type ())
G_DECLARE_FINAL_TYPE (AttestKeyring, attest_keyring, ATTEST, KEYRING, GObject)

AttestKeyring *attest_keyring_new (void);

/* Never prompts. */
void attest_keyring_get_state_async (AttestKeyring *self,
                                     const AttestService *service,
                                     AttestEnvironment environment,
                                     const char *host,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
AttestKeyState attest_keyring_get_state_finish (AttestKeyring *self,
                                                GAsyncResult *result,
                                                gboolean *only_this_run,
                                                GError **error);

/* May prompt to unlock. The key is freed with secret_password_free(). */
void attest_keyring_lookup_async (AttestKeyring *self,
                                  const AttestService *service,
                                  AttestEnvironment environment,
                                  const char *host,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
char *attest_keyring_lookup_finish (AttestKeyring *self, GAsyncResult *result, GError **error);

void attest_keyring_store_async (AttestKeyring *self,
                                 const AttestService *service,
                                 AttestEnvironment environment,
                                 const char *host,
                                 const char *key,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean attest_keyring_store_finish (AttestKeyring *self, GAsyncResult *result, GError **error);

void attest_keyring_remove_async (AttestKeyring *self,
                                  const AttestService *service,
                                  AttestEnvironment environment,
                                  const char *host,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean attest_keyring_remove_finish (AttestKeyring *self, GAsyncResult *result, GError **error);

/* Where no keyring exists: kept in memory until the program ends. @key NULL: forget it. */
gboolean attest_keyring_set_for_this_run (AttestKeyring *self,
                                          const AttestService *service,
                                          AttestEnvironment environment,
                                          const char *host,
                                          const char *key,
                                          GError **error);

const char *attest_key_state_get_label (AttestKeyState state);  /* translated: "Stored" */
const char *attest_key_state_get_advice (AttestKeyState state); /* translated: what to do */

/* Signal "changed": a key was stored or removed by this object. */

G_END_DECLS
