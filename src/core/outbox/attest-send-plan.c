/* A plan is the record frozen as it is at that moment, in the very bytes that would be sent; the
 * key is asked for, and what was accepted earlier is looked for. It neither holds on to the record
 * nor follows it. Main thread. */
#include "attest-config.h"
#include "outbox/attest-send-plan.h"

#include "check/attest-check.h"
#include "codec/attest-codec.h"
#include "codec/attest-difference.h"
#include "http/attest-request.h"
#include "store/attest-store-search.h"

#include <glib/gi18n-lib.h>

struct _AttestSendPlan
{
  GObject parent_instance;

  AttestPlace *place; /* its host %NULL: none is set */
  char *url;
  char *headers;
  char *body;
  char *sha256;
  char *title;
  char *entity;
  char *entity_id;
  char *draft_id;
  char *replaces;
  char *note;
  char *obstacle;
  GPtrArray *problems;
  GPtrArray *effects;
  AttestKeyState key_state;
  gboolean removes_stored;
  gboolean is_twin;
  AttestSubmission *same_content;
  AttestSubmission *same_record;
  AttestSubmission *open;
  GStrv known; /* (nullable): of all these are chosen among */
  GPtrArray *differences;
};

G_DEFINE_FINAL_TYPE (AttestSendPlan, attest_send_plan, G_TYPE_OBJECT)

static void
attest_send_plan_finalize (GObject *object)
{
  AttestSendPlan *self = ATTEST_SEND_PLAN (object);

  g_clear_pointer (&self->place, attest_place_free);
  g_free (self->url);
  g_free (self->headers);
  g_free (self->body);
  g_free (self->sha256);
  g_free (self->title);
  g_free (self->entity);
  g_free (self->entity_id);
  g_free (self->draft_id);
  g_free (self->replaces);
  g_free (self->note);
  g_free (self->obstacle);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->effects, g_ptr_array_unref);
  g_clear_object (&self->same_content);
  g_clear_object (&self->same_record);
  g_clear_object (&self->open);
  g_strfreev (self->known);
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
  self->effects = attest_effects_new ();
  self->differences = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_difference_free);
}

/* Making it. */

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
freeze (AttestSendPlan *self, AttestRecord *record)
{
  const AttestSchema *schema = self->place->service->schema;

  self->title = g_strdup (attest_record_get_title (record));
  self->entity = g_strdup (attest_record_get_role (record, schema->entity));
  self->entity_id = g_strdup (attest_record_get_role (record, schema->entity_id));
  self->url = attest_service_make_url (self->place->service, self->place->host);
  self->headers = attest_request_describe_headers (
      attest_send_plan_get_needs_key (self) ? self->place->service->key_header : NULL,
      self->place->service->key_prefix);
  self->body = attest_codec_write (record, ATTEST_CODEC_WIRE);
  self->sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->body, -1);
  self->removes_stored = removes_stored_list (record);
  if (self->place->service->add_effects != NULL)
    self->place->service->add_effects (record, self->effects);
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

static char *
describe_obstacle (AttestSendPlan *self)
{
  g_autoptr (GError) error = NULL;

  if (self->place->host == NULL)
    return g_strdup_printf (_ ("No host is set for %s (%s)."),
                            self->place->service->name,
                            attest_environment_get_label (self->place->environment));
  if (!attest_service_check_place (
          self->place->service, self->place->environment, self->place->host, &error))
    /* Translators: a service, an environment, and what is wrong with the address entered there */
    return g_strdup_printf (_ ("%s (%s): %s. Change it under “API Keys”."),
                            self->place->service->name,
                            attest_environment_get_label (self->place->environment),
                            error->message);
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
  self->known = g_steal_pointer (&earlier->ids);
  if (earlier->body != NULL)
    {
      g_ptr_array_unref (self->differences);
      self->differences =
          attest_compare_wire (self->place->service->schema, earlier->body, self->body);
    }
  self->obstacle = describe_obstacle (self);
  g_task_return_pointer (task, g_steal_pointer (&search->plan), g_object_unref);
}

