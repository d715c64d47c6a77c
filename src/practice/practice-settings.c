/* AttestPractice: what can be set and asked while it runs. Every function may be called from any
 * thread, unless its comment says otherwise. */
#include "practice-private.h"

static const char *const mishap_ids[] = {
  [ATTEST_MISHAP_NONE] = "none",
  [ATTEST_MISHAP_REFUSE] = "refuse",
  [ATTEST_MISHAP_FAIL] = "fail",
  [ATTEST_MISHAP_DROP_BEFORE] = "drop-before",
  [ATTEST_MISHAP_DROP_AFTER] = "drop-after",
  [ATTEST_MISHAP_NO_ANSWER] = "no-answer",
  [ATTEST_MISHAP_NONSENSE] = "nonsense",
  [ATTEST_MISHAP_BUSY] = "busy",
  [ATTEST_MISHAP_PART] = "part",
};

/* Returns: (transfer none) (nullable): what is known of @service */
static PracticeTally *
find_tally (AttestPractice *self, const char *service)
{
  for (guint i = 0; practice_services[i] != NULL; i++)
    if (g_strcmp0 (practice_services[i]->id, service) == 0)
      return &self->tallies[i];
  return NULL;
}

static guint
get_number (AttestPractice *self, const guint *number)
{
  guint value;

  g_mutex_lock (&self->lock);
  value = *number;
  g_mutex_unlock (&self->lock);
  return value;
}

static void
set_number (AttestPractice *self, guint *number, guint value)
{
  g_mutex_lock (&self->lock);
  *number = value;
  g_mutex_unlock (&self->lock);
}

/**
 * attest_practice_get_url:
 * @self: a practice service
 * @service: the id of a service, such as `kolleges`
 *
 * Returns: (nullable): the base URL to which the service's fixed path is added, valid until stop;
 *   %NULL when it is not running or there is no such service
 */
const char *
attest_practice_get_url (AttestPractice *self, const char *service)
{
  PracticeTally *tally = NULL;
  const char *url = NULL;

  g_return_val_if_fail (ATTEST_IS_PRACTICE (self), NULL);

  tally = find_tally (self, service);
  g_mutex_lock (&self->lock);
  url = tally != NULL ? tally->url : NULL;
  g_mutex_unlock (&self->lock);
  return url;
}

/**
 * attest_practice_get_kept_path:
 * @self: a practice service
 *
 * Returns: (transfer none) (nullable): under which name a state file is kept that could not be read
 *   as a whole at the last start; valid until the next one. The thread that starts and stops.
 */
const char *
attest_practice_get_kept_path (AttestPractice *self)
{
  g_return_val_if_fail (ATTEST_IS_PRACTICE (self), NULL);
  return self->kept_path;
}

/* Returns: the port it listens on, 0 when it is not running */
guint
attest_practice_get_port (AttestPractice *self)
{
  g_return_val_if_fail (ATTEST_IS_PRACTICE (self), 0);
  return get_number (self, &self->port);
}

/* --- Settings --- */

/**
 * attest_practice_set_mishap:
 * @self: a practice service
 * @mishap: what is to happen to the next upload; after it, uploads go well again
 *
 * Reading calls (lists, designs) are never touched.
 */
void
attest_practice_set_mishap (AttestPractice *self, AttestMishap mishap)
{
  g_return_if_fail (ATTEST_IS_PRACTICE (self));
  g_return_if_fail ((guint) mishap < G_N_ELEMENTS (mishap_ids));

  g_mutex_lock (&self->lock);
  self->mishap = mishap;
  g_mutex_unlock (&self->lock);
}

/* Returns: what is still to happen to the next upload */
AttestMishap
attest_practice_get_mishap (AttestPractice *self)
{
  AttestMishap mishap;

  g_return_val_if_fail (ATTEST_IS_PRACTICE (self), ATTEST_MISHAP_NONE);

  g_mutex_lock (&self->lock);
  mishap = self->mishap;
  g_mutex_unlock (&self->lock);
  return mishap;
}

/**
 * attest_practice_set_delay:
 * @self: a practice service
 * @milliseconds: how long every answer takes from now on; the record is taken at once
 */
void
attest_practice_set_delay (AttestPractice *self, guint milliseconds)
{
  g_return_if_fail (ATTEST_IS_PRACTICE (self));
  set_number (self, &self->delay, milliseconds);
}

/**
 * attest_practice_set_retry_after:
 * @self: a practice service
 * @seconds: what a busy answer asks for (2 at first), 0 to leave it open
 */
void
attest_practice_set_retry_after (AttestPractice *self, guint seconds)
{
  g_return_if_fail (ATTEST_IS_PRACTICE (self));
  set_number (self, &self->retry_after, seconds);
}

