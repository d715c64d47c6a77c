/* What new records begin with: details, which of them is the default, and what proves them. */
#include "workspace-fixture.h"

#include "codec/attest-codec.h"
#include "store/attest-own-texts.h"
#include "store/attest-store-own.h"

#include <string.h>
#include <time.h>

#define SCHEMA (&attest_certificate_schema)

static void
add_scheme (AttestRecord *record, const char *name, const char *standard)
{
  AttestRecord *scheme =
      attest_record_list_append (attest_record_get_list (record, ATTEST_CERTIFICATE_SCHEMES));
  AttestRecord *item =
      attest_record_list_append (attest_record_get_list (scheme, ATTEST_SCHEME_STANDARDS));

  attest_record_set_text (scheme, ATTEST_SCHEME_NAME, name);
  attest_record_set_text (item, ATTEST_STANDARD_NAME, standard);
}

static AttestRecord *
make_record (const char *cb)
{
  AttestRecord *record = workspace_fixture_make_certificate ("KR-1", "성현정밀㈜");

  attest_record_set_text (record, ATTEST_CERTIFICATE_AB_NAME, "Korea Accreditation Board");
  attest_record_set_text (record, ATTEST_CERTIFICATE_AB_ACRONYM, "KAB");
  attest_record_set_text (record, ATTEST_CERTIFICATE_CB_NAME, cb);
  attest_record_set_text (record, ATTEST_CERTIFICATE_CB_ACRONYM, "PCK");
  attest_record_set_text (record, ATTEST_CERTIFICATE_ENTITY_COUNTRY, "Korea, Republic of");
  add_scheme (record, "Quality Management Systems", "ISO 9001:2015");
  return record;
}

static AttestPresets *
get_presets (WorkspaceFixture *fixture)
{
  return attest_workspace_get_presets (fixture->workspace);
}

static char *
keep (WorkspaceFixture *fixture, AttestPresetRole role, const char *name, AttestRecord *record)
{
  g_autoptr (AttestPreset) preset = attest_preset_new (role, name, record);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *id = NULL;

  attest_presets_keep_async (get_presets (fixture), preset, store_fixture_keep_result, &result);
  id = attest_presets_keep_finish (get_presets (fixture), store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return id;
}

static const char *
get_default (WorkspaceFixture *fixture)
{
  const AttestPreset *preset = attest_presets_find_default (get_presets (fixture), SCHEMA);

  return preset != NULL ? preset->name : NULL;
}

/* What is one certificate's own is in no details; they are there after a start. */
static void
test_details (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRecord) record = make_record ("Practice Certification Korea");
  g_autoptr (AttestRecord) other = make_record ("Practice Certification Busan");
  g_autoptr (AttestRecord) begun = NULL;
  g_autoptr (AttestRecord) again = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *name = attest_preset_dup_name (record);

  g_assert_cmpstr (name, ==, "KAB · PCK");
  begun = attest_presets_begin_record (get_presets (fixture), SCHEMA);
  g_assert_true (attest_record_is_empty (begun));
  first = keep (fixture, ATTEST_PRESET_DETAILS, "Seoul", record);
  second = keep (fixture, ATTEST_PRESET_DETAILS, "Busan", other);
  g_assert_cmpstr (get_default (fixture), ==, "Seoul"); /* the first that was kept */
  attest_presets_set_default (get_presets (fixture), second);
  workspace_fixture_reopen (fixture);
  g_assert_cmpstr (get_default (fixture), ==, "Busan");
  g_assert_cmpstr (
      attest_presets_find_details_of (get_presets (fixture), record)->name, ==, "Seoul");

  again = attest_presets_begin_record (get_presets (fixture), SCHEMA);
  g_assert_cmpstr (attest_record_get_text (again, ATTEST_CERTIFICATE_NUMBER), ==, "");
  g_assert_cmpstr (attest_record_get_text (again, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "");
  g_assert_true (attest_record_has_details (again, other));
  g_assert_cmpuint (
      attest_record_list_get_length (attest_record_get_list (again, ATTEST_CERTIFICATE_SCHEMES)),
      ==,
      1);
  attest_presets_remove (get_presets (fixture), second);
  g_assert_cmpstr (get_default (fixture), ==, "Seoul");
  attest_presets_remove (get_presets (fixture), first);
  g_assert_null (get_default (fixture));
}

/* Of several schemes nobody knows which one a certificate is about. */
static void
test_several_schemes (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRecord) record = make_record ("Practice Certification Korea");
  g_autoptr (AttestRecord) begun = NULL;
  g_autofree char *id = NULL;

  add_scheme (record, "Environmental Management Systems", "ISO 14001:2015");
  id = keep (fixture, ATTEST_PRESET_DETAILS, "Seoul", record);
  begun = attest_presets_begin_record (get_presets (fixture), SCHEMA);
  g_assert_true (attest_record_has_details (begun, record));
  g_assert_cmpuint (
      attest_record_list_get_length (attest_record_get_list (begun, ATTEST_CERTIFICATE_SCHEMES)),
      ==,
      0);
}

