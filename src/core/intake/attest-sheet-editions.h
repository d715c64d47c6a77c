/* A column with the editions of the standards beside it, and others that go on with one. Thread:
 * any.
 */
#pragma once

#include "intake/attest-sheet-table.h"

G_BEGIN_DECLS

void attest_sheet_editions_find (AttestSheetTable *table);
char *attest_sheet_editions_join_lines (AttestSheetTable *table,
                                        guint row,
                                        const AttestSheetColumn *column);

G_END_DECLS
