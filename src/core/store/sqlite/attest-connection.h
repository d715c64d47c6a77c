/* AttestDb and AttestStatement as SQLite has them: a connection with GError and without surprises.
 * For the files of this folder, and for tests. Thread: the store's. */
#pragma once

#include "store/attest-db.h"

#include <sqlite3.h>

G_BEGIN_DECLS

struct _AttestDb
{
  AttestDbBase base;
  sqlite3 *handle;
  GHashTable *statements;    /* SQL → idle sqlite3_stmt */
  GCancellable *cancellable; /* of the call that runs now */
  gint64 data_version;       /* as last seen */
  gint64 busy_since;         /* since when it waits for others, while it does */

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

typedef enum
{
  ATTEST_DB_READ_WRITE = 0, /* the file must exist */
  ATTEST_DB_READ_ONLY = 1 << 0,
  ATTEST_DB_CREATE = 1 << 1,
} AttestDbFlags;

AttestDb *attest_db_open (const char *path, AttestDbFlags flags, GError **error);
void attest_db_free (AttestDb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestDb, attest_db_free)

void attest_db_set_cancellable (AttestDb *self, GCancellable *cancellable);
gboolean attest_db_run (AttestDb *self, const char *sql, GError **error);
gboolean attest_db_get_int (AttestDb *self, const char *sql, gint64 *value, GError **error);
gboolean attest_db_begin (AttestDb *self, GError **error);
gboolean attest_db_commit (AttestDb *self, GError **error);
void attest_db_rollback (AttestDb *self);
gboolean attest_db_has_moved (AttestDb *self);
gboolean attest_db_has_room (AttestDb *self);
gboolean attest_db_back_up (AttestDb *self, const char *path, GError **error);

/* SQLite's codes as errors with advice. */
gboolean attest_db_fail (AttestDb *self, int code, GError **error);
void attest_store_set_error (GError **error, int sqlite_code, const char *detail);

G_END_DECLS
