/* AttestSendPlan: see the header. Made from a record as it is at that moment; neither holds on to
 * the record nor follows it. Main thread. */
#include "attest-config.h"
#include "outbox/attest-send-plan-private.h"

#include "base/attest-ident.h"
#include "base/attest-str.h"
#include "check/attest-check.h"
#include "codec/attest-codec.h"
#include "codec/attest-difference.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"
#include "outbox/attest-post.h"
#include "store/attest-submission-private.h"

#include <glib/gi18n-lib.h>

struct _AttestSendPlan
{
  GObject parent_instance;

  const AttestService *service;
  AttestEnvironment environment;
  char *host;
  char *url;
  char *headers;
  char *body;
  char *sha256;
  char *title;
  char *entity;
  char *entity_id;
  char *draft_id;
  char *obstacle;
  GPtrArray *problems;
  GPtrArray *effects;
  AttestKeyState key_state;
  gboolean removes_stored;
  AttestSubmission *same_content;
  AttestSubmission *same_record;
  AttestSubmission *open;
  GPtrArray *differences;
};

G_DEFINE_FINAL_TYPE (AttestSendPlan, attest_send_plan, G_TYPE_OBJECT)

static void
attest_send_plan_finalize (GObject *object)
{
  AttestSendPlan *self = ATTEST_SEND_PLAN (object);

  g_free (self->host);
  g_free (self->url);
  g_free (self->headers);
  g_free (self->body);
  g_free (self->sha256);
  g_free (self->title);
  g_free (self->entity);
  g_free (self->entity_id);
  g_free (self->draft_id);
  g_free (self->obstacle);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->effects, g_ptr_array_unref);
  g_clear_object (&self->same_content);
  g_clear_object (&self->same_record);
  g_clear_object (&self->open);
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  G_OBJECT_CLASS (attest_send_plan_parent_class)->finalize (object);
}

static void
attest_send_plan_class_init (AttestSendPlanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_send_plan_finalize;
}

static void
attest_send_plan_init (AttestSendPlan *self)
{
  self->effects = g_ptr_array_new_with_free_func (g_free);
  self->differences = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_difference_free);
}

/* What lists show beside the title. */
static void
take_names (AttestSendPlan *self, AttestRecord *record)
{
  self->title = g_strdup (attest_record_get_title (record));
  if (self->service->schema == &attest_certificate_schema)
    {
      self->entity = g_strdup (attest_record_get_text (record, ATTEST_CERTIFICATE_ENTITY_NAME));
      self->entity_id =
          g_strdup (attest_record_get_text (record, ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID));
    }
  else
    {
      self->entity = g_strdup (attest_record_get_text (record, ATTEST_FORM_PROGRAM_NAME));
      self->entity_id = g_strdup ("");
    }
}

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
  take_names (self, record);
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
  AttestSendPlan *plan; /* not owned; not changed while the job runs */
  AttestSubmissionRow *same_content;
  AttestSubmissionRow *same_record;
  AttestSubmissionRow *open;
  AttestFrozenRequest *request; /* of @same_record */
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

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
      g_object_unref (self);
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
  g_task_return_pointer (task, self, g_object_unref);
}

typedef struct
{
  AttestStore *store;
  GTask *task;
} KeyStep;

static void
search (AttestStore *store, GTask *task)
{
  Search *data = g_task_get_task_data (task);

  attest_store_run_async (store,
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
  KeyStep *step = user_data;
  GTask *task = step->task;
  g_autoptr (AttestStore) store = step->store;
  AttestSendPlan *self = ((Search *) g_task_get_task_data (task))->plan;
  GError *error = NULL;

  g_free (step);
  self->key_state = attest_keyring_get_state_finish (ATTEST_KEYRING (source), result, NULL, &error);
  if (error == NULL)
    {
      search (store, task);
      return;
    }
  g_object_unref (self);
  g_task_return_error (task, error);
  g_object_unref (task);
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

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_send_plan_make_async);
  data = g_new0 (Search, 1);
  data->plan = self;
  g_task_set_task_data (task, data, search_free);
  if (attest_send_plan_get_needs_key (self) && self->host != NULL)
    {
      KeyStep *step = g_new (KeyStep, 1);

      *step = (KeyStep){ g_object_ref (store), task };
      attest_keyring_get_state_async (
          keyring, service, environment, self->host, cancellable, key_state_cb, step);
    }
  else
    search (store, task);
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

/* The decision, with an id of its own. */
AttestNewSubmission *
attest_send_plan_make_submission (AttestSendPlan *self, gint64 now)
{
  AttestNewSubmission *submission = g_new0 (AttestNewSubmission, 1);

  submission->id = attest_ident_new ();
  submission->draft_id = g_strdup (self->draft_id);
  submission->service = self->service;
  submission->environment = self->environment;
  submission->host = g_strdup (self->host);
  submission->title = g_strdup (self->title);
  submission->entity = g_strdup (self->entity);
  submission->entity_id = g_strdup (self->entity_id);
  submission->sha256 = g_strdup (self->sha256);
  submission->url = g_strdup (self->url);
  submission->headers = g_strdup (self->headers);
  submission->body = g_strdup (self->body);
  submission->created = now;
  return submission;
}

/* Returns: (transfer none): where the record goes */
const AttestService *
attest_send_plan_get_service (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->service;
}

/* Returns: to which of its environments */
AttestEnvironment
attest_send_plan_get_environment (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), ATTEST_ENVIRONMENT_PRACTICE);
  return self->environment;
}

