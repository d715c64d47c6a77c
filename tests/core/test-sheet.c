/* Sheets as programs and people really write them: every one of these came out wrong somewhere. The
 * files are made here, part by part, so that what stands in them can be seen beside what is read.
 */
#include "attest-config.h"

#include "base/attest-encoding.h"
#include "sheet/attest-number-format.h"
#include "sheet/attest-workbook.h"
#include "zip.h"

#include <string.h>

#define RELS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""

static const char types[] = "<Types/>";
static const char root[] = "<Relationships><Relationship Id=\"a\" Type=\"" RELS "/officeDocument\" "
                           "Target=\"xl/workbook.xml\"/></Relationships>";
static const char book[] = "<workbook " MAIN " xmlns:r=\"" RELS "\"><sheets><sheet name=\"One\" "
                           "sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
static const char relations[] =
    "<Relationships><Relationship Id=\"r1\" Type=\"" RELS "/worksheet\" "
    "Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"" RELS "/sharedStrings\" "
    "Target=\"sharedStrings.xml\"/><Relationship Id=\"r3\" Type=\"" RELS "/styles\" "
    "Target=\"styles.xml\"/></Relationships>";

/* One sheet with those rows, under the usual names. */
static GBytes *
make_xlsx (const char *rows, const char *strings, const char *styles)
{
  g_autofree char *sheet = g_strdup_printf ("<worksheet " MAIN "><sheetData>%s</worksheet>", rows);
  const ZipPart parts[] = {
    { "[Content_Types].xml", types },
    { "_rels/.rels", root },
    { "xl/workbook.xml", book },
    { "xl/_rels/workbook.xml.rels", relations },
    { "xl/worksheets/sheet1.xml", sheet },
    { "xl/sharedStrings.xml", strings != NULL ? strings : "<sst/>" },
    { "xl/styles.xml", styles != NULL ? styles : "<styleSheet/>" },
    { NULL },
  };

  return zip_make (parts, G_MAXUINT, NULL);
}

static AttestWorkbook *
read_bytes (GBytes *bytes, const AttestSheetChoices *choices)
{
  g_autoptr (GError) error = NULL;
  AttestWorkbook *workbook = attest_workbook_read (bytes, choices, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (workbook);
  return workbook;
}

static AttestWorkbook *
read_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return read_bytes (bytes, NULL);
}

/* All rows of a sheet: cells parted by |, rows by the end of a line. */
static char *
dump (AttestGrid *grid)
{
  GString *text = g_string_new (NULL);

  for (guint row = 0; row < attest_grid_get_n_rows (grid); row++)
    for (guint column = 0; column < attest_grid_get_n_columns (grid); column++)
      g_string_append_printf (text,
                              "%s%s",
                              attest_grid_get_text (grid, row, column),
                              column + 1 < attest_grid_get_n_columns (grid)
                                  ? "|"
                                  : (row + 1 < attest_grid_get_n_rows (grid) ? "\n" : ""));
  return g_string_free (text, FALSE);
}

