/* What the rows of a sheet say, on its way into records: see the header. */
#include "attest-config.h"
#include "intake/attest-sheet-gather.h"

#include "base/attest-str.h"
#include "base/attest-text.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-editions.h"
#include "intake/attest-sheet-exact.h"
#include "intake/attest-sheet-held.h"
#include "intake/attest-sheet-items.h"
#include "intake/attest-sheet-marks.h"
#include "intake/attest-sheet-names.h"
#include "intake/attest-sheet-pairs.h"
#include "intake/attest-sheet-remarks.h"
#include "intake/attest-sheet-repeats.h"
#include "intake/attest-sheet-several.h"
#include "intake/attest-sheet-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_KNOWN 1024 /* texts of a column; one with more hardly says the same again */

/* @self: to be cleared; @import: gets the records, and outlives it */
void
attest_sheet_gather_init (AttestSheetGather *self, AttestSheetImport *import)
{
  *self = (AttestSheetGather){ .import = import };
  self->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_sheet_group_free);
  self->shared = g_hash_table_new (g_str_hash, g_str_equal);
  self->as_entity = g_ptr_array_new ();
  self->places = g_hash_table_new (g_str_hash, g_str_equal);
  self->known = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
}

/* Frees what is in @self; the records stay with the import. */
void
attest_sheet_gather_clear (AttestSheetGather *self)
{
  g_ptr_array_unref (self->groups);
  g_hash_table_unref (self->shared);
  g_ptr_array_unref (self->as_entity);
  g_hash_table_unref (self->places);
  g_ptr_array_unref (self->known);
  g_clear_pointer (&self->left, g_ptr_array_unref);
  g_free (self->standard);
  g_free (self->ended);
}

/* Returns: (transfer none): a record more, of nothing yet */
AttestSheetGroup *
attest_sheet_gather_add_group (AttestSheetGather *self)
{
  AttestSheetGroup *group = attest_sheet_group_new (self->import->schema);

  g_ptr_array_add (self->import->records, group->result);
  g_ptr_array_add (self->groups, group);
  return group;
}

/* @path: (nullable): what the records are about, whether or not a cell has anything for it */
void
attest_sheet_gather_say (AttestSheetGather *self, const char *path)
{
  if (path != NULL)
    g_hash_table_add (self->import->said, g_strndup (path, strcspn (path, "[")));
}

/* Once it is known what the records are. A sheet that has something of sites, but no address of
 * them, has it where the entity's is. */
void
attest_sheet_gather_find_shared (AttestSheetGather *self, AttestSheetTable *table)
{
  gboolean has_item = FALSE;
  gboolean has_place = FALSE;
  GHashTable *places = attest_sheet_place_get_shared (self->import->schema);

  if (attest_sheet_table_find (table, ATTEST_SHEET_SECOND_NAME) == NULL)
    self->second_name =
        attest_sheet_place_find (self->import->schema, ATTEST_SHEET_SECOND_NAME).field;
  if (places == NULL)
    return;
  g_hash_table_unref (self->places);
  self->places = g_hash_table_ref (places);
  for (guint i = 0; i < table->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (table->columns, i);

      has_item = has_item || (column->path != NULL && g_str_has_prefix (column->path, "sites[]"));
      has_place = has_place || g_strcmp0 (column->path, "sites[].street") == 0;
    }
  if (!has_item || has_place)
    return;
  g_hash_table_unref (self->shared);
  self->shared = g_hash_table_ref (self->places);
}

/* The record is about all that there are @columns for (of AttestSheetColumn). */
void
attest_sheet_gather_say_columns (AttestSheetGather *self, const GPtrArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (columns, i);

      attest_sheet_gather_say (self,
                               column->standard != NULL ? ATTEST_SHEET_STANDARDS : column->path);
    }
}

/**
 * attest_sheet_gather_note_title:
 * @table: the sheet
 * @title: over the rows that come next: 인증 취소 업체
 * @is_sheet: it is the name of the sheet, so that what was before is over
 *
 * Where no column has the status, a title can say that the records below it do not hold.
 */
void
attest_sheet_gather_note_title (AttestSheetGather *self,
                                AttestSheetTable *table,
                                const char *title,
                                gboolean is_sheet)
{
  const AttestField *status = self->import->schema->status;
  const char *wire = NULL;
  const gboolean is_ended = status != NULL && attest_sheet_table_find (table, status->key) == NULL
                            && attest_sheet_find_ended (title, &wire);

  if (is_sheet || is_ended || attest_sheet_says_held (title))
    g_clear_pointer (&self->ended, g_free);
  if (is_ended)
    self->ended = attest_text_tidy (title, ATTEST_TEXT_LINE);
}

