/* Cells that were copied for one list of a record, as a site in each row: what they became, and
 * what of them went nowhere. Thread: any. */
#pragma once

#include "model/attest-record.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char *name;               /* its title, or what stands in it first; "" if nothing does */
  const AttestField *field; /* (nullable): of the items, where its texts went; %NULL: nowhere */
} AttestSheetCellsColumn;

/* What a row of the cells became, where it is no item. */
#define ATTEST_SHEET_CELLS_TITLES (-1)
#define ATTEST_SHEET_CELLS_EMPTY (-2)
#define ATTEST_SHEET_CELLS_LEFT_OUT (-3) /* it has texts in columns alone that went nowhere */

typedef struct
{
  GPtrArray *items;   /* of AttestRecord: an item for each row that says something */
  GPtrArray *columns; /* of AttestSheetCellsColumn: each of the cells, in their order */
  GArray *rows;       /* of int, for each row of the cells: the place of its item, or see above */
  guint n_tables;     /* that were copied; all but the first were left out */
} AttestSheetCells;

AttestSheetCells *attest_sheet_cells_read (GBytes *bytes,
                                           const AttestSchema *schema,
                                           const AttestField *list,
                                           const AttestField *first,
                                           GError **error);
void attest_sheet_cells_free (AttestSheetCells *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestSheetCells, attest_sheet_cells_free)

char *attest_sheet_cells_describe_left_out (const AttestSheetCells *self);

G_END_DECLS
