/* The shape of the database, and how older ones are brought to it. */
#pragma once

#include "store/attest-db.h"

G_BEGIN_DECLS

/* What this program writes; a database says its own in `PRAGMA user_version`. */
guint attest_migrations_get_newest (void);
void attest_migrations_refuse_newer (GError **error);
gboolean attest_migrations_run (AttestDb *db, guint newest, GError **error);

G_END_DECLS
