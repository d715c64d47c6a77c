/* What became of a submission, in the user's words. Main thread. */
#pragma once

#include "store/attest-submission-details.h"

G_BEGIN_DECLS

const char *attest_submission_second_name (const char *title, const char *entity);
char *attest_submission_explain (AttestSubmissionDetails *details, AttestReply *reply);
char *attest_submission_describe_outcome (AttestSubmission *submission);
char *attest_submission_advise (AttestSubmission *submission, AttestReply *reply, gint64 accepted);
char *attest_submission_describe_all (AttestSubmissionDetails *details);

G_END_DECLS
