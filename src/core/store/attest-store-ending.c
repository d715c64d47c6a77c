/* How claims end: see the header. Main thread; the jobs, and all SQL, run on the store's. */
#include "attest-config.h"
#include "store/attest-store-ending.h"

#include "store/attest-news.h"
#include "store/attest-projection.h"
#include "store/attest-rate-limit.h"
#include "store/attest-store-call.h"
#include "store/attest-store-choices.h"
#include "store/attest-submissions.h"

#include <glib/gi18n-lib.h>

#define KEPT_BY_OTHERS 4096u /* bytes of a reply */

typedef struct
{
  AttestClaimEnd end; /* its texts are its own */
  AttestPlace *place;
  AttestRowMove move;
  gint64 wait;
  GPtrArray *rows;   /* of AttestSubmissionRow: what was sent in one, as it is then */
  gboolean is_proof; /* of what may be sent there in bulk */
} End;

static void
end_free (gpointer data)
{
  End *self = data;
  const char *const texts[] = { self->end.id,      self->end.attempt, self->end.remote_id,
                                self->end.message, self->end.headers, self->end.content_type,
                                self->end.error };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free ((char *) texts[i]);
  g_clear_pointer (&self->end.body, g_bytes_unref);
  g_clear_pointer (&self->end.named, g_ptr_array_unref);
  g_clear_pointer (&self->place, attest_place_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

static End *
end_new (const AttestClaimEnd *end)
{
  End *self = g_new0 (End, 1);

  self->end = *end;
  self->end.id = g_strdup (end->id);
  self->end.attempt = g_strdup (end->attempt);
  self->end.remote_id = g_strdup (end->remote_id);
  self->end.message = g_strdup (end->message);
  self->end.headers = g_strdup (end->headers);
  self->end.content_type = g_strdup (end->content_type);
  self->end.error = g_strdup (end->error);
  self->end.body = end->body != NULL ? g_bytes_ref (end->body) : NULL;
  self->end.named = end->named != NULL ? g_ptr_array_ref (end->named) : NULL;
  self->place = attest_place_copy (&end->place);
  return self;
}

static void
tell_end (AttestStore *store, gpointer data)
{
  End *self = data;

  g_ptr_array_unref (attest_store_take_submissions (store, self->rows));
  if (self->is_proof)
    attest_store_read_again (store);
}

/* What the reply says of that one. */
static const AttestNamedMember *
find_named (const End *self, const AttestSubmissionRow *row)
{
  for (guint i = 0; self->end.named != NULL && i < self->end.named->len; i++)
    {
      const AttestNamedMember *named = g_ptr_array_index (self->end.named, i);

      if (row->bulk != NULL && named->place == row->bulk_place)
        return named;
    }
  return NULL;
}

static AttestState
get_end_state (const End *self, const AttestSubmissionRow *row)
{
  return find_named (self, row) != NULL ? ATTEST_STATE_REFUSED : self->end.to;
}

/* One reply came to all: the first of them and those it names keep all of it, the others its
 * beginning. */
static GBytes *
dup_kept_body (const End *self, const AttestSubmissionRow *row, gboolean *is_cut)
{
  GBytes *body = self->end.body;

  *is_cut = self->end.is_cut;
  if (body == NULL || row->bulk_place == 0 || g_bytes_get_size (body) <= KEPT_BY_OTHERS
      || find_named (self, row) != NULL)
    return body != NULL ? g_bytes_ref (body) : NULL;
  *is_cut = TRUE;
  return g_bytes_new_from_bytes (body, 0, KEPT_BY_OTHERS);
}

static gboolean
end_attempt (AttestDb *db, End *self, const AttestSubmissionRow *row, GError **error)
{
  const AttestClaimEnd *end = &self->end;
  gboolean is_cut = FALSE;
  g_autoptr (GBytes) body = dup_kept_body (self, row, &is_cut);

  return attest_db_change (
      db,
      "UPDATE attempts SET finished = ?2, outcome = ?3, http_status = ?4, reply_headers = ?5,"
      "  content_type = ?6, reply_body = ?7, reply_cut = ?8, error = ?9"
      " WHERE submission_id = ?1 AND started = (SELECT started FROM attempts WHERE id = ?10)",
      ATTEST_VALUES (ATTEST_TEXT (row->id),
                     ATTEST_INT (attest_db_get_now (db)),
                     ATTEST_TEXT (attest_state_get_id (get_end_state (self, row))),
                     ATTEST_INT (end->http_status),
                     ATTEST_TEXT (end->headers),
                     ATTEST_TEXT (end->content_type),
                     ATTEST_BYTES (body),
                     ATTEST_INT (is_cut),
                     ATTEST_TEXT (end->error),
                     ATTEST_TEXT (end->attempt)),
      error);
}

static gboolean
move_row (AttestDb *db, End *self, const AttestSubmissionRow *row, GError **error)
{
  const AttestClaimEnd *end = &self->end;
  const AttestNamedMember *named = find_named (self, row);
  const char *message = named != NULL ? attest_reply_get_reason (named->reply) : end->message;
  gint64 now = attest_db_get_now (db);
  gboolean is_moved = FALSE;
  AttestMove move = {
    .to = get_end_state (self, row),
    .mover = ATTEST_MOVER_SENDER,
    .lease = attest_db_get_lease (db),
    .http_status = end->http_status,
    .remote_id = end->remote_id,
    .message = message,
    /* Without a reply the message is our own; the error has the technical detail as well. */
    .note = end->http_status == 0 || end->error == NULL ? message : end->error,
    .finished = now,
    .not_before = end->hold > 0 ? now + end->hold : 0,
  };

  if (row->state == end->from && !attest_submissions_move (db, row, &move, &is_moved, error))
    return FALSE;
  if (is_moved && g_str_equal (row->id, end->id))
    self->move = ATTEST_ROW_MOVED;
  return TRUE;
}

/* Where one bulk upload was accepted, larger ones may be sent. */
static gboolean
note_proof (AttestDb *db, End *self, GError **error)
{
  const AttestSubmissionRow *row = self->rows->len > 0 ? g_ptr_array_index (self->rows, 0) : NULL;
  g_autofree char *setting =
      attest_store_make_bulk_setting (self->place->service, self->place->environment);

  self->is_proof = row != NULL && row->bulk != NULL && self->end.to == ATTEST_STATE_ACCEPTED;
  return !self->is_proof || attest_settings_write (db, setting, self->place->host, error);
}

static gboolean
hold_place (AttestDb *db, End *self, GError **error)
{
  const AttestClock *clock = attest_db_get_clock (db);
  g_auto (AttestRateLimit) limit = { 0 };

  if (!attest_rate_limit_load (db, self->place, &limit, error))
    return FALSE;
  if (self->end.hold > 0)
    {
      attest_rate_limit_note_hold (&limit, clock, self->end.hold);
      if (!attest_rate_limit_save (db, self->place, &limit, error))
        return FALSE;
    }
  self->wait = attest_rate_limit_get_wait (&limit, clock, self->end.pause);
  return TRUE;
}

static gboolean
end_one (AttestDb *db, End *self, const AttestSubmissionRow *row, GError **error)
{
  return (self->end.attempt == NULL || end_attempt (db, self, row, error))
         && move_row (db, self, row, error);
}

static gboolean
end_job (AttestDb *db, gpointer data, GError **error)
{
  End *self = data;

  self->move = ATTEST_ROW_NOT_THERE;
  self->rows = attest_submissions_read_together (db, self->end.id, error);
  if (self->rows == NULL || !hold_place (db, self, error) || !note_proof (db, self, error))
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    if (!end_one (db, self, g_ptr_array_index (self->rows, i), error))
      return FALSE;
  return self->rows->len == 0 || attest_projection_follow_all (db, &self->rows, error);
}

/**
 * attest_store_end_async:
 * @self: an open store
 * @end: copied
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Writes down what came back and where that leaves a submission this process has claimed. What came
 * back is kept even if the row was moved meanwhile.
 */
void
attest_store_end_async (AttestStore *self,
                        const AttestClaimEnd *end,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (attest_state_may_move (end->from, end->to, ATTEST_MOVER_SENDER));
  attest_store_call_async (self,
                           &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                               .job = end_job,
                                               .tell = tell_end,
                                               .data = end_new (end),
                                               .free_data = end_free,
                                               .tag = attest_store_end_async },
                           NULL,
                           callback,
                           user_data);
}

/**
 * attest_store_end_finish:
 * @self: a store
 * @result: what the callback was given
 * @move: (out): whether the submission was where it was believed to be
 * @wait: (out): microseconds until something may be sent to that place; 0: now
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether it is written down
 */
gboolean
attest_store_end_finish (AttestStore *self,
                         GAsyncResult *result,
                         AttestRowMove *move,
                         gint64 *wait,
                         GError **error)
{
  End *end = attest_store_call_finish (self, result, attest_store_end_async, error);

  if (end == NULL)
    return FALSE;
  *move = end->move;
  *wait = end->wait;
  return TRUE;
}

/* Recovering. */

typedef struct
{
  GPtrArray *rows; /* of AttestSubmissionRow: what was moved */
} Recovery;

static void
recovery_free (gpointer data)
{
  g_clear_pointer (&((Recovery *) data)->rows, g_ptr_array_unref);
  g_free (data);
}

static void
tell_recovery (AttestStore *store, gpointer data)
{
  g_ptr_array_unref (attest_store_take_submissions (store, ((Recovery *) data)->rows));
}

/* Whether anything had left when its process ended, nobody can say. */
static gboolean
recover_one (AttestDb *db, const AttestSubmissionRow *row, GPtrArray *recovered, GError **error)
{
  AttestSubmissionRow *after = NULL;
  g_autofree char *lease = NULL;

  if (!attest_db_read_one (db,
                           "SELECT claimed_by FROM submissions WHERE id = ?1",
                           ATTEST_VALUES (ATTEST_TEXT (row->id)),
                           attest_db_read_text,
                           (gpointer *) &lease,
                           error))
    return FALSE;
  if (attest_db_is_alive (db, lease))
    return TRUE;
  if (!attest_submissions_recover (db,
                                   row->id,
                                   ATTEST_STATE_UNKNOWN,
                                   _ ("Attest was closed while this was being sent."),
                                   error)
      || !attest_projection_follow (db, row->id, error)
      || !attest_submissions_read_row (db, row->id, &after, error))
    return FALSE;
  g_ptr_array_add (recovered, after);
  return TRUE;
}

static gboolean
recover_job (AttestDb *db, gpointer data, GError **error)
{
  Recovery *self = data;
  g_autoptr (GPtrArray) rows = attest_submissions_read_rows (
      db,
      "SELECT " ATTEST_SUBMISSION_COLUMNS " FROM submissions WHERE state = 'sending'"
      " AND state IN " ATTEST_OPEN_STATES, /* as the index submissions_open says */
      NULL,
      error);

  self->rows = g_ptr_array_new_with_free_func (attest_submission_row_free);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!recover_one (db, g_ptr_array_index (rows, i), self->rows, error))
      return FALSE;
  return rows != NULL;
}

/**
 * attest_store_recover_async:
 * @self: an open store
 * @cancellable: (nullable): gives up before its turn
 * @callback: (nullable): called on the main thread
 * @user_data: for @callback
 *
 * What a process was sending when it ended is unknown from now on.
 */
void
attest_store_recover_async (AttestStore *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  attest_store_call_async (self,
                           &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                               .job = recover_job,
                                               .tell = tell_recovery,
                                               .data = g_new0 (Recovery, 1),
                                               .free_data = recovery_free,
                                               .tag = attest_store_recover_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_recover_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether nothing of a dead process is left
 */
gboolean
attest_store_recover_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  return attest_store_call_finish (self, result, attest_store_recover_async, error) != NULL;
}
