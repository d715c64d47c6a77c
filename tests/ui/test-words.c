/* What is said of a record in more than one place. */
#include "attest-config.h"
#include "widgets/attest-submission-words.h"

/* A name that stands in the other one is not said once more. */
static void
test_second_name (void)
{
  static const struct
  {
    const char *title;
    const char *entity;
    const char *said;
  } cases[] = {
    { "QMS-2026-0435", "한국자동차부품생산기술연구원", "한국자동차부품생산기술연구원" },
    { "프로그래밍 기초 과정 수료증", "프로그래밍 기초 과정", "" },
    { "Welding course", "Welding course", "" },
    { "Welder, level 2", "Welding course", "Welding course" },
    { "QMS-2026-0435", "  ", "" },
    { "QMS-2026-0435", NULL, "" },
    { NULL, "Welding course", "Welding course" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (
        attest_submission_second_name (cases[i].title, cases[i].entity), ==, cases[i].said);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/second-name", test_second_name);
  return g_test_run ();
}
