/* AttestWelcome: what the very first start shows. Main thread. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_WELCOME (attest_welcome_get_type ())
G_DECLARE_FINAL_TYPE (AttestWelcome, attest_welcome, ATTEST, WELCOME, AdwBin)

G_END_DECLS
