/* What a widget has inside. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gpointer attest_inside_find (GtkWidget *widget, GType type);

G_END_DECLS
