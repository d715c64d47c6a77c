/* What offices keep in ledgers, read so that nothing is lost without a word. */
#include "attest-config.h"

#include "intake/attest-sheet-import.h"
#include "model/attest-certificate.h"
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

/* A number that names the standard it is for is a certificate with that one, and has no standard in
 * its number. */
static void
test_named_standards (void)
{
  g_auto (Read) read = read_sheet (
      "업체명,인증번호,인증규격,인증일,만료일\n"
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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet-ledgers/no-id", test_no_id);
  g_test_add_func ("/sheet-ledgers/named-standards", test_named_standards);
  return g_test_run ();
}