/* Fields. */

/* Returns: where the row is kept, from 1, that the record's text of @field is from; 0: none is */
static guint *
get_source (const AttestSheetGather *self, AttestSheetGroup *group, const AttestField *field)
{
  return &group->sources[attest_schema_index (self->import->schema, field)];
}

/* Of most records all is from the one sheet. */
static void
note_source (AttestSheetGather *self, AttestSheetGroup *group, const AttestField *field)
{
  *get_source (self, group, field) = self->row + 1;
  if (self->table == self->import->table)
    return;
  if (group->sheets == NULL)
    group->sheets = g_hash_table_new (NULL, NULL);
  g_hash_table_insert (group->sheets, (gpointer) field, self->table);
}

/* @forced: it comes before what is there */
static void
put_field (AttestSheetGather *self,
           AttestSheetGroup *group,
           const AttestField *field,
           const char *text,
           gboolean forced)
{
  g_autofree char *before = !forced && *get_source (self, group, field) > 0
                                ? attest_sheet_dup_field (group->result->record, field)
                                : NULL;

  if (!attest_str_is_blank (before) && self->age != ATTEST_SHEET_AGE_NEWER)
    {
      if (self->age == ATTEST_SHEET_AGE_SAME && !attest_sheet_is_same_text (before, text))
        attest_sheet_remark_difference (self, group, field, before, text);
      return;
    }
  attest_sheet_set_field (group->result->record, field, text);
  self->n_put++;
  note_source (self, group, field);
}

/* Rows. */

/* One end of the time that @cell says. What is not its own field gets it only if it has nothing,
 * and without a source: so a column of its own comes before it, wherever that stands. */
static void
put_end (AttestSheetGather *self,
         AttestSheetGroup *group,
         const AttestSheetCell *cell,
         const AttestField *field,
         const char *day)
{
  g_autofree char *before = NULL;

  if (day == NULL)
    return;
  if (field == cell->field)
    {
      put_field (self, group, field, day, FALSE);
      return;
    }
  before = attest_sheet_dup_field (group->result->record, field);
  if (attest_str_is_blank (before)
      || (self->age == ATTEST_SHEET_AGE_NEWER && *get_source (self, group, field) == 0))
    {
      attest_sheet_set_field (group->result->record, field, day);
      self->n_put++;
    }
}

/* A beginning or an end that says the other as well. Returns: whether it does */
static gboolean
put_range (AttestSheetGather *self, AttestSheetGroup *group, const AttestSheetCell *cell)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  const AttestSchema *schema = self->import->schema;

  if ((cell->field != schema->ends && cell->field != schema->begins)
      || !attest_sheet_values_read_range (self->import->values, cell, &from, &to))
    return FALSE;
  put_end (self, group, cell, schema->begins, from);
  put_end (self, group, cell, schema->ends, to);
  return TRUE;
}

/* (주)한빛, and below it Hanbit Co., Ltd.: two names in a column, where none is for the second.
 * Returns: whether the cell has two */
static gboolean
put_names (AttestSheetGather *self, AttestSheetGroup *group, const AttestSheetCell *cell)
{
  g_autofree char *name = NULL;
  g_autofree char *english = NULL;

  if (self->is_own || self->second_name == NULL || !g_str_equal (cell->path, ATTEST_SHEET_NAME)
      || !attest_sheet_names_split (cell->text, &name, &english))
    return FALSE;
  attest_sheet_gather_say (self, self->second_name->key);
  put_field (self, group, cell->field, name, FALSE);
  put_field (self, group, self->second_name, english, FALSE);
  return TRUE;
}

/* Returns: (transfer full) (nullable): what was put, where nothing but the field itself got it */
static char *
put_cell (AttestSheetGather *self,
          AttestSheetGroup *group,
          const AttestSheetCell *cell,
          gboolean forced)
{
  char *text = NULL;

  if (put_range (self, group, cell) || put_names (self, group, cell))
    return NULL;
  text = attest_sheet_values_read (self->import->values, cell);
  if (text != NULL)
    put_field (self, group, cell->field, text, forced);
  return text;
}

