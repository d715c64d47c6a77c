/* AttestDraftsPage: the workspace's live list of drafts, filtered, sorted and selected by models
 * put on top of it. Main thread. */
#include "attest-config.h"
#include "drafts/attest-drafts-page.h"

#include <glib/gi18n.h>

#include "attest-application-private.h"
#include "attest-few-rows.h"
#include "attest-environment-badge.h"
#include "attest-row-menu.h"
#include "attest-width-bin.h"
#include "attest-window.h"
#include "base/attest-text.h"
#include "drafts/attest-draft-columns.h"
#include "drafts/attest-welcome.h"
#include "model/attest-form.h"

struct _AttestDraftsPage
{
  AdwBin parent_instance;

  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkStack *stack;
  GtkColumnView *view;
  AttestWidthBin *wide_bin;
  AttestWidthBin *medium_bin;
  AttestWidthBin *narrow_bin;
  AdwStatusPage *empty_page;
  GtkButton *empty_new;
  GtkButton *empty_example;
  GMenuModel *row_menu;
  GtkActionBar *send_bar;
  GtkLabel *send_label;
  GtkButton *send_button;
  AdwButtonContent *send_content;
  GMenu *sort_section;

  AttestApplication *app;
  const AttestSchema *schema;
  GListModel *drafts;
  GtkCustomFilter *filter;
  GtkFilterListModel *found;
  GtkMultiSelection *selection;
  char *search; /* folded; NULL: everything is shown */
  gboolean search_mode;
  gulong focus_handler;
  guint clock;                /* runs while the page is shown */
  PangoFontDescription *font; /* the columns are as wide as it wants */
  guint measuring;
};

G_DEFINE_FINAL_TYPE (AttestDraftsPage, attest_drafts_page, ADW_TYPE_BIN)

typedef enum
{
  PROP_SEARCH_MODE = 1,
} AttestDraftsPageProperty;

static GParamSpec *properties[PROP_SEARCH_MODE + 1];

/* What is chosen */

static GPtrArray *
dup_selected (AttestDraftsPage *self)
{
  g_autoptr (GtkBitset) set =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GPtrArray *drafts = g_ptr_array_new_with_free_func (g_object_unref);
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, set, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    g_ptr_array_add (drafts, g_list_model_get_item (G_LIST_MODEL (self->selection), position));
  return drafts;
}

/* Says where they would go, by the word that stands in the header as well. */
static void
update_send_bar (AttestDraftsPage *self, guint64 n)
{
  static const char *const verbs[ATTEST_N_ENVIRONMENTS] = {
    [ATTEST_ENVIRONMENT_PRACTICE] = N_ ("_Send to Practice"),
    [ATTEST_ENVIRONMENT_TEST] = N_ ("_Send to Test"),
    [ATTEST_ENVIRONMENT_PRODUCTION] = N_ ("_Send to Production"),
  };
  AttestEnvironment environment = attest_application_get_environment (self->app);
  g_autofree char *words =
      g_strdup_printf (ngettext ("%u selected", "%u selected", (guint) n), (guint) n);

  if (n > 1)
    {
      gtk_label_set_label (self->send_label, words);
      adw_button_content_set_label (self->send_content, _ (verbs[environment]));
      adw_button_content_set_icon_name (self->send_content,
                                        attest_environment_get_icon_name (environment));
      attest_environment_set_style (GTK_WIDGET (self->send_button), environment);
    }
  gtk_action_bar_set_revealed (self->send_bar, n > 1);
}

static void
update_actions (AttestDraftsPage *self)
{
  g_autoptr (GtkBitset) set =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  guint64 n = gtk_bitset_get_size (set);
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "draft.open", n > 0);
  gtk_widget_action_set_enabled (widget, "draft.send", n > 0);
  gtk_widget_action_set_enabled (widget, "draft.duplicate", n > 0);
  gtk_widget_action_set_enabled (widget, "draft.delete", n > 0);
  update_send_bar (self, n);
}