static void
assert_first (AttestWorkbook *workbook, const char *expected)
{
  g_autofree char *text = dump (g_ptr_array_index (workbook->grids, 0));

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_text (const char *input, const char *expected)
{
  g_autoptr (AttestWorkbook) workbook = read_text (input);

  assert_first (workbook, expected);
}

static void
assert_xlsx (const char *rows, const char *strings, const char *styles, const char *expected)
{
  g_autoptr (GBytes) bytes = make_xlsx (rows, strings, styles);
  g_autoptr (AttestWorkbook) workbook = read_bytes (bytes, NULL);

  g_assert_cmpint (workbook->format, ==, ATTEST_SHEET_XLSX);
  assert_first (workbook, expected);
}

/* Text files. */

static void
test_delimited (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "a,b\n1,2\n", "a|b\n1|2" },
    { "a,b\r\n1,2", "a|b\n1|2" },
    { "a,b\r1,2\r", "a|b\n1|2" },
    { "a;b\n1,5;2\n3,5;4\n", "a|b\n1,5|2\n3,5|4" },
    { "a\tb\n\"x\ty\"\t2\n", "a|b\nx\ty|2" },
    { "a|b\n1|2\n", "a|b\n1|2" },
    { "sep=;\na,x;b\n1;2\n", "a,x|b\n1|2" },
    { "sep=,\r\na;x,b\r\n1,2\r\n", "a;x|b\n1|2" },
    { "a,b\n\"say \"\"hi\"\"\",2\n", "a|b\nsay \"hi\"|2" },
    { "a,b\n\"two\nlines\",2\n", "a|b\ntwo\nlines|2" },
    { "a,b\n5\" pipe,2\n", "a|b\n5\" pipe|2" },
    { "a,b\n=\"00501\",2\n", "a|b\n00501|2" },
    { "a,b\n\"=\"\"00501\"\"\",2\n", "a|b\n00501|2" },
    { "a,b\n\"x\" y,2\n", "a|b\nx y|2" },
    { "a,b\n,\n1,2\n", "a|b\n|\n1|2" },
    { "\xef\xbb\xbf"
      "a,b\n1,2\n",
      "a|b\n1|2" },
    { "one\ntwo\n", "one\ntwo" },
    { "a,b\n\"\",\"\"\"\"\n", "a|b\n|\"" },
    /* Titles above a table have no separators, addresses have many. */
    { "Register\n\na;b;c\n1, x, y;2;3\n4, z;5;6\n",
      "Register||\n||\na|b|c\n1, x, y|2|3\n4, z|5|6" },
    { "a,b\n\"C \"inner\" D\",2\n\"E\" F,3\n", "a|b\nC \"inner\" D|2\nE F|3" },
    { "\"a\nx\" , \"b\"\n \"1\",  \"2, 3\" \n x, \"y\"z", "a\nx|b\n1|2, 3\n x| \"y\"z" },
    /* A quote that ends in the middle of a cell, lines below, is none. */
    { "a,b\n\"x,2\ny,5\" z\n\"1\n2\",3", "a|b\n\"x|2\ny|5\" z\n1\n2|3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_text (cases[i].text, cases[i].expected);
}

/* One slip must not swallow the rest of the file, and the row is told. */
static void
test_open_quote (void)
{
  g_autoptr (AttestWorkbook) workbook = read_text ("a,b\n1,2\n\"x,3\n4,5\n");

  assert_first (workbook, "a|b\n1|2\n\"x|3\n4|5");
  g_assert_cmpuint (workbook->open_quote, ==, 3);
}

static void
test_zero_bytes (void)
{
  static const char data[] =
      "a,b\n1\0,2\n# a zero byte or two is damage; half of all bytes would be another encoding\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, sizeof data - 1);
  g_autoptr (AttestWorkbook) workbook = read_bytes (bytes, NULL);

  assert_first (
      workbook,
      "a|b\n1|2\n# a zero byte or two is damage; half of all bytes would be another encoding|");
}

/* What offices have, in the encodings of their programs; each must be found from a few words. */
static void
test_encodings (void)
{
  static const struct
  {
    const char *text;
    const char *encoding;
  } cases[] = {
    { "번호,업체명\n1,㈜한빛정밀\n", "CP949" },
    { "No,Company\n1,Hanbit Precision\n2,Daesung\n3,Mirae 정밀\n", "CP949" },
    { "번호,이름\n1,똠방각하 주식회사\n2,서울특별시 강남구\n", "CP949" },
    { "番号,会社名\n1,株式会社テスト\n2,東京都千代田区丸の内\n", "CP932" },
    { "番号,会社名\n1,株式会社テストの会\n2,東京都千代田区丸の内\n", "EUC-JP" },
    { "编号,公司\n1,广东省深圳市南山区科技园有限公司\n2,上海市浦东新区\n", "GB18030" },
    { "編號,公司\n1,台北市信義區股份有限公司\n2,新竹科學園區\n", "BIG5" },
    { "Nr;Firma\n1;Müller & Söhne GmbH\n2;Société Générale\n", "WINDOWS-1252" },
    { "Nº;Empresa\n1;Indústria de Ações e Peças S.A.\n2;¿Qué tal? S.L., 3ª planta\n",
      "WINDOWS-1252" },
    { "No;Name;Area\n1;Ørsted A/S;5 m³\n2;Cœur de l’Œuvre, où dès août;£5\n", "WINDOWS-1252" },
    { "Nr;Nafn\n1;Þjóðverk ehf., Hafnarfjörður\n2;Síldarvinnslan\n", "WINDOWS-1252" },
    { "Nr;Nimi\n1;Võru Õli OÜ\n2;Pärnu Köögiviljad\n", "WINDOWS-1252" },
    { "No;Firma\n1;Yıldız Çelik Sanayi Ticaret A.Ş.\n2;Güneş Gıda, İstanbul\n", "WINDOWS-1254" },
    { "Nr;Firma\n1;Zakłady Mięsne Łódź Sp. z o.o.\n2;Gdańsk, ul. Źródlana\n", "WINDOWS-1250" },
    { "Č.;Firma\n1;Škoda Plzeň, Řeznická 2\n2;Dům služeb\n", "WINDOWS-1250" },
    { "Sz.;Cég\n1;Győri Ásványvíz és Üdítőital Kft.\n2;Fűszer Zrt.\n", "WINDOWS-1250" },
    { "Sz.;Cég\n1;Győri Fűtő Kft.\n", "WINDOWS-1250" },
    { "№;Организация\n1;ООО Ромашка, Москва\n2;Завод Прогресс\n", "WINDOWS-1251" },
    { "No,Company\n1,Farmer’s Choice Ltd\n2,Oak Ltd\n", "WINDOWS-1252" },
    { "No,Company\n1,Smith – Jones “Best” Ltd…\n2,5 °C\n", "WINDOWS-1252" },
    { "Nr;Firma\n1;Bucureşti Oţel S.R.L.\n2;Constanţa, str. Mării\n", "WINDOWS-1250" },
    { "번호,업체명\n1,한빛\n", "UTF-8" },
    { "번호\t업체명\n1\t한빛\n", "UTF-16LE" },
    { "번호\t업체명\n1\t한빛\n", "UTF-16BE" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = 0;
      g_autoptr (GError) error = NULL;
      char *data = g_convert (cases[i].text, -1, cases[i].encoding, "UTF-8", NULL, &length, &error);
      g_autoptr (GBytes) bytes = g_bytes_new_take (data, length);
      g_autoptr (AttestWorkbook) read = NULL;
      g_autoptr (AttestWorkbook) expected = read_text (cases[i].text);
      g_autofree char *text = dump (expected->grids->pdata[0]);

      g_assert_no_error (error);
      if (g_str_has_prefix (cases[i].encoding, "UTF-16"))
        {
          static const char marks[2][2] = { { '\xff', '\xfe' }, { '\xfe', '\xff' } };
          GByteArray *marked = g_byte_array_new ();

          g_byte_array_append (marked, (const guint8 *) marks[cases[i].encoding[6] == 'B'], 2);
          g_byte_array_append (marked, g_bytes_get_data (bytes, NULL), (guint) length);
          g_bytes_unref (bytes);
          bytes = g_byte_array_free_to_bytes (marked);
        }
      read = read_bytes (bytes, NULL);
      g_assert_cmpstr (read->encoding, ==, cases[i].encoding);
      assert_first (read, text);
    }
}

/* A byte that does not fit is told with its row, never replaced; another encoding can be chosen. */
static void
test_wrong_encoding (void)
{
  static const char data[] = "Name\nM\xfcller\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, sizeof data - 1);
  AttestSheetChoices western = { .encoding = "WINDOWS-1252" };
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestWorkbook) read = NULL;
  g_autoptr (AttestWorkbook) none =
      attest_workbook_read (bytes, &(AttestSheetChoices){ .encoding = "UTF-8" }, NULL, &error);

  g_assert_null (none);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, "2"));
  read = read_bytes (bytes, &western);
  assert_first (read, "Name\nMüller");
}

/* Lines of two files in one: the row that is wrong is told, not the first. */
static void
test_two_encodings (void)
{
  static const char data[] = "인증번호,업체명\nK-1,가나\nK-2,\xb4\xd9\xb6\xf3\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, sizeof data - 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (attest_workbook_read (bytes, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_cmpstr (error->message, ==, "Row 3 is not in UTF-8. Choose another encoding.");
}

/* Converters know letters that Unicode does not have; a table has none of them, in any encoding. */
static void
test_beyond_unicode (void)
{
  static const struct
  {
    const char *encoding;
    const char *bytes;
    gsize length;
  } cases[] = {
    { "UTF-8", "Name\n\xf5\xbc\x9a\x87\n", 10 },
    { "UTF-8", "Name\n\xf4\x90\x80\x80\n", 10 },
    { "UTF-8", "Name\n\xfd\xbf\xbf\xbf\xbf\xbf\n", 12 },
    { "UTF-8", "Name\n\xed\xa0\x80\n", 9 },
    { "UTF-16LE", "N\0\n\0\0\xd8\n\0", 8 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].bytes, cases[i].length);
      g_autoptr (GError) error = NULL;
      g_autoptr (AttestWorkbook) none = attest_workbook_read (
          bytes, &(AttestSheetChoices){ .encoding = cases[i].encoding }, NULL, &error);

      g_assert_null (none);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, "Row 2 "));
    }
}

/* XLSX: texts. */

static void
test_shared_texts (void)
{
  assert_xlsx (
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>3</v></c>"
      "<c r=\"C1\" t=\"s\"><v>4</v></c><c r=\"D1\" t=\"s\"><v>5</v></c></row></sheetData>",
      "<sst uniqueCount=\"2\"><si><t>one</t></si><si/><si><t/></si><si><t>plain </t><r><t>and "
      "rich</t></r></si><si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh></si>"
      "<si><t>a_x000D_b_x005F_x</t></si></sst>",
      NULL,
      "one|plain and rich|東京|a\rb_x");
}

static void
test_texts_in_place (void)
{
  assert_xlsx ("<row><c t=\"inlineStr\"><is><r><t>two </t></r><r><t>runs</t></r></is><v>9</v></c>"
               "<c t=\"inlineStr\"><is><t><![CDATA[a<b]]></t></is></c><c t=\"str\"><f>A1</f>"
               "<v>made</v></c></row></sheetData>",
               NULL,
               NULL,
               "two runs|a<b|made");
}

