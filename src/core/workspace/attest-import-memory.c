/* What is known of sheets before one is read, and kept for the next: see the header. */
#include "attest-config.h"
#include "workspace/attest-import-memory.h"

#include "intake/attest-sheet-absent.h"
#include "service/attest-service.h"
#include "store/attest-store-profiles.h"

#include <string.h>

/* Returns: (transfer full): what comes with the program */
AttestImportMemory *
attest_import_memory_new (void)
{
  AttestImportMemory *self = g_new0 (AttestImportMemory, 1);

  self->profiles = attest_profiles_load_shipped ();
  self->meanings = attest_decisions_new ();
  return self;
}

/* Frees @self, with its profiles. */
void
attest_import_memory_free (AttestImportMemory *self)
{
  g_ptr_array_unref (self->profiles);
  attest_decisions_free (self->meanings);
  g_free (self);
}

/**
 * attest_import_memory_take_profile:
 * @self: a memory
 * @profile: (transfer full): that is kept from now on, in place of one of the same name
 */
void
attest_import_memory_take_profile (AttestImportMemory *self, AttestProfile *profile)
{
  for (guint i = self->profiles->len; i > 0; i--)
    {
      const AttestProfile *each = g_ptr_array_index (self->profiles, i - 1);

      if (!each->is_shipped && g_str_equal (each->name, profile->name))
        g_ptr_array_remove_index (self->profiles, i - 1);
    }
  g_ptr_array_add (self->profiles, profile);
}

/* Those that come with the program stay. */
static void
take_profiles (AttestImportMemory *self, GPtrArray *rows)
{
  for (guint i = self->profiles->len; i > 0; i--)
    if (!((const AttestProfile *) self->profiles->pdata[i - 1])->is_shipped)
      g_ptr_array_remove_index (self->profiles, i - 1);
  for (guint i = 0; i < rows->len; i++)
    {
      const AttestProfileRow *row = g_ptr_array_index (rows, i);
      AttestProfile *profile = attest_profile_read (row->content, NULL);

      if (profile != NULL)
        g_ptr_array_add (self->profiles, profile);
    }
}

static void
take_meanings (AttestImportMemory *self, GPtrArray *maps)
{
  for (guint i = 0; i < maps->len; i++)
    {
      const AttestValueMap *map = g_ptr_array_index (maps, i);
      g_autofree char *key = g_strdup_printf ("%s:%s", map->path, map->value);

      attest_decisions_set (self->meanings, ATTEST_DECIDE_VALUE, key, map->meaning);
    }
}

/**
 * attest_import_memory_take_kept:
 * @self: a memory
 * @profiles: (element-type AttestProfileRow): those that are kept; what cannot be read is left out
 * @maps: (element-type AttestValueMap): what texts were said to mean
 */
void
attest_import_memory_take_kept (AttestImportMemory *self, GPtrArray *profiles, GPtrArray *maps)
{
  take_profiles (self, profiles);
  take_meanings (self, maps);
}

/**
 * attest_import_memory_take_details:
 * @self: a memory
 * @presets: with the user's details: who issues certificates is in no sheet of a certification body
 */
void
attest_import_memory_take_details (AttestImportMemory *self, AttestPresets *presets)
{
  guint n_services = 0;
  const AttestService *const *services = attest_service_list (&n_services);

  for (guint i = 0; i < n_services; i++)
    {
      const AttestSchema *schema = services[i]->schema;
      const AttestPreset *details = attest_presets_find_default (presets, schema);

      for (guint j = 0; details != NULL && j < schema->n_fields; j++)
        {
          const AttestField *field = &schema->fields[j];
          const char *text = NULL;

          if (field->key == NULL || attest_field_is_list (field)
              || field->kind == ATTEST_FIELD_FLAG)
            continue;
          text = attest_record_get_text (details->record, j);
          if (*text != '\0')
            attest_decisions_set (self->meanings, ATTEST_DECIDE_USUAL, field->key, text);
        }
    }
}

/* Returns: (transfer none) (nullable): the profile called @name, one that is kept rather than one
 * that comes with the program; %NULL: there is none, or @name is %NULL */
const AttestProfile *
attest_import_memory_find_profile (const AttestImportMemory *self, const char *name)
{
  for (guint i = self->profiles->len; name != NULL && i > 0; i--)
    {
      const AttestProfile *profile = g_ptr_array_index (self->profiles, i - 1);

      if (g_str_equal (profile->name, name))
        return profile;
    }
  return NULL;
}

