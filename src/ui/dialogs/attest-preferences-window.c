/* AttestPreferencesWindow: the few settings there are. Main thread. */
#include "attest-config.h"
#include "dialogs/attest-dialogs.h"

#include "attest-application-private.h"

#define ATTEST_TYPE_PREFERENCES_WINDOW (attest_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (AttestPreferencesWindow,
                      attest_preferences_window,
                      ATTEST,
                      PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

struct _AttestPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  GtkWidget *pause_certsearch;
  GtkWidget *pause_kolleges;
};

G_DEFINE_FINAL_TYPE (AttestPreferencesWindow,
                     attest_preferences_window,
                     ADW_TYPE_PREFERENCES_WINDOW)

static void
attest_preferences_window_class_init (AttestPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/dialogs/attest-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestPreferencesWindow, pause_certsearch);
  gtk_widget_class_bind_template_child (widget_class, AttestPreferencesWindow, pause_kolleges);
}

static void
attest_preferences_window_init (AttestPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * attest_show_preferences:
 * @application: the application, which must be ready
 */
void
attest_show_preferences (AttestApplication *application)
{
  AttestPreferencesWindow *self = g_object_new (ATTEST_TYPE_PREFERENCES_WINDOW, NULL);
  GSettings *settings = attest_application_get_settings (application);

  g_settings_bind (
      settings, "pause-certsearch", self->pause_certsearch, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (
      settings, "pause-kolleges", self->pause_kolleges, "value", G_SETTINGS_BIND_DEFAULT);
  attest_application_present (application, GTK_WINDOW (self));
}
