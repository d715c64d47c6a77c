/* Cards above a list, in windows of any height: as many as there is room for, none if it is that of
 * the list, nothing between the last of them and the list, and the one with the keyboard always
 * there. */
#include "attest-config.h"
#include "widgets/attest-room-layout.h"

#define N_CARDS 3
#define SPACING 12
#define CARD_HEIGHT 60
#define LIST_MINIMUM 40
#define LIST_NATURAL 200

typedef struct
{
  GtkWidget *window;
  GtkWidget *box;
  GtkWidget *cards[N_CARDS]; /* buttons */
  GtkWidget *list;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->window = gtk_window_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_layout_manager (self->box, attest_room_layout_new (SPACING));
  for (guint i = 0; i < N_CARDS; i++)
    {
      self->cards[i] = gtk_button_new ();
      gtk_widget_set_size_request (self->cards[i], 100, CARD_HEIGHT);
      gtk_box_append (GTK_BOX (self->box), self->cards[i]);
    }
  self->list = g_object_new (GTK_TYPE_SCROLLED_WINDOW,
                             "min-content-height",
                             LIST_MINIMUM,
                             "propagate-natural-height",
                             TRUE,
                             "child",
                             gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
                             NULL);
  gtk_widget_set_size_request (gtk_viewport_get_child (GTK_VIEWPORT (gtk_scrolled_window_get_child (
                                   GTK_SCROLLED_WINDOW (self->list)))),
                               100,
                               LIST_NATURAL);
  gtk_box_append (GTK_BOX (self->box), self->list);
  gtk_window_set_child (GTK_WINDOW (self->window), self->box);
  gtk_window_set_decorated (GTK_WINDOW (self->window), FALSE);
  gtk_window_present (GTK_WINDOW (self->window));
  while (!gtk_widget_get_mapped (self->list))
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
}

static void
make_high (Fixture *self, int height)
{
  gtk_window_set_default_size (GTK_WINDOW (self->window), 200, height);
  while (gtk_widget_get_height (self->box) != height)
    g_main_context_iteration (NULL, TRUE);
}

/* How many cards are seen; each below the one before, and the list below the last. */
static guint
count_seen (Fixture *self)
{
  const int height = gtk_widget_get_height (self->box);
  graphene_rect_t place;
  int y = 0;
  guint n = 0;

  for (guint i = 0; i < N_CARDS; i++)
    if (gtk_widget_get_child_visible (self->cards[i]))
      {
        g_assert_true (gtk_widget_compute_bounds (self->cards[i], self->box, &place));
        g_assert_cmpint ((int) place.origin.y, ==, y + SPACING);
        g_assert_cmpint ((int) place.size.height, ==, CARD_HEIGHT);
        y += SPACING + CARD_HEIGHT;
        n++;
      }
  g_assert_true (gtk_widget_compute_bounds (self->list, self->box, &place));
  g_assert_cmpint ((int) place.origin.y, ==, y);
  g_assert_cmpint ((int) place.size.height, ==, height - y);
  g_assert_cmpint (height - y, >=, LIST_MINIMUM);
  return n;
}

static void
test_height (Fixture *self, gconstpointer data)
{
  static const struct
  {
    int height;
    guint n_seen;
  } expected[] = {
    { 420, 3 }, { 416, 3 }, { 415, 2 }, { 344, 2 }, { 288, 2 }, { 286, 1 },
    { 200, 1 }, { 120, 1 }, { 100, 0 }, { 60, 0 },  { 500, 3 },
  };

  gtk_window_set_focus (GTK_WINDOW (self->window), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      make_high (self, expected[i].height);
      g_assert_cmpuint (count_seen (self), ==, expected[i].n_seen);
    }
}

static void
test_keyboard (Fixture *self, gconstpointer data)
{
  make_high (self, 420);
  g_assert_true (gtk_widget_grab_focus (self->cards[2]));
  make_high (self, 120);
  g_assert_true (gtk_widget_get_child_visible (self->cards[2]));
  g_assert_cmpuint (count_seen (self), ==, 1);
}

static void
test_none (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < N_CARDS; i++)
    gtk_box_remove (GTK_BOX (self->box), self->cards[i]);
  make_high (self, 200);
  g_assert_cmpint (gtk_widget_get_height (self->list), ==, 200);
}

static void
add (const char *path, void (*test) (Fixture *self, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  add ("/room/height", test_height);
  add ("/room/keyboard", test_keyboard);
  add ("/room/none", test_none);
  return g_test_run ();
}
