/* Between the files of the outbox; and, for tests, where the network and trust come from
 * (to be set before the outbox is opened). */
#pragma once

#include "outbox/attest-outbox.h"
#include "outbox/attest-sending.h"

G_BEGIN_DECLS

void attest_outbox_set_network_monitor (AttestOutbox *self, GNetworkMonitor *monitor);
void attest_outbox_set_trusted (AttestOutbox *self, GTlsDatabase *trusted);
void attest_outbox_set_proxies (AttestOutbox *self, GProxyResolver *proxies);
void attest_outbox_set_idle_timeout (AttestOutbox *self, guint milliseconds);

#define ATTEST_MAX_PAUSE_SECONDS 3600
char *
attest_outbox_make_pause_setting (const AttestService *service, AttestEnvironment environment);

const AttestSendingContext *attest_outbox_get_context (AttestOutbox *self);
AttestStore *attest_outbox_get_store (AttestOutbox *self);
void attest_outbox_note_own (AttestOutbox *self, GPtrArray *submissions);
gboolean attest_outbox_abort (AttestOutbox *self, AttestSubmission *submission);

G_END_DECLS
