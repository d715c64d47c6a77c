/* What texts of a sheet say of whether certificates hold: 인증취소, 인증 유지 업체. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean attest_sheet_find_ended (const char *text, const char **wire);
gboolean attest_sheet_says_held (const char *text);
gboolean attest_sheet_says_not_held (const char *text);
gboolean attest_sheet_says_undone (const char *text);

G_END_DECLS
