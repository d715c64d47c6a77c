/* AttestImportRecordPane: one record of an import, to be edited, or the rows of the file it is
 * from, as they are there. Main thread. */
#pragma once

#include "imports/attest-import-part.h"
#include "workspace/attest-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_IMPORT_RECORD_PANE (attest_import_record_pane_get_type ())
G_DECLARE_FINAL_TYPE (AttestImportRecordPane,
                      attest_import_record_pane,
                      ATTEST,
                      IMPORT_RECORD_PANE,
                      AdwBin)

void attest_import_record_pane_set_import (AttestImportRecordPane *self, AttestImport *import);
void attest_import_record_pane_set_shows_source (AttestImportRecordPane *self, gboolean source);
void attest_import_record_pane_show (AttestImportRecordPane *self,
                                     AttestImportRecord *record /* (nullable) */,
                                     AttestImportPart *part /* (nullable) */);
gboolean attest_import_record_pane_focus (AttestImportRecordPane *self, const char *path);

G_END_DECLS
