/* What is written as a sheet is what is read from it, whatever stands in its cells; and what other
 * programs have to find in the file. */
#include "attest-config.h"

#include "sheet/attest-container.h"
#include "sheet/attest-sheet-writer.h"

#include <locale.h>
#include <string.h>

#define N_COLUMNS 5
#define N_ROWS 2000

static const AttestSheetHead heads[N_COLUMNS] = { { "Number" },
                                                  { "=Name" },
                                                  { "날짜" },
                                                  { "\"a\", b" },
                                                  { "Last" } };

static const char *const pieces[] = {
  "가",    "인증", "0012", "=",   "+",    "-",          "@",       "'",    "\"",       "\"\"", ",",
  ";",     "|",    "\t",   "\n",  "\r\n", "_x000D_",    "_x005F_", "_x",   "a",        " ",    "<",
  "&amp;", "😀",    "sep=", "1E5", "#N/A", "2024-05-06", "TRUE",    "=1+1", "=\"007\"", "　",
};

static char *
make_text (GRand *random)
{
  GString *text = g_string_new (NULL);

  for (int n = g_rand_int_range (random, 0, 5); n > 0; n--)
    g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

/* Returns: (transfer full): the whole file, taken piece by piece */
static AttestWorkbook *
finish (AttestSheetWriter *writer, GByteArray *begun)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) rest = attest_sheet_writer_finish (writer, &error);
  g_autoptr (GBytes) all = NULL;
  AttestWorkbook *workbook = NULL;

  g_assert_no_error (error);
  g_byte_array_append (begun, g_bytes_get_data (rest, NULL), (guint) g_bytes_get_size (rest));
  all = g_bytes_new (begun->data, begun->len);
  workbook = attest_workbook_read (all, NULL, NULL, &error);
  g_assert_no_error (error);
  return workbook;
}

static void
take (AttestSheetWriter *writer, GByteArray *begun)
{
  g_autoptr (GBytes) piece = attest_sheet_writer_take (writer);
  gsize length = 0;
  gconstpointer data = g_bytes_get_data (piece, &length);

  g_byte_array_append (begun, data, (guint) length);
}

static void
test_identity (gconstpointer data)
{
  AttestSheetFormat format = (AttestSheetFormat) GPOINTER_TO_INT (data);
  g_autoptr (GRand) random = g_rand_new_with_seed (20261128);
  g_autoptr (AttestSheetWriter) writer = attest_sheet_writer_new (format);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (AttestWorkbook) workbook = NULL;
  g_autoptr (GError) error = NULL;
  AttestGrid *grid = NULL;

  g_assert_true (attest_sheet_writer_begin (writer, "A", heads, N_COLUMNS, &error));
  for (guint row = 0; row < N_ROWS; row++)
    {
      AttestSheetPut cells[N_COLUMNS] = { 0 };

      for (guint i = 0; i < N_COLUMNS; i++)
        {
          cells[i].text = make_text (random);
          g_ptr_array_add (texts, (gpointer) cells[i].text);
        }
      g_assert_true (attest_sheet_writer_add (writer, cells, &error));
      take (writer, file);
    }
  g_assert_no_error (error);
  workbook = finish (writer, file);
  g_assert_cmpint (workbook->format, ==, format);
  grid = workbook->grids->pdata[0];
  for (guint i = 0; i < N_COLUMNS; i++)
    g_assert_cmpstr (attest_grid_get_text (grid, 0, i), ==, heads[i].title);
  for (guint i = 0; i < texts->len; i++)
    g_assert_cmpstr (
        attest_grid_get_text (grid, 1 + i / N_COLUMNS, i % N_COLUMNS), ==, texts->pdata[i]);
}

