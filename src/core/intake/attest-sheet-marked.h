/* Columns of marks whose titles are no standards by their numbers: Q, E and S, or 유지, 정지 and
 * 취소. Thread: any. */
#pragma once

#include "intake/attest-sheet-table.h"

G_BEGIN_DECLS

void attest_sheet_marked_find (AttestSheetTable *table, const AttestDecisions *decisions);

G_END_DECLS
