/* The outbox: which states there are, pace, claims and decisions. */
#include "attest-config.h"
#include "outbox-fixture.h"

#include "http/attest-failure.h"
#include "store/attest-batch.h"
#include "store/attest-state.h"
#include "store/attest-store-choices.h"

#define CREATED                                                                                    \
  "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 32\r\n\r\n"           \
  "{\"statusCode\":201,\"message\":\"x\"}"

/* Every pair of states, written out: what is not allowed here must not be. */
static void
test_states (void)
{
  static const char *const allowed[] = {
    "none queued user",        "queued sending sender",    "queued not-sent sender",
    "queued not-sent user",    "queued not-sent recovery", "queued unknown recovery",
    "sending accepted sender", "sending refused sender",   "sending not-sent sender",
    "sending queued sender",   "sending unknown sender",   "sending unknown recovery",
    "unknown accepted user",   "unknown not-sent user",    NULL,
  };
  static const char *const movers[] = { "sender", "user", "recovery" };
  guint n = 0;

  for (guint from = 0; from < ATTEST_N_STATES; from++)
    for (guint to = 0; to < ATTEST_N_STATES; to++)
      for (guint mover = 0; mover < ATTEST_N_MOVERS; mover++)
        {
          g_autofree char *move = g_strjoin (" ",
                                             attest_state_get_id ((AttestState) from),
                                             attest_state_get_id ((AttestState) to),
                                             movers[mover],
                                             NULL);
          gboolean may =
              attest_state_may_move ((AttestState) from, (AttestState) to, (AttestMover) mover);

          g_test_message ("%s", move);
          g_assert_cmpint (may, ==, g_strv_contains (allowed, move));
          n += may;
        }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (allowed) - 1);
}

static void
test_retry_after (void)
{
  static const struct
  {
    const char *text;
    int seconds; /* -1: says nothing */
  } cases[] = {
    { "0", 0 },
    { "120", 120 },
    { "  7 ", 7 },
    { "3600", 3600 },
    { "86400", 3600 },
    { "99999999999999999999999999", 3600 },
    { "Fri, 20 Mar 2026 00:01:00 GMT", 60 },
    { "Friday, 20-Mar-26 00:01:00 GMT", 60 },
    { "Fri, 20 Mar 2026 23:00:00 GMT", 3600 },
    { "Thu, 19 Mar 2026 23:00:00 GMT", 0 },
    { "-5", -1 },
    { "1.5", -1 },
    { "soon", -1 },
    { "", -1 },
    { NULL, -1 },
    { "12 monkeys", -1 },
    { "Fri, 99 Xyz 2026", -1 },
    { "\xff\xfe", -1 },
  };
  gint64 now = G_GINT64_CONSTANT (1773964800) * G_USEC_PER_SEC; /* 2026-03-20 00:00:00 UTC */

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint seconds = 12345;
      gboolean says = attest_retry_after_parse (cases[i].text, now, &seconds);

      g_test_message ("case %u", i);
      g_assert_cmpint (says ? (int) seconds : -1, ==, cases[i].seconds);
    }
}

/* Three in a row, with the pause in between, in their order. */
static void
test_paced (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new (CREATED);
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (AttestSubmission) first = NULL;
  g_autoptr (AttestSubmission) second = NULL;
  const AttestService *service = attest_service_get ("kolleges");

  attest_dispatcher_set_pause (
      attest_outbox_get_dispatcher (fixture->outbox), service, ATTEST_ENVIRONMENT_PRACTICE, 1);
  g_assert_cmpuint (attest_dispatcher_get_pause (attest_outbox_get_dispatcher (fixture->outbox),
                                                 service,
                                                 ATTEST_ENVIRONMENT_PRACTICE),
                    ==,
                    1);
  first = outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_PRACTICE, url);
  second = outbox_fixture_enqueue (fixture, "B", ATTEST_ENVIRONMENT_PRACTICE, url);
  outbox_fixture_wait (first, ATTEST_STATE_ACCEPTED);
  g_assert_cmpint (attest_submission_get_state (second), ==, ATTEST_STATE_QUEUED);
  outbox_fixture_wait (second, ATTEST_STATE_ACCEPTED);
  g_assert_cmpint (attest_submission_get_sent (second) - attest_submission_get_sent (first),
                   >=,
                   G_USEC_PER_SEC - 10000);
  raw_server_free (server);
}

