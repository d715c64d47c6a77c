/* What the user's own records tell: see the header. Main thread; the jobs, and all SQL, run on the
 * store's. */
#include "attest-config.h"
#include "store/attest-store-own.h"

#include "base/attest-fold.h"
#include "store/attest-store-call.h"

/* @self: (nullable) */
void
attest_accepted_free (AttestAccepted *self)
{
  if (self == NULL)
    return;
  g_free (self->body);
  g_free (self);
}

typedef struct
{
  const AttestService *service;
  char *id;
  AttestAccepted *accepted;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_free (self->id);
  attest_accepted_free (self->accepted);
  g_free (self);
}

static gpointer
read_accepted (AttestStatement *statement)
{
  AttestAccepted *self = g_new0 (AttestAccepted, 1);

  self->service = attest_service_get (attest_statement_get_text (statement, 0));
  if (!attest_environment_from_id (attest_statement_get_text (statement, 1), &self->environment))
    self->service = NULL;
  self->body = attest_statement_dup_text (statement, 2);
  return self;
}

static gboolean
read_accepted_job (AttestDb *db, gpointer data, GError **error)
{
  Reading *self = data;

  return attest_db_read_one (
      db,
      "SELECT s.service, s.environment, r.body FROM submissions s"
      " JOIN requests r ON r.submission_id = s.id"
      " WHERE s.state = 'accepted' AND s.service = ?1"
      " AND (?2 = '' OR s.id = ?2) ORDER BY s.left_at DESC LIMIT 1",
      ATTEST_VALUES (ATTEST_TEXT (self->service->id), ATTEST_TEXT (self->id)),
      read_accepted,
      (gpointer *) &self->accepted,
      error);
}

/**
 * attest_store_read_accepted_async:
 * @self: an open store
 * @service: a service
 * @submission_id: (nullable): of one of its submissions; %NULL: the newest that was accepted
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
attest_store_read_accepted_async (AttestStore *self,
                                  const AttestService *service,
                                  const char *submission_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->service = service;
  reading->id = g_strdup (submission_id != NULL ? submission_id : "");
  attest_store_call_async (self,
                           &(AttestStoreCall){ .job = read_accepted_job,
                                               .data = reading,
                                               .free_data = reading_free,
                                               .tag = attest_store_read_accepted_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_read_accepted_finish:
 * @self: a store
 * @result: what the callback was given
 * @accepted: (out) (transfer full) (nullable): it; %NULL: there is none
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: whether it could be read
 */
gboolean
attest_store_read_accepted_finish (AttestStore *self,
                                   GAsyncResult *result,
                                   AttestAccepted **accepted,
                                   GError **error)
{
  Reading *reading =
      attest_store_call_finish (self, result, attest_store_read_accepted_async, error);

  *accepted = reading != NULL ? g_steal_pointer (&reading->accepted) : NULL;
  return reading != NULL;
}

/* Entities. */

/* Of each kind, since nobody reads a longer list. */
#define MOST "8"
/* Behind whatever goes on with a text. */
#define LAST_LETTER "\xf4\x8f\xbf\xbf"

/* Parameters: the kind or the service, and the first and the last folded text. Each reads one index
 * and nothing else. */
#define ACCEPTED_BY(fold)                                                                          \
  "SELECT entity, entity_id, count (DISTINCT natural_key) FROM published WHERE service = ?1"       \
  " AND " fold " >= ?2 AND " fold " < ?3 AND entity <> '' GROUP BY " fold ", entity, entity_id"    \
  " ORDER BY 3 DESC, 1 LIMIT " MOST
#define DRAFTED_BY(fold)                                                                           \
  "SELECT entity, entity_id, 0 FROM listed WHERE kind = ?1 AND " fold " >= ?2 AND " fold " < ?3"   \
  " AND entity <> '' AND entity_id <> '' GROUP BY " fold ", entity, entity_id"                     \
  " ORDER BY count (*) DESC, 1 LIMIT " MOST

typedef struct
{
  const AttestSchema *schema;
  char *first;
  char *end;
  gboolean by_id;
  GPtrArray *found; /* of AttestOwnEntity */
} Finding;

static void
own_entity_free (gpointer data)
{
  AttestOwnEntity *self = data;

  g_free (self->name);
  g_free (self->id);
  g_free (self);
}

static void
finding_free (gpointer data)
{
  Finding *self = data;

  g_free (self->first);
  g_free (self->end);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_free (self);
}

static gpointer
read_entity (AttestStatement *statement)
{
  AttestOwnEntity *self = g_new0 (AttestOwnEntity, 1);

  self->name = attest_statement_dup_text (statement, 0);
  self->id = attest_statement_dup_text (statement, 1);
  self->n = (guint) attest_statement_get_int (statement, 2);
  return self;
}

static gboolean
is_found (GPtrArray *found, const AttestOwnEntity *entity)
{
  for (guint i = 0; i < found->len; i++)
    {
      const AttestOwnEntity *other = g_ptr_array_index (found, i);

      if (g_strcmp0 (other->name, entity->name) == 0 && g_strcmp0 (other->id, entity->id) == 0)
        return TRUE;
    }
  return FALSE;
}

static GPtrArray *
find_in (AttestDb *db, const Finding *self, const char *sql, const char *kind, GError **error)
{
  return attest_db_read_all (
      db,
      sql,
      ATTEST_VALUES (ATTEST_TEXT (kind), ATTEST_TEXT (self->first), ATTEST_TEXT (self->end)),
      read_entity,
      own_entity_free,
      error);
}

