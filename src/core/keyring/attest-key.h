/* What can be an API key, and the words for where one stands. */
#pragma once

#include <libsecret/secret.h>

G_BEGIN_DECLS

typedef enum
{
  ATTEST_KEY_STORED,
  ATTEST_KEY_THIS_RUN, /* in memory until the program ends, for there is no keyring */
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
  ATTEST_KEYRING_ERROR_BAD_KEY, /* text that can be no key */
} AttestKeyringError;

#define ATTEST_KEY_MAX 8192 /* bytes; what servers commonly take in one header */

SecretValue *attest_key_parse (const char *text, gsize length, char **wrapping, GError **error);
gboolean attest_key_is_usable (SecretValue *key);
gboolean attest_key_is_at_hand (AttestKeyState state);
const char *attest_key_state_get_label (AttestKeyState state);
const char *attest_key_state_get_advice (AttestKeyState state);

G_END_DECLS
