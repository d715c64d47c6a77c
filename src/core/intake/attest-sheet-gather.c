/* What the rows of a sheet say, on its way into records: see the header. */
#include "attest-config.h"
#include "intake/attest-sheet-gather.h"

#include "base/attest-reference.h"
#include "base/attest-str.h"
#include "base/attest-text.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-items.h"
#include "intake/attest-sheet-marks.h"
#include "intake/attest-sheet-several.h"
#include "intake/attest-sheet-words.h"
#include "sheet/attest-grid-parts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
group_free (gpointer data)
{
  AttestSheetGroup *group = data;

  g_free (group->entity_id);
  g_free (group->entity);
  g_free (group->apart);
  g_hash_table_unref (group->sources);
  g_clear_pointer (&group->sheets, g_hash_table_unref);
  g_clear_pointer (&group->long_lists, g_hash_table_unref);
  g_free (group);
}

/* Returns: (transfer full): path of the entity's → path of a site's, of what both have */
static GHashTable *
load_places (const AttestSchema *schema)
{
  g_autoptr (JsonArray) all = attest_reference_load_list ("sheet-words.json", "shared");
  GHashTable *places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    {
      JsonObject *entry = json_array_get_object_element (all, i);

      if (g_str_equal (json_object_get_string_member (entry, "kind"), schema->name))
        g_hash_table_insert (places,
                             g_strdup (json_object_get_string_member (entry, "entity")),
                             g_strdup (json_object_get_string_member (entry, "site")));
    }
  return places;
}

/* @self: to be cleared; @import: gets the records, and outlives it */
void
attest_sheet_gather_init (AttestSheetGather *self, AttestSheetImport *import)
{
  *self = (AttestSheetGather){ .import = import };
  self->groups = g_ptr_array_new_with_free_func (group_free);
  self->shared = g_hash_table_new (g_str_hash, g_str_equal);
  self->as_entity = g_ptr_array_new ();
  self->places = g_hash_table_new (g_str_hash, g_str_equal);
}

/* Frees what is in @self; the records stay with the import. */
void
attest_sheet_gather_clear (AttestSheetGather *self)
{
  g_ptr_array_unref (self->groups);
  g_hash_table_unref (self->shared);
  g_ptr_array_unref (self->as_entity);
  g_hash_table_unref (self->places);
  g_free (self->standard);
}

