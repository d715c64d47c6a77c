/* AttestHistoryPage: see the header.
 *
 * The list is the store's lazy model as it is: the store searches and filters, nothing is sorted or
 * filtered here. The pane stands beside the list where there is room for both and is pushed over it
 * where there is not. */
#include "attest-config.h"
#include "history/attest-history-page.h"

#include "dialogs/attest-export-dialog.h"
#include "history/attest-history-bar.h"
#include "history/attest-history-days.h"
#include "history/attest-submission-pane.h"
#include "unknown/attest-unknown-box.h"
#include "widgets/attest-few-rows.h"
#include "widgets/attest-letter-widths.h"
#include "widgets/attest-list-tab.h"
#include "widgets/attest-list-top.h"
#include "widgets/attest-row-menu.h"
#include "widgets/attest-width-bin.h"

#include <glib/gi18n.h>

/* How many of the newest rows are looked through for one that is to be shown. */
#define LOOKED_THROUGH 50

/* What the list takes at least beside the pane, in pixels, and so that numbers are whole; and what
 * the pane takes. */
#define LEAST_LIST 340
#define LIST_CHARS 36
#define LEAST_PANE 340

struct _AttestHistoryPage
{
  AdwBin parent_instance;

  AttestApplication *application; /* not owned: it outlives its windows */
  AttestHistory *history;
  GtkSingleSelection *selection;
  gboolean wants_focus; /* once there is something to give it to */
  AttestHistoryDays *days;

  AdwLeaflet *leaflet;
  AttestWidthBin *room; /* around both */
  AttestWidthBin *width_bin;
  int least_list; /* in pixels */
  AttestHistoryBar *bar;
  GtkWidget *incomplete_bar;
  GtkStack *stack;
  GtkListView *view;
  GtkLabel *count;
  GtkWidget *pane_box;
  GtkWidget *back;
  GtkWidget *empty_button;
  AttestSubmissionPane *pane;
};

G_DEFINE_FINAL_TYPE (AttestHistoryPage, attest_history_page, ADW_TYPE_BIN)

static void
update_count_cb (AttestHistoryPage *self)
{
  gboolean filtering = attest_history_bar_is_filtering (self->bar);
  gboolean loading = FALSE;
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->history));
  g_autofree char *text = NULL;

  g_object_get (self->history, "loading", &loading, NULL);
  if (loading)
    return; /* what is there stays until the next is known */
  if (filtering)
    text = g_strdup_printf (ngettext ("%'u entry found", "%'u entries found", n_items), n_items);
  else
    text = g_strdup_printf (ngettext ("%'u entry", "%'u entries", n_items), n_items);
  gtk_label_set_label (self->count, n_items > 0 ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->count), n_items > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "history.export", n_items > 0);
  gtk_stack_set_visible_child_name (self->stack,
                                    n_items > 0 ? "list"
                                    : filtering ? "nothing-found"
                                                : "empty");
  if (self->wants_focus)
    gtk_widget_grab_focus (n_items > 0 ? GTK_WIDGET (self->view) : self->empty_button);
  self->wants_focus = FALSE;
}

static gboolean
enter (AttestHistoryPage *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->history)) > 0)
    return gtk_widget_grab_focus (GTK_WIDGET (self->view));
  g_object_get (self->history, "loading", &self->wants_focus, NULL);
  return self->wants_focus || gtk_widget_grab_focus (self->empty_button);
}

