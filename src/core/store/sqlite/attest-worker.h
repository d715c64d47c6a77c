/* AttestWorker: one named thread that does what it is handed, in that order. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _AttestWorker AttestWorker;
typedef void (*AttestWorkerFunc) (gpointer data);

AttestWorker *attest_worker_new (const char *name);
void attest_worker_push (AttestWorker *self, AttestWorkerFunc func, gpointer data);
void attest_worker_free (AttestWorker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestWorker, attest_worker_free)

G_END_DECLS
