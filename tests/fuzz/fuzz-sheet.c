/* Fuzz target: anything at all as a spreadsheet. The first byte chooses what the rest is: a file,
 * or one part of an otherwise good XLSX or ODS file.
 *
 * What was read is UTF-8 within the limits, and of the rows of a sheet each is a record's or is
 * listed. */
#include "intake/attest-sheet-import.h"
#include "sheet/attest-workbook.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

typedef struct
{
  const char *name;
  const char *text;
} Part;

static const Part xlsx[] = {
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

static const Part ods[] = {
  { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" },
  { "content.xml", "" },
  { NULL },
};

static void
put (GByteArray *to, guint32 number, guint n_bytes)
{
  for (guint i = 0; i < n_bytes; i++)
    g_byte_array_append (to, &(guint8){ number >> 8 * i & 0xff }, 1);
}

static guint32
sum_up (const guint8 *data, gsize length)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
  return ~crc;
}

static void
put_head (GByteArray *to, guint32 crc, gsize size, gsize name_length)
{
  put (to, 0, 2);
  put (to, 0, 2);
  put (to, 0, 2);
  put (to, 0x21, 2);
  put (to, crc, 4);
  put (to, (guint32) size, 4);
  put (to, (guint32) size, 4);
  put (to, (guint32) name_length, 2);
  put (to, 0, 2);
}

/* Returns: (transfer full): a ZIP file, with @data in the place of part @changed */
static GBytes *
make_zip (const Part *parts, guint changed, const guint8 *data, gsize size)
{
  GByteArray *zip = g_byte_array_new ();
  g_autoptr (GByteArray) list = g_byte_array_new ();
  guint n = 0;

  for (; parts[n].name != NULL; n++)
    {
      const guint8 *text = n == changed ? data : (const guint8 *) parts[n].text;
      gsize length = n == changed ? size : strlen (parts[n].text);
      gsize name_length = strlen (parts[n].name);
      guint32 crc = sum_up (text, length);
      guint32 place = zip->len;

      put (zip, 0x04034b50, 4);
      put (zip, 20, 2);
      put_head (zip, crc, length, name_length);
      g_byte_array_append (zip, (const guint8 *) parts[n].name, (guint) name_length);
      g_byte_array_append (zip, text, (guint) length);
      put (list, 0x02014b50, 4);
      put (list, 20, 2);
      put (list, 20, 2);
      put_head (list, crc, length, name_length);
      put (list, 0, 2);
      put (list, 0, 4);
      put (list, 0, 4);
      put (list, place, 4);
      g_byte_array_append (list, (const guint8 *) parts[n].name, (guint) name_length);
    }
  put (list, 0x06054b50, 4);
  put (list, 0, 4);
  put (list, n, 2);
  put (list, n, 2);
  put (list, list->len - 12, 4);
  put (list, zip->len, 4);
  put (list, 0, 2);
  g_byte_array_append (zip, list->data, list->len);
  return g_byte_array_free_to_bytes (zip);
}

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

static void
try_import (AttestWorkbook *workbook)
{
  static const AttestSheetWish none = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestSheetImport) import =
      attest_sheet_import_read (workbook, attest_sheet_guess_kind (workbook, 0), &none, &error);
  guint n = 0;

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

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const AttestSheetChoices text = { .encoding = "UTF-8" };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AttestWorkbook) workbook = NULL;
  guint way = 0;

  if (size == 0)
    return 0;
  way = data[0] % 8;
  if (way < 2)
    bytes = g_bytes_new (data + 1, size - 1);
  else if (way == 2)
    bytes = make_zip (ods, 1, data + 1, size - 1);
  else
    bytes = make_zip (xlsx, way - 1, data + 1, size - 1);
  workbook = attest_workbook_read (bytes, way == 1 ? &text : NULL, NULL, &error);
  g_assert_true ((workbook == NULL) == (error != NULL));
  for (guint i = 0; workbook != NULL && i < workbook->grids->len; i++)
    try_grid (workbook->grids->pdata[i]);
  if (workbook != NULL)
    try_import (workbook);
  return 0;
}
