/* Looking on the server for what was sent: list → compare → write down.
 *
 * What counts is what the service could have made of the request: the same by
 * AttestService.is_like, made after the attempt began (by the clocks of two computers), and not the
 * one that belongs to another submission. Where others of the same name were accepted without an
 * id, one of theirs could be taken for this one; then nothing is said. Nor is it said that nothing
 * was found, which people send again for, where this computer's clock decides that. Main thread. */
#include "attest-config.h"
#include "outbox/attest-reconciler.h"

#include "base/attest-listing.h"
#include "codec/attest-codec.h"
#include "http/attest-remote-list.h"
#include "store/attest-store-search.h"

#include <glib/gi18n-lib.h>

#define CHANGED N_ ("The entry has changed in the meantime.")
#define MOST_NAMED 10 /* of several that can be it */
#define CLOCK_SKEW (2 * 60 * G_USEC_PER_SEC)
#define CLOCK_FAULT G_TIME_SPAN_DAY /* of one that is set by hand, or to a zone */

struct _AttestReconciler
{
  AttestStore *store;
  AttestRemote remote;
};

typedef struct
{
  AttestStore *store;
  AttestSubmission *submission;
  char *id;
  gboolean quiet;
  GPtrArray *stored;           /* (nullable): what the service lists */
  AttestReconciliation *known; /* (nullable): what the store says */
  AttestLookUp *found;         /* (nullable): what came of it */
  gboolean is_undated;         /* of something like it nobody knows when it was made */
  gboolean is_near;            /* it was made before, if the clock was right */
} Search;

/**
 * attest_reconciler_new:
 * @store: where submissions are
 * @keyring: where keys are got
 * @route: how servers are reached; outlives it
 *
 * Returns: (transfer full): a reconciler
 */
AttestReconciler *
attest_reconciler_new (AttestStore *store, AttestKeyring *keyring, const AttestRoute *route)
{
  AttestReconciler *self = g_new0 (AttestReconciler, 1);

  self->store = g_object_ref (store);
  self->remote = (AttestRemote){ g_object_ref (keyring), route, FALSE };
  return self;
}

/**
 * attest_reconciler_free:
 * @self: a reconciler
 */
void
attest_reconciler_free (AttestReconciler *self)
{
  g_object_unref (self->store);
  g_object_unref (self->remote.keyring);
  g_free (self);
}

/**
 * attest_look_up_free:
 * @self: (nullable): a result
 */
void
attest_look_up_free (AttestLookUp *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_ptr_array_unref (self->candidates);
  g_free (self);
}

static void
search_free (gpointer data)
{
  Search *self = data;

  g_object_unref (self->store);
  g_object_unref (self->submission);
  g_free (self->id);
  g_clear_pointer (&self->stored, g_ptr_array_unref);
  g_clear_pointer (&self->known, attest_reconciliation_free);
  g_clear_pointer (&self->found, attest_look_up_free);
  g_free (self);
}

/* Takes @task. */
static void
fail (GTask *task, const char *why)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", why);
  g_object_unref (task);
}

/* Writing down. */

