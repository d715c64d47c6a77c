/* AttestDraft: the main thread's view of one row of `drafts` and of the newest submission made from
 * it, and how such rows are read. Changed by the workspace alone. */
#include "attest-config.h"
#include "store/attest-draft.h"

#include "base/attest-str.h"
#include "base/attest-text.h"
#include "store/attest-row.h"
#include "store/attest-submissions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _AttestDraft
{
  GObject parent_instance;

  AttestDraftRow row;
  GHashTable *others; /* (nullable): the table of a store this is in, by its id */
};

G_DEFINE_FINAL_TYPE (AttestDraft, attest_draft, G_TYPE_OBJECT)

enum
{
  UPDATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

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
  { "standards", COLUMN (standards), ATTEST_COLUMN_TEXT },
  { "expiry", COLUMN (expiry), ATTEST_COLUMN_TEXT },
  /* What follows from them, and what is only written. */
  { "published", COLUMN (published_mark), ATTEST_COLUMN_COUNT },
  { "loaded", COLUMN (loaded), ATTEST_COLUMN_FLAG },
  { "changed-since-sent", COLUMN (changed_since_sent), ATTEST_COLUMN_FLAG },
  { NULL, COLUMN (record), ATTEST_COLUMN_TEXT },
  { NULL, COLUMN (natural_key), ATTEST_COLUMN_TEXT },
};

#define N_READ (G_N_ELEMENTS (columns) - 5)

static GParamSpec *properties[G_N_ELEMENTS (columns) + 1];

static const AttestRowType row_type = {
  columns,
  G_N_ELEMENTS (columns),
  N_READ,
  properties,
};

static void
compare_with_sent (AttestDraftRow *row)
{
  row->changed_since_sent =
      row->last_id != NULL && g_strcmp0 (row->last_sha256, row->content_hash) != 0;
}

/* What an environment has of it, as columns. */
#define STANDING(of)                                                                               \
  "coalesce (" of ".state, 'never'), " of ".accepted, " of ".attempted, " of ".n_fields,"          \
  " CASE WHEN " of ".state = 'waiting' THEN (SELECT count (*) FROM submissions q, submissions w"   \
  "  WHERE w.id = " of ".submission_id AND q.state = 'queued' AND q.state IN " ATTEST_OPEN_STATES  \
  "  AND q.service = w.service AND q.environment = w.environment"                                  \
  "  AND (q.position, q.created, q.id) <= (w.position, w.created, w.id)) END"
#define N_STANDING 5

#define JOIN_STANDING(of)                                                                          \
  " LEFT JOIN standing " of " ON " of ".draft_id = d.id AND " of ".environment = '" of "'"

#define STANDINGS STANDING ("practice") ", " STANDING ("test") ", " STANDING ("production")
#define JOIN_STANDINGS                                                                             \
  JOIN_STANDING ("practice") JOIN_STANDING ("test") JOIN_STANDING ("production")

/* The submissions of each are found by the index submissions_by_draft. */
#define JOIN_NEWEST                                                                                \
  " LEFT JOIN submissions s ON s.id = (SELECT id FROM submissions WHERE draft_id = d.id"           \
  "  ORDER BY " ATTEST_PAST ("created", "?2") " DESC, id DESC LIMIT 1) "

/* Parameter 2 is now. A draft is what it is listed as, whatever became of the word since. */
#define SELECT_ROWS                                                                                \
  "SELECT d.id, coalesce (l.kind, d.kind), d.title, d.entity, d.entity_id, d.status, d.search, "   \
  "d.content_hash,"                                                                                \
  " d.n_errors, d.n_warnings, d.created, d.changed, d.deleted IS NOT NULL,"                        \
  " s.id, s.sha256, s.state, s.environment, s.created, s.sent, l.standards, l.expiry, " STANDINGS  \
  " FROM drafts d LEFT JOIN listed l ON l.draft_id = d.id" JOIN_STANDINGS JOIN_NEWEST

