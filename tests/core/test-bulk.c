/* Many certificates in one request: what each answer makes of each of them, and that nothing leaves
 * twice, in part or otherwise than it was decided. */
#include "attest-config.h"
#include "outbox-fixture.h"
#include "store/attest-store-choices.h"
#include "store/attest-submission-details.h"

#define OK                                                                                         \
  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 25\r\n\r\n"                \
  "{\"data\":{\"success\":true}}"
#define PATH "/api/client/v1/mncb/bulk-upload-cert"

static const AttestService *
get_service (void)
{
  return attest_service_get ("certsearch");
}

/* What replies mean. */

#define SENT                                                                                       \
  "{\"certifications\":[{\"certificate_number\":\"A\",\"schemes\":[]},"                            \
  "{\"certificate_number\":\"B\"},{\"certificate_number\":\"C\"}]}"
#define NAMED(index, meta)                                                                         \
  "{\"data\":{\"errors\":{\"record_index\":" index                                                 \
  ",\"errors\":[{\"message\":\"Wrong\",\"code\":\"x\",\"meta\":" meta "}]}}}"
#define NOBODY (-1)

static const struct
{
  guint status;
  const char *body;
  AttestOutcome outcome;
  int named[2];
} replies[] = {
  { 200, "{\"data\":{\"success\":true}}", ATTEST_OUTCOME_ACCEPTED, { NOBODY, NOBODY } },
  { 200, "{\"data\":{\"success\":false}}", ATTEST_OUTCOME_UNKNOWN, { NOBODY, NOBODY } },
  { 200, "<html>", ATTEST_OUTCOME_UNKNOWN, { NOBODY, NOBODY } },
  { 200, "", ATTEST_OUTCOME_UNKNOWN, { NOBODY, NOBODY } },
  /* It says both. */
  { 200,
    "{\"data\":{\"success\":true,\"errors\":{\"record_index\":0,\"errors\":[{\"message\":\"x\"}]}}"
    "}",
    ATTEST_OUTCOME_UNKNOWN,
    { NOBODY, NOBODY } },
  { 400, NAMED ("0", "{\"certificate_number\":\"A\"}"), ATTEST_OUTCOME_UNKNOWN, { 0, NOBODY } },
  { 400, NAMED ("1", "{\"certificate_number\":\"B\"}"), ATTEST_OUTCOME_UNKNOWN, { 1, NOBODY } },
  { 422, NAMED ("2", "{\"certificate_number\":\"C\"}"), ATTEST_OUTCOME_UNKNOWN, { 2, NOBODY } },
  { 200, NAMED ("2", "{\"certificate_number\":\"C\"}"), ATTEST_OUTCOME_UNKNOWN, { 2, NOBODY } },
  { 400, NAMED ("\"1\"", "{}"), ATTEST_OUTCOME_UNKNOWN, { 1, NOBODY } },
  { 400, NAMED ("0", "{\"schemes\":[]}"), ATTEST_OUTCOME_UNKNOWN, { 0, NOBODY } },
  /* It counts otherwise, or speaks of something else. */
  { 400,
    NAMED ("2", "{\"certificate_number\":\"B\"}"),
    ATTEST_OUTCOME_UNKNOWN,
    { NOBODY, NOBODY } },
  { 400, NAMED ("0", "{\"not_sent\":\"x\"}"), ATTEST_OUTCOME_UNKNOWN, { NOBODY, NOBODY } },
  { 400, NAMED ("3", "{}"), ATTEST_OUTCOME_UNKNOWN, { NOBODY, NOBODY } },
  { 400, NAMED ("-1", "{}"), ATTEST_OUTCOME_UNKNOWN, { NOBODY, NOBODY } },
  { 400, NAMED ("1.5", "{}"), ATTEST_OUTCOME_UNKNOWN, { NOBODY, NOBODY } },
  { 400, NAMED ("null", "{}"), ATTEST_OUTCOME_UNKNOWN, { NOBODY, NOBODY } },
  /* More than one. */
  { 400,
    "{\"data\":{\"errors\":[{\"record_index\":0,\"errors\":[{\"message\":\"Wrong\"}]},"
    "{\"record_index\":2,\"errors\":{\"message\":\"Wrong\"}},"
    "{\"record_index\":0,\"errors\":[{\"message\":\"again\"}]}]}}",
    ATTEST_OUTCOME_UNKNOWN,
    { 0, 2 } },
  /* No record is named. */
  { 422,
    "{\"error\":true,\"errors\":{\"code\":\"validation_error\",\"message\":{\"x\":\"Wrong\"}}}",
    ATTEST_OUTCOME_UNKNOWN,
    { NOBODY, NOBODY } },
  { 500,
    "{\"errors\":[{\"code\":\"x\",\"message\":\"failed\"}]}",
    ATTEST_OUTCOME_UNKNOWN,
    { NOBODY, NOBODY } },
  { 500, "", ATTEST_OUTCOME_UNKNOWN, { NOBODY, NOBODY } },
  /* Nothing of it was looked at. */
  { 401,
    "{\"error\":true,\"errors\":{\"message\":\"x\",\"code\":\"invalid_session_token\"}}",
    ATTEST_OUTCOME_REFUSED,
    { NOBODY, NOBODY } },
  { 404, "", ATTEST_OUTCOME_REFUSED, { NOBODY, NOBODY } },
  { 413, "<html>", ATTEST_OUTCOME_REFUSED, { NOBODY, NOBODY } },
  { 429, "", ATTEST_OUTCOME_DEFERRED, { NOBODY, NOBODY } },
  { 503, "", ATTEST_OUTCOME_DEFERRED, { NOBODY, NOBODY } },
};

static void
test_replies (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new_static (replies[i].body, strlen (replies[i].body));
      g_autoptr (AttestReply) reply =
          get_service ()->bulk->read_reply (replies[i].status, "application/json", body, SENT);
      GPtrArray *named = attest_reply_get_named (reply);
      guint n_named = 0;

      g_test_message ("%u %s", replies[i].status, replies[i].body);
      g_assert_cmpint (attest_reply_get_outcome (reply), ==, replies[i].outcome);
      for (; n_named < 2 && replies[i].named[n_named] != NOBODY; n_named++)
        {
          const AttestNamedMember *member = NULL;

          g_assert_cmpuint (n_named, <, named->len);
          member = g_ptr_array_index (named, n_named);
          g_assert_cmpint ((int) member->place, ==, replies[i].named[n_named]);
          g_assert_nonnull (attest_reply_get_message (member->reply));
        }
      g_assert_cmpuint (named->len, ==, n_named);
      g_assert_true (replies[i].outcome == ATTEST_OUTCOME_ACCEPTED
                     || attest_reply_get_message (reply) != NULL
                     || attest_reply_get_explanation (reply) != NULL);
    }
}

