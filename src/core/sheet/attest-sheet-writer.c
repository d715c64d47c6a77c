/* Writing sheets: CSV by RFC 4180 as spreadsheets read it best, XLSX by libxlsxwriter.
 *
 * Every text is a text there, whatever it looks like: ids keep their zeros, and nothing that a
 * server or a stranger wrote becomes a formula. CSV has no way to say so but an apostrophe before
 * what would be one; reading takes exactly that off again.
 * libxlsxwriter of Debian 12 writes into files alone, so that an XLSX file is made in a private
 * folder; and it has a fault with lists of choices that stand in the cell's rule, so they stand on
 * a sheet of their own.
 * Thread: any, one at a time. */
#include "attest-config.h"
#include "sheet/attest-sheet-writer.h"

#include "sheet/attest-xlsxwriter.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define MAX_WIDTH 60         /* of a column, in characters */
#define MAX_COMMENT 1000     /* characters; more is not read in a bubble */
#define LISTS "Lists"        /* the sheet of choices */
#define FIRST_SAFE_YEAR 1901 /* before, spreadsheets count days that there were not */

enum
{
  STYLE_TEXT,
  STYLE_DATE,
  STYLE_TIME,
  N_STYLES
};

typedef struct
{
  const AttestXlsxwriter *library;
  char *folder;
  char *file;
  lxw_workbook *book;
  lxw_worksheet *sheet;
  lxw_format *head;
  lxw_format *styles[N_STYLES][ATTEST_SHEET_MARK_ERROR + 1];
  GPtrArray *lists; /* of GStrv: the columns of the sheet of choices */
} Xlsx;

struct _AttestSheetWriter
{
  AttestSheetFormat format;
  GString *text; /* of CSV, not taken yet */
  Xlsx xlsx;
  guint n_columns;
  guint row; /* the next one of the sheet */
};

/* CSV. */

/* What a spreadsheet would take for a formula, with or without apostrophes before it. */
static gboolean
needs_guard (const char *text)
{
  text += strspn (text, "'");
  return *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;
}

/* RFC 4180, section 2; blanks at the ends stay only in quotes. */
static void
append_cell (GString *out, const char *text)
{
  gsize length = strlen (text);
  gboolean quoted = strpbrk (text, ",;\"\t\r\n") != NULL || g_ascii_isspace (*text)
                    || (length > 0 && g_ascii_isspace (text[length - 1]));

  if (quoted)
    g_string_append_c (out, '"');
  if (needs_guard (text))
    g_string_append_c (out, '\'');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  if (quoted)
    g_string_append_c (out, '"');
}

/* XLSX. */

static gboolean
fail_with (const Xlsx *self, lxw_error code, GError **error)
{
  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_FAILED,
               /* TRANSLATORS: %s is the reason, in English */
               _ ("The spreadsheet cannot be written: %s"),
               self->library->lxw_strerror (code));
  return FALSE;
}

static gboolean
fail_full (GError **error)
{
  g_set_error_literal (error,
                       G_IO_ERROR,
                       G_IO_ERROR_NO_SPACE,
                       _ ("More rows than a spreadsheet can have. Choose CSV or JSON, or fewer."));
  return FALSE;
}

static lxw_format *
make_style (const Xlsx *self, guint style, AttestSheetMark mark)
{
  static const char *const numbers[] = { "@", "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss" };
  lxw_format *format = self->library->workbook_add_format (self->book);

  self->library->format_set_num_format (format, numbers[style]);
  self->library->format_set_align (format, LXW_ALIGN_VERTICAL_TOP);
  if (mark == ATTEST_SHEET_MARK_NONE)
    return format;
  self->library->format_set_bg_color (format,
                                      mark == ATTEST_SHEET_MARK_ERROR ? 0xffc7ce : 0xffeb9c);
  self->library->format_set_font_color (format,
                                        mark == ATTEST_SHEET_MARK_ERROR ? 0x9c0006 : 0x7f4f00);
  return format;
}

static gboolean
open_xlsx (Xlsx *self, GError **error)
{
  lxw_workbook_options options = { 0 };

  self->library = attest_xlsxwriter_get (error);
  if (self->library == NULL)
    return FALSE;
  self->folder = g_dir_make_tmp ("attest-XXXXXX", error);
  if (self->folder == NULL)
    return FALSE;
  self->file = g_build_filename (self->folder, "sheet.xlsx", NULL);
  options.tmpdir = self->folder;
  self->book = self->library->workbook_new_opt (self->file, &options);
  if (self->book == NULL)
    return fail_with (self, LXW_ERROR_MEMORY_MALLOC_FAILED, error);
  self->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint style = 0; style < N_STYLES; style++)
    for (guint mark = 0; mark <= ATTEST_SHEET_MARK_ERROR; mark++)
      self->styles[style][mark] = make_style (self, style, mark);
  self->head = self->library->workbook_add_format (self->book);
  self->library->format_set_bold (self->head);
  self->library->format_set_bg_color (self->head, 0xe8eaed);
  self->library->format_set_bottom (self->head, LXW_BORDER_THIN);
  self->library->format_set_num_format (self->head, "@");
  return TRUE;
}

