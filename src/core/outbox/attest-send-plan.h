/* AttestSendPlan: what would be sent if the user says yes: the exact bytes, where to, and what it
 * will do, in words. Made for the confirmation and for `--dry-run`; all that changes is whether it
 * is a twin. */
#pragma once

#include "check/attest-problem.h"
#include "keyring/attest-keyring.h"
#include "store/attest-store-queue.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_SEND_PLAN (attest_send_plan_get_type ())
G_DECLARE_FINAL_TYPE (AttestSendPlan, attest_send_plan, ATTEST, SEND_PLAN, GObject)

/* What somebody wants to send. */
typedef struct
{
  AttestRecord *record; /* frozen as it is now */
  const char *draft_id; /* (nullable): where it came from */
  AttestEnvironment environment;
  const char *host;     /* (nullable): the base URL there; %NULL: none is set */
  GPtrArray *problems;  /* of AttestProblem: what is wrong with @record */
  const char *replaces; /* (nullable): the id of an unknown submission that it is sent instead of */
  const char *note;     /* (nullable): why that is recorded as not sent */
} AttestSendWish;

void attest_send_plan_make_async (AttestStore *store,
                                  AttestKeyring *keyring,
                                  const AttestSendWish *wish,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
AttestSendPlan *attest_send_plan_make_finish (GAsyncResult *result, GError **error);

void attest_send_plan_find_twins (GPtrArray *plans);
GPtrArray *attest_send_plan_make_submissions (GPtrArray *plans, GError **error);
gboolean attest_send_plan_get_is_first (AttestSendPlan *self); /* nothing of it is there yet */
void attest_send_plan_join (GPtrArray *plans, GPtrArray *decisions, guint n_first);
GPtrArray *attest_send_plan_list_bulks (GPtrArray *plans, guint n_first);
const AttestService *attest_send_plan_get_service (AttestSendPlan *self);
AttestEnvironment attest_send_plan_get_environment (AttestSendPlan *self);
const char *
attest_send_plan_get_host (AttestSendPlan *self);            /* base URL; (nullable): none is set */
const char *attest_send_plan_get_url (AttestSendPlan *self); /* (nullable) */
const char *
attest_send_plan_get_headers (AttestSendPlan *self); /* one a line, the key as a placeholder */
const char *attest_send_plan_get_body (AttestSendPlan *self);
const char *attest_send_plan_get_title (AttestSendPlan *self);
GPtrArray *attest_send_plan_get_problems (AttestSendPlan *self); /* of AttestProblem */
gboolean attest_send_plan_get_can_send (
    AttestSendPlan *self); /* no errors, a host, and a key where one is needed */
const char *attest_send_plan_get_obstacle (
    AttestSendPlan *self); /* (nullable): why not, translated, other than problems */
AttestKeyState attest_send_plan_get_key_state (AttestSendPlan *self);
gboolean attest_send_plan_get_needs_key (AttestSendPlan *self); /* practice needs none */
GPtrArray *attest_send_plan_get_effects (AttestSendPlan *self); /* of AttestEffect */
gboolean attest_send_plan_get_removes_stored (
    AttestSendPlan *self); /* a list that is stored there would be emptied */
AttestSubmission *attest_send_plan_get_same_content (
    AttestSendPlan *self); /* (nullable): accepted before with this very content */
AttestSubmission *attest_send_plan_get_same_record (
    AttestSendPlan *self); /* (nullable): accepted before under this number or name */
AttestSubmission *
attest_send_plan_get_open (AttestSendPlan *self); /* (nullable): under this number or name, queued,
                                                     being sent or unknown */
gboolean attest_send_plan_get_repeats (AttestSendPlan *self); /* sending would add nothing new */
gboolean attest_send_plan_get_is_twin (AttestSendPlan *self); /* there would be two, the other of
                                                                 which is decided upon with it */
GPtrArray *attest_send_plan_get_differences (
    AttestSendPlan *self); /* of AttestDifference, to what was accepted last as the same record */

G_END_DECLS