/* The user may break the pace, for one of those that wait; it is the next then. */
static void
test_send_now (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new (CREATED);
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (AttestSubmission) first = NULL;
  g_autoptr (AttestSubmission) second = NULL;
  g_autoptr (AttestSubmission) third = NULL;

  attest_dispatcher_set_pause (attest_outbox_get_dispatcher (fixture->outbox),
                               attest_service_get ("kolleges"),
                               ATTEST_ENVIRONMENT_PRACTICE,
                               3600);
  first = outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_PRACTICE, url);
  second = outbox_fixture_enqueue (fixture, "B", ATTEST_ENVIRONMENT_PRACTICE, url);
  third = outbox_fixture_enqueue (fixture, "C", ATTEST_ENVIRONMENT_PRACTICE, url);
  outbox_fixture_wait (first, ATTEST_STATE_ACCEPTED);
  attest_dispatcher_hurry (attest_outbox_get_dispatcher (fixture->outbox), third);
  outbox_fixture_wait (third, ATTEST_STATE_ACCEPTED);
  g_assert_cmpint (attest_submission_get_state (second), ==, ATTEST_STATE_QUEUED);

  /* Taken out before it could go: the others do not wait for it. */
  attest_outbox_set_paused (fixture->outbox, TRUE);
  attest_dispatcher_hurry (attest_outbox_get_dispatcher (fixture->outbox), second);
  outbox_fixture_take_out (fixture->outbox, second);
  outbox_fixture_wait (second, ATTEST_STATE_NOT_SENT);
  g_assert_true (attest_submission_is_taken_out (second));
  g_assert_false (attest_submission_is_taken_out (first));
  attest_dispatcher_set_pause (attest_outbox_get_dispatcher (fixture->outbox),
                               attest_service_get ("kolleges"),
                               ATTEST_ENVIRONMENT_PRACTICE,
                               0);
  attest_outbox_set_paused (fixture->outbox, FALSE);
  g_object_unref (first);
  first = outbox_fixture_enqueue (fixture, "D", ATTEST_ENVIRONMENT_PRACTICE, url);
  outbox_fixture_wait (first, ATTEST_STATE_ACCEPTED);
  raw_server_free (server);
}

static void
test_paused (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new (CREATED);
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (AttestSubmission) a = NULL;
  g_autoptr (AttestSubmission) b = NULL;
  g_autoptr (AttestSubmission) c = NULL;
  g_autoptr (AttestSubmission) top = NULL;

  attest_outbox_set_paused (fixture->outbox, TRUE);
  a = outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_PRACTICE, url);
  b = outbox_fixture_enqueue (fixture, "B", ATTEST_ENVIRONMENT_PRACTICE, url);
  c = outbox_fixture_enqueue (fixture, "C", ATTEST_ENVIRONMENT_PRACTICE, url);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (attest_outbox_get_n_queued (fixture->outbox), ==, 3);
  g_assert_cmpint (server->n_connections, ==, 0);

  outbox_fixture_move (fixture->outbox, c, a);
  do
    {
      g_clear_object (&top);
      g_main_context_iteration (NULL, TRUE);
      top = g_list_model_get_item (G_LIST_MODEL (fixture->outbox), 0);
    }
  while (top != c);
  attest_outbox_set_paused (fixture->outbox, FALSE);
  outbox_fixture_wait (b, ATTEST_STATE_ACCEPTED);
  g_assert_cmpint (attest_submission_get_sent (c), <=, attest_submission_get_sent (a));
  g_assert_cmpint (attest_submission_get_sent (a), <=, attest_submission_get_sent (b));
  g_assert_cmpint (server->n_requests, ==, 3);
  raw_server_free (server);
}

static void
test_network (OutboxFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestSubmission) submission = NULL;

  fake_monitor_set_available (fixture->monitor, FALSE);
  submission = outbox_fixture_enqueue (
      fixture, "A", ATTEST_ENVIRONMENT_PRACTICE, "https://nonexistent.invalid");
  while (!attest_outbox_get_waiting_for_network (fixture->outbox))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (attest_submission_get_state (submission), ==, ATTEST_STATE_QUEUED);
  fake_monitor_set_available (fixture->monitor, TRUE);
  g_assert_cmpint (outbox_fixture_wait_end (submission), ==, ATTEST_STATE_NOT_SENT);
  g_assert_false (attest_outbox_get_waiting_for_network (fixture->outbox));
}

static void
resolve (OutboxFixture *fixture, AttestSubmission *submission, AttestState state, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  attest_reconciler_resolve_async (attest_outbox_get_reconciler (fixture->outbox),
                                   &(AttestDecision){ attest_submission_get_id (submission),
                                                      ATTEST_STATE_UNKNOWN,
                                                      state,
                                                      "found-id",
                                                      "Seen in kolleges" },
                                   NULL,
                                   store_fixture_keep_result,
                                   &result);
  attest_reconciler_resolve_finish (store_fixture_wait (&result), error);
}

static void
test_resolve (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new ("");
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (AttestSubmission) submission =
      outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_PRACTICE, url);
  g_autoptr (GError) error = NULL;

  outbox_fixture_wait (submission, ATTEST_STATE_UNKNOWN);
  resolve (fixture, submission, ATTEST_STATE_ACCEPTED, &error);
  g_assert_no_error (error);
  g_assert_cmpint (attest_submission_get_state (submission), ==, ATTEST_STATE_ACCEPTED);
  g_assert_cmpstr (attest_submission_get_remote_id (submission), ==, "found-id");
  g_assert_cmpuint (attest_outbox_get_n_unknown (fixture->outbox), ==, 0);
  /* It is settled. */
  resolve (fixture, submission, ATTEST_STATE_NOT_SENT, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpint (attest_submission_get_state (submission), ==, ATTEST_STATE_ACCEPTED);
  raw_server_free (server);
}

