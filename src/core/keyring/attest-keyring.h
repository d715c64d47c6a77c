/* AttestKeyring: API keys in the system keyring, and nowhere else.
 *
 * A key belongs to one place: a service, an environment and a host, or a proxy. Asking has four
 * different answers, and nothing is ever written while asking. Main thread. */
#pragma once

#include "keyring/attest-key.h"
#include "service/attest-place.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  ATTEST_KEYRING_QUERY,  /* is there a key? never prompts */
  ATTEST_KEYRING_PEEK,   /* gives the key if it is at hand; never prompts */
  ATTEST_KEYRING_LOOKUP, /* gives the key; may prompt to unlock */
  ATTEST_KEYRING_STORE,  /* in the place of any that is there; may prompt to unlock */
  ATTEST_KEYRING_REMOVE, /* and sees whether it is really gone; may prompt to unlock */
} AttestKeyringVerb;

typedef struct
{
  AttestKeyringVerb verb;
  const AttestPlace *place; /* whose key; its host normalised, or see below */
  SecretValue *key;         /* for %ATTEST_KEYRING_STORE alone, from attest_key_parse() */
} AttestKeyringCall;

/* A proxy is a place as well: no service, and "name:port" as its host. Its key is a name and a
 * password, as they stand in an address. */
#define ATTEST_KEYRING_PROXY(name) (&(AttestPlace){ .host = (name) })

#define ATTEST_TYPE_KEYRING (attest_keyring_get_type ())
G_DECLARE_FINAL_TYPE (AttestKeyring, attest_keyring, ATTEST, KEYRING, GObject)

AttestKeyring *attest_keyring_new (void);
gboolean attest_keyring_is_slow (AttestKeyring *self);
void attest_keyring_call_async (AttestKeyring *self,
                                const AttestKeyringCall *call,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
AttestKeyState attest_keyring_call_finish (AttestKeyring *self,
                                           GAsyncResult *result,
                                           SecretValue **key,
                                           GError **error);
gboolean attest_keyring_set_for_this_run (AttestKeyring *self,
                                          const AttestPlace *place,
                                          SecretValue *key,
                                          GError **error);

/* Property "busy" (gboolean): an answer is waited for, of the keyring or of somebody at its window.
 * Property "slow" (gboolean): it has been busy for so long that it is to be told.
 * Signal "changed": a key was stored or removed by this object. */

G_END_DECLS
