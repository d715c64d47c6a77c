/* The history: as long as the database, loaded by the page, filtered, and kept current while it is
 * shown. With 100 000 rows, and with times. */
#include "store-fixture.h"

#include "store/attest-history.h"
#include "store/attest-submission-details.h"
#include "store/attest-submissions.h"

#include <sqlite3.h>

#define N_MANY 100000

/* Rows as the outbox writes them; number 1 is the oldest. Every tenth is refused, every thousandth
 * is of the entity with the Hangul name. */
static void
add_rows (StoreFixture *fixture, guint first, guint last)
{
  g_autofree char *sql = g_strdup_printf (
      "WITH RECURSIVE n (i) AS (SELECT %u UNION ALL SELECT i + 1 FROM n WHERE i < %u)"
      " INSERT INTO submissions (id, draft_id, service, environment, host, title, entity, sha256,"
      " state, http_status, created, sent, finished, search) SELECT"
      " printf ('0190%%08d-0000-7000-8000-000000000000', i), NULL,"
      " CASE i %% 4 WHEN 0 THEN 'kolleges' ELSE 'certsearch' END, 'practice', 'http://127.0.0.1:1',"
      " printf ('KR-%%06d', i), CASE i %% 1000 WHEN 0 THEN '한성현대' ELSE 'Hanseong Precision' "
      "END,"
      " printf ('%%064d', i), CASE i %% 10 WHEN 0 THEN 'refused' ELSE 'accepted' END, 201,"
      " i * 1000000, i * 1000000, i * 1000000 + 250000,"
      " printf ('kr-%%06d', i) || char (10) || CASE i %% 1000 WHEN 0 THEN '한성현대' ELSE"
      " 'hanseong precision' END FROM n",
      first,
      last);

  store_fixture_write (fixture, sql);
}

static void
wait_until_counted (AttestHistory *history)
{
  gboolean loading = TRUE;

  while (loading)
    {
      g_object_get (history, "loading", &loading, NULL);
      if (loading)
        g_main_context_iteration (NULL, TRUE);
    }
}

static AttestSubmission *
get_loaded (AttestHistory *history, guint position)
{
  g_autoptr (AttestSubmission) submission = NULL;

  do
    {
      g_clear_object (&submission);
      submission = g_list_model_get_item (G_LIST_MODEL (history), position);
      g_assert_nonnull (submission);
      if (!attest_submission_get_loaded (submission))
        g_main_context_iteration (NULL, TRUE);
    }
  while (!attest_submission_get_loaded (submission));
  return g_steal_pointer (&submission);
}

static void
assert_title (AttestHistory *history, guint position, const char *title)
{
  g_autoptr (AttestSubmission) submission = get_loaded (history, position);

  g_assert_cmpstr (attest_submission_get_title (submission), ==, title);
}

static guint
get_n (AttestHistory *history)
{
  return g_list_model_get_n_items (G_LIST_MODEL (history));
}

static void
test_empty (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestHistory) history = NULL;

  store_fixture_open (fixture);
  history = attest_history_new (fixture->store);
  wait_until_counted (history);
  g_assert_cmpuint (get_n (history), ==, 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (history), 0));
}

static void
test_order (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestHistory) history = NULL;
  g_autoptr (AttestSubmission) placeholder = NULL;
  g_autoptr (AttestSubmission) same = NULL;

  store_fixture_open (fixture);
  add_rows (fixture, 1, 250);
  history = attest_history_new (fixture->store);
  wait_until_counted (history);
  g_assert_cmpuint (get_n (history), ==, 250);
  placeholder = g_list_model_get_item (G_LIST_MODEL (history), 0);
  g_assert_false (attest_submission_get_loaded (placeholder));
  same = get_loaded (history, 0);
  g_assert_true (same == placeholder);
  g_assert_cmpstr (attest_submission_get_title (same), ==, "KR-000250");
  g_assert_cmpint (attest_submission_get_state (same), ==, ATTEST_STATE_REFUSED);
  g_assert_cmpint (attest_submission_get_duration (same), ==, 250000);
  assert_title (history, 99, "KR-000151");
  assert_title (history, 100, "KR-000150");
  assert_title (history, 249, "KR-000001");
}

