/* Every verb of the store when the database fails it: each call that can fail does so in turn, the
 * verb tells that very error and leaves nothing behind, and works when it is tried again. */
#include "store-fixture.h"

#include "base/attest-ident.h"
#include "model/attest-form.h"
#include "service/attest-design.h"
#include "service/attest-service.h"
#include "store/attest-batch.h"
#include "store/attest-history.h"
#include "store/attest-store-choices.h"
#include "store/attest-store-drafts.h"
#include "store/attest-store-ending.h"
#include "store/attest-store-imports.h"
#include "store/attest-store-lists.h"
#include "store/attest-store-profiles.h"
#include "store/attest-store-search.h"
#include "store/attest-store-sending.h"
#include "store/attest-submission-details.h"

#include <sqlite3.h>

#define MOST_CALLS 400

/* An engine that fails. */

/* Not for want of room: on a full disk the store tries by itself, and such a try would be the one
 * that fails. */
#define FAILURE ATTEST_STORE_ERROR_FAILED

/* Atomic: the store's thread counts. */
static gint calls_left = -1; /* until one fails; -1: none does */
static gint only_writing;    /* what the store reads to follow its file meanwhile does not count */
static gboolean is_writing;  /* the store's thread's alone */

static gboolean
fails (GError **error)
{
  if (g_atomic_int_get (&only_writing) && !is_writing)
    return FALSE;
  if (g_atomic_int_get (&calls_left) < 0 || g_atomic_int_add (&calls_left, -1) != 0)
    return FALSE;
  g_set_error_literal (error, ATTEST_STORE_ERROR, FAILURE, "a failure that was made");
  return TRUE;
}

static AttestEngine engine;

static AttestDb *
open_db (const char *folder, const char *state_folder, GError **error)
{
  AttestDb *db = attest_sqlite_engine.open (folder, state_folder, error);

  if (db != NULL)
    ((AttestDbBase *) db)->engine = &engine;
  return db;
}

static gboolean
begin (AttestDb *db, gboolean writing, GError **error)
{
  is_writing = writing;
  if (!fails (error) && attest_sqlite_engine.begin (db, writing, error))
    return TRUE;
  is_writing = FALSE;
  return FALSE;
}

static gboolean
commit (AttestDb *db, GError **error)
{
  gboolean done = !fails (error) && attest_sqlite_engine.commit (db, error);

  is_writing = is_writing && !done;
  return done;
}

static void
rollback (AttestDb *db)
{
  is_writing = FALSE;
  attest_sqlite_engine.rollback (db);
}

static AttestStatement *
prepare (AttestDb *db, const char *sql, GError **error)
{
  AttestStatement *statement = fails (error) ? NULL : attest_sqlite_engine.prepare (db, sql, error);

  if (statement != NULL)
    ((AttestStatementBase *) statement)->engine = &engine;
  return statement;
}

static gboolean
step (AttestStatement *statement, gboolean *has_row, GError **error)
{
  return !fails (error) && attest_sqlite_engine.step (statement, has_row, error);
}

static const AttestEngine *
get_engine (void)
{
  engine = attest_sqlite_engine;
  engine.open = open_db;
  engine.begin = begin;
  engine.commit = commit;
  engine.rollback = rollback;
  engine.prepare = prepare;
  engine.step = step;
  return &engine;
}

/* Everything that is kept, as text. */
static char *
dump (StoreFixture *self)
{
  static const char all_tables[] =
      "SELECT name, (SELECT count (*) > 1 FROM pragma_table_info (name)) FROM sqlite_schema"
      " WHERE type = 'table' ORDER BY name";
  g_autofree char *path = g_build_filename (self->folder, "attest.db", NULL);
  g_autoptr (GString) all = g_string_new (NULL);
  sqlite3_stmt *tables = NULL;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, all_tables, -1, &tables, NULL), ==, SQLITE_OK);
  while (sqlite3_step (tables) == SQLITE_ROW)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s ORDER BY 1%s",
                                              (const char *) sqlite3_column_text (tables, 0),
                                              sqlite3_column_int (tables, 1) != 0 ? ", 2" : "");
      sqlite3_stmt *rows = NULL;

      g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &rows, NULL), ==, SQLITE_OK);
      while (sqlite3_step (rows) == SQLITE_ROW)
        for (int column = 0; column < sqlite3_column_count (rows); column++)
          {
            const char *text = (const char *) sqlite3_column_text (rows, column);

            g_string_append_printf (all, "%s|", text != NULL ? text : "NULL");
          }
      sqlite3_finalize (rows);
    }
  sqlite3_finalize (tables);
  sqlite3_close (db);
  return g_string_free (g_steal_pointer (&all), FALSE);
}

/* What the verbs work on. */

typedef struct
{
  StoreFixture store;
  char *draft;
  char *queued;  /* ids of submissions */
  char *second;  /* queued behind it */
  char *unknown; /* nobody's any more */
  char *attempt; /* of @queued, once it is begun */
  gboolean is_bulk;
  AttestPlace *place;
} Fixture;

