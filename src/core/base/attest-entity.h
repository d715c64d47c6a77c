/* The names that pages and spreadsheets write instead of characters: &amp; &nbsp; &Auml;. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gunichar attest_entity_find (const char *name, gsize length);

G_END_DECLS
