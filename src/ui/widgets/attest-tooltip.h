/* Tooltips that are set often. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean attest_tooltip_set (GtkWidget *widget, const char *text);

G_END_DECLS
