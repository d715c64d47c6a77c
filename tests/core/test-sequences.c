/* Sequences: whatever order things come in, what is promised holds after each.
 *
 * A child on a data folder does a random sequence of what people, networks and clocks do: queue one
 * by one or in bulk, pause, resume, take out, decide, lose the network, set the clock; in the end
 * it closes or kills itself in the middle of something. Then the next one goes on, and the last one
 * until nothing is left. After each the parent compares the database with what the server saw. The
 * sequences come from fixed seeds. */
#include "attest-config.h"
#include "outbox-fixture.h"

#include "base/attest-str.h"

#include <signal.h>
#include <unistd.h>

#define N_SEEDS (g_test_slow () ? 200u : 16u)
#define N_RUNS 4
#define N_STEPS 14
#define OK_REPLY "HTTP/1.1 201 Created\r\n\r\n{\"statusCode\":201,\"message\":\"x\"}"
#define BAD_REPLY "HTTP/1.1 400 Bad\r\n\r\n{\"statusCode\":400,\"message\":\"x\",\"error\":\"y\"}"
#define BUSY_REPLY "HTTP/1.1 429 Busy\r\nRetry-After: 1\r\n\r\n"
#define HTML_REPLY "HTTP/1.1 200 OK\r\n\r\n<html>"
#define BULK_OK_REPLY "HTTP/1.1 200 OK\r\n\r\n{\"data\":{\"success\":true}}"
#define BULK_NAMED_REPLY                                                                           \
  "HTTP/1.1 400 Bad\r\n\r\n{\"data\":{\"errors\":{\"record_index\":1,"                             \
  "\"errors\":[{\"message\":\"x\"}]}}}"
#define KEY_REPLY "HTTP/1.1 401 Who\r\n\r\n{\"error\":true}"
#define END "end" /* instead of a seed */

/* The child. */

typedef struct
{
  gint64 real_offset;
} Clock;

static gint64
get_real (gpointer data)
{
  return g_get_real_time () + ((Clock *) data)->real_offset;
}

static gint64
get_steady (gpointer data)
{
  return attest_sqlite_engine.clock->get_steady (NULL);
}

static const char *
get_boot (gpointer data)
{
  return attest_sqlite_engine.clock->get_boot (NULL);
}

/* Some members are decided about with all of their bulk upload, some alone. */
static void
resolve (OutboxFixture *fixture, AttestSubmission *submission, gboolean found, gboolean together)
{
  AttestDecision decision = { .id = attest_submission_get_id (submission),
                              .from = ATTEST_STATE_UNKNOWN,
                              .to = found ? ATTEST_STATE_ACCEPTED : ATTEST_STATE_NOT_SENT,
                              .note = "decided",
                              .together = together };
  g_autoptr (GAsyncResult) result = NULL;

  attest_reconciler_resolve_async (attest_outbox_get_reconciler (fixture->outbox),
                                   &decision,
                                   NULL,
                                   store_fixture_keep_result,
                                   &result);
  attest_reconciler_resolve_finish (store_fixture_wait (&result), NULL);
}

static void
act_on_one (OutboxFixture *fixture, GRand *rand)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->outbox));
  g_autoptr (AttestSubmission) submission = NULL;

  if (n == 0)
    return;
  submission = g_list_model_get_item (G_LIST_MODEL (fixture->outbox),
                                      (guint) g_rand_int_range (rand, 0, (gint32) n));
  if (attest_submission_get_state (submission) == ATTEST_STATE_UNKNOWN)
    resolve (fixture, submission, g_rand_boolean (rand), g_rand_boolean (rand));
  else if (g_rand_boolean (rand))
    outbox_fixture_take_out (fixture->outbox, submission);
  else
    outbox_fixture_move (fixture->outbox, submission, NULL);
}

