/* Faults: everything a network and a stranger's server can do to one request. For each: where that
 * leaves the submission, what is said, what is kept, and what the user can do next; and always that
 * the server saw one request at the most. */
#include "attest-config.h"
#include "outbox-fixture.h"

#include "http/attest-failure.h"
#include "http/attest-post.h"
#include "service/attest-service.h"
#include "store/attest-submission-details.h"

#include <glib-unix.h>

#define OK_CERTSEARCH "{\"data\":true,\"company_certifications_id\":\"c-1\"}"
#define OK_KOLLEGES "{\"statusCode\":201,\"message\":\"Created\"}"
#define BAD_CERTSEARCH                                                                             \
  "{\"error\":true,\"errors\":{\"message\":\"Not so\",\"code\":\"validation_error\"}}"
#define BAD_KOLLEGES "{\"statusCode\":400,\"message\":\"Not so\",\"error\":\"ValidationError\"}"
#define FAILED_KOLLEGES                                                                            \
  "{\"statusCode\":500,\"message\":\"예기치 않은 오류\",\"error\":\"InternalServerError\"}"
#define HTML "<!DOCTYPE html><html><body>Something else</body></html>"
#define BROKEN "{\"statusCode\":201,\"mess"

typedef struct
{
  const AttestService *service;
  AttestRecord *record;
  char *host;
  AttestSubmission *submission;
} Case;

static AttestRecord *
make_record (const AttestService *service, const char *name)
{
  AttestRecord *record = NULL;

  if (g_str_equal (service->id, "kolleges"))
    return outbox_fixture_make_form (name);
  record = attest_record_new (&attest_certificate_schema);
  attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, name);
  return record;
}

static AttestSubmission *
enqueue (OutboxFixture *fixture, AttestRecord *record, const char *host)
{
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) submissions = NULL;

  g_ptr_array_add (plans, outbox_fixture_plan (fixture, record, ATTEST_ENVIRONMENT_PRACTICE, host));
  submissions = outbox_fixture_enqueue_plans (fixture, plans, FALSE);
  return g_object_ref (g_ptr_array_index (submissions, 0));
}

static void
case_init (Case *self, OutboxFixture *fixture, const char *service, const char *host)
{
  static guint n = 0;
  g_autofree char *name = g_strdup_printf ("Record %u", ++n);

  self->service = attest_service_get (service);
  self->record = make_record (self->service, name);
  self->host = g_strdup (host);
  self->submission = enqueue (fixture, self->record, host);
}

static void
case_clear (Case *self)
{
  g_clear_object (&self->record);
  g_clear_object (&self->submission);
  g_clear_pointer (&self->host, g_free);
}

static gint64
get_of_attempt (OutboxFixture *fixture, Case *self, const char *column)
{
  g_autofree char *sql = g_strdup_printf ("SELECT coalesce (max (%s), -1) FROM attempts"
                                          " WHERE submission_id = '%s'",
                                          column,
                                          attest_submission_get_id (self->submission));

  return store_fixture_get_int (&fixture->store, sql);
}

static void
decide_absent (OutboxFixture *fixture, AttestSubmission *submission)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  attest_reconciler_resolve_async (attest_outbox_get_reconciler (fixture->outbox),
                                   &(AttestDecision){ attest_submission_get_id (submission),
                                                      ATTEST_STATE_UNKNOWN,
                                                      ATTEST_STATE_NOT_SENT,
                                                      NULL,
                                                      "It is not there" },
                                   NULL,
                                   store_fixture_keep_result,
                                   &result);
  attest_reconciler_resolve_finish (store_fixture_wait (&result), &error);
  g_assert_no_error (error);
}

/* What a person can do about it: a new decision is possible in the end, and before that, whatever
 * is open stands in its way by name. */
