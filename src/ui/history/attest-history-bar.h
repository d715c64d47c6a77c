/* AttestHistoryBar: what the history is searched and filtered by. Main thread. */
#pragma once

#include "store/attest-history.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_HISTORY_BAR (attest_history_bar_get_type ())
G_DECLARE_FINAL_TYPE (AttestHistoryBar, attest_history_bar, ATTEST, HISTORY_BAR, AdwBin)

/* Hiding its search bar clears it. Property "narrow" (gboolean).
 * Signal "changed": another filter is set, 80 ms after the last key. */
void attest_history_bar_get_filter (AttestHistoryBar *self, AttestHistoryFilter *filter);
gboolean attest_history_bar_is_filtering (AttestHistoryBar *self);

G_END_DECLS