/* Returns: (transfer none) (nullable): the base URL; %NULL: none is set */
const char *
attest_send_plan_get_host (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->host;
}

/* Returns: (transfer none) (nullable): the whole address; %NULL without a host */
const char *
attest_send_plan_get_url (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->url;
}

/* Returns: (transfer none): one "Name: value" a line, the key as a placeholder */
const char *
attest_send_plan_get_headers (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->headers;
}

/* Returns: (transfer none): exactly the bytes that would be sent */
const char *
attest_send_plan_get_body (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->body;
}

/* Returns: (transfer none): the record's number or name */
const char *
attest_send_plan_get_title (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->title;
}

/* Returns: (transfer none) (nullable): the draft it was made from */
const char *
attest_send_plan_get_draft_id (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->draft_id;
}

/* Returns: (transfer none) (element-type AttestProblem): of the record as it was */
GPtrArray *
attest_send_plan_get_problems (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->problems;
}

/**
 * attest_send_plan_get_can_send:
 * @self: a plan
 *
 * Returns: whether the record has no errors, there is a host, and a key where one is needed
 */
gboolean
attest_send_plan_get_can_send (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), FALSE);
  return self->obstacle == NULL && attest_check_count (self->problems, ATTEST_SEVERITY_ERROR) == 0;
}

/* Returns: (transfer none) (nullable): why it cannot be sent, other than its problems, translated
 */
const char *
attest_send_plan_get_obstacle (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->obstacle;
}

/* Returns: whether there is a key for it */
AttestKeyState
attest_send_plan_get_key_state (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), ATTEST_KEY_NONE);
  return self->key_state;
}

/**
 * attest_send_plan_get_needs_key:
 * @self: a plan
 *
 * Returns: whether a key is sent along; never to the practice service, even if one is stored
 */
gboolean
attest_send_plan_get_needs_key (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), TRUE);
  return self->environment != ATTEST_ENVIRONMENT_PRACTICE;
}

/**
 * attest_send_plan_dup_effects:
 * @self: a plan
 *
 * Returns: (transfer full): what sending it will do, in sentences
 */
GStrv
attest_send_plan_dup_effects (AttestSendPlan *self)
{
  GStrv effects = NULL;

  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  effects = g_new0 (char *, self->effects->len + 1);
  for (guint i = 0; i < self->effects->len; i++)
    effects[i] = g_strdup (g_ptr_array_index (self->effects, i));
  return effects;
}

/* Returns: whether a list that is stored there would be emptied */
gboolean
attest_send_plan_get_removes_stored (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), FALSE);
  return self->removes_stored;
}

/* Returns: (transfer none) (nullable): accepted before with this very content */
AttestSubmission *
attest_send_plan_get_same_content (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->same_content;
}

/* Returns: (transfer none) (nullable): accepted before under this number or name */
AttestSubmission *
attest_send_plan_get_same_record (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->same_record;
}

/* Returns: (transfer none) (nullable): of this number or name; queued, being sent or unknown */
AttestSubmission *
attest_send_plan_get_open (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->open;
}

/**
 * attest_send_plan_get_repeats:
 * @self: a plan
 *
 * Where sending again updates, what counts is what was accepted last under this number: going back
 * to an older content is no repetition. Otherwise, anything with this content that was accepted.
 *
 * Returns: whether what would be sent is there already, word for word
 */
gboolean
attest_send_plan_get_repeats (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), FALSE);

  if (!self->service->sending_again_updates)
    return self->same_content != NULL;
  return self->same_record != NULL
         && (self->differences->len == 0
             || g_strcmp0 (attest_submission_get_sha256 (self->same_record), self->sha256) == 0);
}

/**
 * attest_send_plan_get_differences:
 * @self: a plan
 *
 * Returns: (transfer none) (element-type AttestDifference): what is different from what was
 *   accepted last under this number or name; empty if nothing is, or nothing was accepted
 */
GPtrArray *
attest_send_plan_get_differences (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->differences;
}
