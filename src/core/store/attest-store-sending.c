/* Claims: see the header. Main thread; the jobs, and all SQL, run on the store's. */
#include "attest-config.h"
#include "store/attest-store-sending.h"

#include "base/attest-ident.h"
#include "store/attest-news.h"
#include "store/attest-projection.h"
#include "store/attest-rate-limit.h"
#include "store/attest-store-call.h"
#include "store/attest-store-choices.h"
#include "store/attest-submissions.h"

#include <glib/gi18n-lib.h>

#define KEPT_BY_OTHERS 4096u /* bytes of a reply */

/* @self: (nullable) */
void
attest_claimed_free (AttestClaimed *self)
{
  if (self == NULL)
    return;
  g_free (self->url);
  g_free (self->body);
  g_free (self->attempt);
  g_free (self);
}

/* Claiming. */

typedef struct
{
  char *id;
  AttestPlace *place;
  gint64 pause;
  gboolean begin;
  AttestClaimed *claimed;
  GPtrArray *rows; /* (nullable): of AttestSubmissionRow: what is sent in one, as it is then */
} Claim;

static void
claim_free (gpointer data)
{
  Claim *self = data;

  g_free (self->id);
  g_clear_pointer (&self->place, attest_place_free);
  g_clear_pointer (&self->claimed, attest_claimed_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

static void
tell_claim (AttestStore *store, gpointer data)
{
  g_ptr_array_unref (attest_store_take_submissions (store, ((Claim *) data)->rows));
}

/* The one that was asked for, as it was before. */
static const AttestSubmissionRow *
get_asked (const Claim *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (((AttestSubmissionRow *) g_ptr_array_index (self->rows, i))->id, self->id))
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

/* Whether nothing more is begun, or not yet. */
static gboolean
must_wait (AttestDb *db, Claim *self, const AttestRateLimit *limit, GError **error)
{
  gint64 is_paused = 0;

  if (!attest_db_get_number (db,
                             "SELECT count (*) FROM settings WHERE name = ?1 AND value = '1'",
                             ATTEST_VALUES (ATTEST_TEXT (ATTEST_SETTING_PAUSED)),
                             &is_paused,
                             error))
    return FALSE;
  self->claimed->wait = attest_rate_limit_get_wait (limit, attest_db_get_clock (db), self->pause);
  if (is_paused != 0)
    self->claimed->answer = ATTEST_CLAIM_PAUSED;
  else if (self->claimed->wait > 0)
    self->claimed->answer = ATTEST_CLAIM_WAIT;
  return TRUE;
}

/* Takes a queued submission for this process, if no other living one has it. */
static gboolean
take (AttestDb *db, Claim *self, GError **error)
{
  const char *lease = attest_db_get_lease (db);
  g_autofree char *other = NULL;

  if (!attest_db_read_one (db,
                           "SELECT claimed_by FROM submissions WHERE id = ?1",
                           ATTEST_VALUES (ATTEST_TEXT (self->id)),
                           attest_db_read_text,
                           (gpointer *) &other,
                           error))
    return FALSE;
  if (g_strcmp0 (other, lease) != 0 && attest_db_is_alive (db, other))
    return TRUE;
  if (get_asked (self)->state != ATTEST_STATE_QUEUED)
    return TRUE;
  self->claimed->answer = ATTEST_CLAIM_DONE;
  return attest_db_change (db,
                           "UPDATE submissions SET claimed_by = ?2 WHERE" ATTEST_TOGETHER
                           "AND state = 'queued'",
                           ATTEST_VALUES (ATTEST_TEXT (self->id), ATTEST_TEXT (lease)),
                           error);
}

/* None of it is sent. */
static gboolean
end_queued (AttestDb *db, Claim *self, const char *why, GError **error)
{
  AttestMove move = { .to = ATTEST_STATE_NOT_SENT,
                      .mover = ATTEST_MOVER_SENDER,
                      .lease = attest_db_get_lease (db),
                      .message = why,
                      .note = why,
                      .finished = attest_db_get_now (db) };
  gboolean is_moved = FALSE;

  self->claimed->answer = ATTEST_CLAIM_ENDED;
  for (guint i = 0; i < self->rows->len; i++)
    {
      const AttestSubmissionRow *row = g_ptr_array_index (self->rows, i);

      if (row->state == ATTEST_STATE_QUEUED
          && !attest_submissions_move (db, row, &move, &is_moved, error))
        return FALSE;
    }
  return TRUE;
}

/* A large one is sent only where a small one was accepted. */
static gboolean
is_too_large (AttestDb *db, Claim *self, gboolean *too_large, GError **error)
{
  const AttestServiceBulk *bulk = self->place->service->bulk;
  g_autofree char *setting =
      attest_store_make_bulk_setting (self->place->service, self->place->environment);
  gint64 n = 0;

  *too_large = bulk == NULL || self->rows->len > bulk->most;
  if (*too_large || self->rows->len <= bulk->first)
    return TRUE;
  if (!attest_db_get_number (
          db,
          "SELECT count (*) FROM settings WHERE name = ?1 AND (value = ?2 OR ?3 = 'practice')",
          ATTEST_VALUES (ATTEST_TEXT (setting),
                         ATTEST_TEXT (self->place->host),
                         ATTEST_TEXT (attest_environment_get_id (self->place->environment))),
          &n,
          error))
    return FALSE;
  *too_large = n == 0;
  return TRUE;
}

static gboolean
are_all_queued (const GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    if (((AttestSubmissionRow *) g_ptr_array_index (rows, i))->state != ATTEST_STATE_QUEUED)
      return FALSE;
  return TRUE;
}

/* What is sent is what was decided, byte by byte, or nothing. */
static gboolean
load_request (AttestDb *db, Claim *self, GError **error)
{
  const AttestSubmissionRow *row = get_asked (self);
  g_autoptr (AttestFrozenRequest) request = NULL;
  g_autofree char *sha256 = NULL;
  gboolean too_large = FALSE;

  if (!(row->bulk != NULL ? attest_submissions_read_bulk (db, row->bulk, &request, error)
                          : attest_submissions_read_request (db, row->id, &request, error))
      || (row->bulk != NULL && !is_too_large (db, self, &too_large, error)))
    return FALSE;
  if (request == NULL)
    return end_queued (db, self, _ ("The content of this entry is missing."), error);
  if (too_large)
    return end_queued (
        db, self, _ ("Not sent, because the first bulk upload was not accepted."), error);
  sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, request->body, -1);
  if (g_strcmp0 (sha256, row->bulk != NULL ? request->sha256 : row->sha256) != 0
      || (row->bulk != NULL
          && (request->n_members != self->rows->len || !are_all_queued (self->rows))))
    return end_queued (db, self, _ ("What was saved is not what you confirmed."), error);
  self->claimed->n_members = request->n_members;
  self->claimed->url = g_steal_pointer (&request->url);
  self->claimed->body = g_steal_pointer (&request->body);
  return TRUE;
}

/* The practice service has another port each time it is started. */
static gboolean
follow_host (AttestDb *db, Claim *self, GError **error)
{
  const AttestSubmissionRow *row = get_asked (self);
  const AttestValue *values = NULL;
  g_autofree char *url = NULL;

  if (row->environment != ATTEST_ENVIRONMENT_PRACTICE
      || g_strcmp0 (row->host, self->place->host) == 0)
    return TRUE;
  url = row->bulk != NULL ? attest_service_make_bulk_url (self->place->service, self->place->host)
                          : attest_service_make_url (self->place->service, self->place->host);
  if (url == NULL)
    return TRUE;
  g_free (self->claimed->url);
  self->claimed->url = g_steal_pointer (&url);
  values = ATTEST_VALUES (ATTEST_TEXT (self->id), ATTEST_TEXT (self->claimed->url));
  return attest_db_change (db,
                           "UPDATE submissions SET host = ?2 WHERE" ATTEST_TOGETHER,
                           ATTEST_VALUES (ATTEST_TEXT (self->id), ATTEST_TEXT (self->place->host)),
                           error)
         && attest_db_change (db,
                              "UPDATE requests SET url = ?2 WHERE submission_id IN"
                              "  (SELECT id FROM submissions WHERE" ATTEST_TOGETHER ")",
                              values,
                              error)
         && attest_db_change (
             db,
             "UPDATE bulks SET url = ?2 WHERE id = (SELECT bulk FROM submissions WHERE id = ?1)",
             values,
             error);
}

static gboolean
begin_one (AttestDb *db, Claim *self, const AttestSubmissionRow *row, gint64 now, GError **error)
{
  g_autofree char *attempt = attest_ident_new ();

  if (g_str_equal (row->id, self->id))
    self->claimed->attempt = g_strdup (attempt);
  return attest_db_change (
             db,
             "UPDATE submissions SET state = 'sending', sent = ?2, finished = 0, not_before = 0,"
             " http_status = 0, message = NULL WHERE id = ?1",
             ATTEST_VALUES (ATTEST_TEXT (row->id), ATTEST_INT (now)),
             error)
         && attest_submissions_add_event (
             db, row->id, ATTEST_STATE_QUEUED, ATTEST_STATE_SENDING, NULL, error)
         && attest_db_change (
             db,
             "INSERT INTO attempts (id, submission_id, started) VALUES (?1, ?2, ?3)",
             ATTEST_VALUES (ATTEST_TEXT (attempt), ATTEST_TEXT (row->id), ATTEST_INT (now)),
             error);
}

static gboolean
begin (AttestDb *db, Claim *self, AttestRateLimit *limit, GError **error)
{
  const AttestClock *clock = attest_db_get_clock (db);
  gint64 now = attest_db_get_now (db); /* the same for all: attempts belong together by it */

  for (guint i = 0; i < self->rows->len; i++)
    if (!begin_one (db, self, g_ptr_array_index (self->rows, i), now, error))
      return FALSE;
  attest_rate_limit_note_sent (limit, clock);
  if (self->claimed->n_members > 0)
    attest_rate_limit_note_hold (limit, clock, self->pause);
  return attest_rate_limit_save (db, self->place, limit, error);
}

static gboolean
count_attempts (AttestDb *db, Claim *self, GError **error)
{
  gint64 n = 0;

  if (!attest_db_get_number (db,
                             "SELECT count (*) FROM attempts WHERE submission_id = ?1",
                             ATTEST_VALUES (ATTEST_TEXT (self->id)),
                             &n,
                             error))
    return FALSE;
  self->claimed->n_attempts = (guint) n;
  return TRUE;
}

static gboolean
claim (AttestDb *db, Claim *self, AttestRateLimit *limit, GError **error)
{
  if (!must_wait (db, self, limit, error))
    return FALSE;
  if (self->claimed->answer != ATTEST_CLAIM_LOST)
    return TRUE;
  if (!take (db, self, error))
    return FALSE;
  if (self->claimed->answer == ATTEST_CLAIM_DONE
      && (!load_request (db, self, error) || !follow_host (db, self, error)))
    return FALSE;
  if (self->claimed->answer == ATTEST_CLAIM_DONE && self->begin && !begin (db, self, limit, error))
    return FALSE;
  return count_attempts (db, self, error);
}

/* What follows from @rows is brought up to date, and they are read again. */
static gboolean
follow_all (AttestDb *db, GPtrArray **rows, GError **error)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (rows);

  for (guint i = 0; i < before->len; i++)
    if (!attest_projection_follow (
            db, ((AttestSubmissionRow *) g_ptr_array_index (before, i))->id, error))
      return FALSE;
  *rows = attest_submissions_read_together (
      db, ((AttestSubmissionRow *) g_ptr_array_index (before, 0))->id, error);
  return *rows != NULL;
}

