/* Titles such as 최초, 갱신 or Issued, that mean a day of a certificate only over days. Thread:
 * any. */
#pragma once

#include "intake/attest-sheet-table.h"

G_BEGIN_DECLS

gboolean attest_sheet_is_day_head (const AttestSchema *schema, const char *head);
const char *
attest_sheet_find_day_head (const AttestSchema *schema, const char *group, const char *head);
gboolean attest_sheet_column_has_days (AttestSheetTable *table, guint place);

G_END_DECLS
