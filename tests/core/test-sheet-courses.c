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

/* Returns: (transfer full): what stands in the only field of each record of @list that says it */
static char *
join (AttestRecordList *list, guint field)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < attest_record_list_get_length (list); i++)
    g_string_append_printf (all,
                            "%s%s",
                            i > 0 ? "|" : "",
                            attest_record_get_text (attest_record_list_get (list, i), field));
  return g_string_free (all, FALSE);
}

/* Tags and requirements in one cell are parted where a sign parts them, and nowhere within what is
 * one phrase. */
static void
test_lists_in_a_cell (void)
{
  static const struct
  {
    const char *tags;
    const char *expected_tags;
    const char *requirements;
    const char *expected;
  } cells[] = {
    { "용접|안전", "용접|안전", "출석 80% 이상; 시험 60점 이상", "출석 80% 이상|시험 60점 이상" },
    { "용접｜안전", "용접|안전", "출석 80% 이상；시험 60점 이상", "출석 80% 이상|시험 60점 이상" },
    { "용접/안전", "용접|안전", "출석 80% / 시험 60점", "출석 80%|시험 60점" },
    { "용접 · 안전", "용접|안전", "합격 / 불합격", "합격 / 불합격" },
    { "#용접 #안전", "용접|안전", "80 % present / pass with 60", "80 % present|pass with 60" },
    { "CI/CD", "CI/CD", "Pass / Fail", "Pass / Fail" },
    { "안전·보건",
      "안전·보건",
      "이론 및 실습(출석 80%, 시험 60점)",
      "이론 및 실습(출석 80%, 시험 60점)" },
    { "온/오프라인", "온/오프라인", "Attend | Pass", "Attend|Pass" },
    { "용접 안전", "용접 안전", "① 출석 80%; 과제 ② 시험", "출석 80%; 과제|시험" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autofree char *sheet = g_strdup_printf (
          "양식명,과정명,태그,수료조건\n가,나,%s,\"%s\"\n", cells[i].tags, cells[i].requirements);
      g_auto (Read) read = read_sheet (sheet);
      AttestRecord *record = get (&read, 0)->record;
      g_autofree char *tags =
          join (attest_record_get_list (record, ATTEST_FORM_TAGS), ATTEST_TAG_TEXT);
      g_autofree char *requirements =
          join (attest_record_get_list (record, ATTEST_FORM_REQUIREMENTS),
                ATTEST_REQUIREMENT_DESCRIPTION);

      g_assert_cmpstr (tags, ==, cells[i].expected_tags);
      g_assert_cmpstr (requirements, ==, cells[i].expected);
    }
}

/* What kind each of several requirements is stands beside them as they do: each has its own where
 * they are as many. Where they are not, each has all of it, and that is told. */
static void
test_types_beside (void)
{
  static const struct
  {
    const char *types;
    const char *requirements;
    const char *expected_types;
    const char *expected;
    gboolean is_told;
  } cells[] = {
    { "ATTENDANCE / EXAM",
      "1. 출석 80%\n2. 시험 60점",
      "ATTENDANCE|EXAM",
      "출석 80%|시험 60점",
      FALSE },
    { "출석/시험", "출석 80%; 시험 60점", "출석|시험", "출석 80%|시험 60점", FALSE },
    { "출석\n시험", "- 출석 80%\n- 시험 60점", "출석|시험", "출석 80%|시험 60점", FALSE },
    { "1. 출석\n2. 시험", "1. 80%\n2. 60점", "출석|시험", "80%|60점", FALSE },
    { "수료 조건",
      "1. 출석 80%\n2. 시험 60점",
      "수료 조건|수료 조건",
      "출석 80%|시험 60점",
      FALSE },
    { "출석, 시험",
      "1. 80%\n2. 60점\n3. 과제",
      "출석, 시험|출석, 시험|출석, 시험",
      "80%|60점|과제",
      TRUE },
    { "출석\n시험\n과제", "1. 80%\n2. 60점", NULL, "80%|60점", TRUE },
    { "합격/불합격", "시험 60점", "합격/불합격", "시험 60점", FALSE },
  };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (cells); i++)
    {
      const guint n = i / 2;
      const gboolean is_behind = i % 2 == 1; /* whichever column comes first */
      g_autofree char *sheet =
          g_strdup_printf ("양식명,%s\n가,\"%s\",\"%s\"\n",
                           is_behind ? "수료조건,요건 유형" : "요건 유형,수료조건",
                           is_behind ? cells[n].requirements : cells[n].types,
                           is_behind ? cells[n].types : cells[n].requirements);
      g_auto (Read) read = read_sheet (sheet);
      AttestRecordList *list =
          attest_record_get_list (get (&read, 0)->record, ATTEST_FORM_REQUIREMENTS);
      g_autofree char *types = join (list, ATTEST_REQUIREMENT_TYPE);
      g_autofree char *requirements = join (list, ATTEST_REQUIREMENT_DESCRIPTION);

      g_test_message ("%s", sheet);
      g_assert_cmpstr (requirements, ==, cells[n].expected);
      if (cells[n].expected_types != NULL)
        g_assert_cmpstr (types, ==, cells[n].expected_types);
      g_assert_cmpint (has_rule (&read, 0, "sheet-uneven"), ==, cells[n].is_told);
      g_assert_false (has_rule (&read, 0, "sheet-several"));
    }
}

