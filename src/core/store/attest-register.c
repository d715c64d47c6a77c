/* AttestRegister: see the header.
 *
 * A query is answered by all ids it finds, in its order: they say how long the list is and where
 * each draft stands in it, and the rows of a page are read by them, wherever it is. What is the
 * same at both ends of two answers is not told again. Main thread. */
#include "attest-config.h"
#include "store/attest-register.h"

#include "base/attest-str.h"
#include "store/attest-draft.h"
#include "store/attest-register-search.h"
#include "store/attest-store-call.h"

#include <glib/gi18n-lib.h>

struct _AttestRegister
{
  AttestPagedList parent_instance;

  const AttestSchema *schema;
  AttestRegisterQuery query;
  char *search;        /* (nullable) */
  gboolean is_only;    /* nothing is counted but what passes the filter */
  GPtrArray *searches; /* of GTask: to be told where a draft stands */
};

G_DEFINE_FINAL_TYPE (AttestRegister, attest_register, ATTEST_TYPE_PAGED_LIST)

static gpointer
make_query (AttestPagedList *list)
{
  AttestRegister *self = ATTEST_REGISTER (list);
  AttestRegisterQuery what = self->query;
  AttestRegisterSearch *search = NULL;

  what.search = self->search;
  search = attest_register_search_new (self->schema, &what);
  search->is_only = self->is_only;
  return search;
}

static gpointer
new_item (AttestPagedList *self, gconstpointer query, guint row)
{
  return attest_store_ref_draft (attest_paged_list_get_store (self),
                                 ((const AttestRegisterSearch *) query)->schema,
                                 attest_register_search_get_id (query, row));
}

static gpointer
adopt (AttestPagedList *self, gpointer placeholder, gpointer row)
{
  attest_draft_update (placeholder, row);
  return g_object_ref (placeholder);
}

/* Where a draft stands. */

static gboolean
is_loading (AttestRegister *self)
{
  gboolean loading = FALSE;

  g_object_get (self, "loading", &loading, NULL);
  return loading;
}

static void
return_position (AttestRegister *self, GTask *task)
{
  const AttestRegisterSearch *query = attest_paged_list_get_query (ATTEST_PAGED_LIST (self));
  guint position = ATTEST_REGISTER_NOWHERE;

  for (guint i = 0; query != NULL && i < query->base.n_rows; i++)
    if (g_str_equal (attest_register_search_get_id (query, i), g_task_get_task_data (task)))
      position = i;
  g_task_return_int (task, position);
}

static void
loading_cb (AttestRegister *self)
{
  g_autoptr (GPtrArray) tasks = NULL;

  if (is_loading (self))
    return;
  tasks = g_steal_pointer (&self->searches);
  self->searches = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tasks->len; i++)
    return_position (self, g_ptr_array_index (tasks, i));
}

/* What changes while it is shown. */

static void
drafts_changed_cb (AttestRegister *self, GPtrArray *rows, GPtrArray *gone)
{
  gboolean is_ours = gone->len > 0;

  for (guint i = 0; i < rows->len && !is_ours; i++)
    is_ours = ((AttestDraftRow *) g_ptr_array_index (rows, i))->schema == self->schema;
  if (is_ours)
    attest_paged_list_ask (ATTEST_PAGED_LIST (self), ATTEST_PAGED_NEWS);
}

static void
hosts_changed_cb (AttestRegister *self)
{
  attest_paged_list_ask (ATTEST_PAGED_LIST (self), ATTEST_PAGED_NEWS);
}

/* The object. */

static void
attest_register_finalize (GObject *object)
{
  AttestRegister *self = ATTEST_REGISTER (object);

  g_free (self->search);
  g_ptr_array_unref (self->searches);
  G_OBJECT_CLASS (attest_register_parent_class)->finalize (object);
}

static void
attest_register_class_init (AttestRegisterClass *klass)
{
  AttestPagedListClass *list_class = ATTEST_PAGED_LIST_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = attest_register_finalize;
  list_class->item_type = ATTEST_TYPE_DRAFT;
  list_class->make_query = make_query;
  list_class->clear_query = attest_register_search_clear;
  list_class->count = attest_register_search_count;
  list_class->tally = attest_register_search_tally;
  list_class->read = attest_register_search_read;
  list_class->new_item = new_item;
  list_class->adopt = adopt;
}

static void
attest_register_init (AttestRegister *self)
{
  self->query.descending = TRUE;
  self->searches = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (self, "notify::loading", G_CALLBACK (loading_cb), NULL);
}

/**
 * attest_register_new:
 * @store: an open store
 * @schema: a kind of record
 *
 * Returns: (transfer full): the drafts of that kind, the one changed last first
 */
AttestRegister *
attest_register_new (AttestStore *store, const AttestSchema *schema)
{
  AttestRegister *self = g_object_new (ATTEST_TYPE_REGISTER, NULL);

  self->schema = schema;
  g_signal_connect_swapped (store, "drafts-changed", G_CALLBACK (drafts_changed_cb), self);
  g_signal_connect_swapped (store, "hosts-changed", G_CALLBACK (hosts_changed_cb), self);
  attest_paged_list_begin (ATTEST_PAGED_LIST (self), store);
  return self;
}

/**
 * attest_register_set_query:
 * @self: a register
 * @query: what to show from now on, copied
 *
 * What is shown stays until the answer is there; only the last query counts.
 */
void
attest_register_set_query (AttestRegister *self, const AttestRegisterQuery *query)
{
  g_return_if_fail (ATTEST_IS_REGISTER (self));
  g_return_if_fail (query->filter < ATTEST_N_REGISTER_FILTERS
                    && query->order < ATTEST_N_REGISTER_ORDERS);

  attest_str_set (&self->search, query->search);
  self->query = *query;
  self->query.search = NULL;
  attest_paged_list_ask (ATTEST_PAGED_LIST (self), ATTEST_PAGED_QUESTION);
}