typedef struct
{
  const char *name;
  gboolean writes;
  void (*prepare) (Fixture *self); /* (nullable) */
  void (*start) (Fixture *self, GAsyncReadyCallback callback, gpointer user_data);
  /* Whether it says that it worked. */
  gboolean (*finish) (Fixture *self, GAsyncResult *result, GError **error);
} Verb;

static GAsyncResult *
run (Fixture *self, const Verb *verb)
{
  GAsyncResult *result = NULL;

  verb->start (self, store_fixture_keep_result, &result);
  store_fixture_wait (&result);
  return result;
}

static void
do_verb (Fixture *self, const Verb *verb)
{
  g_autoptr (GAsyncResult) result = run (self, verb);
  g_autoptr (GError) error = NULL;

  g_assert_true (verb->finish (self, result, &error));
  g_assert_no_error (error);
}

static void
add_draft_row (GPtrArray *rows, const char *id, gint64 based_on)
{
  AttestDraftRow *row = g_new0 (AttestDraftRow, 1);

  row->id = g_strdup (id);
  row->schema = &attest_form_schema;
  row->title = g_strdup ("Course");
  row->entity = g_strdup ("");
  row->entity_id = g_strdup ("");
  row->status = g_strdup ("completion");
  row->search = g_strdup ("course");
  row->content_hash = g_strdup ("hash");
  row->record = g_strdup ("{\"name\":\"Course\"}");
  row->based_on = based_on;
  g_ptr_array_add (rows, row);
}

static void
start_save_new (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (attest_draft_row_free);
  g_autofree char *first = attest_ident_new ();
  g_autofree char *second = attest_ident_new ();

  add_draft_row (rows, first, 0);
  add_draft_row (rows, second, 0);
  attest_store_save_drafts_async (
      self->store.store, g_steal_pointer (&rows), NULL, callback, user_data);
}

static gboolean
finish_save (Fixture *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GPtrArray) drafts = attest_store_save_drafts_finish (self->store.store, result, error);

  if (drafts == NULL)
    return FALSE;
  g_free (self->draft);
  self->draft = g_strdup (attest_draft_get_id (g_ptr_array_index (drafts, 0)));
  return TRUE;
}

static const Verb save_new = { "save-new", TRUE, NULL, start_save_new, finish_save };

static void
prepare_draft (Fixture *self)
{
  do_verb (self, &save_new);
}

/* Based on nothing although something is there: becomes a draft of its own. */
static void
start_save_conflict (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (attest_draft_row_free);

  add_draft_row (rows, self->draft, 12345);
  attest_store_save_drafts_async (
      self->store.store, g_steal_pointer (&rows), NULL, callback, user_data);
}

static void
start_load_record (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  attest_store_load_record_async (self->store.store, self->draft, NULL, callback, user_data);
}

static gboolean
finish_load_record (Fixture *self, GAsyncResult *result, GError **error)
{
  const AttestSchema *schema = NULL;
  g_autofree char *text =
      attest_store_load_record_finish (self->store.store, result, &schema, error);

  return text != NULL;
}

static void
change (Fixture *self, AttestDraftsChange what, GAsyncReadyCallback callback, gpointer user_data)
{
  const char *const ids[] = { self->draft, NULL };

  attest_store_change_drafts_async (self->store.store, what, ids, callback, user_data);
}

static void
start_delete (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  change (self, ATTEST_DRAFTS_DELETE, callback, user_data);
}

static void
start_restore (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  change (self, ATTEST_DRAFTS_RESTORE, callback, user_data);
}

static void
start_purge (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  change (self, ATTEST_DRAFTS_PURGE, callback, user_data);
}

static gboolean
finish_change (Fixture *self, GAsyncResult *result, GError **error)
{
  return attest_store_change_drafts_finish (self->store.store, result, error);
}

static const Verb delete = { "delete", TRUE, prepare_draft, start_delete, finish_change };

static void
prepare_deleted (Fixture *self)
{
  prepare_draft (self);
  do_verb (self, &delete);
}

static void
start_purge_old (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  attest_store_purge_old_drafts_async (self->store.store, G_MAXINT64, callback, user_data);
}

static gboolean
finish_purge_old (Fixture *self, GAsyncResult *result, GError **error)
{
  return attest_store_purge_old_drafts_finish (self->store.store, result, error);
}

/* The queue. */

static void
add_decision (Fixture *self, GPtrArray *decisions, const char *title)
{
  AttestNewSubmission *decision = g_new0 (AttestNewSubmission, 1);

  decision->draft_id = g_strdup (self->draft);
  decision->place = attest_place_copy (self->place);
  decision->title = g_strdup (title);
  decision->entity = g_strdup ("");
  decision->entity_id = g_strdup ("");
  decision->url = g_strdup ("http://127.0.0.1:9/achievements/forms");
  decision->headers = g_strdup ("Content-Type: application/json");
  decision->body = g_strdup_printf ("{\"name\":\"%s\"}", title);
  decision->sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, decision->body, -1);
  g_ptr_array_add (decisions, decision);
}

