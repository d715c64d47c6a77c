/* Claiming: see the header. Main thread; the jobs, and all SQL, run on the store's. */
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
                             "SELECT count (*) FROM settings WHERE name = ?1",
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
  return attest_projection_follow_all (db, &self->rows, error);
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
