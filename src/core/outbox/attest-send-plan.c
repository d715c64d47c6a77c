/* AttestSendPlan: see the header. What it says once attest-send-plan-make.c has made it. Main
 * thread. */
#include "attest-config.h"
#include "outbox/attest-send-plan-private.h"

#include "check/attest-check.h"
#include "codec/attest-difference.h"

G_DEFINE_FINAL_TYPE (AttestSendPlan, attest_send_plan, G_TYPE_OBJECT)

static void
attest_send_plan_finalize (GObject *object)
{
  AttestSendPlan *self = ATTEST_SEND_PLAN (object);

  g_free (self->host);
  g_free (self->url);
  g_free (self->headers);
  g_free (self->body);
  g_free (self->sha256);
  g_free (self->title);
  g_free (self->entity);
  g_free (self->entity_id);
  g_free (self->draft_id);
  g_free (self->obstacle);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->effects, g_ptr_array_unref);
  g_clear_object (&self->same_content);
  g_clear_object (&self->same_record);
  g_clear_object (&self->open);
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  G_OBJECT_CLASS (attest_send_plan_parent_class)->finalize (object);
}

static void
attest_send_plan_class_init (AttestSendPlanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = attest_send_plan_finalize;
}

static void
attest_send_plan_init (AttestSendPlan *self)
{
  self->effects = g_ptr_array_new_with_free_func (g_free);
  self->differences = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_difference_free);
}

/* Returns: (transfer full): the decision */
AttestNewSubmission *
attest_send_plan_make_submission (AttestSendPlan *self)
{
  AttestNewSubmission *submission = g_new0 (AttestNewSubmission, 1);

  submission->draft_id = g_strdup (self->draft_id);
  submission->place = attest_place_new (self->service, self->environment, self->host);
  submission->title = g_strdup (self->title);
  submission->entity = g_strdup (self->entity);
  submission->entity_id = g_strdup (self->entity_id);
  submission->sha256 = g_strdup (self->sha256);
  submission->url = g_strdup (self->url);
  submission->headers = g_strdup (self->headers);
  submission->body = g_strdup (self->body);
  return submission;
}

/* Returns: (transfer none): where the record goes */
const AttestService *
attest_send_plan_get_service (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->service;
}

/* Returns: to which of its environments */
AttestEnvironment
attest_send_plan_get_environment (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), ATTEST_ENVIRONMENT_PRACTICE);
  return self->environment;
}

/* Returns: (transfer none) (nullable): the base URL; %NULL: none is set */
const char *
attest_send_plan_get_host (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->host;
}

/* Returns: (transfer none) (nullable): the whole address; %NULL without a host */
const char *
attest_send_plan_get_url (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->url;
}

/* Returns: (transfer none): one "Name: value" a line, the key as a placeholder */
const char *
attest_send_plan_get_headers (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->headers;
}

/* Returns: (transfer none): exactly the bytes that would be sent */
const char *
attest_send_plan_get_body (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->body;
}

/* Returns: (transfer none): the record's number or name */
const char *
attest_send_plan_get_title (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->title;
}

/* Returns: (transfer none) (element-type AttestProblem): of the record as it was */
GPtrArray *
attest_send_plan_get_problems (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->problems;
}

/**
 * attest_send_plan_get_can_send:
 * @self: a plan
 *
 * Returns: whether the record has no errors, there is a host, and a key where one is needed
 */
gboolean
attest_send_plan_get_can_send (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), FALSE);
  return self->obstacle == NULL && attest_check_count (self->problems, ATTEST_SEVERITY_ERROR) == 0;
}

/* Returns: (transfer none) (nullable): why it cannot be sent, other than its problems, translated
 */
const char *
attest_send_plan_get_obstacle (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->obstacle;
}

/* Returns: whether there is a key for it */
AttestKeyState
attest_send_plan_get_key_state (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), ATTEST_KEY_NONE);
  return self->key_state;
}

/**
 * attest_send_plan_get_needs_key:
 * @self: a plan
 *
 * Returns: whether a key is sent along; never to the practice service, even if one is stored
 */
gboolean
attest_send_plan_get_needs_key (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), TRUE);
  return self->environment != ATTEST_ENVIRONMENT_PRACTICE;
}

/**
 * attest_send_plan_dup_effects:
 * @self: a plan
 *
 * Returns: (transfer full): what sending it will do, in sentences
 */
GStrv
attest_send_plan_dup_effects (AttestSendPlan *self)
{
  GStrv effects = NULL;

  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  effects = g_new0 (char *, self->effects->len + 1);
  for (guint i = 0; i < self->effects->len; i++)
    effects[i] = g_strdup (g_ptr_array_index (self->effects, i));
  return effects;
}

/* Returns: whether a list that is stored there would be emptied */
gboolean
attest_send_plan_get_removes_stored (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), FALSE);
  return self->removes_stored;
}

/* Returns: (transfer none) (nullable): accepted before with this very content */
AttestSubmission *
attest_send_plan_get_same_content (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->same_content;
}

/* Returns: (transfer none) (nullable): accepted before under this number or name */
AttestSubmission *
attest_send_plan_get_same_record (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->same_record;
}

/* Returns: (transfer none) (nullable): of this number or name; queued, being sent or unknown */
AttestSubmission *
attest_send_plan_get_open (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->open;
}

/**
 * attest_send_plan_get_repeats:
 * @self: a plan
 *
 * Where sending again updates, what counts is what was accepted last under this number: going back
 * to an older content is no repetition. Otherwise, anything with this content that was accepted.
 *
 * Returns: whether what would be sent is there already, word for word
 */
gboolean
attest_send_plan_get_repeats (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), FALSE);

  if (!self->service->sending_again_updates)
    return self->same_content != NULL;
  return self->same_record != NULL
         && (self->differences->len == 0
             || g_strcmp0 (attest_submission_get_sha256 (self->same_record), self->sha256) == 0);
}

/**
 * attest_send_plan_get_differences:
 * @self: a plan
 *
 * Returns: (transfer none) (element-type AttestDifference): what is different from what was
 *   accepted last under this number or name; empty if nothing is, or nothing was accepted
 */
GPtrArray *
attest_send_plan_get_differences (AttestSendPlan *self)
{
  g_return_val_if_fail (ATTEST_IS_SEND_PLAN (self), NULL);
  return self->differences;
}
