/* Whether a question before sending is still true. Main thread. */
#pragma once

#include "application/attest-application.h"
#include "outbox/attest-send-plan.h"

G_BEGIN_DECLS

/* The dialog answers this by itself. */
#define ATTEST_SEND_OUTDATED "outdated"

void attest_send_watch_add (GtkWidget *dialog,
                            AttestApplication *application,
                            GPtrArray *plans /* of AttestSendPlan */);

G_END_DECLS
