/* The verbs of sending: what a claim answers in every case, and what is left behind by it. */
#include "store-fixture.h"
#include "store/attest-store-choices.h"
#include "store/attest-store-ending.h"
#include "store/attest-store-sending.h"

#define HOST "https://example.org"
#define SECONDS(n) ((gint64) (n) *G_USEC_PER_SEC)

static AttestPlace
get_place (void)
{
  return (AttestPlace){ attest_service_get ("kolleges"), ATTEST_ENVIRONMENT_TEST, HOST };
}

static AttestSubmission *
enqueue (StoreFixture *fixture, const char *title)
{
  AttestPlace place = get_place ();
  GPtrArray *decisions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) attest_new_submission_free);
  AttestNewSubmission *decision = g_new0 (AttestNewSubmission, 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) submissions = NULL;
  g_autoptr (GError) error = NULL;

  decision->place = attest_place_copy (&place);
  decision->title = g_strdup (title);
  decision->entity = g_strdup ("");
  decision->entity_id = g_strdup ("");
  decision->url = g_strdup (HOST "/forms");
  decision->headers = g_strdup ("");
  decision->body = g_strdup ("{\"name\":\"x\"}");
  decision->sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, decision->body, -1);
  g_ptr_array_add (decisions, decision);
  attest_store_enqueue_async (fixture->store, decisions, NULL, store_fixture_keep_result, &result);
  submissions = attest_store_enqueue_finish (fixture->store, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return g_object_ref (g_ptr_array_index (submissions, 0));
}

static AttestClaimed *
claim (StoreFixture *fixture, AttestSubmission *submission, gint64 pause, gboolean begin)
{
  AttestClaim claim = {
    .id = attest_submission_get_id (submission),
    .place = get_place (),
    .pause = pause,
    .begin = begin,
  };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AttestClaimed *claimed = NULL;

  attest_store_claim_async (fixture->store, &claim, NULL, store_fixture_keep_result, &result);
  claimed = attest_store_claim_finish (fixture->store, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return claimed;
}

static AttestRowMove
end (StoreFixture *fixture, AttestSubmission *submission, const AttestClaimed *claimed, gint64 hold)
{
  AttestClaimEnd end = {
    .id = attest_submission_get_id (submission),
    .place = get_place (),
    .from = ATTEST_STATE_SENDING,
    .to = hold > 0 ? ATTEST_STATE_QUEUED : ATTEST_STATE_ACCEPTED,
    .attempt = claimed->attempt,
    .http_status = hold > 0 ? 429 : 201,
    .remote_id = hold > 0 ? NULL : "17",
    .hold = hold,
  };
  AttestRowMove move = ATTEST_ROW_NOT_THERE;
  gint64 wait = -1;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  attest_store_end_async (fixture->store, &end, store_fixture_keep_result, &result);
  g_assert_true (
      attest_store_end_finish (fixture->store, store_fixture_wait (&result), &move, &wait, &error));
  g_assert_no_error (error);
  g_assert_cmpint (wait > 0, ==, hold > 0);
  return move;
}

static AttestRowMove
decide (StoreFixture *fixture, AttestSubmission *submission, AttestState from, AttestState to)
{
  AttestDecision decision = { .id = attest_submission_get_id (submission), .from = from, .to = to };
  AttestRowMove move = ATTEST_ROW_MOVED;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  attest_store_decide_async (fixture->store, &decision, NULL, store_fixture_keep_result, &result);
  g_assert_true (
      attest_store_decide_finish (fixture->store, store_fixture_wait (&result), &move, &error));
  g_assert_no_error (error);
  return move;
}

static void
assert_state (AttestSubmission *submission, AttestState state)
{
  g_assert_cmpstr (attest_state_get_id (attest_submission_get_state (submission)),
                   ==,
                   attest_state_get_id (state));
}

static void
test_way (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestSubmission) submission = NULL;
  g_autoptr (AttestClaimed) first = NULL;
  g_autoptr (AttestClaimed) second = NULL;
  g_autoptr (AttestClaimed) third = NULL;

  store_fixture_open (fixture);
  submission = enqueue (fixture, "F-1");
  first = claim (fixture, submission, 0, FALSE);
  g_assert_cmpint (first->answer, ==, ATTEST_CLAIM_DONE);
  g_assert_null (first->attempt);
  g_assert_cmpuint (first->n_attempts, ==, 0);
  assert_state (submission, ATTEST_STATE_QUEUED);
  second = claim (fixture, submission, 0, TRUE);
  g_assert_cmpint (second->answer, ==, ATTEST_CLAIM_DONE);
  g_assert_nonnull (second->attempt);
  g_assert_cmpuint (second->n_attempts, ==, 1);
  g_assert_cmpstr (second->body, ==, "{\"name\":\"x\"}");
  assert_state (submission, ATTEST_STATE_SENDING);
  third = claim (fixture, submission, 0, TRUE);
  g_assert_cmpint (third->answer, ==, ATTEST_CLAIM_LOST);
  g_assert_cmpint (end (fixture, submission, second, 0), ==, ATTEST_ROW_MOVED);
  assert_state (submission, ATTEST_STATE_ACCEPTED);
  g_assert_cmpstr (attest_submission_get_remote_id (submission), ==, "17");
  /* What comes back a second time is not there to be moved. */
  g_assert_cmpint (end (fixture, submission, second, 0), ==, ATTEST_ROW_NOT_THERE);
}

