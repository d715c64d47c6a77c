/* Sending: what reaches the server, and what is made of what it does. */
#include "attest-config.h"
#include "outbox-fixture.h"

#include "attest-practice.h"
#include "service/attest-service.h"

#define CREATED                                                                                    \
  "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 32\r\n\r\n"           \
  "{\"statusCode\":201,\"message\":\"x\"}"

static void
test_practice (OutboxFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestPractice) practice = attest_practice_new ();
  g_autoptr (AttestSubmission) submission = NULL;
  g_autoptr (GError) error = NULL;

  attest_practice_start (practice, 0, &error);
  g_assert_no_error (error);
  submission = outbox_fixture_enqueue (fixture,
                                       "수료증",
                                       ATTEST_ENVIRONMENT_PRACTICE,
                                       attest_practice_get_url (practice, "kolleges"));
  g_assert_cmpint (outbox_fixture_wait_end (submission), ==, ATTEST_STATE_ACCEPTED);
  g_assert_cmpuint (attest_submission_get_http_status (submission), ==, 201);
  g_assert_cmpuint (attest_practice_get_n_taken (practice, "kolleges"), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->outbox)), ==, 0);
  attest_practice_stop (practice);
}

/* What an earlier run left queued for practice, when that listened on another port. */
static void
test_practice_elsewhere (OutboxFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestPractice) practice = attest_practice_new ();
  g_autoptr (AttestSubmission) submission = NULL;
  g_autoptr (GError) error = NULL;
  const char *host = NULL;

  attest_outbox_set_paused (fixture->outbox, TRUE);
  submission = outbox_fixture_enqueue (
      fixture, "수료증", ATTEST_ENVIRONMENT_PRACTICE, "http://127.0.0.1:1/open-api");
  attest_practice_start (practice, 0, &error);
  g_assert_no_error (error);
  host = attest_practice_get_url (practice, "kolleges");
  attest_outbox_set_practice_host (fixture->outbox, attest_service_get ("kolleges"), host);
  attest_outbox_set_paused (fixture->outbox, FALSE);
  g_assert_cmpint (outbox_fixture_wait_end (submission), ==, ATTEST_STATE_ACCEPTED);
  g_assert_cmpstr (attest_submission_get_host (submission), ==, host);
  g_assert_cmpuint (attest_practice_get_n_taken (practice, "kolleges"), ==, 1);
  attest_practice_stop (practice);
}

/* The one request there is, byte by byte where it matters. */
static void
test_request (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new (CREATED);
  g_autofree char *url = raw_server_dup_url (server);
  g_autofree char *base = g_strconcat (url, "/open-api", NULL);
  g_autoptr (AttestSubmission) submission = NULL;
  const char *request = NULL;

  outbox_fixture_set_key (
      fixture, attest_service_get ("kolleges"), base, " sentinel-key-123456 \n");
  submission = outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_TEST, base);
  g_assert_cmpint (outbox_fixture_wait_end (submission), ==, ATTEST_STATE_ACCEPTED);
  request = server->last_request->str;
  g_assert_true (g_str_has_prefix (request, "POST /open-api/achievements/forms HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "\r\nContent-Type: application/json\r\n"));
  g_assert_nonnull (strstr (request, "\r\nAccept: application/json\r\n"));
  g_assert_nonnull (strstr (request, "\r\nConnection: close\r\n"));
  g_assert_nonnull (strstr (request, "\r\nUser-Agent: Attest/" ATTEST_VERSION "\r\n"));
  g_assert_nonnull (strstr (request, "\r\nAuthorization: Bearer sentinel-key-123456\r\n"));
  g_assert_true (g_str_has_suffix (request,
                                   "\r\n\r\n{\"name\":\"A\",\"type\":\"completion\","
                                   "\"achievementCertificateDesignId\":165,"
                                   "\"achievementBadgeDesignId\":83}"));
  g_assert_cmpint (server->n_connections, ==, 1);
  g_assert_cmpint (server->n_requests, ==, 1);
  raw_server_free (server);
}

/* As an older version left it, which took any server for any environment. */
static AttestSubmission *
enqueue_by_older (OutboxFixture *fixture, const AttestPlace *place)
{
  AttestNewSubmission *new = g_new0 (AttestNewSubmission, 1);
  GPtrArray *decisions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) attest_new_submission_free);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  new->place = attest_place_copy (place);
  new->title = g_strdup ("A");
  new->entity = g_strdup ("");
  new->entity_id = g_strdup ("");
  new->url = attest_service_make_url (place->service, place->host);
  new->headers = g_strdup ("");
  new->body = g_strdup ("{}");
  new->sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, new->body, -1);
  g_ptr_array_add (decisions, new);
  attest_store_enqueue_async (
      fixture->store.store, decisions, NULL, store_fixture_keep_result, &result);
  rows = attest_store_enqueue_finish (fixture->store.store, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  attest_dispatcher_add_own (attest_outbox_get_dispatcher (fixture->outbox), rows);
  return g_object_ref (rows->pdata[0]);
}

