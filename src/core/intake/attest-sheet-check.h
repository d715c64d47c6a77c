/* What is wrong with the records of a sheet, each beside the others. The thread of the records. */
#pragma once

#include "intake/attest-sheet-import.h"

G_BEGIN_DECLS

gboolean
attest_sheet_import_check_all (AttestSheetImport *self, GCancellable *cancellable, GError **error);

/* After some of them were changed: of one, on a thread with more to do, first the one and then, in
 * any turn, the other; or all at once. */
void attest_sheet_import_note (AttestSheetImport *self, guint i, GHashTable *places);
void attest_sheet_import_check (AttestSheetImport *self, guint i);
void attest_sheet_import_check_changed (AttestSheetImport *self, GHashTable *places);

G_END_DECLS
