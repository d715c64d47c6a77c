/* A sheet in memory.
 *
 * A ledger of 100 000 rows and 25 columns has some hundred thousand distinct texts, most of them in
 * few columns: each is kept once, with its kind before it, and a cell is its number. Whatever is
 * asked of values (which dates, which words for a status) is then asked of the distinct ones.
 * Owns all of its texts. Thread: filled by one, then read by any. */
#include "attest-config.h"
#include "sheet/attest-grid.h"
#include "sheet/attest-grid-texts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define AT_ONCE 32  /* cells of a row */
#define AT_FIRST 64 /* rows of a column for which there is room */

/* A GArray asks for room at each cell, which is a tenth of what reading a file costs. */
typedef struct
{
  guint32 *ids;
  guint n_rows; /* only as many as have texts */
  guint room;   /* those beyond n_rows are empty */
} Column;

/* What was set last in a column: ledgers repeat what stands above. */
typedef struct
{
  guint32 id;       /* 0: nothing */
  guint32 length;   /* of its text in bytes */
  const char *kept; /* kind, then text; NULL: it was set by its number alone */
} Last;

struct _AttestGrid
{
  gatomicrefcount n_refs;
  char *name;
  GArray *parts; /* of AttestGridPart; empty: it is one sheet */
  gboolean hidden;
  guint n_rows;
  gsize n_cells;   /* of all columns, each up to its last text */
  GArray *columns; /* of Column */
  AttestGridTexts texts;
  GArray *last;   /* of Last, for each column */
  GArray *spans;  /* of AttestSpan */
  GArray *pieces; /* of AttestPiece */
  GHashTable *hidden_rows;
  GHashTable *hidden_columns;
  GHashTable *struck; /* row → GArray of guint: the columns */
};

static void
part_clear (gpointer data)
{
  g_free (((AttestGridPart *) data)->name);
}

static void
column_clear (gpointer data)
{
  g_free (((Column *) data)->ids);
}

/**
 * attest_grid_new:
 * @name: (nullable): what the sheet is called in its file
 *
 * Returns: (transfer full): a grid without cells
 */
