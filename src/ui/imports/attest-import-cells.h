/* What stands in the cells of a grid of records: one entry of a table is one column. Main thread.
 */
#pragma once

#include "imports/attest-import-part.h"
#include "widgets/attest-list-cell.h"

G_BEGIN_DECLS

/* How many columns there is room for. */
typedef enum
{
  ATTEST_IMPORT_ROOM_LEAST, /* a narrow window, with large letters */
  ATTEST_IMPORT_ROOM_NARROW,
  ATTEST_IMPORT_ROOM_MEDIUM,
  ATTEST_IMPORT_ROOM_WIDE,
  ATTEST_IMPORT_N_ROOMS
} AttestImportRoom;

typedef struct
{
  const char *title; /* N_(); %NULL: by the schema */
  gsize noun;        /* of a service's nouns */
  gsize role;        /* of a schema: what a press on it is about; 0: nothing */
  guint rooms;       /* in which it is shown: bits */
  gboolean expands;
  int width; /* characters; 0: what is left */
  AttestListCellKind kind;
  gboolean names_row; /* what tells one row from another stands in it */
  void (*fill) (AttestListCell *cell, AttestImportRecord *record);
  void (*fill_part) (AttestListCell *cell, AttestImportPart *part); /* %NULL: it says nothing */
} AttestImportColumn;

const AttestImportColumn *attest_import_list_columns (guint *n);

void attest_import_column_fill (const AttestImportColumn *column,
                                AttestListCell *cell,
                                AttestImportRecord *record,
                                AttestImportPart *part /* (nullable) */);
char *attest_import_name_row (AttestImportRecord *record, AttestImportPart *part /* (nullable) */);

G_END_DECLS
