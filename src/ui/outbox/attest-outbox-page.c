/* AttestOutboxPage: see the header.
 *
 * One list view over the outbox in two groups, those of unknown outcome first; each group begins
 * with a heading, which is an item like the others. Ten thousand rows cost what ten do. */
#include "attest-config.h"
#include "outbox/attest-outbox-page-private.h"

#include "outbox/attest-batch-cards.h"
#include "outbox/attest-outbox-row.h"
#include "unknown/attest-unknown-box.h"
#include "widgets/attest-calm-model.h"
#include "widgets/attest-few-rows.h"
#include "widgets/attest-list-tab.h"
#include "widgets/attest-row-menu.h"

#include <glib/gi18n.h>

static const char *const group_titles[N_GROUPS] = {
  [GROUP_UNKNOWN] = N_ ("Outcome Unknown"),
  [GROUP_WAITING] = N_ ("Waiting"),
};

G_DEFINE_FINAL_TYPE (AttestOutboxPage, attest_outbox_page, ADW_TYPE_BIN)

static gboolean
is_unknown (gpointer item, gpointer user_data)
{
  return attest_submission_get_state (item) == ATTEST_STATE_UNKNOWN;
}

static gboolean
is_waiting (gpointer item, gpointer user_data)
{
  return !is_unknown (item, NULL);
}

/* What is the same for all of the group is said once, there. */
static char *
describe_group (AttestOutboxPage *self, Group group)
{
  return group == GROUP_UNKNOWN ? attest_unknown_box_advise_all (G_LIST_MODEL (self->groups[group]))
                                : g_strdup ("");
}

static gboolean
has_heading (AttestOutboxPage *self, Group group, const char *detail)
{
  g_autoptr (GtkStringObject) heading =
      g_list_model_get_item (G_LIST_MODEL (self->headings[group]), 0);

  return heading != NULL && g_str_equal (gtk_string_object_get_string (heading), detail);
}

static void
show_heading (AttestOutboxPage *self, Group group)
{
  const guint n_present = g_list_model_get_n_items (G_LIST_MODEL (self->headings[group]));
  g_autofree char *detail = describe_group (self, group);
  gpointer heading = NULL;

  if (has_heading (self, group, detail))
    return;
  heading = gtk_string_object_new (detail);
  g_list_store_splice (self->headings[group], 0, n_present, &heading, 1);
  g_object_unref (heading);
}

/* Rows come and go above what is looked at; a group that appears at the top must be seen. */
static void
update_headings (AttestOutboxPage *self)
{
  gboolean at_top =
      gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scroller)) < 1;

  for (guint i = 0; i < N_GROUPS; i++)
    {
      gboolean wanted = g_list_model_get_n_items (G_LIST_MODEL (self->groups[i])) > 0;
      gboolean present = g_list_model_get_n_items (G_LIST_MODEL (self->headings[i])) > 0;

      if (wanted)
        show_heading (self, i);
      else if (present)
        g_list_store_remove_all (self->headings[i]);
      if (wanted && !present && at_top && gtk_list_view_get_model (self->view) != NULL)
        gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", 0);
    }
}

/* A heading is no row: "select all" does not mean it. */
static void
selection_changed_cb (AttestOutboxPage *self)
{
  g_autoptr (GtkBitset) set =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GtkBitsetIter iter;
  guint position;

  if (!self->selects)
    g_clear_pointer (&self->moved, g_ptr_array_unref);
  for (gboolean more = gtk_bitset_iter_init_first (&iter, set, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

      if (!ATTEST_IS_SUBMISSION (item))
        {
          gtk_selection_model_unselect_item (GTK_SELECTION_MODEL (self->selection), position);
          return; /* and once more, if there is another */
        }
    }
}

/* What the user moved stays selected, and in view, until something else is chosen: it may get to
 * its place in several steps, and is nobody's choice on the way. */
static void
select_moved (AttestOutboxPage *self)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);
  guint n_items = self->moved != NULL ? g_list_model_get_n_items (G_LIST_MODEL (selection)) : 0;
  g_autoptr (GtkBitset) found = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, n_items);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (selection);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (selection), i);

      if (g_ptr_array_find (self->moved, item, NULL))
        gtk_bitset_add (found, i);
    }
  if (gtk_bitset_is_empty (found) || gtk_bitset_equals (found, selected))
    return;
  self->selects = TRUE;
  gtk_selection_model_set_selection (selection, found, all);
  self->selects = FALSE;
  gtk_widget_activate_action (
      GTK_WIDGET (self->view), "list.scroll-to-item", "u", gtk_bitset_get_minimum (found));
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->view)) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->view)); /* the row just scrolled to takes it */
}

