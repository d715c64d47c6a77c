/* What completes the records of a sheet: what a person said for all of them, and what is usual.
 * Thread: any, one at a time. */
#pragma once

#include "intake/attest-sheet-labels.h"

G_BEGIN_DECLS

gboolean attest_sheet_complete_fill (AttestSheetGather *self,
                                     AttestSheetLabels *labels,
                                     GPtrArray *others,
                                     GError **error);

G_END_DECLS
