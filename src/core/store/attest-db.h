/* AttestDb and AttestStatement: SQLite with GError and without surprises.
 *
 * A thin layer: SQL stays visible in the files that own a table. Everything here is used on the
 * store's thread alone, inside a job given to attest_store_run_async(). */
#pragma once

#include <gio/gio.h>

#include "store/attest-store-error.h"

G_BEGIN_DECLS

typedef struct _AttestDb AttestDb;
typedef struct _AttestStatement AttestStatement;

typedef enum
{
  ATTEST_DB_READ_WRITE = 0, /* the file must exist */
  ATTEST_DB_READ_ONLY = 1 << 0,
  ATTEST_DB_CREATE = 1 << 1,
  ATTEST_DB_SALVAGE = 1 << 2, /* reads past damage instead of refusing the file; read-only */
} AttestDbFlags;

AttestDb *attest_db_open (const char *path, AttestDbFlags flags, GError **error);
void attest_db_free (AttestDb *self);
void attest_db_set_cancellable (AttestDb *self, GCancellable *cancellable);

gboolean attest_db_run (AttestDb *self, const char *sql, GError **error);
gboolean attest_db_get_int (AttestDb *self, const char *sql, gint64 *value, GError **error);
gboolean attest_db_begin (AttestDb *self, GError **error);
gboolean attest_db_commit (AttestDb *self, GError **error);
void attest_db_rollback (AttestDb *self);
gint64 attest_db_get_n_changes (AttestDb *self);
gboolean attest_db_has_moved (AttestDb *self);
gboolean attest_db_back_up (AttestDb *self, const char *path, GError **error);

/* Statements. Parameters and columns are counted as SQLite does: from 1 and from 0. */
AttestStatement *attest_db_prepare (AttestDb *self, const char *sql, GError **error);
void attest_statement_free (AttestStatement *self);
void attest_statement_bind_text (AttestStatement *self, int parameter, const char *text);
void attest_statement_bind_int (AttestStatement *self, int parameter, gint64 value);
void attest_statement_bind_null (AttestStatement *self, int parameter);
void attest_statement_bind_bytes (AttestStatement *self, int parameter, GBytes *bytes);
void attest_statement_bind_column (AttestStatement *self,
                                   int parameter,
                                   AttestStatement *from,
                                   int column);
gboolean attest_statement_next (AttestStatement *self, GError **error);
gboolean attest_statement_run (AttestStatement *self, GError **error);
void attest_statement_reset (AttestStatement *self);
const char *attest_statement_get_text (AttestStatement *self, int column);
gint64 attest_statement_get_int (AttestStatement *self, int column);
gboolean attest_statement_is_null (AttestStatement *self, int column);
GBytes *attest_statement_get_bytes (AttestStatement *self, int column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestDb, attest_db_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestStatement, attest_statement_free)

G_END_DECLS
