/* Cells that say “the same as above”, or nothing instead of it. Thread: any. */
#include "attest-config.h"
#include "intake/attest-sheet-dittos.h"

#include "base/attest-str.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-known.h"
#include "intake/attest-sheet-several.h"
#include "intake/attest-sheet-title.h"
#include "intake/attest-sheet-words.h"

#define MOST_BETWEEN 50 /* rows between a cell and the one that it says the same as */

typedef enum
{
  ROW_NOT_SEEN,
  ROW_EMPTY,
  ROW_RECORD,
  ROW_OTHER, /* the head once more, a sum, a title */
} RowKind;

typedef struct
{
  AttestSheetTable *table;
  GHashTable *ids; /* of the texts that say it → AttestSheetWord */
  guint8 *rows;    /* RowKind */
} Dittos;

static gboolean
is_head (AttestSheetTable *self, guint id, guint column)
{
  for (guint i = 0; i < self->n_header; i++)
    if (attest_grid_get_id (self->grid, self->header + i, column) == id)
      return TRUE;
  return FALSE;
}

/* Whether the cell says something that is not said by another of its row. */
static gboolean
has_own_text (AttestSheetTable *self, guint row, guint column)
{
  guint place = column;

  attest_sheet_table_resolve (self, &row, &place);
  return place == column && attest_grid_get_id (self->grid, row, column) != 0;
}

static RowKind
tell_row (AttestSheetTable *self, guint row)
{
  gboolean is_total = FALSE;
  guint n_texts = 0;
  guint n_heads = 0;

  for (guint i = 0; i < self->used->len; i++)
    {
      const guint column = g_array_index (self->used, guint, i);
      const guint id = attest_sheet_table_get_id (self, row, column);

      if (!has_own_text (self, row, column))
        continue;
      if (n_texts++ == 0)
        is_total = attest_sheet_is_total (attest_grid_get_text_of_id (self->grid, id));
      n_heads += is_head (self, id, column);
    }
  if (n_texts == 0)
    return ROW_EMPTY;
  return n_texts > 1 && !is_total && 2 * n_heads < n_texts ? ROW_RECORD : ROW_OTHER;
}

/* Whether what stands in the cell says “the same as above”, and of nothing that is known. */
static gboolean
is_open (const Dittos *self, guint row, guint column)
{
  const guint id = attest_sheet_table_get_id (self->table, row, column);

  return g_hash_table_contains (self->ids, GUINT_TO_POINTER (id));
}

/* @row: (inout): the nearest above it that is a record's. One without a number goes on with the
 * record above it. Returns: whether it has something in @column */
static gboolean
find_above (const Dittos *self, guint *row, guint column)
{
  AttestSheetTable *table = self->table;
  const guint first = table->header + table->n_header;
  const char *number = attest_sheet_title_get_path (table);

  for (guint n = 0; n < MOST_BETWEEN && first < *row; n++)
    {
      guint8 *kind = &self->rows[--*row];

      if (*kind == ROW_NOT_SEEN)
        *kind = tell_row (table, *row);
      if (*kind == ROW_EMPTY)
        return FALSE;
      if (*kind == ROW_OTHER)
        continue;
      if (has_own_text (table, *row, column))
        return !is_open (self, *row, column);
      if (*attest_sheet_table_get_path_text (table, *row, number) != '\0')
        return FALSE;
    }
  return FALSE;
}

static gboolean
is_of_site (const AttestSheetColumn *column)
{
  return column != NULL && column->path != NULL && column->place.list != NULL
         && attest_sheet_has_addresses (column->path);
}

static gboolean
has_own_number (AttestSheetTable *self, guint row)
{
  const AttestSheetColumn *number = attest_sheet_title_find (self);

  return number != NULL && has_own_text (self, row, number->column);
}

static void
add_dittos_in (const Dittos *self, guint column)
{
  AttestSheetTable *table = self->table;
  const AttestSheetColumn *head = attest_sheet_table_find_at (table, column);
  /* Where names stand, a word that can be one is left for a person. */
  const gboolean has_names = head != NULL && attest_sheet_has_names (head->place.field);
  const gboolean is_site = is_of_site (head);

  for (guint row = table->header + table->n_header;
       row < attest_grid_get_length (table->grid, column);
       row++)
    {
      const guint id = attest_grid_get_id (table->grid, row, column);
      const AttestSheetWord known =
          id != 0 ? GPOINTER_TO_UINT (g_hash_table_lookup (self->ids, GUINT_TO_POINTER (id))) : 0;
      guint above = row;
      guint place = column;

      if (known == ATTEST_SHEET_WORD_UNKNOWN || (known == ATTEST_SHEET_WORD_OFFERED && has_names)
          || (is_site && has_own_number (table, row)) || !find_above (self, &above, column))
        continue;
      attest_sheet_table_resolve (table, &above, &place);
      attest_sheet_table_join_cells (
          table, &(AttestGridPlace){ row, column }, &(AttestGridPlace){ above, place });
    }
}

/* 〃: the cell says what the one above says, as if they were one: the nearest that is a record's.
 * Where there is none it stays what it is, and is asked. In the first row of a record the address
 * of a site is the same as that of its entity, and not as another entity's. Most sheets have no
 * such text. */
