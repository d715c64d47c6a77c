/* AttestSheetPortion: the columns that are of one record, where each row has several: a
 * certificate for each standard beside each other, numbered certificates, or a second table beside
 * the first. Thread: any. */
#pragma once

#include "intake/attest-sheet-table.h"

G_BEGIN_DECLS

void attest_sheet_portions_find (AttestSheetTable *table, const AttestDecisions *decisions);
gboolean
attest_sheet_portion_says (const AttestSheetPortion *self, AttestSheetTable *table, guint row);

G_END_DECLS