/* They are one request. */
static void
join (GPtrArray *decisions)
{
  AttestNewBulk *bulk = g_atomic_rc_box_new0 (AttestNewBulk);

  bulk->url = g_strdup ("http://127.0.0.1:9/api/client/v1/mncb/bulk-upload-cert");
  bulk->body = g_strdup ("{\"certifications\":[]}");
  bulk->sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, bulk->body, -1);
  bulk->n_members = decisions->len;
  for (guint i = 0; i < decisions->len; i++)
    ((AttestNewSubmission *) g_ptr_array_index (decisions, i))->bulk = attest_new_bulk_ref (bulk);
  attest_new_bulk_unref (bulk);
}

static void
start_enqueue (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GPtrArray) decisions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) attest_new_submission_free);

  add_decision (self, decisions, "First");
  add_decision (self, decisions, "Second");
  if (self->is_bulk)
    join (decisions);
  attest_store_enqueue_async (
      self->store.store, g_steal_pointer (&decisions), NULL, callback, user_data);
}

static gboolean
finish_enqueue (Fixture *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GPtrArray) queued = attest_store_enqueue_finish (self->store.store, result, error);

  if (queued == NULL)
    return FALSE;
  g_free (self->queued);
  g_free (self->second);
  self->queued = g_strdup (attest_submission_get_id (g_ptr_array_index (queued, 0)));
  self->second = g_strdup (attest_submission_get_id (g_ptr_array_index (queued, 1)));
  return TRUE;
}

static const Verb enqueue = { "enqueue", TRUE, prepare_draft, start_enqueue, finish_enqueue };

static void
prepare_queued (Fixture *self)
{
  prepare_draft (self);
  do_verb (self, &enqueue);
}

static void
start_load_queue (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  attest_store_load_queue_async (self->store.store, NULL, callback, user_data);
}

static gboolean
finish_load_queue (Fixture *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GPtrArray) rows = attest_store_load_queue_finish (self->store.store, result, error);

  return rows != NULL;
}

static void
start_reorder (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  const char *const ids[] = { self->second, NULL };

  attest_store_reorder_async (self->store.store, ids, self->queued, callback, user_data);
}

static gboolean
finish_reorder (Fixture *self, GAsyncResult *result, GError **error)
{
  return attest_store_reorder_finish (self->store.store, result, error);
}

/* Sending. */

static void
start_claim_of (Fixture *self,
                gboolean with_begin,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  const AttestClaim claim = { self->queued, *self->place, 0, with_begin };

  attest_store_claim_async (self->store.store, &claim, NULL, callback, user_data);
}

static void
start_claim (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  start_claim_of (self, FALSE, callback, user_data);
}

static void
start_begin (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  start_claim_of (self, TRUE, callback, user_data);
}

static gboolean
finish_claim (Fixture *self, GAsyncResult *result, GError **error)
{
  g_autoptr (AttestClaimed) claimed = attest_store_claim_finish (self->store.store, result, error);

  if (claimed == NULL)
    return FALSE;
  g_assert_cmpint (claimed->answer, ==, ATTEST_CLAIM_DONE);
  g_free (self->attempt);
  self->attempt = g_strdup (claimed->attempt);
  return TRUE;
}

static const Verb claim = { "claim", TRUE, prepare_queued, start_claim, finish_claim };
static const Verb claim_and_begin = { "begin", TRUE, prepare_queued, start_begin, finish_claim };

static void
prepare_claimed (Fixture *self)
{
  prepare_queued (self);
  do_verb (self, &claim);
}

static void
prepare_begun (Fixture *self)
{
  prepare_queued (self);
  do_verb (self, &claim_and_begin);
}

static void
start_release (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  attest_store_release_async (self->store.store, self->queued, callback, user_data);
}

static gboolean
finish_release (Fixture *self, GAsyncResult *result, GError **error)
{
  return attest_store_release_finish (self->store.store, result, error);
}

static void
start_end_of (Fixture *self, AttestState to, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  const AttestClaimEnd end = {
    .id = self->queued,
    .place = *self->place,
    .from = ATTEST_STATE_SENDING,
    .to = to,
    .attempt = self->attempt,
    .http_status = to == ATTEST_STATE_ACCEPTED ? 201 : 429,
    .message = "as the server says",
    .headers = "X-One: 1",
    .content_type = "application/json",
    .body = body,
    .hold = to == ATTEST_STATE_QUEUED ? G_USEC_PER_SEC : 0,
  };

  attest_store_end_async (self->store.store, &end, callback, user_data);
}

static void
start_accept (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  start_end_of (self, ATTEST_STATE_ACCEPTED, callback, user_data);
}

static void
start_wait (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  start_end_of (self, ATTEST_STATE_QUEUED, callback, user_data);
}

static void
start_unknown (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  start_end_of (self, ATTEST_STATE_UNKNOWN, callback, user_data);
}

static gboolean
finish_end (Fixture *self, GAsyncResult *result, GError **error)
{
  AttestRowMove move = ATTEST_ROW_NOT_THERE;
  gint64 wait = 0;

  if (!attest_store_end_finish (self->store.store, result, &move, &wait, error))
    return FALSE;
  g_assert_cmpint (move, ==, ATTEST_ROW_MOVED);
  return TRUE;
}

