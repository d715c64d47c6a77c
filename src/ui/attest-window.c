/* AttestWindow: its size, its actions, and what is told in passing. What it shows is in
 * attest-window-views.c, and what stands above it in attest-window-bars.c. Main thread. */
#include "attest-config.h"
#include "attest-window-private.h"

#include "application/attest-application.h"
#include "attest-environment-button.h"
#include "attest-main-menu.h"
#include "history/attest-history-page.h"
#include "register/attest-register-page.h"
#include "widgets/attest-environment-badge.h"
#include "widgets/attest-file-drop.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-wrap-layout.h"

enum
{
  PROP_SETTLED = 1,
};

G_DEFINE_FINAL_TYPE (AttestWindow, attest_window, ADW_TYPE_APPLICATION_WINDOW)

static void
update_environment_cb (AttestWindow *self)
{
  AttestEnvironment environment = attest_application_get_environment (self->app);

  attest_environment_set_style (GTK_WIDGET (self), environment);
}

static void
view_chosen_cb (AttestWindow *self, int view)
{
  attest_window_show_view (self, attest_views_list (NULL)[view].name);
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

static void
show_view_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  attest_window_show_view (ATTEST_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
toggle_sidebar_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestWindow *self = ATTEST_WINDOW (widget);

  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
}

static void
search_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestWindow *self = ATTEST_WINDOW (widget);

  gtk_toggle_button_set_active (self->search_button,
                                !gtk_toggle_button_get_active (self->search_button));
}

/* In the lists alone, and never where something is typed: an entry takes the key itself. */
static void
paste_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (attest_views_list (NULL)[ATTEST_WINDOW (widget)->view].service != NULL)
    gtk_widget_activate_action (widget, "app.paste", NULL);
}

static void
undo_delete_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestWindow *self = ATTEST_WINDOW (widget);

  if (attest_application_get_ready (self->app))
    attest_draft_trash_undo (attest_application_get_trash (self->app));
}

static void
menu_toggled_cb (AttestWindow *self)
{
  attest_application_update_practice (self->app);
}

static void
narrow_cb (AttestWindow *self)
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

static void
connect_application (AttestWindow *self)
{
  g_signal_connect_object (
      self->app, "notify::ready", G_CALLBACK (attest_window_update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->app,
                           "notify::failure",
                           G_CALLBACK (attest_window_update_state),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->app,
                           "notify::environment",
                           G_CALLBACK (update_environment_cb),
                           self,
                           G_CONNECT_SWAPPED);
  attest_sidebar_set_view (self->sidebar, self->view);
  attest_window_update_header (self);
  update_environment_cb (self);
  attest_window_follow_bars (self);
  attest_window_update_state (self);
}

static void
attest_window_dispose (GObject *object)
{
  AttestWindow *self = ATTEST_WINDOW (object);

  g_clear_handle_id (&self->spinner_source, g_source_remove);
  g_clear_object (&self->search);
  g_clear_object (&self->settings);
  for (guint i = 0; i < ATTEST_MAX_VIEWS; i++)
    g_clear_object (&self->registers[i]);

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
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, new_place);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, new_icon_button);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, new_content);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, title);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, strip);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, wide_environment);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, queue_button);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, narrow_queue_button);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, narrow_title);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, content);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestWindow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback_full (
      widget_class, "update_header", G_CALLBACK (attest_window_update_header));
  gtk_widget_class_bind_template_callback (widget_class, view_chosen_cb);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  guint n_views = 0;
  const AttestViewInfo *views = attest_views_list (&n_views);

  gtk_widget_class_install_action (widget_class, "win.show-view", "s", show_view_cb);
  for (guint i = 0; i < MIN (n_views, 9); i++)
    gtk_widget_class_add_binding_action (
        widget_class, GDK_KEY_1 + i, GDK_ALT_MASK, "win.show-view", "s", views[i].name);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, toggle_sidebar_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F9, 0, "win.toggle-sidebar", NULL);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_cb);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "win.search", NULL);
  gtk_widget_class_install_action (widget_class, "win.paste", NULL, paste_cb);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste", NULL);
  gtk_widget_class_install_action (widget_class, "win.undo-delete", NULL, undo_delete_cb);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo-delete", NULL);
}