/* What a column has for a site as well as for the entity. */
static void
share_cell (AttestSheetGather *self, AttestSheetItems *items, const AttestSheetCell *cell)
{
  const char *path = g_hash_table_lookup (self->shared, cell->path);
  AttestSheetPlace place = attest_sheet_place_find (self->import->schema, path);
  AttestSheetCell other = *cell;

  other.path = path;
  other.field = place.field;
  if (place.field != NULL)
    attest_sheet_items_add (items, &place, 0, &other);
}

/* Returns: whether this row, of several of one record, is about the entity itself */
static gboolean
is_main (AttestSheetTable *table, guint row)
{
  return attest_sheet_says_main (attest_sheet_table_get_path_text (table, row, ATTEST_SHEET_MAIN));
}

/* Where the main site is the entity is, if no column says so: “Site Address” in the row of the HO.
 */
static void
share_site (AttestSheetGather *self, AttestSheetGroup *group, const AttestSheetCell *cell)
{
  const char *path = attest_sheet_place_find_entity (self->import->schema, cell->path);
  AttestSheetCell other = *cell;

  if (path == NULL || attest_sheet_table_find (self->table, path) != NULL
      || !is_main (self->table, self->row))
    return;
  other.path = path;
  other.field = attest_sheet_place_find (self->import->schema, path).field;
  attest_sheet_gather_say (self, path);
  g_free (put_cell (self, group, &other, FALSE));
}

static void
add_standard (AttestSheetGather *self, AttestSheetItems *items, const char *name)
{
  AttestSheetPlace place = attest_sheet_place_find (self->import->schema, ATTEST_SHEET_STANDARDS);
  AttestSheetCell cell = { ATTEST_SHEET_STANDARDS, place.field, ATTEST_CELL_TEXT, name };

  if (place.field != NULL)
    attest_sheet_items_add (items, &place, 0, &cell);
}

/* @text: what stands in a column that is for one standard */
static void
take_mark (AttestSheetGather *self,
           AttestSheetGroup *group,
           const AttestSheetColumn *column,
           const char *text,
           AttestSheetItems *items)
{
  const AttestSheetMark mark = self->table->has_crosses && attest_sheet_is_cross (text)
                                   ? ATTEST_MARK_YES
                                   : attest_sheet_read_mark (text);

  self->marks = self->marks || mark != ATTEST_MARK_NONE;
  if (mark == ATTEST_MARK_DOUBT)
    attest_sheet_remark_mark (self, group, column, text);
  else if (mark == ATTEST_MARK_YES)
    add_standard (self, items, column->standard);
}

static void
leave_item (AttestSheetGather *self,
            AttestSheetGroup *group,
            const AttestSheetColumn *column,
            const char *text,
            AttestSheetItems *items)
{
  attest_sheet_items_leave (items, &column->place, column->number);
  if (attest_sheet_read_mark (text) != ATTEST_MARK_NONE)
    attest_sheet_remark_count (self, group, column, text);
}

/* 상동, “as head office”: a site where the entity is. What the record has of that goes to the site.
 */
static void
put_entity_place (AttestSheetGather *self,
                  AttestSheetGroup *group,
                  const AttestSheetColumn *column,
                  AttestSheetItems *items)
{
  const AttestSchema *schema = self->import->schema;
  GHashTableIter iter;
  gpointer entity = NULL;
  gpointer site = NULL;
  gboolean has_text = FALSE;

  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, &entity, &site))
    {
      const AttestSheetPlace from = attest_sheet_place_find (schema, entity);
      const AttestSheetPlace to = attest_sheet_place_find (schema, site);
      g_autofree char *text = attest_sheet_dup_field (group->result->record, from.field);

      if (attest_str_is_blank (text))
        continue;
      attest_sheet_items_set_text (items, &to, column->number, text);
      has_text = has_text || g_str_equal (site, column->path);
    }
  if (!has_text)
    leave_item (self,
                group,
                column,
                attest_sheet_table_get_text (self->table, self->row, column->column),
                items);
}

static void
take_item (AttestSheetGather *self,
           AttestSheetGroup *group,
           const AttestSheetColumn *column,
           const AttestSheetCell *cell,
           AttestSheetItems *items)
{
  if (self->is_own)
    attest_sheet_items_add (items, &column->place, column->number, cell);
  else if (attest_sheet_has_addresses (cell->path) && attest_sheet_is_as_entity (cell->text))
    g_ptr_array_add (self->as_entity, (gpointer) column);
  else if (attest_sheet_is_instead (cell->path, cell->text))
    leave_item (self, group, column, cell->text, items);
  else
    {
      attest_sheet_items_add (items, &column->place, column->number, cell);
      share_site (self, group, cell);
    }
}

