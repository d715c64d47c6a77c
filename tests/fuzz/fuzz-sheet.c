/* Fuzz targets: anything at all as a spreadsheet; SHEET_FORMAT says which kind, "import" text that
 * records are made of as well. Of text the first byte chooses whether its encoding is found out, of
 * XLSX which part of an otherwise good file the rest is: none for 0, then it is the archive.
 *
 * What was read is UTF-8 within the limits, whichever way XML is read it is the same, and of the
 * rows of a sheet each is a record's or is listed. */
#include "../core/zip.h"
#include "base/attest-encoding-guess.h"
#include "intake/attest-sheet-import.h"
#include "sheet/attest-container.h"
#include "sheet/attest-html-table.h"
#include "sheet/attest-workbook.h"
#include "sheet/attest-xml.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const ZipPart xlsx[] = {
  { "[Content_Types].xml", "<Types/>" },
  { "_rels/.rels",
    "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" "
    "Target=\"xl/workbook.xml\"/></Relationships>" },
  { "xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" id=\"r1\"/></sheets></workbook>" },
  { "xl/_rels/workbook.xml.rels",
    "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"s.xml\"/><Relationship "
    "Id=\"r2\" Type=\"x/sharedStrings\" Target=\"t.xml\"/><Relationship Id=\"r3\" "
    "Type=\"x/styles\" Target=\"f.xml\"/></Relationships>" },
  { "xl/s.xml",
    "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c s=\"1\">"
    "<v>44197</v></c></row></sheetData></worksheet>" },
  { "xl/t.xml", "<sst><si><t>Certificate No</t></si></sst>" },
  { "xl/f.xml", "<styleSheet><cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs></styleSheet>" },
  { NULL },
};

static const ZipPart ods[] = {
  { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" },
  { "content.xml", "" },
  { NULL },
};

static void
try_grid (AttestGrid *grid)
{
  for (guint id = 1; id < attest_grid_get_n_ids (grid); id++)
    {
      const char *text = attest_grid_get_text_of_id (grid, id);

      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_true (g_utf8_strlen (text, -1) <= ATTEST_GRID_MAX_TEXT);
    }
}

/* @sheet: (nullable): which one */
static void
try_import (AttestWorkbook *workbook, const char *sheet)
{
  g_autoptr (AttestDecisions) decisions = attest_decisions_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestSheetImport) import = NULL;
  guint n = 0;

  attest_decisions_set (decisions, ATTEST_DECIDE_SHEET, "", sheet);
  import = attest_sheet_import_read (workbook, decisions, NULL, &error);
  g_assert_true ((import == NULL) == (error != NULL));
  for (guint i = 0; import != NULL && i < import->records->len; i++)
    n += ((AttestSheetRecord *) import->records->pdata[i])->rows->len;
  for (guint i = 0; import != NULL && i < import->skipped->len; i++)
    {
      const AttestSheetSkip *skip = &g_array_index (import->skipped, AttestSheetSkip, i);

      n += skip->last - skip->first + 1;
    }
  if (import != NULL)
    g_assert_cmpuint (n, ==, attest_grid_get_n_rows (import->table->grid));
}

static void
start_cb (AttestXml *xml, const char *name, const char **attributes, gpointer told)
{
  g_string_append_printf (told, "<%s", name);
  for (; *attributes != NULL; attributes += 2)
    g_string_append_printf (told, " %s=\"%s\"", attributes[0], attributes[1]);
  g_string_append_c (told, '>');
}

static void
end_cb (AttestXml *xml, const char *name, gpointer told)
{
  g_string_append_printf (told, "</%s>", name);
}

static void
text_cb (AttestXml *xml, const char *text, gsize length, gpointer told)
{
  g_string_append_len (told, text, (gssize) length);
}

/* Returns: (transfer full): all that @part says as XML; %NULL if it is damaged */
static GString *
read_xml (AttestContainer *container, const char *part)
{
  static const AttestXmlHandler handler = { start_cb, end_cb, text_cb };
  AttestXmlSource source = { container, part };
  g_autoptr (GString) told = g_string_new (NULL);

  return attest_xml_read (&source, &handler, told, NULL) ? g_steal_pointer (&told) : NULL;
}