static void
test_template (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRecord) record = make_record ("Practice Certification Korea");
  g_autoptr (AttestRecord) begun = NULL;
  g_autofree char *id = keep (fixture, ATTEST_PRESET_TEMPLATE, "Two\nlines", record);
  const AttestPreset *preset = NULL;

  workspace_fixture_reopen (fixture);
  preset = attest_presets_find (get_presets (fixture), id);
  g_assert_nonnull (preset);
  g_assert_cmpstr (preset->name, ==, "Two lines");
  g_assert_true (attest_record_equal (preset->record, record));
  g_assert_null (get_default (fixture));
  begun = attest_preset_begin_record (preset);
  g_assert_cmpstr (attest_record_get_text (begun, ATTEST_CERTIFICATE_NUMBER), ==, "");
  g_assert_cmpstr (
      attest_record_get_text (begun, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "성현정밀㈜");
}

/* Taken back, it is the same one again. */
static void
test_template_removed (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRecord) record = make_record ("Practice Certification Korea");
  g_autofree char *id = keep (fixture, ATTEST_PRESET_TEMPLATE, "Yearly", record);
  g_autofree char *other = keep (fixture, ATTEST_PRESET_TEMPLATE, "Another", record);
  g_autofree char *again = NULL;
  g_autoptr (AttestPreset) removed = attest_preset_new (ATTEST_PRESET_TEMPLATE, "Yearly", record);
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  attest_presets_remove (get_presets (fixture), id);
  workspace_fixture_reopen (fixture);
  g_assert_null (attest_presets_find (get_presets (fixture), id));
  left = attest_presets_list (get_presets (fixture), ATTEST_PRESET_TEMPLATE, SCHEMA);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpstr (((const AttestPreset *) left->pdata[0])->id, ==, other);

  removed->id = g_strdup (id);
  attest_presets_keep_async (get_presets (fixture), removed, store_fixture_keep_result, &result);
  again = attest_presets_keep_finish (get_presets (fixture), store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, id);
  workspace_fixture_reopen (fixture);
  g_assert_true (
      attest_record_equal (attest_presets_find (get_presets (fixture), id)->record, record));
}

/* A remark where something is in none of the sets, with what is meant if there is one alone. */
static guint
count_remarks (WorkspaceFixture *fixture, AttestRecord *record, const char **fix)
{
  AttestCheckContext context;
  g_autoptr (GPtrArray) problems = NULL;
  guint n = 0;

  attest_check_context_init (&context);
  context.details = attest_presets_get_details (get_presets (fixture));
  problems = attest_check (record, &context);
  for (guint i = 0; i < problems->len; i++)
    {
      AttestProblem *problem = g_ptr_array_index (problems, i);

      if (!g_str_equal (attest_problem_get_rule (problem), "not-among-details"))
        continue;
      g_assert_cmpint (attest_problem_get_severity (problem), ==, ATTEST_SEVERITY_WARNING);
      g_assert_cmpstr (attest_problem_get_fix_text (problem), ==, fix[n]);
      n++;
    }
  return n;
}

