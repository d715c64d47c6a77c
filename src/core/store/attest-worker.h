/* AttestWorker: the database, and the one thread that touches it: opened, opened again where that
 * is called for, asked and closed there. What it is given is done in its order; each job ends on
 * the main thread. For the store. */
#pragma once

#include "store/attest-store-call.h"

G_BEGIN_DECLS

typedef struct _AttestWorker AttestWorker;
typedef struct _AttestJob AttestJob;

struct _AttestJob
{
  void (*work) (AttestWorker *worker, AttestJob *self, GCancellable *cancellable);
  void (*complete) (GTask *task, AttestJob *self); /* on the main thread */
  AttestStoreCall call;
  AttestNews *news; /* (nullable) */
  gboolean held;    /* more was changed than it was asked to */
  gboolean is_full; /* the disk failed, and nothing has shown yet that it works again */
  GError *error;    /* how it ended */
};

AttestWorker *attest_worker_new (const char *folder, const char *state_folder);
void attest_worker_free (AttestWorker *self);
void attest_worker_push (AttestWorker *self, GTask *task, gpointer tag, const AttestJob *job);
gpointer attest_worker_watch (AttestWorker *self, GFunc changed, gpointer data);
void attest_worker_unwatch (AttestWorker *self, gpointer watch);

/* What jobs are, on its thread. */
void attest_worker_open (AttestWorker *self, AttestJob *job, GCancellable *cancellable);
void attest_worker_call (AttestWorker *self, AttestJob *job, GCancellable *cancellable);
void attest_worker_look (AttestWorker *self, AttestJob *job, GCancellable *cancellable);
void attest_worker_close (AttestWorker *self, AttestJob *job, GCancellable *cancellable);

/* Before the first job. */
void attest_worker_set_engine (AttestWorker *self, const AttestEngine *engine);
void attest_worker_set_clock (AttestWorker *self, const AttestClock *clock);
const AttestClock *attest_worker_get_clock (AttestWorker *self);

G_END_DECLS
