/* Rejected rows as a sheet to mend: what is wrong stands at its cell, and without any decision the
 * same records come back. */
#include "attest-config.h"

#include "codec/attest-codec.h"
#include "intake/attest-profile.h"
#include "intake/attest-rejected-words.h"
#include "intake/attest-rejected.h"
#include "intake/attest-sheet-words.h"
#include "sheet/attest-container.h"
#include "sheet/attest-sheet-writer.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  const char *decisions[5][3]; /* of which kind, about what, what */
  char layout;
} Case;

static const Case cases[] = {
  { "mapped",
    "Ref,업체명,Weird,Notes,상태,Ausgabe\n"
    "C-1,가나전자,Seoul,x,갱신,03/04/2026\n"
    "C-2,=다라,Busan,,유효,13/04/2026\n"
    "00701,마바,,y,모름,bad\n",
    { { "column", "Ref", "certificate_number" },
      { "column", "Weird", "certified_entity_street_city" },
      { "column", "Ausgabe", "certification_issue_date" },
      { "value", "certification_status:갱신", "active" },
      { "constant", "certified_entity_country", "Korea, Republic of" } },
    'A' },
  { "rows",
    "Certificate No,Company,Standard,Site Street,Site City\n"
    "C-1,A,ISO 9001:2015,1 Mill Lane,Leeds\n"
    "C-2,B,ISO 9001:2015,,\n"
    "C-1,A,ISO 14001:2015,2 Dock Road,Hull\n",
    { { NULL } },
    'C' },
  { "named-standards",
    "Certificate No,Company\n\"C-1(ISO 9001:2015), C-2(ISO 14001:2015)\",A\nC-3,B\n",
    { { NULL } },
    'A' },
  { "named-standards-beside",
    "Certificate No,Company,Standard\n\"C-1(ISO 9001:2015), C-2(ISO 14001:2015)\",A,\n"
    "C-3(ISO 9001:2015),B,ISO 9001:2015\n",
    { { NULL } },
    'A' },
  { "editions",
    "Certificate No,Company,Standard,Edition\nC-1,A,ISO 9001,2015\nC-2,B,ISO 45001,2018\n",
    { { NULL } },
    'A' },
  { "as-above",
    "Company,Certificate No,Standard\nA,C-1,ISO 9001:2015\n,C-2,ISO 14001:2015\n",
    { { "value", "certified_entity_name:", "as above" } },
    'A' },
  { "filled",
    "Certificate No,Company,Standard\nC-1,A,ISO 9001:2015\n,,ISO 14001:2015\nC-2,B,ISO 9001:2015\n",
    { { NULL } },
    'H' },
  { "numbered",
    "Certificate No,Company,Standard 1,Standard 2,Site 1 Street,Site 2 Street\n"
    "C-1,A,ISO 9001:2015,ISO 14001:2015,x,y\nC-2,B,,ISO 9001:2015,,z\n",
    { { NULL } },
    'E' },
  { "marks",
    "Certificate No,Company,ISO 9001:2015,ISO 14001:2015\nC-1,A,●,\nC-2,B,●,●\n",
    { { NULL } },
    'F' },
  { "blocks",
    "ISO 9001:2015,,\nCertificate No,Company,City\nC-1,A,x\nISO 14001:2015,,\nC-2,B,y\n",
    { { NULL } },
    'G' },
  { "standards-beside",
    "업체명,ISO 9001:2015,,ISO 14001:2015,\n,인증번호,만료일,인증번호,만료일\n"
    "가,Q-1,2027-01-01,E-1,2027-02-01\n나,,,E-2,2027-03-01\n다,C-3,2027-04-01,C-3,2027-04-01\n",
    { { NULL } },
    'E' },
  { "numbered-beside",
    "업체명,인증번호1,인증규격1,만료일1,인증번호2,인증규격2,만료일2\n"
    "가,Q-1,ISO 9001:2015,2027-01-01,E-1,ISO 14001:2015,2027-02-01\n나,Q-2,ISO 9001:2015,,,,\n",
    { { NULL } },
    'E' },
  { "table-beside",
    "Certificate No,Company,City,,Certificate No,Company,Expiry\n"
    "C-1,A,Leeds,,C-2,B,2027-01-01\n,,,,C-3,C,2027-02-01\n",
    { { NULL } },
    'E' },
  { "letters-beside",
    "업체명,Q,,E,\n,인증번호,만료일,인증번호,만료일\n가,Q-1,2027-01-01,E-1,2027-02-01\n",
    { { NULL } },
    'E' },
  { "numbers-under-standards",
    "업체명,ISO 9001:2015,ISO 14001:2015,만료일\n가,Q-1,E-1,2027-01-01\n나,,E-2,2027-01-02\n",
    { { NULL } },
    'E' },
  { "two-in-cells",
    "인증번호,업체명,인증규격,만료일\n\"Q-1\nE-1\",가,\"ISO 9001:2015\nISO "
    "14001:2015\",2027-01-01\n"
    "Q-2,나,ISO 9001:2015,2027-01-02\n",
    { { NULL } },
    'A' },
  { "issued-again",
    "인증번호,업체명,인증규격,인증일,만료일\nQ-1,가,ISO 9001:2008,2018-01-02,2021-01-01\n"
    "Q-1,가,ISO 9001:2015,2021-01-02,2024-01-01\n",
    { { NULL } },
    'B' },
  { "marked-status", "인증번호,업체명,유지,정지\nQ-1,가,○,\nQ-2,나,,○\n", { { NULL } }, 'A' },
  { "ended-block",
    "인증번호,업체명\nQ-1,가\n인증 취소 업체,\nQ-2,나\n",
    { { "value", "인증 취소 업체", "cancelled" } },
    'A' },
  { "opposite", "Certificate No,Company,공개여부\nC-1,A,공개\nC-2,B,비공개\n", { { NULL } }, 'A' },
  { "left-out",
    "Certificate No,Company,City,State\nC-1,A,Leeds,x\nC-2,B,Hull,y\n",
    { { "column", "State", "" } },
    'A' },
};

