/* The table of transitions, which every verb that moves a submission asks, and the names of the
 * states. Thread: any; the words for people are the main thread's. */
#include "attest-config.h"
#include "store/attest-state.h"

#include <glib/gi18n-lib.h>

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

/* Names: in files and commands, and for people. */

static const struct
{
  const char *id;
  const char *label;
} states[ATTEST_N_STATES] = {
  [ATTEST_STATE_NONE] = { "none", NC_ ("state", "Never sent") },
  [ATTEST_STATE_QUEUED] = { "queued", NC_ ("state", "Waiting") },
  [ATTEST_STATE_SENDING] = { "sending", NC_ ("state", "Sending") },
  [ATTEST_STATE_ACCEPTED] = { "accepted", NC_ ("state", "Accepted") },
  [ATTEST_STATE_REFUSED] = { "refused", NC_ ("state", "Refused") },
  [ATTEST_STATE_NOT_SENT] = { "not-sent", NC_ ("state", "Not sent") },
  [ATTEST_STATE_UNKNOWN] = { "unknown", NC_ ("state", "Unknown") },
};

/**
 * attest_state_get_id:
 * @state: a state
 *
 * Returns: its name in the database, in JSON and on the command line: `not-sent`
 */
const char *
attest_state_get_id (AttestState state)
{
  g_return_val_if_fail (state < ATTEST_N_STATES, NULL);
  return states[state].id;
}

/**
 * attest_state_get_label:
 * @state: a state
 *
 * Returns: its word for people, translated
 */
const char *
attest_state_get_label (AttestState state)
{
  g_return_val_if_fail (state < ATTEST_N_STATES, NULL);
  return g_dpgettext2 (GETTEXT_PACKAGE, "state", states[state].label);
}

/**
 * attest_state_from_id:
 * @id: (nullable): as attest_state_get_id() gives it
 * @state: (out): left alone if there is no such state
 *
 * Returns: whether there is such a state
 */
gboolean
attest_state_from_id (const char *id, AttestState *state)
{
  for (guint i = 0; i < ATTEST_N_STATES; i++)
    if (g_strcmp0 (states[i].id, id) == 0)
      {
        *state = (AttestState) i;
        return TRUE;
      }
  return FALSE;
}
