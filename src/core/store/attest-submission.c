/* AttestSubmission: the main thread's view of one row of `submissions`, and what the states are
 * called. There is one object for each id in a store, as long as somebody holds it, so that the
 * outbox, the history and an editor speak of the same one. */
#include "attest-config.h"
#include "store/attest-submission.h"

#include "store/attest-row.h"
#include "store/attest-submissions.h"

#include <glib/gi18n-lib.h>

struct _AttestSubmission
{
  GObject parent_instance;

  AttestSubmissionRow row;
  AttestState unwritten; /* what became of it and does not stand in the row yet; or none */
  GHashTable *others;    /* (nullable): the table of a store this is in, by its id */
};

G_DEFINE_FINAL_TYPE (AttestSubmission, attest_submission, G_TYPE_OBJECT)

#define COLUMN(member) G_STRUCT_OFFSET (AttestSubmissionRow, member)

/* In the order of ATTEST_SUBMISSION_COLUMNS. */
static const AttestColumn columns[] = {
  { "id", COLUMN (id), ATTEST_COLUMN_TEXT },
  { NULL, COLUMN (draft_id), ATTEST_COLUMN_TEXT },
  { NULL, COLUMN (service), ATTEST_COLUMN_SERVICE },
  { "environment", COLUMN (environment), ATTEST_COLUMN_ENVIRONMENT },
  { "host", COLUMN (host), ATTEST_COLUMN_TEXT },
  { "title", COLUMN (title), ATTEST_COLUMN_TEXT },
  { "entity", COLUMN (entity), ATTEST_COLUMN_TEXT },
  { NULL, COLUMN (entity_id), ATTEST_COLUMN_TEXT },
  { NULL, COLUMN (sha256), ATTEST_COLUMN_TEXT },
  { "state", COLUMN (state), ATTEST_COLUMN_STATE },
  { "http-status", COLUMN (http_status), ATTEST_COLUMN_COUNT },
  { "remote-id", COLUMN (remote_id), ATTEST_COLUMN_TEXT },
  { "message", COLUMN (message), ATTEST_COLUMN_TEXT },
  { "created", COLUMN (created), ATTEST_COLUMN_TIME },
  { "sent", COLUMN (sent), ATTEST_COLUMN_TIME },
  { NULL, COLUMN (finished), ATTEST_COLUMN_TIME },
  { "not-before", COLUMN (not_before), ATTEST_COLUMN_TIME },
  { "position", COLUMN (position), ATTEST_COLUMN_TIME },
  { NULL, COLUMN (revision), ATTEST_COLUMN_TIME },
  { NULL, COLUMN (batch), ATTEST_COLUMN_TEXT },
  { NULL, COLUMN (bulk), ATTEST_COLUMN_TEXT },
  { NULL, COLUMN (bulk_place), ATTEST_COLUMN_COUNT },
  { NULL, COLUMN (service_word), ATTEST_COLUMN_TEXT },
  { NULL, COLUMN (environment_word), ATTEST_COLUMN_TEXT },
  { NULL, COLUMN (state_word), ATTEST_COLUMN_TEXT },
  /* What follows from them. */
  { "duration", COLUMN (duration), ATTEST_COLUMN_TIME },
  { "loaded", COLUMN (loaded), ATTEST_COLUMN_FLAG },
};

static GParamSpec *properties[G_N_ELEMENTS (columns) + 1];

static const AttestRowType row_type = {
  columns,
  G_N_ELEMENTS (columns),
  G_N_ELEMENTS (columns) - 2,
  properties,
};

/* Words that this program knows are not kept beside what they mean. What goes to a place it does
 * not know goes nowhere. */
