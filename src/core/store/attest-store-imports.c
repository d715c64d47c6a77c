/* What is done with the tables `imports`, `import_files` and `import_rows`: see the header. Main
 * thread; the jobs, and all SQL, run on the store's. */
#include "attest-config.h"
#include "store/attest-store-imports.h"

#include "base/attest-fold.h"
#include "model/attest-kinds.h"
#include "store/attest-draft.h"
#include "store/attest-store-call.h"

#include <string.h>

/* Comparing. */

typedef struct
{
  const AttestService *service; /* (nullable) */
  const AttestSchema *schema;
  const char *environment; /* (nullable) */
  GPtrArray *keys;
  GPtrArray *hashes;
  char *profile;
  char *sha256;
  char *import_id; /* (nullable) */
  gint64 kept;
  GPtrArray *found;
  GPtrArray *missing;
} Matching;

/* @found: an AttestFound */
void
attest_found_free (gpointer found)
{
  AttestFound *self = found;

  g_free (self->draft_id);
  g_free (self->record);
  g_free (self->content_hash);
  g_free (self->entity_id);
  g_free (self->imported_hash);
  g_free (self->published_hash);
  g_free (self->published_body);
  g_free (self->published_entity_id);
  g_free (self);
}

static void
missing_free (gpointer data)
{
  AttestMissing *self = data;

  g_free (self->key);
  g_free (self->title);
  g_free (self->entity);
  g_free (self->status);
  g_free (self);
}

static void
matching_free (gpointer data)
{
  Matching *self = data;

  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->hashes);
  g_free (self->profile);
  g_free (self->sha256);
  g_free (self->import_id);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->missing, g_ptr_array_unref);
  g_free (self);
}

typedef struct
{
  const char *sql;
  const char *key; /* (nullable): any */
  void (*take) (AttestStatement *statement, AttestFound *found);
} Lookup;

