/* AttestSheetGroup: a record of a sheet, while rows are put into it, and what has to be known of
 * that only until the last of them was. Thread: any, one at a time. */
#pragma once

#include "check/attest-problem.h"
#include "intake/attest-sheet-import.h"

G_BEGIN_DECLS

typedef struct _AttestSheetGroup AttestSheetGroup;

struct _AttestSheetGroup
{
  AttestSheetRecord *result; /* of the import */
  char *entity_id;           /* "": its rows have none */
  char *entity;              /* the name, likewise */
  char *apart;               /* what else tells it from one with the same number: see the groups */
  AttestSheetGroup *other;   /* (nullable): that of another entity under the same number */
  guint n_others;            /* of the first one under its number */
  guint *sources;            /* of each field: the row, from 1, that its text is from; 0: none */
  GHashTable *sheets;        /* (nullable): field → the table, where that is another sheet */
  GHashTable *long_lists;    /* (nullable): of the items */
  GHashTable *open;          /* (nullable): fields of which a person has to decide a value */
  guint newest;              /* of its rows, from 1; 0: it has none of the sheet itself yet */
  guint n_exact;             /* of its rows, from the first on, that were read word for word */
  GArray *repeats;           /* (nullable): of guint: rows, from 0, that say no more of it */
  char *ended;               /* (nullable): that a row says it holds no more, in words */
};

AttestSheetGroup *attest_sheet_group_new (const AttestSchema *schema);
void attest_sheet_group_free (AttestSheetGroup *self);

gboolean attest_sheet_group_has_row (const AttestSheetGroup *self, guint number);
void attest_sheet_group_note_open (AttestSheetGroup *self, const AttestField *field);
void attest_sheet_group_forget_lists (AttestSheetGroup *self);

G_END_DECLS
