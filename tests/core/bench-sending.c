/* Benchmark of sending: a thousand records to the practice service without a pause, beside curl
 * with the same bodies over one connection; memory with ten and with ten thousand queued; and how
 * often an outbox wakes up that has nothing to do, or that waits. */
#include "attest-config.h"
#include "outbox-fixture.h"

#include "attest-practice.h"
#include "service/attest-service.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#define N_RECORDS 1000
#define N_MANY 10000
#define WATCH_SECONDS 4
#define SETTLE_SECONDS 4 /* what just happened is told about a moment later */

static double
get_seconds (const struct timeval *time)
{
  return (double) time->tv_sec + (double) time->tv_usec / 1e6;
}

/* Processor time of this process, or of the children it waited for. */
static double
get_cpu (int who)
{
  struct rusage usage = { 0 };

  getrusage (who, &usage);
  return get_seconds (&usage.ru_utime) + get_seconds (&usage.ru_stime);
}

static double
get_megabytes (void)
{
  g_autofree char *text = NULL;
  const char *line = NULL;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0;
  line = strstr (text, "VmRSS:");
  return line != NULL ? (double) g_ascii_strtoull (line + 6, NULL, 10) / 1024 : 0;
}

/* The practice service in a process of its own, so that its work is not counted here. */
static int
serve (void)
{
  g_autoptr (AttestPractice) practice = attest_practice_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (!attest_practice_start (practice, 0, &error))
    return 1;
  g_print ("%s\n", attest_practice_get_url (practice, "kolleges"));
  g_main_loop_run (loop);
  return 0;
}

static GSubprocess *
start_server (const char *program, char **url)
{
  g_autoptr (GDataInputStream) lines = NULL;
  GSubprocess *server =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, program, "--serve", NULL);

  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  *url = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  g_assert_nonnull (*url);
  return server;
}

static GPtrArray *
enqueue (OutboxFixture *fixture, guint n, const char *url)
{
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Form %u", i);
      g_autoptr (AttestRecord) record = outbox_fixture_make_form (name);

      g_ptr_array_add (plans,
                       outbox_fixture_plan (fixture, record, ATTEST_ENVIRONMENT_PRACTICE, url));
    }
  return outbox_fixture_enqueue_plans (fixture, plans, FALSE);
}

static void
bench_outbox (const char *url)
{
  OutboxFixture fixture = { 0 };
  g_autoptr (GPtrArray) submissions = NULL;
  double cpu = 0;
  gint64 start = 0;

  outbox_fixture_set_up (&fixture, NULL);
  attest_outbox_set_paused (fixture.outbox, TRUE);
  submissions = enqueue (&fixture, N_RECORDS, url);
  cpu = get_cpu (RUSAGE_SELF);
  start = g_get_monotonic_time ();
  attest_outbox_set_paused (fixture.outbox, FALSE);
  while (attest_outbox_get_n_queued (fixture.outbox) > 0
         || attest_outbox_get_sending (fixture.outbox))
    g_main_context_iteration (NULL, TRUE);
  g_print ("attest: %u records in %.2f s; per record %.2f ms, of it %.2f ms of processor time\n",
           N_RECORDS,
           (double) (g_get_monotonic_time () - start) / 1e6,
           (double) (g_get_monotonic_time () - start) / 1e3 / N_RECORDS,
           (get_cpu (RUSAGE_SELF) - cpu) * 1000 / N_RECORDS);
  for (guint i = 0; i < submissions->len; i++)
    g_assert_cmpint (attest_submission_get_state (g_ptr_array_index (submissions, i)),
                     ==,
                     ATTEST_STATE_ACCEPTED);
  g_ptr_array_set_size (submissions, 0);
  outbox_fixture_clear (&fixture, NULL);
}

/* The same bodies in the same order, as a configuration of curl. */
static char *
make_curl_config (const char *url)
{
  GString *config = g_string_new (NULL);

  for (guint i = 0; i < N_RECORDS; i++)
    g_string_append_printf (
        config,
        "%surl = \"%s/achievements/forms\"\nheader = \"Content-Type: application/json\"\n"
        "silent\noutput = \"/dev/null\"\n"
        "data-binary = \"{\\\"name\\\":\\\"Form %u\\\",\\\"type\\\":\\\"completion\\\","
        "\\\"achievementCertificateDesignId\\\":165,\\\"achievementBadgeDesignId\\\":83}\"\n",
        i > 0 ? "next\n" : "",
        url,
        i);
  return g_string_free (config, FALSE);
}

