/* Texts that own records have used: see the header. A submission is counted once, however often it
 * is looked at. */
#include "attest-config.h"
#include "store/attest-own-texts.h"

#include "base/attest-text.h"
#include "codec/attest-codec.h"
#include "store/attest-store-call.h"

#include <string.h>

/* Nobody reads a longer list. */
#define N_MOST 8
/* Texts that are looked through for what was typed within them. */
#define MOST_WITHIN "20000"
/* Drafts are read whole, and so not many of them. */
#define MOST_DRAFTS "300"
/* What a text of several lines has of use for others. */
#define MOST_PHRASES 50
#define LONGEST_PHRASE 300 /* bytes */
/* Behind whatever goes on with a text. */
#define LAST_LETTER "\xf4\x8f\xbf\xbf"

/* Counting. */

static void collect_texts (AttestRecord *record, GHashTable *texts);

static void
add_texts (const AttestField *field, const char *text, GHashTable *texts)
{
  g_auto (GStrv) phrases = NULL;

  if (field->kind != ATTEST_FIELD_LONG_TEXT)
    {
      if (*text != '\0')
        g_hash_table_add (texts, g_strconcat (field->pool, "\n", text, NULL));
      return;
    }
  phrases = attest_text_split_phrases (text);
  for (guint i = 0; phrases[i] != NULL && i < MOST_PHRASES; i++)
    if (strlen (phrases[i]) <= LONGEST_PHRASE)
      g_hash_table_add (texts, g_strconcat (field->pool, "\n", phrases[i], NULL));
}

static void
collect_text (AttestRecord *record, guint index, GHashTable *texts)
{
  const AttestField *field = &attest_record_get_schema (record)->fields[index];
  AttestRecordList *list = NULL;

  if (field->pool != NULL)
    add_texts (field, attest_record_get_text (record, index), texts);
  if (!attest_field_is_list (field))
    return;
  list = attest_record_get_list (record, index);
  for (guint i = 0; i < attest_record_list_get_length (list); i++)
    collect_texts (attest_record_list_get (list, i), texts);
}

/* @texts: (element-type utf8): pool, line end, text; each once, however often the record has it */
static void
collect_texts (AttestRecord *record, GHashTable *texts)
{
  for (guint i = 0; i < attest_record_get_schema (record)->n_fields; i++)
    collect_text (record, i, texts);
}

static gboolean
count_text (AttestDb *db, const char *pool_and_text, gint64 sent, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (pool_and_text, "\n", 2);
  g_autofree char *fold = attest_text_fold_tight (parts[1]);

  return *fold == '\0'
         || attest_db_change (
             db,
             "INSERT INTO own_texts (pool, fold, text, n, last) VALUES (?1, ?2, ?3, 1, ?4)"
             " ON CONFLICT (pool, fold, text) DO UPDATE SET n = n + 1, last = max (last, ?4)",
             ATTEST_VALUES (ATTEST_TEXT (parts[0]),
                            ATTEST_TEXT (fold),
                            ATTEST_TEXT (parts[1]),
                            ATTEST_INT (sent)),
             error);
}

/**
 * attest_own_texts_count:
 * @db: the database, in a writing transaction
 * @row: a submission that was accepted
 * @record: what was sent
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether its texts are counted now
 */
gboolean
attest_own_texts_count (AttestDb *db,
                        const AttestSubmissionRow *row,
                        AttestRecord *record,
                        GError **error)
{
  const gint64 sent = row->sent != 0 ? row->sent : row->created;
  g_autoptr (GHashTable) texts = NULL;
  GHashTableIter iter;
  gpointer text = NULL;

  if (!attest_db_change (db,
                         "INSERT INTO own_counted (submission_id) VALUES (?1)"
                         " ON CONFLICT (submission_id) DO NOTHING",
                         ATTEST_VALUES (ATTEST_TEXT (row->id)),
                         error))
    return FALSE;
  if (attest_db_get_n_changes (db) == 0)
    return TRUE;
  texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  collect_texts (record, texts);
  g_hash_table_iter_init (&iter, texts);
  while (g_hash_table_iter_next (&iter, &text, NULL))
    if (!count_text (db, text, sent, error))
      return FALSE;
  return TRUE;
}

/* Finding. */

typedef struct
{
  const AttestSchema *schema;
  char *pool;
  char *fold;
  GHashTable *without; /* (element-type utf8): folds */
  GPtrArray *found;    /* of AttestOwnText */
} Finding;

