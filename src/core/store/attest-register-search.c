/* See the header. On the store's thread, inside a job, but for making and freeing it. */
#include "attest-config.h"
#include "store/attest-register-search.h"

#include "base/attest-str.h"
#include "base/attest-text.h"

#include <string.h>

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
add_search (Builder *self, const AttestRegisterSearch *query)
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
add_from (Builder *self, const AttestRegisterSearch *query)
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
add_question (Builder *self, const AttestRegisterSearch *query, gint64 now)
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

/* Returns: (transfer none): the id of the draft that stands there */
const char *
attest_register_search_get_id (const AttestRegisterSearch *self, guint row)
{
  return self->ids->str + (row > 0 ? g_array_index (self->ends, guint32, row - 1) : 0);
}

/* How many rows at both ends are the same in @before. */
static void
compare (AttestRegisterSearch *self, const AttestRegisterSearch *before)
{
  guint n = before != NULL ? MIN (self->base.n_rows, before->base.n_rows) : 0;
  guint first = 0;
  guint last = 0;

  while (first < n
         && g_str_equal (attest_register_search_get_id (self, first),
                         attest_register_search_get_id (before, first)))
    first++;
  while (last < n - first
         && g_str_equal (attest_register_search_get_id (self, self->base.n_rows - 1 - last),
                         attest_register_search_get_id (before, before->base.n_rows - 1 - last)))
    last++;
  self->base.n_same_first = first;
  self->base.n_same_last = last;
}

/**
 * attest_register_search_find:
 * @self: a search
 * @db: the database
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Finds all drafts, or as many as its limit says.
 *
 * Returns: whether they are known
 */
gboolean
attest_register_search_find (AttestRegisterSearch *self, AttestDb *db, GError **error)
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
begins_soon (const AttestRegisterSearch *self, const AttestRegisterSearch *before)
{
  gboolean is_search = !attest_str_is_blank (self->search);

  return standing_filters[self->what.filter] == NULL
         && self->what.order != ATTEST_REGISTER_BY_PUBLISHED
         && (!is_search || self->what.order == ATTEST_REGISTER_BY_CHANGED)
         && (before == NULL || g_strcmp0 (self->search, before->search) != 0);
}

/**
 * attest_register_search_count:
 * @search: (type AttestRegisterSearch): a search
 * @before: (nullable) (type AttestRegisterSearch): the one whose answer is shown
 * @db: the database
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * As AttestPagedListClass.count.
 *
 * Returns: whether that is known
 */
gboolean
attest_register_search_count (gpointer search, gconstpointer before, AttestDb *db, GError **error)
{
  AttestRegisterSearch *self = search;

  if (!begins_soon (self, before))
    self->base.limit = 0;
  if (!attest_register_search_find (self, db, error))
    return FALSE;
  self->base.n_rows = self->ends->len;
  compare (self, before);
  return TRUE;
}

/**
 * attest_register_search_read:
 * @search: (type AttestRegisterSearch): a search that has counted
 * @db: the database
 * @offset: the first row
 * @n_rows: how many at most
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type AttestDraftRow): them; %NULL in it: it is gone
 */
GPtrArray *
attest_register_search_read (gconstpointer search,
                             AttestDb *db,
                             guint offset,
                             guint n_rows,
                             GError **error)
{
  const AttestRegisterSearch *self = search;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = offset; i < MIN (offset + n_rows, self->base.n_rows); i++)
    g_ptr_array_add (ids, (gpointer) attest_register_search_get_id (self, i));
  return attest_drafts_read_rows (db, ids, error);
}

/* @n: (out): how many drafts pass @filter, whatever is searched for */
static gboolean
count_filter (const AttestRegisterSearch *self,
              AttestDb *db,
              AttestRegisterFilter filter,
              guint *n,
              GError **error)
{
  const char *standing = standing_filters[filter];
  g_auto (Builder) builder = { 0 };
  gint64 number = 0;

  builder_init (&builder);
  g_string_append_printf (builder.sql,
                          "SELECT count (*) FROM %s WHERE kind = ",
                          standing != NULL ? "standing s" : "listed l");
  add_text (&builder, self->schema->name);
  if (standing != NULL)
    {
      g_string_append_printf (builder.sql, " AND %s AND environment = ", standing);
      add_text (&builder, attest_environment_get_id (self->what.environment));
    }
  else if (filter == ATTEST_REGISTER_TO_DO)
    g_string_append (builder.sql, " AND " TO_DO);
  else if (filter == ATTEST_REGISTER_EXPIRING)
    {
      g_string_append (builder.sql, " AND ");
      add_expiring (&builder, attest_db_get_now (db));
    }
  if (!attest_db_get_number (
          db, builder.sql->str, (const AttestValue *) builder.values->data, &number, error))
    return FALSE;
  *n = (guint) number;
  return TRUE;
}

/**
 * attest_register_search_tally:
 * @search: (type AttestRegisterSearch): a search
 * @db: the database
 * @counts: (inout): for each filter how many drafts pass it, whatever is searched for; what is not
 *   asked for stays
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether they are known
 */
gboolean
attest_register_search_tally (gconstpointer search, AttestDb *db, guint *counts, GError **error)
{
  const AttestRegisterSearch *self = search;

  for (AttestRegisterFilter i = 0; i < ATTEST_N_REGISTER_FILTERS; i++)
    if ((!self->is_only || i == self->what.filter)
        && !count_filter (self, db, i, &counts[i], error))
      return FALSE;
  return TRUE;
}

/* Frees what @search holds, not @search. */
void
attest_register_search_clear (gpointer search)
{
  AttestRegisterSearch *self = search;

  g_free (self->search);
  g_string_free (self->ids, TRUE);
  g_array_unref (self->ends);
}

/**
 * attest_register_search_new:
 * @schema: which kind of record
 * @what: what of it, copied
 *
 * Returns: (transfer full): a search that has not counted, of g_atomic_rc_box_new0 ()
 */
AttestRegisterSearch *
attest_register_search_new (const AttestSchema *schema, const AttestRegisterQuery *what)
{
  AttestRegisterSearch *self = g_atomic_rc_box_new0 (AttestRegisterSearch);

  self->schema = schema;
  self->what = *what;
  self->search = g_strdup (what->search);
  self->what.search = self->search;
  self->ids = g_string_new (NULL);
  self->ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  return self;
}
