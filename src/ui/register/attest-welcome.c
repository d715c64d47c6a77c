/* AttestWelcome: offers an example record for each service; its buttons are application actions.
 * Main thread. */
#include "attest-config.h"
#include "register/attest-welcome.h"

#include "service/attest-service.h"

#include <glib/gi18n.h>

struct _AttestWelcome
{
  AdwBin parent_instance;

  GtkListBox *examples;
};

G_DEFINE_FINAL_TYPE (AttestWelcome, attest_welcome, ADW_TYPE_BIN)

static GtkWidget *
make_row (const AttestService *service)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW,
                                 "title",
                                 _ (service->nouns.example),
                                 "subtitle",
                                 _ (service->nouns.example_text),
                                 "use-underline",
                                 TRUE,
                                 "activatable",
                                 TRUE,
                                 "icon-name",
                                 service->icon,
                                 "action-name",
                                 "app.open-example",
                                 NULL);
  GtkWidget *arrow = g_object_new (GTK_TYPE_IMAGE,
                                   "icon-name",
                                   "go-next-symbolic",
                                   "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                   NULL);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", service->schema->name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  return row;
}

static void
attest_welcome_class_init (AttestWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/register/attest-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestWelcome, examples);
}

static void
attest_welcome_init (AttestWelcome *self)
{
  guint n_services = 0;
  const AttestService *const *services = attest_service_list (&n_services);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < n_services; i++)
    if (services[i]->nouns.example != NULL)
      gtk_list_box_append (self->examples, make_row (services[i]));
}
