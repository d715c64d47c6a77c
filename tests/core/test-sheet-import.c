/* From rows to records: the ways in which offices keep certificates in sheets, each as small as it
 * can be, and what a person would make of it. */
#include "attest-config.h"

#include "check/attest-check.h"
#include "codec/attest-codec.h"
#include "intake/attest-sheet-cells.h"
#include "intake/attest-sheet-import.h"
#include "intake/attest-sheet-standards.h"
#include "intake/attest-sheet-words.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"
#include "sheet/attest-grid-parts.h"
#include "sheet-fixture.h"

#include <string.h>

/* Words. */

static void
test_heads (void)
{
  static const struct
  {
    const char *head;
    const char *path;
  } cases[] = {
    { "Certificate Number", "certificate_number" },
    { "certificateNumber", "certificate_number" },
    { "CERTIFICATE NO.", "certificate_number" },
    { "인증서 번호", "certificate_number" },
    { "인증서번호\nCert. No.", "certificate_number" },
    { "登録証番号", "certificate_number" },
    { "Gültig bis", "certification_expiry_date" },
    { "최초 인증일", "certification_original_issue_date" },
    { "인증일", "certification_issue_date" },
    { "만료일", "certification_expiry_date" },
    { "County", "certified_entity_state" },         /* one letter from a country */
    { "Certificate Nomber", "certificate_number" }, /* a slip */
    { "사업자등록번호", "certified_entity_unique_id" },
    { "업체명(영문)", "certified_entity_english_name" },
    { "업체명(영문)\nCompany (English)", "certified_entity_english_name" },
    { "업체명", "certified_entity_name" },
    { "인증기관", "certification_body_name" },
    { "인정기관", "accreditation_body_name" },
    { "공개여부", "!confidential_certified_entity" },
    { "비고", "" },
    { "번호", "" },
    { "발행인", NULL }, /* one letter from 발행일, and another word */
    /* So databases call them; what is one letter away is something else. */
    { "COMP_NM", "certified_entity_name" },
    { "STD_NM", "schemes[].standard_list[].standards_name" },
    { "ISS_DT", "certification_issue_date" },
    { "EXP_DT", "certification_expiry_date" },
    { "BIZ_NO", "certified_entity_unique_id" },
    { "CORP_NO", "certified_entity_unique_id" },
    { "ADDR1", "certified_entity_street_address" },
    { "ZIP_CD", "certified_entity_post_code" },
    { "NATION_CD", "certified_entity_country" },
    { "CERT_STAT_CD", "certification_status" },
    { "INS_DT", NULL },
    { "INS_DATE", NULL },
    { "STATE_CD", NULL },
    /* The marks of notes behind a head are none of it. */
    { "발행일*1", "certification_issue_date" },
    { "발행일 *2)", "certification_issue_date" },
    { "업체명 주1)", "certified_entity_name" },
    { "업체명주)", "certified_entity_name" },
    { "만료일※1", "certification_expiry_date" },
    { "국가†", "certified_entity_country" },
    { "Expiry Date [1]", "certification_expiry_date" },
    { "Issue Date Note 1", "certification_issue_date" },
    { "登録日 注1)", "certification_issue_date" },
    { "登録日（注１）", "certification_issue_date" },
    { "有効期限※", "certification_expiry_date" },
    { "Something else", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].head);
      g_assert_cmpstr (
          attest_sheet_find_head (&attest_certificate_schema, cases[i].head), ==, cases[i].path);
    }
}

static void
test_standards (void)
{
  static const struct
  {
    const char *text;
    const char *pieces;
  } cases[] = {
    { "ISO 9001;2015", "ISO 9001:2015" },
    { "ISO 14001/2015, ISO 9001:2015", "ISO 14001:2015|ISO 9001:2015" },
    { "ISO 9001:2015 EA 17, 18", "ISO 9001:2015 EA 17, 18" },
    { "ISO 9001:2015", "ISO 9001:2015" },
    { "ISO/IEC 27001:2022", "ISO/IEC 27001:2022" },
    { "ISO 9001:2015 / ISO 14001:2015", "ISO 9001:2015|ISO 14001:2015" },
    { "ISO 9001/14001", "ISO 9001|ISO 14001" },
    { "ISO 9001:2015, ISO/IEC 27001:2022\nISO 45001:2018",
      "ISO 9001:2015|ISO/IEC 27001:2022|ISO 45001:2018" },
    { "KS Q ISO 9001:2015·KS I ISO 14001:2015", "ISO 9001:2015|ISO 14001:2015" },
    { "DIN EN ISO 9001:2015", "ISO 9001:2015" },
    { "JIS Q 9001:2015", "ISO 9001:2015" },
    { "JIS Q 14001:2015(ISO 14001:2015)", "ISO 14001:2015" },
    { "JIS Z 9999:2020", "JIS Z 9999:2020" },
    { "FSSC 22000 V6", "FSSC 22000 V6" },
    { "", "" },
    /* The edition is the one that is written. */
    { "ISO 22301(2012)", "ISO 22301:2012" },
    { "JIS Q 14001 [2004]", "ISO 14001:2004" },
    { "ISO 50001-2011 / ISO/IEC 27001 (2013)", "ISO 50001:2011|ISO/IEC 27001:2013" },
    { "DIN EN ISO 14001:2015-11", "ISO 14001:2015" },
    { "KS Q ISO 9001:2015 (품질)", "ISO 9001:2015" },
    /* Amendments belong to what stands before. */
    { "ISO 14001:2015+A1:2024, EN ISO 13485:2016+A11:2021",
      "ISO 14001:2015+A1:2024|ISO 13485:2016+A11:2021" },
    { "ISO 45001:2018/Amd 1:2024", "ISO 45001:2018/Amd 1:2024" },
    { "ISO 45001:2018/A1", "ISO 45001:2018/A1" },
    /* Two in brackets, or two names of one. */
    { "14001:2015(ISO 45001:2018)", "ISO 14001:2015|ISO 45001:2018" },
    { "IATF 16949:2016 (ISO 9001:2015)", "IATF 16949:2016|ISO 9001:2015" },
    { "JIS Q 22301:2020 (ISO 22301:2019)", "ISO 22301:2019" },
    { "통합(ISO 9001:2015, ISO 45001:2018)", "ISO 9001:2015|ISO 45001:2018" },
    { "통합(ISO 9001:2015, 45001:2018 및 14001)", "ISO 9001:2015|ISO 45001:2018|ISO 14001" },
    { "ISO 9001:2015 (설계, 제조 / 판매 및 유지), ISO 14001:2015", "ISO 9001:2015|ISO 14001:2015" },
    { "ISO 45001:2018 (IAF 17, 28)", "ISO 45001:2018" },
    /* However they are parted. */
    { "ISO 45001:2018，ISO 14001:2015／ISO 50001:2018",
      "ISO 45001:2018|ISO 14001:2015|ISO 50001:2018" },
    { "① ISO 22000:2018 ② ISO 14001:2015", "ISO 22000:2018|ISO 14001:2015" },
    { "1. ISO 22000:2018 2) KS I ISO 14001:2015", "ISO 22000:2018|ISO 14001:2015" },
    { "ISO 22000:2018 | ISO 14001:2015", "ISO 22000:2018|ISO 14001:2015" },
    { "ISO 22000:2018 ISO 14001:2015", "ISO 22000:2018|ISO 14001:2015" },
    { "ISO 22000:2018 14001:2015 45001:2018", "ISO 22000:2018|ISO 14001:2015|ISO 45001:2018" },
    { "ISO 22000:2018 – ISO 14001:2015", "ISO 22000:2018|ISO 14001:2015" },
    { "- ISO 22000:2018\n- ISO 14001:2015", "ISO 22000:2018|ISO 14001:2015" },
    { "ISO 22000:2018와 ISO 14001:2015 및 45001:2018",
      "ISO 22000:2018|ISO 14001:2015|ISO 45001:2018" },
    { "ISO 22000:2018 ve ISO 14001:2015 e ISO 45001:2018",
      "ISO 22000:2018|ISO 14001:2015|ISO 45001:2018" },
    { "HACCP, ISO 22000:2018", "HACCP|ISO 22000:2018" },
    { "GMP/HACCP/ISO 22000:2018", "GMP/HACCP|ISO 22000:2018" },
    { "IS/ISO 14001:2015", "ISO 14001:2015" },
    { "ABNT NBR ISO 14001:2015", "ISO 14001:2015" },
    /* What is in doubt stays whole. */
    { "ISO 14001:2015(인증취소)", "ISO 14001:2015(인증취소)" },
    { "ISO 14001:2015(2004)", "ISO 14001:2015(2004)" },
    { "AS 9100D (ISO 9001:2015)", "AS 9100D (ISO 9001:2015)" },
    { "GB/T 19001-2016 (ISO 9001:2015)", "ISO 9001:2015" },
    { "EN 1090-1:2009+A1:2011", "EN 1090-1:2009+A1:2011" },
    { "ISO 14001:2015 → ISO 14001:2026", "ISO 14001:2015 → ISO 14001:2026" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) pieces = attest_sheet_split_standards (cases[i].text);
      g_autofree char *joined = NULL;

      g_ptr_array_add (pieces, NULL);
      joined = g_strjoinv ("|", (char **) pieces->pdata);
      g_assert_cmpstr (joined, ==, cases[i].pieces);
    }
}

/* An edition that there never was, a slip of a letter and what stands behind are asked about, with
 * what is likely; older editions and amendments are what they are. */
static void
test_mistyped_standards (void)
{
  static const char *const asked[][2] = {
    { "ISO 9001:2105", "ISO 9001:2015" },      { "ISO 45001:2015", "ISO 45001:2018" },
    { "ISO 14001:2018", "ISO 14001:2015" },    { "ISO 9001:20l5", "ISO 9001:2015" },
    { "ISO 9001:15", "ISO 9001:2015" },        { "ISO 9001:2015 - 17", "ISO 9001:2015" },
    { "ISO 9001:2015 신규", "ISO 9001:2015" }, { "IS0 9001:2015", "ISO 9001:2015" },
    { "ISO-9001:2015", "ISO 9001:2015" },      { "ISO 27001:2022", "ISO/IEC 27001:2022" },
  };
  static const char *const taken[] = { "ISO 9001:2008",
                                       "ISO 14001:2004",
                                       "FSSC 22000 V6",
                                       "ISO 9001:2015/Amd 1:2024",
                                       "OHSAS 18001:2007" };

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autofree char *sheet =
          g_strdup_printf ("인증번호,업체명,인증규격\nK-1,가온,%s\n", asked[i][0]);
      g_auto (Read) read = read_sheet (sheet);

      g_test_message ("%s", asked[i][0]);
      g_assert_cmpuint (read.import->undecided->len, ==, 1);
      g_assert_cmpstr (find_undecided (&read, asked[i][0])->offer, ==, asked[i][1]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    {
      g_autofree char *sheet =
          g_strdup_printf ("인증번호,업체명,인증규격\nK-1,가온,%s\n", taken[i]);
      g_auto (Read) read = read_sheet (sheet);

      g_test_message ("%s", taken[i]);
      g_assert_cmpuint (read.import->undecided->len, ==, 0);
      assert_standards (&read, 0, taken[i]);
    }
}

/* What stands beside a word may undo it: then nothing is likely. */
static void
test_undone_words (void)
{
  static const char *const words[] = {
    "Active (suspended 2025-03)", "정상(취소 예정)", "정지(해제)", "Active (not renewed)"
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *sheet = g_strdup_printf ("인증번호,업체명,상태\nK-1,가온,%s\n", words[i]);
      g_auto (Read) read = read_sheet (sheet);

      g_test_message ("%s", words[i]);
      g_assert_null (find_undecided (&read, words[i])->offer);
    }
}

/* One standard is never taken for two, nor one that is not held for one that is. */
static void
test_doubtful_standards (void)
{
  static const char *const doubtful[] = { "ISO 14001:2015(효력정지)",
                                          "ISO 14001:2015 취소",
                                          "ISO 14001:2015 → ISO 14001:2026",
                                          "ISO 14001:2015(2004)",
                                          "AS 9100D (ISO 9001:2015)" };
  g_auto (Read) read = read_sheet (
      "인증번호,업체명,인증규격\nK-1,가온,ISO 14001:2015(효력정지)\nK-2,나온,ISO 14001:2015 취소\n"
      "K-3,다온,ISO 14001:2015 → ISO 14001:2026\nK-4,라온,ISO 14001:2015(2004)\n"
      "K-5,마온,ISO 14001:2015(유효)\nK-6,바온,AS 9100D (ISO 9001:2015)\n"
      "K-7,사온,OHSAS 18001:2007\nK-8,아온,EN 1090-1:2009\n");

  for (guint i = 0; i < G_N_ELEMENTS (doubtful); i++)
    g_assert_null (find_undecided (&read, doubtful[i])->offer);
  g_assert_cmpuint (read.import->undecided->len, ==, G_N_ELEMENTS (doubtful));
  assert_standards (&read, 4, "ISO 14001:2015");
}

/* Layouts. */

static void
test_one_row_each (void)
{
  g_auto (Read) read =
      read_sheet ("연번,인증서번호,업체명,인증규격,유효기간,상태\n"
                  "1,Q-1,㈜가,ISO 9001:2015/ISO 14001:2015,2024-05-02 ~ 2027-05-01,유효\n"
                  "2,Q-2,나㈜,ISO9001:2015,2023.7.15~2026.7.14,정지\n");

  g_assert_cmpint (read.import->layout, ==, 'A');
  g_assert_cmpuint (read.import->records->len, ==, 2);
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2024-05-02");
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2027-05-01");
  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_STATUS), ==, "suspended");
  assert_standards (&read, 0, "ISO 9001:2015, ISO 14001:2015");
  assert_standards (&read, 1, "ISO 9001:2015");
  assert_adds_up (&read);
}

/* Sorted by standard: the rows of one certificate stand apart. */
static void
test_row_per_standard (void)
{
  g_auto (Read) read = read_sheet ("Certificate No,Company,Standard\n"
                                   "C-1,Alder,ISO 9001:2015\n"
                                   "C-2,Birch,ISO 9001:2015\n"
                                   "c-1,Alder,ISO 14001:2015\n"
                                   "C-1,Alder,ISO 14001:2015\n");

  g_assert_cmpint (read.import->layout, ==, 'B');
  g_assert_cmpuint (read.import->records->len, ==, 2);
  g_assert_cmpuint (get (&read, 0)->rows->len, ==, 3);
  assert_standards (&read, 0, "ISO 9001:2015, ISO 14001:2015");
  assert_adds_up (&read);
}

static void
test_row_per_site (void)
{
  g_auto (Read) read = read_sheet (
      "Certificate No,Company,Standard,Main/Additional,Address,Town,Country,Site Activities\n"
      "C-1,Dogwood,ISO 9001:2015,Additional,88 Road,Seoul,South Korea,Sewing\n"
      "C-1,Dogwood,ISO 9001:2015,Main,4 Lane,Leeds,UK,Head office\n"
      "C-1,Dogwood,ISO 9001:2015,Main,4 Lane,Leeds,UK,Head office\n");

  g_assert_cmpint (read.import->layout, ==, 'C');
  g_assert_cmpuint (read.import->records->len, ==, 1);
  g_assert_cmpuint (count_sites (&read, 0), ==, 2);
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ENTITY_STREET), ==, "4 Lane");
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ENTITY_COUNTRY), ==, "United Kingdom");
  g_assert_cmpstr (get_site (&read, 0, 0, ATTEST_SITE_COUNTRY), ==, "Korea, Republic of");
  g_assert_cmpstr (get_site (&read, 0, 1, ATTEST_SITE_SCOPE), ==, "Head office");
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_SITES_MODE), ==, ATTEST_SITES_REPLACE);
}

static void
test_numbered_columns (void)
{
  g_auto (Read) read = read_sheet (
      "Certificate No,Company,Standard 1,Standard 2,Site 1 Street,Site 1 City,Site 3 Street,Site 3 "
      "City\n"
      "C-1,Fir,ISO 9001:2015,ISO 14001:2015,1 Mill,Leeds,3 Mill,York\n"
      "C-2,Elm,,ISO 9001:2015,,,,\n");

  g_assert_cmpint (read.import->layout, ==, 'E');
  assert_standards (&read, 0, "ISO 9001:2015, ISO 14001:2015");
  g_assert_cmpuint (count_sites (&read, 0), ==, 2);
  g_assert_cmpstr (get_site (&read, 0, 1, ATTEST_SITE_CITY), ==, "York");
  assert_standards (&read, 1, "ISO 9001:2015");
  g_assert_cmpuint (count_sites (&read, 1), ==, 0);
  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_SITES_MODE), ==, "");
}

/* A title over several columns takes the first record for no part of the head, and a line above it
 * that names other fields is none either. */
