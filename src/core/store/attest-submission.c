/* AttestSubmission: the main thread's view of one row of `submissions`. Changed by the store alone,
 * through attest-submission-private.h. */
#include "attest-config.h"
#include "store/attest-submission-private.h"

#include "base/attest-str.h"

#include <glib/gi18n-lib.h>

struct _AttestSubmission
{
  GObject parent_instance;

  gboolean loaded;
  AttestSubmissionRow row;
};

G_DEFINE_FINAL_TYPE (AttestSubmission, attest_submission, G_TYPE_OBJECT)

typedef enum
{
  PROP_LOADED = 1,
  PROP_ID,
  PROP_TITLE,
  PROP_ENTITY,
  PROP_HOST,
  PROP_ENVIRONMENT,
  PROP_STATE,
  PROP_HTTP_STATUS,
  PROP_REMOTE_ID,
  PROP_MESSAGE,
  PROP_CREATED,
  PROP_SENT,
  PROP_DURATION,
  PROP_NOT_BEFORE,
  PROP_POSITION,
} AttestSubmissionProperty;

static GParamSpec *properties[PROP_POSITION + 1];

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

static void
clear_row (AttestSubmissionRow *row)
{
  g_clear_pointer (&row->id, g_free);
  g_clear_pointer (&row->draft_id, g_free);
  g_clear_pointer (&row->host, g_free);
  g_clear_pointer (&row->title, g_free);
  g_clear_pointer (&row->entity, g_free);
  g_clear_pointer (&row->entity_id, g_free);
  g_clear_pointer (&row->sha256, g_free);
  g_clear_pointer (&row->remote_id, g_free);
  g_clear_pointer (&row->message, g_free);
}

void
attest_submission_row_free (AttestSubmissionRow *row)
{
  if (row == NULL)
    return;
  clear_row (row);
  g_free (row);
}

static gint64
get_duration (const AttestSubmissionRow *row)
{
  return row->finished > row->sent && row->sent > 0 ? row->finished - row->sent : 0;
}

static void
attest_submission_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestSubmission *self = ATTEST_SUBMISSION (object);

  switch ((AttestSubmissionProperty) id)
    {
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_ID:
      g_value_set_string (value, self->row.id);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->row.title);
      break;
    case PROP_ENTITY:
      g_value_set_string (value, self->row.entity);
      break;
    case PROP_HOST:
      g_value_set_string (value, self->row.host);
      break;
    case PROP_ENVIRONMENT:
      g_value_set_uint (value, self->row.environment);
      break;
    case PROP_STATE:
      g_value_set_uint (value, self->row.state);
      break;
    case PROP_HTTP_STATUS:
      g_value_set_uint (value, self->row.http_status);
      break;
    case PROP_REMOTE_ID:
      g_value_set_string (value, self->row.remote_id);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->row.message);
      break;
    case PROP_CREATED:
      g_value_set_int64 (value, self->row.created);
      break;
    case PROP_SENT:
      g_value_set_int64 (value, self->row.sent);
      break;
    case PROP_DURATION:
      g_value_set_int64 (value, get_duration (&self->row));
      break;
    case PROP_NOT_BEFORE:
      g_value_set_int64 (value, self->row.not_before);
      break;
    case PROP_POSITION:
      g_value_set_int64 (value, self->row.position);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_submission_finalize (GObject *object)
{
  clear_row (&ATTEST_SUBMISSION (object)->row);
  G_OBJECT_CLASS (attest_submission_parent_class)->finalize (object);
}

