/* Columns that are for nothing, and what they say of rows that are one record otherwise: a grade, a
 * level. Thread: any. */
#pragma once

#include "intake/attest-sheet-gather.h"

G_BEGIN_DECLS

GPtrArray *attest_sheet_left_list (const AttestSheetTable *table, const AttestDecisions *decisions);
const GPtrArray *attest_sheet_left_need (AttestSheetGather *gather);
char *attest_sheet_left_make (const GPtrArray *columns, AttestSheetTable *table, guint row);
const AttestSheetColumn *attest_sheet_left_find_difference (const GPtrArray *columns,
                                                            AttestSheetTable *table,
                                                            guint row,
                                                            guint other);

G_END_DECLS
