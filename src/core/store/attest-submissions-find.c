/* Looking among the submissions for what was sent before, and for the servers' ids. Thread: the
 * store's. */
#include "attest-config.h"
#include "store/attest-submissions-table-private.h"

static void
bind_place (AttestStatement *statement,
            const AttestService *service,
            AttestEnvironment environment,
            const char *host)
{
  attest_statement_bind_text (statement, 2, service->id);
  attest_statement_bind_text (statement, 3, attest_environment_get_id (environment));
  attest_statement_bind_text (statement, 4, host);
}

/* The practice service has another port each time it is started, and is the same one. */
#define IN_PLACE " service = ?2 AND environment = ?3 AND (host = ?4 OR environment = 'practice')"

/**
 * attest_submissions_find_accepted:
 * @db: the database
 * @column: `sha256` or `title`
 * @value: what stands in it
 * @service: which service
 * @environment: in which environment
 * @host: on which host
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): the newest accepted submission like that
 */
AttestSubmissionRow *
attest_submissions_find_accepted (AttestDb *db,
                                  const char *column,
                                  const char *value,
                                  const AttestService *service,
                                  AttestEnvironment environment,
                                  const char *host,
                                  GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT " ATTEST_SUBMISSION_COLUMNS " FROM submissions WHERE %s = ?1 AND state = 'accepted'"
      "  AND" IN_PLACE " ORDER BY created DESC, id DESC LIMIT 1",
      column);
  g_autoptr (AttestStatement) statement = attest_db_prepare (db, sql, error);

  if (statement == NULL)
    return NULL;
  attest_statement_bind_text (statement, 1, value);
  bind_place (statement, service, environment, host);
  return attest_statement_next (statement, error) ? attest_submission_row_read (statement) : NULL;
}

/**
 * attest_submissions_find_open:
 * @db: the database
 * @title: a record's number or name
 * @service: which service
 * @environment: in which environment
 * @host: on which host
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): the newest submission of that title that is not settled
 */
AttestSubmissionRow *
attest_submissions_find_open (AttestDb *db,
                              const char *title,
                              const AttestService *service,
                              AttestEnvironment environment,
                              const char *host,
                              GError **error)
{
  g_autoptr (AttestStatement) statement =
      attest_db_prepare (db,
                         "SELECT " ATTEST_SUBMISSION_COLUMNS " FROM submissions"
                         " WHERE title = ?1 AND state IN " ATTEST_OPEN_STATES " AND" IN_PLACE
                         " ORDER BY created DESC, id DESC LIMIT 1",
                         error);

  if (statement == NULL)
    return NULL;
  attest_statement_bind_text (statement, 1, title);
  bind_place (statement, service, environment, host);
  return attest_statement_next (statement, error) ? attest_submission_row_read (statement) : NULL;
}

/* What was sent before cannot be stored later than that. */
#define LONGEST_ATTEMPT (15 * 60 * G_USEC_PER_SEC)
/* How long anything waits in the outbox; saves reading years of history. */
#define LONGEST_WAIT ((gint64) 30 * 24 * 3600 * G_USEC_PER_SEC)

/**
 * attest_other_ids_free:
 * @self: (nullable): ids
 */
void
attest_other_ids_free (AttestOtherIds *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->known);
  g_free (self);
}

/**
 * attest_submissions_load_other_ids:
 * @db: the database
 * @row: a submission that has no server's id yet
 * @since: microseconds since 1970, UTC
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): the ids that belong to other submissions to the same place
 *   that can have been stored there after @since, and how many of the same title have none
 */
AttestOtherIds *
attest_submissions_load_other_ids (AttestDb *db,
                                   const AttestSubmissionRow *row,
                                   gint64 since,
                                   GError **error)
{
  g_autoptr (AttestStatement) statement = attest_db_prepare (
      db,
      "SELECT remote_id, title = ?5 FROM submissions"
      " WHERE created >= ?7 AND sent >= ?6 AND state = 'accepted' AND id != ?1 AND" IN_PLACE,
      error);
  AttestOtherIds *ids = NULL;
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  attest_statement_bind_text (statement, 1, row->id);
  bind_place (statement, row->service, row->environment, row->host);
  attest_statement_bind_text (statement, 5, row->title);
  attest_statement_bind_int (statement, 6, since - LONGEST_ATTEMPT);
  attest_statement_bind_int (statement, 7, since - LONGEST_WAIT);
  ids = g_new0 (AttestOtherIds, 1);
  ids->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  while (attest_statement_next (statement, &local))
    {
      const char *id = attest_statement_get_text (statement, 0);

      if (id != NULL)
        g_hash_table_add (ids->known, g_strdup (id));
      else if (attest_statement_get_int (statement, 1) != 0)
        ids->n_without_id++;
    }
  if (local == NULL)
    return ids;
  attest_other_ids_free (ids);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
