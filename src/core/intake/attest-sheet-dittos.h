/* Cells that say “the same as above”, or nothing under what they may be the same as: once it is
 * known what the columns are for. */
#pragma once

#include "intake/attest-decisions.h"
#include "intake/attest-sheet-table.h"

G_BEGIN_DECLS

void attest_sheet_dittos_add (AttestSheetTable *self);
void attest_sheet_dittos_find_blanks (AttestSheetTable *self, const AttestDecisions *decisions);

G_END_DECLS
