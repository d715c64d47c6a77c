/* AttestFilterRow: one of several filters is chosen; each says how much it would show. A row of
 * toggles, where there is room for it, else one button with a menu. Main thread. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_FILTER_ROW (attest_filter_row_get_type ())
G_DECLARE_FINAL_TYPE (AttestFilterRow, attest_filter_row, ATTEST, FILTER_ROW, AdwBin)

/* Property "chosen" (guint): the number of a filter; notifies when another is chosen. A filter that
 * would show nothing is hidden, except the first and the chosen one. */
void attest_filter_row_add (AttestFilterRow *self, const char *label /* static */);
void attest_filter_row_set_count (AttestFilterRow *self, guint filter, guint count);
guint attest_filter_row_get_chosen (AttestFilterRow *self);
void attest_filter_row_set_chosen (AttestFilterRow *self, guint filter);

G_END_DECLS
