/* Which of the rows of one certificate is the newest, where a ledger has a row for each time that
 * it was issued. Thread: any. */
#pragma once

#include "intake/attest-sheet-table.h"

G_BEGIN_DECLS

typedef enum
{
  ATTEST_SHEET_AGE_SAME,  /* as far as the rows say */
  ATTEST_SHEET_AGE_NEWER, /* the certificate was issued again */
  ATTEST_SHEET_AGE_OLDER,
} AttestSheetAge;

AttestSheetAge attest_sheet_renewals_compare (AttestSheetTable *table,
                                              guint newest,
                                              guint row,
                                              const GPtrArray *columns,
                                              gboolean *is_otherwise);

G_END_DECLS
