/* AttestRegisterPage: the workspace's register of one kind: the store searches, filters, counts and
 * sorts, and nothing does so here. Main thread. */
#include "attest-config.h"
#include "register/attest-register-page-private.h"

#include "application/attest-application.h"
#include "register/attest-welcome.h"
#include "widgets/attest-clamps.h"
#include "widgets/attest-few-rows.h"
#include "widgets/attest-plain.h"
#include "widgets/attest-readers.h"
#include "widgets/attest-search-keys.h"
#include "widgets/attest-wrap-layout.h"

#include <glib/gi18n.h>

enum
{
  PROP_SETTLED = 1,
};

G_DEFINE_FINAL_TYPE (AttestRegisterPage, attest_register_page, ADW_TYPE_BIN)

/* What is shown */

static const char *
get_search (AttestRegisterPage *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  return *typed != '\0' ? typed : NULL;
}

static void
clear_cb (AttestRegisterPage *self)
{
  if (get_search (self) != NULL)
    gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  else
    attest_filter_row_set_chosen (self->filters, ATTEST_REGISTER_ALL);
  gtk_widget_grab_focus (GTK_WIDGET (self->filters));
}

/* @page: (transfer floating): one with words and buttons, and no rows */
static void
add_page (AttestRegisterPage *self, GtkWidget *page, const char *name)
{
  gtk_stack_add_named (self->stack, page, name);
  attest_clamps_follow_letters (page);
  attest_plain_wrap_buttons (page);
}

static void
fill_empty_page (AttestRegisterPage *self, GtkBuilder *builder)
{
  const AttestService *service = attest_service_for_schema (self->schema);
  const AttestNouns *nouns = &service->nouns;
  AdwStatusPage *page = ADW_STATUS_PAGE (gtk_builder_get_object (builder, "empty_page"));
  GtkWidget *example = GTK_WIDGET (gtk_builder_get_object (builder, "empty_example"));

  adw_status_page_set_icon_name (page, service->icon);
  adw_status_page_set_title (page, _ (nouns->none));
  adw_status_page_set_description (page, _ (nouns->empty));
  self->empty_new = GTK_WIDGET (gtk_builder_get_object (builder, "empty_new"));
  gtk_button_set_label (GTK_BUTTON (self->empty_new), _ (nouns->create));
  gtk_widget_set_visible (example, nouns->example != NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (example), "s", self->schema->name);
  add_page (self, GTK_WIDGET (page), "empty");
}

static void
take_none_found (AttestRegisterPage *self, GtkBuilder *builder)
{
  self->none_found = ADW_STATUS_PAGE (gtk_builder_get_object (builder, "none_found"));
  self->clear_button = GTK_BUTTON (gtk_builder_get_object (builder, "clear_button"));
  g_signal_connect_object (
      self->clear_button, "clicked", G_CALLBACK (clear_cb), self, G_CONNECT_SWAPPED);
  add_page (self, GTK_WIDGET (self->none_found), "none-found");
}

/* Where there are rows these are not even made. */
static void
ensure_pages (AttestRegisterPage *self, const char *name)
{
  g_autoptr (GtkBuilder) builder = NULL;

  if (gtk_stack_get_child_by_name (self->stack, name) != NULL)
    return;
  if (g_str_equal (name, "welcome"))
    {
      add_page (self, g_object_new (ATTEST_TYPE_WELCOME, NULL), name);
      return;
    }
  builder = gtk_builder_new_from_resource (
      "/io/github/attest_app/Attest/ui/register/attest-register-empty.ui");
  fill_empty_page (self, builder);
  take_none_found (self, builder);
}

/* The search is what leads to nothing, if there is one; else it is the filter. */
static void
show_none_found (AttestRegisterPage *self)
{
  const gboolean is_search = get_search (self) != NULL;

  adw_status_page_set_icon_name (self->none_found,
                                 is_search ? "system-search-symbolic" : "object-select-symbolic");
  adw_status_page_set_title (self->none_found,
                             is_search ? _ ("Nothing Found") : _ ("Nothing Left Here"));
  gtk_button_set_label (self->clear_button, is_search ? _ ("_Clear Search") : _ ("_Show All"));
}

