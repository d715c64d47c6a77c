/* AttestSidebar: the views with their counts, and the way to the keys. Main thread. */
#pragma once

#include "attest-window.h"

G_BEGIN_DECLS

#define ATTEST_TYPE_SIDEBAR (attest_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (AttestSidebar, attest_sidebar, ATTEST, SIDEBAR, AdwBin)

/* Signal "view-chosen" (int): by the user. */
void attest_sidebar_set_view (AttestSidebar *self, guint view);
void attest_sidebar_set_model (AttestSidebar *self,
                               guint view,
                               GListModel *model /* (nullable): its length is shown */);

G_END_DECLS