/* Sent again in one with the decision about the first: once, and not at all once that is settled.
 */
static void
test_send_again (OutboxFixture *fixture, gconstpointer data)
{
  const AttestOutboxWriter *writer = attest_outbox_get_writer (fixture->outbox);
  RawServer *server = raw_server_new ("");
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (AttestSubmission) first =
      outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_PRACTICE, url);
  g_autoptr (AttestRecord) record = outbox_fixture_make_form ("A");
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  outbox_fixture_wait (first, ATTEST_STATE_UNKNOWN);
  attest_outbox_set_paused (fixture->outbox, TRUE);
  g_ptr_array_add (plans,
                   outbox_fixture_plan_instead (fixture, record, url, first, "It is not there"));
  rows = outbox_fixture_enqueue_plans (fixture, plans, FALSE);
  g_assert_cmpint (attest_submission_get_state (first), ==, ATTEST_STATE_NOT_SENT);
  g_assert_cmpstr (attest_submission_get_message (first), ==, "It is not there");
  g_assert_cmpuint (attest_outbox_get_n_unknown (fixture->outbox), ==, 0);
  g_assert_cmpuint (attest_outbox_get_n_queued (fixture->outbox), ==, 1);

  attest_outbox_writer_enqueue_async (
      writer, plans, FALSE, NULL, store_fixture_keep_result, &result);
  g_assert_null (
      attest_outbox_writer_enqueue_finish (writer, store_fixture_wait (&result), &error));
  g_assert_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_OUTDATED);
  g_assert_cmpuint (attest_outbox_get_n_queued (fixture->outbox), ==, 1);
  raw_server_free (server);
}

/* What was accepted before is found by its content and by its name, in that environment only. */
static void
test_same (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new (CREATED);
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (AttestSubmission) submission =
      outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_PRACTICE, url);
  g_autoptr (AttestRecord) record = outbox_fixture_make_form ("A");
  g_autoptr (AttestSendPlan) same = NULL;
  g_autoptr (AttestSendPlan) other = NULL;
  g_autoptr (AttestSendPlan) elsewhere = NULL;

  outbox_fixture_wait (submission, ATTEST_STATE_ACCEPTED);
  same = outbox_fixture_plan (fixture, record, ATTEST_ENVIRONMENT_PRACTICE, url);
  g_assert_true (attest_send_plan_get_same_content (same) == submission);
  attest_record_set_text (record, ATTEST_FORM_DESCRIPTION, "changed");
  other = outbox_fixture_plan (fixture, record, ATTEST_ENVIRONMENT_PRACTICE, url);
  g_assert_null (attest_send_plan_get_same_content (other));
  g_assert_true (attest_send_plan_get_same_record (other) == submission);
  elsewhere = outbox_fixture_plan (fixture, record, ATTEST_ENVIRONMENT_TEST, "http://127.0.0.1:9");
  g_assert_null (attest_send_plan_get_same_record (elsewhere));
  raw_server_free (server);
}

/* Two on one folder, as a window and a command: each row is sent once. */
static void
test_two (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new (CREATED);
  g_autofree char *url = raw_server_dup_url (server);
  OutboxFixture other = { 0 };
  g_autoptr (GPtrArray) submissions = g_ptr_array_new_with_free_func (g_object_unref);

  store_fixture_init_on (&other.store, fixture->store.folder);
  store_fixture_open (&other.store);
  other.keyring = attest_keyring_new ();
  other.outbox = attest_outbox_new (other.store.store, other.keyring);
  other.monitor = g_object_new (FAKE_TYPE_MONITOR, NULL);
  outbox_fixture_open (&other);
  attest_outbox_start (fixture->outbox);
  attest_outbox_start (other.outbox);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("Form %u", i);

      g_ptr_array_add (submissions,
                       outbox_fixture_enqueue (
                           i % 2 == 0 ? fixture : &other, name, ATTEST_ENVIRONMENT_PRACTICE, url));
    }
  for (guint i = 0; i < submissions->len; i++)
    g_assert_cmpint (
        outbox_fixture_wait_end (g_ptr_array_index (submissions, i)), ==, ATTEST_STATE_ACCEPTED);
  g_assert_cmpint (server->n_requests, ==, 20);
  g_ptr_array_set_size (submissions, 0);
  outbox_fixture_clear (&other, data);
  raw_server_free (server);
}

/* Batches. */

