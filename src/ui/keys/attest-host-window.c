/* AttestHostWindow: see the header. The address is written down as it was entered; whether it can
 * be one is for the workspace to say. */
#include "attest-config.h"
#include "keys/attest-host-window.h"

#include "keys/attest-entry-problem.h"
#include "widgets/attest-environment-badge.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-wrap-layout.h"

#include <glib/gi18n.h>

struct _AttestHostWindow
{
  AdwWindow parent_instance;

  AttestWorkspace *workspace;
  const AttestService *service;
  AttestEnvironment environment;

  GtkSpinner *spinner;
  AttestEnvironmentBadge *badge;
  GtkLabel *service_name;
  GtkEditable *entry;
  GtkWidget *problem_box;
  GtkLabel *problem;
  GtkLabel *result;
  GtkLabel *note;
  GtkWidget *reset;
};

G_DEFINE_FINAL_TYPE (AttestHostWindow, attest_host_window, ADW_TYPE_WINDOW)

static void
show_problem (AttestHostWindow *self, const char *problem)
{
  attest_entry_problem_show (self->entry, self->problem_box, self->problem, problem);
}

/* Shows where records would go, while there is a possible address. */
static void
changed_cb (AttestHostWindow *self)
{
  g_autofree char *base = attest_service_find_base (
      self->service, self->environment, gtk_editable_get_text (self->entry), NULL, NULL);
  g_autofree char *url = attest_service_make_url (self->service, base);
  g_autofree char *text = NULL;

  /* Translators: %s is an address */
  text = url != NULL ? g_strdup_printf (_ ("Records go to %s"), url) : NULL;
  gtk_label_set_label (self->result, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->result), text != NULL);
  show_problem (self, NULL);
}

static void
show_busy (AttestHostWindow *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->entry), !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "host-window.save", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "host-window.reset", !busy);
}

static void
set_host_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestHostWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  show_busy (self, FALSE);
  if (attest_workspace_set_host_finish (ATTEST_WORKSPACE (source), result, &error))
    gtk_window_close (GTK_WINDOW (self));
  else
    show_problem (self, error->message);
}

static void
set_host (AttestHostWindow *self, const char *host)
{
  show_busy (self, TRUE);
  attest_workspace_set_host_async (self->workspace,
                                   &(AttestPlace){ self->service, self->environment, host },
                                   NULL,
                                   set_host_cb,
                                   g_object_ref (self));
}

static void
save_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestHostWindow *self = ATTEST_HOST_WINDOW (widget);
  g_autofree char *host = g_strdup (gtk_editable_get_text (self->entry));
  g_autoptr (GError) error = NULL;

  if (attest_service_check_host (host, &error))
    set_host (self, host);
  else
    show_problem (self, error->message);
}

static void
reset_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  set_host (ATTEST_HOST_WINDOW (widget), NULL);
}

static void
attest_host_window_dispose (GObject *object)
{
  g_clear_object (&ATTEST_HOST_WINDOW (object)->workspace);
  G_OBJECT_CLASS (attest_host_window_parent_class)->dispose (object);
}

static void
attest_host_window_class_init (AttestHostWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_host_window_dispose;
  g_type_ensure (ATTEST_TYPE_ENVIRONMENT_BADGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/keys/attest-host-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestHostWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, AttestHostWindow, badge);
  gtk_widget_class_bind_template_child (widget_class, AttestHostWindow, service_name);
  gtk_widget_class_bind_template_child (widget_class, AttestHostWindow, entry);
  gtk_widget_class_bind_template_child (widget_class, AttestHostWindow, problem_box);
  gtk_widget_class_bind_template_child (widget_class, AttestHostWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, AttestHostWindow, result);
  gtk_widget_class_bind_template_child (widget_class, AttestHostWindow, note);
  gtk_widget_class_bind_template_child (widget_class, AttestHostWindow, reset);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "host-window.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "host-window.reset", NULL, reset_cb);
}

static void
attest_host_window_init (AttestHostWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  attest_plain_wrap_buttons (GTK_WIDGET (self));
  /* With large letters the host has the whole width, below the badge. */
  gtk_widget_set_layout_manager (gtk_widget_get_parent (GTK_WIDGET (self->badge)),
                                 attest_wrap_layout_new (FALSE));
}

/**
 * attest_host_window_new:
 * @workspace: whose hosts these are; open
 * @service: the service
 * @environment: its environment; not practice, which has no host
 *
 * Returns: (transfer floating): the window, not yet shown
 */
GtkWidget *
attest_host_window_new (AttestWorkspace *workspace,
                        const AttestService *service,
                        AttestEnvironment environment)
{
  AttestHostWindow *self = g_object_new (ATTEST_TYPE_HOST_WINDOW, NULL);
  const char *host = attest_workspace_get_host (workspace, service, environment);

  self->workspace = g_object_ref (workspace);
  self->service = service;
  self->environment = environment;
  attest_environment_badge_set_environment (self->badge, environment);
  gtk_label_set_label (self->service_name, service->name);
  gtk_label_set_label (self->note, _ ("Each host needs its own key."));
  gtk_widget_set_visible (self->reset,
                          attest_workspace_has_own_host (workspace, service, environment));
  gtk_editable_set_text (self->entry, host != NULL ? host : "");
  changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return GTK_WIDGET (self);
}
