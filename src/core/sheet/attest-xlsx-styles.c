/* The styles of an XLSX file: see the header. */
#include "attest-config.h"
#include "sheet/attest-xlsx-styles.h"

#include <string.h>

static void
clear_format (gpointer format)
{
  attest_number_format_clear (format);
}

/* @self: gets no styles; to be cleared */
void
attest_xlsx_styles_init (AttestXlsxStyles *self)
{
  *self = (AttestXlsxStyles){ NULL };
  self->codes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->formats = g_array_new (FALSE, FALSE, sizeof (AttestNumberFormat));
  g_array_set_clear_func (self->formats, clear_format);
  self->fonts = g_array_new (FALSE, FALSE, sizeof (gboolean));
  self->struck = g_array_new (FALSE, FALSE, sizeof (gboolean));
}

/* Frees what is in @self. */
void
attest_xlsx_styles_clear (AttestXlsxStyles *self)
{
  g_hash_table_unref (self->codes);
  g_array_unref (self->formats);
  g_array_unref (self->fonts);
  g_array_unref (self->struck);
}

/* Returns: whether an element of a font, or of a piece of a text, is one that strikes it out */
gboolean
attest_xlsx_strikes (const char *name, const char **attributes)
{
  const char *value = NULL;

  if (strcmp (name, "strike") != 0)
    return FALSE;
  value = attest_xml_get (attributes, "val");
  return g_strcmp0 (value, "0") != 0 && g_strcmp0 (value, "false") != 0;
}

static void
add_format (AttestXlsxStyles *self, const char **attributes)
{
  guint64 id = 0;
  guint64 font = G_MAXUINT;
  AttestNumberFormat format;
  gboolean is_struck = FALSE;

  attest_xml_get_number (attributes, "numFmtId", &id);
  attest_number_format_init (
      &format, (guint) id, g_hash_table_lookup (self->codes, GUINT_TO_POINTER ((guint) id)));
  g_array_append_val (self->formats, format);
  is_struck = attest_xml_get_number (attributes, "fontId", &font) && font < self->fonts->len
              && g_array_index (self->fonts, gboolean, font);
  g_array_append_val (self->struck, is_struck);
}

/* Conditions have fonts of their own, elsewhere. */
static void
read_font (AttestXlsxStyles *self, const char *name, const char **attributes)
{
  static const gboolean no = FALSE;

  if (strcmp (name, "font") == 0)
    g_array_append_val (self->fonts, no);
  else if (self->fonts->len > 0 && attest_xlsx_strikes (name, attributes))
    g_array_index (self->fonts, gboolean, self->fonts->len - 1) = TRUE;
}

static void
styles_start (AttestXml *xml, const char *name, const char **attributes, gpointer data)
{
  AttestXlsxStyles *self = data;
  guint64 id = 0;

  if (strcmp (name, "numFmt") == 0 && attest_xml_get_number (attributes, "numFmtId", &id))
    g_hash_table_replace (self->codes,
                          GUINT_TO_POINTER ((guint) id),
                          g_strdup (attest_xml_get (attributes, "formatCode")));
  else if (strcmp (name, "cellXfs") == 0)
    self->in_formats = TRUE;
  else if (strcmp (name, "fonts") == 0)
    self->in_fonts = TRUE;
  else if (self->in_fonts)
    read_font (self, name, attributes);
  else if (strcmp (name, "xf") == 0 && self->in_formats)
    add_format (self, attributes);
}

static void
styles_end (AttestXml *xml, const char *name, gpointer data)
{
  AttestXlsxStyles *self = data;

  if (strcmp (name, "cellXfs") == 0)
    self->in_formats = FALSE;
  else if (strcmp (name, "fonts") == 0)
    self->in_fonts = FALSE;
}

/**
 * attest_xlsx_styles_read:
 * @self: without styles yet
 * @source: the part they are in
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: whether it could be read
 */
gboolean
attest_xlsx_styles_read (AttestXlsxStyles *self, const AttestXmlSource *source, GError **error)
{
  static const AttestXmlHandler handler = { styles_start, styles_end };

  g_return_val_if_fail (self != NULL && source != NULL, FALSE);

  return attest_xml_read (source, &handler, self, error);
}

/* @style: of a cell. Returns: (transfer none): how its number is shown; as it is, where the file
 * has no such style */
const AttestNumberFormat *
attest_xlsx_styles_get_format (const AttestXlsxStyles *self, guint style)
{
  static const AttestNumberFormat general = { FALSE };

  return style < self->formats->len ? &g_array_index (self->formats, AttestNumberFormat, style)
                                    : &general;
}

/* @style: of a cell. Returns: whether its text is struck out */
gboolean
attest_xlsx_styles_are_struck (const AttestXlsxStyles *self, guint style)
{
  return style < self->struck->len && g_array_index (self->struck, gboolean, style);
}
