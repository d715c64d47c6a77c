/* What a person has to decide of an import, each as the option that decides it, to be copied. */
#pragma once

#include "intake/attest-sheet-import.h"

G_BEGIN_DECLS

void cli_print_undecided (const AttestSheetImport *import);

G_END_DECLS
