/* An import becomes drafts: what is new, what is changed and what is the same by meaning; what a
 * person wrote stays; taking it back; and a program that is killed in the middle. */
#include "attest-config.h"

#include "workspace-fixture.h"

#include "codec/attest-codec.h"
#include "intake/attest-profile.h"
#include "store/attest-store-drafts.h"
#include "store/attest-store-imports.h"
#include "store/attest-store-matches.h"
#include "workspace/attest-import.h"

#include <signal.h>
#include <sys/wait.h>

#define HEAD                                                                                       \
  "Certificate Number,Certified Entity Name,Certified Entity Unique ID,Country,Status,Scope,"      \
  "Standard,Issue Date,Expiry Date,CB Acronym\n"
#define JANUARY                                                                                    \
  HEAD "K-1,Elm Ltd,E-1,South Korea,active,Milling,ISO 9001:2015,2026-01-05,2029-01-04,ECK\n"      \
       "K-2,Oak Ltd,E-2,South Korea,active,Turning,ISO 9001:2015,2026-01-06,2029-01-05,ECK\n"      \
       "K-3,Fir Ltd,E-3,South Korea,active,Casting,ISO 9001:2015,2026-01-07,2029-01-06,ECK\n"
/* The first is spelt otherwise, the second has another scope, the third is missing. */
#define FEBRUARY                                                                                   \
  HEAD "k-1,Elm  Ltd,E-1,Republic of Korea,Active,Milling,ISO9001:2015,5 Jan 2026,20290104,eck\n"  \
       "K-2,Oak Ltd,E-2,South Korea,active,Turning and milling,ISO 9001:2015,2026-01-06,"          \
       "2029-01-05,ECK\n"                                                                          \
       "K-4,Ash Ltd,E-4,South Korea,active,Forging,ISO 9001:2015,2026-02-07,2029-02-06,ECK\n"

/* Two are missing. */
#define MARCH                                                                                      \
  HEAD "K-1,Elm Ltd,E-1,South Korea,active,Milling,ISO 9001:2015,2026-01-05,2029-01-04,ECK\n"

static AttestImport *
open_with (AttestImport *import, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  attest_import_open_bytes_async (
      import, bytes, "ledger.csv", NULL, store_fixture_keep_result, &result);
  attest_import_open_finish (import, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return import;
}

static AttestImport *
open_text (WorkspaceFixture *fixture, const char *text)
{
  return open_with (attest_import_new (fixture->workspace), text);
}

static void
wait_for (AttestImport *import)
{
  while (attest_import_get_is_busy (import))
    g_main_context_iteration (NULL, TRUE);
}

static void
keep (AttestImport *import)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  attest_import_keep_async (import, NULL, store_fixture_keep_result, &result);
  attest_import_keep_finish (import, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (attest_import_get_state (import), ==, "kept");
}

static void
import_text (WorkspaceFixture *fixture, const char *text)
{
  g_autoptr (AttestImport) import = open_text (fixture, text);

  keep (import);
}

static AttestImportRecord *
get (AttestImport *import, guint i)
{
  g_autoptr (AttestImportRecord) record =
      g_list_model_get_item (attest_import_get_records (import), i);

  g_assert_nonnull (record);
  return record; /* the list holds it */
}

/* “new create, changed update, …” */
static void
assert_records (AttestImport *import, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (attest_import_get_records (import)); i++)
    g_string_append_printf (
        text,
        "%s%s %s",
        i > 0 ? ", " : "",
        attest_comparison_get_id (attest_import_record_get_comparison (get (import, i))),
        attest_import_effect_get_id (attest_import_record_get_effect (get (import, i))));
  for (guint i = 0; i < g_list_model_get_n_items (attest_import_get_records (import)); i++)
    {
      GPtrArray *changes = attest_import_record_get_changes (get (import, i));

      for (guint j = 0; changes != NULL && j < changes->len; j++)
        {
          g_autofree char *line = attest_difference_describe (g_ptr_array_index (changes, j));

          g_test_message ("%u: %s", i, line);
        }
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* As the test environment would have it. */
static void
accept (WorkspaceFixture *fixture, const char *draft_id)
{
  static guint n_accepted = 0;
  guint n = ++n_accepted;
  g_autoptr (AttestRecord) record = workspace_fixture_load (fixture, draft_id, NULL);
  g_autofree char *wire = attest_codec_write (record, ATTEST_CODEC_WIRE);
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO submissions (id, draft_id, service, environment, host, title, entity, sha256,"
      " state, created, sent, finished, search) SELECT 's-%u', id, 'certsearch', 'test', '%s',"
      " title, entity, content_hash, 'accepted', %u, %u, %u, '' FROM drafts WHERE id = '%s';"
      " INSERT INTO requests VALUES ('s-%u', '', '', '%s')",
      n,
      attest_service_get ("certsearch")->hosts[ATTEST_ENVIRONMENT_TEST],
      n,
      n,
      n,
      draft_id,
      n,
      wire);

  workspace_fixture_run_sql (fixture, sql);
}

static void
wait_until_projected (WorkspaceFixture *fixture)
{
  AttestStore *store = attest_workspace_get_store (fixture->workspace);
  gboolean is_done = FALSE;

  while (!is_done)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      attest_store_project_async (store, NULL, store_fixture_keep_result, &result);
      attest_store_project_finish (store, store_fixture_wait (&result), &is_done, &error);
      g_assert_no_error (error);
    }
}

static void
project_again (WorkspaceFixture *fixture)
{
  workspace_fixture_run_sql (fixture,
                             "DELETE FROM published; DELETE FROM standing;"
                             " UPDATE listed SET expiry = NULL;"
                             " INSERT OR REPLACE INTO counters VALUES ('projected', 0)");
  workspace_fixture_reopen (fixture);
  wait_until_projected (fixture);
}

static void
import_accepted (WorkspaceFixture *fixture, const char *text)
{
  g_autoptr (AttestImport) import = open_text (fixture, text);

  keep (import);
  for (guint i = 0; i < g_list_model_get_n_items (attest_import_get_records (import)); i++)
    accept (fixture, attest_import_record_get_draft_id (get (import, i)));
  g_clear_object (&import);
  project_again (fixture);
}

/* With the drafts alone. */
static void
test_twice (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestImport) first = open_text (fixture, JANUARY);
  g_autoptr (AttestImport) second = NULL;

  assert_records (first, "new create, new create, new create");
  keep (first);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 3);
  second = open_text (fixture, JANUARY);
  assert_records (second, "unchanged nothing, unchanged nothing, unchanged nothing");
  keep (second);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 3);
}

