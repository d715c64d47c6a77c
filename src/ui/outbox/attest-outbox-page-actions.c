/* What can be done in the outbox: with a button, a key, a menu or by dragging. All of it is about
 * what is selected, or about the one whose id is given. Main thread. */
#include "attest-config.h"

#include "outbox/attest-outbox-menu.h"
#include "outbox/attest-outbox-order.h"
#include "outbox/attest-outbox-page-private.h"
#include "outbox/attest-outbox-questions.h"
#include "unknown/attest-unknown-box.h"
#include "widgets/attest-row-menu.h"

/* Returns: (transfer full) (element-type AttestSubmission): what is selected, headings left out */
static GPtrArray *
dup_selected (AttestOutboxPage *self)
{
  g_autoptr (GtkBitset) set =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GPtrArray *selected = g_ptr_array_new_with_free_func (g_object_unref);
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, set, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

      if (ATTEST_IS_SUBMISSION (item))
        g_ptr_array_add (selected, g_steal_pointer (&item));
    }
  return selected;
}

static GPtrArray *
dup_selected_queued (AttestOutboxPage *self)
{
  GPtrArray *selected = dup_selected (self);

  for (guint i = selected->len; i-- > 0;)
    if (attest_submission_get_state (g_ptr_array_index (selected, i)) != ATTEST_STATE_QUEUED
        || attest_submission_get_service (g_ptr_array_index (selected, i)) == NULL)
      g_ptr_array_remove_index (selected, i);
  return selected;
}

static void
cancel (AttestOutboxPage *self, AttestSubmission *submission)
{
  attest_outbox_cancel (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->outbox, submission);
}

static void
cancel_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestOutboxPage *self = ATTEST_OUTBOX_PAGE (widget);
  g_autoptr (AttestSubmission) submission = attest_outbox_list_find (
      attest_outbox_get_list (self->outbox), g_variant_get_string (parameter, NULL));

  if (submission != NULL)
    cancel (self, submission);
}

/* One goes at once, since its draft stays; of several, a slip of the key would cost an order that
 * somebody thought about. */
static void
cancel_selected_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestOutboxPage *self = ATTEST_OUTBOX_PAGE (widget);
  g_autoptr (GPtrArray) selected = dup_selected (self);
  g_autoptr (GPtrArray) queued = dup_selected_queued (self);

  if (queued->len > 1)
    attest_outbox_ask_to_remove (GTK_WINDOW (gtk_widget_get_root (widget)), self->outbox, queued);
  else if (selected->len == 1)
    cancel (self, g_ptr_array_index (selected, 0));
  else if (queued->len == 1)
    cancel (self, g_ptr_array_index (queued, 0));
}

static void
move_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestOutboxPage *self = ATTEST_OUTBOX_PAGE (widget);
  g_autoptr (GPtrArray) queued = dup_selected_queued (self);
  AttestOrder order = g_str_equal (action_name, "outbox.move-up")     ? ATTEST_ORDER_EARLIER
                      : g_str_equal (action_name, "outbox.move-down") ? ATTEST_ORDER_LATER
                      : g_str_equal (action_name, "outbox.move-last") ? ATTEST_ORDER_LAST
                                                                      : ATTEST_ORDER_FIRST;

  if (!attest_outbox_reorder (self->outbox, queued, order))
    return;
  g_clear_pointer (&self->moved, g_ptr_array_unref);
  self->moved = g_steal_pointer (&queued);
}

/* Dragged by the pointer: what, onto which, and whether onto its lower half. */
static void
drop_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestOutboxPage *self = ATTEST_OUTBOX_PAGE (widget);
  const char *moved, *target;
  gboolean below;
  AttestSubmission *submission = NULL;

  g_variant_get (parameter, "(&s&sb)", &moved, &target, &below);
  submission = attest_outbox_list_find (attest_outbox_get_list (self->outbox), moved);
  if (submission == NULL)
    return;
  g_clear_pointer (&self->moved, g_ptr_array_unref);
  if (attest_outbox_drop (self->outbox, moved, target, below))
    {
      self->moved = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (self->moved, submission);
    }
  else
    g_object_unref (submission);
}

