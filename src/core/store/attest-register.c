/* AttestRegister: the drafts of a kind, filtered and in order. Main thread. */
#include "attest-config.h"
#include "store/attest-register.h"

#include "base/attest-str.h"
#include "base/attest-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _AttestRegister
{
  GObject parent_instance;

  AttestStore *store;
  GListModel *drafts;
  GPtrArray *shown; /* of owned AttestDraft */
  AttestRegisterQuery query;
  char *search; /* (nullable): folded */
  guint counts[ATTEST_N_REGISTER_FILTERS];
  guint source;
};

static GType
get_item_type (GListModel *model)
{
  return ATTEST_TYPE_DRAFT;
}

static guint
get_n_items (GListModel *model)
{
  return ATTEST_REGISTER (model)->shown->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AttestRegister *self = ATTEST_REGISTER (model);

  return position < self->shown->len ? g_object_ref (g_ptr_array_index (self->shown, position))
                                     : NULL;
}

static void
init_list_model (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AttestRegister,
                               attest_register,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, init_list_model))

enum
{
  COUNTS_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef enum
{
  PROP_N_ITEMS = 1,
  PROP_LOADING,
} AttestRegisterProperty;

static GParamSpec *properties[PROP_LOADING + 1];

static gboolean
passes (AttestRegister *self, AttestRegisterFilter filter, AttestDraft *draft)
{
  AttestPublishedState state = attest_draft_get_published (draft, self->query.environment)->state;

  switch (filter)
    {
    case ATTEST_REGISTER_TO_DO:
      return attest_draft_get_n_errors (draft) + attest_draft_get_n_warnings (draft) > 0;
    case ATTEST_REGISTER_READY:
      return attest_draft_get_n_errors (draft) == 0
             && (state == ATTEST_PUBLISHED_NEVER || state == ATTEST_PUBLISHED_CHANGED);
    case ATTEST_REGISTER_REFUSED:
      return state == ATTEST_PUBLISHED_REFUSED;
    case ATTEST_REGISTER_UNKNOWN:
      return state == ATTEST_PUBLISHED_UNKNOWN;
    case ATTEST_REGISTER_CHANGED:
      return state == ATTEST_PUBLISHED_CHANGED;
    case ATTEST_REGISTER_WAITING:
      return state == ATTEST_PUBLISHED_WAITING || state == ATTEST_PUBLISHED_SENDING;
    case ATTEST_REGISTER_EXPIRING:
      return FALSE;
    case ATTEST_REGISTER_ALL:
    case ATTEST_N_REGISTER_FILTERS:
    default:
      return TRUE;
    }
}

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  AttestRegister *self = user_data;
  AttestDraft *left = *(AttestDraft *const *) a;
  AttestDraft *right = *(AttestDraft *const *) b;
  AttestEnvironment environment = self->query.environment;
  gint64 difference = 0;

  switch (self->query.order)
    {
    case ATTEST_REGISTER_BY_TITLE:
      difference = g_utf8_collate (attest_draft_get_title (left), attest_draft_get_title (right));
      break;
    case ATTEST_REGISTER_BY_ENTITY:
      difference = g_utf8_collate (attest_draft_get_entity (left), attest_draft_get_entity (right));
      break;
    case ATTEST_REGISTER_BY_TO_DO:
      difference = ((gint64) attest_draft_get_n_errors (left) << 32)
                   + attest_draft_get_n_warnings (left)
                   - ((gint64) attest_draft_get_n_errors (right) << 32)
                   - attest_draft_get_n_warnings (right);
      break;
    case ATTEST_REGISTER_BY_PUBLISHED:
      difference = attest_draft_get_published (left, environment)->accepted
                   - attest_draft_get_published (right, environment)->accepted;
      break;
    case ATTEST_REGISTER_BY_CHANGED:
    case ATTEST_REGISTER_BY_STANDARDS:
    case ATTEST_REGISTER_BY_EXPIRY:
    case ATTEST_N_REGISTER_ORDERS:
    default:
      difference = attest_draft_get_changed (left) - attest_draft_get_changed (right);
    }
  if (difference == 0)
    difference = g_strcmp0 (attest_draft_get_id (left), attest_draft_get_id (right));
  if (difference == 0)
    return 0;
  return (difference > 0) == self->query.descending ? -1 : 1;
}

static gboolean
is_found (AttestRegister *self, AttestDraft *draft)
{
  return self->search == NULL
         || strstr (attest_draft_get_search_text (draft), self->search) != NULL;
}

