/* The shape of the database, and how older ones are brought to it. */
#pragma once

#include "store/sqlite/attest-connection.h"

G_BEGIN_DECLS

/* A way from an empty database on; a database says in `PRAGMA user_version` how far it is. */
typedef struct
{
  const char *const *steps; /* SQL: the one at index N leads from version N to N + 1 */
  guint n_steps;
} AttestMigrations;

extern const AttestMigrations attest_migrations; /* of what this program writes */

GHashTable *attest_migrations_list_parts (const AttestMigrations *self, guint version);
void attest_migrations_refuse_newer (GError **error);
gboolean
attest_migrations_run (const AttestMigrations *self, AttestDb *db, guint newest, GError **error);

G_END_DECLS
