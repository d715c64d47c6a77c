/* Between the store and the workspace only: reading everything that is kept of one submission. */
#pragma once

#include "store/attest-store.h"
#include "store/attest-submission-details.h"

G_BEGIN_DECLS

void attest_store_load_details_async (AttestStore *self,
                                      const char *submission_id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
AttestSubmissionDetails *
attest_store_load_details_finish (AttestStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