static void
test_one_row_of_titles (void)
{
  g_auto (Read) merged = read_sheet (
      "<table><tr><th>인증번호<th colspan=2>업체명<th>인증규격<th>만료일<th colspan=2>비고</tr>"
      "<tr><td>K-1<td>가나<td><td>ISO 9001:2015<td>2029-03-14<td>갑<td>을</tr>"
      "<tr><td>K-2<td>다라<td><td>ISO 14001:2015<td>2029-04-14<td><td></tr></table>");
  g_auto (Read) below = read_sheet ("인정기관,KAB,인증기관,한국인증,상태,정상\n"
                                    "인증번호,업체명,인증규격,발행일,만료일,상태\n"
                                    "K-1,가나,ISO 9001:2015,2026-03-15,2029-03-14,유효\n");

  g_assert_cmpuint (merged.import->records->len, ==, 2);
  g_assert_cmpstr (get_text (&merged, 0, ATTEST_CERTIFICATE_NUMBER), ==, "K-1");
  g_assert_cmpstr (get_text (&merged, 1, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "다라");
  g_assert_cmpuint (below.import->records->len, ==, 1);
  g_assert_cmpstr (get_text (&below, 0, ATTEST_CERTIFICATE_NUMBER), ==, "K-1");
  g_assert_cmpstr (get_text (&below, 0, ATTEST_CERTIFICATE_CB_NAME), ==, "");
  assert_adds_up (&merged);
  assert_adds_up (&below);
}

/* A time over two columns of days begins in the one and ends in the other, whether the title is
 * merged, stands over the first alone, or has its own below it. */
static void
test_periods (void)
{
  static const char *const sheets[] = {
    "<table><tr><th>인증번호<th>업체명<th>인증규격<th colspan=2>유효기간</tr>"
    "<tr><td>K-1<td>가나<td>ISO 9001:2015<td>2026-03-15<td>2029-03-14</tr></table>",
    "인증번호,업체명,인증규격,유효기간,,,비고\nK-1,가나,ISO "
    "9001:2015,2026-03-15,~,2029-03-14,없음\n",
    "인증번호,업체명,유효기간,,인증규격\n,,시작,종료,\nK-1,가나,2026-03-15,2029-03-14,ISO "
    "9001:2015\n",
    "Certificate No,Company,Validity Period,,Standard\n,,From,To,\n"
    "K-1,가나,2026-03-15,2029-03-14,ISO 9001:2015\n",
  };
  g_auto (Read) ended = read_sheet ("인증번호,업체명,인증규격,발행일,만료일,\n"
                                    "K-1,가나,ISO 9001:2015,2026-03-15,2029-03-14,2027-03-01\n");

  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_auto (Read) read = read_sheet (sheets[i]);

      g_test_message ("%u", i);
      g_assert_cmpuint (read.import->records->len, ==, 1);
      g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2026-03-15");
      g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2029-03-14");
    }
  g_assert_cmpstr (get_text (&ended, 0, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2029-03-14");
}

static void
test_marks (void)
{
  g_auto (Read) read = read_sheet ("인증서번호,업체명,ISO 9001:2015,ISO 14001,ISO45001:2018,22000\n"
                                   "K-1,가나,●,,O,\nK-2,다라,X,○,-,ㅇ\n");

  g_assert_cmpint (read.import->layout, ==, 'F');
  assert_standards (&read, 0, "ISO 9001:2015, ISO 45001:2018");
  /* Which edition is meant is not said. */
  assert_standards (&read, 1, "ISO 14001, ISO 22000");
  g_assert_cmpstr (find_undecided (&read, "ISO 14001")->offer, ==, "ISO 14001:2015");
}

/* Of two columns for the same, the one counts whose title says no more than that; what a part of a
 * title says of another time, place or thing is not said of this one. */
static void
test_titles_beside (void)
{
  g_auto (Read) korean =
      read_sheet ("등록번호,인증번호(구),인증번호,기관명,업체명(영문),업체명,주소(공장),주소,"
                  "인증일(최초),인증일(갱신),"
                  "만료일(전회),만료일(잔여일수),\"인증\n만료일\",심사 상태,상태,인증규격\n"
                  "7,K-0,K-1,한국인증,Gana,가나,수원,서울,2018-03-15,2024-03-15,2024-03-14,90,2027-"
                  "03-14,정지,유효,ISO 9001\n");
  g_auto (Read) english = read_sheet (
      "Client,Certified Organisation,Certificate No,Previous Expiry,Expiry Date (Planned),"
      "Expiry Date,Issue Date (Initial),Issue Date,Standard\n"
      "Consulting Ltd,ABC GmbH,A-1,2024-03-14,2030-03-14,2027-03-14,2018-03-15,2024-03-15,"
      "ISO 9001\n");
  g_auto (Read) weak = read_sheet ("등록번호,기관명,인증규격\nK-1,가나,ISO 9001\n");

  g_assert_cmpstr (get_text (&korean, 0, ATTEST_CERTIFICATE_NUMBER), ==, "K-1");
  g_assert_cmpstr (get_text (&korean, 0, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "가나");
  g_assert_cmpstr (get_text (&korean, 0, ATTEST_CERTIFICATE_ENTITY_ENGLISH_NAME), ==, "Gana");
  g_assert_cmpstr (get_text (&korean, 0, ATTEST_CERTIFICATE_ENTITY_STREET), ==, "서울");
  g_assert_cmpstr (get_text (&korean, 0, ATTEST_CERTIFICATE_ORIGINAL_ISSUE_DATE), ==, "2018-03-15");
  g_assert_cmpstr (get_text (&korean, 0, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2024-03-15");
  g_assert_cmpstr (get_text (&korean, 0, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2027-03-14");
  g_assert_cmpstr (get_text (&korean, 0, ATTEST_CERTIFICATE_STATUS), ==, "active");
  g_assert_cmpstr (get_text (&english, 0, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "ABC GmbH");
  g_assert_cmpstr (get_text (&english, 0, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2027-03-14");
  g_assert_cmpstr (
      get_text (&english, 0, ATTEST_CERTIFICATE_ORIGINAL_ISSUE_DATE), ==, "2018-03-15");
  g_assert_cmpstr (get_text (&english, 0, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2024-03-15");
  g_assert_cmpstr (get_text (&weak, 0, ATTEST_CERTIFICATE_NUMBER), ==, "K-1");
  g_assert_cmpstr (get_text (&weak, 0, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "가나");
}

static void
assert_record (Read *read, guint i, const char *number, const char *entity, const char *expiry)
{
  g_assert_cmpstr (get_text (read, i, ATTEST_CERTIFICATE_NUMBER), ==, number);
  g_assert_cmpstr (get_text (read, i, ATTEST_CERTIFICATE_ENTITY_NAME), ==, entity);
  g_assert_cmpstr (get_text (read, i, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, expiry);
}

/* A second table at the right of the first has records of its own; one with a number and nothing
 * else says nothing of any. */
static void
test_table_beside (void)
{
  g_auto (Read) read =
      read_sheet ("업체명,인증번호,만료일,인증규격,,업체명,인증번호,만료일,인증규격\n"
                  "가,K-1,2027-01-01,ISO 9001:2015,,다,K-3,2027-03-01,ISO 14001:2015\n"
                  "나,K-2,2027-02-01,ISO 9001:2015,,라,K-4,2027-04-01,ISO 14001:2015\n"
                  ",,,,,마,K-5,2027-05-01,ISO 45001:2018\n");
  g_auto (Read) poor = read_sheet ("인증번호,업체명,만료일,,인증번호,취소일\n"
                                   "K-1,가,2027-01-01,,K-9,2025-01-01\n");

  g_assert_cmpuint (read.import->records->len, ==, 5);
  assert_record (&read, 0, "K-1", "가", "2027-01-01");
  assert_record (&read, 1, "K-3", "다", "2027-03-01");
  assert_record (&read, 2, "K-2", "나", "2027-02-01");
  assert_record (&read, 3, "K-4", "라", "2027-04-01");
  assert_record (&read, 4, "K-5", "마", "2027-05-01");
  assert_standards (&read, 0, "ISO 9001:2015");
  assert_standards (&read, 1, "ISO 14001:2015");
  assert_standards (&read, 4, "ISO 45001:2018");
  assert_adds_up (&read);
  g_assert_cmpuint (poor.import->records->len, ==, 1);
  assert_record (&poor, 0, "K-1", "가", "2027-01-01");
}

/* A certificate for each standard, beside each other, under titles of two rows or of one. */
static void
test_standards_beside (void)
{
  g_auto (Read) groups = read_sheet ("업체명,ISO 9001:2015,,ISO 14001:2015,\n"
                                     ",번호,만료일,번호,만료일\n"
                                     "가,Q-1,2027-01-01,E-1,2027-02-01\n"
                                     "나,Q-2,2027-03-01,-,-\n"
                                     "다,,,E-3,2027-04-01\n");
  g_auto (Read) one_row =
      read_sheet ("Company,ISO 9001 No.,ISO 9001 Expiry,ISO 14001 No.,ISO 14001 Expiry,City\n"
                  "Elm,Q-1,2027-01-01,E-1,2027-02-01,York\n"
                  "Oak,C-2,2027-03-01,C-2,2027-03-01,Hull\n");

  g_auto (Read) systems = read_sheet ("업체명,품질(ISO 9001) 인증번호,품질(ISO 9001) "
                                      "만료일,환경(ISO 14001) 인증번호,환경(ISO 14001) 만료일\n"
                                      "가,Q-1,2027-01-01,E-1,2027-02-01\n");

  g_assert_cmpuint (systems.import->records->len, ==, 2);
  assert_record (&systems, 1, "E-1", "가", "2027-02-01");
  g_assert_cmpuint (groups.import->records->len, ==, 4);
  assert_record (&groups, 0, "Q-1", "가", "2027-01-01");
  assert_record (&groups, 1, "E-1", "가", "2027-02-01");
  assert_record (&groups, 2, "Q-2", "나", "2027-03-01");
  assert_record (&groups, 3, "E-3", "다", "2027-04-01");
  assert_standards (&groups, 0, "ISO 9001:2015");
  assert_standards (&groups, 1, "ISO 14001:2015");
  assert_standards (&groups, 3, "ISO 14001:2015");
  assert_adds_up (&groups);
  g_assert_cmpuint (one_row.import->records->len, ==, 3);
  assert_record (&one_row, 1, "E-1", "Elm", "2027-02-01");
  g_assert_cmpstr (get_text (&one_row, 1, ATTEST_CERTIFICATE_ENTITY_CITY), ==, "York");
  assert_record (&one_row, 2, "C-2", "Oak", "2027-03-01");
  assert_standards (&one_row, 2, "ISO 9001, ISO 14001");
  assert_adds_up (&one_row);
}

/* Numbered certificates, and a number for the whole row: then it is one certificate. */
static void
test_numbered_beside (void)
{
  g_auto (Read) read =
      read_sheet ("업체명,인증번호1,인증규격1,만료일1,인증번호2,인증규격2,만료일2\n"
                  "가,Q-1,ISO 9001:2015,2027-01-01,E-1,ISO 14001:2015,2027-02-01\n"
                  "나,Q-2,ISO 9001:2015,2027-03-01,,,\n");
  g_auto (Read) one = read_sheet ("인증번호,업체명,인증규격1,인증규격2,만료일\n"
                                  "Q-1,가,ISO 9001:2015,ISO 14001:2015,2027-01-01\n");

  g_assert_cmpuint (read.import->records->len, ==, 3);
  assert_record (&read, 0, "Q-1", "가", "2027-01-01");
  assert_record (&read, 1, "E-1", "가", "2027-02-01");
  assert_record (&read, 2, "Q-2", "나", "2027-03-01");
  assert_standards (&read, 1, "ISO 14001:2015");
  assert_adds_up (&read);
  g_assert_cmpuint (one.import->records->len, ==, 1);
  assert_standards (&one, 0, "ISO 9001:2015, ISO 14001:2015");
}

/* Q, E and S, or 품질, 환경 and 안전보건, instead of the standards: as titles over what each
 * certificate has, as titles over marks, and in cells, several in one. The edition is asked. */
static void
test_letters_for_standards (void)
{
  g_auto (Read) beside = read_sheet ("업체명,Q,,E,\n"
                                     ",인증번호,만료일,인증번호,만료일\n"
                                     "한빛,KQ-1,2027-03-01,KE-1,2027-03-02\n");
  g_auto (Read) marks = read_sheet ("인증번호,업체명,품질,환경,안전보건,만료일\n"
                                    "K-1,한빛,○,,○,2027-03-01\n");
  g_auto (Read) cells = read_sheet ("인증번호,업체명,인증규격,만료일\n"
                                    "K-1,한빛,QE,2027-03-01\n"
                                    "K-2,대한,\"QMS, EMS\",2027-03-01\n"
                                    "K-3,민국,품질/안전보건,2027-03-01\n");
  g_auto (Read) alone = read_sheet ("인증번호,업체명,품질,만료일\n"
                                    "K-1,한빛,○,2027-03-01\n");
  const AttestSheetUndecided *asked = NULL;

  g_assert_cmpuint (beside.import->records->len, ==, 2);
  g_assert_cmpstr (get_text (&beside, 1, ATTEST_CERTIFICATE_NUMBER), ==, "KE-1");
  g_assert_cmpstr (get_text (&beside, 1, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2027-03-02");
  assert_standards (&beside, 0, "ISO 9001");
  assert_standards (&beside, 1, "ISO 14001");
  asked = g_ptr_array_index (beside.import->undecided, 1);
  g_assert_cmpstr (asked->offer, ==, "ISO 14001:2015");
  assert_standards (&marks, 0, "ISO 9001, ISO 45001");
  assert_standards (&cells, 0, "Q, E");
  assert_standards (&cells, 1, "QMS, EMS");
  assert_standards (&cells, 2, "품질, 안전보건");
  g_assert_cmpuint (cells.import->undecided->len, ==, 6);
  asked = g_ptr_array_index (cells.import->undecided, 5);
  g_assert_cmpstr (asked->value, ==, "안전보건");
  g_assert_cmpstr (asked->offer, ==, "ISO 45001:2018");
  assert_standards (&alone, 0, "");
}

/* Which status a certificate has is marked under its name; words there are asked. */
static void
test_marked_status (void)
{
  g_auto (Read) read = read_sheet ("인증번호,업체명,유지,정지,취소\n"
                                   "K-1,한빛,○,,\nK-2,대한,,○,\nK-3,민국,,,2025-01-02\n"
                                   "K-4,가나,,보완 2건,\n");
  g_auto (Read) alone = read_sheet ("인증번호,업체명,유지\nK-1,한빛,○\n");

  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_STATUS), ==, "active");
  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_STATUS), ==, "suspended");
  g_assert_cmpstr (get_text (&read, 2, ATTEST_CERTIFICATE_STATUS), ==, "cancelled");
  g_assert_cmpstr (get_text (&read, 3, ATTEST_CERTIFICATE_STATUS), ==, "");
  g_assert_nonnull (find_undecided (&read, "정지: 보완 2건"));
  g_assert_cmpstr (get_text (&alone, 0, ATTEST_CERTIFICATE_STATUS), ==, "");
}

/* Under each standard stands the number of its certificate, and there is no other number. */
static void
test_numbers_under_standards (void)
{
  g_auto (Read) read = read_sheet ("업체명,ISO 9001:2015,ISO 14001:2015,만료일\n"
                                   "한빛,KQ-1,KE-1,2027-03-01\n대한,,KE-2,2027-04-01\n");
  g_auto (Read) letters = read_sheet ("업체명,Q,S\n한빛,KQ-1,-\n대한,KQ-2,KS-2\n");

  g_assert_cmpuint (read.import->records->len, ==, 3);
  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_NUMBER), ==, "KE-1");
  assert_standards (&read, 1, "ISO 14001:2015");
  g_assert_cmpstr (get_text (&read, 2, ATTEST_CERTIFICATE_NUMBER), ==, "KE-2");
  g_assert_cmpstr (get_text (&read, 2, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2027-04-01");
  g_assert_cmpuint (letters.import->records->len, ==, 3);
  assert_standards (&letters, 2, "ISO 45001");
  assert_adds_up (&letters);
}

/* Titles over rows say that these hold no more, and so do remarks beside what is active: nothing of
 * that is passed over. */
static void
test_said_to_be_over (void)
{
  g_auto (Read) blocks =
      read_sheet ("인증번호,업체명\nK-1,한빛\n\n인증 취소 업체,\n인증번호,업체명\n"
                  "K-2,대한\n유지 업체,\nK-3,민국\n정지,\nK-4,가나\n");
  g_auto (Read) above = read_sheet ("2024년 취소/정지 업체,\n인증번호,업체명\nK-1,한빛\n");
  g_auto (Read) own = read_sheet ("취소 업체,,\n인증번호,업체명,상태\nK-1,한빛,유효\n");
  g_auto (Read) remarks = read_sheet ("인증번호,업체명,상태,비고\nK-1,한빛,유효,인증취소 (24.5.1)\n"
                                      "K-2,대한,유효,정지 해제\nK-3,민국,취소,취소\n");

  g_assert_cmpuint (blocks.import->records->len, ==, 4);
  g_assert_cmpstr (get_text (&blocks, 0, ATTEST_CERTIFICATE_STATUS), ==, "");
  g_assert_cmpstr (get_text (&blocks, 1, ATTEST_CERTIFICATE_STATUS), ==, "");
  g_assert_cmpstr (get_text (&blocks, 3, ATTEST_CERTIFICATE_STATUS), ==, "suspended");
  g_assert_cmpuint (blocks.import->undecided->len, ==, 1);
  g_assert_cmpstr (find_undecided (&blocks, "인증 취소 업체")->offer, ==, "cancelled");
  g_assert_null (find_undecided (&above, "2024년 취소/정지 업체")->offer);
  g_assert_cmpstr (get_text (&own, 0, ATTEST_CERTIFICATE_STATUS), ==, "active");
  g_assert_cmpuint (own.import->undecided->len, ==, 0);
  g_assert_true (has_rule (&remarks, 0, "sheet-ended"));
  g_assert_false (has_rule (&remarks, 1, "sheet-ended"));
  g_assert_false (has_rule (&remarks, 2, "sheet-ended"));
}

/* So is what stands behind the number or the name itself. */
static void
test_named_over (void)
{
  static const char *const over[] = { "K-1(취소),가",          "K-1 [철회],가",    "K-1 취소,가",
                                      "K-1,가 (인증취소)",     "K-1,㈜가【정지】", "K-1,가[폐업]",
                                      "K-1,A Ltd (withdrawn)", "K-1（取消）,가" };
  static const char *const not_over[] = { "K-1,취소나라",       "K-1,가(주)",
                                          "K-1,가 (정지 해제)", "K-1,한국인정지원센터",
                                          "K-1(유효),가",       "K-1,(취소)가" };

  for (guint i = 0; i < G_N_ELEMENTS (over) + G_N_ELEMENTS (not_over); i++)
    {
      const gboolean is_over = i < G_N_ELEMENTS (over);
      const char *row = is_over ? over[i] : not_over[i - G_N_ELEMENTS (over)];
      g_autofree char *active = g_strdup_printf ("인증번호,업체명,상태\n%s,유효\n", row);
      g_autofree char *cancelled = g_strdup_printf ("인증번호,업체명,상태\n%s,취소\n", row);
      g_auto (Read) read = read_sheet (active);
      g_auto (Read) said = read_sheet (cancelled);

      g_test_message ("%s", row);
      g_assert_cmpint (has_rule (&read, 0, "sheet-ended"), ==, is_over);
      g_assert_false (has_rule (&said, 0, "sheet-ended"));
    }
}

/* A letter that has two forms in Turkish: FİRMA ADI, ASKIDA. */
static void
test_turkish_letters (void)
{
  g_auto (Read) read = read_sheet ("BELGE NO,FİRMA ADI,DURUMU\nT-1,YILDIZ,ASKIDA\n");

  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "YILDIZ");
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_STATUS), ==, "suspended");
}

/* As many numbers in a cell as standards in another, and days for each of them or for both: two
 * certificates. Another count is left to a person. */
static void
test_two_in_cells (void)
{
  g_auto (Read) read =
      read_sheet ("인증번호,업체명,인증규격,인증일,유효기간\n"
                  "\"KQ-1\nKE-1\",한빛,\"ISO 9001:2015\nISO 14001:2015\","
                  "\"2024-03-02\n2024-05-02\",\"2024-03-02\n~2027-03-01\"\n"
                  "KQ-2 / KE-2,대한,ISO 9001:2015 / ISO 14001:2015,2024-03-03,2027-03-02\n"
                  "\"KQ-3, KE-3\",민국,ISO 9001:2015,2024-03-04,2027-03-03\n");

  g_assert_cmpuint (read.import->records->len, ==, 5);
  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_NUMBER), ==, "KE-1");
  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2024-05-02");
  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2027-03-01");
  assert_standards (&read, 0, "ISO 9001:2015");
  assert_standards (&read, 1, "ISO 14001:2015");
  assert_standards (&read, 3, "ISO 14001:2015");
  g_assert_cmpstr (get_text (&read, 3, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2027-03-02");
  g_assert_false (has_rule (&read, 1, "sheet-two-numbers"));
  g_assert_true (has_rule (&read, 4, "sheet-two-numbers"));
  assert_adds_up (&read);
}

/* Cards below each other, in two columns, in four and in one, are no sheet with its titles in the
 * first column. */
static void
test_cards (void)
{
  static const char *const sheets[] = {
    "인증번호,K-1\n업체명,가\n인증규격,ISO 9001:2015\n만료일,2027-01-01\n,\n"
    "인증번호,K-2\n업체명,나\n인증규격,ISO 9001:2015\n만료일,2027-01-01\n",
    "카드 1,,,\n인증번호,K-1,업체명,가\n주소,서울 1,인증규격,ISO "
    "9001:2015\n인증일,2024-01-02,만료일,"
    "2027-01-01\n카드 2,,,\n인증번호,K-2,업체명,나\n주소,서울 1,인증규격,ISO 9001:2015\n"
    "인증일,2024-01-02,만료일,2027-01-01\n",
    "Certificate No: K-1\nCompany: Elm\nStandard: ISO 9001:2015\nExpiry Date: 2027-01-01\n",
  };
  g_autoptr (AttestDecisions) none = attest_decisions_new ();

  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (sheets[i], strlen (sheets[i]));
      g_autoptr (AttestWorkbook) workbook = attest_workbook_read (bytes, NULL, NULL, NULL);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", sheets[i]);
      g_assert_null (attest_sheet_import_read (workbook, none, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, "card"));
    }
}

/* A third row of titles, as they are sent, is no record. */
static void
test_third_row_of_titles (void)
{
  g_auto (Read) read = read_sheet (
      "인증번호,업체명,인증범위,만료일\nCertificate No,Company,Scope,Expiry Date\n"
      "certificate_number,certified_entity_name,certification_scope,certification_expiry_date\n"
      "K-1,가,제조,2027-01-01\n");

  g_assert_cmpuint (read.import->records->len, ==, 1);
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_NUMBER), ==, "K-1");
  assert_adds_up (&read);
}

/* Three rows of titles: what stands in two of them is read together, wherever it begins. */
static void
test_three_rows_of_titles (void)
{
  g_auto (Read) read = read_sheet ("Certificate,Certified Entity,,,Certification,,\n"
                                   "No,Name,Address,,Standard,Dates,\n,,Street,City,,Issue,Expiry\n"
                                   "K-1,Elm,1 Road,Leeds,ISO 9001:2015,2024-03-02,2027-03-01\n");

  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_NUMBER), ==, "K-1");
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "Elm");
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ENTITY_CITY), ==, "Leeds");
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2027-03-01");
}

/* Only what says yes is a mark; what says neither is told, and a title that says more than the
 * standard is about something else. */
static void
test_doubtful_marks (void)
{
  g_auto (Read) read = read_sheet (
      "인증번호,업체명,품질(ISO 9001:2015),ISO 14001:2015,ISO 45001:2018,ISO 9001 심사비,ISO 14001 "
      "심사원\n"
      "K-1,가,☑,☐,심사중,1200000,김심사\nK-2,나,TRUE,FALSE,N/A,,\nK-3,다,Yes,K-0031,✔,,\n"
      "K-4,라,2015,#N/A,ISO 45001,,\n");
  g_auto (Read) both = read_sheet ("인증번호,업체명,ISO 9001/14001,ISO 45001:2018\nK-1,가,●,\n");

  assert_standards (&read, 0, "ISO 9001:2015");
  g_assert_true (has_rule (&read, 0, "sheet-mark"));
  assert_standards (&read, 1, "ISO 9001:2015");
  g_assert_false (has_rule (&read, 1, "sheet-mark"));
  assert_standards (&read, 2, "ISO 9001:2015, ISO 45001:2018");
  g_assert_true (has_rule (&read, 2, "sheet-mark"));
  assert_standards (&read, 3, "ISO 45001:2018");
  g_assert_true (has_rule (&read, 3, "sheet-mark"));
  assert_standards (&both, 0, "ISO 9001, ISO 14001");
}

static void
test_blocks (void)
{
  g_auto (Read) read = read_sheet ("품질경영시스템 현황,,\n인증서번호,업체명,만료일\n"
                                   "ISO 9001:2015,,\nK-1,가나,2027-01-01\nK-2,다라,2027-02-01\n"
                                   ",,\nISO 14001:2015,,\n인증서번호,업체명,만료일\n"
                                   "K-3,마바,2027-03-01\n합계 3건,,\n");

  g_assert_cmpint (read.import->layout, ==, 'G');
  g_assert_cmpuint (read.import->records->len, ==, 3);
  assert_standards (&read, 1, "ISO 9001:2015");
  assert_standards (&read, 2, "ISO 14001:2015");
  assert_adds_up (&read);
}

/* What sums up others is no record, wherever it says so; a company called so is one. */
static void
test_wild_totals (void)
{
  g_auto (Read) read = read_sheet (
      "월,인증번호,업체명,인증규격,만료일,금액\n3월,Q-1,가,ISO 9001:2015,2029-03-14,100\n3월 "
      "소계,,,,,100\n"
      ",소계,1개사,,,\n4월,Q/7,Total 2000,ISO 9001:2015,2029-03-14,200\n2026년 4월 합계,,1,,,\n"
      "메모,,,,,뒤에 추가\nTotal certificates: 2,,,,,\n");

  g_assert_cmpuint (read.import->records->len, ==, 2);
  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "Total 2000");
  assert_adds_up (&read);
}

/* Which of the rows of a certificate is about the entity itself is said in many words. */
static void
test_main_site (void)
{
  static const char *const words[] = { "HQ",        "본점",        "本社",
                                       "Hauptsitz", "Head Office", "본사 (서울)" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "Certificate No,Company,Site Type,Address,Site Scope,Standard\n"
          "J-1,X,Branch,York,Making,ISO 9001:2015\nJ-1,X,%s,London,Admin,ISO 9001:2015\n",
          words[i]);
      g_auto (Read) read = read_sheet (text);

      g_test_message ("%s", words[i]);
      g_assert_cmpuint (read.import->records->len, ==, 1);
      g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ENTITY_STREET), ==, "London");
      g_assert_cmpuint (count_sites (&read, 0), ==, 2);
    }
}

/* Where no column has the entity's address, that of its main site is; other sites are not it. */
static void
test_main_site_alone (void)
{
  g_auto (Read) read =
      read_sheet ("Certificate No,Company,Site Type,Site Address,Site City,Site Country,Standard\n"
                  "J-1,X,Branch,2 Rue Haute,Paris,FR,ISO 9001:2015\n"
                  "J-1,X,HO,1 Mill Lane,Leeds,GB,ISO 9001:2015\n"
                  "J-1,X,HO,1 Mill Lane,Leeds,GB,ISO 14001:2015\n"
                  "J-2,Y,Branch,3 Road,York,GB,ISO 9001:2015\n");
  g_auto (Read) own =
      read_sheet ("Certificate No,Company,Address,Site Type,Site Address,Site Country\n"
                  "J-1,X,9 Own Street,HO,1 Mill Lane,GB\n");

  g_assert_cmpuint (count_sites (&read, 0), ==, 2);
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ENTITY_STREET), ==, "1 Mill Lane");
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ENTITY_CITY), ==, "Leeds");
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ENTITY_COUNTRY), ==, "United Kingdom");
  g_assert_false (has_rule (&read, 0, "rows-differ"));
  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_ENTITY_STREET), ==, "");
  g_assert_cmpstr (get_text (&own, 0, ATTEST_CERTIFICATE_ENTITY_STREET), ==, "9 Own Street");
  g_assert_cmpstr (get_text (&own, 0, ATTEST_CERTIFICATE_ENTITY_COUNTRY), ==, "United Kingdom");
}

/* A row that shows how to fill in the others is none of them. */
static void
test_examples (void)
{
  g_auto (Read) read = read_sheet ("인증번호,업체명,인증규격\n예) Q-0001,예) 한빛,ISO 9001:2015\n"
                                   "(Example) Q-2,X Ltd,ISO 9001:2015\nex-3,Y Ltd,ISO 9001:2015\n");

  g_assert_cmpuint (read.import->records->len, ==, 1);
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_NUMBER), ==, "ex-3");
  assert_adds_up (&read);
}

/* Titles say how many are in a block, or name two standards; and a table with a column of its own
 * is another one. */
static void
test_wild_blocks (void)
{
  g_auto (Read) read = read_sheet ("ISO 9001:2015 현황,,,(1건)\n인증번호,업체명,발행일,만료일\n"
                                   "K-1,가,2024-03-15,2027-03-14\nISO 14001:2015 현황,,,1건\n"
                                   "인증번호,업체명,발행일,만료일\nK-2,나,2024-03-15,2027-03-14\n"
                                   "ISO 9001:2015 / ISO 45001:2018 통합,,,\n"
                                   "K-3,다,2024-03-15,2027-03-14\n");
  g_auto (Read) other =
      read_sheet ("인증번호,업체명,인증규격,만료일\nK-1,가,ISO 9001:2015,2029-03-14\n,,,\n"
                  "취소 인증서,,,\n인증번호,업체명,취소일,\nK-9,나,2025-03-14,\n");

  g_assert_cmpuint (read.import->records->len, ==, 3);
  assert_standards (&read, 0, "ISO 9001:2015");
  assert_standards (&read, 1, "ISO 14001:2015");
  assert_standards (&read, 2, "ISO 9001:2015, ISO 45001:2018");
  assert_adds_up (&read);
  g_assert_cmpuint (other.import->records->len, ==, 1);
  assert_adds_up (&other);
}

