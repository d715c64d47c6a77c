/* Tables in HTML: what the clipboard brings from spreadsheets, and files that only say they are
 * .xls. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean attest_html_is (const char *text);
char *attest_html_dup_charset (const char *data, gsize length);
GPtrArray *attest_html_read (const char *text, GCancellable *cancellable, GError **error);

G_END_DECLS