/**
 * attest_practice_set_require_key:
 * @self: a practice service
 * @require_key: whether a request without a key is refused, as the real services do
 */
void
attest_practice_set_require_key (AttestPractice *self, gboolean require_key)
{
  gboolean differs;

  g_return_if_fail (ATTEST_IS_PRACTICE (self));

  g_mutex_lock (&self->lock);
  differs = self->require_key != !!require_key;
  self->require_key = !!require_key;
  g_mutex_unlock (&self->lock);
  if (differs)
    g_object_notify (G_OBJECT (self), "require-key");
}

/* Returns: whether requests without a key are refused. Any thread. */
gboolean
attest_practice_get_require_key (AttestPractice *self)
{
  gboolean require_key;

  g_return_val_if_fail (ATTEST_IS_PRACTICE (self), FALSE);

  g_mutex_lock (&self->lock);
  require_key = self->require_key;
  g_mutex_unlock (&self->lock);
  return require_key;
}

/**
 * attest_practice_set_state_path:
 * @self: a practice service that is not running
 * @path: (nullable): the file that keeps its records over runs of the program
 */
void
attest_practice_set_state_path (AttestPractice *self, const char *path)
{
  g_return_if_fail (ATTEST_IS_PRACTICE (self));
  g_return_if_fail (self->thread == NULL);

  if (g_strcmp0 (path, self->state_path) == 0)
    return;
  g_free (self->state_path);
  self->state_path = g_strdup (path);
  g_object_notify (G_OBJECT (self), "state-path");
}

/* --- What has happened --- */

/* Returns: how many records @service has taken in this run, updates included */
guint
attest_practice_get_n_taken (AttestPractice *self, const char *service)
{
  PracticeTally *tally = find_tally (self, service);

  g_return_val_if_fail (ATTEST_IS_PRACTICE (self) && tally != NULL, 0);
  return get_number (self, &tally->n_taken);
}

/* Returns: how many requests have come, for whatever */
guint
attest_practice_get_n_requests (AttestPractice *self)
{
  g_return_val_if_fail (ATTEST_IS_PRACTICE (self), 0);
  return get_number (self, &self->n_requests);
}

/* Returns: how many requests have come for @service */
guint
attest_practice_get_n_requests_of (AttestPractice *self, const char *service)
{
  PracticeTally *tally = find_tally (self, service);

  g_return_val_if_fail (ATTEST_IS_PRACTICE (self) && tally != NULL, 0);
  return get_number (self, &tally->n_requests);
}

/* Returns: (transfer full) (nullable): the body of the last request */
char *
attest_practice_dup_last_body (AttestPractice *self)
{
  PracticeRemembered *last;
  char *body = NULL;

  g_return_val_if_fail (ATTEST_IS_PRACTICE (self), NULL);

  g_mutex_lock (&self->lock);
  last = g_queue_peek_head (&self->remembered);
  body = last != NULL ? g_strdup (last->body) : NULL;
  g_mutex_unlock (&self->lock);
  return body;
}

/**
 * attest_practice_dup_request:
 * @self: a practice service
 * @back: 0 for the last request, 1 for the one before, up to 31
 *
 * Returns: (transfer full) (nullable): method and path, headers with `(present)` in place of a key,
 *   a blank line and the body; %NULL when it is not remembered
 */
char *
attest_practice_dup_request (AttestPractice *self, guint back)
{
  PracticeRemembered *remembered;
  char *text;

  g_return_val_if_fail (ATTEST_IS_PRACTICE (self), NULL);

  g_mutex_lock (&self->lock);
  remembered = g_queue_peek_nth (&self->remembered, back);
  text = remembered != NULL ? g_strdup (remembered->text) : NULL;
  g_mutex_unlock (&self->lock);
  return text;
}

/**
 * attest_mishap_get_id:
 * @mishap: a mishap
 *
 * Returns: its name for command lines and settings, such as `drop-after`
 */
const char *
attest_mishap_get_id (AttestMishap mishap)
{
  g_return_val_if_fail ((guint) mishap < G_N_ELEMENTS (mishap_ids), mishap_ids[0]);
  return mishap_ids[mishap];
}

/**
 * attest_mishap_from_id:
 * @id: (nullable): a name
 * @mishap: (out): the mishap of that name
 *
 * Returns: whether there is one
 */
gboolean
attest_mishap_from_id (const char *id, AttestMishap *mishap)
{
  for (guint i = 0; i < G_N_ELEMENTS (mishap_ids); i++)
    if (g_strcmp0 (id, mishap_ids[i]) == 0)
      {
        *mishap = (AttestMishap) i;
        return TRUE;
      }
  return FALSE;
}