static const Verb accept = { "accept", TRUE, prepare_begun, start_accept, finish_end };
static const Verb leave_unknown = { "unknown", TRUE, prepare_begun, start_unknown, finish_end };

static void
prepare_accepted (Fixture *self)
{
  prepare_begun (self);
  do_verb (self, &accept);
}

static void
prepare_unknown (Fixture *self)
{
  prepare_begun (self);
  do_verb (self, &leave_unknown);
}

/* As if the process that was sending it had died. */
static void
prepare_orphan (Fixture *self)
{
  prepare_begun (self);
  store_fixture_write (&self->store, "UPDATE submissions SET claimed_by = 'nobody'");
}

static void
start_recover (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  attest_store_recover_async (self->store.store, NULL, callback, user_data);
}

static gboolean
finish_recover (Fixture *self, GAsyncResult *result, GError **error)
{
  return attest_store_recover_finish (self->store.store, result, error);
}

static void
start_decide (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  const AttestDecision decision = {
    self->queued, ATTEST_STATE_UNKNOWN, ATTEST_STATE_ACCEPTED, "7", "found", FALSE
  };

  attest_store_decide_async (self->store.store, &decision, NULL, callback, user_data);
}

/* One that is sent instead of what nobody knows the fate of. */
static void
start_send_again (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GPtrArray) decisions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) attest_new_submission_free);
  AttestNewSubmission *again = NULL;

  add_decision (self, decisions, "Third");
  add_decision (self, decisions, "First");
  again = g_ptr_array_index (decisions, 1);
  again->replaces = g_strdup (self->queued);
  again->note = g_strdup ("sent again");
  attest_store_enqueue_async (
      self->store.store, g_steal_pointer (&decisions), NULL, callback, user_data);
}

static gboolean
finish_send_again (Fixture *self, GAsyncResult *result, GError **error)
{
  static const char replaced_sql[] =
      "SELECT count (*) FROM submissions WHERE state = 'not-sent' AND message = 'sent again'";

  if (!finish_enqueue (self, result, error))
    return FALSE;
  g_assert_cmpint (store_fixture_get_int (&self->store, replaced_sql), ==, 1);
  return TRUE;
}

static void
start_add_id (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  const AttestDecision decision = {
    self->queued, ATTEST_STATE_ACCEPTED, ATTEST_STATE_ACCEPTED, "7", "found", FALSE
  };

  attest_store_decide_async (self->store.store, &decision, NULL, callback, user_data);
}

static gboolean
finish_decide (Fixture *self, GAsyncResult *result, GError **error)
{
  AttestRowMove move = ATTEST_ROW_NOT_THERE;

  if (!attest_store_decide_finish (self->store.store, result, &move, error))
    return FALSE;
  g_assert_cmpint (move, ==, ATTEST_ROW_MOVED);
  return TRUE;
}

/* Looking back. */

static void
start_earlier (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  attest_store_find_earlier_async (self->store.store,
                                   &(AttestEarlierQuery){ self->place, "First", "hash" },
                                   NULL,
                                   callback,
                                   user_data);
}

static gboolean
finish_earlier (Fixture *self, GAsyncResult *result, GError **error)
{
  g_autoptr (AttestEarlier) earlier =
      attest_store_find_earlier_finish (self->store.store, result, error);

  return earlier != NULL;
}

static void
start_reconciliation (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  attest_store_load_reconciliation_async (
      self->store.store, self->queued, G_USEC_PER_SEC, NULL, callback, user_data);
}

static gboolean
finish_reconciliation (Fixture *self, GAsyncResult *result, GError **error)
{
  g_autoptr (AttestReconciliation) found =
      attest_store_load_reconciliation_finish (self->store.store, result, error);

  return found != NULL;
}

static void
start_find_peers (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (attest_draft_row_free);

  add_draft_row (rows, self->draft, 0);
  attest_store_find_peers_async (
      self->store.store, g_steal_pointer (&rows), NULL, callback, user_data);
}

static gboolean
finish_find_peers (Fixture *self, GAsyncResult *result, GError **error)
{
  g_autoptr (AttestPeers) peers = attest_store_find_peers_finish (self->store.store, result, error);

  return peers != NULL;
}

static void
start_details (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  attest_store_load_details_async (self->store.store, self->queued, NULL, callback, user_data);
}

static void
start_turn (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  attest_store_take_turn_async (self->store.store, self->place, 0, NULL, callback, user_data);
}

static gboolean
finish_turn (Fixture *self, GAsyncResult *result, GError **error)
{
  gint64 wait = 0;

  return attest_store_take_turn_finish (self->store.store, result, &wait, error);
}

static gboolean
finish_details (Fixture *self, GAsyncResult *result, GError **error)
{
  g_autoptr (AttestSubmissionDetails) details =
      attest_store_load_details_finish (self->store.store, result, error);

  return details != NULL;
}

/* Choices. */

static void
start_setting (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  attest_store_set_setting_async (
      self->store.store, ATTEST_SETTING_PAUSED, "1", callback, user_data);
}

