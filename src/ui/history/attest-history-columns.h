/* The columns of the history and what stands in them. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void attest_history_columns_add (GtkColumnView *view);
void attest_history_columns_set_narrow (GtkColumnView *view, gboolean narrow);

G_END_DECLS
