/* Whether two names that a sheet gives one certificate can be those of one entity. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean attest_sheet_names_differ (const char *name, const char *other);
gboolean attest_sheet_names_split (const char *text, char **name, char **english);

G_END_DECLS