void
attest_sheet_dittos_add (AttestSheetTable *self)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (NULL, NULL);
  g_autofree guint8 *rows = NULL;

  for (guint id = 1; self->n_header > 0 && id < attest_grid_get_n_ids (self->grid); id++)
    {
      const AttestSheetWord known =
          attest_sheet_find_ditto (attest_grid_get_text_of_id (self->grid, id));

      if (known != ATTEST_SHEET_WORD_UNKNOWN)
        g_hash_table_insert (ids, GUINT_TO_POINTER (id), GUINT_TO_POINTER (known));
    }
  if (g_hash_table_size (ids) == 0)
    return;
  rows = g_new0 (guint8, attest_grid_get_n_rows (self->grid));
  for (guint i = 0; i < self->used->len; i++)
    add_dittos_in (&(Dittos){ self, ids, rows }, g_array_index (self->used, guint, i));
}

/* A ledger has the company once, and its certificates below it. */

static gboolean
is_of_entity (const AttestSchema *schema, const AttestSheetColumn *column)
{
  return column->place.list == NULL && column->place.field != NULL
         && g_strcmp0 (column->place.field->section, schema->entity_id->section) == 0;
}

/* Returns: whether both have an id, and not the same */
static gboolean
have_two_ids (AttestSheetTable *self, guint row, guint above)
{
  const char *path = self->schema->entity_id->key;
  const char *own = attest_sheet_table_get_path_text (self, row, path);
  const char *other = attest_sheet_table_get_path_text (self, above, path);

  return !attest_sheet_is_nothing (own) && !attest_sheet_is_nothing (other)
         && !attest_sheet_is_same_text (own, other);
}

/* What @row does not say of its entity stands in @above. */
static void
join_entity (AttestSheetTable *self, guint row, guint above)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (self->columns, i);
      guint from = above;
      guint place = column->column;

      if (!is_of_entity (self->schema, column)
          || attest_sheet_table_get_id (self, row, column->column) != 0
          || attest_sheet_table_get_id (self, above, column->column) == 0)
        continue;
      attest_sheet_table_resolve (self, &from, &place);
      attest_sheet_table_join_cells (
          self, &(AttestGridPlace){ row, column->column }, &(AttestGridPlace){ from, place });
    }
}

/* Returns: whether names stand in the rows of certificates */
static gboolean
has_names_beside (AttestSheetTable *self, const AttestSheetColumn *name)
{
  for (guint row = self->header + self->n_header;
       row < attest_grid_get_length (self->grid, name->column);
       row++)
    if (has_own_number (self, row) && attest_grid_get_id (self->grid, row, name->column) != 0)
      return TRUE;
  return FALSE;
}

/* Whether @row, which has a name, begins the rows of an entity. A name alone in its row is a title,
 * unless all of them stand so. */
static gboolean
names_entity (AttestSheetTable *self, guint row, const AttestSheetColumn *name)
{
  const guint id = attest_sheet_table_get_id (self, row, name->column);
  const char *text = attest_grid_get_text_of_id (self->grid, id);
  g_autofree char *standard = attest_sheet_find_in_title (text);
  guint n_texts = 0;

  for (guint i = 0; i < self->used->len; i++)
    n_texts += has_own_text (self, row, g_array_index (self->used, guint, i));
  return !is_head (self, id, name->column) && !attest_sheet_is_total (text) && standard == NULL
         && (n_texts == 1 ? !has_names_beside (self, name) : tell_row (self, row) == ROW_RECORD);
}

static gboolean
is_joined (const AttestDecisions *decisions, const char *path)
{
  g_autofree char *key = g_strconcat (path, ":", NULL);
  const char *decided = attest_decisions_get (decisions, ATTEST_DECIDE_VALUE, key);

  if (decided == NULL)
    return g_strcmp0 (attest_decisions_get (decisions, ATTEST_DECIDE_OFFERS, ""), "yes") == 0;
  return attest_sheet_find_ditto (decided) != ATTEST_SHEET_WORD_UNKNOWN;
}

/**
 * attest_sheet_dittos_find_blanks:
 * @self: a table with its columns
 * @decisions: what a person decided
 *
 * Finds the rows with a number of their own and no name of an entity, right below those of one.
 * Where a person said that they are of the same, what they do not say of it stands above, as if the
 * cells were one; else they are asked about.
 */
void
attest_sheet_dittos_find_blanks (AttestSheetTable *self, const AttestDecisions *decisions)
{
  const AttestSchema *schema = NULL;
  const AttestSheetColumn *name = NULL;
  guint above = 0;

  g_return_if_fail (self != NULL && decisions != NULL);

  schema = self->schema;
  if (schema->entity_id == NULL || schema->entity == NULL || self->portions != NULL)
    return;
  name = attest_sheet_table_find (self, schema->entity->key);
  for (guint row = self->header + self->n_header;
       name != NULL && row < attest_grid_get_n_rows (self->grid);
       row++)
    {
      if (!attest_str_is_blank (attest_sheet_table_get_text (self, row, name->column)))
        above = row;
      else if (above == 0)
        continue; /* most of a sheet with a text in its last corner */
      else if (!has_own_number (self, row))
        above = tell_row (self, row) == ROW_RECORD ? above : 0;
      else if (names_entity (self, above, name) && !have_two_ids (self, row, above))
        {
          if (self->as_above == NULL)
            self->as_above = g_new0 (guint8, attest_grid_get_n_rows (self->grid));
          self->as_above[row] = TRUE;
          if (is_joined (decisions, schema->entity->key))
            join_entity (self, row, above);
        }
      else
        above = 0;
    }
}