/* Where cells and rows do not say where they are, they follow on; rows may be missing. */
static void
test_places (void)
{
  assert_xlsx ("<row><c><v>1</v></c><c r=\"C1\"><v>3</v></c><c><v>4</v></c></row>"
               "<row r=\"3\"><c r=\"B3\"><v>5</v></c></row><row><c><v>6</v></c></row></sheetData>",
               NULL,
               NULL,
               "1||3|4\n|||\n|5||\n6|||");
}

static void
assert_kind (const char *rows, AttestCellKind kind, const char *text)
{
  g_autoptr (GBytes) bytes = make_xlsx (rows, NULL, NULL);
  g_autoptr (AttestWorkbook) workbook = read_bytes (bytes, NULL);
  AttestGrid *grid = workbook->grids->pdata[0];

  g_assert_cmpint (attest_grid_get_kind (grid, 0, 1), ==, kind);
  g_assert_cmpstr (attest_grid_get_text (grid, 0, 1), ==, text);
}

static void
test_kinds (void)
{
#define ROW(cell) "<row><c><v>1</v></c>" cell "</row></sheetData>"
  assert_kind (ROW ("<c t=\"b\"><v>1</v></c>"), ATTEST_CELL_BOOLEAN, "TRUE");
  assert_kind (ROW ("<c t=\"e\"><v>#N/A</v></c>"), ATTEST_CELL_ERROR, "#N/A");
  assert_kind (ROW ("<c t=\"d\"><v>2021-01-01T00:00:00</v></c>"), ATTEST_CELL_DATE, "2021-01-01");
  assert_kind (ROW ("<c><f>A1+1</f></c>"), ATTEST_CELL_NO_RESULT, "");
  assert_kind (ROW ("<c><f>A1+1</f><v></v></c>"), ATTEST_CELL_NO_RESULT, "");
  assert_kind (ROW ("<c><f>A1+1</f><v/></c>"), ATTEST_CELL_NO_RESULT, "");
  assert_kind (ROW ("<c t=\"s\"><v>7</v></c>"), ATTEST_CELL_LOST, "");
  assert_kind (ROW ("<c><v>1234567890123450</v></c>"), ATTEST_CELL_CUT, "1234567890123450");
  assert_kind (ROW ("<c><v>0.14329266500000001</v></c>"), ATTEST_CELL_NUMBER, "0.143292665");
  assert_kind (ROW ("<c><v>1E-05</v></c>"), ATTEST_CELL_NUMBER, "0.00001");
  assert_kind (ROW ("<c><v>12345678900</v></c>"), ATTEST_CELL_NUMBER, "12345678900");
  assert_kind (ROW ("<c s=\"4\"/>"), ATTEST_CELL_TEXT, "");
#undef ROW
}

