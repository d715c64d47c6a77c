/* Opening the file: folder, permissions, version, backup, damage. */
#pragma once

#include "store/attest-db.h"
#include "store/sqlite/attest-guard.h"

G_BEGIN_DECLS

#define ATTEST_OPENING_FILE "attest.db"

typedef struct
{
  char *folder; /* where the file really is: locks belong beside it */
  char *path;
  AttestDb *db;
  AttestGuard guard;
  int lock;     /* held while the file is open; -1: none */
  char *notice; /* (nullable): translated, what a person should know */
} AttestOpening;

gboolean attest_opening_run (AttestOpening *self,
                             const char *folder,
                             const char *state_folder,
                             GError **error);
void attest_opening_clear (AttestOpening *self);

G_END_DECLS
