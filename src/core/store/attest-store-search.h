/* What the store finds among what was sent: what a new plan and a look at the server's list are
 * compared with, and what the checks compare with. Each verb sees one state. Main thread. */
#pragma once

#include "check/attest-peers.h"
#include "service/attest-place.h"
#include "store/attest-store.h"

G_BEGIN_DECLS

/* What is looked for of what was sent before. */
typedef struct
{
  const AttestPlace *place;
  const char *title;  /* a record's number or name; "" finds no record */
  const char *sha256; /* of its body, hex */
} AttestEarlierQuery;

/* What was sent to a place before. */
typedef struct
{
  AttestSubmission *same_content; /* (nullable): the newest accepted one of these very bytes */
  AttestSubmission *same_record;  /* (nullable): the newest accepted one of this title */
  AttestSubmission *open;         /* (nullable): the newest of this title that is not settled */
  char *body;                     /* (nullable): the request of @same_record */
  GStrv ids; /* of all that these are chosen among, where sending it makes one more; else %NULL */
} AttestEarlier;

void attest_earlier_free (AttestEarlier *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestEarlier, attest_earlier_free)

void attest_store_find_earlier_async (AttestStore *self,
                                      const AttestEarlierQuery *query,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
AttestEarlier *
attest_store_find_earlier_finish (AttestStore *self, GAsyncResult *result, GError **error);

/* What a list of the server is compared with to find a submission in it. */
typedef struct
{
  AttestSubmission *submission; /* up to date */
  char *body;                   /* (nullable): its request; %NULL: that is gone */
  GHashTable *known_ids;        /* of char *: those that belong to others */
  guint n_without_id; /* accepted under the same name since, but it is not known under which id */
} AttestReconciliation;

void attest_reconciliation_free (AttestReconciliation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestReconciliation, attest_reconciliation_free)

void attest_store_load_reconciliation_async (AttestStore *self,
                                             const char *id,
                                             gint64 skew,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
AttestReconciliation *
attest_store_load_reconciliation_finish (AttestStore *self, GAsyncResult *result, GError **error);

void attest_store_find_peers_async (AttestStore *self,
                                    GPtrArray *rows,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
AttestPeers *
attest_store_find_peers_finish (AttestStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