static AttestDecisions *
make_decisions (const Case *one)
{
  AttestDecisions *decisions = attest_decisions_new ();

  for (guint i = 0; i < G_N_ELEMENTS (one->decisions) && one->decisions[i][0] != NULL; i++)
    {
      const char *word = one->decisions[i][0];
      AttestImportDecision decision = strcmp (word, "column") == 0  ? ATTEST_DECIDE_COLUMN
                                      : strcmp (word, "value") == 0 ? ATTEST_DECIDE_VALUE
                                                                    : ATTEST_DECIDE_CONSTANT;

      attest_decisions_set (decisions, decision, one->decisions[i][1], one->decisions[i][2]);
    }
  return decisions;
}

static AttestSheetImport *
read_bytes (GBytes *bytes, const AttestDecisions *decisions)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestWorkbook) workbook = attest_workbook_read (bytes, NULL, NULL, &error);
  AttestSheetImport *import = NULL;

  g_assert_no_error (error);
  import = attest_sheet_import_read (workbook, decisions, NULL, &error);
  g_assert_no_error (error);
  return import;
}

static AttestSheetImport *
read_case (const Case *one)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (one->text, strlen (one->text));
  g_autoptr (AttestDecisions) decisions = make_decisions (one);
  AttestSheetImport *import = read_bytes (bytes, decisions);

  g_assert_cmpint (import->layout, ==, one->layout);
  return import;
}

static GBytes *
write_all (AttestSheetImport *import, AttestSheetFormat format)
{
  g_autoptr (GArray) positions = attest_rejected_find (import);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = NULL;

  g_assert_cmpuint (positions->len, ==, import->records->len);
  bytes = attest_rejected_write (import, positions, format, &error);
  g_assert_no_error (error);
  return bytes;
}

static void
test_returns (gconstpointer data)
{
  static const AttestSheetFormat formats[] = { ATTEST_SHEET_XLSX, ATTEST_SHEET_TEXT };
  const Case *one = data;
  g_autoptr (AttestSheetImport) import = read_case (one);
  g_autoptr (AttestDecisions) none = attest_decisions_new ();

  for (guint f = 0; f < G_N_ELEMENTS (formats); f++)
    {
      g_autoptr (GBytes) bytes = write_all (import, formats[f]);
      g_autoptr (AttestSheetImport) again = read_bytes (bytes, none);

      g_assert_cmpuint (again->records->len, ==, import->records->len);
      g_assert_cmpuint (again->undecided->len, ==, import->undecided->len);
      for (guint i = 0; i < import->records->len; i++)
        {
          AttestSheetRecord *first = import->records->pdata[i];
          AttestSheetRecord *second = again->records->pdata[i];
          g_autofree char *before = attest_codec_write (first->record, ATTEST_CODEC_PRETTY);
          g_autofree char *after = attest_codec_write (second->record, ATTEST_CODEC_PRETTY);

          g_assert_cmpstr (after, ==, before);
        }
    }
}