static void
read_published (AttestPublished *self, AttestStatement *statement, int column)
{
  attest_published_state_from_id (attest_statement_get_text (statement, column), &self->state);
  self->accepted = attest_statement_get_int (statement, column + 1);
  self->attempted = attest_statement_get_int (statement, column + 2);
  self->n_fields = (guint) attest_statement_get_int (statement, column + 3);
  self->place = (guint) attest_statement_get_int (statement, column + 4);
}

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
  for (int i = 0; i < ATTEST_N_ENVIRONMENTS; i++)
    {
      const AttestPublished *published = &row->published[i];

      read_published (&row->published[i], statement, (int) N_READ + i * N_STANDING);
      row->published_mark = row->published_mark * 31 + published->state
                            + (guint) published->accepted * 7 + (guint) published->attempted * 5
                            + published->n_fields * 3 + published->place;
    }
  row->loaded = TRUE;
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
                             ATTEST_VALUES (ATTEST_TEXT (id), ATTEST_INT (attest_db_get_now (db))),
                             row_read,
                             (gpointer *) row,
                             error);
}

/**
 * attest_drafts_read_rows:
 * @db: the database
 * @ids: (element-type utf8): of drafts
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Thread: the store's.
 *
 * Returns: (transfer full) (nullable): an array of #AttestDraftRow, in the order of @ids; %NULL
 *   stands for one that does not exist
 */
GPtrArray *
attest_drafts_read_rows (AttestDb *db, GPtrArray *ids, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (attest_draft_row_free);

  for (guint i = 0; i < ids->len; i++)
    {
      AttestDraftRow *row = NULL;

      if (!attest_drafts_read_row (db, g_ptr_array_index (ids, i), &row, error))
        return NULL;
      g_ptr_array_add (rows, row);
    }
  return g_steal_pointer (&rows);
}

