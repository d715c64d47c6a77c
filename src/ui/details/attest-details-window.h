/* AttestDetailsWindow: who the user issues records as: the sets there are, and one of them. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_DETAILS_WINDOW (attest_details_window_get_type ())
G_DECLARE_FINAL_TYPE (AttestDetailsWindow, attest_details_window, ATTEST, DETAILS_WINDOW, AdwWindow)

GtkWidget *attest_details_window_new (AttestApplication *application);

G_END_DECLS
