/* Files that are opened. All of this needs the application to be ready. Main thread. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

void attest_program_open_files (AttestApplication *app, GFile **files, int n_files);
void attest_program_choose_files (AttestApplication *app);
void attest_program_choose_sheets (AttestApplication *app);
void attest_program_paste (AttestApplication *app);
void attest_program_open_example (AttestApplication *app, const char *name);

G_END_DECLS
