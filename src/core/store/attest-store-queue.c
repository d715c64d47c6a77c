/* The queue: see the header. Main thread; the jobs, and all SQL, run on the store's. */
#include "attest-config.h"
#include "store/attest-store-queue.h"

#include "base/attest-ident.h"
#include "store/attest-batch.h"
#include "store/attest-projection.h"
#include "store/attest-store-call.h"
#include "store/attest-submissions.h"

#include <glib/gi18n-lib.h>

/* Between two places in the order of sending: room for twenty moves to the same one. */
#define GAP 1048576
#define GAP_SQL G_STRINGIFY (GAP)

/* The place of the last one of all that is open. The queue is walked for it. */
#define LAST_PLACE                                                                                 \
  "SELECT coalesce (max (position), 0) FROM submissions WHERE state IN " ATTEST_OPEN_STATES

/* Returns: (transfer full): @self. Thread: any */
AttestNewBulk *
attest_new_bulk_ref (AttestNewBulk *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
new_bulk_clear (gpointer data)
{
  AttestNewBulk *self = data;

  g_free (self->url);
  g_free (self->body);
  g_free (self->sha256);
}

/* @self: made with g_atomic_rc_box_new0(). Thread: any */
void
attest_new_bulk_unref (AttestNewBulk *self)
{
  g_atomic_rc_box_release_full (self, new_bulk_clear);
}

/* @self: (nullable): a decision */
void
attest_new_submission_free (AttestNewSubmission *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->place, attest_place_free);
  g_free (self->draft_id);
  g_free (self->title);
  g_free (self->entity);
  g_free (self->entity_id);
  g_free (self->url);
  g_free (self->headers);
  g_free (self->body);
  g_free (self->sha256);
  g_strfreev (self->known);
  g_free (self->replaces);
  g_free (self->note);
  g_clear_pointer (&self->bulk, attest_new_bulk_unref);
  g_free (self);
}

/* All verbs here that give rows work on this. */
typedef struct
{
  GPtrArray *decisions; /* (nullable): of AttestNewSubmission */
  GStrv ids;            /* (nullable) */
  char *before;
  GPtrArray *rows;     /* of AttestSubmissionRow, as they are then */
  GPtrArray *replaced; /* (nullable): of AttestSubmissionRow: what is not sent any more, likewise */
  GPtrArray *submissions; /* of AttestSubmission, likewise */
} Queue;

static void
queue_free (gpointer data)
{
  Queue *self = data;

  g_clear_pointer (&self->decisions, g_ptr_array_unref);
  g_strfreev (self->ids);
  g_free (self->before);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->replaced, g_ptr_array_unref);
  g_clear_pointer (&self->submissions, g_ptr_array_unref);
  g_free (self);
}

static void
tell_queued (AttestStore *store, gpointer data)
{
  Queue *self = data;

  self->submissions = attest_store_take_submissions (store, self->rows);
  g_ptr_array_unref (attest_store_take_submissions (store, self->replaced));
  attest_store_read_again (store); /* a batch may have begun */
}

static void
tell (AttestStore *store, gpointer data)
{
  Queue *self = data;

  self->submissions = attest_store_take_submissions (store, self->rows);
}

static gboolean
add_row (AttestDb *db, GPtrArray *rows, const char *id, GError **error)
{
  AttestSubmissionRow *row = NULL;

  if (!attest_submissions_read_row (db, id, &row, error))
    return FALSE;
  if (row != NULL)
    g_ptr_array_add (rows, row);
  return TRUE;
}

/* Writing decisions down. */

typedef struct
{
  char *id;
  char *batch;
  char *bulk; /* (nullable) */
  guint bulk_place;
  gint64 position;
} Entry;