/* As the sheet it came from, however many columns stand for what that did not have. */
static void
test_profile (void)
{
  static const char text[] = "인증번호,업체명,인증규격\nK-1,A,ISO 9001\n";
  static const char *const constants[][2] = {
    { "certification_type", "Management System" },
    { "certified_entity_country", "Korea, Republic of" },
    { "accreditation_body_name", "Korea Accreditation Board" },
    { "certification_body_name", "Practice Certification Korea" },
    { "certification_body_acronym_name", "PCK" },
  };
  static const AttestSheetFormat formats[] = { ATTEST_SHEET_XLSX, ATTEST_SHEET_TEXT };
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (AttestDecisions) decisions = attest_decisions_new ();
  g_autoptr (AttestSheetImport) import = NULL;
  g_autoptr (GPtrArray) heads = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) profiles =
      g_ptr_array_new_with_free_func ((GDestroyNotify) attest_profile_free);

  for (guint i = 0; i < G_N_ELEMENTS (constants); i++)
    attest_decisions_set (decisions, ATTEST_DECIDE_CONSTANT, constants[i][0], constants[i][1]);
  import = read_bytes (bytes, decisions);
  g_ptr_array_add (heads, attest_sheet_fold ("인증번호"));
  g_ptr_array_add (heads, attest_sheet_fold ("업체명"));
  g_ptr_array_add (heads, attest_sheet_fold ("인증규격"));
  g_ptr_array_add (profiles, attest_profile_new ("Short ledger", decisions, heads));

  for (guint f = 0; f < G_N_ELEMENTS (formats); f++)
    {
      g_autoptr (GBytes) rejected = write_all (import, formats[f]);
      g_autoptr (AttestWorkbook) workbook = attest_workbook_read (rejected, NULL, NULL, NULL);

      g_assert_true (attest_profiles_recognise (profiles, workbook).profile == profiles->pdata[0]);
    }
}

/* Sheets that are joined come back as one. */
static void
test_joined (void)
{
  static const AttestSheetHead entity[] = { { "Certified Entity Unique ID" },
                                            { "Certified Entity Name" } };
  static const AttestSheetHead certificate[] = { { "Certification Identity Number" },
                                                 { "Certified Entity Unique ID" },
                                                 { "Certificate Number" } };
  static const AttestSheetHead standard[] = { { "Certification Identity Number" },
                                              { "Standard Name" } };
  g_autoptr (AttestSheetWriter) writer = attest_sheet_writer_new (ATTEST_SHEET_XLSX);
  g_autoptr (AttestDecisions) none = attest_decisions_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) rejected = NULL;
  g_autoptr (AttestSheetImport) import = NULL;
  g_autoptr (AttestSheetImport) again = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  attest_sheet_writer_begin (writer, "A", entity, 2, NULL);
  attest_sheet_writer_add (writer, (AttestSheetPut[]){ { "007" }, { "Alder" } }, NULL);
  attest_sheet_writer_begin (writer, "B", certificate, 3, NULL);
  attest_sheet_writer_add (writer, (AttestSheetPut[]){ { "1" }, { "007" }, { "C-1" } }, NULL);
  attest_sheet_writer_begin (writer, "C", standard, 2, NULL);
  attest_sheet_writer_add (writer, (AttestSheetPut[]){ { "1" }, { "ISO 9001:2015" } }, NULL);
  attest_sheet_writer_add (writer, (AttestSheetPut[]){ { "1" }, { "ISO 14001:2015" } }, NULL);
  bytes = attest_sheet_writer_finish (writer, NULL);
  import = read_bytes (bytes, none);
  g_assert_cmpint (import->layout, ==, 'D');
  rejected = write_all (import, ATTEST_SHEET_XLSX);
  again = read_bytes (rejected, none);
  before = attest_codec_write (((AttestSheetRecord *) import->records->pdata[0])->record, 0);
  after = attest_codec_write (((AttestSheetRecord *) again->records->pdata[0])->record, 0);
  g_assert_cmpstr (after, ==, before);
}

