/* Takes submissions out of the outbox, and says so if that could not be done, or not for all. */
#pragma once

#include "outbox/attest-outbox.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void attest_outbox_remove (GtkWindow *parent,
                           AttestOutbox *outbox,
                           GPtrArray *submissions,
                           AttestState state);
void
attest_outbox_remove_one (GtkWindow *parent, AttestOutbox *outbox, AttestSubmission *submission);

G_END_DECLS