typedef struct
{
  const char *sql;
  const char *title;
  AttestSubmissionRow *row;
} Change;

static gboolean
change_job (AttestDb *db, gpointer data, GError **error)
{
  Change *change = data;
  g_auto (GStrv) parts = g_strsplit (change->sql, "%s", -1);
  g_autofree char *sql = g_strjoinv (change->title, parts);

  return attest_db_run (db, sql, error)
         && attest_submissions_read_row (db, change->title, &change->row, error);
}

static AttestSubmission *
take_row (StoreFixture *fixture, const char *title, const char *sql)
{
  Change change = { sql, title, NULL };
  g_autoptr (AttestSubmissionRow) row = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_run (fixture, ATTEST_STORE_WRITE, change_job, &change, &error);
  g_assert_no_error (error);
  row = change.row;
  attest_store_take_submission (fixture->store, row);
  return attest_store_ref_submission (fixture->store, row);
}

static const char add_queued[] =
    "INSERT INTO submissions (id, service, environment, host, title, entity, sha256, state,"
    " created, search) VALUES ('%s', 'certsearch', 'test', 'https://example.org', '%s', 'New',"
    " '', 'queued', 900000000000000, lower ('%s'))";

static const char add_sending[] =
    "INSERT INTO submissions (id, service, environment, host, title, entity, sha256, state,"
    " created, sent, search) VALUES ('%s', 'certsearch', 'test', 'https://example.org', '%s', "
    "'New',"
    " '', 'sending', 1, 900000000000000, lower ('%s'))";

static const char send_it[] =
    "UPDATE submissions SET state = 'sending', sent = 900000000000000 WHERE title = '%s'";

static const char defer_it[] = "UPDATE submissions SET state = 'queued' WHERE title = '%s'";

static const char accept_it[] =
    "UPDATE submissions SET state = 'accepted', remote_id = 'R1' WHERE title = '%s'";

static void
append_change (GListModel *model, guint position, guint removed, guint added, GString *seen)
{
  g_string_append_printf (seen, "%u-%u+%u;", position, removed, added);
}

static void
test_new_at_top (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestHistory) history = NULL;
  g_autoptr (AttestSubmission) added = NULL;
  g_autoptr (AttestSubmission) changed = NULL;
  g_autoptr (AttestSubmission) top = NULL;
  g_autoptr (GString) seen = g_string_new (NULL);
  int states = 0;

  store_fixture_open (fixture);
  add_rows (fixture, 1, 10);
  history = attest_history_new (fixture->store);
  wait_until_counted (history);
  g_signal_connect (history, "items-changed", G_CALLBACK (append_change), seen);
  added = take_row (fixture, "N-1", add_sending);
  g_assert_cmpstr (seen->str, ==, "0-0+1;");
  top = g_list_model_get_item (G_LIST_MODEL (history), 0);
  g_assert_true (top == added);
  assert_title (history, 1, "KR-000010");
  g_signal_connect_swapped (top, "notify::state", G_CALLBACK (store_fixture_count), &states);
  changed = take_row (fixture, "N-1", accept_it);
  g_assert_true (changed == top);
  g_assert_cmpint (states, ==, 1);
  g_assert_cmpstr (attest_submission_get_remote_id (top), ==, "R1");
  g_assert_cmpstr (seen->str, ==, "0-0+1;");
}

/* What waits is not in it: before it leaves, and when it has to leave once more. */
static void
test_waiting (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestHistory) history = NULL;
  g_autoptr (AttestSubmission) submission = NULL;
  g_autoptr (AttestSubmission) sent = NULL;
  g_autoptr (AttestSubmission) deferred = NULL;
  g_autoptr (AttestSubmission) again = NULL;

  store_fixture_open (fixture);
  add_rows (fixture, 1, 10);
  history = attest_history_new (fixture->store);
  wait_until_counted (history);
  submission = take_row (fixture, "N-1", add_queued);
  wait_until_counted (history);
  g_assert_cmpuint (get_n (history), ==, 10);
  sent = take_row (fixture, "N-1", send_it);
  g_assert_cmpuint (get_n (history), ==, 11);
  assert_title (history, 0, "N-1");
  deferred = take_row (fixture, "N-1", defer_it);
  wait_until_counted (history);
  g_assert_cmpuint (get_n (history), ==, 10);
  again = take_row (fixture, "N-1", send_it);
  wait_until_counted (history);
  g_assert_cmpuint (get_n (history), ==, 11);
  assert_title (history, 0, "N-1");
  g_assert_true (again == submission);
}