/* A sheet that Attest wrote, with another number: it is the draft that it says, and no new one. */
static void
test_own_sheet (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestImport) first = open_text (fixture, JANUARY);
  g_autoptr (AttestImport) second = NULL;
  g_autofree char *text = NULL;

  keep (first);
  text = g_strdup_printf ("Certificate Number,Certified Entity Name,attest_id\nK-01,Elm Ltd,%s\n",
                          attest_import_record_get_draft_id (get (first, 0)));
  second = open_text (fixture, text);
  assert_records (second, "changed update");
  keep (second);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 3);
  g_assert_cmpstr (attest_import_record_get_draft_id (get (second, 0)),
                   ==,
                   attest_import_record_get_draft_id (get (first, 0)));
}

#define SITES "Certificate Number,Company,Unique ID,Status,Site Street,Site City\n"

/* The same sites in another order are no news; of as many with another one, that one is. */
static void
test_order_of_sites (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestImport) first = open_text (
      fixture, SITES "K-1,Elm,E-1,active,1 Mill Lane,Leeds\nK-1,Elm,E-1,active,2 Dock Rd,Hull\n");
  g_autoptr (AttestImport) second = NULL;
  g_autoptr (AttestImport) third = NULL;
  const AttestDifference *change = NULL;

  keep (first);
  second = open_text (
      fixture, SITES "K-1,Elm,E-1,active,2 Dock Rd,Hull\nK-1,Elm,E-1,active,1 Mill Lane,Leeds\n");
  assert_records (second, "unchanged nothing");
  third = open_text (
      fixture, SITES "K-1,Elm,E-1,active,3 Dock Rd,Hull\nK-1,Elm,E-1,active,1 Mill Lane,Leeds\n");
  assert_records (third, "changed update");
  change = g_ptr_array_index (attest_import_record_get_changes (get (third, 0)), 0);
  g_assert_cmpstr (change->path, ==, "sites");
  g_assert_cmpstr (change->effect, ==, "1 of 2 sites is different.");
}

static guint
count_sites (AttestRecord *record)
{
  return attest_record_list_get_length (attest_record_get_list (record, ATTEST_CERTIFICATE_SITES));
}

static gboolean
is_told (AttestImport *import, guint i, const char *message)
{
  GPtrArray *problems = attest_import_record_get_problems (get (import, i));

  for (guint j = 0; j < problems->len; j++)
    if (g_str_equal (attest_problem_get_message (problems->pdata[j]), message))
      return TRUE;
  return FALSE;
}

/* Cells for sites that are all empty take no sites away, neither alone nor when something else is
 * new, and that is told; a sheet without any such column has nothing to tell. */
static void
test_sites_left_alone (WorkspaceFixture *fixture, gconstpointer data)
{
  static const char told[] = "Sites stay as they are: the sheet has none for this record.";
  g_autoptr (AttestImport) first =
      open_text (fixture,
                 SITES "K-1,Elm,E-1,active,1 Mill Lane,Leeds\nK-2,Oak,E-2,active,,\n"
                       "K-3,Fir,E-3,active,2 Dock Rd,Hull\n");
  g_autoptr (AttestImport) second = NULL;
  g_autoptr (AttestImport) third = NULL;

  keep (first);
  second = open_text (fixture,
                      SITES "K-1,Elm,E-1,active,,\nK-2,Oak,E-2,active,,\n"
                            "K-3,Fir,E-3,withdrawn,,\n");
  assert_records (second, "unchanged nothing, unchanged nothing, changed update");
  g_assert_true (is_told (second, 0, told));
  g_assert_false (is_told (second, 1, told));
  g_assert_true (is_told (second, 2, told));
  g_assert_cmpuint (count_sites (attest_import_record_get_record (get (second, 2))), ==, 1);

  third = attest_import_new (fixture->workspace);
  attest_import_decide (third, ATTEST_DECIDE_CONSTANT, "sites[].country", "Greece");
  open_with (third, "Certificate Number,Company,Unique ID,Status\nK-3,Fir,E-3,withdrawn\n");
  assert_records (third, "changed update");
  g_assert_false (is_told (third, 0, told));
  g_assert_cmpuint (count_sites (attest_import_record_get_record (get (third, 0))), ==, 1);
}

static void
assert_missing (AttestImport *import, const char *expected)
{
  g_autoptr (GPtrArray) missing = attest_import_list_missing (import);
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < missing->len; i++)
    g_string_append_printf (
        titles, "%s%s", i > 0 ? ", " : "", ((AttestMissing *) missing->pdata[i])->title);
  g_assert_cmpstr (titles->str, ==, expected);
}

/* A clock that was years ahead in one month does not make what follows look edited. */
static void
test_clock_set_back (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestImport) import = NULL;

  import_text (fixture, JANUARY);
  workspace_fixture_run_sql (fixture, "UPDATE imports SET created = created + 315360000000000");
  import_text (fixture, FEBRUARY);
  import = open_text (fixture, JANUARY);
  g_assert_cmpint (
      attest_import_record_get_effect (get (import, 1)), ==, ATTEST_IMPORT_EFFECT_UPDATE);
}

