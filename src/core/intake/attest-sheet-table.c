/* The cells of a sheet as a table: what stands where some are one, and in which column. Thread:
 * any.
 */
#include "attest-config.h"
#include "intake/attest-sheet-table.h"

#include "intake/attest-sheet-words.h"

#define MOST_COVERED 1000000 /* cells that are one with others; a sheet has some thousand */

static gpointer
make_place (guint row, guint column)
{
  return GUINT_TO_POINTER ((gsize) row * ATTEST_GRID_MAX_COLUMNS + column + 1);
}

/* For a list of columns. */
void
attest_sheet_column_free (gpointer data)
{
  AttestSheetColumn *column = data;

  g_free (column->head);
  g_free (column->folded);
  g_free (column->path);
  g_free (column->standard);
  g_free (column->rival);
  g_free (column);
}

/* For a list of portions. */
static void
portion_free (gpointer data)
{
  AttestSheetPortion *portion = data;

  g_free (portion->standard);
  g_ptr_array_unref (portion->columns);
  g_ptr_array_unref (portion->own);
  g_free (portion);
}

/* @standard: (nullable): of all records of it. Returns: (transfer none): one more for each row,
 * without columns */
AttestSheetPortion *
attest_sheet_table_add_portion (AttestSheetTable *self, const char *standard)
{
  AttestSheetPortion *portion = g_new0 (AttestSheetPortion, 1);

  if (self->portions == NULL)
    self->portions = g_ptr_array_new_with_free_func (portion_free);
  portion->standard = g_strdup (standard);
  portion->columns = g_ptr_array_new ();
  portion->own = g_ptr_array_new ();
  g_ptr_array_add (self->portions, portion);
  return portion;
}

/* @cells: show what stands at @text */
static void
add_span (AttestSheetTable *self, const AttestSpan *cells, const AttestGridPlace *text)
{
  guint n_rows = MIN (cells->row + cells->n_rows, attest_grid_get_n_rows (self->grid));
  guint n_columns = MIN (cells->column + cells->n_columns, attest_grid_get_n_columns (self->grid));

  if (n_rows <= cells->row || n_columns <= cells->column
      || (n_rows - cells->row) * (gsize) (n_columns - cells->column) + self->n_covered
             > MOST_COVERED)
    return;
  self->n_covered += (n_rows - cells->row) * (n_columns - cells->column);
  for (guint row = cells->row; row < n_rows; row++)
    for (guint column = cells->column; column < n_columns; column++)
      if (row != text->row || column != text->column)
        g_hash_table_insert (
            self->spans, make_place (row, column), make_place (text->row, text->column));
}

static void
add_spans (AttestSheetTable *self)
{
  guint n_spans = 0;
  guint n_pieces = 0;
  const AttestSpan *spans = attest_grid_get_spans (self->grid, &n_spans);
  const AttestPiece *pieces = attest_grid_get_pieces (self->grid, &n_pieces);

  for (guint i = 0; i < n_spans; i++)
    add_span (self, &spans[i], &(AttestGridPlace){ spans[i].row, spans[i].column });
  for (guint i = 0; i < n_pieces; i++)
    add_span (self, &pieces[i].cells, &pieces[i].text);
}

/**
 * attest_sheet_table_resolve:
 * @self: a table
 * @row: (inout): of a cell
 * @column: (inout): of the same cell
 *
 * Where the cell is one with others: the one that has the text.
 */
void
attest_sheet_table_resolve (AttestSheetTable *self, guint *row, guint *column)
{
  gsize place = GPOINTER_TO_SIZE (g_hash_table_lookup (self->spans, make_place (*row, *column)));

  if (place == 0)
    return;
  *row = (guint) ((place - 1) / ATTEST_GRID_MAX_COLUMNS);
  *column = (guint) ((place - 1) % ATTEST_GRID_MAX_COLUMNS);
}

/* Returns: the number of the cell's value, or of the cell it is one with */
guint
attest_sheet_table_get_id (AttestSheetTable *self, guint row, guint column)
{
  g_return_val_if_fail (self != NULL, 0);

  attest_sheet_table_resolve (self, &row, &column);
  return attest_grid_get_id (self->grid, row, column);
}