/* The title of the first block stands above the head; titles say more than the standard; and one
 * certificate is in two blocks. */
static void
test_titles (void)
{
  g_auto (Read) read = read_sheet (
      "2026년 인증 현황,,\nISO 9001:2015 품질경영시스템,,\n,,\n인증서번호,업체명,만료일\n"
      "K-1,가나,2027-01-01\nK-2,다라,2027-02-01\n소계,2건,\n,,\n환경 (KS I ISO 14001:2015),,\n"
      "인증서번호,업체명,만료일\nK-2,다라,2027-02-01\n총계,3건,\n");

  g_assert_cmpint (read.import->layout, ==, 'G');
  g_assert_cmpuint (read.import->records->len, ==, 2);
  assert_standards (&read, 0, "ISO 9001:2015");
  assert_standards (&read, 1, "ISO 9001:2015, ISO 14001:2015");
  assert_adds_up (&read);
}

/* A head of two languages and two rows, its groups without merges, as a spreadsheet saves CSV. */
static void
test_two_languages (void)
{
  g_auto (Read) read = read_sheet ("인증서번호,업체명,유효기간,,사업장,,비고\n"
                                   "Certificate No,Company,Issue Date,Expiry Date,Address,Scope,\n"
                                   "K-1,가나,2024-01-02,2027-01-01,서울,가공,x\n"
                                   "K-1,,,,부산,조립,y\n");

  g_assert_cmpuint (read.import->table->n_header, ==, 2);
  g_assert_cmpuint (read.import->records->len, ==, 1);
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2027-01-01");
  g_assert_cmpuint (count_sites (&read, 0), ==, 2);
  g_assert_cmpstr (get_site (&read, 0, 1, ATTEST_SITE_STREET), ==, "부산");
  assert_adds_up (&read);
}

/* Merged cells of a page, a head of two rows with a group. */
static void
test_merged (void)
{
  g_auto (Read) read = read_sheet (
      "<table><tr><th rowspan=2>인증서번호<th rowspan=2>업체명<th rowspan=2>인증규격"
      "<th colspan=2>사업장</tr><tr><th>주소<th>범위</tr>"
      "<tr><td rowspan=2>K-1<td rowspan=2>가나<td rowspan=2>ISO 9001:2015<td>길 1<td>본사</tr>"
      "<tr><td>길 2<td>공장</tr>"
      "<tr><td>K-2<td>다라<td>ISO 14001:2015<td><td></tr></table>");

  g_assert_cmpint (read.import->layout, ==, 'I');
  g_assert_cmpuint (read.import->records->len, ==, 2);
  g_assert_cmpuint (count_sites (&read, 0), ==, 2);
  g_assert_cmpstr (get_site (&read, 0, 1, ATTEST_SITE_STREET), ==, "길 2");
  g_assert_cmpuint (count_sites (&read, 1), ==, 0);
  assert_adds_up (&read);
}

static void
test_form (void)
{
  g_auto (Read) read = read_sheet ("양식명,설명,과정명,태그,시작일,종료일\n"
                                   "심사원 과정,소개,ISO 9001 심사원,\"심사, 품질\",2026-03-02,"
                                   "2026-03-06\n");
  AttestRecord *record = get (&read, 0)->record;

  g_assert_true (attest_record_get_schema (record) == &attest_form_schema);
  g_assert_cmpstr (
      attest_record_get_text (record, ATTEST_FORM_PROGRAM_NAME), ==, "ISO 9001 심사원");
  g_assert_cmpuint (
      attest_record_list_get_length (attest_record_get_list (record, ATTEST_FORM_TAGS)), ==, 2);
}

/* A course that is held again is another form, though it is called the same; rows that say more of
 * one are not. */
static void
test_forms_apart (void)
{
  g_auto (Read) read = read_sheet ("Form Name,Type,Prefix,Program Name,Start Date,Tags\n"
                                   "Auditor,completion,AU,Auditor,2026-03-02,audit\n"
                                   "Auditor,completion,AU,Auditor,2026-09-07,audit\n"
                                   "Auditor,completion,AU,,2026-03-02,quality\n"
                                   "Auditor,completion,AU,,,food\n");

  g_assert_true (get (&read, 0)->record != NULL
                 && attest_record_get_schema (get (&read, 0)->record) == &attest_form_schema);
  g_assert_cmpuint (read.import->records->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_true (has_rule (&read, i, "rows-apart"));
  g_assert_cmpstr (get_text (&read, 1, ATTEST_FORM_COURSE_BEGIN), ==, "2026-09-07");
  g_assert_cmpuint (attest_record_list_get_length (
                        attest_record_get_list (get (&read, 0)->record, ATTEST_FORM_TAGS)),
                    ==,
                    3);
  assert_adds_up (&read);
}

/* Two bodies can give the same number; how one of them is written tells nothing. */
static void
test_numbers_of_bodies (void)
{
  static const struct
  {
    const char *rows;
    guint n;
  } cases[] = {
    { "1001,Elm,Example Cert,EC,ISO 9001:2015\n1001,Elm,Sample Body,SB,ISO 14001:2015", 2 },
    { "1001,Elm,,ECA,ISO 9001:2015\n1001,Elm,,ECB,ISO 14001:2015", 2 },
    { "1001,Elm,Example Cert,EC,ISO 9001:2015\n1001,Elm,Other Words,EC,ISO 14001:2015", 1 },
    { "1001,Elm,Example Cert,,ISO 9001:2015\n1001,Elm,Example Cert Ltd.,,ISO 14001:2015", 1 },
    { "1001,Elm,Example Cert,EC,ISO 9001:2015\n1001,Elm,,,ISO 14001:2015", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sheet = g_strconcat (
          "Certificate No,Company,Certification Body Name,Certification Body Acronym,Standard\n",
          cases[i].rows,
          NULL);
      g_auto (Read) read = read_sheet (sheet);

      g_assert_cmpuint (read.import->records->len, ==, cases[i].n);
      g_assert_cmpint (has_rule (&read, 0, "rows-apart"), ==, cases[i].n > 1);
    }
}

/* Rows without a number that are something else: a number still to come, or how many there are of
 * each; and those that are not. */
static void
test_goes_on (void)
{
  static const struct
  {
    const char *sheet;
    guint n;
  } cases[] = {
    { "No,Certificate No,Standard\n1,C-1,ISO 9001:2015\n2,,ISO 14001:2015\n3,C-3,ISO 9001:2015",
      3 },
    { "Certificate No,Whose,Standard\nC-1,Elm,ISO 9001:2015\n,Oak,ISO 14001:2015\n"
      "C-3,Ash,ISO 9001:2015",
      3 },
    { "Certificate No,Company,Standard,How many\nC-1,Elm,ISO 9001:2015,\n,,ISO 14001:2015,7", 2 },
    /* The name once more, and a number of the site within the record. */
    { "Certificate No,Whose,Standard\nC-1,Elm,ISO 9001:2015\n,Elm,ISO 14001:2015\n"
      "C-3,Ash,ISO 9001:2015",
      2 },
    { "No,Certificate No,Site Street\n1,C-1,1 Road\n2,,2 Road\n1,C-3,3 Road\n2,,4 Road", 2 },
    /* The rows are numbered, and what each record has is said once. */
    { "No,Certificate No,Company,Site Street\n1,C-1,Elm,1 Road\n2,,,2 Road\n3,C-3,Oak,3 Road\n"
      "4,,,4 Road",
      2 },
    /* What is known for no field, or is of the site. */
    { "Certificate No,Phone,Standard\nC-1,11,ISO 9001:2015\n,22,ISO 14001:2015\n"
      "C-3,30,ISO 9001:2015\nC-4,20,ISO 9001:2015",
      3 },
    { "Certificate No,Site Boss,Site Street,Keys\nC-1,Elm,1 Road,a\n,Oak,2 Road,b\nC-3,Ash,3 "
      "Road,c",
      2 },
    /* Most rows have no number: a name of each. */
    { "Certificate No,Plant,Site Street\nC-1,Elm,1 Road\n,Oak,2 Road\n,Fir,3 Road\nC-3,Ash,3 Road",
      2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Read) read = read_sheet (cases[i].sheet);

      g_test_message ("%s", cases[i].sheet);
      g_assert_cmpuint (read.import->records->len, ==, cases[i].n);
      assert_adds_up (&read);
    }
}

/* Differences and slips: nothing is chosen in silence. */

static void
test_rows_differ (void)
{
  g_auto (Read) read = read_sheet ("Certificate No,Company,Issue Date,Standard\n"
                                   "C-1,Elm Foods Ltd,2024-02-08,ISO 9001:2015\n"
                                   "C-1,ELM  Foods Ltd ,2024-02-09,ISO 14001:2015\n");

  g_assert_cmpuint (read.import->records->len, ==, 1);
  g_assert_true (has_rule (&read, 0, "rows-differ"));
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2024-02-08");
}

/* A row for each time that the certificate was issued: the newest is used, wherever it stands, with
 * its edition of the standard, and the others are told. A row for each standard is none of that. */
static void
test_issued_again (void)
{
  static const struct
  {
    const char *rows;
    const char *issued;
    const char *scope;
    const char *standards;
    gboolean is_renewed;
  } cases[] = {
    { "K-1,최초,ISO 9001:2008,철,2015-03-02,2018-03-01\n"
      "K-1,갱신,ISO 9001:2015,철 및 동,2018-03-02,2021-03-01\n"
      "K-1,갱신,ISO 9001:2015,철과 동,2021-03-02,2024-03-01\n",
      "2021-03-02",
      "철과 동",
      "ISO 9001:2015",
      TRUE },
    { "K-1,갱신,ISO 9001:2015,동,2021-03-02,2024-03-01\n"
      "K-1,최초,ISO 9001:2015,철,2018-03-02,2021-03-01\n",
      "2021-03-02",
      "동",
      "ISO 9001:2015",
      TRUE },
    { "K-1,최초,ISO 9001:2015,철,2018-03-02 ~ 2021-03-01,\n"
      "K-1,갱신,ISO 9001:2015,,2021-03-02 ~ 2024-03-01,\n",
      "2021-03-02",
      "철",
      "ISO 9001:2015",
      TRUE },
    { "K-1,최초,ISO 9001:2015,철,2018-03-02,2021-03-01\n"
      "K-1,최초,ISO 14001:2015,철,2021-03-02,2024-03-01\n",
      "2018-03-02",
      "철",
      "ISO 9001:2015, ISO 14001:2015",
      FALSE },
    { "K-1,최초,ISO 9001:2015,철,2021-03-02,2024-03-01\n"
      "K-1,최초,ISO 9001:2015,철,2021-03-03,2024-03-02\n",
      "2021-03-02",
      "철",
      "ISO 9001:2015",
      FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const gboolean is_range = strchr (cases[i].rows, '~') != NULL;
      g_autofree char *sheet = g_strdup_printf ("인증번호,업체명,구분,인증규격,인증범위,%s\n%s",
                                                is_range ? "유효기간,비고" : "인증일,만료일",
                                                cases[i].rows);
      g_autofree char *named = NULL;
      g_autoptr (GRegex) number = g_regex_new ("K-1,", 0, 0, NULL);

      named = g_regex_replace_literal (number, sheet, -1, 0, "K-1,한빛,", 0, NULL);
      g_test_message ("%s", named);
      {
        g_auto (Read) read = read_sheet (named);

        g_assert_cmpuint (read.import->records->len, ==, 1);
        g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ISSUE_DATE), ==, cases[i].issued);
        g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_SCOPE), ==, cases[i].scope);
        assert_standards (&read, 0, cases[i].standards);
        g_assert_cmpint (has_rule (&read, 0, "rows-renewed"), ==, cases[i].is_renewed);
        g_assert_cmpint (has_rule (&read, 0, "rows-differ"), ==, !cases[i].is_renewed);
        assert_adds_up (&read);
      }
    }
}

static void
test_two_entities (void)
{
  g_auto (Read) read = read_sheet ("Certificate No,Company,Client ID,Standard\n"
                                   "C-1,Elm,K-1,ISO 9001:2015\nC-1,Oak,K-2,ISO 9001:2015\n"
                                   "C-1,Oak,K-2,ISO 14001:2015\n");

  g_assert_cmpuint (read.import->records->len, ==, 2);
  g_assert_true (has_rule (&read, 0, "rows-of-two"));
  assert_standards (&read, 1, "ISO 9001:2015, ISO 14001:2015");
}

/* Without an id, names that no one takes for one are of two entities; those with another legal
 * form, a slip or in another script are not. */
static void
test_two_names (void)
{
  g_auto (Read) read = read_sheet (
      "Certificate No,Company,Standard\nC-1,Elm Foods Ltd,ISO 9001:2015\n"
      "C-1,Oak Tools Inc,ISO 9001:2015\nC-1,OAK TOOLS,ISO 14001:2015\n"
      "C-1,Elm Food Limited,ISO 14001:2015\nC-2,주식회사 한빛,ISO 9001:2015\n"
      "C-2,㈜한빛,ISO 14001:2015\nC-2,Hanbit Co. Ltd.,ISO 45001:2018\nC-3,A,ISO 9001:2015\n"
      "C-3,,ISO 14001:2015\nC-3,B,ISO 9001:2015\n");

  g_assert_cmpuint (read.import->records->len, ==, 5);
  g_assert_true (has_rule (&read, 0, "rows-of-two"));
  g_assert_true (has_rule (&read, 1, "rows-of-two"));
  assert_standards (&read, 0, "ISO 9001:2015, ISO 14001:2015");
  assert_standards (&read, 1, "ISO 9001:2015, ISO 14001:2015");
  g_assert_false (has_rule (&read, 2, "rows-of-two"));
  assert_standards (&read, 2, "ISO 9001:2015, ISO 14001:2015, ISO 45001:2018");
  g_assert_cmpstr (get_text (&read, 4, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "B");
  assert_adds_up (&read);
}

/* One letter makes another name in Hangul and in short names, and one digit another plant. */
static void
test_near_names (void)
{
  static const struct
  {
    const char *name;
    const char *other;
    guint n_records;
  } cases[] = {
    { "다온", "라온", 2 },
    { "한빛전자", "㈜한빛전기", 2 },
    { "山田工業", "山本工業", 2 },
    { "Elm Ltd", "Ely Ltd", 2 },
    { "Oak Plant 1", "Oak Plant 2", 2 },
    { "Oak Plant 1", "Oak Plant 12", 2 },
    { "한빛 제1공장", "한빛 제2공장", 2 },
    { "Oakwood Tools", "Oakwod Tools Ltd", 1 },
    { "㈜한빛전자", "한빛전자 주식회사", 1 },
    { "한빛전자", "한빛전자 제2공장", 1 },
    { "Oak 2", "Oak 2 Plant 3", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sheet = g_strdup_printf (
          "Certificate No,Company,Standard\nC-1,%s,ISO 9001:2015\nC-1,%s,ISO 14001:2015\n",
          cases[i].name,
          cases[i].other);
      g_auto (Read) read = read_sheet (sheet);

      g_test_message ("%s", cases[i].other);
      g_assert_cmpuint (read.import->records->len, ==, cases[i].n_records);
      g_assert_true (has_rule (&read, 0, "rows-of-two") == (cases[i].n_records == 2));
    }
}

/* A column that says the same everywhere is no number, whatever its title: the first rows tell, and
 * no name is compared with each of the others. */
static void
test_one_number_for_all (void)
{
  const guint n_rows = 20000;
  g_autoptr (GString) sheet = g_string_new ("Certificate No,Company,Standard\n");
  g_autofree char *again = g_compute_checksum_for_string (G_CHECKSUM_MD5, "15000", -1);

  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_MD5, number, -1);

      g_string_append_printf (sheet, "C-1,%s,ISO 9001:2015\n", name);
    }
  g_string_append_printf (sheet, "C-1,%s,ISO 14001:2015\n", again);
  {
    g_auto (Read) read = read_sheet (sheet->str);

    g_assert_cmpuint (read.import->records->len, ==, n_rows);
    g_assert_true (has_rule (&read, 0, "rows-of-two"));
    g_assert_true (has_rule (&read, n_rows - 1, "rows-of-two"));
    assert_standards (&read, 15000, "ISO 9001:2015, ISO 14001:2015");
    g_assert_cmpuint (get (&read, 0)->problems->len, <, 100);
    assert_adds_up (&read);
  }
}

/* Where there are ids, they tell, however many there are and however a name is written. */
static void
test_one_number_for_many_ids (void)
{
  g_autoptr (GString) sheet = g_string_new ("Certificate No,Client ID,Company,Standard\n");
  const guint n_ids = 20;

  for (guint i = 0; i < n_ids; i++)
    g_string_append_printf (sheet, "C-1,A-%u,Company %c,ISO 9001:2015\n", i, 'A' + (int) i);
  for (guint i = 0; i < n_ids; i++)
    g_string_append_printf (sheet, "C-1,a-%u,Company %c Ltd,ISO 14001:2015\n", i, 'A' + (int) i);
  {
    g_auto (Read) read = read_sheet (sheet->str);

    g_assert_cmpuint (read.import->records->len, ==, n_ids);
    for (guint i = 0; i < n_ids; i++)
      assert_standards (&read, i, "ISO 9001:2015, ISO 14001:2015");
    assert_adds_up (&read);
  }
}

static guint
count_skipped (const Read *read, AttestSheetRowKind kind)
{
  guint n = 0;

  for (guint i = 0; i < read->import->skipped->len; i++)
    {
      const AttestSheetSkip *skip = &g_array_index (read->import->skipped, AttestSheetSkip, i);

      n += skip->kind == kind ? skip->last - skip->first + 1 : 0;
    }
  return n;
}

/* Where people sign, and what says how to fill in a column, is nobody's certificate. */
static void
test_notes (void)
{
  g_auto (Read) read =
      read_sheet ("인증번호,업체명,인증규격,만료일,담당\n(필수),(필수),(선택),YYYY-MM-DD,*\n"
                  "K-1,가온,ISO 9001:2015,2027-01-01,김\n,나온,ISO 9001:2015,2027-01-01,확인\n"
                  ",,작성자: 홍길동,승인자: 김철수,\n,,작성,홍길동 (인),2026-01-31\n"
                  ",,,Approved by,Kim\n,,,,작성자: 홍길동\n");

  g_assert_cmpuint (read.import->records->len, ==, 2);
  g_assert_true (has_rule (&read, 1, "required"));
  g_assert_cmpuint (count_skipped (&read, ATTEST_SHEET_ROW_NOTE), ==, 5);
  assert_adds_up (&read);
  /* What each column is, in brackets below its title; the line that programs draw there. */
  {
    g_auto (Read) brackets =
        read_sheet ("인증번호,업체명,인증규격,만료일\n(번호),(명칭),,(년월일)\n"
                    "K-1,(주)가온,ISO 9001:2015,2027-01-01\n(미정),,,\n");
    g_auto (Read) line =
        read_sheet ("Certificate No|Company|Standard\n--------------|-------|--------\n"
                    "K-1|Elm|ISO 9001:2015\n==============|=======|========\n");

    g_assert_cmpuint (brackets.import->records->len, ==, 1);
    g_assert_cmpuint (count_skipped (&brackets, ATTEST_SHEET_ROW_NOTE), ==, 1);
    assert_adds_up (&brackets);
    g_autoptr (GString) end = g_string_new ("인증번호,업체명,인증규격\nK-1,가온,ISO 9001:2015\n");

    g_string_append (end, "- 이하 여백 -,이하 여백,\n以下余白,,以下余白\n,끝.,끝.\n");
    {
      g_auto (Read) ended = read_sheet (end->str);

      g_assert_cmpuint (ended.import->records->len, ==, 1);
      assert_adds_up (&ended);
    }
    g_assert_cmpuint (line.import->records->len, ==, 1);
    assert_adds_up (&line);
  }
}

/* The title of each page of a register that was printed, and its number. */
static void
test_pages (void)
{
  g_auto (Read) read = read_sheet (
      ",,인증서 발급 대장,,1/3\n,,2026-01-31 기준,,\n인증번호,업체명,인증규격,만료일,비고\n"
      "K-1,가온,ISO 9001:2015,2027-01-01,\n,,인증서 발급 대장,,2/3\n"
      "K-2,나온,ISO 9001:2015,2027-01-01,\n,,인증서 발급 대장,,\n"
      "K-3,다온,ISO 9001:2015,2027-01-01,\n,,Page 2 of 3,,\nK-4,라온,ISO 9001:2015,2027-01-01,\n");

  g_assert_cmpuint (read.import->records->len, ==, 4);
  g_assert_cmpuint (count_skipped (&read, ATTEST_SHEET_ROW_TITLE), ==, 5);
  assert_adds_up (&read);
}

static void
test_odd_rows (void)
{
  g_auto (Read) read = read_sheet ("Register of June\n\nCertificate No,Company,Standard\n"
                                   "C-1,Elm,ISO 9001:2015\nCertificate No,Company,Standard\n"
                                   ",Oak,ISO 9001:2015\n-,-,-\nTotal 2,,\n\n");

  /* A row of nothing-words is no record; one without a number is one that misses it. */
  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "Oak");
  g_assert_true (has_rule (&read, 1, "required"));
  g_assert_cmpuint (read.import->records->len, ==, 2);
  assert_adds_up (&read);
}

/* A table below whose columns stand in another order is not read as if it were the first. */
static void
test_other_table (void)
{
  g_auto (Read) read = read_sheet ("인증번호,업체명,인증규격,상태\nK-1,가온,ISO 9001:2015,유효\n\n"
                                   "업체명,인증번호,상태,인증규격\n나온,K-2,정지,ISO 9001:2015\n"
                                   "인증번호,업체명,인증규격,상태\nK-3,다온,ISO 9001:2015,유효\n");

  g_assert_cmpuint (read.import->records->len, ==, 2);
  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_NUMBER), ==, "K-3");
  g_assert_cmpint (
      g_array_index (read.import->skipped, AttestSheetSkip, 2).kind, ==, ATTEST_SHEET_ROW_OTHER);
  assert_adds_up (&read);
}

/* Sites stand in rows of their own below, and each row says what it is. */
static void
test_sites_below (void)
{
  g_auto (Read) read = read_sheet ("인증번호,업체명,인증규격,구분,사업장 주소\n"
                                   "K-1,가온,ISO 9001:2015,본사,공단로 1\n,,,사업장,해안로 2\n"
                                   "K-2,나온,ISO 9001:2015,본사,산단로 3\n");

  g_assert_cmpuint (read.import->records->len, ==, 2);
  g_assert_cmpuint (count_sites (&read, 0), ==, 2);
  g_assert_cmpstr (get_site (&read, 0, 1, ATTEST_SITE_STREET), ==, "해안로 2");
  assert_adds_up (&read);
}