static void
check_offer (OutboxFixture *fixture, Case *self, AttestState state)
{
  gboolean is_open = state == ATTEST_STATE_QUEUED || state == ATTEST_STATE_UNKNOWN;
  g_autoptr (AttestSendPlan) plan =
      outbox_fixture_plan (fixture, self->record, ATTEST_ENVIRONMENT_PRACTICE, self->host);
  g_autoptr (AttestSendPlan) next = NULL;

  g_assert_true (attest_send_plan_get_can_send (plan));
  g_assert_true ((attest_send_plan_get_open (plan) == self->submission) == is_open);
  g_assert_true ((attest_send_plan_get_same_content (plan) == self->submission)
                 == (state == ATTEST_STATE_ACCEPTED));
  g_assert_cmpuint (
      attest_outbox_get_n_unknown (fixture->outbox), ==, state == ATTEST_STATE_UNKNOWN);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->outbox)), ==, is_open);
  if (state == ATTEST_STATE_UNKNOWN)
    decide_absent (fixture, self->submission);
  else if (state == ATTEST_STATE_QUEUED)
    outbox_fixture_take_out (fixture->outbox, self->submission);
  else
    return;
  outbox_fixture_wait (self->submission, ATTEST_STATE_NOT_SENT);
  next = outbox_fixture_plan (fixture, self->record, ATTEST_ENVIRONMENT_PRACTICE, self->host);
  g_assert_null (attest_send_plan_get_open (next));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->outbox)), ==, 0);
}

/* Waits for the end, or for being put off. */
static AttestState
wait_end (AttestSubmission *submission)
{
  for (;;)
    {
      AttestState state = attest_submission_get_state (submission);

      if (state != ATTEST_STATE_SENDING
          && (state != ATTEST_STATE_QUEUED || attest_submission_get_not_before (submission) > 0))
        return state;
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
check_case (OutboxFixture *fixture, Case *self, AttestState state, guint status, gint64 length)
{
  const char *message = NULL;

  g_assert_cmpstr (
      attest_state_get_id (wait_end (self->submission)), ==, attest_state_get_id (state));
  g_assert_cmpuint (attest_submission_get_http_status (self->submission), ==, status);
  message = attest_submission_get_message (self->submission);
  g_test_message ("  %s: %s", attest_state_get_id (state), message != NULL ? message : "");
  if (state != ATTEST_STATE_ACCEPTED)
    g_assert_true (message != NULL && *message != '\0' && g_utf8_validate (message, -1, NULL));
  g_assert_cmpint (get_of_attempt (fixture, self, "finished > 0"), ==, 1);
  g_assert_cmpint (get_of_attempt (fixture, self, "http_status"), ==, status);
  if (length >= 0)
    g_assert_cmpint (get_of_attempt (fixture, self, "length (reply_body)"), ==, length);
  check_offer (fixture, self, state);
}

/* One request to a server with one reply. */
static void
run_reply (OutboxFixture *fixture,
           const char *service,
           const char *reply,
           AttestState state,
           guint status)
{
  RawServer *server = raw_server_new (reply);
  g_autofree char *url = raw_server_dup_url (server);
  const char *body = strstr (reply, "\r\n\r\n") + 4;
  Case one = { 0 };

  g_test_message ("%s: %.*s", service, (int) strcspn (reply, "\r"), reply);
  case_init (&one, fixture, service, url);
  check_case (fixture, &one, state, status, (gint64) strlen (body));
  g_assert_cmpint (server->n_requests, ==, 1);
  g_assert_cmpint (server->n_connections, ==, 1);
  case_clear (&one);
  raw_server_free (server);
}

static char *
make_reply (guint status, const char *body)
{
  return g_strdup_printf ("HTTP/1.1 %u X\r\nContent-Type: application/json\r\n"
                          "Retry-After: 1800\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                          status,
                          strlen (body),
                          body);
}

#define REFUSED ATTEST_STATE_REFUSED
#define UNKNOWN ATTEST_STATE_UNKNOWN
#define ACCEPTED ATTEST_STATE_ACCEPTED
#define NOT_SENT ATTEST_STATE_NOT_SENT
#define QUEUED ATTEST_STATE_QUEUED

static void
test_errors (OutboxFixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint status;
    AttestState documented; /* with a body as the service writes it */
    AttestState otherwise;  /* with a stranger's body, or none */
  } cases[] = {
    { 400, REFUSED, REFUSED }, { 401, REFUSED, REFUSED }, { 403, REFUSED, REFUSED },
    { 404, REFUSED, REFUSED }, { 405, REFUSED, REFUSED }, { 406, REFUSED, REFUSED },
    { 409, REFUSED, REFUSED }, { 422, REFUSED, REFUSED }, { 429, QUEUED, QUEUED },
    { 500, REFUSED, UNKNOWN }, { 502, REFUSED, UNKNOWN },
  };
  g_autofree char *busy = make_reply (503, HTML);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint status = cases[i].status;
      g_autofree char *certsearch = make_reply (status, BAD_CERTSEARCH);
      g_autofree char *kolleges =
          make_reply (status, status >= 500 ? FAILED_KOLLEGES : BAD_KOLLEGES);
      g_autofree char *foreign = make_reply (status, HTML);
      g_autofree char *none = make_reply (status, "");

      run_reply (fixture, "certsearch", certsearch, cases[i].documented, status);
      run_reply (fixture, "kolleges", kolleges, cases[i].documented, status);
      run_reply (fixture, "certsearch", foreign, cases[i].otherwise, status);
      run_reply (fixture, "kolleges", foreign, cases[i].otherwise, status);
      run_reply (fixture, "certsearch", none, cases[i].otherwise, status);
      run_reply (fixture, "kolleges", none, cases[i].otherwise, status);
    }
  /* A gateway may say so after it passed the record on. */
  run_reply (fixture, "certsearch", busy, QUEUED, 503);
  run_reply (fixture, "kolleges", busy, UNKNOWN, 503);
}

