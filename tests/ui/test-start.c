/* A window that starts: it is shown with its content in it, and nothing that would have to be taken
 * back. Runs in a private desktop: the user's folders are its own. */
#include "attest-config.h"

#include "program/attest-program.h"

#include <adwaita.h>

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
  g_autoptr (AttestApplication) application = attest_program_new ();
  g_autoptr (GError) error = NULL;

  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
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

  /* Of a first start, the welcome. */
  g_assert_cmpuint (count_in_windows (GTK_TYPE_WINDOW), ==, 1);
  while (count_in_windows (ADW_TYPE_STATUS_PAGE) == 0)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/start/until-open", test_until_open);
  return g_test_run ();
}
