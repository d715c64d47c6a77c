/* Submissions as rows: a row is read on the store's thread; on the main thread it becomes the one
 * AttestSubmission of that id. And the tables `submissions`, `requests` and `events`, for the verbs
 * that work on them. For the files of the store, and for engines. */
#pragma once

#include "store/attest-db.h"
#include "store/attest-store-deciding.h"
#include "store/attest-submission.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *draft_id;
  const AttestService *service;
  AttestEnvironment environment;
  char *host;
  char *title;
  char *entity;
  char *entity_id;
  char *sha256;
  AttestState state;
  guint http_status;
  char *remote_id;
  char *message;
  gint64 created;
  gint64 sent;
  gint64 finished;
  gint64 not_before;
  gint64 position;
  gint64 revision;
  char *batch;            /* (nullable) */
  char *bulk;             /* (nullable): it is sent with others, in one request */
  guint bulk_place;       /* among them, from 0 on */
  char *service_word;     /* (nullable): as they stand in the database, where this program */
  char *environment_word; /* (nullable): does not know them */
  char *state_word;       /* (nullable) */
  gint64 duration;        /* of the last attempt; 0 while it is not over */
  gboolean loaded;
} AttestSubmissionRow;

/* The columns attest_submission_row_read() expects, from column 0 on. */
#define ATTEST_SUBMISSION_COLUMNS                                                                  \
  "id, draft_id, service, environment, host, title, entity, entity_id, sha256, state, "            \
  "http_status, remote_id, message, created, sent, finished, not_before, position, revision, "     \
  "batch, bulk, bulk_place, "                                                                      \
  "service, environment, state"

gpointer attest_submission_row_read (AttestStatement *statement);
void attest_submission_row_free (gpointer row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestSubmissionRow, attest_submission_row_free)

AttestSubmission *attest_submission_new_placeholder (void);
void attest_submission_update (AttestSubmission *self, const AttestSubmissionRow *row);
AttestSubmission *attest_submission_adopt (GHashTable *others,
                                           AttestSubmission *placeholder,
                                           const AttestSubmissionRow *row);

/* Below: on the store's thread, inside a call. */

/* What stands in the same request as the submission ?1, itself included. */
#define ATTEST_TOGETHER " (id = ?1 OR bulk = (SELECT bulk FROM submissions WHERE id = ?1)) "

#define ATTEST_OPEN_STATES "('queued', 'sending', 'unknown')"

/* What went to the service ?2, its environment ?3 and the host ?4. The practice service has another
 * port each time it is started, and is the same one. */
#define ATTEST_IN_PLACE                                                                            \
  " service = ?2 AND environment = ?3 AND (host = ?4 OR environment = 'practice')"

/* A request as it was frozen. */
typedef struct
{
  char *url;
  char *body;
  char *sha256;    /* (nullable): of the body of a bulk upload, as it was decided */
  guint n_members; /* submissions in that */
} AttestFrozenRequest;

void attest_frozen_request_free (AttestFrozenRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestFrozenRequest, attest_frozen_request_free)

gboolean attest_submissions_read_row (AttestDb *db,
                                      const char *id,
                                      AttestSubmissionRow **row,
                                      GError **error);
GPtrArray *attest_submissions_read_rows (AttestDb *db,
                                         const char *sql,
                                         const AttestValue *values,
                                         GError **error);
GPtrArray *attest_submissions_read_since (AttestDb *db, gint64 revision, GError **error);
GPtrArray *attest_submissions_read_together (AttestDb *db, const char *id, GError **error);
gboolean attest_submissions_read_request (AttestDb *db,
                                          const char *id,
                                          AttestFrozenRequest **request,
                                          GError **error);
gboolean attest_submissions_read_bulk (AttestDb *db,
                                       const char *id,
                                       AttestFrozenRequest **bulk,
                                       GError **error);

/* What is like something that is to be sent. */
typedef struct
{
  AttestSubmissionRow *same_content; /* (nullable): the newest accepted one of these very bytes */
  AttestSubmissionRow *same_record;  /* (nullable): the newest accepted one of this title */
  AttestSubmissionRow *open;         /* (nullable): the newest of this title that is not settled */
} AttestLike;

void attest_like_clear (AttestLike *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AttestLike, attest_like_clear)

gboolean attest_submissions_find_like (AttestDb *db,
                                       const AttestPlace *place,
                                       const char *title,
                                       const char *sha256,
                                       AttestLike *like,
                                       GError **error);

gboolean attest_submissions_list_like (AttestDb *db,
                                       const AttestPlace *place,
                                       const char *title,
                                       const char *sha256,
                                       GStrv *ids,
                                       GError **error);

void attest_submissions_fail_not_found (const char *id, GError **error);

/* A change of state, with who or what made it. */
typedef struct
{
  AttestState to;
  AttestMover mover;
  const char *lease; /* (nullable): moved only if that process has it */
  guint http_status;
  const char *remote_id;
  const char *message;
  const char *note; /* (nullable): why, for the log */
  gint64 finished;
  gint64 not_before;
} AttestMove;

gboolean attest_submissions_move (AttestDb *db,
                                  const AttestSubmissionRow *row,
                                  const AttestMove *move,
                                  gboolean *is_moved,
                                  GError **error);
gboolean attest_submissions_add_event (AttestDb *db,
                                       const char *id,
                                       AttestState from,
                                       AttestState to,
                                       const char *note,
                                       GError **error);
gboolean attest_submissions_recover (AttestDb *db,
                                     const char *id,
                                     AttestState to,
                                     const char *why,
                                     GError **error);
gboolean attest_submissions_decide (AttestDb *db,
                                    const AttestDecision *decision,
                                    const AttestSubmissionRow *row,
                                    gboolean *is_moved,
                                    GError **error);
char *attest_submissions_make_search (const AttestSubmissionRow *row,
                                      const char *remote_id,
                                      const char *message);

G_END_DECLS
