/* What helps a person to fill a column of a sheet: a note, choices, and enough room. Any thread. */
#pragma once

#include "intake/attest-sheet-place.h"

G_BEGIN_DECLS

GStrv attest_sheet_help_make_choices (const AttestSheetPlace *place, const char *path);
char *attest_sheet_help_make_note (const AttestSheetPlace *place, const AttestSchema *schema);
guint attest_sheet_help_get_width (const AttestSheetPlace *place);

G_END_DECLS
