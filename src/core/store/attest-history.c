/* AttestHistory: see the header.
 *
 * The column `search` holds everything a submission can be found by, folded: number or name,
 * entity, its unique id, the ids on both sides and the server's words. Counting fixes the newest
 * row that is looked at, so that rows added later do not move those that are read afterwards. A
 * search is a plain "contains" over folded text: it finds a single Hangul syllable, which word and
 * trigram indexes do not. Rows of earlier versions were folded without regard to signs. Main
 * thread; the functions of the query run on the store's. */
#include "attest-config.h"
#include "store/attest-history.h"

#include "base/attest-str.h"
#include "base/attest-text.h"
#include "store/attest-store-call.h"

#include <string.h>

/* A filter with its texts owned and made ready, and the row the counting began at. */
typedef struct
{
  AttestPagedQuery base;
  char *search;        /* (nullable): folded */
  char *search_before; /* (nullable): folded as earlier versions did, if it differs */
  char *service;
  char *batch;             /* (nullable) */
  const char *environment; /* (nullable) */
  AttestState state;
  gint64 from;
  gint64 to;
  gint64 asked_to;    /* @to may be less, where a batch that is under way ended so far */
  gint64 newest_time; /* rows that left later are not counted */
  char *newest_id;
  gint64 oldest_time;
} Query;

struct _AttestHistory
{
  AttestPagedList parent_instance;

  AttestHistoryFilter filter; /* of the query asked for last; texts owned */
};

G_DEFINE_FINAL_TYPE (AttestHistory, attest_history, ATTEST_TYPE_PAGED_LIST)

/* Parameters 1 to 3 are the filter, 4 and 5 the time, 6 is the first as it was folded before, 7 the
 * batch. */
#define WHERE                                                                                      \
  "WHERE left_at >= ?4 AND left_at < ?5"                                                           \
  " AND (?1 IS NULL OR instr (search, ?1) > 0 OR instr (search, ?6) > 0)"                          \
  " AND (?2 IS NULL OR service = ?2) AND (?3 IS NULL OR environment = ?3)"                         \
  " AND (?7 IS NULL OR batch = ?7) "
/* Without a filter the index alone answers. */
#define WHERE_ALL "WHERE left_at >= ?4 AND left_at < ?5 AND coalesce (?1, ?2, ?3, ?6, ?7) IS NULL "

/* All there ever were are counted in the order of their states, by another index. */
#define WHERE_EVER                                                                                 \
  "WHERE +left_at >= ?4 AND +left_at < ?5 AND coalesce (?1, ?2, ?3, ?6, ?7) IS NULL "

#define OF_STATE_UP_TO_NEWEST                                                                      \
  "AND (CAST (?8 AS TEXT) IS NULL OR state = ?8) AND (left_at, id) <= (?9, ?10) "
#define UP_TO_NEWEST "AND coalesce (?8, ?8) IS NULL AND (left_at, id) <= (?9, ?10) "

#define IN_ORDER "ORDER BY left_at DESC, id DESC "

static gboolean
is_filtered (const Query *self)
{
  return self->search != NULL || self->service != NULL || self->environment != NULL
         || self->batch != NULL;
}

static const char *
get_state (const Query *self)
{
  return self->state != ATTEST_STATE_NONE ? attest_state_get_id (self->state) : NULL;
}

/* Text of what is not filtered by is NULL. */
#define FILTER(self)                                                                               \
  ATTEST_TEXT ((self)->search), ATTEST_TEXT ((self)->service), ATTEST_TEXT ((self)->environment),  \
      ATTEST_INT ((self)->from), ATTEST_INT ((self)->to), ATTEST_TEXT ((self)->search_before),     \
      ATTEST_TEXT ((self)->batch)

#define FILTER_UP_TO_NEWEST(self)                                                                  \
  FILTER (self), ATTEST_TEXT (get_state (self)), ATTEST_INT ((self)->newest_time),                 \
      ATTEST_TEXT ((self)->newest_id)

static gpointer
read_newest (AttestStatement *statement)
{
  Query *newest = g_new0 (Query, 1);

  newest->newest_time = attest_statement_get_int (statement, 0);
  newest->newest_id = attest_statement_dup_text (statement, 1);
  return newest;
}

