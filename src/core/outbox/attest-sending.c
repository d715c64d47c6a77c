/* One submission's way:
 *
 *   claim → key → begin (durable: sending, an attempt, the pace) → POST → end (durable)
 *
 * The key is got before anything begins, so that a locked keyring is "not sent" and nothing else.
 * Between the claim and the end the row belongs to this process; if that dies, the next start finds
 * the claim of a dead owner: still queued, or sending and then unknown. What came back is written
 * until it is written. Main thread; the jobs run on the store's. */
#include "attest-config.h"
#include "outbox/attest-sending.h"

#include "base/attest-str.h"
#include "outbox/attest-post.h"
#include "outbox/attest-retry-after.h"
#include "outbox/attest-sending-jobs.h"
#include "outbox/attest-state.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#define WRITE_AGAIN_MS 1000
#define MIN_HOLD_SECONDS 1

static void
sending_free (AttestSending *self)
{
  g_object_unref (self->submission);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->stopping);
  attest_frozen_request_free (self->request);
  g_clear_pointer (&self->key, secret_value_unref);
  attest_attempt_end_free (self->end);
  g_free (self->attempt);
  g_free (self->id);
  g_free (self->host);
  g_free (self);
}

static void
return_end (GTask *task, AttestSendingEnd end)
{
  g_task_return_int (task, (gssize) end);
}

/* The end. */

static void write_end (GTask *task);

static gboolean
write_again_cb (gpointer user_data)
{
  write_end (user_data);
  return G_SOURCE_REMOVE;
}

static void
show_row (AttestSending *self, AttestSendingJob *job)
{
  if (job->row != NULL)
    g_object_unref (
        attest_store_take_submission (self->context->store, g_steal_pointer (&job->row)));
}

typedef struct
{
  GTask *task;
  AttestSendingJob *job;
} Step;

static Step *
step_new (GTask *task, AttestSendingJob *job)
{
  Step *step = g_new (Step, 1);

  *step = (Step){ task, job };
  return step;
}

/* Opposite of step_new(): gives both back. */
static GTask *
step_take (Step *step, AttestSendingJob **job)
{
  GTask *task = step->task;

  *job = step->job;
  g_free (step);
  return task;
}

static void
end_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AttestSendingJob *job = NULL;
  g_autoptr (GTask) task = step_take (user_data, &job);
  AttestSending *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  attest_store_run_finish (ATTEST_STORE (source), result, &error);
  if (error == NULL)
    {
      self->wait = job->wait;
      show_row (self, job);
      return_end (task, ATTEST_SENDING_DONE);
    }
  else if (g_error_matches (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_CLOSED)
           || g_error_matches (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_NOT_FOUND))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_timeout_add (WRITE_AGAIN_MS, write_again_cb, g_steal_pointer (&task));
}

/* Takes @task. */
static void
write_end (GTask *task)
{
  AttestSending *self = g_task_get_task_data (task);
  AttestSendingJob *job = attest_sending_job_new (self);

  g_assert (attest_state_may_move (self->state, self->end->state, ATTEST_MOVER_SENDER));
  attest_store_run_async (self->context->store,
                          ATTEST_STORE_WRITE,
                          attest_sending_end_job,
                          job,
                          attest_sending_job_free,
                          NULL,
                          NULL,
                          end_written_cb,
                          step_new (task, job));
}

static gint64
get_now (AttestSending *self)
{
  return self->context->clock->get_real (self->context->clock->data);
}

static AttestAttemptEnd *
end_new (AttestSending *self, AttestState state)
{
  AttestAttemptEnd *end = g_new0 (AttestAttemptEnd, 1);

  end->attempt = g_strdup (self->attempt);
  end->state = state;
  end->now = get_now (self);
  return end;
}

/* Nothing left, for a reason that is told. Takes @task. */
static void
end_not_sent (GTask *task, const char *why)
{
  AttestSending *self = g_task_get_task_data (task);

  self->end = end_new (self, ATTEST_STATE_NOT_SENT);
  self->end->message = g_strdup (why);
  self->end->error = g_strdup (why);
  write_end (task);
}

static void
released_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  attest_store_run_finish (ATTEST_STORE (source), result, NULL);
  return_end (task, ATTEST_SENDING_HALTED);
}

/* Takes @task. */
static void
release (GTask *task)
{
  AttestSending *self = g_task_get_task_data (task);

  attest_store_run_async (self->context->store,
                          ATTEST_STORE_WRITE,
                          attest_sending_release_job,
                          attest_sending_job_new (self),
                          attest_sending_job_free,
                          NULL,
                          NULL,
                          released_cb,
                          task);
}

/* What came back. */

