/* A column with the editions of the standards beside it. Thread: any. */
#pragma once

#include "intake/attest-sheet-table.h"

G_BEGIN_DECLS

void attest_sheet_editions_find (AttestSheetTable *table);
char *attest_sheet_editions_join (const char *standards, const char *editions);

G_END_DECLS