/* Formats: what a person sees is what counts. */
static void
test_formats (void)
{
  static const struct
  {
    guint id;
    const char *code;
    const char *number;
    gboolean from_1904;
    AttestCellKind kind;
    const char *shown;
  } cases[] = {
    { 14, NULL, "44197", FALSE, ATTEST_CELL_DATE, "2021-01-01" },
    { 14, NULL, "42735", TRUE, ATTEST_CELL_DATE, "2021-01-01" },
    { 14, NULL, "59", FALSE, ATTEST_CELL_DATE, "1900-02-28" },
    { 14, NULL, "60", FALSE, ATTEST_CELL_NUMBER, "60" },
    { 14, NULL, "61", FALSE, ATTEST_CELL_DATE, "1900-03-01" },
    { 22, NULL, "44197.5", FALSE, ATTEST_CELL_DATE, "2021-01-01 12:00:00" },
    { 20, NULL, "0.75", FALSE, ATTEST_CELL_DATE, "18:00:00" },
    { 57, NULL, "44197", FALSE, ATTEST_CELL_DATE, "2021-01-01" },
    { 0, NULL, "44197", FALSE, ATTEST_CELL_NUMBER, "44197" },
    { 170, "yyyy\"년\" m\"월\" d\"일\";@", "44197", FALSE, ATTEST_CELL_DATE, "2021-01-01" },
    { 170, "[$-412]yyyy\\.mm\\.dd", "44197", FALSE, ATTEST_CELL_DATE, "2021-01-01" },
    { 170, "[Red]0.00", "1.5", FALSE, ATTEST_CELL_NUMBER, "1.5" },
    { 170, "\"Day \"0", "5", FALSE, ATTEST_CELL_NUMBER, "Day 5" },
    { 170, "0000000", "12345", FALSE, ATTEST_CELL_NUMBER, "0012345" },
    { 170, "000-00-00000", "1234567890", FALSE, ATTEST_CELL_NUMBER, "123-45-67890" },
    { 170, "000\\-00\\-00000", "123456789", FALSE, ATTEST_CELL_NUMBER, "012-34-56789" },
    { 170, "\"KR-Q-\"0000000", "12345", FALSE, ATTEST_CELL_NUMBER, "KR-Q-0012345" },
    { 170, "\"인증-\"000", "7", FALSE, ATTEST_CELL_NUMBER, "인증-007" },
    { 170, "00-0", "12345", FALSE, ATTEST_CELL_NUMBER, "1234-5" },
    { 170, "#,##0", "1234", FALSE, ATTEST_CELL_NUMBER, "1234" },
    { 170, "0.00E+00", "1234", FALSE, ATTEST_CELL_NUMBER, "1234" },
    { 170, "General", "44197", FALSE, ATTEST_CELL_NUMBER, "44197" },
    { 170, "0%", "0.5", FALSE, ATTEST_CELL_NUMBER, "0.5" },
    /* A condition says which of its parts counts. */
    { 170, "[>=100]\"A\"0;\"B\"0", "120", FALSE, ATTEST_CELL_NUMBER, "A120" },
    { 170, "[>=100]\"A\"0;\"B\"0", "12", FALSE, ATTEST_CELL_NUMBER, "B12" },
    { 170, "[<10]\"A\"0;[<=20]\"B\"0;\"C\"0", "20", FALSE, ATTEST_CELL_NUMBER, "B20" },
    { 170, "[<10]\"A\"0;[<=20]\"B\"0;\"C\"0", "21", FALSE, ATTEST_CELL_NUMBER, "C21" },
    { 170, "[Red][<10]0000;General", "12", FALSE, ATTEST_CELL_NUMBER, "12" },
    { 170, "\"KR-\"0000;[Red]-0", "12", FALSE, ATTEST_CELL_NUMBER, "KR-0012" },
    /* One of a text is shown with a number as well. */
    { 170, "\"Q-\"@", "9001", FALSE, ATTEST_CELL_NUMBER, "Q-9001" },
    { 170, "0.00;-0.00;0;\"Q-\"@", "9001", FALSE, ATTEST_CELL_NUMBER, "9001" },
    { 14, NULL, "3000000", FALSE, ATTEST_CELL_NUMBER, "3000000" },
    { 14, NULL, "-1", FALSE, ATTEST_CELL_NUMBER, "-1" },
    { 0, NULL, "not a number", FALSE, ATTEST_CELL_TEXT, "not a number" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AttestNumberFormat format;
      AttestCellKind kind = ATTEST_CELL_TEXT;
      g_autofree char *shown = NULL;

      attest_number_format_init (&format, cases[i].id, cases[i].code);
      shown = attest_number_format_show (&format, cases[i].number, cases[i].from_1904, &kind);
      attest_number_format_clear (&format);
      g_test_message ("%s under %s", cases[i].number, cases[i].code);
      g_assert_cmpstr (shown, ==, cases[i].shown);
      g_assert_cmpint (kind, ==, cases[i].kind);
    }
}

/* The letters that a format puts around a text are shown as well; blanks only move it. */
static void
test_text_formats (void)
{
  static const struct
  {
    const char *code;
    const char *shown;
  } cases[] = {
    { "\"KR-\"@", "KR-77" },
    { "@\"호\"", "77호" },
    { "\\제@\\호", "제77호" },
    { "0;-0;;\"KR-\"@", "KR-77" },
    { "_-* #,##0_-;-* #,##0_-;_-* \"-\"_-;_-@_-", "77" },
    { "@", "77" },
    { "General", "77" },
    { "@* ", "77" },
    { "yyyy-mm-dd;@", "77" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AttestNumberFormat format;
      g_autofree char *shown = NULL;

      attest_number_format_init (&format, 170, cases[i].code);
      shown = attest_number_format_show_text (&format, "77");
      attest_number_format_clear (&format);
      g_test_message ("%s", cases[i].code);
      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

/* Merges, what is hidden, and other sheets. */
static void
test_sheets (void)
{
  static const ZipPart parts[] = {
    { "[Content_Types].xml", types },
    { "_rels/.rels",
      "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" "
      "Target=\"/odd/Book.xml\"/></Relationships>" },
    { "odd/book.xml",
      "\xef\xbb\xbf<x:workbook xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" "
      "xmlns:q=\"y\"><x:workbookPr date1904=\"true\"/><x:sheets><x:sheet name=\"가\" q:id=\"r1\" "
      "state=\"hidden\"/><x:sheet name=\"나\" q:id=\"r2\"/></x:sheets></x:workbook>" },
    { "odd/_rels/book.xml.rels",
      "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"../one.xml\"/>"
      "<Relationship Id=\"r2\" Type=\"x/worksheet\" "
      "Target=\"/deep/er/two.xml\"/></Relationships>" },
    { "one.xml",
      "<x:worksheet xmlns:x=\"z\"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row>"
      "</x:sheetData></x:worksheet>" },
    { "deep/er/two.xml",
      "<worksheet><cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData><row r=\"2\" "
      "hidden=\"1\"><c r=\"A2\"><v>2</v></c></row></sheetData><mergeCells><mergeCell "
      "ref=\"A2:A4\"/><mergeCell ref=\"nonsense\"/></mergeCells></worksheet>" },
    { NULL },
  };
  g_autoptr (GBytes) bytes = zip_make (parts, G_MAXUINT, NULL);
  g_autoptr (AttestWorkbook) workbook = read_bytes (bytes, NULL);
  AttestGrid *first = workbook->grids->pdata[0];
  AttestGrid *second = workbook->grids->pdata[1];
  guint n_spans = 0;
  const AttestSpan *spans = attest_grid_get_spans (second, &n_spans);

  g_assert_cmpuint (workbook->grids->len, ==, 2);
  g_assert_cmpstr (attest_grid_get_name (first), ==, "가");
  g_assert_true (attest_grid_is_hidden (first));
  g_assert_false (attest_grid_is_hidden (second));
  g_assert_true (attest_grid_row_is_hidden (second, 1));
  g_assert_false (attest_grid_row_is_hidden (second, 0));
  g_assert_true (attest_grid_column_is_hidden (second, 2));
  g_assert_false (attest_grid_column_is_hidden (second, 0));
  g_assert_cmpuint (n_spans, ==, 1);
  g_assert_cmpuint (spans[0].row, ==, 1);
  g_assert_cmpuint (spans[0].n_rows, ==, 3);
  g_assert_cmpuint (spans[0].n_columns, ==, 1);
}

/* Some programs write the names of parts as Windows writes paths, or in capitals. */
static void
test_part_names (void)
{
  static const ZipPart parts[] = {
    { "[CONTENT_TYPES].xml", "<Types/>" },
    { "_RELS\\.rels",
      "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" "
      "Target=\"xl\\workbook.xml\"/></Relationships>" },
    { "XL\\Workbook.XML",
      "<workbook xmlns:r=\"" RELS "\"><sheets><sheet name=\"One\" r:id=\"r1\"/>"
      "<sheet name=\"Two\" r:id=\"r2\"/></sheets></workbook>" },
    { "xl\\_rels\\workbook.xml.rels",
      "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" "
      "Target=\"worksheets\\sheet1.xml\"/><Relationship Id=\"r2\" Type=\"x/worksheet\" "
      "Target=\"\\xl\\worksheets\\sheet2.xml\"/></Relationships>" },
    { "xl\\worksheets\\Sheet1.xml",
      "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>" },
    { "xl\\WORKSHEETS/sheet2.xml",
      "<worksheet><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>" },
    { NULL },
  };
  g_autoptr (GBytes) bytes = zip_make (parts, G_MAXUINT, NULL);
  g_autoptr (AttestWorkbook) workbook = read_bytes (bytes, NULL);

  g_assert_cmpuint (workbook->grids->len, ==, 2);
  g_assert_cmpstr (attest_grid_get_text (workbook->grids->pdata[0], 0, 0), ==, "1");
  g_assert_cmpstr (attest_grid_get_text (workbook->grids->pdata[1], 0, 0), ==, "2");
}

/* ODS. */

static AttestWorkbook *
read_ods (const char *content)
{
  g_autofree char *all = g_strdup_printf (
      "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" "
      "xmlns:style=\"s\" xmlns:calcext=\"c\"><style:style style:name=\"ta2\" "
      "style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>"
      "<style:style style:name=\"struck\"><style:text-properties style:text-line-through-style="
      "\"solid\"/></style:style><style:style style:name=\"raised\"><style:text-properties "
      "style:text-position=\"super 58%%\"/></style:style><style:style style:name=\"level\">"
      "<style:text-properties style:text-position=\"0%% 100%%\"/></style:style>"
      "<style:style style:name=\"plain\"><style:text-properties "
      "style:text-line-through-style=\"none\"/></style:style><office:body>%s</office:body></"
      "office:document-content>",
      content);
  const ZipPart parts[] = {
    { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" },
    { "content.xml", all },
    { NULL },
  };
  g_autoptr (GBytes) bytes = zip_make (parts, G_MAXUINT, NULL);

  return read_bytes (bytes, NULL);
}

#define CELL(attributes, text)                                                                     \
  "<table:table-cell " attributes "><text:p>" text "</text:p></table:table-cell>"
#define EMPTY(n) "<table:table-cell table:number-columns-repeated=\"" n "\"/>"

static void
assert_struck (AttestWorkbook *workbook, const char *expected)
{
  AttestGrid *grid = workbook->grids->pdata[0];

  for (guint i = 0; expected[i] != '\0'; i++)
    {
      g_test_message ("column %u", i);
      g_assert_cmpint (attest_grid_is_struck (grid, 0, i), ==, expected[i] == 'x');
    }
}

/* What is struck out, by the font of its cell or of a part of it; a format for conditions is none.
 */
static void
test_struck (void)
{
  g_autoptr (GBytes) bytes = make_xlsx (
      "<row><c><v>1</v></c><c s=\"1\"><v>2</v></c><c s=\"2\"><v>3</v></c><c s=\"1\"/>"
      "<c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"inlineStr\"><is><r><rPr><strike/></rPr>"
      "<t>a</t></r></is></c><c t=\"inlineStr\"><is><t>a</t></is></c></row></sheetData>",
      "<sst><si><r><rPr><strike/></rPr><t>old</t></r><r><t>new</t></r></si><si><t>b</t></si></sst>",
      "<styleSheet><fonts><font/><font><strike/></font><font><strike val=\"0\"/></font></fonts>"
      "<cellStyleXfs><xf fontId=\"1\"/></cellStyleXfs><cellXfs><xf fontId=\"0\"/><xf fontId=\"1\"/>"
      "<xf fontId=\"2\"/></cellXfs><dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>");
  g_autoptr (AttestWorkbook) xlsx = read_bytes (bytes, NULL);
  g_autoptr (AttestWorkbook) ods = read_ods (
      "<table:table><table:table-row>" CELL ("", "a") CELL ("table:style-name=\"struck\"", "b")
          CELL ("table:style-name=\"plain\"", "c")
              CELL ("", "d <text:span text:style-name=\"struck\">e</text:span>")
                  CELL ("", "f") "</table:table-row></table:table>");

  assert_struck (xlsx, "-x--x-x-");
  assert_struck (ods, "-x-x-");
}

/* The mark of a note above the line is no digit of the number before it. */
static void
test_raised (void)
{
  g_autoptr (GBytes) bytes = make_xlsx (
      "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"inlineStr\"><is><r><t>K-1</t></r>"
      "<r><rPr><vertAlign val=\"superscript\"/></rPr><t>12)</t></r></is></c>"
      "<c t=\"inlineStr\"><is><t>K-12</t></is></c></row></sheetData>",
      "<sst><si><r><t>K-1</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>2</t></r>"
      "<r><t>3</t></r></si><si><r><rPr><vertAlign val=\"subscript\"/></rPr><t>4</t></r></si></sst>",
      "<styleSheet/>");
  g_autoptr (AttestWorkbook) xlsx = read_bytes (bytes, NULL);
  g_autoptr (AttestWorkbook) ods = read_ods (
      "<table:table><table:table-row>" CELL (
          "", "K-1<text:span text:style-name=\"raised\">2</text:span>3") CELL ("", "4")
          CELL ("", "K<text:span text:style-name=\"level\">5</text:span>") "</table:table-row></"
                                                                           "table:table>");
  static const char page[] = "<table><tr><td>K-1<sup>2</sup>3</td><td>H<sub>2</sub>O</"
                             "td><td>K-<sup>1</td><td>6</td></tr></table>";
  g_autoptr (GBytes) html_bytes = g_bytes_new_static (page, sizeof page - 1);
  g_autoptr (AttestWorkbook) html = read_bytes (html_bytes, NULL);
  AttestGrid *grid = xlsx->grids->pdata[0];

  g_assert_cmpstr (attest_grid_get_text (grid, 0, 0), ==, "K-1²3");
  g_assert_cmpstr (attest_grid_get_text (grid, 0, 1), ==, "4");
  g_assert_cmpstr (attest_grid_get_text (grid, 0, 2), ==, "K-1¹²)");
  g_assert_cmpstr (attest_grid_get_text (grid, 0, 3), ==, "K-12");
  grid = ods->grids->pdata[0];
  g_assert_cmpstr (attest_grid_get_text (grid, 0, 0), ==, "K-1²3");
  g_assert_cmpstr (attest_grid_get_text (grid, 0, 1), ==, "4");
  g_assert_cmpstr (attest_grid_get_text (grid, 0, 2), ==, "K5");
  grid = html->grids->pdata[0];
  g_assert_cmpstr (attest_grid_get_text (grid, 0, 0), ==, "K-1²3");
  g_assert_cmpstr (attest_grid_get_text (grid, 0, 1), ==, "H2O");
  g_assert_cmpstr (attest_grid_get_text (grid, 0, 3), ==, "6");
}

static void
test_ods (void)
{
  g_autoptr (AttestWorkbook) workbook = read_ods (
      "<table:table table:name=\"하나\" table:style-name=\"ta2\"><table:table-column "
      "table:visibility=\"collapse\" "
      "table:number-columns-repeated=\"2\"/><table:table-row>" CELL (
          "office:value-type=\"float\" office:value=\"1234567890\"",
          "123-45-67890") CELL ("office:value-type=\"float\" office:value=\"1234\"",
                                "1,234") CELL ("office:value-type=\"date\" "
                                               "office:date-value=\"2024-03-20T00:00:00\"",
                                               "20.03.24")
          CELL ("office:value-type=\"boolean\" office:boolean-value=\"true\"",
                "WAHR") "<table:table-cell><text:p>a<text:s "
                        "text:c=\"2\"/>b<text:line-break/>c</text:p><text:p>d"
                        "</text:p><office:annotation><text:p>note</text:p></"
                        "office:annotation></"
                        "table:table-cell>" EMPTY (
                            "16379") "</table:table-row><table:table-row "
                                     "table:number-rows-repeated=\"2\">" CELL (
                                         "table:number-columns-repeated=\"2\"",
                                         "r") "</"
                                              "table:table-row><table:table-"
                                              "row>" CELL (
                                                  "table:number-columns-"
                                                  "spanned=\"2\" "
                                                  "table:number-rows-"
                                                  "spanned=\"3\"",
                                                  "m") "<table:covered-"
                                                       "table-cell/"
                                                       ">" CELL (
                                                           "", "after") "</"
                                                                        "table:"
                                                                        "table-"
                                                                        "row>"
                                                                        "<table:"
                                                                        "table-"
                                                                        "row "
                                                                        "table:"
                                                                        "number-"
                                                                        "rows-"
                                                                        "repeate"
                                                                        "d="
                                                                        "\"10485"
                                                                        "66\""
                                                                        ">" EMPTY (
                                                                            "1"
                                                                            "6"
                                                                            "3"
                                                                            "8"
                                                                            "4") "</"
                                                                                 "table:"
                                                                                 "table-row>"
                                                                                 "</"
                                                                                 "table:"
                                                                                 "table><"
                                                                                 "table:"
                                                                                 "table "
                                                                                 "table:"
                                                                                 "name="
                                                                                 "\"둘\"><"
                                                                                 "table:"
                                                                                 "table-"
                                                                                 "row"
                                                                                 ">" CELL (
                                                                                     "", "x") "</"
                                                                                              "tab"
                                                                                              "le:"
                                                                                              "tab"
                                                                                              "le-"
                                                                                              "row"
                                                                                              "></"
                                                                                              "tab"
                                                                                              "le:"
                                                                                              "tab"
                                                                                              "le"
                                                                                              ">");
  AttestGrid *grid = workbook->grids->pdata[0];
  guint n_spans = 0;

  g_assert_cmpint (workbook->format, ==, ATTEST_SHEET_ODS);
  assert_first (workbook,
                "123-45-67890|1234|2024-03-20|TRUE|a  b\nc\nd\nr|r|||\nr|r|||\nm||after||");
  g_assert_cmpint (attest_grid_get_kind (grid, 0, 2), ==, ATTEST_CELL_DATE);
  g_assert_true (attest_grid_is_hidden (grid));
  g_assert_true (attest_grid_column_is_hidden (grid, 1));
  g_assert_false (attest_grid_column_is_hidden (grid, 2));
  g_assert_cmpuint (attest_grid_get_spans (grid, &n_spans)[0].n_rows, ==, 3);
  g_assert_cmpuint (n_spans, ==, 1);
  g_assert_cmpuint (workbook->grids->len, ==, 2);
}

/* HTML. */

static void
test_html (void)
{
  assert_text (
      "<html><body><p>Report</p><TABLE border=1><tr><th>No<th>Name<tr><td>00501<td>A &amp; "
      "B&nbsp;&#44032;<br>x</table></body></html>",
      "No|Name\n00501|A & B\xc2\xa0가\nx");
  assert_text ("<table><tr><td rowspan=2>a</td><td colspan='2'>b</td></tr><tr><td>c</td>"
               "<td>d</td></tr><tr><td>e</td></tr></table>",
               "a|b|\n|c|d\ne||");
  assert_text ("<!DOCTYPE html><style>td { color: red }</style><!-- <table> --><table><tr><td>1 < "
               "2\n  and   more</td><td title=\"x > y\">z</td></tr></table>",
               "1 < 2 and more|z");
  assert_text ("<table><tr><td>out <table><tr><td>in</td></tr></table></td><td>next</td></tr>"
               "</table>",
               "out in|next");
  /* A form shows what is typed and chosen. */
  assert_text ("<table><tr><td><input type=\"text\" value=\"K-1 &amp; 2\"><input type=hidden "
               "value=9><td><select><option value=1>유효</option><option selected>정지</option>"
               "<option>취소</select> <td><SELECT><OPTION>a<OPTION>b</SELECT><td><input value=x>"
               "<input type=checkbox value=1></tr></table>",
               "K-1 & 2|정지|a|x");
  assert_text ("<table><tr><td><select><td>b</td></tr></table>", "|b");
  assert_text ("<table><tr><td>a<td><select><option>b", "a|b");
  /* A table in a cell that has nothing before it. */
  assert_text ("<table><tr><td><table><tr><td>in</td></tr></table></td></tr></table>", "in");
}

/* A cell that reaches down takes its place in the rows below, of its own table only. */
static void
test_html_spans (void)
{
  static const char after[] = "</table><table><tr><td>x<td>y</table>";
  g_autoptr (GString) wide = g_string_new ("<table><tr>");
  g_autoptr (AttestWorkbook) workbook = NULL;
  g_autofree char *second = NULL;

  assert_text ("<table><tr><td rowspan=3>a<td>b<td rowspan=2>c<tr><td rowspan=2 colspan=1>d<td>e"
               "<tr><td>f<td>g<tr><td>h</table>",
               "a|b|c|\n|d||e\n||f|g\nh|||");
  assert_text ("<table><tr><td rowspan=9 colspan=3>a<tr><td rowspan=0>b</table>", "a|||\n|||b");

  g_string_append (wide, "<td rowspan=1000>only");
  for (guint i = 0; i < 5000; i++)
    g_string_append (wide, "<td colspan=1000 rowspan=1000>");
  g_string_append (wide, after);
  workbook = read_text (wide->str);
  g_assert_cmpuint (workbook->grids->len, ==, 2);
  second = dump (workbook->grids->pdata[1]);
  g_assert_cmpstr (second, ==, "x|y");
}

/* Pages that call themselves .xls, in what they say they are in. */
/* What LibreOffice 7.4 puts on the clipboard for a ledger: a title over all columns, cells over two
 * rows, dates as day numbers beside what is shown, and a break in each empty cell. */
static void
test_html_of_libreoffice (void)
{
  static const char page[] =
      "<!DOCTYPE html>\n\n<html>\n<head>\n\t\n\t<meta http-equiv=\"content-type\" "
      "content=\"text/html; charset=utf-8\"/>\n\t<title></title>\n\t<style type=\"text/css\">\n"
      "\t\ta.comment-indicator { display:inline-block; } \n\t</style>\n\t\n</head>\n\n<body>\n"
      "<table cellspacing=\"0\" border=\"0\">\n\t<colgroup span=\"4\" width=\"85\"></colgroup>\n"
      "\t<tr>\n\t\t<td colspan=4 height=\"17\" align=\"left\"><font face=\"Noto Sans CJK "
      "SC\">관리대장"
      "</font></td>\n\t\t</tr>\n\t<tr>\n\t\t<td rowspan=2 height=\"57\" align=\"left\">00702</td>\n"
      "\t\t<td rowspan=2 align=\"right\" sdval=\"44165\" sdnum=\"1033;0;YYYY. M. D.\">2020. 11. 30."
      "</td>\n\t\t<td align=\"left\"><font face=\"Noto Sans CJK SC\">누리 A&amp;B "
      "&lt;1&gt;</font></td>\n"
      "\t\t<td align=\"left\"><font face=\"Noto Sans CJK SC\">줄1<br>줄2</font></td>\n\t</tr>\n"
      "\t<tr>\n\t\t<td align=\"left\">ISO 9001:2015</td>\n\t\t<td "
      "align=\"left\"><br></td>\n\t</tr>\n"
      "</table>\n<!-- *** -->\n</body>\n\n</html>\n";
  g_autoptr (AttestWorkbook) workbook = read_text (page);
  AttestGrid *grid = g_ptr_array_index (workbook->grids, 0);
  guint n_spans = 0;

  attest_grid_get_spans (grid, &n_spans);
  g_assert_cmpuint (n_spans, ==, 3);
  g_assert_cmpuint (attest_grid_get_n_rows (grid), ==, 3);
  g_assert_cmpstr (attest_grid_get_text (grid, 0, 0), ==, "관리대장");
  g_assert_cmpstr (attest_grid_get_text (grid, 1, 0), ==, "00702");
  g_assert_cmpstr (attest_grid_get_text (grid, 1, 1), ==, "2020-11-30");
  g_assert_cmpint (attest_grid_get_kind (grid, 1, 1), ==, ATTEST_CELL_DATE);
  g_assert_cmpstr (attest_grid_get_text (grid, 1, 2), ==, "누리 A&B <1>");
  g_assert_cmpstr (attest_grid_get_text (grid, 1, 3), ==, "줄1\n줄2");
  g_assert_cmpstr (attest_grid_get_text (grid, 2, 2), ==, "ISO 9001:2015");
  g_assert_cmpstr (attest_grid_get_text (grid, 2, 3), ==, "");
}

static void
test_html_in_korean (void)
{
  static const char page[] =
      "<meta http-equiv=Content-Type content=\"text/html; "
      "charset=euc-kr\"><table><tr><td>00701</td><td>똠 한빛</td></tr></table>";
  gsize length = 0;
  char *data = g_convert (page, -1, "CP949", "UTF-8", NULL, &length, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_take (data, length);
  g_autoptr (AttestWorkbook) workbook = read_bytes (bytes, NULL);

  g_assert_cmpint (workbook->format, ==, ATTEST_SHEET_HTML);
  assert_first (workbook, "00701|똠 한빛");
}

/* What cannot be read: a sentence, at once, and never an empty sheet. */

static void
assert_refused (GBytes *bytes, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestWorkbook) workbook = attest_workbook_read (bytes, NULL, NULL, &error);

  g_assert_null (workbook);
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  if (strstr (error->message, word) == NULL)
    g_error ("“%s” does not say “%s”", error->message, word);
}

/* As much of an OLE 2 file as tells what it is: its mark, and the name of a part. */
static GBytes *
make_ole (const char *stream)
{
  GByteArray *data = g_byte_array_new ();
  static const guint8 mark[1024] = { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 };
  g_autofree gunichar2 *name = g_utf8_to_utf16 (stream, -1, NULL, NULL, NULL);

  g_byte_array_append (data, mark, sizeof mark);
  g_byte_array_append (data, (const guint8 *) name, (guint) (2 * strlen (stream)));
  g_byte_array_append (data, mark, sizeof mark);
  return g_byte_array_free_to_bytes (data);
}

static void
test_refused (void)
{
  static const ZipPart binary[] = { { "xl/workbook.bin", "x" }, { NULL } };
  static const ZipPart elsewhere[] = { { "[Content_Types].xml", types },
                                       { "_rels/.rels",
                                         "<Relationships><Relationship Id=\"a\" Type=\"" RELS
                                         "/officeDocument\" Target=\"/Book.BIN\"/>"
                                         "</Relationships>" },
                                       { "book.bin", "\x83\x01" },
                                       { NULL } };
  static const ZipPart archive[] = { { "picture.png", "x" }, { NULL } };
  static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
  static const ZipPart document[] = { { "[Content_Types].xml", types },
                                      { "word/document.xml", "<x/>" },
                                      { NULL } };
  static const ZipPart numbers[] = { { "Index/Document.iwa", "x" }, { NULL } };
  static const char *const texts[][2] = {
    { "%PDF-1.7\n1 0 obj\n", "PDF" },
    { "{\\rtf1\\ansi Certificate No, Company}", "document" },
    { "MIME-Version: 1.0\nContent-Type: multipart/related\n\n<table>", "web page" },
    { "ID;PWXL;N;E\nC;Y1;X1;K\"Certificate No\"\n", "SYLK" },
  };
  g_autoptr (GBytes) docx = zip_make (document, G_MAXUINT, NULL);
  g_autoptr (GBytes) apple = zip_make (numbers, G_MAXUINT, NULL);
  g_autoptr (GBytes) encrypted = make_ole ("EncryptedPackage");
  g_autoptr (GBytes) old = make_ole ("Workbook");
  g_autoptr (GBytes) xlsb = zip_make (binary, G_MAXUINT, NULL);
  g_autoptr (GBytes) xlsb_elsewhere = zip_make (elsewhere, G_MAXUINT, NULL);
  g_autoptr (GBytes) zip = zip_make (archive, G_MAXUINT, NULL);
  g_autoptr (GBytes) picture = g_bytes_new_static (png, sizeof png - 1);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) blank = g_bytes_new_static ("\n\n,,\n", 5);
  g_autoptr (GBytes) whole = make_xlsx ("<row><c><v>1</v></c></row></sheetData>", NULL, NULL);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) / 2);
  g_autoptr (GBytes) broken = make_xlsx ("<row><c><v>1</v></row></sheetData>", NULL, NULL);
  g_autoptr (GBytes) bomb =
      make_xlsx ("</sheetData>",
                 "<!DOCTYPE sst [<!ENTITY a \"aaaaaaaaaa\">]><sst><si><t>&a;</t></si></sst>",
                 NULL);

  assert_refused (encrypted, "password");
  assert_refused (old, ".xls");
  assert_refused (xlsb, ".xlsb");
  assert_refused (xlsb_elsewhere, ".xlsb");
  g_assert_true (attest_workbook_is_foreign (xlsb_elsewhere));
  assert_refused (zip, "archive");
  assert_refused (docx, "Office");
  assert_refused (apple, "Apple");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) text = g_bytes_new_static (texts[i][0], strlen (texts[i][0]));

      assert_refused (text, texts[i][1]);
    }
  assert_text ("ID;PLZ\n1;2\n", "ID|PLZ\n1|2");
  assert_refused (picture, "neither a spreadsheet");
  assert_refused (nothing, "empty");
  assert_refused (blank, "empty");
  assert_refused (cut, "damaged");
  assert_refused (broken, "damaged");
  assert_refused (bomb, "damaged");
}

