/* What a file is, by its content: its name is never believed.
 *
 * Old Excel files and encrypted ones are one format outside, and pages are often called .xls; what
 * cannot be read is named, with what to do.
 * Thread: any. */
#include "attest-config.h"
#include "sheet/attest-workbook.h"

#include "base/attest-encoding-guess.h"
#include "base/attest-encoding.h"
#include "sheet/attest-delimited.h"
#include "sheet/attest-html-table.h"
#include "sheet/attest-ods.h"
#include "sheet/attest-xlsx.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define XML_HEAD 8192 /* bytes of a file in which it says what it is */

/* Frees @self; its grids stay for whoever holds them. */
void
attest_workbook_free (AttestWorkbook *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->grids, g_ptr_array_unref);
  g_free (self);
}

/* Returns: (transfer none): what the format is called; the same in every language */
const char *
attest_sheet_format_get_name (AttestSheetFormat format)
{
  static const char *const names[] = { "csv", "xlsx", "ods", "html" };

  g_return_val_if_fail (format < G_N_ELEMENTS (names), "");

  return names[format];
}

static gboolean
begins_with (GBytes *bytes, const char *mark, gsize length)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);

  return size >= length && memcmp (data, mark, length) == 0;
}

static gboolean
refuse (const char *why, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, why);
  return FALSE;
}

