/* AttestPreferencesWindow: the few settings there are. Pauses are kept in the database, since every
 * process that sends keeps to them. Main thread. */
#include "attest-config.h"
#include "dialogs/attest-dialogs.h"

#include "application/attest-application.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"

#include <glib/gi18n.h>

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
  AdwActionRow *row_certsearch;
  AdwActionRow *row_kolleges;
  GtkSpinButton *pause_certsearch;
  GtkSpinButton *pause_kolleges;
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
  gtk_widget_class_bind_template_child (widget_class, AttestPreferencesWindow, row_certsearch);
  gtk_widget_class_bind_template_child (widget_class, AttestPreferencesWindow, row_kolleges);
  gtk_widget_class_bind_template_child (widget_class, AttestPreferencesWindow, pause_certsearch);
  gtk_widget_class_bind_template_child (widget_class, AttestPreferencesWindow, pause_kolleges);
}

static void
attest_preferences_window_init (AttestPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* One pause for a service's test host and its production; practice needs none. */
static void
pause_changed_cb (GtkSpinButton *button, AttestPreferencesWindow *self)
{
  const AttestService *service = g_object_get_data (G_OBJECT (button), "attest-service");
  int seconds = gtk_spin_button_get_value_as_int (button);

  if (seconds == (int) service->pause_seconds)
    seconds = -1;
  attest_outbox_set_pause (self->outbox, service, ATTEST_ENVIRONMENT_TEST, seconds);
  attest_outbox_set_pause (self->outbox, service, ATTEST_ENVIRONMENT_PRODUCTION, seconds);
}

static void
connect_pause (AttestPreferencesWindow *self,
               const AttestSchema *schema,
               AdwActionRow *row,
               GtkSpinButton *button)
{
  const AttestService *service = attest_service_for_schema (schema);
  /* Translators: %u is a number of seconds, %s the name of a service */
  g_autofree char *advice =
      service->pause_seconds > 0
          ? g_strdup_printf (_ ("%u s recommended by %s"), service->pause_seconds, service->name)
          : g_strdup_printf (_ ("%s recommends no pause"), service->name);

  adw_action_row_set_subtitle (row, advice);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, advice, -1);
  g_object_set_data (G_OBJECT (button), "attest-service", (gpointer) service);
  gtk_spin_button_set_value (
      button, attest_outbox_get_pause (self->outbox, service, ATTEST_ENVIRONMENT_PRODUCTION));
  g_signal_connect_object (button, "value-changed", G_CALLBACK (pause_changed_cb), self, 0);
}

/**
 * attest_show_preferences:
 * @application: the application, which must be ready
 */
void
attest_show_preferences (AttestApplication *application)
{
  AttestPreferencesWindow *self = g_object_new (ATTEST_TYPE_PREFERENCES_WINDOW, NULL);

  self->outbox =
      g_object_ref (attest_workspace_get_outbox (attest_application_get_workspace (application)));
  connect_pause (self, &attest_certificate_schema, self->row_certsearch, self->pause_certsearch);
  connect_pause (self, &attest_form_schema, self->row_kolleges, self->pause_kolleges);
  attest_application_present (application, GTK_WINDOW (self));
}
