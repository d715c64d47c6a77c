/* Texts of which there is one for all that hold the same: they are the same if their pointers are.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *attest_shared_text_new (const char *text);
char *attest_shared_text_acquire (char *shared);
void attest_shared_text_release (char *shared);

G_END_DECLS
