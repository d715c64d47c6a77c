/* A window that is told to close while something waits in a main loop of its own, as an input
 * method does in the midst of a key, is there until that is over, and closes then. */
#include "attest-config.h"
#include "widgets/attest-closing.h"

typedef struct
{
  GtkWidget *window; /* (nullable): as long as it is there */
  guint n_closed;
  gboolean was_there; /* when what waited was done */
  gboolean is_over;
} Fixture;

static void
closed_cb (GtkWidget *window, Fixture *self)
{
  self->n_closed++;
  self->window = NULL;
}

/* @application: there is one in a process */
static void
set_up (Fixture *self, gconstpointer application)
{
  self->window = gtk_application_window_new ((GtkApplication *) application);
  g_signal_connect (self->window, "destroy", G_CALLBACK (closed_cb), self);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture *self, gconstpointer application)
{
  g_assert_null (self->window);
}

static gboolean
close_twice_cb (gpointer fixture)
{
  Fixture *self = fixture;

  for (guint i = 0; i < 2 && self->window != NULL; i++)
    gtk_window_close (GTK_WINDOW (self->window));
  return G_SOURCE_REMOVE;
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

/* What an input method does. */
static gboolean
wait_for_answer_cb (gpointer fixture)
{
  Fixture *self = fixture;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_idle_add (close_twice_cb, self);
  g_timeout_add (50, quit_cb, loop);
  g_main_loop_run (loop);
  self->was_there = self->window != NULL;
  self->is_over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
test_while_something_waits (Fixture *self, gconstpointer data)
{
  g_idle_add (wait_for_answer_cb, self);
  while (!self->is_over || self->window != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (self->was_there);
  g_assert_cmpuint (self->n_closed, ==, 1);
}

static void
test_at_once (Fixture *self, gconstpointer data)
{
  gtk_window_close (GTK_WINDOW (self->window));
  g_assert_null (self->window);
}

int
main (int argc, char **argv)
{
  g_autoptr (GtkApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  gtk_test_init (&argc, &argv, NULL);
  application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  attest_closing_install (application);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

#define ADD(name, func) g_test_add ("/closing/" name, Fixture, application, set_up, func, tear_down)
  ADD ("at-once", test_at_once);
  ADD ("while-something-waits", test_while_something_waits);
#undef ADD

  return g_test_run ();
}
