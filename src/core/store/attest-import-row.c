/* What became of the records of imports: see the header. */
#include "attest-config.h"
#include "store/attest-import-row.h"

#include "store/attest-store-matches.h"

/* @row: (nullable): an AttestImportRow */
void
attest_import_row_free (gpointer row)
{
  AttestImportRow *self = row;

  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->key);
  g_free (self->effect);
  g_free (self->comparison);
  g_free (self->draft_id);
  g_free (self->before);
  g_free (self->content_hash);
  g_free (self->expected_hash);
  g_free (self->expected_other);
  g_clear_pointer (&self->draft, attest_draft_row_free);
  g_free (self);
}

static gpointer
read_row (AttestStatement *statement)
{
  AttestImportRow *row = g_new0 (AttestImportRow, 1);

  row->row = (guint) attest_statement_get_int (statement, 0);
  row->title = attest_statement_dup_text (statement, 1);
  row->key = attest_statement_dup_text (statement, 2);
  row->effect = attest_statement_dup_text (statement, 3);
  row->comparison = attest_statement_dup_filled (statement, 4);
  row->draft_id = attest_statement_dup_filled (statement, 5);
  row->before = attest_statement_dup_filled (statement, 6);
  row->content_hash = attest_statement_dup_filled (statement, 7);
  row->is_edited = attest_statement_get_int (statement, 8) != 0;
  row->is_sent = attest_statement_get_int (statement, 9) != 0;
  row->is_waiting = row->is_sent && attest_statement_get_int (statement, 10) == 0;
  return row;
}

#define KEPT ATTEST_PAST ("r.time", "?2")

/* A draft is edited once it says something else; one that is deleted is not there to be undone.
 * One that the import made was sent after it, whatever the clock said. Parameter 2 is now. */
#define ROWS                                                                                       \
  "SELECT r.first_row, r.title, r.natural_key, r.effect, r.comparison, r.draft_id,"                \
  " r.before, r.content_hash,"                                                                     \
  " CASE WHEN r.draft_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM drafts d WHERE"                 \
  "  d.id = r.draft_id AND d.deleted IS NULL AND d.content_hash = r.content_hash)"                 \
  "  THEN 1 ELSE 0 END,"                                                                           \
  " CASE WHEN EXISTS (SELECT 1 FROM submissions s WHERE s.draft_id = r.draft_id"                   \
  "  AND (r.effect = 'create' OR s.created >= " KEPT                                               \
  ") AND (s.state <> 'not-sent' OR s.sent > 0)) "                                                  \
  "THEN 1 ELSE 0 END,"                                                                             \
  " CASE WHEN EXISTS (SELECT 1 FROM submissions s WHERE s.draft_id = r.draft_id"                   \
  "  AND (r.effect = 'create' OR s.created >= " KEPT                                               \
  ") AND (s.state NOT IN ('queued', 'not-sent')"                                                   \
  "  OR (s.state = 'not-sent' AND s.sent > 0))) THEN 1 ELSE 0 END"                                 \
  " FROM import_rows r"

static gboolean
read_one (AttestDb *db,
          const char *import_id,
          guint first_row,
          AttestImportRow **row,
          GError **error)
{
  return attest_db_read_one (db,
                             ROWS " WHERE r.import_id = ?1 AND r.first_row = ?3",
                             ATTEST_VALUES (ATTEST_TEXT (import_id),
                                            ATTEST_INT (attest_db_get_now (db)),
                                            ATTEST_INT (first_row)),
                             read_row,
                             (gpointer *) row,
                             error);
}

/**
 * attest_import_rows_read:
 * @db: inside a call
 * @import_id: perhaps of an import
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable) (element-type AttestImportRow): what is kept of it, in the
 *   order of its file
 */
GPtrArray *
attest_import_rows_read (AttestDb *db, const char *import_id, GError **error)
{
  return attest_db_read_all (
      db,
      ROWS " WHERE r.import_id = ?1 ORDER BY r.first_row",
      ATTEST_VALUES (ATTEST_TEXT (import_id), ATTEST_INT (attest_db_get_now (db))),
      read_row,
      attest_import_row_free,
      error);
}

/* Keeping. */

/* Returns: whether it could be looked for. @other: (out) (nullable): a draft with the same key that
 * this import did not make */
