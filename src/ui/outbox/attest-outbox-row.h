/* AttestOutboxRow: one row of the outbox: a submission with what can be done about it, or the
 * heading of a group. Reused as the list scrolls. Main thread. */
#pragma once

#include "store/attest-submission.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_OUTBOX_ROW (attest_outbox_row_get_type ())
G_DECLARE_FINAL_TYPE (AttestOutboxRow, attest_outbox_row, ATTEST, OUTBOX_ROW, AdwBin)

GtkWidget *attest_outbox_row_new (void);
void attest_outbox_row_set_heading (AttestOutboxRow *self, const char *heading, const char *detail);
void attest_outbox_row_set_submission (AttestOutboxRow *self, AttestSubmission *submission);
AttestSubmission *
attest_outbox_row_get_submission (AttestOutboxRow *self); /* (nullable): it is a heading */

G_END_DECLS