/* Queueing. */

static AttestSendPlan *
plan (OutboxFixture *fixture, guint number, AttestEnvironment environment, const char *host)
{
  g_autoptr (AttestRecord) record = attest_record_new (&attest_certificate_schema);
  g_autofree char *text = g_strdup_printf ("B-%03u", number);

  attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, text);
  attest_record_set_text (record, ATTEST_CERTIFICATE_ENTITY_NAME, "한빛정밀");
  return outbox_fixture_plan (fixture, record, environment, host);
}

static guint first_number = 0;

static GPtrArray *
enqueue_at (OutboxFixture *fixture, guint n, AttestEnvironment environment, const char *host)
{
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *rows = NULL;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (plans, plan (fixture, first_number + i, environment, host));
  g_assert_cmpint (
      attest_outbox_writer_can_bulk (attest_outbox_get_writer (fixture->outbox), plans),
      ==,
      ATTEST_BULK_OFFERED);
  rows = outbox_fixture_enqueue_plans (fixture, plans, TRUE);
  g_assert_cmpuint (rows->len, ==, n);
  return rows;
}

static GPtrArray *
enqueue (OutboxFixture *fixture, guint n, const char *host)
{
  return enqueue_at (fixture, n, ATTEST_ENVIRONMENT_PRACTICE, host);
}

