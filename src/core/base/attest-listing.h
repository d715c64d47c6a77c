/* Names one after the other within a sentence. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void attest_listing_add (GString *self, const char *name);
void attest_listing_add_quoted (GString *self, const char *name);
char *attest_listing_quote (const GPtrArray *names);
void attest_listing_add_more (GString *self);

G_END_DECLS