/* Returns: (transfer none): a record more, of nothing yet */
AttestSheetGroup *
attest_sheet_gather_add_group (AttestSheetGather *self)
{
  AttestSheetGroup *group = g_new0 (AttestSheetGroup, 1);
  AttestSheetRecord *result = g_new0 (AttestSheetRecord, 1);

  result->record = attest_record_new (self->import->schema);
  result->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  result->problems = g_ptr_array_new_with_free_func (g_object_unref);
  group->result = result;
  group->sources = g_hash_table_new (NULL, NULL);
  g_ptr_array_add (self->import->records, result);
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

  g_hash_table_unref (self->places);
  self->places = load_places (self->import->schema);
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

/* Problems of a row. */

static void
report (AttestSheetRecord *record,
        AttestSeverity severity,
        const char *path,
        const char *rule,
        const char *message)
{
  g_ptr_array_add (record->problems,
                   attest_problem_new (severity, path, rule, ATTEST_SOURCE_SENSE, message));
}

/* @row: of @table, from 0. Returns: what people call it; of another sheet than the records' also by
 * the name of that */
static char *
dup_row_name (AttestSheetGather *self, AttestSheetTable *table, guint row)
{
  /* TRANSLATORS: a row of a sheet, and the name of the sheet */
  return table == self->import->table
             ? attest_grid_dup_row_name (table->grid, row)
             : g_strdup_printf (_ ("%u (%s)"), row + 1, attest_grid_get_name (table->grid));
}

static char *
dup_source_name (AttestSheetGather *self, AttestSheetGroup *group, const AttestField *field)
{
  const guint source = GPOINTER_TO_UINT (g_hash_table_lookup (group->sources, field));
  AttestSheetTable *other =
      group->sheets != NULL ? g_hash_table_lookup (group->sheets, field) : NULL;

  return dup_row_name (self, other != NULL ? other : self->import->table, source - 1);
}

static void
report_difference (AttestSheetGather *self,
                   AttestSheetGroup *group,
                   const AttestField *field,
                   const char *first,
                   const char *other)
{
  g_autofree char *before = dup_source_name (self, group, field);
  g_autofree char *own = dup_row_name (self, self->table, self->row);
  g_autofree char *message = NULL;

  /* TRANSLATORS: two rows of a sheet, and what stands in them */
  message = g_strdup_printf (
      _ ("Rows %s and %s differ: “%s” and “%s”. The first was used."), before, own, first, other);
  report (group->result, ATTEST_SEVERITY_WARNING, field->key, "rows-differ", message);
}

static void
report_cell (AttestSheetGather *self, AttestSheetRecord *record, const AttestSheetCell *cell)
{
  static const struct
  {
    AttestCellKind kind;
    const char *rule;
    const char *message;
  } kinds[] = {
    { ATTEST_CELL_CUT,
      "sheet-cut",
      N_ ("The cell has more than a spreadsheet keeps: its end may be lost. Compare it with the "
          "certificate.") },
    { ATTEST_CELL_ERROR, "sheet-error", N_ ("The cell has an error instead of a value.") },
    { ATTEST_CELL_NO_RESULT,
      "sheet-formula",
      N_ ("The cell has a formula without a result. Open and save the file in the program it came "
          "from.") },
    { ATTEST_CELL_LOST, "sheet-lost", N_ ("The text of the cell is missing in the file.") },
    { ATTEST_CELL_DATE,
      "sheet-day",
      N_ ("The cell is a date: a spreadsheet may have made it of a number such as 1-2. Compare it "
          "with the certificate.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (cell->kind == kinds[i].kind && (cell->kind != ATTEST_CELL_DATE || cell->field->code))
      {
        g_autofree char *row = dup_row_name (self, self->table, self->row);
        g_autofree char *message
            /* TRANSLATORS: a row of a sheet, and a sentence */
            = g_strdup_printf (_ ("Row %s: %s"), row, _ (kinds[i].message));

        report (record,
                cell->kind == ATTEST_CELL_DATE ? ATTEST_SEVERITY_WARNING : ATTEST_SEVERITY_ERROR,
                cell->path,
                kinds[i].rule,
                message);
      }
}

static gboolean
is_number (const char *text)
{
  return strpbrk (text, "0123456789") != NULL;
}

/* “Q-1 / E-1”: which standard is whose, only a person knows. */
static void
report_two_numbers (AttestSheetGather *self, AttestSheetGroup *group, const AttestSheetCell *cell)
{
  static const char *const between[] = { "\n", " / ", ", ", "; ", " + ", " & " };
  const AttestSchema *schema = self->import->schema;
  gboolean is_two = FALSE;

  if (cell->field != &schema->fields[schema->title_field] || schema->entity_id == NULL)
    return;
  for (guint i = 0; !is_two && i < G_N_ELEMENTS (between); i++)
    {
      const char *sign = strstr (cell->text, between[i]);

      is_two = sign != NULL && is_number (sign)
               && strcspn (cell->text, "0123456789") < (gsize) (sign - cell->text);
    }
  if (is_two)
    report (group->result,
            ATTEST_SEVERITY_WARNING,
            cell->path,
            "sheet-two-numbers",
            _ ("These may be two certificates in one row. Give each a row of its own in the "
               "sheet."));
}

/* @number: of a row, from 1. Returns: whether it is one of @self */
gboolean
attest_sheet_group_has_row (const AttestSheetGroup *self, guint number)
{
  const GArray *rows = self->result->rows;

  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, guint, i) == number)
      return TRUE;
  return FALSE;
}

/* @rule: what is wrong with a row of @self at @path, or should be looked at */
void
attest_sheet_group_report (AttestSheetGroup *self,
                           AttestSeverity severity,
                           const char *path,
                           const char *rule,
                           const char *message)
{
  report (self->result, severity, path, rule, message);
}

/* Fields. */

/* Of most records all is from the one sheet. */
static void
note_source (AttestSheetGather *self, AttestSheetGroup *group, const AttestField *field)
{
  g_hash_table_insert (group->sources, (gpointer) field, GUINT_TO_POINTER (self->row + 1));
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
  g_autofree char *before = attest_sheet_dup_field (group->result->record, field);

  if (!attest_str_is_blank (before) && !forced && g_hash_table_contains (group->sources, field))
    {
      if (!attest_sheet_is_same_text (before, text))
        report_difference (self, group, field, before, text);
      return;
    }
  attest_sheet_set_field (group->result->record, field, text);
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
  if (attest_str_is_blank (before))
    attest_sheet_set_field (group->result->record, field, day);
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

static void
put_cell (AttestSheetGather *self,
          AttestSheetGroup *group,
          const AttestSheetCell *cell,
          gboolean forced)
{
  g_autofree char *text = NULL;

  if (put_range (self, group, cell))
    return;
  text = attest_sheet_values_read (self->import->values, cell);
  if (text != NULL)
    put_field (self, group, cell->field, text, forced);
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

/* 취소 under a standard is no mark: it says that the certificate has it no more. */
static void
report_mark (AttestSheetGather *self,
             AttestSheetGroup *group,
             const AttestSheetColumn *column,
             const char *text)
{
  g_autofree char *row = dup_row_name (self, self->table, self->row);
  g_autofree char *message = g_strdup_printf (
      /* TRANSLATORS: a row of a sheet, a word in it such as “cancelled”, and the standard that is
         the title of the column */
      _ ("Row %s: “%s” stands under “%s”, which was left out."),
      row,
      text,
      column->head);

  report (group->result, ATTEST_SEVERITY_WARNING, "schemes", "sheet-mark", message);
}

/* Returns: whether this row, of several of one record, is about the entity itself */
static gboolean
is_main (AttestSheetTable *table, guint row)
{
  const AttestSheetColumn *column = attest_sheet_table_find (table, ATTEST_SHEET_MAIN);
  const char *text = NULL;
  g_autofree char *before = NULL;
  const char *word = NULL;

  if (column == NULL)
    return FALSE;
  text = attest_sheet_table_get_text (table, row, column->column);
  before = g_strndup (text, strcspn (text, "([,/:-")); /* 본사 (서울) */
  if (attest_sheet_find_value (ATTEST_SHEET_MAIN, text, &word) == ATTEST_SHEET_WORD_UNKNOWN)
    attest_sheet_find_value (ATTEST_SHEET_MAIN, before, &word);
  return word != NULL;
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
  const AttestSheetMark mark = attest_sheet_read_mark (text);

  self->marks = self->marks || mark != ATTEST_MARK_NONE;
  if (mark == ATTEST_MARK_DOUBT)
    report_mark (self, group, column, text);
  else if (mark == ATTEST_MARK_YES)
    add_standard (self, items, column->standard);
}

/* O or 2개소 in a column of addresses: that there is a site, and not which. */
static void
leave_item (AttestSheetGather *self,
            AttestSheetGroup *group,
            const AttestSheetColumn *column,
            const char *text,
            AttestSheetItems *items)
{
  g_autofree char *row = NULL;
  g_autofree char *message = NULL;

  attest_sheet_items_leave (items, &column->place, column->number);
  if (attest_sheet_read_mark (text) == ATTEST_MARK_NONE)
    return;
  row = dup_row_name (self, self->table, self->row);
  message = g_strdup_printf (
      /* TRANSLATORS: a row of a sheet, what stands in it such as “2 sites”, and the title of its
         column, such as “Site address” */
      _ ("Row %s: “%s” under “%s” does not say where that is, and was left out."),
      row,
      text,
      column->head);
  report (group->result, ATTEST_SEVERITY_WARNING, column->place.list->key, "sheet-count", message);
}

/* Lines that may be one address or several. */
static void
report_several (AttestSheetGather *self, AttestSheetGroup *group, const char *text)
{
  g_autofree char *row = dup_row_name (self, self->table, self->row);
  g_autofree char *line = attest_text_tidy (text, ATTEST_TEXT_LINE);
  g_autofree char *message = g_strdup_printf (
      /* TRANSLATORS: a row of a sheet, and what stands in one of its cells */
      _ ("Row %s: “%s” may be several addresses, and is one now. Give each a row of its own, or "
         "number them in the cell."),
      row,
      line);

  report (group->result, ATTEST_SEVERITY_WARNING, "sites", "sheet-several", message);
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

/* What a cell of addresses says beyond the one address that is taken. */
static void
report_addresses (AttestSheetGather *self, AttestSheetGroup *group, const AttestSheetCell *cell)
{
  g_autoptr (GPtrArray) pieces = NULL;
  g_autofree char *row = NULL;
  g_autofree char *message = NULL;

  if (cell->field == NULL || !attest_sheet_may_be_several (cell->path))
    return;
  if (strstr (cell->path, "[]") == NULL
      && attest_sheet_split_items (cell->path, cell->text, &pieces) != ATTEST_SEVERAL_NOT)
    report_several (self, group, cell->text);
  if (attest_sheet_is_instead (cell->path, cell->text)
      || !attest_sheet_names_more (cell->path, cell->text))
    return;
  row = dup_row_name (self, self->table, self->row);
  /* TRANSLATORS: a row of a sheet, and an address in it such as “Main Street 1 and 2 more sites” */
  message =
      g_strdup_printf (_ ("Row %s: “%s” speaks of more sites than it names."), row, cell->text);
  report (group->result, ATTEST_SEVERITY_WARNING, "sites", "sheet-more", message);
}

static void
take_column (AttestSheetGather *self,
             AttestSheetGroup *group,
             AttestSheetTable *table,
             const AttestSheetColumn *column,
             AttestSheetItems *items)
{
  guint id = attest_sheet_table_get_id (table, self->row, column->column);
  const char *text = attest_grid_get_text_of_id (table->grid, id);
  AttestSheetCell cell = {
    column->path, column->place.field, attest_grid_get_kind_of_id (table->grid, id),
    text,         column->opposite,    column->days
  };

  if (column->standard != NULL)
    take_mark (self, group, column, text, items);
  if (id == 0 || column->place.field == NULL)
    return;
  report_cell (self, group->result, &cell);
  if (group->result->rows->len == 1)
    report_two_numbers (self, group, &cell);
  if (!self->is_own)
    report_addresses (self, group, &cell);
  self->numbers = self->numbers || column->number > 0;
  if (column->place.list == NULL)
    {
      gboolean is_shared = g_hash_table_contains (self->shared, column->path);

      share_cell (self, items, &cell);
      /* Rows of sites have other addresses; the entity's is the first, or the one marked so. */
      if (!is_shared || group->result->rows->len <= 1 || is_main (table, self->row))
        put_cell (self, group, &cell, is_shared);
    }
  else if (self->is_own)
    attest_sheet_items_add (items, &column->place, column->number, &cell);
  else if (attest_sheet_may_be_several (cell.path) && attest_sheet_is_as_entity (text))
    g_ptr_array_add (self->as_entity, (gpointer) column);
  else if (attest_sheet_is_instead (cell.path, text))
    leave_item (self, group, column, text, items);
  else
    attest_sheet_items_add (items, &column->place, column->number, &cell);
}

static const char *
get_key (const AttestSheetColumn *column)
{
  return column->place.list != NULL ? column->place.list->key : column->path;
}

/* Whoever strikes something out in a list leaves it to be read, and no longer means it. One a row
 * is enough: mostly it is the whole row. */
static void
report_struck (AttestSheetGather *self, AttestSheetGroup *group, const GPtrArray *columns)
{
  AttestGrid *grid = self->table->grid;

  for (guint i = 0; i < columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (columns, i);
      g_autofree char *row = NULL;
      g_autofree char *line = NULL;
      g_autofree char *message = NULL;

      if (column->path == NULL || !attest_grid_is_struck (grid, self->row, column->column))
        continue;
      row = dup_row_name (self, self->table, self->row);
      line = attest_text_tidy (attest_grid_get_text (grid, self->row, column->column),
                               ATTEST_TEXT_LINE);
      /* TRANSLATORS: a row of a sheet, and what stands in it with a line through it */
      message = g_strdup_printf (
          _ ("Row %s: “%s” is struck out in the sheet. Check whether it still applies."),
          row,
          line);
      report (group->result, ATTEST_SEVERITY_WARNING, get_key (column), "sheet-struck", message);
      return;
    }
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
  const gboolean is_own = attest_sheet_table_find (table, ATTEST_SHEET_OWN) != NULL;
  g_autoptr (AttestSheetItems) items = attest_sheet_items_new (self->import->values, is_own);
  const char *doubt = NULL;

  self->table = table;
  self->is_own = is_own;
  for (guint i = 0; i < columns->len; i++)
    take_column (self, group, table, g_ptr_array_index (columns, i), items);
  if (self->standard != NULL)
    add_standard (self, items, self->standard);
  for (guint i = 0; i < self->as_entity->len; i++)
    put_entity_place (self, group, g_ptr_array_index (self->as_entity, i), items);
  g_ptr_array_set_size (self->as_entity, 0);
  attest_sheet_items_put (items, group->result->record, &group->long_lists);
  doubt = attest_sheet_items_get_doubt (items);
  if (doubt != NULL)
    report_several (self, group, doubt);
  report_struck (self, group, columns);
}
