/* Drafts: the record as JSON, and the few texts and numbers lists show. Thread: the store's. */
#include "attest-config.h"
#include "store/attest-drafts-table.h"

#include "model/attest-kinds.h"

#include <glib/gi18n-lib.h>

/* With the newest submission of each, found by the index submissions_by_draft. */
#define SELECT_ROWS                                                                                \
  "SELECT d.id, d.kind, d.title, d.entity, d.entity_id, d.status, d.search, d.content_hash, "      \
  "d.n_errors, d.n_warnings, d.created, d.changed, d.deleted, "                                    \
  "s.id, s.sha256, s.state, s.environment, s.created, s.sent "                                     \
  "FROM drafts d LEFT JOIN submissions s ON s.rowid = (SELECT rowid FROM submissions "             \
  "WHERE draft_id = d.id ORDER BY created DESC, id DESC LIMIT 1) "

static char *
dup_text (AttestStatement *statement, int column)
{
  const char *text = attest_statement_get_text (statement, column);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

static AttestDraftRow *
read_row (AttestStatement *statement)
{
  AttestDraftRow *row = g_new0 (AttestDraftRow, 1);

  row->id = dup_text (statement, 0);
  row->schema = attest_kinds_find (attest_statement_get_text (statement, 1));
  row->title = dup_text (statement, 2);
  row->entity = dup_text (statement, 3);
  row->entity_id = dup_text (statement, 4);
  row->status = dup_text (statement, 5);
  row->search = dup_text (statement, 6);
  row->content_hash = dup_text (statement, 7);
  row->n_errors = (guint) attest_statement_get_int (statement, 8);
  row->n_warnings = (guint) attest_statement_get_int (statement, 9);
  row->created = attest_statement_get_int (statement, 10);
  row->changed = attest_statement_get_int (statement, 11);
  row->deleted = !attest_statement_is_null (statement, 12);
  if (attest_statement_is_null (statement, 13))
    return row;
  row->last_id = dup_text (statement, 13);
  row->last_sha256 = dup_text (statement, 14);
  if (!attest_state_from_id (attest_statement_get_text (statement, 15), &row->last_state))
    row->last_state = ATTEST_STATE_UNKNOWN;
  if (!attest_environment_from_id (attest_statement_get_text (statement, 16),
                                   &row->last_environment))
    row->last_environment = ATTEST_ENVIRONMENT_PRODUCTION;
  row->last_created = attest_statement_get_int (statement, 17);
  row->last_sent = attest_statement_get_int (statement, 18);
  return row;
}

/* Takes the error of a loop over rows, if there was one. */
static gpointer
finish (gpointer result, GError *local, GError **error)
{
  if (local == NULL)
    return result;
  g_propagate_error (error, local);
  g_ptr_array_unref (result);
  return NULL;
}

/**
 * attest_drafts_table_list:
 * @db: the database
 * @after_revision: 0: every draft that is not deleted; else those changed since, deleted or not
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): a #GPtrArray of #AttestDraftRow without their records
 */
GPtrArray *
attest_drafts_table_list (AttestDb *db, gint64 after_revision, GError **error)
{
  g_autoptr (AttestStatement) statement = attest_db_prepare (
      db, SELECT_ROWS "WHERE d.revision > ?1 AND (?1 > 0 OR d.deleted IS NULL)", error);
  GPtrArray *rows = NULL;
  GError *local = NULL;

  if (statement == NULL)
    return NULL;
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_draft_row_free);
  attest_statement_bind_int (statement, 1, after_revision);
  while (attest_statement_next (statement, &local))
    g_ptr_array_add (rows, read_row (statement));
  return finish (rows, local, error);
}

/**
 * attest_drafts_table_list_purged:
 * @db: the database
 * @after_revision: those purged since
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): a #GPtrArray of ids
 */
GPtrArray *
attest_drafts_table_list_purged (AttestDb *db, gint64 after_revision, GError **error)
{
  g_autoptr (AttestStatement) statement =
      attest_db_prepare (db, "SELECT id FROM purged_drafts WHERE revision > ?1", error);
  GPtrArray *ids = NULL;
  GError *local = NULL;

  if (statement == NULL)
    return NULL;
  ids = g_ptr_array_new_with_free_func (g_free);
  attest_statement_bind_int (statement, 1, after_revision);
  while (attest_statement_next (statement, &local))
    g_ptr_array_add (ids, dup_text (statement, 0));
  return finish (ids, local, error);
}

static gboolean
fail_not_found (GError *local, GError **error)
{
  if (local != NULL)
    g_propagate_error (error, local);
  else
    g_set_error_literal (error,
                         ATTEST_STORE_ERROR,
                         ATTEST_STORE_ERROR_NOT_FOUND,
                         _ ("This draft no longer exists."));
  return FALSE;
}

/**
 * attest_drafts_table_load:
 * @db: the database
 * @id: of a draft, deleted or not
 * @error: return location of an %ATTEST_STORE_ERROR; %ATTEST_STORE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): its row without the record
 */
AttestDraftRow *
attest_drafts_table_load (AttestDb *db, const char *id, GError **error)
{
  g_autoptr (AttestStatement) statement =
      attest_db_prepare (db, SELECT_ROWS "WHERE d.id = ?1", error);
  GError *local = NULL;

  if (statement == NULL)
    return NULL;
  attest_statement_bind_text (statement, 1, id);
  if (attest_statement_next (statement, &local))
    return read_row (statement);
  fail_not_found (local, error);
  return NULL;
}

/**
 * attest_drafts_table_load_record:
 * @db: the database
 * @id: of a draft
 * @schema: (out) (nullable): its kind
 * @error: return location of an %ATTEST_STORE_ERROR; %ATTEST_STORE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): its record as JSON
 */