static void
keep_unknown_words (AttestSubmissionRow *row)
{
  AttestEnvironment environment = ATTEST_ENVIRONMENT_PRACTICE;
  AttestState state = ATTEST_STATE_NONE;

  if (!attest_environment_from_id (row->environment_word, &environment))
    row->service = NULL;
  else
    g_clear_pointer (&row->environment_word, g_free);
  if (row->service != NULL)
    g_clear_pointer (&row->service_word, g_free);
  if (attest_state_from_id (row->state_word, &state))
    g_clear_pointer (&row->state_word, g_free);
}

/**
 * attest_submission_row_read:
 * @statement: at a row that begins with %ATTEST_SUBMISSION_COLUMNS
 *
 * A row of a service or an environment this program does not know has service %NULL. Thread: the
 * store's.
 *
 * Returns: (transfer full): an #AttestSubmissionRow
 */
gpointer
attest_submission_row_read (AttestStatement *statement)
{
  AttestSubmissionRow *row = g_new0 (AttestSubmissionRow, 1);

  attest_row_read (&row_type, row, statement);
  keep_unknown_words (row);
  if (row->sent > 0 && row->finished > row->sent)
    row->duration = row->finished - row->sent;
  row->loaded = TRUE;
  return row;
}

/* @row: (nullable) (type AttestSubmissionRow). Thread: any */
void
attest_submission_row_free (gpointer row)
{
  if (row == NULL)
    return;
  attest_row_clear (&row_type, row);
  g_free (row);
}

static void
attest_submission_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  attest_row_get (&row_type, &ATTEST_SUBMISSION (object)->row, id, value);
}

static void
attest_submission_finalize (GObject *object)
{
  AttestSubmission *self = ATTEST_SUBMISSION (object);

  if (self->others != NULL)
    g_hash_table_remove (self->others, self->row.id);
  g_clear_pointer (&self->others, g_hash_table_unref);
  attest_row_clear (&row_type, &self->row);
  G_OBJECT_CLASS (attest_submission_parent_class)->finalize (object);
}

static void
attest_submission_class_init (AttestSubmissionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = attest_submission_get_property;
  object_class->finalize = attest_submission_finalize;
  attest_row_install (&row_type, object_class);
}

static void
attest_submission_init (AttestSubmission *self)
{
}

/* Rows become objects. */

/* Returns: (transfer full): one that a lazy list shows until its row is read */
AttestSubmission *
attest_submission_new_placeholder (void)
{
  return g_object_new (ATTEST_TYPE_SUBMISSION, NULL);
}

/* Takes over a row. Everything that differs notifies, once all of it is set; a row that is older
 * than what is known is left alone. */
void
attest_submission_update (AttestSubmission *self, const AttestSubmissionRow *row)
{
  if (self->row.loaded && row->revision < self->row.revision)
    return;
  if (row->state != ATTEST_STATE_SENDING)
    self->unwritten = ATTEST_STATE_NONE;
  attest_row_update (&row_type, &self->row, row, G_OBJECT (self));
}

/**
 * attest_submission_adopt:
 * @others: (element-type utf8 AttestSubmission): the objects of a store by their ids, not owned
 * @placeholder: (nullable): an object without an id, used for the row if there is none of that id
 * @row: a row as read; one that is older than what is known changes nothing
 *
 * Returns: (transfer full): the one object of that id, up to date and in @others as long as
 *   somebody holds it
 */
AttestSubmission *
attest_submission_adopt (GHashTable *others,
                         AttestSubmission *placeholder,
                         const AttestSubmissionRow *row)
{
  AttestSubmission *self = g_hash_table_lookup (others, row->id);

  if (self == NULL)
    self = placeholder;
  if (self != NULL)
    attest_submission_update (g_object_ref (self), row);
  else
    {
      self = attest_submission_new_placeholder ();
      attest_row_update (&row_type, &self->row, row, NULL);
    }
  if (self->others == NULL)
    {
      self->others = g_hash_table_ref (others);
      g_hash_table_insert (others, self->row.id, self);
    }
  return self;
}

/* What it shows. */