/* Mostly a few, now and then more than the first request of a place may hold. */
static void
enqueue_in_bulk (OutboxFixture *fixture, GRand *rand, const char *url, const char *prefix)
{
  int n = g_rand_int_range (rand, 0, 4) == 0 ? 24 : g_rand_int_range (rand, 2, 7);
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) submissions = NULL;

  for (int i = 0; i < n; i++)
    {
      g_autoptr (AttestRecord) record = attest_record_new (&attest_certificate_schema);
      g_autofree char *name = g_strdup_printf ("%s-%d", prefix, i);

      attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, name);
      g_ptr_array_add (plans,
                       outbox_fixture_plan (fixture, record, ATTEST_ENVIRONMENT_PRACTICE, url));
    }
  submissions = outbox_fixture_enqueue_plans (fixture, plans, TRUE);
  for (int i = 0; i < n; i++)
    g_print ("%s-%d\n", prefix, i);
}

static void
enqueue (OutboxFixture *fixture, GRand *rand, const char *url, const char *prefix)
{
  static guint n = 0;
  g_autofree char *name = g_strdup_printf ("%s-%u", prefix, n++);

  if (g_rand_int_range (rand, 0, 3) == 0)
    {
      enqueue_in_bulk (fixture, rand, url, name);
      return;
    }
  g_object_unref (outbox_fixture_enqueue (fixture, name, ATTEST_ENVIRONMENT_PRACTICE, url));
  g_print ("%s\n", name); /* durable from here on */
}

static void
resume_cb (AttestOutbox *outbox)
{
  attest_outbox_set_paused (outbox, FALSE);
}

/* Everything gets an end, by itself or by a decision: also what is behind one whose key was not
 * taken, after which sending is paused each time. */
static void
end_all (OutboxFixture *fixture, Clock *clock)
{
  GListModel *list = G_LIST_MODEL (fixture->outbox);

  clock->real_offset = (gint64) 10000000 * G_USEC_PER_SEC; /* later than whatever was waited for */
  g_signal_connect (fixture->outbox, "notify::paused", G_CALLBACK (resume_cb), NULL);
  resume_cb (fixture->outbox);
  while (g_list_model_get_n_items (list) > 0)
    {
      g_autoptr (AttestSubmission) first = g_list_model_get_item (list, 0);

      if (attest_submission_get_state (first) == ATTEST_STATE_UNKNOWN)
        resolve (fixture, first, TRUE, FALSE);
      else
        g_main_context_iteration (NULL, TRUE);
    }
}

static void
step (OutboxFixture *fixture, Clock *clock, GRand *rand, const char *url, const char *prefix)
{
  int turns = g_rand_int_range (rand, 0, 40);

  switch (g_rand_int_range (rand, 0, 8))
    {
    case 0:
    case 1:
    case 2:
      enqueue (fixture, rand, url, prefix);
      break;
    case 3:
      attest_outbox_set_paused (fixture->outbox, g_rand_boolean (rand));
      break;
    case 4:
    case 5:
      act_on_one (fixture, rand);
      break;
    case 6:
      fake_monitor_set_available (fixture->monitor, g_rand_boolean (rand));
      break;
    default:
      clock->real_offset += (gint64) g_rand_int_range (rand, -100000, 100000) * G_USEC_PER_SEC;
    }
  for (int i = 0; i < turns; i++)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (200);
}

/* FOLDER URL SEED|END */
static int
run_child (char **argv)
{
  OutboxFixture child = { 0 };
  Clock time = { 0 };
  AttestClock clock = { get_real, get_steady, get_boot, &time };
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) atoi (argv[2]));
  int deadly = g_rand_int_range (rand, 0, 2 * N_STEPS); /* half of them live */

  store_fixture_init_on (&child.store, argv[0]);
  attest_store_set_clock (child.store.store, &clock);
  store_fixture_open (&child.store);
  child.keyring = attest_keyring_new ();
  child.outbox = attest_outbox_new (child.store.store, child.keyring);
  child.monitor = g_object_new (FAKE_TYPE_MONITOR, NULL);
  attest_dispatcher_set_monitor (attest_outbox_get_dispatcher (child.outbox),
                                 G_NETWORK_MONITOR (child.monitor));
  outbox_fixture_open (&child);
  attest_outbox_start (child.outbox);
  if (g_str_equal (argv[2], END))
    end_all (&child, &time);
  for (int i = 0; !g_str_equal (argv[2], END) && i < N_STEPS; i++)
    {
      if (i == deadly)
        kill (getpid (), SIGKILL);
      step (&child, &time, rand, argv[1], argv[2]);
    }
  outbox_fixture_clear (&child, NULL);
  return 0;
}