/* GTK asks what surrounds the keyboard whether it takes it itself, before it looks farther back. */
static gboolean
attest_history_page_grab_focus (GtkWidget *widget)
{
  return (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0
         && enter (ATTEST_HISTORY_PAGE (widget));
}

static void
filter_changed_cb (AttestHistoryPage *self)
{
  AttestHistoryFilter filter;

  attest_history_bar_get_filter (self->bar, &filter);
  attest_history_set_filter (self->history, &filter);
  update_count_cb (self);
}

/* Beside the pane rows are higher: as it opens, the list is laid out around the one that was
 * chosen. */
static void
hold_selected (AttestHistoryPage *self)
{
  const guint position = gtk_single_selection_get_selected (self->selection);

  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
}

static void
open_pane (AttestHistoryPage *self, const char *id)
{
  if (id != NULL && !gtk_widget_get_visible (self->pane_box))
    hold_selected (self);
  attest_submission_pane_show (self->pane, id);
  gtk_widget_set_visible (self->pane_box, id != NULL);
  if (id == NULL)
    adw_leaflet_set_visible_child_name (self->leaflet, "list");
}

/* Where the pane covers the list, the keyboard has to follow. */
static void
go_to_pane (AttestHistoryPage *self)
{
  adw_leaflet_set_visible_child_name (self->leaflet, "pane");
  if (adw_leaflet_get_folded (self->leaflet))
    gtk_widget_grab_focus (self->back);
}

static void
show_selected (AttestHistoryPage *self)
{
  AttestSubmission *submission = gtk_single_selection_get_selected_item (self->selection);

  if (submission != NULL && attest_submission_get_loaded (submission))
    open_pane (self, attest_submission_get_id (submission));
}

/* While folded, the list is all there is to see: choosing does not open anything by itself. */
static void
selected_cb (AttestHistoryPage *self)
{
  if (!adw_leaflet_get_folded (self->leaflet))
    show_selected (self);
}

static void
activate_cb (AttestHistoryPage *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  show_selected (self);
  if (attest_submission_pane_get_shown (self->pane) != NULL)
    go_to_pane (self);
}

static void
folded_cb (AttestHistoryPage *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);

  /* A click opens where nothing is seen of the pane; beside it, moving through the list does. */
  gtk_list_view_set_single_click_activate (self->view, folded);
}

static void
back_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestHistoryPage *self = ATTEST_HISTORY_PAGE (widget);

  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  open_pane (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* The menu of a row */

static GMenuModel *
make_menu_cb (GtkWidget *page, GtkListItem *item)
{
  AttestHistoryPage *self = ATTEST_HISTORY_PAGE (page);
  AttestSubmission *submission = gtk_list_item_get_item (item);
  g_autoptr (GMenuModel) unknown = NULL;
  g_autoptr (GMenu) copies = g_menu_new ();
  GMenu *menu = NULL;

  if (!attest_submission_get_loaded (submission))
    return NULL;
  gtk_single_selection_set_selected (self->selection, gtk_list_item_get_position (item));
  open_pane (self, attest_submission_get_id (submission)); /* which does the work */
  menu = g_menu_new ();
  unknown = attest_unknown_box_make_menu (submission);
  if (unknown != NULL)
    g_menu_append_section (menu, NULL, unknown);
  g_menu_append (copies, _ ("_Open Record"), "history.open");
  g_menu_append (copies, _ ("New _Draft From This"), "history.new-draft");
  g_menu_append (copies, _ ("Save as _Template…"), "history.template");
  if (attest_submission_get_remote_id (submission) != NULL)
    g_menu_append (copies, _ ("Copy the Server _ID"), "history.copy-id");
  g_menu_append (copies, _ ("_Copy All"), "history.copy");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (copies));
  return G_MENU_MODEL (menu);
}

static void
menu_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  attest_row_menu_show (widget);
}

/* Done by the pane, which shows the same. */
static void
pane_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestHistoryPage *self = ATTEST_HISTORY_PAGE (widget);
  g_autofree char *name = g_strconcat ("submission.", strchr (action_name, '.') + 1, NULL);

  gtk_widget_activate_action (GTK_WIDGET (self->pane), name, NULL);
}

static void
unknown_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestHistoryPage *self = ATTEST_HISTORY_PAGE (widget);
  AttestSubmission *submission = gtk_single_selection_get_selected_item (self->selection);

  if (submission != NULL && attest_submission_get_loaded (submission))
    attest_unknown_box_act (GTK_WINDOW (gtk_widget_get_root (widget)), submission, action_name);
}

static void
clear_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestHistoryPage *self = ATTEST_HISTORY_PAGE (widget);

  attest_history_bar_clear (self->bar);
  enter (self);
}

