/* The windows of the main menu. Each belongs to the window that is active. Main thread. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

void attest_show_about (AttestApplication *application);
void attest_show_help (AttestApplication *application);
void attest_show_preferences (AttestApplication *application);
void attest_show_shortcuts (AttestApplication *application);
GtkWindow *attest_shortcuts_new (void);

G_END_DECLS