/* In the order of leaving, whatever was decided first. */
static void
test_order_of_leaving (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestHistory) history = NULL;

  store_fixture_open (fixture);
  add_rows (fixture, 1, 10);
  store_fixture_write (fixture, "UPDATE submissions SET sent = 99000000 WHERE title = 'KR-000003'");
  history = attest_history_new (fixture->store);
  wait_until_counted (history);
  assert_title (history, 0, "KR-000003");
  assert_title (history, 1, "KR-000010");
}

static void
wait_for_count (AttestHistory *history, AttestState state, guint n)
{
  while (attest_history_get_count (history, state) != n)
    g_main_context_iteration (NULL, TRUE);
}

/* Of a time from one moment to before another; and how many there are of each state then, whichever
 * of them is shown. */
static void
test_times (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestHistory) history = NULL;
  g_autoptr (AttestSubmission) added = NULL;
  g_autoptr (AttestSubmission) changed = NULL;
  AttestHistoryFilter filter = { .environment = -1, .from = 11000000, .to = 41000000 };

  store_fixture_open (fixture);
  add_rows (fixture, 1, 100);
  history = attest_history_new (fixture->store);
  wait_until_counted (history);
  g_assert_cmpint (attest_history_get_oldest (history), ==, 1000000);
  wait_for_count (history, ATTEST_STATE_NONE, 100);
  attest_history_set_filter (history, &filter);
  wait_until_counted (history);
  g_assert_cmpuint (get_n (history), ==, 30);
  assert_title (history, 0, "KR-000040");
  assert_title (history, 29, "KR-000011");
  wait_for_count (history, ATTEST_STATE_NONE, 30);
  g_assert_cmpuint (attest_history_get_count (history, ATTEST_STATE_REFUSED), ==, 3);
  filter.state = ATTEST_STATE_REFUSED;
  filter.service = "certsearch";
  attest_history_set_filter (history, &filter);
  wait_until_counted (history);
  g_assert_cmpuint (get_n (history), ==, 1);
  wait_for_count (history, ATTEST_STATE_NONE, 22);
  g_assert_cmpuint (attest_history_get_count (history, ATTEST_STATE_REFUSED), ==, 1);
  /* What leaves later does not belong to it, and is counted where it does. */
  added = take_row (fixture, "N-1", add_sending);
  g_assert_cmpuint (get_n (history), ==, 1);
  attest_history_set_filter (history, NULL);
  wait_for_count (history, ATTEST_STATE_SENDING, 1);
  changed = take_row (fixture, "N-1", accept_it);
  wait_for_count (history, ATTEST_STATE_SENDING, 0);
  g_assert_cmpuint (attest_history_get_count (history, ATTEST_STATE_ACCEPTED), ==, 91);
}

/* A number is found whatever its dashes and invisible signs are, and what an earlier version wrote
 * down as well. */
static void
test_signs (StoreFixture *fixture, gconstpointer data)
{
  static const char *const searches[] = {
    "KR-00000\u200b2", "ｋｒ\u2011000002", "ＮＴＴ", "ｎｔｔ－1"
  };
  g_autoptr (AttestHistory) history = NULL;
  g_autoptr (AttestSubmission) added = NULL;

  store_fixture_open (fixture);
  add_rows (fixture, 1, 9);
  added = take_row (fixture, "ｎｔｔ－1", add_sending);
  history = attest_history_new (fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      attest_history_set_filter (
          history, &(AttestHistoryFilter){ .environment = -1, .search = searches[i] });
      wait_until_counted (history);
      g_test_message ("%s", searches[i]);
      g_assert_cmpuint (get_n (history), ==, 1);
      assert_title (history, 0, i < 2 ? "KR-000002" : "ｎｔｔ－1");
    }
}

/* An index that leads nowhere: what was counted does not come. It is made again, all comes, and
 * that is told. */