static GPtrArray *
load_batches (OutboxFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *batches = NULL;

  attest_store_load_batches_async (fixture->store.store, NULL, store_fixture_keep_result, &result);
  batches =
      attest_store_load_batches_finish (fixture->store.store, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return batches;
}

/* Of more than one. */
static guint
count_batches (OutboxFixture *fixture)
{
  g_autoptr (GPtrArray) batches = load_batches (fixture);
  guint n = 0;

  for (guint i = 0; i < batches->len; i++)
    n += attest_batch_get_n (batches->pdata[i]) > 1;
  return n;
}

static void
enqueue_elsewhere (OutboxFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) submissions = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *decisions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) attest_new_submission_free);
  AttestNewSubmission *new = g_new0 (AttestNewSubmission, 1);

  new->place = attest_place_copy (&(AttestPlace){
      attest_service_get ("certsearch"), ATTEST_ENVIRONMENT_PRACTICE, "http://127.0.0.1:9" });
  new->title = g_strdup ("KR-1");
  new->entity = g_strdup ("");
  new->entity_id = g_strdup ("");
  new->url = g_strdup ("http://127.0.0.1:9/");
  new->headers = g_strdup ("");
  new->body = g_strdup ("{}");
  new->sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, new->body, -1);
  g_ptr_array_add (decisions, new);
  attest_store_enqueue_async (
      fixture->store.store, decisions, NULL, store_fixture_keep_result, &result);
  submissions =
      attest_store_enqueue_finish (fixture->store.store, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
}

/* What left between the filling of a place's queue and its emptying is one batch, told when it is
 * through and until it was seen; what was taken out belongs to none. */
static void
test_batches (OutboxFixture *fixture, gconstpointer data)
{
  static const char distinct[] = "SELECT count (DISTINCT batch) FROM submissions";
  RawServer *server = raw_server_new (CREATED);
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) batches = NULL;
  g_autoptr (AttestSubmission) single = NULL;
  const AttestBatch *batch = NULL;

  attest_outbox_set_paused (fixture->outbox, TRUE);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("Form %u", i);
      g_ptr_array_add (rows,
                       outbox_fixture_enqueue (fixture, name, ATTEST_ENVIRONMENT_PRACTICE, url));
    }
  g_assert_cmpint (store_fixture_get_int (&fixture->store, distinct), ==, 1);
  enqueue_elsewhere (fixture);
  g_assert_cmpint (store_fixture_get_int (&fixture->store, distinct), ==, 2);
  outbox_fixture_take_out (fixture->outbox, rows->pdata[3]);
  outbox_fixture_wait (rows->pdata[3], ATTEST_STATE_NOT_SENT);
  g_assert_cmpuint (count_batches (fixture), ==, 0); /* it is not through */

  attest_outbox_set_paused (fixture->outbox, FALSE);
  for (guint i = 0; i < 3; i++)
    outbox_fixture_wait (rows->pdata[i], ATTEST_STATE_ACCEPTED);
  batches = load_batches (fixture);
  g_assert_cmpuint (batches->len, ==, 1);
  batch = batches->pdata[0];
  g_assert_cmpuint (attest_batch_get_n_sent (batch), ==, 3);
  g_assert_cmpuint (batch->counts[ATTEST_STATE_ACCEPTED], ==, 3);
  g_assert_cmpuint (batch->counts[ATTEST_STATE_NOT_SENT], ==, 0);
  g_assert_cmpstr (batch->service->id, ==, "kolleges");
  g_assert_cmpint (batch->began, ==, attest_submission_get_sent (rows->pdata[0]));
  g_assert_cmpint (batch->ended, >=, batch->began);

  /* Another one begins; of a single one nothing is told, and what was told stays. */
  single = outbox_fixture_enqueue (fixture, "Single", ATTEST_ENVIRONMENT_PRACTICE, url);
  outbox_fixture_wait (single, ATTEST_STATE_ACCEPTED);
  g_assert_cmpint (store_fixture_get_int (&fixture->store, distinct), ==, 3);
  g_assert_cmpuint (count_batches (fixture), ==, 1);
  attest_store_dismiss_batch (fixture->store.store, batch->id);
  g_assert_cmpuint (count_batches (fixture), ==, 0);
  raw_server_free (server);
}

/* What views listen to says what the functions say, and is told each time it changes. */
static void
check_told (AttestOutbox *outbox, const gint64 *expected)
{
  static const char *const names[] = {
    "paused", "n-queued", "n-unknown", "sending", "next-send", "waiting-for-network",
  };
  const gint64 said[] = {
    attest_outbox_get_paused (outbox),    attest_outbox_get_n_queued (outbox),
    attest_outbox_get_n_unknown (outbox), attest_outbox_get_sending (outbox),
    attest_outbox_get_next_send (outbox), attest_outbox_get_waiting_for_network (outbox),
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;
      g_auto (GValue) number = G_VALUE_INIT;

      g_test_message ("%s", names[i]);
      g_object_get_property (G_OBJECT (outbox), names[i], &value);
      g_value_init (&number, G_TYPE_INT64);
      g_assert_true (g_value_transform (&value, &number));
      g_assert_cmpint (g_value_get_int64 (&number), ==, said[i]);
      g_assert_cmpint (said[i], ==, expected[i]);
    }
}