static void
test_next_month (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestImport) import = NULL;
  const AttestDifference *change = NULL;
  g_auto (GStrv) ready = NULL;

  import_accepted (fixture, JANUARY);
  import = attest_import_new (fixture->workspace);
  attest_import_compare_with (import, ATTEST_ENVIRONMENT_TEST);
  open_with (import, FEBRUARY);
  assert_records (import, "unchanged nothing, changed update, new create");
  g_assert_cmpuint (attest_import_record_get_changes (get (import, 1))->len, ==, 1);
  change = g_ptr_array_index (attest_import_record_get_changes (get (import, 1)), 0);
  g_assert_cmpstr (change->path, ==, "certification_scope");
  g_assert_cmpstr (change->old_text, ==, "Turning");
  g_assert_cmpstr (change->new_text, ==, "Turning and milling");
  assert_missing (import, "K-3");
  keep (import);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 4);
  ready = attest_import_list_ready (import);
  g_assert_cmpuint (g_strv_length (ready), ==, 0); /* they lack what the service requires */

  /* Another environment has nothing of it. */
  attest_import_compare_with (import, ATTEST_ENVIRONMENT_PRODUCTION);
  wait_for (import);
  assert_missing (import, "");
}

/* What is said while the profiles are still being looked up holds for the first reading, and begins
 * none of its own. */
static void
test_said_early (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestImport) import = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (FEBRUARY, strlen (FEBRUARY));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  import_accepted (fixture, JANUARY);
  import = attest_import_new (fixture->workspace);
  attest_import_open_bytes_async (
      import, bytes, "ledger.csv", NULL, store_fixture_keep_result, &result);
  attest_import_compare_with (import, ATTEST_ENVIRONMENT_TEST);
  attest_import_open_finish (import, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_false (attest_import_get_is_busy (import));
  assert_records (import, "unchanged nothing, changed update, new create");
}

static void
answer (AttestImport *import, AttestImportDecision decision, const char *value)
{
  g_autoptr (GPtrArray) missing = attest_import_list_missing (import);

  g_assert_cmpuint (missing->len, >, 0);
  attest_import_decide (import, decision, ((AttestMissing *) missing->pdata[0])->key, value);
  g_assert_false (attest_import_get_is_busy (import)); /* nothing is read again for it */
}

/* What is missing is asked about, once for this sheet or for all of its kind, and can be undone. */
static void
test_missing (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestImport) january = NULL;
  g_autoptr (AttestImport) february = NULL;
  g_autoptr (AttestImport) march = NULL;

  import_accepted (fixture, JANUARY);
  january = open_text (fixture, JANUARY);
  attest_import_name_profile (january, "Short ledger");
  keep (january);

  february = attest_import_new (fixture->workspace);
  attest_import_compare_with (february, ATTEST_ENVIRONMENT_TEST);
  open_with (february, MARCH);
  assert_missing (february, "K-2, K-3");
  answer (february, ATTEST_DECIDE_MISSING, "keep");
  assert_missing (february, "K-3");
  answer (february, ATTEST_DECIDE_WATCH, "no");
  assert_missing (february, "");
  attest_import_decider_undo (attest_import_get_decider (february));
  assert_missing (february, "K-3");
  attest_import_decider_redo (attest_import_get_decider (february));
  keep (february);

  march = attest_import_new (fixture->workspace);
  attest_import_compare_with (march, ATTEST_ENVIRONMENT_TEST);
  open_with (march, MARCH);
  assert_missing (march, "K-2");
}

static void
edit (WorkspaceFixture *fixture, const char *id, const char *scope)
{
  g_autoptr (AttestRecord) record = workspace_fixture_load (fixture, id, NULL);

  attest_record_set_text (record, ATTEST_CERTIFICATE_SCOPE, scope);
  g_assert_true (workspace_fixture_save (fixture, id, record, NULL));
}

static char *
dup_scope (WorkspaceFixture *fixture, const char *id)
{
  g_autoptr (AttestRecord) record = workspace_fixture_load (fixture, id, NULL);

  return g_strdup (attest_record_get_text (record, ATTEST_CERTIFICATE_SCOPE));
}

/* What a person wrote since stays, unless they say otherwise. */
static void
test_conflict (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestImport) first = open_text (fixture, JANUARY);
  g_autoptr (AttestImport) second = NULL;
  g_autoptr (AttestImport) third = NULL;
  g_autofree char *id = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *replaced = NULL;

  keep (first);
  id = g_strdup (attest_import_record_get_draft_id (get (first, 1)));
  edit (fixture, id, "Drilling");
  second = open_text (fixture, FEBRUARY);
  assert_records (second, "unchanged nothing, changed conflict, new create");
  g_assert_cmpuint (attest_import_record_get_conflict (get (second, 1))->len, ==, 1);
  keep (second);
  kept = dup_scope (fixture, id);
  g_assert_cmpstr (kept, ==, "Drilling");

  third = open_text (fixture, FEBRUARY);
  attest_import_decide (third, ATTEST_DECIDE_CONFLICT, "3", "sheet");
  assert_records (third, "unchanged nothing, changed update, unchanged nothing");
  attest_import_decider_undo (attest_import_get_decider (third));
  assert_records (third, "unchanged nothing, changed conflict, unchanged nothing");
  attest_import_decider_redo (attest_import_get_decider (third));
  keep (third);
  replaced = dup_scope (fixture, id);
  g_assert_cmpstr (replaced, ==, "Turning and milling");
}

