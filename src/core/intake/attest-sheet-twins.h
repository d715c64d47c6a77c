/* AttestSheetTwins: which records of a sheet would be sent exactly the same, where sending makes a
 * new one each time. Records are told by their places. The thread of the records. */
#pragma once

#include "model/attest-record.h"

G_BEGIN_DECLS

#define ATTEST_SHEET_TWIN_RULE "sent-the-same" /* of the problem that tells it */

typedef struct _AttestSheetTwins AttestSheetTwins;

AttestSheetTwins *attest_sheet_twins_new (void);
void attest_sheet_twins_free (AttestSheetTwins *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestSheetTwins, attest_sheet_twins_free)

gboolean attest_sheet_twins_set (AttestSheetTwins *self,
                                 guint place,
                                 AttestRecord *record,
                                 GHashTable *affected);
gboolean attest_sheet_twins_find_first (AttestSheetTwins *self, guint place, guint *first);

G_END_DECLS