/* Returns: (transfer none): the cell's text, or that of the cell it is one with */
const char *
attest_sheet_table_get_text (AttestSheetTable *self, guint row, guint column)
{
  g_return_val_if_fail (self != NULL, "");

  return attest_grid_get_text_of_id (self->grid, attest_sheet_table_get_id (self, row, column));
}

/**
 * attest_sheet_table_join_cells:
 * @self: a table
 * @cell: a cell that says nothing itself
 * @text: the one whose text is that of @cell as well
 *
 * Does nothing once there are far more such cells than any sheet has.
 */
void
attest_sheet_table_join_cells (AttestSheetTable *self,
                               const AttestGridPlace *cell,
                               const AttestGridPlace *text)
{
  g_return_if_fail (self != NULL && cell != NULL && text != NULL);

  if (self->n_covered >= MOST_COVERED)
    return;
  g_hash_table_insert (
      self->spans, make_place (cell->row, cell->column), make_place (text->row, text->column));
  self->n_covered++;
}

/**
 * attest_sheet_table_open:
 * @grid: a sheet
 * @schema: the kind of the records in it
 *
 * Returns: (transfer full): a table without a head, and without columns
 */
AttestSheetTable *
attest_sheet_table_open (AttestGrid *grid, const AttestSchema *schema)
{
  AttestSheetTable *self = g_new0 (AttestSheetTable, 1);

  self->grid = attest_grid_ref (grid);
  self->schema = schema;
  self->columns = g_ptr_array_new_with_free_func (attest_sheet_column_free);
  self->spans = g_hash_table_new (NULL, NULL);
  self->used = g_array_new (FALSE, FALSE, sizeof (guint));
  self->unnamed = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < attest_grid_get_n_columns (grid); i++)
    if (attest_grid_get_length (grid, i) > 0)
      g_array_append_val (self->used, i);
  add_spans (self);
  return self;
}

/* Frees @self. */
void
attest_sheet_table_free (AttestSheetTable *self)
{
  g_return_if_fail (self != NULL);

  attest_grid_unref (self->grid);
  g_clear_pointer (&self->portions, g_ptr_array_unref);
  g_free (self->as_above);
  g_ptr_array_unref (self->columns);
  g_hash_table_unref (self->spans);
  g_array_unref (self->used);
  g_array_unref (self->unnamed);
  g_free (self);
}

/* Returns: (transfer none) (nullable): the first column that is for @path */
AttestSheetColumn *
attest_sheet_table_find (AttestSheetTable *self, const char *path)
{
  g_return_val_if_fail (self != NULL && path != NULL, NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      AttestSheetColumn *column = g_ptr_array_index (self->columns, i);

      if (column->path != NULL && *column->path == *path && g_str_equal (column->path, path))
        return column;
    }
  return NULL;
}

/* @place: a column of the grid. Returns: (transfer none) (nullable): it, if it has a head */
AttestSheetColumn *
attest_sheet_table_find_at (const AttestSheetTable *self, guint place)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      AttestSheetColumn *column = g_ptr_array_index (self->columns, i);

      if (column->column == place)
        return column;
    }
  return NULL;
}

/* Returns: (transfer none): what stands in @row, from 0, for @path (nullable); "" where nothing is
 */
const char *
attest_sheet_table_get_path_text (AttestSheetTable *self, guint row, const char *path)
{
  const AttestSheetColumn *column = path != NULL ? attest_sheet_table_find (self, path) : NULL;

  return column != NULL ? attest_sheet_table_get_text (self, row, column->column) : "";
}

/* Returns: whether a column has the standards of its rows, or marks one */
gboolean
attest_sheet_table_has_standards (const AttestSheetTable *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const AttestSheetColumn *column = g_ptr_array_index (self->columns, i);

      if (column->standard != NULL || g_strcmp0 (column->path, ATTEST_SHEET_STANDARDS) == 0)
        return TRUE;
    }
  return FALSE;
}
