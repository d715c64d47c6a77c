/* Looking among the submissions: see the header. Main thread; the jobs, and all SQL, run on the
 * store's. */
#include "attest-config.h"
#include "store/attest-store-search.h"

#include "base/attest-fold.h"
#include "store/attest-store-call.h"
#include "store/attest-submissions.h"

#include <glib/gi18n-lib.h>

/* What was sent before. */

/* @self: (nullable) */
void
attest_earlier_free (AttestEarlier *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->same_content);
  g_clear_object (&self->same_record);
  g_clear_object (&self->open);
  g_free (self->body);
  g_strfreev (self->ids);
  g_free (self);
}

typedef struct
{
  AttestPlace *place;
  char *title;
  char *sha256;
  AttestLike like;
  GStrv ids;
  AttestFrozenRequest *request;
} Earlier;

static void
earlier_free (gpointer data)
{
  Earlier *self = data;

  g_clear_pointer (&self->place, attest_place_free);
  g_free (self->title);
  g_free (self->sha256);
  attest_like_clear (&self->like);
  g_strfreev (self->ids);
  attest_frozen_request_free (self->request);
  g_free (self);
}

static gboolean
find_earlier_job (AttestDb *db, gpointer data, GError **error)
{
  Earlier *self = data;
  const AttestSubmissionRow *same = NULL;

  if (!attest_submissions_find_like (db, self->place, self->title, self->sha256, &self->like, error)
      || (!self->place->service->sending_again_updates
          && !attest_submissions_list_like (
              db, self->place, self->title, self->sha256, &self->ids, error)))
    return FALSE;
  same = self->like.same_record;
  return same == NULL || attest_submissions_read_request (db, same->id, &self->request, error);
}

/**
 * attest_store_find_earlier_async:
 * @self: an open store
 * @query: where it is to go, and what it is; copied
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Looks for what was sent of a record before.
 */
void
attest_store_find_earlier_async (AttestStore *self,
                                 const AttestEarlierQuery *query,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  Earlier *earlier = g_new0 (Earlier, 1);

  earlier->place = attest_place_copy (query->place);
  earlier->title = g_strdup (query->title);
  earlier->sha256 = g_strdup (query->sha256);
  attest_store_call_async (self,
                           &(AttestStoreCall){ .job = find_earlier_job,
                                               .data = earlier,
                                               .free_data = earlier_free,
                                               .tag = attest_store_find_earlier_async },
                           cancellable,
                           callback,
                           user_data);
}

static AttestSubmission *
ref_row (AttestStore *store, const AttestSubmissionRow *row)
{
  return row != NULL ? attest_store_ref_submission (store, row) : NULL;
}

/**
 * attest_store_find_earlier_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable): what was found
 */
AttestEarlier *
attest_store_find_earlier_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  Earlier *found = attest_store_call_finish (self, result, attest_store_find_earlier_async, error);
  AttestEarlier *earlier = NULL;

  if (found == NULL)
    return NULL;
  earlier = g_new0 (AttestEarlier, 1);
  earlier->same_content = ref_row (self, found->like.same_content);
  earlier->same_record = ref_row (self, found->like.same_record);
  earlier->open = ref_row (self, found->like.open);
  earlier->ids = g_steal_pointer (&found->ids);
  if (found->request != NULL)
    earlier->body = g_steal_pointer (&found->request->body);
  return earlier;
}

/* What a server's list is compared with. */

/* What was sent before cannot be stored later than that. */
#define LONGEST_ATTEMPT (15 * 60 * G_USEC_PER_SEC)
/* How long anything waits in the outbox; saves reading years of history. */
#define LONGEST_WAIT ((gint64) 30 * 24 * 3600 * G_USEC_PER_SEC)

/* @self: (nullable) */
void
attest_reconciliation_free (AttestReconciliation *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->submission);
  g_free (self->body);
  g_clear_pointer (&self->known_ids, g_hash_table_unref);
  g_free (self);
}

typedef struct
{
  char *id;
  gint64 skew;
  AttestSubmissionRow *row;
  AttestFrozenRequest *request;
  GHashTable *known_ids;
  guint n_without_id;
} Reconciliation;

static void
reconciliation_free (gpointer data)
{
  Reconciliation *self = data;

  g_free (self->id);
  attest_submission_row_free (self->row);
  attest_frozen_request_free (self->request);
  g_clear_pointer (&self->known_ids, g_hash_table_unref);
  g_free (self);
}