/* The server: what it does is in the name it is sent, and what it did is counted by name. */

typedef struct
{
  GSocketService *service;
  guint16 port;
  GMutex mutex;
  GHashTable *counts;   /* "KIND NAME" → how often */
  gint64 busy_since[2]; /* for each service: when it asked to wait for a second; 0: not */
  char *busy_name[2];   /* (nullable): what it asked with */
  GPtrArray *hurried;   /* the name it had asked with, once for each that came before that second */
} Server;

static guint
count (Server *self, const char *kind, const char *name)
{
  g_autofree char *key = g_strconcat (kind, " ", name, NULL);

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, key));
}

static void
add (Server *self, const char *kind, const char *name)
{
  g_hash_table_insert (self->counts,
                       g_strconcat (kind, " ", name, NULL),
                       GUINT_TO_POINTER (count (self, kind, name) + 1));
}

static void
add_all (Server *self, const char *kind, char **names)
{
  for (; *names != NULL; names++)
    add (self, kind, *names);
}

/* Whoever asked for a pause is not asked before its end. */
static gboolean
is_busy (Server *self, const char *name, guint hash, gboolean is_bulk)
{
  if (self->busy_since[is_bulk] > 0
      && g_get_monotonic_time () - self->busy_since[is_bulk] < G_USEC_PER_SEC * 9 / 10)
    g_ptr_array_add (self->hurried, g_strdup (self->busy_name[is_bulk]));
  if (hash != 0 || count (self, "busy", name) > 0)
    return FALSE;
  self->busy_since[is_bulk] = g_get_monotonic_time ();
  attest_str_set (&self->busy_name[is_bulk], name);
  add (self, "busy", name);
  return TRUE;
}

/* @names: one, or those of a bulk upload */
static const char *
decide (Server *self, char **names, gboolean is_bulk)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  guint hash = g_str_hash (names[0]) / 7 % 24;

  if (is_busy (self, names[0], hash, is_bulk))
    return BUSY_REPLY;
  add_all (self, "post", names);
  if (is_bulk && hash < 4)
    {
      add (self, "taken", names[0]); /* those before the one that is named */
      add (self, "refused", names[1]);
      return BULK_NAMED_REPLY;
    }
  if (hash < 6)
    {
      add_all (self, "refused", names);
      return is_bulk ? KEY_REPLY : BAD_REPLY;
    }
  if (hash < 9)
    return ""; /* the connection breaks before it was taken */
  add_all (self, "taken", names);
  if (hash < 14)
    return hash < 12 ? HTML_REPLY : "HTTP/1.1 20";
  return is_bulk ? BULK_OK_REPLY : OK_REPLY;
}

static gboolean
is_complete (const GString *request)
{
  const char *end = strstr (request->str, "\r\n\r\n");

  return end != NULL
         && request->len >= (gsize) (end - request->str) + 4 + raw_server_get_length (request->str);
}

