/* Rows that come at the top of a list: who looks at the top sees them, who is elsewhere stays
 * there, and the keyboard is where it can be seen. Run with a display. */
#include "attest-config.h"
#include "widgets/attest-list-tab.h"
#include "widgets/attest-list-top.h"

typedef struct
{
  GtkWidget *window;
  GtkWidget *stack;
  GtkWidget *other; /* what stands beside the list, or instead of it */
  GtkWidget *list;
  GtkStringList *rows;
} Fixture;

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

/* More frames than anything is put off for. */
static void
settle (Fixture *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (self->window);
  const gint64 first = gdk_frame_clock_get_frame_counter (clock);

  while (gdk_frame_clock_get_frame_counter (clock) < first + 6)
    {
      gtk_widget_queue_draw (self->window);
      g_main_context_iteration (NULL, TRUE);
    }
}

static GtkAdjustment *
get_adjustment (Fixture *self)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkSelectionModel *selection = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->rows = gtk_string_list_new (NULL);
  for (guint i = 0; i < 100; i++)
    gtk_string_list_append (self->rows, "before");
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->rows))));
  self->list = gtk_list_view_new (selection, factory);
  attest_list_tab_install (self->list);
  attest_list_top_keep (self->list, G_LIST_MODEL (selection));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  self->other = gtk_button_new_with_label ("Other");
  self->stack = gtk_stack_new ();
  gtk_stack_add_child (GTK_STACK (self->stack), scroller);
  gtk_stack_add_child (GTK_STACK (self->stack), self->other);
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 300, 400);
  gtk_window_set_child (GTK_WINDOW (self->window), self->stack);
  gtk_window_present (GTK_WINDOW (self->window));
  while (!gtk_widget_get_mapped (self->list))
    g_main_context_iteration (NULL, TRUE);
  gtk_window_set_focus (GTK_WINDOW (self->window), NULL);
  settle (self);
  /* From now on GTK knows which row is the first one. */
  gtk_adjustment_set_value (get_adjustment (self), 200);
  settle (self);
  gtk_adjustment_set_value (get_adjustment (self), 0);
  settle (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_object_unref (self->rows);
}

static void
add_rows (Fixture *self)
{
  gtk_string_list_splice (
      self->rows, 0, 0, (const char *const[]){ "new", "new", "new", "new", "new", NULL });
}

static void
test_at_the_top (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    {
      add_rows (self);
      settle (self);
      g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (self)), ==, 0);
    }
}

static void
test_scrolled (Fixture *self, gconstpointer data)
{
  gtk_adjustment_set_value (get_adjustment (self), 200);
  settle (self);
  add_rows (self);
  settle (self);
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (self)), >, 200);
}

/* The row that has it stays in view. */
static void
test_with_the_keyboard (Fixture *self, gconstpointer data)
{
  GtkWidget *row = gtk_widget_get_first_child (self->list);
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_grab_focus (row));
  add_rows (self);
  settle (self);
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (self)), ==, 0);
  for (guint i = 0; i < 12; i++)
    add_rows (self);
  settle (self);
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (self)), >, 0);
  g_assert_true (gtk_widget_is_focus (row));
  g_assert_true (gtk_widget_compute_bounds (row, self->list, &bounds));
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, ==, gtk_widget_get_height (self->list));
}

/* What comes while another page is shown is there when this one is shown again. */
static void
test_while_hidden (Fixture *self, gconstpointer data)
{
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->other);
  settle (self);
  add_rows (self);
  settle (self);
  gtk_stack_set_visible_child (GTK_STACK (self->stack),
                               gtk_widget_get_ancestor (self->list, GTK_TYPE_SCROLLED_WINDOW));
  gtk_window_set_focus (GTK_WINDOW (self->window), NULL);
  settle (self);
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (self)), ==, 0);
}

