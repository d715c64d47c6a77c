/* What completes the records of a sheet: see the header. */
#include "attest-config.h"
#include "intake/attest-sheet-complete.h"

#include "base/attest-reference.h"
#include "base/attest-str.h"
#include "check/attest-countries.h"
#include "intake/attest-sheet-bodies.h"
#include "intake/attest-sheet-items.h"
#include "intake/attest-sheet-others.h"
#include "intake/attest-sheet-remarks.h"
#include "intake/attest-sheet-repeats.h"
#include "intake/attest-sheet-title.h"
#include "intake/attest-sheet-unseen.h"
#include "intake/attest-sheet-words.h"
#include "sheet/attest-grid-parts.h"

#include <glib/gi18n-lib.h>

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
  g_autoptr (GHashTable) long_lists = NULL;

  if (place->list == NULL || (place->inner == NULL && place->list->kind != ATTEST_FIELD_TAGS)
      || attest_record_list_get_length (attest_sheet_get_list (record, place->list)) > 0)
    return FALSE;
  items = attest_sheet_items_new (self->import->values, TRUE);
  attest_sheet_items_add (items, place, 0, &cell);
  attest_sheet_items_put (items, record, &long_lists);
  return TRUE;
}

static void
put_everywhere (AttestSheetGather *self,
                const AttestSheetPlace *place,
                const char *path,
                const char *text)
{
  /* Where no column is about sites there are none, and what they all have says nothing of them. */
  if (place->list == NULL || place->inner != NULL || place->list->kind == ATTEST_FIELD_TAGS)
    attest_sheet_gather_say (self, path);
  for (guint i = 0; i < self->groups->len; i++)
    {
      AttestSheetGroup *group = g_ptr_array_index (self->groups, i);
      AttestRecord *record = group->result->record;

      if (group->open != NULL && g_hash_table_contains (group->open, place->field))
        continue;
      if (!put_item (self, record, place, path, text))
        attest_sheet_place_fill (place, record, text);
    }
}

static gboolean
put_constant (AttestSheetGather *self,
              const AttestSheetPlace *place,
              const char *path,
              const char *decided,
              GError **error)
{
  g_autofree char *taken = attest_sheet_values_take (path, place->field, decided);

  if (taken != NULL)
    {
      put_everywhere (self, place, path, taken);
      return TRUE;
    }
  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_INVALID_ARGUMENT,
               /* TRANSLATORS: the first %s is a field such as confidential_certified_entity, the
                * second one what a user wrote for it */
               _ ("%s is yes or no, and “%s” is neither."),
               path,
               decided);
  return FALSE;
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
      if (!put_constant (self,
                         &place,
                         path,
                         attest_decisions_get (decisions, ATTEST_DECIDE_CONSTANT, path),
                         error))
        return FALSE;
    }
  return TRUE;
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
          || !g_str_has_suffix (field->key, "country")
          || attest_sheet_others_have (self, others, field->key)
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
          && !attest_sheet_others_have (self, others, path))
        put_everywhere (
            self, &place, path, attest_decisions_get (decisions, ATTEST_DECIDE_USUAL, path));
    }
}

/* What the records are called, where no column has that and another one can say it. It is never
 * taken in silence: a certificate need not be called as the course is, and what is printed stays.
 */
static void
offer_title (AttestSheetGather *self, AttestSheetGroup *group, const AttestField *stand_in)
{
  const AttestField *title = &self->import->schema->fields[self->import->schema->title_field];
  g_autofree char *before = attest_sheet_dup_field (group->result->record, title);
  g_autofree char *text = attest_sheet_dup_field (group->result->record, stand_in);
  const AttestSheetCell cell = { title->key, title, ATTEST_CELL_TEXT, text };
  g_autofree char *taken = NULL;

  if (group->result->own != NULL || !attest_str_is_blank (before) || attest_str_is_blank (text))
    return;
  attest_sheet_gather_say (self, title->key);
  taken = attest_sheet_values_offer (self->import->values, &cell, text);
  if (taken != NULL)
    attest_sheet_set_field (group->result->record, title, taken);
  else
    attest_sheet_group_note_open (group, title);
}

static void
offer_titles (AttestSheetGather *self, GPtrArray *others)
{
  const AttestSchema *schema = self->import->schema;
  const AttestField *stand_in = attest_sheet_title_get_stand_in (schema);

  if (stand_in == NULL
      || attest_sheet_others_have (self, others, schema->fields[schema->title_field].key))
    return;
  for (guint i = 0; i < self->groups->len; i++)
    offer_title (self, g_ptr_array_index (self->groups, i), stand_in);
}

/* Returns: (transfer none) (nullable): the status of a record of that kind that holds; read once */
static const char *
get_lasting (const AttestSchema *schema)
{
  static gsize loaded = 0;
  static GHashTable *kinds;

  if (g_once_init_enter (&loaded))
    {
      kinds = attest_reference_load_map ("sheet-words.json", "lasting", "kind", "status", NULL);
      g_once_init_leave (&loaded, 1);
    }
  return g_hash_table_lookup (kinds, schema->name);
}

static void
remark_all (AttestSheetGather *self)
{
  const char *lasting = get_lasting (self->import->schema);

  for (guint i = 0; lasting != NULL && i < self->groups->len; i++)
    attest_sheet_remark_end (self, g_ptr_array_index (self->groups, i), lasting);
  for (guint i = 0; i < self->groups->len; i++)
    attest_sheet_repeats_report (self, g_ptr_array_index (self->groups, i));
  attest_sheet_unseen_report (self);
}

/**
 * attest_sheet_complete_fill:
 * @self: with all records of the sheet
 * @labels: what stands over the list
 * @others: (element-type AttestSheetTable): other tables that say more of them
 * @error: return location for %G_IO_ERROR_INVALID_ARGUMENT: a decision is about no field
 *
 * Puts what a person said for all into the records that have nothing there; where no sheet has a
 * column for it, what the sheet's name, a row over the list or another column says if a person
 * takes that, and what is usual.
 *
 * Returns: whether all of it was about fields
 */
gboolean
attest_sheet_complete_fill (AttestSheetGather *self,
                            AttestSheetLabels *labels,
                            GPtrArray *others,
                            GError **error)
{
  attest_sheet_bodies_part (self);
  if (!put_constants (self, error))
    return FALSE;
  offer_names (self, others);
  attest_sheet_labels_offer (labels, self, others);
  put_usual (self, others);
  attest_sheet_bodies_offer (self);
  offer_titles (self, others);
  remark_all (self);
  return TRUE;
}
