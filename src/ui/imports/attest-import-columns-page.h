/* AttestImportColumnsPage: what each column of the sheet is for, and what is not in it. Main
 * thread. */
#pragma once

#include "workspace/attest-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_IMPORT_COLUMNS_PAGE (attest_import_columns_page_get_type ())
G_DECLARE_FINAL_TYPE (AttestImportColumnsPage,
                      attest_import_columns_page,
                      ATTEST,
                      IMPORT_COLUMNS_PAGE,
                      AdwBin)

void attest_import_columns_page_set_import (AttestImportColumnsPage *self, AttestImport *import);
void attest_import_columns_page_update (AttestImportColumnsPage *self);

G_END_DECLS
