/* Cells that say “the same as above”: once it is known what the columns are for. */
#pragma once

#include "intake/attest-sheet-table.h"

G_BEGIN_DECLS

void attest_sheet_dittos_add (AttestSheetTable *self);

G_END_DECLS
