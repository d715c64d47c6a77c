/* AttestHistory: a list as long as the database, of which only what is looked at is in memory.
 *
 * Its rows are those a query counted, in pages that load when one of their rows is asked for, with
 * the submissions that came since in front of them. A row that is not read yet is a placeholder
 * that turns into its submission; the pages looked at longest ago are dropped. Main thread. */
#include "attest-config.h"
#include "store/attest-history.h"

#include "base/attest-str.h"
#include "store/attest-history-query.h"
#include "store/attest-store-call.h"
#include "store/attest-submissions.h"

#define ROWS_PER_PAGE 100
/* Many more than any window shows, and about 5 MB. */
#define MAX_PAGES 64

typedef struct
{
  guint number;
  GPtrArray *rows;           /* of owned AttestSubmission */
  GCancellable *cancellable; /* while it loads */
  GList link;                /* in `recent` */
} Page;

struct _AttestHistory
{
  GObject parent_instance;

  AttestStore *store;
  AttestHistoryQuery *query; /* (nullable): what is shown; none has counted yet */
  GPtrArray *newer;          /* of owned AttestSubmission, oldest first: they came since */
  GHashTable *pages;         /* number → Page */
  GQueue recent;             /* of Page, the one used last first */

  AttestHistoryQuery *next;   /* (nullable): what to count when the present counting ends */
  GCancellable *counting;     /* (nullable): counting is under way */
  AttestHistoryFilter filter; /* of the query asked for last; texts owned */
  guint n_short;              /* how often in a row there were fewer rows than were counted */
  gboolean mending;
  gboolean incomplete; /* something of it cannot be read, and will not be */
};

static GType
get_item_type (GListModel *model)
{
  return ATTEST_TYPE_SUBMISSION;
}

static guint
get_n_items (GListModel *model)
{
  AttestHistory *self = ATTEST_HISTORY (model);

  return self->newer->len + (self->query != NULL ? self->query->n_rows : 0);
}

static gpointer get_item (GListModel *model, guint position);

static void
init_list_model (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AttestHistory,
                               attest_history,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, init_list_model))

typedef enum
{
  PROP_N_ITEMS = 1,
  PROP_LOADING,
  PROP_INCOMPLETE,
} AttestHistoryProperty;

static GParamSpec *properties[PROP_INCOMPLETE + 1];

/* Pages. */

static void
page_free (gpointer data)
{
  Page *page = data;

  if (page->cancellable != NULL)
    g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_ptr_array_unref (page->rows);
  g_free (page);
}

static void
drop_page (AttestHistory *self, Page *page)
{
  g_queue_unlink (&self->recent, &page->link);
  g_hash_table_remove (self->pages, GUINT_TO_POINTER (page->number));
}

static void
drop_all_pages (AttestHistory *self)
{
  while (!g_queue_is_empty (&self->recent))
    drop_page (self, g_queue_peek_head (&self->recent));
}

typedef struct
{
  AttestHistory *history;    /* owned */
  AttestHistoryQuery *query; /* owned */
  guint page;
  GPtrArray *rows; /* of AttestSubmissionRow */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->history);
  attest_history_query_unref (reading->query);
  g_clear_pointer (&reading->rows, g_ptr_array_unref);
  g_free (reading);
}

static gboolean
read_page (AttestDb *db, gpointer data, GError **error)
{
  Reading *reading = data;

  reading->rows = attest_history_query_read (
      reading->query, db, reading->page * ROWS_PER_PAGE, ROWS_PER_PAGE, error);
  return reading->rows != NULL;
}

/* The placeholder turns into the row's submission, unless somebody else holds that already: then
 * the list shows the other object. */
static void
fill_row (AttestHistory *self, Page *page, guint i, const AttestSubmissionRow *row)
{
  AttestSubmission *placeholder = g_ptr_array_index (page->rows, i);
  g_autoptr (AttestSubmission) submission =
      attest_store_adopt_submission (self->store, placeholder, row);
  guint position = self->newer->len + page->number * ROWS_PER_PAGE + i;

  if (submission == placeholder)
    return;
  page->rows->pdata[i] = g_steal_pointer (&submission);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
  g_object_unref (placeholder);
}

