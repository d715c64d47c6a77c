/* Looks on the server for an unknown submission, and says what to do next. Main thread. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

void attest_look_up_dialog_present (GtkWindow *parent,
                                    AttestApplication *application,
                                    AttestSubmission *submission);

G_END_DECLS
