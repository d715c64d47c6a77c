/* AttestWindow: the sidebar, the header that all views share, and the stack of views. A view's page
 * is made when it is first looked at, so that the window is there at once. Main thread. */
#include "attest-config.h"
#include "attest-window.h"

#include <glib/gi18n.h>

#include "attest-application-private.h"
#include "attest-environment-badge.h"
#include "attest-environment-button.h"
#include "attest-main-menu.h"
#include "attest-queue-button.h"
#include "attest-sidebar.h"
#include "attest-views.h"
#include "attest-width-bin.h"
#include "drafts/attest-drafts-page.h"
#include "history/attest-history-page.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"
#include "outbox/attest-outbox-page.h"

/* A start that takes longer than this says so; a shorter one would only flicker. */
#define SPINNER_DELAY 400

struct _AttestWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AttestWidthBin *width;
  AdwFlap *flap;
  AttestSidebar *sidebar;
  AdwHeaderBar *header;
  GtkWidget *new_button;
  AdwWindowTitle *title;
  GtkMenuButton *menu_button;
  GtkToggleButton *search_button;
  GtkWidget *wide_environment;
  AttestQueueButton *queue_button;
  AttestQueueButton *narrow_queue_button;
  GtkWidget *strip;
  GtkInfoBar *error_bar;
  GtkLabel *error_label;
  GtkStack *stack;
  GtkWidget *spinner;
  AdwStatusPage *failed_page;

  AttestApplication *app; /* outlives its windows */
  GSettings *settings;
  AttestView view;
  gboolean counting; /* the sidebar follows the workspace */
  GtkWidget *pages[ATTEST_N_VIEWS];
  GBinding *search;
  guint spinner_source;
};

G_DEFINE_FINAL_TYPE (AttestWindow, attest_window, ADW_TYPE_APPLICATION_WINDOW)

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

static void
update_header (AttestWindow *self)
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
update_environment (AttestWindow *self)
{
  AttestEnvironment environment = attest_application_get_environment (self->app);

  attest_environment_set_style (GTK_WIDGET (self), environment);
  attest_main_menu_set_practice (self->menu_button, environment == ATTEST_ENVIRONMENT_PRACTICE);
}

static void
update_error (AttestWindow *self)
{
  const char *error = attest_workspace_get_error (attest_application_get_workspace (self->app));

  if (error != NULL)
    gtk_label_set_label (self->error_label, error);
  gtk_info_bar_set_revealed (self->error_bar, error != NULL);
}

static void
show_spinner (gpointer user_data)
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
static void
update_state (AttestWindow *self)
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
      adw_status_page_set_description (self->failed_page, failure->message);
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
        self->spinner_source = g_timeout_add_once (SPINNER_DELAY, show_spinner, self);
    }
}

static void
on_view_chosen (AttestWindow *self, int view)
{
  attest_window_show_view (self, view);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

static void
on_show_view (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestWindow *self = ATTEST_WINDOW (widget);

  for (guint i = 0; i < ATTEST_N_VIEWS; i++)
    if (g_str_equal (attest_views[i].name, g_variant_get_string (parameter, NULL)))
      attest_window_show_view (self, i);
}

static void
on_toggle_sidebar (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestWindow *self = ATTEST_WINDOW (widget);

  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
}

static void
on_search (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestWindow *self = ATTEST_WINDOW (widget);

  gtk_toggle_button_set_active (self->search_button,
                                !gtk_toggle_button_get_active (self->search_button));
}

static void
on_undo_delete (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestWindow *self = ATTEST_WINDOW (widget);

  if (attest_application_get_ready (self->app))
    attest_draft_trash_undo (attest_application_get_trash (self->app));
}

static void
on_menu_toggled (AttestWindow *self)
{
  attest_application_update_actions (self->app);
}

static void
on_narrow (AttestWindow *self)
{
  adw_flap_set_fold_policy (self->flap,
                            attest_width_bin_get_narrow (self->width) ? ADW_FLAP_FOLD_POLICY_ALWAYS
                                                                      : ADW_FLAP_FOLD_POLICY_NEVER);
}

static void
restore_size (AttestWindow *self)
{
  int width = g_settings_get_int (self->settings, "window-width");

  attest_width_bin_expect_width (self->width, width);
  gtk_window_set_default_size (
      GTK_WINDOW (self), width, g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
attest_window_unmap (GtkWidget *widget)
{
  AttestWindow *self = ATTEST_WINDOW (widget);
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "window-width", CLAMP (width, 360, 16384));
  g_settings_set_int (self->settings, "window-height", CLAMP (height, 294, 16384));
  g_settings_set_boolean (
      self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));

  GTK_WIDGET_CLASS (attest_window_parent_class)->unmap (widget);
}

static gboolean
attest_window_close_request (GtkWindow *window)
{
  AttestWindow *self = ATTEST_WINDOW (window);

  if (attest_application_asks_before_closing (self->app, window))
    return GDK_EVENT_STOP;
  return GTK_WINDOW_CLASS (attest_window_parent_class)->close_request (window);
}

static gboolean
on_drop (AttestWindow *self, const GValue *value)
{
  g_autoptr (GSList) dropped = gdk_file_list_get_files (g_value_get_boxed (value));
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  for (GSList *l = dropped; l != NULL; l = l->next)
    g_ptr_array_add (files, l->data);
  if (files->len > 0)
    g_application_open (G_APPLICATION (self->app), (GFile **) files->pdata, (int) files->len, "");
  return files->len > 0;
}

static void
add_drop_target (AttestWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
connect_application (AttestWindow *self)
{
  AttestWorkspace *workspace = attest_application_get_workspace (self->app);

  g_signal_connect_object (
      self->app, "notify::ready", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->app, "notify::failure", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->app, "notify::environment", G_CALLBACK (update_environment), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      workspace, "notify::error", G_CALLBACK (update_error), self, G_CONNECT_SWAPPED);
  attest_sidebar_set_view (self->sidebar, self->view);
  update_header (self);
  update_environment (self);
  update_error (self);
  update_state (self);
}

static void
attest_window_dispose (GObject *object)
{
  AttestWindow *self = ATTEST_WINDOW (object);

  g_clear_handle_id (&self->spinner_source, g_source_remove);
  g_clear_object (&self->search);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (attest_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/attest_app/Attest/ui/attest-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, width);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, header);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, title);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, wide_environment);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, queue_button);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, narrow_queue_button);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, strip);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, error_bar);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, error_label);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, failed_page);
  gtk_widget_class_bind_template_callback (widget_class, on_narrow);
  gtk_widget_class_bind_template_callback (widget_class, update_header);
  gtk_widget_class_bind_template_callback (widget_class, on_view_chosen);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const guint digits[ATTEST_N_VIEWS] = { GDK_KEY_1, GDK_KEY_2, GDK_KEY_3, GDK_KEY_4 };

  gtk_widget_class_install_action (widget_class, "win.show-view", "s", on_show_view);
  for (guint i = 0; i < ATTEST_N_VIEWS; i++)
    gtk_widget_class_add_binding_action (
        widget_class, digits[i], GDK_ALT_MASK, "win.show-view", "s", attest_views[i].name);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, on_toggle_sidebar);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F9, 0, "win.toggle-sidebar", NULL);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, on_search);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "win.search", NULL);
  gtk_widget_class_install_action (widget_class, "win.undo-delete", NULL, on_undo_delete);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo-delete", NULL);
}

