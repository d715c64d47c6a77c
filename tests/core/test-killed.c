/* Killed: what is left when the process that sends is killed, at every point there is.
 *
 * A child does what a window does and dies by SIGKILL at one numbered point: before, within or
 * after each single write to the database (so before the record is written, between that and the
 * request, and before the result is), or when the server got or gave so many bytes. Then comes the
 * next start, on the same folder, and the same server still counts. */
#include "attest-config.h"
#include "outbox-fixture.h"

#include <signal.h>
#include <sqlite3.h>
#include <unistd.h>

#define REPLY                                                                                      \
  "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 32\r\n\r\n"           \
  "{\"statusCode\":201,\"message\":\"x\"}"
#define BULK_REPLY                                                                                 \
  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 25\r\n\r\n"                \
  "{\"data\":{\"success\":true}}"
#define N_BULK 3
#define IS_BULK 1               /* as the size of a form: it is no form, but many certificates */
#define LARGE (6 * 1024 * 1024) /* more than the socket buffers between the two hold */

/* The child. */

typedef enum
{
  KILL_BEFORE, /* a write to the database */
  KILL_WITHIN,
  KILL_AFTER,
  N_KILLS
} Kill;

static const char *const kill_names[N_KILLS] = { "before", "within", "after" };

static Kill kill_how;
static int writes_left; /* 0: not counted */

static void
die (void)
{
  kill (getpid (), SIGKILL);
  for (;;)
    pause ();
}

static gssize
write_or_die (int fd, const void *data, size_t length, gint64 offset)
{
  gboolean is_point =
      g_atomic_int_get (&writes_left) > 0 && g_atomic_int_dec_and_test (&writes_left);
  gssize n = 0;

  if (is_point && kill_how == KILL_BEFORE)
    die ();
  n = pwrite (fd, data, is_point && kill_how == KILL_WITHIN ? length / 2 : length, offset);
  if (is_point)
    die ();
  return n;
}

static ssize_t
pwrite_or_die (int fd, const void *data, size_t length, off_t offset)
{
  return write_or_die (fd, data, length, offset);
}

static ssize_t
just_write_or_die (int fd, const void *data, size_t length)
{
  off_t offset = lseek (fd, 0, SEEK_CUR);
  gssize n = write_or_die (fd, data, length, offset);

  if (n > 0)
    lseek (fd, n, SEEK_CUR);
  return n;
}

/* SQLite lets its system calls be replaced, for tests as this. */
static void
take_over_writing (void)
{
  sqlite3_vfs *vfs = sqlite3_vfs_find (NULL);

  vfs->xSetSystemCall (vfs, "pwrite", (sqlite3_syscall_ptr) pwrite_or_die);
  vfs->xSetSystemCall (vfs, "pwrite64", (sqlite3_syscall_ptr) pwrite_or_die);
  vfs->xSetSystemCall (vfs, "write", (sqlite3_syscall_ptr) just_write_or_die);
}

static void
say (const char *word)
{
  puts (word);
  fflush (stdout);
}

static AttestSubmission *
enqueue (OutboxFixture *fixture, const char *url, gsize size)
{
  g_autoptr (AttestRecord) record = outbox_fixture_make_form ("Killed");
  g_autofree char *filling = g_strnfill (size, 'x');
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) submissions = NULL;

  if (size > 0)
    attest_record_set_text (record, ATTEST_FORM_DESCRIPTION, filling);
  g_ptr_array_add (plans, outbox_fixture_plan (fixture, record, ATTEST_ENVIRONMENT_PRACTICE, url));
  submissions = outbox_fixture_enqueue_plans (fixture, plans, FALSE);
  return g_object_ref (g_ptr_array_index (submissions, 0));
}

/* Returns: the last of them */
static AttestSubmission *
enqueue_bulk (OutboxFixture *fixture, const char *url)
{
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) submissions = NULL;

  for (guint i = 0; i < N_BULK; i++)
    {
      g_autoptr (AttestRecord) record = attest_record_new (&attest_certificate_schema);
      g_autofree char *number = g_strdup_printf ("K-%u", i);

      attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, number);
      g_ptr_array_add (plans,
                       outbox_fixture_plan (fixture, record, ATTEST_ENVIRONMENT_PRACTICE, url));
    }
  submissions = outbox_fixture_enqueue_plans (fixture, plans, TRUE);
  return g_object_ref (g_ptr_array_index (submissions, N_BULK - 1));
}

