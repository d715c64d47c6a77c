/* How a submission moves from one state to another: each statement looks again whether the row is
 * where, and whose, it is believed to be. Thread: the store's. */
#include "attest-config.h"
#include "store/attest-submissions-table-private.h"

#include "base/attest-ident.h"

#include <glib/gi18n-lib.h>

/**
 * attest_attempt_end_free:
 * @self: (nullable): how an attempt ended
 */
void
attest_attempt_end_free (AttestAttemptEnd *self)
{
  if (self == NULL)
    return;
  g_free (self->attempt);
  g_free (self->remote_id);
  g_free (self->message);
  g_free (self->headers);
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->error);
  g_free (self);
}

/**
 * attest_submissions_claim:
 * @db: the database
 * @id: of a queued submission
 * @owner: this process
 * @is_alive: (scope call): whether another one is alive
 * @data: for @is_alive
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Takes a queued submission for this process, if no other living one has it.
 *
 * Returns: whether it is this process' now; %FALSE without @error if it is not to be had
 */
gboolean
attest_submissions_claim (AttestDb *db,
                          const char *id,
                          const char *owner,
                          AttestIsAlive is_alive,
                          gpointer data,
                          GError **error)
{
  g_autoptr (AttestStatement) look = attest_db_prepare (
      db, "SELECT claimed_by FROM submissions WHERE id = ?1 AND state = 'queued'", error);
  g_autoptr (AttestStatement) take = NULL;
  g_autofree char *other = NULL;

  if (look == NULL)
    return FALSE;
  attest_statement_bind_text (look, 1, id);
  if (!attest_statement_next (look, error))
    return FALSE;
  other = g_strdup (attest_statement_get_text (look, 0));
  attest_statement_reset (look);
  if (other != NULL && g_strcmp0 (other, owner) != 0 && is_alive (other, data))
    return FALSE;

  take = attest_db_prepare (db,
                            "UPDATE submissions SET claimed_by = ?2"
                            " WHERE id = ?1 AND state = 'queued'",
                            error);
  if (take == NULL)
    return FALSE;
  attest_statement_bind_text (take, 1, id);
  attest_statement_bind_text (take, 2, owner);
  return attest_statement_run (take, error) && attest_db_get_n_changes (db) == 1;
}

/**
 * attest_submissions_release:
 * @db: the database
 * @id: of a queued submission
 * @owner: this process
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Gives a claim back without having sent anything.
 *
 * Returns: whether there was no error
 */
gboolean
attest_submissions_release (AttestDb *db, const char *id, const char *owner, GError **error)
{
  g_autoptr (AttestStatement) statement =
      attest_db_prepare (db,
                         "UPDATE submissions SET claimed_by = NULL"
                         " WHERE id = ?1 AND state = 'queued' AND claimed_by = ?2",
                         error);

  if (statement == NULL)
    return FALSE;
  attest_statement_bind_text (statement, 1, id);
  attest_statement_bind_text (statement, 2, owner);
  return attest_statement_run (statement, error);
}

static char *
add_attempt (AttestDb *db, const char *id, gint64 now, GError **error)
{
  g_autoptr (AttestStatement) statement = attest_db_prepare (
      db, "INSERT INTO attempts (id, submission_id, started) VALUES (?1, ?2, ?3)", error);
  g_autofree char *attempt = attest_ident_new ();

  if (statement == NULL)
    return NULL;
  attest_statement_bind_text (statement, 1, attempt);
  attest_statement_bind_text (statement, 2, id);
  attest_statement_bind_int (statement, 3, now);
  return attest_statement_run (statement, error) ? g_steal_pointer (&attempt) : NULL;
}

/**
 * attest_submissions_begin:
 * @db: the database
 * @id: of a submission this process has claimed
 * @owner: this process
 * @now: microseconds since 1970, UTC
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Queued becomes sending, with an attempt. To be durable before the first byte leaves.
 *
 * Returns: (transfer full) (nullable): the attempt's id; %NULL without @error if the submission is
 *   not queued any more, or not this process'
 */
