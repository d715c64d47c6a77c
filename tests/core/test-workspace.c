/* The workspace: drafts kept exactly as typed, their lists, deleting and bringing back, hosts, what
 * is said when nothing can be written, and two workspaces on one folder. */
#include "workspace-fixture.h"

#include "codec/attest-codec.h"

#include <string.h>

static void
test_empty (WorkspaceFixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 0);
  g_assert_null (workspace_fixture_find (fixture, "no-such"));
  g_assert_null (attest_workspace_get_error (fixture->workspace));
  g_assert_null (attest_workspace_get_notice (fixture->workspace));
}

static void
test_as_typed (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRecord) record = workspace_fixture_make_certificate (" KR-1 ", "성현\u00a0㈜ ");
  g_autoptr (AttestRecord) loaded = NULL;
  g_autoptr (AttestDraft) draft = NULL;
  AttestDraft *found = NULL;
  g_autofree char *id = NULL;
  AttestRecordList *sites = attest_record_get_list (record, ATTEST_CERTIFICATE_SITES);
  g_autoptr (GError) error = NULL;

  attest_record_set_text (record, ATTEST_CERTIFICATE_ISSUE_DATE, "2024-3");
  attest_record_set_text (
      attest_record_list_append (sites), ATTEST_SITE_CITY, "\xe1\x84\x89\xe1\x85\xa5"); /* NFD */
  attest_record_list_append (sites);
  attest_record_set_flag (record, ATTEST_CERTIFICATE_CONFIDENTIAL, ATTEST_FLAG_NO);
  draft = workspace_fixture_add (fixture, record);
  id = g_strdup (attest_draft_get_id (draft));
  g_assert_true (workspace_fixture_find (fixture, id) == draft);
  g_clear_object (&draft);

  workspace_fixture_reopen (fixture);
  loaded = workspace_fixture_load (fixture, id, &error);
  g_assert_no_error (error);
  g_assert_true (attest_record_equal (record, loaded));
  found = workspace_fixture_find (fixture, id);
  g_assert_cmpstr (attest_draft_get_title (found), ==, " KR-1 ");
  g_assert_true (attest_draft_get_schema (found) == &attest_certificate_schema);
  g_assert_cmpuint (attest_draft_get_n_errors (found), >, 0);
  g_assert_nonnull (strstr (attest_draft_get_search_text (found), "성"));
  g_assert_cmpint (attest_draft_get_last_state (found), ==, ATTEST_STATE_NONE);
  g_assert_false (attest_draft_get_changed_since_sent (found));
}

/* Many at once: all of them, in one go for who looks at the list, or none. */
static void
test_add_many (WorkspaceFixture *fixture, gconstpointer data)
{
  const guint n = 250;
  GListModel *list = workspace_fixture_list (fixture, &attest_certificate_schema);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) cancelled = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  int changes = 0;

  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (store_fixture_count), &changes);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = g_strdup_printf ("KR-%u", i);

      g_ptr_array_add (records, workspace_fixture_make_certificate (number, "A"));
    }
  attest_workspace_add_drafts_async (
      fixture->workspace, records, NULL, store_fixture_keep_result, &result);
  drafts =
      attest_workspace_add_drafts_finish (fixture->workspace, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (drafts->len, ==, n);
  g_assert_cmpstr (attest_draft_get_title (g_ptr_array_index (drafts, 7)), ==, "KR-7");
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, n);
  g_assert_cmpint (changes, ==, 1);

  attest_workspace_add_drafts_async (
      fixture->workspace, records, cancellable, store_fixture_keep_result, &cancelled);
  g_cancellable_cancel (cancellable);
  none = attest_workspace_add_drafts_finish (
      fixture->workspace, store_fixture_wait (&cancelled), &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, n);
}

static void
test_order (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestDraft) first = workspace_fixture_add_certificate (fixture, "KR-1", "A");
  g_autoptr (AttestDraft) second = workspace_fixture_add_certificate (fixture, "KR-2", "B");
  g_autoptr (AttestRecord) record = workspace_fixture_make_certificate ("KR-1a", "A");
  g_autoptr (AttestDraft) top = workspace_fixture_get (fixture, 0);
  g_autoptr (AttestDraft) new_top = NULL;
  g_autoptr (AttestRecord) form = attest_record_new (&attest_form_schema);
  g_autoptr (AttestDraft) form_draft = NULL;
  int titles = 0;

  g_assert_true (top == second);
  g_signal_connect_swapped (first, "notify::title", G_CALLBACK (store_fixture_count), &titles);
  g_assert_true (workspace_fixture_save (fixture, attest_draft_get_id (first), record, NULL));
  new_top = workspace_fixture_get (fixture, 0);
  g_assert_true (new_top == first); /* the same object, where it belongs now */
  g_assert_cmpint (titles, ==, 1);
  g_assert_cmpstr (attest_draft_get_title (first), ==, "KR-1a");
  form_draft = workspace_fixture_add (fixture, form);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 2);
  g_assert_cmpuint (
      g_list_model_get_n_items (workspace_fixture_list (fixture, &attest_form_schema)), ==, 1);
}

