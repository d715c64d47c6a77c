/* What a reply says, as UTF-8, in whatever charset it came. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *attest_charset_decode (const char *content_type, const char *data, gsize *length);

G_END_DECLS