/* What is told of the cell, whatever it is for. */
static void
remark (AttestSheetGather *self, AttestSheetGroup *group, const AttestSheetCell *cell)
{
  attest_sheet_remark_cell (self, group, cell);
  if (group->result->rows->len == 1)
    attest_sheet_remark_two_numbers (self, group, cell);
  if (self->is_own)
    return;
  attest_sheet_remark_addresses (self, group, cell);
  attest_sheet_remark_named_end (self, group, cell);
}

/* A cell for a field of the record itself. Returns: (transfer full) (nullable): as put_cell() */
static char *
take_field (AttestSheetGather *self,
            AttestSheetGroup *group,
            const AttestSheetCell *cell,
            AttestSheetItems *items)
{
  const gboolean is_shared =
      g_hash_table_size (self->shared) > 0 && g_hash_table_contains (self->shared, cell->path);

  if (is_shared)
    share_cell (self, items, cell);
  /* Rows of sites have other addresses; the entity's is the first, or the one marked so. */
  if (is_shared && group->result->rows->len > 1 && !is_main (self->table, self->row))
    return NULL;
  return put_cell (self, group, cell, is_shared);
}

/* ○ under 정지: the title is what the record has. What is no mark is asked, with the title before
 * it. Returns: (transfer full) (nullable): as put_cell() */
static char *
take_marked (AttestSheetGather *self,
             AttestSheetGroup *group,
             const AttestSheetColumn *column,
             AttestSheetCell *cell)
{
  const AttestSheetMark mark = attest_sheet_read_mark (cell->text);
  g_autofree char *both = g_strconcat (column->head, ": ", cell->text, NULL);

  if (mark == ATTEST_MARK_NONE)
    return NULL;
  cell->kind = ATTEST_CELL_TEXT;
  cell->text = mark == ATTEST_MARK_YES ? column->head : both;
  return put_cell (self, group, cell, FALSE);
}

/* Returns: (transfer full) (nullable): what the record got, where it is all that became of the
 * cell */
static char *
take_cell (AttestSheetGather *self,
           AttestSheetGroup *group,
           const AttestSheetColumn *column,
           guint id,
           AttestSheetItems *items)
{
  const char *text = attest_grid_get_text_of_id (self->table->grid, id);
  AttestSheetCell cell = {
    column->path, column->place.field, attest_grid_get_kind_of_id (self->table->grid, id),
    text,         column->opposite,    column->days
  };
  g_autofree char *whole = self->table->has_lines
                               ? attest_sheet_editions_join_lines (self->table, self->row, column)
                               : NULL;
  g_autofree char *piece = NULL;

  if (column->standard != NULL)
    take_mark (self, group, column, text, items);
  if (whole != NULL)
    cell.text = whole;
  if (self->n_pieces > 0)
    piece = attest_sheet_pairs_dup (
        self->import->schema, cell.field, cell.text, self->piece, self->n_pieces);
  if (piece != NULL)
    cell.text = piece;
  if ((id == 0 && *cell.text == '\0') || column->place.field == NULL || column->is_line)
    return NULL;
  if (column->is_marked)
    return take_marked (self, group, column, &cell);
  remark (self, group, &cell);
  self->numbers = self->numbers || column->number > 0;
  if (column->place.list == NULL)
    return take_field (self, group, &cell, items);
  take_item (self, group, column, &cell, items);
  return NULL;
}

/* The texts of column @i, by their numbers, that become a text of the record, of which nothing else
 * has to be said: a column has few texts, and many rows.
 *
 * Returns: (transfer none) (nullable): them; %NULL: each cell is looked at for itself */
static GHashTable *
get_known (AttestSheetGather *self, const AttestSheetColumn *column, guint i)
{
  const AttestSchema *schema = self->import->schema;

  if (self->table != self->import->table || self->is_own || self->table->has_lines
      || g_hash_table_size (self->shared) > 0 || self->portion > 0 || self->n_pieces > 0
      || column->standard != NULL || column->place.list != NULL || column->place.field == NULL
      || column->place.field == &schema->fields[schema->title_field])
    return NULL;
  while (self->known->len <= i)
    g_ptr_array_add (self->known, g_hash_table_new_full (NULL, NULL, NULL, g_free));
  return g_ptr_array_index (self->known, i);
}

