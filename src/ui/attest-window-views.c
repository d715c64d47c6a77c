/* What the window shows: the page of the view, made when it is first looked at, with the header and
 * the counts that go with it; or how far the workspace is. Main thread. */
#include "attest-config.h"

#include "application/attest-application.h"
#include "attest-main-menu.h"
#include "attest-views.h"
#include "attest-window-private.h"
#include "register/attest-register-page.h"
#include "widgets/attest-clamps.h"
#include "widgets/attest-inside.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-tooltip.h"

#include <glib/gi18n.h>

/* A start that takes longer than this says so; a shorter one would only flicker. */
#define SPINNER_DELAY 400

/**
 * attest_window_get_service:
 * @self: the window
 *
 * Returns: (transfer none): for which service "New" makes a record in the view that is shown
 */
const AttestService *
attest_window_get_service (AttestWindow *self)
{
  const AttestViewInfo *view = NULL;

  g_return_val_if_fail (ATTEST_IS_WINDOW (self), NULL);

  view = &attest_views_list (NULL)[self->view];
  return view->service != NULL ? view->service : attest_service_list (NULL)[0];
}

static GtkWidget *
make_page (AttestWindow *self, const AttestViewInfo *view)
{
  if (view->service != NULL)
    return attest_register_page_new (self->app, view->service->schema);
  return view->make_page (self->app);
}