/* A sheet without a column says nothing about that field. */
static void
test_unsaid (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestImport) first = open_text (fixture, JANUARY);
  g_autoptr (AttestImport) second = NULL;
  g_autoptr (AttestRecord) record = NULL;
  const char *id = NULL;

  keep (first);
  id = attest_import_record_get_draft_id (get (first, 0));
  second = open_text (fixture,
                      "Certificate Number,Certified Entity Name,CB Acronym\nK-1,Elm Limited,ECK\n");
  assert_records (second, "changed update");
  keep (second);
  record = workspace_fixture_load (fixture, id, NULL);
  g_assert_cmpstr (
      attest_record_get_text (record, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "Elm Limited");
  g_assert_cmpstr (attest_record_get_text (record, ATTEST_CERTIFICATE_SCOPE), ==, "Milling");
  g_assert_cmpuint (
      attest_record_list_get_length (attest_record_get_list (record, ATTEST_CERTIFICATE_SCHEMES)),
      ==,
      1);
}

/* A sheet with what is to be added, and without a column for the body, is about what has the number
 * already; if two have it, or another is called so, it is about neither. */
static void
test_number_alone (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestImport) added = NULL;
  g_autoptr (AttestImport) other = NULL;
  g_autoptr (AttestImport) doubtful = NULL;
  g_autoptr (AttestRecord) record = NULL;

  import_text (fixture, JANUARY);
  added = open_text (fixture, "Certificate Number,City\nk-1,Seoul\nK-9,Seoul\n");
  assert_records (added, "changed update, new create");
  keep (added);
  record =
      workspace_fixture_load (fixture, attest_import_record_get_draft_id (get (added, 0)), NULL);
  g_assert_cmpstr (attest_record_get_text (record, ATTEST_CERTIFICATE_ENTITY_CITY), ==, "Seoul");
  g_assert_cmpstr (attest_record_get_text (record, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "Elm Ltd");
  other = open_text (fixture, "Certificate Number,Company,City\nK-2,Yew Works,Busan\n");
  assert_records (other, "new create");
  import_text (fixture,
               HEAD "K-2,Yew Ltd,E-9,South Korea,active,Milling,ISO 9001:2015,2026-01-05,"
                    "2029-01-04,YCK\n");
  doubtful = open_text (fixture, "Certificate Number,City\nK-2,Busan\n");
  assert_records (doubtful, "new create");
}

/* Returns: whether the first record has a problem of @rule */
static gboolean
tells (AttestImport *import, const char *rule)
{
  GPtrArray *problems = attest_import_record_get_problems (get (import, 0));
  gboolean is_told = FALSE;

  for (guint i = 0; i < problems->len; i++)
    is_told = is_told || g_str_equal (attest_problem_get_rule (problems->pdata[i]), rule);
  return is_told;
}

/* One number of two companies: the draft of the one is not the other's. */
static void
test_other_entity (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestImport) import = NULL;

  import_text (fixture, JANUARY);
  import = open_text (fixture,
                      HEAD "K-1,Yew Ltd,E-9,South Korea,active,Milling,ISO 9001:2015,2026-01-05,"
                           "2029-01-04,ECK\n");
  assert_records (import, "new create");
  g_assert_true (tells (import, "other-entity"));
  /* Keeping it, and an edit after that, change nothing about it. */
  keep (import);
  g_assert_true (tells (import, "other-entity"));
  attest_import_edit (import, get (import, 0), "certification_scope", "Turning");
  g_assert_true (tells (import, "other-entity"));
}

/* Two companies in one sheet have it: each has a draft of its own, however often the sheet comes,
 * and an edit finds it. */
static void
test_number_of_two (WorkspaceFixture *fixture, gconstpointer data)
{
  static const char *const sheet =
      HEAD "K-1,Elm Ltd,E-1,South Korea,active,Milling,ISO 9001:2015,2026-01-05,2029-01-04,ECK\n"
           "K-1,Yew Ltd,E-9,South Korea,active,%s,ISO 9001:2015,2026-01-05,2029-01-04,ECK\n";
  g_autofree char *text = g_strdup_printf (sheet, "Turning");
  g_autofree char *next = g_strdup_printf (sheet, "Drilling");

  import_text (fixture, text);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (AttestImport) again = open_text (fixture, text);

      assert_records (again, "unchanged nothing, unchanged nothing");
      keep (again);
      g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 2);
    }
  import_text (fixture, next);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 2);
}

static GPtrArray *
undo (WorkspaceFixture *fixture, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = NULL;

  attest_import_undo_kept_async (fixture->workspace, id, store_fixture_keep_result, &result);
  rows = attest_import_undo_kept_finish (fixture->workspace, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return rows;
}

/* Made and left alone: gone. Changed and left alone: as before. Edited or sent: stays. */
static void
test_undo (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestImport) first = open_text (fixture, JANUARY);
  g_autoptr (AttestImport) second = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *scope = NULL;
  const char *id = NULL;
  guint n_stayed = 0;

  keep (first);
  second = open_text (fixture, FEBRUARY);
  keep (second);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 4);
  rows = undo (fixture, attest_import_get_id (second));
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 3);
  id = attest_import_record_get_draft_id (get (first, 1));
  scope = dup_scope (fixture, id);
  g_assert_cmpstr (scope, ==, "Turning");

  edit (fixture, id, "Drilling");
  accept (fixture, attest_import_record_get_draft_id (get (first, 2)));
  workspace_fixture_run_sql (fixture, "UPDATE submissions SET created = 9e15");
  again = undo (fixture, attest_import_get_id (first));
  for (guint i = 0; i < again->len; i++)
    {
      const AttestImportRow *row = g_ptr_array_index (again, i);

      n_stayed += row->is_edited || row->is_sent;
    }
  g_assert_cmpuint (n_stayed, ==, 2);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 2);
  g_ptr_array_unref (undo (fixture, attest_import_get_id (first)));
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 2);
}

