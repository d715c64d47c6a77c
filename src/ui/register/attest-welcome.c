/* AttestWelcome: offers an example record for each service; its buttons are application actions.
 * Main thread. */
#include "attest-config.h"
#include "register/attest-welcome.h"

#include "service/attest-service.h"
#include "widgets/attest-wrap-layout.h"

#include <glib/gi18n.h>

struct _AttestWelcome
{
  AdwBin parent_instance;

  GtkListBox *examples;
  GtkWidget *import_button;
  GtkWidget *skip_button;
};

G_DEFINE_FINAL_TYPE (AttestWelcome, attest_welcome, ADW_TYPE_BIN)

static GtkWidget *
make_sign (const char *icon)
{
  return g_object_new (
      GTK_TYPE_IMAGE, "icon-name", icon, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}

static GtkWidget *
make_label (const char *words, const char *style)
{
  return g_object_new (GTK_TYPE_LABEL,
                       "label",
                       words,
                       "use-underline",
                       TRUE,
                       "wrap",
                       TRUE,
                       "xalign",
                       0.0f,
                       "css-classes",
                       (const char *[]){ style, NULL },
                       NULL);
}

/* Not an AdwActionRow, and not in boxes: for wrapping words in the middle of a height, or beside
 * something in a box, GTK looks for their width by trial. It is the first thing seen, and two rows
 * took as long as all else in the window. */
static GtkWidget *
make_row (const AttestService *service)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *parts = gtk_grid_new ();
  GtkGrid *grid = GTK_GRID (parts);
  GtkWidget *title = make_label (_ (service->nouns.example), "title");
  GtkWidget *subtitle = make_label (_ (service->nouns.example_text), "subtitle");

  gtk_grid_set_column_spacing (grid, 12);
  gtk_grid_set_row_spacing (grid, 3);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_grid_attach (grid, make_sign (service->icon), 0, 0, 1, 2);
  gtk_grid_attach (grid, title, 1, 0, 1, 1);
  gtk_grid_attach (grid, subtitle, 1, 1, 1, 1);
  gtk_grid_attach (grid, make_sign ("go-next-symbolic"), 2, 0, 1, 2);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), parts);
  gtk_label_set_mnemonic_widget (GTK_LABEL (title), row);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  title,
                                  NULL,
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  subtitle,
                                  NULL,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "app.open-example");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", service->schema->name);
  return row;
}

static void
attest_welcome_class_init (AttestWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/register/attest-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestWelcome, examples);
  gtk_widget_class_bind_template_child (widget_class, AttestWelcome, import_button);
  gtk_widget_class_bind_template_child (widget_class, AttestWelcome, skip_button);
}

static void
attest_welcome_init (AttestWelcome *self)
{
  guint n_services = 0;
  const AttestService *const *services = attest_service_list (&n_services);

  gtk_widget_init_template (GTK_WIDGET (self));
  /* A button that is not as wide as there is room looks for the width of its words by trial, too.
   */
  gtk_widget_set_layout_manager (self->import_button, attest_wrap_layout_new (TRUE));
  gtk_widget_set_layout_manager (self->skip_button, attest_wrap_layout_new (TRUE));
  for (guint i = 0; i < n_services; i++)
    if (services[i]->nouns.example != NULL)
      gtk_list_box_append (self->examples, make_row (services[i]));
}
