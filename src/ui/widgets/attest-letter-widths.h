/* How wide texts are, by the widths of their letters: laying out every text of a list would take
 * longer than showing it. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* To be zeroed at first. */
typedef struct
{
  PangoFontDescription *font;
  PangoLayout *layout;
  float advances[128]; /* of ASCII letters, in pixels; 0: not known yet */
  float wide;          /* of a Hangul syllable, likewise */
  float other;
} AttestLetterWidths;

int attest_letter_width (GtkWidget *widget);
void attest_letter_widths_begin (AttestLetterWidths *self, GtkWidget *widget);
gboolean attest_letter_widths_is_for (AttestLetterWidths *self, const PangoFontDescription *font);
float attest_letter_widths_get (AttestLetterWidths *self, const char *text, guint most);
float attest_letter_widths_get_square (AttestLetterWidths *self);
void attest_letter_widths_clear (AttestLetterWidths *self);

G_END_DECLS