/* The end of a course without its year, with its weekday: of the year of the beginning or, before
 * its month, of the next. Where the weekday says another year, the day is only offered. */
static void
test_end_without_year (void)
{
  static const struct
  {
    const char *period;
    const char *begins;
    const char *ends;
    const char *offer;
  } cases[] = {
    { "2026.11.02.(월) ~ 11.06.(금)", "2026-11-02", "2026-11-06", NULL },
    { "2026.11.02.(월)~11.06.(금)", "2026-11-02", "2026-11-06", NULL },
    { "2026. 12. 28.(월) ~ 1. 3.(일)", "2026-12-28", "2027-01-03", NULL },
    { "2026년 12월 28일(월) ~ 12월 29일(화)", "2026-12-28", "2026-12-29", NULL },
    { "2026년 12월 28일(월) ~ 29일(화)", "2026-12-28", "2026-12-29", NULL },
    { "2026.12.28 ~ 29", "2026-12-28", "2026-12-29", NULL },
    { "2026-11-02 – 11-06", "2026-11-02", "2026-11-06", NULL },
    { "2026.11.02–2026.11.06", "2026-11-02", "2026-11-06", NULL },
    { "2026.11.02.(월) ~ 11.06.(월)", "2026-11-02", "", "2026-11-06" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sheet =
          g_strdup_printf ("양식명,과정명,교육기간\n가,나,%s\n", cases[i].period);
      g_auto (Read) read = read_sheet (sheet);

      g_test_message ("%s", cases[i].period);
      g_assert_cmpstr (get_text (&read, 0, ATTEST_FORM_COURSE_BEGIN), ==, cases[i].begins);
      g_assert_cmpstr (get_text (&read, 0, ATTEST_FORM_COURSE_END), ==, cases[i].ends);
      g_assert_cmpuint (read.import->undecided->len, ==, cases[i].offer != NULL);
      if (cases[i].offer != NULL)
        g_assert_cmpstr (
            ((AttestSheetUndecided *) read.import->undecided->pdata[0])->offer, ==, cases[i].offer);
    }
}

/* Two courses of one name that differ in a column which is for nothing are two, and that is told;
 * what is known to tell nothing apart, or what a person left out, does not. */
static void
test_left_out_tells_apart (void)
{
  static const char sheet[] = "양식명,종류,등급,비고,연번,수료조건\n용접,수료,1급,x,1,출석\n"
                              "용접,수료,2급,y,2,출석\n용접,수료,1급,z,3,시험\n";
  static const Decided said[] = { { ATTEST_DECIDE_COLUMN, "등급", "" } };
  g_autoptr (AttestDecisions) decisions = decide (said, G_N_ELEMENTS (said));
  g_autoptr (GString) many = g_string_new ("Form Name,Type,Level\n");
  g_auto (Read) read = read_sheet (sheet);
  g_auto (Read) decided = read_with (sheet, decisions);

  g_assert_cmpuint (read.import->records->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_true (has_rule (&read, i, "rows-apart"));
  g_assert_cmpuint (get (&read, 0)->rows->len, ==, 2);
  assert_adds_up (&read);
  g_assert_cmpuint (decided.import->records->len, ==, 1);

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (many, "Welding,completion,%u\n", i % 20);
  {
    g_auto (Read) levels = read_sheet (many->str);

    g_assert_cmpuint (levels.import->records->len, ==, 20);
    assert_adds_up (&levels);
  }
}

/* Where sending makes a new form each time, what would be sent exactly the same as another is not
 * ready: of two, the second. What differs in what is sent is, and so is what has no name yet. */
static void
test_sent_the_same (void)
{
  static const char head[] = "양식명,종류,등급,수료조건\n";
  static const struct
  {
    const char *rows;
    guint n_records;
    const char *told; /* of each record */
  } cases[] = {
    { "용접,수료,1급,출석\n용접,수료,2급,출석\n", 2, "-x" },
    { "용접,수료,1급,출석\n용접,수료,2급,시험\n", 2, "--" },
    { "용접,수료,1급,출석\n전기,수료,1급,출석\n용접,수료,2급,출석\n용접,수료,3급,출석\n",
      4,
      "--xx" },
    { "용접,수료,1급,출석\n용접,수료,1급,출석\n", 1, "-" },
    { ",수료,1급,출석\n,수료,2급,출석\n", 2, "--" },
  };
  static const Decided apart[] = { { ATTEST_DECIDE_LAYOUT, "", "A" } };
  g_autoptr (AttestDecisions) decisions = decide (apart, G_N_ELEMENTS (apart));
  g_auto (Read) each = read_with ("양식명,종류\n용접,수료\n용접,수료\n", decisions);
  g_auto (Read) numbers = read_with ("Certificate Number,Company\nK-1,Elm\nK-1,Elm\n", decisions);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sheet = g_strconcat (head, cases[i].rows, NULL);
      g_auto (Read) read = read_sheet (sheet);

      g_test_message ("%s", cases[i].rows);
      g_assert_cmpuint (read.import->records->len, ==, cases[i].n_records);
      for (guint j = 0; j < cases[i].n_records; j++)
        g_assert_cmpint (has_rule (&read, j, ATTEST_SHEET_TWIN_RULE), ==, cases[i].told[j] == 'x');
      assert_adds_up (&read);
    }
  g_assert_true (has_rule (&each, 1, ATTEST_SHEET_TWIN_RULE));
  /* A certificate is updated, however often it is sent. */
  g_assert_cmpuint (numbers.import->records->len, ==, 2);
  g_assert_false (has_rule (&numbers, 1, ATTEST_SHEET_TWIN_RULE));
}

/* A row that says no more than those before it is told, with what is left out of it; a row that
 * goes on with the one above, and one that has a standard more, are not. */
static void
test_repeated_rows (void)
{
  static const struct
  {
    const char *rows;
    gboolean is_told;
    const char *words;
  } cases[] = {
    { "K-1,Elm,ISO 9001:2015,Gold,\nK-1,Elm,ISO 9001:2015,Gold,\n", TRUE, ": 3." },
    { "K-1,Elm,ISO 9001:2015,Gold,\nK-1,Elm,ISO 9001:2015,Silver,\n",
      TRUE,
      ": 3. “Level”, which is left out, is “Gold” and “Silver”." },
    { "K-1,Elm,ISO 9001:2015,Gold,\nK-1,Elm,ISO 14001:2015,Silver,\n", FALSE, NULL },
    { "K-1,Elm,ISO 9001:2015,Gold,1 Road\nK-1,Elm,ISO 9001:2015,Gold,2 Road\n", FALSE, NULL },
    { "K-1,Elm,ISO 9001:2015,Gold,1 Road\n,,,,1 Road\n", FALSE, NULL },
    { "K-1,Elm,,Gold,1 Road\nK-1,Elm,ISO 9001:2015,Gold,1 Road\n", FALSE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sheet = g_strconcat (
          "Certificate Number,Company,Standard,Level,Site Street\n", cases[i].rows, NULL);
      g_auto (Read) read = read_sheet (sheet);
      GPtrArray *problems = get (&read, 0)->problems;
      gboolean has_words = FALSE;

      g_test_message ("%s", cases[i].rows);
      g_assert_cmpuint (read.import->records->len, ==, 1);
      g_assert_cmpint (has_rule (&read, 0, "rows-repeated"), ==, cases[i].is_told);
      for (guint j = 0; cases[i].is_told && j < problems->len; j++)
        has_words =
            has_words
            || g_str_has_suffix (attest_problem_get_message (problems->pdata[j]), cases[i].words);
      g_assert_cmpint (has_words, ==, cases[i].is_told);
      assert_adds_up (&read);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet-courses/named-by-course", test_named_by_course);
  g_test_add_func ("/sheet-courses/named-otherwise", test_named_otherwise);
  g_test_add_func ("/sheet-courses/rows-of-a-course", test_rows_of_a_course);
  g_test_add_func ("/sheet-courses/lists-in-a-cell", test_lists_in_a_cell);
  g_test_add_func ("/sheet-courses/types-beside", test_types_beside);
  g_test_add_func ("/sheet-courses/end-without-year", test_end_without_year);
  g_test_add_func ("/sheet-courses/left-out-tells-apart", test_left_out_tells_apart);
  g_test_add_func ("/sheet-courses/sent-the-same", test_sent_the_same);
  g_test_add_func ("/sheet-courses/repeated-rows", test_repeated_rows);
  return g_test_run ();
}
