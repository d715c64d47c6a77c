/* What is done with the tables `imports` and `import_files`: see the header. Main thread; the jobs,
 * and all SQL, run on the store's. */
#include "attest-config.h"
#include "store/attest-store-imports.h"

#include "model/attest-kinds.h"
#include "store/attest-store-call.h"

/* All verbs below work on this. */
typedef struct
{
  char *id;
  AttestImportInfo *info;
  GPtrArray *infos;
  GPtrArray *rows;   /* of AttestImportRow */
  GPtrArray *drafts; /* of AttestDraftRow: as they are then */
} Imports;

static Imports *
imports_new (const char *id)
{
  Imports *self = g_new0 (Imports, 1);

  self->id = g_strdup (id);
  self->drafts = g_ptr_array_new_with_free_func (attest_draft_row_free);
  return self;
}

static void
imports_free (gpointer data)
{
  Imports *self = data;

  g_free (self->id);
  g_clear_pointer (&self->info, attest_import_info_free);
  g_clear_pointer (&self->infos, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_ptr_array_unref (self->drafts);
  g_free (self);
}

static void
tell_drafts (AttestStore *store, gpointer data)
{
  Imports *self = data;
  g_autoptr (GPtrArray) gone = g_ptr_array_new ();

  if (self->drafts->len > 0)
    attest_store_tell_drafts (store, self->drafts, gone);
}

/* @self: (nullable) */
void
attest_import_info_free (AttestImportInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->sha256);
  g_free (self->profile);
  g_free (self->state);
  g_free (self->decisions);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static gboolean
save_import_job (AttestDb *db, gpointer data, GError **error)
{
  const AttestImportInfo *info = ((Imports *) data)->info;
  gint64 now = attest_db_get_now (db);

  if (!attest_db_change (
          db,
          "INSERT INTO imports (id, kind, name, sha256, profile, state, decisions, n_rows,"
          " n_records, created, changed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10)"
          " ON CONFLICT (id) DO UPDATE SET kind = ?2, profile = ?5, state = ?6, decisions = ?7,"
          " n_rows = ?8, n_records = ?9, changed = ?10",
          ATTEST_VALUES (ATTEST_TEXT (info->id),
                         ATTEST_TEXT (info->schema->name),
                         ATTEST_TEXT (info->name),
                         ATTEST_TEXT (info->sha256),
                         ATTEST_TEXT (info->profile),
                         ATTEST_TEXT (info->state),
                         ATTEST_TEXT (info->decisions),
                         ATTEST_INT (info->n_rows),
                         ATTEST_INT (info->n_records),
                         ATTEST_INT (now)),
          error))
    return FALSE;
  return info->bytes == NULL
         || attest_db_change (db,
                              "INSERT INTO import_files (import_id, content) VALUES (?1, ?2)"
                              " ON CONFLICT (import_id) DO NOTHING",
                              ATTEST_VALUES (ATTEST_TEXT (info->id), ATTEST_BYTES (info->bytes)),
                              error);
}

/**
 * attest_store_save_import_async:
 * @self: an open store
 * @info: (transfer full): what to keep of it; its file is kept once, and only if it is there
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
attest_store_save_import_async (AttestStore *self,
                                AttestImportInfo *info,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Imports *imports = imports_new (info->id);

  imports->info = info;
  attest_store_call_async (self,
                           &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                               .job = save_import_job,
                                               .data = imports,
                                               .free_data = imports_free,
                                               .tag = attest_store_save_import_async },
                           NULL,
                           callback,
                           user_data);
}

/**
 * attest_store_save_import_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether it is durable
 */
gboolean
attest_store_save_import_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  return attest_store_call_finish (self, result, attest_store_save_import_async, error) != NULL;
}

#define INFO                                                                                       \
  "SELECT i.id, i.kind, i.name, i.sha256, i.profile, i.state, i.decisions, i.n_rows, i.n_records," \
  " i.created, i.changed,"                                                                         \
  " (SELECT count (*) FROM import_rows WHERE import_id = i.id AND effect = 'create'),"             \
  " (SELECT count (*) FROM import_rows WHERE import_id = i.id AND effect = 'update'),"             \
  " (SELECT count (*) FROM import_rows WHERE import_id = i.id AND effect NOT IN"                   \
  "  ('create', 'update')) FROM imports i"

static gpointer
read_info (AttestStatement *statement)
{
  AttestImportInfo *info = g_new0 (AttestImportInfo, 1);

  info->id = attest_statement_dup_text (statement, 0);
  info->schema = attest_kinds_find (attest_statement_get_text (statement, 1));
  info->name = attest_statement_dup_text (statement, 2);
  info->sha256 = attest_statement_dup_text (statement, 3);
  info->profile = attest_statement_dup_filled (statement, 4);
  info->state = attest_statement_dup_text (statement, 5);
  info->decisions = attest_statement_dup_text (statement, 6);
  info->n_rows = (guint) attest_statement_get_int (statement, 7);
  info->n_records = (guint) attest_statement_get_int (statement, 8);
  info->created = attest_statement_get_int (statement, 9);
  info->changed = attest_statement_get_int (statement, 10);
  info->n_created = (guint) attest_statement_get_int (statement, 11);
  info->n_updated = (guint) attest_statement_get_int (statement, 12);
  info->n_others = (guint) attest_statement_get_int (statement, 13);
  return info;
}

static gboolean
list_imports_job (AttestDb *db, gpointer data, GError **error)
{
  Imports *self = data;

  self->infos = attest_db_read_all (db,
                                    INFO " ORDER BY i.created DESC, i.id DESC",
                                    NULL,
                                    read_info,
                                    (GDestroyNotify) attest_import_info_free,
                                    error);
  return self->infos != NULL;
}