static gboolean
find_entities_job (AttestDb *db, gpointer data, GError **error)
{
  static const char *const accepted[] = { ACCEPTED_BY ("entity_fold"), ACCEPTED_BY ("id_fold") };
  static const char *const drafted[] = { DRAFTED_BY ("entity_fold"), DRAFTED_BY ("id_fold") };
  Finding *self = data;
  const AttestService *service = attest_service_for_schema (self->schema);
  g_autoptr (GPtrArray) drafts = NULL;

  self->found =
      find_in (db, self, accepted[self->by_id], service != NULL ? service->id : "", error);
  if (self->found == NULL)
    return FALSE;
  drafts = find_in (db, self, drafted[self->by_id], self->schema->name, error);
  for (guint i = 0; drafts != NULL && i < drafts->len; i++)
    if (!is_found (self->found, g_ptr_array_index (drafts, i)))
      {
        AttestOwnEntity *entity = g_ptr_array_index (drafts, i);
        AttestOwnEntity *copy = g_new0 (AttestOwnEntity, 1);

        *copy = (AttestOwnEntity){ g_strdup (entity->name), g_strdup (entity->id), 0 };
        g_ptr_array_add (self->found, copy);
      }
  return drafts != NULL;
}

/**
 * attest_store_find_entities_async:
 * @self: an open store
 * @query: what is looked for; copied
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Finds whom records were about whose name, or id, begins so: first those of what was accepted, the
 * most frequent first, then those of drafts.
 */
void
attest_store_find_entities_async (AttestStore *self,
                                  const AttestEntityQuery *query,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Finding *finding = g_new0 (Finding, 1);

  finding->schema = query->schema;
  finding->by_id = query->by_id;
  finding->first = attest_text_fold_look (query->typed);
  finding->end = g_strconcat (finding->first, LAST_LETTER, NULL);
  attest_store_call_async (self,
                           &(AttestStoreCall){ .job = find_entities_job,
                                               .data = finding,
                                               .free_data = finding_free,
                                               .tag = attest_store_find_entities_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_find_entities_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable) (element-type AttestOwnEntity): them
 */
GPtrArray *
attest_store_find_entities_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  Finding *finding =
      attest_store_call_finish (self, result, attest_store_find_entities_async, error);

  return finding != NULL ? g_steal_pointer (&finding->found) : NULL;
}

typedef struct
{
  const AttestSchema *schema;
  char *name;
  char *id;
  AttestAccepted *newest;
} Entity;

static void
entity_free (gpointer data)
{
  Entity *self = data;

  g_free (self->name);
  g_free (self->id);
  attest_accepted_free (self->newest);
  g_free (self);
}

static gpointer
read_draft (AttestStatement *statement)
{
  AttestAccepted *self = g_new0 (AttestAccepted, 1);

  self->body = attest_statement_dup_text (statement, 0);
  self->is_draft = TRUE;
  return self;
}

static gboolean
read_entity_job (AttestDb *db, gpointer data, GError **error)
{
  Entity *self = data;
  const AttestService *service = attest_service_for_schema (self->schema);
  g_autofree char *fold = attest_text_fold_look (self->name);

  if (!attest_db_read_one (
          db,
          "SELECT p.service, p.environment, r.body FROM published p"
          " JOIN requests r ON r.submission_id = p.submission_id"
          " WHERE p.service = ?1 AND p.entity_fold = ?2 AND p.entity = ?3"
          " AND p.entity_id = ?4 ORDER BY " ATTEST_PAST ("p.sent", "?5") " DESC LIMIT 1",
          ATTEST_VALUES (ATTEST_TEXT (service != NULL ? service->id : ""),
                         ATTEST_TEXT (fold),
                         ATTEST_TEXT (self->name),
                         ATTEST_TEXT (self->id),
                         ATTEST_INT (attest_db_get_now (db))),
          read_accepted,
          (gpointer *) &self->newest,
          error))
    return FALSE;
  return self->newest != NULL
         || attest_db_read_one (db,
                                "SELECT d.record FROM listed l JOIN drafts d ON d.id = l.draft_id"
                                " WHERE l.kind = ?1 AND l.entity_fold = ?2 AND l.entity = ?3"
                                " AND l.entity_id = ?4 ORDER BY l.changed DESC LIMIT 1",
                                ATTEST_VALUES (ATTEST_TEXT (self->schema->name),
                                               ATTEST_TEXT (fold),
                                               ATTEST_TEXT (self->name),
                                               ATTEST_TEXT (self->id)),
                                read_draft,
                                (gpointer *) &self->newest,
                                error);
}

/**
 * attest_store_read_entity_async:
 * @self: an open store
 * @schema: a kind of record
 * @name: whom it was about,
 * @id: and the id of that
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Reads the record about it that was accepted last, or else the draft that was changed last.
 */
void
attest_store_read_entity_async (AttestStore *self,
                                const AttestSchema *schema,
                                const char *name,
                                const char *id,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Entity *entity = g_new0 (Entity, 1);

  *entity = (Entity){ schema, g_strdup (name), g_strdup (id), NULL };
  attest_store_call_async (self,
                           &(AttestStoreCall){ .job = read_entity_job,
                                               .data = entity,
                                               .free_data = entity_free,
                                               .tag = attest_store_read_entity_async },
                           NULL,
                           callback,
                           user_data);
}

/**
 * attest_store_read_entity_finish:
 * @self: a store
 * @result: what the callback was given
 * @newest: (out) (transfer full) (nullable): it; %NULL: there is none any more
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether it could be read
 */
gboolean
attest_store_read_entity_finish (AttestStore *self,
                                 GAsyncResult *result,
                                 AttestAccepted **newest,
                                 GError **error)
{
  Entity *entity = attest_store_call_finish (self, result, attest_store_read_entity_async, error);

  *newest = entity != NULL ? g_steal_pointer (&entity->newest) : NULL;
  return entity != NULL;
}
