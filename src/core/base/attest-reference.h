/* The reference lists in data/reference, compiled into the program. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonArray *attest_reference_load_list (const char *name, const char *member);

G_END_DECLS