static gboolean
find_other (AttestDb *db,
            const char *import_id,
            const AttestImportRow *row,
            char **other,
            GError **error)
{
  g_autofree char *id = NULL;
  gint64 is_own = 0;

  if (!attest_matches_find_draft (db, row->draft->schema, row->key, &id, error))
    return FALSE;
  if (id == NULL || g_strcmp0 (id, row->expected_other) == 0)
    return TRUE;
  if (!attest_db_get_number (
          db,
          "SELECT count (*) FROM import_rows WHERE import_id = ?1 AND draft_id = ?2",
          ATTEST_VALUES (ATTEST_TEXT (import_id), ATTEST_TEXT (id)),
          &is_own,
          error))
    return FALSE;
  *other = is_own == 0 ? g_steal_pointer (&id) : NULL;
  return TRUE;
}

/* Likewise: the draft itself, if it is another by now */
static gboolean
find_changed (AttestDb *db, const AttestImportRow *row, char **changed, GError **error)
{
  return attest_db_read_one (
      db,
      "SELECT id FROM drafts WHERE id = ?1 AND (deleted IS NOT NULL OR content_hash <> ?2)",
      ATTEST_VALUES (ATTEST_TEXT (row->draft_id), ATTEST_TEXT (row->expected_hash)),
      attest_db_read_text,
      (gpointer *) changed,
      error);
}

/* What somebody else made or wrote since it was compared stays as it is. */
static gboolean
give_way (AttestDb *db, const char *import_id, AttestImportRow *row, GError **error)
{
  g_autofree char *other = NULL;
  gboolean creates = g_str_equal (row->effect, "create");

  if (creates && *row->key == '\0')
    return TRUE;
  if (!(creates ? find_other (db, import_id, row, &other, error)
                : find_changed (db, row, &other, error)))
    return FALSE;
  if (other == NULL)
    return TRUE;
  g_free (row->effect);
  row->effect = g_strdup ("conflict");
  g_free (row->draft_id);
  row->draft_id = g_steal_pointer (&other);
  g_clear_pointer (&row->draft, attest_draft_row_free);
  g_clear_pointer (&row->before, g_free);
  return TRUE;
}

/* The draft of @row, as it is by now, for those who are told. */
static gboolean
add_draft (AttestDb *db, const AttestImportRow *row, GPtrArray *drafts, GError **error)
{
  AttestDraftRow *now = NULL;

  if (!attest_drafts_read_row (db, row->draft_id, &now, error))
    return FALSE;
  if (now != NULL)
    g_ptr_array_add (drafts, now);
  return TRUE;
}

static gboolean
write_draft (AttestDb *db,
             const char *import_id,
             AttestImportRow *row,
             GPtrArray *drafts,
             GError **error)
{
  if (row->draft == NULL)
    return TRUE;
  if (!give_way (db, import_id, row, error))
    return FALSE;
  if (row->draft == NULL)
    return TRUE;
  g_free (row->draft_id);
  row->draft_id = g_strdup (row->draft->id);
  g_free (row->content_hash);
  row->content_hash = g_strdup (row->draft->content_hash);
  return attest_drafts_write (db, row->draft, error) && add_draft (db, row, drafts, error);
}

static gboolean
write_row (AttestDb *db, const char *import_id, const AttestImportRow *row, GError **error)
{
  return attest_db_change (
      db,
      "INSERT INTO import_rows (import_id, first_row, title, natural_key, effect,"
      " comparison, draft_id, before, content_hash, time)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
      ATTEST_VALUES (ATTEST_TEXT (import_id),
                     ATTEST_INT (row->row),
                     ATTEST_TEXT (row->title),
                     ATTEST_TEXT (row->key),
                     ATTEST_TEXT (row->effect),
                     ATTEST_TEXT (row->comparison),
                     ATTEST_TEXT (row->draft_id),
                     ATTEST_TEXT (row->before),
                     ATTEST_TEXT (row->content_hash),
                     ATTEST_INT (attest_db_get_now (db))),
      error);
}

/* Whether @row says something else than what was @kept of it, and nobody touched that since. */
static gboolean
is_outdated (const AttestImportRow *kept, const AttestImportRow *row)
{
  return kept->content_hash != NULL && !kept->is_edited && !kept->is_sent
         && (g_str_equal (kept->effect, "create") || g_str_equal (kept->effect, "update"))
         && row->draft != NULL && !g_str_equal (row->draft->content_hash, kept->content_hash);
}

