/* What can be done with the drafts that are chosen: by key, by the menu of a row, or by the bar
 * that sends several. Main thread. */
#include "attest-config.h"

#include "application/attest-application.h"
#include "drafts/attest-draft-columns.h"
#include "drafts/attest-drafts-page-private.h"
#include "send/attest-send-many.h"
#include "widgets/attest-environment-badge.h"
#include "widgets/attest-row-menu.h"

#include <glib/gi18n.h>

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

/* To be called when what is chosen, or where it would go, has changed. */
void
attest_drafts_page_update_actions (AttestDraftsPage *self)
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
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (widget);
  g_autoptr (GPtrArray) drafts = dup_selected (self);

  for (guint i = 0; i < drafts->len; i++)
    attest_application_open_draft (self->app, g_ptr_array_index (drafts, i), FALSE);
}

static void
send_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (widget);
  g_autoptr (GPtrArray) drafts = dup_selected (self);

  /* One is asked about in its editor, several where they are. */
  if (drafts->len == 1)
    attest_application_open_draft (self->app, g_ptr_array_index (drafts, 0), TRUE);
  else if (drafts->len > 1)
    attest_send_many (GTK_WINDOW (gtk_widget_get_root (widget)), self->app, drafts);
}

/* Of what is chosen, ending with NULL. */
static GPtrArray *
dup_selected_ids (AttestDraftsPage *self)
{
  g_autoptr (GPtrArray) drafts = dup_selected (self);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < drafts->len; i++)
    g_ptr_array_add (ids, g_strdup (attest_draft_get_id (g_ptr_array_index (drafts, i))));
  g_ptr_array_add (ids, NULL);
  return ids;
}

static void
duplicate_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (widget);
  g_autoptr (GPtrArray) ids = dup_selected_ids (self);

  if (ids->len > 1)
    attest_application_duplicate (self->app, (const char *const *) ids->pdata);
}

static void
delete_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (widget);
  g_autoptr (GPtrArray) ids = dup_selected_ids (self);

  attest_draft_trash_add (attest_application_get_trash (self->app),
                          (const char *const *) ids->pdata);
}

/**
 * attest_drafts_page_select:
 * @self: a page
 * @drafts: (element-type AttestDraft): what is to be selected, and nothing else
 *
 * Shows the list whole, and scrolls to the first of them.
 */
void
attest_drafts_page_select (AttestDraftsPage *self, GPtrArray *drafts)
{
  GListModel *model = NULL;
  g_autoptr (GtkBitset) all = NULL;
  g_autoptr (GtkBitset) found = gtk_bitset_new_empty ();

  g_return_if_fail (ATTEST_IS_DRAFTS_PAGE (self));

  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  model = G_LIST_MODEL (self->selection);
  all = gtk_bitset_new_range (0, g_list_model_get_n_items (model));
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (AttestDraft) draft = g_list_model_get_item (model, i);

      if (g_ptr_array_find (drafts, draft, NULL))
        gtk_bitset_add (found, i);
    }
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), found, all);
}

/* Opens the draft at @position of the list as it is shown; nothing where there is none. */
void
attest_drafts_page_open (AttestDraftsPage *self, guint position)
{
  g_autoptr (AttestDraft) draft = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (draft != NULL)
    attest_application_open_draft (self->app, draft, FALSE);
}

static void
sort_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  attest_draft_columns_sort (attest_draft_table_get_view (ATTEST_DRAFTS_PAGE (widget)->table),
                             g_variant_get_uint32 (parameter));
}

/* The menu of a row: about it alone, or about all that are chosen if it is one of them. */
static GMenuModel *
make_menu_cb (GtkWidget *page, GtkListItem *item)
{
  AttestDraftsPage *self = ATTEST_DRAFTS_PAGE (page);
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);
  guint position = gtk_list_item_get_position (item);

  if (!gtk_selection_model_is_selected (selection, position))
    gtk_selection_model_select_item (selection, position, TRUE);
  return g_object_ref (self->row_menu);
}

static void
menu_key_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  attest_row_menu_show (widget);
}

/* Gives the rows of the page their menu. */
void
attest_drafts_page_install_menu (AttestDraftsPage *self)
{
  attest_row_menu_install (GTK_WIDGET (self), make_menu_cb);
}

/* Actions are about what is selected. Where nothing is, the row that has the focus becomes it. */
void
attest_drafts_page_follow_focus (AttestDraftsPage *self)
{
  g_autoptr (GtkBitset) set =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkListItem *item = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->table))
                          ? attest_row_menu_find (focus)
                          : NULL;

  if (gtk_bitset_is_empty (set) && item != NULL)
    gtk_selection_model_select_item (
        GTK_SELECTION_MODEL (self->selection), gtk_list_item_get_position (item), TRUE);
}

/* Installs the actions of the page, each with its key. */
void
attest_drafts_page_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "draft.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "draft.send", NULL, send_cb);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "draft.send", NULL);
  gtk_widget_class_install_action (widget_class, "draft.duplicate", NULL, duplicate_cb);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "draft.duplicate", NULL);
  gtk_widget_class_install_action (widget_class, "draft.delete", NULL, delete_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "draft.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "draft.delete", NULL);
  gtk_widget_class_install_action (widget_class, "draft.sort", "u", sort_cb);
  gtk_widget_class_install_action (widget_class, "draft.menu", NULL, menu_key_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "draft.menu", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "draft.menu", NULL);
}