/* What was sent since stays, although the clock was ahead when it was imported. */
static void
test_undo_with_clock_ahead (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestImport) first = open_text (fixture, JANUARY);
  g_autoptr (AttestImport) second = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const char *id = NULL;

  keep (first);
  id = attest_import_record_get_draft_id (get (first, 1));
  second = open_text (fixture, FEBRUARY);
  keep (second);
  before = dup_scope (fixture, id);
  g_assert_cmpstr (before, !=, "Turning");
  workspace_fixture_run_sql (fixture, "UPDATE import_rows SET time = 9e15");
  accept (fixture, id);
  rows = undo (fixture, attest_import_get_id (second));
  after = dup_scope (fixture, id);
  g_assert_cmpstr (after, ==, before);
}

/* Closed with decisions, opened on some other day. */
static void
test_reopen (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestImport) first = open_text (fixture, JANUARY);
  g_autoptr (AttestImport) second = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  attest_import_edit (first, get (first, 0), "certification_scope", "Grinding");
  attest_import_leave_out (first, get (first, 2), TRUE);
  attest_import_save_async (first, NULL, store_fixture_keep_result, &result);
  attest_import_save_finish (first, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  id = g_strdup (attest_import_get_id (first));
  g_clear_object (&first);
  workspace_fixture_reopen (fixture);

  second = attest_import_new (fixture->workspace);
  attest_import_reopen_async (second, id, NULL, store_fixture_keep_result, &opened);
  attest_import_open_finish (second, store_fixture_wait (&opened), &error);
  g_assert_no_error (error);
  assert_records (second, "new create, new create, new left-out");
  g_assert_cmpstr (attest_record_get_text (attest_import_record_get_record (get (second, 0)),
                                           ATTEST_CERTIFICATE_SCOPE),
                   ==,
                   "Grinding");
  keep (second);
  g_assert_cmpstr (attest_import_get_id (second), ==, id);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 2);
}

/* What was decided once is not asked again: by the profile, and by what texts mean. */
static void
test_profile (WorkspaceFixture *fixture, gconstpointer data)
{
  static const char sheet[] = "Ledger of %s\nNr,Wer,Stand,Norm\n%s,Elm,läuft,ISO 9001:2015\n";
  g_autofree char *january = g_strdup_printf (sheet, "January", "K-1");
  g_autofree char *february = g_strdup_printf (sheet, "February", "K-2");
  g_autoptr (AttestImport) first = open_text (fixture, january);
  g_autoptr (AttestImport) second = NULL;
  g_autoptr (AttestImport) third = NULL;

  g_assert_null (attest_import_get_profile (first));
  attest_import_decider_begin_step (attest_import_get_decider (first));
  attest_import_decide (first, ATTEST_DECIDE_HEADER, "", "2");
  attest_import_decide (first, ATTEST_DECIDE_COLUMN, "Nr", "certificate_number");
  attest_import_decide (first, ATTEST_DECIDE_COLUMN, "Wer", "certified_entity_name");
  attest_import_decide (first, ATTEST_DECIDE_COLUMN, "Stand", "certification_status");
  attest_import_decide (first, ATTEST_DECIDE_VALUE, "certification_status:läuft", "active");
  attest_import_decide (first, ATTEST_DECIDE_CONSTANT, "certified_entity_country", "Greece");
  attest_import_decider_end_step (attest_import_get_decider (first));
  wait_for (first);
  attest_import_name_profile (first, "House ledger");
  keep (first);

  second = open_text (fixture, february);
  g_assert_cmpstr (attest_import_get_profile (second), ==, "House ledger");
  g_assert_cmpuint (attest_import_get_reading (second)->undecided->len, ==, 0);
  g_assert_cmpstr (attest_record_get_text (attest_import_record_get_record (get (second, 0)),
                                           ATTEST_CERTIFICATE_ENTITY_COUNTRY),
                   ==,
                   "Greece");

  /* Another one can be chosen, and undoing brings back the one it was. */
  attest_import_choose_profile (second, NULL);
  wait_for (second);
  g_assert_null (attest_import_get_profile (second));
  attest_import_decider_undo (attest_import_get_decider (second));
  wait_for (second);
  g_assert_cmpstr (attest_import_get_profile (second), ==, "House ledger");
  g_assert_cmpuint (attest_import_get_reading (second)->undecided->len, ==, 0);

  third = open_text (fixture, "Certificate Number,Company,Status\nK-9,Elm,läuft\n");
  g_assert_null (attest_import_get_profile (third));
  g_assert_cmpuint (attest_import_get_reading (third)->undecided->len, ==, 0);
  g_assert_cmpstr (attest_record_get_text (attest_import_record_get_record (get (third, 0)),
                                           ATTEST_CERTIFICATE_STATUS),
                   ==,
                   "active");
}

/* Next month's sheet calls a column otherwise: nobody must take the old draft's state for the new
 * one. */
static void
test_profile_absent (WorkspaceFixture *fixture, gconstpointer data)
{
  static const char january[] = "Certificate Number,Company,Note,Status,ISO 9001,ISO 14001\n"
                                "K-1,Elm,a,active,x,x\n";
  static const char february[] = "Certificate Number,Company,How it is,ISO 9001\n"
                                 "K-1,Elm,withdrawn,x\n";
  g_autoptr (AttestImport) first = open_text (fixture, january);
  g_autoptr (AttestImport) second = NULL;

  g_assert_cmpuint (attest_import_get_reading (first)->absent->len, ==, 0);
  attest_import_name_profile (first, "House ledger");
  keep (first);

  second = open_text (fixture, february);
  g_assert_null (attest_import_get_profile (second));
  g_assert_cmpuint (attest_import_get_reading (second)->absent->len, ==, 0);
  attest_import_choose_profile (second, "House ledger");
  wait_for (second);
  g_assert_cmpuint (attest_import_get_reading (second)->absent->len, ==, 1);
  g_assert_cmpstr (attest_import_get_reading (second)->absent->pdata[0], ==, "Status");
  attest_import_decide (second, ATTEST_DECIDE_COLUMN, "How it is", "certification_status");
  wait_for (second);
  g_assert_cmpuint (attest_import_get_reading (second)->absent->len, ==, 0);
}

