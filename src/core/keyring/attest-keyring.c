/* AttestKeyring: see the header. Owns the keys of this run, which exist only where there is no
 * keyring service; everything else is asked for when it is needed and kept nowhere. Main thread. */
#include "attest-config.h"
#include "keyring/attest-keyring.h"

#include "keyring/attest-key-private.h"
#include "keyring/attest-secrets.h"

#include <glib/gi18n-lib.h>

struct _AttestKeyring
{
  GObject parent_instance;

  GHashTable *run_keys;    /* address → key, of secure memory */
  gboolean is_unavailable; /* as the last answer had it */
};

G_DEFINE_QUARK (attest_keyring_error, attest_keyring_error)
G_DEFINE_FINAL_TYPE (AttestKeyring, attest_keyring, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
attest_keyring_finalize (GObject *object)
{
  g_hash_table_unref (ATTEST_KEYRING (object)->run_keys);
  G_OBJECT_CLASS (attest_keyring_parent_class)->finalize (object);
}

static void
attest_keyring_class_init (AttestKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_keyring_finalize;

  /**
   * AttestKeyring::changed:
   *
   * A key was stored or removed by this object.
   */
  signals[CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
attest_keyring_init (AttestKeyring *self)
{
  self->run_keys = g_hash_table_new_full (
      g_str_hash, g_str_equal, g_free, (GDestroyNotify) secret_password_free);
}

/**
 * attest_keyring_new:
 *
 * Returns: (transfer full): the way to the keyring of this session; nothing is asked yet
 */
AttestKeyring *
attest_keyring_new (void)
{
  return g_object_new (ATTEST_TYPE_KEYRING, NULL);
}

/* Takes the task over: hands it on with its owner's address, to be ended by @done. */
static void
ask (GTask *task, AttestSecretsCall call, AttestKeyOwner *owner, GAsyncReadyCallback done)
{
  g_task_set_task_data (task, owner, (GDestroyNotify) attest_key_owner_free);
  attest_secrets_call_async (
      call, owner->attributes, NULL, NULL, g_task_get_cancellable (task), done, task);
}

/* Remembers whether there is a keyring; that alone decides whether a key may be kept for the run.
 */
static gboolean
finish_call (AttestKeyring *self, GAsyncResult *result, char **key, GError **error)
{
  GError *local = NULL;
  gboolean done = attest_secrets_call_finish (result, key, &local);

  if (!g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->is_unavailable =
        g_error_matches (local, ATTEST_KEYRING_ERROR, ATTEST_KEYRING_ERROR_UNAVAILABLE);
  if (local != NULL)
    g_propagate_error (error, local);
  return done;
}

static const char *
get_run_key (AttestKeyring *self, GTask *task)
{
  AttestKeyOwner *owner = g_task_get_task_data (task);

  return g_hash_table_lookup (self->run_keys, owner->address);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestKeyring *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  AttestKeyState state = ATTEST_KEY_STORED;

  if (finish_call (self, result, NULL, &error))
    state = ATTEST_KEY_STORED;
  else if (error->domain != ATTEST_KEYRING_ERROR)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  else if (get_run_key (self, task) == NULL)
    state = (AttestKeyState) (error->code - ATTEST_KEYRING_ERROR_NONE + ATTEST_KEY_NONE);
  else
    g_object_set_data (G_OBJECT (task), "only-this-run", GINT_TO_POINTER (TRUE));
  g_task_return_int (task, (gssize) state);
}

/**
 * attest_keyring_get_state_async:
 * @self: the keyring
 * @service: whose key
 * @environment: for which environment
 * @host: the base URL it belongs to
 * @cancellable: (nullable): gives up waiting
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Asks whether there is a key. Never prompts, never writes.
 */
void
attest_keyring_get_state_async (AttestKeyring *self,
                                const AttestService *service,
                                AttestEnvironment environment,
                                const char *host,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_KEYRING (self));
  g_return_if_fail (service != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_keyring_get_state_async);
  ask (task, ATTEST_SECRETS_LOOK, attest_key_owner_new (service, environment, host), looked_cb);
}

/**
 * attest_keyring_get_state_finish:
 * @self: the keyring
 * @result: what the callback was given
 * @only_this_run: (out) (optional): whether the key is kept in memory alone
 * @error: set only when it was cancelled
 *
 * Returns: one of the four answers; %ATTEST_KEY_UNAVAILABLE with @error
 */
AttestKeyState
attest_keyring_get_state_finish (AttestKeyring *self,
                                 GAsyncResult *result,
                                 gboolean *only_this_run,
                                 GError **error)
{
  GError *local = NULL;
  gssize state = 0;

  g_return_val_if_fail (g_task_is_valid (result, self), ATTEST_KEY_UNAVAILABLE);

  if (only_this_run != NULL)
    *only_this_run = g_object_get_data (G_OBJECT (result), "only-this-run") != NULL;
  state = g_task_propagate_int (G_TASK (result), &local);
  if (local == NULL)
    return (AttestKeyState) state;
  g_propagate_error (error, local);
  return ATTEST_KEY_UNAVAILABLE;
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestKeyring *self = g_task_get_source_object (task);
  GError *error = NULL;
  char *key = NULL;
  const char *run_key = get_run_key (self, task);

  if (!finish_call (self, result, &key, &error))
    {
      if (run_key == NULL || error->domain != ATTEST_KEYRING_ERROR)
        {
          g_task_return_error (task, error);
          return;
        }
      g_error_free (error);
      key = secret_value_unref_to_password (secret_value_new (run_key, -1, "text/plain"), NULL);
    }
  g_task_return_pointer (task, key, (GDestroyNotify) secret_password_free);
}

/**
 * attest_keyring_lookup_async:
 * @self: the keyring
 * @service: whose key
 * @environment: for which environment
 * @host: the base URL it belongs to
 * @cancellable: (nullable): gives up waiting, for a prompt as well
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Gets a key for sending. May prompt the user to unlock the keyring; never writes.
 */
void
attest_keyring_lookup_async (AttestKeyring *self,
                             const AttestService *service,
                             AttestEnvironment environment,
                             const char *host,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_KEYRING (self));
  g_return_if_fail (service != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_keyring_lookup_async);
  ask (task, ATTEST_SECRETS_TAKE, attest_key_owner_new (service, environment, host), taken_cb);
}

/**
 * attest_keyring_lookup_finish:
 * @self: the keyring
 * @result: what the callback was given
 * @error: one of %ATTEST_KEYRING_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable): the key, to be freed with secret_password_free()
 */
char *
attest_keyring_lookup_finish (AttestKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestKeyring *self = g_task_get_source_object (task);
  AttestKeyOwner *owner = g_task_get_task_data (task);
  GError *error = NULL;

  if (!finish_call (self, result, NULL, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_hash_table_remove (self->run_keys, owner->address);
  g_signal_emit (self, signals[CHANGED], 0);
  g_task_return_boolean (task, TRUE);
}

/**
 * attest_keyring_store_async:
 * @self: the keyring
 * @service: whose key
 * @environment: for which environment
 * @host: the base URL it belongs to
 * @key: the key; blanks and line ends around it are left out
 * @cancellable: (nullable): gives up waiting, for a prompt as well
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Stores a key in the default keyring, in the place of any that is there. May prompt to unlock.
 */
void
attest_keyring_store_async (AttestKeyring *self,
                            const AttestService *service,
                            AttestEnvironment environment,
                            const char *host,
                            const char *key,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *label = NULL;
  AttestKeyOwner *owner = NULL;
  char *checked = NULL;
  GError *error = NULL;

  g_return_if_fail (ATTEST_IS_KEYRING (self));
  g_return_if_fail (service != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_keyring_store_async);
  checked = attest_key_check (key, &error);
  if (checked == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  owner = attest_key_owner_new (service, environment, host);
  label = attest_key_owner_make_label (owner);
  g_task_set_task_data (task, owner, (GDestroyNotify) attest_key_owner_free);
  attest_secrets_call_async (ATTEST_SECRETS_STORE,
                             owner->attributes,
                             label,
                             checked,
                             cancellable,
                             stored_cb,
                             g_steal_pointer (&task));
  secret_password_free (checked);
}

/**
 * attest_keyring_store_finish:
 * @self: the keyring
 * @result: what the callback was given
 * @error: one of %ATTEST_KEYRING_ERROR, or cancelled
 *
 * Returns: whether the key is in the keyring now
 */
gboolean
attest_keyring_store_finish (AttestKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestKeyring *self = g_task_get_source_object (task);
  AttestKeyOwner *owner = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean done = finish_call (self, result, NULL, &error);

  if (g_hash_table_remove (self->run_keys, owner->address)
      && !g_error_matches (error, ATTEST_KEYRING_ERROR, ATTEST_KEYRING_ERROR_LOCKED))
    {
      g_clear_error (&error);
      done = TRUE;
    }
  if (done)
    g_signal_emit (self, signals[CHANGED], 0);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * attest_keyring_remove_async:
 * @self: the keyring
 * @service: whose key
 * @environment: for which environment
 * @host: the base URL it belongs to
 * @cancellable: (nullable): gives up waiting, for a prompt as well
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Removes a key, and looks afterwards whether it is really gone. May prompt to unlock.
 */
void
attest_keyring_remove_async (AttestKeyring *self,
                             const AttestService *service,
                             AttestEnvironment environment,
                             const char *host,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_KEYRING (self));
  g_return_if_fail (service != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_keyring_remove_async);
  ask (task, ATTEST_SECRETS_REMOVE, attest_key_owner_new (service, environment, host), removed_cb);
}

/**
 * attest_keyring_remove_finish:
 * @self: the keyring
 * @result: what the callback was given
 * @error: one of %ATTEST_KEYRING_ERROR (%ATTEST_KEYRING_ERROR_NONE: there was none), or cancelled
 *
 * Returns: whether there was a key and it is gone
 */
gboolean
attest_keyring_remove_finish (AttestKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * attest_keyring_set_for_this_run:
 * @self: the keyring
 * @service: whose key
 * @environment: for which environment
 * @host: the base URL it belongs to
 * @key: (nullable): the key; %NULL forgets it
 * @error: return location, %ATTEST_KEYRING_ERROR_BAD_KEY or %G_IO_ERROR_NOT_SUPPORTED
 *
 * Keeps a key in memory until the program ends. Allowed only after attest_keyring_get_state_async()
 * or another question was answered with "no keyring service".
 *
 * Returns: whether it is kept
 */
gboolean
attest_keyring_set_for_this_run (AttestKeyring *self,
                                 const AttestService *service,
                                 AttestEnvironment environment,
                                 const char *host,
                                 const char *key,
                                 GError **error)
{
  AttestKeyOwner *owner = NULL;
  char *checked = NULL;

  g_return_val_if_fail (ATTEST_IS_KEYRING (self), FALSE);
  g_return_val_if_fail (service != NULL, FALSE);

  if (key != NULL && !self->is_unavailable)
    {
      g_set_error_literal (error,
                           G_IO_ERROR,
                           G_IO_ERROR_NOT_SUPPORTED,
                           _ ("There is a keyring on this computer; the key belongs in it."));
      return FALSE;
    }
  checked = key != NULL ? attest_key_check (key, error) : NULL;
  if (key != NULL && checked == NULL)
    return FALSE;
  owner = attest_key_owner_new (service, environment, host);
  if (checked != NULL)
    g_hash_table_replace (self->run_keys, g_strdup (owner->address), checked);
  else
    g_hash_table_remove (self->run_keys, owner->address);
  attest_key_owner_free (owner);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}
