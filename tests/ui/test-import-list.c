/* What is shown anew after a decision: what says the same stays where it is, with the keyboard and
 * what is being typed there. */
#include "attest-config.h"

#include "imports/attest-import-list.h"

typedef struct
{
  GtkWidget *window;
  AdwPreferencesPage *page;
  AttestImportList *list;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->window = gtk_window_new ();
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->page));
  gtk_window_present (GTK_WINDOW (self->window));
  self->list = attest_import_list_new (self->page);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  attest_import_list_free (self->list);
}

static GtkWidget *
show_row (Fixture *self, const char *says)
{
  GtkWidget *row = attest_import_list_keep (self->list, says);

  if (row != NULL)
    return row;
  row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), says);
  attest_import_list_add (self->list, row, says);
  return row;
}

/* @words: titles of groups with a colon, and rows */
static void
show (Fixture *self, const char *words)
{
  g_auto (GStrv) all = g_strsplit (words, " ", -1);

  attest_import_list_begin (self->list);
  for (char **each = all; *each != NULL; each++)
    if (g_str_has_suffix (*each, ":"))
      attest_import_list_show_group (self->list, *each, NULL);
    else
      show_row (self, *each);
  attest_import_list_end (self->list);
}

static void
append (GString *words, GtkWidget *parent)
{
  const char *title = ADW_IS_PREFERENCES_GROUP (parent)
                          ? adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (parent))
                      : ADW_IS_PREFERENCES_ROW (parent)
                          ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (parent))
                          : NULL;

  if (title != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", title);
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append (words, child);
}

static GtkWidget *
find (GtkWidget *parent, const char *title)
{
  GtkWidget *found = NULL;

  if (ADW_IS_PREFERENCES_ROW (parent)
      && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (parent)), title))
    return parent;
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, title);
  return found;
}

static void
check (Fixture *self, const char *expected, guint n_made)
{
  g_autoptr (GString) words = g_string_new (NULL);

  append (words, GTK_WIDGET (self->page));
  g_assert_cmpstr (words->str, ==, expected);
  g_assert_cmpuint (attest_import_list_get_n_made (self->list), ==, n_made);
}

static void
test_stays (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *words;
    guint n_made;
  } cases[] = {
    { "A: 1 2 3 B: 4 5 C: 6", 9 },
    { "A: 1 2 3 B: 4 5 C: 6", 0 },
    { "A: 1 3 2' B: 4 5 C: 6", 1 },
    { "A: 1 2 3 B: 4 5 C: 6", 1 },
    { "A: 1 2 3 C: 6", 0 },
    { "A: 1 2 3 B: 4 C: 6", 2 },
    { "0: 1 A: 1 2 3 B: 4 C: 6", 2 },
    { "C: 6", 0 },
    { "C: 7 6 8", 2 },
    { "B: 1", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      show (self, cases[i].words);
      check (self, cases[i].words, cases[i].n_made);
    }
}

/* Whoever is at a row that stays has not moved; the other is to be led somewhere. */
static void
test_keyboard (Fixture *self, gconstpointer data)
{
  GtkWidget *row = NULL;

  show (self, "A: 1 2 3");
  row = find (GTK_WIDGET (self->page), "2");
  g_assert_true (gtk_widget_grab_focus (row));
  show (self, "A: 0 2 3");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->window)) == row);
  g_assert_false (attest_import_list_lost_focus (self->list));
  show (self, "A: 0 2' 3");
  g_assert_true (attest_import_list_lost_focus (self->list));
  g_assert_false (attest_import_list_lost_focus (self->list));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/import-list/stays", Fixture, NULL, set_up, test_stays, tear_down);
  g_test_add ("/import-list/keyboard", Fixture, NULL, set_up, test_keyboard, tear_down);
  return g_test_run ();
}
