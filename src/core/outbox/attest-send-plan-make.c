/* Making a plan: the record is frozen as it is at that moment, the key is asked for, and what was
 * accepted earlier is looked for. Neither holds on to the record nor follows it. Main thread; the
 * job runs on the store's. */
#include "attest-config.h"
#include "outbox/attest-send-plan-private.h"

#include "codec/attest-codec.h"
#include "codec/attest-difference.h"
#include "outbox/attest-post.h"
#include "store/attest-submission-private.h"

#include <glib/gi18n-lib.h>

static gboolean
removes_stored_list (AttestRecord *record)
{
  const AttestSchema *schema = attest_record_get_schema (record);

  for (guint i = 0; i < schema->n_fields; i++)
    if (attest_field_is_list (&schema->fields[i])
        && attest_record_get_presence (record, i) == ATTEST_PRESENCE_EMPTY)
      return TRUE;
  return FALSE;
}

static void
freeze (AttestSendPlan *self, AttestRecord *record, const char *host)
{
  const AttestSchema *schema = self->service->schema;

  self->title = g_strdup (attest_record_get_title (record));
  self->entity = g_strdup (attest_record_get_role (record, schema->entity));
  self->entity_id = g_strdup (attest_record_get_role (record, schema->entity_id));
  self->host = attest_service_normalise_host (host, NULL);
  self->url = attest_service_make_url (self->service, self->host);
  self->headers = attest_post_describe_headers (
      attest_send_plan_get_needs_key (self) ? self->service->key_header : NULL,
      self->service->key_prefix);
  self->body = attest_codec_write (record, ATTEST_CODEC_WIRE);
  self->sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->body, -1);
  self->removes_stored = removes_stored_list (record);
  if (self->service->add_effects != NULL)
    self->service->add_effects (record, self->effects);
}

/* Earlier acceptances. */

typedef struct
{
  AttestStore *store;
  AttestSendPlan *plan; /* not changed while the job runs */
  AttestSubmissionRow *same_content;
  AttestSubmissionRow *same_record;
  AttestSubmissionRow *open;
  AttestFrozenRequest *request; /* of @same_record */
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_object_unref (search->store);
  g_clear_object (&search->plan);
  g_clear_pointer (&search->same_content, attest_submission_row_free);
  g_clear_pointer (&search->same_record, attest_submission_row_free);
  g_clear_pointer (&search->open, attest_submission_row_free);
  g_clear_pointer (&search->request, attest_frozen_request_free);
  g_free (search);
}

static AttestSubmissionRow *
find (AttestDb *db, AttestSendPlan *plan, const char *column, const char *value, GError **error)
{
  return attest_submissions_find_accepted (
      db, column, value, plan->service, plan->environment, plan->host, error);
}

