/* AttestFewRows: a model for a list that shows itself quickly: its first rows at once, the others
 * in the frames after. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_FEW_ROWS (attest_few_rows_get_type ())
G_DECLARE_FINAL_TYPE (AttestFewRows, attest_few_rows, ATTEST, FEW_ROWS, GObject)

GListModel *attest_few_rows_new (GListModel *model, GtkWidget *view /* (nullable) */);
void attest_few_rows_show_all (AttestFewRows *self);

G_END_DECLS
