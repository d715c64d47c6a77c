/* What is done with the tables `profiles` and `value_maps`: see the header. Main thread; the jobs,
 * and all SQL, run on the store's. */
#include "attest-config.h"
#include "store/attest-store-profiles.h"

#include "store/attest-news.h"
#include "store/attest-store-call.h"

typedef struct
{
  GPtrArray *profiles; /* (nullable) */
  GPtrArray *maps;     /* (nullable) */
  char *told;          /* (nullable): which meanings there are now */
} Profiles;

/* @row: an AttestProfileRow */
void
attest_profile_row_free (gpointer row)
{
  AttestProfileRow *self = row;

  g_free (self->name);
  g_free (self->content);
  g_free (self);
}

/* @map: an AttestValueMap */
void
attest_value_map_free (gpointer map)
{
  AttestValueMap *self = map;

  g_free (self->path);
  g_free (self->value);
  g_free (self->meaning);
  g_free (self->origin);
  g_free (self);
}

static void
profiles_free (gpointer data)
{
  Profiles *self = data;

  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_clear_pointer (&self->maps, g_ptr_array_unref);
  g_free (self->told);
  g_free (self);
}

static gpointer
read_profile (AttestStatement *statement)
{
  AttestProfileRow *row = g_new0 (AttestProfileRow, 1);

  row->name = attest_statement_dup_text (statement, 0);
  row->content = attest_statement_dup_text (statement, 1);
  row->changed = attest_statement_get_int (statement, 2);
  return row;
}

static gpointer
read_map (AttestStatement *statement)
{
  AttestValueMap *map = g_new0 (AttestValueMap, 1);

  map->path = attest_statement_dup_text (statement, 0);
  map->value = attest_statement_dup_text (statement, 1);
  map->meaning = attest_statement_dup_text (statement, 2);
  map->origin = attest_statement_dup_text (statement, 3);
  map->changed = attest_statement_get_int (statement, 4);
  return map;
}

static gboolean
list_job (AttestDb *db, gpointer data, GError **error)
{
  Profiles *self = data;

  self->profiles = attest_db_read_all (db,
                                       "SELECT name, content, changed FROM profiles ORDER BY name",
                                       NULL,
                                       read_profile,
                                       attest_profile_row_free,
                                       error);
  if (self->profiles == NULL)
    return FALSE;
  self->maps = attest_db_read_all (
      db,
      "SELECT path, value, meaning, origin, changed FROM value_maps ORDER BY path, value",
      NULL,
      read_map,
      attest_value_map_free,
      error);
  return self->maps != NULL;
}

/**
 * attest_store_list_profiles_async:
 * @self: an open store
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
attest_store_list_profiles_async (AttestStore *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  attest_store_call_async (self,
                           &(AttestStoreCall){ .job = list_job,
                                               .data = g_new0 (Profiles, 1),
                                               .free_data = profiles_free,
                                               .tag = attest_store_list_profiles_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_list_profiles_finish:
 * @self: a store
 * @result: what the callback was given
 * @profiles: (out) (transfer full): all of them
 * @maps: (out) (transfer full): likewise
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: whether they were read
 */
gboolean
attest_store_list_profiles_finish (AttestStore *self,
                                   GAsyncResult *result,
                                   GPtrArray **profiles,
                                   GPtrArray **maps,
                                   GError **error)
{
  Profiles *all = attest_store_call_finish (self, result, attest_store_list_profiles_async, error);

  if (all == NULL)
    return FALSE;
  *profiles = g_steal_pointer (&all->profiles);
  *maps = g_steal_pointer (&all->maps);
  return TRUE;
}

static gboolean
save_profile (AttestDb *db, const AttestProfileRow *row, GError **error)
{
  if (row->content == NULL)
    return attest_db_change (
        db, "DELETE FROM profiles WHERE name = ?1", ATTEST_VALUES (ATTEST_TEXT (row->name)), error);
  return attest_db_change (db,
                           "INSERT INTO profiles (name, content, changed) VALUES (?1, ?2, ?3)"
                           " ON CONFLICT (name) DO UPDATE SET content = ?2, changed = ?3",
                           ATTEST_VALUES (ATTEST_TEXT (row->name),
                                          ATTEST_TEXT (row->content),
                                          ATTEST_INT (attest_db_get_now (db))),
                           error);
}

static gboolean
save_map (AttestDb *db, const AttestValueMap *map, GError **error)
{
  if (map->meaning == NULL)
    return attest_db_change (db,
                             "DELETE FROM value_maps WHERE path = ?1 AND value = ?2",
                             ATTEST_VALUES (ATTEST_TEXT (map->path), ATTEST_TEXT (map->value)),
                             error);
  return attest_db_change (
      db,
      "INSERT INTO value_maps (path, value, meaning, origin, changed) VALUES (?1, ?2, ?3, ?4, ?5)"
      " ON CONFLICT (path, value) DO UPDATE SET meaning = ?3, origin = ?4, changed = ?5",
      ATTEST_VALUES (ATTEST_TEXT (map->path),
                     ATTEST_TEXT (map->value),
                     ATTEST_TEXT (map->meaning),
                     ATTEST_TEXT (map->origin != NULL ? map->origin : ""),
                     ATTEST_INT (attest_db_get_now (db))),
      error);
}

/* Whoever holds what texts mean reads it again. */
static gboolean
tell (AttestDb *db, Profiles *self, GError **error)
{
  g_free (self->told);
  self->told = g_strdup_printf ("%" G_GINT64_FORMAT, attest_db_get_now (db));
  return attest_settings_write (db, ATTEST_SETTING_MEANINGS, self->told, error);
}

/* This process knows at once what it wrote. */
static void
saved (AttestStore *store, gpointer data)
{
  const Profiles *self = data;

  if (self->told == NULL)
    return;
  g_hash_table_insert (attest_store_get_choices (store)->settings,
                       g_strdup (ATTEST_SETTING_MEANINGS),
                       g_strdup (self->told));
  attest_store_tell_choices (store, FALSE);
}

static gboolean
save_job (AttestDb *db, gpointer data, GError **error)
{
  Profiles *self = data;

  for (guint i = 0; self->profiles != NULL && i < self->profiles->len; i++)
    if (!save_profile (db, g_ptr_array_index (self->profiles, i), error))
      return FALSE;
  for (guint i = 0; self->maps != NULL && i < self->maps->len; i++)
    if (!save_map (db, g_ptr_array_index (self->maps, i), error))
      return FALSE;
  return self->maps == NULL || self->maps->len == 0 || tell (db, self, error);
}

/**
 * attest_store_save_profiles_async:
 * @self: an open store
 * @profiles: (nullable) (transfer full) (element-type AttestProfileRow): to keep, or to remove
 * @maps: (nullable) (transfer full) (element-type AttestValueMap): likewise
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
attest_store_save_profiles_async (AttestStore *self,
                                  GPtrArray *profiles,
                                  GPtrArray *maps,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Profiles *all = g_new0 (Profiles, 1);

  all->profiles = profiles;
  all->maps = maps;
  attest_store_call_async (self,
                           &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                               .job = save_job,
                                               .tell = saved,
                                               .data = all,
                                               .free_data = profiles_free,
                                               .tag = attest_store_save_profiles_async },
                           NULL,
                           callback,
                           user_data);
}

/**
 * attest_store_save_profiles_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether all of it is durable
 */
gboolean
attest_store_save_profiles_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  return attest_store_call_finish (self, result, attest_store_save_profiles_async, error) != NULL;
}
