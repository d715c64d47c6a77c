/* Between a database and its statements only. */
#pragma once

#include "store/attest-db.h"

#include <sqlite3.h>

G_BEGIN_DECLS

struct _AttestDb
{
  sqlite3 *handle;
  GHashTable *statements;    /* SQL → idle sqlite3_stmt */
  GCancellable *cancellable; /* of the job that runs now */
};

struct _AttestStatement
{
  AttestDb *db; /* not owned */
  char *sql;
  sqlite3_stmt *handle;
};

gboolean attest_db_fail (AttestDb *self, int code, GError **error);

G_END_DECLS
