/* AttestPagedList: see the header.
 *
 * Its rows are those a query counted, in pages that load when one of their rows is asked for, with
 * what came since in front of them. A row that is not read yet is a placeholder that turns into its
 * object; the pages looked at longest ago are dropped. Main thread. */
#include "attest-config.h"
#include "store/attest-paged-list.h"

#include "store/attest-page-cache.h"
#include "store/attest-store-call.h"

#include <string.h>

#define ROWS_PER_PAGE 100
/* Many more than any window shows, and about 5 MB. */
#define MAX_PAGES 64
/* What is counted of a new question before all of it is: more than any window shows. */
#define FIRST_ROWS 200
/* Between two countings of what is counted beside the rows. */
#define TALLY_PAUSE_MS 250
#define NO_PAGE (G_MAXUINT / ROWS_PER_PAGE)

typedef struct
{
  AttestStore *store;
  AttestPagedQuery *query; /* (nullable): what is shown; none has counted yet */
  GPtrArray *newer;        /* of owned items, oldest first: they came since */
  AttestPageCache *pages;
  gboolean is_reading; /* a page */

  gboolean is_wanted;     /* somebody asked how long it is */
  gboolean is_question;   /* the next counting answers another question */
  gboolean is_due;        /* to be asked again when the present counting ends */
  GCancellable *counting; /* (nullable): counting is under way */
  guint rest_source;      /* the first rows are known, the others are to be counted */
  guint counts[ATTEST_PAGED_MAX_COUNTS];
  gboolean is_tallying;
  gboolean is_tally_due; /* once more, after a pause */
  guint tally_source;
  guint n_short;    /* how often in a row there were fewer rows than were counted */
  guint short_page; /* in which one that was; NO_PAGE: it could not be counted */
  gboolean mending;
  gboolean incomplete; /* something of it cannot be read, and will not be */
} AttestPagedListPrivate;

static void init_list_model (GListModelInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (AttestPagedList,
                                  attest_paged_list,
                                  G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (AttestPagedList)
                                      G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, init_list_model))

typedef enum
{
  PROP_N_ITEMS = 1,
  PROP_LOADING,
  PROP_INCOMPLETE,
} AttestPagedListProperty;

static GParamSpec *properties[PROP_INCOMPLETE + 1];

enum
{
  COUNTS_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static AttestPagedListPrivate *
get_private (gpointer self)
{
  return attest_paged_list_get_instance_private (self);
}

/* Queries. */

static void
unref_query (AttestPagedListClass *klass, AttestPagedQuery *query)
{
  if (query != NULL)
    g_atomic_rc_box_release_full (query, klass->clear_query);
}

/* What is asked of the store: to count a query, to read a page of it, or to count beside it. */
typedef struct
{
  AttestPagedList *list;    /* owned */
  AttestPagedQuery *query;  /* owned */
  AttestPagedQuery *before; /* (nullable): owned: what was shown then */
  guint page;
  GPtrArray *rows;
  guint counts[ATTEST_PAGED_MAX_COUNTS];
} Question;

static Question *
question_new (AttestPagedList *self, AttestPagedQuery *query, AttestPagedQuery *before)
{
  Question *question = g_new0 (Question, 1);

  question->list = g_object_ref (self);
  question->query = query;
  question->before = before != NULL ? g_atomic_rc_box_acquire (before) : NULL;
  return question;
}

static void
question_free (gpointer data)
{
  Question *question = data;
  AttestPagedListClass *klass = ATTEST_PAGED_LIST_GET_CLASS (question->list);

  unref_query (klass, question->query);
  unref_query (klass, question->before);
  g_clear_pointer (&question->rows, g_ptr_array_unref);
  g_object_unref (question->list);
  g_free (question);
}

/* What cannot be read. */

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
tell_incomplete (AttestPagedList *self)
{
  AttestPagedListPrivate *priv = get_private (self);

  if (priv->incomplete)
    return;
  priv->incomplete = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INCOMPLETE]);
}

static void
mended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestPagedList) self = user_data;
  AttestPagedListPrivate *priv = get_private (self);
  g_autoptr (GError) error = NULL;

  priv->mending = FALSE;
  if (attest_store_call_finish (ATTEST_STORE (source), result, mend, &error) == NULL)
    tell_incomplete (self);
  else
    attest_paged_list_ask (self, ATTEST_PAGED_NEWS);
}

/* Rows may have gone between counting and reading, and are counted once more. Where that does not
 * help, the file is damaged: it is mended as far as that is possible, and told in any case. */
