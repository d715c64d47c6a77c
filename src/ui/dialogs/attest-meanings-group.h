/* What texts in files were said to mean, as rows of preferences: seen, and forgotten. Main thread.
 */
#pragma once

#include "store/attest-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

void attest_meanings_group_show (AdwPreferencesGroup *group,
                                 AdwPreferencesWindow *window,
                                 AttestStore *store);

G_END_DECLS
