/* AttestPreferencesWindow: the few settings there are. Pauses are kept in the database, since every
 * process that sends keeps to them. Main thread. */
#include "attest-config.h"

#include "application/attest-application.h"
#include "dialogs/attest-dialogs.h"
#include "dialogs/attest-meanings-group.h"
#include "model/attest-kinds.h"
#include "widgets/attest-clamps.h"
#include "widgets/attest-focus.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-readers.h"
#include "widgets/attest-tooltip.h"

#include <glib/gi18n.h>

#define MAX_PAUSE 3600 /* seconds */
#define TEMPLATE_KEY "attest-template"

#define ATTEST_TYPE_PREFERENCES_WINDOW (attest_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (AttestPreferencesWindow,
                      attest_preferences_window,
                      ATTEST,
                      PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

struct _AttestPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  AttestOutbox *outbox;
  AttestPresets *presets;
  AdwPreferencesGroup *pauses;
  AdwPreferencesGroup *templates;
  GPtrArray *template_buttons; /* of the rows in that group */
  AdwPreferencesGroup *meanings;
  GtkWidget *enter_moves_on;
};

G_DEFINE_FINAL_TYPE (AttestPreferencesWindow,
                     attest_preferences_window,
                     ADW_TYPE_PREFERENCES_WINDOW)

static void
attest_preferences_window_dispose (GObject *object)
{
  AttestPreferencesWindow *self = ATTEST_PREFERENCES_WINDOW (object);

  g_clear_object (&self->outbox);
  g_clear_object (&self->presets);
  g_clear_pointer (&self->template_buttons, g_ptr_array_unref);
  G_OBJECT_CLASS (attest_preferences_window_parent_class)->dispose (object);
}

static void
attest_preferences_window_class_init (AttestPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_preferences_window_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/dialogs/attest-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestPreferencesWindow, pauses);
  gtk_widget_class_bind_template_child (widget_class, AttestPreferencesWindow, enter_moves_on);
  gtk_widget_class_bind_template_child (widget_class, AttestPreferencesWindow, templates);
  gtk_widget_class_bind_template_child (widget_class, AttestPreferencesWindow, meanings);
}

static void
attest_preferences_window_init (AttestPreferencesWindow *self)
{
  g_autoptr (GSettings) settings = g_settings_new (ATTEST_APP_ID);

  self->template_buttons = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  attest_clamps_follow_letters (GTK_WIDGET (self));
  g_settings_bind (settings, "enter-moves-on", self->enter_moves_on, "active", 0);
}

/* One pause for a service's test host and its production; practice needs none. */
static void
pause_changed_cb (GtkSpinButton *button, AttestPreferencesWindow *self)
{
  const AttestService *service = g_object_get_data (G_OBJECT (button), "attest-service");
  int seconds = gtk_spin_button_get_value_as_int (button);

  if (seconds == (int) service->pause_seconds)
    seconds = -1;
  attest_dispatcher_set_pause (
      attest_outbox_get_dispatcher (self->outbox), service, ATTEST_ENVIRONMENT_TEST, seconds);
  attest_dispatcher_set_pause (
      attest_outbox_get_dispatcher (self->outbox), service, ATTEST_ENVIRONMENT_PRODUCTION, seconds);
}

static GtkWidget *
make_pause (AttestPreferencesWindow *self, const AttestService *service, const char *advice)
{
  GtkWidget *button = gtk_spin_button_new_with_range (0, MAX_PAUSE, 5);
  /* Translators: %s is the name of a service */
  g_autofree char *name = g_strdup_printf (_ ("Seconds between records for %s"), service->name);

  g_object_set (button, "valign", GTK_ALIGN_CENTER, "hexpand", FALSE, "numeric", TRUE, NULL);
  gtk_spin_button_set_increments (GTK_SPIN_BUTTON (button), 5, 60);
  attest_readers_name (GTK_ACCESSIBLE (button), name);
  attest_readers_describe (GTK_ACCESSIBLE (button), advice);
  g_object_set_data (G_OBJECT (button), "attest-service", (gpointer) service);
  gtk_spin_button_set_value (
      GTK_SPIN_BUTTON (button),
      attest_dispatcher_get_pause (
          attest_outbox_get_dispatcher (self->outbox), service, ATTEST_ENVIRONMENT_PRODUCTION));
  g_signal_connect_object (button, "value-changed", G_CALLBACK (pause_changed_cb), self, 0);
  return button;
}

