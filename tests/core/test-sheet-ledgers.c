/* What offices keep in ledgers, read so that nothing is lost without a word. */
#include "attest-config.h"

#include "intake/attest-sheet-import.h"
#include "model/attest-certificate.h"
#include "model/attest-form.h"
#include "sheet-fixture.h"

static AttestWorkbook *
make_workbook (void)
{
  AttestWorkbook *workbook = g_new0 (AttestWorkbook, 1);

  workbook->format = ATTEST_SHEET_XLSX;
  workbook->grids = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_grid_unref);
  return workbook;
}

/* An entity that no id joins to its certificate: both sides are told. */
static void
test_no_id (void)
{
  AttestWorkbook *workbook = make_workbook ();
  g_auto (Read) read = { NULL };
  const AttestSheetStray *stray = NULL;

  add_grid (workbook,
            "Certified Entity",
            "Certified Entity Unique ID,Certified Entity Name,Country/Economy\n"
            "E-1,Alder,Korea\n,Birch,Korea");
  add_grid (workbook,
            "Certification",
            "Certified Entity Unique ID,Certificate Number,Certification Expiry Date\n"
            "E-1,K-1,2027-01-01\n,K-2,2027-01-01");
  read = read_workbook (workbook, NULL);
  g_assert_cmpuint (read.import->records->len, ==, 2);
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "Alder");
  g_assert_false (has_rule (&read, 0, "sheet-orphan"));
  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "");
  g_assert_true (has_rule (&read, 1, "sheet-orphan"));
  g_assert_cmpuint (read.import->strays->len, ==, 1);
  stray = &g_array_index (read.import->strays, AttestSheetStray, 0);
  g_assert_cmpint (stray->kind, ==, ATTEST_SHEET_STRAY_NO_ID);
  g_assert_cmpstr (stray->sheet, ==, "Certified Entity");
  g_assert_cmpuint (stray->row, ==, 3);
}

/* A sheet that goes on with the list of another one, without its titles, is told and not lost
 * without a word; what only has figures where the others have their number is none. */
static void
test_no_titles (void)
{
  AttestWorkbook *workbook = make_workbook ();
  g_auto (Read) read = { NULL };
  const AttestSheetStray *stray = NULL;
  g_autofree char *words = NULL;

  add_grid (workbook, "1", "인증번호,업체명,만료일\nK-1,가,2027-01-01\nK-2,나,2027-01-01");
  add_grid (workbook, "2", "K-3,다,2027-01-01\nK-4,라,2027-01-01");
  add_grid (workbook, "3", "1,12,3\n2,14,5");
  add_grid (workbook, "4", "K-1\nK-2");
  read = read_workbook (workbook, NULL);
  g_assert_cmpuint (read.import->records->len, ==, 2);
  g_assert_cmpuint (read.import->strays->len, ==, 2);
  stray = &g_array_index (read.import->strays, AttestSheetStray, 1);
  g_assert_cmpint (stray->kind, ==, ATTEST_SHEET_STRAY_NO_HEAD);
  g_assert_cmpstr (stray->sheet, ==, "2");
  g_assert_cmpuint (stray->row, ==, 2);
  g_assert_cmpstr (stray->id, ==, "K-4");
  words = attest_sheet_strays_describe (read.import->strays, read.import->left_out);
  g_assert_nonnull (strstr (words, "“2” row 1 (K-3), “2” row 2 (K-4)"));
}

/* A filter that is set hides a standard or a site of a record: it is told there, for what is sent
 * replaces what has it. */
static void
test_hidden_part (void)
{
  AttestWorkbook *workbook = make_workbook ();
  AttestGrid *grid = add_grid (workbook,
                               "1",
                               "Certificate No,Company,Standard,Site Address\n"
                               "K-1,Elm,ISO 9001:2015,1 Road\nK-2,Oak,ISO 9001:2015,2 Road\n"
                               ",,,3 Road\nK-1,Elm,ISO 14001:2015,1 Road\nK-3,Fir,,\nK-4,Ash,,");
  static const gboolean is_told[] = { TRUE, TRUE, FALSE };
  g_auto (Read) read = { NULL };

  attest_grid_hide_row (grid, 3);
  attest_grid_hide_row (grid, 4);
  attest_grid_hide_row (grid, 6);
  read = read_workbook (workbook, NULL);
  g_assert_cmpuint (read.import->records->len, ==, G_N_ELEMENTS (is_told));
  for (guint i = 0; i < G_N_ELEMENTS (is_told); i++)
    g_assert_cmpint (has_rule (&read, i, "rows-hidden"), ==, is_told[i]);
  assert_adds_up (&read);
}

/* A number that names the standard it is for is a certificate with that one, and has no standard in
 * its number. */