static void
test_waiting (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestSubmission) first = NULL;
  g_autoptr (AttestSubmission) second = NULL;
  g_autoptr (AttestClaimed) sent = NULL;
  g_autoptr (AttestClaimed) again = NULL;
  g_autoptr (AttestClaimed) held = NULL;
  g_autoptr (AttestClaimed) paused = NULL;

  store_fixture_open (fixture);
  first = enqueue (fixture, "F-1");
  second = enqueue (fixture, "F-2");
  sent = claim (fixture, first, SECONDS (60), TRUE);
  g_assert_cmpint (sent->answer, ==, ATTEST_CLAIM_DONE);
  again = claim (fixture, second, SECONDS (60), TRUE);
  g_assert_cmpint (again->answer, ==, ATTEST_CLAIM_WAIT);
  g_assert_cmpint (again->wait, >, SECONDS (50));
  g_assert_cmpint (end (fixture, first, sent, SECONDS (1000)), ==, ATTEST_ROW_MOVED);
  assert_state (first, ATTEST_STATE_QUEUED);
  /* What the server asked for is kept to without a pause as well. */
  held = claim (fixture, second, 0, TRUE);
  g_assert_cmpint (held->answer, ==, ATTEST_CLAIM_WAIT);
  g_assert_cmpint (held->wait, >, SECONDS (900));
  attest_store_set_setting_async (fixture->store, ATTEST_SETTING_PAUSED, "1", NULL, NULL);
  paused = claim (fixture, second, 0, TRUE);
  g_assert_cmpint (paused->answer, ==, ATTEST_CLAIM_PAUSED);
}

