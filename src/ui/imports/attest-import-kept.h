/* What can be done with an import that is kept: what was rejected is saved as a sheet, and all of
 * it is taken back. Main thread. */
#pragma once

#include "application/attest-application.h"
#include "workspace/attest-import.h"

G_BEGIN_DECLS

typedef void (*AttestImportUndone) (gpointer user_data);

void attest_import_save_rejected (GtkWindow *parent, AttestImport *import);
void attest_import_export (GtkWindow *parent, AttestApplication *application, const char *id);
/* @undone: (nullable): called when it was taken back; @user_data: a #GObject, kept until then */
void attest_import_ask_to_undo (GtkWindow *parent,
                                AttestApplication *application,
                                const char *id,
                                AttestImportUndone undone,
                                gpointer user_data);

G_END_DECLS
