/* What the user's own records say, as completions: whom they were about, of which choosing one
 * fills all that is known of it; and texts of fields that have a pool. */
#pragma once

#include "editor/attest-suggest-entry.h"

G_BEGIN_DECLS

void attest_own_entities_fetch (const AttestSuggestQuery *query,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
void attest_own_texts_fetch (const AttestSuggestQuery *query,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
void attest_own_entities_take (const AttestSuggestQuery *query, const char *own);

G_END_DECLS