static gboolean
claim_job (AttestDb *db, gpointer data, GError **error)
{
  Claim *self = data;
  g_auto (AttestRateLimit) limit = { 0 };

  self->claimed->answer = ATTEST_CLAIM_LOST;
  self->rows = attest_submissions_read_together (db, self->id, error);
  if (self->rows == NULL)
    return FALSE;
  if (self->rows->len == 0)
    return TRUE;
  if (!attest_rate_limit_load (db, self->place, &limit, error) || !claim (db, self, &limit, error))
    return FALSE;
  return follow_all (db, &self->rows, error);
}

/**
 * attest_store_claim_async:
 * @self: an open store
 * @claim: copied
 * @cancellable: (nullable): gives up before its turn
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Claims a submission for this process, and begins it if that is asked for: when this has finished
 * with an attempt, the first byte may leave. Claimed once more by the same process, it is begun.
 */
void
attest_store_claim_async (AttestStore *self,
                          const AttestClaim *claim,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Claim *copy = g_new0 (Claim, 1);

  copy->id = g_strdup (claim->id);
  copy->place = attest_place_copy (&claim->place);
  copy->pause = claim->pause;
  copy->begin = claim->begin;
  copy->claimed = g_new0 (AttestClaimed, 1);
  attest_store_call_async (self,
                           &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                               .job = claim_job,
                                               .tell = tell_claim,
                                               .data = copy,
                                               .free_data = claim_free,
                                               .tag = attest_store_claim_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_claim_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): whether it is this process' now, and what it sends then
 */
AttestClaimed *
attest_store_claim_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  Claim *claim = attest_store_call_finish (self, result, attest_store_claim_async, error);

  return claim != NULL ? g_steal_pointer (&claim->claimed) : NULL;
}

