/* What is done with thousands of records at once: they are counted, and let go. On any thread, but
 * for one at a time. */
#pragma once

#include "workspace/attest-import-record.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_rows; /* of the sheet: those below add up to it */
  guint n_rows_of_records;
  guint n_skipped[ATTEST_SHEET_N_ROW_KINDS]; /* rows */
  guint n_records;
  guint n_with_errors; /* records; of those that are not left out */
  guint n_with_warnings;
  guint n_rejected; /* records with errors, also those that are left out */
  guint n_left_out;
  guint n_compared[ATTEST_N_COMPARISONS];
  guint n_effects[ATTEST_N_IMPORT_EFFECTS];
  guint n_undecided; /* values */
} AttestImportCounts;

/* For the import alone. */
void attest_import_count_record (AttestImportRecord *record, int by, AttestImportCounts *counts);
void attest_import_count_records (GPtrArray *records, AttestImportCounts *counts);
void attest_import_let_go (gpointer data, GDestroyNotify free_func);

G_END_DECLS
