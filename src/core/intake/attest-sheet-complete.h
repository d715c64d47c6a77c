/* What completes the records of a sheet: other sheets of the file that say more of the same, and
 * what a person said for all of them. Thread: any, one at a time. */
#pragma once

#include "intake/attest-sheet-gather.h"

G_BEGIN_DECLS

gboolean attest_sheet_complete_join (AttestSheetGather *self, GPtrArray *tables);
gboolean attest_sheet_complete_fill (AttestSheetGather *self, GPtrArray *tables, GError **error);

G_END_DECLS
