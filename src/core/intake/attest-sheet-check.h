/* What is wrong with the records of a sheet, each beside the others. The thread of the records. */
#pragma once

#include "intake/attest-sheet-import.h"

G_BEGIN_DECLS

gboolean
attest_sheet_import_check_all (AttestSheetImport *self, GCancellable *cancellable, GError **error);
void attest_sheet_import_check (AttestSheetImport *self, guint i);

G_END_DECLS