static void
count_plans (guint n_done, guint n_all, gpointer user_data)
{
  g_assert_cmpuint (n_done, <=, n_all);
  *(guint *) user_data = n_done;
}

/* Plans for several: in the order asked for, those with problems among them, none for what is gone.
 */
static void
test_plan_drafts (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestDraft) first = workspace_fixture_add_certificate (fixture, "KR-1", "A");
  g_autoptr (AttestDraft) second = workspace_fixture_add_certificate (fixture, "KR-2", "B");
  const char *const ids[] = {
    attest_draft_get_id (second), "no-such", attest_draft_get_id (first), NULL
  };
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GError) error = NULL;
  guint n_done = 0;

  attest_workspace_plan_drafts_async (
      fixture->workspace,
      &(AttestPlanMany){ ids, ATTEST_ENVIRONMENT_TEST, count_plans, &n_done },
      NULL,
      store_fixture_keep_result,
      &result);
  plans = attest_workspace_plan_drafts_finish (
      fixture->workspace, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plans->len, ==, 2);
  g_assert_cmpuint (n_done, ==, 3);
  g_assert_cmpstr (attest_send_plan_get_title (plans->pdata[0]), ==, "KR-2");
  g_assert_cmpstr (attest_send_plan_get_title (plans->pdata[1]), ==, "KR-1");
  g_assert_false (attest_send_plan_get_can_send (plans->pdata[0]));
  g_assert_cmpuint (attest_send_plan_get_problems (plans->pdata[0])->len, >, 0);

  g_cancellable_cancel (cancelled);
  attest_workspace_plan_drafts_async (fixture->workspace,
                                      &(AttestPlanMany){ ids, ATTEST_ENVIRONMENT_TEST, NULL, NULL },
                                      cancelled,
                                      store_fixture_keep_result,
                                      &late);
  g_assert_null (
      attest_workspace_plan_drafts_finish (fixture->workspace, store_fixture_wait (&late), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_delete (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestDraft) draft = workspace_fixture_add_certificate (fixture, "KR-1", "A");
  const char *id = attest_draft_get_id (draft);
  g_autoptr (GError) error = NULL;

  workspace_fixture_change (fixture, attest_workspace_delete_drafts_async, id);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 0);
  g_assert_null (workspace_fixture_find (fixture, id));
  workspace_fixture_change (fixture, attest_workspace_restore_drafts_async, id);
  g_assert_true (workspace_fixture_find (fixture, id) == draft);
  workspace_fixture_change (fixture, attest_workspace_purge_drafts_async, id);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 1); /* it was not deleted */
  workspace_fixture_change (fixture, attest_workspace_delete_drafts_async, id);
  workspace_fixture_change (fixture, attest_workspace_purge_drafts_async, id);
  workspace_fixture_change (fixture, attest_workspace_restore_drafts_async, id);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 0);
  g_assert_null (workspace_fixture_load (fixture, id, &error));
  g_assert_error (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_NOT_FOUND);
}

static gboolean
is_known (WorkspaceFixture *fixture, const char *owner)
{
  return workspace_fixture_is_known (fixture, owner, &attest_certificate_schema, " kr-1");
}

/* What could not be deleted is there as if nobody had tried, for the checks as well. */
static void
test_delete_fails (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestDraft) draft = workspace_fixture_add_certificate (fixture, "KR-1", "A");
  const char *ids[] = { attest_draft_get_id (draft), NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  workspace_fixture_run_sql (fixture,
                             "CREATE TRIGGER broken BEFORE UPDATE ON drafts BEGIN"
                             " SELECT RAISE (ABORT, 'on purpose'); END");
  attest_workspace_delete_drafts_async (
      fixture->workspace, ids, store_fixture_keep_result, &result);
  g_assert_false (attest_workspace_change_drafts_finish (
      fixture->workspace, store_fixture_wait (&result), &error));
  g_assert_nonnull (error);
  g_assert_true (workspace_fixture_find (fixture, ids[0]) == draft);
  g_assert_true (is_known (fixture, NULL));
  workspace_fixture_run_sql (fixture, "DROP TRIGGER broken");
}

