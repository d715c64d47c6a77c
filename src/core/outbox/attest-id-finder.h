/* AttestIdFinder: fetches the server's ids of what was accepted without one. Main thread. */
#pragma once

#include "outbox/attest-sending.h"

G_BEGIN_DECLS

typedef struct _AttestIdFinder AttestIdFinder;

/* @owner is held while there is something under way; @idle is called with it afterwards. */
typedef void (*AttestIdFinderIdle) (gpointer owner);

AttestIdFinder *attest_id_finder_new (const AttestSendingContext *context,
                                      GObject *owner,
                                      AttestIdFinderIdle idle,
                                      GCancellable *stopping);
void attest_id_finder_add (AttestIdFinder *self, AttestSubmission *accepted);
gboolean attest_id_finder_start (AttestIdFinder *self);
gboolean attest_id_finder_is_busy (AttestIdFinder *self);
void attest_id_finder_free (AttestIdFinder *self);

G_END_DECLS
