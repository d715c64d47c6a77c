/* AttestKeyRow: see the header.
 *
 * The keyring is asked whenever something may have changed; asking writes nothing and never
 * prompts. Only "Unlock…" lets the keyring prompt, by looking a key up that is dropped at once. */
#include "attest-config.h"
#include "keys/attest-key-row.h"

#include "keys/attest-host-window.h"
#include "keys/attest-key-look.h"
#include "keys/attest-key-window.h"
#include "widgets/attest-environment-badge.h"
#include "widgets/attest-plain.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

struct _AttestKeyRow
{
  AdwPreferencesRow parent_instance;

  AttestWorkspace *workspace;
  const AttestService *service;
  AttestEnvironment environment;
  AttestKeyFound found;
  GCancellable *cancellable;

  AttestEnvironmentBadge *badge;
  GtkLabel *host;
  GtkWidget *host_button;
  GtkStack *icon_stack;
  GtkImage *icon;
  GtkSpinner *spinner;
  GtkLabel *state;
  GtkLabel *advice;
  GtkBox *buttons;
};

G_DEFINE_FINAL_TYPE (AttestKeyRow, attest_key_row, ADW_TYPE_PREFERENCES_ROW)

static const char *
get_host (AttestKeyRow *self)
{
  return attest_workspace_get_host (self->workspace, self->service, self->environment);
}

static AttestKeyring *
get_keyring (AttestKeyRow *self)
{
  return attest_workspace_get_keyring (self->workspace);
}

static GtkWindow *
get_window (AttestKeyRow *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
show_busy (AttestKeyRow *self, gboolean busy)
{
  /* Visible before it is shown, or the stack would not show it; hidden for screen readers. */
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_stack_set_visible_child_name (self->icon_stack, busy ? "spinner" : "icon");
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
show_working (AttestKeyRow *self)
{
  show_busy (self, TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->buttons), FALSE);
}

/* Screen readers hear whose button it is, not "Add" six times. */
static GtkWidget *
new_button (AttestKeyRow *self, const AttestKeyButton *button)
{
  GtkWidget *made = gtk_button_new_with_mnemonic (_ (button->label));
  g_autofree char *whose = NULL;

  /* Translators: a service and an environment, as in "CertSearch, Test" */
  whose = g_strdup_printf (
      _ ("%s, %s"), self->service->name, attest_environment_get_label (self->environment));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (made), button->action);
  /* GTK 4.8 reads the underscore out; the label inside is enough. */
  gtk_accessible_reset_property (GTK_ACCESSIBLE (made), GTK_ACCESSIBLE_PROPERTY_LABEL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (made), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, whose, -1);
  return made;
}

static void
show_buttons (AttestKeyRow *self, const AttestKeyLook *look)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->buttons))) != NULL)
    gtk_box_remove (self->buttons, child);
  for (guint i = 0; i < G_N_ELEMENTS (look->buttons) && look->buttons[i].label != NULL; i++)
    gtk_box_append (self->buttons, new_button (self, &look->buttons[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->buttons), look->buttons[0].label != NULL);
}

/* Nothing is touched while the answer stays the same: a button may have the focus. */
static void
show_found (AttestKeyRow *self, AttestKeyFound found)
{
  const AttestKeyLook *look = &attest_key_looks[found];

  show_busy (self, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->buttons), TRUE);
  if (self->found == found)
    return;
  if (self->found != ATTEST_N_KEY_FOUND && attest_key_looks[self->found].style_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon),
                                 attest_key_looks[self->found].style_class);
  if (look->style_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), look->style_class);
  self->found = found;
  gtk_image_set_from_icon_name (self->icon, look->icon);
  gtk_label_set_label (self->state, _ (look->state));
  gtk_label_set_label (self->advice, _ (look->advice));
  show_buttons (self, look);
}

static void
show_host (AttestKeyRow *self)
{
  const char *host = self->environment == ATTEST_ENVIRONMENT_PRACTICE ? NULL : get_host (self);

  gtk_label_set_label (self->host, host != NULL ? host : "");
  gtk_widget_set_visible (GTK_WIDGET (self->host), host != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->host), host);
  gtk_widget_set_visible (self->host_button, host != NULL);
}

