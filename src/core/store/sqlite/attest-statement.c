/* AttestStatement: see attest-db.h. A database keeps the statements it prepared, so that preparing
 * the same SQL again costs a look-up. Thread: the store's alone. */
#include "attest-config.h"
#include "store/sqlite/attest-db-private.h"

/**
 * attest_db_prepare:
 * @self: a database
 * @sql: one statement
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): it, ready for binding
 */
AttestStatement *
attest_db_prepare (AttestDb *self, const char *sql, GError **error)
{
  sqlite3_stmt *handle = NULL;
  char *kept = NULL;
  AttestStatement *statement = NULL;

  if (!g_hash_table_steal_extended (
          self->statements, sql, (gpointer *) &kept, (gpointer *) &handle))
    {
      int code =
          sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);

      if (code != SQLITE_OK)
        {
          attest_db_fail (self, code, error);
          return NULL;
        }
      kept = g_strdup (sql);
    }
  statement = g_new0 (AttestStatement, 1);
  statement->base.engine = self->base.engine;
  statement->db = self;
  statement->sql = kept;
  statement->handle = handle;
  return statement;
}

static void
check_bound (AttestStatement *self, int code)
{
  /* Only a wrong parameter number or no memory can fail here. */
  if (code != SQLITE_OK)
    g_error ("SQLite: %s in: %s", sqlite3_errstr (code), self->sql);
}

/**
 * attest_statement_bind_text:
 * @self: a statement
 * @parameter: counted from 1
 * @text: (nullable): UTF-8, copied; %NULL is NULL
 */
void
attest_statement_bind_text (AttestStatement *self, int parameter, const char *text)
{
  check_bound (self, sqlite3_bind_text (self->handle, parameter, text, -1, SQLITE_TRANSIENT));
}

/**
 * attest_statement_bind_int:
 * @self: a statement
 * @parameter: counted from 1
 * @value: a number
 */
void
attest_statement_bind_int (AttestStatement *self, int parameter, gint64 value)
{
  check_bound (self, sqlite3_bind_int64 (self->handle, parameter, value));
}

/**
 * attest_statement_bind_null:
 * @self: a statement
 * @parameter: counted from 1
 */
void
attest_statement_bind_null (AttestStatement *self, int parameter)
{
  check_bound (self, sqlite3_bind_null (self->handle, parameter));
}

/**
 * attest_statement_bind_bytes:
 * @self: a statement
 * @parameter: counted from 1
 * @bytes: (nullable): copied; empty bytes are an empty blob, %NULL is NULL
 */
void
attest_statement_bind_bytes (AttestStatement *self, int parameter, GBytes *bytes)
{
  gsize size = 0;
  const void *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  if (bytes == NULL)
    attest_statement_bind_null (self, parameter);
  else if (size == 0)
    check_bound (self, sqlite3_bind_zeroblob (self->handle, parameter, 0));
  else
    check_bound (self, sqlite3_bind_blob64 (self->handle, parameter, data, size, SQLITE_TRANSIENT));
}

/**
 * attest_statement_bind_column:
 * @self: a statement
 * @parameter: counted from 1
 * @from: a statement at a row, of any database
 * @column: counted from 0
 *
 * Binds a value as it is, of whatever type.
 */
void
attest_statement_bind_column (AttestStatement *self,
                              int parameter,
                              AttestStatement *from,
                              int column)
{
  check_bound (
      self,
      sqlite3_bind_value (self->handle, parameter, sqlite3_column_value (from->handle, column)));
}

/**
 * attest_statement_next:
 * @self: a statement
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: %TRUE: there is a row to read; %FALSE: none is left, or @error is set
 */
gboolean
attest_statement_next (AttestStatement *self, GError **error)
{
  int code = sqlite3_step (self->handle);

  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    attest_db_fail (self->db, code, error);
  return FALSE;
}

/**
 * attest_statement_run:
 * @self: a statement that gives no rows, or whose rows do not matter
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Runs it to its end and makes it ready to be bound and run again.
 *
 * Returns: whether it succeeded
 */
gboolean
attest_statement_run (AttestStatement *self, GError **error)
{
  int code = 0;

  do
    code = sqlite3_step (self->handle);
  while (code == SQLITE_ROW);
  if (code != SQLITE_DONE)
    attest_db_fail (self->db, code, error);
  sqlite3_reset (self->handle);
  return code == SQLITE_DONE;
}

/**
 * attest_statement_reset:
 * @self: a statement
 *
 * Ends the reading before the last row; what is bound stays.
 */
void
attest_statement_reset (AttestStatement *self)
{
  sqlite3_reset (self->handle);
}
