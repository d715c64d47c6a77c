/* Projections: see the header. `listed` has its row by a trigger as soon as there is a draft, so
 * that no statement can forget it; what only the record can tell (`expiry` is NULL until then) is
 * added here. */
#include "attest-config.h"
#include "store/attest-projection.h"

#include "base/attest-fold.h"
#include "codec/attest-codec.h"
#include "model/attest-kinds.h"
#include "model/attest-roles.h"
#include "service/attest-place.h"
#include "service/attest-refusal.h"
#include "store/attest-own-texts.h"
#include "store/attest-submissions.h"

/* Rows in one transaction: some 20 ms. */
#define ROWS_AT_ONCE 50
/* The revision up to which accepted submissions were looked at; no such counter: all were. */
#define PROGRESS "projected"
/* Is there once all was looked at since the phrases of scopes are counted. */
#define COUNTED "phrases"

/* How drafts stand. */

#define ATTEMPTED ATTEST_PAST ("created", "?6")

/* Parameters 1 to 4 are the service, the environment, its host where none is set, and the kind; 5
 * is a draft, 6 is now. What could not be sent changes nothing. The newest attempt is shown, unless
 * something else of the same key was accepted later, but for one with a time that is still to come.
 */
static const char insert_standing[] =
    "INSERT INTO standing (draft_id, environment, kind, state, is_ready, n_fields, accepted,"
    " attempted, submission_id)"
    " SELECT draft_id, ?2, kind, state, CASE WHEN n_errors = 0 AND (state IN ('never', 'changed')"
    "  OR (state = 'refused' AND is_other = 1)) THEN 1 ELSE 0 END, 0, accepted, attempted, id FROM"
    " (SELECT l.draft_id, l.kind, l.n_errors, s.id,"
    "  CASE WHEN s.state = 'queued' THEN 'waiting'"
    "   WHEN s.state IN ('sending', 'unknown') THEN s.state"
    "   WHEN s.state = 'refused' AND (p.sent IS NULL OR p.sent < s.sent OR p.sent > ?6)"
    "    THEN 'refused'"
    "   WHEN p.sha256 IS NULL THEN 'never'"
    "   WHEN p.sha256 = l.content_hash THEN 'current' ELSE 'changed' END AS state,"
    "  CASE WHEN s.sha256 = l.content_hash THEN 0 ELSE 1 END AS is_other,"
    "  coalesce (p.sent, 0) AS accepted,"
    "  coalesce (nullif (s.finished, 0), nullif (s.sent, 0), s.created, 0) AS attempted"
    "  FROM listed l LEFT JOIN submissions s ON s.id = (SELECT id FROM submissions"
    "   WHERE draft_id = l.draft_id AND service = ?1 AND environment = ?2 AND state <> 'not-sent'"
    "   AND (environment = 'practice' OR host = coalesce ((SELECT host FROM hosts WHERE"
    "    service = ?1 AND environment = ?2), ?3)) ORDER BY " ATTEMPTED " DESC, id DESC LIMIT 1)"
    "  LEFT JOIN published p ON p.service = ?1 AND p.environment = ?2 AND p.host ="
    "   CASE WHEN ?2 = 'practice' THEN '' ELSE coalesce ((SELECT host FROM hosts WHERE"
    "    service = ?1 AND environment = ?2), ?3) END"
    "   AND p.natural_key = l.natural_key"
    "  WHERE l.kind = ?4 AND l.draft_id = ?5) AS found";

static AttestRecord *
read_record (const AttestSchema *schema, const char *json, AttestCodecFlags flags)
{
  g_autoptr (GPtrArray) problems = NULL;

  return json != NULL ? attest_codec_read (schema, json, -1, flags, &problems, NULL) : NULL;
}

