/* AttestKeysWindow: which API keys are stored, and the adding and removing of them. Main thread. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_KEYS_WINDOW (attest_keys_window_get_type ())
G_DECLARE_FINAL_TYPE (AttestKeysWindow,
                      attest_keys_window,
                      ATTEST,
                      KEYS_WINDOW,
                      AdwPreferencesWindow)

GtkWidget *attest_keys_window_new (AttestApplication *application);

G_END_DECLS
