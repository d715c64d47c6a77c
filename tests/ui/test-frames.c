/* What is made with the frames of a window: of two things one at a time, each in its turn, and
 * nothing for a page that cannot be seen. */
#include "attest-config.h"

#include "widgets/attest-frames.h"

#define N_PARTS 6

typedef struct
{
  GtkWidget *window;
  GtkWidget *stack;
  GtkWidget *first; /* on the page that is shown */
  GtkWidget *second;
  GtkWidget *hidden; /* on the other one */
  GArray *made;      /* of gint64: the frame of each part, of whatever it is */
  GString *who;      /* a letter for each */
} Fixture;

typedef struct
{
  Fixture *fixture;
  char letter;
  guint n_parts;
  gboolean *is_freed;
} Thing;

static void
set_up (Fixture *self, gconstpointer data)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->window = gtk_window_new ();
  self->stack = gtk_stack_new ();
  self->first = gtk_label_new ("First");
  self->second = gtk_label_new ("Second");
  self->hidden = gtk_label_new ("Hidden");
  self->made = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->who = g_string_new (NULL);
  gtk_box_append (GTK_BOX (page), self->first);
  gtk_box_append (GTK_BOX (page), self->second);
  gtk_stack_add_named (GTK_STACK (self->stack), page, "shown");
  gtk_stack_add_named (GTK_STACK (self->stack), self->hidden, "hidden");
  gtk_window_set_child (GTK_WINDOW (self->window), self->stack);
  gtk_window_present (GTK_WINDOW (self->window));
  while (!gtk_widget_get_mapped (self->first))
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  g_array_unref (self->made);
  g_string_free (self->who, TRUE);
}

static gboolean
make_part (GtkWidget *widget, gpointer data)
{
  Thing *thing = data;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gint64 frame = gdk_frame_clock_get_frame_counter (clock);

  g_assert_true (gtk_widget_get_mapped (widget));
  g_array_append_val (thing->fixture->made, frame);
  g_string_append_c (thing->fixture->who, thing->letter);
  return ++thing->n_parts < N_PARTS;
}

static void
thing_free (gpointer data)
{
  *((Thing *) data)->is_freed = TRUE;
  g_free (data);
}

static void
start (Fixture *self, GtkWidget *widget, char letter, gboolean *is_freed)
{
  Thing *thing = g_new0 (Thing, 1);

  *is_freed = FALSE;
  *thing = (Thing){ self, letter, 0, is_freed };
  attest_frames_start (widget, make_part, thing, thing_free);
}

static void
run_until (const gboolean *flag)
{
  while (!*flag)
    g_main_context_iteration (NULL, TRUE);
}

/* A frame that has room for a part of one has none for a part of another. */
static void
test_in_turn (Fixture *self, gconstpointer data)
{
  gboolean is_first_made = FALSE;
  gboolean is_second_made = FALSE;

  start (self, self->first, 'a', &is_first_made);
  start (self, self->second, 'b', &is_second_made);
  run_until (&is_first_made);
  run_until (&is_second_made);
  g_assert_cmpuint (self->made->len, ==, 2 * N_PARTS);
  for (guint i = 1; i < self->made->len; i++)
    {
      g_assert_cmpint (
          g_array_index (self->made, gint64, i), >, g_array_index (self->made, gint64, i - 1));
      g_assert_cmpint (self->who->str[i], !=, self->who->str[i - 1]);
    }
}

/* It takes no frame from what can be seen, and is made when somebody comes to look. */
static void
test_hidden (Fixture *self, gconstpointer data)
{
  gboolean is_first_made = FALSE;
  gboolean is_hidden_made = FALSE;

  start (self, self->hidden, 'h', &is_hidden_made);
  start (self, self->first, 'a', &is_first_made);
  run_until (&is_first_made);
  g_assert_cmpstr (self->who->str, ==, "aaaaaa");
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "hidden");
  run_until (&is_hidden_made);
  g_assert_cmpstr (self->who->str, ==, "aaaaaahhhhhh");
}

/* What is not to be made any more is let go. */
static void
test_gone (Fixture *self, gconstpointer data)
{
  gboolean is_stopped = FALSE;
  gboolean is_replaced = FALSE;
  gboolean is_gone = FALSE;

  start (self, self->first, 'a', &is_stopped);
  attest_frames_stop (self->first);
  g_assert_true (is_stopped);
  start (self, self->first, 'b', &is_replaced);
  start (self, self->first, 'c', &is_gone);
  g_assert_true (is_replaced);
  g_assert_false (is_gone);
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&self->window)));
  g_assert_true (is_gone);
  g_assert_cmpuint (self->who->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/frames/in-turn", Fixture, NULL, set_up, test_in_turn, tear_down);
  g_test_add ("/frames/hidden", Fixture, NULL, set_up, test_hidden, tear_down);
  g_test_add ("/frames/gone", Fixture, NULL, set_up, test_gone, tear_down);
  return g_test_run ();
}