static void
test_remarks (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRecord) record = make_record ("Practice Certification Korea");
  g_autoptr (AttestRecord) other = make_record ("Practise Certification Korea");
  AttestRecord *scheme = NULL;
  const char *const cb = "Practice Certification Korea";
  const char *fixes[3] = { cb, "Quality Management Systems" };
  g_autofree char *id = NULL;
  g_autofree char *second = NULL;

  g_assert_cmpuint (count_remarks (fixture, other, fixes), ==, 0);
  id = keep (fixture, ATTEST_PRESET_DETAILS, "Seoul", record);
  g_assert_cmpuint (count_remarks (fixture, record, fixes), ==, 0);
  g_assert_cmpuint (count_remarks (fixture, other, fixes), ==, 1);
  scheme = attest_record_list_get (attest_record_get_list (other, ATTEST_CERTIFICATE_SCHEMES), 0);
  attest_record_set_text (scheme, ATTEST_SCHEME_NAME, "QMS");
  g_assert_cmpuint (count_remarks (fixture, other, fixes), ==, 2);
  attest_record_set_text (record, ATTEST_CERTIFICATE_CB_NAME, "Another");
  second = keep (fixture, ATTEST_PRESET_DETAILS, "Another", record);
  fixes[0] = NULL;
  fixes[1] = NULL;
  g_assert_cmpuint (count_remarks (fixture, other, fixes), ==, 2);
}

/* Accepted there, by the hand of another program. */
static void
accept (WorkspaceFixture *fixture, const char *id, const char *environment, AttestRecord *record)
{
  static int now = 1;
  g_autofree char *body = attest_codec_write (record, ATTEST_CODEC_WIRE);
  char *sql = sqlite3_mprintf (
      "BEGIN; INSERT INTO submissions (id, service, environment, host, title, entity, sha256,"
      " state, created, sent, finished, search) VALUES (%Q, 'certsearch', %Q, 'https://a.example',"
      " '', '', '', 'accepted', %d, %d, %d, '');"
      "INSERT INTO requests VALUES (%Q, '', '', %Q); COMMIT",
      id,
      environment,
      now,
      now,
      now,
      id,
      body);

  now++;
  workspace_fixture_run_sql (fixture, sql);
  sqlite3_free (sql);
}

static void
wait_for (gboolean (*is_met) (WorkspaceFixture *fixture), WorkspaceFixture *fixture)
{
  while (!is_met (fixture))
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
has_offer (WorkspaceFixture *fixture)
{
  return attest_presets_get_offer (get_presets (fixture)) != NULL;
}

static gboolean
is_proved (WorkspaceFixture *fixture)
{
  return attest_presets_find_default (get_presets (fixture), SCHEMA)
      ->is_proved[ATTEST_ENVIRONMENT_TEST];
}

static void
test_proved (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRecord) record = make_record ("Practice Certification Korea");
  g_autoptr (AttestPreset) changed = NULL;
  g_autofree char *id = NULL;

  g_assert_false (has_offer (fixture));
  accept (fixture, "one", "practice", record);
  wait_for (has_offer, fixture);
  g_assert_true (
      attest_record_has_details (attest_presets_get_offer (get_presets (fixture)), record));
  workspace_fixture_reopen (fixture);
  wait_for (has_offer, fixture);
  id = keep (fixture, ATTEST_PRESET_DETAILS, "Seoul", record);
  g_assert_false (has_offer (fixture));
  g_assert_false (is_proved (fixture));
  accept (fixture, "two", "test", record);
  wait_for (is_proved, fixture);
  g_assert_false (
      attest_presets_find (get_presets (fixture), id)->is_proved[ATTEST_ENVIRONMENT_PRODUCTION]);

  /* Another spelling is not proved by it. */
  attest_record_set_text (record, ATTEST_CERTIFICATE_CB_NAME, "Another");
  changed = attest_preset_new (ATTEST_PRESET_DETAILS, "Seoul", record);
  changed->id = g_strdup (id);
  attest_presets_keep_async (get_presets (fixture), changed, NULL, NULL);
  g_assert_false (is_proved (fixture));
}

