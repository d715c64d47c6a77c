/* The menu of a row in a list: at the pointer on a right click, below the row with the focus on the
 * Menu key. The page says which rows there are and what the menu of one holds. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes ready what the menu is about, usually by selecting it.
 * Returns: (transfer full) (nullable): the menu; NULL: this row has none */
typedef GMenuModel *(*AttestRowMenuFunc) (GtkWidget *page, GtkListItem *item);

/* Rows of lists in @page have a menu from now on. */
void attest_row_menu_install (GtkWidget *page, AttestRowMenuFunc func);

/* To be called for each list item once it has its child. */
void attest_row_menu_mark (GtkListItem *item);

/* The item whose row @widget is, or is in; NULL: none. */
GtkListItem *attest_row_menu_find (GtkWidget *widget);

/* For the Menu key: the menu of the row that has the focus, if one has. */
void attest_row_menu_show (GtkWidget *page);

G_END_DECLS
