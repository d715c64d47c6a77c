/* AttestKeyRow: see the header.
 *
 * The keyring is asked whenever something may have changed; asking writes nothing and never
 * prompts. */
#include "attest-config.h"
#include "keys/attest-key-row.h"

#include "keys/attest-host-window.h"
#include "keys/attest-key-window.h"
#include "widgets/attest-environment-badge.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-readers.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>
#include <string.h>

struct _AttestKeyRow
{
  AdwActionRow parent_instance;

  AttestWorkspace *workspace;
  const AttestService *service;
  AttestEnvironment environment;
  AttestKeyFound found;
  GCancellable *cancellable;

  GtkImage *icon;
  GtkLabel *state;
  GtkButton *button;
  GtkMenuButton *menu;
};

G_DEFINE_FINAL_TYPE (AttestKeyRow, attest_key_row, ADW_TYPE_ACTION_ROW)

static guint found_signal = 0;

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
set_working (AttestKeyRow *self, gboolean working)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), !working);
  gtk_widget_set_sensitive (GTK_WIDGET (self->menu), !working);
}

/* Screen readers hear whose it is, not "Add Key" six times. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void
name_for_readers (AttestKeyRow *self, GtkWidget *widget, const char *format)
{
  g_autofree char *place = NULL;
  g_autofree char *name = NULL;

  /* Translators: an environment and a service, as in "Test, IAF CertSearch" */
  place = g_strdup_printf (
      _ ("%s, %s"), attest_environment_get_label (self->environment), self->service->name);
  name = g_strdup_printf (format, place);
  attest_readers_name (GTK_ACCESSIBLE (widget), name);
}
#pragma GCC diagnostic pop

/* The row is read as a whole: the labels in it are not reached. */
static void
describe (AttestKeyRow *self)
{
  const char *state = gtk_label_get_label (self->state);
  g_autofree char *words = g_strjoin (". ",
                                      adw_action_row_get_subtitle (ADW_ACTION_ROW (self)),
                                      *state != '\0' ? state : NULL,
                                      NULL);

  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static void
show_state (AttestKeyRow *self, const AttestKeyLook *look)
{
  const char *classes[] = { look->style_class != NULL ? look->style_class : "dim-label", NULL };

  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), classes);
  gtk_image_set_from_icon_name (self->icon, look->icon);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), look->icon != NULL);
  gtk_widget_set_css_classes (GTK_WIDGET (self->state), classes);
  gtk_label_set_label (self->state, look->state != NULL ? _ (look->state) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state), look->state != NULL);
}

static void
show_button (AttestKeyRow *self, const AttestKeyLook *look)
{
  gtk_widget_set_visible (GTK_WIDGET (self->button), look->button.label != NULL);
  if (look->button.label == NULL)
    return;
  gtk_button_set_label (self->button, _ (look->button.label));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), look->button.action);
  name_for_readers (self, GTK_WIDGET (self->button), _ (look->button_name));
}

static void
show_menu (AttestKeyRow *self, const AttestKeyLook *look)
{
  gboolean has_host = self->environment != ATTEST_ENVIRONMENT_PRACTICE && get_host (self) != NULL;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) host = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (look->items) && look->items[i].label != NULL; i++)
    g_menu_append (menu, _ (look->items[i].label), look->items[i].action);
  g_menu_append (host, _ ("Change _Host…"), "key.set-host");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (host));
  gtk_menu_button_set_menu_model (self->menu, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->menu), has_host);
}

/* Nothing is touched while the answer stays the same: a button may have the focus. */
static void
show_found (AttestKeyRow *self, AttestKeyFound found)
{
  const AttestKeyLook *look = &attest_key_looks[found];

  set_working (self, FALSE);
  if (self->found == found)
    return;
  self->found = found;
  show_state (self, look);
  show_button (self, look);
  show_menu (self, look);
  describe (self);
  g_signal_emit (self, found_signal, 0);
}

/* What every host begins with is left out, to leave room. */
static void
show_host (AttestKeyRow *self, const char *instead)
{
  const char *host = instead != NULL ? instead : get_host (self);

  if (host != NULL && g_str_has_prefix (host, "https://"))
    host += strlen ("https://");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), host != NULL ? host : "");
  describe (self);
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
    attest_plain_toast_show_in_preferences (ADW_PREFERENCES_WINDOW (get_window (self)),
                                            attest_plain_toast_new (error->message));
}

static void
remove_response_cb (AttestKeyRow *self, const char *response)
{
  if (!g_str_equal (response, "remove"))
    return;
  set_working (self, TRUE);
  call_keyring (self, ATTEST_KEYRING_REMOVE, NULL, remove_cb);
}

