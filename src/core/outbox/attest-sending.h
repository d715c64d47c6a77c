/* AttestSending: one submission's way from queued to wherever it ends. */
#pragma once

#include "keyring/attest-keyring.h"
#include "store/attest-store.h"

G_BEGIN_DECLS

/* What sending needs; owned by the outbox, outlives every sending. */
typedef struct
{
  AttestStore *store;
  AttestKeyring *keyring;
  GTlsDatabase *trusted;   /* (nullable): for tests */
  GProxyResolver *proxies; /* (nullable): for tests */
  guint idle_timeout;      /* milliseconds; 0: the usual */
  GHashTable *practice;    /* service id → where its practice service listens in this run */
} AttestSendingContext;

typedef enum
{
  ATTEST_SENDING_DONE,   /* it was moved, to whichever state */
  ATTEST_SENDING_WAIT,   /* not yet: the pause is not over */
  ATTEST_SENDING_LOST,   /* another process has it, or it is not queued any more */
  ATTEST_SENDING_HALTED, /* everything is paused, or this process stops */
} AttestSendingEnd;

void attest_sending_run_async (const AttestSendingContext *context,
                               AttestSubmission *submission,
                               gint64 pause,
                               GCancellable *cancellable,
                               GCancellable *stopping,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
const char *
attest_sending_get_host (const AttestSendingContext *context, AttestSubmission *submission);
AttestSendingEnd attest_sending_run_finish (GAsyncResult *result, gint64 *wait, GError **error);

G_END_DECLS
