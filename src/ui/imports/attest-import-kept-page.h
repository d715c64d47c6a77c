/* AttestImportKeptPage: in place of the steps, what keeping an import did, and what can be done
 * next. Main thread. */
#pragma once

#include "workspace/attest-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_IMPORT_KEPT_PAGE (attest_import_kept_page_get_type ())
G_DECLARE_FINAL_TYPE (AttestImportKeptPage,
                      attest_import_kept_page,
                      ATTEST,
                      IMPORT_KEPT_PAGE,
                      AdwBin)

void
attest_import_kept_page_show (AttestImportKeptPage *self, AttestImport *import, const char *effect);
void attest_import_kept_page_tell_sent (AttestImportKeptPage *self, guint n);

G_END_DECLS
