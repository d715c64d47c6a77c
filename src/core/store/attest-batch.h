/* Batches: what left for one place between the filling of its queue and its emptying, and what
 * became of it. What is taken out before its turn belongs to none. One that is through is told
 * until a person has seen it; "settings-changed" of the store says when there are others to tell.
 * Main thread. */
#pragma once

#include "store/attest-db.h"
#include "store/attest-store.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  const AttestService *service;
  AttestEnvironment environment;
  guint counts[ATTEST_N_STATES]; /* how many ended so */
  gint64 began;                  /* when the first left; microseconds, UTC */
  gint64 ended;                  /* when the last was settled */
} AttestBatch;

void attest_batch_free (AttestBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestBatch, attest_batch_free)

guint attest_batch_get_n (const AttestBatch *self);
guint attest_batch_get_n_sent (const AttestBatch *self);

void attest_store_load_batches_async (AttestStore *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *
attest_store_load_batches_finish (AttestStore *self, GAsyncResult *result, GError **error);
void attest_store_dismiss_batch (AttestStore *self, const char *id);

/* Below: on the store's thread, inside a call. */

gboolean attest_batch_join (AttestDb *db, const AttestPlace *place, char **id, GError **error);

G_END_DECLS