/* It was so at the last look, too, which was a day ago. */
static void
test_deleted_for_a_day (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestDraft) old = workspace_fixture_add_certificate (fixture, "KR-1", "A");
  g_autoptr (AttestDraft) young = workspace_fixture_add_certificate (fixture, "KR-2", "B");
  g_autofree char *old_id = g_strdup (attest_draft_get_id (old));
  g_autofree char *young_id = g_strdup (attest_draft_get_id (young));

  workspace_fixture_change (fixture, attest_workspace_delete_drafts_async, old_id);
  workspace_fixture_change (fixture, attest_workspace_delete_drafts_async, young_id);
  workspace_fixture_run_sql (
      fixture, "UPDATE drafts SET deleted = deleted - 50 * 3600 * 1000000 WHERE title = 'KR-1'");
  workspace_fixture_run_sql (
      fixture,
      "UPDATE settings SET value = value - 25 * 3600 * 1000000 WHERE name = 'trash-looked'");
  workspace_fixture_reopen (fixture);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 0);
  workspace_fixture_change (fixture, attest_workspace_restore_drafts_async, old_id);
  workspace_fixture_change (fixture, attest_workspace_restore_drafts_async, young_id);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 1);
}

static void
test_peers (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestDraft) draft = workspace_fixture_add_certificate (fixture, "KR-1", "A");
  const char *id = attest_draft_get_id (draft);

  g_assert_true (is_known (fixture, NULL));
  g_assert_false (is_known (fixture, id));
  workspace_fixture_change (fixture, attest_workspace_delete_drafts_async, id);
  g_assert_false (is_known (fixture, NULL));
  workspace_fixture_change (fixture, attest_workspace_restore_drafts_async, id);
  g_assert_true (is_known (fixture, NULL));
}

/* What stands somewhere is compared with as well, though not with the draft it came from. */
static void
test_accepted_peers (WorkspaceFixture *fixture, gconstpointer data)
{
  workspace_fixture_run_sql (
      fixture,
      "INSERT INTO published (service, environment, host, natural_key, submission_id, title, "
      "entity,"
      " entity_id, standards, status, first_day, begin_day, end_day, confidential, sent, confirmed,"
      " sha256, owner, number_fold) VALUES ('certsearch', 'test', '', 'KR-1', 's', 'KR-1', '', '',"
      " '', '', '', '', '', 0, 0, 0, '', 'its-draft', 'kr-1')");
  g_assert_true (is_known (fixture, NULL));
  g_assert_true (is_known (fixture, "another"));
  g_assert_false (is_known (fixture, "its-draft"));
}

static void
set_host (WorkspaceFixture *fixture, const char *host, GError **error)
{
  const AttestPlace place = { attest_service_get ("kolleges"),
                              ATTEST_ENVIRONMENT_PRODUCTION,
                              host };
  g_autoptr (GAsyncResult) result = NULL;

  attest_workspace_set_host_async (
      fixture->workspace, &place, NULL, store_fixture_keep_result, &result);
  attest_workspace_set_host_finish (fixture->workspace, store_fixture_wait (&result), error);
}