static void
clear_xlsx (Xlsx *self)
{
  if (self->book != NULL)
    self->library->lxw_workbook_free (self->book);
  if (self->file != NULL)
    g_unlink (self->file);
  if (self->folder != NULL)
    g_rmdir (self->folder);
  g_free (self->file);
  g_free (self->folder);
  g_clear_pointer (&self->lists, g_ptr_array_unref);
}

/* What XML does not have, or would change on the way. */
static gboolean
needs_escape (gunichar c)
{
  return (c < 0x20 && c != '\t' && c != '\n') || c == 0xfffe || c == 0xffff;
}

/* @p: an underscore. Returns: whether it spells what the format itself means by _xHHHH_ */
static gboolean
spells_escape (const char *p)
{
  gsize n = 0;

  if (p[1] != 'x')
    return FALSE;
  while (n < 4 && g_ascii_isxdigit (p[2 + n]))
    n++;
  return n == 4 && p[6] == '_';
}

/* Such signs are spelt by their number, and a text that does so itself has its first sign spelt so.
 */
static char *
escape (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (needs_escape (g_utf8_get_char (p)) || (*p == '_' && spells_escape (p)))
      g_string_append_printf (out, "_x%04X_", g_utf8_get_char (p));
    else
      g_string_append_len (out, p, g_utf8_next_char (p) - p);
  return g_string_free (out, FALSE);
}

/* @is_cut: (out): whether a cell cannot hold all of it */
static char *
make_text (const char *text, gboolean *is_cut)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *escaped = escape (valid);

  *is_cut = g_utf8_strlen (escaped, -1) > ATTEST_GRID_MAX_TEXT;
  if (*is_cut)
    return g_utf8_substring (escaped, 0, ATTEST_GRID_MAX_TEXT);
  return g_steal_pointer (&escaped);
}

/* @text: 2026-03-19, or with a time behind. Returns: whether it is a day spreadsheets count well */
static gboolean
read_day (const char *text, lxw_datetime *day, gboolean *has_time)
{
  char end = '\0';
  int n = sscanf (text,
                  "%4d-%2d-%2d %2d:%2d:%2lf%c",
                  &day->year,
                  &day->month,
                  &day->day,
                  &day->hour,
                  &day->min,
                  &day->sec,
                  &end);

  *has_time = n == 6;
  return (n == 6 || (n == 3 && strlen (text) == 10)) && day->year >= FIRST_SAFE_YEAR
         && g_date_valid_dmy ((GDateDay) day->day, (GDateMonth) day->month, (GDateYear) day->year);
}

static gboolean
put_value (Xlsx *self, lxw_row_t row, lxw_col_t column, const AttestSheetPut *cell, GError **error)
{
  lxw_datetime day = { 0 };
  gboolean has_time = FALSE;
  gboolean is_cut = FALSE;
  lxw_error code = LXW_NO_ERROR;
  lxw_format *style = self->styles[STYLE_TEXT][cell->mark];
  char *end = NULL;

  if (cell->text == NULL || *cell->text == '\0')
    code = cell->mark == ATTEST_SHEET_MARK_NONE
               ? LXW_NO_ERROR
               : self->library->worksheet_write_blank (self->sheet, row, column, style);
  else if (cell->kind == ATTEST_CELL_DATE && read_day (cell->text, &day, &has_time))
    code = self->library->worksheet_write_datetime (
        self->sheet,
        row,
        column,
        &day,
        self->styles[has_time ? STYLE_TIME : STYLE_DATE][cell->mark]);
  else if (cell->kind == ATTEST_CELL_NUMBER && g_ascii_strtod (cell->text, &end) >= 0
           && *end == '\0')
    code = self->library->worksheet_write_number (
        self->sheet, row, column, g_ascii_strtod (cell->text, NULL), NULL);
  else
    {
      g_autofree char *text = make_text (cell->text, &is_cut);

      code = self->library->worksheet_write_string (self->sheet, row, column, text, style);
    }
  if (code == LXW_NO_ERROR && is_cut)
    code = self->library->worksheet_write_comment (
        self->sheet, row, column, _ ("The text is longer than a cell can be. Its end is missing."));
  return code == LXW_NO_ERROR || fail_with (self, code, error);
}