static char *
dup_column (AttestStatement *statement, int column)
{
  const char *text = attest_statement_get_text (statement, column);

  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

/* Keys are compared as people compare numbers and acronyms. */
static gboolean
is_same_key (const char *a, const char *b)
{
  g_autofree char *first = attest_text_fold_code (a);
  g_autofree char *second = attest_text_fold_code (b);

  return g_str_equal (first, second);
}

/* Adds what the first row says that has @key in its first column to @found, by @take. */
static gboolean
find_one (AttestDb *db,
          const Lookup *lookup,
          const AttestValue *values,
          AttestFound *found,
          GError **error)
{
  g_autoptr (AttestStatement) statement = attest_db_query (db, lookup->sql, values, error);
  gboolean has_row = FALSE;

  while (statement != NULL && attest_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      if (lookup->key != NULL
          && !is_same_key (lookup->key, attest_statement_get_text (statement, 0)))
        continue;
      lookup->take (statement, found);
      return TRUE;
    }
  return FALSE;
}

static void
take_draft (AttestStatement *statement, AttestFound *found)
{
  found->draft_id = attest_statement_dup_text (statement, 1);
  found->record = attest_statement_dup_text (statement, 2);
  found->content_hash = attest_statement_dup_text (statement, 3);
  found->entity_id = dup_column (statement, 4);
  found->imported_hash = dup_column (statement, 5);
  found->is_current = attest_statement_get_int (statement, 6) != 0;
  found->is_open = attest_statement_get_int (statement, 7) != 0;
}

#define DRAFT_WITH(what)                                                                           \
  "SELECT l.natural_key, d.id, d.record, d.content_hash, d.entity_id,"                             \
  " (SELECT r.content_hash FROM import_rows r JOIN imports i ON i.id = r.import_id"                \
  "  WHERE r.draft_id = d.id AND r.effect IN ('create', 'update', 'nothing')"                      \
  "  AND r.content_hash IS NOT NULL AND i.state <> 'undone' ORDER BY i.created DESC LIMIT 1),"     \
  " (SELECT count (*) FROM standing s WHERE s.draft_id = d.id AND s.state = 'current'),"           \
  " (SELECT count (*) FROM standing s WHERE s.draft_id = d.id AND s.environment = ?3"              \
  "  AND s.state IN ('waiting', 'sending', 'unknown'))"                                            \
  " FROM listed l JOIN drafts d ON d.id = l.draft_id WHERE l.kind = ?1 AND l." what                \
  " = ?2 ORDER BY d.changed DESC, d.id"

static void
take_published (AttestStatement *statement, AttestFound *found)
{
  found->published_hash = attest_statement_dup_text (statement, 1);
  found->published_body = attest_statement_dup_text (statement, 2);
  found->published_entity_id = dup_column (statement, 3);
}

/* Returns: (transfer full): the number a key begins with, folded as in the database */
static char *
dup_number (const char *key)
{
  g_autofree char *number = g_strndup (key, strcspn (key, "\n"));

  return attest_text_fold_code (number);
}

/* Parameters: the service, the environment, the host where none is set. */
#define IN_PLACE                                                                                   \
  "p.service = ?1 AND p.environment = ?2 AND p.host = CASE WHEN ?2 = 'practice' THEN ''"           \
  " ELSE coalesce ((SELECT host FROM hosts WHERE service = ?1 AND environment = ?2), ?3) END"

static gboolean
find_published (AttestDb *db,
                const Matching *self,
                const char *key,
                AttestFound *found,
                GError **error)
{
  AttestEnvironment environment = ATTEST_ENVIRONMENT_PRACTICE;
  g_autofree char *number = NULL;

  attest_environment_from_id (self->environment, &environment);
  number = dup_number (key);
  return find_one (db,
                   &(Lookup){ "SELECT p.natural_key, p.sha256, r.body, p.entity_id FROM published p"
                              " JOIN requests r ON r.submission_id = p.submission_id"
                              " WHERE " IN_PLACE " AND p.number_fold = ?4 ORDER BY p.owner",
                              key,
                              take_published },
                   ATTEST_VALUES (ATTEST_TEXT (self->service->id),
                                  ATTEST_TEXT (self->environment),
                                  ATTEST_TEXT (self->service->hosts[environment]),
                                  ATTEST_TEXT (number)),
                   found,
                   error);
}

static gboolean
find_match (AttestDb *db, Matching *self, guint i, GError **error)
{
  const char *key = g_ptr_array_index (self->keys, i);
  AttestFound *found = g_new0 (AttestFound, 1);
  g_autofree char *number = dup_number (key);
  gboolean has_key = *key != '\0';

  g_ptr_array_add (self->found, found);
  if (!find_one (
          db,
          &(Lookup){ has_key ? DRAFT_WITH ("number_fold") : DRAFT_WITH ("content_hash"),
                     has_key ? key : NULL,
                     take_draft },
          ATTEST_VALUES (ATTEST_TEXT (self->schema->name),
                         ATTEST_TEXT (has_key ? number : g_ptr_array_index (self->hashes, i)),
                         ATTEST_TEXT (self->environment)),
          found,
          error))
    return FALSE;
  return !has_key || self->environment == NULL || self->service == NULL
         || find_published (db, self, key, found, error);
}

static gpointer
read_missing (AttestStatement *statement)
{
  AttestMissing *missing = g_new0 (AttestMissing, 1);

  missing->key = attest_statement_dup_text (statement, 0);
  missing->title = attest_statement_dup_text (statement, 1);
  missing->entity = attest_statement_dup_text (statement, 2);
  missing->status = dup_column (statement, 3);
  return missing;
}

static GHashTable *
fold_keys (GPtrArray *keys)
{
  GHashTable *folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < keys->len; i++)
    g_hash_table_add (folded, attest_text_fold_code (g_ptr_array_index (keys, i)));
  return folded;
}

/* What follows the numbers: the same body's alone are missed. */
static GHashTable *
fold_bodies (GPtrArray *keys)
{
  GHashTable *folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);

      g_hash_table_add (folded, attest_text_fold_code (key + strcspn (key, "\n")));
    }
  return folded;
}

static void
drop_known (GPtrArray *missing, GPtrArray *keys, GPtrArray *before)
{
  g_autoptr (GHashTable) known = fold_keys (keys);
  g_autoptr (GHashTable) bodies = fold_bodies (keys);
  g_autoptr (GHashTable) were_there = fold_keys (before);

  for (guint i = missing->len; i > 0; i--)
    {
      const AttestMissing *one = g_ptr_array_index (missing, i - 1);
      g_autofree char *key = attest_text_fold_code (one->key);
      g_autofree char *body = attest_text_fold_code (one->key + strcspn (one->key, "\n"));

      if (g_hash_table_contains (known, key) || !g_hash_table_contains (bodies, body)
          || (before->len > 0 && !g_hash_table_contains (were_there, key)))
        g_ptr_array_remove_index (missing, i - 1);
    }
}

/* What was in the last import with that profile; without one, all that stands there. What is over
 * is missed by nobody. */