static void
test_hosts (WorkspaceFixture *fixture, gconstpointer data)
{
  const AttestService *kolleges = attest_service_get ("kolleges");
  g_autoptr (GError) error = NULL;

  g_assert_null (
      attest_workspace_get_host (fixture->workspace, kolleges, ATTEST_ENVIRONMENT_PRODUCTION));
  g_assert_cmpstr (
      attest_workspace_get_host (fixture->workspace, kolleges, ATTEST_ENVIRONMENT_TEST),
      ==,
      "https://api.test.kolleges.net/open-api");
  set_host (fixture, "ftp://example.org", &error);
  g_assert_nonnull (error);
  g_clear_error (&error);
  set_host (fixture, "https://example.org/api", &error);
  g_assert_no_error (error);
  workspace_fixture_reopen (fixture);
  g_assert_cmpstr (
      attest_workspace_get_host (fixture->workspace, kolleges, ATTEST_ENVIRONMENT_PRODUCTION),
      ==,
      "https://example.org/api");
  g_assert_true (
      attest_workspace_has_own_host (fixture->workspace, kolleges, ATTEST_ENVIRONMENT_PRODUCTION));
  set_host (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (
      attest_workspace_get_host (fixture->workspace, kolleges, ATTEST_ENVIRONMENT_PRODUCTION));
  attest_workspace_set_practice_url (fixture->workspace, kolleges, "http://127.0.0.1:1");
  g_assert_cmpstr (
      attest_workspace_get_host (fixture->workspace, kolleges, ATTEST_ENVIRONMENT_PRACTICE),
      ==,
      "http://127.0.0.1:1");
}

/* What is under way there is not led elsewhere by whoever sets another host, nor by a practice
 * service that ends. */
static void
test_host_stays (WorkspaceFixture *fixture, gconstpointer data)
{
  const AttestService *kolleges = attest_service_get ("kolleges");
  const char *host = NULL;
  const char *practice = NULL;
  g_autoptr (GError) error = NULL;

  attest_workspace_set_practice_url (fixture->workspace, kolleges, "http://127.0.0.1:1");
  set_host (fixture, "https://example.org/api", &error);
  host = attest_workspace_get_host (fixture->workspace, kolleges, ATTEST_ENVIRONMENT_PRODUCTION);
  practice = attest_workspace_get_host (fixture->workspace, kolleges, ATTEST_ENVIRONMENT_PRACTICE);
  attest_workspace_set_practice_url (fixture->workspace, kolleges, NULL);
  set_host (fixture, "https://elsewhere.example/api", &error);
  set_host (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (host, ==, "https://example.org/api");
  g_assert_cmpstr (practice, ==, "http://127.0.0.1:1");
}

static guint
count_warnings (WorkspaceFixture *fixture, AttestRecord *form, const char *path)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestSendPlan) plan = NULL;
  GPtrArray *problems = NULL;
  guint n = 0;

  attest_workspace_plan_send_async (
      fixture->workspace,
      &(AttestSendWish){ .record = form, .environment = ATTEST_ENVIRONMENT_PRACTICE },
      NULL,
      store_fixture_keep_result,
      &result);
  plan =
      attest_workspace_plan_send_finish (fixture->workspace, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  problems = attest_send_plan_get_problems (plan);
  for (guint i = 0; i < problems->len; i++)
    if (g_str_equal (attest_problem_get_path (problems->pdata[i]), path)
        && attest_problem_get_severity (problems->pdata[i]) == ATTEST_SEVERITY_WARNING)
      n++;
  return n;
}

static guint
count_unlisted (WorkspaceFixture *fixture, AttestRecord *form)
{
  return count_warnings (fixture, form, "achievementBadgeDesignId");
}

/* A design that the service did not list today is told before sending; where no list was read,
 * nothing can be said. */
static void
test_designs (WorkspaceFixture *fixture, gconstpointer data)
{
  const AttestService *kolleges = attest_service_get ("kolleges");
  const AttestPlace place = { kolleges, ATTEST_ENVIRONMENT_PRACTICE };
  g_autoptr (AttestRecord) form = attest_record_new (&attest_form_schema);
  g_autoptr (GPtrArray) designs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestDesignList) list = NULL;

  attest_record_set_text (form, ATTEST_FORM_BADGE_DESIGN, "84");
  g_assert_cmpuint (count_unlisted (fixture, form), ==, 0);
  g_ptr_array_add (designs, attest_design_new ("83", "오픈배지", NULL, NULL));
  attest_store_keep_designs_async (
      attest_workspace_get_store (fixture->workspace),
      &place,
      attest_service_get_designs_of (kolleges,
                                     &attest_form_schema.fields[ATTEST_FORM_BADGE_DESIGN]),
      designs,
      store_fixture_keep_result,
      &result);
  list = attest_store_designs_finish (
      attest_workspace_get_store (fixture->workspace), store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_unlisted (fixture, form), ==, 1);
  attest_record_set_text (form, ATTEST_FORM_BADGE_DESIGN, " 83 ");
  g_assert_cmpuint (count_unlisted (fixture, form), ==, 0);
  attest_record_set_text (form, ATTEST_FORM_BADGE_DESIGN, "");
  g_assert_cmpuint (count_unlisted (fixture, form), ==, 0);
}

/* Takes the record. */
static void
add_stored (GPtrArray *all, const char *id, AttestRecord *record)
{
  AttestStored *one = g_new0 (AttestStored, 1);

  one->id = g_strdup (id);
  one->record = record;
  one->told = 1;
  g_ptr_array_add (all, one);
}

