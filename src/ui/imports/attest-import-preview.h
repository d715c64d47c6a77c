/* AttestImportPreview: the first rows of a sheet, as they stand in it. Main thread. */
#pragma once

#include "workspace/attest-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_IMPORT_PREVIEW_ROWS 60 /* at most */

#define ATTEST_TYPE_IMPORT_PREVIEW (attest_import_preview_get_type ())
G_DECLARE_FINAL_TYPE (AttestImportPreview, attest_import_preview, ATTEST, IMPORT_PREVIEW, AdwBin)

void attest_import_preview_show (AttestImportPreview *self,
                                 AttestGrid *grid /* (nullable) */,
                                 AttestSheetImport *reading /* (nullable) */);

G_END_DECLS