static gboolean
find_missing (AttestDb *db, Matching *self, GError **error)
{
  AttestEnvironment environment = ATTEST_ENVIRONMENT_PRACTICE;
  g_autoptr (GPtrArray) before = NULL;

  attest_environment_from_id (self->environment, &environment);
  self->missing = attest_db_read_all (
      db,
      "SELECT p.natural_key, p.title, p.entity, p.status FROM published p"
      " WHERE " IN_PLACE " AND p.status NOT IN ('withdrawn', 'cancelled', 'expired')"
      " ORDER BY p.title",
      ATTEST_VALUES (ATTEST_TEXT (self->service->id),
                     ATTEST_TEXT (self->environment),
                     ATTEST_TEXT (self->service->hosts[environment])),
      read_missing,
      missing_free,
      error);
  if (self->missing == NULL)
    return FALSE;
  before = attest_db_read_all (db,
                               "SELECT natural_key FROM import_rows WHERE import_id = (SELECT id"
                               " FROM imports WHERE profile = ?1 AND state = 'kept'"
                               " ORDER BY created DESC LIMIT 1)",
                               ATTEST_VALUES (ATTEST_TEXT (self->profile)),
                               attest_db_read_text,
                               g_free,
                               error);
  if (before != NULL)
    drop_known (self->missing, self->keys, before);
  return before != NULL;
}

static gboolean
find_matches_job (AttestDb *db, gpointer data, GError **error)
{
  Matching *self = data;

  for (guint i = 0; i < self->keys->len; i++)
    if (!find_match (db, self, i, error))
      return FALSE;
  if (!attest_db_get_number (
          db,
          "SELECT coalesce (max (created), 0) FROM imports WHERE sha256 = ?1 AND state = 'kept'"
          " AND id <> ?2",
          ATTEST_VALUES (ATTEST_TEXT (self->sha256),
                         ATTEST_TEXT (self->import_id != NULL ? self->import_id : "")),
          &self->kept,
          error))
    return FALSE;
  if (self->service != NULL && self->service->sending_again_updates && self->environment != NULL)
    return find_missing (db, self, error);
  self->missing = g_ptr_array_new_with_free_func (missing_free);
  return TRUE;
}

static GPtrArray *
copy_texts (GPtrArray *texts)
{
  return g_ptr_array_copy (texts, (GCopyFunc) (void *) g_strdup, NULL);
}

/**
 * attest_store_find_matches_async:
 * @self: an open store
 * @wish: what is compared; copied
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Finds the draft and what was accepted of each of many records, by its natural key.
 */
