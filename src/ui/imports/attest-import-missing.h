/* AttestImportMissing: what the environment has, or the sheet before had, and this sheet has not: a
 * person is asked about it, one by one or about all of it, and nothing is ever sent for it. Main
 * thread. */
#pragma once

#include "workspace/attest-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_IMPORT_MISSING (attest_import_missing_get_type ())
G_DECLARE_FINAL_TYPE (AttestImportMissing, attest_import_missing, ATTEST, IMPORT_MISSING, AdwBin)

void attest_import_missing_set_import (AttestImportMissing *self, AttestImport *import);
guint attest_import_missing_update (AttestImportMissing *self);

char *attest_import_missing_describe (guint n_missing);

G_END_DECLS