static AttestStatement *
query_others (AttestDb *db, Reconciliation *self, GError **error)
{
  const AttestSubmissionRow *row = self->row;
  gint64 since = row->sent - self->skew;

  return attest_db_query (
      db,
      "SELECT remote_id, title FROM submissions WHERE id <> ?1 AND" ATTEST_IN_PLACE
      " AND state = 'accepted' AND sent >= ?5 AND created >= ?6 UNION ALL"
      " SELECT remote_id, title FROM submissions WHERE id <> ?1 AND" ATTEST_IN_PLACE
      " AND state = 'accepted' AND title = ?7 AND remote_id IS NOT NULL",
      ATTEST_VALUES (ATTEST_TEXT (row->id),
                     ATTEST_TEXT (row->service != NULL ? row->service->id : ""),
                     ATTEST_TEXT (attest_environment_get_id (row->environment)),
                     ATTEST_TEXT (row->host),
                     ATTEST_INT (since - LONGEST_ATTEMPT),
                     ATTEST_INT (since - LONGEST_WAIT),
                     ATTEST_TEXT (row->title)),
      error);
}

/* The ids that belong to other submissions to the same place that can have been stored there since,
 * or that have the same title, and how many of that have none. */
static gboolean
read_others (AttestDb *db, Reconciliation *self, GError **error)
{
  g_autoptr (AttestStatement) statement = query_others (db, self, error);
  gboolean has_row = FALSE;

  self->known_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (statement == NULL)
    return FALSE;
  while (attest_statement_step (statement, &has_row, error))
    {
      char *id = has_row ? attest_statement_dup_text (statement, 0) : NULL;

      if (!has_row)
        return TRUE;
      if (id != NULL)
        g_hash_table_add (self->known_ids, id);
      else if (g_strcmp0 (attest_statement_get_text (statement, 1), self->row->title) == 0)
        self->n_without_id++;
    }
  return FALSE;
}

static gboolean
load_reconciliation_job (AttestDb *db, gpointer data, GError **error)
{
  Reconciliation *self = data;

  if (!attest_submissions_read_row (db, self->id, &self->row, error))
    return FALSE;
  if (self->row == NULL)
    {
      attest_submissions_fail_not_found (self->id, error);
      return FALSE;
    }
  return attest_submissions_read_request (db, self->id, &self->request, error)
         && read_others (db, self, error);
}

/**
 * attest_store_load_reconciliation_async:
 * @self: an open store
 * @id: of a submission that was sent
 * @skew: microseconds the server's clock may be behind
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
attest_store_load_reconciliation_async (AttestStore *self,
                                        const char *id,
                                        gint64 skew,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  Reconciliation *loading = g_new0 (Reconciliation, 1);

  loading->id = g_strdup (id);
  loading->skew = skew;
  attest_store_call_async (self,
                           &(AttestStoreCall){ .job = load_reconciliation_job,
                                               .data = loading,
                                               .free_data = reconciliation_free,
                                               .tag = attest_store_load_reconciliation_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_load_reconciliation_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled; %ATTEST_STORE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): what is known
 */
AttestReconciliation *
attest_store_load_reconciliation_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  Reconciliation *loaded =
      attest_store_call_finish (self, result, attest_store_load_reconciliation_async, error);
  AttestReconciliation *reconciliation = NULL;

  if (loaded == NULL)
    return NULL;
  reconciliation = g_new0 (AttestReconciliation, 1);
  reconciliation->submission = attest_store_ref_submission (self, loaded->row);
  reconciliation->known_ids = g_steal_pointer (&loaded->known_ids);
  reconciliation->n_without_id = loaded->n_without_id;
  if (loaded->request != NULL)
    reconciliation->body = g_steal_pointer (&loaded->request->body);
  return reconciliation;
}

/* What records are compared with. */

/* Of each kind of answer, for no more than one is told. */
#define MAX_PEERS "20"

typedef struct
{
  GPtrArray *rows; /* of AttestDraftRow */
  AttestPeers *peers;
  guint n_named; /* so that no owner's texts take the place of another's */
} Comparing;

static void
comparing_free (gpointer data)
{
  Comparing *self = data;

  g_ptr_array_unref (self->rows);
  g_clear_object (&self->peers);
  g_free (self);
}

/* Parameters: the kind or the service, the folded text, and the draft that is compared. Each gives
 * owner, number, name and id. */
typedef struct
{
  const char *sql;
  gboolean was_accepted;
  gboolean by_owner; /* it is all that is known of the owner */
} Comparison;

