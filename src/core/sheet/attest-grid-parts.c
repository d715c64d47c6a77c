/* Several sheets as one: see the header. Thread: the grid is filled by one, then read by any. */
#include "attest-config.h"
#include "sheet/attest-grid-parts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_PIECES 100000 /* of cells that are one; a sheet has some hundred */

/* A sheet on its way into another. */
typedef struct
{
  AttestGrid *to;
  AttestGrid *from;
  const guint *columns; /* for each of @from, which one it is in @to */
  guint first;          /* where its rows begin in @to */
  guint *ids;           /* number of a value in @from → its number in @to; 0: not there yet */
  guint n_pieces;
} Move;

static gboolean
move_cell (Move *self, guint row, guint column)
{
  const guint id = attest_grid_get_id (self->from, row, column);
  const char *text = attest_grid_get_text_of_id (self->from, id);
  const AttestGridPlace place = { self->first + row, self->columns[column] };

  if (id == 0)
    return TRUE;
  if (self->ids[id] != 0)
    return attest_grid_set_id (self->to, place, self->ids[id]);
  if (!attest_grid_set (
          self->to, place, attest_grid_get_kind_of_id (self->from, id), text, strlen (text)))
    return FALSE;
  self->ids[id] = attest_grid_get_id (self->to, place.row, place.column);
  return TRUE;
}

static gboolean
move_cells (Move *self)
{
  for (guint column = 0; column < attest_grid_get_n_columns (self->from); column++)
    for (guint row = 0; row < attest_grid_get_length (self->from, column); row++)
      if (!move_cell (self, row, column))
        return FALSE;
  return TRUE;
}

static gboolean
stays_together (const Move *self, const AttestSpan *span)
{
  for (guint i = 1; i < span->n_columns; i++)
    if (self->columns[span->column + i] != self->columns[span->column] + i)
      return FALSE;
  return TRUE;
}

/* Cells that are one stay so, in pieces where their columns are no neighbours here. */
static void
move_span (Move *self, AttestSpan span)
{
  const guint n_columns = attest_grid_get_n_columns (self->from);
  AttestGridPlace text = { 0 };

  if (span.column >= n_columns)
    return;
  span.n_columns = MIN (span.n_columns, n_columns - span.column);
  text = (AttestGridPlace){ self->first + span.row, self->columns[span.column] };
  if (stays_together (self, &span))
    {
      attest_grid_add_span (self->to,
                            (AttestSpan){ text.row, text.column, span.n_rows, span.n_columns });
      return;
    }
  for (guint i = 0; i < span.n_columns && self->n_pieces < MOST_PIECES; i++, self->n_pieces++)
    attest_grid_add_piece (
        self->to, (AttestSpan){ text.row, self->columns[span.column + i], span.n_rows, 1 }, text);
}

static void
move_spans (Move *self)
{
  guint n = 0;
  const AttestSpan *spans = attest_grid_get_spans (self->from, &n);

  for (guint i = 0; i < n; i++)
    move_span (self, spans[i]);
}

static void
move_struck (Move *self, guint row)
{
  for (guint column = 0; column < attest_grid_get_n_columns (self->from); column++)
    if (attest_grid_is_struck (self->from, row, column))
      attest_grid_strike (self->to, (AttestGridPlace){ self->first + row, self->columns[column] });
}

static void
move_looks (Move *self)
{
  for (guint row = 0; row < attest_grid_get_n_rows (self->from); row++)
    {
      if (attest_grid_row_is_hidden (self->from, row))
        attest_grid_hide_row (self->to, self->first + row);
      if (attest_grid_row_is_struck (self->from, row))
        move_struck (self, row);
    }
  for (guint column = 0; column < attest_grid_get_n_columns (self->from); column++)
    if (attest_grid_column_is_hidden (self->from, column))
      attest_grid_hide_column (self->to, self->columns[column]);
}

/**
 * attest_grid_append:
 * @other: a sheet that was read
 * @columns: (array): for each column of @other, which one it is here
 *
 * Puts the rows of @other below all there are; they keep where they are from.
 *
 * Returns: %FALSE if there is no room for them
 */
gboolean
attest_grid_append (AttestGrid *self, AttestGrid *other, const guint *columns)
{
  g_autofree guint *ids = NULL;
  AttestGridPart part = { NULL };
  Move move = { self, other, columns };

  g_return_val_if_fail (self != NULL && other != NULL && self != other, FALSE);

  part = (AttestGridPart){ g_strdup (attest_grid_get_name (other)), attest_grid_get_n_rows (self) };
  g_array_append_val (attest_grid_get_parts (self), part);
  if (part.first + attest_grid_get_n_rows (other) > ATTEST_GRID_MAX_ROWS)
    return FALSE;
  move.first = part.first;
  move.ids = ids = g_new0 (guint, attest_grid_get_n_ids (other));
  if (!move_cells (&move))
    return FALSE;
  attest_grid_extend (self, part.first + attest_grid_get_n_rows (other));
  move_spans (&move);
  move_looks (&move);
  return TRUE;
}

static const AttestGridPart *
get_part (AttestGrid *self, guint i)
{
  return &g_array_index (attest_grid_get_parts (self), AttestGridPart, i);
}

/* Returns: how many sheets the rows are from */
guint
attest_grid_get_n_sheets (AttestGrid *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return MAX (attest_grid_get_parts (self)->len, 1);
}

/* Returns: (transfer none): what sheet @i of them is called */
const char *
attest_grid_get_sheet_name (AttestGrid *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < attest_grid_get_n_sheets (self), "");

  return attest_grid_get_parts (self)->len > 0 ? get_part (self, i)->name
                                               : attest_grid_get_name (self);
}

/**
 * attest_grid_find_row:
 * @row: from 0
 * @sheet: (out) (transfer none) (nullable): the sheet that it is in, where there are several
 *
 * Returns: which row of its sheet it is, from 0
 */
guint
attest_grid_find_row (AttestGrid *self, guint row, const char **sheet)
{
  const AttestGridPart *part = NULL;

  g_return_val_if_fail (self != NULL && sheet != NULL, row);

  for (guint i = 0; i < attest_grid_get_parts (self)->len; i++)
    if (get_part (self, i)->first <= row)
      part = get_part (self, i);
  *sheet = part != NULL ? part->name : NULL;
  return part != NULL ? row - part->first : row;
}

/* @row: from 0. Returns: (transfer full): what people call it: “12”, or “12 (March)” where there
 * are several sheets */
char *
attest_grid_dup_row_name (AttestGrid *self, guint row)
{
  const char *sheet = NULL;
  const guint number = attest_grid_find_row (self, row, &sheet) + 1;

  /* TRANSLATORS: a row of a sheet, and the name of the sheet, where several are read as one */
  return sheet != NULL ? g_strdup_printf (_ ("%u (%s)"), number, sheet)
                       : g_strdup_printf ("%u", number);
}
