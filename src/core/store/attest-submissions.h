/* The tables `submissions`, `requests` and `events`, for the verbs that work on them. For the files
 * of the store. Thread: the store's, inside a call. */
#pragma once

#include "store/attest-submission-private.h"

G_BEGIN_DECLS

#define ATTEST_OPEN_STATES "('queued', 'sending', 'unknown')"

/* The request as it was frozen. */
typedef struct
{
  char *url;
  char *body;
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
gboolean attest_submissions_read_request (AttestDb *db,
                                          const char *id,
                                          AttestFrozenRequest **request,
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
char *attest_submissions_make_search (const AttestSubmissionRow *row,
                                      const char *remote_id,
                                      const char *message);

G_END_DECLS
