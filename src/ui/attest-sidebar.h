/* AttestSidebar: the views with their counts, and the way to the keys. Main thread. */
#pragma once

#include "attest-window.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_SIDEBAR (attest_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (AttestSidebar, attest_sidebar, ATTEST, SIDEBAR, AdwBin)

/* Signal "view-chosen" (int): by the user. */
void attest_sidebar_set_view (AttestSidebar *self, guint view);
/* Behind the view's name: what waits, and what somebody has to look at. */
void attest_sidebar_set_register (AttestSidebar *self, guint view, AttestRegister *drafts);
void attest_sidebar_set_outbox (AttestSidebar *self, guint view, AttestOutbox *outbox);

G_END_DECLS
