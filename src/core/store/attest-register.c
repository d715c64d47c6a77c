/* AttestRegister: see the header.
 *
 * A query is answered by all ids it finds, in its order: they say how long the list is and where
 * each draft stands in it, and the rows of a page are read by them, wherever it is. What is the
 * same at both ends of two answers is not told again. Main thread; the functions of the query run
 * on the store's. */
#include "attest-config.h"
#include "store/attest-register.h"

#include "base/attest-str.h"
#include "base/attest-text.h"
#include "store/attest-draft.h"
#include "store/attest-store-call.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  AttestPagedQuery base;
  AttestRegisterQuery what;
  const AttestSchema *schema;
  char *search; /* (nullable): as typed */
  GString *ids; /* one after the other, each with its end */
  GArray *ends; /* of guint32: where the next one begins */
} Query;

struct _AttestRegister
{
  AttestPagedList parent_instance;

  const AttestSchema *schema;
  AttestRegisterQuery query;
  char *search;        /* (nullable) */
  GPtrArray *searches; /* of GTask: to be told where a draft stands */
};

G_DEFINE_FINAL_TYPE (AttestRegister, attest_register, ATTEST_TYPE_PAGED_LIST)

/* Conditions. */

typedef struct
{
  GString *sql;
  GArray *values; /* of AttestValue */
  GPtrArray *texts;
} Builder;

static void
builder_init (Builder *self)
{
  self->sql = g_string_new (NULL);
  self->values = g_array_new (TRUE, TRUE, sizeof (AttestValue));
  self->texts = g_ptr_array_new_with_free_func (g_free);
}

static void
builder_clear (Builder *self)
{
  g_string_free (self->sql, TRUE);
  g_array_unref (self->values);
  g_ptr_array_unref (self->texts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Builder, builder_clear)

/* Appends the parameter that stands for @text. */
static void
add_text (Builder *self, const char *text)
{
  AttestValue value = ATTEST_TEXT (g_strdup (text));

  g_ptr_array_add (self->texts, (gpointer) value.text);
  g_array_append_val (self->values, value);
  g_string_append_printf (self->sql, "?%u", self->values->len);
}

static char *
make_day (gint64 now, int days)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) day = g_date_time_add_days (time, days);

  return g_date_time_format (day, "%Y-%m-%d");
}

#define TO_DO "(l.n_errors, l.n_warnings) > (0, 0)"

/* What each filter asks of a row of `standing`; NULL: it asks something else. */
static const char *const standing_filters[ATTEST_N_REGISTER_FILTERS] = {
  [ATTEST_REGISTER_READY] = "s.is_ready = 1",
  [ATTEST_REGISTER_REFUSED] = "s.state = 'refused'",
  [ATTEST_REGISTER_UNKNOWN] = "s.state = 'unknown'",
  [ATTEST_REGISTER_CHANGED] = "s.state = 'changed'",
  [ATTEST_REGISTER_WAITING] = "s.state IN ('waiting', 'sending')",
};

static void
add_expiring (Builder *self, gint64 now)
{
  g_autofree char *today = make_day (now, 0);
  g_autofree char *last = make_day (now, ATTEST_REGISTER_EXPIRING_DAYS);

  g_string_append (self->sql, "l.expiry BETWEEN ");
  add_text (self, today);
  g_string_append (self->sql, " AND ");
  add_text (self, last);
}

/* Searching. */

static gboolean
begins_word (const char *words, const char *token)
{
  g_autofree char *folded = attest_text_fold_for_search (words);
  const char *found = folded;

  while ((found = strstr (found, token)) != NULL)
    {
      if (found == folded || found[-1] == ' ')
        return TRUE;
      found++;
    }
  return FALSE;
}

/* What became of drafts, and what their status is, is searched by the words that are shown, in the
 * person's language and in that of the services. */
static void
add_outcomes (Builder *self, const char *token)
{
  const char *separator = " OR s.state IN (";
  guint n = 0;

  for (AttestPublishedState i = 0; i < ATTEST_N_PUBLISHED_STATES; i++)
    if (begins_word (attest_published_state_get_label (i), token)
        || begins_word (attest_published_state_get_id (i), token))
      {
        g_string_append (self->sql, n++ == 0 ? separator : ", ");
        add_text (self, attest_published_state_get_id (i));
      }
  if (n > 0)
    g_string_append_c (self->sql, ')');
}

static void
add_statuses (Builder *self, const AttestSchema *schema, const char *token)
{
  const AttestChoice *choice = schema->status != NULL ? schema->status->choices : NULL;
  guint n = 0;

  for (; choice != NULL && choice->wire != NULL; choice++)
    if (begins_word (choice->wire, token)
        || begins_word (attest_choice_get_label (schema, choice), token))
      {
        g_string_append (self->sql, n++ == 0 ? " OR l.status IN (" : ", ");
        add_text (self, choice->wire);
      }
  if (n > 0)
    g_string_append_c (self->sql, ')');
}

