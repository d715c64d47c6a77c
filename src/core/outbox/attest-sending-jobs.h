/* One submission on its way, and what it has the store do; see attest-sending.c. For the files of
 * sending alone. */
#pragma once

#include "outbox/attest-sending.h"
#include "store/attest-submissions-table.h"

G_BEGIN_DECLS

typedef struct
{
  const AttestSendingContext *context;
  AttestSubmission *submission;
  char *id;
  const AttestService *service;
  AttestEnvironment environment;
  char *host;
  gint64 pause;
  GCancellable *cancellable; /* by the user */
  GCancellable *stopping;    /* by the program's end */
  GCancellable *asking;      /* (nullable): for the key; by either */
  gulong asking_handlers[2];

  AttestFrozenRequest *request;
  SecretValue *key;
  char *attempt;
  AttestState state; /* as this process left it: queued or sending */
  AttestAttemptEnd *end;
  gint64 hold; /* microseconds the server asked for; -1: nothing */
  gboolean hold_is_ours;
  gint64 wait;
} AttestSending;

typedef struct
{
  char *id;
  const AttestService *service;
  AttestEnvironment environment;
  char *host;
  AttestOwner *owner;
  const AttestClock *clock;
  gint64 pause;
  gint64 hold;
  gboolean hold_is_ours;
  AttestState from;
  gboolean begin;
  gboolean moves;        /* to @host: the practice service has another port each time it starts */
  AttestAttemptEnd *end; /* not owned: the task waits for the job */

  /* what came of it */
  AttestSendingEnd result;
  gint64 wait;
  AttestFrozenRequest *request;
  char *attempt;
  AttestSubmissionRow *row;
} AttestSendingJob;

AttestSendingJob *attest_sending_job_new (AttestSending *self);
void attest_sending_job_free (gpointer data);
gpointer attest_sending_claim_job (AttestDb *db, gpointer data, GError **error);
gpointer attest_sending_end_job (AttestDb *db, gpointer data, GError **error);
gpointer attest_sending_release_job (AttestDb *db, gpointer data, GError **error);

G_END_DECLS