/* A workbook in one XML file is no text of cells; a page may well be XML. */
static void
test_xml (void)
{
  static const char office[] =
      "\xef\xbb\xbf<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook "
      "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet/></Workbook>";
  static const char flat[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document "
                             "office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"/>";
  static const char drawing[] = "<?xml version=\"1.0\"?>\n<svg xmlns=\"a,b,c\"/>";
  static const char page[] =
      "<?xml version=\"1.0\"?>\n<html><table><tr><td>1</td></tr></table></html>";
  g_autoptr (GBytes) office_bytes = g_bytes_new_static (office, sizeof office - 1);
  g_autoptr (GBytes) flat_bytes = g_bytes_new_static (flat, sizeof flat - 1);
  g_autoptr (GBytes) drawing_bytes = g_bytes_new_static (drawing, sizeof drawing - 1);
  g_autoptr (AttestWorkbook) read = read_text (page);

  assert_refused (office_bytes, "one XML file");
  assert_refused (flat_bytes, "one XML file");
  assert_refused (drawing_bytes, "not a spreadsheet");
  g_assert_true (attest_workbook_is_foreign (office_bytes));
  g_assert_true (attest_workbook_is_foreign (flat_bytes));
  g_assert_false (attest_workbook_is_foreign (drawing_bytes));
  g_assert_cmpint (read->format, ==, ATTEST_SHEET_HTML);
}

/* Every length of a good file that is cut off, and every byte of it changed: an answer, always. */
static void
test_damaged (void)
{
  g_autoptr (GBytes) whole = make_xlsx (
      "<row><c t=\"s\"><v>0</v></c></row></sheetData>", "<sst><si><t>x</t></si></sst>", NULL);
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (whole, &size);

  for (gsize i = 0; i < size; i += 3)
    {
      g_autofree guint8 *copy = g_memdup2 (data, size);
      g_autoptr (GError) first = NULL;
      g_autoptr (GError) second = NULL;
      g_autoptr (GBytes) cut = g_bytes_new (data, i);
      g_autoptr (GBytes) changed = NULL;
      g_autoptr (AttestWorkbook) from_cut = attest_workbook_read (cut, NULL, NULL, &first);
      g_autoptr (AttestWorkbook) from_changed = NULL;

      copy[i] ^= 0x55;
      changed = g_bytes_new (copy, size);
      from_changed = attest_workbook_read (changed, NULL, NULL, &second);
      g_assert_true ((from_cut == NULL) == (first != NULL));
      g_assert_true ((from_changed == NULL) == (second != NULL));
    }
}

/* One cell of a hundred megabytes, a cell at the far end of every column, rows without end. */
static void
test_endless (void)
{
  g_autoptr (GString) far = g_string_new (NULL);
  g_autoptr (GString) long_text = g_string_new ("<row><c t=\"inlineStr\"><is><t>");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) long_bytes = NULL;
  g_autoptr (AttestWorkbook) workbook = NULL;
  AttestGrid *grid = NULL;

  for (guint i = 0; i < 500; i++)
    g_string_append_printf (
        far, "<row><c r=\"%c%c1048576\"><v>1</v></c></row>", 'A' + i / 26, 'A' + i % 26);
  g_string_append (far, "</sheetData>");
  bytes = make_xlsx (far->str, NULL, NULL);
  assert_refused (bytes, "sheet is too large");

  for (guint i = 0; i < 100 * 1000; i++)
    g_string_append (long_text, "0123456789012345678901234567890123456789");
  g_string_append (long_text, "</t></is></c></row></sheetData>");
  long_bytes = make_xlsx (long_text->str, NULL, NULL);
  workbook = read_bytes (long_bytes, NULL);
  grid = workbook->grids->pdata[0];
  g_assert_cmpint (attest_grid_get_kind (grid, 0, 0), ==, ATTEST_CELL_CUT);
  g_assert_cmpuint (strlen (attest_grid_get_text (grid, 0, 0)), ==, ATTEST_GRID_MAX_TEXT);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = make_xlsx ("<row><c><v>1</v></c></row></sheetData>", NULL, NULL);
  g_autoptr (AttestWorkbook) workbook = NULL;

  g_cancellable_cancel (cancellable);
  workbook = attest_workbook_read (bytes, NULL, cancellable, &error);
  g_assert_null (workbook);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A value is kept once, whatever column it stands in; a text and a number that look alike are two.
 */
static void
test_values (void)
{
  g_autoptr (AttestGrid) grid = attest_grid_new ("g");

  attest_grid_set (grid, (AttestGridPlace){ 0, 0 }, ATTEST_CELL_TEXT, "12", 2);
  attest_grid_set (grid, (AttestGridPlace){ 1, 0 }, ATTEST_CELL_NUMBER, "12", 2);
  attest_grid_set (grid, (AttestGridPlace){ 2, 3 }, ATTEST_CELL_TEXT, "123", 2);
  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *text = g_strdup_printf ("value %u", i % 2500);

      attest_grid_set (grid, (AttestGridPlace){ 10 + i, 1 }, ATTEST_CELL_TEXT, text, strlen (text));
    }
  g_assert_cmpuint (attest_grid_get_id (grid, 0, 0), ==, attest_grid_get_id (grid, 2, 3));
  g_assert_cmpuint (attest_grid_get_id (grid, 0, 0), !=, attest_grid_get_id (grid, 1, 0));
  g_assert_cmpuint (attest_grid_get_n_ids (grid), ==, 1 + 2 + 2500);
  g_assert_cmpstr (attest_grid_get_text (grid, 10 + 4999, 1), ==, "value 2499");
  g_assert_cmpstr (attest_grid_get_text (grid, 9999999, 9), ==, "");
  g_assert_cmpuint (attest_grid_get_n_columns (grid), ==, 4);
}