/* Old Excel files and encrypted ones name their parts in two bytes a letter. */
static gboolean
names (GBytes *bytes, const char *part)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  char wide[64] = { 0 };
  gsize n = strlen (part);

  g_assert (2 * n <= sizeof wide);
  for (gsize i = 0; i < n; i++)
    wide[2 * i] = part[i];
  for (gsize i = 0; i + 2 * n <= length; i += 2)
    if (memcmp (data + i, wide, 2 * n) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_ole (GBytes *bytes)
{
  return begins_with (bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
}

static gboolean
is_zip (GBytes *bytes)
{
  return begins_with (bytes, "PK\3\4", 4) || begins_with (bytes, "PK\5\6", 4);
}

/* Pages may be XML as well. */
static gboolean
is_xml (const char *head)
{
  head += g_str_has_prefix (head, "\xef\xbb\xbf") ? 3 : 0;
  return g_str_has_prefix (head + strspn (head, " \t\r\n"), "<?xml ") && !attest_html_is (head);
}

static char *
dup_head (GBytes *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_strndup (length > 0 ? data : "", MIN (length, XML_HEAD));
}

/* Excel 2003 and LibreOffice write such: a whole workbook as one text. */
static gboolean
is_xml_workbook (GBytes *bytes)
{
  g_autofree char *head = dup_head (bytes);

  return is_xml (head)
         && (strstr (head, "urn:schemas-microsoft-com:office:spreadsheet") != NULL
             || strstr (head, "opendocument.spreadsheet") != NULL);
}

static gboolean
refuse_xml (GBytes *bytes, GError **error)
{
  if (is_xml_workbook (bytes))
    return refuse (_ ("It is a workbook in one XML file. Save it as .xlsx or .csv in the program "
                      "it came from."),
                   error);
  return refuse (_ ("It is an XML file, but not a spreadsheet."), error);
}

/**
 * attest_workbook_is_foreign:
 * @bytes: a file
 *
 * Returns: whether it is a spreadsheet that another program has to convert first: an old or a
 *   binary file of Excel, without a password, or a workbook in one XML file
 */
gboolean
attest_workbook_is_foreign (GBytes *bytes)
{
  g_autoptr (AttestContainer) container = NULL;

  g_return_val_if_fail (bytes != NULL, FALSE);

  if (is_ole (bytes))
    return !names (bytes, "EncryptedPackage")
           && (names (bytes, "Workbook") || names (bytes, "Book"));
  if (!is_zip (bytes))
    return is_xml_workbook (bytes);
  container = attest_container_open (bytes, NULL);
  return container != NULL && attest_xlsx_is_binary (container);
}

#define SYLK                                                                                       \
  N_ ("It is a SYLK file. Open it in a spreadsheet program and save it as .xlsx or .csv.")

/* Returns: (nullable): what to do with a file that is a text by its bytes and no table */
static const char *
find_other_format (const char *head)
{
  static const struct
  {
    const char *mark;
    const char *why;
  } formats[] = {
    { "%PDF-",
      N_ ("It is a PDF file, whose tables cannot be read. Export the list as .xlsx or .csv from "
          "the program it came from.") },
    { "{\\rtf", N_ ("It is a document, not a spreadsheet. Export the list as .xlsx or .csv.") },
    { "MIME-Version:",
      N_ ("It is a web page or a message in one file. Open it in a spreadsheet program and save it "
          "as .xlsx or .csv.") },
    { "ID;PWXL;", SYLK },
    { "ID;PSCALC", SYLK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_ascii_strncasecmp (head, formats[i].mark, strlen (formats[i].mark)) == 0)
      return _ (formats[i].why);
  return NULL;
}

/* Documents and slides are archives too, and so are the tables of Apple's program. */
static gboolean
refuse_container (AttestContainer *container, GError **error)
{
  static const char *const documents[] = { "word/document.xml",
                                           "ppt/presentation.xml",
                                           "contents/section0.xml" };

  if (attest_container_has (container, "Index/Document.iwa"))
    return refuse (_ ("It is a file of Apple's programs. Export it as .xlsx or .csv there."),
                   error);
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    if (attest_container_has (container, documents[i]))
      return refuse (_ ("It is an Office file, but not a spreadsheet."), error);
  return refuse (_ ("It is an archive, but not a spreadsheet. Unpack it first."), error);
}

static gboolean
refuse_ole (GBytes *bytes, GError **error)
{
  if (names (bytes, "EncryptedPackage"))
    return refuse (_ ("The file is protected by a password. Save it without one in the program "
                      "it came from."),
                   error);
  if (names (bytes, "Workbook") || names (bytes, "Book"))
    return refuse (_ ("It is a file of Excel before 2007 (.xls). Open it in a spreadsheet program "
                      "and save it as .xlsx or .csv."),
                   error);
  return refuse (_ ("It is an Office file, but not a spreadsheet."), error);
}

static gboolean
read_container (AttestWorkbook *self, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (AttestContainer) container = attest_container_open (bytes, error);

  if (container == NULL)
    return FALSE;
  if (attest_xlsx_is_binary (container))
    return refuse (_ ("It is a binary Excel file (.xlsb). Save it as .xlsx or .csv in Excel."),
                   error);
  self->format = attest_xlsx_is (container) ? ATTEST_SHEET_XLSX : ATTEST_SHEET_ODS;
  if (self->format == ATTEST_SHEET_XLSX)
    self->grids = attest_xlsx_read (container, cancellable, error);
  else if (attest_ods_is (container))
    self->grids = attest_ods_read (container, cancellable, error);
  else
    return refuse_container (container, error);
  return self->grids != NULL;
}

/* Pages say what they are in; what is not known, or not true, is found out. */
static GBytes *
decode (AttestWorkbook *self, GBytes *bytes, const AttestSheetChoices *choices, GError **error)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *head = g_strndup (data != NULL ? data : "", MIN (length, 512));
  g_autofree char *said = attest_html_is (head) ? attest_html_dup_charset (data, length) : NULL;

  self->encoding = attest_encoding_guess (bytes, &self->encoding_is_certain);
  if (choices->encoding != NULL)
    {
      self->encoding = g_intern_string (choices->encoding);
      self->encoding_is_certain = TRUE;
    }
  else if (said != NULL && !self->encoding_is_certain)
    {
      GBytes *text = NULL;

      /* The older Korean standard is what pages say and its extension what they are in. */
      if (g_ascii_strcasecmp (said, "euc-kr") == 0
          || g_ascii_strcasecmp (said, "ks_c_5601-1987") == 0)
        {
          g_free (said);
          said = g_strdup ("CP949");
        }
      text = attest_encoding_convert (bytes, said, NULL);
      if (text != NULL)
        {
          self->encoding = g_intern_string (said);
          return text;
        }
    }
  if (self->encoding == NULL)
    {
      refuse (_ ("It is neither a spreadsheet nor text."), error);
      return NULL;
    }
  return attest_encoding_convert (bytes, self->encoding, error);
}

/* A few zero bytes are damage that some programs leave; they would end a text. Where they are many
 * it is no text, or one of two bytes a letter. */
static GBytes *
drop_zeros (GBytes *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = NULL;
  gsize n = 0;

  if (length == 0 || memchr (data, '\0', length) == NULL)
    return g_bytes_ref (bytes);
  text = g_malloc (length);
  for (gsize i = 0; i < length; i++)
    if (data[i] != '\0')
      text[n++] = data[i];
  return (length - n) * 50 > length ? g_bytes_ref (bytes)
                                    : g_bytes_new_take (g_steal_pointer (&text), n);
}

static char *
dup_text (GBytes *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_strndup (length > 0 ? data : "", length);
}

static gboolean
read_text (AttestWorkbook *self,
           GBytes *bytes,
           const AttestSheetChoices *choices,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GBytes) whole = drop_zeros (bytes);
  g_autoptr (GBytes) decoded = decode (self, whole, choices, error);
  g_autofree char *text = decoded != NULL ? dup_text (decoded) : NULL;
  AttestGrid *grid = NULL;

  if (text == NULL)
    return FALSE;
  if (attest_html_is (text))
    {
      self->format = ATTEST_SHEET_HTML;
      self->grids = attest_html_read (text, cancellable, error);
      return self->grids != NULL;
    }
  self->format = ATTEST_SHEET_TEXT;
  self->separator = choices->separator;
  grid = attest_delimited_read (text, &self->separator, &self->open_quote, cancellable, error);
  if (grid == NULL)
    return FALSE;
  self->grids = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_grid_unref);
  g_ptr_array_add (self->grids, grid);
  return TRUE;
}

