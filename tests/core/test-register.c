/* The register: what it shows by each filter, order and search; what it counts; and that what
 * follows from drafts and submissions is the same whether it was written as they were or made
 * again. */
#include "attest-config.h"

#include "store/attest-projection.h"
#include "store/attest-register.h"
#include "store/attest-store-choices.h"
#include "store/attest-store-drafts.h"
#include "third-service.h"
#include "workspace-fixture.h"

#define HOST "https://sandbox.example.org"

/* A database with what was sent, as the program would write it, by plain SQL. */
static void
send_as (WorkspaceFixture *fixture, const char *draft_id, const char *state, gint64 time)
{
  static guint n = 0;
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO submissions (id, draft_id, service, environment, host, title, entity, sha256,"
      " state, created, sent, finished, search) SELECT 's-%u', id, 'certsearch', 'test',"
      " coalesce ((SELECT host FROM hosts WHERE environment = 'test'), '%s'), title, entity,"
      " content_hash, '%s', %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT
      ", '' FROM drafts WHERE id = '%s'",
      ++n,
      attest_service_get ("certsearch")->hosts[ATTEST_ENVIRONMENT_TEST],
      state,
      time,
      g_str_equal (state, "queued") ? 0 : time,
      g_str_equal (state, "queued") ? 0 : time + 1,
      draft_id);
  g_autofree char *request = g_strdup_printf (
      "INSERT INTO requests SELECT 's-%u', '', '', json_object ('certificate_number', title,"
      " 'certified_entity_name', entity) FROM drafts WHERE id = '%s'",
      n,
      draft_id);

  workspace_fixture_run_sql (fixture, sql);
  workspace_fixture_run_sql (fixture, request);
}

/* All that follows is forgotten, and made by the next start. */
static void
project_again (WorkspaceFixture *fixture)
{
  workspace_fixture_run_sql (
      fixture,
      "DELETE FROM published; DELETE FROM standing; UPDATE listed SET expiry = NULL;"
      "INSERT OR REPLACE INTO counters VALUES ('projected', 0)");
  workspace_fixture_reopen (fixture);
}

static void
wait_for_list (AttestRegister *list)
{
  gboolean loading = TRUE;

  g_list_model_get_n_items (G_LIST_MODEL (list));
  while (loading)
    {
      g_object_get (list, "loading", &loading, NULL);
      if (loading)
        g_main_context_iteration (NULL, TRUE);
    }
}

static AttestDraft *
get_loaded (AttestRegister *list, guint position)
{
  AttestDraft *draft = g_list_model_get_item (G_LIST_MODEL (list), position);

  g_assert_nonnull (draft);
  while (!attest_draft_get_loaded (draft))
    g_main_context_iteration (NULL, TRUE);
  return draft;
}

/* What is shown, in its order: "KR-1 KR-2". */
static char *
show (AttestRegister *list, const AttestRegisterQuery *query)
{
  g_autoptr (GString) shown = g_string_new (NULL);

  if (query != NULL)
    attest_register_set_query (list, query);
  wait_for_list (list);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (AttestDraft) draft = get_loaded (list, i);

      g_string_append_printf (shown, "%s%s", i > 0 ? " " : "", attest_draft_get_title (draft));
    }
  return g_string_free (g_steal_pointer (&shown), FALSE);
}

