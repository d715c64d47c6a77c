/* Certificates on cards, one below the other, with titles beside what they are of. Thread: any. */
#pragma once

#include "intake/attest-sheet-table.h"

G_BEGIN_DECLS

gboolean attest_sheet_cards_has (AttestSheetTable *table);

G_END_DECLS