/* What is not whole any more is not sent, and does not keep the next one waiting. */
static void
test_not_whole (StoreFixture *fixture, gconstpointer data)
{
  static const char *const damages[] = {
    "DELETE FROM requests WHERE submission_id = '%s'",
    "UPDATE requests SET body = '{\"name\":\"y\"}' WHERE submission_id = '%s'",
  };

  store_fixture_open (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    for (int begin = 0; begin < 2; begin++)
      {
        g_autoptr (AttestSubmission) submission = enqueue (fixture, "F-1");
        g_auto (GStrv) parts = g_strsplit (damages[i], "%s", 2);
        g_autofree char *sql = g_strjoinv (attest_submission_get_id (submission), parts);
        g_autoptr (AttestClaimed) claimed = NULL;

        store_fixture_write (fixture, sql);
        claimed = claim (fixture, submission, 0, begin != 0);
        g_assert_cmpint (claimed->answer, ==, ATTEST_CLAIM_ENDED);
        g_assert_null (claimed->body);
        assert_state (submission, ATTEST_STATE_NOT_SENT);
        g_assert_nonnull (attest_submission_get_message (submission));
      }
  g_assert_cmpint (store_fixture_get_int (fixture, "SELECT count (*) FROM attempts"), ==, 0);
}

/* A claim holds as long as its process lives, and no longer. */
static void
test_leases (StoreFixture *fixture, gconstpointer data)
{
  StoreFixture other = { 0 };
  g_autoptr (AttestSubmission) submission = NULL;
  g_autoptr (AttestSubmission) sending = NULL;
  g_autoptr (AttestClaimed) theirs = NULL;
  g_autoptr (AttestClaimed) begun = NULL;
  g_autoptr (AttestClaimed) lost = NULL;
  g_autoptr (AttestClaimed) mine = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  store_fixture_open (fixture);
  store_fixture_init_on (&other, fixture->folder);
  store_fixture_open (&other);
  submission = enqueue (fixture, "F-1");
  sending = enqueue (fixture, "F-2");
  theirs = claim (&other, submission, 0, FALSE);
  g_assert_cmpint (theirs->answer, ==, ATTEST_CLAIM_DONE);
  begun = claim (&other, sending, 0, TRUE);
  g_assert_cmpint (begun->answer, ==, ATTEST_CLAIM_DONE);
  lost = claim (fixture, submission, 0, FALSE);
  g_assert_cmpint (lost->answer, ==, ATTEST_CLAIM_LOST);
  store_fixture_clear (&other, NULL);
  mine = claim (fixture, submission, 0, FALSE);
  g_assert_cmpint (mine->answer, ==, ATTEST_CLAIM_DONE);
  attest_store_recover_async (fixture->store, NULL, store_fixture_keep_result, &result);
  g_assert_true (attest_store_recover_finish (fixture->store, store_fixture_wait (&result), NULL));
  assert_state (sending, ATTEST_STATE_UNKNOWN);
  assert_state (submission, ATTEST_STATE_QUEUED);
}

static void
test_decisions (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestSubmission) submission = NULL;

  store_fixture_open (fixture);
  submission = enqueue (fixture, "F-1");
  g_assert_cmpint (decide (fixture, submission, ATTEST_STATE_UNKNOWN, ATTEST_STATE_ACCEPTED),
                   ==,
                   ATTEST_ROW_NOT_THERE);
  assert_state (submission, ATTEST_STATE_QUEUED);
  g_assert_cmpint (decide (fixture, submission, ATTEST_STATE_QUEUED, ATTEST_STATE_NOT_SENT),
                   ==,
                   ATTEST_ROW_MOVED);
  assert_state (submission, ATTEST_STATE_NOT_SENT);
  g_assert_cmpint (decide (fixture, submission, ATTEST_STATE_QUEUED, ATTEST_STATE_NOT_SENT),
                   ==,
                   ATTEST_ROW_NOT_THERE);
}

/* Before one that is not there any more is at the end. */
static void
test_order (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestSubmission) first = NULL;
  g_autoptr (AttestSubmission) second = NULL;
  const char *ids[2] = { NULL };

  store_fixture_open (fixture);
  first = enqueue (fixture, "F-1");
  second = enqueue (fixture, "F-2");
  ids[0] = attest_submission_get_id (first);
  attest_store_reorder_async (fixture->store, ids, "nothing", NULL, NULL);
  store_fixture_settle (fixture);
  g_assert_cmpint (
      attest_submission_get_position (first), >, attest_submission_get_position (second));
  attest_store_reorder_async (fixture->store, ids, attest_submission_get_id (second), NULL, NULL);
  store_fixture_settle (fixture);
  g_assert_cmpint (
      attest_submission_get_position (first), <, attest_submission_get_position (second));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_add ("/claims/way", test_way);
  store_fixture_add ("/claims/waiting", test_waiting);
  store_fixture_add ("/claims/not-whole", test_not_whole);
  store_fixture_add ("/claims/leases", test_leases);
  store_fixture_add ("/claims/decisions", test_decisions);
  store_fixture_add ("/claims/order", test_order);
  return g_test_run ();
}