/* What the file hides is read, and goes nowhere by itself. */
static void
test_hidden (void)
{
  static const char text[] =
      "Certificate No,Company,City,attest_id\nC-1,Elm,York,\nC-2,Oak,Leeds,\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (AttestDecisions) decisions = attest_decisions_new ();
  g_auto (Read) read = { attest_workbook_read (bytes, NULL, NULL, NULL), NULL };
  AttestGrid *grid = g_ptr_array_index (read.workbook->grids, 0);

  attest_grid_hide_row (grid, 1);
  attest_grid_hide_column (grid, 2);
  attest_grid_hide_column (grid, 3);
  read.import = attest_sheet_import_read (read.workbook, decisions, NULL, NULL);
  g_assert_cmpuint (read.import->records->len, ==, 1);
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_NUMBER), ==, "C-2");
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ENTITY_CITY), ==, "");
  g_assert_nonnull (attest_sheet_table_find (read.import->table, ATTEST_SHEET_OWN));
  g_assert_cmpint (
      g_array_index (read.import->skipped, AttestSheetSkip, 1).kind, ==, ATTEST_SHEET_ROW_HIDDEN);
  assert_adds_up (&read);

  /* A person says otherwise. */
  g_clear_pointer (&read.import, attest_sheet_import_free);
  attest_decisions_set (decisions, ATTEST_DECIDE_COLUMN, "City", "certified_entity_street_city");
  read.import = attest_sheet_import_read (read.workbook, decisions, NULL, NULL);
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ENTITY_CITY), ==, "Leeds");
}

/* “The same as above”, as offices write it; and a number without ISO before it. */
static void
test_ditto (void)
{
  g_auto (Read) read =
      read_sheet ("인증번호,업체명,인증규격,국가\nK-1,가온,9001,대한민국\n"
                  "〃,〃,ISO 14001:2015,〃\nK-2,상동,ISO9001:2015（JIS Q 9001:2015）,\"\"\"\"\n");

  g_assert_cmpuint (read.import->records->len, ==, 2);
  assert_standards (&read, 0, "ISO 9001, ISO 14001:2015");
  g_assert_cmpstr (find_undecided (&read, "ISO 9001")->offer, ==, "ISO 9001:2015");
  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "가온");
  g_assert_cmpstr (
      get_text (&read, 1, ATTEST_CERTIFICATE_ENTITY_COUNTRY), ==, "Korea, Republic of");
  assert_standards (&read, 1, "ISO 9001:2015");
}

/* What says “the same as above” says it of a record, and is asked where there is none. */
static void
test_dittos (void)
{
  static const char sheet[] =
      "인증번호,업체명,주소,인증규격,인증범위,만료일\n"
      "K-0,〃,중구 9,ISO 9001:2015,조립,2028-05-01\n"
      "K-1,가온,중구 1,ISO 9001:2015,제조,2028-05-01\n"
      "K-2,상 동,(상동),ISO 9001:2015,위와 "
      "같음,同上\n인증번호,업체명,주소,인증규격,인증범위,만료일\n"
      "K-3,Ditto,〃 ,ISO 9001:2015,same as above,\"\"\"\"\n소계,3건,,,2건,\n경기지역,,,,,\n"
      "K-4,'',〃,ISO 9001:2015,동일,〃\nK-5,동일,중구 5,ISO 9001:2015,,〃\n"
      "K-6,다온,〃,ISO 9001:2015,상동,〃\n";
  g_auto (Read) read = read_sheet (sheet);

  g_assert_cmpuint (read.import->records->len, ==, 7);
  for (guint i = 1; i <= 4; i++)
    {
      g_assert_cmpstr (get_text (&read, i, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "가온");
      g_assert_cmpstr (get_text (&read, i, ATTEST_CERTIFICATE_ENTITY_STREET), ==, "중구 1");
      g_assert_cmpstr (get_text (&read, i, ATTEST_CERTIFICATE_SCOPE), ==, "제조");
      g_assert_cmpstr (get_text (&read, i, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2028-05-01");
    }
  g_assert_cmpstr (get_text (&read, 6, ATTEST_CERTIFICATE_ENTITY_STREET), ==, "중구 5");
  g_assert_nonnull (find_undecided (&read, "〃"));
  g_assert_nonnull (find_undecided (&read, "동일"));
  g_assert_nonnull (find_undecided (&read, "상동"));
  g_assert_cmpuint (read.import->undecided->len, ==, 3);
}

/* However an office writes that there is nothing; what can be a name is asked. */
static void
test_nothing (void)
{
  g_auto (Read) read = read_sheet (
      "Certificate No,Company,Scope,Trading Name,City,Postcode,Website,Issue Date,Accredited\n"
      "C-1,Elm,Nil,N.A.,해당 없음,(없음),none,NA,無\n"
      "C-2,Nil,なし,k. A.,該当なし,－,NIL,해당 없음,N/A\n"
      "C-3,Oak,Not applicable,Nile,None,--,yok,NA,Yes\n");

  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpstr (get_text (&read, i, ATTEST_CERTIFICATE_SCOPE), ==, "");
      g_assert_cmpstr (get_text (&read, i, ATTEST_CERTIFICATE_ENTITY_CITY), ==, "");
      g_assert_cmpstr (get_text (&read, i, ATTEST_CERTIFICATE_ENTITY_POST_CODE), ==, "");
      g_assert_cmpstr (get_text (&read, i, ATTEST_CERTIFICATE_ENTITY_WEBSITE), ==, "");
      g_assert_cmpstr (get_text (&read, i, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "");
    }
  g_assert_cmpstr (
      get_text (&read, 0, ATTEST_CERTIFICATE_ACCREDITATION_STATUS), ==, "Unaccredited");
  g_assert_cmpstr (get_text (&read, 2, ATTEST_CERTIFICATE_ENTITY_TRADING_NAME), ==, "Nile");
  g_assert_nonnull (find_undecided (&read, "Nil"));
  g_assert_nonnull (find_undecided (&read, "None"));
  g_assert_cmpuint (read.import->undecided->len, ==, 2);
}

/* Lists and paragraphs in a cell of a page are lines of their own. */
static void
test_lines (void)
{
  g_auto (Read) read =
      read_sheet ("<table><tr><th>Certificate<th>Name of Organization<th>Standard</tr>"
                  "<tr><td>K-1<td>Gaon<td><ul><li>ISO 9001:2015</li><li>ISO "
                  "14001:2015</ul></tr>"
                  "<tr><td>K-2<td>Naon<td>ISO 9001:2015<div>ISO 45001:2018</div></tr>"
                  "</table>");

  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "Naon");
  assert_standards (&read, 0, "ISO 9001:2015, ISO 14001:2015");
  assert_standards (&read, 1, "ISO 9001:2015, ISO 45001:2018");
}

/* What a cell with several lines is: addresses of their own, or one in several lines. */
static void
test_sites_in_a_cell (void)
{
  static const struct
  {
    const char *cells; /* street, country, scope */
    guint n;
    const char *last; /* its street */
    const char *rule; /* (nullable) */
  } cases[] = {
    { "\"서울특별시 강남구 테헤란로 1\n경기도 화성시 산업로 10\n경상남도 창원시 성산구 "
      "2\",대한민국,",
      3,
      "경상남도 창원시 성산구 2",
      NULL },
    { "\"1) 강남구 테헤란로 1\n2) 화성시 산업로 10\",대한민국,", 2, "화성시 산업로 10", NULL },
    { "①강남구 테헤란로 1 ②화성시 산업로 10,대한민국,", 2, "화성시 산업로 10", NULL },
    { "\"- 1 Elm Street\n- 2 Oak Street\",USA,", 2, "2 Oak Street", NULL },
    { "\"1 Elm Street, Austin, USA\n2 Rue Haute, Paris, France\",,",
      2,
      "2 Rue Haute, Paris, France",
      NULL },
    { "\"東京都港区芝 1\n大阪府大阪市北区 2\",日本,", 2, "大阪府大阪市北区 2", NULL },
    { "서울 강남구 1;부산 해운대구 2,대한민국,", 2, "부산 해운대구 2", NULL },
    /* A country for each says that there are two. */
    { "\"화성시 산업로 10\n5 Le Loi Street\",\"대한민국\n베트남\",", 2, "5 Le Loi Street", NULL },
    /* What is done there has lines of its own. */
    { "\"경기도 화성시 산업로 10\n3층 301호\",대한민국,\"설계\n제조\"",
      1,
      "경기도 화성시 산업로 10 3층 301호",
      NULL },
    { "\"Elm House\n1 Elm Street\nAustin\",USA,", 1, "Elm House 1 Elm Street Austin", NULL },
    { "\"12 Elm Street West\n14 Oak Street East\",USA,",
      1,
      "12 Elm Street West 14 Oak Street East",
      "sheet-several" },
    { "\"강남구 테헤란로 100\n화성시 산업로 1000\n\",\"대한민국\n베트남\n중국\",",
      1,
      "강남구 테헤란로 100 화성시 산업로 1000",
      "sheet-several" },
    /* A second province begins a second address, whatever stands between. */
    { "경기도 안산시 해봉로 255 / 충청남도 천안시 공단로 10,대한민국,",
      2,
      "충청남도 천안시 공단로 10",
      NULL },
    { "\"서울 강남구 1, 부산 해운대구 2\",대한민국,", 2, "부산 해운대구 2", NULL },
    { "1. 경기도 안산시 1 2. 충남 천안시 2,대한민국,", 2, "충남 천안시 2", NULL },
    { "ⓐ 경기도 안산시 1 ⓑ 충남 천안시 2,대한민국,", 2, "충남 천안시 2", NULL },
    { "\"1공장: 경기도 안산시 1, 2공장: 충남 천안시 2\",대한민국,",
      2,
      "2공장: 충남 천안시 2",
      NULL },
    { "\"경기도 안산시\n해봉로 1\n충남 천안시\n공단로 2\",대한민국,",
      2,
      "충남 천안시 공단로 2",
      NULL },
    { "1) 1 Elm Street 2) 2 Oak Street,USA,", 2, "2 Oak Street", NULL },
    { "\"서울 강남구 테헤란로 1, 경기빌딩 3층\",대한민국,",
      1,
      "서울 강남구 테헤란로 1, 경기빌딩 3층",
      NULL },
    { "① 경기도 안산시 해봉로 1;,대한민국,", 1, "경기도 안산시 해봉로 1", NULL },
    { "1-2 Elm Street,USA,", 1, "1-2 Elm Street", NULL },
    { "경기도 안산시 해봉로 1 외 2개소,대한민국,",
      1,
      "경기도 안산시 해봉로 1 외 2개소",
      "sheet-more" },
    /* The numbers of a list, or what each is called, stand before it. */
    { "\"(1) 화성공장 - 경기 화성시 1, (2) 천안공장 - 충남 천안시 2\",대한민국,",
      2,
      "천안공장 - 충남 천안시 2",
      NULL },
    { "\"화성공장 - 경기 화성시 1, 천안공장 - 충남 천안시 2\",대한민국,",
      2,
      "천안공장 - 충남 천안시 2",
      NULL },
    /* Each line begins with a country, or with a province at home. */
    { "\"베트남 하노이 1\n중국 청도 2\",,", 2, "중국 청도 2", NULL },
    { "\"경기 화성시 1\n베트남 하노이 시\n중국 청도 2\",,", 3, "중국 청도 2", NULL },
    { "\"경기 화성시 1\n하노이 2\",,", 1, "경기 화성시 1 하노이 2", NULL },
    /* That there are some is no address. */
    { "2개소,대한민국,", 0, NULL, "sheet-count" },
    { "3 sites,USA,", 0, NULL, "sheet-count" },
    { "외 2곳,대한민국,", 0, NULL, "sheet-count" },
    { "O,대한민국,", 0, NULL, "sheet-count" },
    { "별첨 참조,대한민국,", 0, NULL, "sheet-count" },
    { "X,대한민국,", 0, NULL, NULL },
    { "12 Elm Street,USA,", 1, "12 Elm Street", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sheet =
          g_strconcat ("인증번호,업체명,사업장 주소,사업장 국가,사업장범위\nK-1,가온,",
                       cases[i].cells,
                       "\n",
                       NULL);
      g_auto (Read) read = read_sheet (sheet);
      static const char *const rules[] = { "sheet-several", "sheet-count", "sheet-more" };

      g_test_message ("%s", sheet);
      g_assert_cmpuint (read.import->records->len, ==, 1);
      g_assert_cmpuint (count_sites (&read, 0), ==, cases[i].n);
      if (cases[i].n > 0)
        g_assert_cmpstr (
            get_site (&read, 0, cases[i].n - 1, ATTEST_SITE_STREET), ==, cases[i].last);
      for (guint r = 0; r < G_N_ELEMENTS (rules); r++)
        g_assert_cmpint (
            has_rule (&read, 0, rules[r]), ==, g_strcmp0 (cases[i].rule, rules[r]) == 0);
    }
}

/* “The same” in the first row of a record is where its entity is, and no other entity's site; below
 * it, it is what stands above. */
static void
test_site_as_entity (void)
{
  static const char *const words[] = { "상동",
                                       "〃",
                                       "본사와 동일",
                                       "(본사)",
                                       "좌동",
                                       "同上",
                                       "ditto",
                                       "Same as above",
                                       "As per head office" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *sheet =
          g_strdup_printf ("인증번호,업체명,주소,도시,사업장 주소,사업장범위\nK-1,가온,테헤란로 "
                           "1,서울,산업로 10,제조\n"
                           "K-2,나온,용소로 2,부산,%s,설계\n,,,,%s,시험\n",
                           words[i],
                           i == 0 ? "상동" : "대명로 3");
      g_auto (Read) read = read_sheet (sheet);

      g_test_message ("%s", words[i]);
      g_assert_cmpuint (read.import->records->len, ==, 2);
      g_assert_cmpuint (count_sites (&read, 1), ==, 2);
      g_assert_cmpstr (get_site (&read, 1, 0, ATTEST_SITE_STREET), ==, "용소로 2");
      g_assert_cmpstr (get_site (&read, 1, 0, ATTEST_SITE_CITY), ==, "부산");
      g_assert_cmpstr (get_site (&read, 1, 0, ATTEST_SITE_SCOPE), ==, "설계");
      if (i > 0)
        g_assert_cmpstr (get_site (&read, 1, 1, ATTEST_SITE_STREET), ==, "대명로 3");
    }
}

/* A number such as 1-2 is a day for a spreadsheet; a day in a column of days is one. */
static void
test_day_for_number (void)
{
  g_auto (Read) read = read_sheet (
      "<table><tr><th>Certificate No<th>Company<th>Expiry Date</tr>"
      "<tr><td sdval=\"36893\" sdnum=\"1033;0;MM/DD/YY\">01/02/01<td>Gaon"
      "<td sdval=\"46450\" sdnum=\"1033;0;MM/DD/YY\">03/04/27</tr>"
      "<tr><td>K-2<td>Naon<td sdval=\"46450\" sdnum=\"1033;0;MM/DD/YY\">03/04/27</tr></table>");

  g_assert_true (has_rule (&read, 0, "sheet-day"));
  g_assert_false (has_rule (&read, 1, "sheet-day"));
}

/* What a page does not show is not there, and what is struck out is told. */
static void
test_unseen (void)
{
  g_auto (Read) read = read_sheet (
      "<table><tr><th>Certificate No<td style=\"display: none\">id</td><th>Company<th>Status</tr>"
      "<tr><td>K-1<span style='DISPLAY:none'>x<span>y</span>z</span><td style=\"display:none\">7"
      "</td><td>Gaon<td>active</tr>"
      "<tr style=\"display:none\"><td>K-2<td style=\"display:none\">8<td>Naon<td>active</tr>"
      "<tr><td><s>K-3</s><td style=\"display:none\">8<td>Daon<td>active</tr>"
      "<tr><td>K-4<td style=\"display:none\">8<td><p style=\"text-decoration: line-through\">Maon"
      "</p>Baon<td>active</tr></table>");

  g_assert_cmpuint (read.import->records->len, ==, 3);
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_NUMBER), ==, "K-1");
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "Gaon");
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (has_rule (&read, i, "sheet-struck"), ==, i > 0);
  assert_adds_up (&read);
}

/* A filter hides rows of a record, or its first one: the others go on with it, or are hidden with
 * it. Where nothing says whose an address is, it is nobody's title. */
static void
test_hidden_between (void)
{
#define ROW(attributes, number, name, street)                                                      \
  "<tr" attributes "><td>" number "<td>" name "<td>" street "</tr>"
  g_auto (Read) read = read_sheet (
      "<table><tr><th>Certificate No<th>Company<th>Site Address</tr>" ROW (
          "", "K-1", "Gaon", "1 Road") ROW (" style=\"display:none\"", "", "", "2 Road")
          ROW ("", "", "", "3 Road") ROW (" style=\"display:none\"", "K-2", "Naon", "4 Road")
              ROW ("", "", "", "5 Road") ROW ("", "K-3", "Daon", "6 Road") ROW ("", "", "", "")
                  ROW ("", "", "", "7 Road") "</table>");

  g_assert_cmpuint (read.import->records->len, ==, 3);
  g_assert_cmpuint (count_sites (&read, 0), ==, 2);
  g_assert_cmpstr (get_site (&read, 0, 1, ATTEST_SITE_STREET), ==, "3 Road");
  g_assert_cmpuint (count_sites (&read, 1), ==, 1);
  g_assert_cmpstr (get_text (&read, 2, ATTEST_CERTIFICATE_NUMBER), ==, "");
  assert_adds_up (&read);
#undef ROW
}

/* Two columns for one field: where they say two things, it is told; another spelling of the name,
 * or of the day, is none. */
static void
test_rivals (void)
{
  g_auto (Read) read = read_sheet ("인증번호,업체명,회사명,상태,만료일,상태,유효만료일자,만료일\n"
                                   "K-1,가온,(주)가온,정지,2027-03-01,유효,,2027.3.1\nK-2,나온,"
                                   "나온,유효,2027-03-01,유효,,2028-03-01\n");

  g_assert_true (has_rule (&read, 0, "columns-differ"));
  g_assert_true (has_rule (&read, 1, "columns-differ"));
  g_assert_cmpuint (get (&read, 0)->n_row_problems, ==, 1);
  g_assert_cmpuint (get (&read, 1)->n_row_problems, ==, 1);
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_STATUS), ==, "suspended");
}

/* A day on which it was withdrawn, and a status that says nothing of it, wherever that is from. */
static void
test_ended (void)
{
  static const Decided all_active[] = {
    { ATTEST_DECIDE_CONSTANT, "certification_status", "active" }
  };
  g_autoptr (AttestDecisions) decisions = decide (all_active, 1);
  g_auto (Read) read = read_sheet ("인증번호,업체명,상태,취소일\nK-1,가온,유효,2025-03-01\n"
                                   "K-2,나온,취소,2025-03-01\nK-3,다온,유효,-\n");
  g_auto (Read) set = read_with (
      "Certificate No,Company,Withdrawn on\nK-1,Gaon,1 March 2025\nK-2,Naon,\n", decisions);

  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (has_rule (&read, i, "sheet-ended"), ==, i == 0);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (has_rule (&set, i, "sheet-ended"), ==, i == 0);
}

/* What is said for all records is for those that have nothing, and not for those of which a person
 * has to decide. */
static void
test_open_constants (void)
{
  static const Decided all[] = {
    { ATTEST_DECIDE_CONSTANT, "certification_status", "active" },
    { ATTEST_DECIDE_CONSTANT, "certified_entity_country", "Japan" },
  };
  g_autoptr (AttestDecisions) decisions = decide (all, G_N_ELEMENTS (all));
  g_auto (Read) read = read_with ("인증번호,업체명,상태,국가\nK-1,가온,자진반납,중국(청도)\n"
                                  "K-2,나온,,\n",
                                  decisions);

  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_STATUS), ==, "");
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ENTITY_COUNTRY), ==, "");
  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_STATUS), ==, "active");
  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_ENTITY_COUNTRY), ==, "Japan");
}

/* Each line of what has to be done for a course is one requirement; in a sheet that Attest wrote a
 * line more is a line more. */
static void
test_requirements_in_a_cell (void)
{
  g_auto (Read) read = read_sheet ("과정명,태그,이수조건\n용접,\"용접, C#, #안전 #C++\",\"출석 "
                                   "80% 이상\n과제; 제출\n\n③ 시험 60점\"\n");
  g_auto (Read) own = read_sheet (
      "attest_id,Form Name,Requirement Description\n3f,Auditor,\"One line\nand another\"\n");
  AttestRecordList *requirements =
      attest_record_get_list (get (&read, 0)->record, ATTEST_FORM_REQUIREMENTS);
  AttestRecordList *tags = attest_record_get_list (get (&read, 0)->record, ATTEST_FORM_TAGS);

  g_assert_cmpuint (attest_record_list_get_length (requirements), ==, 3);
  g_assert_cmpstr (attest_record_get_text (attest_record_list_get (requirements, 1),
                                           ATTEST_REQUIREMENT_DESCRIPTION),
                   ==,
                   "과제; 제출");
  g_assert_cmpuint (attest_record_list_get_length (tags), ==, 4);
  g_assert_cmpstr (
      attest_record_get_text (attest_record_list_get (tags, 1), ATTEST_TAG_TEXT), ==, "C#");
  g_assert_cmpstr (
      attest_record_get_text (attest_record_list_get (tags, 3), ATTEST_TAG_TEXT), ==, "C++");

  requirements = attest_record_get_list (get (&own, 0)->record, ATTEST_FORM_REQUIREMENTS);
  g_assert_cmpuint (attest_record_list_get_length (requirements), ==, 1);
  g_assert_cmpstr (attest_record_get_text (attest_record_list_get (requirements, 0),
                                           ATTEST_REQUIREMENT_DESCRIPTION),
                   ==,
                   "One line\nand another");
}

/* The titles of a course's requirements in Korean, numbered; tags in the ways people part them;
 * what is no tag; a period whose end has no year; a time of day, which is not lost. */
static void
test_courses (void)
{
  g_auto (Read) read =
      read_sheet ("양식명,접두사,교육기간,디자인 ID,뱃지 ID,태그,요구사항 유형1,요구사항 "
                  "내용1,요구사항 URL1,요구사항 유형2,"
                  "요구사항 내용2\n"
                  "가,NA,2026.3.2 ~ 3.6,165,83,#용접#안전,출석,80%,https://a.example,시험,70점\n"
                  "나,AU,2026-12-28 ~ 1월 3일,165,83,\"용접、안전，없음 / 품질\",,,,,\n");
  g_auto (Read) timed =
      read_sheet ("양식명,과정명,시작일,종료일\n가,나,2026-03-02 09:00,2026-03-06\n");
  static const guint n_tags[] = { 2, 3 };
  AttestRecordList *requirements =
      attest_record_get_list (get (&read, 0)->record, ATTEST_FORM_REQUIREMENTS);

  g_assert_cmpuint (read.import->undecided->len, ==, 0);
  g_assert_cmpuint (attest_record_list_get_length (requirements), ==, 2);
  g_assert_cmpstr (
      attest_record_get_text (attest_record_list_get (requirements, 0), ATTEST_REQUIREMENT_URL),
      ==,
      "https://a.example");
  g_assert_cmpstr (get_text (&read, 0, ATTEST_FORM_PREFIX), ==, "NA");
  g_assert_cmpstr (get_text (&read, 0, ATTEST_FORM_COURSE_BEGIN), ==, "2026-03-02");
  g_assert_cmpstr (get_text (&read, 0, ATTEST_FORM_COURSE_END), ==, "2026-03-06");
  g_assert_cmpstr (get_text (&read, 1, ATTEST_FORM_COURSE_END), ==, "2027-01-03");
  g_assert_cmpstr (get_text (&read, 0, ATTEST_FORM_BADGE_DESIGN), ==, "83");
  for (guint i = 0; i < G_N_ELEMENTS (n_tags); i++)
    g_assert_cmpuint (attest_record_list_get_length (
                          attest_record_get_list (get (&read, i)->record, ATTEST_FORM_TAGS)),
                      ==,
                      n_tags[i]);
  g_assert_cmpstr (get_text (&timed, 0, ATTEST_FORM_COURSE_BEGIN), ==, "2026-03-02 09:00");
}

