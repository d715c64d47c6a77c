/* What the window shows: the page of the view, made when it is first looked at, with the header and
 * the counts that go with it; or how far the workspace is. Main thread. */
#include "attest-config.h"
#include "attest-window-private.h"

#include "application/attest-application.h"
#include "attest-views.h"
#include "drafts/attest-drafts-page.h"
#include "history/attest-history-page.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"
#include "outbox/attest-outbox-page.h"
#include "widgets/attest-plain.h"

#include <glib/gi18n.h>

/* A start that takes longer than this says so; a shorter one would only flicker. */
#define SPINNER_DELAY 400

const AttestViewInfo attest_views[ATTEST_N_VIEWS] = {
  [ATTEST_VIEW_CERTIFICATES] = { .name = "certificates",
                                 .icon = "attest-certificate-symbolic",
                                 .title = N_ ("Certificates"),
                                 .schema = &attest_certificate_schema },
  [ATTEST_VIEW_FORMS] = { .name = "forms",
                          .icon = "attest-form-symbolic",
                          .title = N_ ("Forms"),
                          .schema = &attest_form_schema },
  [ATTEST_VIEW_OUTBOX] = { .name = "outbox",
                           .icon = "attest-outbox-symbolic",
                           .title = N_ ("Outbox"),
                           .schema = &attest_certificate_schema },
  [ATTEST_VIEW_HISTORY] = { .name = "history",
                            .icon = "document-open-recent-symbolic",
                            .title = N_ ("History"),
                            .schema = &attest_certificate_schema },
};

static GtkWidget *
make_page (AttestWindow *self, AttestView view)
{
  switch (view)
    {
    case ATTEST_VIEW_CERTIFICATES:
    case ATTEST_VIEW_FORMS:
      return attest_drafts_page_new (self->app, attest_views[view].schema);
    case ATTEST_VIEW_OUTBOX:
      return attest_outbox_page_new (self->app);
    case ATTEST_VIEW_HISTORY:
      return attest_history_page_new (self->app);
    case ATTEST_N_VIEWS:
    default:
      g_assert_not_reached ();
    }
}

static void
bind_search (AttestWindow *self, GtkWidget *page)
{
  gboolean can_search =
      page != NULL
      && g_object_class_find_property (G_OBJECT_GET_CLASS (page), "search-mode") != NULL;

  if (self->search != NULL)
    g_binding_unbind (self->search);
  g_clear_object (&self->search);
  gtk_widget_set_visible (GTK_WIDGET (self->search_button), can_search);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.search", can_search);
  if (can_search)
    self->search =
        g_object_ref (g_object_bind_property (page,
                                              "search-mode",
                                              self->search_button,
                                              "active",
                                              G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL));
}

/* The header is that of the view, and of how much room there is. */
void
attest_window_update_header (AttestWindow *self)
{
  const AttestViewInfo *view = &attest_views[self->view];
  gboolean folded = adw_flap_get_folded (self->flap);
  gboolean is_form = view->schema == &attest_form_schema;
  const char *what = is_form ? _ ("New Form") : _ ("New Certificate");

  adw_window_title_set_title (self->title, _ (view->title));
  attest_queue_button_set_wanted (self->queue_button, !folded && self->view != ATTEST_VIEW_OUTBOX);
  attest_queue_button_set_wanted (self->narrow_queue_button,
                                  folded && self->view != ATTEST_VIEW_OUTBOX);
  gtk_widget_set_visible (self->wide_environment, !folded);
  gtk_widget_set_tooltip_text (self->new_button, what);
  if (folded)
    gtk_button_set_icon_name (GTK_BUTTON (self->new_button), "list-add-symbolic");
  else
    gtk_button_set_child (
        GTK_BUTTON (self->new_button),
        g_object_new (
            ADW_TYPE_BUTTON_CONTENT, "icon-name", "list-add-symbolic", "label", what, NULL));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->new_button), GTK_ACCESSIBLE_PROPERTY_LABEL, what, -1);
}

static void
show_spinner_cb (gpointer user_data)
{
  AttestWindow *self = ATTEST_WINDOW (user_data);

  self->spinner_source = 0;
  gtk_widget_set_visible (self->spinner, TRUE);
  gtk_spinner_start (GTK_SPINNER (self->spinner));
}

static void
update_page (AttestWindow *self)
{
  const AttestViewInfo *view = &attest_views[self->view];

  if (self->pages[self->view] == NULL)
    {
      self->pages[self->view] = make_page (self, self->view);
      gtk_stack_add_named (self->stack, self->pages[self->view], view->name);
    }
  gtk_stack_set_visible_child (self->stack, self->pages[self->view]);
  bind_search (self, self->pages[self->view]);
  if (!gtk_widget_grab_focus (self->pages[self->view]))
    gtk_widget_child_focus (self->pages[self->view], GTK_DIR_TAB_FORWARD);
}

static void
connect_counts (AttestWindow *self)
{
  AttestWorkspace *workspace = attest_application_get_workspace (self->app);
  g_autoptr (AttestHistory) history = attest_workspace_new_history (workspace);

  self->counting = TRUE;
  attest_queue_button_set_watch (self->queue_button, attest_application_get_queue (self->app));
  attest_queue_button_set_watch (self->narrow_queue_button,
                                 attest_application_get_queue (self->app));
  for (guint i = ATTEST_VIEW_CERTIFICATES; i <= ATTEST_VIEW_FORMS; i++)
    attest_sidebar_set_model (
        self->sidebar, i, attest_workspace_get_drafts (workspace, attest_views[i].schema));
  attest_sidebar_set_model (
      self->sidebar, ATTEST_VIEW_OUTBOX, G_LIST_MODEL (attest_workspace_get_outbox (workspace)));
  /* Only counted: no row of it is ever loaded. */
  attest_sidebar_set_model (self->sidebar, ATTEST_VIEW_HISTORY, G_LIST_MODEL (history));
}

/* What is shown follows from how far the workspace is. */
void
attest_window_update_state (AttestWindow *self)
{
  const GError *failure = attest_application_get_failure (self->app);

  if (failure != NULL || attest_application_get_ready (self->app))
    {
      g_clear_handle_id (&self->spinner_source, g_source_remove);
      gtk_spinner_stop (GTK_SPINNER (self->spinner));
      gtk_widget_set_visible (self->spinner, FALSE);
    }

  if (failure != NULL)
    {
      attest_plain_describe (self->failed_page, failure->message);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      bind_search (self, NULL);
    }
  else if (attest_application_get_ready (self->app))
    {
      if (!self->counting)
        connect_counts (self);
      update_page (self);
    }
  else
    {
      gtk_stack_set_visible_child_name (self->stack, "starting");
      bind_search (self, NULL);
      if (self->spinner_source == 0)
        self->spinner_source = g_timeout_add_once (SPINNER_DELAY, show_spinner_cb, self);
    }
}
