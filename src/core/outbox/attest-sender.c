/* One submission's way:
 *
 *   claim → key → begin (durable: sending, an attempt, the rate limit) → POST → end (durable)
 *
 * A bulk upload goes the same way under the name of any of its members: what is claimed, begun and
 * ended is all of it.
 *
 * The key is got before anything begins, so that a locked keyring is "not sent" and nothing else.
 * Between the claim and the end the row belongs to this process; if that dies, the next start finds
 * the claim of a dead one: still queued, or sending and then unknown. What came back is written
 * until it is written, or until the program has to end without. Main thread. */
#include "attest-config.h"
#include "outbox/attest-sender.h"

#include "http/attest-failure.h"
#include "service/attest-reply-reader.h"
#include "store/attest-store-sending.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WRITE_AGAIN_MS 1000
#define MOST_AT_END 3 /* tries to write, once the program is to end */
#define MIN_HOLD_SECONDS 1
#define FIRST_HOLD_SECONDS 60 /* doubled each time */
#define MOST_ATTEMPTS 8       /* put off so often, it is a person's decision */

struct _AttestSender
{
  AttestStore *store;
  AttestKeyring *keyring;
  const AttestRoute *route;
  AttestSenderUnwritten unwritten;
  gpointer user_data;
  GCancellable *stopping; /* cancelled when the program ends */
  guint n_asking;         /* that wait for the keyring */
};

typedef struct
{
  AttestSender *sender;
  char *id;
  AttestPlace *place;
  gint64 pause;
  GCancellable *cancellable; /* by the user */
  GCancellable *asking;      /* (nullable): of the keyring; by either */
  gulong asking_handlers[2];
  gboolean is_keyless; /* no key, or not one that is taken */

  AttestClaimed *claimed; /* (nullable) */
  SecretValue *key;       /* (nullable) */
  AttestState state;      /* as this process left it: queued or sending */
  gint64 wait;
  guint n_failed_at_end;
  gboolean is_told;

  /* What is to be written down at the end, and what owns its texts. */
  AttestClaimEnd end;
  AttestResponse *response;
  AttestReply *reply;
  char *words;
} Sending;

/**
 * attest_sender_new:
 * @store: where submissions are
 * @keyring: where keys are got
 * @route: how servers are reached; outlives it
 * @unwritten: called when what came back cannot be written down
 * @user_data: for @unwritten
 *
 * Returns: (transfer full): a sender
 */
AttestSender *
attest_sender_new (AttestStore *store,
                   AttestKeyring *keyring,
                   const AttestRoute *route,
                   AttestSenderUnwritten unwritten,
                   gpointer user_data)
{
  AttestSender *self = g_new0 (AttestSender, 1);

  self->store = g_object_ref (store);
  self->keyring = g_object_ref (keyring);
  self->route = route;
  self->unwritten = unwritten;
  self->user_data = user_data;
  self->stopping = g_cancellable_new ();
  return self;
}

/**
 * attest_sender_free:
 * @self: a sender with nothing under way
 */
void
attest_sender_free (AttestSender *self)
{
  g_object_unref (self->store);
  g_object_unref (self->keyring);
  g_object_unref (self->stopping);
  g_free (self);
}

/**
 * attest_sender_stop:
 * @self: a sender
 *
 * What has not begun stays queued; what has left is waited for, and written down if that is
 * possible.
 */
void
attest_sender_stop (AttestSender *self)
{
  g_cancellable_cancel (self->stopping);
}

/**
 * attest_sender_is_asking:
 * @self: a sender
 *
 * Returns: whether something cannot go on before the keyring answers, which may ask to be unlocked
 */
gboolean
attest_sender_is_asking (AttestSender *self)
{
  return self->n_asking > 0;
}

