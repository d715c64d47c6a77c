/* Texts that own records have used: see the header. A submission is counted once, however often it
 * is looked at. */
#include "attest-config.h"
#include "store/attest-own-texts.h"

#include "base/attest-fold.h"
#include "store/attest-store-call.h"

/* Nobody reads a longer list. */
#define MOST "8"
/* Behind whatever goes on with a text. */
#define LAST_LETTER "\xf4\x8f\xbf\xbf"

/* Counting. */

static void collect_texts (AttestRecord *record, GHashTable *texts);

static void
collect_text (AttestRecord *record, guint index, GHashTable *texts)
{
  const AttestField *field = &attest_record_get_schema (record)->fields[index];
  AttestRecordList *list = NULL;

  if (field->pool != NULL && *attest_record_get_text (record, index) != '\0')
    g_hash_table_add (
        texts, g_strconcat (field->pool, "\n", attest_record_get_text (record, index), NULL));
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
  char *pool;
  char *fold;
  GPtrArray *found; /* of AttestOwnText */
} Finding;

static void
finding_free (gpointer data)
{
  Finding *self = data;

  g_free (self->pool);
  g_free (self->fold);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_free (self);
}

static void
own_text_free (gpointer data)
{
  AttestOwnText *self = data;

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

#define BEST " ORDER BY n DESC, last DESC LIMIT " MOST

static GPtrArray *
find_all (AttestDb *db, const Finding *self, GError **error)
{
  return attest_db_read_all (db,
                             "SELECT text, n, 0 FROM own_texts WHERE pool = ?1" BEST,
                             ATTEST_VALUES (ATTEST_TEXT (self->pool)),
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
      " ORDER BY +n DESC, +last DESC LIMIT " MOST,
      ATTEST_VALUES (ATTEST_TEXT (self->pool), ATTEST_TEXT (self->fold), ATTEST_TEXT (end)),
      read_text,
      own_text_free,
      error);
}

static GPtrArray *
find_within (AttestDb *db, const Finding *self, GError **error)
{
  return attest_db_read_all (
      db,
      "SELECT text, n, 0 FROM own_texts WHERE pool = ?1 AND instr (fold, ?2) > 0" BEST,
      ATTEST_VALUES (ATTEST_TEXT (self->pool), ATTEST_TEXT (self->fold)),
      read_text,
      own_text_free,
      error);
}

/* What contains it is looked for only where nothing begins with it. */
static gboolean
find_job (AttestDb *db, gpointer data, GError **error)
{
  Finding *self = data;

  self->found = *self->fold == '\0' ? find_all (db, self, error) : find_begun (db, self, error);
  if (self->found == NULL || self->found->len > 0 || *self->fold == '\0')
    return self->found != NULL;
  g_ptr_array_unref (self->found);
  self->found = find_within (db, self, error);
  return self->found != NULL;
}

/**
 * attest_own_texts_find_async:
 * @store: an open store
 * @pool: of a field
 * @typed: what was typed; "": the best of all
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Finds texts that begin so, without regard to case and blanks, or else those that contain it: the
 * most frequent first, and of those the newest.
 */
void
attest_own_texts_find_async (AttestStore *store,
                             const char *pool,
                             const char *typed,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Finding *finding = g_new0 (Finding, 1);

  finding->pool = g_strdup (pool);
  finding->fold = attest_text_fold_tight (typed);
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
