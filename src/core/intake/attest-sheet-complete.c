/* What completes the records of a sheet: see the header. */
#include "attest-config.h"
#include "intake/attest-sheet-complete.h"

#include "base/attest-text.h"
#include "check/attest-countries.h"
#include "intake/attest-sheet-dates.h"
#include "intake/attest-sheet-items.h"
#include "intake/attest-sheet-words.h"
#include "sheet/attest-grid-parts.h"

#include <glib/gi18n-lib.h>

/* Other sheets that say more of the same records. */

static gboolean
has_list (const AttestSheetTable *table)
{
  for (guint i = 0; i < table->columns->len; i++)
    if (((AttestSheetColumn *) g_ptr_array_index (table->columns, i))->place.list != NULL)
      return TRUE;
  return FALSE;
}

static const char *
find_join (AttestSheetGather *self, AttestSheetTable *other)
{
  const AttestSchema *schema = self->import->schema;
  const char *title = schema->fields[schema->title_field].key;
  const AttestField *entity_id = self->import->schema->entity_id;
  AttestSheetTable *own = self->import->table;

  if (attest_sheet_table_find (other, ATTEST_SHEET_IDENTITY) != NULL
      && attest_sheet_table_find (own, ATTEST_SHEET_IDENTITY) != NULL)
    return ATTEST_SHEET_IDENTITY;
  if (entity_id != NULL && attest_sheet_table_find (other, entity_id->key) != NULL
      && attest_sheet_table_find (own, entity_id->key) != NULL)
    return entity_id->key;
  /* What has the number as well and is not alike is about parts of the same: their sites. */
  if (attest_sheet_table_find (other, title) != NULL && attest_sheet_table_find (own, title) != NULL
      && has_list (other))
    return title;
  return NULL;
}

/* Rows of @other by what joins them. */
static GHashTable *
index_rows (AttestSheetTable *other, const char *path)
{
  GHashTable *rows =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  const AttestSheetColumn *column = attest_sheet_table_find (other, path);

  for (guint row = other->header + other->n_header; row < attest_grid_get_n_rows (other->grid);
       row++)
    {
      char *key = attest_text_fold_tight (attest_sheet_table_get_text (other, row, column->column));
      GArray *list = g_hash_table_lookup (rows, key);

      if (list == NULL)
        {
          list = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (rows, g_strdup (key), list);
        }
      g_array_append_val (list, row);
      g_free (key);
    }
  return rows;
}

static void
report_orphan (AttestSheetGather *self,
               AttestSheetGroup *group,
               AttestSheetTable *other,
               const char *id)
{
  g_autofree char *message
      /* TRANSLATORS: the first %s is the name of a sheet, the second an id */
      = g_strdup_printf (
          _ ("No row of the sheet “%s” has the ID “%s”."), attest_grid_get_name (other->grid), id);

  for (guint i = 0; i < other->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (other->columns, i);
      const AttestField *field = column->place.field;

      if (field != NULL && column->place.list == NULL && field->required
          && field != self->import->schema->entity_id)
        attest_sheet_group_report (
            group, ATTEST_SEVERITY_ERROR, column->path, "sheet-orphan", message);
    }
}

static const char *
get_id (AttestSheetGather *self, AttestSheetGroup *group, const char *path)
{
  const guint first = g_array_index (group->result->rows, guint, 0) - 1;

  return attest_sheet_table_get_path_text (self->import->table, first, path);
}

static void
join_group (AttestSheetGather *self,
            AttestSheetGroup *group,
            AttestSheetTable *other,
            const char *path,
            GHashTable *rows)
{
  const char *id = get_id (self, group, path);
  g_autofree char *key = attest_text_fold_tight (id);
  GArray *found = g_hash_table_lookup (rows, key);

  if (found == NULL && self->import->schema->entity_id != NULL
      && g_str_equal (path, self->import->schema->entity_id->key))
    report_orphan (self, group, other, id);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      self->row = g_array_index (found, guint, i);
      attest_sheet_gather_take_row (self, group, other);
    }
}

/* A site or a standard that is nobody's is not lost without a word. Of a list of all entities most
 * have no certificate here. */
