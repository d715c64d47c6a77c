/* Columns that a profile expects, and that are not in a sheet. Thread: any. */
#pragma once

#include "intake/attest-sheet-table.h"

G_BEGIN_DECLS

void attest_sheet_absent_expect (AttestDecisions *decisions, const AttestSheetTable *table);
GPtrArray *attest_sheet_absent_find (const AttestDecisions *decisions,
                                     const AttestSheetTable *table,
                                     GPtrArray *joined);
char *attest_sheet_absent_describe (const GPtrArray *absent);

G_END_DECLS
