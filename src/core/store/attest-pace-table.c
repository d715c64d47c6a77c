/* The tables of pace and of settings. Thread: the store's. */
#include "attest-config.h"
#include "store/attest-submissions-table.h"

static void
bind_lane (AttestStatement *statement,
           const AttestService *service,
           AttestEnvironment environment,
           const char *host)
{
  attest_statement_bind_text (statement, 1, service->id);
  attest_statement_bind_text (statement, 2, attest_environment_get_id (environment));
  attest_statement_bind_text (statement, 3, host);
}

/**
 * attest_pace_load:
 * @db: the database
 * @service: which service
 * @environment: in which environment
 * @host: on which host
 * @row: (out caller-allocates): what is known; its boot is to be freed
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether there was no error; without anything known, boot is %NULL
 */
gboolean
attest_pace_load (AttestDb *db,
                  const AttestService *service,
                  AttestEnvironment environment,
                  const char *host,
                  AttestPaceRow *row,
                  GError **error)
{
  g_autoptr (AttestStatement) statement =
      attest_db_prepare (db,
                         "SELECT boot, coalesce (last_sent, -1), coalesce (hold_from, -1), hold_for"
                         " FROM pace WHERE service = ?1 AND environment = ?2 AND host = ?3",
                         error);
  g_autoptr (GError) local = NULL;

  *row = (AttestPaceRow){ NULL, -1, -1, 0 };
  if (statement == NULL)
    return FALSE;
  bind_lane (statement, service, environment, host);
  if (attest_statement_next (statement, &local))
    {
      row->boot = g_strdup (attest_statement_get_text (statement, 0));
      row->last_sent = attest_statement_get_int (statement, 1);
      row->hold_from = attest_statement_get_int (statement, 2);
      row->hold_for = attest_statement_get_int (statement, 3);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
bind_time (AttestStatement *statement, int parameter, gint64 time)
{
  if (time >= 0)
    attest_statement_bind_int (statement, parameter, time);
  else
    attest_statement_bind_null (statement, parameter);
}

/**
 * attest_pace_save:
 * @db: the database
 * @service: which service
 * @environment: in which environment
 * @host: on which host
 * @row: what is known now
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether it was written
 */
gboolean
attest_pace_save (AttestDb *db,
                  const AttestService *service,
                  AttestEnvironment environment,
                  const char *host,
                  const AttestPaceRow *row,
                  GError **error)
{
  g_autoptr (AttestStatement) statement =
      attest_db_prepare (db,
                         "INSERT OR REPLACE INTO pace"
                         "  (service, environment, host, boot, last_sent, hold_from, hold_for)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                         error);

  if (statement == NULL)
    return FALSE;
  bind_lane (statement, service, environment, host);
  attest_statement_bind_text (statement, 4, row->boot != NULL ? row->boot : "");
  bind_time (statement, 5, row->last_sent);
  bind_time (statement, 6, row->hold_from);
  attest_statement_bind_int (statement, 7, row->hold_for);
  return attest_statement_run (statement, error);
}

/**
 * attest_settings_get:
 * @db: the database
 * @name: of a setting
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): its value; %NULL if it was never set
 */
char *
attest_settings_get (AttestDb *db, const char *name, GError **error)
{
  g_autoptr (AttestStatement) statement =
      attest_db_prepare (db, "SELECT value FROM settings WHERE name = ?1", error);

  if (statement == NULL)
    return NULL;
  attest_statement_bind_text (statement, 1, name);
  if (!attest_statement_next (statement, error))
    return NULL;
  return g_strdup (attest_statement_get_text (statement, 0));
}

/**
 * attest_settings_set:
 * @db: the database
 * @name: of a setting
 * @value: (nullable): its value; %NULL removes it
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether it was written
 */
gboolean
attest_settings_set (AttestDb *db, const char *name, const char *value, GError **error)
{
  g_autoptr (AttestStatement) statement =
      attest_db_prepare (db,
                         value != NULL ? "INSERT OR REPLACE INTO settings VALUES (?1, ?2)"
                                       : "DELETE FROM settings WHERE name = ?1",
                         error);

  if (statement == NULL)
    return FALSE;
  attest_statement_bind_text (statement, 1, name);
  if (value != NULL)
    attest_statement_bind_text (statement, 2, value);
  return attest_statement_run (statement, error);
}
