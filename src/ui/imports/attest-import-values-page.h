/* AttestImportValuesPage: what the words in the cells mean, where only a person can tell. Main
 * thread. */
#pragma once

#include "workspace/attest-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_IMPORT_VALUES_PAGE (attest_import_values_page_get_type ())
G_DECLARE_FINAL_TYPE (AttestImportValuesPage,
                      attest_import_values_page,
                      ATTEST,
                      IMPORT_VALUES_PAGE,
                      AdwBin)

void attest_import_values_page_set_import (AttestImportValuesPage *self, AttestImport *import);
void attest_import_values_page_update (AttestImportValuesPage *self);
gboolean attest_import_values_page_go (AttestImportValuesPage *self, int step);
void attest_import_values_page_accept (AttestImportValuesPage *self); /* all suggestions: a step */

G_END_DECLS