/* Nothing goes there as a test, and nobody is asked whether it may. */
static void
test_other_environment (OutboxFixture *fixture, gconstpointer data)
{
  const AttestService *service = attest_service_get ("certsearch");
  const AttestPlace place = { service,
                              ATTEST_ENVIRONMENT_TEST,
                              service->hosts[ATTEST_ENVIRONMENT_PRODUCTION] };
  g_autoptr (AttestRecord) record = attest_record_new (&attest_certificate_schema);
  g_autoptr (AttestSendPlan) plan = NULL;
  g_autoptr (AttestSubmission) submission = NULL;

  outbox_fixture_set_key_of (fixture, &place, "a-key-for-this-run");
  plan = outbox_fixture_plan (fixture, record, place.environment, place.host);
  g_assert_false (attest_send_plan_get_can_send (plan));
  g_assert_nonnull (strstr (attest_send_plan_get_obstacle (plan), "another environment"));

  submission = enqueue_by_older (fixture, &place);
  g_assert_cmpint (outbox_fixture_wait_end (submission), ==, ATTEST_STATE_NOT_SENT);
  g_assert_nonnull (strstr (attest_submission_get_message (submission), "another environment"));
}

/* Sends one form and looks at what became of it. */
static AttestSubmission *
send_one (OutboxFixture *fixture, const char *host, AttestState expected)
{
  g_autoptr (AttestSubmission) submission =
      outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_PRACTICE, host);

  g_assert_cmpstr (attest_state_get_id (outbox_fixture_wait_end (submission)),
                   ==,
                   attest_state_get_id (expected));
  return g_steal_pointer (&submission);
}

static gint64
count_attempts (OutboxFixture *fixture)
{
  return store_fixture_get_int (&fixture->store, "SELECT count (*) FROM attempts");
}

#define REPLY(status, body)                                                                        \
  "HTTP/1.1 " status "\r\nContent-Type: application/json\r\n"                                      \
  "Connection: keep-alive\r\n\r\n" body

