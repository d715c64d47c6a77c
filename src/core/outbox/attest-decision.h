/* A decision about a submission that is in the outbox already, by its user or by what was found on
 * the server: written down where it stands, and the object follows. For the files of the outbox.
 * Main thread. */
#pragma once

#include "store/attest-store.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;        /* of the submission */
  AttestState from;      /* where it is believed to be */
  AttestState to;        /* accepted from accepted: it gets the server's id */
  const char *remote_id; /* (nullable): what the server calls it */
  const char *note;      /* (nullable): how that is known; kept in the history */
  gint64 now;            /* microseconds since 1970, UTC */
} AttestDecision;

void attest_decision_write_async (AttestStore *store,
                                  const AttestDecision *decision,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean attest_decision_write_finish (GAsyncResult *result, GError **error);

G_END_DECLS
