/* From copied cells to the items of a list: see the header. The words for heads and values are
 * those of whole sheets; what they do not know stays as it was written. */
#include "attest-config.h"
#include "intake/attest-sheet-cells.h"

#include "base/attest-listing.h"
#include "base/attest-text.h"
#include "intake/attest-sheet-cell-words.h"
#include "intake/attest-sheet-items.h"
#include "intake/attest-sheet-words.h"
#include "sheet/attest-workbook.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MIN_HEADS 2   /* of a row that is one of titles, unless there is but one column */
#define MAX_ROWS 1000 /* more are a sheet, which is imported */
#define MOST_NAMED 5  /* columns in a sentence */
#define MOST_OF_NAME 30

/* Reading them. */
typedef struct
{
  const AttestSchema *schema;
  const AttestField *list;
  AttestGrid *grid;
  AttestSheetCells *cells;
  GPtrArray *paths; /* of texts, one for each column; NULL: for nothing */
} Cells;

static void
cells_clear (Cells *self)
{
  g_ptr_array_unref (self->paths);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cells, cells_clear)

static void
column_free (gpointer data)
{
  AttestSheetCellsColumn *column = data;

  g_free (column->name);
  g_free (column);
}

/* Frees @self. Its items stay with whoever took a reference. */
void
attest_sheet_cells_free (AttestSheetCells *self)
{
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->columns);
  g_array_unref (self->rows);
  g_free (self);
}

static char *
make_path (const Cells *self, const AttestField *field)
{
  return g_strconcat (self->list->key, "[].", field->key, NULL);
}

static gboolean
is_inside (const Cells *self, const char *path)
{
  AttestSheetPlace place = { NULL };

  if (path == NULL)
    return FALSE;
  place = attest_sheet_place_find (self->schema, path);
  return place.list == self->list && place.inner == NULL && place.field != NULL;
}

/* What a field of the list itself is called, in the program. */
static const AttestField *
find_labelled (const Cells *self, const char *head)
{
  const AttestSchema *child = self->list->child;
  g_autofree char *folded = attest_sheet_fold (head);

  for (guint i = 0; i < child->n_fields; i++)
    {
      g_autofree char *label =
          attest_sheet_fold (attest_field_get_label (child, &child->fields[i]));

      if (*folded != '\0' && strcmp (label, folded) == 0)
        return &child->fields[i];
    }
  return NULL;
}

/* Returns: (transfer full) (nullable): the path of the field in the list that a column is for. What
 * is an address anywhere is the item's own address here. */
static char *
find_path (const Cells *self, const char *head)
{
  const char *path = attest_sheet_find_head (self->schema, head);
  const AttestField *field = NULL;
  const AttestSchema *child = self->list->child;

  for (guint i = 0; i < child->n_fields && !is_inside (self, path) && *head != '\0'; i++)
    {
      g_autofree char *own = make_path (self, &child->fields[i]);
      const char *group = attest_sheet_get_head (self->schema, own);

      path = group != NULL ? attest_sheet_find_under (self->schema, group, head) : NULL;
    }
  if (is_inside (self, path))
    return g_strdup (path);
  field = find_labelled (self, head);
  return field != NULL ? make_path (self, field) : NULL;
}

/* Returns: whether the first row has titles, which say what the columns are for */
static gboolean
read_heads (Cells *self)
{
  const guint n_columns = attest_grid_get_n_columns (self->grid);
  guint n_known = 0;

  for (guint i = 0; i < n_columns; i++)
    {
      char *path = find_path (self, attest_grid_get_text (self->grid, 0, i));

      n_known += path != NULL;
      g_ptr_array_add (self->paths, path);
    }
  return n_known >= MIN (MIN_HEADS, n_columns) && attest_grid_get_n_rows (self->grid) > 1;
}

/* Without titles they go where the keyboard is, and to its right. */
static void
take_in_order (Cells *self, const AttestField *first)
{
  const AttestSchema *child = self->list->child;
  guint place = first != NULL ? attest_schema_index (child, first) : 0;

  g_ptr_array_set_size (self->paths, 0);
  for (guint i = 0; i < attest_grid_get_n_columns (self->grid); i++, place++)
    g_ptr_array_add (self->paths,
                     place < child->n_fields && !attest_field_is_list (&child->fields[place])
                         ? make_path (self, &child->fields[place])
                         : NULL);
}

/* Of two columns for one field the first has it. */
static void
part_columns (Cells *self)
{
  for (guint i = 1; i < self->paths->len; i++)
    for (guint j = 0; j < i; j++)
      if (g_ptr_array_index (self->paths, i) != NULL
          && g_strcmp0 (g_ptr_array_index (self->paths, i), g_ptr_array_index (self->paths, j))
                 == 0)
        g_clear_pointer (&self->paths->pdata[i], g_free);
}

static char *
name_column (const Cells *self, guint column)
{
  const char *text = "";

  for (guint row = 0; row < attest_grid_get_n_rows (self->grid) && *text == '\0'; row++)
    text = attest_grid_get_text (self->grid, row, column);
  return attest_text_shorten (text, MOST_OF_NAME, 1);
}

static void
add_columns (Cells *self)
{
  for (guint i = 0; i < attest_grid_get_n_columns (self->grid); i++)
    {
      AttestSheetCellsColumn *column = g_new0 (AttestSheetCellsColumn, 1);
      const char *path = g_ptr_array_index (self->paths, i);

      column->name = name_column (self, i);
      column->field = path != NULL ? attest_sheet_place_find (self->schema, path).field : NULL;
      g_ptr_array_add (self->cells->columns, column);
    }
}

