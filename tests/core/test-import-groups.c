/* The problems of an import by what they have in common follow the records that are changed: after
 * any steps, undone and done again, they are what all the records would be grouped to anew, and
 * each record has those that it would have if all were checked anew. */
#include "attest-config.h"

#include "workspace-fixture.h"

#include "check/attest-check.h"
#include "check/attest-peers.h"
#include "workspace/attest-import-groups.h"
#include "workspace/attest-import-private.h"

#define N_ROWS 90
#define N_STEPS 300

/* Many lack the same, some have the same that is wrong, some something wrong of their own, and some
 * the same twice. */
static char *
make_sheet (void)
{
  static const char *const status[] = { "유효", "보류중", "", "유효" };
  static const char *const standards[] = { "ISO 9001:2015", "품질 규격", "" };
  GString *text = g_string_new (
      "인증번호,업체명,사업자등록번호,인증상태,인증규격,국가,홈페이지,만료일,Site Street\n");

  for (guint i = 0; i < N_ROWS; i++)
    {
      const guint of = i % 8 < 2 ? i / 2 * 2 : i; /* two rows: a record with two sites */

      g_string_append_printf (
          text,
          "K-%03u,한빛정밀 %u,1-%u,%s,%s,%s,www.hanbit%u.example,%s,%u Elm Street\n",
          of / 2,
          of % 50,
          of % 30,
          status[of % G_N_ELEMENTS (status)],
          standards[of % G_N_ELEMENTS (standards)],
          of % 5 == 0 ? "Atlantis" : "대한민국",
          of % 11,
          of % 7 == 0 ? "곧" : "2028-04-01",
          i);
    }
  return g_string_free (text, FALSE);
}