static gboolean
put_comment (Xlsx *self, lxw_row_t row, lxw_col_t column, const char *comment, GError **error)
{
  lxw_comment_options options = { .author = "Attest", .x_scale = 2, .y_scale = 1.5 };
  g_autofree char *valid = g_utf8_make_valid (comment, -1);
  g_autofree char *text = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_COMMENT));
  lxw_error code =
      self->library->worksheet_write_comment_opt (self->sheet, row, column, text, &options);

  return code == LXW_NO_ERROR || fail_with (self, code, error);
}

static gboolean
put_cell (Xlsx *self, lxw_row_t row, lxw_col_t column, const AttestSheetPut *cell, GError **error)
{
  return put_value (self, row, column, cell, error)
         && (cell->comment == NULL || put_comment (self, row, column, cell->comment, error));
}

/* The cells of @column may be one of @choices; something else is asked about, not refused. */
static gboolean
put_choices (Xlsx *self, lxw_col_t column, GStrv choices, GError **error)
{
  char letters[LXW_MAX_COL_NAME_LENGTH] = { 0 };
  g_autofree char *range = NULL;
  lxw_data_validation rule = { .validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
                               .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING };
  lxw_error code = LXW_NO_ERROR;

  self->library->lxw_col_to_name (letters, (lxw_col_t) self->lists->len, TRUE);
  range =
      g_strdup_printf ("=%s!%s$1:%s$%u", LISTS, letters, letters, MAX (g_strv_length (choices), 1));
  g_ptr_array_add (self->lists, g_strdupv (choices));
  rule.value_formula = range;
  code = self->library->worksheet_data_validation_range (
      self->sheet, 1, column, ATTEST_GRID_MAX_ROWS - 1, column, &rule);
  return code == LXW_NO_ERROR || fail_with (self, code, error);
}

static gboolean
put_lists (Xlsx *self, GError **error)
{
  if (self->lists->len == 0)
    return TRUE;
  self->sheet = self->library->workbook_add_worksheet (self->book, LISTS);
  for (guint i = 0; i < self->lists->len; i++)
    {
      GStrv choices = g_ptr_array_index (self->lists, i);

      for (guint j = 0; choices[j] != NULL; j++)
        if (!put_cell (self, j, (lxw_col_t) i, &(AttestSheetPut){ .text = choices[j] }, error))
          return FALSE;
    }
  self->library->worksheet_hide (self->sheet);
  return TRUE;
}

static gboolean
begin_xlsx (Xlsx *self, const char *name, const AttestSheetHead *heads, guint n, GError **error)
{
  self->sheet = self->library->workbook_add_worksheet (self->book, name);
  if (self->sheet == NULL)
    return fail_with (self, LXW_ERROR_SHEETNAME_ALREADY_USED, error);
  self->library->worksheet_freeze_panes (self->sheet, 1, 0);
  for (guint i = 0; i < n; i++)
    {
      glong width =
          heads[i].width > 0 ? (glong) heads[i].width : g_utf8_strlen (heads[i].title, -1) + 4;
      lxw_row_col_options options = { .hidden = heads[i].is_hidden };
      lxw_col_t column = (lxw_col_t) i;

      self->library->worksheet_set_column_opt (self->sheet,
                                               column,
                                               column,
                                               (double) MIN (width, MAX_WIDTH),
                                               self->styles[STYLE_TEXT][ATTEST_SHEET_MARK_NONE],
                                               &options);
      self->library->worksheet_write_string (self->sheet, 0, column, heads[i].title, self->head);
      if (heads[i].note != NULL && !put_comment (self, 0, column, heads[i].note, error))
        return FALSE;
      if (heads[i].choices != NULL && !put_choices (self, column, heads[i].choices, error))
        return FALSE;
    }
  return TRUE;
}

/* Frees the book, which writing does whether it goes well or not. */
static GBytes *
close_xlsx (Xlsx *self, GError **error)
{
  locale_t point = NULL;
  locale_t own = NULL;
  lxw_error code = LXW_NO_ERROR;
  char *data = NULL;
  gsize length = 0;

  if (!put_lists (self, error))
    return NULL;
  /* The library prints numbers as the user's language writes them; the format has a point. */
  point = newlocale (LC_NUMERIC_MASK, "C", (locale_t) 0);
  own = uselocale (point);
  code = self->library->workbook_close (g_steal_pointer (&self->book));
  uselocale (own);
  freelocale (point);
  if (code != LXW_NO_ERROR)
    return fail_with (self, code, error), NULL;
  if (!g_file_get_contents (self->file, &data, &length, error))
    return NULL;
  return g_bytes_new_take (data, length);
}

