/* A proxy between this computer and the service: whatever it answers is its own word and not the
 * service's, nothing has left before it made the connection, and it never sees a key. */
#define _GNU_SOURCE /* memmem() */

#include "attest-config.h"
#include "mute-bus.h"
#include "outbox-fixture.h"

#include "service/attest-service.h"
#include "store/attest-submission-details.h"

#define HOST "https://elsewhere.example" /* whom the certificate of the tests names */
#define KEY "sentinel-key-9876543210"
#define SERVICE_SAYS(status, body)                                                                 \
  "HTTP/1.1 " status "\r\nContent-Type: application/json\r\n\r\n" body
#define CREATED SERVICE_SAYS ("201 Created", "{\"statusCode\":201,\"message\":\"x\"}")

/* The proxy: answers CONNECT with @answer, and where that is a 200 carries bytes to @port. */
typedef struct
{
  GSocketService *service;
  guint16 port;
  guint16 target;
  const char *answer;      /* %NULL: it hangs */
  const char *credentials; /* (nullable): the only ones it takes */
  gint n_asked;
  GMutex mutex;
  GString *seen; /* everything it could read */
} Proxy;

static void
carry (GSocketConnection *client, guint16 target)
{
  g_autoptr (GSocketClient) connector = g_socket_client_new ();
  g_autoptr (GSocketConnection) server = NULL;
  GSocket *ends[2] = { g_socket_connection_get_socket (client), NULL };
  char buffer[4096];

  g_socket_client_set_enable_proxy (connector, FALSE);
  server = g_socket_client_connect_to_host (connector, "127.0.0.1", target, NULL, NULL);
  if (server == NULL)
    return;
  ends[1] = g_socket_connection_get_socket (server);
  for (;;)
    {
      GPollFD fds[2] = { { g_socket_get_fd (ends[0]), G_IO_IN, 0 },
                         { g_socket_get_fd (ends[1]), G_IO_IN, 0 } };

      g_poll (fds, 2, -1);
      for (guint i = 0; i < 2; i++)
        if (fds[i].revents != 0)
          {
            gssize n = g_socket_receive (ends[i], buffer, sizeof buffer, NULL, NULL);

            if (n <= 0 || g_socket_send (ends[1 - i], buffer, (gsize) n, NULL, NULL) != n)
              return;
          }
    }
}

