/* Which number is the day in a column of days: a person said so, or it is told by those days of the
 * column that can only be read one way. Any thread. */
#pragma once

#include "intake/attest-decisions.h"
#include "intake/attest-sheet-table.h"

G_BEGIN_DECLS

void attest_sheet_dates_find_orders (AttestSheetTable *table, const AttestDecisions *decisions);

const GDate *attest_sheet_dates_guess (const AttestDateReading *reading,
                                       const char *text,
                                       AttestDateOrder order,
                                       gboolean has_year_last);

G_END_DECLS
