/* What would be sent, as a command for a terminal. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *attest_curl_write (const char *url, const char *headers, const char *body);

G_END_DECLS