static void
test_outcomes (OutboxFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *reply;
    AttestState state;
    guint status;
  } cases[] = {
    { CREATED, ATTEST_STATE_ACCEPTED, 201 },
    { REPLY ("200 OK", "{\"statusCode\":200}"), ATTEST_STATE_ACCEPTED, 200 },
    { REPLY ("201 Created", "<html>"), ATTEST_STATE_UNKNOWN, 201 },
    { REPLY ("201 Created", ""), ATTEST_STATE_UNKNOWN, 201 },
    { "HTTP/1.1 204 No Content\r\n\r\n", ATTEST_STATE_UNKNOWN, 204 },
    { REPLY ("400 Bad Request", "{\"statusCode\":400,\"message\":\"x\",\"error\":\"y\"}"),
      ATTEST_STATE_REFUSED,
      400 },
    { "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"
      "Content-Length: 0\r\n\r\n",
      ATTEST_STATE_REFUSED,
      401 },
    { "HTTP/1.1 407 Proxy\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
      ATTEST_STATE_REFUSED,
      407 },
    { REPLY ("421 Misdirected Request", "x"), ATTEST_STATE_REFUSED, 421 },
    { REPLY ("500 Oops", ""), ATTEST_STATE_UNKNOWN, 500 },
    { REPLY ("502 Bad Gateway", "<html>"), ATTEST_STATE_UNKNOWN, 502 },
    { "HTTP/1.1 301 Moved\r\nLocation: /achievements/forms\r\nContent-Length: 0\r\n\r\n",
      ATTEST_STATE_REFUSED,
      301 },
    { "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
      ATTEST_STATE_UNKNOWN,
      302 },
    { "HTTP/1.1 303 See Other\r\nLocation: /achievements/forms/1\r\nContent-Length: 0\r\n\r\n",
      ATTEST_STATE_UNKNOWN,
      303 },
    { "HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n",
      ATTEST_STATE_UNKNOWN,
      503 },
    { "HTTP/1.1 307 Temporary\r\nLocation: http://localhost:1/\r\nContent-Length: 0\r\n\r\n",
      ATTEST_STATE_REFUSED,
      307 },
    { "HTTP/1.1 308 Permanent\r\nLocation: https://x.invalid/\r\nContent-Length: 0\r\n\r\n",
      ATTEST_STATE_REFUSED,
      308 },
    /* No HTTP at all, and nothing at all. */
    { "SSH-2.0-OpenSSH_9.2\r\n", ATTEST_STATE_UNKNOWN, 0 },
    { "", ATTEST_STATE_UNKNOWN, 0 },
    { "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"statusCode\":2",
      ATTEST_STATE_UNKNOWN,
      200 },
    { "HTTP/1.1 400 Bad\r\nContent-Length: 500\r\n\r\n{\"statusCode\":4",
      ATTEST_STATE_REFUSED,
      400 },
    { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", ATTEST_STATE_UNKNOWN, 200 },
    { "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd",
      ATTEST_STATE_UNKNOWN,
      200 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RawServer *server = raw_server_new (cases[i].reply);
      g_autofree char *url = raw_server_dup_url (server);
      g_autoptr (AttestSubmission) submission = NULL;

      g_test_message ("%s", cases[i].reply);
      submission = send_one (fixture, url, cases[i].state);
      g_assert_cmpuint (attest_submission_get_http_status (submission), ==, cases[i].status);
      g_assert_cmpint (server->n_requests, ==, 1);
      /* After a 421 libsoup may have begun another connection before it was stopped. */
      g_assert_cmpint (server->n_connections, <=, cases[i].status == 421 ? 2 : 1);
      g_assert_cmpint (count_attempts (fixture), ==, i + 1);
      raw_server_free (server);
    }
}

/* A reply cut after each byte: accepted only if it is whole, otherwise unknown, and never sent
 * again. */
static void
test_cut (OutboxFixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < strlen (CREATED); i++)
    {
      RawServer *server = raw_server_new (NULL);
      g_autofree char *url = raw_server_dup_url (server);
      g_autoptr (AttestSubmission) submission = NULL;

      raw_server_set_reply (server, CREATED, (gssize) i);
      server->reset = i % 2 == 1;
      submission = send_one (fixture, url, ATTEST_STATE_UNKNOWN);
      g_assert_cmpint (server->n_requests, ==, 1);
      g_assert_cmpint (server->n_connections, ==, 1);
      raw_server_free (server);
    }
}

/* The server goes after so many bytes of the request. */
static void
test_dropped_request (OutboxFixture *fixture, gconstpointer data)
{
  for (guint i = 1; i < 300; i += 37)
    {
      RawServer *server = raw_server_new (NULL);
      g_autofree char *url = raw_server_dup_url (server);
      g_autoptr (AttestSubmission) submission = NULL;

      server->request_needed = i;
      server->reset = TRUE;
      submission = send_one (fixture, url, ATTEST_STATE_UNKNOWN);
      g_assert_cmpint (server->n_connections, ==, 1);
      raw_server_free (server);
    }
}

/* Where nothing can have left. */
static void
test_not_sent (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *gone = raw_server_new (NULL);
  g_autofree char *refused = raw_server_dup_url (gone);
  const char *const hosts[] = { refused, "https://nonexistent.invalid", NULL };
  g_autoptr (AttestSubmission) first = NULL;

  raw_server_free (gone);
  for (guint i = 0; hosts[i] != NULL; i++)
    {
      g_autoptr (AttestSubmission) submission = send_one (fixture, hosts[i], ATTEST_STATE_NOT_SENT);

      g_assert_false (attest_submission_is_taken_out (submission));
      g_assert_nonnull (attest_submission_get_message (submission));
      g_assert_cmpuint (attest_submission_get_http_status (submission), ==, 0);
    }
}

/* Something answers that does not speak TLS. */
static void
test_no_tls (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new ("HTTP/1.1 400 Bad Request\r\n\r\n");
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u", server->port);
  g_autoptr (AttestSubmission) submission = NULL;

  server->request_needed = 1;
  submission = send_one (fixture, url, ATTEST_STATE_NOT_SENT);
  raw_server_free (server);
}

