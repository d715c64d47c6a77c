/* What training centres keep of their courses, read so that nothing is lost without a word. */
#include "attest-config.h"

#include "intake/attest-sheet-import.h"
#include "model/attest-form.h"
#include "sheet-fixture.h"

/* A ledger of courses seldom says what their certificates are called: what the course is called is
 * offered for it, once for each, and taken only where a person says so. */
static void
test_named_by_course (void)
{
  static const char sheet[] = "과정명,종류,시작일,종료일\n"
                              "용접 기초,수료,2026-11-02,2026-11-06\n"
                              "용접 기초,수료,2026-12-07,2026-12-11\n"
                              "전기 안전,수료,2026-11-09,2026-11-10\n";
  static const Decided said[] = {
    { ATTEST_DECIDE_VALUE, "name:용접 기초", "용접 기초" },
    { ATTEST_DECIDE_VALUE, "name:전기 안전", "전기 안전 수료증" },
  };
  g_autoptr (AttestDecisions) decisions = decide (said, G_N_ELEMENTS (said));
  g_auto (Read) read = read_sheet (sheet);
  g_auto (Read) decided = read_with (sheet, decisions);

  g_assert_cmpuint (read.import->records->len, ==, 3);
  g_assert_cmpuint (read.import->undecided->len, ==, 2);
  g_assert_cmpstr (find_undecided (&read, "용접 기초")->path, ==, "name");
  g_assert_cmpstr (find_undecided (&read, "용접 기초")->offer, ==, "용접 기초");
  g_assert_cmpuint (find_undecided (&read, "용접 기초")->count, ==, 2);
  g_assert_cmpstr (get_text (&read, 0, ATTEST_FORM_NAME), ==, "");
  assert_adds_up (&read);

  g_assert_cmpuint (decided.import->undecided->len, ==, 0);
  g_assert_cmpstr (get_text (&decided, 0, ATTEST_FORM_NAME), ==, "용접 기초");
  g_assert_cmpstr (get_text (&decided, 1, ATTEST_FORM_NAME), ==, "용접 기초");
  g_assert_cmpstr (get_text (&decided, 2, ATTEST_FORM_NAME), ==, "전기 안전 수료증");
  g_assert_cmpstr (get_text (&decided, 2, ATTEST_FORM_PROGRAM_NAME), ==, "전기 안전");
  /* How often each decision was met is told where it can be taken back. */
  g_assert_cmpuint (
      attest_sheet_values_count_met (decided.import->values, "name:용접 기초"), ==, 2);
}

/* Where a column has the name, an empty cell in it was left empty by somebody; where a person says
 * one name for all, nothing is asked. */
static void
test_named_otherwise (void)
{
  static const Decided said[] = { { ATTEST_DECIDE_CONSTANT, "name", "수료증" } };
  g_autoptr (AttestDecisions) decisions = decide (said, G_N_ELEMENTS (said));
  g_auto (Read) read = read_sheet ("수료증명,과정명,종류\n용접 수료증,용접,수료\n,전기,수료\n");
  g_auto (Read) decided = read_with ("과정명,종류\n용접,수료\n전기,수료\n", decisions);

  g_assert_cmpuint (read.import->undecided->len, ==, 0);
  g_assert_cmpstr (get_text (&read, 1, ATTEST_FORM_NAME), ==, "");
  g_assert_cmpuint (decided.import->undecided->len, ==, 0);
  g_assert_cmpuint (decided.import->records->len, ==, 2);
  g_assert_cmpstr (get_text (&decided, 1, ATTEST_FORM_NAME), ==, "수료증");
}

/* Rows that say more of one course are one, as those with a name are, and a row below that has a
 * requirement alone goes on with it. */
static void
test_rows_of_a_course (void)
{
  g_auto (Read) read = read_sheet ("과정명,종류,수료조건\n용접,수료,출석\n용접,수료,시험\n"
                                   "전기,수료,출석\n,,시험\n");

  g_assert_cmpuint (read.import->records->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpuint (attest_record_list_get_length (attest_record_get_list (
                          get (&read, i)->record, ATTEST_FORM_REQUIREMENTS)),
                      ==,
                      2);
  assert_adds_up (&read);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet-courses/named-by-course", test_named_by_course);
  g_test_add_func ("/sheet-courses/named-otherwise", test_named_otherwise);
  g_test_add_func ("/sheet-courses/rows-of-a-course", test_rows_of_a_course);
  return g_test_run ();
}