char *
attest_submissions_begin (AttestDb *db,
                          const char *id,
                          const char *owner,
                          gint64 now,
                          GError **error)
{
  g_autoptr (AttestStatement) statement = attest_db_prepare (
      db,
      "UPDATE submissions SET state = 'sending', sent = ?3, finished = 0, not_before = 0,"
      "  http_status = 0, message = NULL, claimed_at = ?3"
      " WHERE id = ?1 AND state = 'queued' AND claimed_by = ?2",
      error);

  if (statement == NULL)
    return NULL;
  attest_statement_bind_text (statement, 1, id);
  attest_statement_bind_text (statement, 2, owner);
  attest_statement_bind_int (statement, 3, now);
  if (!attest_statement_run (statement, error) || attest_db_get_n_changes (db) != 1)
    return NULL;
  if (!attest_submissions_add_event (
          db, id, ATTEST_STATE_QUEUED, ATTEST_STATE_SENDING, NULL, now, error))
    return NULL;
  return add_attempt (db, id, now, error);
}

static gboolean
end_attempt (AttestDb *db, const AttestAttemptEnd *end, GError **error)
{
  g_autoptr (AttestStatement) statement = attest_db_prepare (
      db,
      "UPDATE attempts SET finished = ?2, outcome = ?3, http_status = ?4, reply_headers = ?5,"
      "  content_type = ?6, reply_body = ?7, reply_cut = ?8, error = ?9 WHERE id = ?1",
      error);

  if (statement == NULL)
    return FALSE;
  attest_statement_bind_text (statement, 1, end->attempt);
  attest_statement_bind_int (statement, 2, end->now);
  attest_statement_bind_text (statement, 3, attest_state_get_id (end->state));
  attest_statement_bind_int (statement, 4, end->http_status);
  attest_statement_bind_text (statement, 5, end->headers);
  attest_statement_bind_text (statement, 6, end->content_type);
  if (end->body != NULL)
    attest_statement_bind_bytes (statement, 7, end->body);
  else
    attest_statement_bind_null (statement, 7);
  attest_statement_bind_int (statement, 8, end->is_cut);
  attest_statement_bind_text (statement, 9, end->error);
  return attest_statement_run (statement, error);
}

/* Moves the row, if it is still where it is believed to be. */
static gboolean
move (AttestDb *db,
      const AttestSubmissionRow *row,
      const char *owner,
      const AttestAttemptEnd *end,
      GError **error)
{
  g_autoptr (AttestStatement) statement = attest_db_prepare (
      db,
      "UPDATE submissions SET state = ?3, http_status = ?4, remote_id = ?5, message = ?6,"
      "  finished = ?7, not_before = ?8, search = ?9, claimed_by = NULL"
      " WHERE id = ?1 AND state = ?2 AND (?10 IS NULL OR claimed_by = ?10)",
      error);
  g_autofree char *search = attest_submissions_make_search (
      row->title, row->entity, row->entity_id, row->id, end->remote_id, end->message);

  if (statement == NULL)
    return FALSE;
  attest_statement_bind_text (statement, 1, row->id);
  attest_statement_bind_text (statement, 2, attest_state_get_id (row->state));
  attest_statement_bind_text (statement, 3, attest_state_get_id (end->state));
  attest_statement_bind_int (statement, 4, end->http_status);
  attest_statement_bind_text (statement, 5, end->remote_id);
  attest_statement_bind_text (statement, 6, end->message);
  attest_statement_bind_int (statement, 7, end->now);
  attest_statement_bind_int (statement, 8, end->not_before);
  attest_statement_bind_text (statement, 9, search);
  attest_statement_bind_text (statement, 10, owner);
  return attest_statement_run (statement, error) && attest_db_get_n_changes (db) == 1;
}

/**
 * attest_submissions_end:
 * @db: the database
 * @id: of a submission this process is sending, or has claimed and could not begin
 * @owner: this process
 * @from: its state
 * @end: how it ended
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Writes down what came back and where that leaves the submission. What came back is kept even if
 * the row was moved meanwhile.
 *
 * Returns: whether it was moved; %FALSE without @error if it was not in @from any more
 */
