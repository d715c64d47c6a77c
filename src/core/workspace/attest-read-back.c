/* Reading back: details → id → the service's pause → ask → compare.
 *
 * What is compared are the fields the service tells: what was sent, once as it is and once with
 * what the service says in its place. Main thread. */
#include "attest-config.h"
#include "workspace/attest-read-back.h"

#include "codec/attest-codec.h"
#include "http/attest-remote-list.h"
#include "service/attest-stored.h"
#include "store/attest-store-search.h"
#include "store/attest-store-sending.h"
#include "workspace/attest-workspace-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  AttestReadBackWish wish; /* its submission owned */
  AttestPlace *place;
  AttestRecord *sent;
  char *id;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_object_unref (self->wish.submission);
  g_clear_pointer (&self->place, attest_place_free);
  g_clear_object (&self->sent);
  g_free (self->id);
  g_free (self);
}

/**
 * attest_read_back_free:
 * @self: (nullable): what was read
 */
void
attest_read_back_free (AttestReadBack *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->differences);
  g_ptr_array_unref (self->untold);
  g_free (self);
}

/**
 * attest_read_back_is_possible:
 * @submission: a submission
 *
 * Returns: whether its service can be asked for one record, and this one was accepted there, or may
 *   have been
 */
gboolean
attest_read_back_is_possible (AttestSubmission *submission)
{
  const AttestService *service = NULL;
  AttestState state = ATTEST_STATE_QUEUED;

  g_return_val_if_fail (ATTEST_IS_SUBMISSION (submission), FALSE);

  service = attest_submission_get_service (submission);
  state = attest_submission_get_state (submission);
  return service != NULL && service->one.path != NULL
         && (state == ATTEST_STATE_UNKNOWN
             || (state == ATTEST_STATE_ACCEPTED
                 && attest_submission_get_remote_id (submission) != NULL));
}

/* Takes @task. */
static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* Takes @task. */
static void
fail_in_words (GTask *task, const char *words)
{
  fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, words));
}

/* Comparing. */

static gboolean
is_told (const AttestService *service, guint field)
{
  for (guint i = 0; service->told[i] < service->schema->n_fields; i++)
    if (service->told[i] == field)
      return TRUE;
  return FALSE;
}

static gboolean
is_sent (AttestRecord *record, guint index)
{
  g_autofree char *text =
      attest_codec_write_field (record, &attest_record_get_schema (record)->fields[index]);

  return text != NULL && *text != '\0';
}

static GPtrArray *
list_untold (Reading *self)
{
  const AttestService *service = self->place->service;
  GPtrArray *untold = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < service->schema->n_fields; i++)
    if (service->schema->fields[i].key != NULL && !is_told (service, i) && is_sent (self->sent, i))
      g_ptr_array_add (
          untold, g_strdup (attest_field_get_label (service->schema, &service->schema->fields[i])));
  return untold;
}

static GPtrArray *
compare (Reading *self, const AttestStored *stored)
{
  const AttestService *service = self->place->service;
  g_autoptr (AttestRecord) there = attest_record_copy (self->sent);
  g_autofree char *before = NULL;
  g_autofree char *after = attest_codec_write (self->sent, ATTEST_CODEC_WIRE);

  for (guint i = 0; service->told[i] < service->schema->n_fields; i++)
    attest_record_set_text (
        there, service->told[i], attest_record_get_text (stored->record, service->told[i]));
  before = attest_codec_write (there, ATTEST_CODEC_WIRE);
  return attest_compare_wire (service->schema, before, after);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) stored = attest_remote_list_read_finish (result, &error);
  AttestReadBack *back = NULL;

  if (stored == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  back = g_new0 (AttestReadBack, 1);
  back->is_there = stored->len > 0;
  back->differences =
      back->is_there ? compare (self, g_ptr_array_index (stored, 0))
                     : g_ptr_array_new_with_free_func ((GDestroyNotify) attest_difference_free);
  back->untold = list_untold (self);
  g_task_return_pointer (task, back, (GDestroyNotify) attest_read_back_free);
}

/* Takes @task. */
static void
ask (GTask *task)
{
  Reading *self = g_task_get_task_data (task);
  AttestWorkspace *workspace = g_task_get_source_object (task);
  AttestServiceList one = self->place->service->one;
  g_autofree char *path = attest_service_list_make_path (&one, self->id);
  AttestRemote remote = attest_outbox_get_remote (workspace->outbox);

  one.path = path;
  attest_remote_list_read_async (
      &remote, self->place, &one, g_task_get_cancellable (task), read_cb, task);
}

/* The service's pause. */

static void take_turn (GTask *task);

