/* Keys, settings and help. See gallery-views.h. */
#include "attest-config.h"
#include "gallery-views.h"

#include "keys/attest-host-window.h"
#include "keys/attest-key-window.h"

static GtkWidget *
show_keys (Gallery *self)
{
  return gallery_show_by_action (self, "keys");
}

static GtkWidget *
show_preferences (Gallery *self)
{
  return gallery_show_by_action (self, "preferences");
}

static GtkWidget *
show_shortcuts (Gallery *self)
{
  return gallery_show_by_action (self, "shortcuts");
}

static GtkWidget *
show_help (Gallery *self)
{
  return gallery_show_by_action (self, "help");
}

static GtkWidget *
show_about (Gallery *self)
{
  return gallery_show_by_action (self, "about");
}

static GtkWidget *
present (Gallery *self, GtkWidget *window)
{
  gtk_window_set_transient_for (GTK_WINDOW (window), self->main);
  gtk_window_present (GTK_WINDOW (window));
  return gallery_wait_for_window (self, NULL);
}

static GtkWidget *
show_key (Gallery *self)
{
  AttestWorkspace *workspace = attest_application_get_workspace (self->app);
  const AttestService *service = attest_service_list (NULL)[0];
  const AttestPlace place = {
    service,
    ATTEST_ENVIRONMENT_TEST,
    attest_workspace_get_host (workspace, service, ATTEST_ENVIRONMENT_TEST),
  };

  return present (self,
                  attest_key_window_new (
                      attest_workspace_get_keyring (workspace), &place, ATTEST_KEY_ENTRY_ADD));
}

static GtkWidget *
show_host (Gallery *self)
{
  return present (self,
                  attest_host_window_new (attest_application_get_workspace (self->app),
                                          attest_service_list (NULL)[0],
                                          ATTEST_ENVIRONMENT_TEST));
}

const GalleryView gallery_tool_views[] = {
  { "keys", show_keys, NULL },           { "key", show_key, NULL },
  { "host", show_host, NULL },           { "preferences", show_preferences, NULL },
  { "shortcuts", show_shortcuts, NULL }, { "help", show_help, NULL },
  { "about", show_about, NULL },         { NULL, NULL, NULL },
};