/* Returns: (transfer full): what stands behind each @key, which ends with a quote */
static char **
find_names (const GString *request, const char *key)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (const char *p = request->str; (p = strstr (p, key)) != NULL;)
    {
      p += strlen (key);
      g_ptr_array_add (names, g_strndup (p, strcspn (p, "\"")));
    }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        Server *self)
{
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autoptr (GString) request = g_string_new (NULL);
  char buffer[4096];
  gssize n = 0;

  while (!is_complete (request)
         && (n = g_input_stream_read (in, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (request, buffer, n);
  if (is_complete (request))
    {
      gboolean is_bulk = strstr (request->str, "\"certifications\":[") != NULL;
      g_auto (GStrv) names =
          find_names (request, is_bulk ? "\"certificate_number\":\"" : "\"name\":\"");
      /* Without a name it is only looked at the list. */
      const char *reply = names[0] != NULL ? decide (self, names, is_bulk) : "";

      g_output_stream_write_all (out, reply, strlen (reply), NULL, NULL, NULL);
    }
  return TRUE;
}

static void
server_init (Server *self)
{
  g_mutex_init (&self->mutex);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->hurried = g_ptr_array_new_with_free_func (g_free);
  self->service = g_threaded_socket_service_new (20);
  self->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, NULL);
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  g_socket_service_start (self->service);
}

/* The parent. */

static gpointer
read_entry (AttestStatement *statement)
{
  return g_strdup_printf ("%s %s %s %s %s %s",
                          attest_statement_get_text (statement, 0),
                          attest_statement_get_text (statement, 1),
                          attest_statement_get_text (statement, 2),
                          attest_statement_get_text (statement, 3),
                          attest_statement_get_text (statement, 4),
                          attest_statement_get_text (statement, 5));
}

static gboolean
list_job (AttestDb *db, gpointer data, GError **error)
{
  GPtrArray **rows = data;

  *rows = attest_db_read_all (
      db,
      "SELECT title, state, (SELECT count (*) FROM events e WHERE e.submission_id = s.id"
      "  AND from_state = 'unknown'), (SELECT count (*) FROM attempts a"
      "  WHERE a.submission_id = s.id AND http_status = 429), (SELECT count (*) FROM events e"
      "  WHERE e.submission_id = s.id AND from_state = 'queued' AND to_state = 'not-sent'),"
      " coalesce (bulk, '') FROM submissions s",
      NULL,
      read_entry,
      g_free,
      error);
  return *rows != NULL;
}

/* All of a bulk upload leaves, or nothing of it. */
static void
check_together (GHashTable *bulks, const char *bulk, guint n_posts)
{
  gpointer known = NULL;

  if (*bulk == '\0')
    return;
  if (g_hash_table_lookup_extended (bulks, bulk, NULL, &known))
    g_assert_cmpuint (GPOINTER_TO_UINT (known), ==, n_posts);
  g_hash_table_insert (bulks, g_strdup (bulk), GUINT_TO_POINTER (n_posts));
}

static void
check_row (Server *server, const char *row, GHashTable *bulks, guint *counts)
{
  g_auto (GStrv) parts = g_strsplit (row, " ", 6);
  const char *name = parts[0];
  const char *state = parts[1];
  gboolean decided = !g_str_equal (parts[2], "0");
  guint n_posts = count (server, "post", name);
  gboolean taken = count (server, "taken", name) > 0;

  g_assert_cmpuint (n_posts, <=, 1);
  g_assert_cmpstr (state, !=, "sending");
  if (g_str_equal (state, "queued"))
    g_assert_cmpuint (n_posts, ==, 0);
  if (g_str_equal (state, "accepted"))
    g_assert_true (taken || decided);
  if (g_str_equal (state, "not-sent"))
    g_assert_true (decided || !taken);
  if (g_str_equal (state, "refused"))
    g_assert_cmpuint (count (server, "refused", name), ==, 1);
  /* What was taken out, or could not go, did not leave. */
  if (!g_str_equal (parts[4], "0"))
    g_assert_cmpuint (n_posts, ==, 0);
  check_together (bulks, parts[5], n_posts);
  /* Whoever was killed before the reply reached it was not asked to wait. */
  if (!g_str_equal (parts[3], "0"))
    g_assert_false (g_ptr_array_find_with_equal_func (server->hurried, name, g_str_equal, NULL));
  counts[g_str_equal (state, "queued") ? 0 : g_str_equal (state, "unknown") ? 1 : 2]++;
}

/* The next start, which sends nothing: everything said to be durable is there, and adds up.
 * Returns: how much is still in the outbox */
static guint
check (const char *folder, Server *server, GPtrArray *durable)
{
  OutboxFixture fixture = { 0 };
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->mutex);
  g_autoptr (GHashTable) bulks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint counts[3] = { 0 };

  store_fixture_init_on (&fixture.store, folder);
  store_fixture_open (&fixture.store);
  fixture.keyring = attest_keyring_new ();
  fixture.outbox = attest_outbox_new (fixture.store.store, fixture.keyring);
  fixture.monitor = g_object_new (FAKE_TYPE_MONITOR, NULL);
  outbox_fixture_open (&fixture);
  store_fixture_run (&fixture.store, ATTEST_STORE_READ, list_job, &rows, NULL);
  for (guint i = 0; i < rows->len; i++)
    check_row (server, g_ptr_array_index (rows, i), bulks, counts);
  g_assert_cmpuint (attest_outbox_get_n_queued (fixture.outbox), ==, counts[0]);
  g_assert_cmpuint (attest_outbox_get_n_unknown (fixture.outbox), ==, counts[1]);
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (fixture.outbox)), ==, counts[0] + counts[1]);
  g_assert_cmpuint (rows->len, >=, durable->len);
  for (guint i = 0; i < durable->len; i++)
    {
      g_autofree char *start = g_strconcat (g_ptr_array_index (durable, i), " ", NULL);
      guint n = 0;

      for (guint j = 0; j < rows->len; j++)
        n += g_str_has_prefix (g_ptr_array_index (rows, j), start);
      g_assert_cmpuint (n, ==, 1);
    }
  outbox_fixture_clear (&fixture, NULL);
  return counts[0] + counts[1];
}

