/* How both programs of the benchmark of starts tell when their first picture is there. */
#pragma once

#include <adwaita.h>

/* When the process was started, by the monotonic clock, in microseconds. */
#define BENCH_START_ENV "ATTEST_BENCH_START"

static void
bench_on_painted (GdkFrameClock *clock, gpointer user_data)
{
  const char *start = g_getenv (BENCH_START_ENV);

  g_print ("%" G_GINT64_FORMAT "\n", g_get_monotonic_time () - g_ascii_strtoll (start, NULL, 10));
  exit (0);
}

/* Ends the process with the next picture of @window, which is mapped. */
static inline void
bench_measure_next_frame (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  g_signal_connect (clock, "after-paint", G_CALLBACK (bench_on_painted), NULL);
  gtk_widget_queue_draw (window);
}