static void
sending_free (gpointer data)
{
  Sending *self = data;

  g_clear_object (&self->cancellable);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->claimed, attest_claimed_free);
  g_clear_pointer (&self->place, attest_place_free);
  g_clear_pointer (&self->response, attest_response_free);
  g_clear_object (&self->reply);
  g_clear_pointer (&self->key, secret_value_unref);
  g_free (self->words);
  g_free (self->id);
  g_free (self);
}

static void
return_sent (GTask *task, AttestSent sent)
{
  g_task_return_int (task, (gssize) sent);
}

static gboolean
is_stopping (const Sending *self)
{
  return g_cancellable_is_cancelled (self->sender->stopping);
}

/* Asking the keyring. */

static void
stop_asking_cb (GCancellable *cancellable, GCancellable *asking)
{
  g_cancellable_cancel (asking);
}

/* It may stand before a prompt for long: the end of the program closes that as the user does, but
 * then the submission stays queued. */
static void
begin_asking (Sending *self)
{
  GCancellable *ends[] = { self->cancellable, self->sender->stopping };

  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    self->asking_handlers[i] =
        g_cancellable_connect (ends[i], G_CALLBACK (stop_asking_cb), self->asking, NULL);
  self->sender->n_asking++;
}

static void
end_asking (Sending *self)
{
  g_cancellable_disconnect (self->cancellable, self->asking_handlers[0]);
  g_cancellable_disconnect (self->sender->stopping, self->asking_handlers[1]);
  self->sender->n_asking--;
}

/* The end. */

static void write_end (GTask *task);

static gboolean
write_again_cb (gpointer user_data)
{
  write_end (user_data);
  return G_SOURCE_REMOVE;
}

/* Takes @task and @error. */
static void
take_unwritten (GTask *task, GError *error)
{
  Sending *self = g_task_get_task_data (task);
  gboolean is_closed = g_error_matches (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_CLOSED);

  if (!self->is_told && !is_closed)
    self->sender->unwritten (&self->end, error, self->sender->user_data);
  self->is_told = TRUE;
  if (is_closed || (is_stopping (self) && ++self->n_failed_at_end >= MOST_AT_END))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  g_error_free (error);
  g_timeout_add (WRITE_AGAIN_MS, write_again_cb, task);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Sending *self = g_task_get_task_data (task);
  AttestRowMove move = ATTEST_ROW_NOT_THERE;
  GError *error = NULL;

  if (!attest_store_end_finish (ATTEST_STORE (source), result, &move, &self->wait, &error))
    {
      take_unwritten (task, error);
      return;
    }
  return_sent (task, self->is_keyless ? ATTEST_SENT_KEYLESS : ATTEST_SENT_DONE);
  g_object_unref (task);
}

/* Takes @task. */
static void
write_end (GTask *task)
{
  Sending *self = g_task_get_task_data (task);

  attest_store_end_async (self->sender->store, &self->end, written_cb, task);
}

static void
set_end (Sending *self, AttestState state)
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
  Sending *self = g_task_get_task_data (task);

  set_end (self, ATTEST_STATE_NOT_SENT);
  self->words = g_strdup (why);
  self->end.message = self->words;
  self->end.error = self->words;
  write_end (task);
}

static void
released_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  attest_store_release_finish (ATTEST_STORE (source), result, NULL);
  return_sent (task, ATTEST_SENT_HALTED);
}

