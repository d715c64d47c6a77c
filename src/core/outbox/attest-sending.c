/* One submission's way:
 *
 *   claim → key → begin (durable: sending, an attempt, the pace) → POST → end (durable)
 *
 * The key is got before anything begins, so that a locked keyring is "not sent" and nothing else.
 * Between the claim and the end the row belongs to this process; if that dies, the next start finds
 * the claim of a dead owner: still queued, or sending and then unknown. What came back is written
 * until it is written. Main thread. */
#include "attest-config.h"
#include "outbox/attest-sending.h"

#include "outbox/attest-post.h"
#include "outbox/attest-retry-after.h"
#include "store/attest-store-sending.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#define WRITE_AGAIN_MS 1000
#define MIN_HOLD_SECONDS 1
#define FIRST_HOLD_SECONDS 60

typedef struct
{
  const AttestSendingContext *context;
  AttestSubmission *submission;
  char *id;
  AttestPlace *place;
  gint64 pause;
  GCancellable *cancellable; /* by the user */
  GCancellable *stopping;    /* by the program's end */
  GCancellable *asking;      /* (nullable): for the key; by either */
  gulong asking_handlers[2];

  AttestClaimed *claimed; /* (nullable) */
  SecretValue *key;
  AttestState state; /* as this process left it: queued or sending */
  gint64 wait;

  /* What is to be written down at the end, and what owns its texts. */
  AttestClaimEnd end;
  AttestResponse *response;
  AttestReply *reply;
  char *kept_error;
} AttestSending;

static void
sending_free (AttestSending *self)
{
  g_object_unref (self->submission);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->stopping);
  g_clear_pointer (&self->claimed, attest_claimed_free);
  g_clear_pointer (&self->place, attest_place_free);
  g_clear_pointer (&self->response, attest_response_free);
  g_clear_object (&self->reply);
  g_clear_pointer (&self->key, secret_value_unref);
  g_free (self->kept_error);
  g_free (self->id);
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
end_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestSending *self = g_task_get_task_data (task);
  AttestRowMove move = ATTEST_ROW_NOT_THERE;
  g_autoptr (GError) error = NULL;

  if (attest_store_end_finish (ATTEST_STORE (source), result, &move, &self->wait, &error))
    return_end (task, ATTEST_SENDING_DONE);
  else if (g_error_matches (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_CLOSED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_timeout_add (WRITE_AGAIN_MS, write_again_cb, g_steal_pointer (&task));
}

/* Takes @task. */
static void
write_end (GTask *task)
{
  AttestSending *self = g_task_get_task_data (task);

  attest_store_end_async (self->context->store, &self->end, end_written_cb, task);
}

static void
set_end (AttestSending *self, AttestState state)
{
  self->end = (AttestClaimEnd){
    .id = self->id,
    .place = *self->place,
    .from = self->state,
    .to = state,
    .attempt = self->claimed->attempt,
    .pause = self->pause,
  };
}

/* Nothing left, for a reason that is told. Takes @task. */
static void
end_not_sent (GTask *task, const char *why)
{
  AttestSending *self = g_task_get_task_data (task);

  set_end (self, ATTEST_STATE_NOT_SENT);
  self->kept_error = g_strdup (why);
  self->end.message = self->kept_error;
  self->end.error = self->kept_error;
  write_end (task);
}

static void
released_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  attest_store_release_finish (ATTEST_STORE (source), result, NULL);
  return_end (task, ATTEST_SENDING_HALTED);
}