static void
test_declined (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (AttestRecord) record = make_record ("Practice Certification Korea");

  accept (fixture, "one", "practice", record);
  wait_for (has_offer, fixture);
  attest_presets_decline (get_presets (fixture));
  g_assert_false (has_offer (fixture));
  workspace_fixture_reopen (fixture);
  accept (fixture, "two", "practice", record);
  workspace_fixture_count_drafts (fixture);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (has_offer (fixture));
}

/* Entities. */

static GPtrArray *
find_entities (WorkspaceFixture *fixture, const char *typed, gboolean by_id)
{
  const AttestEntityQuery query = { SCHEMA, typed, by_id };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *found = NULL;

  attest_store_find_entities_async (attest_workspace_get_store (fixture->workspace),
                                    &query,
                                    NULL,
                                    store_fixture_keep_result,
                                    &result);
  found = attest_store_find_entities_finish (
      attest_workspace_get_store (fixture->workspace), store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return found;
}

static void
assert_entities (WorkspaceFixture *fixture, const char *typed, gboolean by_id, const char *wanted)
{
  g_autoptr (GPtrArray) found = find_entities (fixture, typed, by_id);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      const AttestOwnEntity *entity = g_ptr_array_index (found, i);

      g_string_append_printf (words, "%s/%s/%u ", entity->name, entity->id, entity->n);
    }
  g_assert_cmpstr (words->str, ==, wanted);
}

static AttestAccepted *
read_entity (WorkspaceFixture *fixture, const char *name, const char *id)
{
  AttestStore *store = attest_workspace_get_store (fixture->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AttestAccepted *newest = NULL;

  attest_store_read_entity_async (store, SCHEMA, name, id, store_fixture_keep_result, &result);
  attest_store_read_entity_finish (store, store_fixture_wait (&result), &newest, &error);
  g_assert_no_error (error);
  return newest;
}

/* Accepted ones first, the most frequent first, and drafts behind them; each with the newest record
 * of it. */
static void
test_entities (WorkspaceFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *number;
    const char *name;
    const char *id;
  } accepted[] = {
    { "KR-1", "성현정밀㈜", "KR-1" },
    { "KR-2", "성현전자㈜", "KR-2" },
    { "KR-3", "성현전자㈜", "KR-2" },
    { "KR-4", "Hanbit", "JP-1" },
  };
  g_autoptr (AttestRecord) draft = make_record ("Practice Certification Korea");
  g_autoptr (AttestDraft) kept = NULL;
  g_autoptr (AttestAccepted) newest = NULL;
  g_autoptr (AttestAccepted) drafted = NULL;
  g_autoptr (AttestAccepted) none = NULL;
  g_autoptr (AttestAccepted) later = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      g_autoptr (AttestRecord) record = make_record ("Practice Certification Korea");

      attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, accepted[i].number);
      attest_record_set_text (record, ATTEST_CERTIFICATE_ENTITY_NAME, accepted[i].name);
      attest_record_set_text (record, ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID, accepted[i].id);
      attest_record_set_text (record, ATTEST_CERTIFICATE_ENTITY_CITY, accepted[i].number);
      accept (fixture, accepted[i].number, "practice", record);
    }
  attest_record_set_text (draft, ATTEST_CERTIFICATE_ENTITY_NAME, "성현건설㈜");
  attest_record_set_text (draft, ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID, "KR-9");
  kept = workspace_fixture_add (fixture, draft);
  /* What follows from what another program wrote is made by the next start. */
  workspace_fixture_run_sql (fixture, "INSERT OR REPLACE INTO counters VALUES ('projected', 0)");
  workspace_fixture_reopen (fixture);
  for (gboolean is_done = FALSE; !is_done;)
    {
      g_autoptr (GPtrArray) found = find_entities (fixture, "Han", FALSE);

      is_done = found->len == 1;
    }

  assert_entities (
      fixture, "성현", FALSE, "성현전자㈜/KR-2/2 성현정밀㈜/KR-1/1 성현건설㈜/KR-9/0 ");
  assert_entities (fixture, "성현전", FALSE, "성현전자㈜/KR-2/2 ");
  assert_entities (fixture, "Han", FALSE, "Hanbit/JP-1/1 ");
  assert_entities (fixture, "JP", TRUE, "Hanbit/JP-1/1 ");
  assert_entities (fixture, "없음", FALSE, "");

  newest = read_entity (fixture, "성현전자㈜", "KR-2");
  g_assert_nonnull (newest);
  g_assert_false (newest->is_draft);
  g_assert_nonnull (strstr (newest->body, "\"KR-3\""));
  drafted = read_entity (fixture, "성현건설㈜", "KR-9");
  g_assert_nonnull (drafted);
  g_assert_true (drafted->is_draft);
  none = read_entity (fixture, "성현건설㈜", "KR-1");
  g_assert_null (none);

  /* The one before was sent by a clock that was ahead. */
  workspace_fixture_run_sql (fixture,
                             "UPDATE published SET sent = 9e15 WHERE submission_id = 'KR-2'");
  later = read_entity (fixture, "성현전자㈜", "KR-2");
  g_assert_nonnull (strstr (later->body, "\"KR-3\""));
}