/* Takes @task. */
static void
release (GTask *task)
{
  Sending *self = g_task_get_task_data (task);

  attest_store_release_async (self->sender->store, self->id, released_cb, task);
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

/* The server's own pause is kept to, and that between two requests there, which is told in one with
 * it; from the second time on it is doubled at least. Microseconds. */
static gint64
get_hold (Sending *self, const AttestResponse *response)
{
  gint64 now = attest_store_get_now (self->sender->store);
  guint n = CLAMP (self->claimed->n_attempts, 1, MOST_ATTEMPTS);
  guint own = MIN (FIRST_HOLD_SECONDS << (n - 1), ATTEST_MAX_RETRY_AFTER);
  guint seconds = own;

  if (attest_retry_after_parse (response->retry_after, now, &seconds))
    seconds = MAX (MAX (seconds, MIN_HOLD_SECONDS), n > 1 ? own : 0);
  return MAX (seconds * G_USEC_PER_SEC, self->pause);
}

static void
take_deferral (Sending *self, const AttestResponse *response)
{
  self->end.hold = get_hold (self, response);
  if (self->claimed->n_attempts < MOST_ATTEMPTS)
    return;
  self->end.to = ATTEST_STATE_NOT_SENT;
  self->words = g_strdup_printf (
      ngettext ("The service postponed it %u time without accepting it. Send it again later.",
                "The service postponed it %u times without accepting it. Send it again later.",
                self->claimed->n_attempts),
      self->claimed->n_attempts);
  self->end.message = self->words;
}

static AttestReply *
read_reply (Sending *self, const AttestResponse *response)
{
  const AttestService *service = self->place->service;

  return self->claimed->n_members > 0
             ? service->bulk->read_reply (
                 response->status, response->content_type, response->body, self->claimed->body)
             : service->read_reply (response->status, response->content_type, response->body);
}

static void
take_reply (Sending *self, const AttestResponse *response)
{
  AttestOutcome outcome = ATTEST_OUTCOME_NONE;

  self->reply = read_reply (self, response);
  attest_reply_take_failure (self->reply, response->error);
  outcome = attest_reply_get_outcome (self->reply);
  set_end (self, states[outcome]);
  /* 403 may be about what was sent: the next may pass. */
  self->is_keyless = outcome == ATTEST_OUTCOME_REFUSED && response->status == 401;
  self->end.http_status = response->status;
  self->end.remote_id = attest_reply_get_remote_id (self->reply);
  self->end.named = attest_reply_get_named (self->reply);
  self->end.message = attest_reply_get_reason (self->reply);
  if (outcome == ATTEST_OUTCOME_DEFERRED)
    take_deferral (self, response);
}

/* What is kept with the attempt: the words, and for whoever can read them the libraries' own. */
static char *
dup_kept_error (const AttestResponse *response)
{
  g_autofree char *detail = NULL;

  if (response->error == NULL || response->detail == NULL)
    return g_strdup (response->error);
  /* Translators: %s are the words of a library, in English */
  detail = g_strdup_printf (_ ("Technical details: %s"), response->detail);
  return g_strdup_printf ("%s\n%s", response->error, detail);
}

/* Takes @task. @is_later: without an answer it stays queued: somebody is asked for what a proxy
 * wants, or there is no time left to. */
static void
take_response (GTask *task, gboolean is_later)
{
  Sending *self = g_task_get_task_data (task);
  AttestResponse *response = self->response;

  g_clear_pointer (&self->key, secret_value_unref);
  if (response->status != 0)
    take_reply (self, response);
  else if (is_later)
    set_end (self, ATTEST_STATE_QUEUED);
  else
    {
      set_end (self, response->may_have_left ? ATTEST_STATE_UNKNOWN : ATTEST_STATE_NOT_SENT);
      self->end.message = response->error;
    }
  self->end.headers = response->headers;
  self->end.content_type = response->content_type;
  self->end.body = response->body;
  self->end.is_cut = response->is_cut;
  if (self->words == NULL)
    self->words = dup_kept_error (response);
  self->end.error = self->words;
  write_end (task);
}

static void post (GTask *task);

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Sending *self = g_task_get_task_data (task);
  AttestSignInAnswer answer = attest_sign_in_find_finish (result);
  gboolean is_removed = g_cancellable_is_cancelled (self->cancellable);

  end_asking (self);
  if (answer == ATTEST_SIGN_IN_FOUND && !is_removed && !is_stopping (self))
    post (task);
  else
    take_response (task, !is_removed && (answer != ATTEST_SIGN_IN_NONE || is_stopping (self)));
}

