/* The application's actions and their keys. Keys of one window stand with that window's class.
 * Main thread. */
#include "attest-config.h"
#include "program/attest-program-actions.h"

#include "details/attest-details-window.h"
#include "dialogs/attest-dialogs.h"
#include "dialogs/attest-export-dialog.h"
#include "imports/attest-imports-window.h"
#include "keys/attest-keys-window.h"
#include "model/attest-kinds.h"
#include "program/attest-program-files.h"
#include "program/attest-quit.h"
#include "program/attest-windows.h"
#include "register/attest-stored-window.h"

#include <glib/gi18n.h>

/* Actions that need the workspace to be open. */
static const char *const needing_workspace[] = {
  "new",          "new-record", "open", "import",      "imports", "paste",
  "open-example", "details",    "keys", "preferences", "stored",  "blank-sheet",
};

static void
new_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestWindow *window = attest_windows_get_main (user_data);

  attest_application_new_record (user_data, attest_window_get_service (window)->schema, NULL);
}

static void
new_record_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const AttestSchema *schema = attest_kinds_find (g_variant_get_string (parameter, NULL));

  if (schema != NULL)
    attest_application_new_record (user_data, schema, NULL);
}

static void
new_from_template_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const AttestPreset *preset = attest_presets_find (
      attest_workspace_get_presets (attest_application_get_workspace (user_data)),
      g_variant_get_string (parameter, NULL));
  g_autoptr (AttestRecord) record = preset != NULL ? attest_preset_begin_record (preset) : NULL;

  if (record != NULL)
    attest_application_new_record (user_data, attest_record_get_schema (record), record);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_program_choose_files (user_data);
}

static void
import_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_program_choose_sheets (user_data);
}

static void
imports_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_application_present (user_data, GTK_WINDOW (attest_imports_window_new (user_data)));
}

/* Of a kind of record that its service lists. */
static void
stored_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const AttestService *service =
      attest_service_for_schema (attest_kinds_find (g_variant_get_string (parameter, NULL)));

  if (service != NULL && service->stored.path != NULL)
    attest_application_present (user_data,
                                GTK_WINDOW (attest_stored_window_new (user_data, service)));
}

/* A sheet to fill in, for those who begin with none. */
static void
blank_sheet_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const AttestService *service = attest_window_get_service (attest_windows_get_main (user_data));

  attest_export_ask (user_data,
                     &(AttestExport){ .schema = service->schema },
                     _ ("Save a Blank Sheet"),
                     service->schema->name);
}

static void
paste_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_program_paste (user_data);
}

static void
open_example_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *name = g_variant_get_string (parameter, NULL);

  if (attest_kinds_find (name) == NULL)
    return;

  attest_window_show_view (attest_windows_get_main (user_data), name);
  attest_program_open_example (user_data, name);
}

static void
skip_examples_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_application_finish_first_start (user_data);
}

static void
open_workspace_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_application_open_workspace (user_data);
}

static void
show_folder_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *folder = attest_workspace_get_folder (attest_application_get_workspace (user_data));
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);

  if (uri != NULL)
    gtk_show_uri (attest_application_get_parent (user_data), uri, GDK_CURRENT_TIME);
}

static void
keys_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  if (attest_application_get_ready (user_data))
    attest_application_present (user_data, GTK_WINDOW (attest_keys_window_new (user_data)));
}

static void
details_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_application_present (user_data, GTK_WINDOW (attest_details_window_new (user_data)));
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_show_preferences (user_data);
}

static void
show_outbox_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_application_activate (user_data);
  attest_window_show_view (attest_windows_get_main (user_data), ATTEST_VIEW_OUTBOX);
}

/* Of a notification, and so perhaps while there is no window. */
static void
show_history_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *id = g_variant_get_string (parameter, NULL);

  g_application_activate (user_data);
  attest_window_show_history (attest_windows_get_main (user_data), *id != '\0' ? id : NULL);
}