static void
tell_strays (AttestSheetGather *self, AttestSheetTable *other, const char *path)
{
  const AttestSheetColumn *column = attest_sheet_table_find (other, path);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!has_list (other))
    return;
  for (guint i = 0; i < self->groups->len; i++)
    g_hash_table_add (
        known, attest_text_fold_tight (get_id (self, g_ptr_array_index (self->groups, i), path)));
  for (guint row = other->header + other->n_header; row < attest_grid_get_n_rows (other->grid);
       row++)
    {
      const char *id = attest_sheet_table_get_text (other, row, column->column);
      g_autofree char *key = attest_text_fold_tight (id);
      AttestSheetStray stray = { attest_grid_get_name (other->grid), row + 1, NULL };

      if (*key == '\0' || g_hash_table_contains (known, key))
        continue;
      stray.id = g_strdup (id);
      g_array_append_val (self->import->strays, stray);
    }
}

/* Returns: whether it says more of the same records */
static gboolean
join_table (AttestSheetGather *self, AttestSheetTable *other)
{
  const char *path = find_join (self, other);
  g_autoptr (GHashTable) rows = path != NULL ? index_rows (other, path) : NULL;

  if (path == NULL)
    return FALSE;
  attest_sheet_gather_say_columns (self, other);
  attest_sheet_dates_find (other, self->import->decisions);
  for (guint i = 0; i < self->groups->len; i++)
    join_group (self, g_ptr_array_index (self->groups, i), other, path, rows);
  tell_strays (self, other, path);
  return TRUE;
}

/* What the sheet does not have. */

/* A list of standards or tags that is empty gets one; sites that are not there are not made up. */
static gboolean
put_item (AttestSheetGather *self,
          AttestRecord *record,
          const AttestSheetPlace *place,
          const char *path,
          const char *text)
{
  AttestSheetCell cell = { path, place->field, ATTEST_CELL_TEXT, text };
  g_autoptr (AttestSheetItems) items = NULL;

  if (place->list == NULL || (place->inner == NULL && place->list->kind != ATTEST_FIELD_TAGS)
      || attest_record_list_get_length (attest_sheet_get_list (record, place->list)) > 0)
    return FALSE;
  items = attest_sheet_items_new (self->import->values);
  attest_sheet_items_add (items, place, 0, &cell);
  attest_sheet_items_put (items, record);
  return TRUE;
}

static void
put_everywhere (AttestSheetGather *self,
                const AttestSheetPlace *place,
                const char *path,
                const char *text)
{
  attest_sheet_gather_say (self, path);
  for (guint i = 0; i < self->groups->len; i++)
    {
      AttestRecord *record =
          ((AttestSheetGroup *) g_ptr_array_index (self->groups, i))->result->record;

      if (!put_item (self, record, place, path, text))
        attest_sheet_place_fill (place, record, text);
    }
}

static gboolean
put_constants (AttestSheetGather *self, GError **error)
{
  const AttestDecisions *decisions = self->import->decisions;
  g_autoptr (GPtrArray) paths = attest_decisions_list (decisions, ATTEST_DECIDE_CONSTANT);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      AttestSheetPlace place = attest_sheet_place_find (self->import->schema, path);

      if (place.field == NULL || attest_field_is_list (place.field))
        {
          g_autofree char *known = attest_sheet_place_list_paths (self->import->schema);

          g_set_error (error,
                       G_IO_ERROR,
                       G_IO_ERROR_INVALID_ARGUMENT,
                       /* TRANSLATORS: a path such as sites[].street, as written by the user, and
                        * all that there are */
                       _ ("“%s” is not a field; these are: %s"),
                       path,
                       known);
          return FALSE;
        }
      put_everywhere (
          self, &place, path, attest_decisions_get (decisions, ATTEST_DECIDE_CONSTANT, path));
    }
  return TRUE;
}

static gboolean
has_column (AttestSheetGather *self, GPtrArray *others, const char *path)
{
  gboolean has = attest_sheet_table_find (self->import->table, path) != NULL;

  for (guint i = 0; !has && i < others->len; i++)
    has = attest_sheet_table_find (g_ptr_array_index (others, i), path) != NULL;
  return has;
}

/* The name of a sheet that says in which country all of its rows are. It is offered alone: Georgia
 * and Jordan are people as well. */

