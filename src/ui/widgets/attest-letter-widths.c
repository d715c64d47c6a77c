/* Widths of texts without laying them out: see the header. */
#include "attest-config.h"
#include "widgets/attest-letter-widths.h"

static float
measure_letters (AttestLetterWidths *self, const char *letters, int length)
{
  int width = 0;

  pango_layout_set_text (self->layout, letters, length);
  pango_layout_get_size (self->layout, &width, NULL);
  return (float) width / PANGO_SCALE;
}

static float
get_letter_width (AttestLetterWidths *self, gunichar letter)
{
  const char ascii = (char) letter;

  if (letter >= 128 && !g_unichar_iswide (letter))
    return self->other;
  /* Not before one is seen: it opens a large font, which a window without Hangul does not need. */
  if (letter >= 128 && self->wide <= 0)
    self->wide = measure_letters (self, "한", -1);
  if (letter >= 128)
    return self->wide;
  if (self->advances[letter] <= 0)
    self->advances[letter] = measure_letters (self, &ascii, 1);
  return self->advances[letter];
}

/**
 * attest_letter_widths_get:
 * @self: widths that were begun
 * @text: a text
 * @most: how many of its letters count at the most
 *
 * Returns: how wide it is, in pixels, give or take one
 */
float
attest_letter_widths_get (AttestLetterWidths *self, const char *text, guint most)
{
  float width = 0;

  for (guint i = 0; i < most && *text != '\0'; i++, text = g_utf8_next_char (text))
    width += get_letter_width (self, g_utf8_get_char (text));
  return width;
}

/**
 * attest_letter_widths_get_square:
 * @self: widths that were begun
 *
 * Not measured with such a letter: Hangul's font is large, and may not be needed.
 *
 * Returns: the width of a letter as wide as high, in pixels
 */
float
attest_letter_widths_get_square (AttestLetterWidths *self)
{
  const float size = (float) pango_font_description_get_size (self->font) / PANGO_SCALE;

  if (pango_font_description_get_size_is_absolute (self->font))
    return size;
  return size * (float) pango_cairo_context_get_resolution (pango_layout_get_context (self->layout))
         / 72;
}

/**
 * attest_letter_widths_begin:
 * @self: zeroed, or begun before
 * @widget: whose font it is about, as it is now
 */
void
attest_letter_widths_begin (AttestLetterWidths *self, GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);

  attest_letter_widths_clear (self);
  self->font = pango_font_description_copy (pango_context_get_font_description (context));
  self->layout = gtk_widget_create_pango_layout (widget, NULL);
  self->other = measure_letters (self, "W", -1);
}

/**
 * attest_letter_widths_is_for:
 * @self: widths
 * @font: a font
 *
 * Returns: whether they were begun for it
 */
gboolean
attest_letter_widths_is_for (AttestLetterWidths *self, const PangoFontDescription *font)
{
  return self->font != NULL && pango_font_description_equal (self->font, font);
}

/**
 * attest_letter_widths_clear:
 * @self: widths
 */
void
attest_letter_widths_clear (AttestLetterWidths *self)
{
  g_clear_pointer (&self->font, pango_font_description_free);
  g_clear_object (&self->layout);
  *self = (AttestLetterWidths){ NULL };
}

/**
 * attest_letter_width:
 * @widget: what the letters stand in
 *
 * Letters are wider at another size of them, and so is what is to hold them.
 *
 * Returns: how wide one is, more or less, in pixels
 */
int
attest_letter_width (GtkWidget *widget)
{
  PangoFontMetrics *metrics = NULL;
  int width = 0;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), 0);

  metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  width = pango_font_metrics_get_approximate_char_width (metrics);
  pango_font_metrics_unref (metrics);
  return PANGO_PIXELS_CEIL (width);
}