/* Of a card, or of a notification: a batch, an outcome or "", and which batch that is in words. */
static void
show_batch_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestState state = ATTEST_STATE_NONE;
  const char *batch = NULL;
  const char *outcome = NULL;
  const char *words = NULL;

  g_variant_get (parameter, "(&s&s&s)", &batch, &outcome, &words);
  attest_state_from_id (outcome, &state);
  g_application_activate (user_data);
  attest_window_show_batch (attest_windows_get_main (user_data), batch, state, words);
}

/* Of a card: a batch. */
static void
save_results_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = g_date_time_format (now, "attest-results-%Y-%m-%d");
  const AttestHistoryFilter filter = { .batch = g_variant_get_string (parameter, NULL),
                                       .environment = -1 };

  attest_export_ask (
      user_data, &(AttestExport){ .history = &filter }, _ ("Save the Results"), name);
}

static void
shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_show_shortcuts (user_data);
}

static void
help_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_show_help (user_data);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_show_about (user_data);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_quit (user_data);
}

static const GActionEntry entries[] = {
  { .name = "new", .activate = new_cb },
  { .name = "new-record", .activate = new_record_cb, .parameter_type = "s" },
  { .name = "new-from-template", .activate = new_from_template_cb, .parameter_type = "s" },
  { .name = "open", .activate = open_cb },
  { .name = "import", .activate = import_cb },
  { .name = "imports", .activate = imports_cb },
  { .name = "stored", .activate = stored_cb, .parameter_type = "s" },
  { .name = "blank-sheet", .activate = blank_sheet_cb },
  { .name = "paste", .activate = paste_cb },
  { .name = "open-example", .activate = open_example_cb, .parameter_type = "s" },
  { .name = "skip-examples", .activate = skip_examples_cb },
  { .name = "open-workspace", .activate = open_workspace_cb },
  { .name = "show-folder", .activate = show_folder_cb },
  { .name = "details", .activate = details_cb },
  { .name = "keys", .activate = keys_cb },
  { .name = "preferences", .activate = preferences_cb },
  { .name = "show-outbox", .activate = show_outbox_cb },
  { .name = "show-history", .activate = show_history_cb, .parameter_type = "s" },
  { .name = "show-batch", .activate = show_batch_cb, .parameter_type = "(sss)" },
  { .name = "save-results", .activate = save_results_cb, .parameter_type = "s" },
  { .name = "shortcuts", .activate = shortcuts_cb },
  { .name = "help", .activate = help_cb },
  { .name = "about", .activate = about_cb },
  { .name = "quit", .activate = quit_cb },
};

static const struct
{
  const char *action;
  const char *keys[3];
} accelerators[] = {
  { "app.new", { "<Control>n" } },
  { "app.open", { "<Control>o" } },
  { "app.import", { "<Control>i" } },
  { "app.keys", { "<Control>k" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.shortcuts", { "<Control>question" } },
  { "app.help", { "F1" } },
  { "app.quit", { "<Control>q" } },
  { "window.close", { "<Control>w" } },
};

/**
 * attest_program_add_actions:
 * @self: the application, while it starts
 */
void
attest_program_add_actions (AttestApplication *self)
{
  guint n_services = 0;
  const AttestService *const *services = attest_service_list (&n_services);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (
        GTK_APPLICATION (self), accelerators[i].action, accelerators[i].keys);
  for (guint i = 0; i < n_services; i++)
    if (services[i]->new_key != NULL)
      {
        g_autofree char *action =
            g_strdup_printf ("app.new-record('%s')", services[i]->schema->name);

        gtk_application_set_accels_for_action (
            GTK_APPLICATION (self), action, (const char *const[]){ services[i]->new_key, NULL });
      }
  attest_program_update_actions (self);
}

/**
 * attest_program_update_actions:
 * @self: the application
 *
 * Switches those actions off that can not do anything now.
 */
void
attest_program_update_actions (AttestApplication *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (needing_workspace); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), needing_workspace[i]);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), attest_application_get_ready (self));
    }
}