AttestGrid *
attest_grid_new (const char *name)
{
  AttestGrid *self = g_new0 (AttestGrid, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->name = g_strdup (name != NULL ? name : "");
  self->parts = g_array_new (FALSE, FALSE, sizeof (AttestGridPart));
  g_array_set_clear_func (self->parts, part_clear);
  self->columns = g_array_new (FALSE, TRUE, sizeof (Column));
  g_array_set_clear_func (self->columns, column_clear);
  attest_grid_texts_init (&self->texts);
  self->last = g_array_new (FALSE, TRUE, sizeof (Last));
  self->spans = g_array_new (FALSE, FALSE, sizeof (AttestSpan));
  self->pieces = g_array_new (FALSE, FALSE, sizeof (AttestPiece));
  self->hidden_rows = g_hash_table_new (NULL, NULL);
  self->hidden_columns = g_hash_table_new (NULL, NULL);
  self->struck = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  return self;
}

/* Returns: (transfer full): @self */
AttestGrid *
attest_grid_ref (AttestGrid *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

/* Frees @self with the last reference. */
void
attest_grid_unref (AttestGrid *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  g_free (self->name);
  g_array_unref (self->parts);
  g_array_unref (self->columns);
  attest_grid_texts_clear (&self->texts);
  g_array_unref (self->last);
  g_array_unref (self->spans);
  g_array_unref (self->pieces);
  g_hash_table_unref (self->hidden_rows);
  g_hash_table_unref (self->hidden_columns);
  g_hash_table_unref (self->struck);
  g_free (self);
}

static Column *
get_column (AttestGrid *self, guint column)
{
  return &g_array_index (self->columns, Column, column);
}

static Column *
need_column (AttestGrid *self, guint column)
{
  if (self->columns->len <= column)
    {
      g_array_set_size (self->columns, column + 1);
      g_array_set_size (self->last, column + 1);
    }
  return get_column (self, column);
}

static void
grow_column (Column *column, guint least)
{
  const guint before = column->room;

  column->room = MAX (least, MAX (before * 2, AT_FIRST));
  column->ids = g_renew (guint32, column->ids, column->room);
  memset (column->ids + before, 0, (column->room - before) * sizeof (guint32));
}

/* Returns: (nullable): the column at @place, with room down to there; %NULL if there is none */
static Column *
make_room (AttestGrid *self, AttestGridPlace place)
{
  Column *column = need_column (self, place.column);
  guint n_more = place.row + 1 > column->n_rows ? place.row + 1 - column->n_rows : 0;

  if (self->n_cells + n_more > ATTEST_GRID_MAX_CELLS)
    return NULL;
  if (place.row >= column->room)
    grow_column (column, place.row + 1);
  if (n_more > 0)
    {
      column->n_rows += n_more;
      self->n_cells += n_more;
      self->n_rows = MAX (self->n_rows, column->n_rows);
    }
  return column;
}

/* A cell longer than any spreadsheet lets one be is not kept whole: it fills memory, not a field.
 */
static void
cut_key (AttestGridKey *key)
{
  const char *end = NULL;

  if (key->length <= ATTEST_GRID_MAX_TEXT
      || g_utf8_strlen (key->text, (gssize) key->length) <= ATTEST_GRID_MAX_TEXT)
    return;
  end = g_utf8_offset_to_pointer (key->text, ATTEST_GRID_MAX_TEXT);
  key->length = (gsize) (end - key->text);
  key->kind = (char) ('0' + ATTEST_CELL_CUT);
}

/* Returns: whether the text is the one that was set in this column last */
static gboolean
is_last (AttestGrid *self, guint column, const AttestGridKey *key, guint32 *id)
{
  const Last *last = column < self->last->len ? &g_array_index (self->last, Last, column) : NULL;

  if (last == NULL || last->kept == NULL || last->length != key->length
      || last->kept[0] != key->kind || memcmp (last->kept + 1, key->text, key->length) != 0)
    return FALSE;
  *id = last->id;
  return TRUE;
}

static void
note_last (AttestGrid *self, guint column, const AttestGridKey *key, guint32 id)
{
  g_array_index (self->last, Last, column) =
      (Last){ id, (guint32) key->length, g_ptr_array_index (self->texts.distinct, id) };
}

/**
 * attest_grid_reserve:
 * @n_texts: how many distinct texts there may be; with more it becomes slower only
 */
void
attest_grid_reserve (AttestGrid *self, gsize n_texts)
{
  g_return_if_fail (self != NULL);

  attest_grid_texts_reserve (&self->texts, n_texts);
}

/* Places in a large table come from memory one after the other, a hundred times slower than from
 * the cache; asked for together they come together. */
static gboolean
set_some (AttestGrid *self, AttestGridPlace place, const AttestGridText *cells, guint n)
{
  AttestGridKey keys[AT_ONCE];
  guint32 ids[AT_ONCE] = { 0 };

  for (guint i = 0; i < n; i++)
    {
      keys[i] = (AttestGridKey){ (char) ('0' + ATTEST_CELL_TEXT), cells[i].text, cells[i].length };
      cut_key (&keys[i]);
      if (keys[i].length == 0 || is_last (self, place.column + i, &keys[i], &ids[i]))
        continue;
      ids[i] = 0;
      attest_grid_texts_look_for (&self->texts, &keys[i]);
    }
  for (guint i = 0; i < n; i++)
    if (keys[i].length > 0 && ids[i] == 0)
      attest_grid_texts_expect (&self->texts, &keys[i]);
  for (guint i = 0; i < n; i++, place.column++)
    if (keys[i].length > 0)
      {
        guint32 id = ids[i] != 0 ? ids[i] : attest_grid_texts_number (&self->texts, &keys[i]);

        if (id == 0 || !attest_grid_set_id (self, place, id))
          return FALSE;
        note_last (self, place.column, &keys[i], id);
      }
  return TRUE;
}

/**
 * attest_grid_set_row:
 * @row: which one
 * @cells: (array length=n): the texts of its first cells; empty ones leave their cell empty
 *
 * Returns: %FALSE if a cell is not kept: the sheet is full, or would be larger than any
 */
gboolean
attest_grid_set_row (AttestGrid *self, guint row, const AttestGridText *cells, guint n)
{
  g_return_val_if_fail (self != NULL && (cells != NULL || n == 0), FALSE);

  for (guint i = 0; i < n; i += AT_ONCE)
    if (!set_some (self, (AttestGridPlace){ row, i }, cells + i, MIN (n - i, AT_ONCE)))
      return FALSE;
  return TRUE;
}

/**
 * attest_grid_set:
 * @place: where the cell is
 * @kind: what it was
 * @text: UTF-8; needs no zero byte behind it
 * @length: in bytes
 *
 * An empty text leaves the cell empty, unless @kind says what is missing there. What lies beyond
 * the limits of a sheet is left out.
 *
 * Returns: %FALSE if the cell is not kept: the sheet is full, or would be larger than any
 */
gboolean
attest_grid_set (AttestGrid *self,
                 AttestGridPlace place,
                 AttestCellKind kind,
                 const char *text,
                 gsize length)
{
  AttestGridKey key = { (char) ('0' + kind), text, length };
  guint32 id = 0;

  g_return_val_if_fail (self != NULL && text != NULL, FALSE);

  if (length == 0 && kind != ATTEST_CELL_NO_RESULT && kind != ATTEST_CELL_LOST)
    return TRUE;
  cut_key (&key);
  if (!is_last (self, place.column, &key, &id))
    {
      attest_grid_texts_look_for (&self->texts, &key);
      id = attest_grid_texts_number (&self->texts, &key);
    }
  if (id == 0 || !attest_grid_set_id (self, place, id))
    return FALSE;
  note_last (self, place.column, &key, id);
  return TRUE;
}

/**
 * attest_grid_set_id:
 * @place: where the cell is
 * @id: the number of a value that another cell has
 *
 * Returns: %FALSE if the cell is not kept: the sheet is full, or would be larger than any
 */
gboolean
attest_grid_set_id (AttestGrid *self, AttestGridPlace place, guint id)
{
  Column *column = NULL;

  g_return_val_if_fail (self != NULL && id < self->texts.distinct->len, FALSE);

  if (place.row >= ATTEST_GRID_MAX_ROWS || place.column >= ATTEST_GRID_MAX_COLUMNS)
    return FALSE;
  column = make_room (self, place);
  if (column == NULL)
    return FALSE;
  g_array_index (self->last, Last, place.column) = (Last){ id };
  column->ids[place.row] = id;
  return TRUE;
}

/* Returns: (transfer full): what a reader fails with when attest_grid_set() keeps no more */
GError *
attest_grid_new_full_error (void)
{
  return g_error_new_literal (G_IO_ERROR,
                              G_IO_ERROR_NOT_SUPPORTED,
                              _ ("The sheet is too large. Split it into several files."));
}

/* @name: what the sheet is called, where its file does not say */
void
attest_grid_set_name (AttestGrid *self, const char *name)
{
  g_return_if_fail (self != NULL && name != NULL);

  g_free (self->name);
  self->name = g_strdup (name);
}

/* @n_rows: how many rows the file has, the empty ones at its end included */
void
attest_grid_extend (AttestGrid *self, guint n_rows)
{
  g_return_if_fail (self != NULL);

  self->n_rows = MAX (self->n_rows, MIN (n_rows, ATTEST_GRID_MAX_ROWS));
}

/* @span: cells that are one in the sheet; its text stands in the first of them */
void
attest_grid_add_span (AttestGrid *self, AttestSpan span)
{
  g_return_if_fail (self != NULL);

  g_array_append_val (self->spans, span);
}

/* @cells: they are one with the cell at @text, which is no neighbour of theirs */
void
attest_grid_add_piece (AttestGrid *self, AttestSpan cells, AttestGridPlace text)
{
  const AttestPiece piece = { cells, text };

  g_return_if_fail (self != NULL);

  g_array_append_val (self->pieces, piece);
}

/* The sheet is one that its file does not show. */
void
attest_grid_hide (AttestGrid *self)
{
  g_return_if_fail (self != NULL);

  self->hidden = TRUE;
}

/* @row: one that its file does not show */
void
attest_grid_hide_row (AttestGrid *self, guint row)
{
  g_return_if_fail (self != NULL);

  g_hash_table_add (self->hidden_rows, GUINT_TO_POINTER (row));
}

/* @column: one that its file does not show */
void
attest_grid_hide_column (AttestGrid *self, guint column)
{
  g_return_if_fail (self != NULL);

  g_hash_table_add (self->hidden_columns, GUINT_TO_POINTER (column));
}

/* @place: of a cell whose text is struck out in its file, or a part of it */
void
attest_grid_strike (AttestGrid *self, AttestGridPlace place)
{
  GArray *columns = NULL;

  g_return_if_fail (self != NULL);

  columns = g_hash_table_lookup (self->struck, GUINT_TO_POINTER (place.row));
  if (columns == NULL)
    {
      columns = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (self->struck, GUINT_TO_POINTER (place.row), columns);
    }
  g_array_append_val (columns, place.column);
}

/* Returns: (transfer none): what the sheet is called, "" if it has no name; of several, the first
 */
const char *
attest_grid_get_name (AttestGrid *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->name;
}

/* Returns: whether the file hides the whole sheet */
gboolean
attest_grid_is_hidden (AttestGrid *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->hidden;
}

/* Returns: how many rows there are, up to the last that has a text or that the file counts */
guint
attest_grid_get_n_rows (AttestGrid *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_rows;
}

/* Returns: how many columns there are up to the last that has a text */
guint
attest_grid_get_n_columns (AttestGrid *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->columns->len;
}

/* Returns: how many rows of @column there are up to its last text */
guint
attest_grid_get_length (AttestGrid *self, guint column)
{
  g_return_val_if_fail (self != NULL, 0);

  return column < self->columns->len ? get_column (self, column)->n_rows : 0;
}

/* Returns: the number of the cell's value; 0 for an empty cell and for any outside the sheet */
guint
attest_grid_get_id (AttestGrid *self, guint row, guint column)
{
  g_return_val_if_fail (self != NULL, 0);

  return row < attest_grid_get_length (self, column) ? get_column (self, column)->ids[row] : 0;
}

/* Returns: one more than the highest number of a value */
guint
attest_grid_get_n_ids (AttestGrid *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->texts.distinct->len;
}

/* Returns: (transfer none): the text of value @id, "" for 0 */
const char *
attest_grid_get_text_of_id (AttestGrid *self, guint id)
{
  g_return_val_if_fail (self != NULL && id < self->texts.distinct->len, "");

  return id != 0 ? (const char *) g_ptr_array_index (self->texts.distinct, id) + 1 : "";
}

/* Returns: what value @id was; a text for 0 */
AttestCellKind
attest_grid_get_kind_of_id (AttestGrid *self, guint id)
{
  g_return_val_if_fail (self != NULL && id < self->texts.distinct->len, ATTEST_CELL_TEXT);

  return id != 0 ? *(const char *) g_ptr_array_index (self->texts.distinct, id) - '0'
                 : ATTEST_CELL_TEXT;
}

/* Returns: (transfer none): the text of a cell, "" for an empty one and for any outside the sheet
 */
const char *
attest_grid_get_text (AttestGrid *self, guint row, guint column)
{
  return attest_grid_get_text_of_id (self, attest_grid_get_id (self, row, column));
}

/* Returns: what a cell was; a text for an empty one */
AttestCellKind
attest_grid_get_kind (AttestGrid *self, guint row, guint column)
{
  return attest_grid_get_kind_of_id (self, attest_grid_get_id (self, row, column));
}

/* Returns: (transfer none) (array length=n_spans): the cells that are one, in the file's order */
const AttestSpan *
attest_grid_get_spans (AttestGrid *self, guint *n_spans)
{
  g_return_val_if_fail (self != NULL && n_spans != NULL, NULL);

  *n_spans = self->spans->len;
  return (const AttestSpan *) (gpointer) self->spans->data;
}

/* Returns: (transfer none) (array length=n_pieces): the cells that are one with others elsewhere */
const AttestPiece *
attest_grid_get_pieces (AttestGrid *self, guint *n_pieces)
{
  g_return_val_if_fail (self != NULL && n_pieces != NULL, NULL);

  *n_pieces = self->pieces->len;
  return (const AttestPiece *) (gpointer) self->pieces->data;
}

/* Returns: (transfer none) (element-type AttestGridPart): the sheets that its rows are from, if
 * there are several; for attest-grid-parts.h */
GArray *
attest_grid_get_parts (AttestGrid *self)
{
  return self->parts;
}

/* Returns: whether the file hides @row */
gboolean
attest_grid_row_is_hidden (AttestGrid *self, guint row)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_hash_table_contains (self->hidden_rows, GUINT_TO_POINTER (row));
}

/* Returns: whether the file hides @column */
gboolean
attest_grid_column_is_hidden (AttestGrid *self, guint column)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_hash_table_contains (self->hidden_columns, GUINT_TO_POINTER (column));
}

/* Returns: whether a text in @row is struck out, or a part of it */
gboolean
attest_grid_row_is_struck (AttestGrid *self, guint row)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_hash_table_size (self->struck) > 0
         && g_hash_table_contains (self->struck, GUINT_TO_POINTER (row));
}

/* Returns: whether the text of a cell is struck out, or a part of it */
gboolean
attest_grid_is_struck (AttestGrid *self, guint row, guint column)
{
  const GArray *columns = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  columns = g_hash_table_lookup (self->struck, GUINT_TO_POINTER (row));
  for (guint i = 0; columns != NULL && i < columns->len; i++)
    if (g_array_index (columns, guint, i) == column)
      return TRUE;
  return FALSE;
}