gboolean
attest_submissions_end (AttestDb *db,
                        const char *id,
                        const char *owner,
                        AttestState from,
                        const AttestAttemptEnd *end,
                        GError **error)
{
  g_autoptr (AttestSubmissionRow) row = attest_submission_row_load (db, id, error);
  g_autoptr (GError) local = NULL;
  /* Without a reply the message is our own; the error has the technical detail as well. */
  const char *why = end->http_status == 0 || end->error == NULL ? end->message : end->error;

  if (row == NULL || (end->attempt != NULL && !end_attempt (db, end, error)))
    return FALSE;
  if (row->state != from || !move (db, row, owner, end, &local))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return attest_submissions_add_event (db, id, from, end->state, why, end->now, error);
}

/**
 * attest_submissions_decide:
 * @db: the database
 * @id: of a submission
 * @from: the state it is believed to be in
 * @to: the state a person wants it in
 * @remote_id: (nullable): the server's id, if they found it there
 * @note: (nullable): why
 * @now: microseconds since 1970, UTC
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether it was moved; %FALSE without @error if it was not in @from
 */
gboolean
attest_submissions_decide (AttestDb *db,
                           const char *id,
                           AttestState from,
                           AttestState to,
                           const char *remote_id,
                           const char *note,
                           gint64 now,
                           GError **error)
{
  g_autoptr (AttestSubmissionRow) row = attest_submission_row_load (db, id, error);
  AttestAttemptEnd end = { 0 };

  if (row == NULL || row->state != from)
    return FALSE;
  end.state = to;
  end.http_status = row->http_status;
  end.remote_id = remote_id != NULL ? (char *) remote_id : row->remote_id;
  end.message = note != NULL ? (char *) note : row->message;
  end.now = row->finished != 0 ? row->finished : now;
  return move (db, row, NULL, &end, error)
         && attest_submissions_add_event (db, id, from, to, note, now, error);
}

/**
 * attest_submissions_recover:
 * @db: the database
 * @is_alive: (scope call): whether a process is alive
 * @data: for @is_alive
 * @now: microseconds since 1970, UTC
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * What a process was sending when it ended is unknown from now on: whether anything had left then,
 * nobody can say.
 *
 * Returns: (transfer full) (nullable) (element-type AttestSubmissionRow): what was moved
 */
GPtrArray *
attest_submissions_recover (AttestDb *db,
                            AttestIsAlive is_alive,
                            gpointer data,
                            gint64 now,
                            GError **error)
{
  g_autoptr (AttestStatement) statement = attest_db_prepare (
      db,
      "SELECT id, claimed_by FROM submissions WHERE state = 'sending'"
      " AND state IN ('queued', 'sending', 'unknown')", /* as the index submissions_open says */
      error);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) attest_submission_row_free);
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  while (attest_statement_next (statement, &local))
    {
      const char *owner = attest_statement_get_text (statement, 1);

      if (owner == NULL || !is_alive (owner, data))
        g_ptr_array_add (ids, g_strdup (attest_statement_get_text (statement, 0)));
    }
  for (guint i = 0; local == NULL && i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      AttestSubmissionRow *row = NULL;

      attest_submissions_decide (db,
                                 id,
                                 ATTEST_STATE_SENDING,
                                 ATTEST_STATE_UNKNOWN,
                                 NULL,
                                 _ ("The program ended while this was being sent."),
                                 now,
                                 &local);
      row = local == NULL ? attest_submission_row_load (db, id, &local) : NULL;
      if (row != NULL)
        g_ptr_array_add (rows, row);
    }
  if (local == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * attest_submissions_add_remote_id:
 * @db: the database
 * @id: of an accepted submission
 * @remote_id: the server's id for it
 * @note: how that is known
 * @now: microseconds since 1970, UTC
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether it was written; %FALSE without @error if it has one, or is not accepted
 */
gboolean
attest_submissions_add_remote_id (AttestDb *db,
                                  const char *id,
                                  const char *remote_id,
                                  const char *note,
                                  gint64 now,
                                  GError **error)
{
  g_autoptr (AttestSubmissionRow) row = attest_submission_row_load (db, id, error);
  AttestAttemptEnd end = { .state = ATTEST_STATE_ACCEPTED };

  if (row == NULL || row->state != ATTEST_STATE_ACCEPTED || row->remote_id != NULL)
    return FALSE;
  end.http_status = row->http_status;
  end.remote_id = (char *) remote_id;
  end.message = row->message;
  end.now = row->finished;
  return move (db, row, NULL, &end, error)
         && attest_submissions_add_event (db, id, row->state, row->state, note, now, error);
}