static gpointer
search_job (AttestDb *db, gpointer data, GError **error)
{
  Search *search = data;
  AttestSendPlan *plan = search->plan;
  g_autoptr (GError) local = NULL;

  search->same_content = find (db, plan, "sha256", plan->sha256, &local);
  if (local == NULL && *plan->title != '\0')
    search->same_record = find (db, plan, "title", plan->title, &local);
  if (local == NULL && *plan->title != '\0')
    search->open = attest_submissions_find_open (
        db, plan->title, plan->service, plan->environment, plan->host, &local);
  if (local == NULL && search->same_record != NULL)
    search->request = attest_submissions_load_request (db, search->same_record->id, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* What was accepted last as this record, against what would be sent now. */
static void
compare (AttestSendPlan *self, Search *search)
{
  const AttestSchema *schema = self->service->schema;
  g_autoptr (AttestRecord) before = NULL;
  g_autoptr (AttestRecord) after = NULL;

  if (search->request == NULL)
    return;
  before = attest_codec_read (schema, search->request->body, -1, ATTEST_CODEC_WIRE, NULL, NULL);
  after = attest_codec_read (schema, self->body, -1, ATTEST_CODEC_WIRE, NULL, NULL);
  if (before == NULL || after == NULL)
    return;
  g_ptr_array_unref (self->differences);
  self->differences = attest_compare (before, after);
}

static char *
describe_obstacle (AttestSendPlan *self)
{
  if (self->host == NULL)
    return g_strdup_printf (_ ("No host is set for %s (%s)."),
                            self->service->name,
                            attest_environment_get_label (self->environment));
  /* A locked keyring is no obstacle: it is unlocked when the key is needed. */
  if (attest_send_plan_get_needs_key (self)
      && (self->key_state == ATTEST_KEY_NONE || self->key_state == ATTEST_KEY_UNAVAILABLE))
    return g_strdup (attest_key_state_get_advice (self->key_state));
  return NULL;
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  AttestSendPlan *self = search->plan;
  AttestStore *store = ATTEST_STORE (source);
  GError *error = NULL;

  attest_store_run_finish (store, result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (search->same_content != NULL)
    self->same_content = attest_store_ref_submission (store, search->same_content);
  if (search->same_record != NULL)
    self->same_record = attest_store_ref_submission (store, search->same_record);
  if (search->open != NULL)
    self->open = attest_store_ref_submission (store, search->open);
  compare (self, search);
  self->obstacle = describe_obstacle (self);
  g_task_return_pointer (task, g_steal_pointer (&search->plan), g_object_unref);
}

/* Takes @task. */
static void
search (GTask *task)
{
  Search *data = g_task_get_task_data (task);

  attest_store_run_async (data->store,
                          ATTEST_STORE_READ,
                          search_job,
                          data,
                          NULL,
                          NULL,
                          g_task_get_cancellable (task),
                          searched_cb,
                          task);
}

static void
key_state_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestSendPlan *self = ((Search *) g_task_get_task_data (task))->plan;
  GError *error = NULL;

  self->key_state = attest_keyring_call_finish (ATTEST_KEYRING (source), result, NULL, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    search (g_steal_pointer (&task));
}

/**
 * attest_send_plan_make_async:
 * @store: where earlier submissions are looked for
 * @keyring: where the key is looked for
 * @record: what is to be sent; frozen as it is now
 * @draft_id: (nullable): where it came from
 * @environment: where it is to go
 * @host: (nullable): the base URL there; %NULL: none is set
 * @problems: (element-type AttestProblem): what is wrong with @record
 * @cancellable: (nullable): gives up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Never prompts and never writes.
 */
void
attest_send_plan_make_async (AttestStore *store,
                             AttestKeyring *keyring,
                             AttestRecord *record,
                             const char *draft_id,
                             AttestEnvironment environment,
                             const char *host,
                             GPtrArray *problems,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  const AttestService *service = NULL;
  AttestSendPlan *self = NULL;
  AttestPlace place = { NULL };
  GTask *task = NULL;
  Search *data = NULL;

  g_return_if_fail (ATTEST_IS_STORE (store));
  g_return_if_fail (ATTEST_IS_KEYRING (keyring));
  g_return_if_fail (ATTEST_IS_RECORD (record));
  service = attest_service_for_schema (attest_record_get_schema (record));
  g_return_if_fail (service != NULL);

  self = g_object_new (ATTEST_TYPE_SEND_PLAN, NULL);
  self->service = service;
  self->environment = environment;
  self->draft_id = g_strdup (draft_id);
  self->problems = g_ptr_array_ref (problems);
  self->key_state = ATTEST_KEY_NONE;
  freeze (self, record, host);
  place = (AttestPlace){ service, environment, self->host };

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_send_plan_make_async);
  data = g_new0 (Search, 1);
  data->store = g_object_ref (store);
  data->plan = self;
  g_task_set_task_data (task, data, search_free);
  if (attest_send_plan_get_needs_key (self) && self->host != NULL)
    attest_keyring_call_async (keyring,
                               &(AttestKeyringCall){ ATTEST_KEYRING_QUERY, &place, NULL },
                               cancellable,
                               key_state_cb,
                               task);
  else
    search (task);
}

/**
 * attest_send_plan_make_finish:
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable): the plan
 */
AttestSendPlan *
attest_send_plan_make_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
