/* How long it takes from the start of the process to the first picture of the window with its
 * content in it, beside a blank libadwaita window in the same run, by the clock and by the work of
 * the processor. Prints medians; fails only where something does not start at all.
 *
 * Each start is a process of its own: this program again, and the one that is its argument. With
 * ATTEST_BENCH_DATA set, that data folder is opened instead of an empty one. */
#include "attest-config.h"

#include "bench-startup.h"
#include "program/attest-graphics.h"
#include "program/attest-program.h"
#include "program/attest-windows.h"

#include <glib/gstdio.h>
#include <sys/resource.h>

#define N_RUNS 15

/* In the process that is measured */

/* Until the content is there, and not just the window: the workspace is open by then. */
static void
on_ready (AttestApplication *application)
{
  GtkWidget *window = GTK_WIDGET (attest_windows_get_main (application));

  if (!attest_application_get_ready (application))
    return;
  if (gtk_widget_get_mapped (window))
    bench_measure_next_frame (window);
  else
    g_signal_connect_after (window, "map", G_CALLBACK (bench_measure_next_frame), NULL);
}

static int
run_attest (void)
{
  g_autofree char *folder = g_dir_make_tmp ("attest-bench-XXXXXX", NULL);
  const char *data = g_getenv ("ATTEST_BENCH_DATA");
  g_autoptr (GApplication) application = NULL;

  g_setenv ("XDG_DATA_HOME", data != NULL ? data : folder, TRUE);
  attest_graphics_choose ("/dev");
  application = G_APPLICATION (attest_program_new ());
  g_application_set_flags (application,
                           g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  g_signal_connect_after (application, "notify::ready", G_CALLBACK (on_ready), NULL);
  return g_application_run (application, 0, NULL);
}

/* In the process that measures */

typedef struct
{
  double passed; /* milliseconds */
  double worked; /* all threads */
} Start;

static double
get_worked (void)
{
  struct rusage usage;

  getrusage (RUSAGE_CHILDREN, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3
         + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

static Start
start_once (const char *program)
{
  g_autofree char *now = NULL;
  const char *arguments[] = { program, NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  double worked = get_worked ();
  int status = 0;

  now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  g_setenv (BENCH_START_ENV, now, TRUE);
  if (!g_spawn_sync (NULL, (char **) arguments, NULL, 0, NULL, NULL, &output, NULL, &status, &error)
      || !g_spawn_check_wait_status (status, &error))
    g_error ("%s did not start: %s", program, error->message);
  return (Start){ g_ascii_strtoll (output, NULL, 10) / 1000.0, get_worked () - worked };
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

static double
get_median (double *times)
{
  qsort (times, N_RUNS, sizeof (double), compare);
  return times[N_RUNS / 2];
}

static void
print_medians (const char *what, double *blank, double *attest)
{
  double ratio = get_median (attest) / get_median (blank);

  g_print ("%-10s blank %6.1f ms, attest %6.1f ms, ratio %.2f (goal: at most 1.15)\n",
           what,
           get_median (blank),
           get_median (attest),
           ratio);
}

int
main (int argc, char **argv)
{
  double passed[2][N_RUNS], worked[2][N_RUNS];
  const char *programs[2] = { argv[1], argv[0] };

  if (g_getenv (BENCH_START_ENV) != NULL)
    return run_attest ();
  g_assert_cmpint (argc, ==, 2);

  /* Once for the caches; then in turns, so that a busy machine is as unfair to both. */
  for (guint i = 0; i < 2 * (N_RUNS + 1); i++)
    {
      Start start = start_once (programs[i % 2]);

      if (i < 2)
        continue;
      passed[i % 2][i / 2 - 1] = start.passed;
      worked[i % 2][i / 2 - 1] = start.worked;
    }
  print_medians ("clock:", passed[0], passed[1]);
  print_medians ("processor:", worked[0], worked[1]);
  return 0;
}