/**
 * attest_register_count_only:
 * @self: a register that nobody asked anything yet
 *
 * From now on nothing is counted but what passes the filter of the query: of many drafts, to count
 * what passes the others takes a while.
 */
void
attest_register_count_only (AttestRegister *self)
{
  g_return_if_fail (ATTEST_IS_REGISTER (self));
  self->is_only = TRUE;
}

/**
 * attest_register_get_count:
 * @self: a register
 * @filter: a filter
 *
 * Returns: how many drafts of the kind pass it, in the environment of the query, whatever is
 *   searched for; 0 until they are counted
 */
guint
attest_register_get_count (AttestRegister *self, AttestRegisterFilter filter)
{
  g_return_val_if_fail (ATTEST_IS_REGISTER (self), 0);
  g_return_val_if_fail (filter < ATTEST_N_REGISTER_FILTERS, 0);
  return attest_paged_list_get_count (ATTEST_PAGED_LIST (self), filter);
}

/* All ids. */

static gboolean
find_ids_job (AttestDb *db, gpointer query, GError **error)
{
  return attest_register_search_find (query, db, error);
}

static void
query_unref (gpointer query)
{
  g_atomic_rc_box_release_full (query, attest_register_search_clear);
}

static void
ids_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  const AttestRegisterSearch *query = attest_store_call_finish (
      ATTEST_STORE (source), result, attest_register_load_ids_async, &error);
  char **ids = NULL;

  if (query == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  ids = g_new0 (char *, query->ends->len + 1);
  for (guint i = 0; i < query->ends->len; i++)
    ids[i] = g_strdup (attest_register_search_get_id (query, i));
  g_task_return_pointer (task, ids, (GDestroyNotify) g_strfreev);
}

/**
 * attest_register_load_ids_async:
 * @self: a register
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Finds every draft of the query that was set last.
 */
void
attest_register_load_ids_async (AttestRegister *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_REGISTER (self));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_register_load_ids_async);
  attest_store_call_async (attest_paged_list_get_store (ATTEST_PAGED_LIST (self)),
                           &(AttestStoreCall){ .job = find_ids_job,
                                               .data = make_query (ATTEST_PAGED_LIST (self)),
                                               .free_data = query_unref,
                                               .tag = attest_register_load_ids_async },
                           cancellable,
                           ids_found_cb,
                           task);
}

/**
 * attest_register_load_ids_finish:
 * @self: a register
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable): their ids, in the order of the query
 */
GStrv
attest_register_load_ids_finish (AttestRegister *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_register_load_ids_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * attest_register_find_async:
 * @self: a register
 * @id: of a draft
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Finds out where the draft stands once what was written and asked for so far is shown.
 */
void
attest_register_find_async (AttestRegister *self,
                            const char *id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (ATTEST_IS_REGISTER (self));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_register_find_async);
  g_task_set_task_data (task, g_strdup (id), g_free);
  g_list_model_get_n_items (G_LIST_MODEL (self)); /* what nobody looked at is not there */
  if (is_loading (self))
    g_ptr_array_add (self->searches, g_steal_pointer (&task));
  else
    return_position (self, task);
}

/**
 * attest_register_find_finish:
 * @self: a register
 * @result: what the callback was given
 * @position: (out): where it stands; %ATTEST_REGISTER_NOWHERE: it is not among what is shown
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: whether that is known
 */
gboolean
attest_register_find_finish (AttestRegister *self,
                             GAsyncResult *result,
                             guint *position,
                             GError **error)
{
  gssize found = -1;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_register_find_async), FALSE);
  found = g_task_propagate_int (G_TASK (result), error);
  if (found < 0)
    return FALSE;
  *position = (guint) found;
  return TRUE;
}

/* Filters in words. */

static const struct
{
  const char *id;
  const char *label;
} filters[ATTEST_N_REGISTER_FILTERS] = {
  [ATTEST_REGISTER_ALL] = { "all", NC_ ("filter", "All") },
  [ATTEST_REGISTER_TO_DO] = { "to-do", NC_ ("filter", "To Do") },
  [ATTEST_REGISTER_READY] = { "ready", NC_ ("filter", "Ready") },
  [ATTEST_REGISTER_REFUSED] = { "refused", NC_ ("filter", "Refused") },
  [ATTEST_REGISTER_UNKNOWN] = { "unknown", NC_ ("filter", "Unknown") },
  [ATTEST_REGISTER_CHANGED] = { "changed", NC_ ("filter", "Changed") },
  [ATTEST_REGISTER_WAITING] = { "waiting", NC_ ("filter", "Waiting") },
  [ATTEST_REGISTER_EXPIRING] = { "expiring", NC_ ("filter", "Expiring") },
};

/* Returns: (transfer none): what it is called, translated */
const char *
attest_register_filter_get_label (AttestRegisterFilter filter)
{
  g_return_val_if_fail (filter < ATTEST_N_REGISTER_FILTERS, NULL);
  return g_dpgettext2 (GETTEXT_PACKAGE, "filter", filters[filter].label);
}

/**
 * attest_register_filter_from_id:
 * @id: (nullable): perhaps the word of a filter
 * @filter: (out): the filter, if it is one
 *
 * Returns: whether it is one
 */
gboolean
attest_register_filter_from_id (const char *id, AttestRegisterFilter *filter)
{
  for (guint i = 0; i < ATTEST_N_REGISTER_FILTERS; i++)
    if (g_strcmp0 (id, filters[i].id) == 0)
      {
        *filter = i;
        return TRUE;
      }
  return FALSE;
}
