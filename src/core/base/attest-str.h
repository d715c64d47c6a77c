/* Small string helpers that GLib 2.74 does not have yet. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean attest_str_set (char **place, const char *text);
gboolean attest_str_is_blank (const char *text);

G_END_DECLS
