/* Where the network and trust come from: for tests, to be set before the outbox is opened. */
#pragma once

#include "outbox/attest-outbox.h"

G_BEGIN_DECLS

void attest_outbox_set_network_monitor (AttestOutbox *self, GNetworkMonitor *monitor);
void attest_outbox_set_trusted (AttestOutbox *self, GTlsDatabase *trusted);
void attest_outbox_set_proxies (AttestOutbox *self, GProxyResolver *proxies);
void attest_outbox_set_idle_timeout (AttestOutbox *self, guint milliseconds);

G_END_DECLS
