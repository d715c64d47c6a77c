/* AttestImportProblemsPane: what is wrong with the records, by rule and value, and put right for
 * all that have it. Main thread. */
#pragma once

#include "workspace/attest-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_IMPORT_PROBLEMS_PANE (attest_import_problems_pane_get_type ())
G_DECLARE_FINAL_TYPE (AttestImportProblemsPane,
                      attest_import_problems_pane,
                      ATTEST,
                      IMPORT_PROBLEMS_PANE,
                      AdwBin)

/* Signal "chosen" (AttestImportRecord *record, const char *path): the first that has a problem is
 * to be shown. Signal "missing": so is what is not in the sheet. */
void attest_import_problems_pane_set_import (AttestImportProblemsPane *self, AttestImport *import);
void attest_import_problems_pane_update (AttestImportProblemsPane *self);

G_END_DECLS