#define assert_shows(list, expected, ...)                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *seen_ = show (list, &(AttestRegisterQuery){ __VA_ARGS__ });                   \
    g_assert_cmpstr (seen_, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

static void
wait_for_count (AttestRegister *list, AttestRegisterFilter filter, guint n)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (attest_register_get_count (list, filter) != n && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (attest_register_get_count (list, filter), ==, n);
}

static AttestDraft *
add (WorkspaceFixture *fixture, const char *number, const char *entity, const char *standard)
{
  g_autoptr (AttestRecord) record = workspace_fixture_make_certificate (number, entity);
  AttestRecord *scheme =
      attest_record_list_append (attest_record_get_list (record, ATTEST_CERTIFICATE_SCHEMES));

  attest_record_set_text (
      attest_record_list_append (attest_record_get_list (scheme, ATTEST_SCHEME_STANDARDS)),
      ATTEST_STANDARD_NAME,
      standard);
  attest_record_set_text (record, ATTEST_CERTIFICATE_STATUS, "active");
  attest_record_set_text (record, ATTEST_CERTIFICATE_EXPIRY_DATE, "19 March 2029");
  return workspace_fixture_add (fixture, record);
}

#define TEST .environment = ATTEST_ENVIRONMENT_TEST

static void
note_length_cb (GListModel *list, guint position, guint removed, guint added, GArray *lengths)
{
  guint n = g_list_model_get_n_items (list);

  g_array_append_val (lengths, n);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

/* Certificates id-001 to @n, the last one changed last, by plain SQL. */
static void
add_many (WorkspaceFixture *fixture, guint n)
{
  g_autofree char *sql = g_strdup_printf (
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u)"
      " INSERT INTO drafts (id, kind, title, entity, entity_id, status, search, n_errors,"
      " n_warnings, content_hash, created, changed, record) SELECT printf ('id-%%03d', i),"
      " 'certificate', printf ('KR-%%03d', i), '', '', '', 'kr', 0, 0, '', i, i, '{}' FROM n; "
      "UPDATE listed SET expiry = ''",
      n);

  workspace_fixture_run_sql (fixture, sql);
}

/* Of many, the first are there before all are counted; what is asked again for news is not. */
static void
test_first_rows (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRegister) list =
      attest_workspace_new_register (fixture->workspace, &attest_certificate_schema);
  g_autoptr (GArray) lengths = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (AttestDraft) first = NULL;

  add_many (fixture, 300);
  g_signal_connect (list, "items-changed", G_CALLBACK (note_length_cb), lengths);
  wait_for_list (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 300);
  g_assert_cmpuint (g_array_index (lengths, guint, 0), ==, 200);
  first = get_loaded (list, 0);
  g_assert_cmpstr (attest_draft_get_title (first), ==, "KR-300");

  g_array_set_size (lengths, 0);
  workspace_fixture_change (fixture, attest_workspace_delete_drafts_async, "id-001");
  wait_for_list (list);
  for (guint i = 0; i < lengths->len; i++)
    g_assert_cmpuint (g_array_index (lengths, guint, i), >=, 299);
  attest_register_set_query (list, &(AttestRegisterQuery){ .search = "nothing" });
  wait_for_list (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  attest_register_set_query (list, &(AttestRegisterQuery){ .search = "kr" });
  wait_for_list (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 299);
}

/* What is asked for while all is counted anew is read all the same: who shows rows that stay is
 * told nothing, and does not ask again. */
static void
test_read_while_counted (WorkspaceFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *sql; /* (nullable): what happens meanwhile */
    guint position;
  } cases[] = { { NULL, 299 }, { "DELETE FROM drafts WHERE id = 'id-300'", 150 } };
  g_autoptr (AttestRegister) list =
      attest_workspace_new_register (fixture->workspace, &attest_certificate_schema);

  add_many (fixture, 300);
  wait_for_list (list);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AttestDraft) draft = NULL;

      if (cases[i].sql != NULL)
        workspace_fixture_run_sql (fixture, cases[i].sql);
      attest_paged_list_ask (ATTEST_PAGED_LIST (list), ATTEST_PAGED_NEWS);
      draft = g_list_model_get_item (G_LIST_MODEL (list), cases[i].position);
      g_assert_false (attest_draft_get_loaded (draft));
      wait_for_list (list);
      /* By each answer what was asked for before it has ended; all may be counted once more. */
      for (guint n = 0; n < 20 && !attest_draft_get_loaded (draft); n++)
        {
          g_autoptr (GAsyncResult) result = NULL;

          attest_register_load_ids_async (list, NULL, store_fixture_keep_result, &result);
          store_fixture_wait (&result);
        }
      g_assert_true (attest_draft_get_loaded (draft));
    }
}

static gboolean
is_incomplete (AttestRegister *list)
{
  gboolean incomplete = FALSE;

  g_object_get (list, "incomplete", &incomplete, NULL);
  return incomplete;
}

/* A draft that is listed and cannot be had is damage: it is told, whatever else can be read, and
 * asked for no more. The next start makes the list again from what there is. */