/* Returns: (transfer none) (nullable): the country that @name is the name of */
static const char *
find_country (const char *name)
{
  const char *country = NULL;
  const AttestCountryMatch match = attest_countries_match (name, &country);

  if (match == ATTEST_COUNTRY_KNOWN)
    return name;
  return match == ATTEST_COUNTRY_ALIAS ? country : NULL;
}

static const char *
get_sheet_of (AttestSheetGather *self, const AttestSheetGroup *group)
{
  AttestGrid *grid = self->import->table->grid;
  const char *sheet = NULL;

  attest_grid_find_row (grid, g_array_index (group->result->rows, guint, 0) - 1, &sheet);
  return sheet != NULL ? sheet : attest_grid_get_name (grid);
}

/* @sheet: the one that @group is in, whose name is that of @country */
static void
offer_country (AttestSheetGather *self,
               AttestSheetGroup *group,
               const AttestField *field,
               const char *sheet,
               const char *country)
{
  const AttestSheetCell cell = { field->key, field, ATTEST_CELL_TEXT, sheet };
  g_autofree char *taken = attest_sheet_values_offer (self->import->values, &cell, country);

  if (taken == NULL)
    return;
  attest_sheet_gather_say (self, field->key);
  attest_sheet_set_field (group->result->record, field, taken);
}

/* The records of a sheet stand together, and its name is looked up once. */
static void
offer_name (AttestSheetGather *self, const AttestField *field)
{
  const char *looked_up = NULL;
  const char *country = NULL;

  for (guint i = 0; i < self->groups->len; i++)
    {
      AttestSheetGroup *group = g_ptr_array_index (self->groups, i);
      const char *sheet = get_sheet_of (self, group);

      if (sheet != looked_up)
        country = find_country (sheet);
      looked_up = sheet;
      if (country != NULL)
        offer_country (self, group, field, sheet, country);
    }
}

static void
offer_names (AttestSheetGather *self, GPtrArray *others)
{
  const AttestSchema *schema = self->import->schema;

  for (guint i = 0; i < schema->n_fields; i++)
    {
      const AttestField *field = &schema->fields[i];

      if (field->key == NULL || attest_field_is_list (field)
          || !g_str_has_suffix (field->key, "country") || has_column (self, others, field->key)
          || attest_decisions_get (self->import->decisions, ATTEST_DECIDE_CONSTANT, field->key)
                 != NULL)
        continue;
      offer_name (self, field);
    }
}

/* What is usual is so for one kind of record; a cell left empty was left empty by somebody. */
static void
put_usual (AttestSheetGather *self, GPtrArray *others)
{
  const AttestDecisions *decisions = self->import->decisions;
  g_autoptr (GPtrArray) paths = attest_decisions_list (decisions, ATTEST_DECIDE_USUAL);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      AttestSheetPlace place = attest_sheet_place_find (self->import->schema, path);

      if (place.field != NULL && !attest_field_is_list (place.field)
          && !has_column (self, others, path))
        put_everywhere (
            self, &place, path, attest_decisions_get (decisions, ATTEST_DECIDE_USUAL, path));
    }
}

/**
 * attest_sheet_complete_join:
 * @self: with all records of the sheet
 * @others: (element-type AttestSheetTable): the other tables of the file
 *
 * Returns: whether any other of them says more of the same records
 */
gboolean
attest_sheet_complete_join (AttestSheetGather *self, GPtrArray *others)
{
  gboolean joined = FALSE;

  for (guint i = 0; i < others->len; i++)
    joined |= join_table (self, g_ptr_array_index (others, i));
  return joined;
}

/**
 * attest_sheet_complete_fill:
 * @self: with all records of the sheet
 * @others: (element-type AttestSheetTable): the other tables of the file
 * @error: return location for %G_IO_ERROR_INVALID_ARGUMENT: a decision is about no field
 *
 * Puts what a person said for all into the records that have nothing there; where no sheet has a
 * column for it, what the sheet's name says if a person takes that, and what is usual.
 *
 * Returns: whether all of it was about fields
 */
gboolean
attest_sheet_complete_fill (AttestSheetGather *self, GPtrArray *others, GError **error)
{
  if (!put_constants (self, error))
    return FALSE;
  offer_names (self, others);
  put_usual (self, others);
  return TRUE;
}