static void
finding_free (gpointer data)
{
  Finding *self = data;

  g_free (self->pool);
  g_free (self->fold);
  g_hash_table_unref (self->without);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_free (self);
}

static void
own_text_free (gpointer data)
{
  AttestOwnText *self = data; /* (nullable) */

  if (self != NULL)
    g_free (self->text);
  g_free (self);
}

static gpointer
read_text (AttestStatement *statement)
{
  AttestOwnText *self = g_new0 (AttestOwnText, 1);

  self->text = attest_statement_dup_text (statement, 0);
  self->n = (guint) attest_statement_get_int (statement, 1);
  self->is_begun = attest_statement_get_int (statement, 2) != 0;
  return self;
}

#define BEST " ORDER BY n DESC, last DESC LIMIT "

/* Those that are not wanted may be the best. */
static gint64
get_most (const Finding *self)
{
  return N_MOST + (gint64) g_hash_table_size (self->without);
}

static GPtrArray *
find_all (AttestDb *db, const Finding *self, GError **error)
{
  return attest_db_read_all (db,
                             "SELECT text, n, 0 FROM own_texts WHERE pool = ?1" BEST "?2",
                             ATTEST_VALUES (ATTEST_TEXT (self->pool), ATTEST_INT (get_most (self))),
                             read_text,
                             own_text_free,
                             error);
}

/* Signs keep it from going through all of them in the order of their use. */
static GPtrArray *
find_begun (AttestDb *db, const Finding *self, GError **error)
{
  g_autofree char *end = g_strconcat (self->fold, LAST_LETTER, NULL);

  return attest_db_read_all (
      db,
      "SELECT text, n, 1 FROM own_texts WHERE pool = ?1 AND fold >= ?2 AND fold < ?3"
      " ORDER BY +n DESC, +last DESC LIMIT ?4",
      ATTEST_VALUES (ATTEST_TEXT (self->pool),
                     ATTEST_TEXT (self->fold),
                     ATTEST_TEXT (end),
                     ATTEST_INT (get_most (self))),
      read_text,
      own_text_free,
      error);
}

/* Of more texts than anybody remembers, those that are used most are looked through. */
static GPtrArray *
find_within (AttestDb *db, const Finding *self, GError **error)
{
  return attest_db_read_all (
      db,
      "SELECT text, n, 0 FROM (SELECT text, n, last, fold FROM own_texts WHERE pool = ?1"
      " ORDER BY n DESC, last DESC LIMIT " MOST_WITHIN ") AS most WHERE instr (fold, ?2) > 0" BEST
      "?3",
      ATTEST_VALUES (
          ATTEST_TEXT (self->pool), ATTEST_TEXT (self->fold), ATTEST_INT (get_most (self))),
      read_text,
      own_text_free,
      error);
}

/* In drafts. */

static gpointer
read_draft (AttestStatement *statement)
{
  return attest_statement_dup_text (statement, 0);
}

/* Counts in how many records each text of the pool is; @counts: (element-type utf8 guint). */
static void
count_in_draft (const Finding *self, const char *json, GHashTable *counts)
{
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *pool = g_strconcat (self->pool, "\n", NULL);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (AttestRecord) record =
      attest_codec_read (self->schema, json, -1, ATTEST_CODEC_DRAFT, &problems, NULL);
  GHashTableIter iter;
  gpointer key = NULL;

  if (record == NULL)
    return;
  collect_texts (record, texts);
  g_hash_table_iter_init (&iter, texts);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_str_has_prefix (key, pool))
      {
        const char *text = (const char *) key + strlen (pool);
        guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, text));

        g_hash_table_replace (counts, g_strdup (text), GUINT_TO_POINTER (n + 1));
      }
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  const AttestOwnText *one = *(const AttestOwnText *const *) a;
  const AttestOwnText *other = *(const AttestOwnText *const *) b;

  if (one->is_begun != other->is_begun)
    return (int) other->is_begun - (int) one->is_begun;
  return one->n_drafts != other->n_drafts ? (int) other->n_drafts - (int) one->n_drafts
                                          : strcmp (one->text, other->text);
}

