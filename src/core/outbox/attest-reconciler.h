/* AttestReconciler: whether what was sent is there, by the service's own list. Main thread. */
#pragma once

#include "http/attest-post.h"
#include "keyring/attest-keyring.h"
#include "service/attest-stored.h"
#include "store/attest-store-deciding.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean is_found;
  char *id;              /* (nullable): the service's, of the likeliest */
  GPtrArray *candidates; /* of AttestStored: all that it can be, the likeliest first */
} AttestLookUp;

void attest_look_up_free (AttestLookUp *self);
char *attest_look_up_describe (const AttestLookUp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestLookUp, attest_look_up_free)

typedef struct _AttestReconciler AttestReconciler;

AttestReconciler *
attest_reconciler_new (AttestStore *store, AttestKeyring *keyring, const AttestRoute *route);
void attest_reconciler_free (AttestReconciler *self);

void attest_reconciler_list_async (AttestReconciler *self,
                                   const AttestPlace *place,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *attest_reconciler_list_finish (GAsyncResult *result, GError **error);

/* Where to look, if that is not where it was sent: in a list that was read already, or at the
 * practice service, which may listen elsewhere now. */
typedef struct
{
  GPtrArray *stored;         /* (nullable): of AttestStored */
  const char *practice_host; /* (nullable) */
} AttestWhere;

gboolean attest_reconciler_can_find (AttestSubmission *submission);
void attest_reconciler_find_async (AttestReconciler *self,
                                   AttestSubmission *submission,
                                   const AttestWhere *where,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
AttestLookUp *attest_reconciler_find_finish (GAsyncResult *result, GError **error);

void attest_reconciler_resolve_async (AttestReconciler *self,
                                      const AttestDecision *decision,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean attest_reconciler_resolve_finish (GAsyncResult *result, GError **error);

G_END_DECLS
