/* What is done with the tables `drafts` and `purged_drafts`: see the header. Main thread; the jobs,
 * and all SQL, run on the store's. */
#include "attest-config.h"
#include "store/attest-store-drafts.h"

#include "base/attest-ident.h"
#include "model/attest-kinds.h"
#include "store/attest-draft.h"
#include "store/attest-news.h"
#include "store/attest-projection.h"
#include "store/attest-store-call.h"

#include <glib/gi18n-lib.h>

/* All verbs here work on this. */
typedef struct
{
  GPtrArray *rows;   /* of AttestDraftRow */
  GPtrArray *gone;   /* of ids */
  GPtrArray *drafts; /* (nullable): of AttestDraft: what holds the rows */
  GStrv ids;
  AttestDraftsChange change;
  gint64 older;
  char *record;
  const AttestSchema *schema;
  gboolean is_done;
} Drafts;

static Drafts *
drafts_new (void)
{
  Drafts *self = g_new0 (Drafts, 1);

  self->rows = g_ptr_array_new_with_free_func (attest_draft_row_free);
  self->gone = g_ptr_array_new ();
  return self;
}

static void
drafts_free (gpointer data)
{
  Drafts *self = data;

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_ptr_array_unref (self->gone);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_strfreev (self->ids);
  g_free (self->record);
  g_free (self);
}

static void
tell (AttestStore *store, gpointer data)
{
  Drafts *self = data;

  attest_store_tell_drafts (store, self->rows, self->gone);
}

/* What was saved or read is held by whoever asked for it. */
static void
tell_held (AttestStore *store, gpointer data)
{
  Drafts *self = data;

  self->drafts = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const AttestDraftRow *row = g_ptr_array_index (self->rows, i);

      g_ptr_array_add (self->drafts, attest_store_ref_draft (store, row->schema, row->id));
    }
  attest_store_tell_drafts (store, self->rows, self->gone);
}

/* Loading. */

static gboolean
load_record_job (AttestDb *db, gpointer data, GError **error)
{
  Drafts *self = data;
  g_autoptr (AttestDraftRow) row = NULL;

  if (!attest_drafts_read_row (db, self->ids[0], &row, error)
      || !attest_db_read_one (db,
                              "SELECT record FROM drafts WHERE id = ?1",
                              ATTEST_VALUES (ATTEST_TEXT (self->ids[0])),
                              attest_db_read_text,
                              (gpointer *) &self->record,
                              error))
    return FALSE;
  if (row != NULL && self->record != NULL)
    {
      self->schema = row->schema;
      return TRUE;
    }
  g_set_error_literal (
      error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_NOT_FOUND, _ ("This draft no longer exists."));
  return FALSE;
}

/**
 * attest_store_load_record_async:
 * @self: an open store
 * @id: of a draft, deleted or not
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
attest_store_load_record_async (AttestStore *self,
                                const char *id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Drafts *drafts = drafts_new ();

  drafts->ids = g_strdupv ((char **) (const char *[]){ id, NULL });
  attest_store_call_async (self,
                           &(AttestStoreCall){ .job = load_record_job,
                                               .data = drafts,
                                               .free_data = drafts_free,
                                               .tag = attest_store_load_record_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_load_record_finish:
 * @self: a store
 * @result: what the callback was given
 * @schema: (out) (nullable): its kind; %NULL: one this program does not know
 * @error: return location of an %ATTEST_STORE_ERROR; %ATTEST_STORE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): its record as JSON, as typed
 */
char *
attest_store_load_record_finish (AttestStore *self,
                                 GAsyncResult *result,
                                 const AttestSchema **schema,
                                 GError **error)
{
  Drafts *drafts = attest_store_call_finish (self, result, attest_store_load_record_async, error);

  if (drafts == NULL)
    return NULL;
  *schema = drafts->schema;
  return g_steal_pointer (&drafts->record);
}

/* Saving. */

/* Whether somebody else has changed the draft since the row was made, and not to the same: then the
 * row becomes a draft of its own. */