static void
test_named_standards (void)
{
  g_auto (Read) read =
      read_sheet ("업체명,인증번호,인증규격,인증일,만료일\n"
                  "한빛,\"KQ-1(ISO 9001), KE-1(ISO 14001)\",,2024-01-02,2027-01-01\n"
                  "가온,\"KQ-2 (ISO 9001)\nKE-2 (ISO 14001)\",\"ISO 9001:2015\nISO 14001:2015\","
                  "\"2024-01-02\n2024-02-02\",2027-01-01\n"
                  "나래,KQ-3(ISO 9001:2015),ISO 9001:2015,2024-01-02,2027-01-01\n"
                  "다온,ISO 9001: KQ-4 / ISO 14001: KE-4,,2024-01-02,2027-01-01\n"
                  "라온,\"KQ-5(ISO 9001), KE-5(ISO 14001)\",ISO 45001:2018,2024-01-02,2027-01-01\n"
                  "마루,KQ-6(서울),ISO 9001:2015,2024-01-02,2027-01-01\n"
                  "바다,\"K-7(ISO 9001:2015, ISO 14001:2015)\",,2024-01-02,2027-01-01\n");
  static const char *const numbers[] = { "KQ-1", "KE-1", "KQ-2", "KE-2", "KQ-3", "KQ-4", "KE-4" };

  g_assert_cmpuint (read.import->records->len, ==, 10);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_assert_cmpstr (get_text (&read, i, ATTEST_CERTIFICATE_NUMBER), ==, numbers[i]);
      g_assert_false (has_rule (&read, i, "sheet-two-numbers"));
    }
  /* Which edition is meant is asked. */
  g_assert_cmpstr (find_undecided (&read, "ISO 14001")->offer, ==, "ISO 14001:2015");
  assert_standards (&read, 2, "ISO 9001:2015");
  assert_standards (&read, 3, "ISO 14001:2015");
  g_assert_cmpstr (get_text (&read, 3, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2024-02-02");
  assert_standards (&read, 4, "ISO 9001:2015");
  /* Where the cells do not fit together, a person has to look; what is no standard stays. */
  g_assert_true (has_rule (&read, 7, "sheet-two-numbers"));
  g_assert_cmpstr (get_text (&read, 8, ATTEST_CERTIFICATE_NUMBER), ==, "KQ-6(서울)");
  g_assert_cmpstr (get_text (&read, 9, ATTEST_CERTIFICATE_NUMBER), ==, "K-7");
  assert_standards (&read, 9, "ISO 9001:2015, ISO 14001:2015");
  g_assert_true (g_hash_table_contains (read.import->said, "schemes"));
  assert_adds_up (&read);
}

/* However the numbers and their standards are parted. */
static void
test_named_however (void)
{
  static const char *const cells[] = {
    "KQ-1（ISO 9001:2015）、KE-1（ISO 14001:2015）", "KQ-1[ISO 9001:2015] / KE-1[ISO 14001:2015]",
    "KQ-1(ISO 9001:2015) KE-1(ISO 14001:2015)",      "KQ-1(ISO 9001:2015)/KE-1(ISO 14001:2015)",
    "KQ-1: ISO 9001:2015; KE-1: ISO 14001:2015",     "KQ-1 ISO 9001:2015, KE-1 ISO 14001:2015",
    "ISO 9001:2015 KQ-1, ISO 14001:2015 KE-1",
  };
  static const char *const tight[] = { "KQ-1,KE-1", "KQ-1·KE-1", "KQ-1/KE-1", "KQ-1、KE-1" };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autofree char *sheet =
          g_strdup_printf ("인증번호\t업체명\t만료일\n%s\t가\t2027-01-01\n", cells[i]);
      g_auto (Read) read = read_sheet (sheet);

      g_test_message ("%s", cells[i]);
      g_assert_cmpuint (read.import->records->len, ==, 2);
      g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_NUMBER), ==, "KQ-1");
      g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_NUMBER), ==, "KE-1");
      assert_standards (&read, 0, "ISO 9001:2015");
      assert_standards (&read, 1, "ISO 14001:2015");
    }
  for (guint i = 0; i < G_N_ELEMENTS (tight); i++)
    {
      g_autofree char *sheet = g_strdup_printf ("인증번호\t업체명\t인증규격\n"
                                                "%s\t가\tISO 9001:2015, ISO 14001:2015\n"
                                                "%s\t나\tISO 9001:2015\n",
                                                tight[i],
                                                tight[i]);
      g_auto (Read) read = read_sheet (sheet);

      g_test_message ("%s", tight[i]);
      g_assert_cmpuint (read.import->records->len, ==, 3);
      g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_NUMBER), ==, "KE-1");
      assert_standards (&read, 1, "ISO 14001:2015");
      g_assert_true (has_rule (&read, 2, "sheet-two-numbers"));
    }
  {
    g_auto (Read) read = read_sheet ("인증번호\t업체명\t인증규격\n"
                                     "QMS/2024-15\t가\tISO 9001:2015, ISO 14001:2015\n"
                                     "IN/QMS/001\t나\tISO 9001:2015\n");

    g_assert_cmpuint (read.import->records->len, ==, 2);
    g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_NUMBER), ==, "QMS/2024-15");
    g_assert_false (has_rule (&read, 0, "sheet-two-numbers"));
    g_assert_false (has_rule (&read, 1, "sheet-two-numbers"));
  }
}

