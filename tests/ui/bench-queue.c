/* The window with ten, a thousand and ten thousand records in the outbox, on loopback's practice
 * service: how long it takes to show the outbox, to move a record, and to send a thousand without
 * a pause; for how long the main loop stands still meanwhile; how much memory is taken; how often
 * the program wakes while the clock counts down.
 *
 * Each count is a program of its own, so that none measures what another left. */
#include "attest-config.h"

#include "attest-window.h"
#include "outbox-fixture.h"
#include "turns.h"
#include "workspace/attest-workspace.h"

#include <sqlite3.h>

#define N_SENT 1000
#define WATCH_MS 5000
/* A clock that ticks once a second, and is drawn. */
#define QUIET_TURNS 15

static const guint counts[] = { 10, 1000, 10000 };

/* What fills the outbox */

/* Two, of which only the first is copied: a list of one kind only would be simpler than life. */
static void
queue_first (const char *data)
{
  OutboxFixture fixture = { 0 };

  store_fixture_init_on (&fixture.store, data);
  store_fixture_open (&fixture.store);
  fixture.keyring = attest_keyring_new ();
  fixture.outbox = attest_outbox_new (fixture.store.store, fixture.keyring);
  fixture.monitor = g_object_new (FAKE_TYPE_MONITOR, NULL);
  outbox_fixture_open (&fixture);
  attest_outbox_set_paused (fixture.outbox, TRUE);
  g_object_unref (outbox_fixture_enqueue (
      &fixture, "Form", ATTEST_ENVIRONMENT_PRACTICE, "http://127.0.0.1:9/kolleges"));
  outbox_fixture_clear (&fixture, NULL);
}

static void
copy_first (const char *data, guint n)
{
  g_autofree char *path = g_build_filename (data, "attest.db", NULL);
  char *sql = sqlite3_mprintf (
      "BEGIN;"
      "CREATE TEMP TABLE n AS WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n"
      "  WHERE i < %u) SELECT i FROM n;"
      "INSERT INTO submissions (id, draft_id, service, environment, host, title, entity,"
      " entity_id, sha256, state, created, search, position)"
      " SELECT id || i, draft_id || i, service, environment, host, title || ' ' || i, entity,"
      " entity_id, sha256 || i, state, created, search,"
      " (SELECT max (position) FROM submissions) + 1000000 * i FROM submissions, n;"
      "INSERT INTO requests (submission_id, url, headers, body) SELECT submission_id || i, url,"
      " headers, replace (body, '\"Form\"', '\"Form ' || i || '\"') FROM requests, n;"
      "COMMIT",
      n);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  sqlite3_free (sql);
}

/* What is measured */

typedef struct
{
  AttestOutbox *outbox;
  guint n_queued;
} Left;

static gboolean
has_no_more_than (gpointer data)
{
  Left *left = data;

  return attest_outbox_get_n_queued (left->outbox) <= left->n_queued;
}

static gboolean
is_quiet (gpointer outbox)
{
  return !attest_outbox_get_sending (outbox);
}

static gboolean
is_ready (gpointer app)
{
  return attest_application_get_ready (app);
}

static AttestOutbox *
measure_start (AttestApplication *app)
{
  Time start = get_time ();
  double stall = 0;
  GtkWidget *window = NULL;

  g_application_register (G_APPLICATION (app), NULL, NULL);
  g_application_activate (G_APPLICATION (app));
  stall = get_longer (get_time_since (start).worked, run_until (is_ready, app));
  window = GTK_WIDGET (attest_application_get_window (app));
  stall = get_longer (stall, run_until_painted (window));
  print_time ("start", start, stall);
  run_for (1500);

  start = get_time ();
  attest_window_show_view (ATTEST_WINDOW (window), ATTEST_VIEW_OUTBOX);
  stall = get_longer (get_time_since (start).worked, run_until_painted (window));
  print_time ("outbox shown", start, stall);
  run_for (1000);
  return attest_workspace_get_outbox (attest_application_get_workspace (app));
}