/* Where the row or the card with the keyboard went, GTK moves it on with the next frame only: keys
 * that come before would be lost. */
static void
keep_keyboard_cb (AttestOutboxPage *self)
{
  GtkWidget *focus = NULL;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self->stack)))
    return;
  focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  if (focus == NULL || !gtk_widget_get_mapped (focus))
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
update_cb (AttestOutboxPage *self)
{
  gboolean paused = attest_outbox_get_paused (self->outbox);
  gboolean empty = g_list_model_get_n_items (self->rows) == 0;

  update_headings (self);
  adw_status_page_set_description (self->empty,
                                   paused
                                       ? _ ("Sending is paused. What you send next waits here.")
                                       : _ ("Records wait here until the service has answered."));
  select_moved (self);
  gtk_widget_set_visible (self->resume, paused);
  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
  keep_keyboard_cb (self);
}

/* A state that changed moves a row from one group to the other. */
static void
states_changed_cb (AttestOutboxPage *self)
{
  for (guint i = 0; i < N_GROUPS; i++)
    gtk_filter_changed (self->filters[i], GTK_FILTER_CHANGE_DIFFERENT);
  update_cb (self);
}

static void
activate_cb (AttestOutboxPage *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (ATTEST_IS_SUBMISSION (item))
    attest_application_show_history (self->application,
                                     attest_submission_get_id (ATTEST_SUBMISSION (item)));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, attest_outbox_row_new ());
  attest_row_menu_mark (item);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AttestOutboxPage *self)
{
  GObject *object = gtk_list_item_get_item (item);
  AttestOutboxRow *row = ATTEST_OUTBOX_ROW (gtk_list_item_get_child (item));
  gboolean is_submission = ATTEST_IS_SUBMISSION (object);
  Group group = GROUP_WAITING;

  gtk_list_item_set_activatable (item, is_submission);
  /* A heading is selectable so that the keyboard passes it; it is unselected at once. */
  gtk_list_item_set_selectable (item, TRUE);
  if (is_submission)
    {
      attest_outbox_row_set_submission (row, ATTEST_SUBMISSION (object));
      return;
    }
  if (gtk_list_item_get_position (item) == 0
      && g_list_model_get_n_items (G_LIST_MODEL (self->groups[GROUP_UNKNOWN])) > 0)
    group = GROUP_UNKNOWN;
  attest_outbox_row_set_heading (
      row, _ (group_titles[group]), gtk_string_object_get_string (GTK_STRING_OBJECT (object)));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  attest_outbox_row_set_heading (ATTEST_OUTBOX_ROW (gtk_list_item_get_child (item)), NULL, "");
}

static GListModel *
make_groups (AttestOutboxPage *self)
{
  static const GtkCustomFilterFunc funcs[N_GROUPS] = {
    [GROUP_UNKNOWN] = is_unknown, [GROUP_WAITING] = is_waiting
  };
  GListStore *models = g_list_store_new (G_TYPE_LIST_MODEL);

  for (guint i = 0; i < N_GROUPS; i++)
    {
      self->filters[i] = GTK_FILTER (gtk_custom_filter_new (funcs[i], NULL, NULL));
      self->groups[i] =
          gtk_filter_list_model_new (g_object_ref (self->rows), g_object_ref (self->filters[i]));
      self->headings[i] = g_list_store_new (GTK_TYPE_STRING_OBJECT);
      g_list_store_append (models, self->headings[i]);
      g_list_store_append (models, self->groups[i]);
    }
  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (models)));
}

