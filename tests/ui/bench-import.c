/* The window of an import with 20 000 rows: how long it takes to be read, to show its steps, to be
 * scrolled through, to show another filter, to open a record, to put right what is wrong with all,
 * to undo that, and to be closed while it is read; for how long the main loop stands still
 * meanwhile.
 *
 * Prints only; fails where something does not happen at all. */
#include "attest-config.h"

#include "imports/attest-import-window.h"
#include "turns.h"
#include "widgets/attest-filter-row.h"
#include "workspace-fixture.h"

#define N_ROWS 20000
#define N_SCROLLS 120
#define N_OPENED 20

static GFile *
make_sheet (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "ledger.csv", NULL);
  g_autoptr (GString) text =
      g_string_new ("Certificate Number,Client,Client ID,Standard,Issue Date,"
                    "Expiry Date,Status,Country,Site Street,Site City\r\n");

  for (guint i = 0; i < N_ROWS; i++)
    g_string_append_printf (text,
                            "QMS-%05u,Client %u Ltd,C-%u,ISO 9001:2015,2025-04-%02u,%s,active,"
                            "South Korea,Street %u,Busan\r\n",
                            i,
                            i,
                            i,
                            i % 28 + 1,
                            i % 7 == 0 ? "soon" : "2028-04-01",
                            i);
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
  return g_file_new_for_path (path);
}

static gboolean
is_ready (gpointer app)
{
  return gtk_widget_get_mapped (GTK_WIDGET (attest_windows_get_main (app)));
}

static gboolean
is_read (gpointer window)
{
  AttestImport *import = attest_import_window_get_import (window);

  return attest_import_get_reading (import) != NULL && !attest_import_get_is_busy (import);
}

static gboolean
is_read_and_still (gpointer window)
{
  return is_read (window) && !g_main_context_pending (NULL);
}

static void
measure_step (GtkWidget *window, const char *what, guint step)
{
  const Time start = get_time ();
  double stall = 0;

  gtk_widget_activate_action (window, "import.show-step", "u", step);
  stall = get_time_since (start).worked;
  stall = get_longer (stall, run_until_painted (window));
  print_time (what, start, get_longer (stall, run_for (500)));
}

static void
measure_scrolling (GtkWidget *window)
{
  GtkWidget *view = find_widget (window, GTK_TYPE_LIST_VIEW);
  GtkAdjustment *position = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  const Time start = get_time ();
  double stall = 0;

  for (guint i = 0; i < N_SCROLLS; i++)
    {
      const double upper = gtk_adjustment_get_upper (position);

      gtk_adjustment_set_value (position, i < N_SCROLLS / 2 ? i * 100 : upper * i / N_SCROLLS);
      stall = get_longer (stall, run_until_painted (window));
    }
  print_time ("120 jumps", start, stall);
  gtk_adjustment_set_value (position, 0);
  run_until_painted (window);
}

static void
measure_filter (GtkWidget *window, const char *what, guint filter)
{
  GtkWidget *filters = find_widget (window, ATTEST_TYPE_FILTER_ROW);
  Time start = get_time ();
  double stall = 0;

  attest_filter_row_set_chosen (ATTEST_FILTER_ROW (filters), filter);
  stall = get_time_since (start).worked;
  stall = get_longer (stall, run_until_painted (window));
  print_time (what, start, get_longer (stall, run_for (300)));
}

/* As Right does: the row below the one that was opened is another one then. */
static void
measure_opening (GtkWidget *window)
{
  GtkWidget *view = find_widget (window, GTK_TYPE_LIST_VIEW);
  GListModel *rows = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (view)));
  const guint n = g_list_model_get_n_items (rows);
  const Time start = get_time ();
  double stall = 0;

  for (guint i = 0; i < N_OPENED; i++)
    {
      const Time begun = get_time ();
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (rows, i * 3);

      gtk_tree_list_row_set_expanded (row, TRUE);
      stall = get_longer (stall, get_time_since (begun).worked);
      stall = get_longer (stall, run_until_painted (window));
    }
  g_assert_cmpuint (g_list_model_get_n_items (rows), >, n);
  print_time ("20 records opened", start, stall);
}

static double
act_until_read (GtkWidget *window, GtkWidget *button, const char *action)
{
  const Time start = get_time ();
  double stall = 0;

  if (button != NULL)
    g_signal_emit_by_name (button, "clicked");
  else
    gtk_widget_activate_action (window, action, NULL);
  stall = get_time_since (start).worked;
  stall = get_longer (stall, run_until (is_read_and_still, window));
  return get_longer (stall, run_until_painted (window));
}

/* "Apply to 20,000" */
static GtkWidget *
find_apply (GtkWidget *parent)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (parent) && gtk_button_get_label (GTK_BUTTON (parent)) != NULL
      && strstr (gtk_button_get_label (GTK_BUTTON (parent)), "Apply to") != NULL)
    return parent;
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_apply (child);
  return found;
}

static void
measure_fix (GtkWidget *window)
{
  GtkWidget *apply = find_apply (window);
  Time start = get_time ();

  g_assert_nonnull (apply);
  g_print ("%s\n", gtk_button_get_label (GTK_BUTTON (apply)));
  print_time ("one fix for all", start, act_until_read (window, apply, NULL));
  start = get_time ();
  print_time ("that undone", start, act_until_read (window, NULL, "import.undo"));
}

static gboolean
is_gone (gpointer window)
{
  return *(gpointer *) window == NULL;
}

/* Closed, and all that was read is let go: what would be asked first is answered. */
static void
measure_closing (GtkWidget *window)
{
  const Time start = get_time ();
  double stall = 0;

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  stall = get_time_since (start).worked;
  print_time ("closed", start, get_longer (stall, run_for (500)));
  g_assert_null (window);
}

/* Closed while it is read: until nothing works for it any more. */
static void
measure_cancelling (AttestApplication *app, GFile *file)
{
  GtkWidget *window = attest_import_window_open (app, file);
  Time start = { 0 };
  double stall = run_for (50);

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  start = get_time ();
  gtk_window_close (GTK_WINDOW (window));
  stall = get_longer (stall, get_time_since (start).worked);
  print_time ("cancelled", start, get_longer (stall, run_until (is_gone, &window)));
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("attest-bench-XXXXXX", NULL);
  g_autoptr (GFile) file = make_sheet (folder);
  AttestApplication *app = NULL;
  GtkWidget *window = NULL;
  Time start = { 0 };
  double stall = 0;

  g_test_init (&argc, &argv, NULL);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  app = attest_program_new ();
  g_application_register (G_APPLICATION (app), NULL, NULL);
  g_application_activate (G_APPLICATION (app));
  run_until (is_ready, app);
  run_until_painted (GTK_WIDGET (attest_windows_get_main (app)));
  run_for (500);

  start = get_time ();
  window = attest_import_window_open (app, file);
  print_time ("window made", start, get_time_since (start).worked);
  start = get_time ();
  stall = run_until (is_read, window);
  print_time ("read, checked and shown", start, get_longer (stall, run_until_painted (window)));
  run_for (500);
  measure_step (window, "columns shown", 1);
  measure_step (window, "values shown", 2);
  measure_step (window, "review shown", 3);
  measure_scrolling (window);
  measure_filter (window, "errors alone", 1);
  measure_filter (window, "all again", 0);
  measure_opening (window);
  measure_fix (window);
  measure_closing (window);
  measure_cancelling (app, file);
  print_memory ();
  store_fixture_remove_folder (folder);
  exit (0); /* without what closing asks */
}