/* Actions */

static void
on_open (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (widget);
  g_autoptr (GPtrArray) drafts = dup_selected (self);

  for (guint i = 0; i < drafts->len; i++)
    attest_application_open_draft (self->app, g_ptr_array_index (drafts, i));
}

static void
on_send (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (widget);
  g_autoptr (GPtrArray) drafts = dup_selected (self);

  attest_application_send_drafts (self->app, drafts);
}

static void
on_duplicate (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (widget);
  g_autoptr (GPtrArray) drafts = dup_selected (self);

  for (guint i = 0; i < drafts->len; i++)
    attest_application_duplicate_draft (self->app, g_ptr_array_index (drafts, i));
}

static void
on_delete (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (widget);
  g_autoptr (GPtrArray) drafts = dup_selected (self);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < drafts->len; i++)
    g_ptr_array_add (ids, g_strdup (attest_draft_get_id (g_ptr_array_index (drafts, i))));
  g_ptr_array_add (ids, NULL);
  attest_draft_trash_add (attest_application_get_trash (self->app),
                          ATTEST_WINDOW (gtk_widget_get_root (widget)),
                          (const char *const *) ids->pdata);
}

static void
on_activate (AttestDraftsPage *self, guint position)
{
  g_autoptr (AttestDraft) draft = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (draft != NULL)
    attest_application_open_draft (self->app, draft);
}

static void
on_sort (GtkWidget *widget, const char *name, GVariant *parameter)
{
  attest_draft_columns_sort (ATTEST_DRAFTS_PAGE (widget)->view, g_variant_get_uint32 (parameter));
}

/* The menu of a row: about it alone, or about all that are chosen if it is one of them. */
static GMenuModel *
make_menu (GtkWidget *page, GtkListItem *item)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (page);
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);
  guint position = gtk_list_item_get_position (item);

  if (!gtk_selection_model_is_selected (selection, position))
    gtk_selection_model_select_item (selection, position, TRUE);
  return g_object_ref (self->row_menu);
}

static void
on_menu_key (GtkWidget *widget, const char *name, GVariant *parameter)
{
  attest_row_menu_show (widget);
}

/* What is shown */

static gboolean
matches (gpointer item, gpointer user_data)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (user_data);
  const char *text = attest_draft_get_search_text (ATTEST_DRAFT (item));

  return self->search == NULL || (text != NULL && strstr (text, self->search) != NULL);
}

static void
update_stack (AttestDraftsPage *self)
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
on_search_changed (AttestDraftsPage *self)
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

/* The rows are the last child of a column view, behind its header. */
static gboolean
attest_drafts_page_grab_focus (GtkWidget *widget)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (widget);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "list") == 0)
    return gtk_widget_grab_focus (gtk_widget_get_last_child (GTK_WIDGET (self->view)));
  return gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
