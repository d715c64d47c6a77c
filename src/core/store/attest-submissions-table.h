/* Writing to the tables of submissions and of pace: every statement that moves one is here.
 *
 * Which moves are allowed is the outbox's table (attest-state.c); what is here makes sure that a
 * row is moved only from the state and by the owner it is believed to have. To be called on the
 * store's thread, inside a writing job. */
#pragma once

#include "store/attest-submission-private.h"

G_BEGIN_DECLS

/* A decision to send, to be written down. */
typedef struct
{
  char *id;
  char *draft_id; /* (nullable) */
  const AttestService *service;
  AttestEnvironment environment;
  char *host;
  char *title;
  char *entity;
  char *entity_id;
  char *sha256;
  char *url;
  char *headers;
  char *body;
  gint64 created;
} AttestNewSubmission;

void attest_new_submission_free (AttestNewSubmission *self);
gboolean
attest_submissions_insert (AttestDb *db, const AttestNewSubmission *submission, GError **error);

/* What is in the outbox: queued, sending and unknown. */
GPtrArray *attest_submissions_load_open (AttestDb *db, GError **error);
GPtrArray *attest_submissions_load_since (AttestDb *db, gint64 revision, GError **error);

/* The frozen request. */
typedef struct
{
  char *url;
  char *body;
} AttestFrozenRequest;

AttestFrozenRequest *attest_submissions_load_request (AttestDb *db, const char *id, GError **error);
void attest_frozen_request_free (AttestFrozenRequest *self);

/* Tells whether the process of that name is alive; see attest-owner.h. */
typedef gboolean (*AttestIsAlive) (const char *owner, gpointer data);

gboolean attest_submissions_claim (AttestDb *db,
                                   const char *id,
                                   const char *owner,
                                   AttestIsAlive is_alive,
                                   gpointer data,
                                   GError **error);
gboolean
attest_submissions_release (AttestDb *db, const char *id, const char *owner, GError **error);
char *attest_submissions_begin (AttestDb *db,
                                const char *id,
                                const char *owner,
                                gint64 now,
                                GError **error);

/* How an attempt ended. */
typedef struct
{
  char *attempt; /* (nullable): none was begun */
  AttestState state;
  guint http_status;
  char *remote_id;
  char *message;
  char *headers;
  char *content_type;
  GBytes *body;
  gboolean is_cut;
  char *error;
  gint64 now;
  gint64 not_before;
} AttestAttemptEnd;

void attest_attempt_end_free (AttestAttemptEnd *self);
gboolean attest_submissions_end (AttestDb *db,
                                 const char *id,
                                 const char *owner,
                                 AttestState from,
                                 const AttestAttemptEnd *end,
                                 GError **error);
gboolean attest_submissions_decide (AttestDb *db,
                                    const char *id,
                                    AttestState from,
                                    AttestState to,
                                    const char *remote_id,
                                    const char *note,
                                    gint64 now,
                                    GError **error);
GPtrArray *attest_submissions_recover (AttestDb *db,
                                       AttestIsAlive is_alive,
                                       gpointer data,
                                       gint64 now,
                                       GError **error);
gboolean attest_submissions_set_host (AttestDb *db,
                                      const char *id,
                                      const char *host,
                                      const char *url,
                                      GError **error);
gboolean
attest_submissions_move_before (AttestDb *db, const char *id, const char *before, GError **error);

AttestSubmissionRow *attest_submissions_find_accepted (AttestDb *db,
                                                       const char *column,
                                                       const char *value,
                                                       const AttestService *service,
                                                       AttestEnvironment environment,
                                                       const char *host,
                                                       GError **error);

AttestSubmissionRow *attest_submissions_find_open (AttestDb *db,
                                                   const char *title,
                                                   const AttestService *service,
                                                   AttestEnvironment environment,
                                                   const char *host,
                                                   GError **error);

/* The servers' ids of others, so that none is given twice. */
typedef struct
{
  GHashTable *known;  /* of char * */
  guint n_without_id; /* accepted under the same name since, but it is not known under which id */
} AttestOtherIds;

AttestOtherIds *attest_submissions_load_other_ids (AttestDb *db,
                                                   const AttestSubmissionRow *row,
                                                   gint64 since,
                                                   GError **error);
void attest_other_ids_free (AttestOtherIds *self);
gboolean attest_submissions_add_remote_id (AttestDb *db,
                                           const char *id,
                                           const char *remote_id,
                                           const char *note,
                                           gint64 now,
                                           GError **error);

/* Pace, for one service, environment and host. Times count from the computer's start, @boot. */
typedef struct
{
  char *boot;       /* %NULL: nothing was ever sent there */
  gint64 last_sent; /* -1: never */
  gint64 hold_from; /* -1: never asked to wait */
  gint64 hold_for;
} AttestPaceRow;

gboolean attest_pace_load (AttestDb *db,
                           const AttestService *service,
                           AttestEnvironment environment,
                           const char *host,
                           AttestPaceRow *row,
                           GError **error);
gboolean attest_pace_save (AttestDb *db,
                           const AttestService *service,
                           AttestEnvironment environment,
                           const char *host,
                           const AttestPaceRow *row,
                           GError **error);

char *attest_settings_get (AttestDb *db, const char *name, GError **error);
gboolean attest_settings_set (AttestDb *db, const char *name, const char *value, GError **error);

G_END_DECLS