/* How many fields that the service spoke of are still as they were sent; a new guint. */
static gpointer
read_n_refused (AttestStatement *statement)
{
  const AttestService *service = attest_service_get (attest_statement_get_text (statement, 0));
  g_autoptr (GBytes) body = attest_statement_get_bytes (statement, 3);
  const char *sent = attest_statement_get_text (statement, 4);
  g_autoptr (AttestReply) reply = NULL;
  g_autoptr (AttestRecord) now = NULL;
  guint *n = g_new0 (guint, 1);

  if (service == NULL || sent == NULL)
    return n;
  reply = service->read_reply ((guint) attest_statement_get_int (statement, 1),
                               attest_statement_get_text (statement, 2),
                               body);
  now = read_record (service->schema, attest_statement_get_text (statement, 5), ATTEST_CODEC_DRAFT);
  if (now != NULL)
    {
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (AttestRefusal) refusal = attest_refusal_new (reply, NULL, sent, now);

      *n = attest_refusal_add_problems (refusal, problems);
    }
  return n;
}

static gboolean
count_fields (AttestDb *db, const char *draft_id, const char *environment, GError **error)
{
  g_autofree guint *n = NULL;

  if (!attest_db_read_one (
          db,
          "SELECT s.service, a.http_status, a.content_type, a.reply_body, r.body, d.record"
          " FROM standing st JOIN submissions s ON s.id = st.submission_id"
          " JOIN drafts d ON d.id = st.draft_id JOIN requests r ON r.submission_id = s.id"
          " JOIN attempts a ON a.submission_id = s.id AND a.http_status <> 0"
          " WHERE st.draft_id = ?1 AND st.environment = ?2 AND st.state = 'refused'"
          " ORDER BY a.started DESC, a.id DESC LIMIT 1",
          ATTEST_VALUES (ATTEST_TEXT (draft_id), ATTEST_TEXT (environment)),
          read_n_refused,
          (gpointer *) &n,
          error))
    return FALSE;
  return n == NULL || *n == 0
         || attest_db_change (
             db,
             "UPDATE standing SET n_fields = ?3 WHERE draft_id = ?1 AND environment = ?2",
             ATTEST_VALUES (ATTEST_TEXT (draft_id), ATTEST_TEXT (environment), ATTEST_INT (*n)),
             error);
}

static gboolean
update_standing (AttestDb *db,
                 const char *draft_id,
                 const AttestService *service,
                 AttestEnvironment environment,
                 GError **error)
{
  const char *id = attest_environment_get_id (environment);

  return attest_db_change (db,
                           "DELETE FROM standing WHERE draft_id = ?1 AND environment = ?2",
                           ATTEST_VALUES (ATTEST_TEXT (draft_id), ATTEST_TEXT (id)),
                           error)
         && attest_db_change (db,
                              insert_standing,
                              ATTEST_VALUES (ATTEST_TEXT (service->id),
                                             ATTEST_TEXT (id),
                                             ATTEST_TEXT (service->hosts[environment]),
                                             ATTEST_TEXT (service->schema->name),
                                             ATTEST_TEXT (draft_id),
                                             ATTEST_INT (attest_db_get_now (db))),
                              error)
         && count_fields (db, draft_id, id, error);
}

static gboolean
update_all_standings (AttestDb *db,
                      const char *draft_id,
                      const AttestSchema *schema,
                      GError **error)
{
  const AttestService *service = attest_service_for_schema (schema);

  for (AttestEnvironment i = 0; service != NULL && i < ATTEST_N_ENVIRONMENTS; i++)
    if (!update_standing (db, draft_id, service, i, error))
      return FALSE;
  return TRUE;
}

/* Several, whose ids a query gives. */
static gboolean
update_standings_of (AttestDb *db,
                     const AttestPlace *place,
                     const char *sql,
                     const AttestValue *values,
                     GError **error)
{
  g_autoptr (GPtrArray) ids =
      attest_db_read_all (db, sql, values, attest_db_read_text, g_free, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!update_standing (
            db, g_ptr_array_index (ids, i), place->service, place->environment, error))
      return FALSE;
  return ids != NULL;
}

/* What records are compared by. */
typedef struct
{
  char *number;
  char *entity;
  char *id;
} Folds;

