/* CliWait: waiting for submissions to end, until Ctrl+C (or another signal to end); and then for
 * the answer to what is on its way, until Ctrl+C again. Main thread. */
#pragma once

#include "workspace/attest-workspace.h"

G_BEGIN_DECLS

typedef struct _CliWait CliWait;

/* How a submission ended; as its row says, or as it came back and cannot be written down. */
typedef struct
{
  AttestState state;
  guint http_status;
  const char *remote_id; /* (nullable) */
  const char *message;   /* (nullable) */
} CliEnd;

CliWait *cli_wait_new (void);
void cli_wait_begin (CliWait *self, AttestWorkspace *workspace, GPtrArray *rows);
void cli_wait_for_rows (CliWait *self);
void cli_wait_for_ids (CliWait *self);
void cli_wait_close (CliWait *self);
CliEnd cli_wait_get_end (CliWait *self, AttestSubmission *row);
void cli_wait_free (CliWait *self);

G_END_DECLS
