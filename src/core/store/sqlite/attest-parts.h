/* The indexes and triggers of the file: what is missing of them is made again. */
#pragma once

#include "store/sqlite/attest-migrations.h"

G_BEGIN_DECLS

gboolean attest_parts_put_back (AttestDb *db,
                                const AttestMigrations *migrations,
                                guint version,
                                GError **error);
gboolean attest_parts_follow (AttestDb *db, GError **error);

G_END_DECLS