static AttestImport *
open_import (AttestWorkspace *workspace)
{
  g_autofree char *sheet = make_sheet ();
  g_autoptr (GBytes) bytes = g_bytes_new (sheet, strlen (sheet));
  AttestImport *import = attest_import_new (workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  attest_import_open_bytes_async (
      import, bytes, "ledger.csv", NULL, store_fixture_keep_result, &result);
  attest_import_open_finish (import, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return import;
}

static GPtrArray *
list_records (AttestImport *import)
{
  GListModel *model = attest_import_get_records (import);
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (records, g_list_model_get_item (model, i));
  return records;
}

static void
compare_arrays (GPtrArray *array, GPtrArray *expected)
{
  g_assert_cmpuint (array->len, ==, expected->len);
  for (guint i = 0; i < array->len; i++)
    g_assert_true (g_ptr_array_index (array, i) == g_ptr_array_index (expected, i));
}

static void
compare_group (const AttestImportProblems *group, const AttestImportProblems *expected)
{
  g_assert_cmpint (group->severity, ==, expected->severity);
  g_assert_cmpstr (group->rule, ==, expected->rule);
  g_assert_cmpstr (group->field, ==, expected->field);
  g_assert_cmpstr (group->text, ==, expected->text);
  g_assert_cmpstr (group->message, ==, expected->message);
  g_assert_cmpstr (group->fix_label, ==, expected->fix_label);
  g_assert_cmpstr (group->fix_text, ==, expected->fix_text);
  g_assert_cmpuint (group->n_alike, ==, expected->n_alike);
  compare_arrays (group->records, expected->records);
  compare_arrays (group->problems, expected->problems);
}

/* Returns: how many problems there are to be grouped */
static guint
count_problems (GPtrArray *records)
{
  guint n = 0;

  for (guint i = 0; i < records->len; i++)
    if (!attest_import_record_get_is_left_out (g_ptr_array_index (records, i)))
      n += attest_import_record_get_problems (g_ptr_array_index (records, i))->len;
  return n;
}

static void
compare_with_fresh (AttestImport *import)
{
  g_autoptr (GPtrArray) records = list_records (import);
  g_autoptr (AttestImportGroups) fresh = attest_import_groups_new (records);
  g_autoptr (GPtrArray) expected = attest_import_groups_ref_all (fresh);
  g_autoptr (GPtrArray) groups = attest_import_group_problems (import);
  guint n = count_problems (records);

  g_assert_cmpuint (groups->len, ==, expected->len);
  for (guint i = 0; i < groups->len; i++)
    {
      const AttestImportProblems *group = g_ptr_array_index (groups, i);

      compare_group (group, g_ptr_array_index (expected, i));
      n -= group->problems->len;
    }
  g_assert_cmpuint (n, ==, 0);
}

/* What each says that the others are compared with. */
static AttestPeers *
note_all (GPtrArray *records)
{
  AttestPeers *peers = attest_peers_new ();

  for (guint i = 0; i < records->len; i++)
    {
      AttestImportRecord *record = g_ptr_array_index (records, i);
      AttestRecord *said = attest_import_record_get_record (record);
      const AttestSchema *schema = attest_record_get_schema (said);
      g_autofree char *owner = g_strdup_printf ("%u", i);

      if (!attest_import_record_get_is_left_out (record))
        attest_peers_set (peers,
                          owner,
                          FALSE,
                          attest_record_get_title (said),
                          attest_record_get_role (said, schema->entity),
                          attest_record_get_role (said, schema->entity_id));
    }
  return peers;
}

/* Which of several others a sentence names is not the same each time. */
static gboolean
has_problem (AttestImportRecord *record, AttestProblem *expected)
{
  GPtrArray *problems = attest_import_record_get_problems (record);

  for (guint i = 0; i < problems->len; i++)
    if (g_str_equal (attest_problem_get_rule (problems->pdata[i]),
                     attest_problem_get_rule (expected))
        && g_str_equal (attest_problem_get_path (problems->pdata[i]),
                        attest_problem_get_path (expected)))
      return TRUE;
  return FALSE;
}

static void
compare_with_checked (AttestImport *import)
{
  static const char *const rules[] = {
    "same-number", "same-id-other-name", "same-name-other-id", "id-other-spelling", NULL,
  };
  g_autoptr (GPtrArray) records = list_records (import);
  g_autoptr (AttestPeers) peers = note_all (records);
  AttestCheckContext context;
  int n = 0;

  attest_check_context_init (&context);
  context.peers = peers;
  for (guint i = 0; i < records->len; i++)
    {
      AttestImportRecord *record = g_ptr_array_index (records, i);
      GPtrArray *had = attest_import_record_get_problems (record);
      g_autofree char *owner = g_strdup_printf ("%u", i);
      g_autoptr (GPtrArray) problems = NULL;

      if (attest_import_record_get_is_left_out (record))
        continue;
      context.owner = owner;
      problems = attest_check (attest_import_record_get_record (record), &context);
      for (guint j = 0; j < problems->len; j++)
        {
          g_assert_true (has_problem (record, problems->pdata[j]));
          n += g_strv_contains (rules, attest_problem_get_rule (problems->pdata[j]));
        }
      for (guint j = 0; j < had->len; j++)
        n -= g_strv_contains (rules, attest_problem_get_rule (had->pdata[j]));
      g_assert_cmpint (n, ==, 0);
    }
}

static void
compare_counts (AttestImport *import)
{
  g_autoptr (GPtrArray) records = list_records (import);
  AttestImportCounts expected;
  AttestImportCounts counts;

  attest_import_count_records (records, &expected);
  attest_import_count (import, &counts);
  g_assert_cmpuint (counts.n_with_errors, ==, expected.n_with_errors);
  g_assert_cmpuint (counts.n_with_warnings, ==, expected.n_with_warnings);
  g_assert_cmpuint (counts.n_rejected, ==, expected.n_rejected);
  g_assert_cmpuint (counts.n_left_out, ==, expected.n_left_out);
  g_assert_cmpuint (counts.n_rows_of_records, ==, expected.n_rows_of_records);
  g_assert_cmpmem (
      counts.n_compared, sizeof counts.n_compared, expected.n_compared, sizeof expected.n_compared);
  g_assert_cmpmem (
      counts.n_effects, sizeof counts.n_effects, expected.n_effects, sizeof expected.n_effects);
}

static gboolean
has_one_twice (AttestImport *import)
{
  g_autoptr (GPtrArray) groups = attest_import_group_problems (import);

  for (guint i = 0; i < groups->len; i++)
    {
      GPtrArray *records = ((AttestImportProblems *) g_ptr_array_index (groups, i))->records;

      for (guint j = 1; j < records->len; j++)
        if (records->pdata[j] == records->pdata[j - 1])
          return TRUE;
    }
  return FALSE;
}

static gpointer
choose (GPtrArray *array)
{
  return array->pdata[g_test_rand_int_range (0, (int) array->len)];
}

static void
edit_one (AttestImport *import)
{
  static const struct
  {
    const char *path;
    const char *text;
  } edits[] = {
    { "certification_status", "active" },
    { "certification_status", "보류중" },
    { "certified_entity_country", "Atlantis" },
    { "certified_entity_country", NULL },
    { "certified_entity_website", "www.hanbit3.example" },
    { "certified_entity_website", "없는 주소" },
    { "certification_expiry_date", "곧" },
    { "certification_expiry_date", "2027-01-01" },
    { "certificate_number", "K-007" },
    { "certificate_number", "K-008" },
    { "certificate_number", "k-008" },
    { "certificate_number", NULL },
    { "certified_entity_name", "한빛정밀 1" },
    { "certified_entity_name", "한빛정밀 2" },
    { "certified_entity_name", NULL },
    { "certified_entity_unique_id", "12-3" },
    { "certified_entity_unique_id", "1-23" },
    { "certified_entity_unique_id", NULL },
    { "accreditation_body_name", "Korea Accreditation Board" },
    { "accreditation_body_name", NULL },
    { "sites[1].country", "Greece" },
    { "sites[1].country", NULL },
    { "schemes[0].standard_list[0].standards_name", "ISO 14001:2015" },
  };
  const guint i = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (edits));
  g_autoptr (GPtrArray) records = list_records (import);

  attest_import_edit (import, choose (records), edits[i].path, edits[i].text);
}

static void
leave_one_out (AttestImport *import)
{
  g_autoptr (GPtrArray) records = list_records (import);
  AttestImportRecord *record = choose (records);

  attest_import_leave_out (import, record, !attest_import_record_get_is_left_out (record));
}

static void
fix_alike (AttestImport *import)
{
  g_autoptr (GPtrArray) groups = attest_import_group_problems (import);

  attest_import_fix (
      import, choose (groups), g_test_rand_bit () ? "2027-02-03" : "active", g_test_rand_bit ());
}

static void
accept_alike (AttestImport *import)
{
  g_autoptr (GPtrArray) groups = attest_import_group_problems (import);

  attest_import_accept_alike (import, choose (groups));
}

static void
decide (AttestImport *import)
{
  if (g_test_rand_bit ())
    attest_import_decide (import,
                          ATTEST_DECIDE_VALUE,
                          "certification_status:보류중",
                          g_test_rand_bit () ? "suspended" : NULL);
  else
    attest_import_decide (import, ATTEST_DECIDE_CONFLICT, "4", g_test_rand_bit () ? "sheet" : NULL);
}

static void
move (AttestImport *import)
{
  if (g_test_rand_bit ())
    attest_import_decider_undo (attest_import_get_decider (import));
  else
    attest_import_decider_redo (attest_import_get_decider (import));
}

/* What shows them may look at those it knows until it is told. */
static void
look_at (GPtrArray *groups)
{
  for (guint i = 0; i < groups->len; i++)
    {
      const AttestImportProblems *group = g_ptr_array_index (groups, i);

      g_assert_cmpuint (group->records->len, >, 0);
      g_assert_cmpuint (group->records->len, ==, group->problems->len);
      g_assert_nonnull (attest_problem_get_path (g_ptr_array_index (group->problems, 0)));
    }
}

static void
change_anything (AttestWorkspace *workspace)
{
  static void (*const steps[]) (AttestImport *) = {
    edit_one, edit_one, edit_one, edit_one, leave_one_out, fix_alike, accept_alike, move, move,
  };
  g_autoptr (AttestImport) import = open_import (workspace);

  g_assert_true (has_one_twice (import));
  compare_with_fresh (import);
  compare_counts (import);
  for (guint i = 0; i < N_STEPS; i++)
    {
      g_autoptr (GPtrArray) before = attest_import_group_problems (import);

      steps[g_test_rand_int_range (0, G_N_ELEMENTS (steps))](import);
      if (i % 10 == 0)
        decide (import);
      look_at (before);
      while (attest_import_get_is_busy (import))
        g_main_context_iteration (NULL, TRUE);
      if (g_test_rand_bit ())
        compare_with_fresh (import);
      compare_with_checked (import);
      compare_counts (import);
    }
  compare_with_fresh (import);
}

static void
test_alone (void)
{
  change_anything (NULL);
}

static void
test_compared (void)
{
  WorkspaceFixture fixture = { 0 };

  workspace_fixture_set_up (&fixture, NULL);
  change_anything (fixture.workspace);
  workspace_fixture_clear (&fixture, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-groups/alone", test_alone);
  g_test_add_func ("/import-groups/compared", test_compared);
  return g_test_run ();
}
