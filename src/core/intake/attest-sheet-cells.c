/* From copied cells to the items of a list: see the header. The words for heads and values are
 * those of whole sheets; what they do not know stays as it was written. */
#include "attest-config.h"
#include "intake/attest-sheet-cells.h"

#include "intake/attest-sheet-items.h"
#include "intake/attest-sheet-words.h"
#include "sheet/attest-workbook.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MIN_HEADS 2   /* of a row that is one of titles, unless there is but one column */
#define MAX_ROWS 1000 /* more are a sheet, which is imported */

typedef struct
{
  const AttestSchema *schema;
  const AttestField *list;
  AttestGrid *grid;
  GPtrArray *paths; /* of texts, one for each column; NULL: for nothing */
} Cells;

static void
cells_clear (Cells *self)
{
  g_ptr_array_unref (self->paths);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cells, cells_clear)

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

static void
put_cell (const Cells *self, AttestSheetValues *values, AttestRecord *item, guint row, guint column)
{
  const char *path = g_ptr_array_index (self->paths, column);
  const char *text = attest_grid_get_text (self->grid, row, column);
  AttestSheetPlace place = { NULL };
  AttestSheetCell cell = { .path = path, .kind = ATTEST_CELL_TEXT, .text = text };
  g_autofree char *read = NULL;

  if (path == NULL || attest_sheet_is_nothing (text))
    return;
  place = attest_sheet_place_find (self->schema, path);
  cell.field = place.field;
  read = attest_sheet_values_read (values, &cell);
  attest_sheet_set_field (item, place.field, read != NULL ? read : text);
}

static void
read_rows (const Cells *self, guint from, GPtrArray *items)
{
  g_autoptr (AttestDecisions) decisions = attest_decisions_new ();
  g_autoptr (AttestSheetValues) values = attest_sheet_values_new (decisions);

  for (guint row = from; row < attest_grid_get_n_rows (self->grid); row++)
    {
      g_autoptr (AttestRecord) item = attest_record_new (self->list->child);

      for (guint i = 0; i < attest_grid_get_n_columns (self->grid); i++)
        put_cell (self, values, item, row, i);
      if (!attest_record_is_blank (item))
        g_ptr_array_add (items, g_steal_pointer (&item));
    }
}

/**
 * attest_sheet_read_cells:
 * @bytes: what was copied: an HTML table, or text with tabs
 * @schema: the kind of the record
 * @list: the list of it that the cells are for; its records have no lists of their own
 * @first: (nullable): the field where the first column goes if the columns have no titles
 * @error: return location for a #GIOError: what cannot be read at all
 *
 * Returns: (transfer full) (element-type AttestRecord): an item for each row that says something;
 * none if it is a single cell, which is text like any other
 */
GPtrArray *
attest_sheet_read_cells (GBytes *bytes,
                         const AttestSchema *schema,
                         const AttestField *list,
                         const AttestField *first,
                         GError **error)
{
  AttestSheetChoices choices = { NULL };
  g_autoptr (AttestWorkbook) workbook = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (Cells) self = { schema, list };
  gboolean has_heads = FALSE;

  g_return_val_if_fail (bytes != NULL && schema != NULL, NULL);
  g_return_val_if_fail (list != NULL && list->kind == ATTEST_FIELD_RECORDS, NULL);

  self.paths = g_ptr_array_new_with_free_func (g_free);
  workbook = attest_workbook_read (bytes, &choices, NULL, error);
  if (workbook == NULL)
    return NULL;
  self.grid = g_ptr_array_index (workbook->grids, 0);
  if (attest_grid_get_n_rows (self.grid) > MAX_ROWS)
    {
      g_set_error_literal (error,
                           G_IO_ERROR,
                           G_IO_ERROR_INVALID_ARGUMENT,
                           _ ("These are too many rows to paste. Import them as a file."));
      return NULL;
    }
  if (attest_grid_get_n_rows (self.grid) * attest_grid_get_n_columns (self.grid) <= 1)
    return g_steal_pointer (&items);
  has_heads = read_heads (&self);
  if (!has_heads)
    take_in_order (&self, first);
  read_rows (&self, has_heads ? 1 : 0, items);
  return g_steal_pointer (&items);
}
