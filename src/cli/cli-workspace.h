/* The user's workspace, opened for one command. */
#pragma once

#include "workspace/attest-workspace.h"

#include "attest-practice.h"

G_BEGIN_DECLS

AttestWorkspace *cli_workspace_open (GError **error);
void cli_workspace_close (AttestWorkspace *self);
AttestPractice *cli_practice_start (AttestWorkspace *workspace, guint port, GError **error);

gboolean cli_read_target (int argc,
                          char **argv,
                          const AttestService **service,
                          AttestEnvironment *environment);

G_END_DECLS