static void
attest_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SETTLED)
    g_value_set_boolean (value, attest_window_get_settled (ATTEST_WINDOW (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
attest_window_class_init (AttestWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = attest_window_dispose;
  object_class->get_property = attest_window_get_property;
  widget_class->unmap = attest_window_unmap;
  GTK_WINDOW_CLASS (klass)->close_request = attest_window_close_request;

  g_type_ensure (ATTEST_TYPE_QUEUE_BUTTON);
  g_type_ensure (ATTEST_TYPE_SIDEBAR);
  g_type_ensure (ATTEST_TYPE_WIDTH_BIN);
  g_type_ensure (ATTEST_TYPE_ENVIRONMENT_BUTTON);
  bind_template (widget_class);
  install_actions (widget_class);

  g_object_class_install_property (
      object_class,
      PROP_SETTLED,
      g_param_spec_boolean (
          "settled", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
attest_window_init (AttestWindow *self)
{
  self->settings = g_settings_new (ATTEST_APP_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->strip, attest_wrap_layout_new (TRUE));
  attest_main_menu_attach (self->menu_button);
  g_signal_connect_object (
      self->menu_button, "notify::active", G_CALLBACK (menu_toggled_cb), self, G_CONNECT_SWAPPED);
  attest_file_drop_add (GTK_WINDOW (self));
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
 * attest_window_get_view:
 * @self: the window
 *
 * Returns: (transfer none): the name of the view that is shown
 */
const char *
attest_window_get_view (AttestWindow *self)
{
  g_return_val_if_fail (ATTEST_IS_WINDOW (self), NULL);

  return attest_views_list (NULL)[self->view].name;
}

/**
 * attest_window_show_view:
 * @self: the window
 * @view: the name of the view to be shown
 */
void
attest_window_show_view (AttestWindow *self, const char *view)
{
  g_return_if_fail (ATTEST_IS_WINDOW (self));

  self->view = attest_views_find (view);
  attest_sidebar_set_view (self->sidebar, self->view);
  attest_window_update_header (self);
  attest_window_update_state (self);
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
  if (submission_id != NULL && self->pages[self->view] != NULL)
    attest_history_page_show (ATTEST_HISTORY_PAGE (self->pages[self->view]), submission_id);
}

/**
 * attest_window_show_batch:
 * @self: the window
 * @batch: of what left together
 * @state: those of it that ended so; %ATTEST_STATE_NONE: all
 * @words: which batch that is
 */
void
attest_window_show_batch (AttestWindow *self,
                          const char *batch,
                          AttestState state,
                          const char *words)
{
  g_return_if_fail (ATTEST_IS_WINDOW (self));

  attest_window_show_view (self, ATTEST_VIEW_HISTORY);
  if (self->pages[self->view] != NULL)
    attest_history_page_show_batch (
        ATTEST_HISTORY_PAGE (self->pages[self->view]), batch, state, words);
}

/* Puts those of @schema among @drafts into its page, if there are any. */
static void
select_drafts (AttestWindow *self, const AttestSchema *schema, GPtrArray *drafts)
{
  g_autoptr (GPtrArray) own = g_ptr_array_new ();

  for (guint i = 0; i < drafts->len; i++)
    if (attest_draft_get_schema (drafts->pdata[i]) == schema)
      g_ptr_array_add (own, drafts->pdata[i]);
  if (own->len == 0)
    return;
  attest_window_show_view (self, schema->name);
  attest_register_page_select (ATTEST_REGISTER_PAGE (self->pages[self->view]), own);
}

/**
 * attest_window_show_drafts:
 * @self: the window, whose workspace is open
 * @drafts: (element-type AttestDraft): some of them
 *
 * Shows the list they stand in, with them selected; of several kinds, the first.
 */
void
attest_window_show_drafts (AttestWindow *self, GPtrArray *drafts)
{
  guint n_services = 0;
  const AttestService *const *services = attest_service_list (&n_services);

  g_return_if_fail (ATTEST_IS_WINDOW (self));

  /* The one shown at the end is the first. */
  for (guint i = n_services; i > 0; i--)
    select_drafts (self, services[i - 1]->schema, drafts);
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

  attest_plain_toast_show (self->toasts, toast);
}
