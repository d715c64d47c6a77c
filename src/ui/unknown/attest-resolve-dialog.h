/* Asks what was found of a submission whose outcome is unknown. Main thread. */
#pragma once

#include "outbox/attest-outbox.h"

#include <adwaita.h>

G_BEGIN_DECLS

void attest_resolve_dialog_present (GtkWindow *parent,
                                    AttestOutbox *outbox,
                                    AttestSubmission *submission,
                                    AttestState decision);

G_END_DECLS