/* Never a sheet that is empty without a word: nothing to read is told. */
static gboolean
check_content (AttestWorkbook *self, GError **error)
{
  for (guint i = 0; i < self->grids->len; i++)
    if (attest_grid_get_n_ids (g_ptr_array_index (self->grids, i)) > 1)
      return TRUE;
  return refuse (_ ("It is empty: no cell contains text."), error);
}

static gboolean
check_size (GBytes *bytes, GError **error)
{
  g_autofree char *most = NULL;
  g_autofree char *why = NULL;

  if (g_bytes_get_size (bytes) <= ATTEST_SHEET_MAX_SIZE)
    return TRUE;
  most = g_format_size (ATTEST_SHEET_MAX_SIZE);
  /* TRANSLATORS: %s is a size: 100.0 MB */
  why =
      g_strdup_printf (_ ("It is larger than the limit of %s. Split it into several files."), most);
  return refuse (why, error);
}

/**
 * attest_workbook_read:
 * @bytes: a file, or what the clipboard holds
 * @choices: what a person decided
 * @cancellable: (nullable)
 * @error: return location for a #GIOErrorEnum; its message says what to do
 *
 * May take a second for a hundred thousand rows.
 *
 * Returns: (transfer full): the sheets, at least one with a text in it
 */
AttestWorkbook *
attest_workbook_read (GBytes *bytes,
                      const AttestSheetChoices *choices,
                      GCancellable *cancellable,
                      GError **error)
{
  static const AttestSheetChoices none = { NULL };
  g_autoptr (AttestWorkbook) self = g_new0 (AttestWorkbook, 1);
  g_autofree char *head = NULL;
  gboolean read = FALSE;

  g_return_val_if_fail (bytes != NULL, NULL);

  if (!check_size (bytes, error))
    return NULL;
  head = dup_head (bytes);
  if (is_ole (bytes))
    read = refuse_ole (bytes, error);
  else if (is_zip (bytes))
    read = read_container (self, bytes, cancellable, error);
  else if (is_xml (head))
    read = refuse_xml (bytes, error);
  else if (find_other_format (head) != NULL)
    read = refuse (find_other_format (head), error);
  else
    read = read_text (self, bytes, choices != NULL ? choices : &none, cancellable, error);
  return read && check_content (self, error) ? g_steal_pointer (&self) : NULL;
}
