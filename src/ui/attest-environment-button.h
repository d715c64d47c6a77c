/* AttestEnvironmentButton: shows where records are sent, and lets that be changed. Main thread. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_ENVIRONMENT_BUTTON (attest_environment_button_get_type ())
G_DECLARE_FINAL_TYPE (AttestEnvironmentButton,
                      attest_environment_button,
                      ATTEST,
                      ENVIRONMENT_BUTTON,
                      AdwBin)

G_END_DECLS
