/* The shortcuts window against the keys that are really there: every key of ours is listed, and
 * every key that is listed does something. Keys are read off the widgets and the application, the
 * list off the window. Runs in a private desktop: the user's folders are its own. */
#include "attest-config.h"

#include "attest-views.h"
#include "dialogs/attest-dialogs.h"
#include "program/attest-program.h"
#include "editor/attest-editor-window.h"
#include "imports/attest-import-window.h"
#include "model/attest-certificate.h"
#include "workspace/attest-open-draft.h"

/* Keys that single widgets have, GTK's own or our entries: listed, but not tied to an action. */
static const char *const built_in[] = { "Return", "<Control>a", "F10", "Down" };

/* Keys that are another name of one that is listed: on the number pad, or of the same action. */
static const char *const aliases[] = { "KP_Delete", "<Control>KP_Enter", "Escape" };

/* One spelling for each key, whatever the order of its modifiers. */
static char *
normalize (const char *accelerator)
{
  guint key;
  GdkModifierType modifiers;

  if (!gtk_accelerator_parse (accelerator, &key, &modifiers))
    g_error ("“%s” is no key", accelerator);
  return gtk_accelerator_name (gdk_keyval_to_lower (key), modifiers);
}

static void
add (GHashTable *keys, const char *accelerator)
{
  g_hash_table_add (keys, normalize (accelerator));
}

/* What is listed */

static void
add_listed (GHashTable *keys, GtkWidget *widget)
{
  g_autofree char *accelerator = NULL;
  g_auto (GStrv) each = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_listed (keys, child);
  if (!GTK_IS_SHORTCUTS_SHORTCUT (widget))
    return;
  g_object_get (widget, "accelerator", &accelerator, NULL);
  each = g_strsplit (accelerator, " ", -1);
  for (guint i = 0; each[i] != NULL; i++)
    add (keys, each[i]);
}

static GHashTable *
get_listed (void)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkWindow *window = attest_shortcuts_new ();

  add_listed (keys, GTK_WIDGET (window));
  gtk_window_destroy (window);
  return keys;
}

/* What is there */

/* GTK's own actions have no namespace of ours. */
static gboolean
is_ours (const char *action)
{
  static const char *const names[] = { "app.",        "win.",     "draft.",  "editor.", "item.",
                                       "submission.", "history.", "outbox.", "import." };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (action, names[i]))
      return TRUE;
  return FALSE;
}

/* The action a key stands for; of a key that is handed on, the name is its argument. */
static const char *
get_action_name (GtkShortcut *shortcut)
{
  GtkShortcutAction *action = gtk_shortcut_get_action (shortcut);
  GVariant *arguments = gtk_shortcut_get_arguments (shortcut);

  if (GTK_IS_NAMED_ACTION (action))
    return gtk_named_action_get_action_name (GTK_NAMED_ACTION (action));
  if (GTK_IS_CALLBACK_ACTION (action) && arguments != NULL
      && g_variant_is_of_type (arguments, G_VARIANT_TYPE_STRING))
    return g_variant_get_string (arguments, NULL);
  return "";
}

static void
add_shortcut (GHashTable *keys, GtkShortcut *shortcut)
{
  GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);
  g_autofree char *text = NULL;

  if (!GTK_IS_KEYVAL_TRIGGER (trigger) || !is_ours (get_action_name (shortcut)))
    return;

  text = gtk_shortcut_trigger_to_string (trigger);
  add (keys, text);
}

static void
add_widget (GHashTable *keys, GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);

          add_shortcut (keys, shortcut);
        }
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_widget (keys, child);
}

static void
add_application (GHashTable *keys, GtkApplication *application)
{
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (application);

  for (guint i = 0; actions[i] != NULL; i++)
    {
      g_auto (GStrv) each = gtk_application_get_accels_for_action (application, actions[i]);

      for (guint j = 0; each[j] != NULL; j++)
        add (keys, each[j]);
    }
}

static void
wait_until_ready (AttestApplication *application)
{
  while (!attest_application_get_ready (application))
    {
      g_assert_null (attest_application_get_failure (application));
      g_main_context_iteration (NULL, TRUE);
    }
}

/* An editor with one of each list, so that their keys are there as well. */
static void
open_editor (AttestApplication *application)
{
  g_autoptr (AttestRecord) record = attest_record_new (&attest_certificate_schema);
  g_autoptr (AttestOpenDraft) open_draft = NULL;

  attest_record_list_append (attest_record_get_list (record, ATTEST_CERTIFICATE_SCHEMES));
  open_draft = attest_open_draft_new (attest_application_get_workspace (application), NULL, record);
  gtk_window_present (GTK_WINDOW (attest_editor_window_new (application, open_draft)));
}

static void
open_import (AttestApplication *application)
{
  g_autoptr (GBytes) cells = g_bytes_new_static ("number\tname\n1\t2\n", 16);

  attest_import_window_open_cells (application, cells);
}

static GHashTable *
get_registered (AttestApplication *application)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkWidget *window = attest_window_new (application);
  guint n_views = 0;
  const AttestViewInfo *views = attest_views_list (&n_views);

  for (guint i = 0; i < n_views; i++)
    attest_window_show_view (ATTEST_WINDOW (window), views[i].name);
  open_editor (application);
  open_import (application);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);

  add_application (keys, GTK_APPLICATION (application));
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (application)); l != NULL;
       l = l->next)
    add_widget (keys, GTK_WIDGET (l->data));
  return keys;
}

/* What is in @keys and neither in @others nor among @excused. */
static char *
list_missing (GHashTable *keys, GHashTable *others, const char *const *excused, guint n_excused)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *missing = g_string_new (NULL);
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < n_excused; i++)
    add (known, excused[i]);
  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (others, key) && !g_hash_table_contains (known, key))
      g_string_append_printf (missing, "%s ", (const char *) key);
  return g_string_free (missing, FALSE);
}

static void
test_shortcuts (void)
{
  g_autoptr (AttestApplication) application = attest_program_new ();
  g_autoptr (GHashTable) registered = NULL;
  g_autoptr (GHashTable) listed = NULL;
  g_autofree char *unlisted = NULL;
  g_autofree char *dead = NULL;
  g_autoptr (GError) error = NULL;

  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  g_assert_no_error (error);
  wait_until_ready (application);

  registered = get_registered (application);
  listed = get_listed ();
  unlisted = list_missing (registered, listed, aliases, G_N_ELEMENTS (aliases));
  dead = list_missing (listed, registered, built_in, G_N_ELEMENTS (built_in));
  g_assert_cmpstr (unlisted, ==, "");
  g_assert_cmpstr (dead, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shortcuts/listed", test_shortcuts);
  return g_test_run ();
}
