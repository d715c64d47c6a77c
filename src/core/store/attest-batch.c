/* Batches: see the header. A submission carries the id of its batch; a setting for each batch says
 * that it is still to be told. Main thread; the jobs, and all SQL, run on the store's. */
#include "attest-config.h"
#include "store/attest-batch.h"

#include "base/attest-ident.h"
#include "store/attest-store-call.h"
#include "store/attest-store-choices.h"

#define PREFIX "batch:"
#define IS_UNDER_WAY " state IN ('queued', 'sending') AND state IN " ATTEST_OPEN_STATES

/* @self: (nullable) */
void
attest_batch_free (AttestBatch *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self);
}

/* Returns: how many arrived, or may have: what could not even leave was not sent */
guint
attest_batch_get_n_sent (const AttestBatch *self)
{
  return self->counts[ATTEST_STATE_ACCEPTED] + self->counts[ATTEST_STATE_REFUSED]
         + self->counts[ATTEST_STATE_UNKNOWN];
}

/* Returns: how many it has, those that could not leave included */
guint
attest_batch_get_n (const AttestBatch *self)
{
  guint n = 0;

  for (guint i = 0; i < ATTEST_N_STATES; i++)
    n += self->counts[i];
  return n;
}

/* Joining. */

/* A batch of one is told by its outcome alone; it is not kept beyond the next. */
static gboolean
forget_single (AttestDb *db, GError **error)
{
  return attest_db_change (
      db,
      "DELETE FROM settings WHERE name LIKE '" PREFIX "%' AND NOT EXISTS"
      "  (SELECT 1 FROM submissions WHERE batch = substr (settings.name, 7) LIMIT 1 OFFSET 1)"
      " AND NOT EXISTS (SELECT 1 FROM submissions WHERE batch = substr (settings.name, 7)"
      "  AND state IN ('queued', 'sending'))",
      NULL,
      error);
}

static gboolean
begin (AttestDb *db, char **id, GError **error)
{
  g_autofree char *name = NULL;

  *id = attest_ident_new ();
  name = g_strconcat (PREFIX, *id, NULL);
  return forget_single (db, error) && attest_settings_write (db, name, "1", error);
}

/**
 * attest_batch_join:
 * @db: the database, in a writing transaction
 * @place: where something is going to be queued for
 * @id: (out) (transfer full): the batch it belongs to
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Finds the batch that waits there or is on its way, or begins another one.
 *
 * Returns: whether there is one now
 */
gboolean
attest_batch_join (AttestDb *db, const AttestPlace *place, char **id, GError **error)
{
  if (!attest_db_read_one (
          db,
          "SELECT batch FROM submissions WHERE" IS_UNDER_WAY
          " AND service = ?1 AND environment = ?2 AND batch IS NOT NULL LIMIT 1",
          ATTEST_VALUES (ATTEST_TEXT (place->service->id),
                         ATTEST_TEXT (attest_environment_get_id (place->environment))),
          attest_db_read_text,
          (gpointer *) id,
          error))
    return FALSE;
  return *id != NULL || begin (db, id, error);
}

/* Telling. */

typedef struct
{
  GPtrArray *batches; /* of AttestBatch */
} Loading;

static void
loading_free (gpointer data)
{
  g_clear_pointer (&((Loading *) data)->batches, g_ptr_array_unref);
  g_free (data);
}

static gpointer
read_name (AttestStatement *statement)
{
  return g_strdup (attest_statement_get_text (statement, 0) + strlen (PREFIX));
}

/* Of a service, an environment or a state that this program does not know nothing is told. */
static gboolean
add_count (AttestBatch *batch, AttestStatement *statement)
{
  const AttestService *service = attest_service_get (attest_statement_get_text (statement, 0));
  gint64 began = attest_statement_get_int (statement, 4);
  AttestState state = ATTEST_STATE_NONE;

  if (service == NULL
      || !attest_environment_from_id (attest_statement_get_text (statement, 1), &batch->environment)
      || !attest_state_from_id (attest_statement_get_text (statement, 2), &state))
    return FALSE;
  batch->service = service;
  batch->counts[state] += (guint) attest_statement_get_int (statement, 3);
  if (began > 0 && (batch->began == 0 || began < batch->began))
    batch->began = began;
  batch->ended = MAX (batch->ended, attest_statement_get_int (statement, 5));
  return TRUE;
}

static gboolean
is_through (const AttestBatch *batch)
{
  return attest_batch_get_n (batch) > 0 && batch->counts[ATTEST_STATE_QUEUED] == 0
         && batch->counts[ATTEST_STATE_SENDING] == 0;
}

static gboolean
load_one (AttestDb *db, const char *id, GPtrArray *batches, GError **error)
{
  g_autoptr (AttestBatch) batch = g_new0 (AttestBatch, 1);
  g_autoptr (AttestStatement) statement =
      attest_db_query (db,
                       "SELECT service, environment, state, count (*),"
                       " min (CASE sent WHEN 0 THEN NULL ELSE sent END), max (finished)"
                       " FROM submissions WHERE batch = ?1 GROUP BY service, environment, state",
                       ATTEST_VALUES (ATTEST_TEXT (id)),
                       error);
  gboolean has_row = FALSE;
  gboolean is_known = TRUE;

  batch->id = g_strdup (id);
  if (statement == NULL || !attest_statement_step (statement, &has_row, error))
    return FALSE;
  while (has_row)
    {
      is_known = add_count (batch, statement) && is_known;
      if (!attest_statement_step (statement, &has_row, error))
        return FALSE;
    }
  if (is_known && is_through (batch))
    g_ptr_array_add (batches, g_steal_pointer (&batch));
  return TRUE;
}

static gboolean
load_job (AttestDb *db, gpointer data, GError **error)
{
  Loading *self = data;
  g_autoptr (GPtrArray) ids = attest_db_read_all (
      db,
      "SELECT name FROM settings WHERE name LIKE '" PREFIX "%' ORDER BY name DESC",
      NULL,
      read_name,
      g_free,
      error);

  self->batches = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_batch_free);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!load_one (db, g_ptr_array_index (ids, i), self->batches, error))
      return FALSE;
  return ids != NULL;
}

/**
 * attest_store_load_batches_async:
 * @self: an open store
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Reads what is still to be told: the batches that are through.
 */
void
attest_store_load_batches_async (AttestStore *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  attest_store_call_async (self,
                           &(AttestStoreCall){ .job = load_job,
                                               .data = g_new0 (Loading, 1),
                                               .free_data = loading_free,
                                               .tag = attest_store_load_batches_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_load_batches_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable) (element-type AttestBatch): them, the newest first
 */
GPtrArray *
attest_store_load_batches_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  Loading *loading =
      attest_store_call_finish (self, result, attest_store_load_batches_async, error);

  return loading != NULL ? g_steal_pointer (&loading->batches) : NULL;
}

/**
 * attest_store_dismiss_batch:
 * @self: an open store
 * @id: of a batch
 *
 * A person has seen what became of it: it is not told again. Its rows keep its id.
 */
void
attest_store_dismiss_batch (AttestStore *self, const char *id)
{
  g_autofree char *name = g_strconcat (PREFIX, id, NULL);

  attest_store_set_setting_async (self, name, NULL, NULL, NULL);
}