/* Texts. */

static GPtrArray *
find_texts_without (WorkspaceFixture *fixture,
                    const char *pool,
                    const char *typed,
                    const char *const *without)
{
  AttestStore *store = attest_workspace_get_store (fixture->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const AttestOwnTextQuery query = { SCHEMA, pool, typed, without };
  GPtrArray *found = NULL;

  attest_own_texts_find_async (store, &query, NULL, store_fixture_keep_result, &result);
  found = attest_own_texts_find_finish (store, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return found;
}

static GPtrArray *
find_texts (WorkspaceFixture *fixture, const char *pool, const char *typed)
{
  return find_texts_without (fixture, pool, typed, NULL);
}

/* Takes @found. */
static void
assert_found (GPtrArray *taken, const char *wanted)
{
  g_autoptr (GPtrArray) found = taken;
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      const AttestOwnText *text = g_ptr_array_index (found, i);

      g_string_append_printf (words,
                              "%s/%u%s%s ",
                              text->text,
                              text->n > 0 ? text->n : text->n_drafts,
                              text->n > 0 ? "" : " in drafts",
                              text->is_begun ? "" : " within");
    }
  g_assert_cmpstr (words->str, ==, wanted);
}

static void
assert_texts (WorkspaceFixture *fixture, const char *pool, const char *typed, const char *wanted)
{
  assert_found (find_texts (fixture, pool, typed), wanted);
}

/* What another program wrote is counted by the next start. */
static void
count_anew (WorkspaceFixture *fixture)
{
  workspace_fixture_run_sql (fixture, "INSERT OR REPLACE INTO counters VALUES ('projected', 0)");
  workspace_fixture_reopen (fixture);
  for (gboolean is_done = FALSE; !is_done;)
    {
      g_autoptr (GPtrArray) found = find_texts (fixture, "city", "zzz");

      is_done = found->len == 1;
    }
}

static void
accept_in (WorkspaceFixture *fixture, const char *number, const char *city, const char *site)
{
  g_autoptr (AttestRecord) record = make_record ("Practice Certification Korea");
  AttestRecord *item =
      attest_record_list_append (attest_record_get_list (record, ATTEST_CERTIFICATE_SITES));

  attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, number);
  attest_record_set_text (record, ATTEST_CERTIFICATE_ENTITY_CITY, city);
  attest_record_set_text (record, ATTEST_CERTIFICATE_SITES_MODE, ATTEST_SITES_REPLACE);
  attest_record_set_text (item, ATTEST_SITE_CITY, site);
  accept (fixture, number, "practice", record);
}

/* The most frequent first, of those the newest; once for each that was accepted, wherever in it the
 * text stands; and the same however often that is made again. */
static void
test_texts (WorkspaceFixture *fixture, gconstpointer data)
{
  accept_in (fixture, "KR-1", "Seongnam", "Seongnam");
  accept_in (fixture, "KR-2", "Seoul", "Seosan");
  accept_in (fixture, "KR-3", "Seoul", "Busan");
  accept_in (fixture, "KR-4", "성남시", "ZZZ");

  for (guint i = 0; i < 2; i++)
    {
      count_anew (fixture);
      assert_texts (fixture, "city", "seo", "Seoul/2 Seosan/1 Seongnam/1 ");
      assert_texts (fixture, "city", "성남", "성남시/1 ");
      assert_texts (fixture, "city", "san", "Busan/1 within Seosan/1 within ");
      assert_texts (fixture, "city", "Q", "");
      assert_texts (fixture, "standard", "iso9001", "ISO 9001:2015/4 ");
      assert_texts (fixture, "standard", "", "ISO 9001:2015/4 within ");
      assert_texts (fixture, "number", "KR", "");
    }
}

