/* AttestHostWindow: asks where a service is to be reached. Main thread. */
#pragma once

#include "workspace/attest-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_HOST_WINDOW (attest_host_window_get_type ())
G_DECLARE_FINAL_TYPE (AttestHostWindow, attest_host_window, ATTEST, HOST_WINDOW, AdwWindow)

GtkWidget *attest_host_window_new (AttestWorkspace *workspace,
                                   const AttestService *service,
                                   AttestEnvironment environment);

G_END_DECLS
