/* Which fields of one record alone the next one begins with all the same: pinned by the user, for a
 * kind of record, in all windows. Main thread. */
#pragma once

#include "store/attest-store.h"

G_BEGIN_DECLS

GActionGroup *attest_pins_new_actions (AttestStore *store, const AttestSchema *schema);
void attest_pins_fill_menu (GMenu *menu, const AttestSchema *schema);
void attest_pins_keep (AttestStore *store, AttestRecord *from, AttestRecord *next);

G_END_DECLS
