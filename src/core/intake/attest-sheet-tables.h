/* Sheets as tables, and which of them are meant. */
#pragma once

#include "intake/attest-sheet-table.h"

G_BEGIN_DECLS

#define ATTEST_SHEET_ALL_ALIKE "*" /* ATTEST_DECIDE_SHEET: as one, however many there are */

AttestSheetTable *attest_sheet_table_new (AttestGrid *grid,
                                          const AttestSchema *schema,
                                          const AttestDecisions *decisions);
AttestSheetTable *attest_sheet_table_new_below (AttestGrid *grid,
                                                AttestSheetTable *first,
                                                const AttestDecisions *decisions);
gboolean attest_sheet_choice_is_several (const char *choice);
gboolean attest_sheet_choice_has (const char *choice, const char *name);
int attest_sheet_table_choose (GPtrArray *tables, const AttestSchema *schema, const char *sheet);
const AttestSchema *
attest_sheet_guess_kind (AttestWorkbook *workbook, const AttestDecisions *decisions);

G_END_DECLS