static void
folds_init (Folds *self, const char *number, const char *entity, const char *id)
{
  self->number = attest_text_fold_code (number);
  self->entity = attest_text_fold_look (entity);
  self->id = attest_text_fold_look (id);
}

static void
folds_clear (Folds *self)
{
  g_free (self->number);
  g_free (self->entity);
  g_free (self->id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Folds, folds_clear)

/* What lists show of drafts. */

/**
 * attest_projection_write_draft:
 * @db: the database
 * @row: a draft as it was just written
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether what follows from it was written
 */
gboolean
attest_projection_write_draft (AttestDb *db, const AttestDraftRow *row, GError **error)
{
  g_auto (Folds) folds = { 0 };

  folds_init (&folds, row->title, row->entity, row->entity_id);
  return attest_db_change (
             db,
             "UPDATE listed SET standards = coalesce (?2, ''), expiry = coalesce (?3, ''),"
             " natural_key = coalesce (?4, ''), number_fold = ?5, entity_fold = ?6, id_fold = ?7"
             " WHERE draft_id = ?1",
             ATTEST_VALUES (ATTEST_TEXT (row->id),
                            ATTEST_TEXT (row->standards),
                            ATTEST_TEXT (row->expiry),
                            ATTEST_TEXT (row->natural_key),
                            ATTEST_TEXT (folds.number),
                            ATTEST_TEXT (folds.entity),
                            ATTEST_TEXT (folds.id)),
             error)
         && update_all_standings (db, row->id, row->schema, error);
}

typedef struct
{
  char *id;
  const AttestSchema *schema;
  char *record;
  Folds folds;
} Draft;

static gpointer
read_draft (AttestStatement *statement)
{
  Draft *draft = g_new0 (Draft, 1);

  draft->id = attest_statement_dup_text (statement, 0);
  draft->schema = attest_kinds_find (attest_statement_get_text (statement, 1));
  draft->record = attest_statement_dup_text (statement, 2);
  folds_init (&draft->folds,
              attest_statement_get_text (statement, 3),
              attest_statement_get_text (statement, 4),
              attest_statement_get_text (statement, 5));
  return draft;
}

static void
draft_free (gpointer data)
{
  Draft *draft = data;

  g_free (draft->id);
  g_free (draft->record);
  folds_clear (&draft->folds);
  g_free (draft);
}

/* A record that cannot be read has nothing to tell. */
static gboolean
project_draft (AttestDb *db, const Draft *draft, GError **error)
{
  g_autoptr (AttestRecord) record =
      draft->schema != NULL ? read_record (draft->schema, draft->record, ATTEST_CODEC_DRAFT) : NULL;
  g_auto (AttestRoles) roles = { 0 };

  if (record != NULL)
    attest_roles_read (&roles, record);
  return attest_db_change (
             db,
             "UPDATE listed SET standards = coalesce (?2, ''), expiry = coalesce (?3, ''),"
             " natural_key = coalesce (?4, ''), search = coalesce (?5, search), number_fold = ?6,"
             " entity_fold = ?7, id_fold = ?8 WHERE draft_id = ?1",
             ATTEST_VALUES (ATTEST_TEXT (draft->id),
                            ATTEST_TEXT (roles.standards),
                            ATTEST_TEXT (roles.ends),
                            ATTEST_TEXT (roles.key),
                            ATTEST_TEXT (roles.search),
                            ATTEST_TEXT (draft->folds.number),
                            ATTEST_TEXT (draft->folds.entity),
                            ATTEST_TEXT (draft->folds.id)),
             error)
         && (draft->schema == NULL || update_all_standings (db, draft->id, draft->schema, error));
}

static gboolean
project_drafts (AttestDb *db, GPtrArray *drafts, GError **error)
{
  for (guint i = 0; i < drafts->len; i++)
    if (!project_draft (db, g_ptr_array_index (drafts, i), error))
      return FALSE;
  return TRUE;
}

/**
 * attest_projection_restore_draft:
 * @db: the database
 * @id: of a draft that was just brought back
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether what follows from it was written
 */
gboolean
attest_projection_restore_draft (AttestDb *db, const char *id, GError **error)
{
  g_autoptr (GPtrArray) drafts =
      attest_db_read_all (db,
                          "SELECT id, kind, record, title, entity, entity_id FROM drafts"
                          " WHERE id = ?1 AND deleted IS NULL",
                          ATTEST_VALUES (ATTEST_TEXT (id)),
                          read_draft,
                          draft_free,
                          error);

  return drafts != NULL && project_drafts (db, drafts, error);
}

/* What stands where. */

static gboolean
write_published (AttestDb *db,
                 const AttestSubmissionRow *row,
                 AttestRecord *record,
                 char **key,
                 GError **error)
{
  g_auto (AttestRoles) roles = { 0 };
  g_auto (Folds) folds = { 0 };
  const AttestPlace place = { row->service, row->environment, row->host };
  const AttestSchema *schema = attest_record_get_schema (record);
  const char *title = attest_record_get_title (record);
  const char *entity = attest_record_get_role (record, schema->entity);
  const char *entity_id = attest_record_get_role (record, schema->entity_id);

  folds_init (&folds, title, entity, entity_id);
  attest_roles_read (&roles, record);
  if (*roles.key == '\0')
    return TRUE;
  *key = g_strdup (roles.key);
  /* The one that was sent last stands there, in whichever order they are looked at; but for one
   * with a time that is still to come, which is none. */
  return attest_db_change (
      db,
      "INSERT INTO published (service, environment, host, natural_key, submission_id, title, "
      "entity,"
      " entity_id, standards, status, first_day, begin_day, end_day, confidential, sent, confirmed,"
      " sha256, owner, number_fold, entity_fold, id_fold) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
      " ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)"
      " ON CONFLICT (service, environment, host, natural_key) DO UPDATE SET submission_id = ?5,"
      " title = ?6, entity = ?7, entity_id = ?8, standards = ?9, status = ?10, first_day = ?11,"
      " begin_day = ?12, end_day = ?13, confidential = ?14, sent = ?15, confirmed = ?16,"
      " sha256 = ?17, owner = ?18, number_fold = ?19, entity_fold = ?20, id_fold = ?21"
      " WHERE published.sent > ?22 OR (published.sent, published.submission_id) <= (?15, ?5)",
      ATTEST_VALUES (ATTEST_TEXT (row->service->id),
                     ATTEST_TEXT (attest_environment_get_id (row->environment)),
                     ATTEST_TEXT (attest_place_get_lasting_host (&place)),
                     ATTEST_TEXT (roles.key),
                     ATTEST_TEXT (row->id),
                     ATTEST_TEXT (title),
                     ATTEST_TEXT (entity),
                     ATTEST_TEXT (entity_id),
                     ATTEST_TEXT (roles.standards),
                     ATTEST_TEXT (attest_record_get_role (record, schema->status)),
                     ATTEST_TEXT (roles.first),
                     ATTEST_TEXT (roles.begins),
                     ATTEST_TEXT (roles.ends),
                     ATTEST_INT (roles.confidential),
                     ATTEST_INT (row->sent != 0 ? row->sent : row->created),
                     ATTEST_INT (row->finished),
                     ATTEST_TEXT (row->sha256),
                     ATTEST_TEXT (row->draft_id != NULL ? row->draft_id : row->id),
                     ATTEST_TEXT (folds.number),
                     ATTEST_TEXT (folds.entity),
                     ATTEST_TEXT (folds.id),
                     ATTEST_INT (attest_db_get_now (db))),
      error);
}

/* @key: (out) (transfer full) (nullable): what it is known by there */
static gboolean
publish (AttestDb *db, const AttestSubmissionRow *row, char **key, GError **error)
{
  g_autoptr (AttestFrozenRequest) request = NULL;
  g_autoptr (AttestRecord) record = NULL;

  *key = NULL;
  if (row->service == NULL || row->environment_word != NULL)
    return TRUE;
  if (!attest_submissions_read_request (db, row->id, &request, error))
    return FALSE;
  record =
      read_record (row->service->schema, request != NULL ? request->body : NULL, ATTEST_CODEC_WIRE);
  return record == NULL
         || (write_published (db, row, record, key, error)
             && attest_own_texts_count (db, row, record, error));
}

/**
 * attest_projection_follow:
 * @db: the database
 * @submission_id: of a submission that was just written
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether what follows from it was written
 */
gboolean
attest_projection_follow (AttestDb *db, const char *submission_id, GError **error)
{
  g_autoptr (AttestSubmissionRow) row = NULL;
  g_autofree char *key = NULL;
  AttestPlace place = { 0 };

  if (!attest_submissions_read_row (db, submission_id, &row, error))
    return FALSE;
  if (row == NULL || row->service == NULL)
    return TRUE;
  place = (AttestPlace){ row->service, row->environment, row->host };
  if (row->state == ATTEST_STATE_ACCEPTED && !publish (db, row, &key, error))
    return FALSE;
  return update_standings_of (
      db,
      &place,
      "SELECT draft_id FROM listed WHERE draft_id = ?1"
      " UNION SELECT draft_id FROM listed WHERE kind = ?2 AND natural_key = ?3",
      ATTEST_VALUES (
          ATTEST_TEXT (row->draft_id), ATTEST_TEXT (row->service->schema->name), ATTEST_TEXT (key)),
      error);
}

/**
 * attest_projection_follow_all:
 * @db: the database
 * @rows: (inout) (element-type AttestSubmissionRow): what is sent in one and was just written, at
 *   least one; as it is then
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether what follows from them was written, and they are read again
 */
gboolean
attest_projection_follow_all (AttestDb *db, GPtrArray **rows, GError **error)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (rows);

  for (guint i = 0; i < before->len; i++)
    if (!attest_projection_follow (
            db, ((AttestSubmissionRow *) g_ptr_array_index (before, i))->id, error))
      return FALSE;
  *rows = attest_submissions_read_together (
      db, ((AttestSubmissionRow *) g_ptr_array_index (before, 0))->id, error);
  return *rows != NULL;
}

