/* AttestImportRows: the rows of the grid: the records that a filter lets through, and below those
 * that are open what stands in them, which is made when it is first looked at. What is open and
 * what is chosen stays so when the sheet is read anew. Main thread. */
#pragma once

#include "imports/attest-import-part.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_IMPORT_ROWS (attest_import_rows_get_type ())
G_DECLARE_FINAL_TYPE (AttestImportRows, attest_import_rows, ATTEST, IMPORT_ROWS, GObject)

/* Signal "chosen": another row is chosen, or the same one is another object. */

AttestImportRows *attest_import_rows_new (GListModel *records, GtkFilter *filter, GtkWidget *view);
GtkSelectionModel *attest_import_rows_get_model (AttestImportRows *self); /* of GtkTreeListRow */
void attest_import_rows_restore (AttestImportRows *self);

/* What a row is about. */
AttestImportRecord *attest_import_rows_get_whole (GtkTreeListRow *row);
AttestImportPart *attest_import_rows_get_part (GtkTreeListRow *row); /* (nullable) */

AttestImportRecord *attest_import_rows_get_chosen (AttestImportRows *self);    /* (nullable) */
AttestImportPart *attest_import_rows_get_chosen_part (AttestImportRows *self); /* (nullable) */

/* Positions are of the model; GTK_INVALID_LIST_POSITION: there is no such row. */
typedef gboolean (*AttestImportRowsMatch) (AttestImportRecord *record, gpointer user_data);
guint attest_import_rows_find (AttestImportRows *self, guint row);
guint attest_import_rows_find_next (AttestImportRows *self,
                                    int step,
                                    AttestImportRowsMatch match,
                                    gpointer user_data);
void attest_import_rows_choose (AttestImportRows *self, guint position);
void attest_import_rows_open (AttestImportRows *self, guint position, gboolean open);
guint attest_import_rows_get_above (AttestImportRows *self, guint position);

G_END_DECLS
