/* Rows of `submissions` as the store's thread reads them. Thread: the store's. */
#include "attest-config.h"
#include "store/attest-submission-private.h"

#include <glib/gi18n-lib.h>

/* What stands in a file can be anything; what leaves here is UTF-8. */
static char *
dup_text (AttestStatement *statement, int column)
{
  const char *text = attest_statement_get_text (statement, column);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

/**
 * attest_submission_row_read:
 * @statement: at a row that begins with %ATTEST_SUBMISSION_COLUMNS
 *
 * A row of a service or an environment this program does not know has service %NULL.
 *
 * Returns: (transfer full): the row
 */
AttestSubmissionRow *
attest_submission_row_read (AttestStatement *statement)
{
  AttestSubmissionRow *row = g_new0 (AttestSubmissionRow, 1);

  row->id = dup_text (statement, 0);
  row->draft_id = dup_text (statement, 1);
  row->service = attest_service_get (attest_statement_get_text (statement, 2));
  if (!attest_environment_from_id (attest_statement_get_text (statement, 3), &row->environment))
    row->environment = ATTEST_ENVIRONMENT_PRODUCTION; /* the one to be careful with */
  row->host = dup_text (statement, 4);
  row->title = dup_text (statement, 5);
  row->entity = dup_text (statement, 6);
  row->entity_id = dup_text (statement, 7);
  row->sha256 = dup_text (statement, 8);
  if (!attest_state_from_id (attest_statement_get_text (statement, 9), &row->state))
    row->state = ATTEST_STATE_UNKNOWN;
  row->http_status = (guint) attest_statement_get_int (statement, 10);
  row->remote_id = dup_text (statement, 11);
  row->message = dup_text (statement, 12);
  row->created = attest_statement_get_int (statement, 13);
  row->sent = attest_statement_get_int (statement, 14);
  row->finished = attest_statement_get_int (statement, 15);
  row->not_before = attest_statement_get_int (statement, 16);
  row->position = attest_statement_get_int (statement, 17);
  row->revision = attest_statement_get_int (statement, 18);
  return row;
}

/**
 * attest_submission_row_load:
 * @db: the database
 * @id: of a submission
 * @error: return location of an %ATTEST_STORE_ERROR; %ATTEST_STORE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the row as it is now
 */
AttestSubmissionRow *
attest_submission_row_load (AttestDb *db, const char *id, GError **error)
{
  g_autoptr (AttestStatement) statement = attest_db_prepare (
      db, "SELECT " ATTEST_SUBMISSION_COLUMNS " FROM submissions WHERE id = ?1", error);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  attest_statement_bind_text (statement, 1, id);
  if (attest_statement_next (statement, &local))
    return attest_submission_row_read (statement);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error,
                 ATTEST_STORE_ERROR,
                 ATTEST_STORE_ERROR_NOT_FOUND,
                 _ ("There is no history entry “%s”."),
                 id);
  return NULL;
}

/**
 * attest_submission_rows_read:
 * @statement: bound, of %ATTEST_SUBMISSION_COLUMNS
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): all its rows: a #GPtrArray of #AttestSubmissionRow
 */
GPtrArray *
attest_submission_rows_read (AttestStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) attest_submission_row_free);
  g_autoptr (GError) local = NULL;

  while (attest_statement_next (statement, &local))
    g_ptr_array_add (rows, attest_submission_row_read (statement));
  attest_statement_reset (statement);
  if (local == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