/**
 * attest_projection_move_host:
 * @db: the database
 * @service: a service
 * @environment: one of its environments, which has another address now
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether what follows from that was written
 */
gboolean
attest_projection_move_host (AttestDb *db,
                             const AttestService *service,
                             AttestEnvironment environment,
                             GError **error)
{
  const AttestPlace place = { service, environment, NULL };
  const char *id = attest_environment_get_id (environment);

  /* Where nothing was ever sent, nothing stands, whatever the address. */
  return update_standings_of (
      db,
      &place,
      "SELECT draft_id FROM standing WHERE kind = ?3 AND environment = ?2 AND state <> 'never'"
      " UNION SELECT l.draft_id FROM submissions s JOIN listed l ON l.draft_id = s.draft_id"
      "  WHERE s.service = ?1 AND s.environment = ?2"
      " UNION SELECT l.draft_id FROM published p JOIN listed l ON l.kind = ?3"
      "  AND l.natural_key = p.natural_key WHERE p.service = ?1 AND p.environment = ?2",
      ATTEST_VALUES (
          ATTEST_TEXT (service->id), ATTEST_TEXT (id), ATTEST_TEXT (service->schema->name)),
      error);
}

/* All of it. */

/**
 * attest_projection_restart:
 * @db: the database
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Forgets all of it; attest_projection_step() makes it again.
 *
 * Returns: whether that was written
 */
