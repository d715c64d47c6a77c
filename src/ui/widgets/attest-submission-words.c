/* What became of a submission, in words: see the header.
 *
 * The reply's own explanation comes first, from the service that knows its replies; the sentences
 * here stand in where there is none. */
#include "attest-config.h"
#include "widgets/attest-submission-words.h"

#include "base/attest-str.h"
#include "widgets/attest-state-label.h"
#include "widgets/attest-time-text.h"

#include <glib/gi18n.h>
#include <string.h>

static const char *const sentences[ATTEST_N_STATES] = {
  /* Translators: %s is the name of the service in all of these. */
  [ATTEST_STATE_QUEUED] = N_ ("It is waiting to be sent to %s."),
  [ATTEST_STATE_SENDING] = N_ ("It is being sent to %s."),
  [ATTEST_STATE_ACCEPTED] = N_ ("Saved by %s."),
  [ATTEST_STATE_REFUSED] = N_ ("%s refused the record. Nothing was saved."),
  [ATTEST_STATE_NOT_SENT] = N_ ("The record was not sent to %s."),
  [ATTEST_STATE_UNKNOWN] = N_ ("The record was sent, but it is not known whether %s saved it."),
};

static gboolean
is_unwritten (AttestSubmission *submission)
{
  return attest_submission_get_outcome (submission) != attest_submission_get_state (submission);
}

static const AttestAttempt *
last_attempt (AttestSubmissionDetails *details)
{
  GPtrArray *attempts = attest_submission_details_get_attempts (details);

  return attempts->len > 0 ? g_ptr_array_index (attempts, attempts->len - 1) : NULL;
}

/* Without the technical detail, which is a line of its own. */
static char *
dup_reason (const AttestAttempt *attempt)
{
  return g_strndup (attempt->error, strcspn (attempt->error, "\n"));
}

/**
 * attest_submission_second_name:
 * @title: (nullable): a record's number or name
 * @entity: (nullable): whose it is; of a form, its program
 *
 * A form and its program have nearly the same name as a rule: what the title says already is not
 * said once more beside it.
 *
 * Returns: (transfer none): @entity, or ""
 */
const char *
attest_submission_second_name (const char *title, const char *entity)
{
  if (attest_str_is_blank (entity) || (title != NULL && strstr (title, entity) != NULL))
    return "";
  return entity;
}

/**
 * attest_submission_explain:
 * @details: a submission
 * @reply: (nullable): its last reply as it was read
 *
 * Returns: (transfer full): what happened, in the user's language, a sentence or two
 */
char *
attest_submission_explain (AttestSubmissionDetails *details, AttestReply *reply)
{
  AttestSubmission *submission = attest_submission_details_get_submission (details);
  const AttestService *service = attest_submission_get_service (submission);
  AttestState state = attest_submission_get_outcome (submission);
  const AttestAttempt *last = last_attempt (details);
  const char *explanation = reply != NULL ? attest_reply_get_explanation (reply) : NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *reason = NULL;

  if (explanation == NULL && last != NULL && last->error != NULL)
    explanation = reason = dup_reason (last);
  if (is_unwritten (submission))
    explanation = _ ("This outcome cannot be saved yet. Attest keeps trying.");
  if (service == NULL)
    return g_strdup (_ ("This version of Attest does not know its service."));
  if (attest_submission_is_taken_out (submission))
    return g_strdup (_ ("It was taken out of the Outbox before it was sent."));
  if (sentences[state] == NULL)
    return g_strdup (explanation != NULL ? explanation : "");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  sentence = g_strdup_printf (gettext (sentences[state]), service->name);
#pragma GCC diagnostic pop
  if (explanation == NULL || attest_submission_get_state (submission) == ATTEST_STATE_ACCEPTED)
    return g_steal_pointer (&sentence);
  return g_strdup_printf ("%s %s", sentence, explanation);
}

/* Returns: (transfer full): "Accepted", also where that stands nowhere yet */
char *
attest_submission_describe_outcome (AttestSubmission *submission)
{
  if (!is_unwritten (submission))
    return g_strdup (attest_submission_get_state_text (submission, FALSE));
  return attest_state_describe (attest_submission_get_outcome (submission),
                                _ ("cannot be saved yet"));
}

static char *
advise_unknown (const AttestService *service)
{
  if (service->sending_again_updates)
    return g_strdup_printf (_ ("Sending it again is safe: %s updates the same record. Or check "
                               "there and record the result."),
                            service->name);
  return g_strdup_printf (_ ("Check in the service before sending it again, or %s may have it "
                             "twice. You can also look there yourself and record the result."),
                          service->name);
}