static void
test_no_answer (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new (NULL);
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (AttestSubmission) submission = NULL;

  server->hang = TRUE;
  attest_outbox_get_route (fixture->outbox)->idle_timeout = 200;
  submission = send_one (fixture, url, ATTEST_STATE_UNKNOWN);
  g_assert_cmpint (server->n_requests, ==, 1);
  raw_server_free (server);
}

/* The computer slept beyond every timer, and the reply came meanwhile: it is read. */
static void
test_late_look (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new (CREATED);
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (AttestSubmission) submission = NULL;

  server->waits = 1;
  attest_outbox_get_route (fixture->outbox)->idle_timeout = 500;
  submission = outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_PRACTICE, url);
  while (g_atomic_int_get (&server->n_requests) == 0)
    g_main_context_iteration (NULL, FALSE);
  g_atomic_int_set (&server->waits, 0);
  while (g_atomic_int_get (&server->n_replies) == 0)
    g_usleep (1000);
  g_usleep (600 * 1000);
  g_assert_cmpint (outbox_fixture_wait_end (submission), ==, ATTEST_STATE_ACCEPTED);
  raw_server_free (server);
}

static void
test_large (OutboxFixture *fixture, gconstpointer data)
{
  g_autofree char *filling = g_strnfill (1024 * 1024, 'x');
  g_autofree char *reply = g_strconcat ("HTTP/1.1 200 OK\r\n\r\n", filling, NULL);
  RawServer *server = raw_server_new (reply);
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (AttestSubmission) submission = NULL;

  server->repeat = 100;
  submission = send_one (fixture, url, ATTEST_STATE_UNKNOWN);
  g_assert_cmpint (
      store_fixture_get_int (&fixture->store, "SELECT length (reply_body) FROM attempts"),
      ==,
      8 * 1024 * 1024);
  g_assert_cmpint (
      store_fixture_get_int (&fixture->store, "SELECT reply_cut FROM attempts"), ==, 1);
  raw_server_free (server);
}

static void
test_cancel (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new (NULL);
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (AttestSubmission) waiting = NULL;
  g_autoptr (AttestSubmission) sending = NULL;

  server->hang = TRUE;
  sending = outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_PRACTICE, url);
  waiting = outbox_fixture_enqueue (fixture, "B", ATTEST_ENVIRONMENT_PRACTICE, url);
  while (g_atomic_int_get (&server->n_requests) == 0)
    g_main_context_iteration (NULL, FALSE);
  outbox_fixture_take_out (fixture->outbox, waiting);
  outbox_fixture_wait (waiting, ATTEST_STATE_NOT_SENT);
  g_assert_true (attest_submission_is_taken_out (waiting));
  g_assert_cmpint (attest_submission_get_sent (waiting), ==, 0);
  g_assert_cmpint (
      attest_submission_get_time (waiting), ==, attest_submission_get_finished (waiting));
  g_assert_cmpint (attest_submission_get_state (sending), ==, ATTEST_STATE_SENDING);
  outbox_fixture_take_out (fixture->outbox, sending);
  outbox_fixture_wait (sending, ATTEST_STATE_UNKNOWN);
  g_assert_cmpint (server->n_requests, ==, 1);
  g_assert_cmpuint (attest_outbox_get_n_unknown (fixture->outbox), ==, 1);
  g_assert_cmpuint (attest_outbox_get_n_queued (fixture->outbox), ==, 0);
  raw_server_free (server);
}

/* Without a key nothing begins. */
static void
test_no_key (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new (CREATED);
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (AttestSubmission) submission = NULL;
  const AttestService *service = attest_service_get ("kolleges");

  outbox_fixture_set_key (fixture, service, url, "a-key-for-this-run");
  attest_outbox_set_paused (fixture->outbox, TRUE);
  submission = outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_TEST, url);
  attest_keyring_set_for_this_run (
      fixture->keyring, &(AttestPlace){ service, ATTEST_ENVIRONMENT_TEST, url }, NULL, NULL);
  attest_outbox_set_paused (fixture->outbox, FALSE);
  g_assert_cmpint (outbox_fixture_wait_end (submission), ==, ATTEST_STATE_NOT_SENT);
  g_assert_cmpint (count_attempts (fixture), ==, 0);
  g_assert_cmpint (server->n_connections, ==, 0);
  raw_server_free (server);
}