static void
take_shortage (AttestPagedList *self, guint page, const GError *error)
{
  AttestPagedListPrivate *priv = get_private (self);

  if (priv->store == NULL || priv->mending || priv->incomplete)
    return;
  priv->short_page = page;
  priv->n_short++;
  if (priv->n_short == 1 && error == NULL)
    attest_paged_list_ask (self, ATTEST_PAGED_NEWS);
  else if (priv->n_short <= 2)
    {
      priv->n_short = 2;
      priv->mending = TRUE;
      attest_store_call_async (priv->store,
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

/* Reading. */

static gboolean
read_page (AttestDb *db, gpointer data, GError **error)
{
  Question *question = data;

  question->rows =
      ATTEST_PAGED_LIST_GET_CLASS (question->list)
          ->read (question->query, db, question->page * ROWS_PER_PAGE, ROWS_PER_PAGE, error);
  return question->rows != NULL;
}

/* The placeholder turns into the row's object, unless somebody else holds that already: then the
 * list shows the other one. */
static void
fill_row (AttestPagedList *self, AttestPage *page, guint i, gpointer row)
{
  AttestPagedListPrivate *priv = get_private (self);
  GObject *placeholder = g_ptr_array_index (page->rows, i);
  g_autoptr (GObject) item = ATTEST_PAGED_LIST_GET_CLASS (self)->adopt (self, placeholder, row);
  guint position = priv->newer->len + page->number * ROWS_PER_PAGE + i;

  if (item == placeholder)
    return;
  page->rows->pdata[i] = g_steal_pointer (&item);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
  g_object_unref (placeholder);
}

static void
take_page (AttestPagedList *self, AttestPage *page, GPtrArray *rows)
{
  AttestPagedListPrivate *priv = get_private (self);
  guint n = MIN (rows->len, page->rows->len);
  gboolean is_short = rows->len < page->rows->len;

  for (guint i = 0; i < n; i++)
    if (g_ptr_array_index (rows, i) != NULL)
      fill_row (self, page, i, g_ptr_array_index (rows, i));
    else
      is_short = TRUE;
  if (is_short)
    take_shortage (self, page->number, NULL);
  else if (page->number == priv->short_page || priv->short_page == NO_PAGE)
    priv->n_short = 0;
}

static void read_next (AttestPagedList *self);
static void tally_if_due (AttestPagedList *self);

static void
page_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  AttestPagedList *self = question->list;
  AttestPagedListPrivate *priv = get_private (self);
  g_autoptr (GError) error = NULL;
  AttestPage *page = NULL;
  gboolean is_cancelled = FALSE;

  attest_store_call_finish (ATTEST_STORE (source), result, read_page, &error);
  priv->is_reading = FALSE;
  is_cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  if (question->query == priv->query && !is_cancelled)
    page = attest_page_cache_find (priv->pages, question->page);
  if (page != NULL && error == NULL)
    {
      page->is_waiting = FALSE;
      g_clear_object (&page->cancellable);
      take_page (self, page, question->rows);
    }
  else if (page != NULL)
    {
      g_debug ("A page of a list cannot be read: %s", error->message);
      attest_page_cache_drop (priv->pages, page);
      take_shortage (self, question->page, error);
    }
  read_next (self);
  tally_if_due (self);
}

/* One after another, the one that was looked at last first: who jumps through a long list does not
 * wait for all the pages on the way. */
static void
read_next (AttestPagedList *self)
{
  AttestPagedListPrivate *priv = get_private (self);
  AttestPage *page = attest_page_cache_find_waiting (priv->pages);
  Question *question = NULL;

  if (page == NULL || priv->is_reading || priv->store == NULL)
    return;
  priv->is_reading = TRUE;
  page->is_waiting = FALSE;
  question = question_new (self, g_atomic_rc_box_acquire (priv->query), NULL);
  question->page = page->number;
  attest_store_call_async (
      priv->store,
      &(AttestStoreCall){
          .job = read_page, .data = question, .free_data = question_free, .tag = read_page },
      page->cancellable,
      page_read_cb,
      question);
}

static AttestPage *
add_page (AttestPagedList *self, guint number)
{
  AttestPagedListPrivate *priv = get_private (self);
  guint first = number * ROWS_PER_PAGE;
  guint n_rows = MIN (ROWS_PER_PAGE, priv->query->n_rows - first);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_full (n_rows, g_object_unref);
  AttestPage *page = NULL;

  for (guint i = 0; i < n_rows; i++)
    g_ptr_array_add (rows,
                     ATTEST_PAGED_LIST_GET_CLASS (self)->new_item (self, priv->query, first + i));
  page = attest_page_cache_add (priv->pages, number, rows);
  read_next (self);
  return page;
}

/* Counting. */

static void count_next (AttestPagedList *self);

static gboolean
count_rows (AttestDb *db, gpointer data, GError **error)
{
  Question *question = data;

  return ATTEST_PAGED_LIST_GET_CLASS (question->list)
      ->count (question->query, question->before, db, error);
}

/* @from, @to: rows, the latter not any more */
static void
read_rows (AttestPagedList *self, guint from, guint to)
{
  for (guint page = from / ROWS_PER_PAGE; from < to && page * ROWS_PER_PAGE < to; page++)
    if (attest_page_cache_find (get_private (self)->pages, page) == NULL)
      add_page (self, page);
}

/* Of rows that stay nobody is told, so that who shows them does not ask for them again: what was to
 * be read of them is read all the same. @unread: pages of @before, the one used last first */
static void
read_unread (AttestPagedList *self, const GArray *unread, const AttestPagedQuery *before)
{
  const AttestPagedQuery *query = get_private (self)->query;

  for (guint i = unread->len; i > 0; i--)
    {
      const guint from = g_array_index (unread, guint, i - 1) * ROWS_PER_PAGE;
      const guint to = MIN (from + ROWS_PER_PAGE, before->n_rows);
      const guint last = before->n_rows - query->n_same_last;

      read_rows (self, from, MIN (to, query->n_same_first));
      read_rows (self,
                 MAX (from, last) + query->n_rows - before->n_rows,
                 to > last ? to + query->n_rows - before->n_rows : 0);
    }
}

/* Shows what @query counted instead of what is shown. */
static void
take_query (AttestPagedList *self, AttestPagedQuery *query, gboolean was_shown)
{
  AttestPagedListPrivate *priv = get_private (self);
  AttestPagedQuery *before = priv->query;
  g_autoptr (GArray) unread = attest_page_cache_clear (priv->pages);
  guint n_before = priv->newer->len + (priv->query != NULL ? priv->query->n_rows : 0);
  guint n_first = was_shown && priv->newer->len == 0 ? query->n_same_first : 0;
  guint n_last = was_shown ? query->n_same_last : 0;

  g_ptr_array_set_size (priv->newer, 0);
  priv->query = query;
  if (n_before - n_first - n_last > 0 || query->n_rows - n_first - n_last > 0)
    g_list_model_items_changed (G_LIST_MODEL (self),
                                n_first,
                                n_before - n_first - n_last,
                                query->n_rows - n_first - n_last);
  if (was_shown && before != NULL)
    read_unread (self, unread, before);
  unref_query (ATTEST_PAGED_LIST_GET_CLASS (self), before);
  if (n_before != query->n_rows)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
count_rest_cb (gpointer user_data)
{
  get_private (user_data)->rest_source = 0;
  count_next (user_data);
}

/* There may be more than the first rows: these are read and shown, then all are counted. */
static void
read_on (AttestPagedList *self)
{
  AttestPagedListPrivate *priv = get_private (self);

  if (priv->query->limit == 0 || priv->query->n_rows < priv->query->limit)
    return;
  if (attest_page_cache_find (priv->pages, 0) == NULL)
    add_page (self, 0);
  priv->rest_source = g_idle_add_once (count_rest_cb, self);
}

/* Whether it helped that they were counted once more: a view that sees no change does not ask. */
static void
read_short_page (AttestPagedList *self)
{
  AttestPagedListPrivate *priv = get_private (self);

  if (priv->n_short == 0)
    return;
  if (priv->short_page * ROWS_PER_PAGE >= priv->query->n_rows)
    priv->n_short = 0;
  else if (attest_page_cache_find (priv->pages, priv->short_page) == NULL)
    add_page (self, priv->short_page);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  AttestPagedList *self = question->list;
  AttestPagedListPrivate *priv = get_private (self);
  g_autoptr (GError) error = NULL;

  attest_store_call_finish (ATTEST_STORE (source), result, count_rows, &error);
  g_clear_object (&priv->counting);
  if (error == NULL && priv->store != NULL)
    take_query (self,
                g_steal_pointer (&question->query),
                question->before != NULL && question->before == priv->query);
  if (error == NULL && priv->store != NULL)
    {
      read_on (self);
      read_short_page (self);
    }
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    take_shortage (self, NO_PAGE, error);
  if (priv->is_due && priv->store != NULL)
    count_next (self);
  else if (priv->rest_source == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  tally_if_due (self);
}

static void
count_next (AttestPagedList *self)
{
  AttestPagedListPrivate *priv = get_private (self);
  Question *question =
      question_new (self, ATTEST_PAGED_LIST_GET_CLASS (self)->make_query (self), priv->query);

  question->query->limit = priv->is_question ? FIRST_ROWS : 0;
  priv->is_question = FALSE;
  priv->is_due = FALSE;
  g_clear_handle_id (&priv->rest_source, g_source_remove);
  priv->counting = g_cancellable_new ();
  attest_store_call_async (
      priv->store,
      &(AttestStoreCall){
          .job = count_rows, .data = question, .free_data = question_free, .tag = count_rows },
      priv->counting,
      counted_cb,
      question);
}

/* Counting beside it. */

static void tally (AttestPagedList *self);

static void
tally_if_due (AttestPagedList *self)
{
  AttestPagedListPrivate *priv = get_private (self);

  if (priv->is_tally_due && priv->store != NULL)
    tally (self);
}

static gboolean
tally_again_cb (gpointer user_data)
{
  get_private (user_data)->tally_source = 0;
  tally (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
tally_job (AttestDb *db, gpointer data, GError **error)
{
  Question *question = data;

  return ATTEST_PAGED_LIST_GET_CLASS (question->list)
      ->tally (question->query, db, question->counts, error);
}

static void
tallied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  AttestPagedList *self = question->list;
  AttestPagedListPrivate *priv = get_private (self);

  priv->is_tallying = FALSE;
  if (priv->store == NULL)
    return;
  if (priv->is_tally_due)
    priv->tally_source = g_timeout_add (TALLY_PAUSE_MS, tally_again_cb, self);
  if (attest_store_call_finish (ATTEST_STORE (source), result, tally_job, NULL) == NULL
      || memcmp (priv->counts, question->counts, sizeof priv->counts) == 0)
    return;
  memcpy (priv->counts, question->counts, sizeof priv->counts);
  g_signal_emit (self, signals[COUNTS_CHANGED], 0);
}

static void
tally (AttestPagedList *self)
{
  AttestPagedListPrivate *priv = get_private (self);
  Question *question = NULL;

  /* After the rows: they are looked at first. */
  priv->is_tally_due = priv->is_tallying || priv->tally_source != 0 || priv->counting != NULL
                       || priv->rest_source != 0 || priv->is_reading;
  if (priv->is_tally_due)
    return;
  priv->is_tallying = TRUE;
  question = question_new (self, ATTEST_PAGED_LIST_GET_CLASS (self)->make_query (self), NULL);
  attest_store_call_async (
      priv->store,
      &(AttestStoreCall){
          .job = tally_job, .data = question, .free_data = question_free, .tag = tally_job },
      NULL,
      tallied_cb,
      question);
}

/**
 * attest_paged_list_tally:
 * @self: a list
 *
 * Counts anew what is counted beside the rows: something changed that does not change them.
 */
void
attest_paged_list_tally (AttestPagedList *self)
{
  if (get_private (self)->store != NULL)
    tally (self);
}

/**
 * attest_paged_list_ask:
 * @self: a list
 * @reason: why
 *
 * Asks anew. What is shown stays until the answer is there.
 */
void
attest_paged_list_ask (AttestPagedList *self, AttestPagedReason reason)
{
  AttestPagedListPrivate *priv = get_private (self);

  if (priv->store == NULL)
    return;
  priv->is_due = TRUE;
  priv->is_question = priv->is_question || reason == ATTEST_PAGED_QUESTION;
  if (priv->is_wanted && priv->counting == NULL)
    {
      count_next (self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
    }
  else if (priv->counting != NULL && reason == ATTEST_PAGED_QUESTION)
    g_cancellable_cancel (priv->counting);
  if (priv->is_wanted || priv->tally_source != 0)
    tally (self);
  else /* a view may want its rows in this very turn */
    priv->tally_source = g_idle_add (tally_again_cb, self);
}

/* The model. */

static GType
get_item_type (GListModel *model)
{
  return ATTEST_PAGED_LIST_GET_CLASS (model)->item_type;
}

static guint
get_n_items (GListModel *model)
{
  AttestPagedListPrivate *priv = get_private (model);

  if (!priv->is_wanted)
    {
      priv->is_wanted = TRUE;
      attest_paged_list_ask (ATTEST_PAGED_LIST (model), ATTEST_PAGED_QUESTION);
    }
  return priv->newer->len + (priv->query != NULL ? priv->query->n_rows : 0);
}

static gpointer
get_item (GListModel *model, guint position)
{
  AttestPagedList *self = ATTEST_PAGED_LIST (model);
  AttestPagedListPrivate *priv = get_private (self);
  AttestPage *page = NULL;

  if (position >= get_n_items (model))
    return NULL;
  if (position < priv->newer->len)
    return g_object_ref (g_ptr_array_index (priv->newer, priv->newer->len - 1 - position));
  position -= priv->newer->len;
  page = attest_page_cache_find (priv->pages, position / ROWS_PER_PAGE);
  if (page == NULL)
    page = add_page (self, position / ROWS_PER_PAGE);
  return g_object_ref (g_ptr_array_index (page->rows, position % ROWS_PER_PAGE));
}

static void
init_list_model (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* For subclasses. */

/* @store: an open store; what "make_query" gives is asked as soon as somebody wants to know */
void
attest_paged_list_begin (AttestPagedList *self, AttestStore *store)
{
  AttestPagedListPrivate *priv = get_private (self);

  priv->store = g_object_ref (store);
  attest_paged_list_ask (self, ATTEST_PAGED_QUESTION);
}

/* Returns: (transfer none) (nullable): its store; %NULL: it was disposed of */
AttestStore *
attest_paged_list_get_store (AttestPagedList *self)
{
  return get_private (self)->store;
}

/* Returns: (transfer none) (nullable): the query whose answer is shown */
gconstpointer
attest_paged_list_get_query (AttestPagedList *self)
{
  return get_private (self)->query;
}

/* Returns: what is counted beside the rows, under that number; 0 until it is known */
guint
attest_paged_list_get_count (AttestPagedList *self, guint i)
{
  return get_private (self)->counts[i];
}

/* Returns: (transfer none) (nullable): the newest of what came since it was counted */
gpointer
attest_paged_list_get_newest (AttestPagedList *self)
{
  GPtrArray *newer = get_private (self)->newer;

  return newer->len > 0 ? g_ptr_array_index (newer, newer->len - 1) : NULL;
}

/**
 * attest_paged_list_add_newer:
 * @self: a list
 * @items: what came since it was counted and belongs in front of all else, the oldest first
 */
void
attest_paged_list_add_newer (AttestPagedList *self, GPtrArray *items)
{
  if (items->len == 0)
    return;
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (get_private (self)->newer, g_object_ref (g_ptr_array_index (items, i)));
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, items->len);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

/* The object. */

static void
attest_paged_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestPagedListPrivate *priv = get_private (object);

  switch ((AttestPagedListProperty) id)
    {
    case PROP_N_ITEMS:
      g_value_set_uint (value, get_n_items (G_LIST_MODEL (object)));
      break;
    case PROP_INCOMPLETE:
      g_value_set_boolean (value, priv->incomplete);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value,
                           priv->counting != NULL || priv->rest_source != 0 || priv->mending);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_paged_list_dispose (GObject *object)
{
  AttestPagedListPrivate *priv = get_private (object);

  g_array_unref (attest_page_cache_clear (priv->pages));
  g_clear_handle_id (&priv->tally_source, g_source_remove);
  g_clear_handle_id (&priv->rest_source, g_source_remove);
  if (priv->store != NULL)
    g_signal_handlers_disconnect_by_data (priv->store, object);
  g_clear_object (&priv->store);
  G_OBJECT_CLASS (attest_paged_list_parent_class)->dispose (object);
}

static void
attest_paged_list_finalize (GObject *object)
{
  AttestPagedListPrivate *priv = get_private (object);

  unref_query (ATTEST_PAGED_LIST_GET_CLASS (object), priv->query);
  g_ptr_array_unref (priv->newer);
  attest_page_cache_free (priv->pages);
  G_OBJECT_CLASS (attest_paged_list_parent_class)->finalize (object);
}

static void
attest_paged_list_class_init (AttestPagedListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = attest_paged_list_get_property;
  object_class->dispose = attest_paged_list_dispose;
  object_class->finalize = attest_paged_list_finalize;
  properties[PROP_N_ITEMS] = g_param_spec_uint (
      "n-items", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_INCOMPLETE] = g_param_spec_boolean (
      "incomplete", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
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
attest_paged_list_init (AttestPagedList *self)
{
  AttestPagedListPrivate *priv = get_private (self);

  priv->newer = g_ptr_array_new_with_free_func (g_object_unref);
  priv->pages = attest_page_cache_new (MAX_PAGES);
}
