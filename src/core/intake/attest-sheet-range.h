/* Two days in one cell: from ~ to, and one of them alone with a word that says which it is. What a
 * person decides of each is AttestSheetValues' work. Any thread. */
#pragma once

#include "intake/attest-sheet-days.h"
#include "model/attest-field.h"

G_BEGIN_DECLS

gboolean
attest_sheet_range_split (const AttestSheetDays *days, const char *text, char **first, char **last);
char *attest_sheet_range_dup_end (const AttestField *field, const char *text);

G_END_DECLS
