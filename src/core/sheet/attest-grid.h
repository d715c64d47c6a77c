/* AttestGrid: one sheet as it was read: columns of numbers that stand for distinct texts. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The limits of Excel's own sheets; what is longer is cut, and said. */
#define ATTEST_GRID_MAX_ROWS 1048576
#define ATTEST_GRID_MAX_COLUMNS 16384
#define ATTEST_GRID_MAX_CELLS (64 * 1000 * 1000)  /* of all columns, each up to its last text */
#define ATTEST_GRID_MAX_TEXT 32767                /* characters of a cell */
#define ATTEST_GRID_MAX_TEXTS (256 * 1000 * 1000) /* bytes of all distinct texts */

/* What a cell was in its file, beyond its text. */
typedef enum
{
  ATTEST_CELL_TEXT,
  ATTEST_CELL_NUMBER,    /* the text is the number as its format shows it */
  ATTEST_CELL_DATE,      /* 2026-03-19, or with a time behind: 2026-03-19 10:30:00 */
  ATTEST_CELL_BOOLEAN,   /* TRUE or FALSE */
  ATTEST_CELL_ERROR,     /* #N/A and the like: the text is that */
  ATTEST_CELL_NO_RESULT, /* a formula whose result was not stored: no text */
  ATTEST_CELL_CUT,       /* a number of more digits than a spreadsheet keeps, or a cut text */
  ATTEST_CELL_LOST,      /* a text the file refers to but does not have: no text */
} AttestCellKind;

typedef struct
{
  guint row;
  guint column;
  guint n_rows;
  guint n_columns;
} AttestSpan;

typedef struct
{
  guint row;    /* from 0 */
  guint column; /* from 0 */
} AttestGridPlace;

/* Cells that are one with a cell that is none of their neighbours, since the columns of several
 * sheets were put in one order. */
typedef struct
{
  AttestSpan cells;
  AttestGridPlace text;
} AttestPiece;

/* A sheet whose rows stand below those of others. */
typedef struct
{
  char *name;
  guint first; /* its first row here */
} AttestGridPart;

typedef struct
{
  const char *text; /* UTF-8; needs no zero byte behind it */
  gsize length;     /* in bytes */
} AttestGridText;

typedef struct _AttestGrid AttestGrid;

AttestGrid *attest_grid_new (const char *name);
AttestGrid *attest_grid_ref (AttestGrid *self);
void attest_grid_unref (AttestGrid *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestGrid, attest_grid_unref)

/* Filling, by whoever reads the file; afterwards a grid is not changed any more. */
gboolean attest_grid_set (AttestGrid *self,
                          AttestGridPlace place,
                          AttestCellKind kind,
                          const char *text,
                          gsize length);
gboolean attest_grid_set_row (AttestGrid *self, guint row, const AttestGridText *cells, guint n);
void attest_grid_reserve (AttestGrid *self, gsize n_texts);
gboolean attest_grid_set_id (AttestGrid *self, AttestGridPlace place, guint id);
GError *attest_grid_new_full_error (void);
void attest_grid_set_name (AttestGrid *self, const char *name);
void attest_grid_extend (AttestGrid *self, guint n_rows);
void attest_grid_add_span (AttestGrid *self, AttestSpan span);
void attest_grid_add_piece (AttestGrid *self, AttestSpan cells, AttestGridPlace text);
void attest_grid_hide (AttestGrid *self);
void attest_grid_hide_row (AttestGrid *self, guint row);
void attest_grid_hide_column (AttestGrid *self, guint column);
void attest_grid_strike (AttestGrid *self, AttestGridPlace place);

const char *attest_grid_get_name (AttestGrid *self);
GArray *attest_grid_get_parts (AttestGrid *self);
gboolean attest_grid_is_hidden (AttestGrid *self);
guint attest_grid_get_n_rows (AttestGrid *self);
guint attest_grid_get_n_columns (AttestGrid *self);
guint attest_grid_get_length (AttestGrid *self, guint column);
const char *attest_grid_get_text (AttestGrid *self, guint row, guint column);
AttestCellKind attest_grid_get_kind (AttestGrid *self, guint row, guint column);
const AttestSpan *attest_grid_get_spans (AttestGrid *self, guint *n_spans);
const AttestPiece *attest_grid_get_pieces (AttestGrid *self, guint *n_pieces);
gboolean attest_grid_row_is_hidden (AttestGrid *self, guint row);
gboolean attest_grid_column_is_hidden (AttestGrid *self, guint column);
gboolean attest_grid_row_is_struck (AttestGrid *self, guint row);
gboolean attest_grid_is_struck (AttestGrid *self, guint row, guint column);

/* The distinct values: 0 is an empty cell, the others count from 1 in the order of their coming. */
guint attest_grid_get_id (AttestGrid *self, guint row, guint column);
guint attest_grid_get_n_ids (AttestGrid *self);
const char *attest_grid_get_text_of_id (AttestGrid *self, guint id);
AttestCellKind attest_grid_get_kind_of_id (AttestGrid *self, guint id);

G_END_DECLS
