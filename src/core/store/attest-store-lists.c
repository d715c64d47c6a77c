/* Lists of services: see the header. When each was read stands in `design_lists`, whatever is
 * listed; a list that grows while it is read shows one twice, and that is kept once. Main thread;
 * the jobs run on the store's. */
#include "attest-config.h"
#include "store/attest-store-lists.h"

#include "base/attest-fold.h"
#include "base/attest-str.h"
#include "codec/attest-codec.h"
#include "store/attest-store-call.h"

/* Where lists are. */
#define IN_PLACE " service = ?1 AND environment = ?2 AND host = ?3"
#define PLACE_VALUES(place)                                                                        \
  ATTEST_TEXT ((place)->service->id),                                                              \
      ATTEST_TEXT (attest_environment_get_id ((place)->environment)),                              \
      ATTEST_TEXT (attest_place_get_lasting_host (place))

/* @read: (out): when the list of @kind was read; 0: it never was */
static gboolean
load_time (AttestDb *db, const AttestPlace *place, const char *kind, gint64 *read, GError **error)
{
  return attest_db_get_number (db,
                               "SELECT coalesce (max (read), 0) FROM design_lists WHERE" IN_PLACE
                               " AND kind = ?4",
                               ATTEST_VALUES (PLACE_VALUES (place), ATTEST_TEXT (kind)),
                               read,
                               error);
}

/* The list of @kind was read just now. */
static gboolean
keep_time (AttestDb *db, const AttestPlace *place, const char *kind, GError **error)
{
  return attest_db_change (
      db,
      "INSERT INTO design_lists (service, environment, host, kind, read)"
      " VALUES (?1, ?2, ?3, ?4, ?5)"
      " ON CONFLICT (service, environment, host, kind) DO UPDATE SET read = ?5",
      ATTEST_VALUES (PLACE_VALUES (place), ATTEST_TEXT (kind), ATTEST_INT (attest_db_get_now (db))),
      error);
}

/* Designs. */

typedef struct
{
  AttestPlace *place;
  const AttestDesignKind *kind;
  GPtrArray *designs; /* (nullable): to be kept */
  AttestDesignList *list;
} Designs;

/**
 * attest_design_list_free:
 * @self: (nullable): a list
 */
void
attest_design_list_free (AttestDesignList *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->designs);
  g_free (self);
}

/**
 * attest_design_list_find:
 * @self: a list
 * @id: what a field holds
 *
 * Returns: (transfer none) (nullable): the design with that id
 */
AttestDesign *
attest_design_list_find (const AttestDesignList *self, const char *id)
{
  g_autofree char *bare = g_strstrip (g_strdup (id));

  for (guint i = 0; i < self->designs->len; i++)
    if (g_str_equal (attest_design_get_id (self->designs->pdata[i]), bare))
      return self->designs->pdata[i];
  return NULL;
}

static gboolean
is_of_today (gint64 time)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return then != NULL && g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now)
         && g_date_time_get_year (then) == g_date_time_get_year (now);
}

/**
 * attest_design_list_lacks:
 * @self: a list
 * @id: what a field holds; blank: nothing
 *
 * Returns: whether there is no such design, as far as a list that was read today can tell
 */
gboolean
attest_design_list_lacks (const AttestDesignList *self, const char *id)
{
  return !attest_str_is_blank (id) && self->read > 0 && is_of_today (self->read)
         && attest_design_list_find (self, id) == NULL;
}

static void
designs_free (gpointer data)
{
  Designs *self = data;

  attest_place_free (self->place);
  g_clear_pointer (&self->designs, g_ptr_array_unref);
  attest_design_list_free (self->list);
  g_free (self);
}

static gpointer
read_design (AttestStatement *statement)
{
  const char *const colours[] = { attest_statement_get_text (statement, 2),
                                  attest_statement_get_text (statement, 3) };

  return attest_design_new (attest_statement_get_text (statement, 0),
                            attest_statement_get_text (statement, 1),
                            colours,
                            NULL);
}

static gboolean
load_designs_job (AttestDb *db, gpointer data, GError **error)
{
  Designs *self = data;
  gint64 read = 0;
  GPtrArray *designs = NULL;

  if (!load_time (db, self->place, self->kind->id, &read, error))
    return FALSE;
  designs =
      attest_db_read_all (db,
                          "SELECT id, name, main_colour, sub_colour FROM designs WHERE" IN_PLACE
                          " AND kind = ?4 ORDER BY position",
                          ATTEST_VALUES (PLACE_VALUES (self->place), ATTEST_TEXT (self->kind->id)),
                          read_design,
                          g_object_unref,
                          error);
  if (designs == NULL)
    return FALSE;
  self->list = g_new (AttestDesignList, 1);
  *self->list = (AttestDesignList){ designs, read };
  return TRUE;
}

