/* Submissions as rows: see the header. Each statement that moves one looks again whether it is
 * where, and whose, it is believed to be. */
#include "attest-config.h"
#include "store/attest-submissions.h"

#include "base/attest-ident.h"
#include "base/attest-text.h"

#include <glib/gi18n-lib.h>

/* @self: (nullable) */
void
attest_frozen_request_free (AttestFrozenRequest *self)
{
  if (self == NULL)
    return;
  g_free (self->url);
  g_free (self->body);
  g_free (self->sha256);
  g_free (self);
}

/**
 * attest_submissions_read_row:
 * @db: the database
 * @id: of a submission
 * @row: (out) (transfer full) (nullable): as it is now; %NULL: there is none
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether that is known
 */
gboolean
attest_submissions_read_row (AttestDb *db,
                             const char *id,
                             AttestSubmissionRow **row,
                             GError **error)
{
  return attest_db_read_one (db,
                             "SELECT " ATTEST_SUBMISSION_COLUMNS " FROM submissions WHERE id = ?1",
                             ATTEST_VALUES (ATTEST_TEXT (id)),
                             attest_submission_row_read,
                             (gpointer *) row,
                             error);
}

/* Lets go of what @self has. */
void
attest_like_clear (AttestLike *self)
{
  g_clear_pointer (&self->same_content, attest_submission_row_free);
  g_clear_pointer (&self->same_record, attest_submission_row_free);
  g_clear_pointer (&self->open, attest_submission_row_free);
}

static gboolean
find (AttestDb *db,
      const char *sql,
      const char *value,
      const AttestPlace *place,
      AttestSubmissionRow **row,
      GError **error)
{
  return attest_db_read_one (
      db,
      sql,
      ATTEST_VALUES (ATTEST_TEXT (value),
                     ATTEST_TEXT (place->service->id),
                     ATTEST_TEXT (attest_environment_get_id (place->environment)),
                     ATTEST_TEXT (place->host),
                     ATTEST_INT (attest_db_get_now (db))),
      attest_submission_row_read,
      (gpointer *) row,
      error);
}

#define NEWEST_OF(what)                                                                            \
  "SELECT " ATTEST_SUBMISSION_COLUMNS " FROM submissions WHERE " what " AND" ATTEST_IN_PLACE       \
  " ORDER BY " ATTEST_PAST ("created", "?5") " DESC, id DESC LIMIT 1"

/**
 * attest_submissions_find_like:
 * @db: the database
 * @place: where something is to be sent
 * @title: its number or name; "" finds no record
 * @sha256: of its body, hex
 * @like: (out): what is there of it already
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether that is known
 */
gboolean
attest_submissions_find_like (AttestDb *db,
                              const AttestPlace *place,
                              const char *title,
                              const char *sha256,
                              AttestLike *like,
                              GError **error)
{
  static const char *const by_content = NEWEST_OF ("sha256 = ?1 AND state = 'accepted'");
  static const char *const by_title = NEWEST_OF ("title = ?1 AND state = 'accepted'");
  static const char *const open = NEWEST_OF ("title = ?1 AND state IN " ATTEST_OPEN_STATES);

  if (!find (db, by_content, sha256, place, &like->same_content, error))
    return FALSE;
  return *title == '\0'
         || (find (db, by_title, title, place, &like->same_record, error)
             && find (db, open, title, place, &like->open, error));
}

/**
 * attest_submissions_list_like:
 * @db: the database
 * @place: where something is to be sent
 * @title: its number or name; "" finds no record
 * @sha256: of its body, hex
 * @ids: (out) (transfer full): of all that attest_submissions_find_like() chooses among
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether they are known
 */
gboolean
attest_submissions_list_like (AttestDb *db,
                              const AttestPlace *place,
                              const char *title,
                              const char *sha256,
                              GStrv *ids,
                              GError **error)
{
  g_autoptr (GPtrArray) found = attest_db_read_all (
      db,
      "SELECT id FROM submissions WHERE sha256 = ?1 AND state = 'accepted' AND" ATTEST_IN_PLACE
      " UNION SELECT id FROM submissions WHERE title = ?5 AND title <> '' AND" ATTEST_IN_PLACE
      " AND (state = 'accepted' OR state IN " ATTEST_OPEN_STATES ")",
      ATTEST_VALUES (ATTEST_TEXT (sha256),
                     ATTEST_TEXT (place->service->id),
                     ATTEST_TEXT (attest_environment_get_id (place->environment)),
                     ATTEST_TEXT (place->host),
                     ATTEST_TEXT (title)),
      attest_db_read_text,
      g_free,
      error);

  if (found == NULL)
    return FALSE;
  g_ptr_array_add (found, NULL);
  *ids = (GStrv) g_ptr_array_steal (found, NULL);
  return TRUE;
}

