/* AttestDraft: the main thread's view of one row of `drafts` and of the newest submission made from
 * it. Changed by the workspace alone, through attest-draft-private.h. */
#include "attest-config.h"
#include "store/attest-draft-private.h"

#include "base/attest-str.h"
#include "store/attest-row-property.h"
#include "store/attest-submission-private.h"

struct _AttestDraft
{
  GObject parent_instance;

  AttestDraftRow row;
  gboolean changed_since_sent;
};

G_DEFINE_FINAL_TYPE (AttestDraft, attest_draft, G_TYPE_OBJECT)

typedef enum
{
  PROP_ID = 1,
  PROP_TITLE,
  PROP_ENTITY,
  PROP_ENTITY_ID,
  PROP_STATUS,
  PROP_SEARCH_TEXT,
  PROP_N_ERRORS,
  PROP_N_WARNINGS,
  PROP_CREATED,
  PROP_CHANGED,
  PROP_LAST_STATE,
  PROP_LAST_ENVIRONMENT,
  PROP_LAST_SENT,
  PROP_CHANGED_SINCE_SENT,
} AttestDraftProperty;

static GParamSpec *properties[PROP_CHANGED_SINCE_SENT + 1];

static void
clear_row (AttestDraftRow *row)
{
  g_clear_pointer (&row->id, g_free);
  g_clear_pointer (&row->title, g_free);
  g_clear_pointer (&row->entity, g_free);
  g_clear_pointer (&row->entity_id, g_free);
  g_clear_pointer (&row->status, g_free);
  g_clear_pointer (&row->search, g_free);
  g_clear_pointer (&row->content_hash, g_free);
  g_clear_pointer (&row->record, g_free);
  g_clear_pointer (&row->last_id, g_free);
  g_clear_pointer (&row->last_sha256, g_free);
}

/* @row: (nullable). Thread: any */
void
attest_draft_row_free (AttestDraftRow *row)
{
  if (row == NULL)
    return;
  clear_row (row);
  g_free (row);
}

static void
attest_draft_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestDraft *self = ATTEST_DRAFT (object);

  switch ((AttestDraftProperty) id)
    {
    case PROP_ID:
      g_value_set_string (value, self->row.id);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->row.title);
      break;
    case PROP_ENTITY:
      g_value_set_string (value, self->row.entity);
      break;
    case PROP_ENTITY_ID:
      g_value_set_string (value, self->row.entity_id);
      break;
    case PROP_STATUS:
      g_value_set_string (value, self->row.status);
      break;
    case PROP_SEARCH_TEXT:
      g_value_set_string (value, self->row.search);
      break;
    case PROP_N_ERRORS:
      g_value_set_uint (value, self->row.n_errors);
      break;
    case PROP_N_WARNINGS:
      g_value_set_uint (value, self->row.n_warnings);
      break;
    case PROP_CREATED:
      g_value_set_int64 (value, self->row.created);
      break;
    case PROP_CHANGED:
      g_value_set_int64 (value, self->row.changed);
      break;
    case PROP_LAST_STATE:
      g_value_set_uint (value, self->row.last_state);
      break;
    case PROP_LAST_ENVIRONMENT:
      g_value_set_uint (value, self->row.last_environment);
      break;
    case PROP_LAST_SENT:
      g_value_set_int64 (value, self->row.last_sent);
      break;
    case PROP_CHANGED_SINCE_SENT:
      g_value_set_boolean (value, self->changed_since_sent);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_draft_finalize (GObject *object)
{
  clear_row (&ATTEST_DRAFT (object)->row);
  G_OBJECT_CLASS (attest_draft_parent_class)->finalize (object);
}