static gboolean
give_way (AttestDb *db, AttestDraftRow *row, GError **error)
{
  gint64 n_others = 0;

  if (row->based_on == 0)
    return TRUE;
  if (!attest_db_get_number (
          db,
          "SELECT count (*) FROM drafts WHERE id = ?1 AND changed <> ?2 AND record <> ?3",
          ATTEST_VALUES (
              ATTEST_TEXT (row->id), ATTEST_INT (row->based_on), ATTEST_TEXT (row->record)),
          &n_others,
          error))
    return FALSE;
  if (n_others > 0)
    {
      g_free (row->id);
      row->id = attest_ident_new ();
    }
  return TRUE;
}

/* One that was deleted in the meantime comes back: what was typed after that is worth more. The
 * time of its making stays. */
static gboolean
write_row (AttestDb *db, const AttestDraftRow *row, GError **error)
{
  return attest_db_change (
      db,
      "INSERT INTO drafts (id, kind, title, entity, entity_id, status, search, n_errors,"
      " n_warnings, content_hash, created, changed, record)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
      " ON CONFLICT (id) DO UPDATE SET kind = ?2, title = ?3, entity = ?4, entity_id = ?5,"
      " status = ?6, search = ?7, n_errors = ?8, n_warnings = ?9, content_hash = ?10,"
      " changed = ?12, deleted = NULL, record = ?13",
      ATTEST_VALUES (ATTEST_TEXT (row->id),
                     ATTEST_TEXT (row->schema->name),
                     ATTEST_TEXT (row->title),
                     ATTEST_TEXT (row->entity),
                     ATTEST_TEXT (row->entity_id),
                     ATTEST_TEXT (row->status),
                     ATTEST_TEXT (row->search),
                     ATTEST_INT (row->n_errors),
                     ATTEST_INT (row->n_warnings),
                     ATTEST_TEXT (row->content_hash),
                     ATTEST_INT (row->created),
                     ATTEST_INT (row->changed),
                     ATTEST_TEXT (row->record)),
      error);
}

/**
 * attest_drafts_write:
 * @db: the database, in a writing transaction
 * @row: with its record
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Adds the draft or replaces it.
 *
 * Returns: whether it and what follows from it was written
 */
gboolean
attest_drafts_write (AttestDb *db, const AttestDraftRow *row, GError **error)
{
  return write_row (db, row, error) && attest_projection_write_draft (db, row, error);
}

static gboolean
save_job (AttestDb *db, gpointer data, GError **error)
{
  Drafts *self = data;

  for (guint i = 0; i < self->rows->len; i++)
    {
      AttestDraftRow *row = g_ptr_array_index (self->rows, i);
      AttestDraftRow *written = NULL;

      if (!give_way (db, row, error) || !attest_drafts_write (db, row, error)
          || !attest_drafts_read_row (db, row->id, &written, error))
        return FALSE;
      attest_draft_row_free (row);
      self->rows->pdata[i] = written;
    }
  return TRUE;
}

/**
 * attest_store_save_drafts_async:
 * @self: an open store
 * @rows: (transfer full) (element-type AttestDraftRow): with their records; what they say of
 *   submissions is not written
 * @cancellable: (nullable): as long as writing has not begun
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Adds drafts or replaces them, all or none. One that somebody else changed since the row was made
 * is left as it is, and the row becomes a new draft.
 */
void
attest_store_save_drafts_async (AttestStore *self,
                                GPtrArray *rows,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Drafts *drafts = drafts_new ();

  g_ptr_array_unref (drafts->rows);
  drafts->rows = rows;
  attest_store_call_async (self,
                           &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                               .job = save_job,
                                               .tell = tell_held,
                                               .data = drafts,
                                               .free_data = drafts_free,
                                               .tag = attest_store_save_drafts_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_save_drafts_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type AttestDraft): the drafts that hold the rows, in
 *   their order
 */
GPtrArray *
attest_store_save_drafts_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  Drafts *drafts = attest_store_call_finish (self, result, attest_store_save_drafts_async, error);

  return drafts != NULL ? g_steal_pointer (&drafts->drafts) : NULL;
}