/* The order is that of the index: without it the one of the primary key would be read. */
#define SAME_NUMBER(owner, table, kind)                                                            \
  "SELECT " owner ", title, entity, entity_id FROM " table " WHERE " kind " = ?1"                  \
  " AND number_fold = ?2 AND " owner " <> ?3 ORDER BY " owner " LIMIT " MAX_PEERS
#define SAME_FOLD(owner, table, kind, fold)                                                        \
  "SELECT min (" owner "), '', entity, entity_id FROM " table " WHERE " kind " = ?1"               \
  " AND " fold " = ?2 AND " owner " <> ?3 GROUP BY entity, entity_id LIMIT " MAX_PEERS

static gboolean
compare_by (AttestDb *db,
            Comparing *self,
            const Comparison *comparison,
            const AttestValue *values,
            GError **error)
{
  g_autoptr (AttestStatement) statement = attest_db_query (db, comparison->sql, values, error);
  gboolean has_row = FALSE;

  while (statement != NULL && attest_statement_step (statement, &has_row, error))
    {
      const char *owner = NULL;
      g_autofree char *name = NULL;

      if (!has_row)
        return TRUE;
      owner = attest_statement_get_text (statement, 0);
      name = g_strdup_printf ("%s/%u", owner, self->n_named++);
      attest_peers_set (self->peers,
                        comparison->by_owner ? owner : name,
                        comparison->was_accepted,
                        attest_statement_get_text (statement, 1),
                        attest_statement_get_text (statement, 2),
                        attest_statement_get_text (statement, 3));
    }
  return FALSE;
}

/* By the number, the name and the id; with drafts, and with what was accepted. */
static gboolean
compare_row (AttestDb *db, Comparing *self, const AttestDraftRow *row, GError **error)
{
  static const Comparison comparisons[][2] = {
    { { SAME_NUMBER ("draft_id", "listed", "kind"), FALSE, TRUE },
      { SAME_NUMBER ("owner", "published", "service"), TRUE, FALSE } },
    { { SAME_FOLD ("draft_id", "listed", "kind", "entity_fold"), FALSE, FALSE },
      { SAME_FOLD ("owner", "published", "service", "entity_fold"), TRUE, FALSE } },
    { { SAME_FOLD ("draft_id", "listed", "kind", "id_fold"), FALSE, FALSE },
      { SAME_FOLD ("owner", "published", "service", "id_fold"), TRUE, FALSE } },
  };
  const AttestService *service = attest_service_for_schema (row->schema);
  const char *const kinds[] = { row->schema->name, service != NULL ? service->id : NULL };
  g_autofree char *number = attest_text_fold_code (row->title);
  g_autofree char *entity = attest_text_fold_look (row->entity);
  g_autofree char *id = attest_text_fold_look (row->entity_id);
  const char *const folds[] = { number, entity, id };

  for (guint i = 0; i < G_N_ELEMENTS (folds); i++)
    for (guint j = 0; j < G_N_ELEMENTS (kinds) && *folds[i] != '\0'; j++)
      if (kinds[j] != NULL
          && !compare_by (
              db,
              self,
              &comparisons[i][j],
              ATTEST_VALUES (ATTEST_TEXT (kinds[j]), ATTEST_TEXT (folds[i]), ATTEST_TEXT (row->id)),
              error))
        return FALSE;
  return TRUE;
}

static gboolean
find_peers_job (AttestDb *db, gpointer data, GError **error)
{
  Comparing *self = data;

  for (guint i = 0; i < self->rows->len; i++)
    if (!compare_row (db, self, g_ptr_array_index (self->rows, i), error))
      return FALSE;
  return TRUE;
}

/**
 * attest_store_find_peers_async:
 * @self: an open store
 * @rows: (transfer full) (element-type AttestDraftRow): what is to be compared: id (nothing is held
 *   against the draft of that name; "": none), kind, title, entity and its id
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Finds what drafts and accepted uploads say of the same number, entity or id: as much as the
 * checks of @rows ask for, however many there are.
 */
void
attest_store_find_peers_async (AttestStore *self,
                               GPtrArray *rows,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Comparing *comparing = g_new0 (Comparing, 1);

  comparing->rows = rows;
  comparing->peers = attest_peers_new ();
  attest_store_call_async (self,
                           &(AttestStoreCall){ .job = find_peers_job,
                                               .data = comparing,
                                               .free_data = comparing_free,
                                               .tag = attest_store_find_peers_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_find_peers_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable): what was found
 */
AttestPeers *
attest_store_find_peers_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  Comparing *comparing =
      attest_store_call_finish (self, result, attest_store_find_peers_async, error);

  return comparing != NULL ? g_steal_pointer (&comparing->peers) : NULL;
}