/* A server that sends back what it was sent does not get the key into the history, however much
 * else it says: what is long is searched on another thread. */
static void
check_key_is_not_kept (OutboxFixture *fixture, gsize n_before)
{
  const char *key = "sentinel-0123456789";
  g_autofree char *before = g_strnfill (n_before, ' ');
  g_autofree char *reply = g_strdup_printf ("HTTP/1.1 400 Bad\r\nX-Echo: Bearer %s\r\n\r\n"
                                            "%s{\"statusCode\":400,\"message\":\"bad %s\"}",
                                            key,
                                            before,
                                            key);
  RawServer *server = raw_server_new (reply);
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (AttestSubmission) submission = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;

  outbox_fixture_set_key (fixture, attest_service_get ("kolleges"), url, key);
  submission = outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_TEST, url);
  g_assert_cmpint (outbox_fixture_wait_end (submission), ==, ATTEST_STATE_REFUSED);
  g_assert_nonnull (strstr (server->last_request->str, key));
  dir = g_dir_open (fixture->store.folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->store.folder, name, NULL);
      g_autofree char *content = NULL;
      gsize length = 0;

      g_assert_true (g_file_get_contents (path, &content, &length, NULL));
      for (gsize i = 0; i + strlen (key) <= length; i++)
        g_assert_true (memcmp (content + i, key, strlen (key)) != 0);
    }
  raw_server_free (server);
}

static void
test_key_is_not_kept (OutboxFixture *fixture, gconstpointer data)
{
  check_key_is_not_kept (fixture, 0);
  check_key_is_not_kept (fixture, 300000);
}

/* 429: queued again, with the time it may be sent; the lane waits, others do not. */
static void
test_deferred (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new ("HTTP/1.1 429 Too Many\r\nRetry-After: 1800\r\n\r\n");
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (AttestSubmission) submission =
      outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_PRACTICE, url);
  gint64 wait = 0;

  while (attest_submission_get_not_before (submission) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (attest_submission_get_state (submission), ==, ATTEST_STATE_QUEUED);
  wait = attest_submission_get_not_before (submission) - g_get_real_time ();
  g_assert_cmpint (wait, >, 1790 * G_USEC_PER_SEC);
  g_assert_cmpint (wait, <=, 1800 * G_USEC_PER_SEC);
  while (attest_outbox_get_next_send (fixture->outbox) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (server->n_requests, ==, 1);
  raw_server_free (server);
}

/* A clock that stands still but where it is set. */
typedef struct
{
  gint64 now;
} Clock;

static gint64
get_now (gpointer data)
{
  return ((Clock *) data)->now;
}

static const char *
get_boot (gpointer data)
{
  return "this start";
}

static Clock still;
static const AttestClock still_clock = { get_now, get_now, get_boot, &still };

static void
set_up_still (OutboxFixture *fixture, gconstpointer data)
{
  still.now = g_get_real_time ();
  outbox_fixture_set_up_at (fixture, data, &still_clock);
  outbox_fixture_open (fixture);
}

/* Put off again and again: the server's pause counts, but from the second time on it grows, and
 * after eight times a person has to decide. */
static void
test_put_off (OutboxFixture *fixture, gconstpointer data)
{
  static const gint64 holds[] = { 1, 120, 240, 480, 960, 1920, 3600 };
  RawServer *server = raw_server_new ("HTTP/1.1 429 Too Many\r\nRetry-After: 0\r\n\r\n");
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (AttestSubmission) submission = NULL;
  gint64 last = 0;

  submission = outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_PRACTICE, url);
  for (guint i = 0; i < G_N_ELEMENTS (holds); i++)
    {
      while (attest_submission_get_state (submission) != ATTEST_STATE_QUEUED
             || attest_submission_get_not_before (submission) == last)
        g_main_context_iteration (NULL, TRUE);
      last = attest_submission_get_not_before (submission);
      g_assert_cmpint (last - still.now, ==, holds[i] * G_USEC_PER_SEC);
      g_assert_cmpint (g_atomic_int_get (&server->n_requests), ==, i + 1);
      still.now = last;
      attest_dispatcher_hurry (attest_outbox_get_dispatcher (fixture->outbox), submission);
      /* Until it is begun again. */
      while (attest_submission_get_not_before (submission) == last)
        g_main_context_iteration (NULL, TRUE);
      last = 0;
    }
  g_assert_cmpint (outbox_fixture_wait_end (submission), ==, ATTEST_STATE_NOT_SENT);
  g_assert_nonnull (strstr (attest_submission_get_message (submission), "8 times"));
  g_assert_cmpint (g_atomic_int_get (&server->n_requests), ==, 8);
  raw_server_free (server);
}

