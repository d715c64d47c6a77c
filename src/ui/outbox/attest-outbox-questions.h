/* What is asked before something is done to submissions in the outbox. Each goes when none of them
 * is in the state any more that it is about. */
#pragma once

#include "outbox/attest-outbox.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void attest_outbox_ask_to_remove (GtkWindow *parent, AttestOutbox *outbox, GPtrArray *submissions);
void attest_outbox_ask_to_send_now (GtkWindow *parent,
                                    AttestOutbox *outbox,
                                    AttestSubmission *submission);
void
attest_outbox_ask_to_stop (GtkWindow *parent, AttestOutbox *outbox, AttestSubmission *submission);
void attest_outbox_cancel (GtkWindow *parent, AttestOutbox *outbox, AttestSubmission *submission);

G_END_DECLS