static void
set_application (AttestOutboxPage *self, AttestApplication *application)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->application = application;
  self->outbox =
      g_object_ref (attest_workspace_get_outbox (attest_application_get_workspace (application)));
  self->rows = attest_calm_model_new (G_LIST_MODEL (self->outbox));
  self->selection =
      gtk_multi_selection_new (attest_few_rows_new (make_groups (self), GTK_WIDGET (self->view)));
  g_signal_connect_object (self->selection,
                           "selection-changed",
                           G_CALLBACK (selection_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
  update_headings (self);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));

  g_signal_connect_object (self->rows,
                           "items-changed",
                           G_CALLBACK (update_cb),
                           self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (
      self->outbox, "notify::n-unknown", G_CALLBACK (states_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->outbox, "notify::paused", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->cards, "shown", G_CALLBACK (keep_keyboard_cb), self, G_CONNECT_SWAPPED);
  attest_batch_cards_set_application (self->cards, application);
  attest_outbox_progress_set_watch (self->progress, attest_application_get_queue (application));
  update_cb (self);
}

/* What is shown in a row of the list; headings are none. */
static gboolean
is_record (GtkWidget *item)
{
  GtkWidget *row = gtk_widget_get_first_child (item);

  return ATTEST_IS_OUTBOX_ROW (row)
         && attest_outbox_row_get_submission (ATTEST_OUTBOX_ROW (row)) != NULL;
}

/* The keyboard goes to the first record that is in view. (The list would take it itself, or give it
 * to a heading, and Tab would go on from there past all that can be done.) */
static gboolean
focus_first_record (AttestOutboxPage *self)
{
  GtkWidget *view = GTK_WIDGET (self->view);

  return attest_list_tab_focus_in_view (view, is_record) || gtk_widget_grab_focus (view);
}

static gboolean
pass_heading_cb (gpointer user_data)
{
  AttestOutboxPage *self = user_data;
  GtkWidget *item = gtk_widget_get_focus_child (GTK_WIDGET (self->view));

  self->entered = 0;
  if (item != NULL && !is_record (item))
    focus_first_record (self);
  return G_SOURCE_REMOVE;
}

/* By Tab, GTK may begin at a heading. Not while it still moves the keyboard there. */
static void
entered_cb (AttestOutboxPage *self)
{
  if (self->entered == 0)
    self->entered = g_idle_add_full (G_PRIORITY_HIGH, pass_heading_cb, self, NULL);
}

static void
follow_focus (AttestOutboxPage *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "enter", G_CALLBACK (entered_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), focus);
}

/* Not in a menu of it, which gives it back when it closes. */
static gboolean
has_keyboard (GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return focus != NULL && gtk_widget_is_ancestor (focus, widget)
         && gtk_widget_get_native (focus) == gtk_widget_get_native (widget);
}

/* GTK asks what surrounds the keyboard whether it takes it itself, before it looks farther back. */
static gboolean
attest_outbox_page_grab_focus (GtkWidget *widget)
{
  AttestOutboxPage *self = ATTEST_OUTBOX_PAGE (widget);

  if (has_keyboard (widget))
    return FALSE;
  if (g_list_model_get_n_items (self->rows) == 0)
    return gtk_widget_child_focus (GTK_WIDGET (self->empty), GTK_DIR_TAB_FORWARD);
  return focus_first_record (self);
}

static void
attest_outbox_page_dispose (GObject *object)
{
  AttestOutboxPage *self = ATTEST_OUTBOX_PAGE (object);

  if (self->view != NULL)
    gtk_list_view_set_model (self->view, NULL);
  g_clear_handle_id (&self->entered, g_source_remove);
  g_clear_pointer (&self->moved, g_ptr_array_unref);
  g_clear_object (&self->selection);
  for (guint i = 0; i < N_GROUPS; i++)
    {
      g_clear_object (&self->headings[i]);
      g_clear_object (&self->groups[i]);
      g_clear_object (&self->filters[i]);
    }
  g_clear_object (&self->rows);
  g_clear_object (&self->outbox);
  G_OBJECT_CLASS (attest_outbox_page_parent_class)->dispose (object);
}

static void
attest_outbox_page_class_init (AttestOutboxPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = attest_outbox_page_dispose;
  widget_class->grab_focus = attest_outbox_page_grab_focus;
  g_type_ensure (ATTEST_TYPE_BATCH_CARDS);
  g_type_ensure (ATTEST_TYPE_OUTBOX_PROGRESS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/attest_app/Attest/ui/outbox/attest-outbox-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxPage, empty);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxPage, resume);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxPage, progress);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxPage, cards);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, AttestOutboxPage, view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  attest_outbox_page_install_actions (widget_class);
}

static void
attest_outbox_page_init (AttestOutboxPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  attest_row_menu_install (GTK_WIDGET (self), attest_outbox_page_make_menu);
  attest_list_tab_install (GTK_WIDGET (self->view));
  follow_focus (self);
}

/**
 * attest_outbox_page_new:
 * @application: whose workspace is shown; its workspace is open
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
attest_outbox_page_new (AttestApplication *application)
{
  AttestOutboxPage *self = g_object_new (ATTEST_TYPE_OUTBOX_PAGE, NULL);

  set_application (self, application);
  return GTK_WIDGET (self);
}