typedef struct
{
  AttestOutbox *outbox;
  AttestSubmission *first;
} Order;

static gboolean
is_first (gpointer data)
{
  Order *order = data;
  g_autoptr (AttestSubmission) first = g_list_model_get_item (G_LIST_MODEL (order->outbox), 0);

  return first == order->first;
}

/* The last one to the front. */
static void
measure_move (AttestOutbox *outbox, GtkWidget *window)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (outbox));
  g_autoptr (AttestSubmission) last = g_list_model_get_item (G_LIST_MODEL (outbox), n - 1);
  g_autoptr (AttestSubmission) first = g_list_model_get_item (G_LIST_MODEL (outbox), 0);
  Order order = { outbox, last };
  Time start = get_time ();
  double stall = 0;

  attest_outbox_move (outbox, last, first);
  stall = get_longer (get_time_since (start).worked, run_until (is_first, &order));
  stall = get_longer (stall, run_until_painted (window));
  print_time ("the last one made the first", start, stall);
  run_for (500);
}

static void
measure_sending (AttestOutbox *outbox)
{
  guint n = attest_outbox_get_n_queued (outbox);
  Left left = { outbox, n - MIN (n, N_SENT) };
  Time start = get_time ();
  double stall = 0;
  g_autofree char *what = g_strdup_printf ("%u sent", n - left.n_queued);

  attest_outbox_set_paused (outbox, FALSE);
  stall = run_until (has_no_more_than, &left);
  attest_outbox_set_paused (outbox, TRUE);
  print_time (what, start, stall);
  run_until (is_quiet, outbox);
  run_for (2000);
}

static guint
count_turns (guint ms)
{
  gboolean over = FALSE;
  guint turns = 0;

  g_timeout_add (ms, stop_waiting, &over);
  for (; !over; turns++)
    g_main_context_iteration (NULL, TRUE);
  return turns - 1;
}

/* The ids of what was accepted are fetched afterwards, quietly. */
static void
run_until_quiet (void)
{
  while (count_turns (1000) > QUIET_TURNS)
    ;
}

static gboolean
counts_down (gpointer outbox)
{
  return attest_outbox_get_next_send (outbox) > 0;
}

static void
measure_countdown (AttestOutbox *outbox)
{
  if (attest_outbox_get_n_queued (outbox) == 0)
    return;
  attest_outbox_set_pause (
      outbox, attest_service_get ("kolleges"), ATTEST_ENVIRONMENT_PRACTICE, 3600);
  attest_outbox_set_paused (outbox, FALSE);
  run_until (counts_down, outbox);
  run_until_quiet ();
  g_print (
      "%-28s %7u in %d s\n", "turns of a counting clock", count_turns (WATCH_MS), WATCH_MS / 1000);
}

/* One program */

static void
run_one (guint n)
{
  g_autofree char *folder = g_dir_make_tmp ("attest-bench-XXXXXX", NULL);
  g_autofree char *data = g_build_filename (folder, "attest", NULL);
  g_autoptr (AttestApplication) app = NULL;
  AttestOutbox *outbox = NULL;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_mkdir_with_parents (data, 0700);
  queue_first (data);
  copy_first (data, n);
  app = attest_application_new ();
  outbox = measure_start (app);
  g_assert_cmpuint (attest_outbox_get_n_queued (outbox), ==, n);
  print_memory ();
  measure_move (outbox, GTK_WIDGET (attest_application_get_window (app)));
  measure_sending (outbox);
  measure_countdown (outbox);
  store_fixture_remove_folder (data);
  g_rmdir (folder);
  exit (0); /* without what closing asks */
}

int
main (int argc, char *argv[])
{
  if (argc == 2)
    run_one ((guint) atoi (argv[1]));
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *n = g_strdup_printf ("%u", counts[i]);
      g_autoptr (GSubprocess) child =
          g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, argv[0], n, NULL);

      g_print ("%s queued\n", n);
      if (!g_subprocess_wait_check (child, NULL, NULL))
        return 1;
    }
  return 0;
}