/* A row that sums up those above under a name, as spreadsheets write it, is none of them; a company
 * called so has a number or a day. */
static void
test_totals_of (void)
{
  static const char *const totals[] = {
    ",서울지사 소계,2건,,",
    ",서울지사소계,,,2",
    ",,ISO 9001:2015 개수,,2",
    "요약,,,,2",
    "서울지사 요약,,,,2",
    ",소계(서울지사),2,,",
    ",서울 Count,,,2",
    "集計,,,,2",
    "東京 個数,,,,2",
    "Seoul Total,,,,\"1,200\"",
    "총합계,,,,2",
    "전체 개수,,,,2",
    "Gesamtergebnis,,,,2",
    "汇总,,,,2",
    "Grand Count,,,,2",
  };
  static const char *const records[] = {
    "3,Q-3,서울 소계,,2027-01-01",
    ",Q-3,서울 소계,,",
    ",,서울 소계,ISO 9001:2015,",
    ",,한빛 요약 연구소,,2",
  };

  for (guint i = 0; i < G_N_ELEMENTS (totals) + G_N_ELEMENTS (records); i++)
    {
      const gboolean is_total = i < G_N_ELEMENTS (totals);
      const char *row = is_total ? totals[i] : records[i - G_N_ELEMENTS (totals)];
      g_autofree char *sheet = g_strdup_printf ("구분,인증번호,업체명,인증규격,만료일\n"
                                                "1,Q-1,한빛,ISO 9001:2015,2027-01-01\n"
                                                "2,Q-2,가온,ISO 9001:2015,2027-01-01\n%s\n",
                                                row);
      g_auto (Read) read = read_sheet (sheet);

      g_test_message ("%s", row);
      g_assert_cmpuint (read.import->records->len, ==, is_total ? 2 : 3);
      if (is_total)
        g_assert_cmpuint (read.import->undecided->len, ==, 0);
      assert_adds_up (&read);
    }
}

static void
assert_days (const char *sheet, const char *original, const char *issue, const char *expiry)
{
  g_auto (Read) read = read_sheet (sheet);

  g_test_message ("%s", sheet);
  g_assert_cmpuint (read.import->records->len, ==, 1);
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ORIGINAL_ISSUE_DATE), ==, original);
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ISSUE_DATE), ==, issue);
  g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, expiry);
  assert_adds_up (&read);
}

/* A word over days, alone or under a group, says which day of the certificate it is. */
static void
test_day_heads (void)
{
  static const char *const sheets[] = {
    "인증번호,업체명,최초,갱신,만료\nK-1,가,2020-01-02,2023-01-02,2026-01-01\n",
    "인증번호,업체명,최초인증,발행,만료일자\nK-1,가,2020-01-02,2023-01-02,2026-01-01\n",
    "인증번호,업체명,인증일자,,\n,,최초,갱신,만료\nK-1,가,2020-01-02,2023-01-02,2026-01-01\n",
    "인증번호,업체명,유효기간,,\n,,최초인증,갱신인증,만료일자\n"
    "K-1,가,2020-01-02,2023-01-02,2026-01-01\n",
    "인증번호,업체명,인증일자,유효기간,\n,,최초,시작,만료\nK-1,가,2020-01-02,2023-01-02,2026-01-"
    "01\n",
    "Certificate No,Company,Dates,,\n,,Initial,Issued,Expiry\n"
    "K-1,A,2020-01-02,2023-01-02,2026-01-01\n",
    "Certificate No,Company,Initial,Renewal,Expired\nK-1,A,2020-01-02,2023-01-02,2026-01-01\n",
    "登録番号,組織名,初回,更新,満了\nK-1,A,2020-01-02,2023-01-02,2026-01-01\n",
    "证书编号,企业名称,初次,换证,到期\nK-1,A,2020-01-02,2023-01-02,2026-01-01\n",
    "Zertifikat-Nr;Firma;Erstmals;Rezertifizierung;Ablauf\nK-1;A;2020-01-02;2023-01-02;2026-01-"
    "01\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    assert_days (sheets[i], "2020-01-02", "2023-01-02", "2026-01-01");
  /* Days of audits, marks and statuses are none of the certificate's. */
  assert_days (
      "인증번호,업체명,심사일,,\n,,최초,사후,갱신\nK-1,가,2020-01-02,2021-01-02,2023-01-02\n",
      "",
      "",
      "");
  assert_days ("인증번호,업체명,최초,갱신,만료일\nK-1,가,○,,2026-01-01\n", "", "", "2026-01-01");
  /* A renewal behind audits is still to come. */
  assert_days ("인증번호,업체명,인증,1차사후,2차사후,갱신,만료\n"
               "K-1,가,2024-01-02,2025-01-02,2026-01-02,2027-01-02,2027-01-01\n",
               "",
               "2024-01-02",
               "2027-01-01");
  /* What says it better is right, and another day is told. */
  {
    g_auto (Read) read = read_sheet (
        "인증번호,업체명,갱신,인증일,만료일\nK-1,가,2023-01-02,2023-01-05,2026-01-01\n");

    g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "2023-01-05");
    g_assert_true (has_rule (&read, 0, "columns-differ"));
  }
}

