/* Whom the user's own records were about, as completions: choosing one fills all that is known of
 * it.
 */
#pragma once

#include "editor/attest-suggest-entry.h"

G_BEGIN_DECLS

void attest_own_entities_fetch (const AttestSuggestQuery *query,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
void attest_own_entities_take (const AttestSuggestQuery *query, const char *own);

G_END_DECLS
