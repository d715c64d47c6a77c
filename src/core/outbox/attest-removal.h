/* Taking submissions out of the outbox, one or several at once, and what became of each. A removal
 * is a task with several parts that end at different times: what waits is taken out in one, and
 * what is on its way ends by itself. Main thread. */
#pragma once

#include "store/attest-submission.h"

G_BEGIN_DECLS

/* What became of taking a submission out. */
typedef enum
{
  ATTEST_REMOVAL_DONE,      /* it is not sent */
  ATTEST_REMOVAL_UNKNOWN,   /* it was on its way: nobody knows whether it arrived */
  ATTEST_REMOVAL_TOO_LATE,  /* it has been sent, or was settled before */
  ATTEST_REMOVAL_ELSEWHERE, /* another process is sending it */
} AttestRemoval;

gboolean attest_removal_finish (GAsyncResult *result, AttestRemoval *removals, GError **error);

/* For who takes out. */
GTask *
attest_removal_new (GPtrArray *submissions, GAsyncReadyCallback callback, gpointer user_data);
guint attest_removal_count (GTask *self);
GTask *attest_removal_begin_part (GTask *self);
void attest_removal_end_part (GTask *self, GError *error);

G_END_DECLS