/* The one that is selected, or whichever is next. */
static void
send_now_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestOutboxPage *self = ATTEST_OUTBOX_PAGE (widget);
  g_autoptr (GPtrArray) queued = dup_selected_queued (self);
  g_autoptr (AttestSubmission) submission = NULL;

  if (g_str_equal (action_name, "outbox.send-next"))
    submission = attest_outbox_dup_next (self->outbox);
  else if (queued->len == 1)
    submission = g_object_ref (g_ptr_array_index (queued, 0));
  if (submission != NULL && !attest_outbox_get_paused (self->outbox))
    attest_outbox_ask_to_send_now (
        GTK_WINDOW (gtk_widget_get_root (widget)), self->outbox, submission);
}

static void
unknown_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autoptr (GPtrArray) selected = dup_selected (ATTEST_OUTBOX_PAGE (widget));

  if (selected->len == 1)
    attest_unknown_box_act (
        GTK_WINDOW (gtk_widget_get_root (widget)), g_ptr_array_index (selected, 0), action_name);
}

static void
toggle_pause_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestOutbox *outbox = ATTEST_OUTBOX_PAGE (widget)->outbox;

  attest_outbox_set_paused (outbox, !attest_outbox_get_paused (outbox));
}

static void
show_history_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  attest_application_show_history (ATTEST_OUTBOX_PAGE (widget)->application, NULL);
}

static void
show_selected_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AttestOutboxPage *self = ATTEST_OUTBOX_PAGE (widget);
  g_autoptr (GPtrArray) selected = dup_selected (self);

  if (selected->len == 1)
    attest_application_show_history (self->application,
                                     attest_submission_get_id (g_ptr_array_index (selected, 0)));
}

/* The menu is about all that is selected, if it is opened on one of them, or about this one. */
GMenuModel *
attest_outbox_page_make_menu (GtkWidget *page, GtkListItem *item)
{
  AttestOutboxPage *self = ATTEST_OUTBOX_PAGE (page);
  guint position = gtk_list_item_get_position (item);
  g_autoptr (GPtrArray) selected = NULL;

  if (!ATTEST_IS_SUBMISSION (gtk_list_item_get_item (item)))
    return NULL;
  if (!gtk_list_item_get_selected (item))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  selected = dup_selected (self);
  return attest_outbox_menu_new (self->outbox, selected);
}

static void
menu_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  attest_row_menu_show (widget);
}

static void
install_moves (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    const char *action;
  } moves[] = {
    { GDK_KEY_Up, "outbox.move-up" },
    { GDK_KEY_Down, "outbox.move-down" },
    { GDK_KEY_Home, "outbox.move-first" },
    { GDK_KEY_End, "outbox.move-last" },
  };
  static const char *const decisions[] = {
    "unknown.look", "unknown.send-again", "unknown.absent", "unknown.found"
  };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      gtk_widget_class_install_action (widget_class, moves[i].action, NULL, move_cb);
      gtk_widget_class_add_binding_action (
          widget_class, moves[i].key, GDK_ALT_MASK, moves[i].action, NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    gtk_widget_class_install_action (widget_class, decisions[i], NULL, unknown_cb);
}

/* Called once, when the class is made. */
void
attest_outbox_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "outbox.cancel", "s", cancel_cb);
  gtk_widget_class_install_action (
      widget_class, "outbox.cancel-selected", NULL, cancel_selected_cb);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_Delete, 0, "outbox.cancel-selected", NULL);
  gtk_widget_class_install_action (widget_class, "outbox.toggle-pause", NULL, toggle_pause_cb);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "outbox.toggle-pause", NULL);
  gtk_widget_class_install_action (widget_class, "outbox.send-next", NULL, send_now_cb);
  gtk_widget_class_install_action (widget_class, "outbox.send-selected", NULL, send_now_cb);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "outbox.send-selected", NULL);
  gtk_widget_class_install_action (widget_class, "outbox.drop", "(ssb)", drop_cb);
  gtk_widget_class_install_action (widget_class, "outbox.show-history", NULL, show_history_cb);
  gtk_widget_class_install_action (widget_class, "outbox.show-selected", NULL, show_selected_cb);
  gtk_widget_class_install_action (widget_class, "outbox.menu", NULL, menu_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "outbox.menu", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "outbox.menu", NULL);
  install_moves (widget_class);
}
