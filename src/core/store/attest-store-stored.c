/* Records as a service last listed them: see the header. Main thread; the jobs run on the store's.
 */
#include "attest-config.h"
#include "store/attest-store-stored.h"

#include "base/attest-fold.h"
#include "codec/attest-codec.h"
#include "store/attest-store-call.h"

/* What design_lists knows these lists by. */
#define KIND "records"
#define IN_LIST " service = ?1 AND environment = ?2 AND host = ?3"

typedef struct
{
  AttestPlace *place;
  char *name;        /* (nullable): folded: no others */
  GPtrArray *stored; /* (nullable): to be kept */
  AttestStoredList *list;
} Stored;

static void
listed_free (gpointer data)
{
  AttestListed *self = data;

  attest_stored_free (self->stored);
  g_free (self->draft_id);
  g_free (self);
}

/**
 * attest_stored_list_free:
 * @self: (nullable): a list
 */
void
attest_stored_list_free (AttestStoredList *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->listed);
  g_free (self);
}

/**
 * attest_stored_list_find:
 * @self: a list
 * @id: the service's id of a record
 *
 * Returns: (transfer none) (nullable): the record with that id
 */
AttestListed *
attest_stored_list_find (const AttestStoredList *self, const char *id)
{
  for (guint i = 0; i < self->listed->len; i++)
    if (g_str_equal (((AttestListed *) self->listed->pdata[i])->stored->id, id))
      return self->listed->pdata[i];
  return NULL;
}

static void
stored_free (gpointer data)
{
  Stored *self = data;

  attest_place_free (self->place);
  g_free (self->name);
  g_clear_pointer (&self->stored, g_ptr_array_unref);
  attest_stored_list_free (self->list);
  g_free (self);
}

/* The practice service has another address each time, and is the same one. */
static const char *
get_host (Stored *self)
{
  if (self->place->environment == ATTEST_ENVIRONMENT_PRACTICE || self->place->host == NULL)
    return "";
  return self->place->host;
}

#define PLACE_VALUES(self)                                                                         \
  ATTEST_TEXT (self->place->service->id),                                                          \
      ATTEST_TEXT (attest_environment_get_id (self->place->environment)),                          \
      ATTEST_TEXT (get_host (self))

/* Practice begins its numbers anew when it forgets everything, so there the name counts as well. */
#define SENT_FROM_HERE                                                                             \
  " FROM submissions s WHERE s.service = r.service AND s.environment = r.environment"              \
  " AND s.remote_id = r.id AND s.state = 'accepted'"                                               \
  " AND ((r.host <> '' AND s.host = r.host) OR (r.host = '' AND s.title = r.title))"

static const char select_listed[] =
    "SELECT r.id, r.created, r.told, r.record,"
    " (SELECT count (*)" SENT_FROM_HERE "),"
    " (SELECT max (l.draft_id) FROM listed l WHERE l.draft_id IN (SELECT s.draft_id" SENT_FROM_HERE
    ")),"
    " (SELECT max (l.draft_id) FROM listed l WHERE l.kind = ?4 AND l.number_fold = r.title_fold),"
    " (SELECT count (*) FROM published p WHERE p.service = r.service"
    "  AND p.number_fold = r.title_fold AND p.environment = r.environment AND p.host = r.host)"
    " FROM remote_records r WHERE" IN_LIST " AND (?5 = '' OR r.title_fold = ?5) ORDER BY position";

/* Returns: (nullable): NULL where its record can not be read any more */
static AttestListed *
read_listed (AttestStatement *statement, const AttestSchema *schema)
{
  g_autoptr (AttestRecord) record = attest_codec_read (
      schema, attest_statement_get_text (statement, 3), -1, ATTEST_CODEC_DRAFT, NULL, NULL);
  AttestListed *self = NULL;
  const char *sent = attest_statement_get_text (statement, 5);
  const char *named = attest_statement_get_text (statement, 6);

  if (record == NULL)
    return NULL;
  self = g_new0 (AttestListed, 1);
  self->stored = g_new0 (AttestStored, 1);
  self->stored->id = g_strdup (attest_statement_get_text (statement, 0));
  self->stored->created = attest_statement_get_int (statement, 1);
  self->stored->told = (guint64) attest_statement_get_int (statement, 2);
  self->stored->record = g_steal_pointer (&record);
  if (attest_statement_get_int (statement, 4) > 0)
    self->known = ATTEST_KNOWN_BY_ID;
  else if (named != NULL || attest_statement_get_int (statement, 7) > 0)
    self->known = ATTEST_KNOWN_BY_NAME;
  self->draft_id = g_strdup (sent != NULL ? sent : named);
  return self;
}