/* Returns: how much is in the outbox afterwards */
static guint
run (const char *program, const char *folder, Server *server, const char *seed, GPtrArray *durable)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", server->port);
  g_autofree char *said = NULL;
  g_auto (GStrv) names = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, program, "--child", folder, url, seed, NULL);

  g_subprocess_communicate_utf8_async (child, NULL, NULL, store_fixture_keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_subprocess_communicate_utf8_finish (child, result, &said, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (child) ? g_subprocess_get_term_sig (child) == SIGKILL
                                                      : g_subprocess_get_successful (child));
  names = g_strsplit (said, "\n", -1);
  for (guint i = 0; names[i] != NULL; i++)
    if (*names[i] != '\0' && *names[i] != '#')
      g_ptr_array_add (durable, g_strdup (names[i]));
  return check (folder, server, durable);
}

static void
test_sequences (gconstpointer program)
{
  guint n_durable = 0;

  for (guint seed = 0; seed < N_SEEDS; seed++)
    {
      StoreFixture place = { 0 };
      Server server = { 0 };
      g_autoptr (GPtrArray) durable = g_ptr_array_new_with_free_func (g_free);

      g_test_message ("seed %u", seed);
      place.folder = g_dir_make_tmp ("attest-test-XXXXXX", NULL);
      server_init (&server);
      for (guint i = 0; i < N_RUNS; i++)
        {
          g_autofree char *text = g_strdup_printf ("%u", 1000 + seed * N_RUNS + i);

          run (program, place.folder, &server, text, durable);
        }
      g_assert_cmpuint (run (program, place.folder, &server, END, durable), ==, 0);
      n_durable += durable->len;
      end_service (server.service);
      g_hash_table_unref (server.counts);
      g_ptr_array_unref (server.hurried);
      g_free (server.busy_name[0]);
      g_free (server.busy_name[1]);
      store_fixture_remove_folder (place.folder);
      g_free (place.folder);
    }
  g_test_message ("%u decisions", n_durable);
  g_assert_cmpuint (n_durable, >, N_SEEDS * N_RUNS);
}

int
main (int argc, char *argv[])
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/attest", TRUE);
  /* A killed process loses nothing the kernel has: waiting for a disk would prove nothing more. */
  if (g_access ("/dev/shm", W_OK | X_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", TRUE);
  if (argc == 5 && g_str_equal (argv[1], "--child"))
    return run_child (argv + 2);
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/sequences", argv[0], test_sequences);
  return g_test_run ();
}