static void
test_successes (OutboxFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *service;
    guint status;
    const char *body;
    AttestState state;
  } cases[] = {
    { "certsearch", 200, OK_CERTSEARCH, ACCEPTED },
    { "kolleges", 201, OK_KOLLEGES, ACCEPTED },
    { "certsearch", 200, HTML, UNKNOWN },
    { "kolleges", 200, HTML, UNKNOWN },
    { "certsearch", 201, HTML, UNKNOWN },
    { "kolleges", 201, HTML, UNKNOWN },
    { "certsearch", 200, BROKEN, UNKNOWN },
    { "kolleges", 200, BROKEN, UNKNOWN },
    { "certsearch", 201, BROKEN, UNKNOWN },
    { "kolleges", 201, BROKEN, UNKNOWN },
    { "certsearch", 200, "", UNKNOWN },
    { "kolleges", 200, "", UNKNOWN },
    { "certsearch", 201, "", UNKNOWN },
    { "kolleges", 201, "", UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *reply = make_reply (cases[i].status, cases[i].body);

      run_reply (fixture, cases[i].service, reply, cases[i].state, cases[i].status);
    }
  run_reply (fixture, "certsearch", "HTTP/1.1 204 No Content\r\n\r\n", UNKNOWN, 204);
  run_reply (fixture, "kolleges", "HTTP/1.1 204 No Content\r\n\r\n", UNKNOWN, 204);
}

/* To the same host and to another, which must not see anything. */
static void
test_redirects (OutboxFixture *fixture, gconstpointer data)
{
  static const guint statuses[] = { 301, 302, 303, 307, 308 };
  static const char *const services[] = { "certsearch", "kolleges" };
  RawServer *other = raw_server_new ("HTTP/1.1 200 OK\r\n\r\n" OK_CERTSEARCH);
  g_autofree char *elsewhere = raw_server_dup_url (other);
  const char *const places[] = { "/somewhere", elsewhere };

  for (guint i = 0; i < G_N_ELEMENTS (statuses) * 2 * 2; i++)
    {
      guint status = statuses[i / 4];
      g_autofree char *reply = g_strdup_printf (
          "HTTP/1.1 %u Moved\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n", status, places[i % 2]);

      run_reply (fixture,
                 services[i / 2 % 2],
                 reply,
                 status == 302 || status == 303 ? UNKNOWN : REFUSED,
                 status);
    }
  g_assert_cmpint (other->n_connections, ==, 0);
  raw_server_free (other);
}

static char *
dup_error_of_attempt (OutboxFixture *fixture, Case *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestSubmissionDetails) details = NULL;
  GPtrArray *attempts = NULL;

  attest_store_load_details_async (fixture->store.store,
                                   attest_submission_get_id (self->submission),
                                   NULL,
                                   store_fixture_keep_result,
                                   &result);
  details =
      attest_store_load_details_finish (fixture->store.store, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  attempts = attest_submission_details_get_attempts (details);
  return g_strdup (((AttestAttempt *) attempts->pdata[attempts->len - 1])->error);
}

/* What went wrong and what to do about it are said in a user's words; the words of the libraries
 * are kept with the attempt, for whoever can read them. */
