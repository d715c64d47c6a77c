/* The menu of what is selected in the outbox or in the history. */
#pragma once

#include "outbox/attest-outbox.h"

G_BEGIN_DECLS

/* @selected: of one state, or not; one at least */
GMenuModel *attest_outbox_menu_new (AttestOutbox *outbox, GPtrArray *selected);

G_END_DECLS
