/* AttestSheetRows: what a row of a sheet is, told by the row itself and those beside it. Any
 * thread, one at a time. */
#pragma once

#include "intake/attest-sheet-import.h"

G_BEGIN_DECLS

typedef struct
{
  AttestSheetTable *table; /* not owned */
  GHashTable *heads;       /* number of a value that is a head → what it is when folded */
  guint last_head;         /* the highest such number: a low one, since heads come first */
  guint8 *says;            /* of each value, by its number: whether it says anything */
  GHashTable *titles;      /* texts without their numbers → whether they are titles, as asked */
} AttestSheetRows;

gboolean attest_sheet_rows_init (AttestSheetRows *self,
                                 AttestSheetTable *table,
                                 GCancellable *cancellable,
                                 GError **error);
void attest_sheet_rows_clear (AttestSheetRows *self);

guint attest_sheet_rows_count_texts (const AttestSheetRows *self, guint row, guint *first);
const char *attest_sheet_rows_get_text (const AttestSheetRows *self, guint row, guint column);
gboolean attest_sheet_rows_is_head (const AttestSheetRows *self, guint row, guint n_texts);
gboolean attest_sheet_rows_is_other_head (const AttestSheetRows *self, guint row, guint n_texts);
gboolean attest_sheet_rows_is_total (const AttestSheetRows *self,
                                     guint row,
                                     const char *first,
                                     guint before);
gboolean attest_sheet_rows_says_nothing (const AttestSheetRows *self, guint row);
gboolean
attest_sheet_rows_is_record (const AttestSheetRows *self, guint row, guint column, guint before);
void attest_sheet_rows_add_title (AttestSheetRows *self, const char *text);
gboolean attest_sheet_rows_find_note (const AttestSheetRows *self,
                                      guint row,
                                      guint n_texts,
                                      AttestSheetRowKind *kind);
gboolean attest_sheet_rows_are_turned (const AttestSheetRows *self);

G_END_DECLS
