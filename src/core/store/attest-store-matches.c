/* What there is already of records that are imported: see the header. Main thread; the job, and all
 * SQL, run on the store's. */
#include "attest-config.h"
#include "store/attest-store-matches.h"

#include "base/attest-fold.h"
#include "base/attest-str.h"
#include "store/attest-store-call.h"

#include <string.h>

typedef struct
{
  const AttestService *service; /* (nullable) */
  const AttestSchema *schema;
  const char *environment; /* (nullable) */
  GPtrArray *keys;
  GPtrArray *hashes;
  GPtrArray *drafts;
  GPtrArray *entities;
  char *profile;
  char *sha256;
  char *import_id; /* (nullable) */
  gint64 kept;
  GPtrArray *found;
  GPtrArray *missing;
  GHashTable *taken; /* (nullable): ids of drafts, each of which is one record's alone */
} Matching;

/* @found: (nullable): an AttestFound */
void
attest_found_free (gpointer found)
{
  AttestFound *self = found;

  if (self == NULL)
    return;
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
  g_ptr_array_unref (self->drafts);
  g_ptr_array_unref (self->entities);
  g_free (self->profile);
  g_free (self->sha256);
  g_free (self->import_id);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->missing, g_ptr_array_unref);
  g_clear_pointer (&self->taken, g_hash_table_unref);
  g_free (self);
}

typedef struct
{
  const char *sql;
  const char *key;   /* (nullable): any */
  const char *hash;  /* (nullable): of the content; %NULL: any */
  GHashTable *taken; /* (nullable): ids that are left out */
  void (*take) (AttestStatement *statement, AttestFound *found);
  const char *entity; /* (nullable): whose it is; %NULL: anybody's */
} Lookup;

/* Keys are compared as people compare numbers and acronyms. */
static gboolean
is_same_key (const char *a, const char *b)
{
  g_autofree char *first = attest_text_fold_code (a);
  g_autofree char *second = attest_text_fold_code (b);

  return g_str_equal (first, second);
}

/* Whether the row that @statement is at is one that @self is about. */
static gboolean
is_wanted (const Lookup *self, AttestStatement *statement)
{
  if (self->key != NULL && !is_same_key (self->key, attest_statement_get_text (statement, 0)))
    return FALSE;
  if (self->taken != NULL
      && g_hash_table_contains (self->taken, attest_statement_get_text (statement, 1)))
    return FALSE;
  if (self->entity != NULL && !is_same_key (self->entity, attest_statement_get_text (statement, 4)))
    return FALSE;
  return self->hash == NULL
         || g_strcmp0 (self->hash, attest_statement_get_text (statement, 3)) == 0;
}

/* Adds what the first row says that is wanted to @found, by @take. */
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
      if (!is_wanted (lookup, statement))
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
  found->entity_id = attest_statement_dup_filled (statement, 4);
  found->imported_hash = attest_statement_dup_filled (statement, 5);
  found->is_current = attest_statement_get_int (statement, 6) != 0;
  found->is_open = attest_statement_get_int (statement, 7) != 0;
}

#define IMPORTED ATTEST_PAST ("i.created", "?4")

#define DRAFT_WITH(what)                                                                           \
  "SELECT l.natural_key, d.id, d.record, d.content_hash, d.entity_id,"                             \
  " (SELECT r.content_hash FROM import_rows r JOIN imports i ON i.id = r.import_id"                \
  "  WHERE r.draft_id = d.id AND r.effect IN ('create', 'update', 'nothing')"                      \
  "  AND r.content_hash IS NOT NULL AND i.state <> 'undone'"                                       \
  "  ORDER BY " IMPORTED " DESC LIMIT 1),"                                                         \
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
  found->published_entity_id = attest_statement_dup_filled (statement, 3);
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
                              NULL,
                              NULL,
                              take_published },
                   ATTEST_VALUES (ATTEST_TEXT (self->service->id),
                                  ATTEST_TEXT (self->environment),
                                  ATTEST_TEXT (self->service->hosts[environment]),
                                  ATTEST_TEXT (number)),
                   found,
                   error);
}

