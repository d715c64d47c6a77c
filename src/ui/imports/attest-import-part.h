/* AttestImportPart: a standard, a site or whatever else stands in a list of a record that is
 * imported. Main thread. */
#pragma once

#include "workspace/attest-import-record.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_IMPORT_PART (attest_import_part_get_type ())
G_DECLARE_FINAL_TYPE (AttestImportPart, attest_import_part, ATTEST, IMPORT_PART, GObject)

gboolean attest_import_part_any (AttestImportRecord *whole);
GListModel *attest_import_part_list (AttestImportRecord *whole); /* (transfer full) (nullable) */

AttestImportRecord *attest_import_part_get_whole (AttestImportPart *self);
AttestRecord *attest_import_part_get_record (AttestImportPart *self);
AttestRecord *attest_import_part_get_above (AttestImportPart *self); /* (nullable) */
const char *attest_import_part_get_path (AttestImportPart *self);    /* "sites[2]." */
guint attest_import_part_get_number (AttestImportPart *self);        /* from 1 */

G_END_DECLS
