/* A compact list of what is different from what was accepted before. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *attest_difference_rows_new (GPtrArray *differences);
GtkWidget *attest_difference_list_new (GPtrArray *differences);

G_END_DECLS
