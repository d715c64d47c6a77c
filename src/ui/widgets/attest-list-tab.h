/* Tab leaves a list instead of going through all of its rows, and comes into it where it can be
 * seen. Main thread.
 *
 * Stands in for GtkListView's tab behaviour, which GTK has from 4.12 on. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @list: a GtkListView, a GtkColumnView, or what has the rows of one */
void attest_list_tab_install (GtkWidget *list);
gboolean attest_list_tab_focus_in_view (GtkWidget *list, gboolean (*may_have) (GtkWidget *row));
void attest_list_tab_show_row (GtkWidget *list, GtkWidget *row, gboolean from_top);

G_END_DECLS