static void
assert_states (GPtrArray *rows, guint first, guint n, AttestState state)
{
  for (guint i = first; i < first + n; i++)
    {
      AttestSubmission *row = g_ptr_array_index (rows, i);

      g_assert_cmpstr (
          attest_state_get_id (outbox_fixture_wait_end (row)), ==, attest_state_get_id (state));
      g_assert_null (attest_submission_get_remote_id (row));
    }
}

static char *
dup_body (RawServer *server)
{
  char *body = NULL;

  g_mutex_lock (&server->mutex);
  body = g_strdup (strstr (server->last_request->str, "\r\n\r\n") + 4);
  g_mutex_unlock (&server->mutex);
  return body;
}

static AttestSubmissionDetails *
load_details (OutboxFixture *fixture, AttestSubmission *row)
{
  g_autoptr (GAsyncResult) result = NULL;
  AttestSubmissionDetails *details = NULL;

  attest_store_load_details_async (fixture->store.store,
                                   attest_submission_get_id (row),
                                   NULL,
                                   store_fixture_keep_result,
                                   &result);
  details =
      attest_store_load_details_finish (fixture->store.store, store_fixture_wait (&result), NULL);
  g_assert_nonnull (details);
  return details;
}

/* One request with the bytes that were decided; each knows what it went in. */
static void
test_accepted (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new (OK);
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (GPtrArray) rows = enqueue (fixture, 3, url);
  g_autoptr (AttestSubmissionDetails) details = NULL;
  g_autofree char *body = NULL;
  g_autofree char *sha256 = NULL;
  g_autoptr (GString) joined = g_string_new ("{\"certifications\":[");

  assert_states (rows, 0, 3, ATTEST_STATE_ACCEPTED);
  g_assert_cmpint (g_atomic_int_get (&server->n_requests), ==, 1);
  g_assert_nonnull (strstr (server->last_request->str, "POST " PATH " HTTP/1.1\r\n"));
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (AttestSubmissionDetails) member = load_details (fixture, rows->pdata[i]);

      g_string_append_printf (
          joined, "%s%s", i > 0 ? "," : "", attest_submission_details_get_request_body (member));
      g_assert_cmpuint (attest_submission_details_get_bulk_size (member), ==, 3);
      g_assert_cmpuint (attest_submission_details_get_attempts (member)->len, ==, 1);
      g_assert_cmpuint (attest_submission_get_bulk_place (rows->pdata[i]), ==, i);
    }
  g_string_append (joined, "]}");
  body = dup_body (server);
  g_assert_cmpstr (body, ==, joined->str);
  sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, body, -1);
  details = load_details (fixture, rows->pdata[2]);
  g_assert_cmpstr (attest_submission_details_get_bulk_sha256 (details), ==, sha256);
  g_assert_cmpint (
      store_fixture_get_int (&fixture->store, "SELECT count (*) FROM published"), ==, 3);
  raw_server_free (server);
}

static char *
make_reply (guint status, const char *body)
{
  return g_strdup_printf ("HTTP/1.1 %u X\r\nContent-Type: application/json\r\n"
                          "Content-Length: %u\r\n\r\n%s",
                          status,
                          (guint) strlen (body),
                          body);
}

