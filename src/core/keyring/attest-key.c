/* What surrounds a key: whose it is, which text can be one, and the words for where it stands.
 * Nothing here keeps a key. Thread: any, but for the words, which are the main thread's. */
#include "attest-config.h"
#include "keyring/attest-key-private.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <string.h>

#define MAX_KEY 8192 /* bytes; what servers commonly take in one header */

/**
 * attest_key_owner_new:
 * @service: whose key
 * @environment: for which environment
 * @host: (nullable): the base URL it belongs to, in any spelling; what can be no host stays as it
 * is
 *
 * Returns: (transfer full): all three, in the one spelling the keyring holds
 */
AttestKeyOwner *
attest_key_owner_new (const AttestService *service, AttestEnvironment environment, const char *host)
{
  AttestKeyOwner *owner = g_new0 (AttestKeyOwner, 1);
  const char *id = attest_environment_get_id (environment);

  owner->service = service;
  owner->environment = environment;
  owner->host = attest_service_normalise_host (host, NULL);
  if (owner->host == NULL)
    owner->host = g_strdup (host != NULL ? host : "");
  owner->address = g_strjoin ("\n", service->id, id, owner->host, NULL);
  owner->attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (owner->attributes, g_strdup ("service"), g_strdup (service->id));
  g_hash_table_insert (owner->attributes, g_strdup ("environment"), g_strdup (id));
  g_hash_table_insert (owner->attributes, g_strdup ("host"), g_strdup (owner->host));
  return owner;
}

/**
 * attest_key_owner_free:
 * @owner: an owner
 */
void
attest_key_owner_free (AttestKeyOwner *owner)
{
  g_hash_table_unref (owner->attributes);
  g_free (owner->address);
  g_free (owner->host);
  g_free (owner);
}

/**
 * attest_key_owner_make_label:
 * @owner: whose key
 *
 * Returns: (transfer full): what the entry is called in the user's keyring, translated:
 *   "CertSearch (test) – API key"
 */
char *
attest_key_owner_make_label (const AttestKeyOwner *owner)
{
  /* Translators: a service, an environment; the name of an entry in the keyring */
  return g_strdup_printf (_ ("%s (%s) – API key"),
                          owner->service->name,
                          attest_environment_get_label (owner->environment));
}

/**
 * attest_key_check:
 * @key: (nullable): what was entered
 * @error: return location, %ATTEST_KEYRING_ERROR_BAD_KEY
 *
 * Keys go into a header, so a line end in one could add another header; a key is printable ASCII
 * in one line. Blanks and line ends around it are left out.
 *
 * Returns: (transfer full) (nullable): the key in secure memory, for secret_password_free()
 */
char *
attest_key_check (const char *key, GError **error)
{
  const char *end = NULL;
  gboolean good = TRUE;

  while (key != NULL && g_ascii_isspace (*key))
    key++;
  end = key != NULL ? key + strlen (key) : NULL;
  while (end != key && g_ascii_isspace (end[-1]))
    end--;
  good = key != NULL && end != key && end - key <= MAX_KEY;
  for (const char *p = key; good && p != end; p++)
    good = *p >= 0x20 && *p < 0x7f;
  if (good)
    {
      SecretValue *value = secret_value_new (key, end - key, "text/plain");

      return secret_value_unref_to_password (value, NULL);
    }
  g_set_error_literal (error,
                       ATTEST_KEYRING_ERROR,
                       ATTEST_KEYRING_ERROR_BAD_KEY,
                       _ ("This cannot be an API key: a key is one line of letters, digits and "
                          "signs."));
  return NULL;
}

static const struct
{
  const char *label;
  const char *advice;
} texts[] = {
  [ATTEST_KEY_STORED] = { N_ ("Stored"), N_ ("The API key is in your keyring.") },
  [ATTEST_KEY_NONE] = { N_ ("None"),
                        N_ ("No API key is stored for this service, environment and host. Add it "
                            "under “API Keys”.") },
  [ATTEST_KEY_LOCKED] = { N_ ("Keyring locked"),
                          N_ ("The keyring is locked, or unlocking it was declined. Unlock it and "
                              "try again.") },
  [ATTEST_KEY_UNAVAILABLE] = { N_ ("No keyring"),
                               N_ ("No keyring service answers on this computer. Install and start "
                                   "one, such as GNOME "
                                   "Keyring, or enter the key for this run only.") },
};

/**
 * attest_key_state_get_label:
 * @state: an answer
 *
 * Returns: (transfer none): it in a word, translated
 */
const char *
attest_key_state_get_label (AttestKeyState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (texts), "");
  return _ (texts[state].label);
}

/**
 * attest_key_state_get_advice:
 * @state: an answer
 *
 * Returns: (transfer none): what it means and what to do, translated
 */
const char *
attest_key_state_get_advice (AttestKeyState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (texts), "");
  return _ (texts[state].advice);
}
