/* What the store can do with the queue: a decision to send is written down, the queue is read and
 * put into another order. Each verb is one transaction, durable when it finishes; the submissions
 * it changed say so then. Main thread. */
#pragma once

#include "service/attest-place.h"
#include "store/attest-store.h"

G_BEGIN_DECLS

/* Many decisions that are one request: what is sent is its body, as it is frozen here, and all of
 * them are claimed, begun, ended, recovered and taken out together. Held by each. */
typedef struct
{
  char *url;
  char *body;
  char *sha256; /* of the body */
  guint n_members;
} AttestNewBulk;

AttestNewBulk *attest_new_bulk_ref (AttestNewBulk *self);
void attest_new_bulk_unref (AttestNewBulk *self);

/* A decision to send, to be written down. */
typedef struct
{
  char *draft_id; /* (nullable) */
  AttestPlace *place;
  char *title;
  char *entity;
  char *entity_id;
  char *url;
  char *headers; /* one "Name: value" a line, the key as a placeholder */
  char *body;
  char *sha256;     /* of the body */
  GStrv known;      /* (nullable): ids of its like there, beside which it is meant to stand; is
                     * another one there by now, it is not queued. %NULL: whatever is there */
  gboolean is_twin; /* it is meant to stand beside those that are written down with it, too */
  char *replaces;   /* (nullable): the id of an unknown one that this one is sent instead of: with
                     * it that is recorded as not sent; if it is not unknown any more, this one is
                     * outdated */
  char *note;       /* (nullable): why that one is, for the log */
  AttestNewBulk *bulk; /* (nullable): it is sent in that; those of one follow each other */
} AttestNewSubmission;

void attest_new_submission_free (AttestNewSubmission *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AttestNewSubmission, attest_new_submission_free)

void attest_store_enqueue_async (AttestStore *self,
                                 GPtrArray *decisions,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *attest_store_enqueue_finish (AttestStore *self, GAsyncResult *result, GError **error);

/* What is queued, being sent or unknown, in the order of sending. */
void attest_store_load_queue_async (AttestStore *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *attest_store_load_queue_finish (AttestStore *self, GAsyncResult *result, GError **error);

void attest_store_reorder_async (AttestStore *self,
                                 const char *const *ids,
                                 const char *before,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean attest_store_reorder_finish (AttestStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