static void
check_words (OutboxFixture *fixture, Case *self, const char *what, const char *do_this)
{
  const char *message = attest_submission_get_message (self->submission);
  g_autofree char *kept = dup_error_of_attempt (fixture, self);

  g_assert_nonnull (strstr (message, what));
  g_assert_nonnull (strstr (message, do_this));
  g_assert_null (strstr (message, "TLS"));
  g_assert_null (strstr (message, "G_"));
  g_assert_true (g_str_has_prefix (kept, message));
  g_assert_nonnull (strstr (kept, "\nTechnical details: "));
}

/* Before anything can have left. */
static void
run_unreached (OutboxFixture *fixture, const char *url, const char *what, const char *do_this)
{
  Case one = { 0 };

  g_test_message ("%s", url);
  case_init (&one, fixture, "kolleges", url);
  check_case (fixture, &one, NOT_SENT, 0, -1);
  check_words (fixture, &one, what, do_this);
  case_clear (&one);
}

static void
test_unreached (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *gone = raw_server_new (NULL);
  g_autofree char *url = raw_server_dup_url (gone);

  raw_server_free (gone);
  run_unreached (fixture, url, "does not accept connections", "Check the address under “API Keys”");
  run_unreached (fixture,
                 "https://nonexistent.invalid",
                 "name of the host",
                 "Check the address under “API Keys”");
}

/* Only who is known under the right name, and now, gets to see a request. */
static const struct
{
  const char *name;
  const char *what; /* NULL: nothing is wrong */
  const char
      *do_this; /* the most likely cause is a wrong clock, and then a network that looks in */
} certificates[] = {
  { "valid.pem", NULL, NULL },
  { "expired.pem", "certificate of the host has expired", "Check the date and time" },
  { "not-yet-valid.pem", "certificate of the host is not valid yet", "Check the date and time" },
  { "wrong-host.pem", "certificate of another host", "Check the address under “API Keys”" },
  { "self-signed.pem", "does not know who issued", "administrator of your network" },
};

static void
run_certificate (OutboxFixture *fixture, guint i)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "tls", certificates[i].name, NULL);
  RawServer *server = raw_server_new ("HTTP/1.1 201 Created\r\n\r\n" OK_KOLLEGES);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u", server->port);
  g_autoptr (GError) error = NULL;
  gboolean is_right = certificates[i].what == NULL;
  Case one = { 0 };

  server->certificate = g_tls_certificate_new_from_file (path, &error);
  g_assert_no_error (error);
  g_test_message ("%s", certificates[i].name);
  case_init (&one, fixture, "kolleges", url);
  check_case (fixture, &one, is_right ? ACCEPTED : NOT_SENT, is_right ? 201 : 0, -1);
  g_assert_cmpint (server->n_requests, ==, is_right);
  if (!is_right)
    check_words (fixture, &one, certificates[i].what, certificates[i].do_this);
  case_clear (&one);
  raw_server_free (server);
}

