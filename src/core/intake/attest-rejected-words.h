/* What is wrong with a rejected record, in words that stand for themselves. Thread: the record's.
 */
#pragma once

#include "intake/attest-sheet-place.h"
#include "intake/attest-sheet-values.h"

G_BEGIN_DECLS

char *attest_rejected_name_place (AttestRecord *record, const char *path);
char *attest_rejected_explain_undecided (const AttestSchema *schema,
                                         const AttestField *field,
                                         const AttestSheetUndecided *value);
void attest_rejected_add_line (GString *words,
                               GHashTable *lines,
                               const char *place,
                               const char *message);

G_END_DECLS