/* In a language that writes a comma where the format has a point. */
static void
test_kinds (void)
{
  static const AttestSheetPut cells[][N_COLUMNS] = {
    { { "2024-05-06", ATTEST_CELL_DATE },
      { "2024-05-06 10:30:15", ATTEST_CELL_DATE },
      { "201", ATTEST_CELL_NUMBER },
      { "007", ATTEST_CELL_TEXT },
      { "1899-05-06", ATTEST_CELL_DATE } },
    { { "2024-02-30", ATTEST_CELL_DATE },
      { "soon", ATTEST_CELL_DATE },
      { "many", ATTEST_CELL_NUMBER },
      { "2024-5", ATTEST_CELL_DATE, ATTEST_SHEET_MARK_ERROR, "Not a day" },
      { NULL, ATTEST_CELL_DATE, ATTEST_SHEET_MARK_WARNING } },
  };
  g_autofree char *before = g_strdup (setlocale (LC_NUMERIC, NULL));
  g_autoptr (AttestSheetWriter) writer = attest_sheet_writer_new (ATTEST_SHEET_XLSX);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (AttestWorkbook) workbook = NULL;
  AttestGrid *grid = NULL;

  setlocale (LC_NUMERIC, "de_DE.UTF-8");
  attest_sheet_writer_begin (writer, "A", heads, N_COLUMNS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    g_assert_true (attest_sheet_writer_add (writer, cells[i], NULL));
  workbook = finish (writer, file);
  setlocale (LC_NUMERIC, before);
  grid = workbook->grids->pdata[0];
  for (guint row = 0; row < G_N_ELEMENTS (cells); row++)
    for (guint i = 0; i < N_COLUMNS; i++)
      g_assert_cmpstr (attest_grid_get_text (grid, row + 1, i),
                       ==,
                       cells[row][i].text != NULL ? cells[row][i].text : "");
  g_assert_cmpint (attest_grid_get_kind (grid, 1, 0), ==, ATTEST_CELL_DATE);
  g_assert_cmpint (attest_grid_get_kind (grid, 1, 1), ==, ATTEST_CELL_DATE);
  g_assert_cmpint (attest_grid_get_kind (grid, 1, 2), ==, ATTEST_CELL_NUMBER);
  g_assert_cmpint (attest_grid_get_kind (grid, 1, 3), ==, ATTEST_CELL_TEXT);
  g_assert_cmpint (attest_grid_get_kind (grid, 1, 4), ==, ATTEST_CELL_TEXT);
}

static gboolean
keep_cb (const char *data, gsize length, gpointer user_data)
{
  g_string_append_len (user_data, data, (gssize) length);
  return TRUE;
}

/* Returns: whether a part of the file has @text */
static gboolean
has (GByteArray *file, const char *part, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (file->data, file->len);
  g_autoptr (AttestContainer) container = attest_container_open (bytes, NULL);
  g_autoptr (GString) whole = g_string_new (NULL);

  g_assert_true (attest_container_read (container, part, keep_cb, whole, NULL));
  return strstr (whole->str, text) != NULL;
}

/* Choices stand on a sheet of their own, however long they are together; a text that no cell can
 * hold is cut, and the cell says so; several sheets; hidden columns. */
static void
test_parts (void)
{
  char *words[40] = { NULL };
  AttestSheetHead with_choices[] = { { "Status", "What it is", 20, FALSE, words },
                                     { "attest_id", .is_hidden = TRUE } };
  g_autofree char *endless = g_strnfill (ATTEST_GRID_MAX_TEXT + 5, 'x');
  AttestSheetPut cells[] = { { "active" }, { endless } };
  g_autoptr (AttestSheetWriter) writer = attest_sheet_writer_new (ATTEST_SHEET_XLSX);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (AttestWorkbook) workbook = NULL;

  for (guint i = 0; i < 39; i++)
    words[i] = (char *) "매우 긴 한국어 상태 이름입니다";
  g_assert_true (attest_sheet_writer_begin (writer, "인증서", with_choices, 2, NULL));
  g_assert_true (attest_sheet_writer_add (writer, cells, NULL));
  g_assert_true (attest_sheet_writer_begin (writer, "B", heads, N_COLUMNS, NULL));
  workbook = finish (writer, file);
  g_assert_cmpuint (workbook->grids->len, ==, 3);
  g_assert_cmpstr (attest_grid_get_name (workbook->grids->pdata[0]), ==, "인증서");
  g_assert_true (attest_grid_column_is_hidden (workbook->grids->pdata[0], 1));
  g_assert_cmpuint (
      strlen (attest_grid_get_text (workbook->grids->pdata[0], 1, 1)), ==, ATTEST_GRID_MAX_TEXT);
  g_assert_true (attest_grid_is_hidden (workbook->grids->pdata[2]));
  g_assert_true (has (file, "xl/worksheets/sheet1.xml", "Lists!$A$1:$A$39"));
  g_assert_true (has (file, "xl/worksheets/sheet1.xml", "state=\"frozen\""));
  g_assert_true (has (file, "xl/worksheets/sheet1.xml", "<autoFilter"));
  g_assert_true (has (file, "xl/comments1.xml", "What it is"));
  g_assert_true (has (file, "xl/comments1.xml", "longer than a cell"));
}

/* As other programs read it, who know nothing of guards: nothing begins a formula. */
static void
test_formulas (void)
{
  static const char *const texts[] = { "=1+1", "+82 2", "-", "@x", "\tx", "'=1", "''@" };
  g_autoptr (AttestSheetWriter) writer = attest_sheet_writer_new (ATTEST_SHEET_TEXT);
  g_autoptr (GBytes) bytes = NULL;
  g_auto (GStrv) lines = NULL;

  attest_sheet_writer_begin (writer, "A", heads, 1, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    attest_sheet_writer_add (writer, &(AttestSheetPut){ texts[i] }, NULL);
  bytes = attest_sheet_writer_finish (writer, NULL);
  g_assert_true (g_str_has_prefix (g_bytes_get_data (bytes, NULL), "\xef\xbb\xbfNumber\r\n"));
  lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\r\n", -1);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *line = lines[i + 1];

      line += *line == '"';
      g_assert_cmpint (*line, ==, '\'');
      g_assert_true (g_str_has_prefix (line + 1, texts[i]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func (
      "/sheet-writer/identity/csv", GINT_TO_POINTER (ATTEST_SHEET_TEXT), test_identity);
  g_test_add_data_func (
      "/sheet-writer/identity/xlsx", GINT_TO_POINTER (ATTEST_SHEET_XLSX), test_identity);
  g_test_add_func ("/sheet-writer/kinds", test_kinds);
  g_test_add_func ("/sheet-writer/parts", test_parts);
  g_test_add_func ("/sheet-writer/formulas", test_formulas);
  return g_test_run ();
}
