/* What was sent, compared with how it stands at the service: what differs is told field by field,
 * and what the service does not tell is said. */
#include "workspace-fixture.h"

#include "attest-practice.h"
#include "base/attest-ident.h"
#include "codec/attest-codec.h"
#include "service/attest-service-private.h"
#include "workspace/attest-read-back.h"

#include <string.h>

typedef struct
{
  WorkspaceFixture workspace;
  AttestPractice *practice;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  workspace_fixture_set_up (&self->workspace, data);
  self->practice = attest_practice_new ();
  attest_practice_start (self->practice, 0, &error);
  g_assert_no_error (error);
  attest_workspace_set_practice_url (self->workspace.workspace,
                                     &attest_certsearch_service,
                                     attest_practice_get_url (self->practice, "certsearch"));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  workspace_fixture_clear (&self->workspace, data);
  attest_practice_stop (self->practice);
  g_object_unref (self->practice);
}

static AttestRecord *
read_example (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "..", "data", "examples", "certificate.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return attest_codec_read (&attest_certificate_schema, text, -1, ATTEST_CODEC_WIRE, NULL, NULL);
}

static void
start (Fixture *self)
{
  attest_outbox_start (attest_workspace_get_outbox (self->workspace.workspace));
}

static AttestSubmission *
send (Fixture *self, AttestRecord *record, AttestMishap mishap, AttestState expected)
{
  AttestWorkspace *workspace = self->workspace.workspace;
  g_autoptr (AttestDraft) draft = workspace_fixture_add (&self->workspace, record);
  const char *const ids[] = { attest_draft_get_id (draft), NULL };
  AttestPlanMany many = { .ids = ids, .environment = ATTEST_ENVIRONMENT_PRACTICE };
  g_autoptr (GAsyncResult) planned = NULL;
  g_autoptr (GAsyncResult) queued = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (GPtrArray) submissions = NULL;
  AttestSubmission *submission = NULL;

  attest_practice_set_mishap (self->practice, mishap);
  attest_workspace_plan_drafts_async (workspace, &many, NULL, store_fixture_keep_result, &planned);
  plans = attest_workspace_plan_drafts_finish (workspace, store_fixture_wait (&planned), &error);
  g_assert_no_error (error);
  attest_outbox_writer_enqueue_async (
      attest_outbox_get_writer (attest_workspace_get_outbox (workspace)),
      plans,
      FALSE,
      NULL,
      store_fixture_keep_result,
      &queued);
  submissions = attest_outbox_writer_enqueue_finish (
      attest_outbox_get_writer (attest_workspace_get_outbox (workspace)),
      store_fixture_wait (&queued),
      &error);
  g_assert_no_error (error);
  submission = g_object_ref (g_ptr_array_index (submissions, 0));
  while (attest_submission_get_state (submission) != expected)
    g_main_context_iteration (NULL, TRUE);
  return submission;
}

static AttestReadBack *
try_read_back (Fixture *self, const AttestReadBackWish *wish, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_true (attest_read_back_is_possible (wish->submission));
  attest_workspace_read_back_async (
      self->workspace.workspace, wish, NULL, store_fixture_keep_result, &result);
  return attest_workspace_read_back_finish (
      self->workspace.workspace, store_fixture_wait (&result), error);
}

static AttestReadBack *
read_back (Fixture *self, AttestSubmission *submission)
{
  g_autoptr (GError) error = NULL;
  AttestReadBack *back =
      try_read_back (self, &(AttestReadBackWish){ .submission = submission }, &error);

  g_assert_no_error (error);
  return back;
}

static gboolean
has_label (GPtrArray *labels, const char *label)
{
  return g_ptr_array_find_with_equal_func (labels, label, g_str_equal, NULL);
}

/* What was just accepted stands there as it was sent; the address is not told. */
static void
test_same (Fixture *self, gconstpointer data)
{
  g_autoptr (AttestRecord) record = read_example ();
  g_autoptr (AttestSubmission) submission = NULL;
  g_autoptr (AttestReadBack) back = NULL;

  start (self);
  submission = send (self, record, ATTEST_MISHAP_NONE, ATTEST_STATE_ACCEPTED);
  back = read_back (self, submission);
  g_assert_true (back->is_there);
  g_assert_cmpuint (back->differences->len, ==, 0);
  g_assert_true (has_label (back->untold, "Street address"));
  g_assert_true (has_label (back->untold, "Schemes"));
  g_assert_false (has_label (back->untold, "Certificate number"));
}

