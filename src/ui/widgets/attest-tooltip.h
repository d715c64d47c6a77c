/* Tooltips that are set often, or that are the name of a button without words. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean attest_tooltip_set (GtkWidget *widget, const char *text);
void attest_tooltip_name (GtkWidget *widget, const char *name, const char *tooltip);

G_END_DECLS
