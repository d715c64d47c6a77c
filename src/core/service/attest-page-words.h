/* The words of a page: what a gateway, a sign-in page or a proxy answers instead of the service is
 * HTML, and people are told what it says, not how it is written. Thread: any. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *attest_page_dup_words (const char *text);

G_END_DECLS
