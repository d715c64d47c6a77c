/* The reference lists in data/reference, compiled into the program. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *attest_reference_load (const char *name, GError **error); /* such as "countries.json" */

G_END_DECLS
