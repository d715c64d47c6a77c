/* What the user's own records tell for new ones. Each verb sees one state. Main thread. */
#pragma once

#include "store/attest-store.h"

G_BEGIN_DECLS

/* What was accepted. */
typedef struct
{
  const AttestService *service;
  AttestEnvironment environment;
  char *body; /* the request */
} AttestAccepted;

void attest_accepted_free (AttestAccepted *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestAccepted, attest_accepted_free)

void attest_store_read_accepted_async (AttestStore *self,
                                       const AttestService *service,
                                       const char *submission_id /* (nullable): the newest */,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean attest_store_read_accepted_finish (AttestStore *self,
                                            GAsyncResult *result,
                                            AttestAccepted **accepted,
                                            GError **error);

G_END_DECLS
