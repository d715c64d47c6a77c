/* Submissions as rows: writing a decision down, and reading what is open. How a row moves is in
 * attest-submissions-moves.c, what is looked up among others in attest-submissions-find.c. Thread:
 * the store's. */
#include "attest-config.h"
#include "store/attest-submissions-table-private.h"

#include "base/attest-ident.h"
#include "base/attest-text.h"

#include <glib/gi18n-lib.h>

/* Between two places in the order of sending: room for twenty moves to the same one. */
#define GAP "1048576"

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
char *
attest_submissions_make_search (const char *title,
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

gboolean
attest_submissions_add_event (AttestDb *db,
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
      "  (SELECT coalesce (max (position), 0) + " GAP " FROM submissions WHERE state "
      "IN " ATTEST_OPEN_STATES "))",
      error);
  g_autofree char *search = attest_submissions_make_search (
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
         && attest_submissions_add_event (db,
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
      "SELECT " ATTEST_SUBMISSION_COLUMNS " FROM submissions WHERE state IN " ATTEST_OPEN_STATES
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

/* Reads one number of a query about two submissions. */
static gboolean
ask (AttestDb *db,
     const char *sql,
     const char *id,
     const char *other,
     gint64 *number,
     GError **error)
{
  g_autoptr (AttestStatement) statement = attest_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  attest_statement_bind_text (statement, 1, id);
  attest_statement_bind_text (statement, 2, other);
  if (!attest_statement_next (statement, error))
    return FALSE;
  *number = attest_statement_get_int (statement, 0);
  return TRUE;
}

static gboolean
make_room (AttestDb *db, const char *before, GError **error)
{
  g_autoptr (AttestStatement) statement = attest_db_prepare (
      db,
      "UPDATE submissions SET position = position + " GAP " WHERE state IN " ATTEST_OPEN_STATES
      " AND position >= (SELECT position FROM submissions WHERE id = ?1)",
      error);

  if (statement == NULL)
    return FALSE;
  attest_statement_bind_text (statement, 1, before);
  return attest_statement_run (statement, error);
}

/* A number between that of @before and that of the one in front of it. Only where none is left are
 * those behind written anew. */
static gboolean
find_place (AttestDb *db, const char *id, const char *before, gint64 *place, GError **error)
{
  static const char *const last_sql = "SELECT coalesce (max (position), 0) + " GAP
                                      " FROM submissions WHERE state IN " ATTEST_OPEN_STATES;
  static const char *const below_sql = "SELECT position FROM submissions WHERE id = ?2";
  static const char *const above_sql =
      "SELECT coalesce (max (position), (SELECT position FROM submissions WHERE id = ?2) - 2 * " GAP
      ") FROM submissions WHERE state IN " ATTEST_OPEN_STATES
      " AND position < (SELECT position FROM submissions WHERE id = ?2) AND id <> ?1";
  gint64 above = 0;
  gint64 below = 0;

  if (before == NULL)
    return attest_db_get_int (db, last_sql, place, error);
  if (!ask (db, below_sql, id, before, &below, error)
      || !ask (db, above_sql, id, before, &above, error))
    return FALSE;
  if (below - above < 2
      && (!make_room (db, before, error) || !ask (db, below_sql, id, before, &below, error)))
    return FALSE;
  *place = above + (below - above) / 2;
  return TRUE;
}

/**
 * attest_submissions_move_before:
 * @db: the database
 * @id: of a queued submission
 * @before: (nullable): of another one it is to be sent before; %NULL: last
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Gives the submission a place in the order of sending, as a rule without touching another one.
 *
 * Returns: whether there was no error
 */
gboolean
attest_submissions_move_before (AttestDb *db, const char *id, const char *before, GError **error)
{
  gint64 place = 0;
  g_autoptr (AttestStatement) move = NULL;

  if (!find_place (db, id, before, &place, error))
    return FALSE;
  move = attest_db_prepare (
      db, "UPDATE submissions SET position = ?2 WHERE id = ?1 AND state = 'queued'", error);
  if (move == NULL)
    return FALSE;
  attest_statement_bind_text (move, 1, id);
  attest_statement_bind_int (move, 2, place);
  return attest_statement_run (move, error);
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