static gboolean
find_ends (Query *self, AttestDb *db, GError **error)
{
  g_autofree Query *newest = NULL;

  if (!attest_db_read_one (db,
                           "SELECT left_at, id FROM submissions WHERE left_at IS NOT NULL " IN_ORDER
                           "LIMIT 1",
                           NULL,
                           read_newest,
                           (gpointer *) &newest,
                           error)
      || !attest_db_get_number (db,
                                "SELECT coalesce (min (left_at), 0) FROM submissions",
                                NULL,
                                &self->oldest_time,
                                error))
    return FALSE;
  if (newest != NULL)
    {
      self->newest_time = newest->newest_time;
      self->newest_id = newest->newest_id;
    }
  return TRUE;
}

/* Of ever so many, a batch is looked for where it left. */
static gboolean
narrow_to_batch (Query *self, AttestDb *db, GError **error)
{
  static const char *const sql[] = {
    "SELECT coalesce (min (left_at), 0) FROM submissions WHERE batch = ?1",
    "SELECT coalesce (max (left_at), 0) + 1 FROM submissions WHERE batch = ?1"
  };
  const AttestValue *batch = ATTEST_VALUES (ATTEST_TEXT (self->batch));
  gint64 ends[2] = { 0 };

  if (self->batch == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    if (!attest_db_get_number (db, sql[i], batch, &ends[i], error))
      return FALSE;
  self->from = MAX (self->from, ends[0]);
  self->to = MIN (self->to, ends[1]);
  return TRUE;
}

static gboolean
count_rows (gpointer query, gconstpointer before, AttestDb *db, GError **error)
{
  Query *self = query;
  gint64 n_rows = 0;

  if (!find_ends (self, db, error) || !narrow_to_batch (self, db, error))
    return FALSE;
  if (self->newest_id != NULL
      && !attest_db_get_number (
          db,
          is_filtered (self)
              ? "SELECT count (*) FROM submissions " WHERE OF_STATE_UP_TO_NEWEST
              : (self->state != ATTEST_STATE_NONE
                     ? "SELECT count (*) FROM submissions " WHERE_ALL OF_STATE_UP_TO_NEWEST
                     : "SELECT count (*) FROM submissions " WHERE_ALL UP_TO_NEWEST),
          ATTEST_VALUES (FILTER_UP_TO_NEWEST (self)),
          &n_rows,
          error))
    return FALSE;
  self->base.n_rows = (guint) n_rows;
  self->base.limit = 0;
  return TRUE;
}

/* Passing over is done in the index alone; only the rows of the page are looked up. */
static GPtrArray *
read_rows (gconstpointer query, AttestDb *db, guint offset, guint n_rows, GError **error)
{
  const Query *self = query;
  gboolean all = !is_filtered (self) && self->state == ATTEST_STATE_NONE;

  return attest_submissions_read_rows (
      db,
      all ? "SELECT " ATTEST_SUBMISSION_COLUMNS
            " FROM submissions WHERE id IN (SELECT id FROM submissions " WHERE_ALL UP_TO_NEWEST
                IN_ORDER "LIMIT ?11 OFFSET ?12) " IN_ORDER
          : "SELECT " ATTEST_SUBMISSION_COLUMNS
            " FROM submissions " WHERE OF_STATE_UP_TO_NEWEST IN_ORDER "LIMIT ?11 OFFSET ?12",
      ATTEST_VALUES (FILTER_UP_TO_NEWEST (self), ATTEST_INT (n_rows), ATTEST_INT (offset)),
      error);
}

static gboolean
tally (gconstpointer query, AttestDb *db, guint *counts, GError **error)
{
  Query narrowed = *(const Query *) query;
  const Query *self = &narrowed;
  g_autoptr (AttestStatement) statement = NULL;
  gboolean has_row = FALSE;

  if (!narrow_to_batch (&narrowed, db, error))
    return FALSE;
  statement = attest_db_query (
      db,
      is_filtered (self)
          ? "SELECT state, count (*) FROM submissions " WHERE "GROUP BY state"
          : (self->from > 0 || self->to < G_MAXINT64
                 ? "SELECT state, count (*) FROM submissions " WHERE_ALL "GROUP BY state"
                 : "SELECT state, count (*) FROM submissions " WHERE_EVER "GROUP BY state"),
      ATTEST_VALUES (FILTER (self)),
      error);
  if (statement == NULL)
    return FALSE;
  while (attest_statement_step (statement, &has_row, error))
    {
      AttestState state = ATTEST_STATE_UNKNOWN;

      if (!has_row)
        return TRUE;
      attest_state_from_id (attest_statement_get_text (statement, 0), &state);
      counts[state] += (guint) attest_statement_get_int (statement, 1);
      counts[ATTEST_STATE_NONE] += (guint) attest_statement_get_int (statement, 1);
    }
  return FALSE;
}

static void
clear_query (gpointer query)
{
  Query *self = query;

  g_free (self->search);
  g_free (self->search_before);
  g_free (self->service);
  g_free (self->batch);
  g_free (self->newest_id);
}

static void
fill_query (Query *self, const AttestHistoryFilter *filter)
{
  if (!attest_str_is_blank (filter->search))
    {
      self->search = attest_text_fold_for_search (filter->search);
      self->search_before = attest_text_fold_case (filter->search);
      if (g_str_equal (self->search, self->search_before))
        g_clear_pointer (&self->search_before, g_free);
    }
  self->service = g_strdup (filter->service);
  self->batch = g_strdup (filter->batch);
  if (filter->environment >= 0)
    self->environment = attest_environment_get_id ((AttestEnvironment) filter->environment);
  self->state = filter->state;
  self->from = filter->from;
  self->to = filter->to != 0 ? filter->to : G_MAXINT64;
  self->asked_to = self->to;
}

static gpointer
make_query (AttestPagedList *list)
{
  Query *self = g_atomic_rc_box_new0 (Query);

  fill_query (self, &ATTEST_HISTORY (list)->filter);
  return self;
}

/* What changes while it is shown. */

static gboolean
contains (const Query *self, const char *text)
{
  g_autofree char *folded = text != NULL ? attest_text_fold_for_search (text) : NULL;

  return folded != NULL && strstr (folded, self->search) != NULL;
}

/* The same decision as the SQL takes. */
static gboolean
is_match (const Query *self, AttestSubmission *submission)
{
  const AttestService *service = attest_submission_get_service (submission);
  AttestEnvironment environment = attest_submission_get_environment (submission);
  gint64 time = attest_submission_get_time (submission);

  if (time < self->from || time >= self->asked_to
      || (self->batch != NULL
          && g_strcmp0 (attest_submission_get_batch (submission), self->batch) != 0)
      || (self->service != NULL && (service == NULL || !g_str_equal (service->id, self->service)))
      || (self->environment != NULL
          && !g_str_equal (self->environment, attest_environment_get_id (environment)))
      || (self->state != ATTEST_STATE_NONE
          && attest_submission_get_state (submission) != self->state))
    return FALSE;
  return self->search == NULL || contains (self, attest_submission_get_title (submission))
         || contains (self, attest_submission_get_entity (submission))
         || contains (self, attest_submission_get_entity_id (submission))
         || contains (self, attest_submission_get_message (submission))
         || contains (self, attest_submission_get_remote_id (submission))
         || contains (self, attest_submission_get_id (submission));
}

static int
compare_age (AttestSubmission *submission, gint64 time, const char *id)
{
  gint64 difference = attest_submission_get_time (submission) - time;

  if (difference != 0)
    return difference > 0 ? 1 : -1;
  return g_strcmp0 (attest_submission_get_id (submission), id);
}

static int
compare_ages (gconstpointer a, gconstpointer b)
{
  AttestSubmission *other = *(AttestSubmission *const *) b;

  return compare_age (*(AttestSubmission *const *) a,
                      attest_submission_get_time (other),
                      attest_submission_get_id (other));
}

static gboolean
is_newest (AttestHistory *self, const Query *query, AttestSubmission *submission)
{
  AttestSubmission *newest = attest_paged_list_get_newest (ATTEST_PAGED_LIST (self));

  if (newest == NULL)
    return compare_age (submission, query->newest_time, query->newest_id) > 0;
  return compare_ages (&submission, &newest) > 0;
}

/* Whether a change of a row that is counted already can not be shown by its object alone: it may
 * have come or gone by its state, have come by its words, or it leaves once more. */
static gboolean
needs_counting (const Query *query, AttestSubmission *submission)
{
  AttestState state = attest_submission_get_state (submission);

  if (state == ATTEST_STATE_QUEUED && attest_submission_get_sent (submission) == 0)
    return FALSE; /* it never was in the list */
  return (query->search != NULL && is_match (query, submission))
         || query->state != ATTEST_STATE_NONE || state <= ATTEST_STATE_SENDING;
}

static void
submissions_changed_cb (AttestHistory *self, GPtrArray *submissions)
{
  const Query *query = attest_paged_list_get_query (ATTEST_PAGED_LIST (self));
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (submissions->len);
  g_autoptr (GPtrArray) newer = g_ptr_array_new ();
  gboolean recount = FALSE;

  attest_paged_list_tally (ATTEST_PAGED_LIST (self));
  if (query == NULL)
    return;
  g_ptr_array_extend (sorted, submissions, NULL, NULL);
  g_ptr_array_sort (sorted, compare_ages);
  for (guint i = 0; i < sorted->len; i++)
    {
      AttestSubmission *submission = g_ptr_array_index (sorted, i);

      if (attest_submission_get_state (submission) == ATTEST_STATE_QUEUED
          || !is_newest (self, query, submission))
        recount = recount || needs_counting (query, submission);
      else if (is_match (query, submission))
        g_ptr_array_add (newer, submission);
    }
  attest_paged_list_add_newer (ATTEST_PAGED_LIST (self), newer);
  if (recount)
    attest_paged_list_ask (ATTEST_PAGED_LIST (self), ATTEST_PAGED_NEWS);
}

/* The object. */

static gpointer
new_item (AttestPagedList *self, gconstpointer query, guint row)
{
  return attest_submission_new_placeholder ();
}

static gpointer
adopt (AttestPagedList *self, gpointer placeholder, gpointer row)
{
  return attest_store_adopt_submission (attest_paged_list_get_store (self), placeholder, row);
}

/**
 * attest_history_filter_copy:
 * @self: (out): gets texts of its own, for attest_history_filter_clear()
 * @from: a filter
 */
void
attest_history_filter_copy (AttestHistoryFilter *self, const AttestHistoryFilter *from)
{
  g_return_if_fail (self != NULL && from != NULL);

  *self = *from;
  self->search = g_strdup (from->search);
  self->service = g_strdup (from->service);
  self->batch = g_strdup (from->batch);
}

/* Frees the texts of a copy, not @self. */
void
attest_history_filter_clear (AttestHistoryFilter *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer ((char **) &self->search, g_free);
  g_clear_pointer ((char **) &self->service, g_free);
  g_clear_pointer ((char **) &self->batch, g_free);
}

static void
attest_history_finalize (GObject *object)
{
  AttestHistory *self = ATTEST_HISTORY (object);

  attest_history_filter_clear (&self->filter);
  G_OBJECT_CLASS (attest_history_parent_class)->finalize (object);
}

static void
attest_history_class_init (AttestHistoryClass *klass)
{
  AttestPagedListClass *list_class = ATTEST_PAGED_LIST_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = attest_history_finalize;
  list_class->item_type = ATTEST_TYPE_SUBMISSION;
  list_class->make_query = make_query;
  list_class->clear_query = clear_query;
  list_class->count = count_rows;
  list_class->tally = tally;
  list_class->read = read_rows;
  list_class->new_item = new_item;
  list_class->adopt = adopt;
}

static void
attest_history_init (AttestHistory *self)
{
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

  g_signal_connect_swapped (
      store, "submissions-changed", G_CALLBACK (submissions_changed_cb), self);
  attest_paged_list_begin (ATTEST_PAGED_LIST (self), store);
  g_list_model_get_n_items (G_LIST_MODEL (self));
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
  AttestHistoryFilter wanted = filter != NULL ? *filter : all;
  AttestHistoryFilter own = { NULL };

  g_return_if_fail (ATTEST_IS_HISTORY (self));

  attest_history_filter_copy (&own, &wanted);
  attest_history_filter_clear (&self->filter);
  self->filter = own;
  attest_paged_list_ask (ATTEST_PAGED_LIST (self), ATTEST_PAGED_QUESTION);
}

/**
 * attest_history_get_count:
 * @self: a history
 * @state: a state; %ATTEST_STATE_NONE: all of them
 *
 * Returns: how many left and are of that state, by all of the filter but its state; 0 until they
 * are counted
 */
guint
attest_history_get_count (AttestHistory *self, AttestState state)
{
  g_return_val_if_fail (ATTEST_IS_HISTORY (self), 0);
  g_return_val_if_fail (state < ATTEST_N_STATES, 0);
  return attest_paged_list_get_count (ATTEST_PAGED_LIST (self), state);
}

/**
 * attest_history_get_oldest:
 * @self: a history
 *
 * Returns: when the first of all left, microseconds since 1970, UTC; 0: none did, or it is not
 * known yet
 */
gint64
attest_history_get_oldest (AttestHistory *self)
{
  const Query *query = NULL;

  g_return_val_if_fail (ATTEST_IS_HISTORY (self), 0);
  query = attest_paged_list_get_query (ATTEST_PAGED_LIST (self));
  return query != NULL ? query->oldest_time : 0;
}

/* All of it, page after page. */

#define PAGE_ROWS 500

/* @self: (nullable) */
void
attest_history_part_free (AttestHistoryPart *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->submissions, g_ptr_array_unref);
  g_free (self->last_id);
  g_free (self);
}

