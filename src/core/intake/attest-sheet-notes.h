/* What stands in the cells of a sheet and is nobody's certificate: where people sign, how a column
 * is to be filled in, which page it is. Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean attest_sheet_is_signature (const char *text);
gboolean attest_sheet_is_mark (const char *text);
gboolean attest_sheet_is_page (const char *text);
gboolean attest_sheet_is_example (const char *text);
gboolean attest_sheet_is_example_word (const char *text);
char *attest_sheet_drop_digits (const char *text);

G_END_DECLS
