/* Two certificates in one row: as many numbers in a cell as standards in another, or
 * numbers that name the standards they are for. Thread: any. */
#pragma once

#include "intake/attest-sheet-table.h"

G_BEGIN_DECLS

guint attest_sheet_pairs_count (AttestSheetTable *table, guint row);
char *attest_sheet_pairs_dup_standard (AttestSheetTable *table, guint row, guint piece);
gboolean attest_sheet_pairs_are_several (const char *text);
char *attest_sheet_pairs_dup (const AttestSchema *schema,
                              const AttestField *field,
                              const char *text,
                              guint piece,
                              guint n);

G_END_DECLS
