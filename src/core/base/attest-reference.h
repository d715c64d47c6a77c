/* The reference lists in data/reference, compiled into the program, with what the user's own file
 * adds to them. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The member that entries of the user's own file have. */
#define ATTEST_REFERENCE_OWN "own"

char *attest_reference_use_own (const char *folder);
JsonArray *attest_reference_load_list (const char *name, const char *member);
JsonArray *
attest_reference_load_named_list (const char *name, const char *member, char **list_name);
GHashTable *attest_reference_load_map (const char *name,
                                       const char *member,
                                       const char *key,
                                       const char *value,
                                       char *(*fold) (const char *text));

G_END_DECLS
