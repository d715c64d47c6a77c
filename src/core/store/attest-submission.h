/* AttestSubmission: one decision to send, as the outbox and the history show it.
 * Main thread; every property notifies. Rows of a lazy list may still be loading. */
#pragma once

#include "service/attest-place.h"
#include "store/attest-state.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_SUBMISSION (attest_submission_get_type ())
G_DECLARE_FINAL_TYPE (AttestSubmission, attest_submission, ATTEST, SUBMISSION, GObject)

gboolean attest_submission_get_loaded (AttestSubmission *self); /* "loaded" */
const char *attest_submission_get_id (AttestSubmission *self);
const char *attest_submission_get_draft_id (AttestSubmission *self); /* (nullable) */
const AttestService *attest_submission_get_service (AttestSubmission *self);
const char *attest_submission_get_service_text (AttestSubmission *self, gboolean is_id);
const char *attest_submission_get_environment_text (AttestSubmission *self, gboolean is_id);
const char *attest_submission_get_state_text (AttestSubmission *self, gboolean is_id);
AttestPlace attest_submission_get_place (AttestSubmission *self);
AttestEnvironment attest_submission_get_environment (AttestSubmission *self);
const char *attest_submission_get_host (AttestSubmission *self);  /* the base URL */
const char *attest_submission_get_title (AttestSubmission *self); /* the record's number or name */
const char *attest_submission_get_entity (AttestSubmission *self);
AttestState attest_submission_get_state (AttestSubmission *self); /* "state" */
AttestState attest_submission_get_outcome (AttestSubmission *self);
void attest_submission_set_unwritten (AttestSubmission *self, AttestState state);
gboolean attest_submission_is_taken_out (AttestSubmission *self);
guint attest_submission_get_http_status (AttestSubmission *self); /* "http-status"; 0: no reply */
const char *attest_submission_get_entity_id (AttestSubmission *self);
const char *attest_submission_get_sha256 (AttestSubmission *self);
gint64 attest_submission_get_position (AttestSubmission *self); /* the lowest goes first */
gint64 attest_submission_get_created (AttestSubmission *self); /* the decision; microseconds, UTC */
gint64 attest_submission_get_sent (AttestSubmission *self); /* the last attempt began; 0: never */
gint64 attest_submission_get_finished (AttestSubmission *self); /* 0: not yet */
gint64 attest_submission_get_time (AttestSubmission *self); /* sent, or else finished: never 0 */
gint64 attest_submission_get_duration (AttestSubmission *self);   /* of it, microseconds */
gint64 attest_submission_get_not_before (AttestSubmission *self); /* 0: at once */
const char *attest_submission_get_batch (AttestSubmission *self); /* (nullable) */
const char *attest_submission_get_bulk (AttestSubmission *self);  /* (nullable) */
guint attest_submission_get_bulk_place (AttestSubmission *self);
const char *attest_submission_get_remote_id (AttestSubmission *self); /* (nullable) "remote-id" */
const char *attest_submission_get_message (
    AttestSubmission *self); /* (nullable) the server's words, or why it was not sent */

G_END_DECLS