static void
test_mended (StoreFixture *fixture, gconstpointer data)
{
  static const char swap[] =
      "PRAGMA writable_schema = ON;"
      "CREATE TEMP TABLE roots AS SELECT name, rootpage FROM sqlite_master WHERE name IN"
      " ('sqlite_autoindex_submissions_1', 'submissions_by_title');"
      "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM roots WHERE name <>"
      " sqlite_master.name) WHERE name IN (SELECT name FROM roots)";
  g_autofree char *path = g_build_filename (fixture->folder, "attest.db", NULL);
  g_autoptr (AttestHistory) history = NULL;
  gboolean incomplete = TRUE;
  sqlite3 *db = NULL;

  store_fixture_open (fixture);
  add_rows (fixture, 1, 250);
  store_fixture_close (fixture);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, swap, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);

  store_fixture_open (fixture);
  g_assert_null (attest_store_get_notice (fixture->store));
  history = attest_history_new (fixture->store);
  wait_until_counted (history);
  g_assert_cmpuint (get_n (history), ==, 250);
  attest_history_set_filter (history,
                             &(AttestHistoryFilter){ .environment = -1, .service = "kolleges" });
  wait_until_counted (history);
  attest_history_set_filter (history, NULL);
  wait_until_counted (history);
  assert_title (history, 0, "KR-000250");
  assert_title (history, 249, "KR-000001");
  g_object_get (history, "incomplete", &incomplete, NULL);
  g_assert_false (incomplete);
  while (attest_store_get_notice (fixture->store) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_test_message ("%s", attest_store_get_notice (fixture->store));
}

/* What left together, also where something else left in between, by state and with what is
 * searched; what comes to it is shown, and what comes to another one is not. */
static void
test_batch (StoreFixture *fixture, gconstpointer data)
{
  static const char add_to_first[] =
      "INSERT INTO submissions (id, service, environment, host, title, entity, sha256, state,"
      " created, sent, search, batch) VALUES ('N-1', 'certsearch', 'practice', '', 'N-1', '', '',"
      " 'sending', 900000000, 900000000, 'n-1', 'first')";
  static const char add_to_second[] =
      "INSERT INTO submissions (id, service, environment, host, title, entity, sha256, state,"
      " created, sent, search, batch) VALUES ('N-2', 'certsearch', 'practice', '', 'N-2', '', '',"
      " 'sending', 900000001, 900000001, 'n-2', 'second')";
  AttestHistoryFilter filter = { .environment = -1, .batch = "first" };
  g_autoptr (AttestHistory) history = NULL;
  g_autoptr (AttestSubmission) mine = NULL;
  g_autoptr (AttestSubmission) theirs = NULL;

  store_fixture_open (fixture);
  add_rows (fixture, 1, 300);
  store_fixture_write (fixture,
                       "UPDATE submissions SET batch = CASE WHEN created % 2000000 = 0 THEN 'first'"
                       " ELSE 'second' END WHERE created BETWEEN 101000000 AND 160000000");
  history = attest_history_new (fixture->store);
  attest_history_set_filter (history, &filter);
  wait_until_counted (history);
  g_assert_cmpuint (get_n (history), ==, 30);
  assert_title (history, 0, "KR-000160");
  assert_title (history, 29, "KR-000102");
  wait_for_count (history, ATTEST_STATE_REFUSED, 6);
  mine = take_row (fixture, "N-1", add_to_first);
  theirs = take_row (fixture, "N-2", add_to_second);
  wait_for_count (history, ATTEST_STATE_SENDING, 1);
  wait_until_counted (history);
  g_assert_cmpuint (get_n (history), ==, 31);
  assert_title (history, 0, "N-1");
  filter.state = ATTEST_STATE_REFUSED;
  filter.search = "0001";
  attest_history_set_filter (history, &filter);
  wait_until_counted (history);
  g_assert_cmpuint (get_n (history), ==, 6);
  assert_title (history, 5, "KR-000110");
  filter.batch = "third";
  attest_history_set_filter (history, &filter);
  wait_until_counted (history);
  g_assert_cmpuint (get_n (history), ==, 0);
}