static gboolean
finish_setting (Fixture *self, GAsyncResult *result, GError **error)
{
  return attest_store_set_setting_finish (self->store.store, result, error);
}

static void
start_host (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  const AttestPlace place = { self->place->service,
                              ATTEST_ENVIRONMENT_TEST,
                              (char *) "http://[::1]:1" };

  attest_store_set_host_async (self->store.store, &place, NULL, callback, user_data);
}

static gboolean
finish_host (Fixture *self, GAsyncResult *result, GError **error)
{
  return attest_store_set_host_finish (self->store.store, result, error);
}

/* Designs. */

static const AttestDesignKind *
get_kind (Fixture *self)
{
  return attest_service_get_designs_of (self->place->service,
                                        &attest_form_schema.fields[ATTEST_FORM_BADGE_DESIGN]);
}

static void
start_keep_designs (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GPtrArray) designs = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (designs, attest_design_new ("83", "오픈배지", NULL, NULL));
  g_ptr_array_add (designs, attest_design_new ("83", "once more", NULL, NULL));
  g_ptr_array_add (designs, attest_design_new ("7", "", NULL, NULL));
  attest_store_keep_designs_async (
      self->store.store, self->place, get_kind (self), designs, callback, user_data);
}

static void
start_load_designs (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  attest_store_load_designs_async (
      self->store.store, self->place, get_kind (self), NULL, callback, user_data);
}

static gboolean
finish_designs (Fixture *self, GAsyncResult *result, GError **error)
{
  g_autoptr (AttestDesignList) list =
      attest_store_designs_finish (self->store.store, result, error);

  if (list == NULL)
    return FALSE;
  g_assert_cmpuint (list->designs->len, ==, 2);
  g_assert_cmpstr (attest_design_get_name (list->designs->pdata[0]), ==, "오픈배지");
  g_assert_cmpstr (attest_design_get_id (list->designs->pdata[1]), ==, "7");
  g_assert_cmpint (list->read, >, 0);
  return TRUE;
}

static const Verb keep_designs = { "keep-designs", TRUE, NULL, start_keep_designs, finish_designs };

static void
prepare_designs (Fixture *self)
{
  do_verb (self, &keep_designs);
}

static void
start_keep_stored (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_stored_free);

  for (guint i = 0; i < 2; i++)
    {
      AttestStored *one = g_new0 (AttestStored, 1);

      one->id = g_strdup (i == 0 ? "7" : "8");
      one->record = attest_record_new (&attest_form_schema);
      attest_record_set_text (one->record, ATTEST_FORM_NAME, "수료증");
      g_ptr_array_add (all, one);
    }
  attest_store_keep_stored_async (self->store.store, self->place, all, callback, user_data);
}

static void
start_load_stored (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  attest_store_load_stored_async (self->store.store, self->place, NULL, NULL, callback, user_data);
}

static gboolean
finish_stored (Fixture *self, GAsyncResult *result, GError **error)
{
  g_autoptr (AttestStoredList) list = attest_store_stored_finish (self->store.store, result, error);

  if (list == NULL)
    return FALSE;
  g_assert_cmpuint (list->listed->len, ==, 2);
  g_assert_cmpstr (((AttestListed *) list->listed->pdata[1])->stored->id, ==, "8");
  return TRUE;
}

static const Verb keep_stored = { "keep-stored", TRUE, NULL, start_keep_stored, finish_stored };

static void
prepare_stored (Fixture *self)
{
  do_verb (self, &keep_stored);
}

/* What is still to be told, and what follows from what is kept. */

static void
start_load_batches (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  attest_store_load_batches_async (self->store.store, NULL, callback, user_data);
}

static gboolean
finish_load_batches (Fixture *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GPtrArray) batches =
      attest_store_load_batches_finish (self->store.store, result, error);

  return batches != NULL;
}

static void
start_load_refusal (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  attest_store_load_refusal_async (self->store.store, self->draft, NULL, callback, user_data);
}

static gboolean
finish_load_refusal (Fixture *self, GAsyncResult *result, GError **error)
{
  g_autoptr (AttestSubmissionDetails) refusal = NULL;

  if (!attest_store_load_refusal_finish (self->store.store, result, &refusal, error))
    return FALSE;
  g_assert_nonnull (refusal);
  return TRUE;
}

/* As after a damage: none of it is there. */
static void
prepare_unprojected (Fixture *self)
{
  prepare_accepted (self);
  store_fixture_write (&self->store,
                       "DELETE FROM published; DELETE FROM standing;"
                       "UPDATE listed SET expiry = NULL;"
                       "DELETE FROM counters WHERE name = 'projected';"
                       "INSERT INTO counters (name, value) VALUES ('projected', 0)");
}

static void
start_project (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  attest_store_project_async (self->store.store, NULL, callback, user_data);
}

static gboolean
finish_project (Fixture *self, GAsyncResult *result, GError **error)
{
  gboolean is_done = FALSE;

  return attest_store_project_finish (self->store.store, result, &is_done, error);
}

static const Verb project = { "project-accepted",
                              TRUE,
                              prepare_unprojected,
                              start_project,
                              finish_project };