static gboolean
read_head (Proxy *self, GInputStream *in, GString *head)
{
  char c = '\0';

  while (strstr (head->str, "\r\n\r\n") == NULL)
    if (g_input_stream_read (in, &c, 1, NULL, NULL) != 1)
      return FALSE;
    else
      g_string_append_c (head, c);
  g_mutex_lock (&self->mutex);
  g_string_append (self->seen, head->str);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

static gboolean
proxy_run_cb (GThreadedSocketService *service,
              GSocketConnection *connection,
              GObject *source,
              Proxy *self)
{
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autoptr (GString) head = g_string_new (NULL);
  const char *answer = self->answer;
  char c = '\0';

  if (read_head (self, in, head))
    {
      g_atomic_int_inc (&self->n_asked);
      if (self->credentials != NULL && strstr (head->str, self->credentials) == NULL)
        answer = "HTTP/1.1 407 Proxy Authentication Required\r\n"
                 "Proxy-Authenticate: Negotiate\r\n"
                 "Proxy-Authenticate: Basic realm=\"network, of all\"\r\nContent-Length: 0\r\n\r\n";
      if (answer != NULL)
        g_output_stream_write_all (out, answer, strlen (answer), NULL, NULL, NULL);
      if (answer == NULL)
        while (g_input_stream_read (in, &c, 1, NULL, NULL) > 0)
          ;
      else if (g_str_has_prefix (answer, "HTTP/1.1 2"))
        carry (connection, self->target);
    }
  return TRUE;
}

/* A network with a proxy, and behind it a service. */
typedef struct
{
  OutboxFixture outbox;
  Proxy proxy;
  RawServer *server;
  MuteBus bus; /* if it was made */
} ProxyFixture;

static void
use_proxy (ProxyFixture *fixture, const char *address)
{
  g_autoptr (GProxyResolver) resolver = g_simple_proxy_resolver_new (address, NULL);

  g_set_object (&attest_outbox_get_route (fixture->outbox.outbox)->proxies, resolver);
}

static AttestKeyState
call_keyring (ProxyFixture *fixture, AttestKeyringCall call, SecretValue **found)
{
  g_autoptr (GAsyncResult) result = NULL;

  attest_keyring_call_async (
      fixture->outbox.keyring, &call, NULL, store_fixture_keep_result, &result);
  return attest_keyring_call_finish (
      fixture->outbox.keyring, store_fixture_wait (&result), found, NULL);
}

static void
set_key (ProxyFixture *fixture)
{
  AttestPlace place = { attest_service_get ("kolleges"), ATTEST_ENVIRONMENT_TEST, HOST };
  SecretValue *key = NULL;

  if (!outbox_fixture_has_keyring)
    {
      outbox_fixture_set_key (&fixture->outbox, place.service, HOST, KEY);
      return;
    }
  key = attest_key_parse (KEY, strlen (KEY), NULL, NULL);
  g_assert_cmpint (
      call_keyring (fixture, (AttestKeyringCall){ ATTEST_KEYRING_STORE, &place, key }, NULL),
      ==,
      ATTEST_KEY_STORED);
  secret_value_unref (key);
}

static void
set_up (ProxyFixture *fixture, gconstpointer data)
{
  g_autofree char *authority =
      g_test_build_filename (G_TEST_DIST, "data", "tls", "authority.pem", NULL);
  g_autofree char *own = g_test_build_filename (G_TEST_DIST, "data", "tls", "wrong-host.pem", NULL);
  g_autoptr (GTlsDatabase) trusted = g_tls_file_database_new (authority, NULL);
  g_autofree char *address = NULL;
  Proxy *proxy = &fixture->proxy;

  outbox_fixture_set_up (&fixture->outbox, data);
  fixture->server = raw_server_new (CREATED);
  fixture->server->certificate = g_tls_certificate_new_from_file (own, NULL);
  g_set_object (&attest_outbox_get_route (fixture->outbox.outbox)->trusted, trusted);
  set_key (fixture);
  proxy->seen = g_string_new (NULL);
  proxy->target = fixture->server->port;
  proxy->service = g_threaded_socket_service_new (10);
  proxy->port =
      g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (proxy->service), NULL, NULL);
  g_signal_connect (proxy->service, "run", G_CALLBACK (proxy_run_cb), proxy);
  g_socket_service_start (proxy->service);
  address = g_strdup_printf ("http://127.0.0.1:%u", proxy->port);
  use_proxy (fixture, address);
}

static void
clear (ProxyFixture *fixture, gconstpointer data)
{
  Proxy *proxy = &fixture->proxy;

  outbox_fixture_clear (&fixture->outbox, data);
  end_service (proxy->service);
  g_assert_null (strstr (proxy->seen->str, KEY));
  g_string_free (proxy->seen, TRUE);
  raw_server_free (fixture->server);
}

/* One form to the service: in which state it ends, and what is said then. */
static void
check (ProxyFixture *fixture, AttestState expected, const char *words, int n_requests)
{
  g_autoptr (AttestSubmission) submission =
      outbox_fixture_enqueue (&fixture->outbox, "A", ATTEST_ENVIRONMENT_TEST, HOST);
  AttestState state = outbox_fixture_wait_end (submission);
  const char *message = attest_submission_get_message (submission);

  g_test_message ("%s: %s", attest_state_get_id (state), message);
  g_assert_cmpstr (attest_state_get_id (state), ==, attest_state_get_id (expected));
  if (words != NULL)
    g_assert_nonnull (strstr (message, words));
  if (expected == ATTEST_STATE_NOT_SENT)
    g_assert_cmpuint (attest_submission_get_http_status (submission), ==, 0);
  g_assert_cmpint (g_atomic_int_get (&fixture->server->n_requests), ==, n_requests);
}

/* In how many attempts @words were kept. */
static gint64
count_kept (ProxyFixture *fixture, const char *words)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count (*) FROM attempts WHERE error LIKE '%%%s%%'", words);

  return store_fixture_get_int (&fixture->outbox.store, sql);
}