static const AttestState states[] = {
  [ATTEST_OUTCOME_NONE] = ATTEST_STATE_UNKNOWN,
  [ATTEST_OUTCOME_ACCEPTED] = ATTEST_STATE_ACCEPTED,
  [ATTEST_OUTCOME_REFUSED] = ATTEST_STATE_REFUSED,
  [ATTEST_OUTCOME_NOT_SENT] = ATTEST_STATE_NOT_SENT,
  [ATTEST_OUTCOME_UNKNOWN] = ATTEST_STATE_UNKNOWN,
  [ATTEST_OUTCOME_DEFERRED] = ATTEST_STATE_QUEUED,
};

static void
take_reply (AttestSending *self, AttestResponse *response)
{
  g_autoptr (AttestReply) reply =
      self->service->read_reply (response->status, response->content_type, response->body);
  AttestOutcome outcome = attest_reply_get_outcome (reply);
  AttestAttemptEnd *end = end_new (self, states[outcome]);
  guint seconds = 0;

  end->http_status = response->status;
  end->remote_id = g_strdup (attest_reply_get_remote_id (reply));
  end->message = g_strdup (attest_reply_get_message (reply));
  if (end->message == NULL && outcome != ATTEST_OUTCOME_ACCEPTED)
    end->message = g_strdup (attest_reply_get_explanation (reply));
  if (outcome == ATTEST_OUTCOME_DEFERRED)
    {
      self->hold_is_ours = TRUE;
      if (attest_retry_after_parse (response->retry_after, end->now, &seconds))
        self->hold = (gint64) MAX (seconds, MIN_HOLD_SECONDS) * G_USEC_PER_SEC;
    }
  self->end = end;
}

/* What is kept with the attempt: the words, and for whoever can read them the libraries' own. */
static char *
dup_kept_error (AttestResponse *response)
{
  g_autofree char *detail = NULL;

  if (response->error == NULL || response->detail == NULL)
    return g_strdup (response->error);
  /* Translators: %s are the words of a library, in English */
  detail = g_strdup_printf (_ ("Technical detail: %s"), response->detail);
  return g_strdup_printf ("%s\n%s", response->error, detail);
}

static void
posted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  AttestSending *self = g_task_get_task_data (task);
  g_autoptr (AttestResponse) response = attest_post_finish (result);

  if (response->status != 0)
    take_reply (self, response);
  else
    {
      self->end =
          end_new (self, response->may_have_left ? ATTEST_STATE_UNKNOWN : ATTEST_STATE_NOT_SENT);
      self->end->message = g_strdup (response->error);
    }
  self->end->headers = g_steal_pointer (&response->headers);
  self->end->content_type = g_steal_pointer (&response->content_type);
  self->end->body = g_steal_pointer (&response->body);
  self->end->is_cut = response->is_cut;
  self->end->error = dup_kept_error (response);
  write_end (task);
}

/* Takes @task. */
static void
post (GTask *task)
{
  AttestSending *self = g_task_get_task_data (task);
  g_autoptr (GBytes) body = g_bytes_new (self->request->body, strlen (self->request->body));
  AttestRequest request = {
    .url = self->request->url,
    .body = body,
    .key_header = self->service->key_header,
    .key_prefix = self->service->key_prefix,
    .key = self->key != NULL ? secret_value_get_text (self->key) : NULL,
    .idle_timeout = self->context->idle_timeout,
    .trusted = self->context->trusted,
    .proxies = self->context->proxies,
  };

  attest_post_async (&request, self->cancellable, posted_cb, task);
  g_clear_pointer (&self->key, secret_value_unref);
}

/* The way there. */

static void run_claim (GTask *task, gboolean begin_now);

/* A key goes to the host it is stored for, whatever stands in the database. */
static gboolean
is_address_right (AttestSending *self)
{
  g_autofree char *url = attest_service_make_url (self->service, self->host);

  return url != NULL && g_strcmp0 (url, self->request->url) == 0;
}

static void
key_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  AttestSending *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  g_cancellable_disconnect (self->cancellable, self->asking_handlers[0]);
  g_cancellable_disconnect (self->stopping, self->asking_handlers[1]);
  g_clear_object (&self->asking);
  attest_keyring_call_finish (ATTEST_KEYRING (source), result, &self->key, &error);
  if (g_cancellable_is_cancelled (self->stopping))
    release (task);
  else if (g_cancellable_is_cancelled (self->cancellable))
    end_not_sent (task, _ ("Sending was cancelled."));
  else if (self->key == NULL)
    end_not_sent (task, error->message);
  else
    run_claim (task, TRUE);
}

static void
stop_asking_cb (GCancellable *cancellable, GCancellable *asking)
{
  g_cancellable_cancel (asking);
}

/* A prompt to unlock may stand open for long: the end of the program closes it as the user does,
 * but then the submission stays queued. Takes @task. */