static void
update_stack_cb (AttestRegisterPage *self)
{
  const char *name = NULL;
  gboolean loading = FALSE;

  g_object_get (self->drafts, "loading", &loading, NULL);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->drafts)) > 0)
    name = "list";
  else if (loading)
    return; /* what is there stays until the next is known */
  else if (attest_register_get_count (self->drafts, ATTEST_REGISTER_ALL) > 0)
    name = "none-found";
  else
    name = attest_application_is_first_start (self->app) ? "welcome" : "empty";

  ensure_pages (self, name);
  if (g_str_equal (name, "none-found"))
    show_none_found (self);
  gtk_widget_set_visible (GTK_WIDGET (self->filters),
                          g_str_equal (name, "list") || g_str_equal (name, "none-found"));
  gtk_stack_set_visible_child_name (self->stack, name);
  if (!self->settled)
    {
      self->settled = TRUE;
      g_object_notify (G_OBJECT (self), "settled");
    }
}

static void
counts_changed_cb (AttestRegisterPage *self)
{
  for (guint i = 0; i < ATTEST_N_REGISTER_FILTERS; i++)
    attest_filter_row_set_count (self->filters, i, attest_register_get_count (self->drafts, i));
  update_stack_cb (self);
}

static void
ask (AttestRegisterPage *self)
{
  AttestRegisterQuery query = self->query;

  query.search = get_search (self);
  self->asked = TRUE;
  attest_register_set_query (self->drafts, &query);
}

static void
loading_cb (AttestRegisterPage *self)
{
  gboolean loading = FALSE;

  g_object_get (self->drafts, "loading", &loading, NULL);
  if (loading || !self->asked)
    return;
  self->asked = FALSE;
  attest_register_table_fit (self->table);
}

static void
search_changed_cb (AttestRegisterPage *self)
{
  attest_register_selection_let_go (self->selection);
  ask (self);
}

static void
filter_chosen_cb (AttestRegisterPage *self)
{
  self->query.filter = attest_filter_row_get_chosen (self->filters);
  attest_register_selection_let_go (self->selection);
  ask (self);
}

static void
environment_cb (AttestRegisterPage *self)
{
  self->query.environment = attest_application_get_environment (self->app);
  attest_register_table_set_environment (self->table, self->query.environment);
  attest_register_page_update_actions (self);
  ask (self);
}

/* Order */

static void
set_order (AttestRegisterPage *self, AttestRegisterOrder order, gboolean descending)
{
  GAction *sort = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "sort");
  GAction *reverse = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "reverse");

  self->query.order = order;
  self->query.descending = descending;
  g_simple_action_set_state (G_SIMPLE_ACTION (sort), g_variant_new_uint32 (order));
  g_simple_action_set_state (G_SIMPLE_ACTION (reverse), g_variant_new_boolean (descending));
  attest_register_table_set_order (self->table, order, descending);
  ask (self);
}

static void
sort_chosen_cb (AttestRegisterPage *self, guint order, gboolean descending)
{
  set_order (self, order, descending);
}

/* What changed last is looked for first. */
static void
sort_cb (GSimpleAction *action, GVariant *order, gpointer user_data)
{
  set_order (ATTEST_REGISTER_PAGE (user_data),
             g_variant_get_uint32 (order),
             g_variant_get_uint32 (order) == ATTEST_REGISTER_BY_CHANGED);
}

static void
reverse_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AttestRegisterPage *self = ATTEST_REGISTER_PAGE (user_data);

  set_order (self, self->query.order, !self->query.descending);
}

static void
add_order (GMenu *menu, const char *label, AttestRegisterOrder order)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "register.sort", "u", order);
  g_menu_append_item (menu, item);
}

/* For the main menu and for that of a row. */
static void
build_sort_menu (AttestRegisterPage *self)
{
  static const AttestRegisterOrder orders[] = {
    ATTEST_REGISTER_BY_TITLE,  ATTEST_REGISTER_BY_ENTITY, ATTEST_REGISTER_BY_STANDARDS,
    ATTEST_REGISTER_BY_EXPIRY, ATTEST_REGISTER_BY_TO_DO,
  };
  g_autoptr (GMenu) submenu = g_menu_new ();
  g_autoptr (GMenu) by = g_menu_new ();
  g_autoptr (GMenu) direction = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      const char *title =
          attest_register_column_get_title (self->schema, ATTEST_ENVIRONMENT_PRACTICE, orders[i]);

      if (title != NULL)
        add_order (by, title, orders[i]);
    }
  add_order (by, _ ("Published"), ATTEST_REGISTER_BY_PUBLISHED);
  add_order (by, _ ("Last Changed"), ATTEST_REGISTER_BY_CHANGED);
  g_menu_append (direction, _ ("_Reverse Order"), "register.reverse");
  g_menu_append_section (submenu, NULL, G_MENU_MODEL (by));
  g_menu_append_section (submenu, NULL, G_MENU_MODEL (direction));
  self->menu = g_menu_new ();
  g_menu_append_submenu (self->menu, _ ("Sort _By"), G_MENU_MODEL (submenu));
  g_menu_append_submenu (self->sort_section, _ ("Sort _By"), G_MENU_MODEL (submenu));
}

