/* Sheets of one workbook that have the same columns, such as one for each month. */
#pragma once

#include "intake/attest-sheet-table.h"

G_BEGIN_DECLS

GPtrArray *
attest_sheet_find_alike (GPtrArray *tables, guint chosen, const AttestDecisions *decisions);
gboolean attest_sheet_are_parts (const GPtrArray *alike);
AttestSheetTable *
attest_sheet_join (GPtrArray *parts, const AttestDecisions *decisions, GError **error);
void attest_sheet_tell_headless (AttestSheetTable *own, const GPtrArray *others, GArray *strays);

G_END_DECLS
