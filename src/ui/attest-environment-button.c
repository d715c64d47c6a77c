/* See the header. */
#include "attest-config.h"
#include "attest-environment-button.h"

#include "application/attest-application.h"
#include "attest-environment-popover.h"
#include "widgets/attest-environment-badge.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

struct _AttestEnvironmentButton
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  AttestEnvironmentBadge *badge;
  AttestApplication *application;
};

G_DEFINE_FINAL_TYPE (AttestEnvironmentButton, attest_environment_button, ADW_TYPE_BIN)

static void
update_cb (AttestEnvironmentButton *self)
{
  AttestEnvironment environment = attest_application_get_environment (self->application);
  g_autofree char *name = NULL;

  attest_environment_badge_set_environment (self->badge, environment);

  /* Translators: %s is Practice, Test or Production */
  name = g_strdup_printf (_ ("Environment: %s"), attest_environment_get_label (environment));
  attest_readers_name (GTK_ACCESSIBLE (self->button), name);
}

/* Two buttons are in a window that starts, and hardly ever is one of them opened. */
static void
create_popover_cb (GtkMenuButton *button, gpointer user_data)
{
  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button, attest_environment_popover_new ());
}

static void
attest_environment_button_dispose (GObject *object)
{
  AttestEnvironmentButton *self = ATTEST_ENVIRONMENT_BUTTON (object);

  g_clear_object (&self->application);

  G_OBJECT_CLASS (attest_environment_button_parent_class)->dispose (object);
}

static void
attest_environment_button_class_init (AttestEnvironmentButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_environment_button_dispose;

  g_type_ensure (ATTEST_TYPE_ENVIRONMENT_BADGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/attest-environment-button.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestEnvironmentButton, button);
  gtk_widget_class_bind_template_child (widget_class, AttestEnvironmentButton, badge);
}

static void
attest_environment_button_init (AttestEnvironmentButton *self)
{
  self->application = ATTEST_APPLICATION (g_object_ref (g_application_get_default ()));
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_menu_button_set_create_popup_func (self->button, create_popover_cb, NULL, NULL);
  g_signal_connect_object (
      self->application, "notify::environment", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  update_cb (self);
}