static void
attest_draft_class_init (AttestDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = attest_draft_get_property;
  object_class->finalize = attest_draft_finalize;
  properties[PROP_ID] = attest_row_property_text ("id");
  properties[PROP_TITLE] = attest_row_property_text ("title");
  properties[PROP_ENTITY] = attest_row_property_text ("entity");
  properties[PROP_ENTITY_ID] = attest_row_property_text ("entity-id");
  properties[PROP_STATUS] = attest_row_property_text ("status");
  properties[PROP_SEARCH_TEXT] = attest_row_property_text ("search-text");
  properties[PROP_N_ERRORS] = attest_row_property_number ("n-errors");
  properties[PROP_N_WARNINGS] = attest_row_property_number ("n-warnings");
  properties[PROP_CREATED] = attest_row_property_time ("created");
  properties[PROP_CHANGED] = attest_row_property_time ("changed");
  properties[PROP_LAST_STATE] = attest_row_property_number ("last-state");
  properties[PROP_LAST_ENVIRONMENT] = attest_row_property_number ("last-environment");
  properties[PROP_LAST_SENT] = attest_row_property_time ("last-sent");
  properties[PROP_CHANGED_SINCE_SENT] = attest_row_property_flag ("changed-since-sent");
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
attest_draft_init (AttestDraft *self)
{
}

static void
notify (AttestDraft *self, AttestDraftProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static gboolean
is_changed_since_sent (AttestDraft *self)
{
  return self->row.last_id != NULL
         && g_strcmp0 (self->row.last_sha256, self->row.content_hash) != 0;
}

static void
set_last (AttestDraft *self, AttestState state, AttestEnvironment environment, gint64 sent)
{
  gboolean changed = is_changed_since_sent (self);

  if (self->row.last_state != state)
    {
      self->row.last_state = state;
      notify (self, PROP_LAST_STATE);
    }
  if (self->row.last_environment != environment)
    {
      self->row.last_environment = environment;
      notify (self, PROP_LAST_ENVIRONMENT);
    }
  attest_row_set_time (self, properties[PROP_LAST_SENT], &self->row.last_sent, sent);
  if (self->changed_since_sent != changed)
    {
      self->changed_since_sent = changed;
      notify (self, PROP_CHANGED_SINCE_SENT);
    }
}

/* Takes over a row; what differs notifies once all of it is set. */
void
attest_draft_update (AttestDraft *self, const AttestDraftRow *row)
{
  g_return_if_fail (ATTEST_IS_DRAFT (self));

  g_object_freeze_notify (G_OBJECT (self));
  attest_row_set_text (self, properties[PROP_ID], &self->row.id, row->id);
  self->row.schema = row->schema;
  attest_row_set_text (self, properties[PROP_TITLE], &self->row.title, row->title);
  attest_row_set_text (self, properties[PROP_ENTITY], &self->row.entity, row->entity);
  attest_row_set_text (self, properties[PROP_ENTITY_ID], &self->row.entity_id, row->entity_id);
  attest_row_set_text (self, properties[PROP_STATUS], &self->row.status, row->status);
  attest_row_set_text (self, properties[PROP_SEARCH_TEXT], &self->row.search, row->search);
  attest_str_set (&self->row.content_hash, row->content_hash);
  attest_row_set_number (self, properties[PROP_N_ERRORS], &self->row.n_errors, row->n_errors);
  attest_row_set_number (self, properties[PROP_N_WARNINGS], &self->row.n_warnings, row->n_warnings);
  attest_row_set_time (self, properties[PROP_CREATED], &self->row.created, row->created);
  attest_row_set_time (self, properties[PROP_CHANGED], &self->row.changed, row->changed);
  attest_str_set (&self->row.last_id, row->last_id);
  attest_str_set (&self->row.last_sha256, row->last_sha256);
  self->row.last_created = row->last_created;
  set_last (self, row->last_state, row->last_environment, row->last_sent);
  g_object_thaw_notify (G_OBJECT (self));
}

/* Takes over a submission made from this draft, unless a newer one is known. */
void
attest_draft_update_last (AttestDraft *self, AttestSubmission *submission)
{
  gint64 created = attest_submission_get_created (submission);

  g_return_if_fail (ATTEST_IS_DRAFT (self));
  if (self->row.last_id != NULL && created < self->row.last_created)
    return;
  g_object_freeze_notify (G_OBJECT (self));
  attest_str_set (&self->row.last_id, attest_submission_get_id (submission));
  attest_str_set (&self->row.last_sha256, attest_submission_get_sha256 (submission));
  self->row.last_created = created;
  set_last (self,
            attest_submission_get_state (submission),
            attest_submission_get_environment (submission),
            attest_submission_get_sent (submission));
  g_object_thaw_notify (G_OBJECT (self));
}

/* A new object of which nobody has heard, so that there is nobody to be notified: ten thousand of
 * them are made when the workspace is opened. Takes the texts out of @row. */
AttestDraft *
attest_draft_new (AttestDraftRow *row)
{
  AttestDraft *self = g_object_new (ATTEST_TYPE_DRAFT, NULL);

  self->row = *row;
  *row = (AttestDraftRow){ 0 };
  self->changed_since_sent = is_changed_since_sent (self);
  return self;
}

/* Returns: (transfer none): its id, for ever the same */
const char *
attest_draft_get_id (AttestDraft *self)
{
  return self->row.id;
}

/* Returns: (transfer none): what kind of record it is */
const AttestSchema *
attest_draft_get_schema (AttestDraft *self)
{
  return self->row.schema;
}

/* Returns: (transfer none): number or name; "" while there is none */
const char *
attest_draft_get_title (AttestDraft *self)
{
  return self->row.title;
}

/* Returns: (transfer none): the entity's name; of a form the programme's */
const char *
attest_draft_get_entity (AttestDraft *self)
{
  return self->row.entity;
}

/* Returns: (transfer none): the entity's unique id */
const char *
attest_draft_get_entity_id (AttestDraft *self)
{
  return self->row.entity_id;
}

/* Returns: (transfer none): the status, or the type of a form, as on the wire */
const char *
attest_draft_get_status (AttestDraft *self)
{
  return self->row.status;
}

/* Returns: (transfer none): all that can be searched for, folded */
const char *
attest_draft_get_search_text (AttestDraft *self)
{
  return self->row.search;
}

/* Returns: how many problems block sending */
guint
attest_draft_get_n_errors (AttestDraft *self)
{
  return self->row.n_errors;
}

/* Returns: how many problems do not */
guint
attest_draft_get_n_warnings (AttestDraft *self)
{
  return self->row.n_warnings;
}

/* Returns: microseconds since 1970, UTC */
gint64
attest_draft_get_changed (AttestDraft *self)
{
  return self->row.changed;
}

/* Returns: of the newest submission made from it; NONE while there is none */
AttestState
attest_draft_get_last_state (AttestDraft *self)
{
  return self->row.last_state;
}

/* Returns: where that one went */
AttestEnvironment
attest_draft_get_last_environment (AttestDraft *self)
{
  return self->row.last_environment;
}

/* Returns: when that went out, microseconds since 1970, UTC; 0: never */
gint64
attest_draft_get_last_sent (AttestDraft *self)
{
  return self->row.last_sent;
}

/* Returns: whether something else would be sent now */
gboolean
attest_draft_get_changed_since_sent (AttestDraft *self)
{
  return self->changed_since_sent;
}
