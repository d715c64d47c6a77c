/* Small string helpers that GLib 2.74 does not have yet. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean attest_str_set (char **place, const char *text);
gboolean attest_str_is_blank (const char *text);
gboolean attest_str_is_digits (const char *text);
gboolean attest_str_has_digit (const char *text);
void attest_str_find_change (const char *before,
                             const char *after,
                             gsize *start,
                             gsize *end_before,
                             gsize *end_after);

G_END_DECLS