/* The one before stands there as the next one left it. */
static void
test_changed_since (Fixture *self, gconstpointer data)
{
  g_autoptr (AttestRecord) record = read_example ();
  g_autoptr (AttestSubmission) first = NULL;
  g_autoptr (AttestSubmission) second = NULL;
  g_autoptr (AttestReadBack) back = NULL;
  const AttestDifference *difference = NULL;

  start (self);
  first = send (self, record, ATTEST_MISHAP_NONE, ATTEST_STATE_ACCEPTED);
  attest_record_set_text (record, ATTEST_CERTIFICATE_STATUS, "suspended");
  attest_record_set_text (record, ATTEST_CERTIFICATE_ENTITY_STREET, "Elsewhere 1");
  second = send (self, record, ATTEST_MISHAP_NONE, ATTEST_STATE_ACCEPTED);
  back = read_back (self, first);
  g_assert_cmpuint (back->differences->len, ==, 1);
  difference = g_ptr_array_index (back->differences, 0);
  g_assert_cmpstr (difference->path, ==, "certification_status");
  g_assert_cmpstr (difference->old_text, ==, "Suspended");
  g_assert_cmpstr (difference->new_text, ==, "Active");
}

/* An upload of which nobody knows what became is compared under the id of the one before. */
static void
test_unknown (Fixture *self, gconstpointer data)
{
  g_autoptr (AttestRecord) record = read_example ();
  g_autoptr (AttestSubmission) first = NULL;
  g_autoptr (AttestSubmission) arrived = NULL;
  g_autoptr (AttestSubmission) lost = NULL;
  g_autoptr (AttestReadBack) back = NULL;

  start (self);
  first = send (self, record, ATTEST_MISHAP_NONE, ATTEST_STATE_ACCEPTED);
  attest_record_set_text (record, ATTEST_CERTIFICATE_STATUS, "suspended");
  arrived = send (self, record, ATTEST_MISHAP_DROP_AFTER, ATTEST_STATE_UNKNOWN);
  back = read_back (self, arrived);
  g_assert_cmpuint (back->differences->len, ==, 0);
  attest_read_back_free (g_steal_pointer (&back));
  attest_record_set_text (record, ATTEST_CERTIFICATE_STATUS, "withdrawn");
  lost = send (self, record, ATTEST_MISHAP_DROP_BEFORE, ATTEST_STATE_UNKNOWN);
  back = read_back (self, lost);
  g_assert_cmpuint (back->differences->len, ==, 1);
  g_assert_cmpint (attest_submission_get_state (lost), ==, ATTEST_STATE_UNKNOWN);
}