static void
test_answers (ProxyFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *answer;
    const char *words;
  } cases[] = {
    { "HTTP/1.1 400 Bad Request\r\n\r\n", "did not make the connection" },
    { "HTTP/1.1 401 Unauthorized\r\n\r\n", "does not allow" },
    { "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", "does not allow" },
    { "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Length: 18\r\n\r\n"
      "{\"statusCode\":201}",
      "does not allow" },
    { "HTTP/1.1 404 Not Found\r\n\r\n", "did not make the connection" },
    { "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n",
      "a name and a password" },
    { "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: NTLM\r\n"
      "Proxy-Authenticate: Negotiate\r\n\r\n",
      "by NTLM, Negotiate, which" },
    { "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "a name and a password" },
    { "HTTP/1.1 301 Moved\r\nLocation: https://login.example/\r\n\r\n", "another page" },
    { "HTTP/1.1 302 Found\r\nLocation: https://login.example/\r\n\r\n", "another page" },
    { "HTTP/1.1 421 Misdirected\r\n\r\n", "did not make the connection" },
    { "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\n\r\n", "did not make the connection" },
    { "HTTP/1.1 500 Oops\r\n\r\n", "could not reach the host" },
    { "HTTP/1.1 502 Bad Gateway\r\n\r\n<html>", "could not reach the host" },
    { "HTTP/1.1 503 Unavailable\r\nRetry-After: 1\r\n\r\n", "could not reach the host" },
    { "HTTP/1.1 504 Timeout\r\n\r\n", "could not reach the host" },
    { "HTTP/1.1 511 Sign In\r\n\r\n", "another page" },
    { "HTTP/1.1 999 ?\r\n\r\n", "did not make the connection" },
    { "SSH-2.0-OpenSSH_9.2\r\n", "did not make the connection" },
    { "", "did not make the connection" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("(127.0.0.1:%u)", fixture->proxy.port);

      g_test_message ("%s", cases[i].answer);
      fixture->proxy.answer = cases[i].answer;
      check (fixture, ATTEST_STATE_NOT_SENT, cases[i].words, 0);
      check (fixture, ATTEST_STATE_NOT_SENT, name, 0);
      g_assert_cmpint (g_atomic_int_get (&fixture->proxy.n_asked), >=, 2 * (i + 1));
    }
}

/* What it answered is kept, as what it is. */
static void
test_kept (ProxyFixture *fixture, gconstpointer data)
{
  fixture->proxy.answer = "HTTP/1.1 403 Blocked by policy 7\r\nX-A: b\r\n\r\nNo";
  check (fixture, ATTEST_STATE_NOT_SENT, "does not allow", 0);
  g_assert_cmpint (count_kept (fixture, "HTTP 403 Blocked by policy 7"), ==, 1);
  g_assert_cmpint (
      store_fixture_get_int (&fixture->outbox.store,
                             "SELECT count (*) FROM attempts WHERE reply_headers IS NOT NULL"),
      ==,
      0);
}

/* Once it has made the connection, the service has its own word. */
static void
test_through (ProxyFixture *fixture, gconstpointer data)
{
  fixture->proxy.answer = "HTTP/1.1 200 Connection established\r\n\r\n";
  check (fixture, ATTEST_STATE_ACCEPTED, NULL, 1);
  raw_server_set_reply (fixture->server, SERVICE_SAYS ("403 Forbidden", ""), -1);
  check (fixture, ATTEST_STATE_REFUSED, "API key is not allowed", 2);
  raw_server_set_reply (fixture->server, SERVICE_SAYS ("502 Bad Gateway", "<html>"), -1);
  check (fixture, ATTEST_STATE_UNKNOWN, NULL, 3);
  /* It ends what it began. */
  raw_server_set_reply (fixture->server, "", -1);
  check (fixture, ATTEST_STATE_UNKNOWN, NULL, 4);
  /* A tunnel to nowhere is not the proxy's refusal. */
  fixture->proxy.target = 1;
  check (fixture, ATTEST_STATE_NOT_SENT, "to the host", 4);
}

static void
test_unreachable (ProxyFixture *fixture, gconstpointer data)
{
  RawServer *gone = raw_server_new (NULL);
  g_autofree char *closed = g_strdup_printf ("http://127.0.0.1:%u", gone->port);

  raw_server_free (gone);
  use_proxy (fixture, closed);
  check (fixture, ATTEST_STATE_NOT_SENT, "The proxy of this network (127.0.0.1:", 0);
  check (fixture, ATTEST_STATE_NOT_SENT, "does not accept connections", 0);
  g_assert_cmpint (count_kept (fixture, "secret-word"), ==, 0);
  use_proxy (fixture, "http://nobody:secret-word@proxy.invalid:3128");
  check (fixture, ATTEST_STATE_NOT_SENT, "name of the proxy of this network (proxy.invalid)", 0);
  attest_outbox_get_route (fixture->outbox.outbox)->idle_timeout = 200;
  {
    g_autofree char *slow = g_strdup_printf ("http://127.0.0.1:%u", fixture->proxy.port);

    use_proxy (fixture, slow);
    check (fixture, ATTEST_STATE_NOT_SENT, "did not answer in time", 0);
  }
}

/* Its own address may say who signs in. */
static void
test_sign_in (ProxyFixture *fixture, gconstpointer data)
{
  g_autofree char *right =
      g_strdup_printf ("http://kim%%40office:p%%3Aass@127.0.0.1:%u", fixture->proxy.port);
  g_autofree char *wrong = g_strdup_printf ("http://kim:other@127.0.0.1:%u", fixture->proxy.port);

  fixture->proxy.answer = "HTTP/1.1 200 OK\r\n\r\n";
  /* kim@office:p:ass */
  fixture->proxy.credentials = "\r\nProxy-Authorization: Basic a2ltQG9mZmljZTpwOmFzcw==\r\n";
  check (fixture, ATTEST_STATE_NOT_SENT, "asks for a name and a password", 0);
  use_proxy (fixture, wrong);
  check (fixture, ATTEST_STATE_NOT_SENT, "does not accept the name and password", 0);
  g_assert_cmpint (count_kept (fixture, "other"), ==, 0);
  use_proxy (fixture, right);
  check (fixture, ATTEST_STATE_ACCEPTED, NULL, 1);
  g_assert_null (strstr (fixture->server->last_request->str, "Proxy-Authorization"));
}

/* Asked for, as the window does it. */

#define RIGHT "\r\nProxy-Authorization: Basic a2ltQG9mZmljZTpwOmFzc3dvcmQ=\r\n"
#define NAME "kim@office"
#define PASSWORD "p:assword"
#define WRONG "not-the-password"

/* Who is asked, and what is answered. */
typedef struct
{
  const char *password; /* (nullable): nobody is there to be asked */
  gboolean declines;
  guint n_asked;
  guint n_refused;
} Person;

static gboolean
answer_cb (gpointer outbox)
{
  Person *person = g_object_get_data (outbox, "person");

  if (person->declines)
    attest_outbox_set_paused (outbox, TRUE);
  attest_outbox_sign_in (outbox, person->declines ? NULL : NAME, person->password);
  return G_SOURCE_REMOVE;
}

static gboolean
sign_in_cb (AttestOutbox *outbox, const char *proxy, gboolean refused, Person *person)
{
  g_assert_true (g_str_has_prefix (proxy, "127.0.0.1:"));
  person->n_asked++;
  person->n_refused += refused;
  if (person->password == NULL)
    return FALSE;
  g_object_set_data (G_OBJECT (outbox), "person", person);
  g_timeout_add (20, answer_cb, outbox);
  return TRUE;
}

static void
guard_proxy (ProxyFixture *fixture, Person *person)
{
  fixture->proxy.answer = "HTTP/1.1 200 OK\r\n\r\n";
  fixture->proxy.credentials = RIGHT;
  attest_dispatcher_set_pause (attest_outbox_get_dispatcher (fixture->outbox.outbox),
                               attest_service_get ("kolleges"),
                               ATTEST_ENVIRONMENT_TEST,
                               0);
  g_signal_connect (fixture->outbox.outbox, "sign-in", G_CALLBACK (sign_in_cb), person);
}

static void
assert_nowhere (const char *folder, const char *secret)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *content = NULL;
      gsize length = 0;

      if (g_file_get_contents (path, &content, &length, NULL))
        g_assert_null (memmem (content, length, secret, strlen (secret)));
    }
}

