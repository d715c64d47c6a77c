/* AttestSheetItems: what one row has for the lists of its record: a site, some standards, tags. */
#pragma once

#include "intake/attest-sheet-place.h"
#include "intake/attest-sheet-values.h"

G_BEGIN_DECLS

typedef struct _AttestSheetItems AttestSheetItems;

AttestSheetItems *attest_sheet_items_new (AttestSheetValues *values, gboolean one_a_row);
void attest_sheet_items_free (AttestSheetItems *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestSheetItems, attest_sheet_items_free)

void attest_sheet_items_add (AttestSheetItems *self,
                             const AttestSheetPlace *place,
                             guint number,
                             const AttestSheetCell *cell);
void attest_sheet_items_set_text (AttestSheetItems *self,
                                  const AttestSheetPlace *place,
                                  guint number,
                                  const char *text);
void attest_sheet_items_leave (AttestSheetItems *self, const AttestSheetPlace *place, guint number);
const char *attest_sheet_items_get_doubt (AttestSheetItems *self);
const AttestSheetCell *
attest_sheet_items_get_uneven (AttestSheetItems *self, guint *n, guint *n_parts);
void attest_sheet_items_put (AttestSheetItems *self, AttestRecord *record, GHashTable **long_lists);

G_END_DECLS