static GParamSpec *
make_time (const char *name)
{
  return g_param_spec_int64 (
      name, NULL, NULL, G_MININT64, G_MAXINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
make_text (const char *name)
{
  return g_param_spec_string (name, NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
make_number (const char *name)
{
  return g_param_spec_uint (
      name, NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
attest_submission_class_init (AttestSubmissionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = attest_submission_get_property;
  object_class->finalize = attest_submission_finalize;
  properties[PROP_LOADED] =
      g_param_spec_boolean ("loaded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ID] = make_text ("id");
  properties[PROP_TITLE] = make_text ("title");
  properties[PROP_ENTITY] = make_text ("entity");
  properties[PROP_HOST] = make_text ("host");
  properties[PROP_ENVIRONMENT] = make_number ("environment");
  properties[PROP_STATE] = make_number ("state");
  properties[PROP_HTTP_STATUS] = make_number ("http-status");
  properties[PROP_REMOTE_ID] = make_text ("remote-id");
  properties[PROP_MESSAGE] = make_text ("message");
  properties[PROP_CREATED] = make_time ("created");
  properties[PROP_SENT] = make_time ("sent");
  properties[PROP_DURATION] = make_time ("duration");
  properties[PROP_NOT_BEFORE] = make_time ("not-before");
  properties[PROP_POSITION] = make_time ("position");
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
attest_submission_init (AttestSubmission *self)
{
}

/* One that a lazy list shows until its row is read. */
AttestSubmission *
attest_submission_new_placeholder (void)
{
  return g_object_new (ATTEST_TYPE_SUBMISSION, NULL);
}

static void
set_text (AttestSubmission *self, char **place, const char *text, AttestSubmissionProperty property)
{
  if (attest_str_set (place, text))
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_time (AttestSubmission *self, gint64 *place, gint64 time, AttestSubmissionProperty property)
{
  if (*place == time)
    return;
  *place = time;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_identity (AttestSubmission *self, const AttestSubmissionRow *row)
{
  set_text (self, &self->row.id, row->id, PROP_ID);
  attest_str_set (&self->row.draft_id, row->draft_id);
  attest_str_set (&self->row.entity_id, row->entity_id);
  attest_str_set (&self->row.sha256, row->sha256);
  self->row.service = row->service;
  set_text (self, &self->row.title, row->title, PROP_TITLE);
  set_text (self, &self->row.entity, row->entity, PROP_ENTITY);
  set_text (self, &self->row.host, row->host, PROP_HOST);
  set_time (self, &self->row.created, row->created, PROP_CREATED);
  if (self->row.environment != row->environment)
    {
      self->row.environment = row->environment;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENVIRONMENT]);
    }
}

/* Takes over a row. Everything that differs notifies, once all of it is set; a row that is older
 * than what is known is left alone. */
void
attest_submission_update (AttestSubmission *self, const AttestSubmissionRow *row)
{
  gint64 duration = 0;

  g_return_if_fail (ATTEST_IS_SUBMISSION (self));
  if (self->loaded && row->revision < self->row.revision)
    return;
  duration = get_duration (&self->row);
  g_object_freeze_notify (G_OBJECT (self));
  set_identity (self, row);
  self->row.revision = row->revision;
  self->row.finished = row->finished;
  set_time (self, &self->row.sent, row->sent, PROP_SENT);
  set_time (self, &self->row.not_before, row->not_before, PROP_NOT_BEFORE);
  set_time (self, &self->row.position, row->position, PROP_POSITION);
  set_text (self, &self->row.remote_id, row->remote_id, PROP_REMOTE_ID);
  set_text (self, &self->row.message, row->message, PROP_MESSAGE);
  if (duration != get_duration (&self->row))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DURATION]);
  if (self->row.http_status != row->http_status)
    {
      self->row.http_status = row->http_status;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HTTP_STATUS]);
    }
  if (self->row.state != row->state)
    {
      self->row.state = row->state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  if (!self->loaded)
    {
      self->loaded = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

gboolean
attest_submission_get_loaded (AttestSubmission *self)
{
  return self->loaded;
}

const char *
attest_submission_get_id (AttestSubmission *self)
{
  return self->row.id;
}

const char *
attest_submission_get_draft_id (AttestSubmission *self)
{
  return self->row.draft_id;
}

const AttestService *
attest_submission_get_service (AttestSubmission *self)
{
  return self->row.service;
}

AttestEnvironment
attest_submission_get_environment (AttestSubmission *self)
{
  return self->row.environment;
}

const char *
attest_submission_get_host (AttestSubmission *self)
{
  return self->row.host;
}

const char *
attest_submission_get_title (AttestSubmission *self)
{
  return self->row.title;
}

const char *
attest_submission_get_entity (AttestSubmission *self)
{
  return self->row.entity;
}

const char *
attest_submission_get_entity_id (AttestSubmission *self)
{
  return self->row.entity_id;
}

const char *
attest_submission_get_sha256 (AttestSubmission *self)
{
  return self->row.sha256;
}

AttestState
attest_submission_get_state (AttestSubmission *self)
{
  return self->row.state;
}

guint
attest_submission_get_http_status (AttestSubmission *self)
{
  return self->row.http_status;
}

gint64
attest_submission_get_created (AttestSubmission *self)
{
  return self->row.created;
}

gint64
attest_submission_get_sent (AttestSubmission *self)
{
  return self->row.sent;
}

gint64
attest_submission_get_finished (AttestSubmission *self)
{
  return self->row.finished;
}

gint64
attest_submission_get_duration (AttestSubmission *self)
{
  return get_duration (&self->row);
}

gint64
attest_submission_get_not_before (AttestSubmission *self)
{
  return self->row.not_before;
}

gint64
attest_submission_get_position (AttestSubmission *self)
{
  return self->row.position;
}

const char *
attest_submission_get_remote_id (AttestSubmission *self)
{
  return self->row.remote_id;
}

const char *
attest_submission_get_message (AttestSubmission *self)
{
  return self->row.message;
}
