/* Settings and hosts: see the header. Main thread; the jobs run on the store's. */
#include "attest-config.h"
#include "store/attest-store-choices.h"

#include "store/attest-projection.h"
#include "store/attest-store-call.h"

#include <string.h>

/**
 * attest_store_make_bulk_setting:
 * @service: a service
 * @environment: one of its environments
 *
 * Thread: any.
 *
 * Returns: (transfer full): the setting that holds the host there which accepted a bulk upload last
 */
char *
attest_store_make_bulk_setting (const AttestService *service, AttestEnvironment environment)
{
  return g_strdup_printf ("bulk:%s:%s", service->id, attest_environment_get_id (environment));
}

/**
 * attest_store_get_setting:
 * @self: an open store
 * @name: of a setting
 *
 * Returns: (transfer none) (nullable): its value; %NULL: it is not set
 */
const char *
attest_store_get_setting (AttestStore *self, const char *name)
{
  g_return_val_if_fail (ATTEST_IS_STORE (self), NULL);
  return g_hash_table_lookup (attest_store_get_choices (self)->settings, name);
}

static int
compare_names_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * attest_store_list_settings:
 * @self: an open store
 * @prefix: with what the names begin
 *
 * Returns: (transfer full) (element-type utf8): the names of those that are set, in their order
 */
GPtrArray *
attest_store_list_settings (AttestStore *self, const char *prefix)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer name = NULL;

  g_return_val_if_fail (ATTEST_IS_STORE (self), names);
  g_hash_table_iter_init (&iter, attest_store_get_choices (self)->settings);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_str_has_prefix (name, prefix))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names_cb);
  return names;
}

static char *
make_host_key (const AttestService *service, AttestEnvironment environment)
{
  return g_strdup_printf ("%s/%s", service->id, attest_environment_get_id (environment));
}

/**
 * attest_store_get_host:
 * @self: an open store
 * @service: a service
 * @environment: one of its environments
 *
 * Returns: (transfer none) (nullable): the base URL that was set for it; %NULL: none was
 */
const char *
attest_store_get_host (AttestStore *self,
                       const AttestService *service,
                       AttestEnvironment environment)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (ATTEST_IS_STORE (self), NULL);
  key = make_host_key (service, environment);
  return g_hash_table_lookup (attest_store_get_choices (self)->hosts, key);
}

static void
set (AttestStore *self, GHashTable *table, const char *key, const char *value, gboolean hosts)
{
  if (g_strcmp0 (g_hash_table_lookup (table, key), value) == 0)
    return;
  if (value != NULL)
    g_hash_table_insert (table, g_strdup (key), g_strdup (value));
  else
    g_hash_table_remove (table, key);
  attest_store_tell_choices (self, hosts);
}

/* Settings. */

typedef struct
{
  char *name;
  char *value;
} Setting;

static void
setting_free (gpointer data)
{
  Setting *setting = data;

  g_free (setting->name);
  g_free (setting->value);
  g_free (setting);
}

/* Another process may have set it as well, or nothing was written: the database says how it is. */
static void
end_writing (AttestStore *self, gpointer setting)
{
  attest_store_get_choices (self)->n_writing--;
  attest_store_read_again (self);
}

static gboolean
write_setting (AttestDb *db, gpointer data, GError **error)
{
  Setting *setting = data;

  return attest_settings_write (db, setting->name, setting->value, error);
}

/**
 * attest_store_set_setting_async:
 * @self: an open store
 * @name: of a setting
 * @value: (nullable): its value; %NULL removes it
 * @callback: (nullable): called on the main thread
 * @user_data: for @callback
 *
 * Holds for this process at once, and for the others when this finishes.
 */
