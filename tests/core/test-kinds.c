/* What a service and its kind of record have to say of themselves; and a third one, made up, that
 * goes the whole way: a file, a draft, checks, a plan, sending, the reply, history. */
#include "attest-config.h"

#include "codec/attest-codec.h"
#include "model/attest-kinds.h"
#include "third-service.h"
#include "workspace-fixture.h"

#define NUMBER "PM-1"

static void
lint_service (const AttestService *service, GHashTable *seen)
{
  const AttestSchema *schema = service->schema;
  const AttestNouns *nouns = &service->nouns;
  const char *const texts[] = { nouns->one,         nouns->many,   nouns->create,
                                nouns->untitled,    nouns->search, nouns->nameless,
                                nouns->none,        nouns->empty,  service->icon,
                                service->path,      service->name, service->key_header,
                                service->key_prefix };
  g_autofree char *three = nouns->count (3);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_nonnull (texts[i]);
  g_assert_nonnull (strstr (three, "3"));
  g_assert_true (g_hash_table_add (seen, (gpointer) service->id));
  g_assert_true (g_hash_table_add (seen, (gpointer) schema));
  g_assert_true (attest_service_get (service->id) == service);
  g_assert_true (attest_service_for_schema (schema) == service);
  g_assert_true (attest_kinds_find (schema->name) == schema);
  g_assert_true ((schema->entity != NULL) == (nouns->entity != NULL));
  g_assert_true ((schema->ends != NULL) == (nouns->ends != NULL));
  g_assert_true ((nouns->example != NULL) == (nouns->example_text != NULL));
  g_assert_true ((service->stored.path != NULL) == (service->stored.read_page != NULL));
  g_assert_true ((service->stored.path != NULL) == (service->is_like != NULL));
  g_assert_nonnull (service->read_reply);
}

static void
test_lint (void)
{
  guint n = 0;
  guint n_kinds = 0;
  const AttestService *const *services = attest_service_list (&n);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  attest_kinds_list (&n_kinds);
  g_assert_cmpuint (n, ==, n_kinds);
  for (guint i = 0; i < n; i++)
    lint_service (services[i], seen);
}

/* The way of a record of the third kind. */

static AttestRecord *
make_permit (const char *holder)
{
  AttestRecord *record = attest_record_new (&permit_schema);

  attest_record_set_text (record, PERMIT_NUMBER, NUMBER);
  attest_record_set_text (record, PERMIT_HOLDER, holder);
  attest_record_set_text (record, PERMIT_HOLDER_ID, "H-1");
  attest_record_set_text (record, PERMIT_FROM, "2026-03-01");
  attest_record_set_text (record, PERMIT_STATE, "granted");
  attest_record_set_text (attest_record_list_append (attest_record_get_list (record, PERMIT_AREAS)),
                          AREA_NAME,
                          "North");
  return record;
}

