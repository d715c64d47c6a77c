/* Tab in lists: see the header. Into a list it goes to a row that can be seen. Within a row it goes
 * from button to button; from there it goes on to what stands behind the list, or before it, and
 * never to the next of ten thousand rows. */
#include "attest-config.h"
#include "widgets/attest-list-tab.h"

#include "widgets/attest-frames.h"

/* What is beside @widget or beside something it is in; hidden pages are not mapped. What opens over
 * a window is not left. */
static gboolean
focus_beside (GtkWidget *widget, GtkDirectionType direction)
{
  for (; widget != NULL && !GTK_IS_NATIVE (widget); widget = gtk_widget_get_parent (widget))
    for (GtkWidget *next = widget; next != NULL;)
      {
        next = direction == GTK_DIR_TAB_FORWARD ? gtk_widget_get_next_sibling (next)
                                                : gtk_widget_get_prev_sibling (next);
        if (next != NULL && gtk_widget_get_mapped (next) && !GTK_IS_POPOVER (next)
            && gtk_widget_child_focus (next, direction))
          return TRUE;
      }
  return FALSE;
}

static void
leave (GtkWidget *list, GtkDirectionType direction)
{
  GtkRoot *root = gtk_widget_get_root (list);

  if (focus_beside (list, direction))
    return;
  /* Around: the window, or what opens over it, begins again. */
  gtk_root_set_focus (root, NULL);
  g_signal_emit_by_name (gtk_widget_get_native (list), "move-focus", direction);
}

static gboolean
move (GtkWidget *list, GtkDirectionType direction)
{
  GtkWidget *row = gtk_widget_get_focus_child (list);

  gboolean is_back = direction == GTK_DIR_TAB_BACKWARD;

  /* What is in a row stands behind the row itself; GTK would go into it in both directions. */
  if (row != NULL && !(is_back && gtk_widget_is_focus (row))
      && (gtk_widget_child_focus (row, direction) || (is_back && gtk_widget_grab_focus (row))))
    return TRUE;
  leave (list, direction);
  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                GtkWidget *list)
{
  GdkModifierType held = state & gtk_accelerator_get_default_mod_mask ();

  if (keyval != GDK_KEY_Tab && keyval != GDK_KEY_KP_Tab && keyval != GDK_KEY_ISO_Left_Tab)
    return GDK_EVENT_PROPAGATE;
  if ((held & ~GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  return move (list, (held & GDK_SHIFT_MASK) != 0 ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD);
}

/**
 * attest_list_tab_focus_in_view:
 * @list: what holds the rows
 * @may_have: (nullable): whether a row may have the keyboard; %NULL: every row
 *
 * Gives the keyboard to the first such row of which the beginning is in view.
 *
 * Returns: whether there is one
 */
gboolean
attest_list_tab_focus_in_view (GtkWidget *list, gboolean (*may_have) (GtkWidget *row))
{
  graphene_rect_t bounds;

  g_return_val_if_fail (GTK_IS_WIDGET (list), FALSE);

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if ((may_have == NULL || may_have (row)) && gtk_widget_get_child_visible (row)
        && gtk_widget_compute_bounds (row, list, &bounds) && bounds.origin.y >= 0
        && gtk_widget_grab_focus (row))
      return TRUE;
  return FALSE;
}

/**
 * attest_list_tab_show_row:
 * @list: what holds the rows, and scrolls
 * @row: one of them
 * @from_top: whether to begin at the top of @list, rather than where it is
 *
 * Scrolls no further than is needed to see the whole of @row, if there is room for it. Thread:
 * main.
 */
void
attest_list_tab_show_row (GtkWidget *list, GtkWidget *row, gboolean from_top)
{
  GtkAdjustment *adjustment = NULL;
  graphene_rect_t bounds;
  double place;

  g_return_if_fail (GTK_IS_SCROLLABLE (list));
  g_return_if_fail (GTK_IS_WIDGET (row));

  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  if (!gtk_widget_compute_bounds (row, list, &bounds)
      || bounds.size.height > gtk_adjustment_get_page_size (adjustment))
    return;
  place = gtk_adjustment_get_value (adjustment) + bounds.origin.y;
  if (from_top)
    gtk_adjustment_set_value (adjustment, 0);
  gtk_adjustment_clamp_page (adjustment, place, place + bounds.size.height);
}

/* GTK gives the keyboard back to the row that had it last, also where that was scrolled away, and
 * does not show it: the next key would act on what nobody sees. */
static void
look_for_row (GtkWidget *list)
{
  GtkWidget *row = gtk_widget_get_focus_child (list);

  if (row == NULL || !gtk_widget_get_mapped (list))
    return;
  if (!gtk_widget_get_mapped (row))
    attest_list_tab_focus_in_view (list, NULL);
  else if (GTK_IS_SCROLLABLE (list))
    attest_list_tab_show_row (list, row, FALSE);
}

/* Tab scrolls to no row. */
static void
moved_focus_cb (GtkWidget *native, GtkDirectionType direction, GtkWidget *list)
{
  look_for_row (list);
}

static void
mapped_cb (GtkWidget *list)
{
  g_signal_connect_object (gtk_widget_get_native (list),
                           "move-focus",
                           G_CALLBACK (moved_focus_cb),
                           list,
                           G_CONNECT_AFTER);
}

static void
unmapped_cb (GtkWidget *list)
{
  g_signal_handlers_disconnect_by_func (
      gtk_widget_get_native (list), G_CALLBACK (moved_focus_cb), list);
}

/* Whoever gives the keyboard to a row may be scrolling to it: that is there with the next frame. */
static void
entered_cb (GtkWidget *list)
{
  attest_frames_wait (list, look_for_row);
}

/**
 * attest_list_tab_install:
 * @list: what holds the rows, or a GtkColumnView
 *
 * Arrow keys go through the rows as before.
 */
void
attest_list_tab_install (GtkWidget *list)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  if (GTK_IS_COLUMN_VIEW (list))
    for (list = gtk_widget_get_first_child (list); !GTK_IS_LIST_VIEW (list);)
      list = gtk_widget_get_next_sibling (list);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), list);
  gtk_widget_add_controller (list, keys);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (entered_cb), list);
  gtk_widget_add_controller (list, focus);
  g_signal_connect (list, "map", G_CALLBACK (mapped_cb), NULL);
  g_signal_connect (list, "unmap", G_CALLBACK (unmapped_cb), NULL);
  if (gtk_widget_get_mapped (list))
    mapped_cb (list);
}