static void
test_told (OutboxFixture *fixture, gconstpointer data)
{
  AttestOutbox *outbox = fixture->outbox;
  g_autoptr (AttestSubmission) submission = NULL;
  int n_paused = 0;
  int n_queued = 0;

  g_signal_connect_swapped (outbox, "notify::paused", G_CALLBACK (store_fixture_count), &n_paused);
  g_signal_connect_swapped (
      outbox, "notify::n-queued", G_CALLBACK (store_fixture_count), &n_queued);
  check_told (outbox, (const gint64[]){ 0, 0, 0, 0, 0, 0 });
  g_object_set (outbox, "paused", TRUE, NULL);
  g_object_set (outbox, "paused", TRUE, NULL);
  store_fixture_settle (&fixture->store);
  check_told (outbox, (const gint64[]){ 1, 0, 0, 0, 0, 0 });
  submission =
      outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_PRACTICE, "http://127.0.0.1:9");
  check_told (outbox, (const gint64[]){ 1, 1, 0, 0, 0, 0 });
  g_assert_cmpint (n_paused, ==, 1);
  g_assert_cmpint (n_queued, ==, 1);
}

/* Has a key for the test service at @url, with no pause between two records. */
static void
use_key (OutboxFixture *fixture, const char *url)
{
  const AttestService *service = attest_service_get ("kolleges");

  attest_dispatcher_set_pause (
      attest_outbox_get_dispatcher (fixture->outbox), service, ATTEST_ENVIRONMENT_TEST, 0);
  outbox_fixture_set_key (fixture, service, url, "a-key-for-this-run");
}

/* Queues "A", "B" and "C" for the test service at @url, and pauses. */
static GPtrArray *
queue_three (OutboxFixture *fixture, const char *url)
{
  static const char *const names[] = { "A", "B", "C" };
  GPtrArray *submissions = g_ptr_array_new_with_free_func (g_object_unref);

  attest_outbox_set_paused (fixture->outbox, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (submissions,
                     outbox_fixture_enqueue (fixture, names[i], ATTEST_ENVIRONMENT_TEST, url));
  return submissions;
}

/* Resumes, and waits for the end of the first. */
static void
begin (OutboxFixture *fixture, GPtrArray *submissions, AttestState end)
{
  attest_outbox_set_paused (fixture->outbox, FALSE);
  outbox_fixture_wait (submissions->pdata[0], end);
  store_fixture_settle (&fixture->store);
}

static guint
count_waiting (GPtrArray *submissions)
{
  guint n = 0;

  for (guint i = 0; i < submissions->len; i++)
    n += attest_submission_get_state (submissions->pdata[i]) == ATTEST_STATE_QUEUED;
  return n;
}

/* Where the key of one is not taken, or there is none, those behind it are not sent for the same
 * end: they wait until a person resumes. */
static void
test_lacks_key (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new ("HTTP/1.1 401 Unauthorized\r\n\r\n");
  g_autofree char *url = raw_server_dup_url (server);
  const AttestService *service = attest_service_get ("kolleges");
  AttestOutbox *outbox = fixture->outbox;
  g_autoptr (GPtrArray) refused = NULL;
  g_autoptr (GPtrArray) without = NULL;

  attest_outbox_start (outbox);
  use_key (fixture, url);
  refused = queue_three (fixture, url);
  begin (fixture, refused, ATTEST_STATE_REFUSED);
  g_assert_cmpuint (count_waiting (refused), ==, 2);
  g_assert_true (attest_outbox_get_paused (outbox) && attest_outbox_get_lacks_key (outbox));
  g_assert_cmpint (server->n_requests, ==, 1);

  /* It was set right. */
  raw_server_set_reply (server, CREATED, -1);
  attest_outbox_set_paused (outbox, FALSE);
  for (guint i = 1; i < refused->len; i++)
    outbox_fixture_wait (refused->pdata[i], ATTEST_STATE_ACCEPTED);
  g_assert_false (attest_outbox_get_paused (outbox) || attest_outbox_get_lacks_key (outbox));

  without = queue_three (fixture, url);
  attest_keyring_set_for_this_run (
      fixture->keyring, &(AttestPlace){ service, ATTEST_ENVIRONMENT_TEST, url }, NULL, NULL);
  begin (fixture, without, ATTEST_STATE_NOT_SENT);
  g_assert_cmpuint (count_waiting (without), ==, 2);
  g_assert_true (attest_outbox_get_lacks_key (outbox));
  attest_outbox_set_paused (outbox, FALSE);
  outbox_fixture_wait (without->pdata[1], ATTEST_STATE_NOT_SENT);
  store_fixture_settle (&fixture->store);
  g_assert_cmpuint (count_waiting (without), ==, 1);

  /* Nothing waits behind the last one. */
  attest_outbox_set_paused (outbox, FALSE);
  outbox_fixture_wait (without->pdata[2], ATTEST_STATE_NOT_SENT);
  store_fixture_settle (&fixture->store);
  g_assert_false (attest_outbox_get_paused (outbox));
  g_assert_cmpint (server->n_requests, ==, 3);
  raw_server_free (server);
}

/* What one may not do another may. */
static void
test_forbidden (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new ("HTTP/1.1 403 Forbidden\r\n\r\n");
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (GPtrArray) submissions = NULL;

  attest_outbox_start (fixture->outbox);
  use_key (fixture, url);
  submissions = queue_three (fixture, url);
  begin (fixture, submissions, ATTEST_STATE_REFUSED);
  outbox_fixture_wait (submissions->pdata[2], ATTEST_STATE_REFUSED);
  g_assert_false (attest_outbox_get_paused (fixture->outbox));
  raw_server_free (server);
}

/* A command, which may have no keyring, does not pause what a window sends. */
static void
test_lacks_key_alone (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new ("HTTP/1.1 401 Unauthorized\r\n\r\n");
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (GPtrArray) submissions = NULL;

  use_key (fixture, url);
  submissions = queue_three (fixture, url);
  begin (fixture, submissions, ATTEST_STATE_REFUSED);
  g_assert_cmpuint (count_waiting (submissions), ==, 2);
  g_assert_true (attest_outbox_get_lacks_key (fixture->outbox));
  g_assert_null (attest_store_get_setting (fixture->store.store, ATTEST_SETTING_PAUSED));
  g_assert_cmpint (server->n_requests, ==, 1);
  raw_server_free (server);
}

/* What cannot be sent is not written down either, and nothing that stands beside it. */
static void
test_no_host (OutboxFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRecord) record = outbox_fixture_make_form ("A");
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) submissions = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (
      plans,
      outbox_fixture_plan (fixture, record, ATTEST_ENVIRONMENT_PRACTICE, "http://127.0.0.1:9"));
  g_ptr_array_add (plans, outbox_fixture_plan (fixture, record, ATTEST_ENVIRONMENT_TEST, NULL));
  attest_outbox_writer_enqueue_async (attest_outbox_get_writer (fixture->outbox),
                                      plans,
                                      FALSE,
                                      NULL,
                                      store_fixture_keep_result,
                                      &result);
  submissions = attest_outbox_writer_enqueue_finish (
      attest_outbox_get_writer (fixture->outbox), store_fixture_wait (&result), &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_cmpstr (error->message, ==, attest_send_plan_get_obstacle (plans->pdata[1]));
  g_assert_null (submissions);
  g_assert_cmpint (
      store_fixture_get_int (&fixture->store, "SELECT count (*) FROM submissions"), ==, 0);
}