/* For verbs to which a submission that does not exist is an error. */
void
attest_submissions_fail_not_found (const char *id, GError **error)
{
  g_set_error (error,
               ATTEST_STORE_ERROR,
               ATTEST_STORE_ERROR_NOT_FOUND,
               _ ("There is no history entry “%s”."),
               id);
}

/**
 * attest_submissions_read_rows:
 * @db: the database
 * @sql: a query for %ATTEST_SUBMISSION_COLUMNS
 * @values: (nullable): its parameters
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type AttestSubmissionRow): its rows
 */
GPtrArray *
attest_submissions_read_rows (AttestDb *db,
                              const char *sql,
                              const AttestValue *values,
                              GError **error)
{
  return attest_db_read_all (
      db, sql, values, attest_submission_row_read, attest_submission_row_free, error);
}

/* For the feed: what was written since @revision, in that order. */
GPtrArray *
attest_submissions_read_since (AttestDb *db, gint64 revision, GError **error)
{
  return attest_submissions_read_rows (db,
                                       "SELECT " ATTEST_SUBMISSION_COLUMNS " FROM submissions"
                                       " WHERE revision > ?1 ORDER BY revision",
                                       ATTEST_VALUES (ATTEST_INT (revision)),
                                       error);
}

static gpointer
read_request (AttestStatement *statement)
{
  AttestFrozenRequest *request = g_new0 (AttestFrozenRequest, 1);

  request->url = g_strdup (attest_statement_get_text (statement, 0));
  request->body = g_strdup (attest_statement_get_text (statement, 1));
  return request;
}

static gpointer
read_bulk (AttestStatement *statement)
{
  AttestFrozenRequest *bulk = read_request (statement);

  bulk->sha256 = attest_statement_dup_text (statement, 2);
  bulk->n_members = (guint) attest_statement_get_int (statement, 3);
  return bulk;
}

/**
 * attest_submissions_read_bulk:
 * @db: the database
 * @id: of a bulk upload
 * @bulk: (out) (transfer full) (nullable): as it was frozen; %NULL: it is gone
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether that is known
 */
gboolean
attest_submissions_read_bulk (AttestDb *db,
                              const char *id,
                              AttestFrozenRequest **bulk,
                              GError **error)
{
  return attest_db_read_one (db,
                             "SELECT url, body, sha256, n_members FROM bulks WHERE id = ?1",
                             ATTEST_VALUES (ATTEST_TEXT (id)),
                             read_bulk,
                             (gpointer *) bulk,
                             error);
}

/**
 * attest_submissions_read_together:
 * @db: the database
 * @id: of a submission
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type AttestSubmissionRow): all that stand in its
 *   request, in the order they have there; as a rule it alone
 */
GPtrArray *
attest_submissions_read_together (AttestDb *db, const char *id, GError **error)
{
  return attest_submissions_read_rows (db,
                                       "SELECT " ATTEST_SUBMISSION_COLUMNS
                                       " FROM submissions WHERE" ATTEST_TOGETHER
                                       "ORDER BY bulk_place, id",
                                       ATTEST_VALUES (ATTEST_TEXT (id)),
                                       error);
}

/**
 * attest_submissions_read_request:
 * @db: the database
 * @id: of a submission
 * @request: (out) (transfer full) (nullable): its record as it was frozen; %NULL: it is gone
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether that is known
 */
gboolean
attest_submissions_read_request (AttestDb *db,
                                 const char *id,
                                 AttestFrozenRequest **request,
                                 GError **error)
{
  return attest_db_read_one (db,
                             "SELECT url, body FROM requests WHERE submission_id = ?1",
                             ATTEST_VALUES (ATTEST_TEXT (id)),
                             read_request,
                             (gpointer *) request,
                             error);
}

/* Everything history is searched by. */
char *
attest_submissions_make_search (const AttestSubmissionRow *row,
                                const char *remote_id,
                                const char *message)
{
  g_autofree char *all = g_strjoin ("\n",
                                    row->title,
                                    row->entity,
                                    row->entity_id != NULL ? row->entity_id : "",
                                    row->id,
                                    remote_id != NULL ? remote_id : "",
                                    message != NULL ? message : "",
                                    NULL);

  return attest_text_fold_for_search (all);
}

/* Notes one transition of the submission @id, with the reason @note (nullable), now. On the store's
 * thread, inside a job. Returns: whether it could be written */
gboolean
attest_submissions_add_event (AttestDb *db,
                              const char *id,
                              AttestState from,
                              AttestState to,
                              const char *note,
                              GError **error)
{
  g_autofree char *event_id = attest_ident_new ();

  return attest_db_change (
      db,
      "INSERT INTO events (id, submission_id, time, from_state, to_state, note)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      ATTEST_VALUES (ATTEST_TEXT (event_id),
                     ATTEST_TEXT (id),
                     ATTEST_INT (attest_db_get_now (db)),
                     ATTEST_TEXT (attest_state_get_id (from)),
                     ATTEST_TEXT (attest_state_get_id (to)),
                     ATTEST_TEXT (note)),
      error);
}

