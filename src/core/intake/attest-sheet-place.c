/* Paths of fields, and texts in them.
 *
 * A sheet names a field as it is sent, through its lists. Thread: the main one, as records live
 * there. */
#include "attest-config.h"
#include "intake/attest-sheet-place.h"

#include "base/attest-listing.h"
#include "base/attest-reference.h"
#include "base/attest-str.h"

#include <string.h>

static const AttestField *
find_key (const AttestSchema *schema, const char *key, gsize length)
{
  g_autofree char *name = g_strndup (key, length);

  return schema != NULL ? attest_schema_find_key (schema, name) : NULL;
}

/**
 * attest_sheet_place_find:
 * @schema: the kind of the record
 * @path: (nullable): as it is sent: certified_entity_name, sites[].street,
 *   schemes[].standard_list[].standards_name, tags[]
 *
 * Returns: the place; without a field if @path is none of that kind
 */
AttestSheetPlace
attest_sheet_place_find (const AttestSchema *schema, const char *path)
{
  AttestSheetPlace place = { NULL };
  const char *brackets = path != NULL ? strstr (path, "[]") : NULL;

  if (path == NULL)
    return place;
  if (brackets == NULL)
    {
      place.field = find_key (schema, path, strlen (path));
      return place;
    }
  place.list = find_key (schema, path, (gsize) (brackets - path));
  if (place.list == NULL || !attest_field_is_list (place.list))
    return (AttestSheetPlace){ NULL };
  schema = place.list->child;
  path = brackets + 2 + (brackets[2] == '.');
  if (*path == '\0')
    {
      place.field = &schema->fields[0];
      return place;
    }
  brackets = strstr (path, "[].");
  if (brackets != NULL)
    {
      place.inner = find_key (schema, path, (gsize) (brackets - path));
      schema = place.inner != NULL ? place.inner->child : NULL;
      path = brackets + 3;
    }
  place.field = find_key (schema, path, strlen (path));
  return place;
}

static void
add_paths (GString *paths, const AttestSchema *schema, const char *before)
{
  for (guint i = 0; i < schema->n_fields; i++)
    {
      const AttestField *field = &schema->fields[i];
      g_autofree char *path = g_strconcat (before, field->key, NULL);
      g_autofree char *within = g_strconcat (path, "[].", NULL);

      if (field->key == NULL)
        continue;
      if (field->kind == ATTEST_FIELD_RECORDS)
        add_paths (paths, field->child, within);
      else if (field->kind == ATTEST_FIELD_TAGS)
        {
          within[strlen (within) - 1] = '\0';
          attest_listing_add (paths, within);
        }
      else
        attest_listing_add (paths, path);
    }
}

/**
 * attest_sheet_place_list_paths:
 * @schema: the kind of the record
 *
 * Returns: (transfer full): all that attest_sheet_place_find() knows of it, for a sentence
 */
char *
attest_sheet_place_list_paths (const AttestSchema *schema)
{
  GString *paths = g_string_new (NULL);

  add_paths (paths, schema, "");
  return g_string_free (paths, FALSE);
}

/**
 * attest_sheet_place_get_owner:
 * @self: a place
 * @schema: the kind of record it is in
 *
 * Returns: (transfer none): the schema that the field at @self is of
 */
const AttestSchema *
attest_sheet_place_get_owner (const AttestSheetPlace *self, const AttestSchema *schema)
{
  return self->inner != NULL ? self->inner->child : self->list != NULL ? self->list->child : schema;
}

/* What is neither is no “no”: a public certificate would be the answer to any misspelt word. */
static AttestFlag
read_flag (const char *text)
{
  if (g_str_equal (text, "yes") || g_str_equal (text, "true"))
    return ATTEST_FLAG_YES;
  return g_str_equal (text, "no") || g_str_equal (text, "false") ? ATTEST_FLAG_NO
                                                                 : ATTEST_FLAG_UNSET;
}

/* @text: of a flag “yes”, “no” or nothing */
void
attest_sheet_set_field (AttestRecord *record, const AttestField *field, const char *text)
{
  guint index = attest_schema_index (attest_record_get_schema (record), field);

  if (field->kind == ATTEST_FIELD_FLAG)
    attest_record_set_flag (record, index, read_flag (text));
  else
    attest_record_set_text (record, index, text);
}