static void
export_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestHistoryPage *self = ATTEST_HISTORY_PAGE (widget);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  AttestHistoryFilter filter;
  g_autofree char *span = NULL;
  g_autofree char *name = NULL;

  attest_history_bar_get_filter (self->bar, &filter);
  g_object_get (self->bar, "month", &span, NULL);
  if (*span == '\0')
    {
      g_free (span);
      span = g_date_time_format (now, "%Y-%m-%d");
    }
  name = g_strconcat ("attest-history-", span, NULL);
  attest_export_ask (
      self->application, &(AttestExport){ .history = &filter }, _ ("Export History"), name);
}

static void
set_application (AttestHistoryPage *self, AttestApplication *application)
{
  self->application = application;
  self->history = attest_history_new (
      attest_workspace_get_store (attest_application_get_workspace (application)));
  self->selection = gtk_single_selection_new (
      attest_few_rows_new (G_LIST_MODEL (g_object_ref (self->history)), GTK_WIDGET (self->view)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (
      self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->history, "notify::loading", G_CALLBACK (update_count_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->history, "items-changed", G_CALLBACK (update_count_cb), self, G_CONNECT_SWAPPED);
  g_object_bind_property (
      self->history, "incomplete", self->incomplete_bar, "revealed", G_BINDING_SYNC_CREATE);
  self->days =
      attest_history_days_new (self->view, G_LIST_MODEL (self->selection), self->width_bin);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  attest_list_top_keep (GTK_WIDGET (self->view), G_LIST_MODEL (self->selection));
  attest_history_bar_set_history (self->bar, self->history);
  attest_submission_pane_set_application (self->pane, application);
  update_count_cb (self);
}

static void
attest_history_page_dispose (GObject *object)
{
  AttestHistoryPage *self = ATTEST_HISTORY_PAGE (object);

  if (self->view != NULL)
    gtk_list_view_set_model (self->view, NULL);
  g_clear_object (&self->days);
  g_clear_object (&self->selection);
  g_clear_object (&self->history);
  G_OBJECT_CLASS (attest_history_page_parent_class)->dispose (object);
}

static void
narrow_cb (AttestHistoryPage *self)
{
  const gboolean narrow = attest_width_bin_get_narrow (self->room);

  gtk_widget_set_size_request (
      GTK_WIDGET (self->width_bin), narrow ? LEAST_LIST : self->least_list, -1);
}

/* With large letters the pane takes the place of the list sooner; alone, the list is as narrow as
 * the window is. */
static void
attest_history_page_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  AttestHistoryPage *self = ATTEST_HISTORY_PAGE (widget);

  GTK_WIDGET_CLASS (attest_history_page_parent_class)->css_changed (widget, change);
  if (self->room == NULL)
    return;
  self->least_list = MAX (LEAST_LIST, LIST_CHARS * attest_letter_width (widget));
  g_object_set (self->room, "threshold", self->least_list + LEAST_PANE, NULL);
  narrow_cb (self);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/history/attest-history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPage, incomplete_bar);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPage, room);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPage, width_bin);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPage, bar);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPage, view);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPage, count);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPage, pane_box);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPage, back);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPage, empty_button);
  gtk_widget_class_bind_template_child (widget_class, AttestHistoryPage, pane);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
}