/* What the two ways of reading XML tell is the same. A comment before its first element makes all
 * of a part the parser's; what begins otherwise is that anyway, and so is what has a zero byte. */
static void
try_parser (const char *data, gsize length)
{
  g_autofree char *text = g_strndup (data, length);
  g_autofree char *commented = g_strconcat ("<!---->", text, NULL);
  const ZipPart parts[] = { { "plain", text }, { "commented", commented }, { NULL } };
  g_autoptr (GBytes) file = NULL;
  g_autoptr (AttestContainer) container = NULL;
  g_autoptr (GString) one = NULL;
  g_autoptr (GString) other = NULL;

  if (length < 2 || text[0] != '<' || text[1] == '?' || strlen (text) != length)
    return;
  file = zip_make (parts, G_MAXUINT, NULL);
  container = attest_container_open (file, NULL);
  one = read_xml (container, "plain");
  other = read_xml (container, "commented");
  g_assert_true ((one == NULL) == (other == NULL));
  if (one != NULL)
    g_assert_cmpstr (one->str, ==, other->str);
}

/* Returns: (transfer full): @data after @head */
static GBytes *
put_behind (const char *head, const uint8_t *data, size_t size)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();

  g_byte_array_append (file, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (file, data, (guint) size);
  return g_byte_array_free_to_bytes (g_steal_pointer (&file));
}

/* Returns: (transfer full): the file that @data stands for. It always is of the kind: what would be
 * read as text instead begins as the kind does, for text has a target of its own. */
static GBytes *
make_file (const char *format, const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data + 1, size - 1);
  g_autoptr (GBytes) whole = g_bytes_new (data, size);
  g_autofree char *head = g_strndup ((const char *) data, size);
  guint part = data[0] % G_N_ELEMENTS (xlsx);

  if (strcmp (format, "ods") == 0)
    return zip_make (ods, 1, whole);
  if (strcmp (format, "html") == 0)
    return put_behind (attest_html_is (head) ? "" : "<table>", data, size);
  if (strcmp (format, "xlsx") == 0 && part > 0)
    return zip_make (xlsx, part - 1, bytes);
  if (strcmp (format, "xlsx") == 0)
    return put_behind ("PK\3\4", data + 1, size - 1);
  return g_steal_pointer (&bytes);
}

/* What iconv loads for an encoding goes with its last converter; loading it again for each input
 * would take nearly all of the time. */
int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  static GIConv kept[64];
  guint n = 0;
  const AttestEncoding *all = attest_encoding_get_all (&n);

  for (guint i = 0; i < MIN (n, G_N_ELEMENTS (kept)); i++)
    kept[i] = g_iconv_open ("UTF-8", all[i].name);
  return 0;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const AttestSheetChoices utf_8 = { .encoding = "UTF-8" };
  gboolean is_import = strcmp (SHEET_FORMAT, "import") == 0;
  gboolean has_choice = is_import || strcmp (SHEET_FORMAT, "csv") == 0;
  gboolean is_certain = size > 0 && data[0] % 2 == 1 && has_choice;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestWorkbook) workbook = NULL;

  if (size == 0)
    return 0;
  file = make_file (SHEET_FORMAT, data, size);
  workbook = attest_workbook_read (file, is_certain ? &utf_8 : NULL, NULL, &error);
  g_assert_true ((workbook == NULL) == (error != NULL));
  for (guint i = 0; workbook != NULL && i < workbook->grids->len; i++)
    try_grid (workbook->grids->pdata[i]);
  if (workbook != NULL && is_import)
    {
      try_import (workbook, NULL);
      g_ptr_array_add (workbook->grids, attest_grid_ref (workbook->grids->pdata[0]));
      try_import (workbook, ATTEST_SHEET_ALL_ALIKE);
    }
  if (strcmp (SHEET_FORMAT, "xlsx") == 0 && data[0] % G_N_ELEMENTS (xlsx) > 0)
    try_parser ((const char *) data + 1, size - 1);
  if (strcmp (SHEET_FORMAT, "ods") == 0)
    try_parser ((const char *) data, size);
  return 0;
}
