/* Designs as they were last listed: see the header. Main thread; the jobs run on the store's. */
#include "attest-config.h"
#include "store/attest-store-designs.h"

#include "base/attest-str.h"
#include "store/attest-store-call.h"

#define IN_LIST " service = ?1 AND environment = ?2 AND host = ?3 AND kind = ?4"

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

/* The practice service has another address each time, and is the same one. */
static const char *
get_host (Designs *self)
{
  if (self->place->environment == ATTEST_ENVIRONMENT_PRACTICE || self->place->host == NULL)
    return "";
  return self->place->host;
}

#define LIST_VALUES(self)                                                                          \
  ATTEST_TEXT (self->place->service->id),                                                          \
      ATTEST_TEXT (attest_environment_get_id (self->place->environment)),                          \
      ATTEST_TEXT (get_host (self)), ATTEST_TEXT (self->kind->id)

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
load_job (AttestDb *db, gpointer data, GError **error)
{
  Designs *self = data;
  gint64 read = 0;
  GPtrArray *designs = NULL;

  if (!attest_db_get_number (db,
                             "SELECT coalesce (max (read), 0) FROM design_lists WHERE" IN_LIST,
                             ATTEST_VALUES (LIST_VALUES (self)),
                             &read,
                             error))
    return FALSE;
  designs = attest_db_read_all (
      db,
      "SELECT id, name, main_colour, sub_colour FROM designs WHERE" IN_LIST " ORDER BY position",
      ATTEST_VALUES (LIST_VALUES (self)),
      read_design,
      g_object_unref,
      error);
  if (designs == NULL)
    return FALSE;
  self->list = g_new (AttestDesignList, 1);
  *self->list = (AttestDesignList){ designs, read };
  return TRUE;
}

/* A list that grows while it is read shows one twice. */
static gboolean
write_design (AttestDb *db, Designs *self, guint position, GError **error)
{
  AttestDesign *design = g_ptr_array_index (self->designs, position);

  return attest_db_change (
      db,
      "INSERT INTO designs (service, environment, host, kind, id, name, main_colour, sub_colour,"
      "  position) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
      " ON CONFLICT (service, environment, host, kind, id) DO NOTHING",
      ATTEST_VALUES (LIST_VALUES (self),
                     ATTEST_TEXT (attest_design_get_id (design)),
                     ATTEST_TEXT (attest_design_get_name (design)),
                     ATTEST_TEXT (attest_design_get_colour (design, 0)),
                     ATTEST_TEXT (attest_design_get_colour (design, 1)),
                     ATTEST_INT (position)),
      error);
}

static gboolean
keep_job (AttestDb *db, gpointer data, GError **error)
{
  Designs *self = data;
  gboolean written = attest_db_change (
      db, "DELETE FROM designs WHERE" IN_LIST, ATTEST_VALUES (LIST_VALUES (self)), error);

  for (guint i = 0; written && i < self->designs->len; i++)
    written = write_design (db, self, i, error);
  return written
         && attest_db_change (
             db,
             "INSERT INTO design_lists (service, environment, host, kind, read)"
             " VALUES (?1, ?2, ?3, ?4, ?5)"
             " ON CONFLICT (service, environment, host, kind) DO UPDATE SET read = ?5",
             ATTEST_VALUES (LIST_VALUES (self), ATTEST_INT (attest_db_get_now (db))),
             error)
         && load_job (db, self, error);
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
                                               .job = keep_job,
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
                           &(AttestStoreCall){ .job = load_job,
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
