/* Asking before the pace a service recommends is broken. */
#pragma once

#include <adwaita.h>

#include "outbox/attest-outbox.h"

G_BEGIN_DECLS

void attest_send_now_dialog_present (GtkWindow *parent,
                                     AttestOutbox *outbox,
                                     AttestSubmission *submission);

G_END_DECLS