/* Nothing of it is in any file, as it is or as it was sent. */
static void
assert_not_written (ProxyFixture *fixture)
{
  static const char *const secrets[] = {
    PASSWORD, "p%3Aassword", "a2ltQG9mZmljZTpwOmFzc3dvcmQ", WRONG
  };

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    assert_nowhere (fixture->outbox.store.folder, secrets[i]);
  g_assert_null (strstr (fixture->server->last_request->str, "Proxy-Authorization"));
}

static char *
dup_kept (ProxyFixture *fixture)
{
  g_autofree char *name = g_strdup_printf ("127.0.0.1:%u", fixture->proxy.port);
  SecretValue *login = NULL;
  char *text = NULL;

  call_keyring (fixture,
                (AttestKeyringCall){ ATTEST_KEYRING_PEEK, ATTEST_KEYRING_PROXY (name), NULL },
                &login);
  text = login != NULL ? g_strdup (secret_value_get_text (login)) : NULL;
  g_clear_pointer (&login, secret_value_unref);
  return text;
}

static void
test_asked (ProxyFixture *fixture, gconstpointer data)
{
  Person person = { .password = PASSWORD };
  g_autofree char *kept = NULL;

  guard_proxy (fixture, &person);
  check (fixture, ATTEST_STATE_ACCEPTED, NULL, 1);
  g_assert_cmpuint (person.n_asked, ==, 1);
  g_assert_cmpuint (person.n_refused, ==, 0);
  /* From then on it is known. */
  check (fixture, ATTEST_STATE_ACCEPTED, NULL, 2);
  g_assert_cmpuint (person.n_asked, ==, 1);
  while ((kept = dup_kept (fixture)) == NULL && outbox_fixture_has_keyring)
    ; /* it is written at the same time */
  g_assert_cmpstr (kept, ==, outbox_fixture_has_keyring ? "kim%40office:p%3Aassword" : NULL);
  assert_not_written (fixture);
}

