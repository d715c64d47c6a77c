/* AttestSheetGather: what the rows of a sheet say, on its way into records. What stands in them is
 * gathered, never chosen in silence: where two rows say different things of one record, the first
 * is taken and the difference told. Thread: any, one at a time. */
#pragma once

#include "intake/attest-sheet-group.h"
#include "intake/attest-sheet-renewals.h"

G_BEGIN_DECLS

typedef struct
{
  AttestSheetImport *import; /* not owned */
  GPtrArray *groups;         /* of AttestSheetGroup */
  GHashTable *places;        /* path of the entity's → path of a site's */
  GHashTable *shared;        /* likewise, where a column is for both */
  GPtrArray
      *as_entity;   /* of AttestSheetColumn: those that say of the row's site that it is there */
  GPtrArray *known; /* of each column: number of a text → what a record gets of it */
  char *standard;   /* (nullable): of the block of rows */
  char *ended;      /* (nullable): its title, which says that its records do not hold */
  const AttestField *second_name; /* (nullable): of an entity, where no column is for it */
  AttestSheetTable *table;        /* (nullable): of the row that is taken */
  guint row;                      /* from 0: the one that is read */
  guint portion;                  /* of the row, from 1; 0: it is of one record */
  AttestSheetAge age;             /* of the row, beside those of the record before it */
  guint piece;                    /* which of several certificates in its cells, from 1 */
  guint n_pieces;                 /* of them; 0: the row has one */
  guint n_put;                    /* texts that were put into fields so far */
  GPtrArray *left;                /* (nullable): of AttestSheetColumn: left out, once asked for */
  gboolean is_own;                /* Attest wrote the sheet: what stands in it is meant as it is */
  gboolean marks;                 /* standards were marked in columns of their own */
  gboolean numbers;               /* columns were numbered */
} AttestSheetGather;

#define ATTEST_SHEET_NAME "certified_entity_name"
#define ATTEST_SHEET_SECOND_NAME "certified_entity_english_name"

void attest_sheet_gather_init (AttestSheetGather *self, AttestSheetImport *import);
void attest_sheet_gather_clear (AttestSheetGather *self);

AttestSheetGroup *attest_sheet_gather_add_group (AttestSheetGather *self);
void attest_sheet_gather_find_shared (AttestSheetGather *self, AttestSheetTable *table);
void attest_sheet_gather_take_row (AttestSheetGather *self,
                                   AttestSheetGroup *group,
                                   AttestSheetTable *table,
                                   const GPtrArray *columns);

void attest_sheet_gather_note_title (AttestSheetGather *self,
                                     AttestSheetTable *table,
                                     const char *title,
                                     gboolean is_sheet);
void attest_sheet_gather_say (AttestSheetGather *self, const char *path);
void attest_sheet_gather_say_columns (AttestSheetGather *self, const GPtrArray *columns);

G_END_DECLS
