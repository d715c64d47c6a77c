/* What the columns of a sheet are for. */
#pragma once

#include "intake/attest-sheet-table.h"

G_BEGIN_DECLS

void attest_sheet_columns_add (AttestSheetTable *self, const AttestDecisions *decisions);
const char *attest_sheet_find_decided (const AttestDecisions *self,
                                       AttestImportDecision decision,
                                       const char *head);

G_END_DECLS
