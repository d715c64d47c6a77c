/* Between a database and its statements only. */
#pragma once

#include "store/attest-engine.h"

#include <sqlite3.h>

G_BEGIN_DECLS

struct _AttestDb
{
  AttestDbBase base;
  sqlite3 *handle;
  GHashTable *statements;    /* SQL → idle sqlite3_stmt */
  GCancellable *cancellable; /* of the job that runs now */
  gint64 data_version;       /* as last seen */

  /* Of the one that AttestStore has open. */
  struct _AttestOpening *opening; /* owns this */
  struct _AttestLease *lease;
};

struct _AttestStatement
{
  AttestStatementBase base;
  AttestDb *db; /* not owned */
  char *sql;
  sqlite3_stmt *handle;
};

gboolean attest_db_fail (AttestDb *self, int code, GError **error);

G_END_DECLS
