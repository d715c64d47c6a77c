/* AttestDraftsPage: the workspace's live list of drafts, filtered, sorted and selected by models
 * put on top of it. Main thread. */
#include "attest-config.h"
#include "drafts/attest-drafts-page-private.h"

#include "application/attest-application.h"
#include "base/attest-text.h"
#include "drafts/attest-draft-columns.h"
#include "drafts/attest-welcome.h"
#include "widgets/attest-few-rows.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (AttestDraftsPage, attest_drafts_page, ADW_TYPE_BIN)

/* What is shown */

static gboolean
matches (gpointer item, gpointer user_data)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (user_data);
  const char *text = attest_draft_get_search_text (ATTEST_DRAFT (item));

  return self->search == NULL || (text != NULL && strstr (text, self->search) != NULL);
}

static void
update_stack_cb (AttestDraftsPage *self)
{
  const char *name = "list";

  if (g_list_model_get_n_items (self->drafts) == 0)
    name = attest_application_is_first_start (self->app) ? "welcome" : "empty";
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->found)) == 0)
    name = "none-found";

  if (g_str_equal (name, "welcome") && gtk_stack_get_child_by_name (self->stack, name) == NULL)
    gtk_stack_add_named (self->stack, g_object_new (ATTEST_TYPE_WELCOME, NULL), name);
  gtk_stack_set_visible_child_name (self->stack, name);
}

static void
search_changed_cb (AttestDraftsPage *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  g_autofree char *search = *typed != '\0' ? attest_text_fold_for_search (typed) : NULL;
  GtkFilterChange change = GTK_FILTER_CHANGE_DIFFERENT;

  if (g_strcmp0 (search, self->search) == 0)
    return;

  if (search == NULL || (self->search != NULL && strstr (self->search, search) != NULL))
    change = GTK_FILTER_CHANGE_LESS_STRICT;
  else if (self->search == NULL || strstr (search, self->search) != NULL)
    change = GTK_FILTER_CHANGE_MORE_STRICT;

  g_free (self->search);
  self->search = g_steal_pointer (&search);
  gtk_filter_changed (GTK_FILTER (self->filter), change);
}

static gboolean
attest_drafts_page_grab_focus (GtkWidget *widget)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (widget);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "list") == 0)
    return gtk_widget_grab_focus (GTK_WIDGET (self->table));
  /* What is pressed first, and not what comes after what had the focus before. */
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "empty") == 0)
    return gtk_widget_grab_focus (GTK_WIDGET (self->empty_new));
  return gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
search_activate_cb (AttestDraftsPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
build_sort_menu (AttestDraftsPage *self)
{
  g_autoptr (GMenuModel) menu = attest_draft_columns_make_menu (self->schema, "draft.sort");

  g_menu_append_submenu (self->sort_section, _ ("Sort _By"), menu);
}

static void
fill_empty_page (AttestDraftsPage *self)
{
  const AttestService *service = attest_service_for_schema (self->schema);
  const AttestNouns *nouns = &service->nouns;

  adw_status_page_set_icon_name (self->empty_page, service->icon);
  adw_status_page_set_title (self->empty_page, _ (nouns->none));
  adw_status_page_set_description (self->empty_page, _ (nouns->empty));
  gtk_button_set_label (self->empty_new, _ (nouns->create));
  gtk_widget_set_visible (GTK_WIDGET (self->empty_example), nouns->example != NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->empty_example), "s", self->schema->name);
  g_object_set (self->search_entry, "placeholder-text", _ (nouns->search), NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->search_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (nouns->search), -1);
}

static void
build_models (AttestDraftsPage *self)
{
  AttestWorkspace *workspace = attest_application_get_workspace (self->app);
  GtkColumnView *view = attest_draft_table_get_view (self->table);
  GtkSortListModel *sorted;

  self->drafts = g_object_ref (attest_workspace_get_drafts (workspace, self->schema));
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  self->found = gtk_filter_list_model_new (g_object_ref (self->drafts),
                                           g_object_ref (GTK_FILTER (self->filter)));
  sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->found)),
                                    g_object_ref (gtk_column_view_get_sorter (view)));
  self->selection =
      gtk_multi_selection_new (attest_few_rows_new (G_LIST_MODEL (sorted), GTK_WIDGET (view)));

  gtk_column_view_set_model (view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (
      view, "activate", G_CALLBACK (attest_drafts_page_open), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->drafts, "items-changed", G_CALLBACK (update_stack_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->found, "items-changed", G_CALLBACK (update_stack_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection,
                           "selection-changed",
                           G_CALLBACK (attest_drafts_page_update_actions),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection,
                           "items-changed",
                           G_CALLBACK (attest_drafts_page_update_actions),
                           self,
                           G_CONNECT_SWAPPED);
}

/* Typing anywhere in the window searches the page that is shown. */

static void
attest_drafts_page_map (GtkWidget *widget)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (widget);

  GTK_WIDGET_CLASS (attest_drafts_page_parent_class)->map (widget);
  gtk_search_bar_set_key_capture_widget (self->search_bar,
                                         GTK_WIDGET (gtk_widget_get_root (widget)));
  self->focus_handler = g_signal_connect_swapped (gtk_widget_get_root (widget),
                                                  "notify::focus-widget",
                                                  G_CALLBACK (attest_drafts_page_follow_focus),
                                                  self);
}

static void
attest_drafts_page_unmap (GtkWidget *widget)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (widget);

  g_clear_signal_handler (&self->focus_handler, gtk_widget_get_root (widget));
  gtk_search_bar_set_key_capture_widget (self->search_bar, NULL);
  GTK_WIDGET_CLASS (attest_drafts_page_parent_class)->unmap (widget);
}

static void
attest_drafts_page_dispose (GObject *object)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (object);

  if (self->table != NULL)
    gtk_column_view_set_model (attest_draft_table_get_view (self->table), NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->found);
  g_clear_object (&self->filter);
  g_clear_object (&self->drafts);
  g_clear_pointer (&self->search, g_free);

  G_OBJECT_CLASS (attest_drafts_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/drafts/attest-drafts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, table);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, empty_new);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, empty_example);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, row_menu);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, send_bar);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, send_label);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, send_button);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, send_content);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, sort_section);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
}

static void
attest_drafts_page_class_init (AttestDraftsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_drafts_page_dispose;
  widget_class->grab_focus = attest_drafts_page_grab_focus;
  widget_class->map = attest_drafts_page_map;
  widget_class->unmap = attest_drafts_page_unmap;

  g_type_ensure (ATTEST_TYPE_DRAFT_TABLE);
  bind_template (widget_class);
  attest_drafts_page_class_install_actions (widget_class);
}

static void
attest_drafts_page_init (AttestDraftsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  attest_drafts_page_install_menu (self);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
}

/**
 * attest_drafts_page_new:
 * @application: whose workspace is shown; must be ready
 * @schema: the kind of drafts
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
attest_drafts_page_new (AttestApplication *application, const AttestSchema *schema)
{
  AttestDraftsPage *self = g_object_new (ATTEST_TYPE_DRAFTS_PAGE, NULL);

  self->app = application;
  self->schema = schema;
  fill_empty_page (self);
  build_sort_menu (self);
  attest_draft_table_set_schema (self->table, schema);
  build_models (self);
  g_signal_connect_object (
      application, "notify::first-start", G_CALLBACK (update_stack_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (application,
                           "notify::environment",
                           G_CALLBACK (attest_drafts_page_update_actions),
                           self,
                           G_CONNECT_SWAPPED);
  attest_drafts_page_update_actions (self);
  update_stack_cb (self);
  return GTK_WIDGET (self);
}