static void
take (AttestRegister *self, AttestDraft *draft)
{
  for (guint f = 0; f < ATTEST_N_REGISTER_FILTERS; f++)
    self->counts[f] += passes (self, f, draft);
  if (passes (self, self->query.filter, draft) && is_found (self, draft))
    g_ptr_array_add (self->shown, g_object_ref (draft));
}

static gboolean
fill_cb (gpointer user_data)
{
  AttestRegister *self = user_data;
  guint n_before = self->shown->len;

  self->source = 0;
  g_ptr_array_set_size (self->shown, 0);
  memset (self->counts, 0, sizeof self->counts);
  for (guint i = 0; i < g_list_model_get_n_items (self->drafts); i++)
    {
      g_autoptr (AttestDraft) draft = g_list_model_get_item (self->drafts, i);

      take (self, draft);
    }
  g_ptr_array_sort_with_data (self->shown, compare, self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->shown->len);
  if (n_before != self->shown->len)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  g_signal_emit (self, signals[COUNTS_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
fill_later_cb (AttestRegister *self)
{
  if (self->source == 0)
    self->source = g_idle_add (fill_cb, self);
}

/* The object. */

static void
attest_register_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestRegister *self = ATTEST_REGISTER (object);

  switch ((AttestRegisterProperty) id)
    {
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->shown->len);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->source != 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_register_dispose (GObject *object)
{
  AttestRegister *self = ATTEST_REGISTER (object);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->drafts != NULL)
    g_signal_handlers_disconnect_by_data (self->drafts, self);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->drafts);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (attest_register_parent_class)->dispose (object);
}

static void
attest_register_finalize (GObject *object)
{
  AttestRegister *self = ATTEST_REGISTER (object);

  g_ptr_array_unref (self->shown);
  g_free (self->search);
  G_OBJECT_CLASS (attest_register_parent_class)->finalize (object);
}

static void
attest_register_class_init (AttestRegisterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = attest_register_get_property;
  object_class->dispose = attest_register_dispose;
  object_class->finalize = attest_register_finalize;
  properties[PROP_N_ITEMS] = g_param_spec_uint (
      "n-items", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADING] = g_param_spec_boolean (
      "loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[COUNTS_CHANGED] = g_signal_new ("counts-changed",
                                          G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          0);
}

static void
attest_register_init (AttestRegister *self)
{
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
}

AttestRegister *
attest_register_new (AttestStore *store, GListModel *drafts, const AttestSchema *schema)
{
  AttestRegister *self = g_object_new (ATTEST_TYPE_REGISTER, NULL);

  self->store = g_object_ref (store);
  self->drafts = g_object_ref (drafts);
  g_signal_connect_swapped (drafts, "items-changed", G_CALLBACK (fill_later_cb), self);
  g_signal_connect_data (store,
                         "submissions-changed",
                         G_CALLBACK (fill_later_cb),
                         self,
                         NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  fill_later_cb (self);
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
  self->query = *query;
  self->query.search = NULL;
  g_clear_pointer (&self->search, g_free);
  if (query->search != NULL && *query->search != '\0')
    self->search = attest_text_fold_for_search (query->search);
  fill_later_cb (self);
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
  return self->counts[filter];
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
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  g_task_set_source_tag (task, attest_register_load_ids_async);
  for (guint i = 0; i < self->shown->len; i++)
    g_strv_builder_add (ids, attest_draft_get_id (g_ptr_array_index (self->shown, i)));
  g_task_return_pointer (task, g_strv_builder_end (ids), (GDestroyNotify) g_strfreev);
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
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  guint position = ATTEST_REGISTER_NOWHERE;

  g_task_set_source_tag (task, attest_register_find_async);
  if (self->source != 0)
    {
      g_clear_handle_id (&self->source, g_source_remove);
      fill_cb (self);
    }
  for (guint i = 0; i < self->shown->len; i++)
    if (g_str_equal (attest_draft_get_id (g_ptr_array_index (self->shown, i)), id))
      position = i;
  g_task_return_int (task, position);
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

/* Returns: (transfer none): a word for files and the command line, the same in every language */
const char *
attest_register_filter_get_id (AttestRegisterFilter filter)
{
  g_return_val_if_fail (filter < ATTEST_N_REGISTER_FILTERS, NULL);
  return filters[filter].id;
}

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
