/* Rows that say nothing of their record that the rows before did not say: see where each row went.
 * Thread: as AttestSheetGather. */
#pragma once

#include "intake/attest-sheet-gather.h"

G_BEGIN_DECLS

/* How much is said of a record before a row of it is taken. */
typedef struct
{
  guint n_put;
  guint n_items;
  guint n_problems;
  guint n_asked;
} AttestSheetRepeats;

AttestSheetRepeats attest_sheet_repeats_begin (AttestSheetGather *self, AttestSheetGroup *group);
void attest_sheet_repeats_end (AttestSheetGather *self,
                               AttestSheetGroup *group,
                               const AttestSheetRepeats *before);
void attest_sheet_repeats_report (AttestSheetGather *self, AttestSheetGroup *group);

G_END_DECLS