static void
accept_scope (WorkspaceFixture *fixture, const char *number, const char *scope)
{
  g_autoptr (AttestRecord) record = make_record ("Practice Certification Korea");

  attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, number);
  attest_record_set_text (record, ATTEST_CERTIFICATE_SCOPE, scope);
  accept (fixture, number, "practice", record);
}

/* A scope is known by its phrases, for scopes are lists of them. */
static void
test_phrases (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *long_one = g_strnfill (400, 'x');
  g_autofree char *with_long_one = g_strdup_printf ("%s, Machining", long_one);

  accept_in (fixture, "KR-1", "Seoul", "ZZZ");
  accept_scope (fixture, "KR-2", "Design, manufacture of pumps; 식품의 제조、가공.");
  accept_scope (fixture, "KR-3", "Manufacture of valves\nmanufacture of pumps");
  accept_scope (fixture, "KR-4", "manufacture of pumps, manufacture of pumps");
  accept_scope (fixture, "KR-5", with_long_one);
  count_anew (fixture);
  assert_texts (fixture, "scope", "MANUF", "manufacture of pumps/3 Manufacture of valves/1 ");
  assert_texts (fixture, "scope", "pumps", "manufacture of pumps/3 within ");
  assert_texts (fixture, "scope", "식품", "식품의 제조/1 ");
  assert_texts (fixture, "scope", "가", "가공/1 ");
  assert_texts (fixture, "scope", "xx", "");
  assert_texts (fixture, "scope", "mach", "Machining/1 ");
}

/* Data from before phrases were counted: all that was accepted is looked at once more, and once. */
static void
test_phrases_of_before (WorkspaceFixture *fixture, gconstpointer data)
{
  accept_in (fixture, "KR-1", "Seoul", "ZZZ");
  accept_scope (fixture, "KR-2", "Design");
  count_anew (fixture);
  workspace_fixture_run_sql (fixture,
                             "DELETE FROM own_texts WHERE pool = 'scope';"
                             " DELETE FROM counters WHERE name = 'phrases'");
  assert_texts (fixture, "scope", "des", "");
  workspace_fixture_reopen (fixture);
  for (guint n = 0; n == 0;)
    {
      g_autoptr (GPtrArray) found = find_texts (fixture, "scope", "des");

      n = found->len;
    }
  assert_texts (fixture, "scope", "des", "Design/1 ");
  assert_texts (fixture, "city", "seo", "Seoul/1 ");
}

static void
draft_in (WorkspaceFixture *fixture, const char *number, const char *city)
{
  g_autoptr (AttestRecord) record = make_record ("Practice Certification Korea");

  attest_record_set_text (record, ATTEST_CERTIFICATE_NUMBER, number);
  attest_record_set_text (record, ATTEST_CERTIFICATE_ENTITY_CITY, city);
  g_object_unref (workspace_fixture_add (fixture, record));
}

/* What was never accepted comes behind what was, with how many drafts have it. */
static void
test_texts_of_drafts (WorkspaceFixture *fixture, gconstpointer data)
{
  accept_in (fixture, "KR-1", "Seoul", "ZZZ");
  draft_in (fixture, "KR-2", "Seosan");
  draft_in (fixture, "KR-3", "Seogwipo");
  draft_in (fixture, "KR-4", "Seogwipo");
  draft_in (fixture, "KR-5", "Seoul");
  count_anew (fixture);
  assert_texts (fixture, "city", "seo", "Seoul/1 Seogwipo/2 in drafts Seosan/1 in drafts ");
  assert_texts (fixture, "city", "SAN", "Seosan/1 in drafts within ");
  assert_texts (fixture, "city", "busan", "");
  assert_texts (fixture, "tag", "", "");
}

