/* Hosts that replace the built-in ones, and the counter every change increases.
 * Thread: the store's. */
#include "attest-config.h"
#include "store/attest-hosts-table.h"

static void
row_free (gpointer data)
{
  AttestHostRow *row = data;

  g_free (row->host);
  g_free (row);
}

/**
 * attest_hosts_table_list:
 * @db: the database
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Rows of services or environments this program does not know are passed over.
 *
 * Returns: (transfer full) (nullable): a #GPtrArray of #AttestHostRow
 */
GPtrArray *
attest_hosts_table_list (AttestDb *db, GError **error)
{
  g_autoptr (AttestStatement) statement =
      attest_db_prepare (db, "SELECT service, environment, host FROM hosts", error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  GError *local = NULL;

  if (statement == NULL)
    return NULL;
  while (attest_statement_next (statement, &local))
    {
      AttestHostRow row = { attest_service_get (attest_statement_get_text (statement, 0)) };

      if (row.service == NULL
          || !attest_environment_from_id (attest_statement_get_text (statement, 1),
                                          &row.environment))
        continue;
      row.host = g_utf8_make_valid (attest_statement_get_text (statement, 2), -1);
      g_ptr_array_add (rows, g_memdup2 (&row, sizeof row));
    }
  if (local == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, local);
  return NULL;
}

/**
 * attest_hosts_table_set:
 * @db: the database, in a transaction
 * @service: a service
 * @environment: one of its environments
 * @host: (nullable): a base URL; %NULL: the built-in one again
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether it succeeded
 */
gboolean
attest_hosts_table_set (AttestDb *db,
                        const AttestService *service,
                        AttestEnvironment environment,
                        const char *host,
                        GError **error)
{
  g_autoptr (AttestStatement) statement = attest_db_prepare (
      db,
      host != NULL ? "INSERT OR REPLACE INTO hosts (service, environment, host) VALUES (?1, ?2, ?3)"
                   : "DELETE FROM hosts WHERE service = ?1 AND environment = ?2",
      error);

  if (statement == NULL)
    return FALSE;
  attest_statement_bind_text (statement, 1, service->id);
  attest_statement_bind_text (statement, 2, attest_environment_get_id (environment));
  if (host != NULL)
    attest_statement_bind_text (statement, 3, host);
  return attest_statement_run (statement, error);
}

/**
 * attest_counters_get_revision:
 * @db: the database
 * @revision: (out): that of the last change to a draft or a submission, by whichever process
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether it succeeded
 */
gboolean
attest_counters_get_revision (AttestDb *db, gint64 *revision, GError **error)
{
  return attest_db_get_int (
      db, "SELECT value FROM counters WHERE name = 'revision'", revision, error);
}
