/* AttestSubmissionDetails: one submission with its request, every attempt and every event. Read in
 * one go on the store's thread; the object is made on the main thread. */
#include "attest-config.h"
#include "store/attest-submission-details.h"

#include "service/attest-reply-reader.h"
#include "store/attest-draft.h"
#include "store/attest-store-call.h"
#include "store/attest-submissions.h"

struct _AttestSubmissionDetails
{
  GObject parent_instance;

  AttestSubmission *submission;
  AttestDraft *draft; /* (nullable): what it was made from, held so that it can be found */
  char *url;
  char *headers;
  char *body;
  AttestFrozenRequest *bulk; /* (nullable): what it was sent in */
  GPtrArray *attempts;       /* of AttestAttempt */
  GPtrArray *events;         /* of AttestEvent */
};

G_DEFINE_FINAL_TYPE (AttestSubmissionDetails, attest_submission_details, G_TYPE_OBJECT)

static void
attest_submission_details_finalize (GObject *object)
{
  AttestSubmissionDetails *self = ATTEST_SUBMISSION_DETAILS (object);

  g_clear_object (&self->submission);
  g_clear_object (&self->draft);
  g_free (self->url);
  g_free (self->headers);
  g_free (self->body);
  g_clear_pointer (&self->bulk, attest_frozen_request_free);
  g_clear_pointer (&self->attempts, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  G_OBJECT_CLASS (attest_submission_details_parent_class)->finalize (object);
}

static void
attest_submission_details_class_init (AttestSubmissionDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_submission_details_finalize;
}

static void
attest_submission_details_init (AttestSubmissionDetails *self)
{
}

/* Reading. */

typedef struct
{
  char *id;       /* in; or */
  char *draft_id; /* in: the refusal of which is wanted, if there is one */
  AttestSubmissionRow *row;
  AttestDraftRow *draft; /* (nullable) */
  char *url;
  char *headers;
  char *body;
  AttestFrozenRequest *bulk; /* (nullable) */
  GPtrArray *attempts;
  GPtrArray *events;
} Loading;

static void
loading_free (gpointer data)
{
  Loading *loading = data;

  g_free (loading->id);
  g_free (loading->draft_id);
  attest_submission_row_free (loading->row);
  attest_draft_row_free (loading->draft);
  g_free (loading->url);
  g_free (loading->headers);
  g_free (loading->body);
  g_clear_pointer (&loading->bulk, attest_frozen_request_free);
  g_clear_pointer (&loading->attempts, g_ptr_array_unref);
  g_clear_pointer (&loading->events, g_ptr_array_unref);
  g_free (loading);
}

static void
attempt_free (gpointer data)
{
  AttestAttempt *attempt = data;

  g_free (attempt->reply_headers);
  g_free (attempt->content_type);
  g_clear_pointer (&attempt->reply_body, g_bytes_unref);
  g_free (attempt->error);
  g_free (attempt);
}

static void
event_free (gpointer data)
{
  g_free (((AttestEvent *) data)->note);
  g_free (data);
}

static AttestState
read_state (AttestStatement *statement, int column)
{
  AttestState state = ATTEST_STATE_NONE;

  attest_state_from_id (attest_statement_get_text (statement, column), &state);
  return state;
}

static gpointer
read_attempt (AttestStatement *statement)
{
  AttestAttempt *attempt = g_new0 (AttestAttempt, 1);

  attempt->started = attest_statement_get_int (statement, 0);
  attempt->finished = attest_statement_get_int (statement, 1);
  attempt->outcome = read_state (statement, 2);
  attempt->http_status = (guint) attest_statement_get_int (statement, 3);
  attempt->reply_headers = attest_statement_dup_text (statement, 4);
  attempt->content_type = attest_statement_dup_text (statement, 5);
  attempt->reply_body = attest_statement_get_bytes (statement, 6);
  attempt->reply_cut = attest_statement_get_int (statement, 7) != 0;
  attempt->error = attest_statement_dup_text (statement, 8);
  return attempt;
}

static gpointer
read_event (AttestStatement *statement)
{
  AttestEvent *event = g_new0 (AttestEvent, 1);

  event->time = attest_statement_get_int (statement, 0);
  event->from = read_state (statement, 1);
  event->to = read_state (statement, 2);
  event->note = attest_statement_dup_text (statement, 3);
  return event;
}

static gboolean
read_request (AttestDb *db, Loading *loading, GError **error)
{
  g_autoptr (AttestStatement) statement =
      attest_db_query (db,
                       "SELECT url, headers, body FROM requests WHERE submission_id = ?1",
                       ATTEST_VALUES (ATTEST_TEXT (loading->id)),
                       error);
  gboolean has_row = FALSE;

  if (statement == NULL || !attest_statement_step (statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;
  loading->url = attest_statement_dup_text (statement, 0);
  loading->headers = attest_statement_dup_text (statement, 1);
  loading->body = g_strdup (attest_statement_get_text (statement, 2));
  return TRUE;
}

static gboolean
load (AttestDb *db, gpointer data, GError **error)
{
  Loading *loading = data;
  const AttestValue *id = ATTEST_VALUES (ATTEST_TEXT (loading->id));

  if (!attest_submissions_read_row (db, loading->id, &loading->row, error)
      || !read_request (db, loading, error)
      || (loading->row != NULL && loading->row->bulk != NULL
          && !attest_submissions_read_bulk (db, loading->row->bulk, &loading->bulk, error)))
    return FALSE;
  loading->attempts = attest_db_read_all (
      db,
      "SELECT started, finished, outcome, http_status, reply_headers, content_type,"
      " reply_body, reply_cut, error FROM attempts WHERE submission_id = ?1 ORDER BY started, id",
      id,
      read_attempt,
      attempt_free,
      error);
  if (loading->attempts == NULL)
    return FALSE;
  loading->events = attest_db_read_all (db,
                                        "SELECT time, from_state, to_state, note FROM events"
                                        " WHERE submission_id = ?1 ORDER BY time, id",
                                        id,
                                        read_event,
                                        event_free,
                                        error);
  if (loading->events != NULL && loading->row == NULL)
    attest_submissions_fail_not_found (loading->id, error);
  return loading->events != NULL && loading->row != NULL
         && (loading->row->draft_id == NULL
             || attest_drafts_read_row (db, loading->row->draft_id, &loading->draft, error));
}

static AttestSubmissionDetails *
make (AttestStore *store, Loading *loading)
{
  AttestSubmissionDetails *self = g_object_new (ATTEST_TYPE_SUBMISSION_DETAILS, NULL);

  self->submission = attest_store_ref_submission (store, loading->row);
  if (loading->draft != NULL)
    {
      self->draft = attest_store_ref_draft (store, loading->draft->schema, loading->draft->id);
      attest_draft_update (self->draft, loading->draft);
    }
  self->url = g_steal_pointer (&loading->url);
  self->headers = g_steal_pointer (&loading->headers);
  self->body = g_steal_pointer (&loading->body);
  self->bulk = g_steal_pointer (&loading->bulk);
  self->attempts = g_steal_pointer (&loading->attempts);
  self->events = g_steal_pointer (&loading->events);
  return self;
}

/**
 * attest_store_load_details_async:
 * @self: an open store
 * @submission_id: of a submission
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Reads everything that is kept of one submission.
 */
void
attest_store_load_details_async (AttestStore *self,
                                 const char *submission_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  Loading *loading = g_new0 (Loading, 1);

  loading->id = g_strdup (submission_id);
  attest_store_call_async (self,
                           &(AttestStoreCall){ .job = load,
                                               .data = loading,
                                               .free_data = loading_free,
                                               .tag = attest_store_load_details_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_load_details_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable): the details as they were when read
 */
AttestSubmissionDetails *
attest_store_load_details_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  Loading *loading =
      attest_store_call_finish (self, result, attest_store_load_details_async, error);

  return loading != NULL ? make (self, loading) : NULL;
}

#define NEWER ATTEST_PAST ("newer.created", "?2")
#define REFUSED ATTEST_PAST ("refused.created", "?2")

/* What a service refused and has not been sent again since. Who was accepted elsewhere than in
 * practice is not bothered with what was refused there. */
static gboolean
load_refusal_job (AttestDb *db, gpointer data, GError **error)
{
  static const char newest[] =
      "SELECT id FROM submissions AS refused WHERE draft_id = ?1 AND state = 'refused'"
      " AND NOT EXISTS (SELECT 1 FROM submissions AS newer WHERE newer.draft_id = ?1"
      "  AND (" NEWER ", newer.id) > (" REFUSED ", refused.id)"
      "  AND ((newer.environment = refused.environment AND newer.state <> 'not-sent')"
      "   OR (newer.environment <> 'practice' AND newer.state = 'accepted')))"
      " ORDER BY " REFUSED " DESC, id DESC LIMIT 1";
  Loading *loading = data;

  if (!attest_db_read_one (
          db,
          newest,
          ATTEST_VALUES (ATTEST_TEXT (loading->draft_id), ATTEST_INT (attest_db_get_now (db))),
          attest_db_read_text,
          (gpointer *) &loading->id,
          error))
    return FALSE;
  return loading->id == NULL || load (db, data, error);
}

/**
 * attest_store_load_refusal_async:
 * @self: an open store
 * @draft_id: of a draft
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Reads everything about the refusal that a draft still has to be mended for: the newest one that
 * was not followed by another answer, or another try, in the same environment.
 */
void
attest_store_load_refusal_async (AttestStore *self,
                                 const char *draft_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  Loading *loading = g_new0 (Loading, 1);

  loading->draft_id = g_strdup (draft_id);
  attest_store_call_async (self,
                           &(AttestStoreCall){ .job = load_refusal_job,
                                               .data = loading,
                                               .free_data = loading_free,
                                               .tag = attest_store_load_refusal_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_load_refusal_finish:
 * @self: a store
 * @result: what the callback was given
 * @refusal: (out) (transfer full) (nullable): it; %NULL: there is none
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: whether it could be read
 */
gboolean
attest_store_load_refusal_finish (AttestStore *self,
                                  GAsyncResult *result,
                                  AttestSubmissionDetails **refusal,
                                  GError **error)
{
  Loading *loading =
      attest_store_call_finish (self, result, attest_store_load_refusal_async, error);

  *refusal = loading != NULL && loading->id != NULL ? make (self, loading) : NULL;
  return loading != NULL;
}

/* Returns: (transfer none): whose details they are; this one does change */
AttestSubmission *
attest_submission_details_get_submission (AttestSubmissionDetails *self)
{
  g_return_val_if_fail (ATTEST_IS_SUBMISSION_DETAILS (self), NULL);
  return self->submission;
}

/* Returns: (transfer none): the whole address it goes to; "": the request is lost */
const char *
attest_submission_details_get_url (AttestSubmissionDetails *self)
{
  g_return_val_if_fail (ATTEST_IS_SUBMISSION_DETAILS (self), NULL);
  return self->url != NULL ? self->url : "";
}

/* Returns: (transfer none): one "Name: value" a line, the key as a placeholder */
const char *
attest_submission_details_get_request_headers (AttestSubmissionDetails *self)
{
  g_return_val_if_fail (ATTEST_IS_SUBMISSION_DETAILS (self), NULL);
  return self->headers != NULL ? self->headers : "";
}

/* Returns: (transfer none): exactly the bytes sent; "": they are lost */
const char *
attest_submission_details_get_request_body (AttestSubmissionDetails *self)
{
  g_return_val_if_fail (ATTEST_IS_SUBMISSION_DETAILS (self), NULL);
  return self->body != NULL ? self->body : "";
}

/* Returns: (transfer none): of the body, hex */
const char *
attest_submission_details_get_sha256 (AttestSubmissionDetails *self)
{
  g_return_val_if_fail (ATTEST_IS_SUBMISSION_DETAILS (self), NULL);
  return attest_submission_get_sha256 (self->submission);
}

/* Returns: how many were sent in its request; 0: it alone */
guint
attest_submission_details_get_bulk_size (AttestSubmissionDetails *self)
{
  g_return_val_if_fail (ATTEST_IS_SUBMISSION_DETAILS (self), 0);
  return self->bulk != NULL ? self->bulk->n_members : 0;
}

/* Returns: (transfer none) (nullable): of the body of that request, hex */
const char *
attest_submission_details_get_bulk_sha256 (AttestSubmissionDetails *self)
{
  g_return_val_if_fail (ATTEST_IS_SUBMISSION_DETAILS (self), NULL);
  return self->bulk != NULL ? self->bulk->sha256 : NULL;
}

/* Returns: microseconds: when the record was accepted there after this left, as known when it was
 * read; 0: never, or there is no draft of it any more */
gint64
attest_submission_details_get_accepted_since (AttestSubmissionDetails *self)
{
  const AttestPublished *published = NULL;

  g_return_val_if_fail (ATTEST_IS_SUBMISSION_DETAILS (self), 0);
  if (self->draft == NULL)
    return 0;
  published = attest_draft_get_published (self->draft,
                                          attest_submission_get_environment (self->submission));
  return published->accepted > attest_submission_get_sent (self->submission) ? published->accepted
                                                                             : 0;
}

/* Returns: (transfer none) (element-type AttestAttempt): the oldest first */
GPtrArray *
attest_submission_details_get_attempts (AttestSubmissionDetails *self)
{
  g_return_val_if_fail (ATTEST_IS_SUBMISSION_DETAILS (self), NULL);
  return self->attempts;
}

/* Returns: (transfer none) (element-type AttestEvent): the oldest first */
GPtrArray *
attest_submission_details_get_events (AttestSubmissionDetails *self)
{
  g_return_val_if_fail (ATTEST_IS_SUBMISSION_DETAILS (self), NULL);
  return self->events;
}

/* Returns: (transfer full): what a reply to many says of this one */
static AttestReply *
read_bulk_reply (AttestSubmissionDetails *self, const AttestAttempt *attempt)
{
  const AttestServiceBulk *bulk = attest_submission_get_service (self->submission)->bulk;
  g_autoptr (AttestReply) reply = bulk->read_reply (
      attempt->http_status, attempt->content_type, attempt->reply_body, self->bulk->body);
  GPtrArray *named = attest_reply_get_named (reply);

  for (guint i = 0; i < named->len; i++)
    {
      const AttestNamedMember *member = g_ptr_array_index (named, i);

      if (member->place == attest_submission_get_bulk_place (self->submission))
        return g_object_ref (member->reply);
    }
  return g_steal_pointer (&reply);
}

static AttestReply *
read_reply (AttestSubmissionDetails *self, const AttestService *service, AttestAttempt *attempt)
{
  g_autofree char *why = NULL;
  AttestReply *reply = NULL;

  if (self->bulk != NULL && service->bulk != NULL)
    reply = read_bulk_reply (self, attempt);
  else
    reply = service->read_reply (attempt->http_status, attempt->content_type, attempt->reply_body);
  /* In the lines below stand the technical details. */
  if (attempt->error != NULL)
    why = g_strndup (attempt->error, strcspn (attempt->error, "\n"));
  attest_reply_take_failure (reply, why);
  return reply;
}

/**
 * attest_submission_details_dup_reply:
 * @self: details
 *
 * Reads the last reply again, so that its explanation is in today's language and by today's
 * knowledge.
 *
 * Returns: (transfer full) (nullable): what it means; %NULL: there was no reply
 */
AttestReply *
attest_submission_details_dup_reply (AttestSubmissionDetails *self)
{
  const AttestService *service = NULL;

  g_return_val_if_fail (ATTEST_IS_SUBMISSION_DETAILS (self), NULL);

  service = attest_submission_get_service (self->submission);
  for (guint i = self->attempts->len; service != NULL && i > 0; i--)
    {
      AttestAttempt *attempt = g_ptr_array_index (self->attempts, i - 1);

      if (attempt->http_status != 0)
        return read_reply (self, service, attempt);
    }
  return NULL;
}
