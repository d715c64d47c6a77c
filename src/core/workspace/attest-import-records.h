/* AttestImportRecords: the records of the last reading of an import, with the reading itself: a
 * GListModel of AttestImportRecord. Thousands of them come and go at once, and cost nothing then.
 * Main thread. */
#pragma once

#include "workspace/attest-import-work.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_IMPORT_RECORDS (attest_import_records_get_type ())
G_DECLARE_FINAL_TYPE (AttestImportRecords, attest_import_records, ATTEST, IMPORT_RECORDS, GObject)

AttestImportRecords *attest_import_records_new (void);
void attest_import_records_take (AttestImportRecords *self, AttestImportWork *work);
void attest_import_records_tell (AttestImportRecords *self);
GPtrArray *attest_import_records_ref_all (AttestImportRecords *self);
GPtrArray *attest_import_records_ref_groups (AttestImportRecords *self);
AttestSheetImport *attest_import_records_get_reading (AttestImportRecords *self);
const AttestImportCounts *attest_import_records_count (AttestImportRecords *self);
void attest_import_records_forget_counts (AttestImportRecords *self);
AttestImportRecord *attest_import_records_find (AttestImportRecords *self, guint row);
void attest_import_records_show (AttestImportRecords *self,
                                 const AttestDecisions *decisions,
                                 AttestImportDecision decision,
                                 const char *key,
                                 const AttestImportView *view);
gboolean attest_import_records_settle (AttestImportRecords *self, const AttestImportView *view);

G_END_DECLS