/* So it is with the keyboard in it, which stays with what is in view. */
static void
test_while_hidden_with_the_keyboard (Fixture *self, gconstpointer data)
{
  GtkWidget *row = NULL;
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_grab_focus (gtk_widget_get_first_child (self->list)));
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->other);
  g_assert_true (gtk_widget_grab_focus (self->other));
  settle (self);
  for (guint i = 0; i < 12; i++)
    add_rows (self);
  settle (self);
  gtk_stack_set_visible_child (GTK_STACK (self->stack),
                               gtk_widget_get_ancestor (self->list, GTK_TYPE_SCROLLED_WINDOW));
  g_assert_true (gtk_widget_grab_focus (self->list));
  settle (self);
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (self)), ==, 0);
  row = gtk_window_get_focus (GTK_WINDOW (self->window));
  g_assert_nonnull (row);
  g_assert_true (gtk_widget_is_ancestor (row, self->list));
  g_assert_true (gtk_widget_compute_bounds (row, self->list, &bounds));
  g_assert_cmpfloat (bounds.origin.y, ==, 0);
}

/* Others come before the list is laid out with the first. */
static void
test_one_after_the_other (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 40; i++)
    {
      GdkFrameClock *clock = gtk_widget_get_frame_clock (self->window);
      const gint64 before = gdk_frame_clock_get_frame_counter (clock);

      add_rows (self);
      while (gdk_frame_clock_get_frame_counter (clock) == before)
        g_main_context_iteration (NULL, TRUE);
    }
  settle (self);
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (self)), ==, 0);
}

static void
check_keyboard_in_view (Fixture *self)
{
  GtkWidget *row = NULL;

  /* At once: the next key may be there before the next frame. */
  g_signal_emit_by_name (self->window, "move-focus", GTK_DIR_TAB_FORWARD);
  row = gtk_window_get_focus (GTK_WINDOW (self->window));
  g_assert_nonnull (row);
  g_assert_true (gtk_widget_is_ancestor (row, self->list));
  g_assert_true (gtk_widget_get_mapped (row));
  settle (self);
  row = gtk_window_get_focus (GTK_WINDOW (self->window));
  g_assert_nonnull (row);
  g_assert_true (gtk_widget_get_mapped (row));
}

/* Who comes back to the list with the keyboard has it in a row that is in view. */
static void
test_keyboard_comes_back (Fixture *self, gconstpointer data)
{
  GtkWindow *window = GTK_WINDOW (self->window);

  g_assert_true (gtk_widget_grab_focus (gtk_widget_get_first_child (self->list)));
  gtk_window_set_focus (window, NULL);
  for (guint i = 0; i < 12; i++)
    add_rows (self);
  settle (self);
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (self)), ==, 0);
  check_keyboard_in_view (self);

  gtk_window_set_focus (window, NULL);
  gtk_adjustment_set_value (get_adjustment (self), 1500);
  settle (self);
  check_keyboard_in_view (self);
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (self)), ==, 1500);
}

/* Who scrolls afterwards is not taken back. */
static void
test_scrolled_afterwards (Fixture *self, gconstpointer data)
{
  gtk_string_list_splice (self->rows, 0, 100, (const char *const[]){ "one", NULL });
  settle (self);
  add_rows (self);
  settle (self);
  for (guint i = 0; i < 100; i++)
    gtk_string_list_append (self->rows, "after");
  settle (self);
  gtk_adjustment_set_value (get_adjustment (self), 200);
  settle (self);
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (self)), ==, 200);
}

#define ADD(name, test) g_test_add ("/ui/list-top/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  ADD ("at-the-top", test_at_the_top);
  ADD ("scrolled", test_scrolled);
  ADD ("with-the-keyboard", test_with_the_keyboard);
  ADD ("while-hidden", test_while_hidden);
  ADD ("while-hidden-with-the-keyboard", test_while_hidden_with_the_keyboard);
  ADD ("one-after-the-other", test_one_after_the_other);
  ADD ("keyboard-comes-back", test_keyboard_comes_back);
  ADD ("scrolled-afterwards", test_scrolled_afterwards);
  return g_test_run ();
}