/* Takes @task. */
static void
release (GTask *task)
{
  AttestSending *self = g_task_get_task_data (task);

  attest_store_release_async (self->context->store, self->id, released_cb, task);
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

/* Doubled each time a server says nothing better. */
static gint64
get_own_hold (guint n_attempts)
{
  guint n = CLAMP (n_attempts, 1, 7) - 1;

  return MIN ((gint64) FIRST_HOLD_SECONDS << n, ATTEST_MAX_RETRY_AFTER) * G_USEC_PER_SEC;
}

static void
take_reply (AttestSending *self, AttestResponse *response)
{
  gint64 now = attest_store_get_now (self->context->store);
  AttestOutcome outcome = ATTEST_OUTCOME_NONE;
  guint seconds = 0;

  self->reply =
      self->place->service->read_reply (response->status, response->content_type, response->body);
  outcome = attest_reply_get_outcome (self->reply);
  set_end (self, states[outcome]);
  self->end.http_status = response->status;
  self->end.remote_id = attest_reply_get_remote_id (self->reply);
  self->end.message = attest_reply_get_message (self->reply);
  if (self->end.message == NULL && outcome != ATTEST_OUTCOME_ACCEPTED)
    self->end.message = attest_reply_get_explanation (self->reply);
  if (outcome != ATTEST_OUTCOME_DEFERRED)
    return;
  self->end.hold = get_own_hold (self->claimed->n_attempts);
  if (attest_retry_after_parse (response->retry_after, now, &seconds))
    self->end.hold = (gint64) MAX (seconds, MIN_HOLD_SECONDS) * G_USEC_PER_SEC;
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
  AttestResponse *response = attest_post_finish (result);

  self->response = response;
  if (response->status != 0)
    take_reply (self, response);
  else
    {
      set_end (self, response->may_have_left ? ATTEST_STATE_UNKNOWN : ATTEST_STATE_NOT_SENT);
      self->end.message = response->error;
    }
  self->end.headers = response->headers;
  self->end.content_type = response->content_type;
  self->end.body = response->body;
  self->end.is_cut = response->is_cut;
  self->kept_error = dup_kept_error (response);
  self->end.error = self->kept_error;
  write_end (task);
}

/* Takes @task. */
static void
post (GTask *task)
{
  AttestSending *self = g_task_get_task_data (task);
  g_autoptr (GBytes) body = g_bytes_new (self->claimed->body, strlen (self->claimed->body));
  AttestRequest request = {
    .url = self->claimed->url,
    .body = body,
    .key_header = self->place->service->key_header,
    .key_prefix = self->place->service->key_prefix,
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
  g_autofree char *url = attest_service_make_url (self->place->service, self->place->host);

  return url != NULL && g_strcmp0 (url, self->claimed->url) == 0;
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

  self->asking = g_cancellable_new ();
  self->asking_handlers[0] =
      g_cancellable_connect (self->cancellable, G_CALLBACK (stop_asking_cb), self->asking, NULL);
  self->asking_handlers[1] =
      g_cancellable_connect (self->stopping, G_CALLBACK (stop_asking_cb), self->asking, NULL);
  attest_keyring_call_async (self->context->keyring,
                             &(AttestKeyringCall){ ATTEST_KEYRING_LOOKUP, self->place, NULL },
                             self->asking,
                             key_cb,
                             task);
}

static const AttestSendingEnd answers[] = {
  [ATTEST_CLAIM_DONE] = ATTEST_SENDING_DONE,  [ATTEST_CLAIM_WAIT] = ATTEST_SENDING_WAIT,
  [ATTEST_CLAIM_LOST] = ATTEST_SENDING_LOST,  [ATTEST_CLAIM_PAUSED] = ATTEST_SENDING_HALTED,
  [ATTEST_CLAIM_ENDED] = ATTEST_SENDING_DONE,
};

static void
claimed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestSending *self = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_pointer (&self->claimed, attest_claimed_free);
  self->claimed = attest_store_claim_finish (ATTEST_STORE (source), result, &error);
  if (self->claimed == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->wait = self->claimed->wait;
  if (self->claimed->answer != ATTEST_CLAIM_DONE)
    {
      return_end (task, answers[self->claimed->answer]);
      return;
    }
  if (self->claimed->attempt != NULL)
    self->state = ATTEST_STATE_SENDING;
  if (!is_address_right (self))
    end_not_sent (g_steal_pointer (&task),
                  _ ("The address does not fit the host this was to be sent to."));
  else if (self->claimed->attempt != NULL)
    post (g_steal_pointer (&task));
  else
    ask_for_key (g_steal_pointer (&task));
}

/* Takes @task. */
static void
run_claim (GTask *task, gboolean begin_now)
{
  AttestSending *self = g_task_get_task_data (task);
  AttestClaim claim = {
    .id = self->id, .place = *self->place, .pause = self->pause, .begin = begin_now
  };

  attest_store_claim_async (self->context->store, &claim, NULL, claimed_cb, task);
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
  self->place = attest_place_new (attest_submission_get_service (submission),
                                  attest_submission_get_environment (submission),
                                  attest_sending_get_host (context, submission));
  self->pause = pause;
  self->state = ATTEST_STATE_QUEUED;
  self->cancellable = g_object_ref (cancellable);
  self->stopping = g_object_ref (stopping);
  g_task_set_task_data (task, self, (GDestroyNotify) sending_free);
  /* No key goes to the practice service, and none is asked for. */
  run_claim (task, self->place->environment == ATTEST_ENVIRONMENT_PRACTICE);
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
