/* AttestDraft: a draft as lists show it. The record itself is loaded when it is opened.
 * Main thread; every property notifies, and then "updated" once for all. */
#pragma once

#include "model/attest-record.h"
#include "service/attest-service.h"
#include "store/attest-db.h"
#include "store/attest-submission.h"

G_BEGIN_DECLS

/* What an environment has of a draft, and what became of it last. */
typedef enum
{
  ATTEST_PUBLISHED_NEVER,   /* nothing of it is there, as far as this computer knows */
  ATTEST_PUBLISHED_CURRENT, /* what is there is what would be sent now */
  ATTEST_PUBLISHED_CHANGED, /* something else would be sent now */
  ATTEST_PUBLISHED_REFUSED, /* the newest attempt was refused, whatever is there */
  ATTEST_PUBLISHED_UNKNOWN, /* nobody knows what became of it */
  ATTEST_PUBLISHED_WAITING,
  ATTEST_PUBLISHED_SENDING,
  ATTEST_N_PUBLISHED_STATES
} AttestPublishedState;

typedef struct
{
  AttestPublishedState state; /* what to show first */
  gint64 accepted;            /* when what is there was accepted, microseconds since 1970, UTC; 0:
                                 nothing is. Never hidden by a later attempt */
  gint64 attempted;           /* when the newest attempt ended, left or was decided; 0: never */
  guint n_fields;             /* REFUSED: fields the service spoke of that were not edited since */
  guint place;                /* WAITING: 1 is next */
} AttestPublished;

/* What is kept of a draft beside its record: what lists show, and its newest submission. */
typedef struct
{
  char *id;
  const AttestSchema *schema; /* NULL: of a kind this program does not know */
  char *title;
  char *entity;
  char *entity_id;
  char *status;
  char *search;
  char *content_hash; /* SHA-256 of what would be sent */
  guint n_errors;
  guint n_warnings;
  gint64 created;
  gint64 changed;
  gboolean deleted;

  /* Only where it is to be written. */
  char *record;    /* JSON, as typed */
  gint64 based_on; /* when the draft was changed that this was made from; 0: nothing was there */

  /* Its newest submission. */
  char *last_id;
  char *last_sha256;
  AttestState last_state;
  AttestEnvironment last_environment;
  gint64 last_created;
  gint64 last_sent;
  gboolean changed_since_sent;
  char *standards;
  char *expiry;
  char *natural_key; /* only where it is to be written */
  AttestPublished published[ATTEST_N_ENVIRONMENTS];
  guint published_mark; /* another one: they differ */
  gboolean loaded;
} AttestDraftRow;

void attest_draft_row_free (gpointer row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestDraftRow, attest_draft_row_free)

#define ATTEST_TYPE_DRAFT (attest_draft_get_type ())
G_DECLARE_FINAL_TYPE (AttestDraft, attest_draft, ATTEST, DRAFT, GObject)

const char *attest_published_state_get_id (AttestPublishedState state); /* "never" */
const char *attest_published_state_get_label (AttestPublishedState state);
gboolean attest_published_state_from_id (const char *id, AttestPublishedState *state);

/* For the workspace and the store alone. */
void attest_draft_set_deleted (AttestDraft *self);
AttestDraft *attest_draft_new (AttestDraftRow *row); /* takes its texts; for tests */
AttestDraft *attest_draft_ref_in (GHashTable *others, const AttestSchema *schema, const char *id);
void attest_draft_update (AttestDraft *self, const AttestDraftRow *row);
void attest_draft_update_last (AttestDraft *self, AttestSubmission *submission);

const char *attest_draft_get_id (AttestDraft *self);
const AttestSchema *attest_draft_get_schema (AttestDraft *self);
const char *
attest_draft_get_title (AttestDraft *self); /* property "title": number or name, "" while none */
const char *
attest_draft_get_entity (AttestDraft *self); /* "entity": entity name; program name of a form */
const char *attest_draft_get_status (
    AttestDraft *self); /* "status": wire value of the status or the form's type */
const char *
attest_draft_get_search_text (AttestDraft *self);    /* folded with attest_text_fold_for_search() */
guint attest_draft_get_n_errors (AttestDraft *self); /* "n-errors" */
guint attest_draft_get_n_warnings (AttestDraft *self); /* "n-warnings" */
gint64 attest_draft_get_changed (AttestDraft *self);   /* "changed": microseconds since 1970, UTC */
const char *
attest_draft_get_standards (AttestDraft *self); /* "ISO 9001:2015, ISO 14001:2015", as typed */
const char *
attest_draft_get_expiry (AttestDraft *self); /* "2029-03-19"; "" while none, or none can be read */
/* "published" notifies */
const AttestPublished *
attest_draft_get_published (AttestDraft *self, AttestEnvironment environment);
gboolean attest_draft_get_deleted (AttestDraft *self);
/* "loaded": rows of a lazy list may not be */
gboolean attest_draft_get_loaded (AttestDraft *self);
/* The newest submission made from it: "last-state", "last-environment"; NONE while there is none.
 */
const char *attest_draft_get_last_id (AttestDraft *self); /* (nullable) */
AttestState attest_draft_get_last_state (AttestDraft *self);
AttestEnvironment attest_draft_get_last_environment (AttestDraft *self);
gint64 attest_draft_get_last_sent (AttestDraft *self);            /* when; 0: never */
gboolean attest_draft_get_changed_since_sent (AttestDraft *self); /* "changed-since-sent" */

/* Below: on the store's thread, inside a call. Rows of the tables `drafts` and `purged_drafts`,
 * without their records, or ids. */

gboolean
attest_drafts_read_row (AttestDb *db, const char *id, AttestDraftRow **row, GError **error);
gboolean attest_drafts_write (AttestDb *db, const AttestDraftRow *row, GError **error);
GPtrArray *attest_drafts_read_rows (AttestDb *db, GPtrArray *ids, GError **error);

/* For the feed. */
GPtrArray *attest_drafts_read_since (AttestDb *db, gint64 revision, GError **error);
GPtrArray *attest_drafts_read_gone (AttestDb *db, gint64 revision, GError **error);

G_END_DECLS
