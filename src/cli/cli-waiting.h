/* Waiting for submissions to end: progress on a terminal, and Ctrl+C. Main thread. */
#pragma once

#include "workspace/attest-workspace.h"

G_BEGIN_DECLS

/* Returns: whether all ended; FALSE: interrupted, what waits stays queued. */
gboolean cli_wait_for_rows (AttestOutbox *outbox, GPtrArray *rows);
void cli_wait_for_ids (AttestOutbox *outbox, GPtrArray *rows);

G_END_DECLS
