/* What a record is called where no column says it: see the header. */
#include "attest-config.h"
#include "intake/attest-sheet-title.h"

#include "base/attest-reference.h"

/* Returns: (transfer none): kind of record → path of what stands in for its title; read once */
static GHashTable *
get_stand_ins (void)
{
  static gsize loaded = 0;
  static GHashTable *kinds;

  if (g_once_init_enter (&loaded))
    {
      kinds = attest_reference_load_map ("sheet-words.json", "stand_ins", "kind", "path", NULL);
      g_once_init_leave (&loaded, 1);
    }
  return kinds;
}

static const AttestField *
get_title (const AttestSchema *schema)
{
  return &schema->fields[schema->title_field];
}

/* Returns: (nullable): the field that says what records are called where nothing else does; %NULL:
 * none does */
const AttestField *
attest_sheet_title_get_stand_in (const AttestSchema *schema)
{
  const char *path = NULL;

  g_return_val_if_fail (schema != NULL, NULL);

  path = g_hash_table_lookup (get_stand_ins (), schema->name);
  return path != NULL ? attest_schema_find_key (schema, path) : NULL;
}

/* Returns: (transfer none) (nullable): the column that names the records of @table: the one for
 * their title, or else for what stands in for it */
AttestSheetColumn *
attest_sheet_title_find (AttestSheetTable *table)
{
  AttestSheetColumn *column = NULL;
  const AttestField *stand_in = NULL;

  g_return_val_if_fail (table != NULL, NULL);

  column = attest_sheet_table_find (table, get_title (table->schema)->key);
  if (column != NULL)
    return column;
  stand_in = attest_sheet_title_get_stand_in (table->schema);
  return stand_in != NULL ? attest_sheet_table_find (table, stand_in->key) : NULL;
}

/* Returns: (transfer none): the path of what names the records of @table, whether or not it has a
 * column for it */
const char *
attest_sheet_title_get_path (AttestSheetTable *table)
{
  const AttestSheetColumn *column = attest_sheet_title_find (table);

  return column != NULL ? column->path : get_title (table->schema)->key;
}
