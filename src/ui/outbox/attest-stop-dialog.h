/* Asks before the wait for a reply is given up. Main thread. */
#pragma once

#include <adwaita.h>

#include "outbox/attest-outbox.h"

G_BEGIN_DECLS

void
attest_stop_dialog_present (GtkWindow *parent, AttestOutbox *outbox, AttestSubmission *submission);

G_END_DECLS