gboolean
attest_projection_restart (AttestDb *db, GError **error)
{
  return attest_db_change (db, "DELETE FROM published", NULL, error)
         && attest_db_change (db, "DELETE FROM standing", NULL, error)
         && attest_db_change (db, "UPDATE listed SET expiry = NULL", NULL, error)
         && attest_db_change (db, "DELETE FROM counters WHERE name = '" PROGRESS "'", NULL, error)
         && attest_db_change (
             db, "INSERT INTO counters (name, value) VALUES ('" PROGRESS "', 0)", NULL, error);
}

/* What was accepted before all of its texts were counted is looked at once more. */
static gboolean
count_anew (AttestDb *db, gboolean *is_needed, GError **error)
{
  gint64 needed = 0;

  if (!attest_db_get_number (db,
                             "SELECT CASE WHEN EXISTS (SELECT 1 FROM own_counted) AND NOT EXISTS"
                             " (SELECT 1 FROM counters WHERE name = '" COUNTED
                             "') THEN 1 ELSE 0 END",
                             NULL,
                             &needed,
                             error))
    return FALSE;
  *is_needed = needed != 0;
  return needed == 0
         || attest_db_change (
             db, "INSERT INTO counters (name, value) VALUES ('" PROGRESS "', 0)", NULL, error);
}

