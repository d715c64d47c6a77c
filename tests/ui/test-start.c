/* A window that starts: it is shown with its content in it, and nothing that would have to be taken
 * back; and then many files are dropped on it. Runs in a private desktop: the user's folders are
 * its own. */
#include "attest-config.h"

#include "editor/attest-editor-window.h"
#include "program/attest-program.h"
#include "program/attest-windows.h"
#include "register/attest-welcome.h"

#include <adwaita.h>
#include <string.h>

#define N_DROPPED 300

static AttestApplication *application;

static guint
count_mapped (GtkWidget *widget, GType type)
{
  guint n = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_mapped (child, type);
  return n;
}

static guint
count_in_windows (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      n += count_mapped (window, type);
    }
  return n;
}

/* A page with a sign and a sentence is the end of something: the data that cannot be opened, a list
 * that is empty. */
static void
test_until_open (void)
{
  g_autoptr (GError) error = NULL;

  application = attest_program_new ();
  g_application_set_flags (G_APPLICATION (application),
                           g_application_get_flags (G_APPLICATION (application))
                               | G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  g_assert_no_error (error);
  g_application_activate (G_APPLICATION (application));

  g_assert_false (attest_application_get_ready (application));
  g_assert_cmpuint (count_in_windows (GTK_TYPE_WINDOW), ==, 0);
  while (!attest_application_get_ready (application))
    {
      g_assert_null (attest_application_get_failure (application));
      g_assert_cmpuint (count_in_windows (ADW_TYPE_STATUS_PAGE), ==, 0);
      g_main_context_iteration (NULL, TRUE);
    }

  /* Shown in the very turn in which it is known what it shows: of a first start, the welcome. */
  while (!attest_window_get_settled (attest_windows_get_main (application)))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_in_windows (GTK_TYPE_WINDOW), ==, 1);
  g_assert_cmpuint (count_in_windows (ATTEST_TYPE_WELCOME), ==, 1);
}

/* A certificate of its own number in each. */
static GSList *
write_files (void)
{
  g_autofree char *example =
      g_test_build_filename (G_TEST_DIST, "..", "data", "examples", "certificate.json", NULL);
  g_autofree char *folder = g_dir_make_tmp ("attest-dropped-XXXXXX", NULL);
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  GSList *files = NULL;

  g_file_get_contents (example, &data, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (data, "QEMS-2025-0417"));
  for (guint i = 0; i < N_DROPPED; i++)
    {
      g_autofree char *number = g_strdup_printf ("DROPPED-%03u", i);
      g_autofree char *path = g_build_filename (folder, number, NULL);
      g_autoptr (GString) text = g_string_new (data);

      g_string_replace (text, "QEMS-2025-0417", number, 0);
      g_file_set_contents (path, text->str, -1, &error);
      g_assert_no_error (error);
      files = g_slist_prepend (files, g_file_new_for_path (path));
    }
  return files;
}

static GtkDropTarget *
find_drop_target (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller);
    }
  return NULL;
}

static GtkWidget *
find_mapped (GtkWidget *widget, GType type)
{
  GtkWidget *found =
      G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_mapped (child, type);
  return found;
}

static guint64
count_selected (GtkWidget *window)
{
  GtkWidget *view = find_mapped (window, GTK_TYPE_COLUMN_VIEW);
  g_autoptr (GtkBitset) selected =
      view != NULL
          ? gtk_selection_model_get_selection (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)))
          : gtk_bitset_new_empty ();

  return gtk_bitset_get_size (selected);
}

/* They stand in the list, selected, and nothing opens. */
static void
test_dropped (void)
{
  GtkWidget *window = GTK_WIDGET (attest_windows_get_main (application));
  g_autoslist (GFile) files = write_files ();
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean is_taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_list (files));
  g_signal_emit_by_name (find_drop_target (window), "drop", &value, 0.0, 0.0, &is_taken);
  g_assert_true (is_taken);
  while (count_selected (window) < N_DROPPED)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_selected (window), ==, N_DROPPED);
  g_assert_cmpuint (count_in_windows (GTK_TYPE_WINDOW), ==, 1);
  g_assert_cmpuint (count_in_windows (ATTEST_TYPE_EDITOR_WINDOW), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/start/until-open", test_until_open);
  g_test_add_func ("/start/dropped", test_dropped);
  return g_test_run ();
}