/* Takes @task. */
static void
search (GTask *task)
{
  Search *data = g_task_get_task_data (task);
  const AttestEarlierQuery query = { data->plan->place, data->plan->title, data->plan->sha256 };

  attest_store_find_earlier_async (
      data->store, &query, g_task_get_cancellable (task), searched_cb, task);
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
 * @wish: what is to be sent, and where to; copied
 * @cancellable: (nullable): gives up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Makes a plan. Never prompts and never writes.
 */
void
attest_send_plan_make_async (AttestStore *store,
                             AttestKeyring *keyring,
                             const AttestSendWish *wish,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  const AttestService *service = NULL;
  g_autofree char *host = NULL;
  AttestSendPlan *self = NULL;
  GTask *task = NULL;
  Search *data = NULL;

  g_return_if_fail (ATTEST_IS_STORE (store));
  g_return_if_fail (ATTEST_IS_KEYRING (keyring));
  g_return_if_fail (ATTEST_IS_RECORD (wish->record));
  service = attest_service_for_schema (attest_record_get_schema (wish->record));
  g_return_if_fail (service != NULL);

  self = g_object_new (ATTEST_TYPE_SEND_PLAN, NULL);
  host = attest_service_normalise_host (wish->host, NULL);
  self->place = attest_place_new (service, wish->environment, host);
  self->draft_id = g_strdup (wish->draft_id);
  self->replaces = g_strdup (wish->replaces);
  self->note = g_strdup (wish->note);
  self->problems = g_ptr_array_ref (wish->problems);
  self->key_state = ATTEST_KEY_NONE;
  freeze (self, wish->record);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_send_plan_make_async);
  data = g_new0 (Search, 1);
  data->store = g_object_ref (store);
  data->plan = self;
  g_task_set_task_data (task, data, search_free);
  if (attest_send_plan_get_needs_key (self) && host != NULL)
    attest_keyring_call_async (keyring,
                               &(AttestKeyringCall){ ATTEST_KEYRING_QUERY, self->place, NULL },
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
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_send_plan_make_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
may_be_twin (AttestSendPlan *self)
{
  return !self->place->service->sending_again_updates && *self->title != '\0'
         && attest_check_count (self->problems, ATTEST_SEVERITY_ERROR) == 0;
}

/**
 * attest_send_plan_find_twins:
 * @plans: (element-type AttestSendPlan): what a person is asked about at once, all of one
 *   environment
 *
 * Where sending again makes a second one, tells each that has the name of one before it. What is
 * not told so is not written down beside the other one, where that matters.
 */
void
attest_send_plan_find_twins (GPtrArray *plans)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < plans->len; i++)
    {
      AttestSendPlan *self = g_ptr_array_index (plans, i);

      self->is_twin = may_be_twin (self)
                      && !g_hash_table_add (
                          seen, g_strdup_printf ("%s %s", self->place->service->id, self->title));
    }
}

/* What would be there twice, for everybody to see, is decided upon what was looked at. Returns:
 * (transfer full) (nullable): that; %NULL: it does not matter */
static GStrv
list_known (AttestSendPlan *self)
{
  if (self->place->service->sending_again_updates
      || self->place->environment != ATTEST_ENVIRONMENT_PRODUCTION)
    return NULL;
  return g_strdupv (self->known);
}

static AttestNewSubmission *
make_submission (AttestSendPlan *self)
{
  AttestNewSubmission *submission = g_new0 (AttestNewSubmission, 1);

  submission->draft_id = g_strdup (self->draft_id);
  submission->place = attest_place_copy (self->place);
  submission->title = g_strdup (self->title);
  submission->entity = g_strdup (self->entity);
  submission->entity_id = g_strdup (self->entity_id);
  submission->sha256 = g_strdup (self->sha256);
  submission->url = g_strdup (self->url);
  submission->headers = g_strdup (self->headers);
  submission->body = g_strdup (self->body);
  submission->known = list_known (self);
  submission->is_twin = self->is_twin;
  submission->replaces = g_strdup (self->replaces);
  submission->note = g_strdup (self->note);
  return submission;
}

/**
 * attest_send_plan_make_submissions:
 * @plans: (element-type AttestSendPlan): what the user said yes to
 * @error: return location for why one of them cannot be sent
 *
 * The question before sending saw to it already that each can be.
 *
 * Returns: (transfer full) (nullable) (element-type AttestNewSubmission): the decisions, to be
 *   written down
 */
GPtrArray *
attest_send_plan_make_submissions (GPtrArray *plans, GError **error)
{
  g_autoptr (GPtrArray) submissions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) attest_new_submission_free);

  for (guint i = 0; i < plans->len; i++)
    {
      AttestSendPlan *plan = g_ptr_array_index (plans, i);
      const char *obstacle = attest_send_plan_get_obstacle (plan);

      if (!attest_send_plan_get_can_send (plan))
        {
          g_set_error_literal (error,
                               G_IO_ERROR,
                               G_IO_ERROR_INVALID_ARGUMENT,
                               obstacle != NULL ? obstacle
                                                : _ ("A record with problems cannot be sent."));
          return NULL;
        }
      g_ptr_array_add (submissions, make_submission (plan));
    }
  return g_steal_pointer (&submissions);
}