static void
take_column (AttestSheetGather *self,
             AttestSheetGroup *group,
             const AttestSheetColumn *column,
             GHashTable *known,
             AttestSheetItems *items)
{
  const guint id = attest_sheet_table_get_id (self->table, self->row, column->column);
  const guint n_asked = attest_sheet_values_get_n_asked (self->import->values);
  const guint n_problems = group->result->problems->len;
  const char *text = known != NULL ? g_hash_table_lookup (known, GUINT_TO_POINTER (id)) : NULL;
  g_autofree char *taken = NULL;

  if (text != NULL)
    {
      put_field (self, group, column->place.field, text, FALSE);
      return;
    }
  taken = take_cell (self, group, column, id, items);
  if (attest_sheet_values_get_n_asked (self->import->values) != n_asked)
    attest_sheet_group_note_open (group, column->place.field);
  else if (taken != NULL && known != NULL && g_hash_table_size (known) < MOST_KNOWN
           && group->result->problems->len == n_problems)
    g_hash_table_insert (known, GUINT_TO_POINTER (id), g_steal_pointer (&taken));
}

static void
take_columns (AttestSheetGather *self,
              AttestSheetGroup *group,
              const GPtrArray *columns,
              AttestSheetItems *items)
{
  for (guint i = 0; i < columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (columns, i);

      take_column (self, group, column, get_known (self, column, i), items);
    }
}

/* A row of a draft. What was sent back to be mended has the cells of the sheet it came from. */
static gboolean
is_written_by_us (AttestSheetTable *table, guint row)
{
  const char *own = attest_sheet_table_get_path_text (table, row, ATTEST_SHEET_OWN);

  return *own != '\0' && !g_str_has_prefix (own, ATTEST_SHEET_OWN_ROW);
}

/* What later rows say otherwise is told with the row that said it first. */
static void
note_sources (AttestSheetGather *self, AttestSheetGroup *group, const GPtrArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (columns, i);

      if (column->place.field != NULL && column->place.list == NULL)
        note_source (self, group, column->place.field);
    }
}

/* Returns: whether Attest wrote the row and nobody changed it, so that it was read word for word */
static gboolean
take_exact (AttestSheetGather *self, AttestSheetGroup *group, const GPtrArray *columns)
{
  AttestSheetTable *table = self->table;
  g_autofree AttestSheetExactCell *cells = g_new0 (AttestSheetExactCell, columns->len + 1);
  guint n = 0;

  if (group->result->rows->len != group->n_exact + 1)
    return FALSE;
  for (guint i = 0; i < columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (columns, i);
      const guint id = attest_grid_get_id (table->grid, self->row, column->column);
      const AttestCellKind kind = attest_grid_get_kind_of_id (table->grid, id);

      if (column->place.field == NULL)
        continue;
      if (kind != ATTEST_CELL_TEXT && kind != ATTEST_CELL_DATE)
        return FALSE;
      cells[n++] = (AttestSheetExactCell){
        column->path, &column->place, column->number, attest_grid_get_text_of_id (table->grid, id)
      };
    }
  if (!attest_sheet_exact_put (
          attest_sheet_table_get_path_text (table, self->row, ATTEST_SHEET_OWN),
          group->result->record,
          group->n_exact,
          cells,
          n))
    return FALSE;
  if (group->n_exact++ == 0)
    note_sources (self, group, columns);
  return TRUE;
}

/* A ledger with a row for each time that a certificate was issued: the newest row counts, whatever
 * its place, and what was before is left. */
static void
find_age (AttestSheetGather *self, AttestSheetGroup *group, const GPtrArray *columns)
{
  const guint before = group->newest;
  gboolean is_otherwise = FALSE;

  self->age = ATTEST_SHEET_AGE_SAME;
  if (self->is_own || self->import->schema->entity_id == NULL
      || g_hash_table_size (self->shared) > 0 || self->table != self->import->table)
    return;
  if (before > 0)
    self->age =
        attest_sheet_renewals_compare (self->table, before - 1, self->row, columns, &is_otherwise);
  if (before == 0 || self->age == ATTEST_SHEET_AGE_NEWER)
    group->newest = self->row + 1;
  if (self->age == ATTEST_SHEET_AGE_SAME)
    return;
  group->result->newest = group->newest;
  attest_sheet_remark_issue (
      self, group, self->age == ATTEST_SHEET_AGE_NEWER ? before - 1 : self->row);
  if (self->age == ATTEST_SHEET_AGE_NEWER && is_otherwise)
    attest_sheet_group_forget_lists (group);
}

