/* Which rows of a sheet are its head. */
#pragma once

#include "model/attest-record.h"
#include "sheet/attest-grid.h"

G_BEGIN_DECLS

typedef struct
{
  guint first;  /* row, from 0 */
  guint n_rows; /* 0: none was found */
} AttestSheetHeader;

AttestSheetHeader attest_sheet_header_find (AttestGrid *grid,
                                            const GArray *used,
                                            const AttestSchema *schema,
                                            guint wished);
gboolean attest_sheet_header_has_group (AttestGrid *grid, guint row);

G_END_DECLS
