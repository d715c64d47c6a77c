/* AttestSheetFollow: which rows of a sheet go on with what the row above is about. Any thread, one
 * at a time. */
#pragma once

#include "intake/attest-sheet-table.h"

G_BEGIN_DECLS

typedef struct
{
  AttestSheetTable *table;         /* not owned */
  const AttestSheetColumn *number; /* (nullable): what names a record */
  GArray *own;                     /* (nullable): see the columns; %NULL: not looked for yet */
} AttestSheetFollow;

void attest_sheet_follow_init (AttestSheetFollow *self, AttestSheetTable *table, const char *path);
void attest_sheet_follow_clear (AttestSheetFollow *self);

gboolean attest_sheet_follow_goes_on (AttestSheetFollow *self, guint row);

G_END_DECLS
