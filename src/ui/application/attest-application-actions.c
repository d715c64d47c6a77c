/* The application's actions and their keys. Keys of one window stand with that window's class.
 * Main thread. */
#include "attest-config.h"
#include "application/attest-application.h"

#include "application/attest-application-private.h"
#include "dialogs/attest-dialogs.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"

/* Actions that need the workspace to be open. */
static const char *const needing_workspace[] = {
  "new", "new-certificate", "new-form", "open", "open-example", "keys", "preferences",
};

static const AttestSchema *
get_current_schema (AttestApplication *self)
{
  return attest_window_get_schema (attest_application_get_window (self));
}

static void
on_new (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_application_new_record (user_data, get_current_schema (user_data), NULL);
}

static void
on_new_certificate (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_application_new_record (user_data, &attest_certificate_schema, NULL);
}

static void
on_new_form (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_application_new_record (user_data, &attest_form_schema, NULL);
}

static void
on_open (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_application_choose_files (user_data);
}

static void
on_open_example (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *name = g_variant_get_string (parameter, NULL);

  if (!g_str_equal (name, "certificate") && !g_str_equal (name, "form"))
    return;

  attest_window_show_view (attest_application_get_window (user_data),
                           g_str_equal (name, "form") ? ATTEST_VIEW_FORMS
                                                      : ATTEST_VIEW_CERTIFICATES);
  attest_application_open_example (user_data, name);
}

static void
on_skip_examples (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_application_finish_first_start (user_data);
}

static void
on_open_workspace (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_application_open_workspace (user_data);
}

static void
on_show_folder (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *folder = attest_workspace_get_folder (attest_application_get_workspace (user_data));
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);

  if (uri != NULL)
    gtk_show_uri (attest_application_get_parent (user_data), uri, GDK_CURRENT_TIME);
}

static void
on_keys (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_application_show_keys (user_data);
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_show_preferences (user_data);
}

static void
on_show_outbox (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_application_activate (user_data);
  attest_window_show_view (attest_application_get_window (user_data), ATTEST_VIEW_OUTBOX);
}

/* Of a notification, and so perhaps while there is no window. */
static void
on_show_history (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *id = g_variant_get_string (parameter, NULL);

  g_application_activate (user_data);
  attest_application_show_history (user_data, *id != '\0' ? id : NULL);
}

static void
on_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_show_shortcuts (user_data);
}

static void
on_help (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_show_help (user_data);
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_show_about (user_data);
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  attest_application_quit (user_data);
}

/* The state is what the service will do. It falls back by itself after having done it, so the menu
 * asks for an update before it opens. */
static void
on_practice_reply (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  AttestPractice *practice = attest_application_get_practice (user_data);
  AttestMishap mishap;

  if (practice == NULL || !attest_mishap_from_id (g_variant_get_string (state, NULL), &mishap))
    return;

  attest_practice_set_mishap (practice, mishap);
  g_simple_action_set_state (action, state);
}

static const GActionEntry entries[] = {
  { .name = "new", .activate = on_new },
  { .name = "new-certificate", .activate = on_new_certificate },
  { .name = "new-form", .activate = on_new_form },
  { .name = "open", .activate = on_open },
  { .name = "open-example", .activate = on_open_example, .parameter_type = "s" },
  { .name = "skip-examples", .activate = on_skip_examples },
  { .name = "open-workspace", .activate = on_open_workspace },
  { .name = "show-folder", .activate = on_show_folder },
  { .name = "practice-reply",
    .parameter_type = "s",
    .state = "'none'",
    .change_state = on_practice_reply },
  { .name = "keys", .activate = on_keys },
  { .name = "preferences", .activate = on_preferences },
  { .name = "show-outbox", .activate = on_show_outbox },
  { .name = "show-history", .activate = on_show_history, .parameter_type = "s" },
  { .name = "shortcuts", .activate = on_shortcuts },
  { .name = "help", .activate = on_help },
  { .name = "about", .activate = on_about },
  { .name = "quit", .activate = on_quit },
};

static const struct
{
  const char *action;
  const char *keys[3];
} accelerators[] = {
  { "app.new", { "<Control>n" } },
  { "app.new-form", { "<Control><Shift>n" } },
  { "app.open", { "<Control>o" } },
  { "app.keys", { "<Control>k" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.shortcuts", { "<Control>question" } },
  { "app.help", { "F1" } },
  { "app.quit", { "<Control>q" } },
  { "window.close", { "<Control>w" } },
};

/**
 * attest_application_add_actions:
 * @self: the application, while it starts
 */
void
attest_application_add_actions (AttestApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (
        GTK_APPLICATION (self), accelerators[i].action, accelerators[i].keys);
  attest_application_update_actions (self);
}

/**
 * attest_application_update_actions:
 * @self: the application
 *
 * Switches those actions off that can not do anything now, and brings states up to date.
 */
void
attest_application_update_actions (AttestApplication *self)
{
  AttestPractice *practice = attest_application_get_practice (self);
  GAction *action;

  for (guint i = 0; i < G_N_ELEMENTS (needing_workspace); i++)
    {
      action = g_action_map_lookup_action (G_ACTION_MAP (self), needing_workspace[i]);
      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), attest_application_get_ready (self));
    }
  action = g_action_map_lookup_action (G_ACTION_MAP (self), "practice-reply");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), practice != NULL);
  if (practice != NULL)
    g_simple_action_set_state (
        G_SIMPLE_ACTION (action),
        g_variant_new_string (attest_mishap_get_id (attest_practice_get_mishap (practice))));
}
