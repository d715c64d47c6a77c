/* What is told of a record some of whose rows the file hides. Any thread, one at a time. */
#pragma once

#include "intake/attest-sheet-gather.h"

G_BEGIN_DECLS

void attest_sheet_unseen_report (AttestSheetGather *self);

G_END_DECLS
