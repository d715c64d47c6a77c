/* The states of a submission: what they are called, which may follow which, and who may move it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* queued -> sending -> accepted | refused | not-sent | unknown */
typedef enum
{
  ATTEST_STATE_NONE, /* nothing was ever sent */
  ATTEST_STATE_QUEUED,
  ATTEST_STATE_SENDING,
  ATTEST_STATE_ACCEPTED,
  ATTEST_STATE_REFUSED,
  ATTEST_STATE_NOT_SENT,
  ATTEST_STATE_UNKNOWN,
  ATTEST_N_STATES
} AttestState;

typedef enum
{
  ATTEST_MOVER_SENDER,   /* what is sending it, by what happened */
  ATTEST_MOVER_USER,     /* a person, by a decision that is kept */
  ATTEST_MOVER_RECOVERY, /* the next start, for what a dead process left */
  ATTEST_N_MOVERS
} AttestMover;

gboolean attest_state_may_move (AttestState from, AttestState to, AttestMover mover);
gboolean attest_state_is_open (AttestState state);

const char *attest_state_get_id (AttestState state);    /* "not-sent", the same in every language */
const char *attest_state_get_label (AttestState state); /* translated: "Not sent" */
gboolean attest_state_from_id (const char *id, AttestState *state);

G_END_DECLS