static void
call_keyring (AttestKeyRow *self,
              AttestKeyringVerb verb,
              GCancellable *cancellable,
              GAsyncReadyCallback callback)
{
  AttestPlace place = { self->service, self->environment, get_host (self) };

  attest_keyring_call_async (get_keyring (self),
                             &(AttestKeyringCall){ verb, &place, NULL },
                             cancellable,
                             callback,
                             g_object_ref (self));
}

static void
state_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestKeyRow) self = user_data;
  g_autoptr (GError) error = NULL;
  AttestKeyState state = attest_keyring_call_finish (ATTEST_KEYRING (source), result, NULL, &error);
  static const AttestKeyFound founds[] = { [ATTEST_KEY_STORED] = ATTEST_KEY_FOUND_STORED,
                                           [ATTEST_KEY_THIS_RUN] = ATTEST_KEY_FOUND_THIS_RUN,
                                           [ATTEST_KEY_NONE] = ATTEST_KEY_FOUND_NONE,
                                           [ATTEST_KEY_LOCKED] = ATTEST_KEY_FOUND_LOCKED,
                                           [ATTEST_KEY_UNAVAILABLE] =
                                               ATTEST_KEY_FOUND_UNAVAILABLE };

  if (error == NULL) /* otherwise another question was asked since */
    show_found (self, founds[state]);
}

static void
unlock_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestKeyRow) self = user_data;

  attest_keyring_call_finish (ATTEST_KEYRING (source), result, NULL, NULL);
  attest_key_row_refresh (self);
  /* The others are in the same keyring. */
  gtk_widget_activate_action (GTK_WIDGET (self), "keys.refresh", NULL);
}

static void
unlock_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestKeyRow *self = ATTEST_KEY_ROW (widget);

  show_working (self);
  call_keyring (self, ATTEST_KEYRING_LOOKUP, NULL, unlock_cb);
}

static void
enter_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestKeyRow *self = ATTEST_KEY_ROW (widget);
  AttestKeyEntry entry = g_str_equal (action_name, "key.use-once")  ? ATTEST_KEY_ENTRY_USE_ONCE
                         : g_str_equal (action_name, "key.replace") ? ATTEST_KEY_ENTRY_REPLACE
                                                                    : ATTEST_KEY_ENTRY_ADD;
  AttestPlace place = { self->service, self->environment, get_host (self) };
  GtkWidget *window = attest_key_window_new (get_keyring (self), &place, entry);

  gtk_window_set_transient_for (GTK_WINDOW (window), get_window (self));
  gtk_window_present (GTK_WINDOW (window));
}

static void
remove_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestKeyRow) self = user_data;
  g_autoptr (GError) error = NULL;

  /* The answer of the keyring is what counts, whatever became of this. */
  attest_key_row_refresh (self);
  attest_keyring_call_finish (ATTEST_KEYRING (source), result, NULL, &error);
  if (error != NULL && ADW_IS_PREFERENCES_WINDOW (get_window (self)))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (get_window (self)),
                                      attest_plain_toast_new (error->message));
}

static void
remove_response_cb (AttestKeyRow *self, const char *response)
{
  if (!g_str_equal (response, "remove"))
    return;
  show_working (self);
  call_keyring (self, ATTEST_KEYRING_REMOVE, NULL, remove_cb);
}

static void
remove_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestKeyRow *self = ATTEST_KEY_ROW (widget);
  GtkWidget *dialog = adw_message_dialog_new (get_window (self), _ ("Remove the Key?"), NULL);

  adw_message_dialog_format_body (
      ADW_MESSAGE_DIALOG (dialog),
      _ ("The key for %s (%s) is taken out of your keyring. Records cannot be sent there until "
         "another one is added. The key itself stays valid at the service."),
      self->service->name,
      attest_environment_get_label (self->environment));
  adw_message_dialog_add_responses (
      ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "remove", _ ("_Remove Key"), NULL);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (
      dialog, "response", G_CALLBACK (remove_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
forget_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestKeyRow *self = ATTEST_KEY_ROW (widget);
  AttestPlace place = { self->service, self->environment, get_host (self) };

  attest_keyring_set_for_this_run (get_keyring (self), &place, NULL, NULL);
  attest_key_row_refresh (self);
}

static void
set_host_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestKeyRow *self = ATTEST_KEY_ROW (widget);
  GtkWidget *window = attest_host_window_new (self->workspace, self->service, self->environment);

  g_signal_connect_object (
      window, "destroy", G_CALLBACK (attest_key_row_refresh), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (window), get_window (self));
  gtk_window_present (GTK_WINDOW (window));
}

