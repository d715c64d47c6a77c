/* What a record of a sheet is called where no column says it: a course by the name of its program.
 * The list “stand_ins” of sheet-words.json has what stands in for what. Thread: any. */
#pragma once

#include "intake/attest-sheet-table.h"

G_BEGIN_DECLS

const AttestField *attest_sheet_title_get_stand_in (const AttestSchema *schema);
AttestSheetColumn *attest_sheet_title_find (AttestSheetTable *table);
const char *attest_sheet_title_get_path (AttestSheetTable *table);

G_END_DECLS
