/* Retry-After: how long a server asks to wait. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ATTEST_MAX_RETRY_AFTER (3600) /* seconds; a longer wait is the user's decision */

gboolean attest_retry_after_parse (const char *text, gint64 now, guint *seconds);

G_END_DECLS