static void
prepare_half_projected (Fixture *self)
{
  prepare_unprojected (self);
  do_verb (self, &project);
  do_verb (self, &project);
}

static void
start_history (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  const AttestHistoryFilter filter = { .search = "first" };

  attest_store_read_history_async (self->store.store, &filter, NULL, NULL, callback, user_data);
}

static gboolean
finish_history (Fixture *self, GAsyncResult *result, GError **error)
{
  g_autoptr (AttestHistoryPart) part =
      attest_store_read_history_finish (self->store.store, result, error);

  return part != NULL;
}

/* Imports. */

static void
start_save_import (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  AttestImportInfo *info = g_new0 (AttestImportInfo, 1);

  info->id = g_strdup ("import");
  info->schema = &attest_form_schema;
  info->name = g_strdup ("courses.csv");
  info->sha256 = g_strdup ("sha256");
  info->state = g_strdup ("open");
  info->decisions = g_strdup ("{}");
  info->n_rows = 1;
  info->n_records = 1;
  info->bytes = g_bytes_new_static ("name", 4);
  attest_store_save_import_async (self->store.store, info, callback, user_data);
}

static gboolean
finish_save_import (Fixture *self, GAsyncResult *result, GError **error)
{
  return attest_store_save_import_finish (self->store.store, result, error);
}

static const Verb save_import = { "save-import",
                                  TRUE,
                                  NULL,
                                  start_save_import,
                                  finish_save_import };

static void
prepare_import (Fixture *self)
{
  do_verb (self, &save_import);
}

static void
start_keep_rows (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new ();
  GPtrArray *rows = g_ptr_array_new_with_free_func (attest_import_row_free);

  for (guint i = 1; i <= 2; i++)
    {
      AttestImportRow *row = g_new0 (AttestImportRow, 1);
      g_autofree char *id = attest_ident_new ();

      add_draft_row (drafts, id, 0);
      row->row = i;
      row->title = g_strdup ("Course");
      row->key = g_strdup ("");
      row->effect = g_strdup ("create");
      row->draft_id = g_strdup (id);
      row->content_hash = g_strdup ("hash");
      row->draft = g_ptr_array_index (drafts, i - 1);
      g_ptr_array_add (rows, row);
    }
  attest_store_keep_rows_async (self->store.store, "import", rows, NULL, callback, user_data);
}

static gboolean
finish_keep_rows (Fixture *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GPtrArray) rows = attest_store_change_rows_finish (self->store.store, result, error);

  return rows != NULL;
}

static const Verb keep_rows = { "keep-rows",
                                TRUE,
                                prepare_import,
                                start_keep_rows,
                                finish_keep_rows };

static void
prepare_kept (Fixture *self)
{
  prepare_import (self);
  do_verb (self, &keep_rows);
}

static void
start_list_imports (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  attest_store_list_imports_async (self->store.store, NULL, callback, user_data);
}

static gboolean
finish_list_imports (Fixture *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GPtrArray) imports =
      attest_store_list_imports_finish (self->store.store, result, error);

  return imports != NULL;
}

static void
start_load_import (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  attest_store_load_import_async (self->store.store, "import", NULL, callback, user_data);
}

static gboolean
finish_load_import (Fixture *self, GAsyncResult *result, GError **error)
{
  g_autoptr (AttestImportInfo) info = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  return attest_store_load_import_finish (self->store.store, result, &info, &rows, error);
}

static void
start_save_profiles (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GPtrArray *profiles = g_ptr_array_new_with_free_func (attest_profile_row_free);
  GPtrArray *maps = g_ptr_array_new_with_free_func (attest_value_map_free);
  AttestProfileRow *profile = g_new0 (AttestProfileRow, 1);
  AttestValueMap *map = g_new0 (AttestValueMap, 1);

  profile->name = g_strdup ("Courses");
  profile->content = g_strdup ("{}");
  map->path = g_strdup ("type");
  map->value = g_strdup ("done");
  map->meaning = g_strdup ("completion");
  map->origin = g_strdup ("courses.csv");
  g_ptr_array_add (profiles, profile);
  g_ptr_array_add (maps, map);
  attest_store_save_profiles_async (self->store.store, profiles, maps, callback, user_data);
}

static gboolean
finish_save_profiles (Fixture *self, GAsyncResult *result, GError **error)
{
  return attest_store_save_profiles_finish (self->store.store, result, error);
}

static const Verb save_profiles = { "save-profiles",
                                    TRUE,
                                    NULL,
                                    start_save_profiles,
                                    finish_save_profiles };

static void
prepare_profiles (Fixture *self)
{
  do_verb (self, &save_profiles);
}

static void
start_list_profiles (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  attest_store_list_profiles_async (self->store.store, NULL, callback, user_data);
}

static gboolean
finish_list_profiles (Fixture *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GPtrArray) profiles = NULL;
  g_autoptr (GPtrArray) maps = NULL;

  return attest_store_list_profiles_finish (self->store.store, result, &profiles, &maps, error);
}

static void
start_refuse (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  start_end_of (self, ATTEST_STATE_REFUSED, callback, user_data);
}

