/* AttestHistoryBar: what the history is searched and filtered by, and how many of each outcome
 * there are. Main thread. */
#pragma once

#include "store/attest-history.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_HISTORY_BAR (attest_history_bar_get_type ())
G_DECLARE_FINAL_TYPE (AttestHistoryBar, attest_history_bar, ATTEST, HISTORY_BAR, AdwBin)

/* Hiding its search bar clears that. Properties "narrow" (gboolean) and, as words for actions of
 * the same names with "filter." in front, "month", "outcome", "environment" and "service"; blank:
 * all. Signal "changed": another filter is set, 80 ms after the last key. */
void attest_history_bar_set_history (AttestHistoryBar *self, AttestHistory *history);
void attest_history_bar_get_filter (AttestHistoryBar *self, AttestHistoryFilter *filter);
gboolean attest_history_bar_is_filtering (AttestHistoryBar *self);
void attest_history_bar_clear (AttestHistoryBar *self);
void attest_history_bar_show_batch (AttestHistoryBar *self,
                                    const char *batch,
                                    AttestState state,
                                    const char *words);

G_END_DECLS