/* The writer. */

/**
 * attest_sheet_writer_new:
 * @format: %ATTEST_SHEET_TEXT (CSV: UTF-8 with a mark, one sheet) or %ATTEST_SHEET_XLSX
 *
 * Returns: (transfer full): a file without a sheet
 */
AttestSheetWriter *
attest_sheet_writer_new (AttestSheetFormat format)
{
  AttestSheetWriter *self = NULL;

  g_return_val_if_fail (format == ATTEST_SHEET_TEXT || format == ATTEST_SHEET_XLSX, NULL);

  self = g_new0 (AttestSheetWriter, 1);
  self->format = format;
  self->text = g_string_new (NULL);
  return self;
}

/* Frees @self, and what of a file it has made. */
void
attest_sheet_writer_free (AttestSheetWriter *self)
{
  g_return_if_fail (self != NULL);

  clear_xlsx (&self->xlsx);
  g_string_free (self->text, TRUE);
  g_free (self);
}

static void
append_titles (AttestSheetWriter *self, const AttestSheetHead *heads)
{
  g_string_append (self->text, BYTE_ORDER_MARK);
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (i > 0)
        g_string_append_c (self->text, ',');
      append_cell (self->text, heads[i].title);
    }
  g_string_append (self->text, "\r\n");
}

static void
end_sheet (AttestSheetWriter *self)
{
  if (self->format == ATTEST_SHEET_XLSX && self->xlsx.sheet != NULL && self->row > 1)
    self->xlsx.library->worksheet_autofilter (
        self->xlsx.sheet, 0, 0, self->row - 1, (lxw_col_t) (self->n_columns - 1));
}

/**
 * attest_sheet_writer_begin:
 * @name: of the sheet: at most 31 characters; CSV has none, and one sheet only
 * @heads: (array length=n_heads): its columns
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: whether rows can be added
 */
gboolean
attest_sheet_writer_begin (AttestSheetWriter *self,
                           const char *name,
                           const AttestSheetHead *heads,
                           guint n_heads,
                           GError **error)
{
  g_return_val_if_fail (self != NULL && heads != NULL && n_heads > 0, FALSE);
  g_return_val_if_fail (self->format == ATTEST_SHEET_XLSX || self->n_columns == 0, FALSE);

  end_sheet (self);
  self->n_columns = n_heads;
  self->row = 1;
  if (self->format == ATTEST_SHEET_TEXT)
    return append_titles (self, heads), TRUE;
  return (self->xlsx.book != NULL || open_xlsx (&self->xlsx, error))
         && begin_xlsx (&self->xlsx, name, heads, n_heads, error);
}

/**
 * attest_sheet_writer_add:
 * @cells: one for each column of the sheet
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: whether the row is in the sheet
 */
gboolean
attest_sheet_writer_add (AttestSheetWriter *self, const AttestSheetPut *cells, GError **error)
{
  g_return_val_if_fail (self != NULL && self->n_columns > 0 && cells != NULL, FALSE);

  if (self->format == ATTEST_SHEET_XLSX && self->row >= ATTEST_GRID_MAX_ROWS)
    return fail_full (error);
  for (guint i = 0; i < self->n_columns; i++)
    if (self->format == ATTEST_SHEET_TEXT)
      {
        if (i > 0)
          g_string_append_c (self->text, ',');
        append_cell (self->text, cells[i].text != NULL ? cells[i].text : "");
      }
    else if (!put_cell (&self->xlsx, self->row, (lxw_col_t) i, &cells[i], error))
      return FALSE;
  if (self->format == ATTEST_SHEET_TEXT)
    g_string_append (self->text, "\r\n");
  self->row++;
  return TRUE;
}

/* Returns: (transfer full): the part of the file that is ready and was not taken before; of XLSX
 * nothing before the end */
GBytes *
attest_sheet_writer_take (AttestSheetWriter *self)
{
  GString *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_steal_pointer (&self->text);
  self->text = g_string_new (NULL);
  return g_string_free_to_bytes (text);
}

/**
 * attest_sheet_writer_finish:
 * @error: return location for a #GIOErrorEnum or #GFileError
 *
 * Ends the file. May take seconds for a hundred thousand rows of XLSX.
 *
 * Returns: (transfer full): what of it was not taken yet
 */
GBytes *
attest_sheet_writer_finish (AttestSheetWriter *self, GError **error)
{
  g_return_val_if_fail (self != NULL && self->n_columns > 0, NULL);

  end_sheet (self);
  return self->format == ATTEST_SHEET_TEXT ? attest_sheet_writer_take (self)
                                           : close_xlsx (&self->xlsx, error);
}