/* Returns: (transfer full): the field's text; of a flag “yes”, “no” or nothing */
char *
attest_sheet_dup_field (AttestRecord *record, const AttestField *field)
{
  guint index = attest_schema_index (attest_record_get_schema (record), field);

  if (field->kind != ATTEST_FIELD_FLAG)
    return g_strdup (attest_record_get_text (record, index));
  switch (attest_record_get_flag (record, index))
    {
    case ATTEST_FLAG_YES:
      return g_strdup ("yes");
    case ATTEST_FLAG_NO:
      return g_strdup ("no");
    default:
      return g_strdup ("");
    }
}

/* Returns: (transfer none): the list of that field */
AttestRecordList *
attest_sheet_get_list (AttestRecord *record, const AttestField *list)
{
  return attest_record_get_list (record,
                                 attest_schema_index (attest_record_get_schema (record), list));
}

static void
fill_field (AttestRecord *record, const AttestField *field, const char *value)
{
  g_autofree char *before = attest_sheet_dup_field (record, field);

  if (attest_str_is_blank (before))
    attest_sheet_set_field (record, field, value);
}

/**
 * attest_sheet_place_fill:
 * @self: a place
 * @record: a record of its schema
 * @text: for every field there that is blank
 */
void
attest_sheet_place_fill (const AttestSheetPlace *self, AttestRecord *record, const char *text)
{
  AttestRecordList *list = self->list != NULL ? attest_sheet_get_list (record, self->list) : NULL;

  if (list == NULL)
    fill_field (record, self->field, text);
  for (guint i = 0; list != NULL && i < attest_record_list_get_length (list); i++)
    {
      AttestRecord *item = attest_record_list_get (list, i);
      AttestRecordList *inner =
          self->inner != NULL ? attest_sheet_get_list (item, self->inner) : NULL;

      if (inner == NULL)
        fill_field (item, self->field, text);
      for (guint j = 0; inner != NULL && j < attest_record_list_get_length (inner); j++)
        fill_field (attest_record_list_get (inner, j), self->field, text);
    }
}

/* Returns: (transfer full): kind → (path of the entity's → path of a site's), of what both have */
static GHashTable *
load_shared (void)
{
  g_autoptr (JsonArray) all = attest_reference_load_list ("sheet-words.json", "shared");
  GHashTable *kinds =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    {
      JsonObject *entry = json_array_get_object_element (all, i);
      const char *kind = json_object_get_string_member (entry, "kind");

      if (!g_hash_table_contains (kinds, kind))
        g_hash_table_insert (kinds,
                             g_strdup (kind),
                             g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free));
      g_hash_table_insert (g_hash_table_lookup (kinds, kind),
                           g_strdup (json_object_get_string_member (entry, "entity")),
                           g_strdup (json_object_get_string_member (entry, "site")));
    }
  return kinds;
}

/* Returns: (transfer none) (nullable): of a record that has an address of its own and sites with
 * such: path of the entity's field → path of a site's, for those that both have. Read once. */
GHashTable *
attest_sheet_place_get_shared (const AttestSchema *schema)
{
  static gsize loaded = 0;
  static GHashTable *kinds;

  g_return_val_if_fail (schema != NULL, NULL);

  if (g_once_init_enter (&loaded))
    {
      kinds = load_shared ();
      g_once_init_leave (&loaded, 1);
    }
  return g_hash_table_lookup (kinds, schema->name);
}

/* @site: path of a field of a site. Returns: (transfer none) (nullable): path of the entity's field
 * for the same */
const char *
attest_sheet_place_find_entity (const AttestSchema *schema, const char *site)
{
  GHashTable *shared = attest_sheet_place_get_shared (schema);
  GHashTableIter iter;
  gpointer entity = NULL;
  gpointer path = NULL;

  g_return_val_if_fail (site != NULL, NULL);

  if (shared == NULL)
    return NULL;
  g_hash_table_iter_init (&iter, shared);
  while (g_hash_table_iter_next (&iter, &entity, &path))
    if (g_str_equal (path, site))
      return entity;
  return NULL;
}