/* Takes @task. */
static void
tell (GTask *task)
{
  Search *self = g_task_get_task_data (task);

  g_task_return_pointer (
      task, g_steal_pointer (&self->found), (GDestroyNotify) attest_look_up_free);
  g_object_unref (task);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  AttestRowMove move = ATTEST_ROW_NOT_THERE;
  GError *error = NULL;

  if (!attest_store_decide_finish (ATTEST_STORE (source), result, &move, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
    }
  else if (move == ATTEST_ROW_MOVED)
    tell (task);
  else
    fail (task, _ (CHANGED));
}

/* Takes @task. An unknown one that was not found stays unknown, with a note of it. */
static void
write_down (GTask *task)
{
  Search *self = g_task_get_task_data (task);
  g_autofree char *note = attest_look_up_describe (self->found);
  AttestState state = attest_submission_get_state (self->known->submission);
  AttestDecision decision = {
    .id = self->id,
    .from = state,
    .to = self->found->is_found ? ATTEST_STATE_ACCEPTED : state,
    .remote_id = self->found->id,
    .note = note,
  };

  if (state == ATTEST_STATE_ACCEPTED && !self->found->is_found)
    tell (task);
  else
    attest_store_decide_async (self->store, &decision, NULL, written_cb, task);
}

/* Comparing. */

static int
compare_created (gconstpointer a, gconstpointer b)
{
  const AttestStored *left = *(const AttestStored *const *) a;
  const AttestStored *right = *(const AttestStored *const *) b;

  if (left->created != right->created)
    return left->created < right->created ? -1 : 1;
  return g_strcmp0 (left->id, right->id);
}

static gboolean
has_candidate (GPtrArray *candidates, const char *id)
{
  for (guint i = 0; i < candidates->len; i++)
    if (g_str_equal (((AttestStored *) g_ptr_array_index (candidates, i))->id, id))
      return TRUE;
  return FALSE;
}

static void
find_candidates (Search *self, AttestRecord *sent, GPtrArray *candidates)
{
  const AttestService *service = attest_submission_get_service (self->submission);
  gint64 sent_at = attest_submission_get_sent (self->submission);
  /* One that waited in a file which went back in time was sent after it was decided, if at all. */
  gint64 since =
      (sent_at > 0 ? sent_at : attest_submission_get_created (self->submission)) - CLOCK_SKEW;
  /* A time that is still to come tells nothing but that the clock was ahead. */
  gint64 near = since > attest_store_get_now (self->store) ? 0 : since - CLOCK_FAULT;

  for (guint i = 0; i < self->stored->len; i++)
    {
      const AttestStored *stored = g_ptr_array_index (self->stored, i);

      if (!service->is_like (sent, stored->record)
          || g_hash_table_contains (self->known->known_ids, stored->id))
        continue;
      if (stored->created == 0)
        self->is_undated = TRUE;
      else if (stored->created < since)
        self->is_near = self->is_near || stored->created >= near;
      /* A list that grows while it is read shows one twice. */
      else if (!has_candidate (candidates, stored->id))
        g_ptr_array_add (candidates, attest_stored_copy (stored));
    }
  g_ptr_array_sort (candidates, compare_created);
}

/* Returns: why nothing can be said; %NULL: @found says it */
static const char *
judge (Search *self, AttestRecord *sent, AttestLookUp *found)
{
  guint n = 0;

  find_candidates (self, sent, found->candidates);
  n = found->candidates->len;
  if (n == 0 && self->is_undated)
    return _ ("There is one with this name, but the list does not say when it was created.");
  if (n == 0 && self->is_near)
    return _ ("There is one with this name, created shortly before this was sent. If this "
              "computer’s clock was wrong, it can be this one: look at it in the service.");
  if (n > 0 && n <= self->known->n_without_id)
    return _ ("There is one with this name, but it may be the one that was accepted before.");
  if (self->quiet && (n != 1 || self->known->n_without_id > 0))
    return _ ("It is not clear which one it is.");
  found->is_found = n > 0;
  if (found->is_found)
    found->id = g_strdup (((AttestStored *) g_ptr_array_index (found->candidates, 0))->id);
  return NULL;
}

/* Takes @task. */
static void
compare (GTask *task)
{
  Search *self = g_task_get_task_data (task);
  const AttestSchema *schema = attest_submission_get_service (self->submission)->schema;
  g_autoptr (AttestRecord) sent =
      self->known->body != NULL
          ? attest_codec_read (schema, self->known->body, -1, ATTEST_CODEC_WIRE, NULL, NULL)
          : NULL;
  const char *why = NULL;

  if (sent == NULL)
    {
      fail (task, _ ("The content of this entry is missing."));
      return;
    }
  self->found = g_new0 (AttestLookUp, 1);
  self->found->candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_stored_free);
  why = judge (self, sent, self->found);
  if (why != NULL)
    fail (task, why);
  else
    write_down (task);
}

/* Reading. */

/* Whether its state is one in which a look changes anything. */
static gboolean
is_open_question (AttestSubmission *submission)
{
  AttestState state = attest_submission_get_state (submission);

  return state == ATTEST_STATE_UNKNOWN
         || (state == ATTEST_STATE_ACCEPTED
             && attest_submission_get_remote_id (submission) == NULL);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Search *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->known = attest_store_load_reconciliation_finish (ATTEST_STORE (source), result, &error);
  if (self->known == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
    }
  else if (!is_open_question (self->known->submission))
    fail (task, _ (CHANGED));
  else
    compare (task);
}