void
attest_store_set_setting_async (AttestStore *self,
                                const char *name,
                                const char *value,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Setting *setting = NULL;

  g_return_if_fail (ATTEST_IS_STORE (self));
  setting = g_new (Setting, 1);
  *setting = (Setting){ g_strdup (name), g_strdup (value) };
  attest_store_get_choices (self)->n_writing++;
  attest_store_call_async (self,
                           &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                               .job = write_setting,
                                               .tell = end_writing,
                                               .undo = end_writing,
                                               .data = setting,
                                               .free_data = setting_free,
                                               .tag = attest_store_set_setting_async },
                           NULL,
                           callback,
                           user_data);
  set (self, attest_store_get_choices (self)->settings, name, value, FALSE);
}

/**
 * attest_store_set_setting_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether it is durable
 */
gboolean
attest_store_set_setting_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  return attest_store_call_finish (self, result, attest_store_set_setting_async, error) != NULL;
}

/* Hosts. */

static gboolean
write_row (AttestDb *db, const AttestPlace *place, GError **error)
{
  const char *environment = attest_environment_get_id (place->environment);

  if (place->host == NULL)
    return attest_db_change (
        db,
        "DELETE FROM hosts WHERE service = ?1 AND environment = ?2",
        ATTEST_VALUES (ATTEST_TEXT (place->service->id), ATTEST_TEXT (environment)),
        error);
  return attest_db_change (db,
                           "INSERT INTO hosts (service, environment, host) VALUES (?1, ?2, ?3)"
                           " ON CONFLICT (service, environment) DO UPDATE SET host = ?3",
                           ATTEST_VALUES (ATTEST_TEXT (place->service->id),
                                          ATTEST_TEXT (environment),
                                          ATTEST_TEXT (place->host)),
                           error);
}

static gboolean
write_host (AttestDb *db, gpointer data, GError **error)
{
  const AttestPlace *place = data;

  return write_row (db, place, error)
         && attest_projection_move_host (db, place->service, place->environment, error);
}

static void
tell_host (AttestStore *self, gpointer data)
{
  const AttestPlace *place = data;
  g_autofree char *key = make_host_key (place->service, place->environment);

  set (self, attest_store_get_choices (self)->hosts, key, place->host, TRUE);
}

/**
 * attest_store_set_host_async:
 * @self: an open store
 * @place: a service, its environment, and a normalised base URL; %NULL: the built-in one again
 * @cancellable: (nullable): as long as writing has not begun
 * @callback: (nullable): called on the main thread
 * @user_data: for @callback
 */
void
attest_store_set_host_async (AttestStore *self,
                             const AttestPlace *place,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  attest_store_call_async (self,
                           &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                               .job = write_host,
                                               .tell = tell_host,
                                               .data = attest_place_copy (place),
                                               .free_data = (GDestroyNotify) attest_place_free,
                                               .tag = attest_store_set_host_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_set_host_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether it is durable
 */
gboolean
attest_store_set_host_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  return attest_store_call_finish (self, result, attest_store_set_host_async, error) != NULL;
}

/* The notice. */

/* What was added since it was shown stays. */
static gboolean
dismiss (AttestDb *db, gpointer seen, GError **error)
{
  return attest_db_change (db,
                           "DELETE FROM settings WHERE name = ?1 AND value = ?2",
                           ATTEST_VALUES (ATTEST_TEXT (ATTEST_SETTING_NOTICE), ATTEST_TEXT (seen)),
                           error);
}

static void
dismissed (AttestStore *self, gpointer seen)
{
  attest_store_read_again (self);
}

/**
 * attest_store_dismiss_notice:
 * @self: an open store
 *
 * A person has seen "notice": it is not told again. Main thread.
 */
void
attest_store_dismiss_notice (AttestStore *self)
{
  const char *seen = NULL;

  g_return_if_fail (ATTEST_IS_STORE (self));

  seen = attest_store_get_notice (self);
  if (seen == NULL)
    return;
  attest_store_call_async (self,
                           &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                               .job = dismiss,
                                               .tell = dismissed,
                                               .data = g_strdup (seen),
                                               .free_data = g_free,
                                               .tag = attest_store_dismiss_notice },
                           NULL,
                           NULL,
                           NULL);
}
