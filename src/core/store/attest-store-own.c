/* What the user's own records tell: see the header. Main thread; the jobs, and all SQL, run on the
 * store's. */
#include "attest-config.h"
#include "store/attest-store-own.h"

#include "store/attest-store-call.h"

/* @self: (nullable) */
void
attest_accepted_free (AttestAccepted *self)
{
  if (self == NULL)
    return;
  g_free (self->body);
  g_free (self);
}

typedef struct
{
  const AttestService *service;
  char *id;
  AttestAccepted *accepted;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_free (self->id);
  attest_accepted_free (self->accepted);
  g_free (self);
}

static gpointer
read_accepted (AttestStatement *statement)
{
  AttestAccepted *self = g_new0 (AttestAccepted, 1);

  self->service = attest_service_get (attest_statement_get_text (statement, 0));
  if (!attest_environment_from_id (attest_statement_get_text (statement, 1), &self->environment))
    self->service = NULL;
  self->body = attest_statement_dup_text (statement, 2);
  return self;
}

static gboolean
read_accepted_job (AttestDb *db, gpointer data, GError **error)
{
  Reading *self = data;

  return attest_db_read_one (
      db,
      "SELECT s.service, s.environment, r.body FROM submissions s"
      " JOIN requests r ON r.submission_id = s.id"
      " WHERE s.state = 'accepted' AND s.service = ?1"
      " AND (?2 = '' OR s.id = ?2) ORDER BY s.left_at DESC LIMIT 1",
      ATTEST_VALUES (ATTEST_TEXT (self->service->id), ATTEST_TEXT (self->id)),
      read_accepted,
      (gpointer *) &self->accepted,
      error);
}

/**
 * attest_store_read_accepted_async:
 * @self: an open store
 * @service: a service
 * @submission_id: (nullable): of one of its submissions; %NULL: the newest that was accepted
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
attest_store_read_accepted_async (AttestStore *self,
                                  const AttestService *service,
                                  const char *submission_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->service = service;
  reading->id = g_strdup (submission_id != NULL ? submission_id : "");
  attest_store_call_async (self,
                           &(AttestStoreCall){ .job = read_accepted_job,
                                               .data = reading,
                                               .free_data = reading_free,
                                               .tag = attest_store_read_accepted_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_read_accepted_finish:
 * @self: a store
 * @result: what the callback was given
 * @accepted: (out) (transfer full) (nullable): it; %NULL: there is none
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: whether it could be read
 */
gboolean
attest_store_read_accepted_finish (AttestStore *self,
                                   GAsyncResult *result,
                                   AttestAccepted **accepted,
                                   GError **error)
{
  Reading *reading =
      attest_store_call_finish (self, result, attest_store_read_accepted_async, error);

  *accepted = reading != NULL ? g_steal_pointer (&reading->accepted) : NULL;
  return reading != NULL;
}
