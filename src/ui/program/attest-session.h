/* The desktop's session. Main thread. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

void attest_session_watch (AttestApplication *app);
void attest_session_finish (AttestApplication *app);

G_END_DECLS
