/* AttestKeysWindow: see the header. One group for each service, one row for each environment. */
#include "attest-config.h"
#include "keys/attest-keys-window.h"

#include "keys/attest-key-row.h"
#include "widgets/attest-clamps.h"

#include <glib/gi18n.h>

struct _AttestKeysWindow
{
  AdwPreferencesWindow parent_instance;

  GPtrArray *rows; /* of AttestKeyRow, owned by the groups */
  AdwPreferencesGroup *trouble;
  AdwActionRow *trouble_row;
  GtkWidget *unlock;
};

G_DEFINE_FINAL_TYPE (AttestKeysWindow, attest_keys_window, ADW_TYPE_PREFERENCES_WINDOW)

static void
refresh (AttestKeysWindow *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    attest_key_row_refresh (g_ptr_array_index (self->rows, i));
}

/* What the first row says of the keyring is so for all of them. */
static void
found_cb (AttestKeysWindow *self)
{
  const AttestKeyTrouble *trouble = NULL;

  for (guint i = 0; trouble == NULL && i < self->rows->len; i++)
    {
      AttestKeyFound found = attest_key_row_get_found (g_ptr_array_index (self->rows, i));

      if (found < ATTEST_N_KEY_FOUND && attest_key_troubles[found].title != NULL)
        trouble = &attest_key_troubles[found];
    }
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), trouble != NULL);
  if (trouble == NULL)
    return;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->trouble_row), _ (trouble->title));
  adw_action_row_set_subtitle (self->trouble_row, _ (trouble->words));
  gtk_widget_set_visible (self->unlock, trouble->unlock);
}

static void
unlock_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestKeysWindow *self = ATTEST_KEYS_WINDOW (widget);

  for (guint i = 0; i < self->rows->len; i++)
    {
      AttestKeyRow *row = g_ptr_array_index (self->rows, i);

      if (attest_key_row_get_found (row) == ATTEST_KEY_FOUND_LOCKED)
        {
          attest_key_row_unlock (row);
          return;
        }
    }
}

static void
refresh_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  refresh (ATTEST_KEYS_WINDOW (widget));
}

/* Keys and locks may have changed in the desktop's own keyring program meanwhile. */
static void
is_active_cb (AttestKeysWindow *self)
{
  if (gtk_window_is_active (GTK_WINDOW (self)))
    refresh (self);
}

static void
attest_keys_window_dispose (GObject *object)
{
  g_ptr_array_set_size (ATTEST_KEYS_WINDOW (object)->rows, 0);
  G_OBJECT_CLASS (attest_keys_window_parent_class)->dispose (object);
}

static void
attest_keys_window_finalize (GObject *object)
{
  g_ptr_array_unref (ATTEST_KEYS_WINDOW (object)->rows);
  G_OBJECT_CLASS (attest_keys_window_parent_class)->finalize (object);
}

static void
attest_keys_window_class_init (AttestKeysWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_keys_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = attest_keys_window_finalize;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "keys.refresh", NULL, refresh_cb);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "keys.unlock", NULL, unlock_cb);
  gtk_widget_class_add_binding_action (
      GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
attest_keys_window_init (AttestKeysWindow *self)
{
  self->rows = g_ptr_array_new ();
  g_signal_connect (self, "notify::is-active", G_CALLBACK (is_active_cb), NULL);
  gtk_window_set_title (GTK_WINDOW (self), _ ("API Keys"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 560, 640);
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (self), FALSE);
}

static AdwPreferencesGroup *
new_trouble (AttestKeysWindow *self)
{
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE,
                                  "icon-name",
                                  "dialog-warning-symbolic",
                                  "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  NULL);

  self->trouble = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->trouble_row = ADW_ACTION_ROW (adw_action_row_new ());
  self->unlock = gtk_button_new_with_mnemonic (_ ("_Unlock…"));
  gtk_widget_add_css_class (icon, "warning");
  gtk_widget_set_valign (self->unlock, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->unlock), "keys.unlock");
  adw_action_row_add_prefix (self->trouble_row, icon);
  adw_action_row_add_suffix (self->trouble_row, self->unlock);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->trouble_row), FALSE);
  adw_preferences_group_add (self->trouble, GTK_WIDGET (self->trouble_row));
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), FALSE);
  return self->trouble;
}

static AdwPreferencesGroup *
new_group (AttestKeysWindow *self, AttestWorkspace *workspace, const AttestService *service)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, service->name);
  for (guint i = 0; i < ATTEST_N_ENVIRONMENTS; i++)
    {
      GtkWidget *row = attest_key_row_new (workspace, service, (AttestEnvironment) i);

      g_ptr_array_add (self->rows, row);
      g_signal_connect_object (row, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (group, row);
    }
  return group;
}

/**
 * attest_keys_window_new:
 * @application: whose workspace is shown; its workspace is open
 *
 * Returns: (transfer floating): the window, not yet shown
 */
GtkWidget *
attest_keys_window_new (AttestApplication *application)
{
  AttestKeysWindow *self = g_object_new (ATTEST_TYPE_KEYS_WINDOW, NULL);
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AttestWorkspace *workspace = attest_application_get_workspace (application);
  guint n_services = 0;
  const AttestService *const *services = attest_service_list (&n_services);

  adw_preferences_page_add (page, new_trouble (self));
  for (guint i = 0; i < n_services; i++)
    adw_preferences_page_add (page, new_group (self, workspace, services[i]));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), page);
  attest_clamps_follow_letters (GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