static void
attest_key_row_dispose (GObject *object)
{
  AttestKeyRow *self = ATTEST_KEY_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (attest_key_row_parent_class)->dispose (object);
}

static void
attest_key_row_class_init (AttestKeyRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_key_row_dispose;
  g_type_ensure (ATTEST_TYPE_ENVIRONMENT_BADGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/keys/attest-key-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestKeyRow, badge);
  gtk_widget_class_bind_template_child (widget_class, AttestKeyRow, host);
  gtk_widget_class_bind_template_child (widget_class, AttestKeyRow, host_button);
  gtk_widget_class_bind_template_child (widget_class, AttestKeyRow, icon_stack);
  gtk_widget_class_bind_template_child (widget_class, AttestKeyRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AttestKeyRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, AttestKeyRow, state);
  gtk_widget_class_bind_template_child (widget_class, AttestKeyRow, advice);
  gtk_widget_class_bind_template_child (widget_class, AttestKeyRow, buttons);
  gtk_widget_class_install_action (widget_class, "key.add", NULL, enter_cb);
  gtk_widget_class_install_action (widget_class, "key.replace", NULL, enter_cb);
  gtk_widget_class_install_action (widget_class, "key.use-once", NULL, enter_cb);
  gtk_widget_class_install_action (widget_class, "key.remove", NULL, remove_action_cb);
  gtk_widget_class_install_action (widget_class, "key.forget", NULL, forget_cb);
  gtk_widget_class_install_action (widget_class, "key.unlock", NULL, unlock_action_cb);
  gtk_widget_class_install_action (widget_class, "key.set-host", NULL, set_host_cb);
}

static void
attest_key_row_init (AttestKeyRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->found = ATTEST_N_KEY_FOUND;
}

static void
name_for_readers (AttestKeyRow *self)
{
  const char *environment = attest_environment_get_label (self->environment);
  g_autofree char *change = NULL;

  /* Translators: %s is an environment, such as "Test" */
  change = g_strdup_printf (_ ("Change the Host for %s"), environment);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), environment);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, environment, -1);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->host_button), GTK_ACCESSIBLE_PROPERTY_LABEL, change, -1);
}

/**
 * attest_key_row_new:
 * @workspace: whose keyring and hosts these are; open
 * @service: the service the key belongs to
 * @environment: the environment it belongs to
 *
 * Returns: (transfer floating): the row, which asks the keyring at once
 */
GtkWidget *
attest_key_row_new (AttestWorkspace *workspace,
                    const AttestService *service,
                    AttestEnvironment environment)
{
  AttestKeyRow *self = g_object_new (ATTEST_TYPE_KEY_ROW, NULL);

  self->workspace = g_object_ref (workspace);
  self->service = service;
  self->environment = environment;
  attest_environment_badge_set_environment (self->badge, environment);
  name_for_readers (self);
  g_signal_connect_object (
      get_keyring (self), "changed", G_CALLBACK (attest_key_row_refresh), self, G_CONNECT_SWAPPED);
  attest_key_row_refresh (self);
  return GTK_WIDGET (self);
}

/**
 * attest_key_row_refresh:
 * @self: a row
 *
 * Asks the keyring again, without prompting.
 */
void
attest_key_row_refresh (AttestKeyRow *self)
{
  g_return_if_fail (ATTEST_IS_KEY_ROW (self));

  if (self->workspace == NULL) /* being disposed of */
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  show_host (self);
  if (self->environment == ATTEST_ENVIRONMENT_PRACTICE)
    {
      show_found (self, ATTEST_KEY_FOUND_PRACTICE);
      return;
    }
  if (get_host (self) == NULL)
    {
      show_found (self, ATTEST_KEY_FOUND_NO_HOST);
      return;
    }
  self->cancellable = g_cancellable_new ();
  show_busy (self, TRUE);
  if (self->found == ATTEST_N_KEY_FOUND)
    gtk_label_set_label (self->state, _ ("Asking the keyring…"));
  call_keyring (self, ATTEST_KEYRING_QUERY, self->cancellable, state_cb);
}
