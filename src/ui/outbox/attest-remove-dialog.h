/* The question before several submissions are taken out of the outbox at once. */
#pragma once

#include <adwaita.h>

#include "outbox/attest-outbox.h"

G_BEGIN_DECLS

void attest_remove_dialog_present (GtkWindow *parent, AttestOutbox *outbox, GPtrArray *submissions);

G_END_DECLS