/* Two looked at the same time, and neither saw the other: one of them is too late. Who looks again
 * knows what is there, and may. An update does no harm. */
static void
test_outdated (OutboxFixture *fixture, gconstpointer data)
{
  const char *host = "https://api.example";
  const AttestPlace place = { attest_service_get ("kolleges"),
                              ATTEST_ENVIRONMENT_PRODUCTION,
                              host };
  g_autoptr (AttestRecord) record = outbox_fixture_make_form ("A");
  g_autoptr (GPtrArray) early = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) late = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  attest_outbox_set_paused (fixture->outbox, TRUE);
  outbox_fixture_set_key_of (fixture, &place, "a-key-for-this-run");
  g_ptr_array_add (early,
                   outbox_fixture_plan (fixture, record, ATTEST_ENVIRONMENT_PRODUCTION, host));
  g_ptr_array_add (late,
                   outbox_fixture_plan (fixture, record, ATTEST_ENVIRONMENT_PRODUCTION, host));
  first = outbox_fixture_enqueue_plans (fixture, early, FALSE);
  attest_outbox_writer_enqueue_async (attest_outbox_get_writer (fixture->outbox),
                                      late,
                                      FALSE,
                                      NULL,
                                      store_fixture_keep_result,
                                      &result);
  g_assert_null (attest_outbox_writer_enqueue_finish (
      attest_outbox_get_writer (fixture->outbox), store_fixture_wait (&result), &error));
  g_assert_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_OUTDATED);
  g_assert_cmpuint (attest_outbox_get_n_queued (fixture->outbox), ==, 1);
  g_ptr_array_set_size (late, 0);
  g_ptr_array_add (late,
                   outbox_fixture_plan (fixture, record, ATTEST_ENVIRONMENT_PRODUCTION, host));
  second = outbox_fixture_enqueue_plans (fixture, late, FALSE);
  g_assert_cmpuint (attest_outbox_get_n_queued (fixture->outbox), ==, 2);
}

/* What was known is all that was there, not only the newest of it: that may go meanwhile. */
static void
test_newest_gone (OutboxFixture *fixture, gconstpointer data)
{
  const char *host = "https://api.example";
  const AttestPlace place = { attest_service_get ("kolleges"),
                              ATTEST_ENVIRONMENT_PRODUCTION,
                              host };
  g_autoptr (AttestRecord) record = outbox_fixture_make_form ("A");
  g_autoptr (GPtrArray) last = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (AttestSubmission) first = NULL;
  g_autoptr (AttestSubmission) second = NULL;
  g_autoptr (GPtrArray) third = NULL;

  attest_outbox_set_paused (fixture->outbox, TRUE);
  outbox_fixture_set_key_of (fixture, &place, "a-key-for-this-run");
  first = outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_PRODUCTION, host);
  second = outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_PRODUCTION, host);
  g_ptr_array_add (last,
                   outbox_fixture_plan (fixture, record, ATTEST_ENVIRONMENT_PRODUCTION, host));
  outbox_fixture_take_out (fixture->outbox, second);
  outbox_fixture_wait (second, ATTEST_STATE_NOT_SENT);
  third = outbox_fixture_enqueue_plans (fixture, last, FALSE);
  g_assert_cmpuint (attest_outbox_get_n_queued (fixture->outbox), ==, 2);
}