typedef struct
{
  Query query; /* its newest row is the last of the page before */
  GPtrArray *rows;
  gint64 last_time; /* of the last of them */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  clear_query (&self->query);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

/* The next page begins where the order says that this one ends; what else stands in the row may be
 * anything. */
static gboolean
read_last_time (AttestDb *db, Reading *reading, GError **error)
{
  const AttestSubmissionRow *last = reading->rows->pdata[reading->rows->len - 1];

  return attest_db_get_number (db,
                               "SELECT left_at FROM submissions WHERE id = ?1",
                               ATTEST_VALUES (ATTEST_TEXT (last->id)),
                               &reading->last_time,
                               error);
}

/* What left at the same time as the last row, or before it, is found by the time in the index. */
static gboolean
read_page_job (AttestDb *db, gpointer data, GError **error)
{
  Reading *reading = data;
  Query *self = &reading->query;

  if (!narrow_to_batch (self, db, error))
    return FALSE;
  if (self->newest_time < self->to)
    self->to = self->newest_time + 1;
  reading->rows = attest_submissions_read_rows (
      db,
      "SELECT " ATTEST_SUBMISSION_COLUMNS " FROM submissions " WHERE
      "AND (CAST (?8 AS TEXT) IS NULL OR state = ?8) AND (left_at, id) < (?9, ?10) " IN_ORDER
      "LIMIT ?11",
      ATTEST_VALUES (FILTER_UP_TO_NEWEST (self), ATTEST_INT (PAGE_ROWS)),
      error);
  return reading->rows != NULL && (reading->rows->len == 0 || read_last_time (db, reading, error));
}

/**
 * attest_store_read_history_async:
 * @self: an open store
 * @filter: which; copied
 * @after: (nullable): the page before; %NULL: the first one is wanted
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Reads a page of the history, the one that left last first. Each page sees one state; what leaves
 * meanwhile is in none of those that follow. Main thread.
 */
void
attest_store_read_history_async (AttestStore *self,
                                 const AttestHistoryFilter *filter,
                                 const AttestHistoryPart *after,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  Reading *reading = g_new0 (Reading, 1);

  fill_query (&reading->query, filter);
  reading->query.newest_time = after != NULL ? after->last_time : G_MAXINT64;
  reading->query.newest_id = g_strdup (after != NULL ? after->last_id : "");
  attest_store_call_async (self,
                           &(AttestStoreCall){ .job = read_page_job,
                                               .data = reading,
                                               .free_data = reading_free,
                                               .tag = attest_store_read_history_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_read_history_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable): the page; one without a row comes after the last
 */
AttestHistoryPart *
attest_store_read_history_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  Reading *reading =
      attest_store_call_finish (self, result, attest_store_read_history_async, error);
  AttestHistoryPart *page = NULL;
  const AttestSubmissionRow *row = NULL;

  if (reading == NULL)
    return NULL;
  page = g_new0 (AttestHistoryPart, 1);
  page->submissions = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < reading->rows->len; i++)
    {
      row = reading->rows->pdata[i];
      g_ptr_array_add (page->submissions, attest_store_ref_submission (self, row));
    }
  if (row != NULL)
    {
      page->last_time = reading->last_time;
      page->last_id = g_strdup (row->id);
    }
  return page;
}
