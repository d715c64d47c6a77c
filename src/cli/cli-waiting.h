/* CliWait: waiting for submissions to end, until Ctrl+C; and then for the answer to what is on its
 * way, until Ctrl+C again. Main thread. */
#pragma once

#include "workspace/attest-workspace.h"

G_BEGIN_DECLS

typedef struct _CliWait CliWait;

CliWait *cli_wait_new (AttestWorkspace *workspace, GPtrArray *rows);
void cli_wait_for_rows (CliWait *self);
void cli_wait_for_ids (CliWait *self);
gboolean cli_wait_close (CliWait *self);

G_END_DECLS