static const Verb refuse = { "refuse", TRUE, prepare_begun, start_refuse, finish_end };

static void
prepare_refused (Fixture *self)
{
  prepare_begun (self);
  do_verb (self, &refuse);
  store_fixture_write (&self->store,
                       "UPDATE submissions SET state = 'not-sent' WHERE state = 'queued'");
}

static const Verb verbs[] = {
  { "load-batches", FALSE, prepare_accepted, start_load_batches, finish_load_batches },
  { "load-refusal", FALSE, prepare_refused, start_load_refusal, finish_load_refusal },
  { "project-drafts", TRUE, prepare_half_projected, start_project, finish_project },
  { "read-history", FALSE, prepare_accepted, start_history, finish_history },
  { "list-imports", FALSE, prepare_kept, start_list_imports, finish_list_imports },
  { "load-import", FALSE, prepare_kept, start_load_import, finish_load_import },
  { "list-profiles", FALSE, prepare_profiles, start_list_profiles, finish_list_profiles },
  { "save-conflict", TRUE, prepare_draft, start_save_conflict, finish_save },
  { "load-record", FALSE, prepare_draft, start_load_record, finish_load_record },
  { "restore", TRUE, prepare_deleted, start_restore, finish_change },
  { "purge", TRUE, prepare_deleted, start_purge, finish_change },
  { "purge-old", TRUE, prepare_deleted, start_purge_old, finish_purge_old },
  { "load-queue", FALSE, prepare_queued, start_load_queue, finish_load_queue },
  { "reorder", TRUE, prepare_queued, start_reorder, finish_reorder },
  { "release", TRUE, prepare_claimed, start_release, finish_release },
  { "wait", TRUE, prepare_begun, start_wait, finish_end },
  { "recover", TRUE, prepare_orphan, start_recover, finish_recover },
  { "decide", TRUE, prepare_unknown, start_decide, finish_decide },
  { "send-again", TRUE, prepare_unknown, start_send_again, finish_send_again },
  { "add-id", TRUE, prepare_accepted, start_add_id, finish_decide },
  { "find-earlier", FALSE, prepare_accepted, start_earlier, finish_earlier },
  { "load-reconciliation", FALSE, prepare_unknown, start_reconciliation, finish_reconciliation },
  { "find-peers", FALSE, prepare_accepted, start_find_peers, finish_find_peers },
  { "load-details", FALSE, prepare_accepted, start_details, finish_details },
  { "load-stored", FALSE, prepare_stored, start_load_stored, finish_stored },
  { "load-designs", FALSE, prepare_designs, start_load_designs, finish_designs },
  { "take-turn", TRUE, NULL, start_turn, finish_turn },
  { "set-setting", TRUE, NULL, start_setting, finish_setting },
  { "set-host", TRUE, NULL, start_host, finish_host },
};

/* The same of many in one request. */

static void
make_bulk (Fixture *self)
{
  attest_place_free (self->place);
  self->place = attest_place_new (
      attest_service_get ("certsearch"), ATTEST_ENVIRONMENT_TEST, "http://127.0.0.1:9");
  self->is_bulk = TRUE;
}

static void
prepare_bulk (Fixture *self)
{
  make_bulk (self);
  prepare_draft (self);
}

static void
prepare_bulk_queued (Fixture *self)
{
  make_bulk (self);
  prepare_queued (self);
}

static void
prepare_bulk_claimed (Fixture *self)
{
  make_bulk (self);
  prepare_claimed (self);
}

static void
prepare_bulk_begun (Fixture *self)
{
  make_bulk (self);
  prepare_begun (self);
}

static void
prepare_bulk_orphan (Fixture *self)
{
  make_bulk (self);
  prepare_orphan (self);
}

static void
prepare_bulk_unknown (Fixture *self)
{
  make_bulk (self);
  prepare_unknown (self);
}

static void
start_take_out (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  const AttestDecision decision = { .id = self->second,
                                    .from = ATTEST_STATE_QUEUED,
                                    .to = ATTEST_STATE_NOT_SENT };

  attest_store_decide_async (self->store.store, &decision, NULL, callback, user_data);
}

static void
start_decide_all (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  const AttestDecision decision = {
    .id = self->queued, .from = ATTEST_STATE_UNKNOWN, .to = ATTEST_STATE_NOT_SENT, .together = TRUE
  };

  attest_store_decide_async (self->store.store, &decision, NULL, callback, user_data);
}

/* One of them is named, and nothing is known of the other. */
static void
start_name (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (AttestReply) reply = attest_reply_new (ATTEST_OUTCOME_UNKNOWN);
  g_autoptr (AttestReply) refusal = attest_reply_new (ATTEST_OUTCOME_REFUSED);
  const AttestClaimEnd end = {
    .id = self->queued,
    .place = *self->place,
    .from = ATTEST_STATE_SENDING,
    .to = ATTEST_STATE_UNKNOWN,
    .attempt = self->attempt,
    .http_status = 400,
    .named = attest_reply_get_named (reply),
  };

  attest_reply_set_message (refusal, "as the server says");
  attest_reply_add_named (reply, 1, refusal);
  attest_store_end_async (self->store.store, &end, callback, user_data);
}

