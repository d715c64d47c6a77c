/* The submissions in the outbox, in the order of sending, with their counts; and the first of each
 * lane, which is whatever one is sent in after the other. Main thread. */
#pragma once

#include "store/attest-submission-private.h"

G_BEGIN_DECLS

typedef struct _AttestOutboxList AttestOutboxList;

/* Called after the list has changed, as GListModel::items-changed. */
typedef void (*AttestOutboxListChanged) (guint position,
                                         guint removed,
                                         guint added,
                                         gpointer user_data);

/* Returns: (nullable): the lane of @submission; %NULL: it is not to be sent from here */
typedef gpointer (*AttestOutboxListLane) (AttestSubmission *submission, gpointer user_data);

AttestOutboxList *attest_outbox_list_new (AttestOutboxListChanged changed,
                                          AttestOutboxListLane get_lane,
                                          gpointer user_data);
void attest_outbox_list_free (AttestOutboxList *self);
void attest_outbox_list_take_over (AttestOutboxList *self, GPtrArray *submissions);
guint attest_outbox_list_get_length (AttestOutboxList *self);
AttestSubmission *attest_outbox_list_get (AttestOutboxList *self, guint position);
guint attest_outbox_list_count (AttestOutboxList *self, AttestState state);

typedef void (*AttestOutboxListFunc) (gpointer lane, AttestSubmission *first, gpointer user_data);
void attest_outbox_list_foreach_lane (AttestOutboxList *self,
                                      AttestOutboxListFunc func,
                                      gpointer user_data);
void attest_outbox_list_sort_into_lanes (AttestOutboxList *self);

G_END_DECLS