static void
set_host (WorkspaceFixture *fixture, const char *host)
{
  const AttestPlace place = { &third_service, ATTEST_ENVIRONMENT_PRACTICE, host };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  attest_workspace_set_host_async (
      fixture->workspace, &place, NULL, store_fixture_keep_result, &result);
  attest_workspace_set_host_finish (fixture->workspace, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
}

static AttestSendPlan *
plan (WorkspaceFixture *fixture, AttestRecord *record, const char *draft_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AttestSendPlan *made = NULL;

  attest_workspace_plan_send_async (fixture->workspace,
                                    &(AttestSendWish){ .record = record,
                                                       .draft_id = draft_id,
                                                       .environment = ATTEST_ENVIRONMENT_PRACTICE },
                                    NULL,
                                    store_fixture_keep_result,
                                    &result);
  made =
      attest_workspace_plan_send_finish (fixture->workspace, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return made;
}

static AttestSubmission *
send (WorkspaceFixture *fixture, AttestSendPlan *made)
{
  AttestOutbox *outbox = attest_workspace_get_outbox (fixture->workspace);
  g_autoptr (GPtrArray) plans = g_ptr_array_new ();
  g_autoptr (GPtrArray) submissions = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AttestSubmission *submission = NULL;

  g_ptr_array_add (plans, made);
  attest_outbox_writer_enqueue_async (
      attest_outbox_get_writer (outbox), plans, FALSE, NULL, store_fixture_keep_result, &result);
  submissions = attest_outbox_writer_enqueue_finish (
      attest_outbox_get_writer (outbox), store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  submission = g_object_ref (g_ptr_array_index (submissions, 0));
  while (attest_submission_get_state (submission) <= ATTEST_STATE_SENDING)
    g_main_context_iteration (NULL, TRUE);
  return submission;
}

static guint
count (AttestRecord *record, AttestSeverity severity, AttestPeers *peers)
{
  AttestCheckContext context = { 0 };
  g_autoptr (GPtrArray) problems = NULL;

  attest_check_context_init (&context);
  context.peers = peers;
  problems = attest_check (record, &context);
  return attest_check_count (problems, severity);
}

static void
test_file (void)
{
  g_autoptr (AttestRecord) record = make_permit ("Hanbit");
  g_autofree char *json = attest_codec_write (record, ATTEST_CODEC_WIRE);
  g_autoptr (GPtrArray) items = attest_codec_read_any (NULL, json, -1, NULL);
  AttestRecord *again = ((AttestCodecItem *) items->pdata[0])->record;

  g_assert_cmpstr (
      json,
      ==,
      "{\"permitNumber\":\"PM-1\",\"permitState\":\"granted\",\"holderName\":\"Hanbit\","
      "\"holderId\":\"H-1\",\"grantedOn\":\"20260301\","
      "\"permitAreas\":[{\"area\":\"North\"}]}");
  g_assert_true (attest_record_get_schema (again) == &permit_schema);
  g_assert_cmpstr (attest_record_get_title (again), ==, NUMBER);
}

static void
test_checks (void)
{
  g_autoptr (AttestRecord) record = make_permit ("Hanbit");

  g_assert_cmpuint (count (record, ATTEST_SEVERITY_ERROR, NULL), ==, 0);
  attest_record_set_text (record, PERMIT_STATE, "lost");
  attest_record_set_text (record, PERMIT_NUMBER, "");
  attest_record_set_text (record, PERMIT_UNTIL, "someday");
  g_assert_cmpuint (count (record, ATTEST_SEVERITY_ERROR, NULL), ==, 3);
}

static void
test_draft (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRecord) record = make_permit ("Hanbit");
  g_autoptr (AttestDraft) draft = workspace_fixture_add (fixture, record);
  g_autofree char *id = g_strdup (attest_draft_get_id (draft));
  GListModel *permits = NULL;

  g_assert_cmpstr (attest_draft_get_entity (draft), ==, "Hanbit");
  g_assert_cmpstr (attest_draft_get_status (draft), ==, "granted");
  g_assert_nonnull (strstr (attest_draft_get_search_text (draft), "hanbit"));
  /* Its number is no certificate's. */
  g_assert_true (workspace_fixture_is_known (fixture, NULL, &permit_schema, NUMBER));
  g_assert_false (workspace_fixture_is_known (fixture, NULL, &attest_certificate_schema, NUMBER));
  g_clear_object (&draft);

  workspace_fixture_reopen (fixture);
  permits = workspace_fixture_list (fixture, &permit_schema);
  g_assert_cmpuint (g_list_model_get_n_items (permits), ==, 1);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 0);
  g_clear_object (&record);
  record = workspace_fixture_load (fixture, id, NULL);
  g_assert_cmpstr (attest_record_get_text (record, PERMIT_HOLDER), ==, "Hanbit");
}

static void
test_sending (WorkspaceFixture *fixture, gconstpointer data)
{
  guint n_taken = 0;
  g_autofree char *host = NULL;
  g_autoptr (SoupServer) server = third_server_new (&n_taken, &host);
  g_autoptr (AttestRecord) record = make_permit ("Hanbit");
  g_autoptr (AttestDraft) draft = workspace_fixture_add (fixture, record);
  g_autoptr (AttestSendPlan) first = NULL;
  g_autoptr (AttestSendPlan) second = NULL;
  g_autoptr (AttestSubmission) taken = NULL;
  g_autoptr (AttestSubmission) refused = NULL;
  g_autoptr (AttestHistory) history =
      attest_history_new (attest_workspace_get_store (fixture->workspace));
  g_autofree char *url = g_strconcat (host, "/permits", NULL);

  set_host (fixture, host);
  first = plan (fixture, record, attest_draft_get_id (draft));
  g_assert_true (attest_send_plan_get_can_send (first));
  g_assert_cmpstr (attest_send_plan_get_url (first), ==, url);
  taken = send (fixture, first);
  g_assert_cmpint (attest_submission_get_state (taken), ==, ATTEST_STATE_ACCEPTED);
  g_assert_cmpstr (attest_submission_get_remote_id (taken), ==, "P-1");
  g_assert_cmpstr (attest_submission_get_entity (taken), ==, "Hanbit");
  g_assert_true (attest_submission_get_service (taken) == &third_service);
  g_assert_cmpint (attest_draft_get_last_state (draft), ==, ATTEST_STATE_ACCEPTED);

  attest_record_set_text (record, PERMIT_HOLDER, "Nobody");
  second = plan (fixture, record, NULL);
  g_assert_nonnull (attest_send_plan_get_same_record (second));
  g_assert_cmpuint (attest_send_plan_get_differences (second)->len, ==, 1);
  refused = send (fixture, second);
  g_assert_cmpint (attest_submission_get_state (refused), ==, ATTEST_STATE_REFUSED);
  g_assert_cmpstr (attest_submission_get_message (refused), ==, "Nobody of that name");

  while (g_list_model_get_n_items (G_LIST_MODEL (history)) < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_taken, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  attest_service_register (&third_service);
  g_test_add_func ("/kinds/lint", test_lint);
  g_test_add_func ("/kinds/file", test_file);
  g_test_add_func ("/kinds/checks", test_checks);
  workspace_fixture_add_test ("/kinds/draft", test_draft);
  workspace_fixture_add_test ("/kinds/sending", test_sending);
  return g_test_run ();
}
