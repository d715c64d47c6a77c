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

/* Not an AdwActionRow: that puts its wrapping words into the middle of its height, for which GTK
 * looks for their width by trial. It is the first thing seen, and two of them took as long as all
 * else in the window. */
static GtkWidget *
make_row (const AttestService *service)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = make_label (_ (service->nouns.example), "title");
  GtkWidget *subtitle = make_label (_ (service->nouns.example_text), "subtitle");

  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), title);
  gtk_box_append (GTK_BOX (words), subtitle);
  gtk_box_append (GTK_BOX (line), make_sign (service->icon));
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), make_sign ("go-next-symbolic"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
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
