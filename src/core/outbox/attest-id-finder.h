/* AttestIdFinder: fetches the server's ids of what was accepted without one. Main thread. */
#pragma once

#include "outbox/attest-reconciler.h"

G_BEGIN_DECLS

typedef struct _AttestIdFinder AttestIdFinder;

/* Called when nothing is under way any more. */
typedef void (*AttestIdFinderIdle) (gpointer user_data);

AttestIdFinder *attest_id_finder_new (AttestReconciler *reconciler,
                                      GObject *owner,
                                      AttestIdFinderIdle idle,
                                      gpointer user_data,
                                      GCancellable *stopping);
void attest_id_finder_add (AttestIdFinder *self, AttestSubmission *accepted);
gboolean attest_id_finder_is_busy (AttestIdFinder *self);
void attest_id_finder_free (AttestIdFinder *self);

void attest_id_finder_run_async (AttestReconciler *reconciler,
                                 GPtrArray *submissions,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
void attest_id_finder_run_finish (GAsyncResult *result);

G_END_DECLS
