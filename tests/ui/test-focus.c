/* The keyboard when what had it is taken out of a window: nothing that is gone keeps it, and then
 * what stands beside has it. */
#include "attest-config.h"
#include "widgets/attest-focus.h"

#include <adwaita.h>

typedef struct
{
  GtkWidget *window;
  GtkWidget *box;
  GtkWidget *first;
  GtkWidget *card; /* with the second button in it */
  GtkWidget *second;
  GtkWidget *third;
} Fixture;

static void
wait_for_frames (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gint64 first = gdk_frame_clock_get_frame_counter (clock);

  while (gdk_frame_clock_get_frame_counter (clock) < first + 2)
    {
      gtk_widget_queue_draw (widget);
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->window = gtk_window_new ();
  attest_focus_watch (GTK_WINDOW (self->window));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->first = gtk_button_new_with_label ("First");
  self->card = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->second = gtk_button_new_with_label ("Second");
  self->third = gtk_button_new_with_label ("Third");
  gtk_box_append (GTK_BOX (self->box), self->first);
  gtk_box_append (GTK_BOX (self->card), self->second);
  gtk_box_append (GTK_BOX (self->box), self->card);
  gtk_box_append (GTK_BOX (self->box), self->third);
  gtk_window_set_child (GTK_WINDOW (self->window), self->box);
  gtk_window_present (GTK_WINDOW (self->window));
  while (!gtk_widget_get_mapped (self->second))
    g_main_context_iteration (NULL, TRUE);
  wait_for_frames (self->window);
  g_assert_true (gtk_widget_grab_focus (self->second));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->window)) == self->second);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
}

static void
assert_is_left (Fixture *self)
{
  GtkWidget *focus = NULL;

  g_assert_null (gtk_window_get_focus (GTK_WINDOW (self->window)));
  wait_for_frames (self->window);
  focus = gtk_window_get_focus (GTK_WINDOW (self->window));
  g_assert_true (focus == self->first || focus == self->third);
}

static void
test_taken_out (Fixture *self, gconstpointer data)
{
  gtk_box_remove (GTK_BOX (self->card), self->second);
  assert_is_left (self);
}

static void
test_with_its_parent (Fixture *self, gconstpointer data)
{
  gtk_box_remove (GTK_BOX (self->box), self->card);
  assert_is_left (self);
}

/* What is put away comes back; GTK itself leads from there. */
static void
test_hidden (Fixture *self, gconstpointer data)
{
  gtk_widget_set_visible (self->second, FALSE);
  wait_for_frames (self->window);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->window)) != self->second);
}

/* Neither what had it before nor the window that is gone is asked. */
static void
test_others (Fixture *self, gconstpointer data)
{
  gtk_widget_grab_focus (self->third);
  gtk_box_remove (GTK_BOX (self->box), self->card);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->window)) == self->third);
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
  adw_init ();

  add ("/focus/taken-out", test_taken_out);
  add ("/focus/with-its-parent", test_with_its_parent);
  add ("/focus/hidden", test_hidden);
  add ("/focus/others", test_others);
  return g_test_run ();
}