static AttestRecord *
make_form (const char *name)
{
  AttestRecord *form = attest_record_new (&attest_form_schema);

  attest_record_set_text (form, ATTEST_FORM_NAME, name);
  return form;
}

/* What the service listed is kept, with what is known of it here; and a name that it lists is told
 * before a second one of that name is made. */
static void
test_stored (WorkspaceFixture *fixture, gconstpointer data)
{
  AttestStore *store = attest_workspace_get_store (fixture->workspace);
  const AttestPlace place = { attest_service_get ("kolleges"), ATTEST_ENVIRONMENT_PRACTICE };
  const AttestPlace other = { place.service, ATTEST_ENVIRONMENT_TEST, "https://example.org" };
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_stored_free);
  g_autoptr (AttestRecord) form = make_form ("수료증 a");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestDraft) draft = NULL;
  g_autoptr (AttestStoredList) list = NULL;
  g_autoptr (AttestStoredList) elsewhere = NULL;

  g_assert_cmpuint (count_warnings (fixture, form, "name"), ==, 0);
  attest_workspace_add_draft_async (
      fixture->workspace, form, NULL, store_fixture_keep_result, &result);
  draft =
      attest_workspace_add_draft_finish (fixture->workspace, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  add_stored (all, "2", make_form ("수료증 A"));
  add_stored (all, "1", make_form ("else"));
  add_stored (all, "1", make_form ("listed twice"));
  g_clear_object (&result);
  attest_store_keep_stored_async (store, &place, all, store_fixture_keep_result, &result);
  list = attest_store_stored_finish (store, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->listed->len, ==, 2);
  g_assert_cmpint (list->read, >, 0);
  g_assert_cmpint (attest_stored_list_find (list, "2")->known, ==, ATTEST_KNOWN_BY_NAME);
  g_assert_cmpstr (attest_stored_list_find (list, "2")->draft_id, ==, attest_draft_get_id (draft));
  g_assert_cmpint (attest_stored_list_find (list, "1")->known, ==, ATTEST_KNOWN_NOT);
  g_assert_cmpuint (attest_stored_list_find (list, "1")->stored->told, ==, 1);
  g_assert_cmpuint (count_warnings (fixture, form, "name"), ==, 1);
  attest_record_set_text (form, ATTEST_FORM_NAME, "수료증 b");
  g_assert_cmpuint (count_warnings (fixture, form, "name"), ==, 0);

  g_clear_object (&result);
  attest_store_load_stored_async (store, &other, NULL, NULL, store_fixture_keep_result, &result);
  elsewhere = attest_store_stored_finish (store, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (elsewhere->listed->len, ==, 0);
  g_assert_cmpint (elsewhere->read, ==, 0);
}

/* What was sent from here is known by its number, whatever either is called now. */
static void
test_stored_sent (WorkspaceFixture *fixture, gconstpointer data)
{
  AttestStore *store = attest_workspace_get_store (fixture->workspace);
  const AttestPlace place = { attest_service_get ("kolleges"),
                              ATTEST_ENVIRONMENT_TEST,
                              "https://example.org" };
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_stored_free);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestStoredList) list = NULL;

  workspace_fixture_run_sql (
      fixture,
      "INSERT INTO submissions (id, service, environment, host, title, entity, sha256, state,"
      " remote_id, created, search) VALUES ('s', 'kolleges', 'test', 'https://example.org',"
      " 'old name', '', '', 'accepted', '7', 1, '')");
  add_stored (all, "7", make_form ("new name"));
  add_stored (all, "8", make_form ("another"));
  attest_store_keep_stored_async (store, &place, all, store_fixture_keep_result, &result);
  list = attest_store_stored_finish (store, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (attest_stored_list_find (list, "7")->known, ==, ATTEST_KNOWN_BY_ID);
  g_assert_null (attest_stored_list_find (list, "7")->draft_id);
  g_assert_cmpint (attest_stored_list_find (list, "8")->known, ==, ATTEST_KNOWN_NOT);
}

