/* Compares what was sent with how it stands at the service now, and shows what differs. Main
 * thread. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

void attest_compare_dialog_present (GtkWindow *parent,
                                    AttestApplication *application,
                                    AttestSubmission *submission);

G_END_DECLS