static void
attest_window_class_init (AttestWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = attest_window_dispose;
  widget_class->unmap = attest_window_unmap;
  GTK_WINDOW_CLASS (klass)->close_request = attest_window_close_request;

  g_type_ensure (ATTEST_TYPE_QUEUE_BUTTON);
  g_type_ensure (ATTEST_TYPE_SIDEBAR);
  g_type_ensure (ATTEST_TYPE_WIDTH_BIN);
  g_type_ensure (ATTEST_TYPE_ENVIRONMENT_BUTTON);
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
attest_window_init (AttestWindow *self)
{
  self->settings = g_settings_new (ATTEST_APP_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  attest_main_menu_attach (self->menu_button);
  g_signal_connect_object (
      self->menu_button, "notify::active", G_CALLBACK (on_menu_toggled), self, G_CONNECT_SWAPPED);
  add_drop_target (self);
}

/**
 * attest_window_new:
 * @application: the application it belongs to
 *
 * Returns: (transfer floating): the window, not yet shown
 */
GtkWidget *
attest_window_new (AttestApplication *application)
{
  AttestWindow *self;

  g_return_val_if_fail (ATTEST_IS_APPLICATION (application), NULL);

  self = g_object_new (ATTEST_TYPE_WINDOW, "application", application, NULL);
  self->app = application;
  restore_size (self);
  connect_application (self);
  return GTK_WIDGET (self);
}

/**
 * attest_window_show_view:
 * @self: the window
 * @view: the view to be shown
 */
void
attest_window_show_view (AttestWindow *self, AttestView view)
{
  g_return_if_fail (ATTEST_IS_WINDOW (self));
  g_return_if_fail (view < ATTEST_N_VIEWS);

  self->view = view;
  attest_sidebar_set_view (self->sidebar, view);
  update_header (self);
  update_state (self);
}

/**
 * attest_window_show_history:
 * @self: the window
 * @submission_id: (nullable): the submission to be selected
 */
void
attest_window_show_history (AttestWindow *self, const char *submission_id)
{
  g_return_if_fail (ATTEST_IS_WINDOW (self));

  attest_window_show_view (self, ATTEST_VIEW_HISTORY);
  if (submission_id != NULL && self->pages[ATTEST_VIEW_HISTORY] != NULL)
    attest_history_page_show (ATTEST_HISTORY_PAGE (self->pages[ATTEST_VIEW_HISTORY]),
                              submission_id);
}

/**
 * attest_window_get_schema:
 * @self: the window
 *
 * Returns: (transfer none): what "New" makes in the view that is shown
 */
const AttestSchema *
attest_window_get_schema (AttestWindow *self)
{
  g_return_val_if_fail (ATTEST_IS_WINDOW (self), &attest_certificate_schema);

  return attest_views[self->view].schema;
}

/**
 * attest_window_add_toast:
 * @self: the window
 * @toast: (transfer full): what is to be said in passing
 */
void
attest_window_add_toast (AttestWindow *self, AdwToast *toast)
{
  g_return_if_fail (ATTEST_IS_WINDOW (self));

  adw_toast_overlay_add_toast (self->toasts, toast);
}
