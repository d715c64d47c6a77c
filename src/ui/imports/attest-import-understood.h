/* What was understood by itself in a column of a sheet. Main thread. */
#pragma once

#include "workspace/attest-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *attest_import_understood_new (AttestImport *import, const AttestSheetColumn *column);
GHashTable *
attest_import_count_cells (const AttestSheetTable *table, const AttestSheetColumn *column);

G_END_DECLS