static gboolean
waited_cb (gpointer user_data)
{
  GTask *task = user_data;

  if (g_task_return_error_if_cancelled (task))
    g_object_unref (task);
  else
    take_turn (task);
  return G_SOURCE_REMOVE;
}

/* Told anew each second: somebody looks at it. */
static void
wait_for_turn (GTask *task, gint64 wait)
{
  Reading *self = g_task_get_task_data (task);
  guint seconds = (guint) ((wait + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);

  if (self->wish.waiting != NULL)
    self->wish.waiting (seconds, self->wish.waiting_data);
  g_timeout_add_full (
      G_PRIORITY_DEFAULT, (guint) (MIN (wait, G_USEC_PER_SEC) / 1000) + 1, waited_cb, task, NULL);
}

static void
turn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  gint64 wait = 0;

  if (!attest_store_take_turn_finish (ATTEST_STORE (source), result, &wait, &error))
    fail (task, error);
  else if (wait > 0)
    wait_for_turn (task, wait);
  else
    ask (task);
}

/* Takes @task. */
static void
take_turn (GTask *task)
{
  Reading *self = g_task_get_task_data (task);
  AttestWorkspace *workspace = g_task_get_source_object (task);
  guint pause = attest_dispatcher_get_pause (attest_outbox_get_dispatcher (workspace->outbox),
                                             self->place->service,
                                             self->place->environment);

  attest_store_take_turn_async (workspace->store,
                                self->place,
                                (gint64) pause * G_USEC_PER_SEC,
                                g_task_get_cancellable (task),
                                turn_cb,
                                task);
}

/* The id. */

static void
earlier_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Reading *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (AttestEarlier) earlier =
      attest_store_find_earlier_finish (ATTEST_STORE (source), result, &error);

  if (earlier != NULL && earlier->same_record != NULL)
    self->id = g_strdup (attest_submission_get_remote_id (earlier->same_record));
  if (earlier == NULL)
    fail (task, error);
  else if (self->id == NULL)
    fail_in_words (task,
                   _ ("The service finds certificates by its own ID, and that is not known here: "
                      "nothing with this number was accepted there yet."));
  else
    take_turn (task);
}

/* Takes @task. What became of an unknown one stands under the id of the one before. */
static void
find_id (GTask *task)
{
  Reading *self = g_task_get_task_data (task);
  AttestWorkspace *workspace = g_task_get_source_object (task);
  AttestSubmission *submission = self->wish.submission;
  AttestEarlierQuery query = { .place = self->place,
                               .title = attest_submission_get_title (submission),
                               .sha256 = attest_submission_get_sha256 (submission) };

  self->id = g_strdup (attest_submission_get_remote_id (submission));
  if (self->id != NULL)
    take_turn (task);
  else
    attest_store_find_earlier_async (
        workspace->store, &query, g_task_get_cancellable (task), earlier_cb, task);
}

static void
details_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Reading *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (AttestSubmissionDetails) details =
      attest_store_load_details_finish (ATTEST_STORE (source), result, &error);

  if (details != NULL)
    self->sent = attest_codec_read (self->place->service->schema,
                                    attest_submission_details_get_request_body (details),
                                    -1,
                                    ATTEST_CODEC_WIRE,
                                    NULL,
                                    &error);
  if (self->sent == NULL)
    fail (task, error);
  else
    find_id (task);
}

/**
 * attest_workspace_read_back_async:
 * @self: an open workspace
 * @wish: what to compare; copied
 * @cancellable: (nullable): gives up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Asks the service for the record that a submission made, and compares it with what was sent. What
 * is asked keeps the service's pause like what is sent. May prompt to unlock the keyring; writes
 * nothing.
 */
void
attest_workspace_read_back_async (AttestWorkspace *self,
                                  const AttestReadBackWish *wish,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = NULL;
  Reading *reading = NULL;
  AttestPlace place;

  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (attest_read_back_is_possible (wish->submission));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_workspace_read_back_async);
  place = attest_submission_get_place (wish->submission);
  if (place.environment == ATTEST_ENVIRONMENT_PRACTICE)
    place.host = attest_workspace_get_host (self, place.service, place.environment);
  reading = g_new0 (Reading, 1);
  reading->wish = *wish;
  g_object_ref (wish->submission);
  reading->place = attest_place_copy (&place);
  g_task_set_task_data (task, reading, reading_free);
  attest_store_load_details_async (
      self->store, attest_submission_get_id (wish->submission), cancellable, details_cb, task);
}

/**
 * attest_workspace_read_back_finish:
 * @self: the workspace
 * @result: what the callback was given
 * @error: return location for why it could not be asked, in words; a keyring's error; cancelled
 *
 * Returns: (transfer full) (nullable): how it stands there
 */
AttestReadBack *
attest_workspace_read_back_finish (AttestWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_workspace_read_back_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
