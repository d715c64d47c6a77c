/* What of a sheet could not be taken, as a sheet to mend and bring back. */
#pragma once

#include "intake/attest-sheet-import.h"

G_BEGIN_DECLS

GArray *attest_rejected_find (AttestSheetImport *import);
GBytes *attest_rejected_write (AttestSheetImport *import,
                               GArray *positions,
                               AttestSheetFormat format,
                               GError **error);

G_END_DECLS
