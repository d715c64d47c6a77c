/* Sends once more what is in a submission, after asking. Main thread. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

void attest_send_again (GtkWindow *parent,
                        AttestApplication *application,
                        AttestSubmission *submission,
                        const char *note);

G_END_DECLS
