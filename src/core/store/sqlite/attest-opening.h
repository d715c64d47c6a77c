/* Opening the file: version, backup, damage. */
#pragma once

#include "store/sqlite/attest-connection.h"
#include "store/sqlite/attest-data-file.h"
#include "store/sqlite/attest-guard.h"
#include "store/sqlite/attest-migrations.h"

G_BEGIN_DECLS

typedef struct _AttestOpening
{
  AttestDataFile file;
  const AttestMigrations *migrations;
  gboolean reading; /* the disk is too full for it to be written */
  AttestDb *db;
  AttestGuard guard;
} AttestOpening;

gboolean attest_opening_run (AttestOpening *self,
                             const char *folder,
                             const char *state_folder,
                             GError **error);
gboolean attest_opening_run_with (AttestOpening *self,
                                  const char *folder,
                                  const char *state_folder,
                                  const AttestMigrations *migrations,
                                  GError **error);
gboolean attest_opening_check (AttestDb *db, GError **error);
void attest_opening_ask_for_check (AttestOpening *self);
void attest_opening_clear (AttestOpening *self);

G_END_DECLS