static void
test_tls (OutboxFixture *fixture, gconstpointer data)
{
  g_autofree char *authority =
      g_test_build_filename (G_TEST_DIST, "data", "tls", "authority.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsDatabase) trusted = g_tls_file_database_new (authority, &error);

  g_assert_no_error (error);
  g_set_object (&attest_outbox_get_route (fixture->outbox)->trusted, trusted);
  for (guint i = 0; i < G_N_ELEMENTS (certificates); i++)
    run_certificate (fixture, i);
}

/* This program again, as a server that knows no newer TLS than its environment lets it. Says its
 * port, and when nobody listens any more how many requests it got. */
static gboolean
told_to_stop_cb (int fd, GIOCondition condition, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static int
serve_old_tls (const char *certificate)
{
  RawServer *server = raw_server_new ("HTTP/1.1 201 Created\r\n\r\n" OK_KOLLEGES);
  gboolean stops = FALSE;

  g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, told_to_stop_cb, &stops);
  server->certificate = g_tls_certificate_new_from_file (certificate, NULL);
  g_print ("%u\n", server->port);
  while (!stops)
    g_main_context_iteration (NULL, TRUE);
  g_print ("%d\n", g_atomic_int_get (&server->n_requests));
  return 0;
}

static const char *program;

/* The key goes over nothing older than TLS 1.2, even if that is all the host can. */
static void
test_old_tls (OutboxFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *versions;
    AttestState state;
  } cases[] = {
    { "+VERS-TLS1.0", NOT_SENT },
    { "+VERS-TLS1.1", NOT_SENT },
    { "+VERS-TLS1.2", ACCEPTED },
    { "+VERS-TLS1.3", ACCEPTED },
  };
  g_autofree char *authority =
      g_test_build_filename (G_TEST_DIST, "data", "tls", "authority.pem", NULL);
  g_autofree char *own = g_test_build_filename (G_TEST_DIST, "data", "tls", "valid.pem", NULL);
  g_autoptr (GTlsDatabase) trusted = g_tls_file_database_new (authority, NULL);

  g_set_object (&attest_outbox_get_route (fixture->outbox)->trusted, trusted);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
          G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
      g_autofree char *priority = g_strconcat (
          "NORMAL:-VERS-ALL:%COMPAT:+SIGN-RSA-SHA1:+SIGN-ECDSA-SHA1:", cases[i].versions, NULL);
      g_autoptr (GSubprocess) child = NULL;
      g_autoptr (GDataInputStream) said = NULL;
      g_autofree char *port = NULL;
      g_autofree char *url = NULL;
      g_autofree char *count = NULL;
      Case one = { 0 };

      g_test_message ("%s", cases[i].versions);
      g_subprocess_launcher_setenv (launcher, "G_TLS_GNUTLS_PRIORITY", priority, TRUE);
      child = g_subprocess_launcher_spawn (launcher, NULL, program, "--serve", own, NULL);
      said = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
      port = g_data_input_stream_read_line (said, NULL, NULL, NULL);
      url = g_strdup_printf ("https://127.0.0.1:%s", port);
      case_init (&one, fixture, "kolleges", url);
      check_case (fixture, &one, cases[i].state, cases[i].state == ACCEPTED ? 201 : 0, -1);
      if (cases[i].state == NOT_SENT)
        check_words (fixture, &one, "no longer safe", "the service’s operator");
      g_output_stream_write_all (g_subprocess_get_stdin_pipe (child), ".", 1, NULL, NULL, NULL);
      count = g_data_input_stream_read_line (said, NULL, NULL, NULL);
      g_assert_cmpstr (count, ==, cases[i].state == ACCEPTED ? "1" : "0");
      case_clear (&one);
    }
}

/* A server that speaks no TLS where TLS is expected. */
static void
test_no_tls (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new ("HTTP/1.1 400 Bad Request\r\n\r\n");
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u", server->port);

  server->request_needed = 1;
  run_unreached (fixture, url, "encrypted connection", "Check the address under “API Keys”");
  raw_server_free (server);
}

/* What no server of a test can bring about, and how several things at once are told. */
static void
test_words (void)
{
  static const struct
  {
    GTlsCertificateFlags flags;
    const char *what;
    const char *do_this;
  } cases[] = {
    { G_TLS_CERTIFICATE_REVOKED, "has been revoked", "the service’s operator" },
    { G_TLS_CERTIFICATE_REVOKED | G_TLS_CERTIFICATE_EXPIRED, "revoked", "Do not" },
    { G_TLS_CERTIFICATE_INSECURE, "no longer safe", "the service’s operator" },
    { G_TLS_CERTIFICATE_GENERIC_ERROR, "could not be verified", "administrator of your network" },
    { G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_EXPIRED, "expired", "date and time" },
    { G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_BAD_IDENTITY, "who issued", "network" },
  };
  static const struct
  {
    int code;
    gboolean may_have_left;
    const char *words;
  } errors[] = {
    { G_IO_ERROR_NETWORK_UNREACHABLE, FALSE, "cannot be reached from this network" },
    { G_IO_ERROR_HOST_UNREACHABLE, FALSE, "cannot be reached from this network" },
    { G_IO_ERROR_TIMED_OUT, FALSE, "could not be reached in time" },
    { G_IO_ERROR_CONNECTION_CLOSED, FALSE, "No connection to the host" },
    { G_IO_ERROR_BROKEN_PIPE, TRUE, "connection was lost" },
    { G_IO_ERROR_TIMED_OUT, TRUE, "did not answer in time" },
    { G_IO_ERROR_PARTIAL_INPUT, TRUE, "connection was lost" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error =
          g_error_new (G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, "Unacceptable");
      AttestFailure failure = { .error = error, .certificate = cases[i].flags };
      g_autofree char *words = attest_failure_describe (&failure);
      g_autofree char *detail = attest_failure_dup_detail (&failure);

      g_assert_nonnull (strstr (words, cases[i].what));
      g_assert_nonnull (strstr (words, cases[i].do_this));
      g_assert_null (strstr (words, "Unacceptable"));
      g_assert_nonnull (strstr (detail, "Unacceptable"));
    }
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autoptr (GError) error = g_error_new (G_IO_ERROR, errors[i].code, "raw words");
      AttestFailure failure = { .error = error, .may_have_left = errors[i].may_have_left };
      g_autofree char *words = attest_failure_describe (&failure);

      g_assert_nonnull (strstr (words, errors[i].words));
      g_assert_null (strstr (words, "raw words"));
    }
}