/* Two of one name that are decided upon together: the second would stand beside the first, and is
 * written down only by who was told so. */
static void
test_twins (OutboxFixture *fixture, gconstpointer data)
{
  const char *host = "https://api.example";
  const AttestPlace place = { attest_service_get ("kolleges"),
                              ATTEST_ENVIRONMENT_PRODUCTION,
                              host };
  g_autoptr (AttestRecord) record = outbox_fixture_make_form ("A");
  g_autoptr (AttestRecord) other = outbox_fixture_make_form ("B");
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  attest_outbox_set_paused (fixture->outbox, TRUE);
  outbox_fixture_set_key_of (fixture, &place, "a-key-for-this-run");
  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (plans,
                     outbox_fixture_plan (
                         fixture, i == 1 ? other : record, ATTEST_ENVIRONMENT_PRODUCTION, host));
  attest_outbox_writer_enqueue_async (attest_outbox_get_writer (fixture->outbox),
                                      plans,
                                      FALSE,
                                      NULL,
                                      store_fixture_keep_result,
                                      &result);
  g_assert_null (attest_outbox_writer_enqueue_finish (
      attest_outbox_get_writer (fixture->outbox), store_fixture_wait (&result), &error));
  g_assert_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_OUTDATED);
  g_assert_nonnull (strstr (error->message, "twice"));
  g_assert_cmpuint (attest_outbox_get_n_queued (fixture->outbox), ==, 0);

  attest_send_plan_find_twins (plans);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (attest_send_plan_get_is_twin (plans->pdata[i]), ==, i == 2);
  rows = outbox_fixture_enqueue_plans (fixture, plans, FALSE);
  g_assert_cmpuint (attest_outbox_get_n_queued (fixture->outbox), ==, 3);
}

/* An update has no twin. */
static void
test_no_twins (OutboxFixture *fixture, gconstpointer data)
{
  const char *host = "http://127.0.0.1:9";
  g_autoptr (AttestRecord) certificate = attest_record_new (&attest_certificate_schema);
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);

  attest_record_set_text (certificate, ATTEST_CERTIFICATE_NUMBER, "KR-1");
  for (guint i = 0; i < 2; i++)
    g_ptr_array_add (plans,
                     outbox_fixture_plan (fixture, certificate, ATTEST_ENVIRONMENT_PRACTICE, host));
  attest_send_plan_find_twins (plans);
  for (guint i = 0; i < 2; i++)
    g_assert_false (attest_send_plan_get_is_twin (plans->pdata[i]));
}

/* With a store that does nothing any more everything says so, and nothing is believed to be done.
 */
static void
test_store_closed (OutboxFixture *fixture, gconstpointer data)
{
  AttestReconciler *reconciler = attest_outbox_get_reconciler (fixture->outbox);
  g_autoptr (AttestRecord) record = outbox_fixture_make_form ("B");
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (AttestSubmission) submission = NULL;
  g_autoptr (GAsyncResult) enqueued = NULL;
  g_autoptr (GAsyncResult) removed = NULL;
  g_autoptr (GAsyncResult) paused = NULL;
  g_autoptr (GAsyncResult) resolved = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  GError *errors[5] = { NULL };
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  AttestRemoval removal = ATTEST_REMOVAL_DONE;
  AttestDecision decision = { .from = ATTEST_STATE_UNKNOWN, .to = ATTEST_STATE_ACCEPTED };

  attest_outbox_set_paused (fixture->outbox, TRUE);
  submission =
      outbox_fixture_enqueue (fixture, "A", ATTEST_ENVIRONMENT_PRACTICE, "http://127.0.0.1:9");
  g_ptr_array_add (
      plans,
      outbox_fixture_plan (fixture, record, ATTEST_ENVIRONMENT_PRACTICE, "http://127.0.0.1:9"));
  store_fixture_close (&fixture->store);
  decision.id = attest_submission_get_id (submission);
  g_ptr_array_add (one, submission);
  attest_outbox_writer_enqueue_async (attest_outbox_get_writer (fixture->outbox),
                                      plans,
                                      FALSE,
                                      NULL,
                                      store_fixture_keep_result,
                                      &enqueued);
  attest_dispatcher_cancel_async (
      attest_outbox_get_dispatcher (fixture->outbox), one, store_fixture_keep_result, &removed);
  attest_outbox_writer_set_paused_async (
      attest_outbox_get_writer (fixture->outbox), FALSE, store_fixture_keep_result, &paused);
  attest_reconciler_resolve_async (
      reconciler, &decision, NULL, store_fixture_keep_result, &resolved);
  attest_outbox_open_async (fixture->outbox, NULL, store_fixture_keep_result, &opened);
  g_assert_null (attest_outbox_writer_enqueue_finish (
      attest_outbox_get_writer (fixture->outbox), store_fixture_wait (&enqueued), &errors[0]));
  g_assert_false (attest_removal_finish (store_fixture_wait (&removed), &removal, &errors[1]));
  g_assert_false (attest_outbox_writer_set_paused_finish (
      attest_outbox_get_writer (fixture->outbox), store_fixture_wait (&paused), &errors[2]));
  g_assert_false (attest_reconciler_resolve_finish (store_fixture_wait (&resolved), &errors[3]));
  g_assert_false (
      attest_outbox_open_finish (fixture->outbox, store_fixture_wait (&opened), &errors[4]));
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_assert_error (errors[i], ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_CLOSED);
      g_error_free (errors[i]);
    }
  g_assert_cmpint (attest_submission_get_state (submission), ==, ATTEST_STATE_QUEUED);
  store_fixture_open (&fixture->store);
}

