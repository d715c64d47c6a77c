/* Asks for a file and its format, and writes what is kept into it. Main thread. */
#pragma once

#include "application/attest-application.h"
#include "workspace/attest-export.h"

G_BEGIN_DECLS

void attest_export_ask (AttestApplication *application,
                        const AttestExport *what,
                        const char *title,
                        const char *name);

G_END_DECLS
