/* How long the main loop of a window works at a time. For benchmarks.
 *
 * A line says the time that passed and, in brackets, how long the main thread was at work: on a
 * busy machine the second one is what tells something. */
#pragma once

#include "program/attest-program.h"
#include "program/attest-windows.h"

#include <gtk/gtk.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

typedef struct
{
  double passed;
  double worked;
} Time;

typedef gboolean (*Condition) (gpointer data);

G_GNUC_UNUSED static Time
get_time (void)
{
  struct timespec worked;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &worked);
  return (Time){ g_get_monotonic_time () / 1e3, worked.tv_sec * 1e3 + worked.tv_nsec / 1e6 };
}

G_GNUC_UNUSED static Time
get_time_since (Time start)
{
  Time now = get_time ();

  return (Time){ now.passed - start.passed, now.worked - start.worked };
}

G_GNUC_UNUSED static void
print_time (const char *what, Time start, double stall)
{
  Time time = get_time_since (start);

  g_print (
      "%-28s %7.1f ms (%6.1f), longest turn %6.1f ms\n", what, time.passed, time.worked, stall);
}

/* (The macro would run its argument twice.) */
G_GNUC_UNUSED static double
get_longer (double stall, double other)
{
  return MAX (stall, other);
}

/* Turns the main loop until @condition holds. Returns how long the longest turn worked. */
G_GNUC_UNUSED static double
run_until (Condition condition, gpointer data)
{
  double stall = 0;

  while (!condition (data))
    {
      Time start = get_time ();

      g_main_context_iteration (NULL, TRUE);
      stall = get_longer (stall, get_time_since (start).worked);
    }
  return stall;
}

G_GNUC_UNUSED static gboolean
is_true (gpointer flag)
{
  return *(gboolean *) flag;
}

G_GNUC_UNUSED static void
set_flag (gboolean *flag)
{
  *flag = TRUE;
}

/* Until what changed now is on the screen. */
G_GNUC_UNUSED static double
run_until_painted (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gboolean painted = FALSE;
  gulong handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (set_flag), &painted);
  double stall = 0;

  gtk_widget_queue_draw (window);
  stall = run_until (is_true, &painted);
  g_signal_handler_disconnect (clock, handler);
  return stall;
}

G_GNUC_UNUSED static gboolean
stop_waiting (gpointer flag)
{
  set_flag (flag);
  return G_SOURCE_REMOVE;
}

G_GNUC_UNUSED static double
run_for (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, stop_waiting, &over);
  return run_until (is_true, &over);
}

G_GNUC_UNUSED static GtkWidget *
find_widget (GtkWidget *parent, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (parent, type) ? parent : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child))
      found = find_widget (child, type);
  return found;
}

G_GNUC_UNUSED static void
print_memory (void)
{
  static const char *const names[] = { "VmRSS:", "RssAnon:" };
  static const char *const words[] = { "memory, with libraries", "memory of its own" };
  g_autofree char *status = NULL;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  for (guint i = 0; status != NULL && i < G_N_ELEMENTS (names); i++)
    {
      const char *line = strstr (status, names[i]);

      if (line != NULL)
        g_print (
            "%-28s %7.0f MB\n", words[i], g_ascii_strtod (line + strlen (names[i]), NULL) / 1024);
    }
}
