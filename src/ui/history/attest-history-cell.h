/* AttestHistoryCell: one cell of the history: an icon if there is one, a line and a dimmed line.
 * Made of GtkInscription, which costs a third of a label while scrolling. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_HISTORY_CELL (attest_history_cell_get_type ())
G_DECLARE_FINAL_TYPE (AttestHistoryCell, attest_history_cell, ATTEST, HISTORY_CELL, GtkWidget)

GtkWidget *attest_history_cell_new (guint chars, gboolean numeric);
void attest_history_cell_set_texts (AttestHistoryCell *self, const char *line, const char *detail);
void attest_history_cell_set_icon (AttestHistoryCell *self,
                                   const char *icon_name,
                                   const char *style_class);

G_END_DECLS
