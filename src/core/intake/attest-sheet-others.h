/* Other sheets of a workbook that say more of the same records. Thread: any, one at a time. */
#pragma once

#include "intake/attest-sheet-gather.h"

G_BEGIN_DECLS

GPtrArray *attest_sheet_others_join (AttestSheetGather *self, GPtrArray *others);
gboolean
attest_sheet_others_have (const AttestSheetGather *self, const GPtrArray *joined, const char *path);

G_END_DECLS
