/* Submissions as rows, and how they become objects: a row is read on the store's thread; on the
 * main thread it becomes the one AttestSubmission of that id. For the files of the store. */
#pragma once

#include "store/attest-db.h"
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
  "service, environment, state"

gpointer attest_submission_row_read (AttestStatement *statement);
void attest_submission_row_free (gpointer row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestSubmissionRow, attest_submission_row_free)

AttestSubmission *attest_submission_new_placeholder (void);
void attest_submission_update (AttestSubmission *self, const AttestSubmissionRow *row);
AttestSubmission *attest_submission_adopt (GHashTable *others,
                                           AttestSubmission *placeholder,
                                           const AttestSubmissionRow *row);

G_END_DECLS
