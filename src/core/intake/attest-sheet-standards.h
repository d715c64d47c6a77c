/* The standards that a cell of a sheet names. Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GPtrArray *attest_sheet_split_standards (const char *text);
gboolean attest_sheet_doubts_standard (const char *text, const char **offer);

G_END_DECLS
