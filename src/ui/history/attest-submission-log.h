/* Rows for the attempts and the decisions of one submission. Main thread. */
#pragma once

#include "store/attest-submission-details.h"

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *attest_attempt_row_new (const AttestAttempt *attempt, guint number);
GtkWidget *attest_event_row_new (const AttestEvent *event, gboolean is_taken_out);

G_END_DECLS
