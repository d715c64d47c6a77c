/* What an import does with its records. Made on any thread, then of the main one alone. */
#pragma once

#include "store/attest-store-imports.h"
#include "store/attest-store-matches.h"
#include "workspace/attest-import-record.h"

G_BEGIN_DECLS

/* What a record is compared by. */
typedef struct
{
  gboolean has_environment;
  gboolean is_sent_once; /* what was accepted is never sent again */
  GHashTable *said;      /* keys of the fields that the sheet is about */
} AttestImportView;

AttestImportRecord *attest_import_record_new (AttestSheetRecord *source, guint place);
guint attest_import_record_get_place (AttestImportRecord *self);
const char *attest_import_record_get_key (AttestImportRecord *self);
const char *attest_import_record_get_hash (AttestImportRecord *self);
const char *attest_import_record_get_own (AttestImportRecord *self);
const char *attest_import_record_get_entity_id (AttestImportRecord *self);
const AttestFound *attest_import_record_get_found (AttestImportRecord *self);
void attest_import_record_identify (AttestImportRecord *self);
void attest_import_record_take_found (AttestImportRecord *self, AttestFound *found);
gboolean attest_import_record_fill (AttestImportRecord *self, const AttestImportView *view);
void attest_import_record_compare (AttestImportRecord *self, const AttestImportView *view);
gboolean attest_import_record_edit (AttestImportRecord *self, const char *path, const char *text);
void attest_import_record_set_left_out (AttestImportRecord *self, gboolean left_out);
void attest_import_record_set_prefers_sheet (AttestImportRecord *self, gboolean prefers_sheet);
void attest_import_record_set_kept (AttestImportRecord *self, const AttestImportRow *row);
GPtrArray *attest_import_record_get_kinds (AttestImportRecord *self);
void attest_import_record_forget_kinds (AttestImportRecord *self);
void attest_import_record_swap (AttestImportRecord *self, AttestImportRecord *other);
void attest_import_record_emit_changed (AttestImportRecord *self);

G_END_DECLS