/* A server that asks for less than is waited between two requests: the time that is told is the one
 * that is kept to. */
static void
test_put_off_for_less (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new ("HTTP/1.1 429 Too Many\r\nRetry-After: 5\r\n\r\n");
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (AttestSubmission) submission = NULL;

  attest_dispatcher_set_pause (attest_outbox_get_dispatcher (fixture->outbox),
                               attest_service_get ("kolleges"),
                               ATTEST_ENVIRONMENT_PRACTICE,
                               60);
  submission = outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_PRACTICE, url);
  while (attest_submission_get_not_before (submission) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (
      attest_submission_get_not_before (submission) - still.now, ==, 60 * G_USEC_PER_SEC);
  raw_server_free (server);
}

/* Taken out in any moment of a claim that does not lead to sending: it is not sent, and that is
 * told. */
static void
test_removed_while_claiming (OutboxFixture *fixture, gconstpointer data)
{
  const AttestService *service = attest_service_get ("kolleges");
  RawServer *server = raw_server_new (CREATED);
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (AttestSubmission) first = NULL;

  attest_dispatcher_set_pause (
      attest_outbox_get_dispatcher (fixture->outbox), service, ATTEST_ENVIRONMENT_PRACTICE, 3600);
  first = outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_PRACTICE, url);
  outbox_fixture_wait (first, ATTEST_STATE_ACCEPTED);
  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (AttestSubmission) next =
          outbox_fixture_enqueue (fixture, "B", ATTEST_ENVIRONMENT_PRACTICE, url);
      g_autoptr (GPtrArray) one = g_ptr_array_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      AttestRemoval removal = ATTEST_REMOVAL_UNKNOWN;

      /* As another process' change does, its claim asks the store anew. */
      attest_dispatcher_set_pause (attest_outbox_get_dispatcher (fixture->outbox),
                                   service,
                                   ATTEST_ENVIRONMENT_PRACTICE,
                                   3600 - (int) i % 2);
      for (guint n = 0; n < i; n++)
        g_main_context_iteration (NULL, FALSE);
      g_ptr_array_add (one, next);
      attest_dispatcher_cancel_async (
          attest_outbox_get_dispatcher (fixture->outbox), one, store_fixture_keep_result, &result);
      g_assert_true (attest_removal_finish (store_fixture_wait (&result), &removal, &error));
      g_assert_no_error (error);
      g_assert_cmpint (removal, ==, ATTEST_REMOVAL_DONE);
      g_assert_true (attest_submission_is_taken_out (next));
    }
  g_assert_cmpint (server->n_requests, ==, 1);
  raw_server_free (server);
}

/* What really became of it is told. */
static void
test_removed_too_late (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new (CREATED);
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (AttestSubmission) submission =
      outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_PRACTICE, url);
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GAsyncResult) result = NULL;
  AttestRemoval removal = ATTEST_REMOVAL_DONE;

  g_ptr_array_add (one, submission);
  outbox_fixture_wait (submission, ATTEST_STATE_ACCEPTED);
  attest_dispatcher_cancel_async (
      attest_outbox_get_dispatcher (fixture->outbox), one, store_fixture_keep_result, &result);
  g_assert_true (attest_removal_finish (store_fixture_wait (&result), &removal, NULL));
  g_assert_cmpint (removal, ==, ATTEST_REMOVAL_TOO_LATE);
  raw_server_free (server);
}

static void
unwritten_cb (AttestOutbox *outbox, AttestClaimEnd *end, GError *error, guint *n_told)
{
  g_assert_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_FULL);
  g_assert_cmpint (end->to, ==, ATTEST_STATE_ACCEPTED);
  g_assert_cmpstr (end->remote_id, ==, "77");
  ++*n_told;
}

