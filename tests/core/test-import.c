/* AttestImport: a sheet on its way in: decisions and their undoing, edits, what is left out, counts
 * that add up. */
#include "attest-config.h"

#include "workspace-fixture.h"

#include "workspace/attest-import.h"

static const char ledger[] = "2026 인증 대장\n"
                             "인증번호,업체명,인증상태,인증규격,국가,비고\n"
                             "K-001,한빛정밀,유효,ISO 9001:2015,대한민국,a\n"
                             "K-001,한빛정밀,유효,ISO 14001:2015,대한민국,b\n"
                             "\n"
                             "K-002,푸른산업,보류중,ISO 9001:2015,대한민국,\n"
                             "K-003,새벽기공,보류중,ISO 9001:2015,Atlantis,\n"
                             "합계,3,,,,\n";

static AttestImport *
open_import (AttestWorkspace *workspace, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  AttestImport *import = attest_import_new (workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  attest_import_open_bytes_async (
      import, bytes, "ledger.csv", NULL, store_fixture_keep_result, &result);
  attest_import_open_finish (import, store_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return import;
}

/* What cannot be read at all can be opened again once something was made of it that can. */
static void
test_opened_again (void)
{
  g_autoptr (GBytes) bad = g_bytes_new_static ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
  g_autoptr (GBytes) good = g_bytes_new_static (ledger, strlen (ledger));
  GBytes *files[] = { bad, good };
  g_autoptr (AttestImport) import = attest_import_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      attest_import_open_bytes_async (
          import, files[i], "ledger.xls", NULL, store_fixture_keep_result, &result);
      g_assert_cmpint (
          attest_import_open_finish (import, store_fixture_wait (&result), &error), ==, i == 1);
      g_assert_true ((error != NULL) == (i == 0));
      g_assert_true (attest_import_get_bytes (import) == files[i]);
      g_assert_true ((attest_import_get_reading (import) != NULL) == (i == 1));
    }
  g_assert_null (attest_import_get_error (import));
}

static void
wait_for (AttestImport *import)
{
  while (attest_import_get_is_busy (import))
    g_main_context_iteration (NULL, TRUE);
}

static AttestImportRecord *
get (AttestImport *import, guint i)
{
  g_autoptr (AttestImportRecord) record =
      g_list_model_get_item (attest_import_get_records (import), i);

  g_assert_nonnull (record);
  return record; /* the list holds it */
}

static const char *
get_text (AttestImport *import, guint i, guint field)
{
  return attest_record_get_text (attest_import_record_get_record (get (import, i)), field);
}

static void
test_counts (void)
{
  g_autoptr (AttestImport) import = open_import (NULL, ledger);
  AttestImportCounts counts;
  guint n = 0;

  attest_import_count (import, &counts);
  for (guint i = 0; i < ATTEST_SHEET_N_ROW_KINDS; i++)
    n += counts.n_skipped[i];
  g_assert_cmpuint (counts.n_rows, ==, 8);
  g_assert_cmpuint (counts.n_rows_of_records + n, ==, counts.n_rows);
  g_assert_cmpuint (counts.n_records, ==, 3);
  g_assert_cmpuint (counts.n_undecided, ==, 2);
  g_assert_cmpuint (attest_import_record_get_row (get (import, 1)), ==, 6);
  attest_import_leave_out (import, get (import, 2), TRUE);
  attest_import_count (import, &counts);
  g_assert_cmpuint (counts.n_left_out, ==, 1);
  g_assert_cmpuint (counts.n_records, ==, 3);
}

/* Each decision is a step, also those made while the one before is still being read. */
static void
test_steps (void)
{
  g_autoptr (AttestImport) import = open_import (NULL, ledger);

  attest_import_decider_begin_step (attest_import_get_decider (import));
  attest_import_decide (import, ATTEST_DECIDE_VALUE, "certification_status:보류중", "suspended");
  attest_import_decide (import, ATTEST_DECIDE_VALUE, "Atlantis", "Greece");
  attest_import_decider_end_step (attest_import_get_decider (import));
  attest_import_decide (import, ATTEST_DECIDE_COLUMN, "비고", "certification_scope");
  g_assert_true (attest_import_get_is_busy (import));
  wait_for (import);
  g_assert_cmpuint (attest_import_get_reading (import)->undecided->len, ==, 0);
  g_assert_cmpstr (get_text (import, 2, ATTEST_CERTIFICATE_STATUS), ==, "suspended");
  g_assert_cmpstr (get_text (import, 0, ATTEST_CERTIFICATE_SCOPE), ==, "a");

  attest_import_decider_undo (attest_import_get_decider (import));
  attest_import_decider_undo (attest_import_get_decider (import));
  wait_for (import);
  g_assert_false (attest_import_decider_can_undo (attest_import_get_decider (import)));
  g_assert_cmpuint (attest_import_get_reading (import)->undecided->len, ==, 2);
  g_assert_cmpstr (get_text (import, 0, ATTEST_CERTIFICATE_SCOPE), ==, "");
  attest_import_decider_redo (attest_import_get_decider (import));
  wait_for (import);
  g_assert_cmpstr (get_text (import, 2, ATTEST_CERTIFICATE_ENTITY_COUNTRY), ==, "Greece");
  g_assert_true (attest_import_decider_can_redo (attest_import_get_decider (import)));
}

/* What a person wrote stays when the sheet is read again, and goes when it is undone. */
static void
test_edits (void)
{
  g_autoptr (AttestImport) import = open_import (NULL, ledger);
  guint n_before = attest_import_record_get_n_errors (get (import, 1));

  attest_import_edit (import, get (import, 1), "certification_status", "hidden");
  g_assert_false (attest_import_get_is_busy (import));
  g_assert_cmpstr (get_text (import, 1, ATTEST_CERTIFICATE_STATUS), ==, "hidden");
  g_assert_cmpuint (attest_import_record_get_n_errors (get (import, 1)), ==, n_before - 1);
  attest_import_leave_out (import, get (import, 2), TRUE);
  attest_import_decide (
      import, ATTEST_DECIDE_CONSTANT, "certified_entity_street_address", "1 Elm Street");
  wait_for (import);
  g_assert_cmpstr (get_text (import, 1, ATTEST_CERTIFICATE_STATUS), ==, "hidden");
  g_assert_true (attest_import_record_get_is_edited (get (import, 1), "certification_status"));
  g_assert_true (attest_import_record_get_is_left_out (get (import, 2)));
  attest_import_decider_undo (attest_import_get_decider (import));
  attest_import_decider_undo (attest_import_get_decider (import));
  attest_import_decider_undo (attest_import_get_decider (import));
  wait_for (import);
  g_assert_cmpstr (get_text (import, 1, ATTEST_CERTIFICATE_STATUS), ==, "");
  g_assert_false (attest_import_record_get_is_left_out (get (import, 2)));
}

/* What was neither yes nor no is that again. */
static void
test_flag_undone (void)
{
  g_autoptr (AttestImport) import = open_import (NULL, ledger);
  AttestRecord *record = attest_import_record_get_record (get (import, 1));

  g_assert_cmpint (
      attest_record_get_flag (record, ATTEST_CERTIFICATE_CONFIDENTIAL), ==, ATTEST_FLAG_UNSET);
  attest_import_edit (import, get (import, 1), "confidential_certified_entity", "yes");
  g_assert_cmpint (
      attest_record_get_flag (record, ATTEST_CERTIFICATE_CONFIDENTIAL), ==, ATTEST_FLAG_YES);
  attest_import_decider_undo (attest_import_get_decider (import));
  wait_for (import);
  record = attest_import_record_get_record (get (import, 1));
  g_assert_cmpint (
      attest_record_get_flag (record, ATTEST_CERTIFICATE_CONFIDENTIAL), ==, ATTEST_FLAG_UNSET);
}

static const AttestImportProblems *
find_problems (GPtrArray *groups, const char *field, const char *rule)
{
  for (guint i = 0; i < groups->len; i++)
    {
      const AttestImportProblems *group = g_ptr_array_index (groups, i);

      if (g_str_equal (group->field, field) && g_str_equal (group->rule, rule))
        return group;
    }
  return NULL;
}

/* One answer for all that are wrong in the same way. */
static void
test_problems (void)
{
  g_autoptr (AttestImport) import = open_import (NULL, ledger);
  g_autoptr (GPtrArray) groups = attest_import_group_problems (import);
  const AttestImportProblems *missing =
      find_problems (groups, "accreditation_body_name", "required");

  g_assert_nonnull (missing);
  g_assert_cmpuint (missing->records->len, ==, 3);
  attest_import_fix (import, missing, "Korea Accreditation Board", FALSE);
  g_assert_cmpstr (
      get_text (import, 2, ATTEST_CERTIFICATE_AB_NAME), ==, "Korea Accreditation Board");
  attest_import_decider_undo (attest_import_get_decider (import));
  g_assert_cmpstr (get_text (import, 2, ATTEST_CERTIFICATE_AB_NAME), ==, "");
  attest_import_fix (import, missing, "UKAS", TRUE);
  wait_for (import);
  g_assert_cmpstr (get_text (import, 0, ATTEST_CERTIFICATE_AB_NAME), ==, "UKAS");
  g_assert_cmpstr (
      attest_import_get_decision (import, ATTEST_DECIDE_CONSTANT, "accreditation_body_name"),
      ==,
      "UKAS");
}

/* Where each value has a suggestion of its own, one answer is enough for all of them. */
static void
test_alike (void)
{
  g_autoptr (AttestImport) import = open_import (NULL,
                                                 "인증번호,업체명,홈페이지\n"
                                                 "K-001,한빛정밀,www.hanbit.example\n"
                                                 "K-002,두루소재,duru.example/ko\n"
                                                 "K-003,새벽기공,https://dawn.example\n"
                                                 "K-004,누리전자,없는 주소\n"
                                                 "K-005,한빛정밀 2,www.hanbit.example\n");
  static const char *const expected[] = { "https://www.hanbit.example",
                                          "https://duru.example/ko",
                                          "https://dawn.example",
                                          "없는 주소",
                                          "https://www.hanbit.example" };
  g_autoptr (GPtrArray) before = attest_import_group_problems (import);
  g_autoptr (GPtrArray) after = NULL;
  const AttestImportProblems *first = find_problems (before, "certified_entity_website", "url");
  guint n_told = 0;

  for (guint i = 0; i < before->len; i++)
    n_told += ((AttestImportProblems *) g_ptr_array_index (before, i))->n_alike > 0;
  g_assert_cmpuint (n_told, ==, 1);
  g_assert_cmpuint (first->n_alike, ==, 3);
  attest_import_accept_alike (import, first);
  wait_for (import);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (get_text (import, i, ATTEST_CERTIFICATE_ENTITY_WEBSITE), ==, expected[i]);
  after = attest_import_group_problems (import);
  first = find_problems (after, "certified_entity_website", "url");
  g_assert_cmpstr (first->text, ==, "없는 주소");
  g_assert_cmpuint (first->n_alike, ==, 0);
  attest_import_decider_undo (attest_import_get_decider (import));
  g_assert_cmpstr (
      get_text (import, 0, ATTEST_CERTIFICATE_ENTITY_WEBSITE), ==, "www.hanbit.example");
}

/* What one record of many does not have, or a column for it has left empty, is another one in the
 * next sheet; so is what no sheet says for all of its records. */
static void
test_lacking (void)
{
  g_autoptr (AttestImport) import = open_import (NULL,
                                                 "인증번호,업체명,사업자등록번호,인증규격\n"
                                                 "K-001,한빛정밀,,ISO 9001:2015\n"
                                                 "K-002,,,ISO 9001:2015\n"
                                                 "K-003,새벽기공,,품질 규격\n");
  g_autoptr (GPtrArray) groups = attest_import_group_problems (import);
  static const struct
  {
    const char *field;
    gboolean lacks;
  } cases[] = {
    { "certification_body_name", TRUE },     { "certified_entity_name", FALSE },
    { "certified_entity_unique_id", FALSE }, { "certification_expiry_date", FALSE },
    { "schemes[].scheme_name", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const AttestImportProblems *group = find_problems (groups, cases[i].field, "required");

      g_assert_nonnull (group);
      g_assert_cmpint (attest_import_lacks (import, group), ==, cases[i].lacks);
    }
}

static gboolean
has_problem (AttestImport *import, guint i, const char *rule)
{
  GPtrArray *problems = attest_import_record_get_problems (get (import, i));

  for (guint j = 0; j < problems->len; j++)
    if (g_str_equal (attest_problem_get_rule (g_ptr_array_index (problems, j)), rule))
      return TRUE;
  return FALSE;
}

/* @first, …: which of three records have a number that another has */
static void
check_shared (AttestImport *import, gboolean first, gboolean second, gboolean third)
{
  const gboolean expected[] = { first, second, third };
  g_autoptr (GPtrArray) groups = attest_import_group_problems (import);
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (has_problem (import, i, "same-number"), ==, expected[i]);
  for (guint i = 0; i < groups->len; i++)
    {
      const AttestImportProblems *group = g_ptr_array_index (groups, i);

      n += g_str_equal (group->rule, "same-number") ? group->records->len : 0;
    }
  g_assert_cmpuint (n, ==, (guint) (first + second + third));
}

/* What one of a pair is checked beside is the other one: whichever is changed, both are checked
 * again, at once and in another reading; what is left out is nobody's other one. */
static void
test_pairs (void)
{
  g_autoptr (AttestImport) import = open_import (NULL,
                                                 "인증번호,업체명,사업자등록번호,인증상태\n"
                                                 "K-001,한빛정밀,1,유효\n"
                                                 "K-001,두루소재,2,보류중\n"
                                                 "K-002,새벽기공,3,유효\n");
  AttestImportDecider *decider = attest_import_get_decider (import);

  check_shared (import, TRUE, TRUE, FALSE);
  attest_import_edit (import, get (import, 0), "certificate_number", "K-003");
  g_assert_false (attest_import_get_is_busy (import));
  check_shared (import, FALSE, FALSE, FALSE);
  attest_import_decide (import, ATTEST_DECIDE_VALUE, "certification_status:보류중", "suspended");
  wait_for (import);
  check_shared (import, FALSE, FALSE, FALSE);
  attest_import_decider_undo (decider);
  attest_import_decider_undo (decider);
  wait_for (import);
  check_shared (import, TRUE, TRUE, FALSE);
  attest_import_edit (import, get (import, 2), "certificate_number", "k-001");
  check_shared (import, TRUE, TRUE, TRUE);
  attest_import_edit (import, get (import, 0), "certificate_number", "K-003");
  check_shared (import, FALSE, TRUE, TRUE);
  attest_import_leave_out (import, get (import, 1), TRUE);
  g_assert_false (has_problem (import, 2, "same-number"));
  attest_import_decide (import, ATTEST_DECIDE_VALUE, "certification_status:보류중", "suspended");
  wait_for (import);
  g_assert_false (has_problem (import, 2, "same-number"));
  attest_import_leave_out (import, get (import, 1), FALSE);
  check_shared (import, FALSE, TRUE, TRUE);
}

static void
check_twins (AttestImport *import, gboolean second, gboolean third)
{
  g_assert_false (has_problem (import, 0, ATTEST_SHEET_TWIN_RULE));
  g_assert_cmpint (has_problem (import, 1, ATTEST_SHEET_TWIN_RULE), ==, second);
  g_assert_cmpint (has_problem (import, 2, ATTEST_SHEET_TWIN_RULE), ==, third);
}

static void
answer_twins (AttestImport *import, gboolean are_wanted)
{
  g_autoptr (GPtrArray) groups = attest_import_group_problems (import);
  const AttestImportProblems *twins = find_problems (groups, "name", ATTEST_SHEET_TWIN_RULE);

  g_assert_true (attest_import_are_twins (twins));
  attest_import_answer_twins (import, twins, are_wanted);
}

static guint
count_left_out (AttestImport *import)
{
  AttestImportCounts counts;

  attest_import_count (import, &counts);
  return counts.n_left_out;
}

/* Of those that would be sent the same one is kept, or all are, or they get names of their own:
 * each is a step, and holds when the sheet is read again. */
static void
test_twins (void)
{
  g_autoptr (AttestImport) import =
      open_import (NULL, "양식명,종류,등급\n용접,수료,1급\n용접,수료,2급\n용접,수료,3급\n");
  AttestImportDecider *decider = attest_import_get_decider (import);

  check_twins (import, TRUE, TRUE);
  answer_twins (import, FALSE);
  g_assert_cmpuint (count_left_out (import), ==, 2);
  g_assert_false (attest_import_record_get_is_left_out (get (import, 0)));
  attest_import_decider_undo (decider);
  wait_for (import);
  check_twins (import, TRUE, TRUE);
  g_assert_cmpuint (count_left_out (import), ==, 0);

  answer_twins (import, TRUE);
  check_twins (import, FALSE, FALSE);
  g_assert_cmpuint (count_left_out (import), ==, 0);
  attest_import_decide (import, ATTEST_DECIDE_CONSTANT, "prefix", "W");
  wait_for (import);
  check_twins (import, FALSE, FALSE);
  attest_import_decider_undo (decider);
  attest_import_decider_undo (decider);
  wait_for (import);
  check_twins (import, TRUE, TRUE);

  attest_import_edit (import, get (import, 2), "name", "용접 3급");
  check_twins (import, TRUE, FALSE);
  attest_import_edit (import, get (import, 0), "name", "용접 1급");
  check_twins (import, FALSE, FALSE);
  attest_import_edit (import, get (import, 2), "name", "용접");
  check_twins (import, FALSE, TRUE);
  attest_import_leave_out (import, get (import, 1), TRUE);
  check_twins (import, FALSE, FALSE);
}

/* Thousands with the same number are looked at on a thread. */
static void
test_many_of_one_number (void)
{
  GString *text = g_string_new ("인증번호,업체명,사업자등록번호,인증상태\n");
  g_autofree char *sheet = NULL;
  g_autoptr (AttestImport) import = NULL;
  AttestImportCounts counts;

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, "K-001,한빛정밀 %u,%u,유효\n", i, i);
  sheet = g_string_free (text, FALSE);
  import = open_import (NULL, sheet);
  attest_import_count (import, &counts);
  g_assert_cmpuint (counts.n_records, ==, 5000);
  attest_import_edit (import, get (import, 7), "certificate_number", "K-007");
  g_assert_true (attest_import_get_is_busy (import));
  wait_for (import);
  g_assert_false (has_problem (import, 7, "same-number"));
  g_assert_true (has_problem (import, 8, "same-number"));
  attest_import_decider_undo (attest_import_get_decider (import));
  wait_for (import);
  g_assert_true (has_problem (import, 7, "same-number"));
}

static void
check_bodies (AttestImport *import, const char *all_but_one, const char *one)
{
  wait_for (import);
  for (guint i = 0; i < g_list_model_get_n_items (attest_import_get_records (import)); i++)
    g_assert_cmpstr (
        get_text (import, i, ATTEST_CERTIFICATE_CB_NAME), ==, i == 7 ? one : all_but_one);
}

/* One step for thousands of records is under way for some turns of the main loop: nobody decides
 * anything else meanwhile, and it is undone and done again as any other. */
static void
test_large_step (void)
{
  GString *text = g_string_new ("인증번호,업체명,인증상태\n");
  g_autofree char *sheet = NULL;
  g_autoptr (AttestImport) import = NULL;
  g_autoptr (GPtrArray) groups = NULL;
  const AttestImportProblems *missing = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (text, "K-%04u,한빛정밀 %u,유효\n", i, i);
  sheet = g_string_free (text, FALSE);
  import = open_import (NULL, sheet);
  groups = attest_import_group_problems (import);
  missing = find_problems (groups, "certification_body_name", "required");
  g_assert_cmpuint (missing->records->len, ==, 3000);

  attest_import_fix (import, missing, "Example", FALSE);
  g_assert_true (attest_import_get_is_busy (import));
  while (!attest_import_decider_can_undo (attest_import_get_decider (import)))
    {
      attest_import_edit (import, get (import, 7), "certification_body_name", "lost");
      attest_import_decider_undo (attest_import_get_decider (import));
      g_main_context_iteration (NULL, TRUE);
    }
  check_bodies (import, "Example", "Example");
  attest_import_edit (import, get (import, 7), "certification_body_name", "Other");
  check_bodies (import, "Example", "Other");
  attest_import_decider_undo (attest_import_get_decider (import));
  check_bodies (import, "Example", "Example");
  attest_import_decider_undo (attest_import_get_decider (import));
  check_bodies (import, "", "");
  g_assert_false (attest_import_decider_can_undo (attest_import_get_decider (import)));
  attest_import_decider_redo (attest_import_get_decider (import));
  check_bodies (import, "Example", "Example");
  g_clear_pointer (&groups, g_ptr_array_unref);
  groups = attest_import_group_problems (import);
  g_assert_null (find_problems (groups, "certification_body_name", "required"));
}

/* A copy stays what it was, whichever of the two is changed. */
static void
test_copies (void)
{
  g_autoptr (AttestDecisions) first = attest_decisions_new ();
  g_autoptr (AttestDecisions) copy = NULL;
  g_autoptr (AttestDecisions) sheet = NULL;

  attest_decisions_set (first, ATTEST_DECIDE_VALUE, "a", "1");
  attest_decisions_set (first, ATTEST_DECIDE_EDIT, "2 b", "2");
  copy = attest_decisions_copy (first);
  sheet = attest_decisions_copy_of_sheet (first);
  attest_decisions_set (copy, ATTEST_DECIDE_VALUE, "a", NULL);
  attest_decisions_set (first, ATTEST_DECIDE_EDIT, "2 b", "3");
  g_assert_cmpstr (attest_decisions_get (first, ATTEST_DECIDE_VALUE, "a"), ==, "1");
  g_assert_null (attest_decisions_get (copy, ATTEST_DECIDE_VALUE, "a"));
  g_assert_cmpstr (attest_decisions_get (copy, ATTEST_DECIDE_EDIT, "2 b"), ==, "2");
  g_assert_cmpstr (attest_decisions_get (sheet, ATTEST_DECIDE_VALUE, "a"), ==, "1");
  g_assert_null (attest_decisions_get (sheet, ATTEST_DECIDE_EDIT, "2 b"));
}

/* What has no head that is known can be helped by a decision. */
static void
test_no_head (void)
{
  g_autoptr (AttestImport) import = open_import (NULL, "a,b\n1,2\n");

  g_assert_nonnull (attest_import_get_error (import));
  g_assert_cmpuint (g_list_model_get_n_items (attest_import_get_records (import)), ==, 0);
  attest_import_decider_begin_step (attest_import_get_decider (import));
  attest_import_decide (import, ATTEST_DECIDE_HEADER, "", "1");
  attest_import_decide (import, ATTEST_DECIDE_COLUMN, "a", "certificate_number");
  attest_import_decide (import, ATTEST_DECIDE_COLUMN, "b", "certified_entity_name");
  attest_import_decider_end_step (attest_import_get_decider (import));
  wait_for (import);
  g_assert_null (attest_import_get_error (import));
  g_assert_cmpstr (get_text (import, 0, ATTEST_CERTIFICATE_NUMBER), ==, "1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/import/opened-again", test_opened_again);
  g_test_add_func ("/import/counts", test_counts);
  g_test_add_func ("/import/steps", test_steps);
  g_test_add_func ("/import/edits", test_edits);
  g_test_add_func ("/import/flag-undone", test_flag_undone);
  g_test_add_func ("/import/problems", test_problems);
  g_test_add_func ("/import/alike", test_alike);
  g_test_add_func ("/import/lacking", test_lacking);
  g_test_add_func ("/import/pairs", test_pairs);
  g_test_add_func ("/import/twins", test_twins);
  g_test_add_func ("/import/many-of-one-number", test_many_of_one_number);
  g_test_add_func ("/import/large-step", test_large_step);
  g_test_add_func ("/import/copies", test_copies);
  g_test_add_func ("/import/no-head", test_no_head);
  return g_test_run ();
}
