/* Which rows of a sheet are one record: see the header. */
#include "attest-config.h"
#include "intake/attest-sheet-groups.h"

#include "base/attest-str.h"
#include "base/attest-text.h"
#include "intake/attest-sheet-words.h"
#include "sheet/attest-grid-parts.h"

#include <glib/gi18n-lib.h>

/* @self: to be cleared; @gather: has the row that is read, gets the records, and outlives it */
void
attest_sheet_groups_init (AttestSheetGroups *self,
                          AttestSheetGather *gather,
                          gboolean one_record_a_row)
{
  *self = (AttestSheetGroups){ gather, NULL, one_record_a_row };
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* Frees what is in @self; the records stay. */
void
attest_sheet_groups_clear (AttestSheetGroups *self)
{
  g_hash_table_unref (self->by_key);
}

static const char *
get_title_path (const AttestSchema *schema)
{
  return schema->fields[schema->title_field].key;
}

/* Returns: (transfer full): what tells the record of @row from others; "" if nothing does. Where
 * nothing has an id, it is all that the service knows a record by. */
static char *
make_number_key (AttestSheetGroups *self, AttestSheetTable *table)
{
  const AttestSchema *schema = self->gather->import->schema;
  const char *text =
      attest_sheet_table_get_path_text (table, self->gather->row, ATTEST_SHEET_IDENTITY);
  g_autoptr (GString) key = NULL;

  if (attest_sheet_is_nothing (text))
    text = attest_sheet_table_get_path_text (table, self->gather->row, get_title_path (schema));
  if (attest_sheet_is_nothing (text))
    return g_strdup ("");
  key = g_string_new (text);
  for (guint i = 0; schema->entity_id == NULL && schema->key_with[i] != NULL; i++)
    g_string_append_printf (
        key,
        "\n%s",
        attest_sheet_table_get_path_text (table, self->gather->row, schema->key_with[i]->key));
  return attest_text_fold_tight (key->str);
}

/* The id of a draft is hidden in what Attest wrote: rows that a person adds have none, and belong
 * to the record with their number. */
static char *
make_key (AttestSheetGroups *self, AttestSheetTable *table)
{
  const char *own = attest_sheet_table_get_path_text (table, self->gather->row, ATTEST_SHEET_OWN);

  return attest_str_is_blank (own) ? make_number_key (self, table) : g_strconcat ("#", own, NULL);
}

static AttestSheetGroup *
add_group (AttestSheetGroups *self, const char *key)
{
  AttestSheetGroup *group = attest_sheet_gather_add_group (self->gather);

  if (*key != '\0')
    g_hash_table_replace (self->by_key, g_strdup (key), group);
  return group;
}

/* Returns: (transfer none): the unique ID in the row that is read; "" where there is none */
const char *
attest_sheet_groups_get_entity_id (AttestSheetGroups *self, AttestSheetTable *table)
{
  const AttestField *field = self->gather->import->schema->entity_id;

  return field != NULL ? attest_sheet_table_get_path_text (table, self->gather->row, field->key)
                       : "";
}

/* One number for two entities is a slip in the sheet: both stay, and both are told. */
static AttestSheetGroup *
find_group (AttestSheetGroups *self, AttestSheetTable *table, const char *key)
{
  AttestSheetGroup *group =
      *key != '\0' && !self->one_record_a_row ? g_hash_table_lookup (self->by_key, key) : NULL;
  const char *entity_id = attest_sheet_groups_get_entity_id (self, table);
  g_autofree char *message = NULL;
  g_autofree char *both = NULL;
  g_autofree char *row = NULL;

  if (group == NULL || attest_str_is_blank (entity_id) || attest_str_is_blank (group->entity_id)
      || attest_sheet_is_same_text (group->entity_id, entity_id))
    return group;
  both = g_strconcat (key, " ", entity_id, NULL);
  row = attest_grid_dup_row_name (table->grid, self->gather->row);
  message = g_strdup_printf (
      /* TRANSLATORS: the first %s is a row of a sheet, the others are ids */
      _ ("Row %s has the same number, but another unique ID: “%s”, not “%s”."),
      row,
      entity_id,
      group->entity_id);
  attest_sheet_group_report (group,
                             ATTEST_SEVERITY_ERROR,
                             self->gather->import->schema->entity_id->key,
                             "rows-of-two",
                             message);
  group = g_hash_table_lookup (self->by_key, both);
  return group != NULL ? group : add_group (self, both);
}

static AttestSheetGroup *
add_group_of_row (AttestSheetGroups *self, AttestSheetTable *table, const char *key)
{
  AttestSheetGroup *group = add_group (self, key);
  g_autofree char *number = make_number_key (self, table);
  const char *own = attest_sheet_table_get_path_text (table, self->gather->row, ATTEST_SHEET_OWN);

  if (!attest_str_is_blank (own))
    group->result->own = g_strdup (own);
  if (*number != '\0' && !g_hash_table_contains (self->by_key, number))
    g_hash_table_insert (self->by_key, g_steal_pointer (&number), group);
  return group;
}

/* Returns: whether the row that is read says which draft it is of */
gboolean
attest_sheet_groups_has_own (AttestSheetGroups *self, AttestSheetTable *table)
{
  return !attest_str_is_blank (
      attest_sheet_table_get_path_text (table, self->gather->row, ATTEST_SHEET_OWN));
}

/**
 * attest_sheet_groups_need:
 * @table: the sheet with the row that is read
 *
 * Returns: (transfer none): the record that the row is of: one there is, or a new one
 */
AttestSheetGroup *
attest_sheet_groups_need (AttestSheetGroups *self, AttestSheetTable *table)
{
  g_autofree char *key = make_key (self, table);
  AttestSheetGroup *group = find_group (self, table, key);

  return group != NULL ? group : add_group_of_row (self, table, key);
}