char *
attest_drafts_table_load_record (AttestDb *db,
                                 const char *id,
                                 const AttestSchema **schema,
                                 GError **error)
{
  g_autoptr (AttestStatement) statement =
      attest_db_prepare (db, "SELECT kind, record FROM drafts WHERE id = ?1", error);
  GError *local = NULL;

  if (statement == NULL)
    return NULL;
  attest_statement_bind_text (statement, 1, id);
  if (!attest_statement_next (statement, &local))
    {
      fail_not_found (local, error);
      return NULL;
    }
  *schema = attest_kinds_find (attest_statement_get_text (statement, 0));
  return g_strdup (attest_statement_get_text (statement, 1));
}

/**
 * attest_drafts_table_is_other:
 * @db: the database, in a transaction
 * @row: with its record, about to be saved
 * @based_on: when the draft was changed that @row was made from
 * @other: (out): whether somebody else has changed it since, and not to the same
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether it succeeded
 */
gboolean
attest_drafts_table_is_other (AttestDb *db,
                              const AttestDraftRow *row,
                              gint64 based_on,
                              gboolean *other,
                              GError **error)
{
  g_autoptr (AttestStatement) statement = attest_db_prepare (
      db, "SELECT 1 FROM drafts WHERE id = ?1 AND changed <> ?2 AND record <> ?3", error);
  GError *local = NULL;

  if (statement == NULL)
    return FALSE;
  attest_statement_bind_text (statement, 1, row->id);
  attest_statement_bind_int (statement, 2, based_on);
  attest_statement_bind_text (statement, 3, row->record);
  *other = attest_statement_next (statement, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

/**
 * attest_drafts_table_save:
 * @db: the database, in a transaction
 * @row: with its record; what is said of submissions is not written
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Adds a draft or replaces it. One that was deleted in the meantime comes back: what was typed
 * after that is worth more. The time of its making stays.
 *
 * Returns: whether it succeeded
 */
gboolean
attest_drafts_table_save (AttestDb *db, const AttestDraftRow *row, GError **error)
{
  g_autoptr (AttestStatement) statement = attest_db_prepare (
      db,
      "INSERT INTO drafts (id, kind, title, entity, entity_id, status, search, n_errors,"
      " n_warnings, content_hash, created, changed, record)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
      " ON CONFLICT (id) DO UPDATE SET kind = ?2, title = ?3, entity = ?4, entity_id = ?5,"
      " status = ?6, search = ?7, n_errors = ?8, n_warnings = ?9, content_hash = ?10,"
      " changed = ?12, deleted = NULL, record = ?13",
      error);

  if (statement == NULL)
    return FALSE;
  attest_statement_bind_text (statement, 1, row->id);
  attest_statement_bind_text (statement, 2, row->schema->name);
  attest_statement_bind_text (statement, 3, row->title);
  attest_statement_bind_text (statement, 4, row->entity);
  attest_statement_bind_text (statement, 5, row->entity_id);
  attest_statement_bind_text (statement, 6, row->status);
  attest_statement_bind_text (statement, 7, row->search);
  attest_statement_bind_int (statement, 8, row->n_errors);
  attest_statement_bind_int (statement, 9, row->n_warnings);
  attest_statement_bind_text (statement, 10, row->content_hash);
  attest_statement_bind_int (statement, 11, row->created);
  attest_statement_bind_int (statement, 12, row->changed);
  attest_statement_bind_text (statement, 13, row->record);
  return attest_statement_run (statement, error);
}

/**
 * attest_drafts_table_change:
 * @db: the database, in a transaction
 * @ids: (array zero-terminated=1): drafts; those that do not exist are passed over
 * @change: what to do
 * @now: microseconds since 1970, UTC
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether it succeeded
 */
gboolean
attest_drafts_table_change (AttestDb *db,
                            const char *const *ids,
                            AttestDraftsChange change,
                            gint64 now,
                            GError **error)
{
  static const char *const statements[] = {
    [ATTEST_DRAFTS_DELETE] = "UPDATE drafts SET deleted = ?2 WHERE id = ?1 AND deleted IS NULL",
    [ATTEST_DRAFTS_RESTORE] = "UPDATE drafts SET deleted = NULL WHERE id = ?1",
    [ATTEST_DRAFTS_PURGE] = "DELETE FROM drafts WHERE id = ?1 AND deleted IS NOT NULL",
  };
  g_autoptr (AttestStatement) statement = attest_db_prepare (db, statements[change], error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; ids[i] != NULL; i++)
    {
      attest_statement_bind_text (statement, 1, ids[i]);
      if (change == ATTEST_DRAFTS_DELETE)
        attest_statement_bind_int (statement, 2, now);
      if (!attest_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * attest_drafts_table_purge_old:
 * @db: the database, in a transaction
 * @before: microseconds since 1970, UTC
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Makes final what was deleted before that moment. Nobody can take it back any more.
 *
 * Returns: whether it succeeded
 */
gboolean
attest_drafts_table_purge_old (AttestDb *db, gint64 before, GError **error)
{
  g_autoptr (AttestStatement) drafts =
      attest_db_prepare (db, "DELETE FROM drafts WHERE deleted < ?1", error);
  g_autoptr (AttestStatement) marks =
      attest_db_prepare (db, "DELETE FROM purged_drafts WHERE time < ?1", error);

  if (drafts == NULL || marks == NULL)
    return FALSE;
  attest_statement_bind_int (drafts, 1, before);
  attest_statement_bind_int (marks, 1, before);
  return attest_statement_run (drafts, error) && attest_statement_run (marks, error);
}