/* What Attest wrote says which draft it is of, whatever number it has by now. */
static gboolean
find_own (AttestDb *db, Matching *self, GError **error)
{
  for (guint i = 0; i < self->drafts->len; i++)
    {
      const char *id = g_ptr_array_index (self->drafts, i);

      if (*id != '\0'
          && !find_one (db,
                        &(Lookup){ DRAFT_WITH ("draft_id"), NULL, NULL, NULL, take_draft },
                        ATTEST_VALUES (ATTEST_TEXT (self->schema->name),
                                       ATTEST_TEXT (id),
                                       ATTEST_TEXT (self->environment),
                                       ATTEST_INT (attest_db_get_now (db))),
                        g_ptr_array_index (self->found, i),
                        error))
        return FALSE;
    }
  return TRUE;
}

/* What @other has of a draft becomes that of @self. */
static void
take_over (AttestFound *self, AttestFound *other)
{
  AttestFound before = *self;

  *self = *other;
  self->is_by_number = before.is_by_number;
  before.is_by_number = FALSE;
  *other = before;
}

/* Two companies may have one number, and a draft each: @found is that of the record's own, where it
 * has one. @lookup: by which @found was found; @entity: of the record; "" */
static gboolean
prefer_own_entity (AttestDb *db,
                   const Lookup *lookup,
                   const AttestValue *values,
                   const char *entity,
                   AttestFound *found,
                   GError **error)
{
  Lookup own = *lookup;
  AttestFound *other = NULL;
  gboolean is_looked = FALSE;

  if (found->entity_id == NULL || attest_str_is_blank (entity)
      || is_same_key (found->entity_id, entity))
    return TRUE;
  own.entity = entity;
  other = g_new0 (AttestFound, 1);
  is_looked = find_one (db, &own, values, other, error);
  if (other->draft_id != NULL)
    take_over (found, other);
  attest_found_free (other);
  return is_looked;
}

/* @key: of record @i; @content: (nullable): the hash of what a draft has to say alone */
static gboolean
find_draft (AttestDb *db,
            Matching *self,
            guint i,
            const char *key,
            const char *content,
            GError **error)
{
  const char *hash = g_ptr_array_index (self->hashes, i);
  AttestFound *found = g_ptr_array_index (self->found, i);
  g_autofree char *number = dup_number (key);
  gboolean has_key = *key != '\0';
  const Lookup lookup = { .sql = has_key ? DRAFT_WITH ("number_fold") : DRAFT_WITH ("content_hash"),
                          .key = has_key ? key : NULL,
                          .hash = content,
                          .taken = self->taken,
                          .take = take_draft };
  const AttestValue *values = ATTEST_VALUES (ATTEST_TEXT (self->schema->name),
                                             ATTEST_TEXT (has_key ? number : hash),
                                             ATTEST_TEXT (self->environment),
                                             ATTEST_INT (attest_db_get_now (db)));

  if (found->draft_id != NULL)
    return TRUE;
  if (!find_one (db, &lookup, values, found, error)
      || !prefer_own_entity (
          db, &lookup, values, g_ptr_array_index (self->entities, i), found, error))
    return FALSE;
  if (self->taken != NULL && found->draft_id != NULL)
    g_hash_table_add (self->taken, found->draft_id);
  return TRUE;
}

/* Whether @key is a number alone, where the service knows records by more: a sheet without a column
 * for the body is likely about those that are there. */
static gboolean
is_number_alone (const Matching *self, const char *key)
{
  const char *rest = key + strcspn (key, "\n");

  return self->schema->entity_id != NULL && *key != '\0' && *rest == '\n'
         && attest_str_is_blank (rest);
}

/* @key: (inout) (transfer full): a number alone; gets what else it is known by, where all that have
 * the number are one. Returns: whether it was looked for */
