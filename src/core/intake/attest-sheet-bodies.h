/* Accreditation bodies in the records of a sheet, which names them by their acronyms alone. */
#pragma once

#include "intake/attest-sheet-gather.h"

G_BEGIN_DECLS

void attest_sheet_bodies_part (AttestSheetGather *self);
void attest_sheet_bodies_offer (AttestSheetGather *self);

G_END_DECLS
