/* Dates: what is one, what is none and why, and what is sent. */
#include "base/attest-date.h"

#include <locale.h>

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
    "2026-03-20",
    "2026-3-20",
    "2026/3/20",
    "2026.3.20",
    "2026.03.20.",
    "2026. 3. 20.",
    "2026. 3. 20",
    "2026 03 20",
    "20 Mar 2026",
    "20 March 2026",
    "20-Mar-2026",
    "20 mar. 2026",
    "March 20, 2026",
    "Mar 20 2026",
    "MARCH 20, 2026",
    "2026년 3월 20일",
    "2026년3월20일",
    "2026年3月20日",
    "２０２６0320",
    "２０２６－０３－２０",
    "２０２６０３２０",
    " 20260320",
    "20260320\n",
    "\u00a020260320",
    "20/03/2026",
    "03/20/2026",
    "20.03.2026",
    "20260320.",
    "2026-3-20.",
    "2026/03/20.",
    "2026.03.20일",
    "2026·3·20",
    "2026ㆍ3ㆍ20",
    "2026,3,20",
    "2026년 3월 20일.",
    "2026 Mar 20",
    "March-20-2026",
    "2026/Mar/20",

    /* what programs put beside it */
    "2026-03-20T00:00:00.000Z",
    "2026-03-20 00:00:00",
    "2026-03-20T00:00:00+09:00",
    "2026. 3. 20. 오전 12:00:00",
    "3/20/2026 12:00:00 AM",
    "2026-03-20 09:30",
    "20 Mar 2026, 9:30 pm",
    "'20260320",
    "'2026-03-20",
    "\u200e2026-03-20",
    "\ufeff20260320\u200b",
    "2026\u201103\u201120",
    "2026\u221203\u221220",
    "2026.\u00a03.\u00a020.",

    /* weekdays, and years and days as people speak */
    "Friday, 20 March 2026",
    "Fri 20 Mar 2026",
    "20 March 2026 (Friday)",
    "March 20, 2026, Fri.",
    "2026-03-20 (금)",
    "2026. 3. 20.(금)",
    "2026년 3월 20일 금요일",
    "2026년 3월 20일 (금요일)",
    "2026年3月20日(金)",
    "2026年3月20日 金曜日",
    "20th March 2026",
    "the 20th of March, 2026",
    "March 20th, 2026",
    "'26.03.20",
    "’26.3.20",
    "20 Mar '26",
  };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    assert_date (typed[i], ATTEST_DATE_OTHER_FORM, "20260320");
  assert_date ("03/03/2026", ATTEST_DATE_OTHER_FORM, "20260303");
  /* Of two ways one is a Wednesday. */
  assert_date ("Wednesday 03/04/2026", ATTEST_DATE_OTHER_FORM, "20260304");
  assert_date ("31 Dec '98", ATTEST_DATE_OTHER_FORM, "19981231");
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
    "2026-03-20T15:00:00.000Z",
    "2026-03-20 24:00:00",
    "2026-03-20T00:00:00+24:00",
    "2026-03-20 (fox)",
    "2026-03-20 ()",
    "2026-03-20 (",
    "(금)",
    "Friday",
    "Friday 2026 Friday",
    "'",
    "2026'03'20",
    "20st",
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
  assert_moment ("2025-04-03T00:00:00", ATTEST_DATE_OTHER_FORM, "2025-04-03T00:00:00.000Z");
  assert_moment (
      "2025. 4. 3. 오후 9:05 +09:00", ATTEST_DATE_OTHER_FORM, "2025-04-03T12:05:00.000Z");
  assert_moment (
      "Thu, 3 Apr 2025 00:00:00 +0900", ATTEST_DATE_OTHER_FORM, "2025-04-02T15:00:00.000Z");
  assert_moment ("20250403T010203Z", ATTEST_DATE_OTHER_FORM, "2025-04-03T01:02:03.000Z");
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

static void
assert_reason (const char *typed, AttestDateFault fault, const char *first, const char *second)
{
  const char *wanted[] = { first, second };
  AttestDateReading reading;

  g_test_message ("%s", typed);
  attest_date_read (typed, &reading);
  g_assert_cmpint (reading.fault, ==, fault);
  for (guint i = 0; i < G_N_ELEMENTS (wanted) && wanted[i] != NULL; i++)
    {
      g_autofree char *found = NULL;

      g_assert_cmpuint (reading.n_readings, >, i);
      found = attest_date_format (&reading.readings[i]);
      g_assert_cmpstr (found, ==, wanted[i]);
    }
  if (first == NULL)
    g_assert_cmpuint (reading.n_readings, ==, 0);
}