/* Whole as long as something comes, however slowly; given up when nothing does. (The head alone has
 * to be there in that time: libsoup tells nothing of its parts.) */
static void
test_slow (OutboxFixture *fixture, gconstpointer data)
{
  g_autofree char *body = g_strdup_printf ("%s%600s", OK_KOLLEGES, "");
  g_autofree char *reply = make_reply (201, body);
  RawServer *slow = raw_server_new (reply);
  RawServer *silent = raw_server_new (NULL);
  g_autofree char *slow_url = raw_server_dup_url (slow);
  g_autofree char *silent_url = raw_server_dup_url (silent);
  Case drip = { 0 };
  Case nothing = { 0 };

  attest_outbox_get_route (fixture->outbox)->idle_timeout = 1000;
  slow->drip = 2000; /* more than that altogether */
  case_init (&drip, fixture, "kolleges", slow_url);
  check_case (fixture, &drip, ACCEPTED, 201, (gint64) strlen (body));
  silent->hang = TRUE;
  case_init (&nothing, fixture, "kolleges", silent_url);
  check_case (fixture, &nothing, UNKNOWN, 0, -1);
  g_assert_cmpint (silent->n_requests, ==, 1);
  g_assert_cmpint (silent->n_connections, ==, 1);
  case_clear (&drip);
  case_clear (&nothing);
  raw_server_free (slow);
  raw_server_free (silent);
}

static void
posted_cb (GObject *source, GAsyncResult *result, gpointer place)
{
  *(AttestResponse **) place = attest_post_finish (result);
}

static AttestResponse *
post_and_wait (RawServer *server, guint idle_timeout, guint total_timeout)
{
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  AttestResponse *response = NULL;
  AttestRequest request = {
    .url = url, .body = body, .idle_timeout = idle_timeout, .total_timeout = total_timeout
  };

  attest_post_async (&request, NULL, posted_cb, &response);
  while (response == NULL)
    g_main_context_iteration (NULL, TRUE);
  return response;
}

/* A server that never ends is given up after the longest time a request may take, in its head and
 * in its body. */
static void
test_endless (void)
{
  g_autofree char *reply = make_reply (201, OK_KOLLEGES);
  RawServer *head = raw_server_new (reply);
  RawServer *body = raw_server_new (NULL);
  g_autoptr (AttestResponse) without = NULL;
  g_autoptr (AttestResponse) with = NULL;

  head->drip = 20000;
  without = post_and_wait (head, 5000, 300);
  g_assert_true (without->may_have_left);
  g_assert_cmpuint (without->status, ==, 0);
  g_assert_nonnull (strstr (without->error, "took too long"));
  raw_server_set_reply (body, "HTTP/1.1 201 Created\r\n\r\n", -1);
  body->repeat = 1000000; /* what comes again is body */
  body->drip = 500;
  with = post_and_wait (body, 5000, 500);
  g_assert_cmpuint (with->status, ==, 201);
  g_assert_true (with->is_cut);
  g_assert_nonnull (strstr (with->error, "took too long"));
  raw_server_free (head);
  raw_server_free (body);
}

/* libsoup tells nothing of the parts of a head: that has to be there, however it comes, in the time
 * in which something has to come. */
static void
test_slow_head (OutboxFixture *fixture, gconstpointer data)
{
  g_autofree char *reply = make_reply (201, OK_KOLLEGES);
  RawServer *server = raw_server_new (reply);
  g_autofree char *url = raw_server_dup_url (server);
  g_autofree char *error = NULL;
  Case one = { 0 };

  attest_outbox_get_route (fixture->outbox)->idle_timeout = 400;
  server->drip = 20000;
  case_init (&one, fixture, "kolleges", url);
  check_case (fixture, &one, UNKNOWN, 0, -1);
  error = dup_error_of_attempt (fixture, &one);
  g_assert_nonnull (strstr (error, "did not answer in time"));
  case_clear (&one);
  raw_server_free (server);
}