/* Deleting. */

static gboolean
change_one (AttestDb *db, const char *id, AttestDraftsChange change, GError **error)
{
  if (change == ATTEST_DRAFTS_DELETE)
    return attest_db_change (db,
                             "UPDATE drafts SET deleted = ?2 WHERE id = ?1 AND deleted IS NULL",
                             ATTEST_VALUES (ATTEST_TEXT (id), ATTEST_INT (attest_db_get_now (db))),
                             error);
  return attest_db_change (db,
                           change == ATTEST_DRAFTS_RESTORE
                               ? "UPDATE drafts SET deleted = NULL WHERE id = ?1"
                               : "DELETE FROM drafts WHERE id = ?1 AND deleted IS NOT NULL",
                           ATTEST_VALUES (ATTEST_TEXT (id)),
                           error);
}

static gboolean
change_job (AttestDb *db, gpointer data, GError **error)
{
  Drafts *self = data;

  for (guint i = 0; self->ids[i] != NULL; i++)
    {
      AttestDraftRow *row = NULL;

      if (!change_one (db, self->ids[i], self->change, error)
          || !attest_projection_restore_draft (db, self->ids[i], error)
          || !attest_drafts_read_row (db, self->ids[i], &row, error))
        return FALSE;
      g_ptr_array_add (row != NULL ? self->rows : self->gone,
                       row != NULL ? (gpointer) row : self->ids[i]);
    }
  return TRUE;
}

/**
 * attest_store_change_drafts_async:
 * @self: an open store
 * @change: what to do
 * @ids: (array zero-terminated=1): drafts, copied; those that do not exist are passed over
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
attest_store_change_drafts_async (AttestStore *self,
                                  AttestDraftsChange change,
                                  const char *const *ids,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Drafts *drafts = drafts_new ();

  drafts->ids = g_strdupv ((char **) ids);
  drafts->change = change;
  attest_store_call_async (self,
                           &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                               .job = change_job,
                                               .tell = tell,
                                               .data = drafts,
                                               .free_data = drafts_free,
                                               .tag = attest_store_change_drafts_async },
                           NULL,
                           callback,
                           user_data);
}

/**
 * attest_store_change_drafts_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether all of them were changed, or else none
 */
gboolean
attest_store_change_drafts_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  return attest_store_call_finish (self, result, attest_store_change_drafts_async, error) != NULL;
}

/* When it was looked last for what is old, by the clock there was then. */
#define LOOKED_SETTING "trash-looked"

static gboolean
purge_before (AttestDb *db, gint64 before, GError **error)
{
  return attest_db_change (db,
                           "DELETE FROM drafts WHERE deleted < ?1",
                           ATTEST_VALUES (ATTEST_INT (before)),
                           error)
         && attest_db_change (db,
                              "DELETE FROM purged_drafts WHERE time < ?1",
                              ATTEST_VALUES (ATTEST_INT (before)),
                              error);
}

/* A clock that is ahead at one start would have everything deleted: what is old is told by the last
 * look, from which the clock has gone on as long as things are kept. A clock that is behind that
 * look was ahead then, and begins anew. */
static gboolean
purge_old_job (AttestDb *db, gpointer data, GError **error)
{
  const gint64 older = ((Drafts *) data)->older;
  const gint64 now = attest_db_get_now (db);
  g_autofree char *now_text = g_strdup_printf ("%" G_GINT64_FORMAT, now);
  g_autofree char *text = NULL;
  gint64 looked = 0;

  if (!attest_settings_read (db, LOOKED_SETTING, &text, error))
    return FALSE;
  looked = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  if (looked > 0 && looked <= now && now - looked < older)
    return TRUE;
  return (looked <= 0 || looked > now || purge_before (db, looked - older, error))
         && attest_settings_write (db, LOOKED_SETTING, now_text, error);
}

