/* AttestSheetGroups: which rows of a sheet are one record: those with the same number, or of the
 * same draft. Any thread, one at a time. */
#pragma once

#include "intake/attest-sheet-gather.h"

G_BEGIN_DECLS

typedef struct
{
  AttestSheetGather *gather; /* not owned */
  GHashTable *by_key;        /* folded key → AttestSheetGroup */
  gboolean one_record_a_row; /* a person said so */
} AttestSheetGroups;

void attest_sheet_groups_init (AttestSheetGroups *self,
                               AttestSheetGather *gather,
                               gboolean one_record_a_row);
void attest_sheet_groups_clear (AttestSheetGroups *self);

gboolean attest_sheet_groups_has_own (AttestSheetGroups *self, AttestSheetTable *table);
AttestSheetGroup *attest_sheet_groups_need (AttestSheetGroups *self, AttestSheetTable *table);

G_END_DECLS