static void
add_actions (AttestRegisterPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "sort", .activate = sort_cb, .parameter_type = "u", .state = "uint32 0" },
    { .name = "reverse", .activate = reverse_cb, .state = "true" },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (
      G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "register", G_ACTION_GROUP (self->actions));
}

/* Putting it together */

static gboolean
enter (AttestRegisterPage *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "list") == 0)
    return gtk_widget_grab_focus (GTK_WIDGET (self->table));
  /* What is pressed first, and not what comes after what had the focus before. */
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "empty") == 0)
    return gtk_widget_grab_focus (self->empty_new);
  return gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

/* GTK asks what surrounds the keyboard whether it takes it itself, before it looks farther back. */
static gboolean
attest_register_page_grab_focus (GtkWidget *widget)
{
  return (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0
         && enter (ATTEST_REGISTER_PAGE (widget));
}

static void
search_activate_cb (AttestRegisterPage *self)
{
  enter (self);
}

static void
name_search (AttestRegisterPage *self)
{
  const char *words = _ (attest_service_for_schema (self->schema)->nouns.search);

  g_object_set (self->search_entry, "placeholder-text", words, NULL);
  attest_readers_name (GTK_ACCESSIBLE (self->search_entry), words);
}

static void
build_models (AttestRegisterPage *self)
{
  AttestWorkspace *workspace = attest_application_get_workspace (self->app);
  GtkColumnView *view = attest_register_table_get_view (self->table);

  self->drafts = attest_workspace_new_register (workspace, self->schema);
  self->selection = attest_register_selection_new (
      attest_few_rows_new (G_LIST_MODEL (g_object_ref (self->drafts)), GTK_WIDGET (view)),
      self->drafts);
  attest_register_table_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
}

static void
connect_models (AttestRegisterPage *self)
{
  g_object_bind_property (
      self->drafts, "incomplete", self->incomplete_bar, "revealed", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (attest_register_table_get_view (self->table),
                           "activate",
                           G_CALLBACK (attest_register_page_open_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->drafts, "counts-changed", G_CALLBACK (counts_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->drafts, "notify::loading", G_CALLBACK (update_stack_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->drafts, "notify::loading", G_CALLBACK (loading_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->drafts, "items-changed", G_CALLBACK (update_stack_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection,
                           "selection-changed",
                           G_CALLBACK (attest_register_page_update_actions),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection,
                           "items-changed",
                           G_CALLBACK (attest_register_page_update_actions),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->app, "notify::first-start", G_CALLBACK (update_stack_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->app, "notify::environment", G_CALLBACK (environment_cb), self, G_CONNECT_SWAPPED);
}

/* Typing anywhere in the window searches the page that is shown. */

static void
attest_register_page_map (GtkWidget *widget)
{
  AttestRegisterPage *self = ATTEST_REGISTER_PAGE (widget);

  GTK_WIDGET_CLASS (attest_register_page_parent_class)->map (widget);
  self->search_keys = attest_search_keys_new (self->search_bar, self->search_entry);
  gtk_widget_add_controller (GTK_WIDGET (gtk_widget_get_root (widget)), self->search_keys);
  self->focus_handler = g_signal_connect_swapped (gtk_widget_get_root (widget),
                                                  "notify::focus-widget",
                                                  G_CALLBACK (attest_register_page_follow_focus_cb),
                                                  self);
}

static void
attest_register_page_unmap (GtkWidget *widget)
{
  AttestRegisterPage *self = ATTEST_REGISTER_PAGE (widget);

  g_clear_signal_handler (&self->focus_handler, gtk_widget_get_root (widget));
  gtk_widget_remove_controller (GTK_WIDGET (gtk_widget_get_root (widget)), self->search_keys);
  GTK_WIDGET_CLASS (attest_register_page_parent_class)->unmap (widget);
}

static void
attest_register_page_dispose (GObject *object)
{
  AttestRegisterPage *self = ATTEST_REGISTER_PAGE (object);

  if (self->table != NULL)
    attest_register_table_set_model (self->table, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->drafts);
  g_clear_object (&self->actions);
  g_clear_object (&self->menu);

  G_OBJECT_CLASS (attest_register_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/register/attest-register-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestRegisterPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, AttestRegisterPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AttestRegisterPage, filters);
  gtk_widget_class_bind_template_child (widget_class, AttestRegisterPage, incomplete_bar);
  gtk_widget_class_bind_template_child (widget_class, AttestRegisterPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestRegisterPage, table);
  gtk_widget_class_bind_template_child (widget_class, AttestRegisterPage, row_menu);
  gtk_widget_class_bind_template_child (widget_class, AttestRegisterPage, send_bar);
  gtk_widget_class_bind_template_child (widget_class, AttestRegisterPage, send_box);
  gtk_widget_class_bind_template_child (widget_class, AttestRegisterPage, send_label);
  gtk_widget_class_bind_template_child (widget_class, AttestRegisterPage, send_button);
  gtk_widget_class_bind_template_child (widget_class, AttestRegisterPage, send_content);
  gtk_widget_class_bind_template_child (widget_class, AttestRegisterPage, sort_section);
  gtk_widget_class_bind_template_callback (widget_class, filter_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sort_chosen_cb);
}

static void
attest_register_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SETTLED)
    g_value_set_boolean (value, ATTEST_REGISTER_PAGE (object)->settled);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
attest_register_page_class_init (AttestRegisterPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_register_page_dispose;
  G_OBJECT_CLASS (klass)->get_property = attest_register_page_get_property;
  widget_class->grab_focus = attest_register_page_grab_focus;
  widget_class->map = attest_register_page_map;
  widget_class->unmap = attest_register_page_unmap;

  g_type_ensure (ATTEST_TYPE_FILTER_ROW);
  g_type_ensure (ATTEST_TYPE_REGISTER_TABLE);
  bind_template (widget_class);
  attest_register_page_class_install_actions (widget_class);

  g_object_class_install_property (
      G_OBJECT_CLASS (klass),
      PROP_SETTLED,
      g_param_spec_boolean (
          "settled", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
attest_register_page_init (AttestRegisterPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  attest_plain_wrap_buttons (self->send_box);
  gtk_widget_set_layout_manager (self->send_box, attest_wrap_layout_new (TRUE));
  attest_register_page_install_menu (self);
  attest_search_keys_connect (self->search_bar, self->search_entry);
}

/**
 * attest_register_page_new:
 * @application: whose workspace is shown; must be ready
 * @schema: the kind of drafts
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
attest_register_page_new (AttestApplication *application, const AttestSchema *schema)
{
  AttestRegisterPage *self = g_object_new (ATTEST_TYPE_REGISTER_PAGE, NULL);

  self->app = application;
  self->schema = schema;
  name_search (self);
  attest_register_table_set_schema (self->table, schema);
  build_models (self);
  build_sort_menu (self);
  for (guint i = 0; i < ATTEST_N_REGISTER_FILTERS; i++)
    attest_filter_row_add (self->filters, attest_register_filter_get_label (i));
  add_actions (self);
  connect_models (self);
  self->query.environment = attest_application_get_environment (application);
  attest_register_table_set_environment (self->table, self->query.environment);
  set_order (self, ATTEST_REGISTER_BY_CHANGED, TRUE);
  attest_register_page_update_actions (self);
  return GTK_WIDGET (self);
}

/**
 * attest_register_page_get_actions:
 * @self: a page
 *
 * Returns: (transfer none): the group "register", for the menu of the window
 */
GActionGroup *
attest_register_page_get_actions (AttestRegisterPage *self)
{
  g_return_val_if_fail (ATTEST_IS_REGISTER_PAGE (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

/**
 * attest_register_page_get_menu:
 * @self: a page
 *
 * Returns: (transfer none): what the main menu has while the page is shown
 */
GMenuModel *
attest_register_page_get_menu (AttestRegisterPage *self)
{
  g_return_val_if_fail (ATTEST_IS_REGISTER_PAGE (self), NULL);

  return G_MENU_MODEL (self->menu);
}

/**
 * attest_register_page_get_settled:
 * @self: a page
 *
 * Returns: whether it shows rows, or knows why there are none
 */
gboolean
attest_register_page_get_settled (AttestRegisterPage *self)
{
  g_return_val_if_fail (ATTEST_IS_REGISTER_PAGE (self), FALSE);

  return self->settled;
}

/**
 * attest_register_page_select:
 * @self: a page
 * @drafts: (element-type AttestDraft): what is to be selected, and nothing else
 *
 * Shows the list whole.
 */
void
attest_register_page_select (AttestRegisterPage *self, GPtrArray *drafts)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  g_return_if_fail (ATTEST_IS_REGISTER_PAGE (self));

  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  attest_filter_row_set_chosen (self->filters, ATTEST_REGISTER_ALL);
  for (guint i = 0; i < drafts->len; i++)
    g_strv_builder_add (builder, attest_draft_get_id (g_ptr_array_index (drafts, i)));
  ids = g_strv_builder_end (builder);
  attest_register_selection_choose (self->selection, (const char *const *) ids);
}
