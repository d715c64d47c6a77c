/* Looks on the server for a submission whose outcome is unknown, and says what was found.
 * Main thread. */
#pragma once

#include <adwaita.h>

#include "workspace/attest-workspace.h"

G_BEGIN_DECLS

void attest_look_up_dialog_present (GtkWindow *parent,
                                    AttestWorkspace *workspace,
                                    AttestSubmission *submission);

G_END_DECLS