/* One is named: that one is refused, with what was said of it; nothing is known of the others. */
static void
test_named (OutboxFixture *fixture, gconstpointer data)
{
  g_autofree char *reply = make_reply (400, NAMED ("1", "{\"certificate_number\":\"B-001\"}"));
  RawServer *server = raw_server_new (reply);
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (GPtrArray) rows = enqueue (fixture, 3, url);
  g_autoptr (AttestSubmissionDetails) named = NULL;
  g_autoptr (AttestSubmissionDetails) other = NULL;
  g_autoptr (AttestReply) refusal = NULL;
  g_autoptr (AttestReply) unclear = NULL;

  assert_states (rows, 0, 1, ATTEST_STATE_UNKNOWN);
  assert_states (rows, 1, 1, ATTEST_STATE_REFUSED);
  assert_states (rows, 2, 1, ATTEST_STATE_UNKNOWN);
  g_assert_cmpint (g_atomic_int_get (&server->n_requests), ==, 1);
  g_assert_cmpstr (attest_submission_get_message (rows->pdata[1]), ==, "Wrong");
  g_assert_nonnull (strstr (attest_submission_get_message (rows->pdata[0]), "B-001"));
  named = load_details (fixture, rows->pdata[1]);
  refusal = attest_submission_details_dup_reply (named);
  g_assert_cmpuint (attest_reply_get_field_texts (refusal)->len, ==, 1);
  other = load_details (fixture, rows->pdata[2]);
  unclear = attest_submission_details_dup_reply (other);
  g_assert_cmpint (attest_reply_get_outcome (unclear), ==, ATTEST_OUTCOME_UNKNOWN);
  /* Of the others the service said nothing: what is told of them are not its words. */
  g_assert_null (attest_reply_get_message (unclear));
  g_assert_cmpuint (attest_reply_get_field_texts (unclear)->len, ==, 0);
  g_assert_cmpstr (
      attest_reply_get_explanation (unclear), ==, attest_submission_get_message (rows->pdata[2]));
  raw_server_free (server);
}

/* Where it is not known what became of the request it is not known of any of them. */
static void
test_unknown (OutboxFixture *fixture, gconstpointer data)
{
  g_autofree char *failure = make_reply (500, "");
  g_autofree char *nonsense = make_reply (200, "<html>");
  const char *const ends[] = { NULL, failure, nonsense };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      RawServer *server = raw_server_new (ends[i]);
      g_autofree char *url = NULL;
      g_autoptr (GPtrArray) rows = NULL;

      server->reset = ends[i] == NULL;
      url = raw_server_dup_url (server);
      rows = enqueue_at (fixture, 3, ATTEST_ENVIRONMENT_PRACTICE, url);
      assert_states (rows, 0, 3, ATTEST_STATE_UNKNOWN);
      g_assert_cmpint (g_atomic_int_get (&server->n_requests), ==, 1);
      for (guint r = 0; r < rows->len; r++)
        {
          AttestDecision decision = {
            .id = attest_submission_get_id (rows->pdata[0]),
            .from = ATTEST_STATE_UNKNOWN,
            .to = ATTEST_STATE_NOT_SENT,
            .together = TRUE,
          };

          /* One decision settles all of them. */
          attest_store_decide_async (fixture->store.store, &decision, NULL, NULL, NULL);
          store_fixture_settle (&fixture->store);
        }
      assert_states (rows, 0, 3, ATTEST_STATE_NOT_SENT);
      raw_server_free (server);
    }
}

/* A refusal that breaks off may have been about to say in which certificate. */
static void
test_broken_off (OutboxFixture *fixture, gconstpointer data)
{
  static const char body[] = NAMED ("1", "{\"certificate_number\":\"B-001\"}");
  static const char *const heads[] = {
    "HTTP/1.1 400 Bad\r\nContent-Type: application/json\r\n\r\n",
    "HTTP/1.1 400 Bad\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autofree char *text = g_strconcat (heads[i], body, NULL);
      RawServer *server = raw_server_new (text);
      g_autofree char *url = raw_server_dup_url (server);
      g_autoptr (GPtrArray) rows = NULL;
      const char *told = NULL;

      raw_server_set_reply (server, text, (gssize) strlen (text) - 60);
      rows = enqueue (fixture, 3, url);
      assert_states (rows, 0, 3, ATTEST_STATE_UNKNOWN);
      told = attest_submission_get_message (rows->pdata[1]);
      g_test_message ("%s", told);
      g_assert_nonnull (strstr (told, "The connection was lost before the whole answer arrived."));
      g_assert_nonnull (strstr (told, "something wrong in this bulk upload"));
      g_assert_null (strstr (told, "without saying"));
      g_assert_null (strchr (told, '{'));
      store_fixture_write (&fixture->store,
                           "UPDATE submissions SET state = 'not-sent' WHERE state = 'unknown'");
      raw_server_free (server);
    }
}

