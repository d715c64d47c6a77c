/* AttestSubmissionDetails: all that is kept of one submission, for the detail pane and the
 * command line. Made when asked for; does not change. */
#pragma once

#include "store/attest-store.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 started;  /* microseconds, UTC */
  gint64 finished; /* 0: never, the program ended in between */
  AttestState outcome;
  guint http_status;
  char *reply_headers; /* one "Name: value" a line; NULL: no reply */
  char *content_type;
  GBytes *reply_body; /* as it came, cut at the cap */
  gboolean reply_cut; /* more came than is kept, or less than was promised */
  char *error;        /* (nullable): what went wrong, translated at the time */
} AttestAttempt;

typedef struct
{
  gint64 time;
  AttestState from;
  AttestState to;
  char *note; /* (nullable): why, by whom */
} AttestEvent;

#define ATTEST_TYPE_SUBMISSION_DETAILS (attest_submission_details_get_type ())
G_DECLARE_FINAL_TYPE (AttestSubmissionDetails,
                      attest_submission_details,
                      ATTEST,
                      SUBMISSION_DETAILS,
                      GObject)

void attest_store_load_details_async (AttestStore *self,
                                      const char *submission_id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
AttestSubmissionDetails *
attest_store_load_details_finish (AttestStore *self, GAsyncResult *result, GError **error);
void attest_store_load_refusal_async (AttestStore *self,
                                      const char *draft_id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean attest_store_load_refusal_finish (AttestStore *self,
                                           GAsyncResult *result,
                                           AttestSubmissionDetails **refusal,
                                           GError **error);

AttestSubmission *attest_submission_details_get_submission (AttestSubmissionDetails *self);
const char *attest_submission_details_get_url (AttestSubmissionDetails *self);
const char *attest_submission_details_get_request_headers (
    AttestSubmissionDetails *self); /* the key as a placeholder */
const char *attest_submission_details_get_request_body (
    AttestSubmissionDetails *self); /* exactly the bytes sent */
const char *
attest_submission_details_get_sha256 (AttestSubmissionDetails *self); /* of the body, hex */
guint attest_submission_details_get_bulk_size (
    AttestSubmissionDetails *self); /* how many were sent in its request; 0: it alone */
const char *attest_submission_details_get_bulk_sha256 (
    AttestSubmissionDetails *self); /* (nullable): of the body of that, hex */
gint64 attest_submission_details_get_accepted_since (
    AttestSubmissionDetails *self); /* microseconds: when the record was accepted there after
                                       this left; 0: never */
GPtrArray *attest_submission_details_get_attempts (
    AttestSubmissionDetails *self); /* of AttestAttempt, oldest first */
GPtrArray *attest_submission_details_get_events (
    AttestSubmissionDetails *self); /* of AttestEvent, oldest first */
AttestReply *attest_submission_details_dup_reply (
    AttestSubmissionDetails *self); /* the last reply, read again; (nullable) */

G_END_DECLS
