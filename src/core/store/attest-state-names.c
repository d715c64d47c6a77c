/* What the states of a submission are called: in files and commands, and to people. What follows
 * what is for the outbox to say. Thread: any; the words for people are the main thread's. */
#include "attest-config.h"
#include "store/attest-submission.h"

#include <glib/gi18n-lib.h>

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
