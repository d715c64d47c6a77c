/* AttestPreferencesWindow: the few settings there are. Pauses are kept in the database, since every
 * process that sends keeps to them. Main thread. */
#include "attest-config.h"

#include "application/attest-application.h"
#include "dialogs/attest-dialogs.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

#define MAX_PAUSE 3600 /* seconds */

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
  AdwPreferencesGroup *pauses;
  GtkWidget *enter_moves_on;
};

G_DEFINE_FINAL_TYPE (AttestPreferencesWindow,
                     attest_preferences_window,
                     ADW_TYPE_PREFERENCES_WINDOW)

static void
attest_preferences_window_dispose (GObject *object)
{
  g_clear_object (&ATTEST_PREFERENCES_WINDOW (object)->outbox);

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
}

static void
attest_preferences_window_init (AttestPreferencesWindow *self)
{
  g_autoptr (GSettings) settings = g_settings_new (ATTEST_APP_ID);

  gtk_widget_init_template (GTK_WIDGET (self));
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

  g_object_set (button, "valign", GTK_ALIGN_CENTER, "numeric", TRUE, NULL);
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
  adw_preferences_group_add (self->pauses, row);
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
  for (guint i = 0; i < n_services; i++)
    add_pause (self, services[i]);
  attest_application_present (application, GTK_WINDOW (self));
}
