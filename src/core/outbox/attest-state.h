/* The states of a submission: which may follow which, and who may move it. */
#pragma once

#include "store/attest-submission.h"

G_BEGIN_DECLS

typedef enum
{
  ATTEST_MOVER_SENDER,   /* what is sending it, by what happened */
  ATTEST_MOVER_USER,     /* a person, by a decision that is kept */
  ATTEST_MOVER_RECOVERY, /* the next start, for what a dead process left */
  ATTEST_N_MOVERS
} AttestMover;

gboolean attest_state_may_move (AttestState from, AttestState to, AttestMover mover);
gboolean attest_state_is_open (AttestState state);

G_END_DECLS
