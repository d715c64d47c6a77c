/* What a record has for a cell of a sheet. */
#pragma once

#include "intake/attest-sheet-place.h"
#include "sheet/attest-grid.h"

G_BEGIN_DECLS

guint attest_record_count_items (AttestRecord *record, const AttestField *list);
char *attest_record_dup_cell (AttestRecord *record,
                              const AttestSheetPlace *place,
                              guint number,
                              AttestCellKind *kind);

G_END_DECLS