/* Several are taken out in one: of one that is gone already it is told, the others go; and where
 * one of them cannot be written down, all stay. */
static void
test_take_out (OutboxFixture *fixture, gconstpointer data)
{
  RawServer *server = raw_server_new (CREATED);
  g_autofree char *url = raw_server_dup_url (server);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) failed = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AttestRemoval removals[4];

  g_ptr_array_add (rows, outbox_fixture_enqueue (fixture, "0", ATTEST_ENVIRONMENT_PRACTICE, url));
  outbox_fixture_wait (rows->pdata[0], ATTEST_STATE_ACCEPTED);
  attest_outbox_set_paused (fixture->outbox, TRUE);
  for (guint i = 1; i < 4; i++)
    {
      const char name[] = { (char) ('0' + i), '\0' };

      g_ptr_array_add (rows,
                       outbox_fixture_enqueue (fixture, name, ATTEST_ENVIRONMENT_PRACTICE, url));
    }

  store_fixture_write (&fixture->store,
                       "CREATE TRIGGER full BEFORE UPDATE OF state ON submissions"
                       " WHEN NEW.title = '3' BEGIN SELECT raise (ABORT, 'no'); END");
  attest_dispatcher_cancel_async (
      attest_outbox_get_dispatcher (fixture->outbox), rows, store_fixture_keep_result, &failed);
  g_assert_false (attest_removal_finish (store_fixture_wait (&failed), removals, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (attest_outbox_get_n_queued (fixture->outbox), ==, 3);

  store_fixture_write (&fixture->store, "DROP TRIGGER full");
  attest_dispatcher_cancel_async (
      attest_outbox_get_dispatcher (fixture->outbox), rows, store_fixture_keep_result, &result);
  g_assert_true (attest_removal_finish (store_fixture_wait (&result), removals, NULL));
  g_assert_cmpint (removals[0], ==, ATTEST_REMOVAL_TOO_LATE);
  for (guint i = 1; i < 4; i++)
    {
      g_assert_cmpint (removals[i], ==, ATTEST_REMOVAL_DONE);
      g_assert_true (attest_submission_is_taken_out (rows->pdata[i]));
    }
  g_assert_cmpuint (attest_outbox_get_n_queued (fixture->outbox), ==, 0);
  g_assert_cmpint (server->n_requests, ==, 1);
  raw_server_free (server);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outbox/states", test_states);
  g_test_add_func ("/outbox/retry-after", test_retry_after);
  outbox_fixture_add ("/outbox/paced", test_paced);
  outbox_fixture_add ("/outbox/send-now", test_send_now);
  outbox_fixture_add ("/outbox/paused", test_paused);
  outbox_fixture_add ("/outbox/network", test_network);
  outbox_fixture_add ("/outbox/resolve", test_resolve);
  outbox_fixture_add ("/outbox/send-again", test_send_again);
  outbox_fixture_add ("/outbox/take-out", test_take_out);
  outbox_fixture_add ("/outbox/same", test_same);
  outbox_fixture_add ("/outbox/two", test_two);
  outbox_fixture_add ("/outbox/batches", test_batches);
  outbox_fixture_add ("/outbox/told", test_told);
  outbox_fixture_add ("/outbox/lacks-key", test_lacks_key);
  outbox_fixture_add ("/outbox/forbidden", test_forbidden);
  outbox_fixture_add ("/outbox/lacks-key-alone", test_lacks_key_alone);
  outbox_fixture_add ("/outbox/no-host", test_no_host);
  outbox_fixture_add ("/outbox/outdated", test_outdated);
  outbox_fixture_add ("/outbox/newest-gone", test_newest_gone);
  outbox_fixture_add ("/outbox/twins", test_twins);
  outbox_fixture_add ("/outbox/no-twins", test_no_twins);
  outbox_fixture_add ("/outbox/store-closed", test_store_closed);
  return g_test_run ();
}
