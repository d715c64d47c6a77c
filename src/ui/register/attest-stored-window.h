/* AttestStoredWindow: the records that a service has in the chosen environment, as it listed them
 * when somebody asked last: which are known here, and a new draft from one of them. Main thread. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_STORED_WINDOW (attest_stored_window_get_type ())
G_DECLARE_FINAL_TYPE (AttestStoredWindow, attest_stored_window, ATTEST, STORED_WINDOW, AdwWindow)

GtkWidget *attest_stored_window_new (AttestApplication *application, const AttestService *service);
char *attest_stored_window_dup_title (const AttestService *service);

G_END_DECLS
