/* Dates: what is one, what is none, and what is sent. */
#include "base/attest-date.h"

static void
assert_date (const char *typed, AttestDateForm form, const char *wire)
{
  GDate date = { 0 };
  g_autofree char *formatted = NULL;

  g_test_message ("%s", typed);
  g_assert_cmpint (attest_date_parse (typed, &date), ==, form);
  if (form == ATTEST_DATE_INVALID)
    return;
  formatted = attest_date_format (&date);
  g_assert_cmpstr (formatted, ==, wire);
}

static void
test_wire (void)
{
  assert_date ("20211123", ATTEST_DATE_WIRE, "20211123");
  assert_date ("20240229", ATTEST_DATE_WIRE, "20240229");
}

static void
test_other_forms (void)
{
  const char *typed[] = {
    "2026-03-20",       "2026-3-20",     "2026/3/20",      "2026.3.20",      "2026.03.20.",
    "2026. 3. 20.",     "2026. 3. 20",   "2026 03 20",     "20 Mar 2026",    "20 March 2026",
    "20-Mar-2026",      "20 mar. 2026",  "March 20, 2026", "Mar 20 2026",    "MARCH 20, 2026",
    "2026년 3월 20일",  "2026년3월20일", "2026年3月20日",  "２０２６0320",   "２０２６－０３－２０",
    "２０２６０３２０", " 20260320",     "20260320\n",     "\u00a020260320", "20/03/2026",
    "03/20/2026",       "20.03.2026",    "2026 Mar 20",
  };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    assert_date (typed[i], ATTEST_DATE_OTHER_FORM, "20260320");
  assert_date ("03/03/2026", ATTEST_DATE_OTHER_FORM, "20260303");
}

static void
test_invalid (void)
{
  const char *typed[] = {
    "",
    " ",
    "2024-3",
    "20230229",
    "2023-02-29",
    "20261301",
    "20260431",
    "20260100",
    "00000101",
    "03/04/2026",
    "3.4.2026",
    "3-4-26",
    "202603201",
    "2026032",
    "2026-03/20",
    "tomorrow",
    "2026-03-20x",
    "20 Mab 2026",
    "20 Ma 2026",
    "--",
    "2026-03-20T00:00:00.000Z",
    "１",
    "99999999",
    "20260320 20260320",
    "0000-00-00",
    "4294967297 1 1",
    "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
    "00260320", /* year 26: a slip */
    "0 Mar 2jan2januar0 Mar0janu6 Mar 2jan0 Mar0janu",
    "20 Mar 1126",
    "22260320",
  };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    assert_date (typed[i], ATTEST_DATE_INVALID, NULL);
  g_assert_cmpint (attest_date_parse (NULL, NULL), ==, ATTEST_DATE_INVALID);
}

static void
assert_moment (const char *typed, AttestDateForm form, const char *wire)
{
  gint64 moment = 0;
  g_autofree char *formatted = NULL;

  g_test_message ("%s", typed);
  g_assert_cmpint (attest_date_time_parse (typed, &moment), ==, form);
  if (form == ATTEST_DATE_INVALID)
    return;
  formatted = attest_date_time_format (moment);
  g_assert_cmpstr (formatted, ==, wire);
}

static void
test_moments (void)
{
  assert_moment ("2025-04-03T00:00:00.000Z", ATTEST_DATE_WIRE, "2025-04-03T00:00:00.000Z");
  assert_moment ("2024-06-30T23:59:59.999Z", ATTEST_DATE_WIRE, "2024-06-30T23:59:59.999Z");
  assert_moment ("1969-12-31T23:59:59.999Z", ATTEST_DATE_WIRE, "1969-12-31T23:59:59.999Z");
  assert_moment ("2025-04-03T00:00:00Z", ATTEST_DATE_OTHER_FORM, "2025-04-03T00:00:00.000Z");
  assert_moment ("2025-04-03t00:00:00z", ATTEST_DATE_OTHER_FORM, "2025-04-03T00:00:00.000Z");
  assert_moment ("2025-04-03T00:00:00+09:00", ATTEST_DATE_OTHER_FORM, "2025-04-02T15:00:00.000Z");
  assert_moment ("2025-04-03T00:00:00.5-05:00", ATTEST_DATE_OTHER_FORM, "2025-04-03T05:00:00.500Z");
  assert_moment ("2025-04-03", ATTEST_DATE_OTHER_FORM, "2025-04-03T00:00:00.000Z");
  assert_moment ("2025년 4월 3일", ATTEST_DATE_OTHER_FORM, "2025-04-03T00:00:00.000Z");
  assert_moment ("20250403", ATTEST_DATE_OTHER_FORM, "2025-04-03T00:00:00.000Z");
}

static void
test_no_moments (void)
{
  const char *typed[] = {
    "",           "2025-04-03T10:00:00",  "2023-02-29T00:00:00.000Z",
    "03/04/2026", "2025-04-03T25:00:00Z", "2023-02-29",
    "soon",       "0026-03-20T00:00:00Z", "00260320",
  };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    assert_moment (typed[i], ATTEST_DATE_INVALID, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/wire", test_wire);
  g_test_add_func ("/date/other-forms", test_other_forms);
  g_test_add_func ("/date/invalid", test_invalid);
  g_test_add_func ("/date/moments", test_moments);
  g_test_add_func ("/date/no-moments", test_no_moments);
  return g_test_run ();
}
