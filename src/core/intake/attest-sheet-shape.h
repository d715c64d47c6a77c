/* Whether tables have a shape that records can be read from; where not, what to do with them is
 * said. Thread: any. */
#pragma once

#include "intake/attest-sheet-rows.h"

G_BEGIN_DECLS

gboolean
attest_sheet_shape_check (AttestSheetTable *table, const AttestSheetRows *rows, GError **error);
gboolean attest_sheet_shape_check_area (const AttestSheetTable *table, GError **error);
void attest_sheet_shape_report_none (GPtrArray *tables, GError **error);

G_END_DECLS