/* 취소 is a status, 2024년 취소 업체 likely means one: a person decides once for all below it. */
static void
take_ended (AttestSheetGather *self, AttestSheetGroup *group)
{
  const AttestField *status = self->import->schema->status;
  const AttestSheetCell cell = { status->key, status, ATTEST_CELL_TEXT, self->ended };
  const char *likely = NULL;
  const char *own = NULL;
  g_autofree char *text = NULL;

  attest_sheet_gather_say (self, status->key);
  attest_sheet_find_ended (self->ended, &likely);
  attest_sheet_find_value (status->key, self->ended, &own);
  text = likely == NULL || own != NULL
             ? attest_sheet_values_read (self->import->values, &cell)
             : attest_sheet_values_offer (self->import->values, &cell, likely);
  if (text != NULL)
    put_field (self, group, status, text, FALSE);
  else
    attest_sheet_group_note_open (group, status);
}

/* A row without a name below the rows of an entity: whether it is of the same is asked once for all
 * such rows. Where a person said so, its cells are one with those above; a row of a record that has
 * its name from another one says nothing else. */
static void
ask_above (AttestSheetGather *self, AttestSheetGroup *group)
{
  const AttestField *entity = self->import->schema->entity;
  const AttestSheetCell cell = { entity->key, entity, ATTEST_CELL_TEXT, "" };
  const char *own = attest_sheet_table_get_path_text (self->table, self->row, entity->key);
  g_autofree char *before = attest_sheet_dup_field (group->result->record, entity);
  g_autofree char *taken = NULL;

  if (attest_str_is_blank (own) && !attest_str_is_blank (before))
    return;
  /* TRANSLATORS: what stands in a cell that says the same as the one above it */
  taken = attest_sheet_values_offer (self->import->values, &cell, _ ("as above"));
  if (!attest_str_is_blank (own))
    return;
  if (taken != NULL)
    put_field (self, group, entity, taken, FALSE);
  else
    attest_sheet_group_note_open (group, entity);
}

/**
 * attest_sheet_gather_take_row:
 * @self: with the row to be read
 * @group: whose row it is
 * @table: the sheet it is in
 * @columns: (element-type AttestSheetColumn): those of @table that are wanted
 *
 * Puts all that stands in them into the record.
 */
void
attest_sheet_gather_take_row (AttestSheetGather *self,
                              AttestSheetGroup *group,
                              AttestSheetTable *table,
                              const GPtrArray *columns)
{
  const gboolean is_own = is_written_by_us (table, self->row);
  g_autoptr (AttestSheetItems) items = attest_sheet_items_new (self->import->values, is_own);
  AttestSheetRepeats repeats = { 0 };

  self->table = table;
  self->is_own = is_own;
  if (is_own && take_exact (self, group, columns))
    return;
  repeats = attest_sheet_repeats_begin (self, group);
  find_age (self, group, columns);
  take_columns (self, group, columns, items);
  if (!is_own && table->as_above != NULL && table->as_above[self->row])
    ask_above (self, group);
  if (self->standard != NULL)
    add_standard (self, items, self->standard);
  for (guint i = 0; i < self->as_entity->len; i++)
    put_entity_place (self, group, g_ptr_array_index (self->as_entity, i), items);
  g_ptr_array_set_size (self->as_entity, 0);
  if (self->age != ATTEST_SHEET_AGE_OLDER)
    attest_sheet_items_put (items, group->result->record, &group->long_lists);
  if (self->ended != NULL && !is_own)
    take_ended (self, group);
  attest_sheet_remark_items (self, group, items);
  if (attest_grid_row_is_struck (table->grid, self->row))
    attest_sheet_remark_struck (self, group, columns);
  if (!self->is_own)
    attest_sheet_repeats_end (self, group, &repeats);
  if (self->is_own || !table->has_rivals)
    return;
  attest_sheet_remark_rivals (self, group, columns);
  if (self->age == ATTEST_SHEET_AGE_NEWER)
    g_clear_pointer (&group->ended, g_free);
  if (self->age != ATTEST_SHEET_AGE_OLDER)
    attest_sheet_remark_note_end (self, group, columns);
}
