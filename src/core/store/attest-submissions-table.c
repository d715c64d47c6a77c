/* Writing submissions: see the header. Thread: the store's. */
#include "attest-config.h"
#include "store/attest-submissions-table.h"

#include "base/attest-ident.h"
#include "base/attest-text.h"

#include <glib/gi18n-lib.h>

#define OPEN_STATES "('queued', 'sending', 'unknown')"

/**
 * attest_new_submission_free:
 * @self: (nullable): a decision
 */
void
attest_new_submission_free (AttestNewSubmission *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->draft_id);
  g_free (self->host);
  g_free (self->title);
  g_free (self->entity);
  g_free (self->entity_id);
  g_free (self->sha256);
  g_free (self->url);
  g_free (self->headers);
  g_free (self->body);
  g_free (self);
}

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
 * attest_frozen_request_free:
 * @self: (nullable): a request
 */
void
attest_frozen_request_free (AttestFrozenRequest *self)
{
  if (self == NULL)
    return;
  g_free (self->url);
  g_free (self->body);
  g_free (self);
}

/* Everything history is searched by. */
static char *
make_search (const char *title,
             const char *entity,
             const char *entity_id,
             const char *id,
             const char *remote_id,
             const char *message)
{
  g_autofree char *all = g_strjoin ("\n",
                                    title,
                                    entity,
                                    entity_id != NULL ? entity_id : "",
                                    id,
                                    remote_id != NULL ? remote_id : "",
                                    message != NULL ? message : "",
                                    NULL);

  return attest_text_fold_for_search (all);
}

static gboolean
add_event (AttestDb *db,
           const char *id,
           AttestState from,
           AttestState to,
           const char *note,
           gint64 now,
           GError **error)
{
  g_autoptr (AttestStatement) statement =
      attest_db_prepare (db, "INSERT INTO events VALUES (?1, ?2, ?3, ?4, ?5, ?6)", error);
  g_autofree char *event_id = attest_ident_new ();

  if (statement == NULL)
    return FALSE;
  attest_statement_bind_text (statement, 1, event_id);
  attest_statement_bind_text (statement, 2, id);
  attest_statement_bind_int (statement, 3, now);
  attest_statement_bind_text (statement, 4, attest_state_get_id (from));
  attest_statement_bind_text (statement, 5, attest_state_get_id (to));
  attest_statement_bind_text (statement, 6, note);
  return attest_statement_run (statement, error);
}

static gboolean
insert_request (AttestDb *db, const AttestNewSubmission *submission, GError **error)
{
  g_autoptr (AttestStatement) statement =
      attest_db_prepare (db, "INSERT INTO requests VALUES (?1, ?2, ?3, ?4)", error);

  if (statement == NULL)
    return FALSE;
  attest_statement_bind_text (statement, 1, submission->id);
  attest_statement_bind_text (statement, 2, submission->url);
  attest_statement_bind_text (statement, 3, submission->headers);
  attest_statement_bind_text (statement, 4, submission->body);
  return attest_statement_run (statement, error);
}

/**
 * attest_submissions_insert:
 * @db: the database
 * @submission: what was decided
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Writes a decision down, at the end of the queue.
 *
 * Returns: whether it was written
 */
gboolean
attest_submissions_insert (AttestDb *db, const AttestNewSubmission *submission, GError **error)
{
  g_autoptr (AttestStatement) statement = attest_db_prepare (
      db,
      "INSERT INTO submissions (id, draft_id, service, environment, host, title, entity,"
      "  entity_id, sha256, state, created, search, position)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'queued', ?10, ?11,"
      "  (SELECT coalesce (max (position), 0) + 1 FROM submissions WHERE state IN " OPEN_STATES
      "))",
      error);
  g_autofree char *search = make_search (
      submission->title, submission->entity, submission->entity_id, submission->id, NULL, NULL);

  if (statement == NULL)
    return FALSE;
  attest_statement_bind_text (statement, 1, submission->id);
  attest_statement_bind_text (statement, 2, submission->draft_id);
  attest_statement_bind_text (statement, 3, submission->service->id);
  attest_statement_bind_text (statement, 4, attest_environment_get_id (submission->environment));
  attest_statement_bind_text (statement, 5, submission->host);
  attest_statement_bind_text (statement, 6, submission->title);
  attest_statement_bind_text (statement, 7, submission->entity);
  attest_statement_bind_text (statement, 8, submission->entity_id);
  attest_statement_bind_text (statement, 9, submission->sha256);
  attest_statement_bind_int (statement, 10, submission->created);
  attest_statement_bind_text (statement, 11, search);
  return attest_statement_run (statement, error) && insert_request (db, submission, error)
         && add_event (db,
                       submission->id,
                       ATTEST_STATE_NONE,
                       ATTEST_STATE_QUEUED,
                       NULL,
                       submission->created,
                       error);
}

/**
 * attest_submissions_load_open:
 * @db: the database
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type AttestSubmissionRow): what is queued, being
 *   sent or unknown, in the order of sending
 */
GPtrArray *
attest_submissions_load_open (AttestDb *db, GError **error)
{
  g_autoptr (AttestStatement) statement = attest_db_prepare (
      db,
      "SELECT " ATTEST_SUBMISSION_COLUMNS " FROM submissions WHERE state IN " OPEN_STATES
      " ORDER BY position, created, id",
      error);

  return statement != NULL ? attest_submission_rows_read (statement, error) : NULL;
}

