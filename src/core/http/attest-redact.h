/* Taking an API key out of what a server sent back. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void attest_redact (GByteArray *data, const char *key);
char *attest_redact_text (const char *text, const char *key);

G_END_DECLS