/**
 * attest_store_purge_old_drafts_async:
 * @self: an open store
 * @older: microseconds
 * @callback: (nullable): called on the main thread
 * @user_data: for @callback
 *
 * Makes final what was deleted longer ago than that, and was so at an earlier look as long ago.
 * Nobody can take it back any more.
 */
void
attest_store_purge_old_drafts_async (AttestStore *self,
                                     gint64 older,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  Drafts *drafts = drafts_new ();

  drafts->older = older;
  attest_store_call_async (self,
                           &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                               .job = purge_old_job,
                                               .data = drafts,
                                               .free_data = drafts_free,
                                               .tag = attest_store_purge_old_drafts_async },
                           NULL,
                           callback,
                           user_data);
}

/**
 * attest_store_purge_old_drafts_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether they are gone
 */
gboolean
attest_store_purge_old_drafts_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  return attest_store_call_finish (self, result, attest_store_purge_old_drafts_async, error)
         != NULL;
}

/* Reading some, and making what follows from them. */

static gboolean
add_rows (AttestDb *db, Drafts *self, const char *const *ids, GError **error)
{
  for (guint i = 0; ids[i] != NULL; i++)
    {
      AttestDraftRow *row = NULL;

      if (!attest_drafts_read_row (db, ids[i], &row, error))
        return FALSE;
      if (row != NULL)
        g_ptr_array_add (self->rows, row);
    }
  return TRUE;
}

static gboolean
read_job (AttestDb *db, gpointer data, GError **error)
{
  Drafts *self = data;

  return add_rows (db, self, (const char *const *) self->ids, error);
}

/**
 * attest_store_read_drafts_async:
 * @self: an open store
 * @ids: (array zero-terminated=1): drafts, copied; those that do not exist are passed over
 * @cancellable: (nullable): to stop it
 * @callback: (nullable): called on the main thread
 * @user_data: for @callback
 *
 * Reads drafts whose own rows may be as they were while what stands where is not.
 */
void
attest_store_read_drafts_async (AttestStore *self,
                                const char *const *ids,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Drafts *drafts = drafts_new ();

  drafts->ids = g_strdupv ((char **) ids);
  attest_store_call_async (self,
                           &(AttestStoreCall){ .job = read_job,
                                               .tell = tell_held,
                                               .data = drafts,
                                               .free_data = drafts_free,
                                               .tag = attest_store_read_drafts_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_read_drafts_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable) (element-type AttestDraft): those there are, deleted or not
 */
GPtrArray *
attest_store_read_drafts_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  Drafts *drafts = attest_store_call_finish (self, result, attest_store_read_drafts_async, error);

  return drafts != NULL ? g_steal_pointer (&drafts->drafts) : NULL;
}

static gboolean
project_job (AttestDb *db, gpointer data, GError **error)
{
  Drafts *self = data;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (!attest_projection_step (db, ids, &self->is_done, error))
    return FALSE;
  g_ptr_array_add (ids, NULL);
  return add_rows (db, self, (const char *const *) ids->pdata, error);
}

/**
 * attest_store_project_async:
 * @self: an open store
 * @cancellable: (nullable): as long as writing has not begun
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Makes a part of what follows from drafts and submissions, as after an update or a recovery; what
 * is there is not made again.
 */
void
attest_store_project_async (AttestStore *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  attest_store_call_async (self,
                           &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                               .job = project_job,
                                               .tell = tell,
                                               .data = drafts_new (),
                                               .free_data = drafts_free,
                                               .tag = attest_store_project_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_project_finish:
 * @self: a store
 * @result: what the callback was given
 * @is_done: (out): whether nothing is left to be made
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether that part is durable
 */
gboolean
attest_store_project_finish (AttestStore *self,
                             GAsyncResult *result,
                             gboolean *is_done,
                             GError **error)
{
  Drafts *drafts = attest_store_call_finish (self, result, attest_store_project_async, error);

  if (drafts == NULL)
    return FALSE;
  *is_done = drafts->is_done;
  return TRUE;
}