/* Takes @task. */
static void
read_rows (GTask *task)
{
  Search *self = g_task_get_task_data (task);

  attest_store_load_reconciliation_async (
      self->store, self->id, CLOCK_SKEW, g_task_get_cancellable (task), read_cb, task);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Search *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->stored = attest_remote_list_read_finish (result, &error);
  if (self->stored != NULL)
    {
      read_rows (task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

/**
 * attest_reconciler_list_async:
 * @self: a reconciler
 * @place: whose list is read
 * @cancellable: (nullable): gives up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Reads the list of a place for several submissions at once, without ever prompting.
 */
void
attest_reconciler_list_async (AttestReconciler *self,
                              const AttestPlace *place,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  AttestRemote quietly = self->remote;

  quietly.quiet = TRUE;
  attest_remote_list_read_async (
      &quietly, place, &place->service->stored, cancellable, callback, user_data);
}

/**
 * attest_reconciler_list_finish:
 * @result: what the callback was given
 * @error: return location for why it could not be read
 *
 * Returns: (transfer full) (nullable) (element-type AttestStored): all there is
 */
GPtrArray *
attest_reconciler_list_finish (GAsyncResult *result, GError **error)
{
  return attest_remote_list_read_finish (result, error);
}

/**
 * attest_reconciler_can_find:
 * @submission: a submission
 *
 * Returns: whether its service has a list to look in, and there is something not known about it
 */
gboolean
attest_reconciler_can_find (AttestSubmission *submission)
{
  const AttestService *service = NULL;

  g_return_val_if_fail (ATTEST_IS_SUBMISSION (submission), FALSE);

  service = attest_submission_get_service (submission);
  return service != NULL && service->stored.path != NULL && is_open_question (submission);
}

/**
 * attest_reconciler_find_async:
 * @self: a reconciler
 * @submission: one that attest_reconciler_can_find()
 * @where: (nullable): where to look, if that is not where it was sent
 * @cancellable: (nullable): gives up before anything is written
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Looks on the server for a submission, by asking alone; may prompt to unlock the keyring, but not
 * with a list. What was found out is kept with its time in the history: found, an unknown one
 * becomes accepted with the server's id; not there, it stays unknown until the user decides. With a
 * list only what is certain is said.
 */
void
attest_reconciler_find_async (AttestReconciler *self,
                              AttestSubmission *submission,
                              const AttestWhere *where,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  g_task_set_source_tag (task, attest_reconciler_find_async);
  search->store = g_object_ref (self->store);
  search->submission = g_object_ref (submission);
  search->id = g_strdup (attest_submission_get_id (submission));
  g_task_set_task_data (task, search, search_free);
  /* What is written down is told. */
  g_task_set_check_cancellable (task, FALSE);
  if (!attest_reconciler_can_find (submission))
    fail (task, _ ("There is nothing to look for in the service."));
  else if (where != NULL && where->stored != NULL)
    {
      search->quiet = TRUE;
      search->stored = g_ptr_array_ref (where->stored);
      read_rows (task);
    }
  else
    {
      AttestPlace place = attest_submission_get_place (submission);

      if (place.environment == ATTEST_ENVIRONMENT_PRACTICE && where != NULL
          && where->practice_host != NULL)
        place.host = where->practice_host;
      attest_remote_list_read_async (
          &self->remote, &place, &place.service->stored, cancellable, listed_cb, task);
    }
}

/**
 * attest_reconciler_find_finish:
 * @result: what the callback was given
 * @error: return location for why it could not be found out, in words
 *
 * Returns: (transfer full) (nullable): what was found; %NULL: could not look
 */
AttestLookUp *
attest_reconciler_find_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_reconciler_find_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What a person says. */

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestRowMove move = ATTEST_ROW_NOT_THERE;
  GError *error = NULL;

  if (!attest_store_decide_finish (ATTEST_STORE (source), result, &move, &error))
    g_task_return_error (task, error);
  else if (move == ATTEST_ROW_MOVED)
    g_task_return_boolean (task, TRUE);
  else
    fail (g_steal_pointer (&task), _ (CHANGED));
}

/**
 * attest_reconciler_resolve_async:
 * @self: a reconciler
 * @decision: about one that is unknown: accepted (it is there) or not sent (it is not), and how the
 *   user knows; copied
 * @cancellable: (nullable): gives up before it is written
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Moves an unknown submission by the user's decision; nothing else does.
 */
void
attest_reconciler_resolve_async (AttestReconciler *self,
                                 const AttestDecision *decision,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_assert (decision->from == ATTEST_STATE_UNKNOWN);

  g_task_set_source_tag (task, attest_reconciler_resolve_async);
  g_task_set_check_cancellable (task, FALSE);
  attest_store_decide_async (self->store, decision, cancellable, resolved_cb, task);
}

/**
 * attest_reconciler_resolve_finish:
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or of a %G_IO_ERROR if it was not unknown
 *
 * Returns: whether the decision is written down
 */
gboolean
attest_reconciler_resolve_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_reconciler_resolve_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * attest_look_up_describe:
 * @self: a result
 *
 * Returns: (transfer full): a sentence or two, as they are kept in the history
 */
char *
attest_look_up_describe (const AttestLookUp *self)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  if (!self->is_found)
    return g_strdup (_ ("Attest checked in the service: not found."));
  if (self->candidates->len == 1)
    return g_strdup_printf (_ ("Attest found it in the service with the ID %s."), self->id);
  for (guint i = 0; i < MIN (self->candidates->len, MOST_NAMED); i++)
    attest_listing_add (ids, ((AttestStored *) g_ptr_array_index (self->candidates, i))->id);
  if (self->candidates->len > MOST_NAMED)
    attest_listing_add_more (ids);
  return g_strdup_printf (
      _ ("Attest found it in the service with the ID %s. Several entries match: %s."),
      self->id,
      ids->str);
}
