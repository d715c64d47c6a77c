/* Which rows of a sheet are one record: see the header. */
#include "attest-config.h"
#include "intake/attest-sheet-groups.h"

#include "base/attest-str.h"
#include "base/attest-text.h"
#include "intake/attest-sheet-apart.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-exact.h"
#include "intake/attest-sheet-left.h"
#include "intake/attest-sheet-names.h"
#include "intake/attest-sheet-pairs.h"
#include "intake/attest-sheet-remarks.h"
#include "intake/attest-sheet-title.h"
#include "intake/attest-sheet-words.h"
#include "sheet/attest-grid-parts.h"

#include <glib/gi18n-lib.h>

/* Entities under one number, after which it is no number of theirs: a column that says the same in
 * every row was taken for it. From then on names are not compared letter by letter. */
#define MOST_OTHERS 8
#define MOST_COMPARED 64 /* rows of a record with which another is compared */

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

/* Returns: (transfer full): what tells the record of @row from others; "" if nothing does. Where
 * nothing has an id, it is all that the service knows a record by. */
static char *
make_number_key (AttestSheetGroups *self, AttestSheetTable *table)
{
  const AttestSchema *schema = self->gather->import->schema;
  const char *text =
      attest_sheet_table_get_path_text (table, self->gather->row, ATTEST_SHEET_IDENTITY);
  g_autofree char *piece = NULL;
  g_autoptr (GString) key = NULL;

  if (attest_sheet_is_nothing (text))
    {
      text = attest_sheet_table_get_path_text (
          table, self->gather->row, attest_sheet_title_get_path (table));
      if (self->gather->n_pieces > 0)
        piece = attest_sheet_pairs_dup (schema,
                                        &schema->fields[schema->title_field],
                                        text,
                                        self->gather->piece,
                                        self->gather->n_pieces);
      if (piece != NULL)
        text = piece;
    }
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

/* Returns: (transfer full) (nullable): the id of the draft that the row is of, hidden in what
 * Attest wrote */
static char *
dup_own (AttestSheetGroups *self, AttestSheetTable *table)
{
  const char *own = attest_sheet_table_get_path_text (table, self->gather->row, ATTEST_SHEET_OWN);

  return attest_str_is_blank (own) ? NULL : g_strndup (own, attest_sheet_exact_get_id_length (own));
}

/* Rows that a person adds have no id, and belong to the record with their number. */
static char *
make_key (AttestSheetGroups *self, AttestSheetTable *table)
{
  g_autofree char *own = dup_own (self, table);

  return own == NULL ? make_number_key (self, table)
                     : g_strdup_printf ("#%s/%u", own, self->gather->portion);
}

static AttestSheetGroup *
add_group (AttestSheetGroups *self, const char *key)
{
  AttestSheetGroup *group = attest_sheet_gather_add_group (self->gather);

  if (*key != '\0')
    g_hash_table_replace (self->by_key, g_strdup (key), group);
  return group;
}

/* Returns: whether the row that is read says which draft it is of */
gboolean
attest_sheet_groups_has_own (AttestSheetGroups *self, AttestSheetTable *table)
{
  return !attest_str_is_blank (
      attest_sheet_table_get_path_text (table, self->gather->row, ATTEST_SHEET_OWN));
}

/* What a row, or those of a record, say of whom it is about. */
typedef struct
{
  const char *id;
  const char *name;
  const char *apart; /* what else tells records with one number apart */
} Entity;

static const char *
get_path_text (AttestSheetGroups *self, AttestSheetTable *table, const AttestField *field)
{
  return field != NULL ? attest_sheet_table_get_path_text (table, self->gather->row, field->key)
                       : "";
}

/* Of several rows with one number, that of a site may be called as the site is; and of those of one
 * draft a person may have renamed one. */
static Entity
get_entity (AttestSheetGroups *self, AttestSheetTable *table, const char *apart)
{
  const AttestSchema *schema = self->gather->import->schema;
  const gboolean may_differ = attest_sheet_table_find (table, ATTEST_SHEET_MAIN) != NULL
                              || attest_sheet_groups_has_own (self, table);

  return (Entity){ get_path_text (self, table, schema->entity_id),
                   schema->entity_id != NULL && !may_differ
                       ? get_path_text (self, table, schema->entity)
                       : "",
                   apart };
}

static gboolean
has_both (const char *text, const char *other)
{
  return !attest_sheet_is_nothing (text) && !attest_str_is_blank (text)
         && !attest_str_is_blank (other);
}

/* @field: (out): what tells them apart. Returns: whether the row is about another entity, or of
 * another record with the same number */
static gboolean
is_other_entity (AttestSheetGroups *self,
                 const AttestSheetGroup *group,
                 const Entity *entity,
                 const AttestField **field)
{
  const AttestSchema *schema = self->gather->import->schema;
  const gboolean has_ids = has_both (entity->id, group->entity_id);

  *field = has_ids ? schema->entity_id : schema->entity;
  if (has_ids ? !attest_sheet_is_same_text (entity->id, group->entity_id)
              : has_both (entity->name, group->entity)
                    && attest_sheet_names_differ (entity->name, group->entity))
    return TRUE;
  *field = attest_sheet_apart_find_difference (schema, entity->apart, group->apart);
  return *field != NULL;
}

/* Where nothing has an id, a column that is left out can be all that tells two records of one name
 * apart, such as a grade. Returns: (nullable): the first in which the row says something else than
 * one of @group; @other: (out): that row, from 0 */
static const AttestSheetColumn *
find_left (AttestSheetGroups *self, const AttestSheetGroup *group, guint *other)
{
  AttestSheetTable *table = self->gather->import->table;
  const GArray *rows = group->result->rows;
  const AttestSheetColumn *column = NULL;

  if (self->gather->import->schema->entity_id != NULL || attest_sheet_groups_has_own (self, table))
    return NULL;
  for (guint i = 0; column == NULL && i < MIN (rows->len, MOST_COMPARED); i++)
    {
      *other = g_array_index (rows, guint, i) - 1;
      column = attest_sheet_left_find_difference (
          attest_sheet_left_need (self->gather), table, self->gather->row, *other);
    }
  return column;
}

/* The first row that has an id, or a name, tells the record's. */
static void
note_entity (AttestSheetGroup *group, const Entity *entity)
{
  if (attest_str_is_blank (group->entity_id))
    {
      g_free (group->entity_id);
      group->entity_id = g_strdup (entity->id);
    }
  if (attest_str_is_blank (group->entity))
    {
      g_free (group->entity);
      group->entity = g_strdup (entity->name);
    }
  if (!attest_str_is_blank (group->apart))
    return;
  g_free (group->apart);
  group->apart = g_strdup (entity->apart);
}

/* Returns: (transfer full): that @row, from 0, is another record, as @what is @own in it and not
 * @others */
static char *
describe_apart (AttestSheetGroups *self,
                guint row,
                const char *what,
                const char *own,
                const char *others)
{
  g_autofree char *name = attest_grid_dup_row_name (self->gather->import->table->grid, row);

  return g_strdup_printf (
      /* TRANSLATORS: a row of a sheet, the name of a field, and what two rows say of it */
      _ ("Row %s is another record under the same name or number: %s is “%s”, not “%s”."),
      name,
      what,
      own,
      others);
}

/* A body's number or a course's name need not be its own alone: what stands apart may be right. */
static void
report_apart (AttestSheetGroups *self,
              guint row,
              AttestSheetGroup *group,
              const Entity *entity,
              const AttestField *field)
{
  const AttestSchema *schema = self->gather->import->schema;
  g_autofree char *own = attest_sheet_apart_get (schema, entity->apart, field);
  g_autofree char *others = attest_sheet_apart_get (schema, group->apart, field);
  g_autofree char *message =
      describe_apart (self, row, attest_field_get_label (schema, field), own, others);

  attest_sheet_group_report (group, ATTEST_SEVERITY_WARNING, field->key, "rows-apart", message);
}

/* @group: the record of row @row, from 0, which row @other is none of because of @column */
static void
report_left (AttestSheetGroups *self,
             AttestSheetGroup *group,
             const AttestSheetColumn *column,
             guint row,
             guint other)
{
  AttestSheetTable *table = self->gather->import->table;
  const AttestSchema *schema = self->gather->import->schema;
  g_autofree char *message =
      describe_apart (self,
                      other,
                      column->head,
                      attest_sheet_table_get_text (table, other, column->column),
                      attest_sheet_table_get_text (table, row, column->column));

  attest_sheet_group_report (group,
                             ATTEST_SEVERITY_WARNING,
                             schema->fields[schema->title_field].key,
                             "rows-apart",
                             message);
}

static void
report_entity (AttestSheetGroups *self,
               guint row,
               AttestSheetGroup *group,
               const Entity *entity,
               const AttestField *field)
{
  const gboolean is_id = field == self->gather->import->schema->entity_id;
  g_autofree char *name = attest_grid_dup_row_name (self->gather->import->table->grid, row);
  g_autofree char *message = g_strdup_printf (
      is_id
          /* TRANSLATORS: the first %s is a row of a sheet, the others are ids */
          ? _ ("Row %s has the same number, but another unique ID: “%s”, not “%s”.")
          /* TRANSLATORS: the first %s is a row of a sheet, the others are names of entities */
          : _ ("Row %s has the same number, but another name: “%s”, not “%s”."),
      name,
      is_id ? entity->id : entity->name,
      is_id ? group->entity_id : group->entity);

  attest_sheet_group_report (group, ATTEST_SEVERITY_ERROR, field->key, "rows-of-two", message);
}

/* @row: from 0; @entity: what it says */
static void
report_other (AttestSheetGroups *self,
              guint row,
              AttestSheetGroup *group,
              const Entity *entity,
              const AttestField *field)
{
  const AttestSchema *schema = self->gather->import->schema;

  if (schema->entity_id != NULL && (field == schema->entity_id || field == schema->entity))
    report_entity (self, row, group, entity, field);
  else
    report_apart (self, row, group, entity, field);
}

static gboolean
has_many (const AttestSheetGroup *first)
{
  return first != NULL && first->n_others >= MOST_OTHERS;
}

/* The id tells, where there is one; else the name as it is written, or all that tells apart. */
static char *
make_entity_key (const char *key, const Entity *entity)
{
  g_autofree char *id = attest_text_fold_code (entity->id);

  return *id != '\0' || *entity->name != '\0'
             ? g_strjoin ("\n", key, id, *id != '\0' ? "" : entity->name, NULL)
             : g_strjoin ("\n", key, entity->apart, NULL);
}

static void
put_entity (AttestSheetGroups *self, const char *key, AttestSheetGroup *group)
{
  const Entity entity = { group->entity_id, group->entity, group->apart };

  g_hash_table_replace (self->by_key, make_entity_key (key, &entity), group);
}

/* Returns: (nullable): the one whose entity the row is about */
static AttestSheetGroup *
find_among_many (AttestSheetGroups *self, const char *key, const Entity *entity)
{
  g_autofree char *entity_key = make_entity_key (key, entity);

  return g_hash_table_lookup (self->by_key, entity_key);
}

/* One number for two entities is a slip in the sheet: both stay, and both are told.
 *
 * @first: (nullable): the first record with the number
 * Returns: (nullable): the one whose entity the row is about */
static AttestSheetGroup *
find_group (AttestSheetGroups *self, AttestSheetGroup *first, const Entity *entity)
{
  const AttestField *field = NULL;
  AttestSheetGroup *group = first;
  guint other = 0;

  while (
      group != NULL
      && (is_other_entity (self, group, entity, &field) || find_left (self, group, &other) != NULL))
    group = group->other;
  if (first == NULL || group == first)
    return group;
  if (is_other_entity (self, first, entity, &field))
    report_other (self, self->gather->row, first, entity, field);
  else
    {
      const AttestSheetColumn *column = find_left (self, first, &other);

      report_left (self, first, column, other, self->gather->row);
    }
  return group;
}

/* Sent both, the second would rename the entity of the first. */
static void
add_other (AttestSheetGroups *self,
           const char *key,
           AttestSheetGroup *first,
           AttestSheetGroup *group)
{
  const Entity entity = { first->entity_id, first->entity, first->apart };
  const AttestField *field = NULL;
  const AttestSheetColumn *column = NULL;
  guint other = 0;

  if (is_other_entity (self, group, &entity, &field))
    report_other (self, g_array_index (first->result->rows, guint, 0) - 1, group, &entity, field);
  else
    column = find_left (self, first, &other);
  if (column != NULL)
    report_left (self, group, column, self->gather->row, other);
  if (first->n_others == 0)
    put_entity (self, key, first);
  put_entity (self, key, group);
  if (has_many (first))
    return;
  group->other = first->other;
  first->other = group;
  first->n_others++;
}

static AttestSheetGroup *
add_group_of_row (AttestSheetGroups *self, AttestSheetTable *table, const char *key)
{
  AttestSheetGroup *group = add_group (self, key);
  g_autofree char *number = make_number_key (self, table);

  group->result->own = dup_own (self, table);
  if (*number != '\0' && !g_hash_table_contains (self->by_key, number))
    g_hash_table_insert (self->by_key, g_steal_pointer (&number), group);
  return group;
}

/* Returns: (transfer full): all that tells the row from others with its number: what
 * attest_sheet_apart_make() has, and behind that what columns have that are left out */
static char *
make_apart (AttestSheetGroups *self, AttestSheetTable *table)
{
  g_autofree char *apart = NULL;
  g_autofree char *left = NULL;

  if (attest_sheet_groups_has_own (self, table))
    return g_strdup ("");
  apart = attest_sheet_apart_make (table, self->gather->row);
  if (table->schema->entity_id != NULL)
    return g_steal_pointer (&apart);
  left = attest_sheet_left_make (attest_sheet_left_need (self->gather), table, self->gather->row);
  return g_strconcat (apart, left, NULL);
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
  g_autofree char *apart = make_apart (self, table);
  const Entity entity = get_entity (self, table, apart);
  AttestSheetGroup *first =
      *key != '\0' && !self->one_record_a_row ? g_hash_table_lookup (self->by_key, key) : NULL;
  AttestSheetGroup *group =
      has_many (first) ? find_among_many (self, key, &entity) : find_group (self, first, &entity);

  if (group == NULL)
    {
      group = first != NULL ? attest_sheet_gather_add_group (self->gather)
                            : add_group_of_row (self, table, key);
      note_entity (group, &entity);
      if (first != NULL)
        add_other (self, key, first, group);
    }
  else
    note_entity (group, &entity);
  return group;
}
