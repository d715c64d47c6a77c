/* AttestImportWindow: a sheet on its way in, in four steps: how the file is read, what its columns
 * are for, what the words in it mean, and the records. It is not modal: each sheet has its own.
 * Main thread. */
#pragma once

#include "application/attest-application.h"
#include "workspace/attest-import.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_IMPORT_WINDOW (attest_import_window_get_type ())
G_DECLARE_FINAL_TYPE (AttestImportWindow,
                      attest_import_window,
                      ATTEST,
                      IMPORT_WINDOW,
                      AdwApplicationWindow)

GtkWidget *attest_import_window_open (AttestApplication *application, GFile *file);
GtkWidget *attest_import_window_open_cells (AttestApplication *application, GBytes *bytes);
GtkWidget *
attest_import_window_reopen (AttestApplication *application, const char *id, const char *name);
AttestImport *attest_import_window_get_import (AttestImportWindow *self);
gboolean attest_import_window_has_decisions (AttestImportWindow *self);

G_END_DECLS