/* For the feed: those that changed since @revision, deleted or not. */
GPtrArray *
attest_drafts_read_since (AttestDb *db, gint64 revision, GError **error)
{
  return attest_db_read_all (
      db,
      SELECT_ROWS "WHERE d.revision > ?1",
      ATTEST_VALUES (ATTEST_INT (revision), ATTEST_INT (attest_db_get_now (db))),
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
  AttestDraft *self = ATTEST_DRAFT (object);

  if (self->others != NULL)
    g_hash_table_remove (self->others, self->row.id);
  g_clear_pointer (&self->others, g_hash_table_unref);
  attest_row_clear (&row_type, &self->row);
  G_OBJECT_CLASS (attest_draft_parent_class)->finalize (object);
}

static void
attest_draft_class_init (AttestDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = attest_draft_get_property;
  object_class->finalize = attest_draft_finalize;
  attest_row_install (&row_type, object_class);

  /**
   * AttestDraft::updated:
   *
   * Something of it differs; once for all that does, after its properties have notified.
   */
  signals[UPDATED] = g_signal_new (
      "updated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
attest_draft_init (AttestDraft *self)
{
}

static void
take_row (AttestDraft *self, const AttestDraftRow *row)
{
  if (attest_row_update (&row_type, &self->row, row, G_OBJECT (self)))
    g_signal_emit (self, signals[UPDATED], 0);
}

/* Takes over a row; what differs notifies once all of it is set. */
void
attest_draft_update (AttestDraft *self, const AttestDraftRow *row)
{
  g_return_if_fail (ATTEST_IS_DRAFT (self));
  memcpy (self->row.published, row->published, sizeof row->published);
  take_row (self, row);
}

/* It is gone for ever. */
void
attest_draft_set_deleted (AttestDraft *self)
{
  g_return_if_fail (ATTEST_IS_DRAFT (self));
  self->row.deleted = TRUE;
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
  take_row (self, &row);
}

/* Returns: (transfer full): one that no store knows; takes the texts out of @row */
AttestDraft *
attest_draft_new (AttestDraftRow *row)
{
  AttestDraft *self = g_object_new (ATTEST_TYPE_DRAFT, NULL);

  self->row = *row;
  *row = (AttestDraftRow){ 0 };
  return self;
}

/**
 * attest_draft_ref_in:
 * @others: (element-type utf8 AttestDraft): the objects of a store by their ids, not owned
 * @schema: (nullable): what kind it is
 * @id: of a draft
 *
 * Returns: (transfer full): the one object of that id, in @others as long as somebody holds it;
 *   empty until attest_draft_update() is given its row
 */
AttestDraft *
attest_draft_ref_in (GHashTable *others, const AttestSchema *schema, const char *id)
{
  AttestDraft *self = g_hash_table_lookup (others, id);

  if (self != NULL)
    return g_object_ref (self);
  self = g_object_new (ATTEST_TYPE_DRAFT, NULL);
  self->row.id = g_strdup (id);
  self->row.schema = schema;
  self->others = g_hash_table_ref (others);
  g_hash_table_insert (others, self->row.id, self);
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
  return self->row.title != NULL ? self->row.title : "";
}

/* Returns: (transfer none): the entity's name; of a form the programme's */
const char *
attest_draft_get_entity (AttestDraft *self)
{
  return self->row.entity != NULL ? self->row.entity : "";
}

/* Returns: (transfer none): the status, or the type of a form, as on the wire */
const char *
attest_draft_get_status (AttestDraft *self)
{
  return self->row.status != NULL ? self->row.status : "";
}

/* Returns: (transfer none): all that can be searched for, folded */
const char *
attest_draft_get_search_text (AttestDraft *self)
{
  return self->row.search;
}

/* Returns: whether it was deleted, and can still be brought back */
gboolean
attest_draft_get_deleted (AttestDraft *self)
{
  return self->row.deleted;
}

/* Returns: whether its row was read; until then all but its id and its kind is empty */
gboolean
attest_draft_get_loaded (AttestDraft *self)
{
  return self->row.loaded;
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

/* Returns: (transfer none) (nullable): the newest submission made from it */
const char *
attest_draft_get_last_id (AttestDraft *self)
{
  return self->row.last_id;
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
  return &self->row.published[environment];
}

/* What states of publishing are called. */

static const struct
{
  const char *id;
  const char *label;
} states[ATTEST_N_PUBLISHED_STATES] = {
  [ATTEST_PUBLISHED_NEVER] = { "never", NC_ ("published", "Never") },
  [ATTEST_PUBLISHED_CURRENT] = { "current", NC_ ("published", "Accepted") },
  [ATTEST_PUBLISHED_CHANGED] = { "changed", NC_ ("published", "Changed") },
  [ATTEST_PUBLISHED_REFUSED] = { "refused", NC_ ("published", "Refused") },
  [ATTEST_PUBLISHED_UNKNOWN] = { "unknown", NC_ ("published", "Unknown") },
  [ATTEST_PUBLISHED_WAITING] = { "waiting", NC_ ("published", "Waiting") },
  [ATTEST_PUBLISHED_SENDING] = { "sending", NC_ ("published", "Sending") },
};

/* Returns: (transfer none): a word for files and the command line, the same in every language */
const char *
attest_published_state_get_id (AttestPublishedState state)
{
  g_return_val_if_fail (state < ATTEST_N_PUBLISHED_STATES, NULL);
  return states[state].id;
}

/* Returns: (transfer none): what it is called, translated */
const char *
attest_published_state_get_label (AttestPublishedState state)
{
  g_return_val_if_fail (state < ATTEST_N_PUBLISHED_STATES, NULL);
  return g_dpgettext2 (GETTEXT_PACKAGE, "published", states[state].label);
}

/**
 * attest_published_state_from_id:
 * @id: (nullable): perhaps the word of a state
 * @state: (out): the state, if it is one
 *
 * Returns: whether it is one
 */
gboolean
attest_published_state_from_id (const char *id, AttestPublishedState *state)
{
  for (guint i = 0; i < ATTEST_N_PUBLISHED_STATES; i++)
    if (g_strcmp0 (id, states[i].id) == 0)
      {
        *state = i;
        return TRUE;
      }
  return FALSE;
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
