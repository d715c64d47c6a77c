/* AttestSheetUnderstood: what the texts in a column of a sheet were taken for, and how often those
 * stand there that a person decided about. Any thread. */
#pragma once

#include "intake/attest-sheet-import.h"

G_BEGIN_DECLS

/* A text that was understood by itself, as something else than it says. */
typedef struct
{
  guint id;            /* of the grid: what stands in the cells */
  const char *meaning; /* as a field has it: of a flag, yes or no */
  guint n_cells;
} AttestSheetMeaning;

typedef struct
{
  GArray *meanings;    /* of AttestSheetMeaning, by their first cells: as many as are looked at */
  GHashTable *decided; /* text → in how many cells it stands, of those with a decision */
} AttestSheetUnderstood;

void attest_sheet_understood_free (gpointer self);
void attest_sheet_import_understand (AttestSheetImport *self);

G_END_DECLS