/* Each has its own reason, and what it can mean. */
static void
test_reasons (void)
{
  assert_reason ("20260320", ATTEST_DATE_FINE, "20260320", NULL);
  assert_reason (NULL, ATTEST_DATE_UNREADABLE, NULL, NULL);
  assert_reason ("soon", ATTEST_DATE_UNREADABLE, NULL, NULL);
  assert_reason ("2024-3", ATTEST_DATE_UNREADABLE, NULL, NULL);
  assert_reason ("20230229", ATTEST_DATE_NO_SUCH_DAY, NULL, NULL);
  assert_reason ("31.04.2025", ATTEST_DATE_NO_SUCH_DAY, NULL, NULL);
  assert_reason ("2026-13-01", ATTEST_DATE_NO_SUCH_DAY, NULL, NULL);
  assert_reason ("00260320", ATTEST_DATE_FAR_YEAR, NULL, NULL);
  assert_reason ("20 Mar 1126", ATTEST_DATE_FAR_YEAR, NULL, NULL);
  assert_reason ("03/04/2026", ATTEST_DATE_TWO_WAYS, "20260403", "20260304");
  assert_reason ("3.4.2026", ATTEST_DATE_TWO_WAYS, "20260403", "20260304");
  assert_reason ("26.3.20", ATTEST_DATE_SHORT_YEAR, "20260320", "20200326");
  assert_reason ("260320", ATTEST_DATE_SHORT_YEAR, "20260320", "20200326");
  assert_reason ("26년 3월 20일", ATTEST_DATE_SHORT_YEAR, "20260320", NULL);
  assert_reason ("15-Apr-25", ATTEST_DATE_SHORT_YEAR, "20250415", NULL);
  assert_reason ("99.99.99", ATTEST_DATE_NO_SUCH_DAY, NULL, NULL);
  assert_reason ("45387", ATTEST_DATE_SERIAL, "20240405", NULL);
  assert_reason ("00501", ATTEST_DATE_UNREADABLE, NULL, NULL);
  assert_reason ("Monday, 15 April 2025", ATTEST_DATE_OTHER_WEEKDAY, "20250415", NULL);
  assert_reason ("2025-04-15 (월)", ATTEST_DATE_OTHER_WEEKDAY, "20250415", NULL);
  assert_reason ("2025-04-14T15:00:00Z", ATTEST_DATE_ZONED, "20250414", NULL);
}

/* Years of an era are read where the era is named, and were its own; R7.4.15 may be a number of
 * something. */
