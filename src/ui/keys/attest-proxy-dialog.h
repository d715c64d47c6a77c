/* Asks for the name and the password that a proxy wants. Main thread. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

void attest_proxy_dialog_follow (AttestApplication *app);

G_END_DECLS