/* A profile that somebody wrote by hand, or before columns were expected, has what was mapped. */
static void
test_profile_expects_mapped (void)
{
  g_autoptr (AttestProfile) profile =
      attest_profile_read ("{\"profile\":\"Old\",\"heads\":[\"Nr\",\"Stand\",\"Farbe\"],"
                           "\"decisions\":{\"map\":{\"Stand\":\"certification_status\","
                           "\"Farbe\":\"\",\"Nr\":\"#row\"}}}",
                           NULL);
  g_autoptr (GPtrArray) expected = NULL;

  g_assert_nonnull (profile);
  expected = attest_decisions_list (profile->decisions, ATTEST_DECIDE_EXPECT);
  g_assert_cmpuint (expected->len, ==, 1);
  g_assert_cmpstr (expected->pdata[0], ==, "Stand");
}

static const char *
get_text (AttestImport *import, guint i, guint field)
{
  return attest_record_get_text (attest_import_record_get_record (get (import, i)), field);
}

/* What comes with the program is recognised beside what is kept. */
static void
test_profile_shipped (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestImport) first =
      open_text (fixture,
                 "인증서번호,업체명,사업자등록번호,인증규격,인증범위,유효기간\n"
                 "K-1,Elm,1,ISO 9001:2015,Grinding,2025-01-01 ~ 2027-12-31\n");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_profiles = 0;

  g_assert_cmpstr (attest_import_get_profile (first), ==, "Korean ledger");
  n_profiles = attest_import_list_profiles (first)->len;
  g_assert_cmpuint (n_profiles, ==, 4);

  /* What is kept under a name can be chosen at once, again and again. */
  for (guint i = 0; i < 2; i++)
    {
      attest_import_name_profile (first, "House ledger");
      attest_import_save_profile_async (first, store_fixture_keep_result, &result);
      g_assert_true (
          attest_import_save_profile_finish (first, store_fixture_wait (&result), &error));
      g_assert_no_error (error);
      g_clear_object (&result);
      g_assert_cmpuint (attest_import_list_profiles (first)->len, ==, n_profiles + 1);
      attest_import_choose_profile (first, NULL);
      wait_for (first);
      g_assert_cmpstr (get_text (first, 0, ATTEST_CERTIFICATE_ENTITY_COUNTRY), ==, "");
      attest_import_choose_profile (first, "House ledger");
      wait_for (first);
      g_assert_cmpstr (
          get_text (first, 0, ATTEST_CERTIFICATE_ENTITY_COUNTRY), ==, "Korea, Republic of");
    }
}

static void
test_profile_file (void)
{
  g_autoptr (AttestDecisions) decisions = attest_decisions_new ();
  g_autoptr (GPtrArray) heads = g_ptr_array_new ();
  g_autoptr (GPtrArray) shipped = attest_profiles_load_shipped ();
  g_autoptr (AttestProfile) profile = NULL;
  g_autoptr (AttestProfile) read = NULL;
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;

  attest_decisions_set (decisions, ATTEST_DECIDE_COLUMN, "번호 = No", "certificate_number");
  attest_decisions_set (decisions, ATTEST_DECIDE_EDIT, "5 certificate_number", "X");
  g_ptr_array_add (heads, (gpointer) "번호no");
  profile = attest_profile_new ("대장", decisions, heads);
  json = attest_profile_write (profile);
  read = attest_profile_read (json, &error);
  g_assert_no_error (error);
  again = attest_profile_write (read);
  g_assert_cmpstr (json, ==, again);
  g_assert_null (strstr (json, "\"X\""));
  g_assert_null (attest_profile_read ("{\"profile\":\"\"}", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_cmpuint (shipped->len, ==, 4);
}

static void
cancel_cb (AttestStore *store, GPtrArray *rows, GPtrArray *gone, GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

static char *make_many (void);

/* Stopped between two blocks, and gone on with. */
static void
test_stopped (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_many ();
  g_autoptr (AttestImport) import = open_text (fixture, text);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AttestStore *store = attest_workspace_get_store (fixture->workspace);
  gulong handler = g_signal_connect (store, "drafts-changed", G_CALLBACK (cancel_cb), cancellable);

  attest_import_keep_async (import, cancellable, store_fixture_keep_result, &result);
  g_assert_false (attest_import_keep_finish (import, store_fixture_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_signal_handler_disconnect (store, handler);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 500);
  g_assert_cmpstr (attest_import_get_state (import), ==, "open");
  keep (import);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 1300);
}

/* Returns: how many drafts have @text in them */
static int
count_with (WorkspaceFixture *fixture, const char *text)
{
  g_autofree char *path =
      g_build_filename (attest_workspace_get_folder (fixture->workspace), "attest.db", NULL);
  g_autofree char *sql =
      g_strdup_printf ("SELECT count (*) FROM drafts WHERE deleted IS NULL AND record LIKE '%%%s%%'"
                       " AND content_hash = (SELECT content_hash FROM import_rows WHERE"
                       "  draft_id = drafts.id ORDER BY time DESC LIMIT 1)",
                       text);
  sqlite3_stmt *statement = NULL;
  sqlite3 *db = NULL;
  int n = 0;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  n = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return n;
}

static void
stop_after_one_block (WorkspaceFixture *fixture, AttestImport *import)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AttestStore *store = attest_workspace_get_store (fixture->workspace);
  gulong handler = g_signal_connect (store, "drafts-changed", G_CALLBACK (cancel_cb), cancellable);

  attest_import_keep_async (import, cancellable, store_fixture_keep_result, &result);
  g_assert_false (attest_import_keep_finish (import, store_fixture_wait (&result), &error));
  g_signal_handler_disconnect (store, handler);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 500);
}

/* Stopped since something was wrong, put right, and gone on with: it is right in all of them. */
static void
test_stopped_and_mended (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_many ();
  g_autoptr (AttestImport) import = open_text (fixture, text);

  stop_after_one_block (fixture, import);
  attest_import_decide (import, ATTEST_DECIDE_CONSTANT, "certification_scope", "Mended");
  wait_for (import);
  keep (import);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 1300);
  g_assert_cmpint (count_with (fixture, "Mended"), ==, 1300);
}