static void
posted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Sending *self = g_task_get_task_data (task);
  AttestSignInQuestion question = { 0 };

  g_clear_pointer (&self->response, attest_response_free);
  self->response = attest_post_finish (result);
  if (self->response->proxy == NULL)
    {
      take_response (task, FALSE);
      return;
    }
  question.proxy = self->response->proxy;
  question.refused = self->response->login;
  begin_asking (self);
  attest_sign_in_find_async (
      self->sender->route->sign_in, &question, self->asking, signed_in_cb, task);
}

/* Takes @task. Nothing of an earlier one has left. */
static void
post (GTask *task)
{
  Sending *self = g_task_get_task_data (task);
  g_autoptr (GBytes) body = g_bytes_new (self->claimed->body, strlen (self->claimed->body));
  AttestRequest request = {
    .url = self->claimed->url,
    .body = body,
    .key_header = self->place->service->key_header,
    .key_prefix = self->place->service->key_prefix,
    .key = self->key,
    .route = self->sender->route,
  };

  attest_post_async (&request, self->cancellable, posted_cb, task);
}

/* The way there. */

static void claim (GTask *task, gboolean begin);

static const AttestSent answers[] = {
  [ATTEST_CLAIM_DONE] = ATTEST_SENT_DONE,  [ATTEST_CLAIM_WAIT] = ATTEST_SENT_WAIT,
  [ATTEST_CLAIM_LOST] = ATTEST_SENT_LOST,  [ATTEST_CLAIM_PAUSED] = ATTEST_SENT_HALTED,
  [ATTEST_CLAIM_ENDED] = ATTEST_SENT_DONE,
};

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Sending *self = g_task_get_task_data (task);
  AttestRowMove move = ATTEST_ROW_NOT_THERE;
  GError *error = NULL;

  if (!attest_store_decide_finish (ATTEST_STORE (source), result, &move, &error))
    g_task_return_error (task, error);
  else
    return_sent (task,
                 move == ATTEST_ROW_MOVED ? ATTEST_SENT_DONE : answers[self->claimed->answer]);
}

/* The user took it out while it was not under way yet. Takes @task. */
static void
take_out (GTask *task)
{
  Sending *self = g_task_get_task_data (task);

  attest_store_decide_async (self->sender->store,
                             &(AttestDecision){ .id = self->id,
                                                .from = ATTEST_STATE_QUEUED,
                                                .to = ATTEST_STATE_NOT_SENT,
                                                .note = _ ("Taken out before sending.") },
                             NULL,
                             removed_cb,
                             task);
}

/* A key goes to the host it is stored for, whatever stands in the database. */
static gboolean
is_address_right (Sending *self)
{
  g_autofree char *url =
      self->claimed->n_members > 0
          ? attest_service_make_bulk_url (self->place->service, self->place->host)
          : attest_service_make_url (self->place->service, self->place->host);

  return url != NULL && g_strcmp0 (url, self->claimed->url) == 0;
}

/* Returns: (transfer full) (nullable): why nothing may be sent there */
static char *
dup_objection (Sending *self)
{
  g_autoptr (GError) error = NULL;

  if (!is_address_right (self))
    return g_strdup (_ ("The address does not match the host this should have been sent to."));
  if (!attest_service_check_place (
          self->place->service, self->place->environment, self->place->host, &error))
    return g_strdup (error->message);
  return NULL;
}

static void
key_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Sending *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  end_asking (self);
  attest_keyring_call_finish (ATTEST_KEYRING (source), result, &self->key, &error);
  if (is_stopping (self))
    release (task);
  else if (g_cancellable_is_cancelled (self->cancellable))
    take_out (task);
  else if (error != NULL)
    {
      self->is_keyless = TRUE;
      end_not_sent (task, error->message);
    }
  else
    claim (task, TRUE);
}

