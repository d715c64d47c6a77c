/* AttestDraft: the main thread's view of one row of `drafts` and of the newest submission made from
 * it, and how such rows are read. Changed by the workspace alone. */
#include "attest-config.h"
#include "store/attest-draft.h"
#include "store/attest-draft-private.h"

#include "base/attest-str.h"
#include "base/attest-text.h"
#include "store/attest-row.h"

#include <string.h>

struct _AttestDraft
{
  GObject parent_instance;

  AttestDraftRow row;
};

G_DEFINE_FINAL_TYPE (AttestDraft, attest_draft, G_TYPE_OBJECT)

#define COLUMN(member) G_STRUCT_OFFSET (AttestDraftRow, member)

/* In the order of SELECT_ROWS. */
static const AttestColumn columns[] = {
  { "id", COLUMN (id), ATTEST_COLUMN_TEXT },
  { NULL, COLUMN (schema), ATTEST_COLUMN_SCHEMA },
  { "title", COLUMN (title), ATTEST_COLUMN_TEXT },
  { "entity", COLUMN (entity), ATTEST_COLUMN_TEXT },
  { "entity-id", COLUMN (entity_id), ATTEST_COLUMN_TEXT },
  { "status", COLUMN (status), ATTEST_COLUMN_TEXT },
  { "search-text", COLUMN (search), ATTEST_COLUMN_TEXT },
  { NULL, COLUMN (content_hash), ATTEST_COLUMN_TEXT },
  { "n-errors", COLUMN (n_errors), ATTEST_COLUMN_COUNT },
  { "n-warnings", COLUMN (n_warnings), ATTEST_COLUMN_COUNT },
  { "created", COLUMN (created), ATTEST_COLUMN_TIME },
  { "changed", COLUMN (changed), ATTEST_COLUMN_TIME },
  { NULL, COLUMN (deleted), ATTEST_COLUMN_FLAG },
  { NULL, COLUMN (last_id), ATTEST_COLUMN_TEXT },
  { NULL, COLUMN (last_sha256), ATTEST_COLUMN_TEXT },
  { "last-state", COLUMN (last_state), ATTEST_COLUMN_STATE },
  { "last-environment", COLUMN (last_environment), ATTEST_COLUMN_ENVIRONMENT },
  { NULL, COLUMN (last_created), ATTEST_COLUMN_TIME },
  { "last-sent", COLUMN (last_sent), ATTEST_COLUMN_TIME },
  /* What follows from them, and what is only written. */
  { "changed-since-sent", COLUMN (changed_since_sent), ATTEST_COLUMN_FLAG },
  { NULL, COLUMN (record), ATTEST_COLUMN_TEXT },
  { "standards", COLUMN (standards), ATTEST_COLUMN_TEXT },
  { "expiry", COLUMN (expiry), ATTEST_COLUMN_TEXT },
};

static GParamSpec *properties[G_N_ELEMENTS (columns) + 1];

static const AttestRowType row_type = {
  columns,
  G_N_ELEMENTS (columns),
  G_N_ELEMENTS (columns) - 4,
  properties,
};

static void
compare_with_sent (AttestDraftRow *row)
{
  row->changed_since_sent =
      row->last_id != NULL && g_strcmp0 (row->last_sha256, row->content_hash) != 0;
}

/* Of the newest submission alone. */
static void
find_published (AttestDraftRow *row)
{
  static const AttestPublishedState states[ATTEST_N_STATES] = {
    [ATTEST_STATE_QUEUED] = ATTEST_PUBLISHED_WAITING,
    [ATTEST_STATE_SENDING] = ATTEST_PUBLISHED_SENDING,
    [ATTEST_STATE_ACCEPTED] = ATTEST_PUBLISHED_CURRENT,
    [ATTEST_STATE_REFUSED] = ATTEST_PUBLISHED_REFUSED,
    [ATTEST_STATE_UNKNOWN] = ATTEST_PUBLISHED_UNKNOWN,
  };
  AttestPublished *published = &row->published[row->last_environment];

  memset (row->published, 0, sizeof row->published);
  published->state = states[row->last_state];
  if (published->state == ATTEST_PUBLISHED_CURRENT && row->changed_since_sent)
    published->state = ATTEST_PUBLISHED_CHANGED;
  published->attempted = row->last_sent != 0 ? row->last_sent : row->last_created;
  if (row->last_state == ATTEST_STATE_ACCEPTED)
    published->accepted = row->last_sent;
}

/* The newest submission of each is found by the index submissions_by_draft. */
#define SELECT_ROWS                                                                                \
  "SELECT d.id, d.kind, d.title, d.entity, d.entity_id, d.status, d.search, d.content_hash,"       \
  " d.n_errors, d.n_warnings, d.created, d.changed, d.deleted IS NOT NULL,"                        \
  " s.id, s.sha256, s.state, s.environment, s.created, s.sent"                                     \
  " FROM drafts d LEFT JOIN submissions s ON s.id ="                                               \
  " (SELECT id FROM submissions WHERE draft_id = d.id ORDER BY created DESC, id DESC LIMIT 1) "

/* Returns: (transfer full): an #AttestDraftRow without its record */
static gpointer
row_read (AttestStatement *statement)
{
  AttestDraftRow *row = g_new0 (AttestDraftRow, 1);
  g_autofree char *search = NULL;

  attest_row_read (&row_type, row, statement);
  search = row->search;
  row->search = attest_text_fold_for_search (search); /* an earlier version folded less */
  compare_with_sent (row);
  return row;
}

