/* The name under which an import's decisions are kept for the sheets to come. Main thread. */
#pragma once

#include "workspace/attest-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

void attest_import_name_profile_after_file (AttestImport *import);

/* What became of it is told in the window that asked; takes @toast. */
typedef void (*AttestImportProfileTold) (GtkWindow *parent, AdwToast *toast);

void attest_import_ask_for_profile (GtkWindow *parent,
                                    AttestImport *import,
                                    AttestImportProfileTold told);

G_END_DECLS
