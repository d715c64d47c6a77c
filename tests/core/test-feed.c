/* The feed: what somebody else writes is told, all of it and in its order, however busy they are.
 */
#include "store-fixture.h"
#include "store/attest-store-choices.h"
#include "store/attest-store-drafts.h"
#include "store/attest-store-queue.h"
#include "store/attest-submissions.h"

#include "model/attest-form.h"

static void
set_up_other (StoreFixture *other, StoreFixture *fixture)
{
  store_fixture_open (fixture);
  store_fixture_init_on (other, fixture->folder);
  store_fixture_open (other);
}

static GPtrArray *
make_decisions (guint number)
{
  GPtrArray *decisions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) attest_new_submission_free);
  AttestNewSubmission *decision = g_new0 (AttestNewSubmission, 1);

  decision->place = attest_place_new (
      attest_service_get ("kolleges"), ATTEST_ENVIRONMENT_TEST, "https://example.org");
  decision->title = g_strdup_printf ("F-%u", number);
  decision->entity = g_strdup ("");
  decision->entity_id = g_strdup ("");
  decision->url = g_strdup ("https://example.org/forms");
  decision->headers = g_strdup ("");
  decision->body = g_strdup ("{}");
  decision->sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "{}", -1);
  g_ptr_array_add (decisions, decision);
  return decisions;
}

static void
note_titles_cb (AttestStore *store, GPtrArray *submissions, GHashTable *seen)
{
  for (guint i = 0; i < submissions->len; i++)
    g_hash_table_add (seen,
                      g_strdup (attest_submission_get_title (g_ptr_array_index (submissions, i))));
}

/* One goes on writing, the other follows: when the last one is seen, so is every one before. */
static void
test_busy_writer (StoreFixture *fixture, gconstpointer data)
{
  const guint n_rows = g_test_slow () ? 3000 : 400;
  const guint n_runs = g_test_slow () ? 20 : 3;
  StoreFixture other = { 0 };

  set_up_other (&other, fixture);
  for (guint run = 0; run < n_runs; run++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autofree char *last = g_strdup_printf ("F-%u", n_rows - 1);
      gulong handler = g_signal_connect (
          fixture->store, "submissions-changed", G_CALLBACK (note_titles_cb), seen);

      for (guint i = 0; i < n_rows; i++)
        attest_store_enqueue_async (other.store, make_decisions (i), NULL, NULL, NULL);
      while (!g_hash_table_contains (seen, last))
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (g_hash_table_size (seen), ==, n_rows);
      g_signal_handler_disconnect (fixture->store, handler);
    }
  store_fixture_settle (&other);
  store_fixture_clear (&other, NULL);
}

static void
note_drafts_cb (AttestStore *store, GPtrArray *rows, GPtrArray *gone, GString *seen)
{
  for (guint i = 0; i < gone->len; i++)
    g_string_append_printf (seen, "-%s ", (char *) g_ptr_array_index (gone, i));
  for (guint i = 0; i < rows->len; i++)
    {
      AttestDraftRow *row = g_ptr_array_index (rows, i);

      g_string_append_printf (seen, "%s%s ", row->deleted ? "~" : "+", row->id);
    }
}

static void
save_draft (AttestStore *store, const char *id)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (attest_draft_row_free);
  AttestDraftRow *row = g_new0 (AttestDraftRow, 1);

  row->id = g_strdup (id);
  row->schema = &attest_form_schema;
  row->title = g_strdup ("title");
  row->entity = g_strdup ("");
  row->entity_id = g_strdup ("");
  row->status = g_strdup ("");
  row->search = g_strdup ("title");
  row->content_hash = g_strdup ("");
  row->record = g_strdup ("{}");
  row->created = row->changed = 1;
  g_ptr_array_add (rows, row);
  attest_store_save_drafts_async (store, rows, NULL, NULL, NULL);
}

static void
wait_for (GString *seen, const char *what)
{
  while (strstr (seen->str, what) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Drafts, hosts and settings are told in the same way, to who wrote them and to everybody else. */
static void
test_everything (StoreFixture *fixture, gconstpointer data)
{
  static const char *const ids[] = { "d1", NULL };
  const AttestService *service = attest_service_get ("kolleges");
  const AttestPlace place = { service, ATTEST_ENVIRONMENT_TEST, "https://other.example.org" };
  StoreFixture other = { 0 };
  g_autoptr (GString) mine = g_string_new (NULL);
  g_autoptr (GString) theirs = g_string_new (NULL);

  set_up_other (&other, fixture);
  g_signal_connect (fixture->store, "drafts-changed", G_CALLBACK (note_drafts_cb), mine);
  g_signal_connect (other.store, "drafts-changed", G_CALLBACK (note_drafts_cb), theirs);
  save_draft (other.store, "d1");
  wait_for (theirs, "+d1");
  wait_for (mine, "+d1");
  attest_store_change_drafts_async (other.store, ATTEST_DRAFTS_DELETE, ids, NULL, NULL);
  wait_for (theirs, "~d1");
  wait_for (mine, "~d1");
  attest_store_change_drafts_async (other.store, ATTEST_DRAFTS_PURGE, ids, NULL, NULL);
  wait_for (theirs, "-d1");
  wait_for (mine, "-d1");
  attest_store_set_host_async (other.store, &place, NULL, NULL, NULL);
  attest_store_set_setting_async (other.store, "paused", "1", NULL, NULL);
  g_assert_cmpstr (attest_store_get_setting (other.store, "paused"), ==, "1");
  while (attest_store_get_setting (fixture->store, "paused") == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (attest_store_get_host (fixture->store, service, ATTEST_ENVIRONMENT_TEST),
                   ==,
                   "https://other.example.org");
  store_fixture_settle (&other);
  store_fixture_clear (&other, NULL);
}

/* A setting that could not be written does not stay as it was wished. */
static void
test_unwritten (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_open (fixture);
  store_fixture_write (fixture, "INSERT INTO settings VALUES ('paused', '1')");
  store_fixture_close (fixture);
  store_fixture_open (fixture);
  g_assert_cmpstr (attest_store_get_setting (fixture->store, "paused"), ==, "1");
  store_fixture_write (fixture,
                       "CREATE TRIGGER no_more BEFORE DELETE ON settings BEGIN"
                       " SELECT RAISE (ABORT, 'no more'); END");
  attest_store_set_setting_async (fixture->store, "paused", NULL, NULL, NULL);
  g_assert_null (attest_store_get_setting (fixture->store, "paused"));
  while (attest_store_get_setting (fixture->store, "paused") == NULL)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_add ("/feed/busy-writer", test_busy_writer);
  store_fixture_add ("/feed/everything", test_everything);
  store_fixture_add ("/feed/unwritten", test_unwritten);
  return g_test_run ();
}
