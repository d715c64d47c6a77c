/* The window with ten, a thousand and ten thousand records to be sent to the practice service: how
 * long it takes to prepare them and ask the user, to put them into the outbox and show that, to
 * move one, and to send a thousand without a pause; for how long the main loop stands still
 * meanwhile; how much memory is taken; how often the program wakes while the clock counts down.
 *
 * Each count is a program of its own, so that none measures what another left. */
#include "attest-config.h"

#include "attest-window.h"
#include "outbox-fixture.h"
#include "send/attest-send-many.h"
#include "turns.h"
#include "workspace-fixture.h"

#include <sqlite3.h>

#define N_SENT 1000
#define WATCH_MS 5000
/* A clock that ticks once a second, and is drawn. */
#define QUIET_TURNS 15

static const guint counts[] = { 10, 1000, 10000 };

/* What is to be sent */

static char *
add_draft (const char *data)
{
  WorkspaceFixture fixture = { 0 };
  g_autoptr (AttestRecord) record = outbox_fixture_make_form ("Form");
  g_autoptr (AttestDraft) draft = NULL;
  char *id = NULL;

  workspace_fixture_init_on (&fixture, data);
  workspace_fixture_open (&fixture);
  draft = workspace_fixture_add (&fixture, record);
  id = g_strdup (attest_draft_get_id (draft));
  g_clear_object (&draft);
  workspace_fixture_clear (&fixture, NULL);
  return id;
}

static void
copy_draft (const char *data, const char *id, guint n)
{
  g_autofree char *path = g_build_filename (data, "attest.db", NULL);
  char *sql = sqlite3_mprintf (
      "WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < %u)"
      " INSERT INTO drafts (id, kind, title, entity, entity_id, status, search, n_errors,"
      " n_warnings, content_hash, created, changed, record) SELECT id || i, kind,"
      " title || ' ' || i, entity, entity_id, status, search || i, n_errors, n_warnings,"
      " content_hash || i, created, changed, replace (record, '\"Form\"', '\"Form ' || i || '\"')"
      " FROM drafts, n WHERE id = %Q",
      n,
      id);
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
  return gtk_widget_get_mapped (GTK_WIDGET (attest_windows_get_main (app)));
}

static void
measure_start (AttestApplication *app)
{
  Time start = get_time ();
  double stall = 0;
  GtkWidget *window = NULL;

  g_application_register (G_APPLICATION (app), NULL, NULL);
  g_application_activate (G_APPLICATION (app));
  stall = get_time_since (start).worked;
  stall = get_longer (stall, run_until (is_ready, app));
  window = GTK_WIDGET (attest_windows_get_main (app));
  stall = get_longer (stall, run_until_painted (window));
  print_time ("start", start, stall);
  run_for (1500);
}

static void
measure_view (GtkWidget *window)
{
  Time start = get_time ();
  double stall = 0;

  attest_window_show_view (ATTEST_WINDOW (window), ATTEST_VIEW_OUTBOX);
  stall = get_time_since (start).worked;
  stall = get_longer (stall, run_until_painted (window));
  print_time ("outbox shown", start, stall);
  run_for (1000);
}

/* The question, not the progress in front of it. */
static gboolean
is_asked (gpointer place)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_mapped (window)
          && adw_message_dialog_has_response (ADW_MESSAGE_DIALOG (window), "send"))
        *(GtkWidget **) place = window;
    }
  return *(GtkWidget **) place != NULL;
}

typedef struct
{
  AttestOutbox *outbox;
  guint n_queued;
} Full;

static gboolean
has_all (gpointer data)
{
  Full *full = data;

  return attest_outbox_get_n_queued (full->outbox) >= full->n_queued;
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

static gboolean
is_there (gpointer place)
{
  return *(gpointer *) place != NULL;
}

/* As a person does who selects all of a list and sends it: its rows are not read for it. */
static GStrv
load_all (AttestApplication *app)
{
  g_autoptr (AttestRegister) list =
      attest_workspace_new_register (attest_application_get_workspace (app), &attest_form_schema);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GStrv ids = NULL;

  attest_register_load_ids_async (list, NULL, keep_result_cb, &result);
  run_until (is_there, &result);
  ids = attest_register_load_ids_finish (list, result, &error);
  g_assert_no_error (error);
  return ids;
}

static void
measure_queueing (AttestApplication *app, AttestOutbox *outbox)
{
  g_auto (GStrv) ids = load_all (app);
  Full full = { outbox, g_strv_length (ids) };
  GtkWidget *dialog = NULL;
  Time start = { 0 };
  double stall = 0;

  start = get_time ();
  attest_send_many (
      GTK_WIDGET (attest_windows_get_main (app)), app, (const char *const *) ids, NULL);
  stall = get_time_since (start).worked;
  stall = get_longer (stall, run_until (is_asked, &dialog));
  stall = get_longer (stall, run_until_painted (dialog));
  print_time ("all prepared, user asked", start, stall);
  start = get_time ();
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "send");
  stall = get_time_since (start).worked;
  stall = get_longer (stall, run_until (has_all, &full));
  print_time ("all in the outbox", start, stall);
  run_for (2000);
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
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  double stall = 0;

  g_ptr_array_add (one, last);
  attest_outbox_writer_move (attest_outbox_get_writer (outbox), one, first);
  stall = get_time_since (start).worked;
  stall = get_longer (stall, run_until (is_first, &order));
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
  attest_dispatcher_set_pause (attest_outbox_get_dispatcher (outbox),
                               attest_service_get ("kolleges"),
                               ATTEST_ENVIRONMENT_PRACTICE,
                               3600);
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
  GtkWidget *window = NULL;
  g_autofree char *id = NULL;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_mkdir_with_parents (data, 0700);
  id = add_draft (data);
  copy_draft (data, id, n);
  app = attest_program_new ();
  measure_start (app);
  window = GTK_WIDGET (attest_windows_get_main (app));
  outbox = attest_workspace_get_outbox (attest_application_get_workspace (app));
  attest_outbox_set_paused (outbox, TRUE);
  measure_queueing (app, outbox);
  g_assert_cmpuint (attest_outbox_get_n_queued (outbox), ==, n);
  measure_view (window);
  print_memory ();
  measure_move (outbox, window);
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
