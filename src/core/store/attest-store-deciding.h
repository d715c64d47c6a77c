/* What the store can do with what a person decides of submissions, one or several of them. A verb
 * is one transaction, durable when it finishes; the submissions it changed say so then. Main
 * thread. */
#pragma once

#include "store/attest-store.h"

G_BEGIN_DECLS

/* Whether a row was where it was believed to be. */
typedef enum
{
  ATTEST_ROW_MOVED,
  ATTEST_ROW_NOT_THERE, /* in another state, another process', or gone: nothing was moved */
} AttestRowMove;

/* A decision about a submission, by a person or by what was found on the server. */
typedef struct
{
  const char *id;
  AttestState from;      /* where it is believed to be */
  AttestState to;        /* accepted from accepted: it gets the server's id, if it has none */
  const char *remote_id; /* (nullable): what the server calls it */
  const char *note;      /* (nullable): how that is known; kept in the log */
  gboolean together;     /* so are all that were sent in the same request and are there */
} AttestDecision;

void attest_store_decide_async (AttestStore *self,
                                const AttestDecision *decision,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean attest_store_decide_finish (AttestStore *self,
                                     GAsyncResult *result,
                                     AttestRowMove *move,
                                     GError **error);

void attest_store_decide_all_async (AttestStore *self,
                                    const AttestDecision *decision,
                                    const char *const *ids,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean attest_store_decide_all_finish (AttestStore *self,
                                         GAsyncResult *result,
                                         AttestRowMove *moves,
                                         GError **error);

G_END_DECLS