/* A server that takes the connection and then does not go on with the handshake. */
static void
test_stalled_handshake (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new (NULL);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u", server->port);
  Case one = { 0 };

  attest_outbox_get_route (fixture->outbox)->idle_timeout = 400;
  case_init (&one, fixture, "kolleges", url);
  check_case (fixture, &one, NOT_SENT, 0, -1);
  g_assert_nonnull (strstr (attest_submission_get_message (one.submission), "reached in time"));
  g_assert_cmpint (server->n_connections, ==, 1);
  g_assert_cmpint (server->n_requests, ==, 0);
  case_clear (&one);
  raw_server_free (server);
}

static GBytes *
make_bomb (void)
{
  g_autoptr (GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) out = g_converter_output_stream_new (memory, G_CONVERTER (gzip));
  g_autofree char *zeros = g_malloc0 (1024 * 1024);

  g_output_stream_printf (memory,
                          NULL,
                          NULL,
                          NULL,
                          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                          "Content-Encoding: gzip\r\n\r\n");
  for (guint i = 0; i < 100; i++)
    g_output_stream_write_all (out, zeros, 1024 * 1024, NULL, NULL, NULL);
  g_output_stream_close (out, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* A hundred megabytes out of very few: no more than the most that is read is ever kept. */
static void
test_bomb (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new (NULL);
  g_autofree char *url = raw_server_dup_url (server);
  Case one = { 0 };

  server->reply = make_bomb ();
  g_assert_cmpuint (g_bytes_get_size (server->reply), <, ATTEST_MAX_REPLY / 8);
  case_init (&one, fixture, "certsearch", url);
  wait_end (one.submission);
  g_assert_cmpint (get_of_attempt (fixture, &one, "length (reply_body)"), <=, ATTEST_MAX_REPLY);
  check_case (fixture, &one, UNKNOWN, 200, -1);
  g_assert_cmpint (server->n_requests, ==, 1);
  case_clear (&one);
  raw_server_free (server);
}

/* libsoup repeats a request itself when the kept-alive connection it reused turns out to be
 * closed. No connection is ever reused: the first one stays open and gets nothing more, and when
 * the second closes in the middle of the request, that was all. */
static void
test_no_replay (OutboxFixture *fixture, gconstpointer data)
{
  g_autofree char *reply = make_reply (201, OK_KOLLEGES);
  RawServer *server = raw_server_new (reply);
  g_autofree char *url = raw_server_dup_url (server);
  Case kept = { 0 };
  Case closed = { 0 };

  server->hang = TRUE;
  case_init (&kept, fixture, "kolleges", url);
  check_case (fixture, &kept, ACCEPTED, 201, -1);
  for (guint i = 0; i < 12; i++)
    {
      g_clear_pointer (&server->reply, g_bytes_unref);
      server->hang = FALSE;
      server->reset = i % 2 == 0;
      server->request_needed = 1 + i * 20;
      case_init (&closed, fixture, "kolleges", url);
      check_case (fixture, &closed, UNKNOWN, 0, -1);
      case_clear (&closed);
      g_assert_cmpint (g_atomic_int_get (&server->n_connections), ==, (int) i + 2);
      g_assert_cmpint (g_atomic_int_get (&server->n_requests), ==, (int) i + 2);
    }
  case_clear (&kept);
  raw_server_free (server);
}

WITHOUT_LEAK_FINDER

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--serve"))
    return serve_old_tls (argv[2]);
  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  outbox_fixture_add ("/faults/errors", test_errors);
  outbox_fixture_add ("/faults/successes", test_successes);
  outbox_fixture_add ("/faults/redirects", test_redirects);
  outbox_fixture_add ("/faults/unreached", test_unreached);
  outbox_fixture_add ("/faults/tls", test_tls);
  outbox_fixture_add ("/faults/old-tls", test_old_tls);
  outbox_fixture_add ("/faults/no-tls", test_no_tls);
  g_test_add_func ("/faults/words", test_words);
  outbox_fixture_add ("/faults/slow", test_slow);
  outbox_fixture_add ("/faults/slow-head", test_slow_head);
  outbox_fixture_add ("/faults/stalled-handshake", test_stalled_handshake);
  g_test_add_func ("/faults/endless", test_endless);
  outbox_fixture_add ("/faults/bomb", test_bomb);
  outbox_fixture_add ("/faults/no-replay", test_no_replay);
  return g_test_run ();
}
