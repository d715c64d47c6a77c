/* Between the history and the workspace that makes it only. */
#pragma once

#include "store/attest-history.h"
#include "store/attest-store.h"

G_BEGIN_DECLS

AttestHistory *attest_history_new (AttestStore *store);

G_END_DECLS
