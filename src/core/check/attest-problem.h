/* AttestProblem: one thing wrong with a record, in words, with its place and whose rule it is. */
#pragma once

#include "model/attest-record.h"

G_BEGIN_DECLS

typedef enum
{
  ATTEST_SEVERITY_ERROR,   /* blocks sending */
  ATTEST_SEVERITY_WARNING, /* the user may go on */
} AttestSeverity;

#define ATTEST_TYPE_PROBLEM (attest_problem_get_type ())
G_DECLARE_FINAL_TYPE (AttestProblem, attest_problem, ATTEST, PROBLEM, GObject)

/* @rule is a static id such as "required" or "expiry-before-issue"; @message is translated. */
AttestProblem *attest_problem_new (AttestSeverity severity,
                                   const char *path,
                                   const char *rule,
                                   AttestSource source,
                                   const char *message);
void attest_problem_set_fix (AttestProblem *self, const char *label, const char *text);

AttestSeverity attest_problem_get_severity (AttestProblem *self);
const char *attest_problem_get_path (AttestProblem *self);
const char *attest_problem_get_message (AttestProblem *self);
gboolean attest_problem_is_missing (AttestProblem *self); /* nothing is there yet */
const char *attest_problem_get_rule (AttestProblem *self);
AttestSource attest_problem_get_source (AttestProblem *self);
const char *attest_problem_get_fix_label (AttestProblem *self); /* NULL: no fix is offered */
const char *attest_problem_get_fix_text (AttestProblem *self);
gboolean attest_problem_is_refusal (AttestProblem *self);
gboolean attest_problem_apply_fix (AttestProblem *self, AttestRecord *root);

const char *attest_severity_get_id (AttestSeverity severity); /* "error", "warning" */

G_END_DECLS