/* A reply that the disk has no room for: told at once, and not waited for without end. */
static void
test_unwritten (OutboxFixture *fixture, gconstpointer data)
{
  g_autofree char *filling = g_strnfill (600 * 1024, ' ');
  g_autofree char *reply = g_strconcat ("HTTP/1.1 201 Created\r\n\r\n"
                                        "{\"statusCode\":201,\"achievementFormId\":77",
                                        filling,
                                        "}",
                                        NULL);
  gboolean frees = GPOINTER_TO_INT (data);
  RawServer *server = raw_server_new (reply);
  g_autofree char *url = raw_server_dup_url (server);
  g_autofree char *limit = NULL;
  g_autoptr (AttestSubmission) submission = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_told = 0;

  server->waits = 1;
  g_signal_connect (fixture->outbox, "unwritten", G_CALLBACK (unwritten_cb), &n_told);
  submission = outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_PRACTICE, url);
  while (g_atomic_int_get (&server->n_requests) == 0)
    g_main_context_iteration (NULL, FALSE);
  limit = g_strdup_printf ("PRAGMA max_page_count = %" G_GINT64_FORMAT,
                           store_fixture_get_int (&fixture->store, "PRAGMA page_count"));
  store_fixture_get_int (&fixture->store, limit);
  g_atomic_int_set (&server->waits, 0);
  while (n_told == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (attest_submission_get_state (submission), ==, ATTEST_STATE_SENDING);
  g_assert_cmpint (attest_submission_get_outcome (submission), ==, ATTEST_STATE_ACCEPTED);
  if (frees)
    {
      store_fixture_get_int (&fixture->store, "PRAGMA max_page_count = 1000000");
      outbox_fixture_wait (submission, ATTEST_STATE_ACCEPTED);
    }
  else
    {
      attest_outbox_stop_async (fixture->outbox, store_fixture_keep_result, &result);
      g_assert_false (
          attest_outbox_stop_finish (fixture->outbox, store_fixture_wait (&result), &error));
      g_assert_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_FULL);
      g_assert_cmpint (attest_submission_get_state (submission), ==, ATTEST_STATE_SENDING);
      store_fixture_get_int (&fixture->store, "PRAGMA max_page_count = 1000000");
    }
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_cmpint (server->n_requests, ==, 1);
  raw_server_free (server);
}

WITHOUT_LEAK_FINDER

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  outbox_fixture_add ("/sender/practice", test_practice);
  outbox_fixture_add ("/sender/practice-elsewhere", test_practice_elsewhere);
  outbox_fixture_add ("/sender/request", test_request);
  outbox_fixture_add ("/sender/outcomes", test_outcomes);
  outbox_fixture_add ("/sender/cut", test_cut);
  outbox_fixture_add ("/sender/dropped-request", test_dropped_request);
  outbox_fixture_add ("/sender/not-sent", test_not_sent);
  outbox_fixture_add ("/sender/no-tls", test_no_tls);
  outbox_fixture_add ("/sender/no-answer", test_no_answer);
  outbox_fixture_add ("/sender/late-look", test_late_look);
  outbox_fixture_add ("/sender/large", test_large);
  outbox_fixture_add ("/sender/cancel", test_cancel);
  outbox_fixture_add ("/sender/no-key", test_no_key);
  outbox_fixture_add ("/sender/key-is-not-kept", test_key_is_not_kept);
  outbox_fixture_add ("/sender/other-environment", test_other_environment);
  outbox_fixture_add ("/sender/deferred", test_deferred);
  g_test_add (
      "/sender/put-off", OutboxFixture, NULL, set_up_still, test_put_off, outbox_fixture_clear);
  g_test_add ("/sender/put-off-for-less",
              OutboxFixture,
              NULL,
              set_up_still,
              test_put_off_for_less,
              outbox_fixture_clear);
  outbox_fixture_add ("/sender/removed-while-claiming", test_removed_while_claiming);
  outbox_fixture_add ("/sender/removed-too-late", test_removed_too_late);
  g_test_add ("/sender/unwritten/freed",
              OutboxFixture,
              GINT_TO_POINTER (TRUE),
              outbox_fixture_set_up,
              test_unwritten,
              outbox_fixture_clear);
  g_test_add ("/sender/unwritten/at-end",
              OutboxFixture,
              GINT_TO_POINTER (FALSE),
              outbox_fixture_set_up,
              test_unwritten,
              outbox_fixture_clear);
  return g_test_run ();
}
