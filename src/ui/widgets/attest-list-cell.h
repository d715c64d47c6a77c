/* AttestListCell: one cell of a list: an icon if there is one, a line and a dimmed line. Made of
 * GtkInscription, which costs a third of a label while scrolling; the texts of a row stand on one
 * line, whatever script they are in. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_LIST_CELL (attest_list_cell_get_type ())
G_DECLARE_FINAL_TYPE (AttestListCell, attest_list_cell, ATTEST, LIST_CELL, GtkWidget)

typedef enum
{
  ATTEST_LIST_CELL_LINE,
  ATTEST_LIST_CELL_TWO_LINES, /* the second one small and dimmed */
  ATTEST_LIST_CELL_NUMBER,    /* to the right, one figure as wide as the other */
} AttestListCellKind;

GtkWidget *attest_list_cell_new (AttestListCellKind kind, guint chars);
void attest_list_cell_set_texts (AttestListCell *self, const char *line, const char *detail);
void attest_list_cell_wrap (AttestListCell *self, int width);
void attest_list_cell_set_icon (AttestListCell *self, const char *icon_name);
void attest_list_cell_set_mark (AttestListCell *self, const char *icon_name);
int attest_list_cell_get_texts (AttestListCell *self, const char **line, const char **detail);
void attest_list_cell_set_style (AttestListCell *self, const char *style_class);
void attest_list_cell_set_detail_style (AttestListCell *self, const char *style_class);

G_END_DECLS