static gboolean
read_rows (AttestDb *db, Stored *self, GError **error)
{
  const AttestSchema *schema = self->place->service->schema;
  g_autoptr (AttestStatement) statement =
      attest_db_query (db,
                       select_listed,
                       ATTEST_VALUES (PLACE_VALUES (self),
                                      ATTEST_TEXT (schema->name),
                                      ATTEST_TEXT (self->name != NULL ? self->name : "")),
                       error);
  gboolean has_row = FALSE;
  gboolean read = statement != NULL && attest_statement_step (statement, &has_row, error);

  while (read && has_row)
    {
      AttestListed *listed = read_listed (statement, schema);

      if (listed != NULL)
        g_ptr_array_add (self->list->listed, listed);
      read = attest_statement_step (statement, &has_row, error);
    }
  return read;
}

static gboolean
load_job (AttestDb *db, gpointer data, GError **error)
{
  Stored *self = data;

  self->list = g_new0 (AttestStoredList, 1);
  self->list->listed = g_ptr_array_new_with_free_func (listed_free);
  return attest_db_get_number (db,
                               "SELECT coalesce (max (read), 0) FROM design_lists"
                               " WHERE" IN_LIST " AND kind = '" KIND "'",
                               ATTEST_VALUES (PLACE_VALUES (self)),
                               &self->list->read,
                               error)
         && read_rows (db, self, error);
}

/* A list that grows while it is read shows one twice. */
static gboolean
write_one (AttestDb *db, Stored *self, guint position, GError **error)
{
  const AttestStored *stored = g_ptr_array_index (self->stored, position);
  const AttestSchema *schema = attest_record_get_schema (stored->record);
  const char *title = attest_record_get_text (stored->record, schema->title_field);
  g_autofree char *fold = attest_text_fold_code (title);
  g_autofree char *record = attest_codec_write (stored->record, ATTEST_CODEC_DRAFT);

  return attest_db_change (db,
                           "INSERT INTO remote_records (service, environment, host, id, title, "
                           "title_fold, created, told,"
                           "  position, record) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
                           " ON CONFLICT (service, environment, host, id) DO NOTHING",
                           ATTEST_VALUES (PLACE_VALUES (self),
                                          ATTEST_TEXT (stored->id),
                                          ATTEST_TEXT (title),
                                          ATTEST_TEXT (fold),
                                          ATTEST_INT (stored->created),
                                          ATTEST_INT ((gint64) stored->told),
                                          ATTEST_INT (position),
                                          ATTEST_TEXT (record)),
                           error);
}

static gboolean
keep_job (AttestDb *db, gpointer data, GError **error)
{
  Stored *self = data;
  gboolean written = attest_db_change (
      db, "DELETE FROM remote_records WHERE" IN_LIST, ATTEST_VALUES (PLACE_VALUES (self)), error);

  for (guint i = 0; written && i < self->stored->len; i++)
    written = write_one (db, self, i, error);
  return written
         && attest_db_change (
             db,
             "INSERT INTO design_lists (service, environment, host, kind, read)"
             " VALUES (?1, ?2, ?3, '" KIND "', ?4)"
             " ON CONFLICT (service, environment, host, kind) DO UPDATE SET read = ?4",
             ATTEST_VALUES (PLACE_VALUES (self), ATTEST_INT (attest_db_get_now (db))),
             error)
         && load_job (db, self, error);
}

/**
 * attest_store_keep_stored_async:
 * @self: an open store
 * @place: where they are
 * @stored: (element-type AttestStored): all there are now; not to be changed meanwhile
 * @callback: called on the main thread; attest_store_stored_finish() says what is kept
 * @user_data: for @callback
 *
 * Keeps a list that was read just now, in place of the one there was.
 */
void
attest_store_keep_stored_async (AttestStore *self,
                                const AttestPlace *place,
                                GPtrArray *stored,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Stored *what = g_new0 (Stored, 1);

  what->place = attest_place_copy (place);
  what->stored = g_ptr_array_ref (stored);
  attest_store_call_async (self,
                           &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                               .job = keep_job,
                                               .data = what,
                                               .free_data = stored_free,
                                               .tag = attest_store_load_stored_async },
                           NULL,
                           callback,
                           user_data);
}

/**
 * attest_store_load_stored_async:
 * @self: an open store
 * @place: where they are
 * @name: (nullable): of those alone that are called so, without regard to case
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
attest_store_load_stored_async (AttestStore *self,
                                const AttestPlace *place,
                                const char *name,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Stored *what = g_new0 (Stored, 1);

  what->place = attest_place_copy (place);
  what->name = name != NULL ? attest_text_fold_code (name) : NULL;
  attest_store_call_async (self,
                           &(AttestStoreCall){ .job = load_job,
                                               .data = what,
                                               .free_data = stored_free,
                                               .tag = attest_store_load_stored_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_stored_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable): the list as it is kept
 */
AttestStoredList *
attest_store_stored_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  Stored *stored = attest_store_call_finish (self, result, attest_store_load_stored_async, error);

  return stored != NULL ? g_steal_pointer (&stored->list) : NULL;
}
