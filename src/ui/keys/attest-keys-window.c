/* AttestKeysWindow: see the header. One group for each service, one row for each environment. */
#include "attest-config.h"
#include "keys/attest-keys-window.h"

#include "keys/attest-key-row.h"

#include <glib/gi18n.h>

struct _AttestKeysWindow
{
  AdwPreferencesWindow parent_instance;

  GPtrArray *rows; /* of AttestKeyRow, owned by the groups */
};

G_DEFINE_FINAL_TYPE (AttestKeysWindow, attest_keys_window, ADW_TYPE_PREFERENCES_WINDOW)

static void
refresh (AttestKeysWindow *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    attest_key_row_refresh (g_ptr_array_index (self->rows, i));
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
  gtk_window_set_default_size (GTK_WINDOW (self), 600, 700);
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (self), FALSE);
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

  for (guint i = 0; i < n_services; i++)
    adw_preferences_page_add (page, new_group (self, workspace, services[i]));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), page);
  return GTK_WIDGET (self);
}