/* The same after it was closed, where a person edited one of what was kept. */
static void
test_reopened_and_mended (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_many ();
  g_autofree char *id = NULL;
  g_autoptr (AttestImport) first = open_text (fixture, text);
  g_autoptr (AttestImport) import = attest_import_new (fixture->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  stop_after_one_block (fixture, first);
  id = g_strdup (attest_import_get_id (first));
  workspace_fixture_run_sql (fixture,
                             "UPDATE drafts SET content_hash = 'edited' WHERE id IN"
                             " (SELECT draft_id FROM import_rows WHERE first_row = 2)");
  attest_import_reopen_async (import, id, NULL, store_fixture_keep_result, &result);
  attest_import_open_finish (import, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  attest_import_decide (import, ATTEST_DECIDE_CONSTANT, "certification_scope", "Mended");
  wait_for (import);
  keep (import);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 1300);
  g_assert_cmpint (count_with (fixture, "Mended"), ==, 1299);
}

static void
append_table (GString *text, const char *prefix, guint n)
{
  g_string_append (text, "<table><tr><th>Certificate Number</th><th>Company</th></tr>");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "<tr><td>%s-%u</td><td>Elm %u Ltd</td></tr>", prefix, i, i);
  g_string_append (text, "</table>");
}

/* Another sheet has other records in the rows of which something was kept. */
static void
test_stopped_and_another_sheet (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("<html><body>");
  g_autoptr (AttestImport) import = NULL;

  append_table (text, "A", 1300);
  append_table (text, "B", 3);
  import = open_text (fixture, text->str);
  stop_after_one_block (fixture, import);
  attest_import_decide (import, ATTEST_DECIDE_SHEET, "", "Table 2");
  wait_for (import);
  g_assert_cmpuint (g_list_model_get_n_items (attest_import_get_records (import)), ==, 3);
  keep (import);
  g_assert_cmpuint (workspace_fixture_count_drafts (fixture), ==, 503);
}

/* Killed at a write: nothing is half there, and going on makes it whole. */

#define N_MANY 1300 /* more than two blocks */

static int writes_left;

static ssize_t
pwrite_or_die (int fd, const void *data, size_t length, off_t offset)
{
  if (writes_left > 0 && g_atomic_int_dec_and_test (&writes_left))
    {
      kill (getpid (), SIGKILL);
      for (;;)
        pause ();
    }
  return pwrite (fd, data, length, offset);
}

static void
watch_writes (void)
{
  sqlite3_vfs *vfs = NULL;

  sqlite3_initialize ();
  vfs = sqlite3_vfs_find (NULL);
  vfs->xSetSystemCall (vfs, "pwrite", (sqlite3_syscall_ptr) pwrite_or_die);
  vfs->xSetSystemCall (vfs, "pwrite64", (sqlite3_syscall_ptr) pwrite_or_die);
}

static char *
make_many (void)
{
  GString *text = g_string_new ("Certificate Number,Company,CB Acronym\n");

  for (guint i = 0; i < N_MANY; i++)
    g_string_append_printf (text, "K-%u,Elm %u,ECK\n", i, i);
  return g_string_free (text, FALSE);
}

static void
keep_and_die (const char *folder, int n_writes)
{
  WorkspaceFixture fixture = { 0 };
  g_autofree char *text = make_many ();
  AttestImport *import = NULL;

  watch_writes ();
  workspace_fixture_init_on (&fixture, folder);
  workspace_fixture_open (&fixture);
  import = open_text (&fixture, text);
  g_atomic_int_set (&writes_left, n_writes);
  keep (import);
  workspace_fixture_close (&fixture);
  _exit (0);
}

static char *
find_open_import (WorkspaceFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) infos = NULL;
  g_autoptr (GError) error = NULL;

  attest_store_list_imports_async (
      attest_workspace_get_store (fixture->workspace), NULL, store_fixture_keep_result, &result);
  infos = attest_store_list_imports_finish (
      attest_workspace_get_store (fixture->workspace), store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return infos->len > 0 ? g_strdup (((AttestImportInfo *) g_ptr_array_index (infos, 0))->id) : NULL;
}

static void
go_on (const char *folder, guint *n_before)
{
  WorkspaceFixture fixture = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *text = make_many ();
  g_autoptr (AttestImport) import = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;

  workspace_fixture_init_on (&fixture, folder);
  workspace_fixture_open (&fixture);
  id = find_open_import (&fixture);
  *n_before = workspace_fixture_count_drafts (&fixture);
  g_assert_true (*n_before % 500 == 0 || *n_before == N_MANY);
  import = attest_import_new (fixture.workspace);
  if (id != NULL)
    {
      attest_import_reopen_async (import, id, NULL, store_fixture_keep_result, &opened);
      attest_import_open_finish (import, store_fixture_wait (&opened), &error);
      g_assert_no_error (error);
    }
  else
    open_with (import, text);
  keep (import);
  g_assert_cmpuint (workspace_fixture_count_drafts (&fixture), ==, N_MANY);
  if (id != NULL)
    g_ptr_array_unref (undo (&fixture, id));
  g_assert_cmpuint (workspace_fixture_count_drafts (&fixture), ==, id != NULL ? 0 : N_MANY);
  g_clear_object (&import);
  g_clear_object (&opened);
  workspace_fixture_clear (&fixture, NULL);
}