static void
test_filters (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestHistory) history = NULL;
  g_autoptr (AttestSubmission) added = NULL;

  store_fixture_open (fixture);
  add_rows (fixture, 1, 2000);
  history = attest_history_new (fixture->store);
  attest_history_set_filter (history,
                             &(AttestHistoryFilter){ .environment = -1, .search = "nothing" });
  attest_history_set_filter (history,
                             &(AttestHistoryFilter){ .environment = -1, .search = "성현" });
  wait_until_counted (history);
  g_assert_cmpuint (get_n (history), ==, 2);
  assert_title (history, 1, "KR-001000");
  attest_history_set_filter (history,
                             &(AttestHistoryFilter){ .environment = -1, .search = "Kr-0012" });
  wait_until_counted (history);
  g_assert_cmpuint (get_n (history), ==, 100);
  attest_history_set_filter (history,
                             &(AttestHistoryFilter){ .environment = ATTEST_ENVIRONMENT_PRACTICE,
                                                     .service = "kolleges",
                                                     .state = ATTEST_STATE_REFUSED });
  wait_until_counted (history);
  g_assert_cmpuint (get_n (history), ==, 100);
  assert_title (history, 0, "KR-002000");
  added = take_row (fixture, "N-1", add_sending);
  g_assert_cmpuint (get_n (history), ==, 100);
  attest_history_set_filter (history, NULL);
  wait_until_counted (history);
  g_assert_cmpuint (get_n (history), ==, 2001);
}

/* A list that shows one state follows rows that take it or leave it. */
static void
test_state_filter (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestHistory) history = NULL;
  g_autoptr (AttestSubmission) added = NULL;
  g_autoptr (AttestSubmission) changed = NULL;

  store_fixture_open (fixture);
  history = attest_history_new (fixture->store);
  attest_history_set_filter (
      history, &(AttestHistoryFilter){ .environment = -1, .state = ATTEST_STATE_SENDING });
  wait_until_counted (history);
  added = take_row (fixture, "N-1", add_sending);
  wait_until_counted (history);
  g_assert_cmpuint (get_n (history), ==, 1);
  changed = take_row (fixture, "N-1", accept_it);
  wait_until_counted (history);
  g_assert_cmpuint (get_n (history), ==, 0);
}

/* A search shows a row that begins to match it, by what the server said. */
static void
test_search_follows (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestHistory) history = NULL;
  g_autoptr (AttestSubmission) added = NULL;
  g_autoptr (AttestSubmission) changed = NULL;

  store_fixture_open (fixture);
  added = take_row (fixture, "N-1", add_sending);
  history = attest_history_new (fixture->store);
  attest_history_set_filter (history, &(AttestHistoryFilter){ .environment = -1, .search = "r1" });
  wait_until_counted (history);
  g_assert_cmpuint (get_n (history), ==, 0);
  changed = take_row (fixture,
                      "N-1",
                      "UPDATE submissions SET state = 'accepted', remote_id = 'R1',"
                      " search = 'n-1 r1' WHERE title = '%s'");
  wait_until_counted (history);
  g_assert_cmpuint (get_n (history), ==, 1);
}

static double
measure (AttestHistory *history, const AttestHistoryFilter *filter)
{
  gint64 start = g_get_monotonic_time ();

  attest_history_set_filter (history, filter);
  wait_until_counted (history);
  if (get_n (history) > 0)
    {
      g_autoptr (AttestSubmission) first = get_loaded (history, 0);
    }
  return (double) (g_get_monotonic_time () - start) / 1000.0;
}

/* Times say something on a machine that has nothing else to do: as a benchmark. */
static void
assert_within (double ms, double limit)
{
  if (g_test_perf ())
    g_assert_cmpfloat (ms, <=, limit);
}