/* Rows of any width, with texts that stand in the file as they are and ones that do not; one of
 * more cells than a sheet has is too large, unless they are empty. */
static void
test_wide (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (AttestWorkbook) workbook = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  AttestGrid *grid = NULL;

  for (guint row = 0; row < 3; row++)
    {
      for (guint i = 0; i < 300; i++)
        g_string_append_printf (text, i % 3 == 0 ? "\"%u \"\"%u\"\"\"," : "%u %u,", i, row);
      g_string_append (text, "end\n");
    }
  for (guint i = 0; i < ATTEST_GRID_MAX_COLUMNS + 100; i++)
    g_string_append_c (text, ',');
  bytes = g_bytes_new (text->str, text->len);
  workbook = read_bytes (bytes, NULL);
  grid = workbook->grids->pdata[0];
  g_assert_cmpuint (attest_grid_get_n_rows (grid), ==, 4);
  g_assert_cmpuint (attest_grid_get_n_columns (grid), ==, 301);
  g_assert_cmpstr (attest_grid_get_text (grid, 2, 298), ==, "298 2");
  g_assert_cmpstr (attest_grid_get_text (grid, 2, 297), ==, "297 \"2\"");
  g_assert_cmpstr (attest_grid_get_text (grid, 1, 300), ==, "end");
  g_assert_cmpuint (attest_grid_get_id (grid, 0, 300), ==, attest_grid_get_id (grid, 1, 300));

  g_string_append (text, "beyond");
  g_clear_pointer (&bytes, g_bytes_unref);
  bytes = g_bytes_new (text->str, text->len);
  g_assert_null (attest_workbook_read (bytes, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet/delimited", test_delimited);
  g_test_add_func ("/sheet/wide", test_wide);
  g_test_add_func ("/sheet/open-quote", test_open_quote);
  g_test_add_func ("/sheet/zero-bytes", test_zero_bytes);
  g_test_add_func ("/sheet/encodings", test_encodings);
  g_test_add_func ("/sheet/wrong-encoding", test_wrong_encoding);
  g_test_add_func ("/sheet/two-encodings", test_two_encodings);
  g_test_add_func ("/sheet/beyond-unicode", test_beyond_unicode);
  g_test_add_func ("/sheet/xlsx/shared-texts", test_shared_texts);
  g_test_add_func ("/sheet/xlsx/texts-in-place", test_texts_in_place);
  g_test_add_func ("/sheet/xlsx/places", test_places);
  g_test_add_func ("/sheet/xlsx/kinds", test_kinds);
  g_test_add_func ("/sheet/xlsx/sheets", test_sheets);
  g_test_add_func ("/sheet/xlsx/part-names", test_part_names);
  g_test_add_func ("/sheet/formats", test_formats);
  g_test_add_func ("/sheet/text-formats", test_text_formats);
  g_test_add_func ("/sheet/struck", test_struck);
  g_test_add_func ("/sheet/raised", test_raised);
  g_test_add_func ("/sheet/ods", test_ods);
  g_test_add_func ("/sheet/html", test_html);
  g_test_add_func ("/sheet/html-spans", test_html_spans);
  g_test_add_func ("/sheet/html-of-libreoffice", test_html_of_libreoffice);
  g_test_add_func ("/sheet/html-in-korean", test_html_in_korean);
  g_test_add_func ("/sheet/refused", test_refused);
  g_test_add_func ("/sheet/xml", test_xml);
  g_test_add_func ("/sheet/damaged", test_damaged);
  g_test_add_func ("/sheet/endless", test_endless);
  g_test_add_func ("/sheet/cancelled", test_cancelled);
  g_test_add_func ("/sheet/values", test_values);
  return g_test_run ();
}