/* Every word has to be found, somewhere. One letter is no word of ours. */
static void
add_search (Builder *self, const Query *query)
{
  g_auto (GStrv) words = g_strsplit_set (query->search != NULL ? query->search : "", " \t\n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *token = attest_text_fold_for_search (words[i]);

      if (*token == '\0')
        continue;
      g_string_append (self->sql, " AND (instr (l.search, ");
      add_text (self, token);
      g_string_append (self->sql, ") > 0");
      if (g_utf8_strlen (token, -1) > 1)
        {
          add_outcomes (self, token);
          add_statuses (self, query->schema, token);
        }
      g_string_append_c (self->sql, ')');
    }
}

/* The answer. */

static const char *const orders[ATTEST_N_REGISTER_ORDERS] = {
  [ATTEST_REGISTER_BY_CHANGED] = "l.changed %s, l.draft_id %s",
  [ATTEST_REGISTER_BY_TITLE] = "l.title %s, l.draft_id %s",
  [ATTEST_REGISTER_BY_ENTITY] = "l.entity %s, l.draft_id %s",
  [ATTEST_REGISTER_BY_STANDARDS] = "l.standards %s, l.draft_id %s",
  [ATTEST_REGISTER_BY_EXPIRY] = "l.expiry %s, l.draft_id %s",
  [ATTEST_REGISTER_BY_TO_DO] = "l.n_errors %s, l.n_warnings %s, l.draft_id %s",
  [ATTEST_REGISTER_BY_PUBLISHED] = "coalesce (s.accepted, 0) %s, l.draft_id %s",
};

static void
add_order (Builder *self, const AttestRegisterQuery *what)
{
  g_auto (GStrv) parts = g_strsplit (orders[what->order], "%s", -1);
  g_autofree char *both = g_strjoinv (what->descending ? "DESC" : "ASC", parts);

  g_string_append_printf (self->sql, " ORDER BY %s", both);
}

/* All drafts of the kind, or those that stand in some way, which are few: then that is where the
 * search for them begins. */
static void
add_from (Builder *self, const Query *query)
{
  const char *standing = standing_filters[query->what.filter];

  g_string_append (self->sql,
                   standing != NULL ? "SELECT l.draft_id FROM standing s CROSS JOIN listed l"
                                      " WHERE l.draft_id = s.draft_id AND s.kind = "
                                    : "SELECT l.draft_id FROM listed l LEFT JOIN standing s"
                                      " ON s.draft_id = l.draft_id");
  if (standing != NULL)
    add_text (self, query->schema->name);
  g_string_append (self->sql, " AND s.environment = ");
  add_text (self, attest_environment_get_id (query->what.environment));
  g_string_append (self->sql, standing != NULL ? " AND l.kind = " : " WHERE l.kind = ");
  add_text (self, query->schema->name);
  if (standing != NULL)
    g_string_append_printf (self->sql, " AND %s", standing);
}

/* A search reads the one index that has what it looks at; what it found is put into order then. */
static void
add_question (Builder *self, const Query *query, gint64 now)
{
  gboolean in_two =
      !attest_str_is_blank (query->search) && query->what.order != ATTEST_REGISTER_BY_CHANGED;

  if (in_two)
    g_string_append (self->sql, "SELECT l.draft_id FROM (");
  add_from (self, query);
  if (query->what.filter == ATTEST_REGISTER_TO_DO)
    g_string_append (self->sql, " AND " TO_DO);
  if (query->what.filter == ATTEST_REGISTER_EXPIRING)
    {
      g_string_append (self->sql, " AND ");
      add_expiring (self, now);
    }
  add_search (self, query);
  if (in_two)
    {
      g_string_append (self->sql,
                       ") found CROSS JOIN listed l LEFT JOIN standing s"
                       " ON s.draft_id = l.draft_id AND s.environment = ");
      add_text (self, attest_environment_get_id (query->what.environment));
      g_string_append (self->sql, " WHERE l.draft_id = found.draft_id");
    }
  add_order (self, &query->what);
}

static const char *
get_id (const Query *self, guint row)
{
  return self->ids->str + (row > 0 ? g_array_index (self->ends, guint32, row - 1) : 0);
}

/* How many rows at both ends are the same in @before. */
static void
compare (Query *self, const Query *before)
{
  guint n = before != NULL ? MIN (self->base.n_rows, before->base.n_rows) : 0;
  guint first = 0;
  guint last = 0;

  while (first < n && g_str_equal (get_id (self, first), get_id (before, first)))
    first++;
  while (last < n - first
         && g_str_equal (get_id (self, self->base.n_rows - 1 - last),
                         get_id (before, before->base.n_rows - 1 - last)))
    last++;
  self->base.n_same_first = first;
  self->base.n_same_last = last;
}