static void
mark_used (AttestHistory *self, Page *page)
{
  if (self->recent.head == &page->link)
    return;
  g_queue_unlink (&self->recent, &page->link);
  g_queue_push_head_link (&self->recent, &page->link);
}

static Page *add_page (AttestHistory *self, guint number);

/* What cannot be read. */

static void ask (AttestHistory *self);

static gboolean
mend (AttestDb *db, gpointer data, GError **error)
{
  return attest_db_mend (db, error);
}

static void
tell_mended (AttestStore *store, gpointer data)
{
  attest_store_read_again (store);
}

static void
tell_incomplete (AttestHistory *self)
{
  if (self->incomplete)
    return;
  self->incomplete = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INCOMPLETE]);
}

static void
mended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestHistory) self = user_data;
  g_autoptr (GError) error = NULL;

  self->mending = FALSE;
  if (attest_store_call_finish (ATTEST_STORE (source), result, mend, &error) == NULL)
    tell_incomplete (self);
  else if (self->store != NULL)
    ask (self);
}

/* Rows may have gone between counting and reading, and are counted once more. Where that does not
 * help, the file is damaged: it is mended as far as that is possible, and told in any case. */
static void
take_shortage (AttestHistory *self, const GError *error)
{
  if (self->store == NULL || self->mending)
    return;
  self->n_short++;
  if (self->n_short == 1 && error == NULL)
    ask (self);
  else if (self->n_short <= 2)
    {
      self->n_short = 2;
      self->mending = TRUE;
      attest_store_call_async (self->store,
                               &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                                   .job = mend,
                                                   .tell = tell_mended,
                                                   .data = self,
                                                   .tag = mend },
                               NULL,
                               mended_cb,
                               g_object_ref (self));
    }
  else
    tell_incomplete (self);
}

static void
page_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  AttestHistory *self = reading->history;
  g_autoptr (GError) error = NULL;
  Page *page = NULL;
  guint n_missing = 0;

  attest_store_call_finish (ATTEST_STORE (source), result, add_page, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  page = reading->query == self->query
             ? g_hash_table_lookup (self->pages, GUINT_TO_POINTER (reading->page))
             : NULL;
  if (page == NULL)
    return;
  g_clear_object (&page->cancellable);
  if (error != NULL)
    {
      g_debug ("A page of the history cannot be read: %s", error->message);
      drop_page (self, page);
      take_shortage (self, error);
      return;
    }
  n_missing = page->rows->len - MIN (reading->rows->len, page->rows->len);
  /* Whoever hears of the rows may ask for others; this page is not to be dropped by that. */
  mark_used (self, page);
  for (guint i = 0; i < MIN (reading->rows->len, page->rows->len); i++)
    fill_row (self, page, i, g_ptr_array_index (reading->rows, i));
  if (n_missing > 0)
    take_shortage (self, NULL);
  else
    self->n_short = 0;
}

static Page *
add_page (AttestHistory *self, guint number)
{
  Page *page = g_new0 (Page, 1);
  Reading *reading = g_new (Reading, 1);
  guint n_rows = MIN (ROWS_PER_PAGE, self->query->n_rows - number * ROWS_PER_PAGE);

  page->number = number;
  page->rows = g_ptr_array_new_full (n_rows, g_object_unref);
  for (guint i = 0; i < n_rows; i++)
    g_ptr_array_add (page->rows, attest_submission_new_placeholder ());
  page->cancellable = g_cancellable_new ();
  page->link.data = page;
  g_queue_push_head_link (&self->recent, &page->link);
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (number), page);
  if (self->recent.length > MAX_PAGES)
    drop_page (self, g_queue_peek_tail (&self->recent));
  *reading = (Reading){ g_object_ref (self), g_atomic_rc_box_acquire (self->query), number, NULL };
  attest_store_call_async (
      self->store,
      &(AttestStoreCall){
          .job = read_page, .data = reading, .free_data = reading_free, .tag = add_page },
      page->cancellable,
      page_read_cb,
      reading);
  return page;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AttestHistory *self = ATTEST_HISTORY (model);
  Page *page = NULL;

  if (position >= get_n_items (model))
    return NULL;
  if (position < self->newer->len)
    return g_object_ref (g_ptr_array_index (self->newer, self->newer->len - 1 - position));
  position -= self->newer->len;
  page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (position / ROWS_PER_PAGE));
  if (page == NULL)
    page = add_page (self, position / ROWS_PER_PAGE);
  else
    mark_used (self, page);
  return g_object_ref (g_ptr_array_index (page->rows, position % ROWS_PER_PAGE));
}

