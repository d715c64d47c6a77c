/* Rows that are read word for word: those that Attest wrote, and nobody changed since. Thread: any.
 */
#pragma once

#include "intake/attest-sheet-place.h"

G_BEGIN_DECLS

/* A cell of the row, with what its column is for. */
typedef struct
{
  const char *path;
  const AttestSheetPlace *place;
  guint number; /* of the item, from 1; 0: that of the row */
  const char *text;
} AttestSheetExactCell;

char *attest_sheet_exact_make_own (AttestRecord *record,
                                   const char *id,
                                   guint row,
                                   const AttestSheetExactCell *cells,
                                   guint n);
gboolean attest_sheet_exact_put (const char *own,
                                 AttestRecord *record,
                                 guint row,
                                 const AttestSheetExactCell *cells,
                                 guint n);
gsize attest_sheet_exact_get_id_length (const char *own);

G_END_DECLS
