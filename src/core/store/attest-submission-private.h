/* Between the store, the outbox and the history only: submissions from rows.
 *
 * A row is read on the store's thread; on the main thread it becomes the one AttestSubmission of
 * that id, so that the outbox, the history and an editor all hold the same object:
 *
 *   job:       INSERT or UPDATE …; return attest_submission_row_load (db, id, error);
 *   callback:  rows = …; submissions = attest_store_take_submissions (store, rows);
 *
 * The latter updates the objects (each property notifies) and emits "submissions-changed". */
#pragma once

#include "store/attest-store.h"
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
} AttestSubmissionRow;

/* The columns attest_submission_row_read() expects, from column 0 on. */
#define ATTEST_SUBMISSION_COLUMNS                                                                  \
  "id, draft_id, service, environment, host, title, entity, entity_id, sha256, state, "            \
  "http_status, remote_id, message, created, sent, finished, not_before, position, revision"

/* Store's thread. */
AttestSubmissionRow *attest_submission_row_read (AttestStatement *statement);
AttestSubmissionRow *attest_submission_row_load (AttestDb *db, const char *id, GError **error);
GPtrArray *attest_submission_rows_read (AttestStatement *statement, GError **error);
void attest_submission_row_free (AttestSubmissionRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestSubmissionRow, attest_submission_row_free)

/* Main thread. */
AttestSubmission *attest_submission_new_placeholder (void);
void attest_submission_update (AttestSubmission *self, const AttestSubmissionRow *row);
AttestSubmission *attest_store_ref_submission (AttestStore *self, const AttestSubmissionRow *row);
AttestSubmission *attest_store_adopt_submission (AttestStore *self,
                                                 AttestSubmission *placeholder,
                                                 const AttestSubmissionRow *row);
GPtrArray *attest_store_take_submissions (AttestStore *self, GPtrArray *rows);
AttestSubmission *attest_store_take_submission (AttestStore *self, AttestSubmissionRow *row);

const char *attest_submission_get_entity_id (AttestSubmission *self);
const char *attest_submission_get_sha256 (AttestSubmission *self);
gint64 attest_submission_get_position (AttestSubmission *self);

G_END_DECLS