/* Returns: (transfer full): those of the drafts that fit what was typed, the best first */
static GPtrArray *
choose (const Finding *self, GHashTable *counts)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func (own_text_free);
  GHashTableIter iter;
  gpointer text = NULL;
  gpointer n = NULL;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &text, &n))
    {
      g_autofree char *fold = attest_text_fold_tight (text);
      AttestOwnText *own = NULL;

      if (strstr (fold, self->fold) == NULL || g_hash_table_contains (self->without, fold))
        continue;
      own = g_new0 (AttestOwnText, 1);
      own->text = g_strdup (text);
      own->n_drafts = GPOINTER_TO_UINT (n);
      own->is_begun = *self->fold != '\0' && g_str_has_prefix (fold, self->fold);
      g_ptr_array_add (chosen, own);
    }
  g_ptr_array_sort (chosen, compare_cb);
  return chosen;
}

static gboolean
is_found (GPtrArray *found, const AttestOwnText *text)
{
  for (guint i = 0; i < found->len; i++)
    if (g_str_equal (((const AttestOwnText *) found->pdata[i])->text, text->text))
      return TRUE;
  return FALSE;
}

/* Those of the drafts that were changed last, behind what was accepted. */
static gboolean
add_drafts (AttestDb *db, Finding *self, GError **error)
{
  g_autoptr (GHashTable) counts = NULL;
  g_autoptr (GPtrArray) chosen = NULL;
  g_autoptr (GPtrArray) drafts =
      attest_db_read_all (db,
                          "SELECT d.record FROM (SELECT draft_id FROM listed WHERE kind = ?1"
                          " ORDER BY changed DESC, draft_id DESC LIMIT " MOST_DRAFTS ") AS l"
                          " JOIN drafts d ON d.id = l.draft_id",
                          ATTEST_VALUES (ATTEST_TEXT (self->schema->name)),
                          read_draft,
                          g_free,
                          error);

  if (drafts == NULL)
    return FALSE;
  counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < drafts->len; i++)
    count_in_draft (self, drafts->pdata[i], counts);
  chosen = choose (self, counts);
  for (guint i = 0; i < chosen->len && self->found->len < N_MOST; i++)
    if (!is_found (self->found, chosen->pdata[i]))
      g_ptr_array_add (self->found, g_steal_pointer (&chosen->pdata[i]));
  return TRUE;
}

/* Takes @found, which is %NULL on an error. Returns: whether there was none */
static gboolean
take_wanted (Finding *self, GPtrArray *found)
{
  if (found == NULL)
    return FALSE;
  for (guint i = found->len; i > 0; i--)
    {
      g_autofree char *fold =
          attest_text_fold_tight (((const AttestOwnText *) found->pdata[i - 1])->text);

      if (g_hash_table_contains (self->without, fold))
        g_ptr_array_remove_index (found, i - 1);
    }
  g_ptr_array_set_size (found, (int) MIN (found->len, N_MOST));
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = found;
  return TRUE;
}

/* What contains it is looked for only where nothing begins with it. */
static gboolean
find_accepted (AttestDb *db, Finding *self, GError **error)
{
  if (*self->fold == '\0')
    return take_wanted (self, find_all (db, self, error));
  return take_wanted (self, find_begun (db, self, error))
         && (self->found->len > 0 || take_wanted (self, find_within (db, self, error)));
}

static gboolean
find_job (AttestDb *db, gpointer data, GError **error)
{
  Finding *self = data;

  return find_accepted (db, self, error)
         && (self->found->len >= N_MOST || add_drafts (db, self, error));
}

/**
 * attest_own_texts_find_async:
 * @store: an open store
 * @query: what is looked for; copied
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Finds texts that begin so, without regard to case and blanks, or else those that contain it: what
 * was accepted, the most frequent first, and of those the newest; and behind it what drafts have
 * that were changed last.
 */
void
attest_own_texts_find_async (AttestStore *store,
                             const AttestOwnTextQuery *query,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Finding *finding = g_new0 (Finding, 1);

  finding->schema = query->schema;
  finding->pool = g_strdup (query->pool);
  finding->fold = attest_text_fold_tight (query->typed);
  finding->without = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; query->without != NULL && query->without[i] != NULL; i++)
    g_hash_table_add (finding->without, attest_text_fold_tight (query->without[i]));
  attest_store_call_async (store,
                           &(AttestStoreCall){ .job = find_job,
                                               .data = finding,
                                               .free_data = finding_free,
                                               .tag = attest_own_texts_find_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_own_texts_find_finish:
 * @store: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable) (element-type AttestOwnText): them
 */
GPtrArray *
attest_own_texts_find_finish (AttestStore *store, GAsyncResult *result, GError **error)
{
  Finding *finding = attest_store_call_finish (store, result, attest_own_texts_find_async, error);

  return finding != NULL ? g_steal_pointer (&finding->found) : NULL;
}
