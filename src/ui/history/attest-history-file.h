/* What the history shows, saved as a file that the user names. Main thread. */
#pragma once

#include "application/attest-application.h"
#include "workspace/attest-export.h"

G_BEGIN_DECLS

void attest_history_file_ask (AttestApplication *application,
                              const AttestHistoryFilter *filter,
                              AttestExportFormat format,
                              const char *span);

G_END_DECLS