static gboolean
insert (AttestDb *db, const AttestNewSubmission *new, const Entry *entry, GError **error)
{
  const char *id = entry->id;
  const AttestSubmissionRow row = {
    .id = (char *) id, .title = new->title, .entity = new->entity, .entity_id = new->entity_id
  };
  g_autofree char *search = attest_submissions_make_search (&row, NULL, NULL);

  return attest_db_change (
             db,
             "INSERT INTO submissions (id, draft_id, service, environment, host, title, entity,"
             " entity_id, sha256, state, created, search, batch, position, bulk, bulk_place)"
             " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'queued', ?10, ?11, ?12, ?13, ?14, ?15)",
             ATTEST_VALUES (ATTEST_TEXT (id),
                            ATTEST_TEXT (new->draft_id),
                            ATTEST_TEXT (new->place->service->id),
                            ATTEST_TEXT (attest_environment_get_id (new->place->environment)),
                            ATTEST_TEXT (new->place->host),
                            ATTEST_TEXT (new->title),
                            ATTEST_TEXT (new->entity),
                            ATTEST_TEXT (new->entity_id),
                            ATTEST_TEXT (new->sha256),
                            ATTEST_INT (attest_db_get_now (db)),
                            ATTEST_TEXT (search),
                            ATTEST_TEXT (entry->batch),
                            ATTEST_INT (entry->position),
                            ATTEST_TEXT (entry->bulk),
                            ATTEST_INT (entry->bulk_place)),
             error)
         && attest_db_change (db,
                              "INSERT INTO requests (submission_id, url, headers, body)"
                              " VALUES (?1, ?2, ?3, ?4)",
                              ATTEST_VALUES (ATTEST_TEXT (id),
                                             ATTEST_TEXT (new->url),
                                             ATTEST_TEXT (new->headers),
                                             ATTEST_TEXT (new->body)),
                              error)
         && attest_submissions_add_event (
             db, id, ATTEST_STATE_NONE, ATTEST_STATE_QUEUED, NULL, error);
}

static gboolean
insert_bulk (AttestDb *db, const AttestNewBulk *new, const char *id, GError **error)
{
  return attest_db_change (db,
                           "INSERT INTO bulks (id, url, body, sha256, n_members)"
                           " VALUES (?1, ?2, ?3, ?4, ?5)",
                           ATTEST_VALUES (ATTEST_TEXT (id),
                                          ATTEST_TEXT (new->url),
                                          ATTEST_TEXT (new->body),
                                          ATTEST_TEXT (new->sha256),
                                          ATTEST_INT (new->n_members)),
                           error);
}

/* Where the decision at @i of a bulk upload stands in it; the first one writes it down. */
static gboolean
enter_bulk (AttestDb *db, Queue *self, guint i, Entry *entry, GError **error)
{
  const AttestNewSubmission *new = g_ptr_array_index (self->decisions, i);
  const AttestNewSubmission *before = i > 0 ? g_ptr_array_index (self->decisions, i - 1) : NULL;
  const AttestSubmissionRow *row = i > 0 ? g_ptr_array_index (self->rows, i - 1) : NULL;

  if (new->bulk == NULL)
    return TRUE;
  if (before != NULL && before->bulk == new->bulk)
    {
      entry->bulk = g_strdup (row->bulk);
      entry->bulk_place = row->bulk_place + 1;
      return TRUE;
    }
  entry->bulk = attest_ident_new ();
  return insert_bulk (db, new->bulk, entry->bulk, error);
}

static void
entry_clear (Entry *self)
{
  g_free (self->id);
  g_free (self->batch);
  g_free (self->bulk);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Entry, entry_clear)

/* Of those that this verb has written down already. */
static gboolean
is_own (const Queue *self, const char *id)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (((AttestSubmissionRow *) g_ptr_array_index (self->rows, i))->id, id))
      return TRUE;
  return FALSE;
}

static gboolean
knows (const Queue *self, const AttestNewSubmission *new, const char *id)
{
  return g_strv_contains ((const char *const *) new->known, id)
         || (new->is_twin &&is_own (self, id));
}

/* What was decided is decided upon what was known: where that is not so any more, since another
 * process was faster, or one of the same name is decided upon with it, it would be there twice. */
static gboolean
check_known (AttestDb *db, const Queue *self, const AttestNewSubmission *new, GError **error)
{
  g_auto (GStrv) there = NULL;
  guint n = 0;

  if (new->known == NULL)
    return TRUE;
  if (!attest_submissions_list_like (db, new->place, new->title, new->sha256, &there, error))
    return FALSE;
  while (there[n] != NULL && knows (self, new, there[n]))
    n++;
  if (there[n] == NULL)
    return TRUE;
  g_set_error (error,
               ATTEST_STORE_ERROR,
               ATTEST_STORE_ERROR_OUTDATED,
               is_own (self, there[n])
                   /* Translators: %s is the name of a record */
                   ? _ ("“%s” is there twice among what is to be sent. Nothing was sent.")
                   /* Translators: %s is the name of a record */
                   : _ ("“%s” was sent or added to the outbox in the meantime. Nothing was sent."),
               new->title);
  return FALSE;
}

