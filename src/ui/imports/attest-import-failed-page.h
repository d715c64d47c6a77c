/* AttestImportFailedPage: in place of the steps, why a file cannot be read, and what can be done
 * instead. Main thread. */
#pragma once

#include "workspace/attest-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_IMPORT_FAILED_PAGE (attest_import_failed_page_get_type ())
G_DECLARE_FINAL_TYPE (AttestImportFailedPage,
                      attest_import_failed_page,
                      ATTEST,
                      IMPORT_FAILED_PAGE,
                      AdwBin)

void attest_import_failed_page_show (AttestImportFailedPage *self,
                                     const GError *error,
                                     gboolean can_undo);
gboolean attest_import_failed_page_offer (AttestImportFailedPage *self, GBytes *bytes);

G_END_DECLS