static void
test_damaged (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRegister) list = NULL;
  g_autoptr (AttestDraft) first = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  guint n_asked = 0;

  add_many (fixture, 300);
  workspace_fixture_run_sql (fixture, "UPDATE drafts SET id = 'id-999' WHERE id = 'id-001'");
  list = attest_workspace_new_register (fixture->workspace, &attest_certificate_schema);
  wait_for_list (list);
  first = get_loaded (list, 0);
  g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), 299));
  while (!is_incomplete (list) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (is_incomplete (list));
  wait_for_list (list);
  attest_register_set_query (list, &(AttestRegisterQuery){ .descending = TRUE });
  wait_for_list (list);
  g_signal_connect_swapped (list, "notify::loading", G_CALLBACK (count_cb), &n_asked);
  g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), 299));
  attest_register_load_ids_async (list, NULL, store_fixture_keep_result, &result);
  store_fixture_wait (&result); /* the page is read before it */
  g_assert_cmpuint (n_asked, ==, 0);
  g_clear_object (&first);
  g_clear_object (&list);

  workspace_fixture_reopen (fixture);
  g_assert_nonnull (attest_store_get_notice (attest_workspace_get_store (fixture->workspace)));
  list = attest_workspace_new_register (fixture->workspace, &attest_certificate_schema);
  wait_for_list (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 300);
  first = get_loaded (list, 299);
  g_assert_cmpstr (attest_draft_get_id (first), ==, "id-999");
  g_assert_false (is_incomplete (list));
}

/* A draft that is gone since it was counted is no damage. */
static void
test_gone (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRegister) list = NULL;
  g_autoptr (AttestDraft) last = NULL;

  add_many (fixture, 3);
  list = attest_workspace_new_register (fixture->workspace, &attest_certificate_schema);
  wait_for_list (list);
  workspace_fixture_run_sql (fixture, "DELETE FROM drafts WHERE id = 'id-002'");
  g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), 1));
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) != 2)
    g_main_context_iteration (NULL, TRUE);
  last = get_loaded (list, 1);
  g_assert_cmpstr (attest_draft_get_id (last), ==, "id-001");
  g_assert_false (is_incomplete (list));
}

static void
test_empty (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRegister) list =
      attest_workspace_new_register (fixture->workspace, &attest_certificate_schema);

  assert_shows (list, "", TEST);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 0));
}

static void
test_columns (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestDraft) draft = add (fixture, "KR-1", "성현정밀㈜", "ISO 9001:2015");

  g_assert_cmpstr (attest_draft_get_standards (draft), ==, "ISO 9001:2015");
  g_assert_cmpstr (attest_draft_get_expiry (draft), ==, "2029-03-19");
  g_assert_cmpint (attest_draft_get_published (draft, ATTEST_ENVIRONMENT_TEST)->state,
                   ==,
                   ATTEST_PUBLISHED_NEVER);
}

static void
test_orders (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRegister) list =
      attest_workspace_new_register (fixture->workspace, &attest_certificate_schema);
  g_autoptr (AttestDraft) one = add (fixture, "KR-2", "나", "ISO 14001:2015");
  g_autoptr (AttestDraft) two = add (fixture, "KR-1", "다", "ISO 9001:2015");
  g_autoptr (AttestDraft) three = add (fixture, "KR-3", "가", "ISO 45001:2018");

  assert_shows (list, "KR-2 KR-1 KR-3", TEST, .order = ATTEST_REGISTER_BY_CHANGED);
  assert_shows (list, "KR-3 KR-1 KR-2", TEST, .descending = TRUE);
  assert_shows (list, "KR-1 KR-2 KR-3", TEST, .order = ATTEST_REGISTER_BY_TITLE);
  assert_shows (list, "KR-3 KR-2 KR-1", TEST, .order = ATTEST_REGISTER_BY_ENTITY);
  assert_shows (list, "KR-2 KR-3 KR-1", TEST, .order = ATTEST_REGISTER_BY_STANDARDS);
}

static void
test_searches (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRegister) list = NULL;
  g_autoptr (AttestDraft) one = add (fixture, "KR-1", "성현정밀㈜", "ISO 9001:2015");
  g_autoptr (AttestDraft) two = add (fixture, "KR-2", "Hanbit", "ISO 14001:2015");
  g_autofree char *first = g_strdup (attest_draft_get_id (one));

  send_as (fixture, first, "unknown", 5);
  g_clear_object (&one);
  g_clear_object (&two);
  project_again (fixture);
  list = attest_workspace_new_register (fixture->workspace, &attest_certificate_schema);
  wait_for_count (list, ATTEST_REGISTER_ALL, 2);
  attest_register_set_query (list, &(AttestRegisterQuery){ TEST });
  wait_for_count (list, ATTEST_REGISTER_UNKNOWN, 1);