/* Another run, in which nobody is there to be asked, and then another password holds. */
static void
test_kept_for_later (ProxyFixture *fixture, gconstpointer data)
{
  Person person = { 0 };
  g_autofree char *name = g_strdup_printf ("127.0.0.1:%u", fixture->proxy.port);
  SecretValue *login = attest_sign_in_make (NAME, PASSWORD);
  g_autofree char *kept = NULL;

  guard_proxy (fixture, &person);
  g_assert_cmpint (
      call_keyring (fixture,
                    (AttestKeyringCall){ ATTEST_KEYRING_STORE, ATTEST_KEYRING_PROXY (name), login },
                    NULL),
      ==,
      ATTEST_KEY_STORED);
  secret_value_unref (login);
  check (fixture, ATTEST_STATE_ACCEPTED, NULL, 1);
  g_assert_cmpuint (person.n_asked, ==, 0);
  fixture->proxy.credentials = "\r\nProxy-Authorization: Basic other\r\n";
  check (fixture, ATTEST_STATE_NOT_SENT, "so they were not kept", 1);
  /* The keyring is told at the same time as the person, and may take longer. */
  while ((kept = dup_kept (fixture)) != NULL)
    g_clear_pointer (&kept, g_free);
  g_assert_cmpuint (person.n_refused, ==, 1);
  assert_not_written (fixture);
}

/* Asked once more, and then it is not sent: the next one asks anew. */
static void
test_refused (ProxyFixture *fixture, gconstpointer data)
{
  Person person = { .password = WRONG };
  g_autofree char *kept = NULL;

  guard_proxy (fixture, &person);
  for (guint i = 1; i <= 2; i++)
    {
      check (fixture, ATTEST_STATE_NOT_SENT, "does not accept the name and password", 0);
      g_assert_cmpuint (person.n_asked, ==, 2 * i);
      g_assert_cmpuint (person.n_refused, ==, i);
    }
  person.password = PASSWORD;
  check (fixture, ATTEST_STATE_ACCEPTED, NULL, 1);
  g_assert_cmpuint (person.n_asked, ==, 5);
  while ((kept = dup_kept (fixture)) == NULL && outbox_fixture_has_keyring)
    ; /* it is written at the same time */
  g_assert_cmpstr (kept, ==, outbox_fixture_has_keyring ? "kim%40office:p%3Aassword" : NULL);
  assert_not_written (fixture);
}

