/* How the days in the columns of a sheet are written: a person said so, or it is told by those days
 * that can only be read one way. Any thread. */
#pragma once

#include "intake/attest-decisions.h"
#include "intake/attest-sheet-table.h"

G_BEGIN_DECLS

void attest_sheet_dates_find (AttestSheetTable *table, const AttestDecisions *decisions);

G_END_DECLS
