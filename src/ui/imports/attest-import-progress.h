/* AttestImportProgress: in place of the steps, what takes so long, with a button that gives up.
 * It becomes visible by itself, and only if it does take long. Main thread. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_IMPORT_PROGRESS (attest_import_progress_get_type ())
G_DECLARE_FINAL_TYPE (AttestImportProgress, attest_import_progress, ATTEST, IMPORT_PROGRESS, AdwBin)

void attest_import_progress_begin (AttestImportProgress *self, const char *words);
void attest_import_progress_go_on (AttestImportProgress *self, const char *words);
void attest_import_progress_end (AttestImportProgress *self);
gboolean attest_import_progress_is_running (AttestImportProgress *self);

G_END_DECLS