void
attest_store_find_matches_async (AttestStore *self,
                                 const AttestMatchWish *wish,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  Matching *matching = g_new0 (Matching, 1);

  matching->schema = wish->schema;
  matching->service = attest_service_for_schema (wish->schema);
  matching->environment =
      wish->has_environment ? attest_environment_get_id (wish->environment) : NULL;
  matching->keys = copy_texts (wish->keys);
  matching->hashes = copy_texts (wish->hashes);
  g_ptr_array_set_free_func (matching->keys, g_free);
  g_ptr_array_set_free_func (matching->hashes, g_free);
  matching->profile = g_strdup (wish->profile);
  matching->sha256 = g_strdup (wish->sha256);
  matching->import_id = g_strdup (wish->import_id);
  matching->found = g_ptr_array_new_with_free_func (attest_found_free);
  attest_store_call_async (self,
                           &(AttestStoreCall){ .job = find_matches_job,
                                               .data = matching,
                                               .free_data = matching_free,
                                               .tag = attest_store_find_matches_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_find_matches_finish:
 * @self: a store
 * @result: what the callback was given
 * @found: (out) (transfer full) (element-type AttestFound): one for each key
 * @missing: (out) (transfer full) (element-type AttestMissing): what is not among the keys
 * @kept: (out): when the same file was imported before, microseconds since 1970; 0: never
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: whether it was looked for
 */
gboolean
attest_store_find_matches_finish (AttestStore *self,
                                  GAsyncResult *result,
                                  GPtrArray **found,
                                  GPtrArray **missing,
                                  gint64 *kept,
                                  GError **error)
{
  Matching *matching =
      attest_store_call_finish (self, result, attest_store_find_matches_async, error);

  if (matching == NULL)
    return FALSE;
  *found = g_steal_pointer (&matching->found);
  *missing = g_steal_pointer (&matching->missing);
  *kept = matching->kept;
  return TRUE;
}

/* Imports. */

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
  info->profile = dup_column (statement, 4);
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

static gpointer
read_row (AttestStatement *statement)
{
  AttestImportRow *row = g_new0 (AttestImportRow, 1);

  row->row = (guint) attest_statement_get_int (statement, 0);
  row->title = attest_statement_dup_text (statement, 1);
  row->key = attest_statement_dup_text (statement, 2);
  row->effect = attest_statement_dup_text (statement, 3);
  row->comparison = dup_column (statement, 4);
  row->draft_id = dup_column (statement, 5);
  row->before = dup_column (statement, 6);
  row->content_hash = dup_column (statement, 7);
  row->is_edited = attest_statement_get_int (statement, 8) != 0;
  row->is_sent = attest_statement_get_int (statement, 9) != 0;
  return row;
}

/* A draft is edited once it says something else; one that is deleted is not there to be undone. */
#define ROWS                                                                                       \
  "SELECT r.first_row, r.title, r.natural_key, r.effect, r.comparison, r.draft_id,"                \
  " r.before, r.content_hash,"                                                                     \
  " CASE WHEN r.draft_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM drafts d WHERE"                 \
  "  d.id = r.draft_id AND d.deleted IS NULL AND d.content_hash = r.content_hash)"                 \
  "  THEN 1 ELSE 0 END,"                                                                           \
  " CASE WHEN EXISTS (SELECT 1 FROM submissions s WHERE s.draft_id = r.draft_id"                   \
  "  AND s.created >= r.time AND (s.state <> 'not-sent' OR s.sent > 0)) THEN 1 ELSE 0 END"         \
  " FROM import_rows r"

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
  self->rows = attest_db_read_all (db,
                                   ROWS " WHERE r.import_id = ?1 ORDER BY r.first_row",
                                   ATTEST_VALUES (ATTEST_TEXT (self->id)),
                                   read_row,
                                   attest_import_row_free,
                                   error);
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

/* Keeping. */

/* Returns: whether it could be looked for. @other: (out) (nullable): a draft with the same key that
 * this import did not make */
static gboolean
find_other (AttestDb *db,
            const Imports *self,
            const AttestImportRow *row,
            char **other,
            GError **error)
{
  g_autofree char *number = dup_number (row->key);
  AttestFound *found = g_new0 (AttestFound, 1);
  gboolean is_looked = find_one (db,
                                 &(Lookup){ DRAFT_WITH ("number_fold"), row->key, take_draft },
                                 ATTEST_VALUES (ATTEST_TEXT (row->draft->schema->name),
                                                ATTEST_TEXT (number),
                                                ATTEST_TEXT (NULL)),
                                 found,
                                 error);
  gint64 is_own = 0;

  if (is_looked && found->draft_id != NULL)
    is_looked = attest_db_get_number (
        db,
        "SELECT count (*) FROM import_rows WHERE import_id = ?1 AND draft_id = ?2",
        ATTEST_VALUES (ATTEST_TEXT (self->id), ATTEST_TEXT (found->draft_id)),
        &is_own,
        error);
  if (is_looked && is_own == 0 && g_strcmp0 (found->draft_id, row->expected_other) != 0)
    *other = g_steal_pointer (&found->draft_id);
  attest_found_free (found);
  return is_looked;
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
give_way (AttestDb *db, const Imports *self, AttestImportRow *row, GError **error)
{
  g_autofree char *other = NULL;
  gboolean creates = g_str_equal (row->effect, "create");

  if (creates && *row->key == '\0')
    return TRUE;
  if (!(creates ? find_other (db, self, row, &other, error)
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

static gboolean
write_draft (AttestDb *db, Imports *self, AttestImportRow *row, GError **error)
{
  AttestDraftRow *written = NULL;

  if (row->draft == NULL)
    return TRUE;
  if (!give_way (db, self, row, error))
    return FALSE;
  if (row->draft == NULL)
    return TRUE;
  if (!attest_drafts_write (db, row->draft, error)
      || !attest_drafts_read_row (db, row->draft->id, &written, error))
    return FALSE;
  g_free (row->draft_id);
  row->draft_id = g_strdup (row->draft->id);
  g_free (row->content_hash);
  row->content_hash = g_strdup (row->draft->content_hash);
  if (written != NULL)
    g_ptr_array_add (self->drafts, written);
  return TRUE;
}

static gboolean
write_row (AttestDb *db, const Imports *self, const AttestImportRow *row, GError **error)
{
  return attest_db_change (
      db,
      "INSERT INTO import_rows (import_id, first_row, title, natural_key, effect,"
      " comparison, draft_id, before, content_hash, time)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
      ATTEST_VALUES (ATTEST_TEXT (self->id),
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

/* Returns: whether it could be looked for */
static gboolean
take_kept (AttestDb *db,
           const Imports *self,
           AttestImportRow *row,
           gboolean *is_kept,
           GError **error)
{
  AttestImportRow *kept = NULL;

  if (!attest_db_read_one (db,
                           ROWS " WHERE r.import_id = ?1 AND r.first_row = ?2",
                           ATTEST_VALUES (ATTEST_TEXT (self->id), ATTEST_INT (row->row)),
                           read_row,
                           (gpointer *) &kept,
                           error))
    return FALSE;
  *is_kept = kept != NULL;
  if (kept == NULL)
    return TRUE;
  g_free (row->effect);
  row->effect = g_strdup (kept->effect);
  g_free (row->draft_id);
  row->draft_id = g_strdup (kept->draft_id);
  attest_import_row_free (kept);
  return TRUE;
}

static gboolean
keep_rows_job (AttestDb *db, gpointer data, GError **error)
{
  Imports *self = data;

  for (guint i = 0; i < self->rows->len; i++)
    {
      AttestImportRow *row = g_ptr_array_index (self->rows, i);
      gboolean is_kept = FALSE;

      if (!take_kept (db, self, row, &is_kept, error))
        return FALSE;
      if (!is_kept && (!write_draft (db, self, row, error) || !write_row (db, self, row, error)))
        return FALSE;
    }
  return TRUE;
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
  attest_store_call_async (self,
                           &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                               .job = keep_rows_job,
                                               .tell = tell_drafts,
                                               .data = imports,
                                               .free_data = imports_free,
                                               .tag = attest_store_keep_rows_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_keep_rows_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable) (element-type AttestImportRow): the rows as they are kept
 */
GPtrArray *
attest_store_keep_rows_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  Imports *imports = attest_store_call_finish (self, result, attest_store_keep_rows_async, error);

  return imports != NULL ? g_steal_pointer (&imports->rows) : NULL;
}

/* Undoing. */

/* As it is now, not as it was when it was asked for. */
static gboolean
look_again (AttestDb *db, const Imports *self, AttestImportRow *row, GError **error)
{
  AttestImportRow *now = NULL;

  if (!attest_db_read_one (db,
                           ROWS " WHERE r.import_id = ?1 AND r.first_row = ?2",
                           ATTEST_VALUES (ATTEST_TEXT (self->id), ATTEST_INT (row->row)),
                           read_row,
                           (gpointer *) &now,
                           error))
    return FALSE;
  row->is_edited = now == NULL || now->is_edited;
  row->is_sent = now != NULL && now->is_sent;
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

static gboolean
undo_row (AttestDb *db, Imports *self, AttestImportRow *row, GError **error)
{
  AttestDraftRow *now = NULL;
  gboolean creates = g_str_equal (row->effect, "create");

  if (!creates && row->draft == NULL)
    return TRUE;
  if (!look_again (db, self, row, error))
    return FALSE;
  if (row->is_edited || row->is_sent)
    return TRUE;
  if (!(creates ? delete_draft (db, row->draft_id, error)
                : attest_drafts_write (db, row->draft, error))
      || !attest_drafts_read_row (db, row->draft_id, &now, error))
    return FALSE;
  if (now != NULL)
    g_ptr_array_add (self->drafts, now);
  return TRUE;
}

static gboolean
undo_import_job (AttestDb *db, gpointer data, GError **error)
{
  Imports *self = data;

  for (guint i = 0; i < self->rows->len; i++)
    if (!undo_row (db, self, g_ptr_array_index (self->rows, i), error))
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
  attest_store_call_async (self,
                           &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                               .job = undo_import_job,
                                               .tell = tell_drafts,
                                               .data = imports,
                                               .free_data = imports_free,
                                               .tag = attest_store_undo_import_async },
                           NULL,
                           callback,
                           user_data);
}

/**
 * attest_store_undo_import_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable) (element-type AttestImportRow): the rows, with what stayed
 *   told by is_edited and is_sent
 */
GPtrArray *
attest_store_undo_import_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  Imports *imports = attest_store_call_finish (self, result, attest_store_undo_import_async, error);

  return imports != NULL ? g_steal_pointer (&imports->rows) : NULL;
}