static void
set_up_on (OutboxFixture *fixture, const char *folder)
{
  if (folder != NULL)
    store_fixture_init_on (&fixture->store, folder);
  store_fixture_open (&fixture->store);
  fixture->keyring = attest_keyring_new ();
  fixture->outbox = attest_outbox_new (fixture->store.store, fixture->keyring);
  fixture->monitor = g_object_new (FAKE_TYPE_MONITOR, NULL);
  outbox_fixture_open (fixture);
}

/* FOLDER URL HOW NUMBER SIZE */
static int
run_child (char **argv)
{
  OutboxFixture child = { 0 };
  g_autoptr (AttestSubmission) submission = NULL;

  for (guint i = 0; i < N_KILLS; i++)
    if (g_str_equal (argv[2], kill_names[i]))
      kill_how = (Kill) i;
  take_over_writing ();
  set_up_on (&child, argv[0]);
  g_atomic_int_set (&writes_left, atoi (argv[3]));
  submission = atoi (argv[4]) == IS_BULK ? enqueue_bulk (&child, argv[1])
                                         : enqueue (&child, argv[1], (gsize) atoi (argv[4]));
  say ("queued");
  outbox_fixture_wait_end (submission);
  say ("ended");
  g_clear_object (&submission);
  outbox_fixture_clear (&child, NULL);
  return 0;
}

/* The server: counts, and kills. */

typedef struct
{
  GSocketService *service;
  guint16 port;
  GMutex mutex;   /* held while the child is started */
  pid_t victim;   /* 0: nobody is killed */
  int at_request; /* once so many bytes of the request are read; -1: never */
  int at_reply;   /* once so many bytes of the reply are sent; -1: never */
  int n_posts;    /* connections over which at least one byte of a request came */
  const char *reply;
} KillServer;

static gboolean
kill_server_strike (KillServer *self, int planned, gsize reached)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->victim == 0 || planned < 0 || (gsize) planned > reached)
    return FALSE;
  kill (self->victim, SIGKILL);
  self->victim = 0;
  return TRUE;
}

static gboolean
is_complete (GString *request)
{
  const char *end = strstr (request->str, "\r\n\r\n");

  return end != NULL
         && request->len >= (gsize) (end - request->str) + 4 + raw_server_get_length (request->str);
}

/* Whether all of it came, and nobody was killed for it. */
static gboolean
kill_server_read (KillServer *self, GInputStream *in)
{
  g_autoptr (GString) request = g_string_new (NULL);
  char buffer[4096];
  gsize wanted = 0;
  gssize n = 0;

  if (self->at_request == 0 && kill_server_strike (self, 0, 0))
    return FALSE;
  while (!is_complete (request))
    {
      wanted = sizeof buffer;
      if (self->at_request > 0 && request->len < (gsize) self->at_request)
        wanted = MIN (wanted, (gsize) self->at_request - request->len);
      n = g_input_stream_read (in, buffer, wanted, NULL, NULL);
      if (n <= 0)
        return FALSE;
      if (request->len == 0)
        g_atomic_int_inc (&self->n_posts);
      g_string_append_len (request, buffer, n);
      if (kill_server_strike (self, self->at_request, request->len))
        return FALSE;
    }
  return TRUE;
}

static gboolean
kill_server_run_cb (GThreadedSocketService *service,
                    GSocketConnection *connection,
                    GObject *source,
                    KillServer *self)
{
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  const char *reply = self->reply;
  gsize first = self->at_reply >= 0 ? (gsize) self->at_reply : strlen (reply);

  if (!kill_server_read (self, in))
    return TRUE;
  g_output_stream_write_all (out, reply, first, NULL, NULL, NULL);
  if (!kill_server_strike (self, self->at_reply, first))
    g_output_stream_write_all (out, reply + first, strlen (reply) - first, NULL, NULL, NULL);
  return TRUE;
}

static KillServer *
kill_server_new (const char *reply)
{
  KillServer *self = g_new0 (KillServer, 1);
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->mutex);
  self->at_request = self->at_reply = -1;
  self->reply = reply;
  self->service = g_threaded_socket_service_new (20);
  self->port =
      g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "run", G_CALLBACK (kill_server_run_cb), self);
  g_socket_service_start (self->service);
  return self;
}