/* Returns: whether its row was read; until then all else is empty */
gboolean
attest_submission_get_loaded (AttestSubmission *self)
{
  return self->row.loaded;
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

/**
 * attest_submission_get_service_text:
 * @self: a submission
 * @is_id: whether it is for files and commands, or else for people
 *
 * Returns: (transfer none): the service's id or name; the word that stands in the database if this
 *   program does not know it
 */
const char *
attest_submission_get_service_text (AttestSubmission *self, gboolean is_id)
{
  if (self->row.service == NULL)
    return self->row.service_word != NULL ? self->row.service_word : "";
  return is_id ? self->row.service->id : self->row.service->name;
}

/* The same of the environment. */
const char *
attest_submission_get_environment_text (AttestSubmission *self, gboolean is_id)
{
  if (self->row.environment_word != NULL)
    return self->row.environment_word;
  return is_id ? attest_environment_get_id (self->row.environment)
               : attest_environment_get_label (self->row.environment);
}

/* The same of the state; of what was taken out, that it was. */
const char *
attest_submission_get_state_text (AttestSubmission *self, gboolean is_id)
{
  if (self->row.state_word != NULL)
    return self->row.state_word;
  if (attest_submission_is_taken_out (self))
    return is_id ? "taken-out" : _ ("Taken out before sending");
  return is_id ? attest_state_get_id (self->row.state) : attest_state_get_label (self->row.state);
}

/* Returns: where it goes; its host is borrowed from @self */
AttestPlace
attest_submission_get_place (AttestSubmission *self)
{
  return (AttestPlace){ self->row.service, self->row.environment, self->row.host };
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

/* Returns: what is known to have become of it: its state, or what came back and cannot be saved yet
 */
AttestState
attest_submission_get_outcome (AttestSubmission *self)
{
  return self->row.state == ATTEST_STATE_SENDING && self->unwritten != ATTEST_STATE_NONE
             ? self->unwritten
             : self->row.state;
}

/**
 * attest_submission_set_unwritten:
 * @self: a submission that is being sent
 * @state: what came back
 *
 * It cannot be written down: until it is, only this program knows it. "state" notifies.
 */
void
attest_submission_set_unwritten (AttestSubmission *self, AttestState state)
{
  g_return_if_fail (ATTEST_IS_SUBMISSION (self));

  self->unwritten = state;
  g_object_notify (G_OBJECT (self), "state");
}

/**
 * attest_submission_is_taken_out:
 * @self: a submission
 *
 * A person took it out of the queue: nothing was tried, and nothing went wrong. Whoever could not
 * send it says why.
 *
 * Returns: whether that is what became of it
 */
gboolean
attest_submission_is_taken_out (AttestSubmission *self)
{
  return self->row.state == ATTEST_STATE_NOT_SENT && self->row.message == NULL
         && self->row.http_status == 0;
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

/* Returns: when it was settled; 0: it is not */
gint64
attest_submission_get_finished (AttestSubmission *self)
{
  return self->row.finished;
}

/* Returns: when it left; where nothing did, when that was settled; microseconds since 1970, UTC */
gint64
attest_submission_get_time (AttestSubmission *self)
{
  if (self->row.sent != 0)
    return self->row.sent;
  return self->row.finished != 0 ? self->row.finished : self->row.created;
}

/* Returns: of that attempt, in microseconds; 0 while it is not over */
gint64
attest_submission_get_duration (AttestSubmission *self)
{
  return self->row.duration;
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

/* Returns: (transfer none) (nullable): what it left with, see attest-batch.h */
const char *
attest_submission_get_batch (AttestSubmission *self)
{
  return self->row.batch;
}

/* Returns: (transfer none) (nullable): the id of the bulk upload it is sent in */
const char *
attest_submission_get_bulk (AttestSubmission *self)
{
  return self->row.bulk;
}

/* Returns: its place in that, from 0 on */
guint
attest_submission_get_bulk_place (AttestSubmission *self)
{
  return self->row.bulk_place;
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
