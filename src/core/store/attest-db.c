/* AttestDb: see the header. Hands on to the engine, and what one line of SQL is mostly wanted for.
 * Thread: the store's. */
#include "attest-config.h"
#include "store/attest-db.h"

#define ENGINE(self) (((AttestDbBase *) (self))->engine)
#define STATEMENT_ENGINE(self) (((AttestStatementBase *) (self))->engine)

/* Returns: (transfer none): what time it is */
const AttestClock *
attest_db_get_clock (AttestDb *self)
{
  return ((AttestDbBase *) self)->clock;
}

/* Returns: microseconds since 1970, UTC */
gint64
attest_db_get_now (AttestDb *self)
{
  const AttestClock *clock = attest_db_get_clock (self);

  return clock->get_real (clock->data);
}

/* Returns: (transfer none): the name this process claims rows with */
const char *
attest_db_get_lease (AttestDb *self)
{
  return ENGINE (self)->get_lease (self);
}

/**
 * attest_db_is_alive:
 * @self: a database
 * @lease: (nullable): a name found in a row; it may be anything
 *
 * Returns: whether the process of that name lives, this one included
 */
gboolean
attest_db_is_alive (AttestDb *self, const char *lease)
{
  return lease != NULL && ENGINE (self)->is_alive (self, lease);
}

/**
 * attest_db_query:
 * @self: a database
 * @sql: one statement
 * @values: (nullable): its parameters, by ATTEST_VALUES()
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): it, in front of its first row; what is read of it has to be
 *   copied before its next step
 */
AttestStatement *
attest_db_query (AttestDb *self, const char *sql, const AttestValue *values, GError **error)
{
  AttestStatement *statement = ENGINE (self)->prepare (self, sql, error);

  if (statement == NULL)
    return NULL;
  for (int i = 0; values != NULL && values[i].type != ATTEST_VALUE_END; i++)
    ENGINE (self)->bind (statement, i + 1, &values[i]);
  return statement;
}

/**
 * attest_statement_step:
 * @self: a statement
 * @has_row: (out): whether there is a row to read; %FALSE: none is left
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether that is known
 */
gboolean
attest_statement_step (AttestStatement *self, gboolean *has_row, GError **error)
{
  return STATEMENT_ENGINE (self)->step (self, has_row, error);
}

/**
 * attest_statement_free:
 * @self: (transfer full) (nullable): a statement, in any state
 */
void
attest_statement_free (AttestStatement *self)
{
  if (self != NULL)
    STATEMENT_ENGINE (self)->free_statement (self);
}

/* Returns: (transfer none) (nullable): the text of @column, until the next step; %NULL for NULL */
const char *
attest_statement_get_text (AttestStatement *self, int column)
{
  return STATEMENT_ENGINE (self)->get_text (self, column);
}

/* Returns: (transfer full) (nullable): the same as UTF-8, for what stands in a file can be anything
 */
char *
attest_statement_dup_text (AttestStatement *self, int column)
{
  const char *text = attest_statement_get_text (self, column);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

/* Returns: (transfer full) (nullable): the same; %NULL for "" as well */
char *
attest_statement_dup_filled (AttestStatement *self, int column)
{
  const char *text = attest_statement_get_text (self, column);

  return text != NULL && *text != '\0' ? attest_statement_dup_text (self, column) : NULL;
}

/* Returns: the number in @column; 0 for NULL; of a truth 1 or 0 */
gint64
attest_statement_get_int (AttestStatement *self, int column)
{
  return STATEMENT_ENGINE (self)->get_int (self, column);
}

/* Returns: (transfer full) (nullable): a copy of @column; %NULL for NULL */
GBytes *
attest_statement_get_bytes (AttestStatement *self, int column)
{
  return STATEMENT_ENGINE (self)->get_bytes (self, column);
}

/**
 * attest_db_change:
 * @self: a database
 * @sql: one statement that gives no rows
 * @values: (nullable): its parameters
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether it was done; attest_db_get_n_changes() says to how many rows
 */
gboolean
attest_db_change (AttestDb *self, const char *sql, const AttestValue *values, GError **error)
{
  g_autoptr (AttestStatement) statement = attest_db_query (self, sql, values, error);
  gboolean has_row = FALSE;

  return statement != NULL && attest_statement_step (statement, &has_row, error);
}

/* Returns: how many rows the last attest_db_change() changed: what tells whether a claim (`UPDATE …
 * WHERE state = …`) was won */
gint64
attest_db_get_n_changes (AttestDb *self)
{
  return ENGINE (self)->get_n_changes (self);
}

/**
 * attest_db_mend:
 * @self: a database inside a transaction that writes
 * @error: return location of an %ATTEST_STORE_ERROR: it is damaged, and recovered when it is opened
 *   next
 *
 * For whoever reads something that cannot be: what can be made anew of the rest is, and told.
 *
 * Returns: whether all of it is sound now
 */
gboolean
attest_db_mend (AttestDb *self, GError **error)
{
  return ENGINE (self)->mend (self, error);
}

/**
 * attest_db_get_number:
 * @self: a database
 * @sql: a statement that gives one number
 * @values: (nullable): its parameters
 * @number: (out): it; 0 when there is no row
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether it succeeded
 */
gboolean
attest_db_get_number (AttestDb *self,
                      const char *sql,
                      const AttestValue *values,
                      gint64 *number,
                      GError **error)
{
  g_autoptr (AttestStatement) statement = attest_db_query (self, sql, values, error);
  gboolean has_row = FALSE;

  *number = 0;
  if (statement == NULL || !attest_statement_step (statement, &has_row, error))
    return FALSE;
  if (has_row)
    *number = attest_statement_get_int (statement, 0);
  return TRUE;
}

/**
 * attest_db_read_one:
 * @self: a database
 * @sql: a statement that gives a row or none
 * @values: (nullable): its parameters
 * @read: what to make of the row
 * @row: (out) (transfer full) (nullable): what it made; %NULL: there is none
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether that is known
 */
gboolean
attest_db_read_one (AttestDb *self,
                    const char *sql,
                    const AttestValue *values,
                    AttestReadRow read,
                    gpointer *row,
                    GError **error)
{
  g_autoptr (AttestStatement) statement = attest_db_query (self, sql, values, error);
  gboolean has_row = FALSE;

  *row = NULL;
  if (statement == NULL || !attest_statement_step (statement, &has_row, error))
    return FALSE;
  if (has_row)
    *row = read (statement);
  return TRUE;
}

/**
 * attest_db_read_all:
 * @self: a database
 * @sql: a statement that gives rows
 * @values: (nullable): its parameters
 * @read: what to make of each
 * @free_row: frees what @read made
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): what it made, in the order of the rows
 */
GPtrArray *
attest_db_read_all (AttestDb *self,
                    const char *sql,
                    const AttestValue *values,
                    AttestReadRow read,
                    GDestroyNotify free_row,
                    GError **error)
{
  g_autoptr (AttestStatement) statement = attest_db_query (self, sql, values, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return NULL;
  while (attest_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, read (statement));
    }
  return NULL;
}

/* An AttestReadRow: the text of the first column. Returns: (transfer full) (nullable) */
gpointer
attest_db_read_text (AttestStatement *statement)
{
  return attest_statement_dup_text (statement, 0);
}
