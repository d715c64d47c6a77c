/* Between AttestImport and what is done with it. */
#pragma once

#include "workspace/attest-import-memory.h"
#include "workspace/attest-import-reader.h"
#include "workspace/attest-import.h"

G_BEGIN_DECLS

AttestWorkspace *attest_import_get_workspace (AttestImport *self);
AttestImportReader *attest_import_get_reader (AttestImport *self);
AttestImportMemory *attest_import_get_memory (AttestImport *self);
const AttestDecisions *attest_import_get_decisions (AttestImport *self);

void attest_import_set_name (AttestImport *self, const char *name);
gboolean attest_import_apply_chosen (AttestImport *self, GError **error);
AttestProfile *attest_import_make_profile (AttestImport *self);
void attest_import_take_stored (AttestImport *self, const AttestImportInfo *info, GPtrArray *rows);
void attest_import_set_kept (AttestImport *self, const char *id, const char *state);
void attest_import_emit_changed (AttestImport *self);

G_END_DECLS