static void
kill_server_free (KillServer *self)
{
  end_service (self->service);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* One point. */

typedef struct
{
  const char *program;
  guint n_points;
  guint n_lost; /* killed before the decision was durable */
  gint64 n_all; /* submissions of one decision */
  guint n_ends[ATTEST_N_STATES];
} Tally;

static gint64
count_in (OutboxFixture *fixture, const char *state)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count (*) FROM submissions WHERE state = '%s'", state);

  return store_fixture_get_int (&fixture->store, sql);
}

/* The next start: it sends nothing by itself and leaves nothing "sending". What is queued never
 * left, so sent now it is the first time. */
static void
start_again (OutboxFixture *fixture, KillServer *server, gboolean durable, Tally *tally)
{
  gint64 n_rows = 0;
  int n_posts = 0;

  set_up_on (fixture, NULL);
  n_posts = g_atomic_int_get (&server->n_posts);
  n_rows = store_fixture_get_int (&fixture->store, "SELECT count (*) FROM submissions");
  g_assert_cmpint (n_posts, <=, 1);
  g_assert_true (n_rows == tally->n_all || (n_rows == 0 && !durable && n_posts == 0));
  for (guint i = 0; i < ATTEST_N_STATES; i++)
    tally->n_ends[i] += (guint) count_in (fixture, attest_state_get_id ((AttestState) i));
  /* They share one end. */
  g_assert_true (count_in (fixture, "queued") == n_rows || count_in (fixture, "unknown") == n_rows
                 || count_in (fixture, "accepted") == n_rows);
  g_assert_cmpint (count_in (fixture, "sending"), ==, 0);
  g_assert_cmpint (count_in (fixture, "not-sent"), ==, 0);
  g_assert_cmpint (count_in (fixture, "refused"), ==, 0);
  if (count_in (fixture, "queued") > 0)
    g_assert_cmpint (n_posts, ==, 0);
  if (count_in (fixture, "accepted") > 0)
    g_assert_cmpint (n_posts, ==, 1);
  tally->n_lost += n_rows == 0;

  attest_outbox_start (fixture->outbox);
  while (attest_outbox_get_n_queued (fixture->outbox) > 0
         || attest_outbox_get_sending (fixture->outbox))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_atomic_int_get (&server->n_posts), <=, 1);
  g_assert_cmpint (count_in (fixture, "accepted") + count_in (fixture, "unknown"), ==, n_rows);
  g_assert_cmpint (
      store_fixture_get_int (&fixture->store, "SELECT count (*) FROM attempts"), <=, tally->n_all);
}

/* Returns whether the child was killed: FALSE when it had ended before it came to the point. */
static gboolean
kill_once (Tally *tally, KillServer *server, const char *how, int number, gsize size)
{
  OutboxFixture fixture = { 0 };
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", server->port);
  g_autofree char *at = g_strdup_printf ("%d", number);
  g_autofree char *length = g_strdup_printf ("%" G_GSIZE_FORMAT, size);
  g_autofree char *said = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean killed = FALSE;

  store_fixture_set_up (&fixture.store, NULL);
  g_mutex_lock (&server->mutex);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                            &error,
                            tally->program,
                            "--child",
                            fixture.store.folder,
                            url,
                            how,
                            at,
                            length,
                            NULL);
  g_assert_no_error (error);
  server->victim = atoi (g_subprocess_get_identifier (child));
  g_mutex_unlock (&server->mutex);
  /* The server accepts on this thread. */
  g_subprocess_communicate_utf8_async (child, NULL, NULL, store_fixture_keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_subprocess_communicate_utf8_finish (child, result, &said, NULL, &error);
  g_assert_no_error (error);
  g_mutex_lock (&server->mutex);
  server->victim = 0;
  g_mutex_unlock (&server->mutex);

  killed = g_subprocess_get_if_signaled (child);
  g_assert_true (killed || g_subprocess_get_successful (child));
  tally->n_points += killed;
  start_again (&fixture, server, strstr (said, "queued") != NULL, tally);
  /* What was shown as ended had ended. */
  g_assert_true (strstr (said, "ended") == NULL || count_in (&fixture, "accepted") == tally->n_all);
  outbox_fixture_clear (&fixture, NULL);
  return killed;
}

static void
tell (const char *what, const Tally *tally)
{
  g_test_message ("%s: %u points; %u not written down yet, %u queued, %u unknown, %u accepted",
                  what,
                  tally->n_points,
                  tally->n_lost,
                  tally->n_ends[ATTEST_STATE_QUEUED],
                  tally->n_ends[ATTEST_STATE_UNKNOWN],
                  tally->n_ends[ATTEST_STATE_ACCEPTED]);
}