static void
test_many (StoreFixture *fixture, gconstpointer data)
{
  static const char *const searches[] = { "현", "성현", "kr-09", "kr-099999", "nothing like it" };
  g_autoptr (AttestHistory) history = NULL;
  double ms = 0;
  gint64 start = 0;

  store_fixture_open (fixture);
  add_rows (fixture, 1, N_MANY);
  store_fixture_close (fixture);
  store_fixture_open (fixture);
  start = g_get_monotonic_time ();
  history = attest_history_new (fixture->store);
  wait_until_counted (history);
  assert_title (history, 0, "KR-100000");
  ms = (double) (g_get_monotonic_time () - start) / 1000.0;
  g_test_minimized_result (ms, "first page of %d: %.1f ms", N_MANY, ms);
  assert_within (ms, 100);
  g_assert_cmpuint (get_n (history), ==, N_MANY);

  start = g_get_monotonic_time ();
  assert_title (history, 90000, "KR-010000");
  ms = (double) (g_get_monotonic_time () - start) / 1000.0;
  g_test_minimized_result (ms, "page at 90 000: %.1f ms", ms);
  assert_within (ms, 100);

  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      ms = measure (history, &(AttestHistoryFilter){ .environment = -1, .search = searches[i] });
      g_test_minimized_result (
          ms, "search \"%s\": %.1f ms, %u rows", searches[i], ms, get_n (history));
      assert_within (ms, 250);
    }
  ms =
      measure (history, &(AttestHistoryFilter){ .environment = -1, .state = ATTEST_STATE_REFUSED });
  g_test_minimized_result (ms, "one state: %.1f ms", ms);
  g_assert_cmpuint (get_n (history), ==, N_MANY / 10);
}

/* Going through all of it keeps a bounded part. */
static void
test_through (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestHistory) history = NULL;
  g_autoptr (AttestSubmission) first = NULL;

  store_fixture_open (fixture);
  add_rows (fixture, 1, 20000);
  history = attest_history_new (fixture->store);
  wait_until_counted (history);
  first = get_loaded (history, 0);
  g_object_add_weak_pointer (G_OBJECT (first), (gpointer *) &first);
  g_object_unref (first);
  g_assert_nonnull (first);
  for (guint i = 0; i < 20000; i += 100)
    {
      g_autoptr (AttestSubmission) row = get_loaded (history, i);
      g_autofree char *title = g_strdup_printf ("KR-%06u", 20000 - i);

      g_assert_cmpstr (attest_submission_get_title (row), ==, title);
    }
  g_assert_null (first); /* dropped, and read again when asked for */
  assert_title (history, 0, "KR-020000");
}

static gboolean
is_loaded (AttestHistory *history, guint position)
{
  g_autoptr (AttestSubmission) submission =
      g_list_model_get_item (G_LIST_MODEL (history), position);

  return attest_submission_get_loaded (submission);
}

/* Where somebody stops on the way through a long list is shown before the places passed by. */
static void
test_jumps (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestHistory) history = NULL;

  store_fixture_open (fixture);
  add_rows (fixture, 1, 5000);
  history = attest_history_new (fixture->store);
  wait_until_counted (history);
  for (guint i = 1000; i < 5000; i += 500)
    g_assert_false (is_loaded (history, i));
  while (!is_loaded (history, 4500))
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 1500; i < 4500; i += 500)
    g_assert_false (is_loaded (history, i));
  for (guint i = 1500; i < 4500; i += 500)
    g_object_unref (get_loaded (history, i));
}

/* As a view does. */
static void
ask_for_first_cb (AttestHistory *history)
{
  g_autoptr (AttestSubmission) first = g_list_model_get_item (G_LIST_MODEL (history), 0);

  g_assert_nonnull (first);
}

/* How many there are of each state is counted after what is looked at is there. */
static void
test_rows_before_counts (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestHistory) history = NULL;
  g_autoptr (AttestSubmission) first = NULL;

  store_fixture_open (fixture);
  add_rows (fixture, 1, 5000);
  history = attest_history_new (fixture->store);
  g_signal_connect (history, "items-changed", G_CALLBACK (ask_for_first_cb), NULL);
  wait_until_counted (history);
  first = get_loaded (history, 0);
  g_assert_cmpuint (attest_history_get_count (history, ATTEST_STATE_NONE), ==, 0);
  while (attest_history_get_count (history, ATTEST_STATE_NONE) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (attest_history_get_count (history, ATTEST_STATE_NONE), ==, 5000);
  g_assert_cmpuint (attest_history_get_count (history, ATTEST_STATE_REFUSED), ==, 500);
}