static AttestState
get_end (GPtrArray *rows, guint i)
{
  return outbox_fixture_wait_end (g_ptr_array_index (rows, i));
}

/* The connection ends anywhere within the reply, and within the request: what is not there as a
 * whole is unknown of all, and none of it is sent again. */
static void
test_cut (OutboxFixture *fixture, gconstpointer data)
{
  g_autofree char *named = make_reply (400, NAMED ("1", "{}"));
  const char *const all[] = { OK, named };
  RawServer *server = raw_server_new (OK);
  g_autofree char *url = raw_server_dup_url (server);
  int n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    for (gssize length = (gssize) strlen (all[i]); length >= 0; length -= 3)
      {
        gboolean is_whole = length == (gssize) strlen (all[i]);
        AttestState end = is_whole && i == 0 ? ATTEST_STATE_ACCEPTED : ATTEST_STATE_UNKNOWN;
        g_autoptr (GPtrArray) rows = NULL;

        raw_server_set_reply (server, all[i], length);
        server->reset = length % 3 == 0 && !is_whole;
        server->request_needed = length % 7 == 5 ? (gsize) length : 0;
        first_number += 3;
        rows = enqueue (fixture, 3, url);
        g_assert_cmpint (get_end (rows, 0), ==, end);
        g_assert_cmpint (get_end (rows, 1), ==, is_whole && i == 1 ? ATTEST_STATE_REFUSED : end);
        g_assert_cmpint (get_end (rows, 2), ==, end);
        g_assert_cmpint (g_atomic_int_get (&server->n_connections), ==, ++n);
        store_fixture_write (&fixture->store,
                             "UPDATE submissions SET state = 'not-sent' WHERE state = 'unknown'");
      }
  first_number = 0;
  raw_server_free (server);
}

/* Nobody listens: none of it has left. */
static void
test_unreached (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new (OK);
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (GPtrArray) rows = NULL;

  raw_server_free (server);
  rows = enqueue (fixture, 3, url);
  assert_states (rows, 0, 3, ATTEST_STATE_NOT_SENT);
  g_assert_cmpint (
      store_fixture_get_int (&fixture->store, "SELECT count (*) FROM attempts"), ==, 3);
}

/* Told to come again, all of it comes again, byte by byte. */
static void
test_deferred (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server =
      raw_server_new ("HTTP/1.1 429 X\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n");
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (GPtrArray) rows = enqueue (fixture, 3, url);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  while (g_atomic_int_get (&server->n_replies) == 0
         || attest_submission_get_state (rows->pdata[2]) != ATTEST_STATE_QUEUED
         || attest_submission_get_not_before (rows->pdata[2]) == 0)
    g_main_context_iteration (NULL, TRUE);
  first = dup_body (server);
  raw_server_set_reply (server, OK, -1);
  assert_states (rows, 0, 3, ATTEST_STATE_ACCEPTED);
  second = dup_body (server);
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpint (g_atomic_int_get (&server->n_requests), ==, 2);
  g_assert_cmpint (
      store_fixture_get_int (&fixture->store, "SELECT count (*) FROM attempts"), ==, 6);
  raw_server_free (server);
}