/* The edition of a standard in a column of its own is a part of its name, if there is such a one.
 */
static void
test_editions (void)
{
  static const char *const heads[] = { "연도", "Edition", "Year", "版", "Ausgabe", "개정년도" };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autofree char *sheet = g_strdup_printf ("인증번호,업체명,규격,%s,만료일\n"
                                                "K-1,가,ISO 9001,2015,2027-01-01\n"
                                                "K-2,나,ISO 45001,2018,2027-01-01\n"
                                                "K-3,다,\"ISO 9001, ISO 14001\",2015,2027-01-01\n"
                                                "K-4,라,\"ISO 9001, ISO 45001\",\"2015, 2018\","
                                                "2027-01-01\n"
                                                "K-5,마,ISO 9001:2015,,2027-01-01\n",
                                                heads[i]);
      g_auto (Read) read = read_sheet (sheet);

      g_test_message ("%s", heads[i]);
      assert_standards (&read, 0, "ISO 9001:2015");
      assert_standards (&read, 1, "ISO 45001:2018");
      assert_standards (&read, 2, "ISO 9001:2015, ISO 14001:2015");
      assert_standards (&read, 3, "ISO 9001:2015, ISO 45001:2018");
      assert_standards (&read, 4, "ISO 9001:2015");
      g_assert_cmpuint (read.import->undecided->len, ==, 0);
    }
  {
    g_auto (Read) read =
        read_sheet ("Cert No,Company,Std,Year,Expiry\nK-1,A,9001,2015,2027-01-01\n");

    assert_standards (&read, 0, "ISO 9001:2015");
  }
  /* The year of something else stays out of it. */
  {
    g_auto (Read) read = read_sheet ("인증번호,업체명,규격,연도,만료일\n"
                                     "K-1,가,ISO 9001,2015,2027-01-01\n"
                                     "K-2,나,ISO 9001,2024,2027-01-01\n");

    g_assert_cmpstr (find_undecided (&read, "ISO 9001")->offer, ==, "ISO 9001:2015");
  }
}

/* What stands over a list is offered for all of its records, and asked once. */
static void
test_labels (void)
{
  static const char *const above[] = {
    "인증기관: 한국인정원,,\n인정기관 : 한국인정지원센터 (KAB),,\n",
    "인증기관,한국인정원,\n인정기관,KAB,\n",
    "■ 인증기관: 한국인정원  인정기관: KAB,,\n작성일: 2024-05-01,,\n",
    "인증서 대장,,\n인증기관：한국인정원 / 인정기관：KAB,,\n주소: 서울시 1,,\n",
    "인증기관:,한국인정원,\n인정기관:,KAB,\n",
    "인증기관：한국인정원　인정기관：KAB,,\n",
  };
  const Decided taken = { ATTEST_DECIDE_OFFERS, "", "yes" };
  g_autoptr (AttestDecisions) decisions = decide (&taken, 1);
  g_auto (Read) own =
      read_sheet ("업체명 : 한빛\n인증번호,인증규격,만료일\nK-1,ISO 9001:2015,2027-01-01\n");

  for (guint i = 0; i < G_N_ELEMENTS (above); i++)
    {
      g_autofree char *sheet = g_strconcat (
          above[i], "인증번호,업체명,만료일\nK-1,가,2027-01-01\nK-2,나,2027-01-01\n", NULL);
      g_auto (Read) read = read_sheet (sheet);
      g_auto (Read) second = read_with (sheet, decisions);

      g_test_message ("%s", above[i]);
      g_assert_cmpuint (read.import->records->len, ==, 2);
      g_assert_cmpuint (read.import->undecided->len, ==, 3);
      g_assert_cmpstr (find_undecided (&read, "한국인정원")->path, ==, "certification_body_name");
      g_assert_cmpuint (find_undecided (&read, "한국인정원")->count, ==, 2);
      g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_CB_NAME), ==, "");
      g_assert_cmpstr (get_text (&second, 1, ATTEST_CERTIFICATE_CB_NAME), ==, "한국인정원");
      g_assert_cmpstr (get_text (&second, 0, ATTEST_CERTIFICATE_AB_ACRONYM), ==, "KAB");
      g_assert_cmpstr (get_text (&second, 0, ATTEST_CERTIFICATE_AB_NAME), !=, "");
      g_assert_cmpstr (get_text (&second, 0, ATTEST_CERTIFICATE_ISSUE_DATE), ==, "");
      g_assert_cmpstr (get_text (&second, 0, ATTEST_CERTIFICATE_ENTITY_STREET), ==, "");
      assert_adds_up (&read);
    }
  /* The certificates of one company. */
  g_assert_cmpstr (find_undecided (&own, "한빛")->path, ==, "certified_entity_name");
}