static void
test_eras (void)
{
  static const struct
  {
    const char *typed;
    const char *wire;
  } eras[] = {
    { "令和7年4月15日", "20250415" },
    { "令和 7 年 4 月 15 日", "20250415" },
    { "令和元年5月1日", "20190501" },
    { "令和７年４月１５日（火）", "20250415" },
    { "令和07.04.15", "20250415" },
    { "令和7/4/15", "20250415" },
    { "令7.4.15", "20250415" },
    { "平30年3月31日", "20180331" },
    { "㋿7年4月15日", "20250415" },
    { "平成31年4月30日", "20190430" },
    { "平成元年1月8日", "19890108" },
    { "㍻30年3月31日", "20180331" },
    { "昭和64年1月7日", "19890107" },
    { "昭和元年12月25日", "19261225" },
    { "단기 4358년 4월 15일", "20250415" },
    { "令和7年4月15日 00:00", "20250415" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (eras); i++)
    assert_date (eras[i].typed, ATTEST_DATE_OTHER_FORM, eras[i].wire);
  assert_reason ("R7.4.15", ATTEST_DATE_ERA, "20250415", NULL);
  assert_reason ("Ｒ7．4．15", ATTEST_DATE_ERA, "20250415", NULL);
  assert_reason ("r07-04-15", ATTEST_DATE_ERA, "20250415", NULL);
  assert_reason ("H30年3月31日", ATTEST_DATE_ERA, "20180331", NULL);
  assert_reason ("S63/1/5", ATTEST_DATE_ERA, "19880105", NULL);
  assert_reason ("R元.5.1", ATTEST_DATE_ERA, "20190501", NULL);
  /* Printed before it was known that the era would end, or slips. */
  assert_reason ("平成33年3月31日", ATTEST_DATE_ERA, "20210331", NULL);
  assert_reason ("令和元年4月30日", ATTEST_DATE_ERA, "20190430", NULL);
  assert_reason ("平成元年1月7日", ATTEST_DATE_ERA, "19890107", NULL);
  assert_reason ("昭和64年1月8日", ATTEST_DATE_ERA, "19890108", NULL);
  assert_reason ("平31.5.1", ATTEST_DATE_ERA, "20190501", NULL);
  assert_reason ("令和7年2月29日", ATTEST_DATE_NO_SUCH_DAY, NULL, NULL);
  assert_reason ("令和7年4月15日(月)", ATTEST_DATE_OTHER_WEEKDAY, "20250415", NULL);
  assert_reason ("令和0年4月15日", ATTEST_DATE_UNREADABLE, NULL, NULL);
  assert_reason ("令和2025年4月15日", ATTEST_DATE_UNREADABLE, NULL, NULL);
  assert_reason ("令和年4月15日", ATTEST_DATE_UNREADABLE, NULL, NULL);
  assert_reason ("R7", ATTEST_DATE_UNREADABLE, NULL, NULL);
  assert_reason ("ISO R7.4.15", ATTEST_DATE_UNREADABLE, NULL, NULL);
}

/* Names of months, and what stands between the parts, in the languages of sheets; jui. is June or
 * July. */
static void
test_languages (void)
{
  static const struct
  {
    const char *typed;
    const char *wire;
  } dates[] = {
    { "1. März 2012", "20120301" },
    { "15. Oktober 2018", "20181015" },
    { "3. JÄNNER 2019", "20190103" },
    { "1er mars 2024", "20240301" },
    { "12 déc. 2019", "20191212" },
    { "28 février 2027", "20270228" },
    { "9 juin 2025", "20250609" },
    { "9 juil. 2025", "20250709" },
    { "3 de marzo de 2018", "20180303" },
    { "5 ene 2024", "20240105" },
    { "12 gennaio 2016", "20160112" },
    { "1 lug. 2016", "20160701" },
    { "10 de fevereiro de 2017", "20170210" },
    { "7 out 2017", "20171007" },
    { "5 Ağustos 2024", "20240805" },
    { "5 ŞUBAT 2024", "20240205" },
    { "5 Aralık 2024", "20241205" },
    { "17 Agustus 2024", "20240817" },
    { "ngày 05 tháng 03 năm 2024", "20240305" },
    { "Sept 5, 2018", "20180905" },
    { "1 มีนาคม 2567", "20240301" },
    { "28 กุมภาพันธ์ 2024", "20240228" },
    { "٢٠٢٣/٠٥/٠٦", "20230506" },
    { "民國105年6月1日", "20160601" },
    { "民國114.6.1", "20250601" },
    { "中华民国", NULL },
    { "9 jui 2025", NULL },
    { "3 de 2018", NULL },
    { "5 m 2024", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    assert_date (dates[i].typed,
                 dates[i].wire != NULL ? ATTEST_DATE_OTHER_FORM : ATTEST_DATE_INVALID,
                 dates[i].wire);
  /* Years of other calendars where nothing says so. */
  assert_reason ("113/03/15", ATTEST_DATE_ERA, "20240315", NULL);
  assert_reason ("113年3月15日", ATTEST_DATE_ERA, "20240315", NULL);
  assert_reason ("15/06/2566", ATTEST_DATE_ERA, "20230615", NULL);
  assert_reason ("2566-06-15", ATTEST_DATE_ERA, "20230615", NULL);
  assert_reason ("010/03/15", ATTEST_DATE_FAR_YEAR, NULL, NULL);
  assert_reason ("999/03/15", ATTEST_DATE_FAR_YEAR, NULL, NULL);
  assert_reason ("2266-06-15", ATTEST_DATE_FAR_YEAR, NULL, NULL);
}

/* What is read of each of a record's dates. */
static void
assert_order (const char *const *dates, guint asked, AttestDateOrder order)
{
  AttestDateReading readings[3];

  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    attest_date_read (dates[i], &readings[i]);
  g_test_message ("%s %s %s", dates[0], dates[1], dates[2]);
  g_assert_cmpint (readings[asked].fault, ==, ATTEST_DATE_TWO_WAYS);
  g_assert_cmpint (attest_date_find_order (readings, 3, asked), ==, order);
}

static void
test_order (void)
{
  static const struct
  {
    const char *dates[3]; /* original issue, issue, expiry */
    guint asked;
    AttestDateOrder order;
  } cases[] = {
    /* proved by one that has a single reading */
    { { "", "04.03.2025", "19.03.2028" }, 1, ATTEST_DATE_DAY_FIRST },
    { { "", "04/03/2025", "03/19/2028" }, 1, ATTEST_DATE_MONTH_FIRST },
    { { "04.04.2025", "05.04.2025", "19.03.2028" }, 1, ATTEST_DATE_DAY_FIRST },
    /* another style proves nothing, and two proofs are none */
    { { "", "04/03/2025", "19.03.2028" }, 1, ATTEST_DATE_ORDER_UNKNOWN },
    { { "20/03/2020", "04/03/2025", "03/19/2028" }, 1, ATTEST_DATE_ORDER_UNKNOWN },
    /* by which comes first */
    { { "", "12.01.2025", "11.02.2025" }, 1, ATTEST_DATE_DAY_FIRST },
    { { "", "2025-02-01", "03.01.2025" }, 2, ATTEST_DATE_MONTH_FIRST },
    /* by the anniversary, and the day before */
    { { "", "04.04.2025", "03.04.2028" }, 2, ATTEST_DATE_DAY_FIRST },
    { { "03.04.2022", "2025-05-20", "03.04.2028" }, 2, ATTEST_DATE_ORDER_UNKNOWN },
    { { "", "20250104", "03.01.2028" }, 2, ATTEST_DATE_DAY_FIRST },
    { { "", "20250102", "01/02/2028" }, 2, ATTEST_DATE_MONTH_FIRST },
    /* both ways lead to an anniversary */
    { { "", "02.01.2025", "01.02.2028" }, 1, ATTEST_DATE_ORDER_UNKNOWN },
    { { "", "03.04.2025", "" }, 1, ATTEST_DATE_ORDER_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_order (cases[i].dates, cases[i].asked, cases[i].order);
}

/* Every form that names the month or counts it, in every month, on the first and the last day that
 * can be nothing but a day, whatever language is set. */
static void
assert_forms (guint year, guint month, guint day)
{
  static const char *const names[] = { "January",   "February", "March",    "April",
                                       "May",       "June",     "July",     "August",
                                       "September", "October",  "November", "December" };
  static const char *const weekdays[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
                                          "Friday", "Saturday", "Sunday" };
  static const char *const signs[] = { "월", "화", "수", "목", "금", "토", "일" };
  const char *name = names[month - 1];
  g_autofree char *large = g_ascii_strup (name, -1);
  g_autofree char *small = g_ascii_strdown (name, -1);
  g_autofree char *brief = g_strndup (name, 3);
  g_autofree char *wire = g_strdup_printf ("%04u%02u%02u", year, month, day);
  GDate date;
  guint weekday = 0;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  weekday = g_date_get_weekday (&date) - 1;
  {
    char *typed[] = {
      g_strdup_printf ("%04u-%02u-%02u", year, month, day),
      g_strdup_printf ("%04u/%u/%u", year, month, day),
      g_strdup_printf ("%04u. %u. %u.", year, month, day),
      g_strdup_printf ("%u년 %u월 %u일", year, month, day),
      g_strdup_printf ("%02u.%02u.%04u", day, month, year),
      g_strdup_printf ("%02u/%02u/%04u", month, day, year),
      g_strdup_printf ("%u %s %u", day, large, year),
      g_strdup_printf ("%u %s %u", day, small, year),
      g_strdup_printf ("%uth of %s, %u", day, name, year),
      g_strdup_printf ("%u-%s-%u", day, brief, year),
      g_strdup_printf ("%s. %u, %u", brief, day, year),
      g_strdup_printf ("%s, %s %u, %u", weekdays[weekday], large, day, year),
      g_strdup_printf ("%04u-%02u-%02u (%s)", year, month, day, signs[weekday]),
      g_strdup_printf ("%u년 %u월 %u일 %s요일", year, month, day, signs[weekday]),
      g_strdup_printf ("'%02u.%02u.%02u", year % 100, month, day),
      g_strdup_printf ("%04u-%02u-%02uT00:00:00", year, month, day),
      g_strdup_printf ("%04u-%02u-%02u 00:00:00.000 UTC", year, month, day),
    };

    for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
      {
        assert_date (typed[i], ATTEST_DATE_OTHER_FORM, wire);
        g_free (typed[i]);
      }
  }
}

static void
test_every_form (void)
{
  const char *languages[] = {
    "C.UTF-8", "tr_TR.UTF-8", "az_AZ.UTF-8", "lt_LT.UTF-8", "ko_KR.UTF-8"
  };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      if (setlocale (LC_ALL, languages[i]) == NULL)
        {
          g_test_message ("%s is not installed", languages[i]);
          continue;
        }
      for (guint month = 1; month <= 12; month++)
        for (guint day = 13; day <= 28; day += 5)
          assert_forms (2024 + month % 3, month, day);
    }
  setlocale (LC_ALL, "C");
}

/* Any number at all is written down, and none that is a moment of the calendar is changed. */
static void
test_any_moment (void)
{
  const gint64 moments[] = {
    G_MININT64,         G_MAXINT64,         G_MININT64 + 1,     G_MAXINT64 - 1,     0, -1, 1, -999,
    253402300799999999, 253402300800000000, -62135596800000000, -62135596800000001,
  };
  const char *written[] = {
    "-9223372036854775808",     "9223372036854775807",      "-9223372036854775807",
    "9223372036854775806",      "1970-01-01T00:00:00.000Z", "1969-12-31T23:59:59.999Z",
    "1970-01-01T00:00:00.000Z", "1969-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z",
    "253402300800000000",       "0001-01-01T00:00:00.000Z", "-62135596800000001",
  };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autofree char *found = attest_date_time_format (moments[i]);

      g_assert_cmpstr (found, ==, written[i]);
    }
}

static void
test_moment_reasons (void)
{
  AttestDateReading day;
  gint64 moment = 0;

  g_assert_cmpint (
      attest_date_time_read ("2026-03-02T09:00:00", &day, &moment), ==, ATTEST_DATE_NO_ZONE);
  g_assert_cmpint (attest_date_time_read ("26.3.2", &day, &moment), ==, ATTEST_DATE_SHORT_YEAR);
  g_assert_cmpint (
      attest_date_time_read ("2.3.2026 9:00 Z", &day, &moment), ==, ATTEST_DATE_TWO_WAYS);
  g_assert_cmpint (
      attest_date_time_read ("2026-03-02 25:00Z", &day, &moment), ==, ATTEST_DATE_UNREADABLE);
}

/* The usual form is read at once: every day, and every text of that shape that is none, as what is
 * read with a blank before it. */
static void
test_usual_form (void)
{
  for (guint year = 1895; year <= 2205; year++)
    for (guint month = 0; month <= 13; month++)
      for (guint day = 0; day <= 33; day++)
        {
          char text[16];
          AttestDateReading at_once;
          AttestDateReading found_out;

          g_snprintf (text, sizeof text, " %04u-%02u-%02u", year, month, day);
          attest_date_read (text + 1, &at_once);
          attest_date_read (text, &found_out);
          g_assert_cmpint (at_once.fault, ==, found_out.fault);
          g_assert_cmpuint (at_once.n_readings, ==, found_out.n_readings);
          g_assert_cmpint (at_once.order, ==, found_out.order);
          g_assert_cmpint (at_once.separator, ==, found_out.separator);
          g_assert_cmpint (at_once.has_time, ==, found_out.has_time);
          g_assert_cmpint (at_once.is_wire, ==, found_out.is_wire);
          if (at_once.n_readings > 0)
            g_assert_cmpint (g_date_compare (&at_once.readings[0], &found_out.readings[0]), ==, 0);
        }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/wire", test_wire);
  g_test_add_func ("/date/other-forms", test_other_forms);
  g_test_add_func ("/date/invalid", test_invalid);
  g_test_add_func ("/date/reasons", test_reasons);
  g_test_add_func ("/date/eras", test_eras);
  g_test_add_func ("/date/languages", test_languages);
  g_test_add_func ("/date/order", test_order);
  g_test_add_func ("/date/every-form", test_every_form);
  g_test_add_func ("/date/any-moment", test_any_moment);
  g_test_add_func ("/date/moment-reasons", test_moment_reasons);
  g_test_add_func ("/date/moments", test_moments);
  g_test_add_func ("/date/usual-form", test_usual_form);
  g_test_add_func ("/date/no-moments", test_no_moments);
  return g_test_run ();
}
