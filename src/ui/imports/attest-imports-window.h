/* AttestImportsWindow: the imports there were: those that are not finished can be gone on with, and
 * those that are kept can be undone. Main thread. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_IMPORTS_WINDOW (attest_imports_window_get_type ())
G_DECLARE_FINAL_TYPE (AttestImportsWindow,
                      attest_imports_window,
                      ATTEST,
                      IMPORTS_WINDOW,
                      AdwPreferencesWindow)

GtkWidget *attest_imports_window_new (AttestApplication *application);

G_END_DECLS