#define BELOW                                                                                      \
  "업체명,사업자등록번호,주소,인증번호,인증규격,만료일\n"                   \
  "한빛,111,서울 1,KQ-1,ISO 9001:2015,2027-01-01\n,,,KE-1,ISO 14001:2015,2027-01-01\n"         \
  ",,,KS-1,ISO 45001:2018,2027-01-01\n가온,222,부산 2,KQ-2,ISO 9001:2015,2027-01-01\n"         \
  ",222,,KE-2,ISO 14001:2015,2027-01-01\n,333,,KS-2,ISO 45001:2018,2027-01-01\n,,,,,\n"            \
  ",,,KQ-3,ISO 9001:2015,2027-01-01\n"

/* A certificate without a company below one that has it may be of the same: that is asked, once. */
static void
test_blank_below (void)
{
  static const char *const words[] = { "as above", "상동", "〃" };
  g_auto (Read) read = read_sheet (BELOW);
  const AttestSheetUndecided *asked = find_undecided (&read, "");

  g_assert_cmpuint (read.import->records->len, ==, 7);
  g_assert_nonnull (asked);
  g_assert_cmpstr (asked->path, ==, "certified_entity_name");
  g_assert_cmpstr (asked->offer, ==, "as above");
  g_assert_cmpuint (asked->count, ==, 3);
  g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const Decided said = { ATTEST_DECIDE_VALUE, "certified_entity_name:", words[i] };
      g_autoptr (AttestDecisions) decisions = decide (&said, 1);
      g_auto (Read) second = read_with (BELOW, decisions);

      g_assert_cmpuint (second.import->undecided->len, ==, 0);
      g_assert_true (attest_sheet_values_count_met (second.import->values, said.key) > 0);
      g_assert_cmpuint (second.import->records->len, ==, 7);
      g_assert_cmpstr (get_text (&second, 2, ATTEST_CERTIFICATE_NUMBER), ==, "KS-1");
      g_assert_cmpstr (get_text (&second, 2, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "한빛");
      g_assert_cmpstr (get_text (&second, 2, ATTEST_CERTIFICATE_ENTITY_UNIQUE_ID), ==, "111");
      g_assert_cmpstr (get_text (&second, 2, ATTEST_CERTIFICATE_ENTITY_STREET), ==, "서울 1");
      g_assert_cmpstr (get_text (&second, 4, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "가온");
      /* Another id is another company, and an empty row ends what it is below. */
      g_assert_cmpstr (get_text (&second, 5, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "");
      g_assert_cmpstr (get_text (&second, 6, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "");
      assert_adds_up (&second);
    }
  {
    /* How many there are is no company. */
    g_auto (Read) third = read_sheet ("업체명,인증번호,인증규격\n가,K-1,ISO 9001:2015\n소계,1건,\n"
                                      ",K-2,ISO 9001:2015\n나,K-3,ISO 9001:2015\n");

    g_assert_null (find_undecided (&third, ""));
  }
  {
    /* A company in a row of its own is that of the rows below it. */
    const Decided said = { ATTEST_DECIDE_OFFERS, "", "yes" };
    g_autoptr (AttestDecisions) decisions = decide (&said, 1);
    g_auto (Read) alone = read_with ("업체명,인증번호,인증규격\n가,,\n,K-1,ISO 9001:2015\n"
                                     ",K-2,ISO 9001:2015\n나,,\n,K-3,ISO 9001:2015\n",
                                     decisions);

    g_assert_cmpuint (alone.import->records->len, ==, 3);
    g_assert_cmpstr (get_text (&alone, 1, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "가");
    g_assert_cmpstr (get_text (&alone, 2, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "나");
  }
  {
    /* Another row of a certificate that has its company, and the title of a block, ask nothing. */
    g_auto (Read) same = read_sheet ("업체명,인증번호,인증규격\n가,K-1,ISO 9001:2015\n"
                                     ",K-1,ISO 14001:2015\n부산지사,,\n,K-2,ISO 9001:2015\n");

    g_assert_null (find_undecided (&same, ""));
    g_assert_cmpuint (same.import->records->len, ==, 2);
  }
  {
    const Decided nothing = { ATTEST_DECIDE_VALUE, "certified_entity_name:", "" };
    g_autoptr (AttestDecisions) decisions = decide (&nothing, 1);
    g_auto (Read) second = read_with (BELOW, decisions);

    g_assert_cmpuint (second.import->undecided->len, ==, 0);
    g_assert_cmpstr (get_text (&second, 1, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "");
  }
  {
    /* A cell over several rows says it for all of them. */
    AttestWorkbook *workbook = make_workbook ();
    g_auto (Read) merged = { NULL };
    AttestGrid *grid = add_grid (workbook,
                                 "S",
                                 "업체명,인증번호,인증규격\n한빛,KQ-1,ISO 9001:2015\n"
                                 ",KE-1,ISO 14001:2015\n");

    attest_grid_add_span (grid, (AttestSpan){ 1, 0, 2, 1 });
    merged = read_workbook (workbook, NULL);
    g_assert_cmpuint (merged.import->undecided->len, ==, 0);
    g_assert_cmpstr (get_text (&merged, 1, ATTEST_CERTIFICATE_ENTITY_NAME), ==, "한빛");
  }
}

/* Crosses alone are what is marked; beside other marks they say no. */
static void
test_crosses (void)
{
  g_auto (Read) crosses = read_sheet ("Kunde;9001;14001;45001;Zertifikatsnummer\n"
                                      "Alder;x;X;;Q-1\nBirch;x;;x;Q-2\n");
  g_auto (Read) both = read_sheet ("업체명,9001,14001,인증번호\n가,○,X,Q-1\n나,X,○,Q-2\n");

  g_assert_nonnull (find_undecided (&crosses, "ISO 45001"));
  assert_standards (&crosses, 0, "ISO 9001, ISO 14001");
  assert_standards (&crosses, 1, "ISO 9001, ISO 45001");
  assert_standards (&both, 0, "ISO 9001");
  assert_standards (&both, 1, "ISO 14001");
}

/* Several numbers in a row, each under the standard that its title names in any place. */
static void
test_numbers_under (void)
{
  static const char *const sheets[] = {
    "업체명,인증번호(QMS),인증번호(EMS),만료일\n가,KQ-1,KE-1,2027-01-01\n나,KQ-2,,2027-01-01\n",
    "업체명,인증번호,,만료일,\n,9001,14001,9001,14001\n가,KQ-1,KE-1,2027-01-01,2027-01-01\n"
    "나,KQ-2,,2027-01-01,\n",
    "업체명,인증현황,,만료일\n,9001,14001,\n가,KQ-1,KE-1,2027-01-01\n나,KQ-2,,2027-01-01\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_auto (Read) read = read_sheet (sheets[i]);

      g_test_message ("%s", sheets[i]);
      g_assert_cmpuint (read.import->records->len, ==, 3);
      g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_NUMBER), ==, "KQ-1");
      assert_standards (&read, 0, "ISO 9001");
      g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_NUMBER), ==, "KE-1");
      assert_standards (&read, 1, "ISO 14001");
      g_assert_cmpstr (get_text (&read, 1, ATTEST_CERTIFICATE_EXPIRY_DATE), ==, "2027-01-01");
      assert_adds_up (&read);
    }
}

/* A word in the name of an office is no status, and one of a list is. */
static void
test_titles_of_offices (void)
{
  g_auto (Read) office =
      read_sheet ("한국인정지원센터 인정 인증기업 현황,,\n인증번호,업체명,만료일\n"
                  "K-1,가,2027-01-01\n");
  g_auto (Read) list = read_sheet ("한국인정지원센터 인증정지 기업,,\n인증번호,업체명,만료일\n"
                                   "K-1,가,2027-01-01\n");

  g_assert_cmpuint (office.import->undecided->len, ==, 0);
  g_assert_cmpstr (get_text (&office, 0, ATTEST_CERTIFICATE_STATUS), ==, "");
  g_assert_cmpuint (list.import->undecided->len, ==, 1);
  g_assert_cmpstr (
      ((AttestSheetUndecided *) list.import->undecided->pdata[0])->offer, ==, "suspended");
}

static Read
read_years (const char *first, const char *second, const char *sheet)
{
  AttestWorkbook *workbook = make_workbook ();

  add_grid (workbook, "2024", first);
  add_grid (workbook, "2025", second);
  return read_workbook (workbook, sheet);
}

#define YEAR "인증번호,업체명,만료일\n"

/* Sheets with the same columns and no certificate in common are one list; a certificate in two of
 * them says that they are states of it, and a person has to choose. */
static void
test_parts (void)
{
  g_auto (Read) parts =
      read_years (YEAR "K-1,가,2027-01-01", YEAR "K-2,나,2028-01-01\nK-3,다,2028-01-01", NULL);
  g_auto (Read) one = read_years (YEAR "K-1,가,2027-01-01", YEAR "K-2,나,2028-01-01", "2024");
  g_auto (Read) states =
      read_years (YEAR "K-1,가,2027-01-01\nK-2,나,2028-01-01", YEAR "k-1,가,2027-01-01", NULL);
  /* Sums are no numbers that they have in common. */
  g_auto (Read) sums = read_years ("업체명,인증번호,만료일\n가,K-1,2027-01-01\n합계,1건,",
                                   "업체명,인증번호,만료일\n나,K-2,2027-01-01\n합계,1건,",
                                   NULL);
  AttestWorkbook *workbook = make_workbook ();
  g_auto (Read) example = { NULL };

  g_assert_cmpuint (parts.import->records->len, ==, 3);
  g_assert_cmpuint (attest_grid_get_n_sheets (parts.import->table->grid), ==, 2);
  assert_adds_up (&parts);
  g_assert_cmpuint (sums.import->records->len, ==, 2);
  g_assert_cmpuint (one.import->records->len, ==, 1);
  g_assert_cmpuint (one.import->alike->len, ==, 2);
  g_assert_cmpuint (states.import->records->len, ==, 2);
  g_assert_cmpuint (states.import->alike->len, ==, 2);
  add_grid (workbook, "대장", YEAR "K-1,가,2027-01-01");
  add_grid (workbook, "예시", YEAR "K-999,홍길동,2027-01-01");
  {
    /* Of the sheets of standards each is called by one, if only by a word for it. */
    AttestWorkbook *systems = make_workbook ();
    g_auto (Read) named = { NULL };

    add_grid (systems, "QMS", YEAR "K-1,가,2027-01-01");
    add_grid (systems, "EMS", YEAR "K-2,가,2027-01-01");
    named = read_workbook (systems, NULL);
    g_assert_cmpuint (named.import->records->len, ==, 2);
    g_assert_cmpstr (find_undecided (&named, "EMS")->offer, ==, "ISO 14001:2015");
  }
  example = read_workbook (workbook, NULL);
  g_assert_cmpuint (example.import->records->len, ==, 1);
}

/* What a training centre keeps of its courses, whatever it calls the columns: as kolleges' own
 * document names them, on the wire, and as people do. */
static void
test_courses (void)
{
  static const struct
  {
    const char *heads;
    const char *type;
  } sheets[] = {
    { "인증서 폼 이름,프로그램 이름,인증서 폼 유형,코스 시작일,코스 종료일,프로그램 종류,프로그램 "
      "URL,"
      "요구사항의 상세 설명,인증서 템플릿(디자인) ID,뱃지 디자인 ID,스킬 태그,인증서 폼 "
      "접두사,인증서 폼 설명",
      "completion" },
    { "name,program_name,type,course_begin_at,course_end_at,program_type,program_url,requirements."
      "description,"
      "achievementCertificateDesignId,achievementBadgeDesignId,tags,prefix,description",
      "completion" },
    { "수료증 명칭,교육과정명,증서 구분,교육 시작,교육 종료,교육방법,과정 링크,수료기준,수료증 "
      "템플릿,뱃지번호,키워드,"
      "발급번호 접두어,과정 소개",
      "수료증" },
    { "Certificate title,Course title,Kind of certificate,Starts,Ends,Delivery,Link,Completion "
      "criteria,"
      "Certificate template,Badge No.,Skills,Number prefix,About",
      "Certificate of completion" },
    { "修了証名,講座名,種別,開始日,終了日,受講形態,講座URL,修了要件,テンプレートID,バッジID,タグ,"
      "番号接頭辞,概要",
      "修了" },
    { "Zertifikat,Kurs,Art,Beginn,Ende,Kursform,Kurslink,Voraussetzungen,Vorlage,Abzeichen,"
      "Schlagworte,Präfix,"
      "Beschreibung",
      "Abschluss" },
    { "证书名称,课程名称,证书类型,开始日期,结束日期,授课方式,课程链接,结业条件,证书模板,徽章,标签,"
      "前缀,简介",
      "结业" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autofree char *sheet = g_strdup_printf (
          "%s\nAuditor Award,Auditor,%s,2026-12-01,2026-12-03,Online,https://example.org/a,80 %% "
          "present,165,83,"
          "\"audit, quality\",IA,Three days\n",
          sheets[i].heads,
          sheets[i].type);
      g_auto (Read) read = read_sheet (sheet);
      AttestRecord *record = get (&read, 0)->record;

      g_assert_true (attest_record_get_schema (record) == &attest_form_schema);
      g_assert_cmpstr (get_text (&read, 0, ATTEST_FORM_NAME), ==, "Auditor Award");
      g_assert_cmpstr (get_text (&read, 0, ATTEST_FORM_PROGRAM_NAME), ==, "Auditor");
      g_assert_cmpstr (get_text (&read, 0, ATTEST_FORM_TYPE), ==, "completion");
      g_assert_cmpstr (get_text (&read, 0, ATTEST_FORM_COURSE_BEGIN), ==, "2026-12-01");
      g_assert_cmpstr (get_text (&read, 0, ATTEST_FORM_COURSE_END), ==, "2026-12-03");
      g_assert_cmpstr (get_text (&read, 0, ATTEST_FORM_PROGRAM_TYPE), ==, "Online");
      g_assert_cmpstr (get_text (&read, 0, ATTEST_FORM_PROGRAM_URL), ==, "https://example.org/a");
      g_assert_cmpstr (get_text (&read, 0, ATTEST_FORM_CERTIFICATE_DESIGN), ==, "165");
      g_assert_cmpstr (get_text (&read, 0, ATTEST_FORM_BADGE_DESIGN), ==, "83");
      g_assert_cmpstr (get_text (&read, 0, ATTEST_FORM_PREFIX), ==, "IA");
      g_assert_cmpstr (get_text (&read, 0, ATTEST_FORM_DESCRIPTION), ==, "Three days");
      g_assert_cmpuint (
          attest_record_list_get_length (attest_record_get_list (record, ATTEST_FORM_TAGS)), ==, 2);
      g_assert_cmpuint (
          attest_record_list_get_length (attest_record_get_list (record, ATTEST_FORM_REQUIREMENTS)),
          ==,
          1);
      assert_adds_up (&read);
    }
}

/* What offices call the number of a certificate. */
static void
test_titles_of_numbers (void)
{
  static const char *const heads[] = {
    "Reg No",          "Reg. No.",           "Cert No",        "Cert. No.",
    "Certificate #",   "Certificate ID",     "Certificate Nr", "인증서 No.",
    "인증 No",         "인증서 발급번호",    "証書番号",       "認証書No.",
    "Zertifikats-Nr.", "Registrierungs-Nr.", "证书号码",       "认证编号",
    "證書編號",
  };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autofree char *sheet =
          g_strdup_printf ("%s,Company,Standard\nK-1,Elm,ISO 9001:2015\n", heads[i]);
      g_auto (Read) read = read_sheet (sheet);

      g_test_message ("%s", heads[i]);
      g_assert_cmpstr (get_text (&read, 0, ATTEST_CERTIFICATE_NUMBER), ==, "K-1");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet-ledgers/hidden-part", test_hidden_part);
  g_test_add_func ("/sheet-ledgers/no-titles", test_no_titles);
  g_test_add_func ("/sheet-ledgers/totals-of", test_totals_of);
  g_test_add_func ("/sheet-ledgers/no-id", test_no_id);
  g_test_add_func ("/sheet-ledgers/named-standards", test_named_standards);
  g_test_add_func ("/sheet-ledgers/day-heads", test_day_heads);
  g_test_add_func ("/sheet-ledgers/editions", test_editions);
  g_test_add_func ("/sheet-ledgers/labels", test_labels);
  g_test_add_func ("/sheet-ledgers/blank-below", test_blank_below);
  g_test_add_func ("/sheet-ledgers/parts", test_parts);
  g_test_add_func ("/sheet-ledgers/named-however", test_named_however);
  g_test_add_func ("/sheet-ledgers/crosses", test_crosses);
  g_test_add_func ("/sheet-ledgers/numbers-under", test_numbers_under);
  g_test_add_func ("/sheet-ledgers/titles-of-offices", test_titles_of_offices);
  g_test_add_func ("/sheet-ledgers/courses", test_courses);
  g_test_add_func ("/sheet-ledgers/titles-of-numbers", test_titles_of_numbers);
  return g_test_run ();
}
