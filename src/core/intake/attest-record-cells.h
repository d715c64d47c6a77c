/* What a record has for a cell of a sheet. */
#pragma once

#include "intake/attest-sheet-place.h"
#include "sheet/attest-grid.h"

G_BEGIN_DECLS

/* What an item is, as it is counted. */
typedef enum
{
  ATTEST_RECORD_ITEM_NONE = '0',
  ATTEST_RECORD_ITEM_BEGINS = '1',
  ATTEST_RECORD_ITEM_GOES_ON = '2', /* one more of the list in the item before */
  ATTEST_RECORD_ITEM_BARE = '3',    /* with nothing in its own list */
} AttestRecordItemSign;

const AttestField *attest_record_find_inner_list (const AttestField *list);
AttestRecordItemSign
attest_record_get_item_sign (AttestRecord *record, const AttestField *list, guint number);
guint attest_record_count_items (AttestRecord *record, const AttestField *list);
char *attest_record_dup_cell (AttestRecord *record,
                              const AttestSheetPlace *place,
                              guint number,
                              AttestCellKind *kind);

G_END_DECLS
