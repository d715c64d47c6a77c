/* AttestSheetImport: the records of a sheet, and where each of its rows went. */
#pragma once

#include "check/attest-peers.h"
#include "intake/attest-sheet-strays.h"
#include "intake/attest-sheet-tables.h"
#include "intake/attest-sheet-twins.h"
#include "intake/attest-sheet-values.h"
#include "model/attest-record.h"
#include "sheet/attest-workbook.h"

G_BEGIN_DECLS

typedef struct
{
  AttestRecord *record;
  char *own;           /* (nullable): the id of its draft, where Attest wrote the sheet */
  GArray *rows;        /* of guint, from 1 as a spreadsheet shows them */
  GPtrArray *problems; /* of AttestProblem: of the rows first, then of the record */
  guint n_row_problems;
  gboolean is_left_out; /* a person does not want it: no other is compared with it */
  gboolean is_wanted;   /* a person wants it, though another is sent the same */
  guint portion;        /* of its rows, from 1, where each has several records; else 0 */
  guint piece;          /* of the cells of its first row, from 1, where those have several */
  guint n_pieces;       /* how many; else 0 */
  guint newest;         /* the row that counts, where others are of earlier issues; else 0 */
} AttestSheetRecord;

typedef enum
{
  ATTEST_SHEET_ROW_TITLE, /* above the head, or over a block */
  ATTEST_SHEET_ROW_HEADER,
  ATTEST_SHEET_ROW_REPEATED, /* the head once more */
  ATTEST_SHEET_ROW_EMPTY,
  ATTEST_SHEET_ROW_TOTAL,
  ATTEST_SHEET_ROW_HIDDEN, /* by the file: a filter, or a person */
  ATTEST_SHEET_ROW_OTHER,  /* of another table below, whose columns are others */
  ATTEST_SHEET_ROW_NOTE,   /* where people sign, or how to fill in what is above */
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
  AttestDecisions *decisions; /* by which it was read */
  const AttestSchema *schema;
  char layout;             /* A to I, as the rows were understood */
  AttestSheetTable *table; /* of several sheets, where they are read as one */
  GPtrArray *alike;        /* of the names of all sheets with its columns, itself among them */
  GPtrArray *records;      /* of AttestSheetRecord */
  guint n_shared;          /* rows of records that are of another one as well */
  GArray *skipped;         /* of AttestSheetSkip, in the order of the sheet */
  GPtrArray *joined;       /* of the names of other sheets that say more of the same records */
  GPtrArray *left_out;     /* those of them whose standards or sites may be of something else */
  GArray *strays;          /* of AttestSheetStray, in the order of their sheets */
  GPtrArray *undecided;    /* of AttestSheetUndecided */
  GPtrArray *understood;   /* (nullable): of AttestSheetUnderstood, of each of the columns */
  GPtrArray *absent;       /* of the titles of columns that the profile expects, sorted */
  AttestSheetValues *values;
  GHashTable *said;   /* keys of the fields that the sheet, or a decision, is about */
  AttestPeers *peers; /* what the records say that is compared */
  AttestSheetTwins *twins;
} AttestSheetImport;

AttestSheetImport *attest_sheet_import_read (AttestWorkbook *workbook,
                                             const AttestDecisions *decisions,
                                             GCancellable *cancellable,
                                             GError **error);
void attest_sheet_import_free (AttestSheetImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestSheetImport, attest_sheet_import_free)

const char *attest_sheet_row_kind_get_id (AttestSheetRowKind kind);

G_END_DECLS