on_search_activate (AttestDraftsPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* The table is a header and a list, which take the focus each by itself. */
static void
name_table (AttestDraftsPage *self, const char *name)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *rows = gtk_widget_get_last_child (GTK_WIDGET (self->view));

  gtk_widget_set_focusable (header, FALSE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (header), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Columns"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (rows), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
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
  gboolean is_form = self->schema == &attest_form_schema;
  const char *search = is_form ? _ ("Search forms") : _ ("Search certificates");

  adw_status_page_set_icon_name (self->empty_page,
                                 is_form ? "attest-form-symbolic" : "attest-certificate-symbolic");
  adw_status_page_set_title (self->empty_page, is_form ? _ ("No Forms") : _ ("No Certificates"));
  adw_status_page_set_description (
      self->empty_page,
      is_form ? _ ("Forms you enter for kolleges are kept here as you type them.")
              : _ ("Certificates you enter for IAF CertSearch are kept here as you type them."));
  gtk_button_set_label (self->empty_new, is_form ? _ ("_New Form") : _ ("_New Certificate"));
  gtk_actionable_set_action_target (
      GTK_ACTIONABLE (self->empty_example), "s", is_form ? "form" : "certificate");
  g_object_set (self->search_entry, "placeholder-text", search, NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->search_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, search, -1);

  name_table (self, is_form ? _ ("Forms") : _ ("Certificates"));
}

static void
build_models (AttestDraftsPage *self)
{
  AttestWorkspace *workspace = attest_application_get_workspace (self->app);
  GtkSortListModel *sorted;

  self->drafts = g_object_ref (attest_workspace_get_drafts (workspace, self->schema));
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  self->found = gtk_filter_list_model_new (g_object_ref (self->drafts),
                                           g_object_ref (GTK_FILTER (self->filter)));
  sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->found)),
                                    g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->selection = gtk_multi_selection_new (
      attest_few_rows_new (G_LIST_MODEL (sorted), GTK_WIDGET (self->view)));

  g_signal_connect_object (
      self->drafts, "items-changed", G_CALLBACK (update_stack), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->found, "items-changed", G_CALLBACK (update_stack), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->selection, "selection-changed", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->selection, "items-changed", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
}

/* The number of columns follows the width. */
static void
update_room (AttestDraftsPage *self)
{
  AttestRoom room = attest_width_bin_get_narrow (self->narrow_bin)   ? ATTEST_ROOM_LEAST
                    : attest_width_bin_get_narrow (self->medium_bin) ? ATTEST_ROOM_NARROW
                    : attest_width_bin_get_narrow (self->wide_bin)   ? ATTEST_ROOM_MEDIUM
                                                                     : ATTEST_ROOM_WIDE;

  attest_draft_columns_set_room (self->view, room);
}

/* And the width they need follows the font. */
static void
measure_columns (AttestDraftsPage *self)
{
  const struct
  {
    AttestWidthBin *bin;
    AttestRoom room;
  } rooms[] = {
    { self->wide_bin, ATTEST_ROOM_WIDE },
    { self->medium_bin, ATTEST_ROOM_MEDIUM },
    { self->narrow_bin, ATTEST_ROOM_NARROW },
  };
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self->view));

  g_clear_pointer (&self->font, pango_font_description_free);
  self->font = pango_font_description_copy (pango_context_get_font_description (context));
  attest_draft_columns_measure (self->view, self->schema);
  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++)
    g_object_set (rooms[i].bin,
                  "threshold",
                  attest_draft_columns_get_width (self->view, rooms[i].room),
                  NULL);
  update_room (self);
}

static gboolean
on_font_changed (gpointer user_data)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (user_data);

  self->measuring = 0;
  measure_columns (self);
  return G_SOURCE_REMOVE;
}

/* Cells must not come and go while styles are being worked out. */
static void
attest_drafts_page_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (widget);
  const PangoFontDescription *font = NULL;

  GTK_WIDGET_CLASS (attest_drafts_page_parent_class)->css_changed (widget, change);
  font = pango_context_get_font_description (gtk_widget_get_pango_context (widget));
  if (self->font != NULL && !pango_font_description_equal (self->font, font)
      && self->measuring == 0)
    self->measuring = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_font_changed, self, NULL);
}

/* Actions are about what is selected. Where nothing is, the row that has the focus becomes it. */
static void
on_focus_moved (AttestDraftsPage *self)
{
  g_autoptr (GtkBitset) set =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkListItem *item = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view))
                          ? attest_row_menu_find (focus)
                          : NULL;

  if (gtk_bitset_is_empty (set) && item != NULL)
    gtk_selection_model_select_item (
        GTK_SELECTION_MODEL (self->selection), gtk_list_item_get_position (item), TRUE);
}

/* Typing anywhere in the window searches the page that is shown. */

static gboolean
on_minute (gpointer user_data)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (user_data);

  attest_draft_columns_refresh_times (GTK_WIDGET (self->view));
  return G_SOURCE_CONTINUE;
}

