/* AttestSubmissionSummary: what became of a submission, what it means, in the user's words and in
 * the server's, and what to do now. Main thread. */
#pragma once

#include "store/attest-submission-details.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ATTEST_TYPE_SUBMISSION_SUMMARY (attest_submission_summary_get_type ())
G_DECLARE_FINAL_TYPE (AttestSubmissionSummary,
                      attest_submission_summary,
                      ATTEST,
                      SUBMISSION_SUMMARY,
                      GtkBox)

void
attest_submission_summary_show (AttestSubmissionSummary *self, AttestSubmissionDetails *details);
void attest_submission_summary_set_advice (AttestSubmissionSummary *self, const char *advice);

G_END_DECLS
