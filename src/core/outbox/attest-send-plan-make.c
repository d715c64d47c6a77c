/* Making a plan: the record is frozen as it is at that moment, the key is asked for, and what was
 * accepted earlier is looked for. Neither holds on to the record nor follows it. Main thread. */
#include "attest-config.h"
#include "outbox/attest-send-plan-private.h"

#include "codec/attest-codec.h"
#include "codec/attest-difference.h"
#include "outbox/attest-post.h"
#include "store/attest-store-search.h"

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
  AttestSendPlan *plan;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_object_unref (search->store);
  g_clear_object (&search->plan);
  g_free (search);
}

/* What was accepted last as this record, against what would be sent now. */
static void
compare (AttestSendPlan *self, const char *earlier)
{
  const AttestSchema *schema = self->service->schema;
  g_autoptr (AttestRecord) before = NULL;
  g_autoptr (AttestRecord) after = NULL;

  if (earlier == NULL)
    return;
  before = attest_codec_read (schema, earlier, -1, ATTEST_CODEC_WIRE, NULL, NULL);
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
  GError *error = NULL;
  g_autoptr (AttestEarlier) earlier =
      attest_store_find_earlier_finish (ATTEST_STORE (source), result, &error);

  if (earlier == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->same_content = g_steal_pointer (&earlier->same_content);
  self->same_record = g_steal_pointer (&earlier->same_record);
  self->open = g_steal_pointer (&earlier->open);
  compare (self, earlier->body);
  self->obstacle = describe_obstacle (self);
  g_task_return_pointer (task, g_steal_pointer (&search->plan), g_object_unref);
}

/* Takes @task. */
static void
search (GTask *task)
{
  Search *data = g_task_get_task_data (task);
  AttestPlace place = { data->plan->service, data->plan->environment, data->plan->host };

  attest_store_find_earlier_async (data->store,
                                   &place,
                                   data->plan->title,
                                   data->plan->sha256,
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