static gboolean
keep_cb (const char *data, gsize length, gpointer user_data)
{
  g_string_append_len (user_data, data, (gssize) length);
  return TRUE;
}

static char *
read_part (GBytes *file, const char *part)
{
  g_autoptr (AttestContainer) container = attest_container_open (file, NULL);
  GString *whole = g_string_new (NULL);

  g_assert_true (attest_container_read (container, part, keep_cb, whole, NULL));
  return g_string_free (whole, FALSE);
}

/* What is wrong is said at its cell, in the words of the check, and once more in a column. */
static void
test_words (void)
{
  g_autoptr (AttestSheetImport) import = read_case (&cases[0]);
  g_autoptr (GBytes) bytes = write_all (import, ATTEST_SHEET_XLSX);
  g_autofree char *comments = read_part (bytes, "xl/comments1.xml");
  g_autoptr (AttestWorkbook) workbook = attest_workbook_read (bytes, NULL, NULL, NULL);
  AttestGrid *grid = workbook->grids->pdata[0];
  AttestSheetRecord *first = import->records->pdata[0];

  g_assert_nonnull (strstr (comments, "Attest does not know what this means."));
  g_assert_cmpstr (attest_grid_get_text (grid, 0, 0), ==, "Problems");
  for (guint i = 0; i < first->problems->len; i++)
    g_assert_nonnull (strstr (attest_grid_get_text (grid, 1, 0),
                              attest_problem_get_message (first->problems->pdata[i])));
}

/* A file of text has no comments: each line says which field it is about, and why nothing is in it.
 */
static void
test_words_of_fields (void)
{
  static const char text[] =
      "Certificate Number,Company,Status,Issue Date,Site Street,Site Country\n"
      "C-1,Elm,handed back,2024-02-30,1 Mill Lane,Greece\n"
      "C-1,,,,2 Dock Road,\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (AttestDecisions) none = attest_decisions_new ();
  g_autoptr (AttestSheetImport) import = read_bytes (bytes, none);
  g_autoptr (GBytes) rejected = write_all (import, ATTEST_SHEET_TEXT);
  g_autoptr (AttestWorkbook) workbook = attest_workbook_read (rejected, NULL, NULL, NULL);
  g_auto (GStrv) lines =
      g_strsplit (attest_grid_get_text (workbook->grids->pdata[0], 1, 0), "\n", -1);
  static const char *const wanted[] = {
    "Certification body name: Required",
    "Sites › 2 › Country: Required",
    "Status: “handed back”: Attest does not know what this means.",
    "Issue date: “2024-02-30”: This date does not exist.",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (!g_strv_contains ((const char *const *) lines, wanted[i]))
      g_error (
          "“%s” is not in: %s", wanted[i], attest_grid_get_text (workbook->grids->pdata[0], 1, 0));
  g_assert_false (g_strv_contains ((const char *const *) lines, "Status: Required"));
  g_assert_false (g_strv_contains ((const char *const *) lines, "Issue date: Required"));
}

/* A line is said once; one that ends as another does is not that. */
static void
test_lines (void)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  attest_rejected_add_line (words, lines, "Sites › 2 › Country", "Required");
  attest_rejected_add_line (words, lines, "Country", "Required");
  attest_rejected_add_line (words, lines, "Country", "Required");
  attest_rejected_add_line (words, lines, "", "All of it.");
  g_assert_cmpstr (words->str, ==, "Sites › 2 › Country: Required\nCountry: Required\nAll of it.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/rejected/returns/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_returns);
    }
  g_test_add_func ("/rejected/joined", test_joined);
  g_test_add_func ("/rejected/words", test_words);
  g_test_add_func ("/rejected/lines", test_lines);
  g_test_add_func ("/rejected/words-of-fields", test_words_of_fields);
  g_test_add_func ("/rejected/profile", test_profile);
  return g_test_run ();
}