/* The button is that of the search bar in the page, if it has one. */
static void
bind_search (AttestWindow *self, GtkWidget *page)
{
  GtkSearchBar *bar = page != NULL ? attest_inside_find (page, GTK_TYPE_SEARCH_BAR) : NULL;

  if (self->search != NULL)
    g_binding_unbind (self->search);
  g_clear_object (&self->search);
  gtk_widget_set_visible (GTK_WIDGET (self->search_button), bar != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.search", bar != NULL);
  if (bar != NULL)
    self->search =
        g_object_ref (g_object_bind_property (bar,
                                              "search-mode-enabled",
                                              self->search_button,
                                              "active",
                                              G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL));
}

/* The header is that of the view, and of how much room there is. */
void
attest_window_update_header (AttestWindow *self)
{
  const AttestViewInfo *view = &attest_views_list (NULL)[self->view];
  gboolean folded = adw_flap_get_folded (self->flap);
  gboolean is_outbox = g_str_equal (view->name, ATTEST_VIEW_OUTBOX);
  const char *what = _ (attest_window_get_service (self)->nouns.untitled);

  gtk_label_set_label (self->title, _ (view->title));
  gtk_label_set_label (self->narrow_title, _ (view->title));
  gtk_widget_set_visible (GTK_WIDGET (self->title), !folded);
  attest_queue_button_set_wanted (self->queue_button, !folded && !is_outbox);
  attest_queue_button_set_wanted (self->narrow_queue_button, folded && !is_outbox);
  gtk_widget_set_visible (self->wide_environment, !folded);
  gtk_widget_set_visible (self->new_place, view->service != NULL);
  adw_button_content_set_label (self->new_content, what);
  attest_tooltip_name (self->new_button, what, NULL);
  attest_tooltip_name (self->new_icon_button, what, NULL);
}

static void
show_spinner_cb (gpointer user_data)
{
  AttestWindow *self = ATTEST_WINDOW (user_data);

  self->spinner_source = 0;
  gtk_widget_set_visible (self->spinner, TRUE);
  gtk_spinner_start (GTK_SPINNER (self->spinner));
}

/* The order of a register is a matter of its page, and reached by the keyboard through the menu. */
static void
take_menu (AttestWindow *self, GtkWidget *page)
{
  AttestRegisterPage *list = ATTEST_IS_REGISTER_PAGE (page) ? ATTEST_REGISTER_PAGE (page) : NULL;

  gtk_widget_insert_action_group (
      GTK_WIDGET (self), "register", list != NULL ? attest_register_page_get_actions (list) : NULL);
  attest_main_menu_set_view (self->menu_button,
                             list != NULL ? attest_register_page_get_menu (list) : NULL);
}

static void
settled_cb (AttestWindow *self)
{
  g_object_notify (G_OBJECT (self), "settled");
}

static void
update_page (AttestWindow *self)
{
  const AttestViewInfo *view = &attest_views_list (NULL)[self->view];

  if (self->pages[self->view] == NULL)
    {
      self->pages[self->view] = make_page (self, view);
      attest_plain_delay_icons (self->pages[self->view]);
      attest_clamps_follow_letters (self->pages[self->view]);
      if (ATTEST_IS_REGISTER_PAGE (self->pages[self->view]))
        g_signal_connect_object (self->pages[self->view],
                                 "notify::settled",
                                 G_CALLBACK (settled_cb),
                                 self,
                                 G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->stack, self->pages[self->view], view->name);
    }
  gtk_stack_set_visible_child (self->stack, self->pages[self->view]);
  bind_search (self, self->pages[self->view]);
  take_menu (self, self->pages[self->view]);
  /* The stack has given the keyboard to what comes first; the page knows better. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  if (!gtk_widget_grab_focus (self->pages[self->view]))
    gtk_widget_child_focus (self->pages[self->view], GTK_DIR_TAB_FORWARD);
}

static void
environment_cb (AttestWindow *self)
{
  for (guint i = 0; i < ATTEST_MAX_VIEWS; i++)
    if (self->registers[i] != NULL)
      attest_register_set_query (
          self->registers[i],
          &(AttestRegisterQuery){ .environment = attest_application_get_environment (self->app),
                                  .filter = ATTEST_REGISTER_REFUSED });
}

/* What the side bar tells is counted, and nothing else: no row of these registers is ever loaded.
 */
static void
connect_counts (AttestWindow *self)
{
  AttestWorkspace *workspace = attest_application_get_workspace (self->app);
  guint n_views = 0;
  const AttestViewInfo *views = attest_views_list (&n_views);

  self->counting = TRUE;
  attest_queue_button_set_watch (self->queue_button, attest_application_get_queue (self->app));
  attest_queue_button_set_watch (self->narrow_queue_button,
                                 attest_application_get_queue (self->app));
  for (guint i = 0; i < n_views; i++)
    if (views[i].service != NULL)
      {
        self->registers[i] = attest_workspace_new_register (workspace, views[i].service->schema);
        attest_register_count_only (self->registers[i]);
        attest_sidebar_set_register (self->sidebar, i, self->registers[i]);
      }
  attest_sidebar_set_outbox (self->sidebar,
                             attest_views_find (ATTEST_VIEW_OUTBOX),
                             attest_workspace_get_outbox (workspace));
  g_signal_connect_object (
      self->app, "notify::environment", G_CALLBACK (environment_cb), self, G_CONNECT_SWAPPED);
  environment_cb (self);
}

static void
show_failure (AttestWindow *self, const GError *failure)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, "failed");

  if (page == NULL)
    {
      g_autoptr (GtkBuilder) builder =
          gtk_builder_new_from_resource ("/io/github/attest_app/Attest/ui/attest-failed-page.ui");

      page = GTK_WIDGET (gtk_builder_get_object (builder, "failed_page"));
      gtk_stack_add_named (self->stack, page, "failed");
    }
  attest_plain_describe (ADW_STATUS_PAGE (page), failure->message);
  attest_clamps_follow_letters (page);
  gtk_stack_set_visible_child (self->stack, page);
  bind_search (self, NULL);
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
    show_failure (self, failure);
  else if (attest_application_get_ready (self->app))
    {
      update_page (self);
      if (!self->counting)
        connect_counts (self);
    }
  else
    {
      gtk_stack_set_visible_child_name (self->stack, "starting");
      bind_search (self, NULL);
      if (self->spinner_source == 0)
        self->spinner_source = g_timeout_add_once (SPINNER_DELAY, show_spinner_cb, self);
    }
  g_object_notify (G_OBJECT (self), "settled");
}

/**
 * attest_window_get_settled:
 * @self: a window
 *
 * Returns: whether it shows what it is there to show: the workspace is open, with what the chosen
 *   view has in it, or could not be opened
 */
gboolean
attest_window_get_settled (AttestWindow *self)
{
  GtkWidget *page = NULL;

  g_return_val_if_fail (ATTEST_IS_WINDOW (self), FALSE);

  if (attest_application_get_failure (self->app) != NULL)
    return TRUE;
  page = self->pages[self->view];
  return page != NULL
         && (!ATTEST_IS_REGISTER_PAGE (page)
             || attest_register_page_get_settled (ATTEST_REGISTER_PAGE (page)));
}