/* The pane's keys work from the list as well, where the focus is while moving through it. */
static gboolean
forward_key_cb (GtkWidget *widget, GVariant *action_name, gpointer user_data)
{
  AttestHistoryPage *self = ATTEST_HISTORY_PAGE (widget);

  if (attest_submission_pane_get_shown (self->pane) == NULL)
    return FALSE;
  return gtk_widget_activate_action (
      GTK_WIDGET (self->pane), g_variant_get_string (action_name, NULL), NULL);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
  } keys[] = {
    { GDK_KEY_e, GDK_CONTROL_MASK, "submission.open" },
    { GDK_KEY_d, GDK_CONTROL_MASK, "submission.new-draft" },
    { GDK_KEY_c, GDK_CONTROL_MASK, "submission.copy-id" },
    { GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "submission.copy" },
  };
  static const char *const done_by_pane[] = {
    "history.open", "history.new-draft", "history.template", "history.copy-id", "history.copy"
  };
  static const char *const decisions[] = {
    "unknown.look", "unknown.send-again", "unknown.absent", "unknown.found"
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (
        widget_class, keys[i].key, keys[i].modifiers, forward_key_cb, "s", keys[i].action);
  for (guint i = 0; i < G_N_ELEMENTS (done_by_pane); i++)
    gtk_widget_class_install_action (widget_class, done_by_pane[i], NULL, pane_cb);
  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    gtk_widget_class_install_action (widget_class, decisions[i], NULL, unknown_cb);
  gtk_widget_class_install_action (widget_class, "history.menu", NULL, menu_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "history.menu", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "history.menu", NULL);
  gtk_widget_class_install_action (widget_class, "history.export", NULL, export_cb);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_e, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "history.export", NULL);
  gtk_widget_class_install_action (widget_class, "history.clear", NULL, clear_cb);
  gtk_widget_class_install_action (widget_class, "history.back", NULL, back_cb);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_Left, GDK_ALT_MASK, "history.back", NULL);
}

static void
attest_history_page_class_init (AttestHistoryPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = attest_history_page_dispose;
  GTK_WIDGET_CLASS (klass)->css_changed = attest_history_page_css_changed;
  GTK_WIDGET_CLASS (klass)->grab_focus = attest_history_page_grab_focus;

  g_type_ensure (ATTEST_TYPE_HISTORY_BAR);
  g_type_ensure (ATTEST_TYPE_SUBMISSION_PANE);
  g_type_ensure (ATTEST_TYPE_WIDTH_BIN);
  bind_template (GTK_WIDGET_CLASS (klass));
  install_actions (GTK_WIDGET_CLASS (klass));
}

static void
attest_history_page_init (AttestHistoryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  attest_row_menu_install (GTK_WIDGET (self), make_menu_cb);
  attest_list_tab_install (GTK_WIDGET (self->view));
}

/* Selects a row of the newest ones, without loading what was not looked at yet. */
static void
select_recent (AttestHistoryPage *self, const char *id)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  for (guint i = 0; i < MIN (n_items, LOOKED_THROUGH); i++)
    {
      g_autoptr (AttestSubmission) submission =
          g_list_model_get_item (G_LIST_MODEL (self->history), i);

      if (attest_submission_get_loaded (submission)
          && g_strcmp0 (attest_submission_get_id (submission), id) == 0)
        {
          gtk_single_selection_set_selected (self->selection, i);
          return;
        }
    }
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

/**
 * attest_history_page_new:
 * @application: whose workspace is shown; its workspace is open
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
attest_history_page_new (AttestApplication *application)
{
  AttestHistoryPage *self = g_object_new (ATTEST_TYPE_HISTORY_PAGE, NULL);

  set_application (self, application);
  return GTK_WIDGET (self);
}

/**
 * attest_history_page_show:
 * @self: a history page
 * @submission_id: the submission to be selected and shown in the detail pane
 */
void
attest_history_page_show (AttestHistoryPage *self, const char *submission_id)
{
  g_return_if_fail (ATTEST_IS_HISTORY_PAGE (self));
  g_return_if_fail (submission_id != NULL);

  select_recent (self, submission_id);
  hold_selected (self);
  open_pane (self, submission_id);
  go_to_pane (self);
}

/**
 * attest_history_page_show_batch:
 * @self: a history page
 * @batch: what left together
 * @state: those of it that ended so; %ATTEST_STATE_NONE: all
 * @words: which batch that is
 */
void
attest_history_page_show_batch (AttestHistoryPage *self,
                                const char *batch,
                                AttestState state,
                                const char *words)
{
  g_return_if_fail (ATTEST_IS_HISTORY_PAGE (self));

  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  open_pane (self, NULL);
  attest_history_bar_show_batch (self->bar, batch, state, words);
}