static void
test_details (StoreFixture *fixture, gconstpointer data)
{
  const char *id = "019000000001-0000-7000-8000-000000000000";
  g_autoptr (AttestSubmissionDetails) details = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) no_result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestReply) reply = NULL;
  AttestAttempt *attempt = NULL;
  AttestEvent *event = NULL;

  store_fixture_open (fixture);
  add_rows (fixture, 1, 1);
  store_fixture_write (
      fixture,
      "INSERT INTO requests SELECT id, 'http://127.0.0.1:1/x', 'Accept: application/json', '{}'"
      " FROM submissions;"
      "INSERT INTO attempts (id, submission_id, started, finished, outcome, http_status,"
      " content_type, reply_body) SELECT 'a', id, 5, 9, 'accepted', 201, 'application/json',"
      " x'7b7d' FROM submissions;"
      "INSERT INTO events SELECT 'e', id, 7, 'queued', 'sending', NULL FROM submissions");
  attest_store_load_details_async (fixture->store, id, NULL, store_fixture_keep_result, &result);
  details = attest_store_load_details_finish (fixture->store, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (attest_submission_details_get_request_body (details), ==, "{}");
  g_assert_cmpuint (attest_submission_details_get_attempts (details)->len, ==, 1);
  attempt = g_ptr_array_index (attest_submission_details_get_attempts (details), 0);
  g_assert_cmpint (attempt->outcome, ==, ATTEST_STATE_ACCEPTED);
  g_assert_cmpuint (g_bytes_get_size (attempt->reply_body), ==, 2);
  event = g_ptr_array_index (attest_submission_details_get_events (details), 0);
  g_assert_cmpint (event->to, ==, ATTEST_STATE_SENDING);
  g_assert_null (event->note);
  reply = attest_submission_details_dup_reply (details);
  g_assert_nonnull (reply);

  attest_store_load_details_async (
      fixture->store, "none", NULL, store_fixture_keep_result, &no_result);
  g_assert_null (
      attest_store_load_details_finish (fixture->store, store_fixture_wait (&no_result), &error));
  g_assert_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_NOT_FOUND);
}

static void
test_never_deleted (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  store_fixture_open (fixture);
  add_rows (fixture, 1, 1);
  g_assert_false (store_fixture_try_write (fixture, "DELETE FROM submissions", &error));
  g_assert_cmpint (store_fixture_get_int (fixture, "SELECT count (*) FROM submissions"), ==, 1);
}

/* What was counted and does not come is counted once more; it is no damage if it is gone. */
static void
test_counted_again (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestHistory) history = NULL;
  gboolean incomplete = FALSE;

  store_fixture_open (fixture);
  add_rows (fixture, 1, 10);
  history = attest_history_new (fixture->store);
  wait_until_counted (history);
  store_fixture_write (fixture, "DROP TRIGGER submissions_stay");
  store_fixture_write (fixture, "DELETE FROM submissions WHERE title = 'KR-000003'");
  assert_title (history, 0, "KR-000010");
  while (g_list_model_get_n_items (G_LIST_MODEL (history)) != 9)
    g_main_context_iteration (NULL, TRUE);
  assert_title (history, 8, "KR-000001");
  g_object_get (history, "incomplete", &incomplete, NULL);
  g_assert_false (incomplete);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_add ("/history/empty", test_empty);
  store_fixture_add ("/history/order", test_order);
  store_fixture_add ("/history/new-at-top", test_new_at_top);
  store_fixture_add ("/history/waiting", test_waiting);
  store_fixture_add ("/history/order-of-leaving", test_order_of_leaving);
  store_fixture_add ("/history/times", test_times);
  store_fixture_add ("/history/mended", test_mended);
  store_fixture_add ("/history/batch", test_batch);
  store_fixture_add ("/history/filters", test_filters);
  store_fixture_add ("/history/signs", test_signs);
  store_fixture_add ("/history/state-filter", test_state_filter);
  store_fixture_add ("/history/search-follows", test_search_follows);
  store_fixture_add ("/history/many", test_many);
  store_fixture_add ("/history/through", test_through);
  store_fixture_add ("/history/jumps", test_jumps);
  store_fixture_add ("/history/rows-before-counts", test_rows_before_counts);
  store_fixture_add ("/history/details", test_details);
  store_fixture_add ("/history/counted-again", test_counted_again);
  store_fixture_add ("/history/never-deleted", test_never_deleted);
  return g_test_run ();
}
