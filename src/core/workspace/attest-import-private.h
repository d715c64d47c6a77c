/* Between AttestImport and its records only. */
#pragma once

#include "workspace/attest-import-record.h"

G_BEGIN_DECLS

AttestImportRecord *attest_import_record_new (AttestSheetRecord *source, guint place);
guint attest_import_record_get_place (AttestImportRecord *self);
gboolean attest_import_record_edit (AttestImportRecord *self, const char *path, const char *text);
void attest_import_record_set_left_out (AttestImportRecord *self, gboolean left_out);
void attest_import_record_set_draft_id (AttestImportRecord *self, const char *draft_id);
void attest_import_record_emit_changed (AttestImportRecord *self);

G_END_DECLS