static void
test_two (WorkspaceFixture *fixture, gconstpointer data)
{
  WorkspaceFixture other = { 0 };
  g_autoptr (AttestDraft) draft = NULL;
  g_autoptr (AttestRecord) record = workspace_fixture_make_certificate ("KR-2", "B");
  g_autofree char *id = NULL;
  AttestDraft *seen = NULL;

  workspace_fixture_init_on (&other, fixture->folder);
  workspace_fixture_open (&other);
  draft = workspace_fixture_add_certificate (&other, "KR-1", "A");
  id = g_strdup (attest_draft_get_id (draft));
  while (workspace_fixture_count_drafts (fixture) == 0)
    g_main_context_iteration (NULL, TRUE);
  seen = workspace_fixture_find (fixture, id);
  g_assert_cmpstr (attest_draft_get_title (seen), ==, "KR-1");

  g_assert_true (workspace_fixture_save (&other, id, record, NULL));
  while (g_strcmp0 (attest_draft_get_title (seen), "KR-2") != 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 1);

  workspace_fixture_change (&other, attest_workspace_delete_drafts_async, id);
  workspace_fixture_change (&other, attest_workspace_purge_drafts_async, id);
  while (workspace_fixture_count_drafts (fixture) != 0)
    g_main_context_iteration (NULL, TRUE);
  workspace_fixture_clear (&other, NULL);
}

/* Lists of the user's own that cannot be used are named until somebody has seen it. */
static void
test_own_lists (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "reference.json", NULL);
  WorkspaceFixture other = { 0 };

  g_assert_null (attest_workspace_get_notice (fixture->workspace));
  g_assert_true (g_file_set_contents (path, "{\"schemes\":[{}]}", -1, NULL));
  workspace_fixture_init_on (&other, fixture->folder);
  workspace_fixture_open (&other);
  g_assert_nonnull (strstr (attest_workspace_get_notice (other.workspace), path));
  g_assert_nonnull (strstr (attest_workspace_get_notice (other.workspace), "entry 1"));
  attest_workspace_dismiss_notice (other.workspace);
  g_assert_null (attest_workspace_get_notice (other.workspace));
  workspace_fixture_clear (&other, NULL);
}

static void
test_error (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRecord) record = workspace_fixture_make_certificate ("KR-1", "A");
  g_autoptr (AttestDraft) draft = workspace_fixture_add_certificate (fixture, "KR-1", "A");
  const char *id = attest_draft_get_id (draft);
  g_autoptr (GError) error = NULL;
  int told = 0;

  g_signal_connect_swapped (
      fixture->workspace, "notify::error", G_CALLBACK (store_fixture_count), &told);
  workspace_fixture_run_sql (fixture,
                             "CREATE TRIGGER broken BEFORE UPDATE ON drafts BEGIN"
                             " SELECT RAISE (ABORT, 'on purpose'); END");
  g_assert_false (workspace_fixture_save (fixture, id, record, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (attest_workspace_get_error (fixture->workspace));
  g_clear_error (&error);
  g_assert_false (workspace_fixture_save (fixture, id, record, &error));
  g_assert_cmpint (told, ==, 1); /* said once, and still */
  workspace_fixture_run_sql (fixture, "DROP TRIGGER broken");
  g_assert_true (workspace_fixture_save (fixture, id, record, NULL));
  g_assert_null (attest_workspace_get_error (fixture->workspace));
  g_assert_cmpint (told, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  workspace_fixture_add_test ("/workspace/empty", test_empty);
  workspace_fixture_add_test ("/workspace/as-typed", test_as_typed);
  workspace_fixture_add_test ("/workspace/add-many", test_add_many);
  workspace_fixture_add_test ("/workspace/order", test_order);
  workspace_fixture_add_test ("/workspace/plan-drafts", test_plan_drafts);
  workspace_fixture_add_test ("/workspace/delete", test_delete);
  workspace_fixture_add_test ("/workspace/delete-fails", test_delete_fails);
  workspace_fixture_add_test ("/workspace/deleted-for-a-day", test_deleted_for_a_day);
  workspace_fixture_add_test ("/workspace/peers", test_peers);
  workspace_fixture_add_test ("/workspace/accepted-peers", test_accepted_peers);
  workspace_fixture_add_test ("/workspace/hosts", test_hosts);
  workspace_fixture_add_test ("/workspace/host-stays", test_host_stays);
  workspace_fixture_add_test ("/workspace/designs", test_designs);
  workspace_fixture_add_test ("/workspace/stored", test_stored);
  workspace_fixture_add_test ("/workspace/stored-sent", test_stored_sent);
  workspace_fixture_add_test ("/workspace/two", test_two);
  workspace_fixture_add_test ("/workspace/own-lists", test_own_lists);
  workspace_fixture_add_test ("/workspace/error", test_error);
  return g_test_run ();
}
