/* AttestOutboxWriter: writes down what a person asks of the outbox: what is to be sent, singly or
 * many at once, in which order, and whether sending is paused. Main thread. */
#pragma once

#include "outbox/attest-dispatcher.h"
#include "outbox/attest-send-plan.h"

G_BEGIN_DECLS

/* What it needs; belongs to @outbox, which is held while something is written. */
typedef struct
{
  GObject *outbox;
  AttestStore *store;
  AttestDispatcher *dispatcher;
} AttestOutboxWriter;

/* Whether records may go many at once. */
typedef enum
{
  ATTEST_BULK_OFFERED,
  ATTEST_BULK_NONE,    /* the service takes each singly */
  ATTEST_BULK_UNTRIED, /* none was accepted in the test environment yet */
  ATTEST_BULK_KNOWN,   /* they are no first load, or one is there twice */
} AttestBulkAnswer;

AttestBulkAnswer attest_outbox_writer_can_bulk (const AttestOutboxWriter *self, GPtrArray *plans);
guint attest_outbox_writer_get_bulk_first (const AttestOutboxWriter *self, AttestSendPlan *plan);

void attest_outbox_writer_enqueue_async (const AttestOutboxWriter *self,
                                         GPtrArray *plans,
                                         gboolean in_bulk,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
GPtrArray *attest_outbox_writer_enqueue_finish (const AttestOutboxWriter *self,
                                                GAsyncResult *result,
                                                GError **error);

void attest_outbox_writer_move (const AttestOutboxWriter *self,
                                GPtrArray *submissions,
                                AttestSubmission *before);

void attest_outbox_writer_set_paused_async (const AttestOutboxWriter *self,
                                            gboolean paused,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean attest_outbox_writer_set_paused_finish (const AttestOutboxWriter *self,
                                                 GAsyncResult *result,
                                                 GError **error);

G_END_DECLS
