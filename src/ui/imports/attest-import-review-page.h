/* AttestImportReviewPage: the records of an import, what is wrong with them, and where they are
 * from. Main thread. */
#pragma once

#include "workspace/attest-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_IMPORT_REVIEW_PAGE (attest_import_review_page_get_type ())
G_DECLARE_FINAL_TYPE (AttestImportReviewPage,
                      attest_import_review_page,
                      ATTEST,
                      IMPORT_REVIEW_PAGE,
                      AdwBin)

void attest_import_review_page_set_import (AttestImportReviewPage *self, AttestImport *import);
gboolean attest_import_review_page_prepare (AttestImportReviewPage *self);
void attest_import_review_page_update (AttestImportReviewPage *self);
void attest_import_review_page_act (AttestImportReviewPage *self, const char *action);

G_END_DECLS
