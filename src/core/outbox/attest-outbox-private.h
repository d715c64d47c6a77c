/* Where the network and trust come from: for tests. */
#pragma once

#include "outbox/attest-outbox.h"

G_BEGIN_DECLS

AttestRoute *attest_outbox_get_route (AttestOutbox *self);

G_END_DECLS