/* Counting. */

static void count_next (AttestHistory *self);

typedef struct
{
  AttestHistory *history;    /* owned */
  AttestHistoryQuery *query; /* owned */
} Counting;

static void
counting_free (gpointer data)
{
  Counting *counting = data;

  g_object_unref (counting->history);
  g_clear_pointer (&counting->query, attest_history_query_unref);
  g_free (counting);
}

static gboolean
count_rows (AttestDb *db, gpointer data, GError **error)
{
  return attest_history_query_count (((Counting *) data)->query, db, error);
}

/* Shows what @query counted instead of what is shown. */
static void
take_query (AttestHistory *self, AttestHistoryQuery *query)
{
  guint n_before = get_n_items (G_LIST_MODEL (self));
  guint n_after = 0;

  drop_all_pages (self);
  g_ptr_array_set_size (self->newer, 0);
  g_clear_pointer (&self->query, attest_history_query_unref);
  self->query = query;
  n_after = get_n_items (G_LIST_MODEL (self));
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, n_after);
  if (n_before != n_after)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Counting *counting = user_data;
  AttestHistory *self = counting->history;
  g_autoptr (GError) error = NULL;

  attest_store_call_finish (ATTEST_STORE (source), result, count_next, &error);
  g_clear_object (&self->counting);
  if (error == NULL && self->store != NULL)
    take_query (self, g_steal_pointer (&counting->query));
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    take_shortage (self, error);
  if (self->next != NULL && self->store != NULL)
    count_next (self);
  else
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
count_next (AttestHistory *self)
{
  Counting *counting = NULL;

  counting = g_new (Counting, 1);
  *counting = (Counting){ g_object_ref (self), g_steal_pointer (&self->next) };
  self->counting = g_cancellable_new ();
  attest_store_call_async (
      self->store,
      &(AttestStoreCall){
          .job = count_rows, .data = counting, .free_data = counting_free, .tag = count_next },
      self->counting,
      counted_cb,
      counting);
}

/* Asks anew. What is shown stays until the answer is there; an answer to an older question is no
 * longer wanted. */
static void
ask (AttestHistory *self)
{
  g_clear_pointer (&self->next, attest_history_query_unref);
  self->next = attest_history_query_new (&self->filter);
  if (self->counting != NULL)
    {
      g_cancellable_cancel (self->counting);
      return;
    }
  count_next (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* What changes while it is shown. */

static int
compare_age (AttestSubmission *submission, gint64 created, const char *id)
{
  gint64 difference = attest_submission_get_created (submission) - created;

  if (difference != 0)
    return difference > 0 ? 1 : -1;
  return g_strcmp0 (attest_submission_get_id (submission), id);
}

static int
compare_ages (gconstpointer a, gconstpointer b)
{
  AttestSubmission *other = *(AttestSubmission *const *) b;

  return compare_age (*(AttestSubmission *const *) a,
                      attest_submission_get_created (other),
                      attest_submission_get_id (other));
}

static gboolean
is_newest (AttestHistory *self, AttestSubmission *submission)
{
  AttestSubmission *newest = NULL;

  if (self->newer->len == 0)
    return compare_age (submission, self->query->newest_created, self->query->newest_id) > 0;
  newest = g_ptr_array_index (self->newer, self->newer->len - 1);
  return compare_ages (&submission, &newest) > 0;
}

/* Whether a change of a row that is counted already can not be shown by its object alone: it may
 * have come or gone by its state, have come by its words, or it is new in spite of its time, after
 * the clock was set back. */
static gboolean
needs_counting (AttestHistory *self, AttestSubmission *submission)
{
  if (self->query->search != NULL && attest_history_query_matches (self->query, submission))
    return TRUE;
  return self->query->state != ATTEST_STATE_NONE
         || attest_submission_get_state (submission) == ATTEST_STATE_QUEUED;
}

static void
submissions_changed_cb (AttestHistory *self, GPtrArray *submissions)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (submissions->len);
  guint n_before = self->newer->len;
  gboolean recount = FALSE;

  if (self->query == NULL)
    return;
  for (guint i = 0; i < submissions->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (submissions, i));
  g_ptr_array_sort (sorted, compare_ages);
  for (guint i = 0; i < sorted->len; i++)
    {
      AttestSubmission *submission = g_ptr_array_index (sorted, i);

      if (!is_newest (self, submission))
        recount = recount || needs_counting (self, submission);
      else if (attest_history_query_matches (self->query, submission))
        g_ptr_array_add (self->newer, g_object_ref (submission));
    }
  if (self->newer->len > n_before)
    {
      g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, self->newer->len - n_before);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
    }
  if (recount)
    ask (self);
}

