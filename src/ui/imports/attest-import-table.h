/* AttestImportTable: the records of an import, one a row, with what is in their lists below them.
 * Main thread. */
#pragma once

#include "imports/attest-import-rows.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_IMPORT_TABLE (attest_import_table_get_type ())
G_DECLARE_FINAL_TYPE (AttestImportTable, attest_import_table, ATTEST, IMPORT_TABLE, AdwBin)

/* Signal "edit" (const char *path): a cell was pressed twice; the row is selected by then. */
gboolean
attest_import_table_set_schema (AttestImportTable *self, const AttestSchema *schema, int width);
void
attest_import_table_set_rows (AttestImportTable *self, AttestImportRows *rows /* (nullable) */);
void attest_import_table_scroll_to (AttestImportTable *self, guint position);

int attest_import_measure_chars (GtkWidget *widget, int n_chars);

G_END_DECLS