static void
attest_drafts_page_map (GtkWidget *widget)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (widget);

  GTK_WIDGET_CLASS (attest_drafts_page_parent_class)->map (widget);
  attest_draft_columns_refresh_times (GTK_WIDGET (self->view));
  self->clock = g_timeout_add_seconds (60, on_minute, self);
  gtk_search_bar_set_key_capture_widget (self->search_bar,
                                         GTK_WIDGET (gtk_widget_get_root (widget)));
  self->focus_handler = g_signal_connect_swapped (
      gtk_widget_get_root (widget), "notify::focus-widget", G_CALLBACK (on_focus_moved), self);
}

static void
attest_drafts_page_unmap (GtkWidget *widget)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (widget);

  g_clear_handle_id (&self->clock, g_source_remove);
  g_clear_signal_handler (&self->focus_handler, gtk_widget_get_root (widget));
  gtk_search_bar_set_key_capture_widget (self->search_bar, NULL);
  GTK_WIDGET_CLASS (attest_drafts_page_parent_class)->unmap (widget);
}

static void
attest_drafts_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (object);

  switch ((AttestDraftsPageProperty) id)
    {
    case PROP_SEARCH_MODE:
      g_value_set_boolean (value, self->search_mode);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_drafts_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (object);

  switch ((AttestDraftsPageProperty) id)
    {
    case PROP_SEARCH_MODE:
      if (self->search_mode == g_value_get_boolean (value))
        return;
      self->search_mode = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_drafts_page_dispose (GObject *object)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (object);

  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->found);
  g_clear_object (&self->filter);
  g_clear_object (&self->drafts);
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->font, pango_font_description_free);
  g_clear_handle_id (&self->measuring, g_source_remove);

  G_OBJECT_CLASS (attest_drafts_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "draft.open", NULL, on_open);
  gtk_widget_class_install_action (widget_class, "draft.send", NULL, on_send);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "draft.send", NULL);
  gtk_widget_class_install_action (widget_class, "draft.duplicate", NULL, on_duplicate);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "draft.duplicate", NULL);
  gtk_widget_class_install_action (widget_class, "draft.delete", NULL, on_delete);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "draft.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "draft.delete", NULL);
  gtk_widget_class_install_action (widget_class, "draft.sort", "u", on_sort);
  gtk_widget_class_install_action (widget_class, "draft.menu", NULL, on_menu_key);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "draft.menu", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "draft.menu", NULL);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/drafts/attest-drafts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, view);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, wide_bin);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, medium_bin);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, narrow_bin);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, empty_new);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, empty_example);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, row_menu);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, send_bar);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, send_label);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, send_button);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, send_content);
  gtk_widget_class_bind_template_child (widget_class, AttestDraftsPage, sort_section);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, update_room);
}

static void
attest_drafts_page_class_init (AttestDraftsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = attest_drafts_page_get_property;
  object_class->set_property = attest_drafts_page_set_property;
  object_class->dispose = attest_drafts_page_dispose;
  widget_class->grab_focus = attest_drafts_page_grab_focus;
  widget_class->map = attest_drafts_page_map;
  widget_class->unmap = attest_drafts_page_unmap;
  widget_class->css_changed = attest_drafts_page_css_changed;

  properties[PROP_SEARCH_MODE] =
      g_param_spec_boolean ("search-mode",
                            NULL,
                            NULL,
                            FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (ATTEST_TYPE_WIDTH_BIN);
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
attest_drafts_page_init (AttestDraftsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  attest_row_menu_install (GTK_WIDGET (self), make_menu);
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
  attest_draft_columns_add (self->view, schema);
  measure_columns (self);
  build_models (self);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (
      application, "notify::first-start", G_CALLBACK (update_stack), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      application, "notify::environment", G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  update_actions (self);
  update_stack (self);
  return GTK_WIDGET (self);
}