/* The object. */

static void
attest_history_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestHistory *self = ATTEST_HISTORY (object);

  switch ((AttestHistoryProperty) id)
    {
    case PROP_N_ITEMS:
      g_value_set_uint (value, get_n_items (G_LIST_MODEL (self)));
      break;
    case PROP_INCOMPLETE:
      g_value_set_boolean (value, self->incomplete);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->counting != NULL || self->mending);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_history_dispose (GObject *object)
{
  AttestHistory *self = ATTEST_HISTORY (object);

  drop_all_pages (self);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (attest_history_parent_class)->dispose (object);
}

static void
attest_history_finalize (GObject *object)
{
  AttestHistory *self = ATTEST_HISTORY (object);

  g_clear_pointer (&self->query, attest_history_query_unref);
  g_clear_pointer (&self->next, attest_history_query_unref);
  g_ptr_array_unref (self->newer);
  g_hash_table_unref (self->pages);
  g_free ((char *) self->filter.search);
  g_free ((char *) self->filter.service);
  G_OBJECT_CLASS (attest_history_parent_class)->finalize (object);
}

static void
attest_history_class_init (AttestHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = attest_history_get_property;
  object_class->dispose = attest_history_dispose;
  object_class->finalize = attest_history_finalize;
  properties[PROP_N_ITEMS] = g_param_spec_uint (
      "n-items", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_INCOMPLETE] = g_param_spec_boolean (
      "incomplete", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADING] = g_param_spec_boolean (
      "loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
attest_history_init (AttestHistory *self)
{
  self->newer = g_ptr_array_new_with_free_func (g_object_unref);
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, page_free);
  g_queue_init (&self->recent);
  self->filter.environment = -1;
}

/**
 * attest_history_new:
 * @store: an open store
 *
 * Returns: (transfer full): all of it; it begins to count at once
 */
AttestHistory *
attest_history_new (AttestStore *store)
{
  AttestHistory *self = g_object_new (ATTEST_TYPE_HISTORY, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_swapped (
      store, "submissions-changed", G_CALLBACK (submissions_changed_cb), self);
  ask (self);
  return self;
}

/**
 * attest_history_set_filter:
 * @self: a history
 * @filter: (nullable): what to show from now on, copied; %NULL: all
 *
 * What is shown stays until it is known how many rows match. Called again before that, only the
 * last filter counts.
 */
void
attest_history_set_filter (AttestHistory *self, const AttestHistoryFilter *filter)
{
  static const AttestHistoryFilter all = { .environment = -1 };
  const AttestHistoryFilter *wanted = filter != NULL ? filter : &all;

  g_return_if_fail (ATTEST_IS_HISTORY (self));

  attest_str_set ((char **) &self->filter.search, wanted->search);
  attest_str_set ((char **) &self->filter.service, wanted->service);
  self->filter.environment = wanted->environment;
  self->filter.state = wanted->state;
  ask (self);
}