/* Takes @task. */
static void
ask_for_key (GTask *task)
{
  Sending *self = g_task_get_task_data (task);

  begin_asking (self);
  attest_keyring_call_async (self->sender->keyring,
                             &(AttestKeyringCall){ ATTEST_KEYRING_LOOKUP, self->place, NULL },
                             self->asking,
                             key_cb,
                             task);
}

/* It was not its turn. If the user removed it meanwhile, that holds all the same. Takes @task. */
static void
end_unclaimed (GTask *task)
{
  Sending *self = g_task_get_task_data (task);

  if (g_cancellable_is_cancelled (self->cancellable) && self->claimed->answer != ATTEST_CLAIM_ENDED)
    {
      take_out (task);
      return;
    }
  return_sent (task, answers[self->claimed->answer]);
  g_object_unref (task);
}

static void
claimed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Sending *self = g_task_get_task_data (task);
  g_autofree char *objection = NULL;
  GError *error = NULL;

  g_clear_pointer (&self->claimed, attest_claimed_free);
  self->claimed = attest_store_claim_finish (ATTEST_STORE (source), result, &error);
  if (self->claimed == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  self->wait = self->claimed->wait;
  if (self->claimed->attempt != NULL)
    self->state = ATTEST_STATE_SENDING;
  if (self->claimed->answer != ATTEST_CLAIM_DONE)
    end_unclaimed (task);
  else if ((objection = dup_objection (self)) != NULL)
    end_not_sent (task, objection);
  else if (self->claimed->attempt != NULL)
    post (task);
  else
    ask_for_key (task);
}

/* Takes @task. */
static void
claim (GTask *task, gboolean begin)
{
  Sending *self = g_task_get_task_data (task);
  AttestClaim to_claim = {
    .id = self->id, .place = *self->place, .pause = self->pause, .begin = begin
  };

  attest_store_claim_async (self->sender->store, &to_claim, NULL, claimed_cb, task);
}

/**
 * attest_sender_send_async:
 * @self: a sender
 * @turn: what is to be sent, and where
 * @pause: microseconds there have to be since the last request to that place
 * @cancellable: cancelled by the user: not sent, or unknown if it has left
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Sends a submission, once at the most, if it is this process' turn.
 */
void
attest_sender_send_async (AttestSender *self,
                          const AttestTurn *turn,
                          gint64 pause,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Sending *sending = g_new0 (Sending, 1);

  g_task_set_source_tag (task, attest_sender_send_async);
  sending->sender = self;
  sending->id = g_strdup (turn->id);
  sending->place = attest_place_copy (turn->place);
  sending->pause = pause;
  sending->state = ATTEST_STATE_QUEUED;
  sending->cancellable = g_object_ref (cancellable);
  g_task_set_task_data (task, sending, sending_free);
  /* No key goes to the practice service, and none is asked for. */
  claim (task, turn->place->environment == ATTEST_ENVIRONMENT_PRACTICE);
}

/**
 * attest_sender_send_finish:
 * @result: what the callback was given
 * @wait: (out): microseconds until the next may be sent to that place
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: what became of it; %ATTEST_SENT_UNWRITTEN or %ATTEST_SENT_FAILED if and only if there is
 *   an error
 */
AttestSent
attest_sender_send_finish (GAsyncResult *result, gint64 *wait, GError **error)
{
  Sending *sending = NULL;
  GError *local = NULL;
  gssize sent = 0;

  g_return_val_if_fail (g_task_is_valid (result, NULL), ATTEST_SENT_FAILED);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_sender_send_async),
                        ATTEST_SENT_FAILED);

  sending = g_task_get_task_data (G_TASK (result));
  *wait = sending->wait;
  sent = g_task_propagate_int (G_TASK (result), &local);
  if (local == NULL)
    return (AttestSent) sent;
  g_propagate_error (error, local);
  return sending->end.id != NULL ? ATTEST_SENT_UNWRITTEN : ATTEST_SENT_FAILED;
}