/**
 * attest_submission_advise:
 * @submission: a submission
 * @reply: (nullable): its last reply as it was read
 * @accepted: microseconds: when the record was accepted after it; 0: never
 *
 * Returns: (transfer full) (nullable): what to do now; %NULL when there is nothing to do
 */
char *
attest_submission_advise (AttestSubmission *submission, AttestReply *reply, gint64 accepted)
{
  const AttestService *service = attest_submission_get_service (submission);
  const AttestState state = attest_submission_get_state (submission);

  if (service == NULL || attest_submission_is_taken_out (submission))
    return NULL;
  if (accepted != 0 && (state == ATTEST_STATE_REFUSED || state == ATTEST_STATE_NOT_SENT))
    {
      g_autofree char *when = attest_time_format_day (accepted);

      /* TRANSLATORS: %s is a day and a time: "Today 03:41" */
      return g_strdup_printf (_ ("The record was accepted since: %s."), when);
    }
  switch (state)
    {
    case ATTEST_STATE_UNKNOWN:
      return advise_unknown (service);
    case ATTEST_STATE_REFUSED:
      return g_strdup (
          reply != NULL && attest_reply_is_about_key (reply)
              ? _ ("Change the key under “API Keys”, then send the record again as it is.")
              : _ ("Correct the record and send it again."));
    case ATTEST_STATE_NOT_SENT:
      return g_strdup (_ ("It can be sent again safely."));
    case ATTEST_STATE_NONE:
    case ATTEST_STATE_QUEUED:
    case ATTEST_STATE_SENDING:
    case ATTEST_STATE_ACCEPTED:
    case ATTEST_N_STATES:
    default:
      return NULL;
    }
}

static void
add_line (GString *text, const char *label, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "%s: %s\n", label, value);
}

static void
add_reply (GString *text, const AttestAttempt *attempt)
{
  gsize size = 0;
  const char *data =
      attempt->reply_body != NULL ? g_bytes_get_data (attempt->reply_body, &size) : NULL;
  g_autofree char *valid = data != NULL ? g_utf8_make_valid (data, size) : NULL;
  g_autofree char *started = attest_time_format_full (attempt->started);

  g_string_append_printf (text, "\n%s · %s\n", _ ("What came back"), started);
  if (attempt->http_status != 0)
    g_string_append_printf (text, "HTTP %u\n", attempt->http_status);
  if (attempt->reply_headers != NULL)
    g_string_append_printf (text, "%s\n", attempt->reply_headers);
  if (attempt->error != NULL)
    g_string_append_printf (text, "%s\n", attempt->error);
  g_string_append_printf (text, "\n%s\n", valid != NULL ? valid : _ ("There was no reply."));
}

/**
 * attest_submission_describe_all:
 * @details: a submission
 *
 * Everything about it as plain text, to be copied into a message. The key is a placeholder.
 *
 * Returns: (transfer full): the text
 */
char *
attest_submission_describe_all (AttestSubmissionDetails *details)
{
  AttestSubmission *submission = attest_submission_details_get_submission (details);
  const AttestService *service = attest_submission_get_service (submission);
  AttestEnvironment environment = attest_submission_get_environment (submission);
  GPtrArray *attempts = attest_submission_details_get_attempts (details);
  GString *text = g_string_new (NULL);
  g_autofree char *time = attest_time_format_full (attest_submission_get_time (submission));

  add_line (text, _ ("Record"), attest_submission_get_title (submission));
  add_line (text, _ ("Service"), service != NULL ? service->name : NULL);
  add_line (text, _ ("Environment"), attest_environment_get_label (environment));
  add_line (text, _ ("Time"), time);
  add_line (text, _ ("Outcome"), attest_submission_get_state_text (submission, FALSE));
  add_line (text, _ ("Server ID"), attest_submission_get_remote_id (submission));
  add_line (text, "SHA-256", attest_submission_details_get_sha256 (details));
  g_string_append_printf (text,
                          "\n%s\nPOST %s\n%s\n\n%s\n",
                          _ ("What was sent"),
                          attest_submission_details_get_url (details),
                          attest_submission_details_get_request_headers (details),
                          attest_submission_details_get_request_body (details));
  for (guint i = 0; i < attempts->len; i++)
    add_reply (text, g_ptr_array_index (attempts, i));
  return g_string_free (text, FALSE);
}
