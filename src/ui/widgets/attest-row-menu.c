/* The menu of a row: see the header. The menu's popover is a child of the page and is unparented
 * with it; each time it is shown it has the model of that row. Main thread. */
#include "attest-config.h"
#include "widgets/attest-row-menu.h"

#define ITEM_KEY "attest-row-menu-item"
#define MENU_KEY "attest-row-menu"
#define FUNC_KEY "attest-row-menu-func"

/* How far from the row's beginning the menu opens with the keyboard, in pixels. */
#define KEY_INDENT 24

/**
 * attest_row_menu_mark:
 * @item: a list item that has its child
 *
 * By this, attest_row_menu_find() knows the item from its row.
 */
void
attest_row_menu_mark (GtkListItem *item)
{
  g_object_set_data (G_OBJECT (gtk_list_item_get_child (item)), ITEM_KEY, item);
}

/* A row of a column view has cells, which have the marked child each. */
static GtkListItem *
find_below (GtkWidget *widget)
{
  for (int depth = 0; widget != NULL && depth < 3; depth++)
    {
      GtkListItem *item = g_object_get_data (G_OBJECT (widget), ITEM_KEY);

      if (item != NULL)
        return item;
      widget = gtk_widget_get_first_child (widget);
    }
  return NULL;
}

/**
 * attest_row_menu_find:
 * @widget: a row of a list, or something in one
 *
 * Returns: (transfer none) (nullable): the row's item
 */
GtkListItem *
attest_row_menu_find (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      const char *name = gtk_widget_get_css_name (widget);
      GtkListItem *item = g_object_get_data (G_OBJECT (widget), ITEM_KEY);

      if (item != NULL)
        return item;
      if (g_str_equal (name, "row"))
        return find_below (widget);
    }
  return NULL;
}

static GtkPopover *
get_menu (GtkWidget *page)
{
  GtkWidget *menu = g_object_get_data (G_OBJECT (page), MENU_KEY);

  if (menu == NULL)
    {
      menu = gtk_popover_menu_new_from_model (NULL);
      gtk_popover_set_has_arrow (GTK_POPOVER (menu), FALSE);
      gtk_widget_set_halign (menu, GTK_ALIGN_START);
      gtk_widget_set_parent (menu, page);
      g_object_set_data (G_OBJECT (page), MENU_KEY, menu);
    }
  return GTK_POPOVER (menu);
}

static gboolean
show (GtkWidget *page, GtkListItem *item, const GdkRectangle *where)
{
  AttestRowMenuFunc func = (AttestRowMenuFunc) g_object_get_data (G_OBJECT (page), FUNC_KEY);
  g_autoptr (GMenuModel) model = func (page, item);
  GtkPopover *menu;

  if (model == NULL)
    return FALSE;
  menu = get_menu (page);
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (menu), model);
  gtk_popover_set_pointing_to (menu, where);
  gtk_popover_popup (menu);
  return TRUE;
}

/**
 * attest_row_menu_show:
 * @page: a page with attest_row_menu_install()
 *
 * Shows the menu of the row that has the focus.
 */
void
attest_row_menu_show (GtkWidget *page)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (page));
  GtkListItem *item = focus != NULL ? attest_row_menu_find (focus) : NULL;
  graphene_rect_t bounds;

  if (item == NULL || !gtk_widget_is_ancestor (focus, page)
      || !gtk_widget_compute_bounds (focus, page, &bounds))
    return;
  show (page,
        item,
        &(GdkRectangle){ .x = bounds.origin.x + KEY_INDENT,
                         .y = bounds.origin.y,
                         .width = 1,
                         .height = bounds.size.height });
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, GtkWidget *page)
{
  GtkWidget *picked = gtk_widget_pick (page, x, y, GTK_PICK_DEFAULT);
  GtkListItem *item = picked != NULL ? attest_row_menu_find (picked) : NULL;

  if (item != NULL && show (page, item, &(GdkRectangle){ .x = x, .y = y, .width = 1, .height = 1 }))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
destroy_cb (GtkWidget *page)
{
  GtkWidget *menu = g_object_steal_data (G_OBJECT (page), MENU_KEY);

  if (menu != NULL)
    gtk_widget_unparent (menu);
}

/**
 * attest_row_menu_install:
 * @page: what holds the list; has the actions of the menu, or is within what has them
 * @func: gives the menu of a row
 */
void
attest_row_menu_install (GtkWidget *page, AttestRowMenuFunc func)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  g_object_set_data (G_OBJECT (page), FUNC_KEY, (gpointer) func);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  g_signal_connect (gesture, "pressed", G_CALLBACK (pressed_cb), page);
  gtk_widget_add_controller (page, GTK_EVENT_CONTROLLER (gesture));
  g_signal_connect (page, "destroy", G_CALLBACK (destroy_cb), NULL);
}