/* Of one that is there no more, the answer says so; those of one request go with it. */
static void
start_take_out_all (Fixture *self, GAsyncReadyCallback callback, gpointer user_data)
{
  const AttestDecision decision = { .from = ATTEST_STATE_QUEUED,
                                    .to = ATTEST_STATE_NOT_SENT,
                                    .note = "taken out" };
  const char *const ids[] = { self->second, "gone", self->queued, NULL };

  attest_store_decide_all_async (self->store.store, &decision, ids, NULL, callback, user_data);
}

static gboolean
finish_take_out_all (Fixture *self, GAsyncResult *result, GError **error)
{
  AttestRowMove moves[3];

  if (!attest_store_decide_all_finish (self->store.store, result, moves, error))
    return FALSE;
  g_assert_cmpint (moves[0], ==, ATTEST_ROW_MOVED);
  g_assert_cmpint (moves[1], ==, ATTEST_ROW_NOT_THERE);
  g_assert_cmpint (moves[2], ==, ATTEST_ROW_MOVED);
  return TRUE;
}

static const Verb several = { "take-out-several",
                              TRUE,
                              prepare_queued,
                              start_take_out_all,
                              finish_take_out_all };

static const Verb bulk_verbs[] = {
  { "bulk-enqueue", TRUE, prepare_bulk, start_enqueue, finish_enqueue },
  { "bulk-claim", TRUE, prepare_bulk_queued, start_claim, finish_claim },
  { "bulk-begin", TRUE, prepare_bulk_queued, start_begin, finish_claim },
  { "bulk-release", TRUE, prepare_bulk_claimed, start_release, finish_release },
  { "bulk-accept", TRUE, prepare_bulk_begun, start_accept, finish_end },
  { "bulk-name", TRUE, prepare_bulk_begun, start_name, finish_end },
  { "bulk-wait", TRUE, prepare_bulk_begun, start_wait, finish_end },
  { "bulk-recover", TRUE, prepare_bulk_orphan, start_recover, finish_recover },
  { "bulk-take-out", TRUE, prepare_bulk_queued, start_take_out, finish_decide },
  { "bulk-take-out-several", TRUE, prepare_bulk_queued, start_take_out_all, finish_take_out_all },
  { "bulk-decide", TRUE, prepare_bulk_unknown, start_decide_all, finish_decide },
  { "bulk-details", FALSE, prepare_bulk_unknown, start_details, finish_details },
};

static void
set_up (Fixture *self, gconstpointer data)
{
  const AttestService *service = attest_service_get ("kolleges");

  store_fixture_set_up (&self->store, NULL);
  attest_store_set_engine (self->store.store, get_engine ());
  store_fixture_open (&self->store);
  self->place = attest_place_new (service, ATTEST_ENVIRONMENT_TEST, "http://127.0.0.1:9");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  store_fixture_clear (&self->store, NULL);
  g_free (self->draft);
  g_free (self->queued);
  g_free (self->second);
  g_free (self->attempt);
  attest_place_free (self->place);
}

static void
test_fails_whole (Fixture *self, gconstpointer data)
{
  const Verb *verb = data;
  int n = 0;

  if (verb->prepare != NULL)
    verb->prepare (self);
  store_fixture_settle (&self->store);
  for (n = 0; n < MOST_CALLS; n++)
    {
      g_autofree char *before = dump (&self->store);
      g_autofree char *after = NULL;
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      gboolean done = FALSE;

      g_atomic_int_set (&only_writing, verb->writes);
      g_atomic_int_set (&calls_left, n);
      result = run (self, verb);
      done = verb->finish (self, result, &error);
      if (g_atomic_int_get (&calls_left) >= 0)
        {
          g_atomic_int_set (&calls_left, -1);
          g_assert_no_error (error);
          g_assert_true (done);
          break;
        }
      if (done && !verb->writes)
        {
          n--; /* it was the following that failed */
          continue;
        }
      g_assert_error (error, ATTEST_STORE_ERROR, FAILURE);
      g_assert_false (done);
      after = dump (&self->store);
      g_assert_cmpstr (before, ==, after);
    }
  g_test_message ("%d calls that can fail", n);
  g_assert_cmpint (n, >, 2);
  g_assert_cmpint (n, <, MOST_CALLS);
}

static void
add (const Verb *verb)
{
  g_autofree char *name = g_strconcat ("/verbs/", verb->name, NULL);

  g_test_add (name, Fixture, verb, set_up, test_fails_whole, tear_down);
}

int
main (int argc, char *argv[])
{
  const Verb *const others[] = { &save_new,        &delete, &enqueue,      &claim,
                                 &claim_and_begin, &accept, &leave_unknown };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    add (others[i]);
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    add (&verbs[i]);
  for (guint i = 0; i < G_N_ELEMENTS (bulk_verbs); i++)
    add (&bulk_verbs[i]);
  add (&keep_designs);
  add (&keep_stored);
  add (&project);
  add (&save_import);
  add (&keep_rows);
  add (&save_profiles);
  add (&refuse);
  add (&several);
  return g_test_run ();
}
