/* From a plan to a decision. */
#pragma once

#include "outbox/attest-send-plan.h"
#include "store/attest-submissions-table.h"

G_BEGIN_DECLS

AttestNewSubmission *attest_send_plan_make_submission (AttestSendPlan *self, gint64 now);

G_END_DECLS
