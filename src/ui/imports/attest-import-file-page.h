/* AttestImportFilePage: how the file is read, and its first rows. Main thread. */
#pragma once

#include "workspace/attest-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_IMPORT_FILE_PAGE (attest_import_file_page_get_type ())
G_DECLARE_FINAL_TYPE (AttestImportFilePage,
                      attest_import_file_page,
                      ATTEST,
                      IMPORT_FILE_PAGE,
                      AdwBin)

void attest_import_file_page_set_import (AttestImportFilePage *self, AttestImport *import);
void attest_import_file_page_update (AttestImportFilePage *self);

G_END_DECLS
