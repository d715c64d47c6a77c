/* What was understood by itself in a column of a sheet, folded up in a row. Main thread. */
#pragma once

#include "intake/attest-sheet-understood.h"
#include "workspace/attest-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

char *attest_import_understood_describe (AttestImport *import,
                                         const AttestSheetColumn *column,
                                         const AttestSheetUnderstood *understood);
GtkWidget *attest_import_understood_new (const char *lines, guint n);

G_END_DECLS
