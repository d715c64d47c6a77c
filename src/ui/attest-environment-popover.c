/* See the header. */
#include "attest-config.h"
#include "attest-environment-popover.h"

#include "application/attest-application.h"
#include "widgets/attest-environment-badge.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>

struct _AttestEnvironmentPopover
{
  GtkPopover parent_instance;

  GtkListBox *list;
  GtkWidget *practice; /* what is there only for practice */
  GtkWidget *checks[ATTEST_N_ENVIRONMENTS];
  AttestApplication *application;
};

G_DEFINE_FINAL_TYPE (AttestEnvironmentPopover, attest_environment_popover, GTK_TYPE_POPOVER)

static const char *const explanations[ATTEST_N_ENVIRONMENTS] = {
  [ATTEST_ENVIRONMENT_PRACTICE] =
      N_ ("Built into Attest. Nothing leaves this computer, and no key is needed."),
  [ATTEST_ENVIRONMENT_TEST] =
      N_ ("The services’ own test servers. What you send is not published."),
  [ATTEST_ENVIRONMENT_PRODUCTION] =
      N_ ("The real services. What you send can be published immediately."),
};

static void
update_cb (AttestEnvironmentPopover *self)
{
  AttestEnvironment environment = attest_application_get_environment (self->application);

  for (guint i = 0; i < ATTEST_N_ENVIRONMENTS; i++)
    gtk_widget_set_opacity (self->checks[i], i == environment ? 1 : 0);
  gtk_widget_set_visible (self->practice, environment == ATTEST_ENVIRONMENT_PRACTICE);
}

static void
production_response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  AttestApplication *application = ATTEST_APPLICATION (user_data);

  if (g_str_equal (response, "use"))
    attest_application_set_environment (application, ATTEST_ENVIRONMENT_PRODUCTION);
}

static void
ask_for_production (AttestEnvironmentPopover *self)
{
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Use Production?"), NULL);

  adw_message_dialog_set_body (
      ADW_MESSAGE_DIALOG (dialog),
      _ ("Records you send will go to the real services, IAF CertSearch and kolleges, where others "
         "can see them. Attest still asks before sending."));
  adw_message_dialog_add_responses (
      ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "use", _ ("_Use Production"), NULL);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), "use", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (
      dialog, "response", G_CALLBACK (production_response_cb), self->application, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, AttestEnvironmentPopover *self)
{
  AttestEnvironment environment = gtk_list_box_row_get_index (row);

  gtk_popover_popdown (GTK_POPOVER (self));
  if (environment == attest_application_get_environment (self->application))
    return;

  if (environment == ATTEST_ENVIRONMENT_PRODUCTION)
    ask_for_production (self);
  else
    attest_application_set_environment (self->application, environment);
}

static GtkWidget *
make_row (AttestEnvironmentPopover *self, AttestEnvironment environment)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *badge = attest_environment_badge_new (environment);
  GtkWidget *text = g_object_new (GTK_TYPE_LABEL,
                                  "label",
                                  _ (explanations[environment]),
                                  "xalign",
                                  0.0,
                                  "wrap",
                                  TRUE,
                                  "max-width-chars",
                                  34,
                                  NULL);
  GtkWidget *row;

  self->checks[environment] = g_object_new (GTK_TYPE_IMAGE,
                                            "icon-name",
                                            "object-select-symbolic",
                                            "accessible-role",
                                            GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                            NULL);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_widget_set_halign (badge, GTK_ALIGN_START);
  gtk_widget_set_hexpand (badge, TRUE);
  gtk_widget_add_css_class (text, "caption");
  gtk_grid_attach (GTK_GRID (grid), badge, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), self->checks[environment], 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), text, 0, 1, 2, 1);

  row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", grid, NULL);
  attest_readers_name (GTK_ACCESSIBLE (row), attest_environment_get_label (environment));
  attest_readers_describe (GTK_ACCESSIBLE (row), _ (explanations[environment]));
  return row;
}

static void
attest_environment_popover_dispose (GObject *object)
{
  AttestEnvironmentPopover *self = ATTEST_ENVIRONMENT_POPOVER (object);

  g_clear_object (&self->application);

  G_OBJECT_CLASS (attest_environment_popover_parent_class)->dispose (object);
}

static void
attest_environment_popover_class_init (AttestEnvironmentPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_environment_popover_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/attest-environment-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestEnvironmentPopover, list);
  gtk_widget_class_bind_template_child (widget_class, AttestEnvironmentPopover, practice);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
attest_environment_popover_init (AttestEnvironmentPopover *self)
{
  self->application = ATTEST_APPLICATION (g_object_ref (g_application_get_default ()));
  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < ATTEST_N_ENVIRONMENTS; i++)
    gtk_list_box_append (self->list, make_row (self, i));

  g_signal_connect_object (
      self->application, "notify::environment", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  update_cb (self);
}

/**
 * attest_environment_popover_new:
 *
 * Returns: (transfer floating): the list of environments, of the default application
 */
GtkWidget *
attest_environment_popover_new (void)
{
  return g_object_new (ATTEST_TYPE_ENVIRONMENT_POPOVER, NULL);
}
