/* What tells records apart that have one number, beside whom they are about. Any thread, one at a
 * time. */
#pragma once

#include "intake/attest-sheet-table.h"

G_BEGIN_DECLS

char *attest_sheet_apart_make (AttestSheetTable *table, guint row);
char *
attest_sheet_apart_get (const AttestSchema *schema, const char *apart, const AttestField *field);
const AttestField *attest_sheet_apart_find_difference (const AttestSchema *schema,
                                                       const char *apart,
                                                       const char *other);

G_END_DECLS