/* Every write to the database, from the decision to the closing of the store. */
static void
test_writes (gconstpointer data)
{
  Tally tally = { .program = data, .n_all = 1 };
  gboolean killed = TRUE;

  for (int number = 1; killed; number++)
    for (guint how = 0; how < N_KILLS; how++)
      {
        KillServer *server = kill_server_new (REPLY);

        killed = kill_once (&tally, server, kill_names[how], number, 0);
        kill_server_free (server);
      }
  tell ("writes", &tally);
  /* It reached every stage. */
  g_assert_cmpuint (tally.n_points, >=, 150);
  g_assert_cmpuint (tally.n_lost, >, 0);
  g_assert_cmpuint (tally.n_ends[ATTEST_STATE_QUEUED], >, 0);
  g_assert_cmpuint (tally.n_ends[ATTEST_STATE_UNKNOWN], >, 0);
  g_assert_cmpuint (tally.n_ends[ATTEST_STATE_ACCEPTED], >, 0);
}

/* While it connects, while the request comes in, and after every byte of the reply. */
static void
test_exchange (gconstpointer data)
{
  Tally tally = { .program = data, .n_all = 1 };

  for (int i = 0; i <= 300; i += 12)
    {
      KillServer *server = kill_server_new (REPLY);

      server->at_request = i;
      g_assert_true (kill_once (&tally, server, "before", 0, 0));
      kill_server_free (server);
    }
  for (int i = 0; i <= (int) strlen (REPLY); i++)
    {
      KillServer *server = kill_server_new (REPLY);

      server->at_reply = i;
      kill_once (&tally, server, "before", 0, 0);
      kill_server_free (server);
    }
  tell ("exchange", &tally);
  g_assert_cmpuint (tally.n_points, >=, 100);
  g_assert_cmpuint (tally.n_ends[ATTEST_STATE_UNKNOWN], >=, 100);
}

/* While the child is still writing the request. */
static void
test_large (gconstpointer data)
{
  Tally tally = { .program = data, .n_all = 1 };

  for (int i = 1; i < 1024 * 1024; i += 256 * 1024)
    {
      KillServer *server = kill_server_new (REPLY);

      server->at_request = i;
      g_assert_true (kill_once (&tally, server, "before", 0, LARGE));
      kill_server_free (server);
    }
  tell ("large", &tally);
  g_assert_cmpuint (tally.n_ends[ATTEST_STATE_UNKNOWN], ==, tally.n_points);
}

/* Many certificates in one request: every other write, and every third byte of the reply. They are
 * written down, begun and ended together, or not at all. */
static void
test_bulk (gconstpointer data)
{
  Tally tally = { .program = data, .n_all = N_BULK };
  gboolean killed = TRUE;

  for (int number = 1; killed; number += 2)
    {
      KillServer *server = kill_server_new (BULK_REPLY);

      killed = kill_once (&tally, server, kill_names[number % N_KILLS], number, IS_BULK);
      kill_server_free (server);
    }
  for (int i = 0; i <= (int) strlen (BULK_REPLY); i += 3)
    {
      KillServer *server = kill_server_new (BULK_REPLY);

      server->at_reply = i;
      kill_once (&tally, server, "before", 0, IS_BULK);
      kill_server_free (server);
    }
  tell ("bulk", &tally);
  g_assert_cmpuint (tally.n_points, >=, 50);
  g_assert_cmpuint (tally.n_lost, >, 0);
  g_assert_cmpuint (tally.n_ends[ATTEST_STATE_QUEUED], >, 0);
  g_assert_cmpuint (tally.n_ends[ATTEST_STATE_UNKNOWN], >, 0);
  g_assert_cmpuint (tally.n_ends[ATTEST_STATE_ACCEPTED], >, 0);
}

int
main (int argc, char *argv[])
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/attest", TRUE);
  /* A killed process loses nothing the kernel has: waiting for a disk would prove nothing more. */
  if (g_access ("/dev/shm", W_OK | X_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", TRUE);
  if (argc == 7 && g_str_equal (argv[1], "--child"))
    return run_child (argv + 2);
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/killed/writes", argv[0], test_writes);
  g_test_add_data_func ("/killed/exchange", argv[0], test_exchange);
  g_test_add_data_func ("/killed/large", argv[0], test_large);
  g_test_add_data_func ("/killed/bulk", argv[0], test_bulk);
  return g_test_run ();
}