/* The first one is small; what is larger goes only where that was accepted. */
static void
test_small_first (OutboxFixture *fixture, gconstpointer data)
{
  g_autofree char *failure = make_reply (500, "");
  RawServer *server = raw_server_new (failure);
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (GPtrArray) rows = enqueue (fixture, 25, url);
  g_autoptr (GPtrArray) later = NULL;
  RawServer *other = raw_server_new (OK);
  g_autofree char *there = raw_server_dup_url (other);

  assert_states (rows, 0, 10, ATTEST_STATE_UNKNOWN);
  assert_states (rows, 10, 15, ATTEST_STATE_NOT_SENT);
  g_assert_cmpint (g_atomic_int_get (&server->n_requests), ==, 1);
  store_fixture_write (&fixture->store,
                       "UPDATE submissions SET state = 'not-sent' WHERE state = 'unknown'");
  later = enqueue (fixture, 125, there);
  assert_states (later, 0, 125, ATTEST_STATE_ACCEPTED);
  g_assert_cmpint (g_atomic_int_get (&other->n_requests), ==, 3);
  raw_server_free (server);
  raw_server_free (other);
}

static void
pause_sending (OutboxFixture *fixture, gboolean paused)
{
  attest_outbox_set_paused (fixture->outbox, paused);
  while (attest_outbox_get_paused (fixture->outbox) != paused)
    g_main_context_iteration (NULL, TRUE);
}

/* What is taken out is the request. */
static void
test_taken_out (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new (OK);
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (GPtrArray) rows = NULL;

  pause_sending (fixture, TRUE);
  rows = enqueue (fixture, 3, url);
  outbox_fixture_take_out (fixture->outbox, rows->pdata[1]);
  assert_states (rows, 0, 3, ATTEST_STATE_NOT_SENT);
  pause_sending (fixture, FALSE);
  store_fixture_settle (&fixture->store);
  g_assert_cmpint (g_atomic_int_get (&server->n_requests), ==, 0);
  raw_server_free (server);
}

/* What is not what was decided any more does not leave, not even in part. */
static void
test_not_whole (OutboxFixture *fixture, gconstpointer data)
{
  static const char *const damages[] = {
    "UPDATE bulks SET body = replace (body, 'B-001', 'B-009')",
    "UPDATE bulks SET body = '{\"certifications\":[]}'",
    "UPDATE bulks SET id = id || 'x'",
    "UPDATE submissions SET state = 'unknown' WHERE bulk_place = 1",
    "UPDATE submissions SET bulk = 'y' WHERE bulk_place = 1",
  };
  RawServer *server = raw_server_new (OK);
  g_autofree char *url = raw_server_dup_url (server);

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (GPtrArray) rows = NULL;

      g_test_message ("%s", damages[i]);
      pause_sending (fixture, TRUE);
      rows = enqueue (fixture, 3, url);
      store_fixture_write (&fixture->store, damages[i]);
      pause_sending (fixture, FALSE);
      assert_states (rows, 0, 1, ATTEST_STATE_NOT_SENT);
      assert_states (rows, 2, 1, ATTEST_STATE_NOT_SENT);
      g_assert_cmpint (g_atomic_int_get (&server->n_requests), ==, 0);
      store_fixture_write (&fixture->store,
                           "UPDATE submissions SET state = 'not-sent', bulk_place = 99,"
                           " bulk = 'done'");
    }
  raw_server_free (server);
}

/* The key is in that request alone, and ten pauses lie before and behind it. */
static void
test_paced (OutboxFixture *fixture, gconstpointer data)
{
  const AttestOutboxWriter *writer = attest_outbox_get_writer (fixture->outbox);
  RawServer *server = raw_server_new (OK);
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) single = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) queued = NULL;
  AttestDispatcher *dispatcher = attest_outbox_get_dispatcher (fixture->outbox);

  outbox_fixture_set_key (fixture, get_service (), url, "bulk-key-0123456789");
  rows = enqueue_at (fixture, 3, ATTEST_ENVIRONMENT_TEST, url);
  assert_states (rows, 0, 3, ATTEST_STATE_ACCEPTED);
  g_assert_nonnull (strstr (server->last_request->str, "bulk-key-0123456789"));
  g_ptr_array_add (single, plan (fixture, 77, ATTEST_ENVIRONMENT_TEST, url));
  queued = outbox_fixture_enqueue_plans (fixture, single, FALSE);
  attest_dispatcher_hurry (dispatcher, queued->pdata[0]);
  while (attest_dispatcher_get_next_send (dispatcher) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (
      attest_dispatcher_get_next_send (dispatcher), >, g_get_real_time () + 400 * G_USEC_PER_SEC);
  g_assert_cmpint (g_atomic_int_get (&server->n_requests), ==, 1);
  /* It is known where a bulk upload was accepted, and that it was no first load again. */
  g_assert_cmpstr (
      attest_store_get_setting (fixture->store.store, "bulk:certsearch:test"), ==, url);
  g_assert_cmpuint (attest_outbox_writer_get_bulk_first (writer, single->pdata[0]), ==, 100);
  g_ptr_array_add (single, plan (fixture, 1, ATTEST_ENVIRONMENT_TEST, url));
  g_assert_cmpint (attest_outbox_writer_can_bulk (writer, single), ==, ATTEST_BULK_KNOWN);
  raw_server_free (server);
}

