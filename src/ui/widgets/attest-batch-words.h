/* What became of a batch, in words. Main thread. */
#pragma once

#include "store/attest-batch.h"

G_BEGIN_DECLS

/* 26 certificates sent to Test */
char *attest_batch_describe_sent (const AttestBatch *batch, const char *where);
char *attest_batch_describe_time (const AttestBatch *batch);    /* 12 min · Today 04:05 */
char *attest_batch_describe_count (AttestState state, guint n); /* 2 refused */
char *attest_batch_describe (const AttestBatch *batch);         /* all of it, in one line */

G_END_DECLS