#define BY_NUMBER TEST, .order = ATTEST_REGISTER_BY_TITLE
  assert_shows (list, "KR-1", BY_NUMBER, .search = "현");
  assert_shows (list, "KR-2", BY_NUMBER, .search = "hanBIT");
  assert_shows (list, "KR-2", BY_NUMBER, .search = "14001 kr");
  assert_shows (list, "KR-1", BY_NUMBER, .search = "Unknown");
  assert_shows (list, "KR-1 KR-2", BY_NUMBER, .search = "active");
  assert_shows (list, "", BY_NUMBER, .search = "unknown 14001");
  assert_shows (list, "KR-1 KR-2", BY_NUMBER, .search = "  ");
}

/* One of each state; a later attempt that could not leave hides nothing. */
static void
test_filters (WorkspaceFixture *fixture, gconstpointer data)
{
  static const char *const states[] = { "accepted", "refused", "unknown", "queued" };
  g_autoptr (AttestRegister) list = NULL;
  g_autoptr (AttestRegister) counted = NULL;
  g_autoptr (AttestDraft) waiting = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *number = g_strdup_printf ("KR-%u", i + 1);
      g_autoptr (AttestDraft) draft = add (fixture, number, "Hanbit", "ISO 9001:2015");

      send_as (fixture, attest_draft_get_id (draft), states[i], 10 + i);
      send_as (fixture, attest_draft_get_id (draft), "not-sent", 50 + i);
    }
  workspace_fixture_run_sql (fixture,
                             "UPDATE drafts SET content_hash = 'other' WHERE title = 'KR-1'");
  workspace_fixture_run_sql (fixture, "UPDATE drafts SET n_errors = 0, n_warnings = 0");
  workspace_fixture_run_sql (fixture, "UPDATE drafts SET n_warnings = 1 WHERE title = 'KR-2'");
  project_again (fixture);
  list = attest_workspace_new_register (fixture->workspace, &attest_certificate_schema);
  attest_register_set_query (list, &(AttestRegisterQuery){ TEST });
  wait_for_count (list, ATTEST_REGISTER_CHANGED, 1);
  wait_for_count (list, ATTEST_REGISTER_WAITING, 1);
  wait_for_count (list, ATTEST_REGISTER_REFUSED, 1);
  wait_for_count (list, ATTEST_REGISTER_READY, 1);
  wait_for_count (list, ATTEST_REGISTER_TO_DO, 1);
  wait_for_count (list, ATTEST_REGISTER_UNKNOWN, 1);
  assert_shows (list, "KR-1", TEST, .filter = ATTEST_REGISTER_CHANGED);
  assert_shows (list, "KR-1", TEST, .filter = ATTEST_REGISTER_READY);
  assert_shows (list, "KR-2", TEST, .filter = ATTEST_REGISTER_REFUSED);
  assert_shows (list, "KR-2", TEST, .filter = ATTEST_REGISTER_TO_DO);
  assert_shows (list, "KR-3", TEST, .filter = ATTEST_REGISTER_UNKNOWN);
  assert_shows (list, "KR-4", BY_NUMBER, .filter = ATTEST_REGISTER_WAITING);
  waiting = get_loaded (list, 0);
  g_assert_cmpuint (attest_draft_get_published (waiting, ATTEST_ENVIRONMENT_TEST)->place, ==, 1);
  /* Another environment has nothing of them. */
  assert_shows (
      list, "", .environment = ATTEST_ENVIRONMENT_PRODUCTION, .filter = ATTEST_REGISTER_REFUSED);
  wait_for_count (list, ATTEST_REGISTER_READY, 4);
  /* Who asks for one number is not told the others. */
  counted = attest_workspace_new_register (fixture->workspace, &attest_certificate_schema);
  attest_register_count_only (counted);
  attest_register_set_query (counted,
                             &(AttestRegisterQuery){ TEST, .filter = ATTEST_REGISTER_REFUSED });
  wait_for_count (counted, ATTEST_REGISTER_REFUSED, 1);
  g_assert_cmpuint (attest_register_get_count (counted, ATTEST_REGISTER_ALL), ==, 0);
}

