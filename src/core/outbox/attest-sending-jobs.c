/* What the sending of one submission has the store do: each job is one transaction, and works on a
 * copy of what it needs, as the main thread goes on meanwhile. Thread: the store's; jobs are made
 * and freed on the main thread. */
#include "attest-config.h"
#include "outbox/attest-sending-jobs.h"

#include "base/attest-str.h"
#include "outbox/attest-retry-after.h"

#define FIRST_HOLD_SECONDS 60 /* doubled each time a server says nothing better */

void
attest_sending_job_free (gpointer data)
{
  AttestSendingJob *job = data;

  g_free (job->id);
  g_free (job->host);
  attest_frozen_request_free (job->request);
  g_free (job->attempt);
  g_clear_pointer (&job->row, attest_submission_row_free);
  g_free (job);
}

AttestSendingJob *
attest_sending_job_new (AttestSending *self)
{
  AttestSendingJob *job = g_new0 (AttestSendingJob, 1);

  job->id = g_strdup (self->id);
  job->service = self->service;
  job->environment = self->environment;
  job->host = g_strdup (self->host);
  job->owner = self->context->owner;
  job->clock = self->context->clock;
  job->pause = self->pause;
  job->hold = self->hold;
  job->hold_is_ours = self->hold_is_ours;
  job->from = self->state;
  job->end = self->end;
  return job;
}

static gboolean
is_paused (AttestDb *db, GError **error)
{
  g_autofree char *paused = attest_settings_get (db, ATTEST_SETTING_PAUSED, error);

  return g_strcmp0 (paused, "1") == 0;
}

static gboolean
begin (AttestDb *db, AttestSendingJob *job, AttestPaceRow *pace, GError **error)
{
  job->attempt = attest_submissions_begin (db,
                                           job->id,
                                           attest_owner_get_name (job->owner),
                                           job->clock->get_real (job->clock->data),
                                           error);
  if (job->attempt == NULL)
    return FALSE;
  attest_pace_note_sent (pace, job->clock);
  return attest_pace_save (db, job->service, job->environment, job->host, pace, error);
}

static gboolean
move_to_host (AttestDb *db, AttestSendingJob *job, GError **error)
{
  g_autofree char *url = attest_service_make_url (job->service, job->host);

  return url != NULL && attest_submissions_set_host (db, job->id, job->host, url, error);
}

/* Claims, and begins as well if there is no key to be got first. */
gpointer
attest_sending_claim_job (AttestDb *db, gpointer data, GError **error)
{
  AttestSendingJob *job = data;
  AttestPaceRow pace = { 0 };
  g_autofree char *boot = NULL;
  g_autoptr (GError) local = NULL;

  job->result = ATTEST_SENDING_LOST;
  if (is_paused (db, &local))
    job->result = ATTEST_SENDING_HALTED;
  else if (local == NULL
           && attest_pace_load (db, job->service, job->environment, job->host, &pace, &local)
           && (job->wait = attest_pace_get_wait (&pace, job->clock, job->pause)) > 0)
    job->result = ATTEST_SENDING_WAIT;
  else if (local == NULL
           && attest_submissions_claim (db,
                                        job->id,
                                        attest_owner_get_name (job->owner),
                                        attest_owner_is_alive,
                                        job->owner,
                                        &local)
           && (!job->moves || move_to_host (db, job, &local))
           && (!job->begin || begin (db, job, &pace, &local)))
    {
      job->result = ATTEST_SENDING_DONE;
      job->request = attest_submissions_load_request (db, job->id, &local);
    }
  boot = pace.boot;
  if (local == NULL)
    job->row = attest_submission_row_load (db, job->id, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gint64
get_own_hold (AttestDb *db, AttestSendingJob *job)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count (*) FROM attempts WHERE submission_id = '%s'", job->id);
  gint64 n = 1;

  attest_db_get_int (db, sql, &n, NULL);
  n = CLAMP (n, 1, 7);
  return MIN ((gint64) FIRST_HOLD_SECONDS << (n - 1), ATTEST_MAX_RETRY_AFTER) * G_USEC_PER_SEC;
}

static gboolean
hold (AttestDb *db, AttestSendingJob *job, AttestPaceRow *pace, GError **error)
{
  if (job->hold < 0 && !job->hold_is_ours)
    return TRUE;
  if (job->hold < 0)
    job->hold = get_own_hold (db, job);
  attest_pace_note_hold (pace, job->clock, job->hold);
  job->end->not_before = job->end->now + job->hold;
  return attest_pace_save (db, job->service, job->environment, job->host, pace, error);
}

gpointer
attest_sending_end_job (AttestDb *db, gpointer data, GError **error)
{
  AttestSendingJob *job = data;
  AttestPaceRow pace = { 0 };
  g_autofree char *boot = NULL;
  g_autoptr (GError) local = NULL;

  if (attest_pace_load (db, job->service, job->environment, job->host, &pace, &local)
      && hold (db, job, &pace, &local))
    {
      attest_submissions_end (
          db, job->id, attest_owner_get_name (job->owner), job->from, job->end, &local);
      job->wait = attest_pace_get_wait (&pace, job->clock, job->pause);
    }
  boot = pace.boot;
  if (local == NULL)
    job->row = attest_submission_row_load (db, job->id, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

gpointer
attest_sending_release_job (AttestDb *db, gpointer data, GError **error)
{
  AttestSendingJob *job = data;

  attest_submissions_release (db, job->id, attest_owner_get_name (job->owner), error);
  return NULL;
}