/**
 * attest_import_memory_make_profile:
 * @self: a memory
 * @table: the table that was decided about
 * @decisions: all that was decided, with what that is called
 * @is_named: whether a person called it that; otherwise it is kept only as one that is kept already
 *
 * Returns: (transfer full) (nullable): what is decided, under its name, for sheets with these
 *   columns; %NULL: it has none, or one that comes with the program
 */
AttestProfile *
attest_import_memory_make_profile (const AttestImportMemory *self,
                                   const AttestSheetTable *table,
                                   const AttestDecisions *decisions,
                                   gboolean is_named)
{
  const char *name = attest_decisions_get (decisions, ATTEST_DECIDE_PROFILE, "");
  const AttestProfile *profile = attest_import_memory_find_profile (self, name);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) heads = g_ptr_array_new ();
  g_autoptr (AttestDecisions) own = NULL;

  if (name == NULL || (!is_named && (profile == NULL || profile->is_shipped)))
    return NULL;
  for (guint i = 0; i < table->columns->len; i++)
    {
      AttestSheetColumn *column = g_ptr_array_index (table->columns, i);

      if (*column->folded != '\0' && g_hash_table_add (seen, column->folded))
        g_ptr_array_add (heads, column->folded);
    }
  own = attest_decisions_copy (decisions);
  attest_sheet_absent_expect (own, table);
  return attest_profile_new (name, own, heads);
}

/* Returns: (transfer full) (element-type AttestProfile): all profiles, for another thread */
GPtrArray *
attest_import_memory_copy_profiles (const AttestImportMemory *self)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_profile_free);

  for (guint i = 0; i < self->profiles->len; i++)
    g_ptr_array_add (copy, attest_profile_copy (g_ptr_array_index (self->profiles, i)));
  return copy;
}

/* Kept for sheets to come. */

/* @profile: (nullable): to be kept. Returns: (transfer full) (nullable) (element-type
 * AttestProfileRow): the row of it, as a list */
GPtrArray *
attest_import_memory_write_profile (const AttestProfile *profile)
{
  GPtrArray *rows = NULL;
  AttestProfileRow *row = NULL;

  if (profile == NULL)
    return NULL;
  row = g_new0 (AttestProfileRow, 1);
  row->name = g_strdup (profile->name);
  row->content = attest_profile_write (profile);
  rows = g_ptr_array_new_with_free_func (attest_profile_row_free);
  g_ptr_array_add (rows, row);
  return rows;
}

/* What a text means in a field where many records have the same holds for every sheet. */
static gboolean
is_shared (const AttestSchema *schema, const char *path)
{
  const AttestField *field = attest_sheet_place_find (schema, path).field;

  return field != NULL
         && (field->kind == ATTEST_FIELD_CHOICE || field->kind == ATTEST_FIELD_FLAG
             || g_str_has_suffix (field->key, "country")
             || g_str_has_suffix (field->key, "standards_name")
             || g_str_has_suffix (field->key, "scheme_name"));
}

/**
 * attest_import_memory_write_meanings:
 * @decisions: all that was decided about a sheet
 * @schema: of its records
 * @origin: what the sheet is called
 *
 * Returns: (transfer full) (element-type AttestValueMap): what texts were said to mean, as far as
 *   that holds for sheets to come
 */
GPtrArray *
attest_import_memory_write_meanings (const AttestDecisions *decisions,
                                     const AttestSchema *schema,
                                     const char *origin)
{
  g_autoptr (GPtrArray) keys = attest_decisions_list (decisions, ATTEST_DECIDE_VALUE);
  GPtrArray *maps = g_ptr_array_new_with_free_func (attest_value_map_free);

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);
      const char *colon = strchr (key, ':');
      g_autofree char *path = colon != NULL ? g_strndup (key, (gsize) (colon - key)) : NULL;
      AttestValueMap *map = NULL;

      if (path == NULL || !is_shared (schema, path))
        continue;
      map = g_new0 (AttestValueMap, 1);
      map->path = g_steal_pointer (&path);
      map->value = g_strdup (colon + 1);
      map->meaning = g_strdup (attest_decisions_get (decisions, ATTEST_DECIDE_VALUE, key));
      map->origin = g_strdup (origin);
      g_ptr_array_add (maps, map);
    }
  return maps;
}