static void
remove_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestKeyRow *self = ATTEST_KEY_ROW (widget);
  GtkWidget *dialog = adw_message_dialog_new (get_window (self), _ ("Remove the Key?"), NULL);

  adw_message_dialog_format_body (
      ADW_MESSAGE_DIALOG (dialog),
      _ ("The key for %s (%s) is removed from your keyring. Records cannot be sent there until "
         "another key is added. The key itself stays valid at the service."),
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
  found_signal = g_signal_new (
      "found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "key.add", NULL, enter_cb);
  gtk_widget_class_install_action (widget_class, "key.replace", NULL, enter_cb);
  gtk_widget_class_install_action (widget_class, "key.use-once", NULL, enter_cb);
  gtk_widget_class_install_action (widget_class, "key.remove", NULL, remove_action_cb);
  gtk_widget_class_install_action (widget_class, "key.forget", NULL, forget_cb);
  gtk_widget_class_install_action (widget_class, "key.set-host", NULL, set_host_cb);
}

static void
add_suffix (AttestKeyRow *self, GtkWidget *widget)
{
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (widget, FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), widget);
}

static void
attest_key_row_init (AttestKeyRow *self)
{
  self->found = ATTEST_N_KEY_FOUND;
  self->icon = GTK_IMAGE (
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  self->state = GTK_LABEL (gtk_label_new (NULL));
  self->button = GTK_BUTTON (gtk_button_new_with_mnemonic (""));
  self->menu = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->menu, "view-more-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu), _ ("More"));
  gtk_widget_add_css_class (GTK_WIDGET (self->menu), "flat");
  add_suffix (self, GTK_WIDGET (self->icon));
  add_suffix (self, GTK_WIDGET (self->state));
  add_suffix (self, GTK_WIDGET (self->button));
  add_suffix (self, GTK_WIDGET (self->menu));
  attest_plain_wrap_row (ADW_ACTION_ROW (self));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
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
  GtkWidget *icon = gtk_image_new_from_icon_name (attest_environment_get_icon_name (environment));

  self->workspace = g_object_ref (workspace);
  self->service = service;
  self->environment = environment;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 attest_environment_get_label (environment));
  attest_environment_set_style (icon, environment);
  gtk_widget_add_css_class (icon, "environment-icon");
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), icon);
  name_for_readers (self, GTK_WIDGET (self), "%s");
  /* Translators: %s is an environment and a service, such as "Test, IAF CertSearch" */
  name_for_readers (self, GTK_WIDGET (self->menu), _ ("More for %s"));
  g_signal_connect_object (
      get_keyring (self), "changed", G_CALLBACK (attest_key_row_refresh), self, G_CONNECT_SWAPPED);
  attest_key_row_refresh (self);
  return GTK_WIDGET (self);
}

/**
 * attest_key_row_get_found:
 * @self: a row
 *
 * Returns: what is known of its key; %ATTEST_N_KEY_FOUND: nothing yet
 */
AttestKeyFound
attest_key_row_get_found (AttestKeyRow *self)
{
  g_return_val_if_fail (ATTEST_IS_KEY_ROW (self), ATTEST_N_KEY_FOUND);

  return self->found;
}

/**
 * attest_key_row_unlock:
 * @self: a row
 *
 * Lets the keyring ask for its password, by looking a key up that is dropped at once.
 */
void
attest_key_row_unlock (AttestKeyRow *self)
{
  g_return_if_fail (ATTEST_IS_KEY_ROW (self));

  set_working (self, TRUE);
  call_keyring (self, ATTEST_KEYRING_LOOKUP, NULL, unlock_cb);
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
  AttestKeyFound found = ATTEST_N_KEY_FOUND; /* what is known without it */

  g_return_if_fail (ATTEST_IS_KEY_ROW (self));

  if (self->workspace == NULL) /* being disposed of */
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->environment == ATTEST_ENVIRONMENT_PRACTICE)
    found = ATTEST_KEY_FOUND_PRACTICE;
  else if (get_host (self) == NULL)
    found = ATTEST_KEY_FOUND_NO_HOST;
  show_host (self, found != ATTEST_N_KEY_FOUND ? _ (attest_key_looks[found].place) : NULL);
  if (found != ATTEST_N_KEY_FOUND)
    {
      show_found (self, found);
      return;
    }
  self->cancellable = g_cancellable_new ();
  call_keyring (self, ATTEST_KEYRING_QUERY, self->cancellable, state_cb);
}