/* “The same” below a requirement is the one above, as in any other column. */
static void
test_same_requirement (void)
{
  g_auto (Read) read = read_sheet ("양식명,과정명,이수조건\n가,A,출석 80%\n나,B,상동\n");
  AttestRecordList *requirements =
      attest_record_get_list (get (&read, 1)->record, ATTEST_FORM_REQUIREMENTS);

  g_assert_cmpuint (attest_record_list_get_length (requirements), ==, 1);
  g_assert_cmpstr (attest_record_get_text (attest_record_list_get (requirements, 0),
                                           ATTEST_REQUIREMENT_DESCRIPTION),
                   ==,
                   "출석 80%");
}

/* Where the running numbers stand: that the row is an example, or no more in the list. A number
 * that is still to come is none; which rows are the main site's is said under a title of many
 * words. */
static void
test_words_for_rows (void)
{
  g_auto (Read) read = read_sheet (
      "연번,인증번호,업체명,만료일\n예시,KR-0000,홍길동상사,2026-12-31\n1,K-1,가온,2027-03-01\n"
      "(예),KR-9999,나다라,2026-12-31\n2,신청중,나온,2027-03-01\n삭제,K-2,다온,2027-03-01\n");
  g_auto (Read) sites = read_sheet ("인증번호,업체명,본사/사업장,주소,사업장 범위\n"
                                    "M-1,가온,사업장,안산 1,제조\nM-1,가온,본사,서울 2,관리\n");

  g_assert_cmpuint (read.import->records->len, ==, 2);
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_NUMBER), ==, "K-1");
  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_NUMBER), ==, "");
  assert_adds_up (&read);
  g_assert_cmpuint (count_sites (&sites, 0), ==, 2);
  g_assert_cmpstr (get_site (&sites, 0, 0, ATTEST_SITE_STREET), ==, "안산 1");
  g_assert_cmpstr (get_text (&sites, 0, ATTEST_CERTIFICATE_ENTITY_STREET), ==, "서울 2");
}

/* A list in a table that only puts things in their places. */
static void
test_framed_table (void)
{
  g_auto (Read) read = read_sheet ("<table><tr><td><h1>Certificates</h1></td></"
                                   "tr><tr><td><table><tr><th>Certificate No<th>Company"
                                   "<th>Status</tr><tr><td>K-1<td>Gaon<td>active</"
                                   "tr><tr><td>K-2<td><table><tr><td>Naon</td></tr>"
                                   "</table></td><td>active</tr></table></td></tr></table>");

  g_assert_cmpuint (read.import->records->len, ==, 2);
  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "Naon");
  assert_adds_up (&read);
}

/* Two bytes a letter, without a mark, and the first letters are none of ASCII. */
static void
test_no_mark (void)
{
  static const char *const encodings[] = { "UTF-16LE", "UTF-16BE" };

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      gsize length = 0;
      char *text = g_convert ("인증번호,업체명,상태\r\nK-1,가온,유효\r\n",
                              -1,
                              encodings[i],
                              "UTF-8",
                              NULL,
                              &length,
                              NULL);
      g_autoptr (GBytes) bytes = g_bytes_new_take (text, length);
      g_autoptr (AttestWorkbook) workbook = attest_workbook_read (bytes, NULL, NULL, NULL);

      g_assert_cmpstr (workbook->encoding, ==, encodings[i]);
      g_assert_cmpstr (
          attest_grid_get_text (g_ptr_array_index (workbook->grids, 0), 1, 1), ==, "가온");
    }
}