static gboolean
write_design (AttestDb *db, Designs *self, guint position, GError **error)
{
  AttestDesign *design = g_ptr_array_index (self->designs, position);

  return attest_db_change (
      db,
      "INSERT INTO designs (service, environment, host, kind, id, name, main_colour, sub_colour,"
      "  position) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
      " ON CONFLICT (service, environment, host, kind, id) DO NOTHING",
      ATTEST_VALUES (PLACE_VALUES (self->place),
                     ATTEST_TEXT (self->kind->id),
                     ATTEST_TEXT (attest_design_get_id (design)),
                     ATTEST_TEXT (attest_design_get_name (design)),
                     ATTEST_TEXT (attest_design_get_colour (design, 0)),
                     ATTEST_TEXT (attest_design_get_colour (design, 1)),
                     ATTEST_INT (position)),
      error);
}

static gboolean
keep_designs_job (AttestDb *db, gpointer data, GError **error)
{
  Designs *self = data;
  gboolean written =
      attest_db_change (db,
                        "DELETE FROM designs WHERE" IN_PLACE " AND kind = ?4",
                        ATTEST_VALUES (PLACE_VALUES (self->place), ATTEST_TEXT (self->kind->id)),
                        error);

  for (guint i = 0; written && i < self->designs->len; i++)
    written = write_design (db, self, i, error);
  return written && keep_time (db, self->place, self->kind->id, error)
         && load_designs_job (db, self, error);
}

static Designs *
designs_new (const AttestPlace *place, const AttestDesignKind *kind, GPtrArray *designs)
{
  Designs *self = g_new0 (Designs, 1);

  self->place = attest_place_copy (place);
  self->kind = kind;
  self->designs = designs != NULL ? g_ptr_array_ref (designs) : NULL;
  return self;
}

/**
 * attest_store_keep_designs_async:
 * @self: an open store
 * @place: where they are
 * @kind: one of the kinds of its service
 * @designs: (element-type AttestDesign): all there are now
 * @callback: (nullable): called on the main thread; attest_store_designs_finish() says what is kept
 * @user_data: for @callback
 *
 * Keeps a list that was read just now, in place of the one there was.
 */
void
attest_store_keep_designs_async (AttestStore *self,
                                 const AttestPlace *place,
                                 const AttestDesignKind *kind,
                                 GPtrArray *designs,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  attest_store_call_async (self,
                           &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                               .job = keep_designs_job,
                                               .data = designs_new (place, kind, designs),
                                               .free_data = designs_free,
                                               .tag = attest_store_load_designs_async },
                           NULL,
                           callback,
                           user_data);
}

/**
 * attest_store_load_designs_async:
 * @self: an open store
 * @place: where they are
 * @kind: one of the kinds of its service
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
attest_store_load_designs_async (AttestStore *self,
                                 const AttestPlace *place,
                                 const AttestDesignKind *kind,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  attest_store_call_async (self,
                           &(AttestStoreCall){ .job = load_designs_job,
                                               .data = designs_new (place, kind, NULL),
                                               .free_data = designs_free,
                                               .tag = attest_store_load_designs_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_designs_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable): the list as it is kept
 */
AttestDesignList *
attest_store_designs_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  Designs *designs =
      attest_store_call_finish (self, result, attest_store_load_designs_async, error);

  return designs != NULL ? g_steal_pointer (&designs->list) : NULL;
}

/* Records. */

#define RECORDS "records" /* the kind of their lists */

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
    " FROM remote_records r WHERE" IN_PLACE " AND (?5 = '' OR r.title_fold = ?5) ORDER BY position";

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
                       ATTEST_VALUES (PLACE_VALUES (self->place),
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
load_stored_job (AttestDb *db, gpointer data, GError **error)
{
  Stored *self = data;

  self->list = g_new0 (AttestStoredList, 1);
  self->list->listed = g_ptr_array_new_with_free_func (listed_free);
  return load_time (db, self->place, RECORDS, &self->list->read, error)
         && read_rows (db, self, error);
}

static gboolean
write_stored (AttestDb *db, Stored *self, guint position, GError **error)
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
                           ATTEST_VALUES (PLACE_VALUES (self->place),
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
keep_stored_job (AttestDb *db, gpointer data, GError **error)
{
  Stored *self = data;
  gboolean written = attest_db_change (db,
                                       "DELETE FROM remote_records WHERE" IN_PLACE,
                                       ATTEST_VALUES (PLACE_VALUES (self->place)),
                                       error);

  for (guint i = 0; written && i < self->stored->len; i++)
    written = write_stored (db, self, i, error);
  return written && keep_time (db, self->place, RECORDS, error)
         && load_stored_job (db, self, error);
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
                                               .job = keep_stored_job,
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
                           &(AttestStoreCall){ .job = load_stored_job,
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