static gboolean
complete_key (AttestDb *db, const Matching *self, char **key, GError **error)
{
  g_autofree char *number = dup_number (*key);
  g_autoptr (GPtrArray) known = attest_db_read_all (
      db,
      "SELECT natural_key FROM listed WHERE kind = ?1 AND number_fold = ?2"
      " UNION SELECT natural_key FROM published WHERE service = ?3 AND environment = ?4"
      "  AND number_fold = ?2",
      ATTEST_VALUES (ATTEST_TEXT (self->schema->name),
                     ATTEST_TEXT (number),
                     ATTEST_TEXT (self->service != NULL ? self->service->id : NULL),
                     ATTEST_TEXT (self->environment)),
      attest_db_read_text,
      g_free,
      error);

  if (known == NULL)
    return FALSE;
  for (guint i = 1; i < known->len; i++)
    if (!is_same_key (known->pdata[i], known->pdata[0]))
      return TRUE;
  if (known->len > 0)
    {
      g_free (*key);
      *key = g_strdup (known->pdata[0]);
    }
  return TRUE;
}

static gboolean
find_match (AttestDb *db, Matching *self, guint i, GError **error)
{
  AttestFound *found = g_ptr_array_index (self->found, i);
  g_autofree char *key = g_strdup (g_ptr_array_index (self->keys, i));

  if (is_number_alone (self, key) && found->draft_id == NULL
      && !complete_key (db, self, &key, error))
    return FALSE;
  found->is_by_number = !is_same_key (key, g_ptr_array_index (self->keys, i));
  if (!find_draft (db, self, i, key, NULL, error))
    return FALSE;
  return *key == '\0' || self->environment == NULL || self->service == NULL
         || find_published (db, self, key, found, error);
}

/* A form can be called as another is. Of drafts that are, each record gets the one that says the
 * same, and what is left goes to those that changed; two records never write one draft. */
static gboolean
find_same (AttestDb *db, Matching *self, GError **error)
{
  if (self->schema->entity_id != NULL)
    return TRUE;
  self->taken = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->keys->len; i++)
    if (!find_draft (db,
                     self,
                     i,
                     g_ptr_array_index (self->keys, i),
                     g_ptr_array_index (self->hashes, i),
                     error))
      return FALSE;
  return TRUE;
}

/**
 * attest_matches_find_draft:
 * @db: inside a call
 * @schema: its kind
 * @key: a natural key; not ""
 * @id: (out) (transfer full) (nullable): of the draft that has it, the one changed last if there
 * are several; %NULL: none has
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether it was looked for
 */
gboolean
attest_matches_find_draft (AttestDb *db,
                           const AttestSchema *schema,
                           const char *key,
                           char **id,
                           GError **error)
{
  AttestFound *found = g_new0 (AttestFound, 1);
  g_autofree char *number = dup_number (key);
  gboolean is_looked =
      find_one (db,
                &(Lookup){ DRAFT_WITH ("number_fold"), key, NULL, NULL, take_draft },
                ATTEST_VALUES (ATTEST_TEXT (schema->name),
                               ATTEST_TEXT (number),
                               ATTEST_TEXT (NULL),
                               ATTEST_INT (attest_db_get_now (db))),
                found,
                error);

  *id = g_steal_pointer (&found->draft_id);
  attest_found_free (found);
  return is_looked;
}

static gpointer
read_missing (AttestStatement *statement)
{
  AttestMissing *missing = g_new0 (AttestMissing, 1);

  missing->key = attest_statement_dup_text (statement, 0);
  missing->title = attest_statement_dup_text (statement, 1);
  missing->entity = attest_statement_dup_text (statement, 2);
  missing->status = attest_statement_dup_filled (statement, 3);
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

/* What was in any import with that profile; without one, all that stands there. It is missed until
 * somebody says that it need not be, or it is over. */
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
                               "SELECT DISTINCT natural_key FROM import_rows WHERE import_id IN"
                               " (SELECT id FROM imports WHERE profile = ?1 AND state = 'kept')",
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
    g_ptr_array_add (self->found, g_new0 (AttestFound, 1));
  if (!find_own (db, self, error) || !find_same (db, self, error))
    return FALSE;
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

/**
 * attest_store_find_matches_async:
 * @self: an open store
 * @wish: what is compared; copied, but for its lists of texts, which nobody changes any more
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Finds the draft of each of many records, by its id or its natural key, and what was accepted of
 * it.
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
  matching->keys = g_ptr_array_ref (wish->keys);
  matching->hashes = g_ptr_array_ref (wish->hashes);
  matching->drafts = g_ptr_array_ref (wish->drafts);
  matching->entities = g_ptr_array_ref (wish->entities);
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