/* Returns: whether it says something */
static gboolean
put_cell (const Cells *self, AttestSheetValues *values, AttestRecord *item, guint row, guint column)
{
  const AttestSheetCellsColumn *to = g_ptr_array_index (self->cells->columns, column);
  AttestSheetCell cell = { .path = g_ptr_array_index (self->paths, column),
                           .field = to->field,
                           .kind = ATTEST_CELL_TEXT,
                           .text = attest_grid_get_text (self->grid, row, column) };
  g_autofree char *read = NULL;

  if (attest_sheet_is_nothing (cell.text))
    return FALSE;
  if (to->field == NULL)
    return TRUE;
  read = attest_sheet_values_read (values, &cell);
  attest_sheet_set_field (item, to->field, read != NULL ? read : cell.text);
  return TRUE;
}

static int
read_row (const Cells *self, AttestSheetValues *values, guint row)
{
  g_autoptr (AttestRecord) item = attest_record_new (self->list->child);
  gboolean says = FALSE;

  for (guint i = 0; i < self->cells->columns->len; i++)
    says |= put_cell (self, values, item, row, i);
  if (attest_record_is_blank (item))
    return says ? ATTEST_SHEET_CELLS_LEFT_OUT : ATTEST_SHEET_CELLS_EMPTY;
  g_ptr_array_add (self->cells->items, g_steal_pointer (&item));
  return (int) self->cells->items->len - 1;
}

static void
read_rows (const Cells *self, gboolean has_heads)
{
  g_autoptr (AttestDecisions) decisions = attest_decisions_new ();
  g_autoptr (AttestSheetValues) values = attest_sheet_values_new (decisions);

  for (guint row = 0; row < attest_grid_get_n_rows (self->grid); row++)
    {
      int became = has_heads && row == 0 ? ATTEST_SHEET_CELLS_TITLES : read_row (self, values, row);

      g_array_append_val (self->cells->rows, became);
    }
}

static gboolean
check_size (AttestGrid *grid, GError **error)
{
  if (attest_grid_get_n_rows (grid) <= MAX_ROWS)
    return TRUE;
  g_set_error_literal (error,
                       G_IO_ERROR,
                       G_IO_ERROR_INVALID_ARGUMENT,
                       _ ("These are too many rows to paste. Import them as a file."));
  return FALSE;
}

static AttestSheetCells *
make_cells (guint n_tables)
{
  AttestSheetCells *self = g_new0 (AttestSheetCells, 1);

  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->rows = g_array_new (FALSE, FALSE, sizeof (int));
  self->n_tables = n_tables;
  return self;
}

/**
 * attest_sheet_cells_read:
 * @bytes: what was copied: an HTML table, or text with tabs
 * @schema: the kind of the record
 * @list: the list of it that the cells are for; its records have no lists of their own
 * @first: (nullable): the field where the first column goes if the columns have no titles
 * @error: return location for a #GIOError: what cannot be read at all
 *
 * Returns: (transfer full) (nullable): an item for each row that says something, and what went
 *   nowhere; nothing of either if it is a single cell, which is text like any other
 */
AttestSheetCells *
attest_sheet_cells_read (GBytes *bytes,
                         const AttestSchema *schema,
                         const AttestField *list,
                         const AttestField *first,
                         GError **error)
{
  AttestSheetChoices choices = { NULL };
  g_autoptr (AttestWorkbook) workbook = NULL;
  g_autoptr (AttestSheetCells) cells = NULL;
  g_auto (Cells) self = { schema, list };
  gboolean has_heads = FALSE;

  g_return_val_if_fail (bytes != NULL && schema != NULL, NULL);
  g_return_val_if_fail (list != NULL && list->kind == ATTEST_FIELD_RECORDS, NULL);

  self.paths = g_ptr_array_new_with_free_func (g_free);
  workbook = attest_workbook_read (bytes, &choices, NULL, error);
  if (workbook == NULL || !check_size (g_ptr_array_index (workbook->grids, 0), error))
    return NULL;
  self.grid = g_ptr_array_index (workbook->grids, 0);
  self.cells = cells = make_cells (workbook->grids->len);
  if (attest_grid_get_n_rows (self.grid) * attest_grid_get_n_columns (self.grid) <= 1)
    return g_steal_pointer (&cells);
  has_heads = read_heads (&self);
  if (!has_heads)
    take_in_order (&self, first);
  part_columns (&self);
  add_columns (&self);
  read_rows (&self, has_heads);
  return g_steal_pointer (&cells);
}

/* Returns: (transfer full): the names of the columns that went nowhere, in a row */
static char *
name_left_out (const AttestSheetCells *self, guint *n)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const AttestSheetCellsColumn *column = g_ptr_array_index (self->columns, i);

      if (column->field != NULL || *column->name == '\0')
        continue;
      if (++*n <= MOST_NAMED)
        attest_listing_add_quoted (names, column->name);
    }
  if (*n > MOST_NAMED)
    attest_listing_add_more (names);
  return g_string_free (names, FALSE);
}

/**
 * attest_sheet_cells_describe_left_out:
 * @self: cells
 *
 * Returns: (transfer full) (nullable): one sentence for people that says what of the cells became
 *   nothing; %NULL: nothing of them
 */
char *
attest_sheet_cells_describe_left_out (const AttestSheetCells *self)
{
  guint n = 0;
  g_autofree char *names = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  names = name_left_out (self, &n);
  if (n > 0)
    return g_strdup_printf (
        /* TRANSLATORS: %s are the titles of columns, in quotation marks */
        ngettext ("There is no field for this column, so it was left out: %s.",
                  "There are no fields for these columns, so they were left out: %s.",
                  n),
        names);
  if (self->n_tables > 1)
    return g_strdup_printf (ngettext ("%u more table was copied, and left out.",
                                      "%u more tables were copied, and left out.",
                                      self->n_tables - 1),
                            self->n_tables - 1);
  return NULL;
}