static void
test_expiring (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRegister) list =
      attest_workspace_new_register (fixture->workspace, &attest_certificate_schema);
  const int days[] = { -1, 0, ATTEST_REGISTER_EXPIRING_DAYS, ATTEST_REGISTER_EXPIRING_DAYS + 1 };
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *number = g_strdup_printf ("KR-%u", i);
      g_autoptr (AttestRecord) record = workspace_fixture_make_certificate (number, "Hanbit");
      g_autoptr (GDateTime) day = g_date_time_add_days (now, days[i]);
      g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");
      g_autoptr (AttestDraft) draft = NULL;

      attest_record_set_text (record, ATTEST_CERTIFICATE_EXPIRY_DATE, text);
      draft = workspace_fixture_add (fixture, record);
    }
  assert_shows (list, "KR-1 KR-2", BY_NUMBER, .filter = ATTEST_REGISTER_EXPIRING);
  wait_for_count (list, ATTEST_REGISTER_EXPIRING, 2);
}

/* How many fields the service spoke of, until they are edited. */
static void
test_refused_fields (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestDraft) draft = add (fixture, "KR-1", "Hanbit", "ISO 9001:2015");
  g_autofree char *id = g_strdup (attest_draft_get_id (draft));
  g_autoptr (AttestRecord) record = NULL;

  send_as (fixture, id, "refused", 10);
  workspace_fixture_run_sql (
      fixture,
      "INSERT INTO attempts (id, submission_id, started, finished, outcome, http_status,"
      " content_type, reply_body) SELECT 'a', id, 10, 11, 'refused', 422, 'application/json',"
      " CAST ('{\"error\":true,\"errors\":{\"code\":\"validation_error\",\"message\":"
      "{\"certified_entity_name\":\"No\",\"certificate_number\":\"No\"}}}' AS BLOB)"
      " FROM submissions");
  g_clear_object (&draft);
  project_again (fixture);
  draft = g_object_ref (workspace_fixture_find (fixture, id));
  while (attest_draft_get_published (draft, ATTEST_ENVIRONMENT_TEST)->n_fields != 2)
    g_main_context_iteration (NULL, TRUE);
  record = workspace_fixture_load (fixture, id, NULL);
  attest_record_set_text (record, ATTEST_CERTIFICATE_ENTITY_NAME, "Hanbit Precision");
  g_assert_true (workspace_fixture_save (fixture, id, record, NULL));
  g_assert_cmpuint (attest_draft_get_published (draft, ATTEST_ENVIRONMENT_TEST)->n_fields, ==, 1);
  g_assert_cmpint (attest_draft_get_published (draft, ATTEST_ENVIRONMENT_TEST)->state,
                   ==,
                   ATTEST_PUBLISHED_REFUSED);
  attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, "KR-2");
  g_assert_true (workspace_fixture_save (fixture, id, record, NULL));
  g_assert_cmpuint (attest_draft_get_published (draft, ATTEST_ENVIRONMENT_TEST)->n_fields, ==, 0);
}

/* What is written is shown: what comes, goes, comes back and changes its place. */
static void
test_feed (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRegister) list =
      attest_workspace_new_register (fixture->workspace, &attest_certificate_schema);
  g_autoptr (AttestDraft) one = add (fixture, "KR-1", "가", "ISO 9001:2015");
  g_autoptr (AttestDraft) two = NULL;
  g_autoptr (AttestDraft) shown = NULL;
  g_autoptr (AttestRecord) record = NULL;
  g_autofree char *seen = NULL;

  assert_shows (list, "KR-1", BY_NUMBER);
  shown = get_loaded (list, 0);
  g_assert_true (shown == one);
  two = add (fixture, "KR-2", "나", "ISO 9001:2015");
  assert_shows (list, "KR-1 KR-2", BY_NUMBER);
  workspace_fixture_change (
      fixture, attest_workspace_delete_drafts_async, attest_draft_get_id (one));
  seen = show (list, NULL);
  g_assert_cmpstr (seen, ==, "KR-2");
  workspace_fixture_change (
      fixture, attest_workspace_restore_drafts_async, attest_draft_get_id (one));
  g_free (seen);
  seen = show (list, NULL);
  g_assert_cmpstr (seen, ==, "KR-1 KR-2");
  g_assert_cmpstr (attest_draft_get_standards (one), ==, "ISO 9001:2015");
  record = workspace_fixture_load (fixture, attest_draft_get_id (one), NULL);
  attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, "KR-3");
  g_assert_true (workspace_fixture_save (fixture, attest_draft_get_id (one), record, NULL));
  g_free (seen);
  seen = show (list, NULL);
  g_assert_cmpstr (seen, ==, "KR-2 KR-3");
  wait_for_count (list, ATTEST_REGISTER_ALL, 2);
}

