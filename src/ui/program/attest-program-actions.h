/* The application's actions. Main thread. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

void attest_program_add_actions (AttestApplication *app);
void attest_program_update_actions (AttestApplication *app);

G_END_DECLS