/* What nobody knows the fate of is sent again at most once: it is not unknown any more. */
static gboolean
replace (AttestDb *db, Queue *self, const AttestNewSubmission *new, GError **error)
{
  const AttestDecision decision = { .from = ATTEST_STATE_UNKNOWN,
                                    .to = ATTEST_STATE_NOT_SENT,
                                    .note = new->note };
  g_autoptr (AttestSubmissionRow) row = NULL;
  gboolean is_moved = FALSE;

  if (new->replaces == NULL)
    return TRUE;
  if (!attest_submissions_read_row (db, new->replaces, &row, error)
      || (row != NULL && !attest_submissions_decide (db, &decision, row, &is_moved, error)))
    return FALSE;
  if (!is_moved)
    {
      g_set_error_literal (error,
                           ATTEST_STORE_ERROR,
                           ATTEST_STORE_ERROR_OUTDATED,
                           _ ("The entry has changed in the meantime."));
      return FALSE;
    }
  return attest_projection_follow (db, new->replaces, error)
         && add_row (db, self->replaced, new->replaces, error);
}

/* Behind @position, whatever stands in the file. */
static gint64
get_next (gint64 position)
{
  return MIN (position, G_MAXINT64 - GAP) + GAP;
}

static gboolean
enqueue_job (AttestDb *db, gpointer data, GError **error)
{
  Queue *self = data;
  gint64 last = 0;

  if (!attest_db_get_number (db, LAST_PLACE, NULL, &last, error))
    return FALSE;
  self->rows = g_ptr_array_new_with_free_func (attest_submission_row_free);
  self->replaced = g_ptr_array_new_with_free_func (attest_submission_row_free);
  for (guint i = 0; i < self->decisions->len; i++)
    {
      const AttestNewSubmission *new = g_ptr_array_index (self->decisions, i);
      g_auto (Entry) entry = { .id = attest_ident_new (), .position = last = get_next (last) };

      if (!replace (db, self, new, error) || !check_known (db, self, new, error)
          || !attest_batch_join (db, new->place, &entry.batch, error)
          || !enter_bulk (db, self, i, &entry, error) || !insert (db, new, &entry, error)
          || !attest_projection_follow (db, entry.id, error)
          || !add_row (db, self->rows, entry.id, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * attest_store_enqueue_async:
 * @self: an open store
 * @decisions: (transfer full) (element-type AttestNewSubmission): what a person said yes to
 * @cancellable: (nullable): gives up before anything is written
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Writes every decision down as a queued submission, all or none: with one that is outdated none.
 * What one of them replaces is not sent from then on.
 */
void
attest_store_enqueue_async (AttestStore *self,
                            GPtrArray *decisions,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Queue *queue = g_new0 (Queue, 1);

  queue->decisions = decisions;
  attest_store_call_async (self,
                           &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                               .job = enqueue_job,
                                               .tell = tell_queued,
                                               .data = queue,
                                               .free_data = queue_free,
                                               .tag = attest_store_enqueue_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_enqueue_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type AttestSubmission): them, in the order of the
 *   decisions
 */
GPtrArray *
attest_store_enqueue_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  Queue *queue = attest_store_call_finish (self, result, attest_store_enqueue_async, error);

  return queue != NULL ? g_steal_pointer (&queue->submissions) : NULL;
}

/* Reading it. */

static gboolean
load_job (AttestDb *db, gpointer data, GError **error)
{
  Queue *self = data;

  self->rows = attest_submissions_read_rows (db,
                                             "SELECT " ATTEST_SUBMISSION_COLUMNS
                                             " FROM submissions WHERE state IN " ATTEST_OPEN_STATES
                                             " ORDER BY position, created, id",
                                             NULL,
                                             error);
  return self->rows != NULL;
}

/**
 * attest_store_load_queue_async:
 * @self: an open store
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Reads what is queued, being sent or unknown. What changes afterwards is told by
 * "submissions-changed", as is what was read.
 */
void
attest_store_load_queue_async (AttestStore *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  attest_store_call_async (self,
                           &(AttestStoreCall){ .job = load_job,
                                               .tell = tell,
                                               .data = g_new0 (Queue, 1),
                                               .free_data = queue_free,
                                               .tag = attest_store_load_queue_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_load_queue_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable) (element-type AttestSubmission): in the order of sending
 */
GPtrArray *
attest_store_load_queue_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  Queue *queue = attest_store_call_finish (self, result, attest_store_load_queue_async, error);

  return queue != NULL ? g_steal_pointer (&queue->submissions) : NULL;
}

/* Order. */

static gboolean
make_room (AttestDb *db, const char *before, GError **error)
{
  return attest_db_change (db,
                           "UPDATE submissions SET position = position + " GAP_SQL
                           " WHERE state IN " ATTEST_OPEN_STATES
                           " AND position >= (SELECT position FROM submissions WHERE id = ?1)",
                           ATTEST_VALUES (ATTEST_TEXT (before)),
                           error);
}

/* A number between that of @before and that of the one in front of it. Only where none is left are
 * those behind written anew. */
static gboolean
find_place (AttestDb *db, const char *id, const char *before, gint64 *place, GError **error)
{
  static const char *const below_sql = "SELECT position FROM submissions WHERE id = ?1";
  const AttestValue *values = ATTEST_VALUES (ATTEST_TEXT (before));
  gint64 is_there = 0;
  gint64 above = 0;
  gint64 below = 0;

  if (before != NULL
      && !attest_db_get_number (
          db, "SELECT count (*) FROM submissions WHERE id = ?1", values, &is_there, error))
    return FALSE;
  if (is_there == 0)
    {
      if (!attest_db_get_number (db, LAST_PLACE, NULL, &below, error))
        return FALSE;
      *place = get_next (below);
      return TRUE;
    }
  if (!attest_db_get_number (db, below_sql, values, &below, error)
      || !attest_db_get_number (
          db,
          "SELECT coalesce (max (position), (SELECT position FROM submissions WHERE id = ?1)"
          " - 2 * " GAP_SQL ") FROM submissions WHERE state IN " ATTEST_OPEN_STATES
          " AND position < (SELECT position FROM submissions WHERE id = ?1) AND id <> ?2",
          ATTEST_VALUES (ATTEST_TEXT (before), ATTEST_TEXT (id)),
          &above,
          error))
    return FALSE;
  if (below - above < 2
      && (!make_room (db, before, error)
          || !attest_db_get_number (db, below_sql, values, &below, error)))
    return FALSE;
  *place = above + (below - above) / 2;
  return TRUE;
}

static gboolean
reorder_job (AttestDb *db, gpointer data, GError **error)
{
  Queue *self = data;
  gint64 revision = 0;

  if (!attest_db_get_number (
          db, "SELECT value FROM counters WHERE name = 'revision'", NULL, &revision, error))
    return FALSE;
  for (guint i = 0; self->ids[i] != NULL; i++)
    {
      gint64 place = 0;

      if (!find_place (db, self->ids[i], self->before, &place, error)
          || !attest_db_change (
              db,
              "UPDATE submissions SET position = ?2 WHERE id = ?1 AND state = 'queued'",
              ATTEST_VALUES (ATTEST_TEXT (self->ids[i]), ATTEST_INT (place)),
              error))
        return FALSE;
    }
  self->rows = attest_submissions_read_since (db, revision, error);
  return self->rows != NULL;
}

/**
 * attest_store_reorder_async:
 * @self: an open store
 * @ids: (array zero-terminated=1): queued submissions, in the order they are to have; copied. What
 *   is not queued any more stays where it is
 * @before: (nullable): another one; %NULL, or one that is not there: the end
 * @callback: (nullable): called on the main thread
 * @user_data: for @callback
 *
 * Changes the order of sending, of all of them or of none; as a rule without touching another one.
 */
void
attest_store_reorder_async (AttestStore *self,
                            const char *const *ids,
                            const char *before,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Queue *queue = g_new0 (Queue, 1);

  queue->ids = g_strdupv ((char **) ids);
  queue->before = g_strdup (before);
  attest_store_call_async (self,
                           &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                               .job = reorder_job,
                                               .tell = tell,
                                               .data = queue,
                                               .free_data = queue_free,
                                               .tag = attest_store_reorder_async },
                           NULL,
                           callback,
                           user_data);
}

/**
 * attest_store_reorder_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether the order is durable
 */
gboolean
attest_store_reorder_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  return attest_store_call_finish (self, result, attest_store_reorder_async, error) != NULL;
}