static void
test_no_id (Fixture *self, gconstpointer data)
{
  g_autoptr (AttestRecord) record = read_example ();
  g_autoptr (AttestSubmission) lost = NULL;
  g_autoptr (AttestReadBack) back = NULL;
  g_autoptr (GError) error = NULL;

  start (self);
  lost = send (self, record, ATTEST_MISHAP_DROP_AFTER, ATTEST_STATE_UNKNOWN);
  back = try_read_back (self, &(AttestReadBackWish){ .submission = lost }, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_null (back);
  g_assert_cmpuint (attest_practice_get_n_requests (self->practice), ==, 1);
}

/* Another practice service does not have it. */
static void
test_gone (Fixture *self, gconstpointer data)
{
  g_autoptr (AttestRecord) record = read_example ();
  g_autoptr (AttestPractice) other = attest_practice_new ();
  g_autoptr (AttestSubmission) submission = NULL;
  g_autoptr (AttestReadBack) back = NULL;
  g_autoptr (GError) error = NULL;

  start (self);
  submission = send (self, record, ATTEST_MISHAP_NONE, ATTEST_STATE_ACCEPTED);
  attest_practice_start (other, 0, &error);
  g_assert_no_error (error);
  attest_workspace_set_practice_url (self->workspace.workspace,
                                     &attest_certsearch_service,
                                     attest_practice_get_url (other, "certsearch"));
  back = read_back (self, submission);
  g_assert_false (back->is_there);
  g_assert_cmpuint (back->differences->len, ==, 0);
  attest_practice_stop (other);
}

static void
waiting_cb (guint seconds, gpointer user_data)
{
  guint *most = user_data;

  *most = MAX (*most, seconds);
}

/* What is asked keeps the pause like what is sent. */
static void
test_pause (Fixture *self, gconstpointer data)
{
  g_autoptr (AttestRecord) record = read_example ();
  g_autoptr (AttestSubmission) submission = NULL;
  g_autoptr (AttestReadBack) back = NULL;
  g_autoptr (GError) error = NULL;
  AttestReadBackWish wish = { NULL };
  guint most = 0;

  start (self);
  submission = send (self, record, ATTEST_MISHAP_NONE, ATTEST_STATE_ACCEPTED);
  attest_dispatcher_set_pause (
      attest_outbox_get_dispatcher (attest_workspace_get_outbox (self->workspace.workspace)),
      &attest_certsearch_service,
      ATTEST_ENVIRONMENT_PRACTICE,
      3600);
  wish = (AttestReadBackWish){ submission, waiting_cb, &most };
  {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GAsyncResult) result = NULL;

    attest_workspace_read_back_async (
        self->workspace.workspace, &wish, cancellable, store_fixture_keep_result, &result);
    while (most == 0)
      g_main_context_iteration (NULL, TRUE);
    g_cancellable_cancel (cancellable);
    back = attest_workspace_read_back_finish (
        self->workspace.workspace, store_fixture_wait (&result), &error);
  }
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (most, <=, 3600);
  g_assert_cmpuint (attest_practice_get_n_requests (self->practice), ==, 1);
}

/* Under the names of the reading page, and what is no certificate. */
static void
test_page (void)
{
  static const char good[] =
      "{\"data\":{\"company_certifications_id\":\"a-1\",\"certification_number\":\"KR-1\","
      "\"status\":\"Active\",\"issue_date\":\"2025-03-20T00:00:00.000Z\",\"expiry_date\":null,"
      "\"scope_description\":\"Tea\",\"company_name\":[\"x\"]}}";
  static const char *const bad[] = { "",
                                     "{}",
                                     "{\"data\":true}",
                                     "{\"data\":{}}",
                                     "{\"data\":{\"company_certifications_id\":\"a-1\"}}" };
  g_autoptr (GPtrArray) stored =
      g_ptr_array_new_with_free_func ((GDestroyNotify) attest_stored_free);
  g_autoptr (GBytes) bytes = g_bytes_new_static (good, strlen (good));
  AttestRecord *record = NULL;
  guint n_pages = 0;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new_static (bad[i], strlen (bad[i]));

      g_assert_false (attest_certsearch_read_one (body, stored, &n_pages));
    }
  g_assert_true (attest_certsearch_read_one (bytes, stored, &n_pages));
  g_assert_cmpuint (stored->len, ==, 1);
  record = ((AttestStored *) stored->pdata[0])->record;
  g_assert_cmpstr (attest_record_get_text (record, ATTEST_CERTIFICATE_NUMBER), ==, "KR-1");
  g_assert_cmpstr (attest_record_get_text (record, ATTEST_CERTIFICATE_STATUS), ==, "active");
  g_assert_cmpstr (
      attest_record_get_text (record, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2025-03-20");
  g_assert_cmpstr (attest_record_get_text (record, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "");
  g_assert_cmpstr (attest_record_get_text (record, ATTEST_CERTIFICATE_SCOPE), ==, "Tea");
}

/* An id is the service's text, and stays one step of the path. */
static void
test_path (void)
{
  g_autofree char *path =
      attest_service_list_make_path (&attest_certsearch_service.one, "../x?y=1#z");

  g_assert_cmpstr (path, ==, "/api/client/v1/mncb/cert/..%2Fx%3Fy%3D1%23z");
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/read-back/same", test_same);
  add ("/read-back/changed-since", test_changed_since);
  add ("/read-back/unknown", test_unknown);
  add ("/read-back/no-id", test_no_id);
  add ("/read-back/gone", test_gone);
  add ("/read-back/pause", test_pause);
  g_test_add_func ("/read-back/page", test_page);
  g_test_add_func ("/read-back/path", test_path);
  return g_test_run ();
}
