/* AttestSheetTable: a sheet as a table: where its head is, and what each column is for. How these
 * are found out: attest_sheet_table_new() of attest-sheet-tables.h. */
#pragma once

#include "intake/attest-decisions.h"
#include "intake/attest-sheet-days.h"
#include "intake/attest-sheet-place.h"
#include "sheet/attest-workbook.h"

G_BEGIN_DECLS

typedef struct
{
  guint column;           /* of the grid */
  char *head;             /* on one line */
  char *path;             /* (nullable): of the field; NULL: not mapped */
  gboolean is_hidden;     /* by the file */
  gboolean opposite;      /* it says the opposite: “public” for “confidential” */
  guint number;           /* of the site or standard it is about; 0: not numbered */
  char *standard;         /* (nullable): a mark in this column names it */
  char *rival;            /* (nullable): the path that another column is used for instead */
  gboolean is_marked;     /* what is marked in it is what its title says */
  gboolean is_line;       /* it goes on with what stands in another column for the same */
  gboolean is_edition;    /* and that is the edition of what stands there */
  gboolean is_note;       /* remarks of any kind */
  gboolean is_end;        /* it says since when a certificate holds no more */
  gboolean begins_beside; /* another table begins there, beside the one before */
  char *folded;           /* what stands in the first row of the head, folded */
  AttestSheetPlace place; /* where @path leads */
  AttestSheetDays days;   /* how they are written in it, once that was found out */
} AttestSheetColumn;

/* What is of one record, where each row has several. */
typedef struct
{
  char *standard;     /* (nullable): of the record, by the title over it */
  GPtrArray *columns; /* of AttestSheetColumn: all that say something of it */
  GPtrArray *own;     /* of them, those that are of no other */
} AttestSheetPortion;

typedef struct
{
  AttestGrid *grid;
  const AttestSchema *schema;
  guint header;       /* the first row of the head, from 0 */
  guint n_header;     /* rows of the head; 0: none was found */
  GPtrArray *columns; /* of AttestSheetColumn: those with a head */
  GArray *used;       /* of guint: the columns of the grid with a text anywhere */
  GArray *unnamed;    /* of guint: those of them without a head, and with texts under it */
  guint n_mapped;
  gboolean has_rivals;  /* columns that say more of what others are for */
  gboolean has_lines;   /* columns that go on with others */
  gboolean has_crosses; /* under standards, and no other mark: a cross says yes */
  gboolean is_beside;   /* there are several tables beside each other */
  guint side;           /* while the columns are found: where the last of those tables begins */
  GPtrArray *portions;  /* (nullable): of AttestSheetPortion: a row has several records */
  GHashTable *spans;    /* cell under a merge → the cell that has its text */
  guint n_covered;      /* how many such cells there are */
  guint8 *as_above;     /* (nullable): of each row: whether its entity may be the one above */
} AttestSheetTable;

void attest_sheet_column_free (gpointer data);

AttestSheetTable *attest_sheet_table_open (AttestGrid *grid, const AttestSchema *schema);
void attest_sheet_table_free (AttestSheetTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestSheetTable, attest_sheet_table_free)

AttestSheetPortion *attest_sheet_table_add_portion (AttestSheetTable *self, const char *standard);

AttestSheetColumn *attest_sheet_table_find (AttestSheetTable *self, const char *path);
AttestSheetColumn *attest_sheet_table_find_at (const AttestSheetTable *self, guint place);
guint attest_sheet_table_get_id (AttestSheetTable *self, guint row, guint column);
const char *attest_sheet_table_get_text (AttestSheetTable *self, guint row, guint column);
const char *attest_sheet_table_get_path_text (AttestSheetTable *self, guint row, const char *path);

void attest_sheet_table_resolve (AttestSheetTable *self, guint *row, guint *column);
void attest_sheet_table_join_cells (AttestSheetTable *self,
                                    const AttestGridPlace *cell,
                                    const AttestGridPlace *text);
gboolean attest_sheet_table_has_standards (const AttestSheetTable *self);

G_END_DECLS