/**
 * attest_submissions_load_since:
 * @db: the database
 * @revision: the newest that was seen
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type AttestSubmissionRow): what was written since,
 *   in that order
 */
GPtrArray *
attest_submissions_load_since (AttestDb *db, gint64 revision, GError **error)
{
  g_autoptr (AttestStatement) statement =
      attest_db_prepare (db,
                         "SELECT " ATTEST_SUBMISSION_COLUMNS " FROM submissions"
                         " WHERE revision > ?1 ORDER BY revision",
                         error);

  if (statement == NULL)
    return NULL;
  attest_statement_bind_int (statement, 1, revision);
  return attest_submission_rows_read (statement, error);
}

/**
 * attest_submissions_load_request:
 * @db: the database
 * @id: of a submission
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): the request as it was frozen
 */
AttestFrozenRequest *
attest_submissions_load_request (AttestDb *db, const char *id, GError **error)
{
  g_autoptr (AttestStatement) statement =
      attest_db_prepare (db, "SELECT url, body FROM requests WHERE submission_id = ?1", error);
  AttestFrozenRequest *request = NULL;
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return NULL;
  attest_statement_bind_text (statement, 1, id);
  if (attest_statement_next (statement, &local))
    {
      request = g_new0 (AttestFrozenRequest, 1);
      request->url = g_strdup (attest_statement_get_text (statement, 0));
      request->body = g_strdup (attest_statement_get_text (statement, 1));
    }
  else if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error_literal (error,
                         ATTEST_STORE_ERROR,
                         ATTEST_STORE_ERROR_NOT_FOUND,
                         _ ("The request of this submission is missing."));
  return request;
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
  if (!add_event (db, id, ATTEST_STATE_QUEUED, ATTEST_STATE_SENDING, NULL, now, error))
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
  g_autofree char *search =
      make_search (row->title, row->entity, row->entity_id, row->id, end->remote_id, end->message);

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

  if (row == NULL || (end->attempt != NULL && !end_attempt (db, end, error)))
    return FALSE;
  if (row->state != from || !move (db, row, owner, end, &local))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return add_event (
      db, id, from, end->state, end->error != NULL ? end->error : end->message, end->now, error);
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
  return move (db, row, NULL, &end, error) && add_event (db, id, from, to, note, now, error);
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
 * attest_submissions_move_before:
 * @db: the database
 * @id: of a queued submission
 * @before: (nullable): of another one it is to be sent before; %NULL: last
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Makes room in the order of sending and puts the submission there.
 *
 * Returns: whether there was no error
 */
gboolean
attest_submissions_move_before (AttestDb *db, const char *id, const char *before, GError **error)
{
  g_autoptr (AttestStatement) room = attest_db_prepare (
      db,
      "UPDATE submissions SET position = position + 1 WHERE state IN " OPEN_STATES
      " AND position >= (SELECT position FROM submissions WHERE id = ?1)",
      error);
  g_autoptr (AttestStatement) place = attest_db_prepare (
      db,
      "UPDATE submissions SET position = coalesce ("
      "  (SELECT position - 1 FROM submissions WHERE id = ?2),"
      "  (SELECT max (position) + 1 FROM submissions WHERE state IN " OPEN_STATES "))"
      " WHERE id = ?1 AND state = 'queued'",
      error);

  if (room == NULL || place == NULL)
    return FALSE;
  attest_statement_bind_text (room, 1, before);
  attest_statement_bind_text (place, 1, id);
  attest_statement_bind_text (place, 2, before);
  return (before == NULL || attest_statement_run (room, error))
         && attest_statement_run (place, error);
}

/**
 * attest_submissions_set_host:
 * @db: the database
 * @id: of a submission that has not left
 * @host: the base URL it goes to
 * @url: its address there
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * For the practice service only, which has another port each time it is started.
 *
 * Returns: whether there was no error
 */
gboolean
attest_submissions_set_host (AttestDb *db,
                             const char *id,
                             const char *host,
                             const char *url,
                             GError **error)
{
  g_autoptr (AttestStatement) submission =
      attest_db_prepare (db,
                         "UPDATE submissions SET host = ?2"
                         " WHERE id = ?1 AND state = 'queued' AND environment = 'practice'",
                         error);
  g_autoptr (AttestStatement) request =
      attest_db_prepare (db,
                         "UPDATE requests SET url = ?2 WHERE submission_id ="
                         " (SELECT id FROM submissions"
                         "  WHERE id = ?1 AND state = 'queued' AND environment = 'practice')",
                         error);

  if (submission == NULL || request == NULL)
    return FALSE;
  attest_statement_bind_text (submission, 1, id);
  attest_statement_bind_text (submission, 2, host);
  attest_statement_bind_text (request, 1, id);
  attest_statement_bind_text (request, 2, url);
  return attest_statement_run (submission, error) && attest_statement_run (request, error);
}

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
                         " WHERE title = ?1 AND state IN " OPEN_STATES " AND" IN_PLACE
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
         && add_event (db, id, row->state, row->state, note, now, error);
}
