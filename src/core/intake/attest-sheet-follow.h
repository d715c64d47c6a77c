/* Which rows of a sheet go on with what the row above is about. Any thread, one at a time. */
#pragma once

#include "intake/attest-sheet-table.h"

G_BEGIN_DECLS

gboolean attest_sheet_follow_goes_on (AttestSheetTable *table, guint row);

G_END_DECLS