/* What is asked of it as a whole, and of one. */
static void
test_ids (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRegister) list =
      attest_workspace_new_register (fixture->workspace, &attest_certificate_schema);
  g_autoptr (AttestDraft) one = add (fixture, "KR-2", "가", "ISO 9001:2015");
  g_autoptr (AttestDraft) two = add (fixture, "KR-1", "나", "ISO 9001:2015");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;
  guint position = 0;

  attest_register_set_query (list, &(AttestRegisterQuery){ BY_NUMBER });
  attest_register_find_async (
      list, attest_draft_get_id (one), NULL, store_fixture_keep_result, &found);
  attest_register_load_ids_async (list, NULL, store_fixture_keep_result, &result);
  ids = attest_register_load_ids_finish (list, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (ids), ==, 2);
  g_assert_cmpstr (ids[0], ==, attest_draft_get_id (two));
  g_assert_true (
      attest_register_find_finish (list, store_fixture_wait (&found), &position, &error));
  g_assert_cmpuint (position, ==, 1);
  g_clear_object (&found);
  attest_register_find_async (list, "no-such", NULL, store_fixture_keep_result, &found);
  g_assert_true (
      attest_register_find_finish (list, store_fixture_wait (&found), &position, &error));
  g_assert_cmpuint (position, ==, ATTEST_REGISTER_NOWHERE);
}

/* Another address is another place: what stands there is what was sent there. */
static void
test_host (WorkspaceFixture *fixture, gconstpointer data)
{
  const AttestPlace place = { attest_service_get ("certsearch"), ATTEST_ENVIRONMENT_TEST, HOST };
  g_autoptr (AttestRegister) list = NULL;
  g_autoptr (AttestDraft) draft = add (fixture, "KR-1", "Hanbit", "ISO 9001:2015");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  send_as (fixture, attest_draft_get_id (draft), "accepted", 10);
  g_clear_object (&draft);
  project_again (fixture);
  list = attest_workspace_new_register (fixture->workspace, &attest_certificate_schema);
  attest_register_set_query (list, &(AttestRegisterQuery){ TEST });
  attest_register_set_query (list, &(AttestRegisterQuery){ TEST, .search = "accepted" });
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0)
    g_main_context_iteration (NULL, TRUE);
  attest_workspace_set_host_async (
      fixture->workspace, &place, NULL, store_fixture_keep_result, &result);
  g_assert_true (
      attest_workspace_set_host_finish (fixture->workspace, store_fixture_wait (&result), &error));
  assert_shows (list, "", TEST, .search = "accepted");
}

/* Made again, it is what was written. */

static const char digest[] =
    "SELECT group_concat (line, char (10)) FROM (SELECT service || environment || host ||"
    " natural_key || submission_id || title || standards || status || end_day || sent || confirmed"
    " || sha256 || owner || number_fold || entity_fold || id_fold AS line FROM published UNION ALL "
    "SELECT draft_id || kind || title || standards ||"
    " expiry || natural_key || number_fold || entity_fold || id_fold || search || n_errors || "
    "content_hash FROM listed UNION ALL"
    " SELECT draft_id || environment || kind || state || is_ready || n_fields || accepted ||"
    " attempted || coalesce (submission_id, '') FROM standing UNION ALL"
    " SELECT pool || fold || text || n || last FROM own_texts ORDER BY 1)";

static gboolean
digest_job (AttestDb *db, gpointer data, GError **error)
{
  return attest_db_read_one (db, digest, NULL, attest_db_read_text, data, error);
}

static gboolean
again_job (AttestDb *db, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gboolean is_done = FALSE;

  if (!attest_projection_restart (db, error))
    return FALSE;
  while (!is_done)
    if (!attest_projection_step (db, ids, &is_done, error))
      return FALSE;
  return TRUE;
}