static void
bench_curl (const char *url)
{
  g_autofree char *curl = g_find_program_in_path ("curl");
  g_autofree char *config = NULL;
  g_autoptr (GSubprocess) process = NULL;
  double cpu = get_cpu (RUSAGE_CHILDREN);
  gint64 start = 0;

  if (curl == NULL)
    {
      g_print ("curl: is not installed\n");
      return;
    }
  config = make_curl_config (url);
  start = g_get_monotonic_time ();
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, NULL, curl, "-K", "-", NULL);
  g_subprocess_communicate_utf8 (process, config, NULL, NULL, NULL, NULL);
  g_assert_true (g_subprocess_get_successful (process));
  g_print ("curl:   %u records in %.2f s; per record %.2f ms, of it %.2f ms of processor time\n",
           N_RECORDS,
           (double) (g_get_monotonic_time () - start) / 1e6,
           (double) (g_get_monotonic_time () - start) / 1e3 / N_RECORDS,
           (get_cpu (RUSAGE_CHILDREN) - cpu) * 1000 / N_RECORDS);
}

/* Rows are read from the store as after a start: what making them takes is not counted. */
static void
bench_memory (guint n)
{
  OutboxFixture fixture = { 0 };
  g_autofree char *sql = NULL;
  double before = 0;
  double cpu = 0;
  gint64 start = 0;

  outbox_fixture_set_up (&fixture, NULL);
  attest_outbox_set_paused (fixture.outbox, TRUE);
  g_ptr_array_unref (enqueue (&fixture, 1, "http://127.0.0.1:9"));
  sql = g_strdup_printf (
      "WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < %u)"
      " INSERT INTO submissions (id, draft_id, service, environment, host, title, entity,"
      "  entity_id, sha256, state, created, search, position)"
      " SELECT id || i, draft_id, service, environment, host, title || i, entity, entity_id,"
      "  sha256, state, created, search, i FROM submissions, n",
      n);
  store_fixture_write (&fixture.store, sql);
  outbox_fixture_stop (&fixture);
  g_assert_finalize_object (fixture.outbox);
  before = get_megabytes ();
  cpu = get_cpu (RUSAGE_SELF);
  start = g_get_monotonic_time ();
  fixture.outbox = attest_outbox_new (fixture.store.store, fixture.keyring);
  outbox_fixture_open (&fixture);
  g_assert_cmpuint (attest_outbox_get_n_queued (fixture.outbox), ==, n);
  g_print ("memory: %u queued take %.1f of %.1f MB, read in %.0f ms, of it %.1f ms of processor"
           " time\n",
           n,
           get_megabytes () - before,
           get_megabytes (),
           (double) (g_get_monotonic_time () - start) / 1e3,
           (get_cpu (RUSAGE_SELF) - cpu) * 1000);
  outbox_fixture_clear (&fixture, NULL);
}

static gboolean
stop_watching_cb (gpointer done)
{
  *(gboolean *) done = TRUE;
  return G_SOURCE_REMOVE;
}

/* How often the main loop is woken up in so many seconds; the one that ends it is not counted. */
static guint
count_wake_ups (guint seconds)
{
  gboolean done = FALSE;
  guint n = 0;

  g_timeout_add (seconds * 1000, stop_watching_cb, &done);
  while (!done)
    n += g_main_context_iteration (NULL, TRUE);
  return n - 1;
}

static void
bench_idle (void)
{
  OutboxFixture fixture = { 0 };
  guint idle = 0;
  guint waiting = 0;

  outbox_fixture_set_up (&fixture, NULL);
  attest_outbox_start (fixture.outbox);
  count_wake_ups (SETTLE_SECONDS);
  idle = count_wake_ups (WATCH_SECONDS);
  /* To a port of nobody: the wait is the same, and no look at a list follows. */
  attest_dispatcher_set_pause (attest_outbox_get_dispatcher (fixture.outbox),
                               attest_service_get ("kolleges"),
                               ATTEST_ENVIRONMENT_PRACTICE,
                               60);
  g_ptr_array_unref (enqueue (&fixture, 2, "http://127.0.0.1:9"));
  while (attest_outbox_get_next_send (fixture.outbox) == 0)
    g_main_context_iteration (NULL, TRUE);
  count_wake_ups (SETTLE_SECONDS);
  waiting = count_wake_ups (WATCH_SECONDS);
  g_print ("wake-ups in %d s: %u with an empty queue, %u while counting down\n",
           WATCH_SECONDS,
           idle,
           waiting);
  g_assert_cmpuint (idle, ==, 0);
  g_assert_cmpuint (waiting, <=, WATCH_SECONDS);
  outbox_fixture_clear (&fixture, NULL);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GSubprocess) server = NULL;
  g_autofree char *url = NULL;

  if (argc == 2 && g_str_equal (argv[1], "--serve"))
    return serve ();
  server = start_server (argv[0], &url);
  bench_idle (); /* first: what others leave is told about late */
  bench_outbox (url);
  bench_curl (url);
  bench_memory (10);
  bench_memory (N_MANY);
  g_subprocess_force_exit (server);
  g_subprocess_wait (server, NULL, NULL);
  return 0;
}
