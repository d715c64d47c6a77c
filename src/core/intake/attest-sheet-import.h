/* AttestSheetImport: the records of a sheet, and where each of its rows went. */
#pragma once

#include "intake/attest-sheet-table.h"
#include "intake/attest-sheet-values.h"
#include "model/attest-record.h"
#include "sheet/attest-workbook.h"

G_BEGIN_DECLS

/* What a person decided; all zero: nothing. */
typedef struct
{
  const char *sheet;         /* (nullable): the name of the sheet with the records */
  gboolean one_record_a_row; /* rows with the same number are records of their own */
  AttestSheetHeadWish head;
  AttestSheetValueWish value;
  const char *const *constants; /* (nullable): PATH=VALUE for what the sheet does not have */
} AttestSheetWish;

typedef struct
{
  AttestRecord *record;
  GArray *rows;        /* of guint, from 1 as a spreadsheet shows them */
  GPtrArray *problems; /* of AttestProblem: of the rows first, then of the record */
} AttestSheetRecord;

typedef enum
{
  ATTEST_SHEET_ROW_TITLE, /* above the head, or over a block */
  ATTEST_SHEET_ROW_HEADER,
  ATTEST_SHEET_ROW_REPEATED, /* the head once more */
  ATTEST_SHEET_ROW_EMPTY,
  ATTEST_SHEET_ROW_TOTAL,
  ATTEST_SHEET_N_ROW_KINDS,
} AttestSheetRowKind;

/* Rows that became no record. */
typedef struct
{
  AttestSheetRowKind kind;
  guint first; /* from 1 */
  guint last;
} AttestSheetSkip;

typedef struct
{
  char layout; /* A to I, as the rows were understood */
  AttestSheetTable *table;
  GPtrArray *records;   /* of AttestSheetRecord */
  GArray *skipped;      /* of AttestSheetSkip, in the order of the sheet */
  GPtrArray *undecided; /* of AttestSheetUndecided */
  AttestSheetValues *values;
} AttestSheetImport;

AttestSheetImport *attest_sheet_import_read (AttestWorkbook *workbook,
                                             const AttestSchema *schema,
                                             const AttestSheetWish *wish,
                                             GError **error);
void attest_sheet_import_free (AttestSheetImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestSheetImport, attest_sheet_import_free)

const char *attest_sheet_row_kind_get_id (AttestSheetRowKind kind);

G_END_DECLS