/* What is there already is not found again, however it is written, and others stand in for it. */
static void
test_texts_without (WorkspaceFixture *fixture, gconstpointer data)
{
  static const char *const seoul[] = { "SEOUL", NULL };
  static const char *const all[] = { "Seoul", "Seosan", "ZZZ", "seo gwipo", NULL };
  char *many[17] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (many) - 1; i++)
    {
      g_autofree char *number = g_strdup_printf ("KR-%u", i);

      many[i] = g_strdup_printf ("Town %u", i);
      accept_in (fixture, number, many[i], "Seoul");
    }
  accept_in (fixture, "KR-90", "Seoul", "ZZZ");
  accept_in (fixture, "KR-91", "Seoul", "Seosan");
  draft_in (fixture, "KR-92", "Seogwipo");
  count_anew (fixture);
  assert_found (find_texts_without (fixture, "city", "seo", seoul),
                "Seosan/1 Seogwipo/1 in drafts ");
  assert_found (find_texts_without (fixture, "city", "seo", all), "");
  assert_found (find_texts_without (fixture, "city", "town", (const char *const *) many), "");
  assert_found (find_texts_without (fixture, "city", "", (const char *const *) many),
                "Seoul/18 within Seosan/1 within ZZZ/1 within Seogwipo/1 in drafts within ");
  for (guint i = 0; many[i] != NULL; i++)
    g_free (many[i]);
}

/* As many texts as there are records, and each another, and as many drafts as are looked through:
 * the first answer after a key, and nothing waits for it on the main thread. What it takes is told.
 */
static void
test_many_texts (WorkspaceFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *pool;
    const char *typed;
    guint n;
  } queries[] = {
    { "street", "1", 8 },
    { "street", "12345 Main", 1 },
    { "street", "", 8 },
    { "street", "no such street", 0 },
    { "scope", "Manufacture of p", 8 }, /* all of them begin so */
    { "scope", "part 12345", 0 },
    { "scope", "part 99994 and", 1 },
    { "scope", "no such thing", 0 },
  };

  workspace_fixture_run_sql (
      fixture,
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
      " INSERT INTO own_texts SELECT 'street', i || 'mainstreet', i || ' Main Street', i % 7, i"
      " FROM n");
  workspace_fixture_run_sql (
      fixture,
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
      " INSERT INTO own_texts SELECT 'scope', 'manufactureofpart' || i || 'andsale',"
      "  'Manufacture of part ' || i || ' and sale', i % 7, i FROM n");
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *number = g_strdup_printf ("KR-%u", i);

      draft_in (fixture, number, "Seoul");
    }
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      const clock_t start = clock ();
      g_autoptr (GPtrArray) found = find_texts (fixture, queries[i].pool, queries[i].typed);

      g_test_message ("“%s”: %u in %.1f ms of processor",
                      queries[i].typed,
                      found->len,
                      (double) (clock () - start) * 1000.0 / CLOCKS_PER_SEC);
      g_assert_cmpuint (found->len, ==, queries[i].n);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_fixture_use_memory ();
  workspace_fixture_add_test ("/presets/details", test_details);
  workspace_fixture_add_test ("/presets/several-schemes", test_several_schemes);
  workspace_fixture_add_test ("/presets/template", test_template);
  workspace_fixture_add_test ("/presets/template-removed", test_template_removed);
  workspace_fixture_add_test ("/presets/remarks", test_remarks);
  workspace_fixture_add_test ("/presets/proved", test_proved);
  workspace_fixture_add_test ("/presets/declined", test_declined);
  workspace_fixture_add_test ("/presets/entities", test_entities);
  workspace_fixture_add_test ("/presets/texts", test_texts);
  workspace_fixture_add_test ("/presets/texts-of-drafts", test_texts_of_drafts);
  workspace_fixture_add_test ("/presets/texts-without", test_texts_without);
  workspace_fixture_add_test ("/presets/phrases", test_phrases);
  workspace_fixture_add_test ("/presets/phrases-of-before", test_phrases_of_before);
  workspace_fixture_add_test ("/presets/many-texts", test_many_texts);
  return g_test_run ();
}
