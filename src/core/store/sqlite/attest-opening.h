/* Opening the file: folder, permissions, version, backup, damage. */
#pragma once

#include "store/sqlite/attest-connection.h"
#include "store/sqlite/attest-guard.h"
#include "store/sqlite/attest-migrations.h"

G_BEGIN_DECLS

#define ATTEST_OPENING_FILE "attest.db"

typedef struct _AttestOpening
{
  char *folder; /* where the file really is: locks belong beside it */
  char *path;
  const AttestMigrations *migrations;
  gboolean alone;   /* while it is opened: nobody else has it open */
  gboolean reading; /* the disk is too full for it to be written */
  AttestDb *db;
  AttestGuard guard;
  int lock; /* held while the file is open; -1: none */
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
void attest_opening_ask_for_check (AttestOpening *self);
char *attest_opening_find (const char *folder);
void attest_opening_clear (AttestOpening *self);

G_END_DECLS