/**
 * attest_send_plan_get_is_first:
 * @self: a plan
 *
 * Bulk uploads are for first loads: what was accepted once, or may have arrived, goes singly.
 *
 * Returns: whether nothing of this number or name is accepted there, waits or is unknown
 */
gboolean
attest_send_plan_get_is_first (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), FALSE);
  return self->same_record == NULL && self->same_content == NULL && self->open == NULL;
}

/* Those of @decisions from @first on, @n of them, become one request. */
static void
join (AttestSendPlan *plan, GPtrArray *decisions, guint first, guint n)
{
  AttestNewBulk *bulk = g_atomic_rc_box_new0 (AttestNewBulk);
  g_autoptr (GPtrArray) bodies = g_ptr_array_new ();

  for (guint i = first; i < first + n; i++)
    {
      AttestNewSubmission *decision = g_ptr_array_index (decisions, i);

      g_ptr_array_add (bodies, decision->body);
      decision->bulk = attest_new_bulk_ref (bulk);
      g_free (decision->url);
      decision->url = attest_service_make_bulk_url (plan->place->service, plan->place->host);
    }
  bulk->url = attest_service_make_bulk_url (plan->place->service, plan->place->host);
  bulk->body = plan->place->service->bulk->make_body (bodies);
  bulk->sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, bulk->body, -1);
  bulk->n_members = n;
  attest_new_bulk_unref (bulk);
}

/**
 * attest_send_plan_join:
 * @plans: (element-type AttestSendPlan): what the user said yes to, all for one place whose service
 *   takes many records at once
 * @decisions: (element-type AttestNewSubmission): made of them
 * @n_first: how many stand in the first request; in the others as many as the service takes
 *
 * Freezes the decisions as bulk uploads.
 */
void
attest_send_plan_join (GPtrArray *plans, GPtrArray *decisions, guint n_first)
{
  guint n = 0;

  for (guint first = 0; first < decisions->len; first += n)
    {
      AttestSendPlan *plan = g_ptr_array_index (plans, first);

      n = MIN (first == 0 ? n_first : plan->place->service->bulk->most, decisions->len - first);
      join (plan, decisions, first, n);
    }
}

/**
 * attest_send_plan_list_bulks:
 * @plans: as in attest_send_plan_join(); also those that cannot be sent yet
 * @n_first: likewise
 *
 * Returns: (transfer full) (element-type AttestNewBulk): what they would be sent in
 */
GPtrArray *
attest_send_plan_list_bulks (GPtrArray *plans, guint n_first)
{
  g_autoptr (GPtrArray) decisions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) attest_new_submission_free);
  GPtrArray *bulks = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_new_bulk_unref);

  for (guint i = 0; i < plans->len; i++)
    g_ptr_array_add (decisions, make_submission (g_ptr_array_index (plans, i)));
  attest_send_plan_join (plans, decisions, n_first);
  for (guint i = 0; i < decisions->len; i++)
    {
      AttestNewBulk *bulk = ((AttestNewSubmission *) g_ptr_array_index (decisions, i))->bulk;

      if (bulks->len == 0 || g_ptr_array_index (bulks, bulks->len - 1) != bulk)
        g_ptr_array_add (bulks, attest_new_bulk_ref (bulk));
    }
  return bulks;
}

/* What it says. */

/* Returns: (transfer none): where the record goes */
const AttestService *
attest_send_plan_get_service (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->place->service;
}

/* Returns: to which of its environments */
AttestEnvironment
attest_send_plan_get_environment (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), ATTEST_ENVIRONMENT_PRACTICE);
  return self->place->environment;
}

/* Returns: (transfer none) (nullable): the base URL; %NULL: none is set */
const char *
attest_send_plan_get_host (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->place->host;
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
  return self->place->environment != ATTEST_ENVIRONMENT_PRACTICE;
}

/* Returns: (transfer none) (element-type AttestEffect): what sending it will do */
GPtrArray *
attest_send_plan_get_effects (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->effects;
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

  if (!self->place->service->sending_again_updates)
    return self->same_content != NULL;
  return self->same_record != NULL
         && (self->differences->len == 0
             || g_strcmp0 (attest_submission_get_sha256 (self->same_record), self->sha256) == 0);
}

/* Returns: whether there would be two of it, for attest_send_plan_find_twins() saw the other */
gboolean
attest_send_plan_get_is_twin (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), FALSE);
  return self->is_twin;
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