static void
add_one (StoreFixture *fixture, guint i)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (attest_draft_row_free);
  AttestDraftRow *row = g_new0 (AttestDraftRow, 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) drafts = NULL;

  row->id = g_strdup_printf ("draft-%u", i);
  row->schema = &permit_schema;
  row->title = g_strdup_printf ("PM-%u", i % 4);
  row->entity = g_strdup ("");
  row->entity_id = g_strdup ("");
  row->status = g_strdup ("");
  row->natural_key = g_strdup (row->title);
  row->search = g_ascii_strdown (row->title, -1);
  row->search = (g_free (row->search), g_strdup_printf ("pm-%u\n\n", i % 4));
  row->content_hash = g_strdup_printf ("%d", g_test_rand_int_range (0, 3));
  row->n_errors = (guint) g_test_rand_int_range (0, 2);
  row->expiry = g_strdup ("2027-01-02");
  row->record = g_strdup_printf ("{\"permitNumber\":\"%s\",\"endsOn\":\"2027-01-02\"}", row->title);
  row->changed = row->created = i;
  g_ptr_array_add (rows, row);
  attest_store_save_drafts_async (fixture->store, rows, NULL, store_fixture_keep_result, &result);
  drafts = attest_store_save_drafts_finish (fixture->store, store_fixture_wait (&result), NULL);
  g_assert_nonnull (drafts);
}

typedef struct
{
  const char *sql;
  const char *id;
} Step;

static gboolean
step_job (AttestDb *db, gpointer data, GError **error)
{
  const Step *step = data;

  return attest_db_run (db, step->sql, error) && attest_projection_follow (db, step->id, error);
}

/* A submission comes, or goes on, in the way the outbox writes it. */
static void
send_one (StoreFixture *fixture, guint i)
{
  static const char *const states[] = { "queued",  "sending", "accepted",
                                        "refused", "unknown", "not-sent" };
  int draft = g_test_rand_int_range (0, 8);
  int time = g_test_rand_int_range (1, 50);
  const char *state = states[g_test_rand_int_range (0, G_N_ELEMENTS (states))];
  g_autofree char *id = g_strdup_printf ("s-%u", i);
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO submissions (id, draft_id, service, environment, host, title, entity, sha256,"
      " state, created, sent, finished, search) VALUES ('%s', 'draft-%d', 'permits', 'test', '%s',"
      " 'PM-%d', '', '%d', '%s', %u, %d, %d, '');"
      "INSERT INTO requests VALUES ('%s', '', '', '{\"permitNumber\":\"PM-%d\"}')",
      id,
      draft,
      g_test_rand_bit () ? HOST : "https://other.example.org",
      draft % 4,
      g_test_rand_int_range (0, 3),
      state,
      i,
      time,
      time + 1,
      id,
      draft % 4);
  g_autoptr (GError) error = NULL;

  store_fixture_run (fixture, ATTEST_STORE_WRITE, step_job, &(Step){ sql, id }, &error);
  g_assert_no_error (error);
}

static void
change_one (StoreFixture *fixture)
{
  g_autofree char *id = g_strdup_printf ("draft-%d", g_test_rand_int_range (0, 8));
  g_autoptr (GAsyncResult) result = NULL;

  attest_store_change_drafts_async (fixture->store,
                                    g_test_rand_bit () ? ATTEST_DRAFTS_DELETE
                                                       : ATTEST_DRAFTS_RESTORE,
                                    (const char *const[]){ id, NULL },
                                    store_fixture_keep_result,
                                    &result);
  g_assert_true (
      attest_store_change_drafts_finish (fixture->store, store_fixture_wait (&result), NULL));
}

static void
move_host (StoreFixture *fixture)
{
  const AttestPlace place = { &third_service,
                              ATTEST_ENVIRONMENT_TEST,
                              g_test_rand_bit () ? HOST : "https://other.example.org" };
  g_autoptr (GAsyncResult) result = NULL;

  attest_store_set_host_async (fixture->store, &place, NULL, store_fixture_keep_result, &result);
  g_assert_true (attest_store_set_host_finish (fixture->store, store_fixture_wait (&result), NULL));
}

