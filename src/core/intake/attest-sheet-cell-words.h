/* Texts that are all there is in a cell and no value: that there is nothing, that it is the same as
 * above, that a row sums up others. Any thread. */
#pragma once

#include "intake/attest-sheet-words.h"

G_BEGIN_DECLS

AttestSheetWord attest_sheet_find_nothing (const char *text);
gboolean attest_sheet_is_nothing (const char *text);
AttestSheetWord attest_sheet_find_ditto (const char *text);
gboolean attest_sheet_has_names (const AttestField *field);
gboolean attest_sheet_is_total (const char *text);
gboolean attest_sheet_is_total_of (const char *text);

G_END_DECLS
