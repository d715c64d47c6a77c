/* AttestWindow: the main window. Main thread. */
#include "attest-config.h"
#include "attest-window.h"

struct _AttestWindow
{
  AdwApplicationWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (AttestWindow, attest_window, ADW_TYPE_APPLICATION_WINDOW)

static void
attest_window_class_init (AttestWindowClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/io/github/attest_app/Attest/ui/attest-window.ui");
}

static void
attest_window_init (AttestWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * attest_window_new:
 * @application: the application it belongs to
 *
 * Returns: (transfer floating): the window, not yet shown
 */
GtkWidget *
attest_window_new (AttestApplication *application)
{
  return g_object_new (ATTEST_TYPE_WINDOW, "application", application, NULL);
}
