/* The table of transitions. Nothing else in the program moves a submission. Thread: any. */
#include "attest-config.h"
#include "outbox/attest-state.h"

#define SENDER (1 << ATTEST_MOVER_SENDER)
#define USER (1 << ATTEST_MOVER_USER)
#define RECOVERY (1 << ATTEST_MOVER_RECOVERY)

/* Rows that are not here do not exist: above all, nothing leads from sending back to sending, and
 * out of unknown only a person leads. */
static const struct
{
  AttestState from;
  AttestState to;
  guint movers;
} transitions[] = {
  { ATTEST_STATE_NONE, ATTEST_STATE_QUEUED, USER },
  { ATTEST_STATE_QUEUED, ATTEST_STATE_SENDING, SENDER },
  { ATTEST_STATE_QUEUED, ATTEST_STATE_NOT_SENT, SENDER | USER | RECOVERY }, /* no key; taken out */
  { ATTEST_STATE_QUEUED, ATTEST_STATE_UNKNOWN, RECOVERY }, /* the file is not the newest one */
  { ATTEST_STATE_SENDING, ATTEST_STATE_ACCEPTED, SENDER },
  { ATTEST_STATE_SENDING, ATTEST_STATE_REFUSED, SENDER },
  { ATTEST_STATE_SENDING, ATTEST_STATE_NOT_SENT, SENDER },
  { ATTEST_STATE_SENDING, ATTEST_STATE_QUEUED, SENDER }, /* 429, 503 */
  { ATTEST_STATE_SENDING, ATTEST_STATE_UNKNOWN, SENDER | RECOVERY },
  { ATTEST_STATE_UNKNOWN, ATTEST_STATE_ACCEPTED, USER },
  { ATTEST_STATE_UNKNOWN, ATTEST_STATE_NOT_SENT, USER },
};

/**
 * attest_state_may_move:
 * @from: a state
 * @to: another
 * @mover: who wants to move it
 *
 * Returns: whether the table has that
 */
gboolean
attest_state_may_move (AttestState from, AttestState to, AttestMover mover)
{
  for (guint i = 0; i < G_N_ELEMENTS (transitions); i++)
    if (transitions[i].from == from && transitions[i].to == to)
      return (transitions[i].movers & (1u << mover)) != 0;
  return FALSE;
}

/**
 * attest_state_is_open:
 * @state: a state
 *
 * Returns: whether a submission in it belongs to the outbox, since it is not settled
 */
gboolean
attest_state_is_open (AttestState state)
{
  return state == ATTEST_STATE_QUEUED || state == ATTEST_STATE_SENDING
         || state == ATTEST_STATE_UNKNOWN;
}