/**
 * attest_store_list_imports_async:
 * @self: an open store
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
attest_store_list_imports_async (AttestStore *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  attest_store_call_async (self,
                           &(AttestStoreCall){ .job = list_imports_job,
                                               .data = imports_new (NULL),
                                               .free_data = imports_free,
                                               .tag = attest_store_list_imports_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_list_imports_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable) (element-type AttestImportInfo): all of them, the newest
 *   first, without their files
 */
GPtrArray *
attest_store_list_imports_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  Imports *imports =
      attest_store_call_finish (self, result, attest_store_list_imports_async, error);

  return imports != NULL ? g_steal_pointer (&imports->infos) : NULL;
}

static gpointer
read_bytes (AttestStatement *statement)
{
  return attest_statement_get_bytes (statement, 0);
}

static gboolean
load_import_job (AttestDb *db, gpointer data, GError **error)
{
  Imports *self = data;

  if (!attest_db_read_one (db,
                           INFO " WHERE i.id = ?1",
                           ATTEST_VALUES (ATTEST_TEXT (self->id)),
                           read_info,
                           (gpointer *) &self->info,
                           error))
    return FALSE;
  if (self->info != NULL
      && !attest_db_read_one (db,
                              "SELECT content FROM import_files WHERE import_id = ?1",
                              ATTEST_VALUES (ATTEST_TEXT (self->id)),
                              read_bytes,
                              (gpointer *) &self->info->bytes,
                              error))
    return FALSE;
  self->rows = attest_import_rows_read (db, self->id, error);
  return self->rows != NULL;
}

/**
 * attest_store_load_import_async:
 * @self: an open store
 * @id: perhaps of an import
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
attest_store_load_import_async (AttestStore *self,
                                const char *id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  attest_store_call_async (self,
                           &(AttestStoreCall){ .job = load_import_job,
                                               .data = imports_new (id),
                                               .free_data = imports_free,
                                               .tag = attest_store_load_import_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_load_import_finish:
 * @self: a store
 * @result: what the callback was given
 * @info: (out) (transfer full) (nullable): it, with its file; %NULL: there is none
 * @rows: (out) (transfer full) (element-type AttestImportRow): what is kept of it
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: whether it was looked for
 */
gboolean
attest_store_load_import_finish (AttestStore *self,
                                 GAsyncResult *result,
                                 AttestImportInfo **info,
                                 GPtrArray **rows,
                                 GError **error)
{
  Imports *imports = attest_store_call_finish (self, result, attest_store_load_import_async, error);

  if (imports == NULL)
    return FALSE;
  *info = g_steal_pointer (&imports->info);
  *rows = g_steal_pointer (&imports->rows);
  return TRUE;
}

static gboolean
keep_rows_job (AttestDb *db, gpointer data, GError **error)
{
  Imports *self = data;

  for (guint i = 0; i < self->rows->len; i++)
    if (!attest_import_row_keep (
            db, self->id, g_ptr_array_index (self->rows, i), self->drafts, error))
      return FALSE;
  return TRUE;
}

/* Takes @imports. */
static void
change_rows (AttestStore *self,
             AttestStoreJob job,
             Imports *imports,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  attest_store_call_async (self,
                           &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                               .job = job,
                                               .tell = tell_drafts,
                                               .data = imports,
                                               .free_data = imports_free,
                                               .tag = change_rows },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_keep_rows_async:
 * @self: an open store
 * @import_id: of an import that was saved
 * @rows: (transfer full) (element-type AttestImportRow): some of its records, with their drafts
 * @cancellable: (nullable): as long as writing has not begun
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Writes drafts, and what became of the rows, all or none. A draft that somebody else made or
 * changed in the meantime is left alone: such a row is a conflict then.
 */
void
attest_store_keep_rows_async (AttestStore *self,
                              const char *import_id,
                              GPtrArray *rows,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Imports *imports = imports_new (import_id);

  imports->rows = rows;
  change_rows (self, keep_rows_job, imports, cancellable, callback, user_data);
}

static gboolean
undo_import_job (AttestDb *db, gpointer data, GError **error)
{
  Imports *self = data;

  for (guint i = 0; i < self->rows->len; i++)
    if (!attest_import_row_undo (
            db, self->id, g_ptr_array_index (self->rows, i), self->drafts, error))
      return FALSE;
  return attest_db_change (
      db,
      "UPDATE imports SET state = 'undone', changed = ?2 WHERE id = ?1",
      ATTEST_VALUES (ATTEST_TEXT (self->id), ATTEST_INT (attest_db_get_now (db))),
      error);
}

/**
 * attest_store_undo_import_async:
 * @self: an open store
 * @import_id: of an import
 * @rows: (transfer full) (element-type AttestImportRow): those of attest_store_load_import_async(),
 *   with the drafts as they were before they were updated
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
attest_store_undo_import_async (AttestStore *self,
                                const char *import_id,
                                GPtrArray *rows,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Imports *imports = imports_new (import_id);

  imports->rows = rows;
  change_rows (self, undo_import_job, imports, NULL, callback, user_data);
}

/**
 * attest_store_change_rows_finish:
 * @self: a store
 * @result: what the callback of keeping or undoing was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable) (element-type AttestImportRow): the rows as they are now; of
 *   those undone is_edited and is_sent tell what stayed
 */
GPtrArray *
attest_store_change_rows_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  Imports *imports = attest_store_call_finish (self, result, change_rows, error);

  return imports != NULL ? g_steal_pointer (&imports->rows) : NULL;
}
