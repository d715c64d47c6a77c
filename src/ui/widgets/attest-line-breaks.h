/* Where lines of Korean break: at blanks, as its readers expect, and not within words as Pango
 * does. One rule for every label, whoever made it; what is typed, copied or read aloud stays as it
 * is. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void attest_line_breaks_install (void);
void attest_line_breaks_begin (GtkWindow *window);
void attest_line_breaks_keep_words (GtkLabel *label);

G_END_DECLS
