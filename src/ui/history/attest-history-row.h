/* AttestHistoryRow: a submission in the history, on one line or, narrow, on two: when it left, what
 * it was, what became of it and why, and where; above it the day, where a day begins. Reused as the
 * list scrolls. Main thread. */
#pragma once

#include "store/attest-submission.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_HISTORY_ROW (attest_history_row_get_type ())
G_DECLARE_FINAL_TYPE (AttestHistoryRow, attest_history_row, ATTEST, HISTORY_ROW, AdwBin)

GtkWidget *attest_history_row_new (void);
void attest_history_row_set_submission (AttestHistoryRow *self,
                                        AttestSubmission *submission /* (nullable) */);
void attest_history_row_set_begins_day (AttestHistoryRow *self, gboolean begins_day);
void attest_history_row_set_narrow (AttestHistoryRow *self, gboolean narrow);

G_END_DECLS