/* Who answers while they are asked is not waited for. */
static gboolean
answer_at_once_cb (AttestOutbox *outbox, const char *proxy, gboolean refused, Person *person)
{
  person->n_asked++;
  attest_outbox_sign_in (outbox, NAME, refused ? PASSWORD : WRONG);
  return TRUE;
}

static void
test_answered_at_once (ProxyFixture *fixture, gconstpointer data)
{
  Person person = { 0 };

  guard_proxy (fixture, &person);
  g_signal_handlers_disconnect_by_data (fixture->outbox.outbox, &person);
  g_signal_connect (fixture->outbox.outbox, "sign-in", G_CALLBACK (answer_at_once_cb), &person);
  check (fixture, ATTEST_STATE_ACCEPTED, NULL, 1);
  g_assert_cmpuint (person.n_asked, ==, 2);
  g_assert_cmpint (count_kept (fixture, ""), ==, 0); /* one attempt, and nothing went wrong in it */
  assert_not_written (fixture);
}

/* What waits goes on waiting, and it is asked again. */
static void
test_declined (ProxyFixture *fixture, gconstpointer data)
{
  Person person = { .password = PASSWORD, .declines = TRUE };
  g_autoptr (AttestSubmission) submission = NULL;

  guard_proxy (fixture, &person);
  submission = outbox_fixture_enqueue (&fixture->outbox, "A", ATTEST_ENVIRONMENT_TEST, HOST);
  while (!attest_outbox_get_paused (fixture->outbox.outbox))
    g_main_context_iteration (NULL, TRUE);
  store_fixture_settle (&fixture->outbox.store);
  g_assert_cmpint (attest_submission_get_state (submission), ==, ATTEST_STATE_QUEUED);
  g_assert_cmpuint (person.n_asked, ==, 1);
  person.declines = FALSE;
  attest_outbox_set_paused (fixture->outbox.outbox, FALSE);
  g_assert_cmpint (outbox_fixture_wait_end (submission), ==, ATTEST_STATE_ACCEPTED);
  g_assert_cmpuint (person.n_asked, ==, 2);
}

/* What a proxy says again of what it was given is not kept. */
static void
test_repeated (ProxyFixture *fixture, gconstpointer data)
{
  Person person = { .password = PASSWORD };

  guard_proxy (fixture, &person);
  check (fixture, ATTEST_STATE_ACCEPTED, NULL, 1);
  fixture->proxy.credentials = NULL;
  fixture->proxy.answer =
      "HTTP/1.1 403 No a2ltQG9mZmljZTpwOmFzc3dvcmQ= p:assword p%3Aassword\r\n\r\n";
  check (fixture, ATTEST_STATE_NOT_SENT, "does not allow", 1);
  assert_not_written (fixture);
}

/* Looking on the server goes the same way. */
static void
test_look_up (ProxyFixture *fixture, gconstpointer data)
{
  Person person = { .password = PASSWORD };
  g_autoptr (AttestSubmission) submission = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AttestLookUp) found = NULL;
  g_autoptr (GError) error = NULL;

  guard_proxy (fixture, &person);
  raw_server_set_reply (fixture->server, SERVICE_SAYS ("502 Bad Gateway", "<html>"), -1);
  submission = outbox_fixture_enqueue (&fixture->outbox, "A", ATTEST_ENVIRONMENT_TEST, HOST);
  g_assert_cmpint (outbox_fixture_wait_end (submission), ==, ATTEST_STATE_UNKNOWN);
  raw_server_set_reply (
      fixture->server, SERVICE_SAYS ("200 OK", "{\"statusCode\":200,\"achievements\":[]}"), -1);
  attest_reconciler_find_async (attest_outbox_get_reconciler (fixture->outbox.outbox),
                                submission,
                                NULL,
                                NULL,
                                store_fixture_keep_result,
                                &result);
  found = attest_reconciler_find_finish (store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_false (found->is_found);
  g_assert_cmpuint (person.n_asked, ==, 1);
}