/* One value in two languages, and two days in a cell, in which not all is certain. */
static void
test_said_twice (void)
{
  g_auto (Read) read =
      read_sheet ("인증번호 No.,업체명 Company,상태,국가,유효기간 Validity,인증규격\n"
                  "K-1,가온,유효(Valid),대한민국 / Korea,2024-5-2-2027-5-1,"
                  "ISO 9001:2015 및 ISO 14001:2015 and ISO 45001:2018\n"
                  "K-2,나온,유효(정지),France (Nord),24.5.2~27.5.1,\n"
                  "K-3,다온,유효(등급 A),프랑스,20240502-20270501,\n");

  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_STATUS), ==, "active");
  g_assert_cmpstr (
      get_text (&read, 0, ATTEST_CERTIFICATE_ENTITY_COUNTRY), ==, "Korea, Republic of");
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2024-05-02");
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2027-05-01");
  assert_standards (&read, 0, "ISO 9001:2015, ISO 14001:2015, ISO 45001:2018");
  g_assert_null (find_undecided (&read, "유효(정지)")->offer);
  g_assert_null (find_undecided (&read, "France (Nord)")->offer);
  g_assert_cmpstr (find_undecided (&read, "24.5.2")->offer, ==, "2024-05-02");
  g_assert_cmpstr (find_undecided (&read, "27.5.1")->offer, ==, "2027-05-01");
  g_assert_cmpstr (find_undecided (&read, "유효(등급 A)")->offer, ==, "active");
  g_assert_cmpstr (get_text (&read, 2, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2027-05-01");
}

/* A word for one end of a time says which end it is, and the beginning of a range is worth less
 * than a column for it, on whichever side that stands. */
static void
test_ends (void)
{
  g_auto (Read) read =
      read_sheet ("인증번호,업체명,유효기간,발행일\nK-1,가온,2025-05-02 ~ 2028-05-01,2025-05-09\n"
                  "K-2,나온,2025.5.2 ~,\nK-3,다온,2025-05-03부터,\nK-4,라온,~ 2028.5.1,\n"
                  "K-5,마온,2028-05-04까지,2025.5.2부터\nK-6,바온,from 5 May 2025,2028-05-05까지\n"
                  "K-7,사온,from 6 May 2025 to 5 May 2028,\n");
  g_auto (Read) begins =
      read_sheet ("Certificate No,Company,Valid From,Valid Until\n"
                  "C-1,Elm,2025-05-02 - 2028-05-01,2028-04-30\nC-2,Oak,until 1 May 2028,\n"
                  "C-3,Fir,2025-05-02から,bis 2028-05-01\n");

  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2025-05-09");
  g_assert_false (has_rule (&read, 0, "rows-differ"));
  for (guint i = 1; i <= 2; i++)
    g_assert_cmpstr (get_text (&read, i, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "");
  g_assert_nonnull (find_undecided (&read, "2025.5.2 ~"));
  g_assert_nonnull (find_undecided (&read, "2025-05-03부터"));
  g_assert_cmpstr (get_text (&read, 3, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2028-05-01");
  g_assert_cmpstr (get_text (&read, 4, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2028-05-04");
  g_assert_cmpstr (get_text (&read, 4, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2025-05-02");
  g_assert_nonnull (find_undecided (&read, "from 5 May 2025"));
  g_assert_nonnull (find_undecided (&read, "2028-05-05까지"));
  g_assert_cmpstr (get_text (&read, 6, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2025-05-06");
  g_assert_cmpstr (get_text (&read, 6, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2028-05-05");
  g_assert_cmpstr (get_text (&begins, 0, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2025-05-02");
  g_assert_cmpstr (get_text (&begins, 0, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2028-04-30");
  g_assert_false (has_rule (&begins, 0, "rows-differ"));
  g_assert_cmpstr (get_text (&begins, 1, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "");
  g_assert_nonnull (find_undecided (&begins, "until 1 May 2028"));
  g_assert_cmpstr (get_text (&begins, 2, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2025-05-02");
  g_assert_cmpstr (get_text (&begins, 2, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2028-05-01");
}

/* What only a person can say. */

static void
test_undecided (void)
{
  static const char sheet[] = "Certificate No,Company,Status,Country,Standard,Issue Date\n"
                              "C-1,Elm,갱신,Atlantis,ISO 9001,26.3.20\n"
                              "C-2,Oak,갱신,UK,ISO 14001:2015,45356\n"
                              "C-3,Fir,whatever,UK,ISO 9001:2015,03/04/2026\n";
  static const Decided all[] = {
    { ATTEST_DECIDE_VALUE, "certification_status:갱신", "active" },
    { ATTEST_DECIDE_VALUE, "whatever", "hidden" },
    { ATTEST_DECIDE_VALUE, "Atlantis", "Greece" },
    { ATTEST_DECIDE_VALUE, "26.3.20", "2026-03-20" },
    { ATTEST_DECIDE_DATE, "Issue Date", "m/d/y" },
    { ATTEST_DECIDE_OFFERS, "", "yes" },
  };
  g_autoptr (AttestDecisions) decisions = decide (all, G_N_ELEMENTS (all));
  g_auto (Read) read = read_sheet (sheet);
  g_auto (Read) decided = read_with (sheet, decisions);

  g_assert_cmpuint (find_undecided (&read, "갱신")->count, ==, 2);
  g_assert_cmpstr (find_undecided (&read, "갱신")->offer, ==, "active");
  g_assert_null (find_undecided (&read, "whatever")->offer);
  g_assert_null (find_undecided (&read, "Atlantis")->offer);
  g_assert_cmpstr (find_undecided (&read, "ISO 9001")->offer, ==, "ISO 9001:2015");
  g_assert_cmpstr (find_undecided (&read, "45356")->offer, ==, "2024-03-05");
  g_assert_null (find_undecided (&read, "03/04/2026")->offer);
  g_assert_nonnull (find_undecided (&read, "26.3.20"));
  g_assert_null (find_undecided (&read, "UK"));

  g_assert_cmpuint (decided.import->undecided->len, ==, 0);
  g_assert_cmpstr (get_text (&decided, 0, ATTEST_CERTIFICATE_STATUS), ==, "active");
  g_assert_cmpstr (get_text (&decided, 0, ATTEST_CERTIFICATE_ENTITY_COUNTRY), ==, "Greece");
  g_assert_cmpstr (get_text (&decided, 1, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2024-03-05");
  g_assert_cmpstr (get_text (&decided, 2, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2026-03-04");
  assert_standards (&decided, 0, "ISO 9001:2015");
}

/* A day above twelve proves the order of its column, and of no other. */
static void
test_date_order (void)
{
  g_auto (Read) read =
      read_sheet ("Certificate No,Company,Issue Date,Expiry Date\n"
                  "C-1,Elm,03/04/2024,02/04/2027\nC-2,Oak,25/06/2024,01/05/2027\n");

  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2024-04-03");
  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2024-06-25");
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "");
  g_assert_nonnull (find_undecided (&read, "02/04/2027"));
}

static void
test_wishes (void)
{
  static const Decided all[] = {
    { ATTEST_DECIDE_LAYOUT, "", "A" },
    { ATTEST_DECIDE_HEADER, "", "2" },
    { ATTEST_DECIDE_COLUMN, "Ref", "certificate_number" },
    { ATTEST_DECIDE_COLUMN, "STATUS", "" },
    { ATTEST_DECIDE_CONSTANT, "certified_entity_country", "Korea, Republic of" },
    { ATTEST_DECIDE_CONSTANT, "confidential_certified_entity", "no" },
  };
  g_autoptr (AttestDecisions) decisions = decide (all, G_N_ELEMENTS (all));
  static const char sheet[] = "Certificate No,Company,Country\nRef,Company,Status\nC-1,Elm,odd\n"
                              "C-1,Elm,odd\n";
  g_auto (Read) read = read_with (sheet, decisions);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (read.import->records->len, ==, 2);
  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_NUMBER), ==, "C-1");
  g_assert_cmpstr (
      get_text (&read, 1, ATTEST_CERTIFICATE_ENTITY_COUNTRY), ==, "Korea, Republic of");
  g_assert_cmpint (attest_record_get_flag (get (&read, 0)->record, ATTEST_CERTIFICATE_CONFIDENTIAL),
                   ==,
                   ATTEST_FLAG_NO);
  g_assert_cmpuint (read.import->undecided->len, ==, 0);
  attest_decisions_set (decisions, ATTEST_DECIDE_CONSTANT, "no_such_field", "1");
  g_assert_null (attest_sheet_import_read (read.workbook, decisions, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

/* Yes and no may be said in any word that a sheet has for them, as may what is chosen from a list;
 * what is neither is never taken for “no”, which would make a company public. */
static void
test_decided_words (void)
{
  static const char sheet[] = "Certificate No,Company,Confidential,Status\n"
                              "C-1,Elm,Hmm,Odd\nC-2,Oak,,Active\n";
  static const struct
  {
    const char *confidential; /* what “Hmm” and a blank are decided to be */
    AttestFlag flag;
  } cases[] = {
    { "yes", ATTEST_FLAG_YES },   { "True", ATTEST_FLAG_YES }, { "예", ATTEST_FLAG_YES },
    { "Y", ATTEST_FLAG_YES },     { "no", ATTEST_FLAG_NO },    { "FALSE", ATTEST_FLAG_NO },
    { "아니오", ATTEST_FLAG_NO },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Decided all[] = {
        { ATTEST_DECIDE_VALUE, "Hmm", cases[i].confidential },
        { ATTEST_DECIDE_CONSTANT, "confidential_certified_entity", cases[i].confidential },
        { ATTEST_DECIDE_VALUE, "certification_status:Odd", "유효" },
      };
      g_autoptr (AttestDecisions) decisions = decide (all, G_N_ELEMENTS (all));
      g_auto (Read) read = read_with (sheet, decisions);

      for (guint j = 0; j < 2; j++)
        g_assert_cmpint (
            attest_record_get_flag (get (&read, j)->record, ATTEST_CERTIFICATE_CONFIDENTIAL),
            ==,
            cases[i].flag);
      g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_STATUS), ==, "active");
      g_assert_cmpuint (read.import->undecided->len, ==, 0);
    }
}

static void
test_decided_neither (void)
{
  static const Decided all[] = { { ATTEST_DECIDE_VALUE, "Yes", "blah" } };
  g_autoptr (AttestDecisions) decisions = decide (all, G_N_ELEMENTS (all));
  g_auto (Read) read = read_with ("Certificate No,Company,Confidential\nC-1,Elm,Yes\n", decisions);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (find_undecided (&read, "Yes"));
  g_assert_cmpint (attest_record_get_flag (get (&read, 0)->record, ATTEST_CERTIFICATE_CONFIDENTIAL),
                   ==,
                   ATTEST_FLAG_UNSET);
  attest_decisions_set (decisions, ATTEST_DECIDE_CONSTANT, "confidential_certified_entity", "blah");
  g_assert_null (attest_sheet_import_read (read.workbook, decisions, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "“blah”"));
}

/* A ledger of one standard does not say it in each row; nobody has a site because of its country.
 */
static void
test_same_for_all (void)
{
  static const Decided all[] = {
    { ATTEST_DECIDE_CONSTANT, "schemes[].standard_list[].standards_name", "ISO 9001:2015" },
    { ATTEST_DECIDE_CONSTANT, "sites[].country", "Greece" },
  };
  g_autoptr (AttestDecisions) decisions = decide (all, G_N_ELEMENTS (all));
  g_auto (Read) read =
      read_with ("Certificate No,Company,Site Street\nC-1,Elm,1 Elm Street\nC-2,Oak,\n", decisions);
  g_autoptr (GError) error = NULL;

  assert_standards (&read, 0, "ISO 9001:2015");
  assert_standards (&read, 1, "ISO 9001:2015");
  g_assert_cmpstr (get_site (&read, 0, 0, ATTEST_SITE_COUNTRY), ==, "Greece");
  g_assert_cmpuint (count_sites (&read, 1), ==, 0);
  attest_decisions_set (decisions, ATTEST_DECIDE_CONSTANT, "schemes", "ISO 9001:2015");
  g_assert_null (attest_sheet_import_read (read.workbook, decisions, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

/* Signs say yes and no where that is an answer; what is neither is asked, and so is a crossed box
 * under a standard. */
static void
test_signs (void)
{
  static const AttestFlag flags[] = { ATTEST_FLAG_YES,  ATTEST_FLAG_NO,  ATTEST_FLAG_YES,
                                      ATTEST_FLAG_NO,   ATTEST_FLAG_YES, ATTEST_FLAG_UNSET,
                                      ATTEST_FLAG_UNSET };
  g_auto (Read) hidden = read_sheet ("인증번호,업체명,비공개,인정여부,ISO 9001:2015\n"
                                     "K-1,가,○,○,☑\nK-2,나,×,×,☐\nK-3,다,●,✓,✘\nK-4,라,☐,X,○\n"
                                     "K-5,마,☑,O,☒\nK-6,바,-,-,-\nK-7,사,△,△,○\n");
  g_auto (Read) shown = read_sheet ("인증번호,업체명,공개여부\nK-1,가,○\nK-2,나,×\n");

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    g_assert_cmpint (
        attest_record_get_flag (get (&hidden, i)->record, ATTEST_CERTIFICATE_CONFIDENTIAL),
        ==,
        flags[i]);
  g_assert_cmpint (
      attest_record_get_flag (get (&shown, 0)->record, ATTEST_CERTIFICATE_CONFIDENTIAL),
      ==,
      ATTEST_FLAG_NO);
  g_assert_cmpint (
      attest_record_get_flag (get (&shown, 1)->record, ATTEST_CERTIFICATE_CONFIDENTIAL),
      ==,
      ATTEST_FLAG_YES);
  g_assert_cmpstr (
      get_text (&hidden, 0, ATTEST_CERTIFICATE_ACCREDITATION_STATUS), ==, "Accredited");
  g_assert_cmpstr (
      get_text (&hidden, 1, ATTEST_CERTIFICATE_ACCREDITATION_STATUS), ==, "Unaccredited");
  g_assert_nonnull (find_undecided (&hidden, "△"));
  g_assert_null (find_undecided (&hidden, "☐"));
  assert_standards (&hidden, 0, "ISO 9001:2015");
  assert_standards (&hidden, 2, "");
  g_assert_false (has_rule (&hidden, 2, "sheet-mark"));
  assert_standards (&hidden, 4, "");
  g_assert_true (has_rule (&hidden, 4, "sheet-mark"));
}

/* A list of what was cancelled stands below, with other columns: it is another table, by the title
 * of its number or by most of its titles. */
static void
test_cancelled_below (void)
{
  static const char *const below[] = {
    "인증번호,업체명,취소일,취소사유,\n",
    "No,인증번호,업체명,취소일,취소사유\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (below); i++)
    {
      g_autofree char *text = g_strconcat ("인증번호,업체명,규격,인증일,만료일\n"
                                           "A-1,가,ISO 9001:2015,2024-01-01,2026-12-31\n\n"
                                           "취소 인증서,,,,\n",
                                           below[i],
                                           "B-1,다,2025-03-01,자진반납,\n",
                                           NULL);
      g_auto (Read) read = read_sheet (text);

      g_assert_cmpuint (read.import->records->len, ==, 1);
      g_assert_cmpuint (read.import->undecided->len, ==, 0);
      assert_adds_up (&read);
    }
}

static void
test_opposite (void)
{
  g_auto (Read) read = read_sheet (
      "인증서번호,업체명,공개여부\nK-1,가,비공개\nK-2,나,Y\nK-3,다,N\nK-4,라,Confidential\n");

  g_assert_cmpint (attest_record_get_flag (get (&read, 0)->record, ATTEST_CERTIFICATE_CONFIDENTIAL),
                   ==,
                   ATTEST_FLAG_YES);
  g_assert_cmpint (attest_record_get_flag (get (&read, 1)->record, ATTEST_CERTIFICATE_CONFIDENTIAL),
                   ==,
                   ATTEST_FLAG_NO);
  g_assert_cmpint (attest_record_get_flag (get (&read, 2)->record, ATTEST_CERTIFICATE_CONFIDENTIAL),
                   ==,
                   ATTEST_FLAG_YES);
  g_assert_cmpint (attest_record_get_flag (get (&read, 3)->record, ATTEST_CERTIFICATE_CONFIDENTIAL),
                   ==,
                   ATTEST_FLAG_YES);
}

/* The heads and the status of ledgers in other languages; a value that is one letter away from a
 * head makes no head. */
static void
test_abroad (void)
{
  static const char *const sheets[] = {
    "Số chứng nhận,Tên công ty,Địa chỉ,Tiêu chuẩn,Phạm vi chứng nhận,Ngày cấp,Ngày hết hạn,Tình "
    "trạng",
    "Sertifika No,Firma Adı,Adres,Standart,Kapsam,Yayın Tarihi,Geçerlilik Tarihi,Durum",
    "N° de certificat,Raison sociale,Adresse,Norme,Domaine d’application,Date d’émission,"
    "Date d’expiration,Statut",
    "Nº Certificado,Empresa,Dirección,Norma,Alcance,Fecha de emisión,Fecha de caducidad,Estado",
    "Numero certificato,Ragione sociale,Indirizzo,Norma,Scopo,Data emissione,Data scadenza,Stato",
    "Nº do Certificado,Razão Social,Endereço,Norma,Escopo,Data de Emissão,Data de "
    "Validade,Situação",
    "เลขที่ใบรับรอง,ชื่อบริษัท,ที่อยู่,มาตรฐาน,ขอบข่าย,วันที่ออก,วันหมดอายุ,สถานะ",
    "رقم الشهادة,اسم الشركة,العنوان,المواصفة,مجال التطبيق,تاريخ الإصدار,تاريخ الانتهاء,الحالة",
    "證書編號,公司名稱,地址,認證標準,認證範圍,發證日期,有效期限,證書狀態",
    "证书编号,获证组织名称,注册地址,认证依据,认证覆盖范围,颁证日期,有效期截止,证书状态",
  };
  static const char *const held[] = { "Hiệu lực", "Geçerli",   "Valide", "Vigente", "Valido",
                                      "Ativo",    "มีผลบังคับใช้", "سارية",  "有效",    "有效" };

  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autofree char *text = g_strconcat (sheets[i],
                                           "\nA-1,Rossi,Via Roma 1,ISO 9001:2015,Metal,"
                                           "2025-01-12,2028-01-11,",
                                           held[i],
                                           "\nA-2,Bianchi,Via Po 2,ISO 22000:2018,Food,"
                                           "2025-01-12,2028-01-11,",
                                           held[i],
                                           NULL);
      g_auto (Read) read = read_sheet (text);

      g_test_message ("%s", sheets[i]);
      g_assert_cmpuint (read.import->records->len, ==, 2);
      g_assert_cmpuint (read.import->undecided->len, ==, 0);
      g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_NUMBER), ==, "A-1");
      g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "Rossi");
      g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ENTITY_STREET), ==, "Via Roma 1");
      g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_SCOPE), ==, "Metal");
      g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2025-01-12");
      g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2028-01-11");
      g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_STATUS), ==, "active");
      assert_standards (&read, 1, "ISO 22000:2018");
    }
}

/* “Valido” is one letter away from “Valid To”, and the row of a record is no head for that. */
static void
test_no_head (void)
{
  static const char text[] = "Hlava,Jmeno,Cislo,Stav\nA-1,Rossi,ISO 9001:2015,Validto1\n"
                             "A-2,Bianchi,ISO 22000:2018,Validto1\n";
  g_autoptr (AttestDecisions) none = attest_decisions_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestWorkbook) workbook = attest_workbook_read (bytes, NULL, NULL, NULL);

  g_assert_null (attest_sheet_import_read (workbook, none, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

/* An accreditation body by its acronym, in the column of its name or in its own: the name that
 * belongs to it is offered. A name stays a name, and a body that nobody knows is not made up. */
static void
test_bodies (void)
{
  g_auto (Read) read = read_sheet ("Certificate No,Company,Accreditation Body\nA-1,Elm,UKAS\n"
                                   "A-2,Oak,United Kingdom Accreditation Service\nA-3,Ash,XYZAB\n");
  g_auto (Read) own = read_sheet ("Certificate No,Company,AB,Accreditation Body\nA-1,Elm,ukas,\n"
                                  "A-2,Oak,UKAS,Other Name\nA-3,Ash,KAB,KAB\n");
  static const Decided all[] = { { ATTEST_DECIDE_OFFERS, "", "yes" } };
  g_autoptr (AttestDecisions) decisions = decide (all, G_N_ELEMENTS (all));
  g_auto (Read) taken = read_with ("Certificate No,Company,AB\nA-1,Elm,UKAS\n", decisions);

  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_AB_ACRONYM), ==, "UKAS");
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_AB_NAME), ==, "");
  g_assert_cmpstr (
      find_undecided (&read, "UKAS")->offer, ==, "United Kingdom Accreditation Service");
  g_assert_cmpstr (
      get_text (&read, 1, ATTEST_CERTIFICATE_AB_NAME), ==, "United Kingdom Accreditation Service");
  g_assert_cmpstr (get_text (&read, 2, ATTEST_CERTIFICATE_AB_NAME), ==, "XYZAB");
  g_assert_cmpstr (get_text (&read, 2, ATTEST_CERTIFICATE_AB_ACRONYM), ==, "");
  g_assert_cmpuint (read.import->undecided->len, ==, 1);
  g_assert_nonnull (find_undecided (&own, "ukas"));
  g_assert_cmpstr (get_text (&own, 1, ATTEST_CERTIFICATE_AB_NAME), ==, "Other Name");
  g_assert_nonnull (find_undecided (&own, "KAB"));
  g_assert_cmpuint (own.import->undecided->len, ==, 2);
  g_assert_cmpstr (
      get_text (&taken, 0, ATTEST_CERTIFICATE_AB_NAME), ==, "United Kingdom Accreditation Service");
}

/* National editions with numbers of their own are the standard that all know. */
static void
test_national_numbers (void)
{
  static const struct
  {
    const char *cell;
    const char *standards;
  } cells[] = {
    { "GB/T 19001-2016/ISO 9001:2015", "ISO 9001:2015" },
    { "GB/T19001-2016 idt ISO 9001:2015", "ISO 9001:2015" },
    { "ISO 14001:2015 (GB/T 24001-2016)", "ISO 14001:2015" },
    { "GB/T 19001-2016/ISO 9001:2015、GB/T 45001-2020/ISO 45001:2018",
      "ISO 9001:2015, ISO 45001:2018" },
    { "CNS 12681", "ISO 9001" },
    { "JIS Q 27001:2023(ISO/IEC 27001:2022)", "ISO/IEC 27001:2022" },
    { "SNI ISO 9001:2015", "ISO 9001:2015" },
    { "품질경영시스템 ISO 9001:2015", "ISO 9001:2015" },
    { "QMS ISO 9001:2015", "ISO 9001:2015" },
    { "품질 ISO 9001:2015, 환경 ISO 14001:2015", "ISO 9001:2015, ISO 14001:2015" },
    { "심사비 ISO 9001:2015", "심사비 ISO 9001:2015" },
    { "GB/T 22080-2016", "ISO/IEC 27001" },
    { "ISO 9001, ISO 9001:2015", "ISO 9001:2015" },
    { "GB/T 99999-2016", "GB/T 99999-2016" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("证书编号,企业名称,认证标准\nA-1,江苏,\"%s\"\n", cells[i].cell);
      g_auto (Read) read = read_sheet (text);

      g_test_message ("%s", cells[i].cell);
      assert_standards (&read, 0, cells[i].standards);
    }
}

/* A group over the two ends of a time, in two languages: each column is the end that stands under
 * it. Marks of notes behind a head are none of its letters. */
static void
test_groups_in_two_languages (void)
{
  static const char *const groups[] = { "유효기간 Validity",
                                        "유효기간 (Validity)",
                                        "\"유효기간\nValidity\"",
                                        "Validity Period / 유효기간" };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_autofree char *text =
          g_strconcat ("인증번호¹⁾,업체명*,규격 2),최초인증일³,",
                       groups[i],
                       ",\n,,,,From,To\n"
                       "A-1,가,ISO 9001:2015,2020-01-01,2026-01-01,2028-12-31\n",
                       NULL);
      g_auto (Read) read = read_sheet (text);

      g_test_message ("%s", groups[i]);
      g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_NUMBER), ==, "A-1");
      g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "가");
      assert_standards (&read, 0, "ISO 9001:2015");
      g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2026-01-01");
      g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2028-12-31");
      g_assert_cmpstr (
          get_text (&read, 0, ATTEST_CERTIFICATE_ORIGINAL_ISSUE_DATE), ==, "2020-01-01");
    }
}

/* The day of the first registration stands beside that of the renewal, which is when the
 * certificate was issued. */
static void
test_renewed (void)
{
  g_auto (Read) read = read_sheet (
      "登録番号,登録組織,登録日,更新日,有効期限\nQ-1,青葉,2003-04-01,2024-04-01,2027-03-31\n");

  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2024-04-01");
  g_assert_true (has_rule (&read, 0, "columns-differ"));
}

/* The kind of an audit is no type of certification; what that usually is, is offered. */
static void
test_kind_of_audit (void)
{
  g_auto (Read) read = read_sheet ("인증번호,업체명,인증구분\nA-1,가,최초\nA-2,나,갱신\n"
                                   "A-3,다,management system\nA-4,라,제품\nA-5,마,경영시스템\n");

  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_TYPE), ==, "");
  g_assert_cmpstr (find_undecided (&read, "최초")->offer, ==, "Management System");
  g_assert_nonnull (find_undecided (&read, "갱신"));
  g_assert_cmpstr (get_text (&read, 2, ATTEST_CERTIFICATE_TYPE), ==, "Management System");
  g_assert_cmpstr (get_text (&read, 3, ATTEST_CERTIFICATE_TYPE), ==, "제품");
  g_assert_cmpstr (get_text (&read, 4, ATTEST_CERTIFICATE_TYPE), ==, "Management System");
  g_assert_cmpuint (read.import->undecided->len, ==, 2);
}

/* How long a certificate holds is said before the day on which it ends. */
static void
test_noted_end (void)
{
  g_auto (Read) read = read_sheet (
      "인증번호,업체명,유효기간(년),만료일²\nA-1,가,3,2028-12-31\nA-2,나,3,2028-12-31\n");

  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2028-12-31");
  g_assert_cmpuint (read.import->undecided->len, ==, 0);
}

/* The name of an entity and the English one in one cell. */
static void
test_two_languages_of_a_name (void)
{
  static const struct
  {
    const char *cell;
    const char *name;
    const char *english;
  } cells[] = {
    { "(주)한빛정밀\nHanbit Precision Co., Ltd.", "(주)한빛정밀", "Hanbit Precision Co., Ltd." },
    { "대한산업(주) (Daehan Industry Co., Ltd.)", "대한산업(주)", "Daehan Industry Co., Ltd." },
    { "(주)LG화학\n(LG Chem (Korea) Ltd.)", "(주)LG화학", "LG Chem (Korea) Ltd." },
    { "株式会社青葉 / Aoba Corporation", "株式会社青葉", "Aoba Corporation" },
    { "大安精密股份有限公司（Daan Precision Inc.）",
      "大安精密股份有限公司",
      "Daan Precision Inc." },
    { "삼성SDS(주)", "삼성SDS(주)", "" },
    { "한국지엠 (GM)", "한국지엠 (GM)", "" },
    { "가나(주)\nBusan Plant", "가나(주) Busan Plant", "" },
    { "Elm Ltd (Korea)", "Elm Ltd (Korea)", "" },
    { "한국 ABB Ltd.", "한국 ABB Ltd.", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("인증번호,업체명,규격\nA-1,\"%s\",ISO 9001:2015\n", cells[i].cell);
      g_autofree char *beside =
          g_strdup_printf ("인증번호,업체명,영문업체명\nA-1,\"%s\",Own Name\n", cells[i].cell);
      g_auto (Read) read = read_sheet (text);
      g_auto (Read) other = read_sheet (beside);

      g_test_message ("%s", cells[i].cell);
      g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ENTITY_NAME), ==, cells[i].name);
      g_assert_cmpstr (
          get_text (&read, 0, ATTEST_CERTIFICATE_ENTITY_ENGLISH_NAME), ==, cells[i].english);
      g_assert_cmpstr (
          get_text (&other, 0, ATTEST_CERTIFICATE_ENTITY_ENGLISH_NAME), ==, "Own Name");
    }
}

/* An address that goes on in another column, on either side; alone such a column is the address. */
static void
test_address_lines (void)
{
  g_auto (Read) read =
      read_sheet ("Certificate No,Company,Address Line 1,Address Line 2,Address Line 3,Town\n"
                  "A-1,Elm,Unit 4,Station Road,Park,Leeds\nA-2,Oak,2 High St,,-,York\n"
                  "A-3,Ash,,5 Low St,,Hull\n");
  g_auto (Read) korean = read_sheet ("인증번호,업체명,상세주소,주소,구분,인증범위\n"
                                     "K-1,가,5층,서울 강남구 1,본사,제조\n");
  g_auto (Read) whole = read_sheet ("인증번호,업체명,주소,상세주소\nK-1,가,\"서울 1, 5층\",5층\n");
  g_auto (Read) alone = read_sheet ("인증번호,업체명,상세주소\nK-1,가,서울 1\n");
  g_auto (Read) japanese =
      read_sheet ("登録番号,組織名,都道府県,市区町村,番地\nA-1,東亜,東京都,千代田区,1-1\n");
  g_auto (Read) basic = read_sheet ("인증번호,업체명,우편번호,기본주소,상세주소\n"
                                    "K-1,가,01234,서울 강남구 1,3층\n");
  /* Whose address this is nobody knows: half of it is no address. */
  g_auto (Read) half = read_sheet ("인증번호,업체명,세금계산서 주소,상세주소\n"
                                   "K-1,가,서울 강남구 1,3층\n");

  g_assert_cmpstr (
      get_text (&read, 0, ATTEST_CERTIFICATE_ENTITY_STREET), ==, "Unit 4, Station Road, Park");
  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_ENTITY_STREET), ==, "2 High St");
  g_assert_cmpstr (get_text (&read, 2, ATTEST_CERTIFICATE_ENTITY_STREET), ==, "5 Low St");
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ENTITY_CITY), ==, "Leeds");
  g_assert_cmpstr (
      get_text (&korean, 0, ATTEST_CERTIFICATE_ENTITY_STREET), ==, "서울 강남구 1, 5층");
  g_assert_cmpstr (get_text (&whole, 0, ATTEST_CERTIFICATE_ENTITY_STREET), ==, "서울 1, 5층");
  g_assert_cmpstr (get_text (&alone, 0, ATTEST_CERTIFICATE_ENTITY_STREET), ==, "서울 1");
  g_assert_cmpstr (get_text (&japanese, 0, ATTEST_CERTIFICATE_ENTITY_STREET), ==, "1-1");
  g_assert_cmpstr (
      get_text (&basic, 0, ATTEST_CERTIFICATE_ENTITY_STREET), ==, "서울 강남구 1, 3층");
  g_assert_cmpstr (get_text (&half, 0, ATTEST_CERTIFICATE_ENTITY_STREET), ==, "");
}

static void
test_no_table (void)
{
  static const char text[] = "just,some,words\n1,2,3\n";
  g_autoptr (AttestDecisions) none = attest_decisions_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestWorkbook) workbook = attest_workbook_read (bytes, NULL, NULL, NULL);

  g_assert_null (attest_sheet_import_read (workbook, none, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

/* Lines in quotes, or a text file that stands in one column of a workbook: what to do is told. */
static void
test_one_column (void)
{
  static const char *const texts[] = {
    "\"Certificate No,Company,Expiry Date\"\n\"C-1,Elm,2027-01-01\"\n",
    "\"목록\"\n\"인증번호;업체명;만료일\"\n\"K-1;가;2027-01-01\"\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (AttestDecisions) none = attest_decisions_new ();
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;
      g_autoptr (AttestWorkbook) workbook = attest_workbook_read (bytes, NULL, NULL, NULL);

      g_assert_null (attest_sheet_import_read (workbook, none, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, "one cell"));
    }
}

/* Ten thousand rows: no step looks at all others for each. */
static void
put (AttestGrid *grid, guint row, guint column, const char *text)
{
  g_assert_true (attest_grid_set (
      grid, (AttestGridPlace){ row, column }, ATTEST_CELL_TEXT, text, strlen (text)));
}

/* Returns: (transfer full): a file with @grid alone, which is taken */
static AttestWorkbook *
hold (AttestGrid *grid)
{
  AttestWorkbook *workbook = g_new0 (AttestWorkbook, 1);

  workbook->format = ATTEST_SHEET_XLSX;
  workbook->grids = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_grid_unref);
  g_ptr_array_add (workbook->grids, grid);
  put (grid, 0, 0, "Certificate No");
  put (grid, 0, 1, "Company");
  put (grid, 1, 0, "C-1");
  put (grid, 1, 1, "Alder");
  return workbook;
}

/* What a stray text costs, and what a sheet larger than anybody has: never all cells between. */
static void
test_vast (void)
{
  g_autoptr (AttestDecisions) none = attest_decisions_new ();
  AttestGrid *stray = attest_grid_new (NULL);
  AttestGrid *full = attest_grid_new (NULL);
  g_autoptr (AttestWorkbook) with_stray = hold (stray);
  g_autoptr (AttestWorkbook) with_all = hold (full);
  g_autoptr (AttestSheetImport) import = NULL;
  g_autoptr (GError) error = NULL;

  put (stray, ATTEST_GRID_MAX_ROWS - 1, ATTEST_GRID_MAX_COLUMNS - 1, "x");
  import = attest_sheet_import_read (with_stray, none, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (import->records->len, ==, 1);
  g_clear_pointer (&import, attest_sheet_import_free);

  for (guint i = 2; i < ATTEST_GRID_MAX_COLUMNS; i++)
    put (full, 0, i, "Head");
  put (full, ATTEST_GRID_MAX_ROWS - 1, 0, "C-2");
  import = attest_sheet_import_read (with_all, none, NULL, &error);
  g_assert_null (import);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

static void
test_many (void)
{
  g_autoptr (GString) sheet = g_string_new ("Certificate No,Company,Client ID,Standard\n");
  gint64 start = 0;

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (sheet, "C-%u,Company %u,K-%u,ISO 9001:2015\n", i / 2, i / 2, i / 2);
  start = g_get_monotonic_time ();
  {
    g_auto (Read) read = read_sheet (sheet->str);

    g_assert_cmpuint (read.import->records->len, ==, 5000);
    assert_adds_up (&read);
  }
  g_test_message ("%.3f s", (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
}

/* A bank with all of its branches: each once, however many there are. */
static void
test_many_sites (void)
{
  g_autoptr (GString) sheet = g_string_new ("Certificate No,Company,Site Street,Site City\n");
  gint64 start = 0;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (sheet, "C-1,Alder,%u Road,%u Town\n", i % 10000, i % 7);
  start = g_get_monotonic_time ();
  {
    g_auto (Read) read = read_sheet (sheet->str);

    g_assert_cmpuint (count_sites (&read, 0), ==, 20000);
    g_assert_cmpstr (get_site (&read, 0, 19999, ATTEST_SITE_STREET), ==, "9999 Road");
  }
  /* Each compared with each takes minutes. */
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
  g_string_truncate (sheet, 0);
  g_string_append (sheet, "Certificate No,Company,Site Street\n");
  for (guint i = 0; i < 300; i++)
    g_string_append_printf (sheet, "C-1,Alder,%u Road\n", i % 100);
  {
    g_auto (Read) read = read_sheet (sheet->str);

    g_assert_cmpuint (count_sites (&read, 0), ==, 100);
  }
}

/* Cells for the sites of one certificate, written as rows of "a|b"; "-" for none at all. */
static void
assert_cells (const char *text, guint first, const char *expected)
{
  const AttestSchema *schema = &attest_certificate_schema;
  const AttestField *list = &schema->fields[ATTEST_CERTIFICATE_SITES];
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestSheetCells) cells =
      attest_sheet_cells_read (bytes, schema, list, &list->child->fields[first], &error);
  g_autoptr (GString) all = g_string_new (NULL);
  GPtrArray *items = NULL;

  g_assert_no_error (error);
  items = cells->items;
  for (guint i = 0; i < items->len; i++)
    for (guint j = 0; j < list->child->n_fields; j++)
      g_string_append_printf (all,
                              "%s%s",
                              j > 0   ? "|"
                              : i > 0 ? " / "
                                      : "",
                              attest_record_get_text (g_ptr_array_index (items, i), j));
  g_assert_cmpstr (all->str, ==, expected);
}

/* What is pasted into the sites of a certificate: with the titles of its columns, in any language,
 * or without, from where the keyboard is. */
static void
test_cells (void)
{
  assert_cells ("Street\tCity\tCountry\nMill 1\tDaegu\tSouth Korea\nMill 2\tBusan\tGreece\n",
                ATTEST_SITE_STREET,
                "Mill 1|Daegu||Korea, Republic of|| / Mill 2|Busan||Greece||");
  assert_cells ("사업장주소\t국가\n테헤란로 1\t대한민국\n",
                ATTEST_SITE_STREET,
                "테헤란로 1|||Korea, Republic of||");
  assert_cells ("Mill 1\tDaegu\n\t\nMill 2\tBusan\n",
                ATTEST_SITE_STREET,
                "Mill 1|Daegu|||| / Mill 2|Busan||||");
  assert_cells ("Daegu\t\t\t00123\n", ATTEST_SITE_CITY, "|Daegu|||00123|");
  assert_cells ("Mill 1\tNowhere\n", ATTEST_SITE_STATE, "||Mill 1|Nowhere||");
  assert_cells ("<table><tr><td>Mill 1</td></tr></table>", ATTEST_SITE_STREET, "");
  assert_cells ("<table><tr><td>Mill 1</td></tr><tr><td>Mill 2</td></tr></table>",
                ATTEST_SITE_STREET,
                "Mill 1||||| / Mill 2|||||");
}

static void
assert_left_out (const char *text, const char *sentence, const int *rows)
{
  const AttestSchema *schema = &attest_certificate_schema;
  const AttestField *list = &schema->fields[ATTEST_CERTIFICATE_SITES];
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (AttestSheetCells) cells =
      attest_sheet_cells_read (bytes, schema, list, &list->child->fields[0], NULL);
  g_autofree char *said = attest_sheet_cells_describe_left_out (cells);

  g_assert_cmpstr (said, ==, sentence);
  for (guint i = 0; i < cells->rows->len; i++)
    g_assert_cmpint (g_array_index (cells->rows, int, i), ==, rows[i]);
}

/* Each column and each row of what was pasted can answer where it went. */
static void
test_left_out (void)
{
  assert_left_out ("Street\tCity\nMill 1\tDaegu\n\t\nMill 2\tBusan\n",
                   NULL,
                   (const int[]){ ATTEST_SHEET_CELLS_TITLES, 0, ATTEST_SHEET_CELLS_EMPTY, 1 });
  assert_left_out ("Street\tCity\tHeadcount\nMill 1\tDaegu\t12\n\t\t9\n",
                   "There is no field for this column, so it was left out: “Headcount”.",
                   (const int[]){ ATTEST_SHEET_CELLS_TITLES, 0, ATTEST_SHEET_CELLS_LEFT_OUT });
  assert_left_out ("Street\tTown\tCity\t\nMill 1\tDaegu\tBusan\tx\n",
                   "There are no fields for these columns, so they were left out: “City”, “x”.",
                   (const int[]){ ATTEST_SHEET_CELLS_TITLES, 0 });
  assert_left_out ("Mill 1\tDaegu\t\t\t\t\tsmall\t\tlast\n",
                   "There are no fields for these columns, so they were left out: “small”, “last”.",
                   (const int[]){ 0 });
  assert_left_out ("<table><tr><td>Mill 1</td></tr><tr><td>Mill 2</td></tr></table>"
                   "<table><tr><td>Mill 3</td></tr></table>",
                   "1 more table was copied, and left out.",
                   (const int[]){ 0, 1 });
}

/* A column that no title is over is not passed over in silence. */
static void
test_unnamed (void)
{
  static const char text[] = "List\t\t\tx\nCert No\tCompany\t\t\nK-1\tHan\tlost\t\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (AttestWorkbook) workbook = attest_workbook_read (bytes, NULL, NULL, NULL);
  g_autoptr (AttestDecisions) none = attest_decisions_new ();
  g_autoptr (AttestSheetImport) import = attest_sheet_import_read (workbook, none, NULL, NULL);

  g_assert_cmpuint (import->table->unnamed->len, ==, 1);
  g_assert_cmpuint (g_array_index (import->table->unnamed, guint, 0), ==, 2);
}

/* More than one certificate has is a sheet. */
static void
test_many_cells (void)
{
  const AttestSchema *schema = &attest_certificate_schema;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 1001; i++)
    g_string_append_printf (text, "Mill %u\tDaegu\n", i);
  bytes = g_bytes_new_static (text->str, text->len);
  g_assert_null (attest_sheet_cells_read (
      bytes, schema, &schema->fields[ATTEST_CERTIFICATE_SITES], NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

/* Years of an era: taken where it is named, offered where a letter stands for it. */
static void
test_eras (void)
{
  g_auto (Read) read =
      read_sheet ("登録番号,組織名,登録日,有効期限\nJ-1,甲,令和7年4月15日,令和10年4月14日\n"
                  "J-2,乙,R7.4.15,R10.4.14\nJ-3,丙,,平成31年4月1日～令和4年3月31日\n");

  g_assert_cmpuint (read.import->records->len, ==, 3);
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2025-04-15");
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2028-04-14");
  g_assert_cmpstr (get_text (&read, 2, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2019-04-01");
  g_assert_cmpstr (get_text (&read, 2, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2022-03-31");
  g_assert_cmpuint (read.import->undecided->len, ==, 2);
  g_assert_cmpstr (find_undecided (&read, "R7.4.15")->offer, ==, "2025-04-15");
  g_assert_cmpstr (find_undecided (&read, "R10.4.14")->offer, ==, "2028-04-14");
}

/* Several sheets of one workbook. */

/* The months of a ledger: February has a title more and a column more, March has them in another
 * order and other words, and says more of a certificate of January; a list of what ended is another
 * sheet. */
static AttestWorkbook *
make_months (void)
{
  AttestWorkbook *workbook = g_new0 (AttestWorkbook, 1);

  workbook->format = ATTEST_SHEET_XLSX;
  workbook->grids = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_grid_unref);
  add_grid (workbook, "안내", "작성 요령\n매월 말일까지");
  add_grid (workbook,
            "1월",
            "인증서번호,업체명,인증표준,만료일,사업자등록번호\n"
            "K-1,가나,ISO 9001:2015,2027-01-01,111\nK-2,다라,ISO 9001:2015,2027-02-01,222\n"
            "합계,2건,,,");
  add_grid (workbook,
            "2월",
            "2월 인증 현황,,,,,\n인증서번호,업체명,비고 (2월),인증표준,만료일,사업자등록번호\n"
            "K-3,마바,급함,ISO 14001:2015,2027-03-01,333\n");
  add_grid (workbook,
            "3월",
            "만료일,인증서 번호,회사명,인증표준,사업자등록번호\n"
            "2027-01-01,K-1,가나,ISO 45001:2018,111\n2027-04-01,K-4,사아,ISO 9001:2015,444");
  add_grid (workbook, "해지", "인증서번호,해지일,사유\nK-9,2026-01-01,폐업");
  return workbook;
}

static void
assert_alike (const Read *read, const char *expected)
{
  g_autofree char *names = NULL;

  g_ptr_array_add (read->import->alike, NULL);
  names = g_strjoinv (" ", (char **) read->import->alike->pdata);
  g_ptr_array_set_size (read->import->alike, (int) read->import->alike->len - 1);
  g_assert_cmpstr (names, ==, expected);
}

static void
assert_rows (const Read *read, guint i, const char *expected)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint r = 0; r < get (read, i)->rows->len; r++)
    {
      g_autofree char *name = attest_grid_dup_row_name (
          read->import->table->grid, g_array_index (get (read, i)->rows, guint, r) - 1);

      g_string_append_printf (names, "%s%s", r > 0 ? ", " : "", name);
    }
  g_assert_cmpstr (names->str, ==, expected);
}

/* One is read, as long as nobody says more; which ones are like it is known. */
static void
test_alike (void)
{
  g_auto (Read) read = read_workbook (make_months (), NULL);

  assert_alike (&read, "1월 2월 3월");
  g_assert_cmpuint (attest_grid_get_n_sheets (read.import->table->grid), ==, 1);
  g_assert_cmpuint (read.import->records->len, ==, 2);
  g_assert_cmpint (read.import->layout, ==, 'A');
  assert_rows (&read, 0, "2");
  assert_standards (&read, 0, "ISO 9001:2015");
  assert_adds_up (&read);
}

static void
test_as_one (void)
{
  g_auto (Read) read = read_workbook (make_months (), "*");

  assert_alike (&read, "1월 2월 3월");
  g_assert_cmpuint (attest_grid_get_n_sheets (read.import->table->grid), ==, 3);
  g_assert_cmpuint (read.import->records->len, ==, 4);
  assert_rows (&read, 0, "2 (1월), 2 (3월)");
  assert_rows (&read, 2, "3 (2월)");
  assert_rows (&read, 3, "3 (3월)");
  assert_standards (&read, 0, "ISO 9001:2015, ISO 45001:2018");
  assert_standards (&read, 2, "ISO 14001:2015");
  g_assert_cmpstr (get_text (&read, 3, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2027-04-01");
  g_assert_cmpstr (get_text (&read, 3, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "사아");
  g_assert_cmpstr (get_text (&read, 3, ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID), ==, "444");
  g_assert_cmpuint (attest_grid_get_n_rows (read.import->table->grid), ==, 4 + 3 + 3);
  assert_adds_up (&read);
}

/* Those that are named, or called so; the others are left. */
static void
test_some_as_one (void)
{
  g_auto (Read) named = read_workbook (make_months (), "1월\n3월");
  g_auto (Read) pattern = read_workbook (make_months (), "[12]월\n2?\n3*");
  g_auto (Read) single = read_workbook (make_months (), "3월");

  g_assert_cmpuint (attest_grid_get_n_sheets (named.import->table->grid), ==, 2);
  g_assert_cmpuint (named.import->records->len, ==, 3);
  assert_rows (&named, 2, "3 (3월)");
  g_assert_cmpuint (attest_grid_get_n_sheets (pattern.import->table->grid), ==, 2);
  assert_rows (&pattern, 0, "3 (2월)");
  g_assert_cmpuint (single.import->records->len, ==, 2);
  assert_alike (&single, "1월 2월 3월");
  assert_adds_up (&named);
  assert_adds_up (&pattern);
}

/* What two sheets say differently names both; a cell that covers others stays over them. */
static void
test_as_one_differ (void)
{
  AttestWorkbook *workbook = make_months ();
  g_auto (Read) read = { NULL };
  const AttestProblem *problem = NULL;

  attest_grid_set (
      workbook->grids->pdata[3], (AttestGridPlace){ 1, 0 }, ATTEST_CELL_TEXT, "2027-05-05", 10);
  attest_grid_set (workbook->grids->pdata[3], (AttestGridPlace){ 2, 3 }, ATTEST_CELL_TEXT, "", 0);
  attest_grid_add_span (workbook->grids->pdata[3], (AttestSpan){ 1, 2, 2, 1 });
  read = read_workbook (workbook, "*");
  g_assert_true (has_rule (&read, 0, "rows-differ"));
  problem = get (&read, 0)->problems->pdata[0];
  g_assert_cmpstr (attest_problem_get_message ((AttestProblem *) problem),
                   ==,
                   "Rows 2 (1월) and 2 (3월) differ: “2027-01-01” and “2027-05-05”. The first was "
                   "used.");
  g_assert_cmpstr (get_text (&read, 3, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "가나");
  assert_adds_up (&read);
}

/* A table above, with its own columns, is told as one: its rows are no titles. */
static void
test_table_above (void)
{
  g_auto (Read) read = read_sheet ("ISO 9001:2015 인증기업,,,\n인증번호,업체명,만료일,\n"
                                   "Q-1,가,2027-01-01,\n,,,\nISO 14001:2015 인증기업,,,\n"
                                   "인증번호,업체명,소재지,만료일\nE-1,나,서울,2027-01-01\n");

  g_assert_cmpuint (read.import->records->len, ==, 1);
  assert_standards (&read, 0, "ISO 14001:2015");
  g_assert_cmpuint (read.import->skipped->len, ==, 5);
  g_assert_cmpint (
      g_array_index (read.import->skipped, AttestSheetSkip, 1).kind, ==, ATTEST_SHEET_ROW_OTHER);
  g_assert_cmpuint (g_array_index (read.import->skipped, AttestSheetSkip, 1).first, ==, 2);
  g_assert_cmpuint (g_array_index (read.import->skipped, AttestSheetSkip, 1).last, ==, 3);
  assert_adds_up (&read);
}

/* A record with next to nothing in it is one to be completed, and no title that is passed over. */
static void
test_little (void)
{
  g_auto (Read) read = read_sheet ("인증번호,업체명,만료일\nP-1,,\nP-2,나,2027-01-01\n,다,\n"
                                   "P-4,라,2027-01-01\nP-51,,\n,,\n2026년,,\nP-6,마,2027-01-01\n"
                                   ",이상 6건,\n,,\n,,2027-05-01\n");

  g_assert_cmpuint (read.import->records->len, ==, 7);
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_NUMBER), ==, "P-1");
  g_assert_cmpstr (get_text (&read, 2, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "다");
  g_assert_cmpstr (get_text (&read, 4, ATTEST_CERTIFICATE_NUMBER), ==, "P-51");
  g_assert_cmpstr (get_text (&read, 5, ATTEST_CERTIFICATE_NUMBER), ==, "P-6");
  g_assert_cmpstr (get_text (&read, 6, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2027-05-01");
  assert_adds_up (&read);
}

/* A group over several columns is none of them by itself: “유효기간” over “From” is no expiry. */
static void
test_groups (void)
{
  g_auto (Read) known =
      read_sheet ("인증번호,업체명,소재지,유효기간,\nCert No.,Company,Address,From,To\n"
                  "A-1,가,서울,2024-01-01,2026-12-31\n");
  g_auto (Read) unknown =
      read_sheet ("인증번호,업체명,소재지,유효기간,\nCert No.,Company,Address,Alpha,Beta\n"
                  "A-1,가,서울,2024-01-01,2026-12-31\n");

  g_assert_cmpstr (get_text (&known, 0, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2024-01-01");
  g_assert_cmpstr (get_text (&known, 0, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2026-12-31");
  g_assert_cmpstr (get_text (&unknown, 0, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "");
  g_assert_cmpstr (get_text (&unknown, 0, ATTEST_CERTIFICATE_NUMBER), ==, "A-1");
}

/* Columns of the same head are of several sites; of those with others that are for the same, one is
 * left out by name, and none in silence. */
static void
test_columns_of_sites (void)
{
  g_auto (Read) same = read_sheet ("Certificate No,Company,Site Address,Site Address,Site Address\n"
                                   "S-1,A,1 Road,,3 Road\n");
  g_auto (Read) other = read_sheet ("인증번호,업체명,사업장,사업장주소\nC-1,가,1공장,부산\n");

  g_assert_cmpuint (count_sites (&same, 0), ==, 2);
  g_assert_cmpstr (get_site (&same, 0, 0, ATTEST_SITE_STREET), ==, "1 Road");
  g_assert_cmpstr (get_site (&same, 0, 1, ATTEST_SITE_STREET), ==, "3 Road");
  g_assert_cmpuint (count_sites (&other, 0), ==, 1);
  g_assert_cmpstr (get_site (&other, 0, 0, ATTEST_SITE_STREET), ==, "부산");
  g_assert_null (((AttestSheetColumn *) other.import->table->columns->pdata[2])->path);
}

/* A company that is called like a total is one if its number is like the others. */
static void
test_called_total (void)
{
  g_auto (Read) read =
      read_sheet ("업체명,인증번호,만료일\n계,I-1,2027-01-01\n총무,I-2,2027-01-01\n"
                  "소계,2건,\n합계,3,\n");

  g_assert_cmpuint (read.import->records->len, ==, 2);
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_NUMBER), ==, "I-1");
  assert_adds_up (&read);
}

/* A sheet on its side is no list of certificates called “Company” and “Standard”. */
static void
test_turned (void)
{
  static const char text[] = "Certificate No,K-1,K-2\nCompany,A,B\nStandard,ISO 9001,ISO 9001\n"
                             "Expiry,2027-01-01,2027-01-01\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (AttestWorkbook) workbook = attest_workbook_read (bytes, NULL, NULL, NULL);
  g_autoptr (AttestDecisions) none = attest_decisions_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (attest_sheet_import_read (workbook, none, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, "first column"));
}

/* Under a standard, a word can say that the certificate has it no more. */
static void
test_no_marks (void)
{
  g_auto (Read) read =
      read_sheet ("인증번호,업체명,ISO 9001:2015,ISO 14001:2015,ISO 45001:2018,만료일\n"
                  "K-1,가,○,취소,해당없음,2027-01-01\nK-2,나,2024-01-01,NO,v,2027-01-01\n");

  assert_standards (&read, 0, "ISO 9001:2015");
  assert_standards (&read, 1, "ISO 9001:2015, ISO 45001:2018");
  g_assert_true (has_rule (&read, 0, "sheet-mark"));
  g_assert_false (has_rule (&read, 1, "sheet-mark"));
}

/* A comma in an address without quotation marks moves all that is right of it. */
static void
test_long_row (void)
{
  g_auto (Read) read = read_sheet ("Certificate No,Company,Address,City,Expiry Date\n"
                                   "Q-1,Elm,1 High St,Leeds,2027-01-31\n"
                                   "Q-2,Oak,Unit 5, Low St,York,2027-02-28\n"
                                   "Q-3,Ash,3 Mid St,Hull,2027-03-31\n");
  g_auto (Read) untitled = read_sheet ("Certificate No,Company,City\nQ-1,Elm,Leeds,new\n"
                                       "Q-2,Oak,York,old\nQ-3,Ash,Hull\n");

  g_assert_false (has_rule (&read, 0, "sheet-long"));
  g_assert_true (has_rule (&read, 1, "sheet-long"));
  g_assert_false (has_rule (&read, 2, "sheet-long"));
  g_assert_false (has_rule (&untitled, 0, "sheet-long"));
  assert_adds_up (&read);
}

/* Titles of bodies' own sheets. */
static void
test_titles_of_bodies (void)
{
  static const char *const titles[][2] = {
    { "Zert.-Nr.", "certificate_number" },
    { "고객명", "certified_entity_name" },
    { "최초 인증일", "certification_original_issue_date" },
    { "Initial Cert. Date", "certification_original_issue_date" },
    { "갱신 인증일", "certification_issue_date" },
    { "狀態", "certification_status" },
    { "Business Zip Code", "certified_entity_post_code" },
    { "Organisation Address", "certified_entity_street_address" },
    { "Location Address", "sites[].street" },
    { "Management System Standard", "schemes[].standard_list[].standards_name" },
    { "Location Name", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    g_assert_cmpstr (
        attest_sheet_find_head (&attest_certificate_schema, titles[i][0]), ==, titles[i][1]);
}

/* “And one more” beside a number is no part of it. */
static void
test_number_and_more (void)
{
  g_auto (Read) read = read_sheet ("인증번호,업체명,만료일\nK-5 외 1건,가,2027-01-01\n"
                                   "K-외국-1,나,2027-01-01\n");
  static const char *const replaced[] = { "K-9 → K-10",          "K-9->K-10",     "K-8(구 K-800)",
                                          "K-8 (이전번호: K-7)", "K-8 [old K-7]", "K-8 (旧K-7)",
                                          "K-8 (formerly K-7)" };
  static const char *const whole[] = { "K-8 (구미 2공장)", "K-8 (Rev. 2)", "K-8 (KAB 2)", "K->A" };

  g_assert_true (has_rule (&read, 0, "sheet-two-numbers"));
  g_assert_false (has_rule (&read, 1, "sheet-two-numbers"));
  /* One that took the place of another is told as that. */
  for (guint i = 0; i < G_N_ELEMENTS (replaced) + G_N_ELEMENTS (whole); i++)
    {
      const gboolean is_replaced = i < G_N_ELEMENTS (replaced);
      const char *number = is_replaced ? replaced[i] : whole[i - G_N_ELEMENTS (replaced)];
      g_autofree char *sheet =
          g_strdup_printf ("인증번호\t업체명\t만료일\n%s\t가\t2027-01-01\n", number);
      g_auto (Read) one = read_sheet (sheet);

      g_test_message ("%s", number);
      g_assert_cmpint (has_rule (&one, 0, "sheet-number-replaced"), ==, is_replaced);
      g_assert_false (has_rule (&one, 0, "sheet-two-numbers"));
    }
}

/* What has no digit is hardly a number: a part of one, or words below the list. */
static void
test_number_without_digits (void)
{
  g_auto (Read) read =
      read_sheet ("인증번호,업체명,인증규격,만료일\nKR-Q,가,ISO 9001:2015,2027-01-01\n"
                  "KR-Q-1,나,ISO 9001:2015,2027-01-01\n"
                  "위와 같이 등록함,다,,2027-01-01\nＫ－２,라,,2027-01-01\n");
  g_auto (Read) forms = read_sheet ("양식명,과정명,종류\n용접,용접,수료\n");

  g_assert_cmpuint (read.import->records->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (has_rule (&read, i, "sheet-no-digit"), ==, i % 2 == 0 && i < 3);
  g_assert_false (has_rule (&forms, 0, "sheet-no-digit"));
}

/* A quotation mark in the wrong place swallows no rows, and is told where it is. */
static void
test_quote (void)
{
  g_auto (Read) read =
      read_sheet ("Certificate No,Company,City\nQ-1,\"Half Co,Leeds\nQ-2,Oak,Hull\n"
                  "Q-3,5\" Pipes,Hull\n");

  g_assert_cmpuint (read.import->records->len, ==, 3);
  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "Oak");
  g_assert_true (has_rule (&read, 0, "sheet-quote"));
  g_assert_false (has_rule (&read, 1, "sheet-quote"));
  assert_adds_up (&read);
}

/* Cells that are one and stand beside each other stay one where their columns are put apart. */
static void
test_as_one_apart (void)
{
  AttestWorkbook *workbook = g_new0 (AttestWorkbook, 1);
  g_auto (Read) read = { NULL };

  workbook->format = ATTEST_SHEET_XLSX;
  workbook->grids = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_grid_unref);
  add_grid (workbook,
            "1월",
            "인증서번호,최초인증일,업체명,인증일,만료일\nK-1,2024-01-01,가,2024-02-01,2027-01-31");
  attest_grid_add_span (
      add_grid (
          workbook,
          "2월",
          "2월 현황\n인증서번호,업체명,최초인증일,인증일,만료일\nK-2,나,2024-03-01,,2027-02-28\n"
          "K-3,다,,,2027-03-31"),
      (AttestSpan){ 2, 2, 2, 2 });
  attest_grid_add_span (workbook->grids->pdata[1], (AttestSpan){ 0, 0, 1, 9 });
  read = read_workbook (workbook, "*");
  g_assert_cmpuint (read.import->records->len, ==, 3);
  for (guint i = 1; i < 3; i++)
    {
      g_assert_cmpstr (
          get_text (&read, i, ATTEST_CERTIFICATE_ORIGINAL_ISSUE_DATE), ==, "2024-03-01");
      g_assert_cmpstr (get_text (&read, i, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2024-03-01");
    }
  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "나");
  g_assert_cmpstr (get_text (&read, 2, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2027-03-31");
  assert_adds_up (&read);
}

/* A sheet of sites that names the certificate says more of it; one of what ended is another. */
static void
test_sheet_of_sites (void)
{
  AttestWorkbook *workbook = make_months ();
  g_auto (Read) read = { NULL };
  const AttestSheetStray *stray = NULL;

  add_grid (workbook,
            "Sites",
            "Certificate Number,Site Street,Site City\nk-1,1 Road,Leeds\nK-1,2 Road,York\n"
            "K-9,3 Road,York");
  read = read_workbook (workbook, NULL);
  g_assert_cmpint (read.import->layout, ==, 'D');
  g_assert_cmpuint (read.import->records->len, ==, 2);
  g_assert_cmpuint (count_sites (&read, 0), ==, 2);
  g_assert_cmpuint (count_sites (&read, 1), ==, 0);
  g_assert_cmpstr (get_site (&read, 0, 1, ATTEST_SITE_STREET), ==, "2 Road");
  g_assert_false (has_rule (&read, 1, "sheet-orphan"));
  /* What is nobody's there is told. */
  g_assert_cmpuint (read.import->strays->len, ==, 1);
  stray = &g_array_index (read.import->strays, AttestSheetStray, 0);
  g_assert_cmpstr (stray->sheet, ==, "Sites");
  g_assert_cmpuint (stray->row, ==, 4);
  g_assert_cmpstr (stray->id, ==, "K-9");
}

/* Two sheets, of which the first has the records. */
static AttestWorkbook *
make_two (const char *records, const char *other)
{
  AttestWorkbook *workbook = g_new0 (AttestWorkbook, 1);

  workbook->format = ATTEST_SHEET_XLSX;
  workbook->grids = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_grid_unref);
  add_grid (workbook, "Register", records);
  add_grid (workbook, "Other", other);
  return workbook;
}

static Read
read_two (const char *records, const char *other)
{
  return read_workbook (make_two (records, other), NULL);
}

#define TWO_OF_ONE                                                                                 \
  "Certificate No,Company,Customer No,Standard,Expiry Date\n"                                      \
  "T-1,Alder,C-1,ISO 9001:2015,2027-03-14\nT-2,Alder,C-1,ISO 14001:2015,2027-03-14\n"              \
  "T-3,Birch,C-2,ISO 9001:2015,2027-03-14\nT-4,Cedar,,ISO 9001:2015,2027-03-14\n"                  \
  "T-5,Elder,n/a,ISO 9001:2015,2027-03-14"

/* Visits, requests and what ended name the entity as well, and say nothing of its certificates. */
static void
test_lists_of_entities (void)
{
  static const char *const others[] = {
    "Customer No,Company,Standard,Visited on\nC-1,Alder,ISO 9001:2015,1 May\n"
    "C-1,Alder,ISO 14001:2015,2 May\nC-2,Birch,ISO 45001:2018,3 May",
    "Customer No,Standard\nC-1,ISO 45001:2018\nC-2,ISO 45001:2018\n,ISO 45001:2018",
    "Certificate No,Company,Customer No,Standard,Reason\nX-9,Alder,C-1,ISO 45001:2018,moved\n"
    "T-3,Birch,C-2,ISO 45001:2018,closed",
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_auto (Read) read = read_two (TWO_OF_ONE, others[i]);

      g_assert_cmpuint (read.import->records->len, ==, 5);
      g_assert_cmpuint (read.import->joined->len, ==, 0);
      g_assert_cmpint (read.import->layout, ==, 'A');
      assert_standards (&read, 0, "ISO 9001:2015");
      assert_standards (&read, 1, "ISO 14001:2015");
      for (guint record = 0; record < 5; record++)
        g_assert_false (has_rule (&read, record, "sheet-orphan"));
      for (guint record = 2; record < 5; record++)
        assert_standards (&read, record, "ISO 9001:2015");
    }
}

/* What is the entity's is taken, beside what may be of something else; and that is told. */
static void
test_list_of_clients (void)
{
  g_autofree char *words = NULL;
  g_auto (Read) read = read_two (TWO_OF_ONE,
                                 "Customer No,Company,Address,Standard,Reason\n"
                                 "C-1,Alder Ltd.,1 Road,ISO 45001:2018,new\n"
                                 ",Nobody,2 Road,ISO 45001:2018,new\n"
                                 "n/a,Nobody,3 Road,ISO 45001:2018,new");

  g_assert_cmpuint (read.import->joined->len, ==, 1);
  g_assert_cmpstr (read.import->joined->pdata[0], ==, "Other");
  for (guint i = 0; i < 2; i++)
    g_assert_cmpstr (get_text (&read, i, ATTEST_CERTIFICATE_ENTITY_STREET), ==, "1 Road");
  for (guint i = 2; i < 5; i++)
    g_assert_cmpstr (get_text (&read, i, ATTEST_CERTIFICATE_ENTITY_STREET), ==, "");
  assert_standards (&read, 0, "ISO 9001:2015");
  words = attest_sheet_strays_describe (read.import->strays, read.import->left_out);
  g_assert_nonnull (strstr (words, "“Other”"));
}

/* A site of an entity with one certificate is that one's; of several only a person knows. */
static void
test_sites_of_entities (void)
{
  static const AttestSheetStrayKind kinds[] = { ATTEST_SHEET_STRAY_SEVERAL,
                                                ATTEST_SHEET_STRAY_UNKNOWN,
                                                ATTEST_SHEET_STRAY_UNKNOWN,
                                                ATTEST_SHEET_STRAY_NO_ID };
  static const guint rows[] = { 2, 5, 6, 8 };
  g_auto (Read) read = read_two (TWO_OF_ONE,
                                 "Customer No,Site Street\nC-1,1 Road\nC-2,2 Road\n,3 Road\n"
                                 "C-9,4 Road\n,5 Road\n\n,6 Road\nCustomer No,Site Street\n"
                                 "C-2,7 Road\nTotal,7 sites");

  g_assert_cmpuint (read.import->joined->len, ==, 1);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (count_sites (&read, i), ==, i == 2 ? 3 : 0);
  g_assert_cmpstr (get_site (&read, 2, 1, ATTEST_SITE_STREET), ==, "3 Road");
  g_assert_cmpstr (get_site (&read, 2, 2, ATTEST_SITE_STREET), ==, "7 Road");
  g_assert_cmpuint (read.import->strays->len, ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const AttestSheetStray *stray = &g_array_index (read.import->strays, AttestSheetStray, i);

      g_assert_cmpint (stray->kind, ==, kinds[i]);
      g_assert_cmpuint (stray->row, ==, rows[i]);
    }
}

/* Where both sheets have the number, a row is of that certificate, whoever it is about. */
static void
test_number_before_entity (void)
{
  g_auto (Read) read = read_two (TWO_OF_ONE,
                                 "Customer No,Certificate No,Site Street\nC-1,T-1,1 Road\n"
                                 "C-1,T-2,2 Road\nC-1,T-7,3 Road");

  g_assert_cmpuint (count_sites (&read, 0), ==, 1);
  g_assert_cmpuint (count_sites (&read, 1), ==, 1);
  g_assert_cmpstr (get_site (&read, 1, 0, ATTEST_SITE_STREET), ==, "2 Road");
  g_assert_cmpuint (read.import->strays->len, ==, 1);
}

/* What the file hides says nothing, and that is told. */
static void
test_hidden_others (void)
{
  AttestWorkbook *workbook = make_two (
      TWO_OF_ONE, "Certificate No,Site Street\nT-1,1 Road\nT-1,2 Road\nT-2,3 Road\n,4 Road");
  AttestGrid *sites = g_ptr_array_index (workbook->grids, 1);
  const AttestSheetStray *stray = NULL;
  g_auto (Read) read = { NULL };

  attest_grid_hide (add_grid (workbook, "Old", "Certificate No,Site Street\nT-3,5 Road"));
  attest_grid_hide_row (sites, 2);
  attest_grid_hide_row (sites, 3);
  read = read_workbook (workbook, NULL);
  g_assert_cmpuint (read.import->joined->len, ==, 1);
  g_assert_cmpuint (count_sites (&read, 0), ==, 1);
  /* What goes on with a row that is hidden is still of that certificate. */
  g_assert_cmpuint (count_sites (&read, 1), ==, 1);
  g_assert_cmpuint (count_sites (&read, 2), ==, 0);
  g_assert_cmpuint (read.import->strays->len, ==, 2);
  stray = &g_array_index (read.import->strays, AttestSheetStray, 0);
  g_assert_cmpint (stray->kind, ==, ATTEST_SHEET_STRAY_HIDDEN);
  g_assert_cmpuint (stray->row, ==, 3);
}

/* Each of two rows that differ is told with its sheet. */
static void
test_other_sheet_differs (void)
{
  g_auto (Read) read =
      read_two (TWO_OF_ONE, "Customer No,Company,Address\nC-2,Ash,1 Road\nC-2,Birch,2 Road");
  static const char *const rows[] = { "Rows 4 and 2 (Other) differ",
                                      "Rows 2 (Other) and 3 (Other) differ" };
  GPtrArray *problems = get (&read, 2)->problems;
  guint n = 0;

  for (guint i = 0; i < problems->len; i++)
    if (g_strcmp0 (attest_problem_get_rule (problems->pdata[i]), "rows-differ") == 0)
      {
        g_assert_cmpuint (n, <, G_N_ELEMENTS (rows));
        g_assert_true (
            g_str_has_prefix (attest_problem_get_message (problems->pdata[i]), rows[n++]));
      }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (rows));
}

/* Dates as they are typed on a telephone, and with the words around them. */
static void
test_typed_dates (void)
{
  g_auto (Read) read =
      read_sheet ("인증서번호,업체명,인증일,만료일\nK-1,가,2025.04.15일,~2028-04-14\n"
                  "K-2,가,2025·4·15,2028년4월14일까지\nK-3,가,20250415.,2028. 4. 14 까지\n"
                  "총 합 계,,3건,\n");

  g_assert_cmpuint (read.import->undecided->len, ==, 0);
  g_assert_cmpuint (read.import->records->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpstr (get_text (&read, i, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2025-04-15");
      g_assert_cmpstr (get_text (&read, i, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2028-04-14");
    }
  assert_adds_up (&read);
}

/* For how long a certificate is valid stands behind its days and is none; a moment elsewhere, which
 * can be the next day here, is asked without an answer that somebody might take unseen. */
static void
test_days_and_more (void)
{
  static const char *const terms[] = { "2024.03.05 ~ 2027.03.04 (3년)",
                                       "2024-03-05~2027-03-04(3년간)",
                                       "2024-03-05 - 2027-03-04 (36개월)",
                                       "2024-03-05 to 2027-03-04 (3 years)",
                                       "2024年3月5日～2027年3月4日（3年間）" };
  g_auto (Read) ends = read_sheet (
      "인증번호,업체명,만료일\nK-1,가,2027-03-04 (3년)\nK-2,나,3년\nK-3,다,2027-03-04 (2차)\n");
  g_auto (Read) zoned = read_sheet ("인증번호,업체명,만료일\nK-1,가,2027-03-18T15:00:00.000Z\n");

  for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      g_autofree char *sheet =
          g_strdup_printf ("인증번호\t업체명\t유효기간\nK-1\t가\t%s\n", terms[i]);
      g_auto (Read) read = read_sheet (sheet);

      g_test_message ("%s", terms[i]);
      g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2024-03-05");
      g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2027-03-04");
    }
  g_assert_cmpstr (get_text (&ends, 0, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2027-03-04");
  g_assert_nonnull (find_undecided (&ends, "3년"));
  g_assert_nonnull (find_undecided (&ends, "2027-03-04 (2차)"));
  g_assert_null (find_undecided (&zoned, "2027-03-18T15:00:00.000Z")->offer);
}

/* Two-digit years: one day that can be read in one way alone says for its column where they are. */
static void
test_short_years (void)
{
  g_auto (Read) read =
      read_sheet ("인증서번호,업체명,최초인증일,인증일,만료일\nK-1,가,4/15/19,25.3.5,15/4/28\n"
                  "K-2,나,5/1/19,25.4.1,1/2/28\nK-3,다,6/7/8,25.12.31,\n");

  g_assert_cmpstr (find_undecided (&read, "4/15/19")->offer, ==, "2019-04-15");
  g_assert_cmpstr (find_undecided (&read, "5/1/19")->offer, ==, "2019-05-01");
  g_assert_cmpstr (find_undecided (&read, "6/7/8")->offer, ==, "2008-06-07");
  g_assert_cmpstr (find_undecided (&read, "25.3.5")->offer, ==, "2025-03-05");
  g_assert_cmpstr (find_undecided (&read, "25.4.1")->offer, ==, "2025-04-01");
  /* The year is not proved to be behind: 15/4/28 is a day either way, and the first one stays. */
  g_assert_cmpstr (find_undecided (&read, "15/4/28")->offer, ==, "2015-04-28");
}

/* Where one column shows which number is which, the others are likely written alike; where they
 * cannot be, or the others say different things, nothing is taken from them. */
static void
test_short_years_beside (void)
{
  g_auto (Read) beside =
      read_sheet ("Certificate No,Company,Original Issue Date,Issue Date,Expiry Date\n"
                  "K-1,A,04/15/2019,3/4/22,3/3/25\nK-2,B,4/5/20,5/6/23,5.5.26\n");
  g_auto (Read) differ =
      read_sheet ("Certificate No,Company,Original Issue Date,Issue Date,Expiry Date\n"
                  "K-1,A,04/15/2019,15/04/2022,3/4/25\n");
  g_auto (Read) whole =
      read_sheet ("Certificate No,Company,Issue Date,Expiry Date\nK-1,A,04/15/2019,03/04/2022\n");
  static const Decided decided[] = { { ATTEST_DECIDE_DATE, "Issue Date", "d/m/y" },
                                     { ATTEST_DECIDE_DATE, "Original Issue Date", "y/m/d" } };
  g_autoptr (AttestDecisions) decisions = decide (decided, G_N_ELEMENTS (decided));
  g_auto (Read) said =
      read_with ("Certificate No,Company,Original Issue Date,Issue Date,Expiry Date\n"
                 "K-1,A,03/04/2022,3/5/22,3/6/25\n",
                 decisions);

  g_assert_cmpstr (find_undecided (&beside, "3/4/22")->offer, ==, "2022-03-04");
  g_assert_cmpstr (find_undecided (&beside, "5/6/23")->offer, ==, "2023-05-06");
  g_assert_cmpstr (find_undecided (&beside, "4/5/20")->offer, ==, "2020-04-05");
  g_assert_cmpstr (get_text (&beside, 0, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "");
  /* Written with two signs, they are not all alike. */
  g_assert_cmpstr (find_undecided (&beside, "3/3/25")->offer, ==, "2003-03-25");
  g_assert_cmpstr (find_undecided (&differ, "3/4/25")->offer, ==, "2003-04-25");
  /* So are days with whole years, which their own column says nothing of. */
  g_assert_cmpstr (find_undecided (&whole, "03/04/2022")->offer, ==, "2022-03-04");
  g_assert_cmpstr (find_undecided (&said, "3/5/22")->offer, ==, "2022-05-03");
  g_assert_cmpstr (find_undecided (&said, "3/6/25")->offer, ==, "2025-06-03");
  g_assert_null (find_undecided (&said, "03/04/2022")->offer);
}

/* A certificate does not end before it begins: that says where the year is. */
static void
test_short_years_in_time (void)
{
  g_auto (Read) read = read_sheet ("Certificate No,Company,Issue Date,Expiry Date\n"
                                   "B-1,A,13/02/24,12/02/27\nB-2,B,05/06/24,04/06/27\n");
  g_auto (Read) front = read_sheet ("Certificate No,Company,Issue Date,Expiry Date\n"
                                    "B-1,A,24/05/20,27/05/19\n");

  g_assert_cmpstr (find_undecided (&read, "13/02/24")->offer, ==, "2024-02-13");
  g_assert_cmpstr (find_undecided (&read, "04/06/27")->offer, ==, "2027-06-04");
  g_assert_cmpstr (find_undecided (&front, "24/05/20")->offer, ==, "2024-05-20");
  g_assert_cmpstr (find_undecided (&front, "27/05/19")->offer, ==, "2027-05-19");
}

/* Two certificates in one row are told, never taken for one with a long number in silence. */
static void
test_two_numbers (void)
{
  g_auto (Read) read = read_sheet ("인증서번호,업체명,만료일\nQ-1 / E-1,가,2028-04-14\n"
                                   "\"Q-2\nE-2\",나,2028-04-14\nQ-3/2025,다,2028-04-14\n"
                                   "Q 4 (Rev. 2),라,2028-04-14\n");

  g_assert_cmpuint (read.import->records->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (has_rule (&read, i, "sheet-two-numbers"), ==, i < 2);
}

/* A sheet for each scheme says so in its name alone. */
static void
test_sheet_of_standard (void)
{
  AttestWorkbook *workbook = g_new0 (AttestWorkbook, 1);
  g_auto (Read) read = { NULL };

  workbook->format = ATTEST_SHEET_XLSX;
  workbook->grids = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_grid_unref);
  add_grid (workbook, "ISO 9001", "인증서번호,업체명,만료일\nK-1,가나,2027-01-01\n비고: 없음");
  add_grid (
      workbook, "ISO 14001", "인증서번호,업체명,만료일\nK-1,가나,2027-01-01\nK-2,다,2027-01-01");
  read = read_workbook (workbook, "*");
  g_assert_cmpuint (read.import->records->len, ==, 2);
  assert_standards (&read, 0, "ISO 9001, ISO 14001");
  assert_standards (&read, 1, "ISO 14001");
  assert_adds_up (&read);
}

/* A sheet for each country says so in its name alone: that is offered, and never taken in silence;
 * what else a sheet is called says nothing, and a column says more. */
static void
test_sheet_of_country (void)
{
  static const Decided all[] = { { ATTEST_DECIDE_SHEET, "", "*" },
                                 { ATTEST_DECIDE_VALUE, "certified_entity_country:日本", "" },
                                 { ATTEST_DECIDE_OFFERS, "", "yes" } };
  static const char *const names[] = { "Korea", "日本", "Summary", "Japan" };
  static const char *const columns[] = { "", "", "", ",국가" };

  for (guint n_decided = 1; n_decided <= G_N_ELEMENTS (all); n_decided++)
    {
      AttestWorkbook *workbook = g_new0 (AttestWorkbook, 1);
      g_autoptr (AttestDecisions) decisions = decide (all, n_decided);
      g_auto (Read) read = { workbook };

      workbook->format = ATTEST_SHEET_XLSX;
      workbook->grids = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_grid_unref);
      for (guint i = 0; i < (n_decided > 1 ? 3 : G_N_ELEMENTS (names)); i++)
        {
          g_autofree char *text = g_strdup_printf ("인증번호,업체명,만료일,소재지,상태%s\n"
                                                   "%s-1,가,2027-01-01\n%s-2,나,2027-01-01",
                                                   columns[i],
                                                   names[i],
                                                   names[i]);

          add_grid (workbook, names[i], text);
        }
      read.import = attest_sheet_import_read (workbook, decisions, NULL, NULL);
      g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ENTITY_COUNTRY),
                       ==,
                       n_decided == 3 ? "Korea, Republic of" : "");
      g_assert_cmpstr (get_text (&read, 2, ATTEST_CERTIFICATE_ENTITY_COUNTRY), ==, "");
      g_assert_cmpstr (get_text (&read, 4, ATTEST_CERTIFICATE_ENTITY_COUNTRY), ==, "");
      g_assert_cmpuint (read.import->undecided->len, ==, n_decided == 2);
      if (n_decided != 2)
        continue;
      g_assert_cmpstr (find_undecided (&read, "Korea")->offer, ==, "Korea, Republic of");
      g_assert_cmpuint (find_undecided (&read, "Korea")->count, ==, 2);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet-import/heads", test_heads);
  g_test_add_func ("/sheet-import/standards", test_standards);
  g_test_add_func ("/sheet-import/doubtful-standards", test_doubtful_standards);
  g_test_add_func ("/sheet-import/near-names", test_near_names);
  g_test_add_func ("/sheet-import/ends", test_ends);
  g_test_add_func ("/sheet-import/dittos", test_dittos);
  g_test_add_func ("/sheet-import/nothing", test_nothing);
  g_test_add_func ("/sheet-import/one-row-each", test_one_row_each);
  g_test_add_func ("/sheet-import/row-per-standard", test_row_per_standard);
  g_test_add_func ("/sheet-import/row-per-site", test_row_per_site);
  g_test_add_func ("/sheet-import/numbered-columns", test_numbered_columns);
  g_test_add_func ("/sheet-import/one-row-of-titles", test_one_row_of_titles);
  g_test_add_func ("/sheet-import/periods", test_periods);
  g_test_add_func ("/sheet-import/marks", test_marks);
  g_test_add_func ("/sheet-import/titles-beside", test_titles_beside);
  g_test_add_func ("/sheet-import/table-beside", test_table_beside);
  g_test_add_func ("/sheet-import/standards-beside", test_standards_beside);
  g_test_add_func ("/sheet-import/numbered-beside", test_numbered_beside);
  g_test_add_func ("/sheet-import/letters-for-standards", test_letters_for_standards);
  g_test_add_func ("/sheet-import/marked-status", test_marked_status);
  g_test_add_func ("/sheet-import/numbers-under-standards", test_numbers_under_standards);
  g_test_add_func ("/sheet-import/said-to-be-over", test_said_to_be_over);
  g_test_add_func ("/sheet-import/named-over", test_named_over);
  g_test_add_func ("/sheet-import/turkish-letters", test_turkish_letters);
  g_test_add_func ("/sheet-import/two-in-cells", test_two_in_cells);
  g_test_add_func ("/sheet-import/cards", test_cards);
  g_test_add_func ("/sheet-import/third-row-of-titles", test_third_row_of_titles);
  g_test_add_func ("/sheet-import/three-rows-of-titles", test_three_rows_of_titles);
  g_test_add_func ("/sheet-import/doubtful-marks", test_doubtful_marks);
  g_test_add_func ("/sheet-import/wild-blocks", test_wild_blocks);
  g_test_add_func ("/sheet-import/main-site-alone", test_main_site_alone);
  g_test_add_func ("/sheet-import/examples", test_examples);
  g_test_add_func ("/sheet-import/wild-totals", test_wild_totals);
  g_test_add_func ("/sheet-import/main-site", test_main_site);
  g_test_add_func ("/sheet-import/blocks", test_blocks);
  g_test_add_func ("/sheet-import/titles-of-bodies", test_titles_of_bodies);
  g_test_add_func ("/sheet-import/two-languages", test_two_languages);
  g_test_add_func ("/sheet-import/merged", test_merged);
  g_test_add_func ("/sheet-import/form", test_form);
  g_test_add_func ("/sheet-import/goes-on", test_goes_on);
  g_test_add_func ("/sheet-import/forms-apart", test_forms_apart);
  g_test_add_func ("/sheet-import/numbers-of-bodies", test_numbers_of_bodies);
  g_test_add_func ("/sheet-import/rows-differ", test_rows_differ);
  g_test_add_func ("/sheet-import/issued-again", test_issued_again);
  g_test_add_func ("/sheet-import/two-entities", test_two_entities);
  g_test_add_func ("/sheet-import/two-names", test_two_names);
  g_test_add_func ("/sheet-import/one-number-for-all", test_one_number_for_all);
  g_test_add_func ("/sheet-import/one-number-for-many-ids", test_one_number_for_many_ids);
  g_test_add_func ("/sheet-import/notes", test_notes);
  g_test_add_func ("/sheet-import/pages", test_pages);
  g_test_add_func ("/sheet-import/odd-rows", test_odd_rows);
  g_test_add_func ("/sheet-import/other-table", test_other_table);
  g_test_add_func ("/sheet-import/sites-below", test_sites_below);
  g_test_add_func ("/sheet-import/hidden", test_hidden);
  g_test_add_func ("/sheet-import/said-twice", test_said_twice);
  g_test_add_func ("/sheet-import/no-mark", test_no_mark);
  g_test_add_func ("/sheet-import/ditto", test_ditto);
  g_test_add_func ("/sheet-import/lines", test_lines);
  g_test_add_func ("/sheet-import/sites-in-a-cell", test_sites_in_a_cell);
  g_test_add_func ("/sheet-import/site-as-entity", test_site_as_entity);
  g_test_add_func ("/sheet-import/mistyped-standards", test_mistyped_standards);
  g_test_add_func ("/sheet-import/undone-words", test_undone_words);
  g_test_add_func ("/sheet-import/hidden-between", test_hidden_between);
  g_test_add_func ("/sheet-import/rivals", test_rivals);
  g_test_add_func ("/sheet-import/ended", test_ended);
  g_test_add_func ("/sheet-import/open-constants", test_open_constants);
  g_test_add_func ("/sheet-import/courses", test_courses);
  g_test_add_func ("/sheet-import/words-for-rows", test_words_for_rows);
  g_test_add_func ("/sheet-import/framed-table", test_framed_table);
  g_test_add_func ("/sheet-import/same-requirement", test_same_requirement);
  g_test_add_func ("/sheet-import/day-for-number", test_day_for_number);
  g_test_add_func ("/sheet-import/unseen", test_unseen);
  g_test_add_func ("/sheet-import/requirements-in-a-cell", test_requirements_in_a_cell);
  g_test_add_func ("/sheet-import/undecided", test_undecided);
  g_test_add_func ("/sheet-import/date-order", test_date_order);
  g_test_add_func ("/sheet-import/wishes", test_wishes);
  g_test_add_func ("/sheet-import/decided-words", test_decided_words);
  g_test_add_func ("/sheet-import/decided-neither", test_decided_neither);
  g_test_add_func ("/sheet-import/same-for-all", test_same_for_all);
  g_test_add_func ("/sheet-import/signs", test_signs);
  g_test_add_func ("/sheet-import/cancelled-below", test_cancelled_below);
  g_test_add_func ("/sheet-import/opposite", test_opposite);
  g_test_add_func ("/sheet-import/abroad", test_abroad);
  g_test_add_func ("/sheet-import/no-head", test_no_head);
  g_test_add_func ("/sheet-import/bodies", test_bodies);
  g_test_add_func ("/sheet-import/national-numbers", test_national_numbers);
  g_test_add_func ("/sheet-import/groups-in-two-languages", test_groups_in_two_languages);
  g_test_add_func ("/sheet-import/noted-end", test_noted_end);
  g_test_add_func ("/sheet-import/renewed", test_renewed);
  g_test_add_func ("/sheet-import/kind-of-audit", test_kind_of_audit);
  g_test_add_func ("/sheet-import/two-languages-of-a-name", test_two_languages_of_a_name);
  g_test_add_func ("/sheet-import/address-lines", test_address_lines);
  g_test_add_func ("/sheet-import/no-table", test_no_table);
  g_test_add_func ("/sheet-import/one-column", test_one_column);
  g_test_add_func ("/sheet-import/vast", test_vast);
  g_test_add_func ("/sheet-import/many", test_many);
  g_test_add_func ("/sheet-import/many-sites", test_many_sites);
  g_test_add_func ("/sheet-import/cells", test_cells);
  g_test_add_func ("/sheet-import/left-out", test_left_out);
  g_test_add_func ("/sheet-import/unnamed", test_unnamed);
  g_test_add_func ("/sheet-import/many-cells", test_many_cells);
  g_test_add_func ("/sheet-import/eras", test_eras);
  g_test_add_func ("/sheet-import/alike", test_alike);
  g_test_add_func ("/sheet-import/as-one", test_as_one);
  g_test_add_func ("/sheet-import/some-as-one", test_some_as_one);
  g_test_add_func ("/sheet-import/as-one-differ", test_as_one_differ);
  g_test_add_func ("/sheet-import/table-above", test_table_above);
  g_test_add_func ("/sheet-import/little", test_little);
  g_test_add_func ("/sheet-import/groups", test_groups);
  g_test_add_func ("/sheet-import/columns-of-sites", test_columns_of_sites);
  g_test_add_func ("/sheet-import/called-total", test_called_total);
  g_test_add_func ("/sheet-import/turned", test_turned);
  g_test_add_func ("/sheet-import/no-marks", test_no_marks);
  g_test_add_func ("/sheet-import/quote", test_quote);
  g_test_add_func ("/sheet-import/long-row", test_long_row);
  g_test_add_func ("/sheet-import/titles", test_titles);
  g_test_add_func ("/sheet-import/number-and-more", test_number_and_more);
  g_test_add_func ("/sheet-import/number-without-digits", test_number_without_digits);
  g_test_add_func ("/sheet-import/as-one-apart", test_as_one_apart);
  g_test_add_func ("/sheet-import/sheet-of-standard", test_sheet_of_standard);
  g_test_add_func ("/sheet-import/sheet-of-sites", test_sheet_of_sites);
  g_test_add_func ("/sheet-import/lists-of-entities", test_lists_of_entities);
  g_test_add_func ("/sheet-import/list-of-clients", test_list_of_clients);
  g_test_add_func ("/sheet-import/sites-of-entities", test_sites_of_entities);
  g_test_add_func ("/sheet-import/number-before-entity", test_number_before_entity);
  g_test_add_func ("/sheet-import/hidden-others", test_hidden_others);
  g_test_add_func ("/sheet-import/other-sheet-differs", test_other_sheet_differs);
  g_test_add_func ("/sheet-import/sheet-of-country", test_sheet_of_country);
  g_test_add_func ("/sheet-import/typed-dates", test_typed_dates);
  g_test_add_func ("/sheet-import/days-and-more", test_days_and_more);
  g_test_add_func ("/sheet-import/short-years", test_short_years);
  g_test_add_func ("/sheet-import/short-years-beside", test_short_years_beside);
  g_test_add_func ("/sheet-import/short-years-in-time", test_short_years_in_time);
  g_test_add_func ("/sheet-import/two-numbers", test_two_numbers);
  return g_test_run ();
}
