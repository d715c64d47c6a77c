/* The standards that are known, by what sheets call them. Any thread. */
#pragma once

#include "intake/attest-sheet-words.h"

G_BEGIN_DECLS

char *attest_sheet_find_in_title (const char *title);
char *attest_sheet_find_all_in_title (const char *title);
const char *attest_sheet_find_system (const char *text);
gboolean attest_sheet_is_standard (const char *text);
AttestSheetWord
attest_sheet_find_standard (const char *text, const char **name, const char **scheme);
gboolean attest_sheet_says_no_more (const char *text, const char *standard);

G_END_DECLS