/* @row: (nullable) (type AttestDraftRow). Thread: any */
void
attest_draft_row_free (gpointer row)
{
  if (row == NULL)
    return;
  attest_row_clear (&row_type, row);
  g_free (row);
}

/**
 * attest_drafts_read_row:
 * @db: the database
 * @id: of a draft, deleted or not
 * @row: (out) (transfer full) (nullable): as it is now; %NULL: there is none
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Thread: the store's.
 *
 * Returns: whether that is known
 */
gboolean
attest_drafts_read_row (AttestDb *db, const char *id, AttestDraftRow **row, GError **error)
{
  return attest_db_read_one (db,
                             SELECT_ROWS "WHERE d.id = ?1",
                             ATTEST_VALUES (ATTEST_TEXT (id)),
                             row_read,
                             (gpointer *) row,
                             error);
}

/* Every draft that is not deleted. Thread: the store's. */
GPtrArray *
attest_drafts_read_kept (AttestDb *db, GError **error)
{
  return attest_db_read_all (
      db, SELECT_ROWS "WHERE d.deleted IS NULL", NULL, row_read, attest_draft_row_free, error);
}

/* For the feed: those that changed since @revision, deleted or not. */
GPtrArray *
attest_drafts_read_since (AttestDb *db, gint64 revision, GError **error)
{
  return attest_db_read_all (db,
                             SELECT_ROWS "WHERE d.revision > ?1",
                             ATTEST_VALUES (ATTEST_INT (revision)),
                             row_read,
                             attest_draft_row_free,
                             error);
}

/* For the feed: the ids of those purged since @revision. */
GPtrArray *
attest_drafts_read_gone (AttestDb *db, gint64 revision, GError **error)
{
  return attest_db_read_all (db,
                             "SELECT id FROM purged_drafts WHERE revision > ?1",
                             ATTEST_VALUES (ATTEST_INT (revision)),
                             attest_db_read_text,
                             g_free,
                             error);
}

static void
attest_draft_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  attest_row_get (&row_type, &ATTEST_DRAFT (object)->row, id, value);
}

static void
attest_draft_finalize (GObject *object)
{
  attest_row_clear (&row_type, &ATTEST_DRAFT (object)->row);
  G_OBJECT_CLASS (attest_draft_parent_class)->finalize (object);
}

static void
attest_draft_class_init (AttestDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = attest_draft_get_property;
  object_class->finalize = attest_draft_finalize;
  attest_row_install (&row_type, object_class);
}

static void
attest_draft_init (AttestDraft *self)
{
}

/* Takes over a row; what differs notifies once all of it is set. */
void
attest_draft_update (AttestDraft *self, const AttestDraftRow *row)
{
  g_return_if_fail (ATTEST_IS_DRAFT (self));
  attest_row_update (&row_type, &self->row, row, G_OBJECT (self));
}

/* Takes over a submission made from this draft, unless a newer one is known. */
void
attest_draft_update_last (AttestDraft *self, AttestSubmission *submission)
{
  AttestDraftRow row = { 0 };

  g_return_if_fail (ATTEST_IS_DRAFT (self));
  row = self->row;
  row.last_created = attest_submission_get_created (submission);
  if (row.last_id != NULL && row.last_created < self->row.last_created)
    return;
  row.last_id = (char *) attest_submission_get_id (submission);
  row.last_sha256 = (char *) attest_submission_get_sha256 (submission);
  row.last_state = attest_submission_get_state (submission);
  row.last_environment = attest_submission_get_environment (submission);
  row.last_sent = attest_submission_get_sent (submission);
  compare_with_sent (&row);
  attest_row_update (&row_type, &self->row, &row, G_OBJECT (self));
}

/* A new object of which nobody has heard, so that there is nobody to be notified: ten thousand of
 * them are made when the workspace is opened. Takes the texts out of @row. */
AttestDraft *
attest_draft_new (AttestDraftRow *row)
{
  AttestDraft *self = g_object_new (ATTEST_TYPE_DRAFT, NULL);

  self->row = *row;
  *row = (AttestDraftRow){ 0 };
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

/* Returns: (transfer none): the standards it is about, as typed, in order; "" while none */
const char *
attest_draft_get_standards (AttestDraft *self)
{
  return self->row.standards != NULL ? self->row.standards : "";
}

/* Returns: (transfer none): the day it ends, as 2029-03-19; "" while none can be read */
const char *
attest_draft_get_expiry (AttestDraft *self)
{
  return self->row.expiry != NULL ? self->row.expiry : "";
}

/**
 * attest_draft_get_published:
 * @self: a draft
 * @environment: an environment
 *
 * Returns: (transfer none): what that has of it, and what became of the newest attempt there
 */
const AttestPublished *
attest_draft_get_published (AttestDraft *self, AttestEnvironment environment)
{
  g_return_val_if_fail (ATTEST_IS_DRAFT (self), NULL);
  g_return_val_if_fail (environment < ATTEST_N_ENVIRONMENTS, NULL);
  find_published (&self->row);
  return &self->row.published[environment];
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
  return self->row.changed_since_sent;
}
