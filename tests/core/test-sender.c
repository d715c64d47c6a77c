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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  outbox_fixture_add ("/sender/practice", test_practice);
  outbox_fixture_add ("/sender/request", test_request);
  return g_test_run ();
}
