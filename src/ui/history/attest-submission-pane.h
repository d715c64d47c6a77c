/* AttestSubmissionPane: all about one submission: what became of it, what was sent, what came back.
 * Main thread. */
#pragma once

#include "application/attest-application.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_SUBMISSION_PANE (attest_submission_pane_get_type ())
G_DECLARE_FINAL_TYPE (AttestSubmissionPane, attest_submission_pane, ATTEST, SUBMISSION_PANE, AdwBin)

void
attest_submission_pane_set_application (AttestSubmissionPane *self, AttestApplication *application);
void attest_submission_pane_show (AttestSubmissionPane *self, const char *submission_id);
const char *attest_submission_pane_get_shown (AttestSubmissionPane *self); /* (nullable) */

G_END_DECLS
