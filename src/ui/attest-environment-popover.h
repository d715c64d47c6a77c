/* AttestEnvironmentPopover: the list of environments, to choose from. Going over to production is
 * asked for in words; every other change is harmless. Main thread. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_ENVIRONMENT_POPOVER (attest_environment_popover_get_type ())
G_DECLARE_FINAL_TYPE (AttestEnvironmentPopover,
                      attest_environment_popover,
                      ATTEST,
                      ENVIRONMENT_POPOVER,
                      GtkPopover)

GtkWidget *attest_environment_popover_new (void);

G_END_DECLS