/* Real data goes in bulk only where that was tried with other data. */
static void
test_untried (OutboxFixture *fixture, gconstpointer data)
{
  const AttestOutboxWriter *writer = attest_outbox_get_writer (fixture->outbox);
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) forms = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (AttestRecord) form = outbox_fixture_make_form ("Single");

  g_ptr_array_add (plans, plan (fixture, 1, ATTEST_ENVIRONMENT_PRODUCTION, "https://example.org"));
  g_assert_cmpint (attest_outbox_writer_can_bulk (writer, plans), ==, ATTEST_BULK_UNTRIED);
  attest_store_set_setting_async (
      fixture->store.store, "bulk:certsearch:practice", "https://example.org", NULL, NULL);
  store_fixture_settle (&fixture->store);
  g_assert_cmpint (attest_outbox_writer_can_bulk (writer, plans), ==, ATTEST_BULK_UNTRIED);
  attest_store_set_setting_async (
      fixture->store.store, "bulk:certsearch:test", "https://example.net", NULL, NULL);
  store_fixture_settle (&fixture->store);
  g_assert_cmpint (attest_outbox_writer_can_bulk (writer, plans), ==, ATTEST_BULK_OFFERED);
  g_assert_cmpuint (attest_outbox_writer_get_bulk_first (writer, plans->pdata[0]), ==, 10);
  /* One after the other the second updates the first; at once nobody knows. */
  g_ptr_array_add (plans, plan (fixture, 2, ATTEST_ENVIRONMENT_PRODUCTION, "https://example.org"));
  g_assert_cmpint (attest_outbox_writer_can_bulk (writer, plans), ==, ATTEST_BULK_OFFERED);
  g_ptr_array_add (plans, plan (fixture, 1, ATTEST_ENVIRONMENT_PRODUCTION, "https://example.org"));
  g_assert_cmpint (attest_outbox_writer_can_bulk (writer, plans), ==, ATTEST_BULK_KNOWN);
  g_ptr_array_add (
      forms, outbox_fixture_plan (fixture, form, ATTEST_ENVIRONMENT_TEST, "https://example.org"));
  g_assert_cmpint (attest_outbox_writer_can_bulk (writer, forms), ==, ATTEST_BULK_NONE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_use_memory ();
  g_test_add_func ("/bulk/replies", test_replies);
  outbox_fixture_add ("/bulk/accepted", test_accepted);
  outbox_fixture_add ("/bulk/named", test_named);
  outbox_fixture_add ("/bulk/unknown", test_unknown);
  outbox_fixture_add ("/bulk/broken-off", test_broken_off);
  outbox_fixture_add ("/bulk/cut", test_cut);
  outbox_fixture_add ("/bulk/unreached", test_unreached);
  outbox_fixture_add ("/bulk/deferred", test_deferred);
  outbox_fixture_add ("/bulk/small-first", test_small_first);
  outbox_fixture_add ("/bulk/taken-out", test_taken_out);
  outbox_fixture_add ("/bulk/not-whole", test_not_whole);
  outbox_fixture_add ("/bulk/paced", test_paced);
  outbox_fixture_add ("/bulk/untried", test_untried);
  return g_test_run ();
}
