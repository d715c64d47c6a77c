/* Rows over a list that say something of all its records: “Certification Body: …”. Thread: as
 * AttestSheetGather. */
#pragma once

#include "intake/attest-sheet-gather.h"

G_BEGIN_DECLS

typedef struct _AttestSheetLabels AttestSheetLabels;

AttestSheetLabels *attest_sheet_labels_new (void);
void attest_sheet_labels_free (AttestSheetLabels *self);

gboolean attest_sheet_labels_note (AttestSheetLabels *self, AttestSheetTable *table, guint row);
void attest_sheet_labels_offer (AttestSheetLabels *self,
                                AttestSheetGather *gather,
                                const GPtrArray *others);

G_END_DECLS