static void
ask_for_key (GTask *task)
{
  AttestSending *self = g_task_get_task_data (task);
  AttestPlace place = { self->service, self->environment, self->host };

  self->asking = g_cancellable_new ();
  self->asking_handlers[0] =
      g_cancellable_connect (self->cancellable, G_CALLBACK (stop_asking_cb), self->asking, NULL);
  self->asking_handlers[1] =
      g_cancellable_connect (self->stopping, G_CALLBACK (stop_asking_cb), self->asking, NULL);
  attest_keyring_call_async (self->context->keyring,
                             &(AttestKeyringCall){ ATTEST_KEYRING_LOOKUP, &place, NULL },
                             self->asking,
                             key_cb,
                             task);
}

static void
claimed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AttestSendingJob *job = NULL;
  GTask *task = step_take (user_data, &job);
  AttestSending *self = g_task_get_task_data (task);
  GError *error = NULL;

  attest_store_run_finish (ATTEST_STORE (source), result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  self->wait = job->wait;
  show_row (self, job);
  if (job->result != ATTEST_SENDING_DONE)
    {
      return_end (task, job->result);
      g_object_unref (task);
      return;
    }
  attest_frozen_request_free (self->request);
  self->request = g_steal_pointer (&job->request);
  self->attempt = g_steal_pointer (&job->attempt);
  if (self->attempt != NULL)
    self->state = ATTEST_STATE_SENDING;
  if (!is_address_right (self))
    end_not_sent (task, _ ("The address does not fit the host this was to be sent to."));
  else if (self->attempt != NULL)
    post (task);
  else
    ask_for_key (task);
}

/* Takes @task. */
static void
run_claim (GTask *task, gboolean begin_now)
{
  AttestSending *self = g_task_get_task_data (task);
  AttestSendingJob *job = attest_sending_job_new (self);

  job->begin = begin_now;
  job->moves = !g_str_equal (self->host, attest_submission_get_host (self->submission));
  attest_store_run_async (self->context->store,
                          ATTEST_STORE_WRITE,
                          attest_sending_claim_job,
                          job,
                          attest_sending_job_free,
                          NULL,
                          NULL,
                          claimed_cb,
                          step_new (task, job));
}

/**
 * attest_sending_get_host:
 * @context: what sending needs
 * @submission: a queued submission
 *
 * Returns: (transfer none): the base URL it goes to. That is the one it was decided for; but the
 *   practice service is the same one on whichever port it listens now.
 */
const char *
attest_sending_get_host (const AttestSendingContext *context, AttestSubmission *submission)
{
  const AttestService *service = attest_submission_get_service (submission);
  const char *host = NULL;

  if (context->practice != NULL && service != NULL
      && attest_submission_get_environment (submission) == ATTEST_ENVIRONMENT_PRACTICE)
    host = g_hash_table_lookup (context->practice, service->id);
  return host != NULL ? host : attest_submission_get_host (submission);
}

/**
 * attest_sending_run_async:
 * @context: what it needs
 * @submission: a queued submission
 * @pause: microseconds there have to be since the last request to that host
 * @cancellable: cancelled by the user: not sent, or unknown if it has left
 * @stopping: cancelled when the program ends: what has not begun stays queued
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Sends a submission, once at the most, if it is this process' turn.
 */
void
attest_sending_run_async (const AttestSendingContext *context,
                          AttestSubmission *submission,
                          gint64 pause,
                          GCancellable *cancellable,
                          GCancellable *stopping,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  AttestSending *self = g_new0 (AttestSending, 1);

  g_task_set_source_tag (task, attest_sending_run_async);
  self->context = context;
  self->submission = g_object_ref (submission);
  self->id = g_strdup (attest_submission_get_id (submission));
  self->service = attest_submission_get_service (submission);
  self->environment = attest_submission_get_environment (submission);
  self->host = g_strdup (attest_sending_get_host (context, submission));
  self->pause = pause;
  self->hold = -1;
  self->state = ATTEST_STATE_QUEUED;
  self->cancellable = g_object_ref (cancellable);
  self->stopping = g_object_ref (stopping);
  g_task_set_task_data (task, self, (GDestroyNotify) sending_free);
  /* No key goes to the practice service, and none is asked for. */
  run_claim (task, self->environment == ATTEST_ENVIRONMENT_PRACTICE);
}

/**
 * attest_sending_run_finish:
 * @result: what the callback was given
 * @wait: (out): microseconds until the next may be sent to that host
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: how it went; %ATTEST_SENDING_HALTED with @error
 */
AttestSendingEnd
attest_sending_run_finish (GAsyncResult *result, gint64 *wait, GError **error)
{
  AttestSending *self = g_task_get_task_data (G_TASK (result));
  GError *local = NULL;
  gssize end = 0;

  *wait = self->wait;
  end = g_task_propagate_int (G_TASK (result), &local);
  if (local == NULL)
    return (AttestSendingEnd) end;
  g_propagate_error (error, local);
  return ATTEST_SENDING_HALTED;
}