static gboolean
find_ids (Query *self, AttestDb *db, GError **error)
{
  g_auto (Builder) builder = { 0 };
  g_autoptr (AttestStatement) statement = NULL;
  gboolean has_row = FALSE;

  builder_init (&builder);
  add_question (&builder, self, attest_db_get_now (db));
  if (self->base.limit > 0)
    g_string_append_printf (builder.sql, " LIMIT %u", self->base.limit);
  statement =
      attest_db_query (db, builder.sql->str, (const AttestValue *) builder.values->data, error);
  if (statement == NULL)
    return FALSE;
  while (attest_statement_step (statement, &has_row, error))
    {
      guint32 end = 0;

      if (!has_row)
        return TRUE;
      g_string_append (self->ids, attest_statement_get_text (statement, 0));
      g_string_append_c (self->ids, '\0');
      end = (guint32) self->ids->len;
      g_array_append_val (self->ends, end);
    }
  return FALSE;
}

/* Whether the first rows are found sooner than all: an index gives the order, and the rows of
 * another search are others anyway. */
static gboolean
begins_soon (const Query *self, const Query *before)
{
  gboolean is_search = !attest_str_is_blank (self->search);

  return standing_filters[self->what.filter] == NULL
         && self->what.order != ATTEST_REGISTER_BY_PUBLISHED
         && (!is_search || self->what.order == ATTEST_REGISTER_BY_CHANGED)
         && (before == NULL || g_strcmp0 (self->search, before->search) != 0);
}

static gboolean
count_rows (gpointer query, gconstpointer before, AttestDb *db, GError **error)
{
  Query *self = query;

  if (!begins_soon (self, before))
    self->base.limit = 0;
  if (!find_ids (self, db, error))
    return FALSE;
  self->base.n_rows = self->ends->len;
  compare (self, before);
  return TRUE;
}

static GPtrArray *
read_rows (gconstpointer query, AttestDb *db, guint offset, guint n_rows, GError **error)
{
  const Query *self = query;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = offset; i < MIN (offset + n_rows, self->base.n_rows); i++)
    g_ptr_array_add (ids, (gpointer) get_id (self, i));
  return attest_drafts_read_rows (db, ids, error);
}

static gboolean
tally (gconstpointer query, AttestDb *db, guint *counts, GError **error)
{
  const Query *self = query;

  for (AttestRegisterFilter i = 0; i < ATTEST_N_REGISTER_FILTERS; i++)
    {
      g_auto (Builder) builder = { 0 };
      gint64 n = 0;

      builder_init (&builder);
      g_string_append_printf (builder.sql,
                              "SELECT count (*) FROM %s WHERE kind = ",
                              standing_filters[i] != NULL ? "standing s" : "listed l");
      add_text (&builder, self->schema->name);
      if (standing_filters[i] != NULL)
        {
          g_string_append_printf (builder.sql, " AND %s AND environment = ", standing_filters[i]);
          add_text (&builder, attest_environment_get_id (self->what.environment));
        }
      else if (i == ATTEST_REGISTER_TO_DO)
        g_string_append (builder.sql, " AND " TO_DO);
      else if (i == ATTEST_REGISTER_EXPIRING)
        {
          g_string_append (builder.sql, " AND ");
          add_expiring (&builder, attest_db_get_now (db));
        }
      if (!attest_db_get_number (
              db, builder.sql->str, (const AttestValue *) builder.values->data, &n, error))
        return FALSE;
      counts[i] = (guint) n;
    }
  return TRUE;
}

static void
clear_query (gpointer query)
{
  Query *self = query;

  g_free (self->search);
  g_string_free (self->ids, TRUE);
  g_array_unref (self->ends);
}

static gpointer
make_query (AttestPagedList *list)
{
  AttestRegister *self = ATTEST_REGISTER (list);
  Query *query = g_atomic_rc_box_new0 (Query);

  query->schema = self->schema;
  query->what = self->query;
  query->search = g_strdup (self->search);
  query->ids = g_string_new (NULL);
  query->ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  return query;
}

static gpointer
new_item (AttestPagedList *self, gconstpointer query, guint row)
{
  return attest_store_ref_draft (
      attest_paged_list_get_store (self), ((const Query *) query)->schema, get_id (query, row));
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
  const Query *query = attest_paged_list_get_query (ATTEST_PAGED_LIST (self));
  guint position = ATTEST_REGISTER_NOWHERE;

  for (guint i = 0; query != NULL && i < query->base.n_rows; i++)
    if (g_str_equal (get_id (query, i), g_task_get_task_data (task)))
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
  list_class->clear_query = clear_query;
  list_class->count = count_rows;
  list_class->tally = tally;
  list_class->read = read_rows;
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
  return find_ids (query, db, error);
}

static void
query_unref (gpointer query)
{
  g_atomic_rc_box_release_full (query, clear_query);
}

static void
ids_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  const Query *query = attest_store_call_finish (
      ATTEST_STORE (source), result, attest_register_load_ids_async, &error);
  char **ids = NULL;

  if (query == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  ids = g_new0 (char *, query->ends->len + 1);
  for (guint i = 0; i < query->ends->len; i++)
    ids[i] = g_strdup (get_id (query, i));
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