static void
test_killed (void)
{
  guint n_half = 0;

  if (g_test_subprocess ())
    {
      keep_and_die (g_getenv ("ATTEST_TEST_FOLDER"),
                    (int) g_ascii_strtoll (g_getenv ("ATTEST_TEST_WRITES"), NULL, 10));
      return;
    }
  for (guint n = 36; n < 5000; n = n * 3)
    {
      g_autofree char *folder = g_dir_make_tmp ("attest-test-XXXXXX", NULL);
      g_autofree char *writes = g_strdup_printf ("%u", n);
      guint n_before = 0;

      g_setenv ("ATTEST_TEST_FOLDER", folder, TRUE);
      g_setenv ("ATTEST_TEST_WRITES", writes, TRUE);
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      go_on (folder, &n_before);
      g_test_message ("%u writes: %u drafts", n, n_before);
      n_half += n_before > 0 && n_before < N_MANY;
      store_fixture_remove_folder (folder);
    }
  g_assert_cmpuint (n_half, >, 0);
}

/* Who issues them is in no column: the user's details say it. A cell that was left empty is not
 * filled by them, and what was decided about the sheet comes first. */
static void
test_details (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRecord) details = attest_record_new (&attest_certificate_schema);
  g_autoptr (AttestPreset) preset = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autoptr (AttestImport) import = NULL;

  attest_record_set_text (details, ATTEST_CERTIFICATE_CB_NAME, "East Korea Certification");
  attest_record_set_text (details, ATTEST_CERTIFICATE_AB_ACRONYM, "KAB");
  attest_record_set_text (details, ATTEST_CERTIFICATE_ENTITY_COUNTRY, "Korea, Republic of");
  preset = attest_preset_new (ATTEST_PRESET_DETAILS, "ours", details);
  preset->is_default = TRUE;
  attest_presets_keep_async (attest_workspace_get_presets (fixture->workspace),
                             preset,
                             store_fixture_keep_result,
                             &result);
  id = attest_presets_keep_finish (
      attest_workspace_get_presets (fixture->workspace), store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  import = open_text (fixture,
                      "Certificate Number,Certified Entity Name,Country\nK-1,Elm,Japan\n"
                      "K-2,Oak,\n");
  g_assert_cmpstr (
      get_text (import, 0, ATTEST_CERTIFICATE_CB_NAME), ==, "East Korea Certification");
  g_assert_cmpstr (get_text (import, 0, ATTEST_CERTIFICATE_ENTITY_COUNTRY), ==, "Japan");
  g_assert_cmpstr (get_text (import, 1, ATTEST_CERTIFICATE_ENTITY_COUNTRY), ==, "");
  g_assert_cmpstr (attest_import_get_decision (
                       import, ATTEST_DECIDE_CONSTANT, "accreditation_body_acronym_name"),
                   ==,
                   "KAB");
  attest_import_decide (import, ATTEST_DECIDE_CONSTANT, "accreditation_body_acronym_name", "JAB");
  wait_for (import);
  g_assert_cmpstr (get_text (import, 0, ATTEST_CERTIFICATE_AB_ACRONYM), ==, "JAB");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_use_memory ();

  workspace_fixture_add_test ("/import-keep/twice", test_twice);
  workspace_fixture_add_test ("/import-keep/own-sheet", test_own_sheet);
  workspace_fixture_add_test ("/import-keep/clock-set-back", test_clock_set_back);
  workspace_fixture_add_test ("/import-keep/next-month", test_next_month);
  workspace_fixture_add_test ("/import-keep/said-early", test_said_early);
  workspace_fixture_add_test ("/import-keep/missing", test_missing);
  workspace_fixture_add_test ("/import-keep/conflict", test_conflict);
  workspace_fixture_add_test ("/import-keep/unsaid", test_unsaid);
  workspace_fixture_add_test ("/import-keep/other-entity", test_other_entity);
  workspace_fixture_add_test ("/import-keep/number-of-two", test_number_of_two);
  workspace_fixture_add_test ("/import-keep/number-alone", test_number_alone);
  workspace_fixture_add_test ("/import-keep/undo", test_undo);
  workspace_fixture_add_test ("/import-keep/reopen", test_reopen);
  workspace_fixture_add_test ("/import-keep/order-of-sites", test_order_of_sites);
  workspace_fixture_add_test ("/import-keep/sites-left-alone", test_sites_left_alone);
  workspace_fixture_add_test ("/import-keep/profile", test_profile);
  workspace_fixture_add_test ("/import-keep/undo-with-clock-ahead", test_undo_with_clock_ahead);
  workspace_fixture_add_test ("/import-keep/profile-absent", test_profile_absent);
  g_test_add_func ("/import-keep/profile-expects-mapped", test_profile_expects_mapped);
  workspace_fixture_add_test ("/import-keep/profile-shipped", test_profile_shipped);
  workspace_fixture_add_test ("/import-keep/details", test_details);
  g_test_add_func ("/import-keep/profile-file", test_profile_file);
  workspace_fixture_add_test ("/import-keep/stopped", test_stopped);
  workspace_fixture_add_test ("/import-keep/stopped-and-mended", test_stopped_and_mended);
  workspace_fixture_add_test ("/import-keep/reopened-and-mended", test_reopened_and_mended);
  workspace_fixture_add_test ("/import-keep/stopped-and-another-sheet",
                              test_stopped_and_another_sheet);
  g_test_add_func ("/import-keep/killed", test_killed);
  return g_test_run ();
}