/* The keyring, which does not answer, is asked once the proxy wants to know who it is. */
static void
fall_silent_cb (AttestSubmission *submission, GParamSpec *pspec, ProxyFixture *fixture)
{
  if (attest_submission_get_state (submission) == ATTEST_STATE_SENDING && fixture->bus.path == NULL)
    mute_bus_init (&fixture->bus, fixture->outbox.store.folder);
}

static AttestSubmission *
wait_for_keyring (ProxyFixture *fixture, Person *person)
{
  AttestSubmission *submission = NULL;

  guard_proxy (fixture, person);
  attest_outbox_set_paused (fixture->outbox.outbox, TRUE);
  submission = outbox_fixture_enqueue (&fixture->outbox, "A", ATTEST_ENVIRONMENT_TEST, HOST);
  g_signal_connect (submission, "notify::state", G_CALLBACK (fall_silent_cb), fixture);
  attest_outbox_set_paused (fixture->outbox.outbox, FALSE);
  while (!attest_dispatcher_get_waits_for_keyring (
      attest_outbox_get_dispatcher (fixture->outbox.outbox)))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_atomic_int_get (&fixture->proxy.n_asked), ==, 1);
  return submission;
}

/* That the keyring is waited for is told as it is for a key, and not for longer. */
static void
test_silent_keyring (ProxyFixture *fixture, gconstpointer data)
{
  Person person = { .password = PASSWORD };
  g_autoptr (AttestSubmission) submission = wait_for_keyring (fixture, &person);

  mute_bus_clear (&fixture->bus);
  g_assert_cmpint (outbox_fixture_wait_end (submission), ==, ATTEST_STATE_ACCEPTED);
  g_assert_false (attest_dispatcher_get_waits_for_keyring (
      attest_outbox_get_dispatcher (fixture->outbox.outbox)));
  g_assert_cmpuint (person.n_asked, ==, 1);
}

/* Nothing has left yet: who takes it out does not wait for the keyring, and it is not sent. */
static void
test_silent_and_taken_out (ProxyFixture *fixture, gconstpointer data)
{
  Person person = { .password = PASSWORD };
  g_autoptr (AttestSubmission) submission = wait_for_keyring (fixture, &person);

  outbox_fixture_take_out (fixture->outbox.outbox, submission);
  g_assert_cmpint (outbox_fixture_wait_end (submission), ==, ATTEST_STATE_NOT_SENT);
  g_assert_cmpuint (person.n_asked, ==, 0);
  mute_bus_clear (&fixture->bus);
}

/* Nor does who closes the program, and then it waits for the next time. */
static void
test_silent_at_end (ProxyFixture *fixture, gconstpointer data)
{
  Person person = { .password = PASSWORD };
  g_autoptr (AttestSubmission) submission = wait_for_keyring (fixture, &person);

  outbox_fixture_stop (&fixture->outbox);
  g_assert_cmpint (
      store_fixture_get_int (&fixture->outbox.store,
                             "SELECT count (*) FROM submissions WHERE state = 'queued'"),
      ==,
      1);
  g_assert_cmpuint (person.n_asked, ==, 0);
  mute_bus_clear (&fixture->bus);
}

WITHOUT_LEAK_FINDER

#define ADD(name, test) g_test_add ("/proxies/" name, ProxyFixture, NULL, set_up, test, clear)

int
main (int argc, char *argv[])
{
  outbox_fixture_has_keyring = argc > 1 && g_str_equal (argv[argc - 1], "unlocked");
  g_test_init (&argc, &argv, NULL);
  ADD ("asked", test_asked);
  ADD ("refused", test_refused);
  ADD ("answered-at-once", test_answered_at_once);
  if (outbox_fixture_has_keyring)
    {
      ADD ("kept-for-later", test_kept_for_later);
      return g_test_run ();
    }
  ADD ("declined", test_declined);
  ADD ("repeated", test_repeated);
  ADD ("look-up", test_look_up);
  ADD ("silent-keyring", test_silent_keyring);
  ADD ("silent-and-taken-out", test_silent_and_taken_out);
  ADD ("silent-at-end", test_silent_at_end);
  ADD ("answers", test_answers);
  ADD ("kept", test_kept);
  ADD ("through", test_through);
  ADD ("unreachable", test_unreachable);
  ADD ("sign-in", test_sign_in);
  return g_test_run ();
}
