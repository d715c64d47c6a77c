/* AttestProgram: the application with its windows. Main thread. */
#pragma once

#include "application/attest-application.h"
#include "attest-window.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_PROGRAM (attest_program_get_type ())
G_DECLARE_FINAL_TYPE (AttestProgram, attest_program, ATTEST, PROGRAM, AttestApplication)

AttestApplication *attest_program_new (void);

G_END_DECLS