static void
send_at (StoreFixture *fixture, const char *id, const char *state, gint64 time)
{
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO submissions (id, draft_id, service, environment, host, title, entity, sha256,"
      " state, created, sent, finished, search) SELECT '%s', id, 'permits', 'test', '" HOST
      "', title, '', content_hash, '%s', %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT
      ", 1, '' FROM drafts WHERE id = 'draft-0';"
      "INSERT INTO requests VALUES ('%s', '', '', '{\"permitNumber\":\"PM-0\"}')",
      id,
      state,
      time,
      time,
      id);
  g_autoptr (GError) error = NULL;

  store_fixture_run (fixture, ATTEST_STORE_WRITE, step_job, &(Step){ sql, id }, &error);
  g_assert_no_error (error);
}

static void
assert_stands (StoreFixture *fixture, const char *state)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT count (*) FROM standing WHERE environment = 'test' AND state = '%s'", state);

  g_assert_cmpint (store_fixture_get_int (fixture, sql), ==, 1);
}

/* A clock that was years ahead when something was sent does not hide all that comes after. */
static void
test_clock_set_back (StoreFixture *fixture, gconstpointer data)
{
  const AttestPlace place = { &third_service, ATTEST_ENVIRONMENT_TEST, HOST };
  g_autoptr (GAsyncResult) result = NULL;

  store_fixture_open (fixture);
  attest_store_set_host_async (fixture->store, &place, NULL, store_fixture_keep_result, &result);
  g_assert_true (attest_store_set_host_finish (fixture->store, store_fixture_wait (&result), NULL));
  add_one (fixture, 0);
  send_at (fixture, "z", "accepted", g_get_real_time () + 10 * 365 * G_TIME_SPAN_DAY);
  assert_stands (fixture, "current");
  store_fixture_run (fixture,
                     ATTEST_STORE_WRITE,
                     step_job,
                     &(Step){ "UPDATE submissions SET sha256 = 'other'", "z" },
                     NULL);
  assert_stands (fixture, "changed");
  send_at (fixture, "a", "queued", 10);
  assert_stands (fixture, "waiting");
  send_at (fixture, "b", "accepted", 20);
  assert_stands (fixture, "current");
  send_at (fixture, "c", "refused", 30);
  assert_stands (fixture, "refused");
  store_fixture_run (fixture, ATTEST_STORE_WRITE, again_job, NULL, NULL);
  assert_stands (fixture, "refused");
}

static void
test_rebuilt (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_open (fixture);
  for (guint i = 0; i < 120; i++)
    {
      int what = g_test_rand_int_range (0, 10);

      if (what < 3)
        add_one (fixture, (guint) g_test_rand_int_range (0, 8));
      else if (what < 8)
        send_one (fixture, i);
      else if (what < 9)
        change_one (fixture);
      else
        move_host (fixture);
      if (i % 10 == 9)
        {
          g_autofree char *written = NULL;
          g_autofree char *made = NULL;

          store_fixture_run (fixture, ATTEST_STORE_READ, digest_job, &written, NULL);
          store_fixture_run (fixture, ATTEST_STORE_WRITE, again_job, NULL, NULL);
          store_fixture_run (fixture, ATTEST_STORE_READ, digest_job, &made, NULL);
          g_assert_cmpstr (written, ==, made);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  attest_service_register (&third_service);
  store_fixture_use_memory ();
  workspace_fixture_add_test ("/register/empty", test_empty);
  workspace_fixture_add_test ("/register/first-rows", test_first_rows);
  workspace_fixture_add_test ("/register/damaged", test_damaged);
  workspace_fixture_add_test ("/register/read-while-counted", test_read_while_counted);
  workspace_fixture_add_test ("/register/gone", test_gone);
  workspace_fixture_add_test ("/register/columns", test_columns);
  workspace_fixture_add_test ("/register/orders", test_orders);
  workspace_fixture_add_test ("/register/searches", test_searches);
  workspace_fixture_add_test ("/register/filters", test_filters);
  workspace_fixture_add_test ("/register/expiring", test_expiring);
  workspace_fixture_add_test ("/register/refused-fields", test_refused_fields);
  workspace_fixture_add_test ("/register/feed", test_feed);
  workspace_fixture_add_test ("/register/ids", test_ids);
  workspace_fixture_add_test ("/register/host", test_host);
  store_fixture_add ("/register/clock-set-back", test_clock_set_back);
  store_fixture_add ("/register/rebuilt", test_rebuilt);
  return g_test_run ();
}