/* What was decided otherwise after the first part was kept holds for that too. */
static gboolean
keep_again (AttestDb *db,
            const char *import_id,
            const AttestImportRow *row,
            GPtrArray *drafts,
            GError **error)
{
  g_free (row->draft->id);
  row->draft->id = g_strdup (row->draft_id);
  return attest_drafts_write (db, row->draft, error) && add_draft (db, row, drafts, error)
         && attest_db_change (
             db,
             "UPDATE import_rows SET title = ?3, natural_key = ?4, content_hash = ?5"
             " WHERE import_id = ?1 AND first_row = ?2",
             ATTEST_VALUES (ATTEST_TEXT (import_id),
                            ATTEST_INT (row->row),
                            ATTEST_TEXT (row->title),
                            ATTEST_TEXT (row->key),
                            ATTEST_TEXT (row->draft->content_hash)),
             error);
}

static gboolean
take_kept (AttestDb *db,
           const char *import_id,
           const AttestImportRow *kept,
           AttestImportRow *row,
           GPtrArray *drafts,
           GError **error)
{
  g_free (row->effect);
  row->effect = g_strdup (kept->effect);
  g_free (row->draft_id);
  row->draft_id = g_strdup (kept->draft_id);
  return !is_outdated (kept, row) || keep_again (db, import_id, row, drafts, error);
}

/**
 * attest_import_row_keep:
 * @db: inside a writing call
 * @import_id: of an import that was saved
 * @row: one of its records; its draft is written, unless somebody else made or changed it in the
 *   meantime: it is a conflict then
 * @drafts: (element-type AttestDraftRow): what was written is added
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * What is kept already, and was edited or sent since, stays; @row tells what became of it then.
 *
 * Returns: whether it is kept
 */
gboolean
attest_import_row_keep (AttestDb *db,
                        const char *import_id,
                        AttestImportRow *row,
                        GPtrArray *drafts,
                        GError **error)
{
  AttestImportRow *kept = NULL;
  gboolean is_taken = FALSE;

  if (!read_one (db, import_id, row->row, &kept, error))
    return FALSE;
  if (kept == NULL)
    return write_draft (db, import_id, row, drafts, error) && write_row (db, import_id, row, error);
  is_taken = take_kept (db, import_id, kept, row, drafts, error);
  attest_import_row_free (kept);
  return is_taken;
}

/* Undoing. */

/* As it is now, not as it was when it was asked for. */
static gboolean
look_again (AttestDb *db, const char *import_id, AttestImportRow *row, GError **error)
{
  AttestImportRow *now = NULL;

  if (!read_one (db, import_id, row->row, &now, error))
    return FALSE;
  row->is_edited = now == NULL || now->is_edited;
  row->is_sent = now != NULL && now->is_sent;
  row->is_waiting = now != NULL && now->is_waiting;
  g_clear_pointer (&now, attest_import_row_free);
  return TRUE;
}

static gboolean
delete_draft (AttestDb *db, const char *id, GError **error)
{
  return attest_db_change (db,
                           "UPDATE drafts SET deleted = ?2 WHERE id = ?1",
                           ATTEST_VALUES (ATTEST_TEXT (id), ATTEST_INT (attest_db_get_now (db))),
                           error);
}

/**
 * attest_import_row_undo:
 * @db: inside a writing call
 * @import_id: of an import
 * @row: one of its records, with the draft as it was before it was updated; what was edited or sent
 *   meanwhile stays, and is told by is_edited and is_sent
 * @drafts: (element-type AttestDraftRow): what was taken back is added
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether it was done, as far as it can be
 */
gboolean
attest_import_row_undo (AttestDb *db,
                        const char *import_id,
                        AttestImportRow *row,
                        GPtrArray *drafts,
                        GError **error)
{
  gboolean creates = g_str_equal (row->effect, "create");

  if (!creates && row->draft == NULL)
    return TRUE;
  if (!look_again (db, import_id, row, error))
    return FALSE;
  if (row->is_edited || row->is_sent)
    return TRUE;
  return (creates ? delete_draft (db, row->draft_id, error)
                  : attest_drafts_write (db, row->draft, error))
         && add_draft (db, row, drafts, error);
}
