/* The Secret Service: see the header. libsecret's SecretService is used and not its simple password
 * calls, which answer "no password" for a locked keyring and for a declined prompt as well.
 *
 * A call goes: session bus → service → search → (unlock → search) → what was asked for. What may
 * prompt never gets the cancellable: cancelled while its prompt stands, libsecret 0.20 returns its
 * own task twice. The caller is answered at once then, and the prompt is left to the user. Main
 * thread. */
#include "attest-config.h"
#include "keyring/attest-secrets.h"

#include <glib/gi18n-lib.h>

#define MOST_SEARCHES 10 /* of one call, while others remove what it finds */

static const SecretSchema key_schema = {
  "io.github.attest_app.Attest.Key",
  SECRET_SCHEMA_NONE,
  {
      { "service", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "environment", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "host", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

static const SecretSchema proxy_schema = {
  "io.github.attest_app.Attest.Proxy",
  SECRET_SCHEMA_NONE,
  {
      { "proxy", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

typedef struct
{
  AttestKeyringVerb verb;
  const SecretSchema *schema;
  GHashTable *attributes; /* whose key, by the names of the schema */
  char *label;            /* what people see in their keyring */
  SecretValue *value;     /* (nullable): to be stored */
  SecretService *service;
  guint n_searches;
  gboolean tried_unlocking;
  gulong abandon_handler; /* while something may prompt */
  gboolean abandoned;     /* the task was returned; nobody waits any more */
  GList *doomed;          /* SecretItem, still to be removed */
  gboolean removed;       /* the search now running is the one that verifies */
} Call;

static void
describe_key (Call *call, const AttestPlace *place)
{
  const char *environment = attest_environment_get_id (place->environment);

  call->schema = &key_schema;
  g_hash_table_insert (call->attributes, "service", g_strdup (place->service->id));
  g_hash_table_insert (call->attributes, "environment", g_strdup (environment));
  g_hash_table_insert (call->attributes, "host", g_strdup (place->host != NULL ? place->host : ""));
  /* Translators: a service, an environment; the name of an entry in the keyring */
  call->label = g_strdup_printf (_ ("%s (%s) – API key"),
                                 place->service->name,
                                 attest_environment_get_label (place->environment));
}

static void
describe_proxy (Call *call, const char *name)
{
  call->schema = &proxy_schema;
  g_hash_table_insert (call->attributes, "proxy", g_strdup (name));
  /* Translators: a proxy, as in "proxy.example:3128"; the name of an entry in the keyring */
  call->label = g_strdup_printf (_ ("%s – name and password for Attest"), name);
}

static Call *
call_new (const AttestKeyringCall *from)
{
  Call *call = g_new0 (Call, 1);

  call->verb = from->verb;
  call->attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  if (from->place->service != NULL)
    describe_key (call, from->place);
  else
    describe_proxy (call, from->place->host);
  if (from->key != NULL)
    call->value = secret_value_ref (from->key);
  return call;
}

static void
call_free (Call *call)
{
  g_hash_table_unref (call->attributes);
  g_free (call->label);
  g_clear_pointer (&call->value, secret_value_unref);
  g_clear_object (&call->service);
  g_list_free_full (call->doomed, g_object_unref);
  g_free (call);
}

/* The task takes over the answer and is done. */
static void
fail (GTask *task, AttestKeyringError code)
{
  AttestKeyState state = (AttestKeyState) (code - ATTEST_KEYRING_ERROR_NONE + ATTEST_KEY_NONE);

  g_task_return_new_error (
      task, ATTEST_KEYRING_ERROR, (int) code, "%s", attest_key_state_get_advice (state));
}

/* Sorts an error from D-Bus or libsecret into the four answers. Takes @error. */
static void
fail_with (GTask *task, GError *error)
{
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (cancelled && g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      g_task_return_error (task, error);
      return;
    }
  /* libsecret reports a prompt that was dismissed as cancelled, too. */
  if (cancelled || g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    fail (task, ATTEST_KEYRING_ERROR_LOCKED);
  else
    {
      g_debug ("The keyring failed: %s", error->message);
      fail (task, ATTEST_KEYRING_ERROR_UNAVAILABLE);
    }
  g_error_free (error);
}

/* Somebody else removed an item meanwhile. */
static gboolean
is_gone (const GError *error)
{
  return g_error_matches (error, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT);
}

static void search (GTask *task);

/* Takes @error. What was found may go before it was looked at. */
static void
go_on_or_fail (GTask *task, GError *error)
{
  Call *call = g_task_get_task_data (task);

  if (!is_gone (error) || call->n_searches >= MOST_SEARCHES)
    {
      fail_with (task, error);
      return;
    }
  g_error_free (error);
  search (task);
}

static void
abandon_cb (GCancellable *cancellable, GTask *task)
{
  ((Call *) g_task_get_task_data (task))->abandoned = TRUE;
  g_task_return_error_if_cancelled (task);
}

/* After what may prompt was started. */
static void
watch_for_cancelling (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable != NULL)
    call->abandon_handler =
        g_cancellable_connect (cancellable, G_CALLBACK (abandon_cb), task, NULL);
}

/* Takes @error. Returns: whether somebody still waits and it went well; the task is done if not */
static gboolean
end_prompting (GTask *task, GError *error)
{
  Call *call = g_task_get_task_data (task);

  g_cancellable_disconnect (g_task_get_cancellable (task), call->abandon_handler);
  call->abandon_handler = 0;
  if (call->abandoned)
    g_clear_error (&error);
  else if (error != NULL)
    fail_with (task, error);
  else
    return TRUE;
  return FALSE;
}

static void
unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  int n = secret_service_unlock_finish (SECRET_SERVICE (source), result, NULL, &error);

  if (!end_prompting (task, error))
    return;
  if (n <= 0)
    fail (task, ATTEST_KEYRING_ERROR_LOCKED);
  else
    search (task);
}

/* The one way to unlock. */
static void
unlock (GTask *task, GList *objects)
{
  Call *call = g_task_get_task_data (task);

  call->tried_unlocking = TRUE;
  secret_service_unlock (call->service, objects, NULL, unlocked_cb, g_object_ref (task));
  watch_for_cancelling (task);
}

/* Nothing was found. In some keyrings that is also what a search in a locked one says, so the
 * default collection is looked at before the answer is "none". */
static void
collection_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, &error);
  GList objects = { collection, NULL, NULL };

  if (error != NULL)
    fail_with (task, error);
  else if (collection == NULL || !secret_collection_get_locked (collection))
    fail (task, ATTEST_KEYRING_ERROR_NONE);
  else if (call->verb <= ATTEST_KEYRING_PEEK || call->tried_unlocking)
    fail (task, ATTEST_KEYRING_ERROR_LOCKED);
  else
    unlock (task, &objects);
}

static void remove_next (GTask *task);

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  secret_item_delete_finish (SECRET_ITEM (source), result, &error);
  if (is_gone (error))
    g_clear_error (&error);
  if (end_prompting (task, error))
    remove_next (task);
}

/* One after another, and not by secret_service_clear(): up to 0.21 that ends twice where another
 * program was quicker. */
static void
remove_next (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  g_autoptr (SecretItem) item = call->doomed != NULL ? call->doomed->data : NULL;

  if (item == NULL)
    {
      call->removed = TRUE;
      search (task);
      return;
    }
  call->doomed = g_list_delete_link (call->doomed, call->doomed);
  secret_item_delete (item, NULL, deleted_cb, g_object_ref (task));
  watch_for_cancelling (task);
}

static void
key_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SecretItem *item = SECRET_ITEM (source);
  SecretValue *value = NULL;
  GError *error = NULL;

  if (!secret_item_load_secret_finish (item, result, &error))
    {
      go_on_or_fail (task, error);
      return;
    }
  value = secret_item_get_secret (item);
  if (attest_key_is_usable (value))
    {
      g_task_return_pointer (task, value, (GDestroyNotify) secret_value_unref);
      return;
    }
  g_clear_pointer (&value, secret_value_unref);
  g_task_return_new_error (task,
                           ATTEST_KEYRING_ERROR,
                           ATTEST_KEYRING_ERROR_BAD_KEY,
                           "%s",
                           _ ("The keyring entry for this service, environment and host is not an "
                              "API key. Store the key again."));
}

/* What was found, @items, is unlocked. */
static void
use_items (GTask *task, GList *items)
{
  Call *call = g_task_get_task_data (task);

  if (call->verb == ATTEST_KEYRING_QUERY)
    g_task_return_pointer (task, NULL, NULL);
  else if (call->verb <= ATTEST_KEYRING_LOOKUP)
    secret_item_load_secret (
        items->data, g_task_get_cancellable (task), key_loaded_cb, g_object_ref (task));
  else if (call->removed) /* it says it removed them, and there they are */
    fail (task, ATTEST_KEYRING_ERROR_UNAVAILABLE);
  else
    {
      call->doomed = g_list_copy_deep (items, (GCopyFunc) (GCallback) g_object_ref, NULL);
      remove_next (task);
    }
}

/* secret_item_get_locked() is not to be asked about an item that was removed while it was being
 * found: its properties are not there. */
static gboolean
get_locked (SecretItem *item, gboolean *locked)
{
  g_autoptr (GVariant) value = g_dbus_proxy_get_cached_property (G_DBUS_PROXY (item), "Locked");

  if (value == NULL || !g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return FALSE;
  *locked = g_variant_get_boolean (value);
  return TRUE;
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task); /* before the task is handed on */
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  g_autolist (SecretItem) items =
      secret_service_search_finish (SECRET_SERVICE (source), result, &error);
  g_autoptr (GList) unlocked = NULL;
  guint n_locked = 0;

  for (GList *l = items; l != NULL; l = l->next)
    {
      gboolean locked = FALSE;

      if (!get_locked (l->data, &locked))
        continue;
      if (locked)
        n_locked++;
      else
        unlocked = g_list_prepend (unlocked, l->data);
    }

  if (error != NULL)
    go_on_or_fail (task, error);
  else if (unlocked != NULL)
    use_items (task, unlocked);
  else if (n_locked > 0
           && (call->verb <= ATTEST_KEYRING_PEEK || call->removed || call->tried_unlocking))
    fail (task, ATTEST_KEYRING_ERROR_LOCKED);
  else if (n_locked > 0)
    unlock (task, items);
  else if (call->removed)
    g_task_return_pointer (task, NULL, NULL);
  else
    secret_collection_for_alias (call->service,
                                 SECRET_COLLECTION_DEFAULT,
                                 SECRET_COLLECTION_NONE,
                                 cancellable,
                                 collection_cb,
                                 g_object_ref (task));
}

static void
search (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  call->n_searches++;
  /* Unlocking and loading are steps of their own: as part of the search, libsecret goes on with
   * half-made items when it is cancelled. */
  secret_service_search (call->service,
                         call->schema,
                         call->attributes,
                         SECRET_SEARCH_ALL,
                         g_task_get_cancellable (task),
                         searched_cb,
                         g_object_ref (task));
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gboolean stored = secret_service_store_finish (SECRET_SERVICE (source), result, &error);

  if (!end_prompting (task, error))
    return;
  if (stored)
    g_task_return_pointer (task, NULL, NULL);
  else
    fail (task, ATTEST_KEYRING_ERROR_LOCKED);
}

static void
store (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  secret_service_store (call->service,
                        call->schema,
                        call->attributes,
                        SECRET_COLLECTION_DEFAULT,
                        call->label,
                        call->value,
                        NULL,
                        stored_cb,
                        g_object_ref (task));
  watch_for_cancelling (task);
}

static void
service_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;

  call->service = secret_service_get_finish (result, &error);
  if (call->service == NULL)
    fail_with (task, error);
  else if (call->verb == ATTEST_KEYRING_STORE)
    store (task);
  else
    search (task);
}

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task); /* before the task is handed on */
  GError *error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (bus == NULL)
    {
      fail_with (task, error);
      return;
    }
  /* The end of the session must not end the program while something is being sent. */
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  secret_service_get (SECRET_SERVICE_NONE, cancellable, service_cb, g_object_ref (task));
}

/**
 * attest_secrets_call_async:
 * @call: what to do, and about whose key
 * @cancellable: (nullable): gives up waiting, for a prompt as well; what was about to be written
 *   may then still be, when the user answers the prompt
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
attest_secrets_call_async (const AttestKeyringCall *call,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, attest_secrets_call_async);
  g_task_set_task_data (task, call_new (call), (GDestroyNotify) call_free);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, bus_cb, task);
}

/**
 * attest_secrets_call_finish:
 * @result: what the callback was given
 * @key: (out) (transfer full) (nullable): the key, if it was asked for
 * @error: one of %ATTEST_KEYRING_ERROR, or cancelled
 *
 * Returns: whether it was found, stored or removed
 */
gboolean
attest_secrets_call_finish (GAsyncResult *result, SecretValue **key, GError **error)
{
  GError *local = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_secrets_call_async), FALSE);

  *key = g_task_propagate_pointer (G_TASK (result), &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}
