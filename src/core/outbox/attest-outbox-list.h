/* The submissions in the outbox, in the order of sending, with their counts. Main thread. */
#pragma once

#include "store/attest-store-ending.h"

G_BEGIN_DECLS

typedef struct _AttestOutboxList AttestOutboxList;

/* Called after the list has changed, as GListModel::items-changed. */
typedef void (*AttestOutboxListChanged) (guint position,
                                         guint removed,
                                         guint added,
                                         gpointer user_data);

AttestOutboxList *attest_outbox_list_new (AttestOutboxListChanged changed, gpointer user_data);
void attest_outbox_list_free (AttestOutboxList *self);
void attest_outbox_list_take_over (AttestOutboxList *self, GPtrArray *submissions);
guint attest_outbox_list_get_length (AttestOutboxList *self);
AttestSubmission *attest_outbox_list_get (AttestOutboxList *self, guint position);
AttestSubmission *attest_outbox_list_find (AttestOutboxList *self, const char *id);
GPtrArray *attest_outbox_list_dup_bulk (AttestOutboxList *self, AttestSubmission *submission);
guint attest_outbox_list_count (AttestOutboxList *self, AttestState state);
void attest_outbox_list_set_unwritten (AttestOutboxList *self, const AttestClaimEnd *end);

G_END_DECLS