static gboolean
take_turn_job (AttestDb *db, gpointer data, GError **error)
{
  Claim *self = data;
  g_auto (AttestRateLimit) limit = { 0 };

  if (!attest_rate_limit_load (db, self->place, &limit, error))
    return FALSE;
  self->claimed->wait = attest_rate_limit_get_wait (&limit, attest_db_get_clock (db), self->pause);
  if (self->claimed->wait > 0)
    return TRUE;
  attest_rate_limit_note_sent (&limit, attest_db_get_clock (db));
  return attest_rate_limit_save (db, self->place, &limit, error);
}

/**
 * attest_store_take_turn_async:
 * @self: an open store
 * @place: where something is to be asked
 * @pause: microseconds there have to be since the last request there
 * @cancellable: (nullable): gives up before its turn
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * A service's pause is between any two requests: what is asked counts like what is sent.
 */
void
attest_store_take_turn_async (AttestStore *self,
                              const AttestPlace *place,
                              gint64 pause,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Claim *turn = g_new0 (Claim, 1);

  turn->place = attest_place_copy (place);
  turn->pause = pause;
  turn->claimed = g_new0 (AttestClaimed, 1);
  attest_store_call_async (self,
                           &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                               .job = take_turn_job,
                                               .data = turn,
                                               .free_data = claim_free,
                                               .tag = attest_store_take_turn_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_take_turn_finish:
 * @self: a store
 * @result: what the callback was given
 * @wait: (out): microseconds until its turn comes; 0: it is now, and is taken
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: whether that is known
 */
gboolean
attest_store_take_turn_finish (AttestStore *self,
                               GAsyncResult *result,
                               gint64 *wait,
                               GError **error)
{
  Claim *turn = attest_store_call_finish (self, result, attest_store_take_turn_async, error);

  *wait = turn != NULL ? turn->claimed->wait : 0;
  return turn != NULL;
}

static gboolean
release_job (AttestDb *db, gpointer id, GError **error)
{
  return attest_db_change (db,
                           "UPDATE submissions SET claimed_by = NULL WHERE" ATTEST_TOGETHER
                           "AND state = 'queued' AND claimed_by = ?2",
                           ATTEST_VALUES (ATTEST_TEXT (id), ATTEST_TEXT (attest_db_get_lease (db))),
                           error);
}

/**
 * attest_store_release_async:
 * @self: an open store
 * @id: of a submission this process has claimed and not begun
 * @callback: (nullable): called on the main thread
 * @user_data: for @callback
 *
 * Gives a claim back: it stays queued.
 */
void
attest_store_release_async (AttestStore *self,
                            const char *id,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  attest_store_call_async (self,
                           &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                               .job = release_job,
                                               .data = g_strdup (id),
                                               .free_data = g_free,
                                               .tag = attest_store_release_async },
                           NULL,
                           callback,
                           user_data);
}

/**
 * attest_store_release_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether the claim is nobody's any more
 */
gboolean
attest_store_release_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  return attest_store_call_finish (self, result, attest_store_release_async, error) != NULL;
}

/* Ending. */

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
  const char *message = named != NULL ? attest_reply_get_message (named->reply) : end->message;
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
  return self->rows->len == 0 || follow_all (db, &self->rows, error);
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