/**
 * attest_submissions_move:
 * @db: the database, in a writing transaction
 * @row: a submission as it is
 * @move: where to, and by whom; the table of transitions has to have it
 * @is_moved: (out): whether it was still there, and belonged to whom it was said to
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether there was no error
 */
gboolean
attest_submissions_move (AttestDb *db,
                         const AttestSubmissionRow *row,
                         const AttestMove *move,
                         gboolean *is_moved,
                         GError **error)
{
  g_autofree char *search = attest_submissions_make_search (row, move->remote_id, move->message);

  g_assert (row->state == move->to || attest_state_may_move (row->state, move->to, move->mover));
  *is_moved = FALSE;
  if (!attest_db_change (db,
                         "UPDATE submissions SET state = ?3, http_status = ?4, remote_id = ?5,"
                         "  message = ?6, finished = ?7, not_before = ?8, search = ?9,"
                         "  claimed_by = NULL"
                         " WHERE id = ?1 AND state = ?2 AND (?10 IS NULL OR claimed_by = ?10)",
                         ATTEST_VALUES (ATTEST_TEXT (row->id),
                                        ATTEST_TEXT (attest_state_get_id (row->state)),
                                        ATTEST_TEXT (attest_state_get_id (move->to)),
                                        ATTEST_INT (move->http_status),
                                        ATTEST_TEXT (move->remote_id),
                                        ATTEST_TEXT (move->message),
                                        ATTEST_INT (move->finished),
                                        ATTEST_INT (move->not_before),
                                        ATTEST_TEXT (search),
                                        ATTEST_TEXT (move->lease)),
                         error))
    return FALSE;
  *is_moved = attest_db_get_n_changes (db) == 1;
  return !*is_moved
         || attest_submissions_add_event (db, row->id, row->state, move->to, move->note, error);
}

/**
 * attest_submissions_recover:
 * @db: the database, in a writing transaction
 * @id: of a submission
 * @to: where it belongs, by what is known of it now
 * @why: for the person who looks at it, translated
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether it is there
 */
gboolean
attest_submissions_recover (AttestDb *db,
                            const char *id,
                            AttestState to,
                            const char *why,
                            GError **error)
{
  g_autoptr (AttestSubmissionRow) row = NULL;
  AttestMove move = { .to = to, .mover = ATTEST_MOVER_RECOVERY, .message = why, .note = why };
  gboolean is_moved = FALSE;

  if (!attest_submissions_read_row (db, id, &row, error))
    return FALSE;
  if (row == NULL)
    return TRUE;
  move.http_status = row->http_status;
  move.remote_id = row->remote_id;
  move.finished = row->finished != 0 ? row->finished : attest_db_get_now (db);
  return attest_submissions_move (db, row, &move, &is_moved, error);
}

/**
 * attest_submissions_decide:
 * @db: the database, in a writing transaction
 * @decision: what is decided of @row, whatever its id says
 * @row: as it is now
 * @is_moved: (out): whether it was where it was believed to be
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Words and times stay as they were, where the decision brings none. What is taken out was not
 * tried in vain: nothing is said of it but in the log.
 *
 * Returns: whether that could be written
 */
gboolean
attest_submissions_decide (AttestDb *db,
                           const AttestDecision *decision,
                           const AttestSubmissionRow *row,
                           gboolean *is_moved,
                           GError **error)
{
  gboolean adds_id = decision->from == ATTEST_STATE_ACCEPTED && decision->to == decision->from;
  gboolean takes_out = decision->from == ATTEST_STATE_QUEUED;
  AttestMove move = {
    .to = decision->to,
    .mover = ATTEST_MOVER_USER,
    .http_status = takes_out ? 0 : row->http_status,
    .remote_id = decision->remote_id != NULL ? decision->remote_id : row->remote_id,
    .message = takes_out                            ? NULL
               : decision->note != NULL && !adds_id ? decision->note
                                                    : row->message,
    .note = decision->note,
    .finished = row->finished != 0 ? row->finished : attest_db_get_now (db),
  };

  *is_moved = FALSE;
  if (row->state != decision->from || (adds_id && row->remote_id != NULL))
    return TRUE;
  if (takes_out
      && !attest_db_change (db,
                            "UPDATE submissions SET batch = NULL WHERE id = ?1",
                            ATTEST_VALUES (ATTEST_TEXT (row->id)),
                            error))
    return FALSE;
  return attest_submissions_move (db, row, &move, is_moved, error);
}