static gboolean
publish_some (AttestDb *db, gint64 since, GError **error)
{
  g_autoptr (GPtrArray) rows = attest_submissions_read_rows (
      db,
      "SELECT " ATTEST_SUBMISSION_COLUMNS " FROM submissions WHERE state = 'accepted'"
      " AND revision > ?1 ORDER BY revision LIMIT ?2",
      ATTEST_VALUES (ATTEST_INT (since), ATTEST_INT (ROWS_AT_ONCE)),
      error);
  const AttestSubmissionRow *last = NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      g_autofree char *key = NULL;

      last = g_ptr_array_index (rows, i);
      if (!publish (db, last, &key, error))
        return FALSE;
    }
  if (rows == NULL)
    return FALSE;
  if (last == NULL)
    return attest_db_change (db, "DELETE FROM counters WHERE name = '" PROGRESS "'", NULL, error);
  return attest_db_change (db,
                           "UPDATE counters SET value = ?1 WHERE name = '" PROGRESS "'",
                           ATTEST_VALUES (ATTEST_INT (last->revision)),
                           error);
}

/**
 * attest_projection_step:
 * @db: the database, in a writing transaction
 * @draft_ids: (element-type utf8): drafts that are shown otherwise now are added
 * @is_done: (out): whether nothing is left to be made
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Makes a part of what is not there, or not yet again: first what was accepted, for drafts are
 * compared with it.
 *
 * Returns: whether it was written
 */
gboolean
attest_projection_step (AttestDb *db, GPtrArray *draft_ids, gboolean *is_done, GError **error)
{
  g_autoptr (GPtrArray) drafts = NULL;
  gboolean is_needed = FALSE;
  gint64 since = -1;

  *is_done = FALSE;
  if (!attest_db_get_number (db,
                             "SELECT coalesce ((SELECT value FROM counters WHERE name = '" PROGRESS
                             "'), -1)",
                             NULL,
                             &since,
                             error))
    return FALSE;
  if (since == 0
      && !attest_db_change (db,
                            "INSERT INTO counters (name, value) VALUES ('" COUNTED "', 1)"
                            " ON CONFLICT (name) DO NOTHING",
                            NULL,
                            error))
    return FALSE;
  if (since >= 0)
    return publish_some (db, since, error);
  drafts = attest_db_read_all (
      db,
      "SELECT d.id, d.kind, d.record, d.title, d.entity, d.entity_id FROM listed l"
      " JOIN drafts d ON d.id = l.draft_id WHERE l.expiry IS NULL"
      " ORDER BY l.draft_id LIMIT ?1",
      ATTEST_VALUES (ATTEST_INT (ROWS_AT_ONCE)),
      read_draft,
      draft_free,
      error);
  if (drafts == NULL || !project_drafts (db, drafts, error))
    return FALSE;
  for (guint i = 0; i < drafts->len; i++)
    g_ptr_array_add (draft_ids, g_strdup (((Draft *) g_ptr_array_index (drafts, i))->id));
  if (drafts->len == ROWS_AT_ONCE)
    return TRUE;
  if (!count_anew (db, &is_needed, error))
    return FALSE;
  *is_done = !is_needed;
  return TRUE;
}
