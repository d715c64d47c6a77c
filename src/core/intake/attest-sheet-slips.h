/* AttestSheetSlips: rows of a text file in which a sign stands wrong, so that texts are in other
 * cells than they were meant for. Any thread, one at a time. */
#pragma once

#include "intake/attest-sheet-gather.h"

G_BEGIN_DECLS

typedef struct
{
  const AttestSheetTable *table; /* not owned */
  guint quote;  /* the row, from 1, with a quotation mark in the wrong place; 0: none */
  guint beyond; /* the first column where hardly a row has anything; 0: there is none */
} AttestSheetSlips;

void attest_sheet_slips_init (AttestSheetSlips *self,
                              const AttestSheetTable *table,
                              const AttestWorkbook *workbook);
void attest_sheet_slips_remark (const AttestSheetSlips *self,
                                AttestSheetGather *gather,
                                AttestSheetGroup *group);

G_END_DECLS
