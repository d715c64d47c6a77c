/* AttestSubmission: the main thread's view of one row of `submissions`. Changed by the store alone,
 * through attest-submission-private.h. */
#include "attest-config.h"
#include "store/attest-submission-private.h"

#include "base/attest-str.h"
#include "store/attest-row-property.h"

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

/* @row: (nullable). Thread: any */
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

static void
attest_submission_class_init (AttestSubmissionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = attest_submission_get_property;
  object_class->finalize = attest_submission_finalize;
  properties[PROP_LOADED] = attest_row_property_flag ("loaded");
  properties[PROP_ID] = attest_row_property_text ("id");
  properties[PROP_TITLE] = attest_row_property_text ("title");
  properties[PROP_ENTITY] = attest_row_property_text ("entity");
  properties[PROP_HOST] = attest_row_property_text ("host");
  properties[PROP_ENVIRONMENT] = attest_row_property_number ("environment");
  properties[PROP_STATE] = attest_row_property_number ("state");
  properties[PROP_HTTP_STATUS] = attest_row_property_number ("http-status");
  properties[PROP_REMOTE_ID] = attest_row_property_text ("remote-id");
  properties[PROP_MESSAGE] = attest_row_property_text ("message");
  properties[PROP_CREATED] = attest_row_property_time ("created");
  properties[PROP_SENT] = attest_row_property_time ("sent");
  properties[PROP_DURATION] = attest_row_property_time ("duration");
  properties[PROP_NOT_BEFORE] = attest_row_property_time ("not-before");
  properties[PROP_POSITION] = attest_row_property_time ("position");
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
set_identity (AttestSubmission *self, const AttestSubmissionRow *row)
{
  attest_row_set_text (self, properties[PROP_ID], &self->row.id, row->id);
  attest_str_set (&self->row.draft_id, row->draft_id);
  attest_str_set (&self->row.entity_id, row->entity_id);
  attest_str_set (&self->row.sha256, row->sha256);
  self->row.service = row->service;
  attest_row_set_text (self, properties[PROP_TITLE], &self->row.title, row->title);
  attest_row_set_text (self, properties[PROP_ENTITY], &self->row.entity, row->entity);
  attest_row_set_text (self, properties[PROP_HOST], &self->row.host, row->host);
  attest_row_set_time (self, properties[PROP_CREATED], &self->row.created, row->created);
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
  attest_row_set_time (self, properties[PROP_SENT], &self->row.sent, row->sent);
  attest_row_set_time (self, properties[PROP_NOT_BEFORE], &self->row.not_before, row->not_before);
  attest_row_set_time (self, properties[PROP_POSITION], &self->row.position, row->position);
  attest_row_set_text (self, properties[PROP_REMOTE_ID], &self->row.remote_id, row->remote_id);
  attest_row_set_text (self, properties[PROP_MESSAGE], &self->row.message, row->message);
  if (duration != get_duration (&self->row))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DURATION]);
  attest_row_set_number (
      self, properties[PROP_HTTP_STATUS], &self->row.http_status, row->http_status);
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

/* Returns: whether its row was read; until then all else is empty */
gboolean
attest_submission_get_loaded (AttestSubmission *self)
{
  return self->loaded;
}

/* Returns: (transfer none) (nullable): its id; %NULL until it is loaded */
const char *
attest_submission_get_id (AttestSubmission *self)
{
  return self->row.id;
}

/* Returns: (transfer none) (nullable): the draft it was made from */
const char *
attest_submission_get_draft_id (AttestSubmission *self)
{
  return self->row.draft_id;
}

/* Returns: (transfer none) (nullable): %NULL if this program does not know it */
const AttestService *
attest_submission_get_service (AttestSubmission *self)
{
  return self->row.service;
}

/* Returns: where it goes */
AttestEnvironment
attest_submission_get_environment (AttestSubmission *self)
{
  return self->row.environment;
}

/* Returns: (transfer none): the base URL */
const char *
attest_submission_get_host (AttestSubmission *self)
{
  return self->row.host;
}

/* Returns: (transfer none): the record's number or name */
const char *
attest_submission_get_title (AttestSubmission *self)
{
  return self->row.title;
}

/* Returns: (transfer none): the entity's name */
const char *
attest_submission_get_entity (AttestSubmission *self)
{
  return self->row.entity;
}

/* Returns: (transfer none): the entity's unique id */
const char *
attest_submission_get_entity_id (AttestSubmission *self)
{
  return self->row.entity_id;
}

/* Returns: (transfer none): of the body, hex */
const char *
attest_submission_get_sha256 (AttestSubmission *self)
{
  return self->row.sha256;
}

/* Returns: how it stands */
AttestState
attest_submission_get_state (AttestSubmission *self)
{
  return self->row.state;
}

/* Returns: of the last reply; 0: there was none */
guint
attest_submission_get_http_status (AttestSubmission *self)
{
  return self->row.http_status;
}

/* Returns: when it was decided, microseconds since 1970, UTC */
gint64
attest_submission_get_created (AttestSubmission *self)
{
  return self->row.created;
}

/* Returns: when the last attempt began; 0: never */
gint64
attest_submission_get_sent (AttestSubmission *self)
{
  return self->row.sent;
}

/* Returns: of that attempt, in microseconds; 0 while it is not over */
gint64
attest_submission_get_duration (AttestSubmission *self)
{
  return get_duration (&self->row);
}

/* Returns: when it may go out, microseconds since 1970, UTC; 0: at once */
gint64
attest_submission_get_not_before (AttestSubmission *self)
{
  return self->row.not_before;
}

/* Returns: its place in the queue; the lowest goes first */
gint64
attest_submission_get_position (AttestSubmission *self)
{
  return self->row.position;
}

/* Returns: (transfer none) (nullable): what the server calls it */
const char *
attest_submission_get_remote_id (AttestSubmission *self)
{
  return self->row.remote_id;
}

/* Returns: (transfer none) (nullable): the server's words, or why it was not sent */
const char *
attest_submission_get_message (AttestSubmission *self)
{
  return self->row.message;
}
