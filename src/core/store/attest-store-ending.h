/* How claims end: with what came back, or with the process that had them. Each verb is one
 * transaction, durable when it finishes. Main thread. */
#pragma once

#include "service/attest-place.h"
#include "store/attest-store-deciding.h"

G_BEGIN_DECLS

/* How a claim ended. All texts and bytes are (nullable). */
typedef struct
{
  const char *id;
  AttestPlace place;
  AttestState from; /* queued, or sending if it was begun */
  AttestState to;
  const char *attempt; /* its id; %NULL: none was begun */
  guint http_status;
  const char *remote_id;
  const char *message; /* the server's words, or why it was not sent */
  const char *headers;
  const char *content_type;
  GBytes *body;
  gboolean is_cut;
  const char *error;
  GPtrArray *named; /* (nullable): of AttestNamedMember: those of a bulk upload that were refused */
  gint64 hold;      /* microseconds to wait from now on, there and with this one; 0: none */
  gint64 pause;     /* as in the claim */
} AttestClaimEnd;

void attest_store_end_async (AttestStore *self,
                             const AttestClaimEnd *end,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean attest_store_end_finish (AttestStore *self,
                                  GAsyncResult *result,
                                  AttestRowMove *move,
                                  gint64 *wait,
                                  GError **error);

/* What a dead process was sending becomes unknown. */
void attest_store_recover_async (AttestStore *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean attest_store_recover_finish (AttestStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