static void
add_pause (AttestPreferencesWindow *self, const AttestService *service)
{
  g_autofree char *advice = service->pause_seconds > 0
                                ? g_strdup_printf (_ ("%u recommended"), service->pause_seconds)
                                : g_strdup (_ ("No pause needed"));
  GtkWidget *button = make_pause (self, service, advice);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW,
                                 "title",
                                 service->name,
                                 "subtitle",
                                 advice,
                                 "activatable-widget",
                                 button,
                                 NULL);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  /* Translators: the unit, behind a number that is entered */
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_label_new (_ ("seconds")));
  attest_plain_wrap_row (ADW_ACTION_ROW (row));
  adw_preferences_group_add (self->pauses, row);
}

/* Templates. */

static void
template_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestPreferencesWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = attest_presets_keep_finish (ATTEST_PRESETS (source), result, &error);

  if (id == NULL)
    attest_plain_toast_show_in_preferences (ADW_PREFERENCES_WINDOW (self),
                                            adw_toast_new (error->message));
}

static void
restore_cb (AdwToast *toast, AttestPreferencesWindow *self)
{
  attest_presets_keep_async (self->presets,
                             g_object_get_data (G_OBJECT (toast), TEMPLATE_KEY),
                             template_kept_cb,
                             g_object_ref (self));
}

static void
free_template (gpointer preset)
{
  attest_preset_free (preset);
}

static void
remove_cb (GtkWidget *button, AttestPreferencesWindow *self)
{
  const AttestPreset *preset =
      attest_presets_find (self->presets, g_object_get_data (G_OBJECT (button), TEMPLATE_KEY));
  AttestPreset *copy = NULL;
  AdwToast *toast = NULL;

  if (preset == NULL)
    return;
  copy = attest_preset_new (preset->role, preset->name, preset->record);
  copy->id = g_strdup (preset->id);
  toast = adw_toast_new (_ ("Template removed"));
  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_object_set_data_full (G_OBJECT (toast), TEMPLATE_KEY, copy, free_template);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (restore_cb), self, 0);
  attest_presets_remove (self->presets, copy->id);
  attest_plain_toast_show_in_preferences (ADW_PREFERENCES_WINDOW (self), toast);
}

static void
add_template (AttestPreferencesWindow *self, const AttestPreset *preset)
{
  const AttestSchema *schema = attest_record_get_schema (preset->record);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW,
                                 "use-markup",
                                 FALSE,
                                 "title",
                                 preset->name,
                                 "subtitle",
                                 attest_schema_get_title (schema),
                                 NULL);
  /* Translators: %s is the name of a template */
  g_autofree char *name = g_strdup_printf (_ ("Remove the Template %s"), preset->name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  attest_tooltip_name (button, name, _ ("Remove This Template"));
  g_object_set_data_full (G_OBJECT (button), TEMPLATE_KEY, g_strdup (preset->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (self->templates, row);
  g_ptr_array_add (self->template_buttons, button);
}

static void
fill_templates_cb (AttestPreferencesWindow *self)
{
  guint n_kinds = 0;
  const AttestSchema *const *kinds = attest_kinds_list (&n_kinds);
  guint place = 0;
  const gboolean had_focus = attest_focus_find (self->template_buttons, &place);

  for (guint i = 0; i < self->template_buttons->len; i++)
    adw_preferences_group_remove (
        self->templates,
        gtk_widget_get_ancestor (self->template_buttons->pdata[i], ADW_TYPE_ACTION_ROW));
  g_ptr_array_set_size (self->template_buttons, 0);
  for (guint k = 0; k < n_kinds; k++)
    {
      g_autoptr (GPtrArray) all =
          attest_presets_list (self->presets, ATTEST_PRESET_TEMPLATE, kinds[k]);

      for (guint i = 0; i < all->len; i++)
        add_template (self, all->pdata[i]);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->templates), self->template_buttons->len > 0);
  if (had_focus)
    attest_focus_give (self->template_buttons, place);
}

/**
 * attest_show_preferences:
 * @application: the application, which must be ready
 */
void
attest_show_preferences (AttestApplication *application)
{
  AttestPreferencesWindow *self = g_object_new (ATTEST_TYPE_PREFERENCES_WINDOW, NULL);
  guint n_services = 0;
  const AttestService *const *services = attest_service_list (&n_services);

  self->outbox =
      g_object_ref (attest_workspace_get_outbox (attest_application_get_workspace (application)));
  self->presets =
      g_object_ref (attest_workspace_get_presets (attest_application_get_workspace (application)));
  for (guint i = 0; i < n_services; i++)
    add_pause (self, services[i]);
  fill_templates_cb (self);
  g_signal_connect_object (
      self->presets, "changed", G_CALLBACK (fill_templates_cb), self, G_CONNECT_SWAPPED);
  attest_meanings_group_show (
      self->meanings,
      ADW_PREFERENCES_WINDOW (self),
      attest_workspace_get_store (attest_application_get_workspace (application)));
  attest_application_present (application, GTK_WINDOW (self));
}
