/* AttestMeanings: see the header. Read once, and again when the store says that there are others.
 */
#include "attest-config.h"
#include "workspace/attest-meanings.h"

#include "base/attest-str.h"
#include "check/attest-check.h"
#include "intake/attest-sheet-place.h"
#include "model/attest-kinds.h"
#include "store/attest-store-choices.h"
#include "store/attest-store-profiles.h"

struct _AttestMeanings
{
  GObject parent_instance;

  AttestStore *store;
  GHashTable *table; /* attest_check_make_meaning_key() → text */
  char *known;       /* (nullable): which they are; %NULL: none was read yet */
};

G_DEFINE_FINAL_TYPE (AttestMeanings, attest_meanings, G_TYPE_OBJECT)

static guint changed_signal;

/* Of each kind that has a field of that path. */
static void
add_meaning (AttestMeanings *self, const AttestValueMap *map)
{
  guint n_kinds = 0;
  const AttestSchema *const *kinds = attest_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      const AttestSheetPlace place = attest_sheet_place_find (kinds[i], map->path);
      const AttestSchema *schema = attest_sheet_place_get_owner (&place, kinds[i]);

      if (place.field != NULL)
        g_hash_table_insert (self->table,
                             attest_check_make_meaning_key (schema, place.field, map->value),
                             g_strdup (map->meaning));
    }
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestMeanings) self = user_data;
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GPtrArray) maps = NULL;

  if (!attest_store_list_profiles_finish (ATTEST_STORE (source), result, &profiles, &maps, NULL))
    return;
  if (maps->len == 0 && g_hash_table_size (self->table) == 0)
    return;
  g_hash_table_remove_all (self->table);
  for (guint i = 0; i < maps->len; i++)
    add_meaning (self, maps->pdata[i]);
  g_signal_emit (self, changed_signal, 0);
}

static void
read_again (AttestMeanings *self)
{
  const char *which = attest_store_get_setting (self->store, ATTEST_SETTING_MEANINGS);

  if (attest_str_set (&self->known, which != NULL ? which : ""))
    attest_store_list_profiles_async (self->store, NULL, loaded_cb, g_object_ref (self));
}

static void
settings_changed_cb (AttestMeanings *self)
{
  if (self->known != NULL)
    read_again (self);
}

static void
attest_meanings_finalize (GObject *object)
{
  AttestMeanings *self = ATTEST_MEANINGS (object);

  g_hash_table_unref (self->table);
  g_free (self->known);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (attest_meanings_parent_class)->finalize (object);
}

static void
attest_meanings_class_init (AttestMeaningsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_meanings_finalize;
  changed_signal = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
attest_meanings_init (AttestMeanings *self)
{
  self->table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * attest_meanings_new:
 * @store: where they are kept
 *
 * Returns: (transfer full): none, until attest_meanings_load()
 */
AttestMeanings *
attest_meanings_new (AttestStore *store)
{
  AttestMeanings *self = g_object_new (ATTEST_TYPE_MEANINGS, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (
      store, "settings-changed", G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * attest_meanings_load:
 * @self: meanings whose store is open now
 *
 * Reads them, and from now on what is new.
 */
void
attest_meanings_load (AttestMeanings *self)
{
  g_return_if_fail (ATTEST_IS_MEANINGS (self));
  read_again (self);
}

/**
 * attest_meanings_get_table:
 * @self: the meanings
 *
 * Returns: (transfer none): they, for checks on the main thread; valid until the main loop comes
 *   round
 */
GHashTable *
attest_meanings_get_table (AttestMeanings *self)
{
  g_return_val_if_fail (ATTEST_IS_MEANINGS (self), NULL);
  return self->table;
}
