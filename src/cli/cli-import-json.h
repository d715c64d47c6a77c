/* Records in JSON for attestctl import: they become the table that attestctl export would make of
 * them, so that all that is done with the rows of a sheet is done with them. */
#pragma once

#include "model/attest-record.h"

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean cli_import_is_json (GBytes *bytes);
GBytes *cli_import_json_to_table (GBytes *bytes,
                                  const char *file,
                                  const AttestSchema *schema,
                                  gboolean *is_whole,
                                  GError **error);

G_END_DECLS
